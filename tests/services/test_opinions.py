"""Opinions: a topic that rises proposes one case with its sources, and what was heard before and after is told."""

from __future__ import annotations

from gridgov import messages
from gridgov.services import case_view, opinions, record_entry, record_page
from gridgov.services.case_work import begin
from tests.services.conftest import District
from tests.services.test_case_work import person

NOW = "2026-06-30 12:00"


def heard(district: District, topic: str, *days: str, column: int = 0) -> list[int]:
    x, y = district.inside(column, 0)
    return [
        record_entry.enter(
            district.desk, district.actor, "opinion",
            {"topic": topic, "text": "意见", "heard_at": f"2026-{day} 10:00", "x": str(x), "y": str(y)},
        ).fid
        for day in days
    ]  # fmt: skip


def test_a_topic_rises_where_it_is_heard_more_than_before(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    fresh = heard(district, "noise", "06-20", "06-22", "06-25")
    heard(district, "parking", *(f"05-{day:02d}" for day in range(1, 13)), "06-20", "06-21", "06-22", column=1)
    heard(district, "air", "06-20", "06-22")
    (one,) = opinions.rising(desk, actor, on=NOW)
    assert (one.cell, one.topic, one.now, one.before) == (district.code(0, 0), "noise", 3, 0.0)
    assert one.opinions == tuple(fresh)


def test_the_case_names_its_sources_and_is_proposed_once(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    before = heard(district, "noise", "06-20", "06-22", "06-25")
    (one,) = opinions.rising(desk, actor, on=NOW)
    taken = opinions.propose(desk, actor, one)
    page = case_view.page(desk, actor, taken.case_id)
    assert "From opinions" in dict(page.facts)
    assert page.links == (), "an opinion is no case"
    assert opinions.rising(desk, actor, on=NOW) == []
    (led,) = [one for one in record_page.sections(desk, actor, "opinion", before[0]) if one.en == "Cases it led to"]
    assert led.lines[0][1] == ("case", taken.case_id)
    found = opinions.beside(desk, actor, taken.case_id)
    assert found is not None
    assert found.after == ()
    assert len(before) == 3
    other = begin(desk, person("collector"), {"description": "灯", "address": "路口"})
    assert opinions.beside(desk, actor, other.case_id) is None
