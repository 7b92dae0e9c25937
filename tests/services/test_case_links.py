"""Cases that belong together: duplicates that can be taken back, follow-ups that count as returns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gridgov.errors import BadInput, Refused
from gridgov.services import case_links, case_view, case_work
from gridgov.store import case_links as store
from tests.services.conftest import District
from tests.services.test_case_work import TO_THE_END, go, person, report


def test_a_duplicate_is_merged_and_can_be_taken_back_to_where_it_was(district: District) -> None:
    desk, acceptor = district.desk, person("acceptor")
    first, second = report(desk), report(desk)
    (pair,) = case_links.candidates(desk, acceptor)
    assert (pair.newer, pair.older, pair.metres) == (second.case_id, first.case_id, 0)
    case_work.take(desk, acceptor, second.case_id, "accept")
    due = case_view.page(desk, acceptor, second.number).account
    case_links.merge(desk, acceptor, second.case_id, first.number)
    page = case_view.page(desk, acceptor, second.number)
    assert (page.standing.state, page.standing.type) == ("merged", "void")
    assert [(one.kind, one.number) for one in case_links.of(desk, acceptor, first.case_id)] == [
        ("duplicate", second.number)
    ]
    assert case_links.candidates(desk, acceptor) == []
    case_links.unmerge(desk, acceptor, second.case_id)
    page = case_view.page(desk, acceptor, second.number)
    assert page.standing.state == "filing"
    assert page.account is not None
    assert due is not None
    assert page.account.original_due_at == due.original_due_at
    assert case_links.of(desk, acceptor, second.case_id) == []


def test_what_is_no_duplicate_is_never_offered_again(district: District) -> None:
    desk, acceptor = district.desk, person("acceptor")
    first, second = report(desk), report(desk)
    case_links.not_duplicate(desk, acceptor, second.case_id, first.number)
    assert case_links.candidates(desk, acceptor) == []
    with pytest.raises(BadInput, match="itself"):
        case_links.part_of(desk, acceptor, first.case_id, first.number)


def test_a_closed_case_is_followed_and_never_reopened(district: District) -> None:
    desk = district.desk
    first = report(desk)
    with pytest.raises(Refused, match="still under way"):
        case_links.follow_up(desk, person("collector"), first.case_id, "又有了")
    go(desk, first.case_id, *TO_THE_END)
    second = case_links.follow_up(desk, person("collector"), first.case_id, "又有了")
    page = case_view.page(desk, person("collector"), second.number)
    assert page.standing.state == "reported"
    assert page.place is not None
    assert len(page.photos) == 1, "its files go with it"
    assert [one.kind for one in case_links.of(desk, person("collector"), second.case_id)] == ["follow_up"]
    since = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with desk.reader() as conn:
        assert store.follow_ups_since(conn, since) == 1
    assert case_view.page(desk, person("collector"), first.number).standing.type == "done"
