"""Visits: who is due by the rules, a route, a sheet that is saved together or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov import messages
from gridgov.domain import visits as rules
from gridgov.errors import BadInput, GridgovError, Refused, WrongUse
from gridgov.services import cells, lists, record_entry, visits
from tests.services.conftest import District
from tests.services.test_case_work import person

DAY = "2026-06-15"


def home(district: District, number: int, column: int = 0) -> int:
    desk, actor = district.desk, district.actor
    x, y = district.inside(column, 0)
    record_entry.enter(
        desk, actor, "building", {"number": f"B{number}", "name": f"{number}号楼", "x": str(x), "y": str(y)}
    )
    fid = record_entry.enter(
        desk, actor, "dwelling", {"number": f"D{number}", "building": f"B{number}", "address": f"和平路{number}号101"}
    ).fid
    record_entry.enter(desk, actor, "household", {"number": f"H{number}", "dwelling": f"D{number}"})
    return fid


def resident(district: District, home_number: int, **more: str) -> int:
    given = {"name": "陈安然", "household": f"H{home_number}", **more}
    return record_entry.enter(district.desk, district.actor, "person", given).fid


def test_the_rules_are_sound() -> None:
    assert rules.problems() == []


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_age_makes_somebody_belong_to_a_category_on_the_birthday(born: date, day: date) -> None:
    old = "over_80" in rules.categories((), born, day)
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if (born.month, born.day) != (2, 29):
        assert old == (years >= 80)


def test_who_is_due_is_ordered_by_how_long_they_wait(district: District) -> None:
    home(district, 1)
    late = resident(district, 1, care="living_alone", confirmed_on="2026-05-01")
    soon = resident(district, 1, care="独居", confirmed_on="2026-06-05")
    never = resident(district, 1, birth_date="1940-01-01")
    away = resident(district, 1, care="frail", away_until="2026-07-01")
    resident(district, 1)
    found = visits.due(district.desk, district.actor, "due", on=DAY)
    assert [(one.person, one.days_late) for one in found] == [(late, 31), (never, 0)]
    assert [one.person for one in visits.due(district.desk, district.actor, "overdue", on=DAY)] == [late]
    assert soon in {one.person for one in visits.due(district.desk, district.actor, "soon", on=DAY)}
    assert [one.person for one in visits.due(district.desk, district.actor, "away", on=DAY)] == [away]
    assert len(visits.due(district.desk, district.actor, "all", on=DAY)) == 4
    assert found[0].title == "陈*", "people are shown masked"
    with pytest.raises(WrongUse):
        visits.due(district.desk, district.actor, "other")


def test_a_visit_keeps_everything_together(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    there = resident(district, 1, care="living_alone")
    gone = resident(district, 1)
    away = resident(district, 1, care="frail")
    sheet = visits.sheet(desk, actor, dwelling)
    assert [one.person for one in sheet.residents] == [there, gone, away]
    visits.save(
        desk, actor, dwelling, {there: "there", gone: "moved", away: "away"}, phones={there: "199 0000 7777"},
        away_until={away: "2099-01-01"}, hazards=["wiring"], note="灯泡坏了",
        opinion={"topic": "noise", "text": "楼上夜里吵"}, case={"text": "楼道灯不亮"},
    )  # fmt: skip
    assert lists.reveal(desk, actor, "person", there, "phone", "t") == "19900007777"
    after = visits.sheet(desk, actor, dwelling)
    assert [one.person for one in after.residents] == [there, away]
    assert (after.hazards, after.past[0].note, after.past[0].met) == (("wiring",), "灯泡坏了", 3)
    assert visits.due(desk, actor, "due") == [], "who was met is not due, who is away is left in peace"
    assert len(lists.ids(desk, actor, "opinion")) == 1
    assert len(lists.ids(desk, actor, "case")) == 1
    panel = district.panel(0, 0)
    assert panel["counts"]["opinion"] == 1, "what was heard lies where it was heard"
    assert visits.of_person(desk, actor, there)[0][3] == "Lives here"


def test_a_fault_leaves_nothing_of_the_visit(district: District) -> None:
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    there = resident(district, 1)
    other = home(district, 2, 1)
    stranger = resident(district, 2)
    for answers, more in (
        ({there: "dead"}, {}),
        ({there: "there", stranger: "there"}, {}),
        ({there: "there"}, {"case": {"text": "路灯", "class_code": "no class"}}),
        ({there: "away"}, {"away_until": {there: "no day"}}),
        ({}, {}),
    ):
        with pytest.raises(GridgovError):
            visits.save(desk, actor, dwelling, answers, opinion={"text": "意见"} if answers else None, **more)
    assert len(lists.ids(desk, actor, "opinion")) == 0
    assert visits.sheet(desk, actor, dwelling).past == ()
    with pytest.raises(Refused):
        visits.save(desk, person("auditor"), other, {stranger: "there"})
    with pytest.raises(BadInput):
        visits.save(desk, actor, dwelling, {}, note="  ")


def test_a_route_goes_building_by_building_and_floor_by_floor(district: District) -> None:
    desk, actor = district.desk, district.actor
    for number, column in ((1, 0), (2, 2), (3, 1)):
        home(district, number, column)
    first = resident(district, 1, care="frail", confirmed_on="2026-01-01")
    far = resident(district, 2, care="frail", confirmed_on="2026-02-01")
    near = resident(district, 3, care="frail", confirmed_on="2026-03-01")
    assert [one.person for one in visits.route(desk, actor, on=DAY)] == [first, near, far]


def test_the_map_knows_when_somebody_last_looked(district: District) -> None:
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    there = resident(district, 1)
    visits.save(desk, actor, dwelling, {there: "there"}, on="2026-06-01")
    values = cells.values(desk, actor, "unit_cell", "last_visit_days", as_of="2026-06-15 12:00")
    looked = values[values == values]
    assert looked.tolist() == [14.0]
