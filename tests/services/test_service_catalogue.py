"""Ties and services: dated, seen from both ends; who has what, who might, and what a request starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov import messages
from gridgov.domain import service_catalogue as rules
from gridgov.domain import ties as tie_rules
from gridgov.errors import BadInput, Refused, Trouble, WrongUse
from gridgov.services import lists, record_entry, record_page, service_catalogue, tidy, ties
from gridgov.store import case_links
from tests.services.conftest import District, code_of
from tests.services.test_case_work import person
from tests.services.test_visits import home, resident

HEAD = "code,zh,en,kind,provider,who\n"


def test_the_tables_are_sound() -> None:
    assert rules.problems() == []
    assert tie_rules.problems() == []
    broken = rules.read({"code": "a", "zh": "甲", "kind": "church", "who": "age >"})
    assert rules.fault(broken)
    assert len(rules.problems([rules.shipped()[0], rules.shipped()[0]])) == 1


def test_a_tie_is_seen_from_both_ends(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    owner = resident(district, 1)
    number = ties.add(desk, actor, "owns", ("person", owner), ("dwelling", dwelling), since="2020-05-01")
    (mine,) = ties.of(desk, actor, "person", owner)
    assert (mine.en, mine.register, mine.fid, mine.since) == ("Owns", "dwelling", dwelling, "2020-05-01")
    (theirs,) = ties.of(desk, actor, "dwelling", dwelling)
    assert (theirs.en, theirs.fid) == ("Owned by", owner)
    assert ties.of(desk, person("department"), "dwelling", dwelling) == [], "people are for who may see people"
    assert any(one.en == "Ties" for one in record_page.sections(desk, actor, "dwelling", dwelling))
    with pytest.raises(WrongUse):
        ties.add(desk, actor, "owns", ("dwelling", dwelling), ("person", owner))
    with pytest.raises(WrongUse):
        ties.add(desk, actor, "looks_after", ("person", owner), ("person", owner))
    with pytest.raises(WrongUse):
        ties.add(desk, actor, "marries", ("person", owner), ("dwelling", dwelling))
    with pytest.raises(WrongUse):
        ties.add(desk, actor, "owns", ("person", 99), ("dwelling", dwelling))
    with pytest.raises(Refused):
        ties.add(desk, person("department"), "owns", ("person", owner), ("dwelling", dwelling))
    ties.end(desk, actor, number, on="2026-01-31")
    assert ties.of(desk, actor, "person", owner)[0].until == "2026-01-31"
    ties.end(desk, actor, number, mistake=True)
    assert ties.of(desk, actor, "person", owner) == []
    with pytest.raises(WrongUse):
        ties.end(desk, actor, number)


def test_what_people_have_and_may_have_adds_up(district: District) -> None:
    desk, actor = district.desk, district.actor
    home(district, 1, 0)
    home(district, 2, 1)
    old = resident(district, 1, birth_date="1940-01-01", care="独居")
    other = resident(district, 2, birth_date="1941-01-01")
    young = resident(district, 2, birth_date="1999-01-01")
    number = service_catalogue.give(desk, actor, old, "elder_allowance", since="2026-01-01")
    service_catalogue.give(desk, actor, old, "call_button", declined=True, note="不想装")

    def tally(code: str, cell: tuple[str, str] | None = None) -> tuple[list[int], list[int], list[int]]:
        found = service_catalogue.in_cell(desk, actor, cell)
        one = next(t for t in found if t.service.code == code)
        return one.have.tolist(), one.declined.tolist(), one.lack.tolist()

    assert tally("elder_allowance") == ([old], [], [other])
    assert tally("elder_allowance", ("unit_cell", code_of(0, 0))) == ([old], [], [])
    assert tally("elder_allowance", ("unit_cell", code_of(1, 0))) == ([], [], [other])
    assert tally("call_button") == ([], [old], []), "it was offered and is not wanted"
    assert service_catalogue.in_cell(desk, actor, ("unit_cell", "nowhere")) == []
    mine = {one.service.code: one.how for one in service_catalogue.of_person(desk, actor, old)}
    assert mine["elder_allowance"] == "has"
    assert mine["call_button"] == "declined"
    assert mine["elder_meals"] == "may"
    assert not service_catalogue.of_person(desk, actor, young)
    service_catalogue.end(desk, actor, number, on="2026-06-30")
    mine = {(one.service.code, one.how) for one in service_catalogue.of_person(desk, actor, old)}
    assert {("elder_allowance", "had"), ("elder_allowance", "may")} <= mine
    assert tally("elder_allowance")[2] == [old, other]
    assert any(one.en == "Services" for one in record_page.sections(desk, actor, "person", old))
    for bad in ({"since": "2026-05-01", "until": "2026-04-01"},):
        with pytest.raises(BadInput):
            service_catalogue.give(desk, actor, old, "elder_meals", **bad)
    with pytest.raises(WrongUse):
        service_catalogue.give(desk, actor, old, "castle")
    with pytest.raises(WrongUse):
        service_catalogue.give(desk, actor, 999, "elder_meals")
    with pytest.raises(WrongUse):
        service_catalogue.end(desk, actor, 999)
    with pytest.raises(Refused):
        service_catalogue.in_cell(desk, person("department"))


def test_a_request_is_taken_where_the_person_stands_and_kept_with_the_home(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    home(district, 1, 0)
    old = resident(district, 1, birth_date="1940-01-01")
    taken = service_catalogue.request(desk, actor, old, "elder_meals", at=district.inside(1, 0), note="每天中午")
    assert lists.rows(desk, actor, "case", [taken.case_id], ["cell"]) == [(code_of(0, 0),)]
    told = lists.reveal(desk, actor, "case", taken.case_id, "description", "t")
    assert code_of(1, 0) in told
    assert "每天中午" in told
    with desk.reader() as conn:
        assert case_links.cases_of(conn, old, "service") == [taken.case_id]
    asked = next(one for one in record_page.sections(desk, actor, "person", old) if one.en == "Services asked for")
    assert asked.lines[0][1] == ("case", taken.case_id)
    with pytest.raises(WrongUse):
        service_catalogue.request(desk, actor, 999, "elder_meals")


def test_an_office_loads_its_own_catalogue(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    home(district, 1)
    old = resident(district, 1, birth_date="1940-01-01")
    number = service_catalogue.give(desk, actor, old, "elder_allowance")
    source = tmp_path / "services.csv"
    source.write_text(HEAD + "bath,助浴,Help with bathing,social,社工站,age >= 70\n", encoding="utf-8")
    assert service_catalogue.load(desk, actor, source) == 1
    assert [one.code for one in service_catalogue.catalogue(desk)] == ["bath"]
    assert service_catalogue.load(desk, actor, source) == 0
    for line in ("bath,助浴,,social,x,colour = 1", "bath,助浴,,x,x,", ",助浴,,social,x,", "bath,助浴,,social,x,age >"):
        source.write_text(f"{HEAD}{line}\n", encoding="utf-8")
        with pytest.raises(BadInput, match="row 2"):
            service_catalogue.load(desk, actor, source)
    source.write_text("code\n", encoding="utf-8")
    with pytest.raises(BadInput):
        service_catalogue.load(desk, actor, source)
    source.write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(Trouble):
        service_catalogue.load(desk, actor, source)
    assert [one.code for one in service_catalogue.catalogue(desk)] == ["bath"]
    service_catalogue.end(desk, actor, number)


def test_a_merge_takes_ties_and_services_along_and_back(district: District) -> None:
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    keep = resident(district, 1, birth_date="1940-01-01")
    drop = record_entry.enter(desk, actor, "person", {"name": "陈安然", "birth_date": "1940-01-01"}).fid
    ties.add(desk, actor, "owns", ("person", drop), ("dwelling", dwelling))
    service_catalogue.give(desk, actor, drop, "elder_allowance")
    number = tidy.merge(desk, actor, "person", keep, drop)
    assert len(ties.of(desk, actor, "person", keep)) == 1
    assert service_catalogue.of_person(desk, actor, keep)[0].how == "has"
    back = tidy.unmerge(desk, actor, number)
    assert not ties.of(desk, actor, "person", keep)
    assert len(ties.of(desk, actor, "person", back)) == 1
    assert service_catalogue.of_person(desk, actor, back)[0].how == "has"
    assert service_catalogue.of_person(desk, actor, keep)[0].how == "may"
