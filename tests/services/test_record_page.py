"""The page of a record: the chart of a building adds up, a person's page tells what belongs to them."""

from __future__ import annotations

from gridgov import messages
from gridgov.services import case_work, households, record_entry, record_page, visits
from tests.services.conftest import District
from tests.services.test_case_work import person
from tests.services.test_visits import home, resident


def test_the_chart_of_a_building_holds_every_home_once(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    home(district, 1)
    for unit in ("1", "2", "10"):
        for floor in ("3", "2", "1"):
            for room in ("1", "2"):
                given = {"number": f"D-{unit}-{floor}-{room}", "building": "B1", "unit": unit, "floor": floor}
                record_entry.enter(desk, actor, "dwelling", {**given, "room": f"{floor}0{room}"})
    record_entry.enter(desk, actor, "household", {"number": "H-2", "dwelling": "D-2-3-1"})
    resident(district, 1, care="frail")
    made = record_entry.enter(desk, actor, "person", {"name": "林小满", "household": "H-2", "care": "frail"})
    with desk.reader() as conn:
        building = conn.execute("SELECT fid FROM building").fetchone()[0]
    chart = record_page.chart(desk, actor, building)
    assert chart.total == 19
    assert chart.floors == (3, 2, 1, None), "what has no floor stands below"
    assert chart.units == ("", "1", "2", "10"), "units by their value"
    (room, other) = chart.rooms[3, "2"]
    assert (room.label, room.people, room.cared, other.people) == ("301", 1, 1, 0)
    assert sum(one.people for rooms in chart.rooms.values() for one in rooms) == 2
    assert record_page.sections(desk, person("department"), "person", made.fid) == []


def test_a_persons_page_tells_family_homes_visits_care_and_cases(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    home(district, 2, 1)
    first = resident(district, 2, care="living_alone", member_since="2020-01-01")
    other = resident(district, 1, name="林小满")
    households.move(desk, actor, first, "H1", on="2024-05-01")
    visits.save(desk, actor, dwelling, {first: "there"}, note="都好")
    x, y = district.inside(0, 0)
    case_work.begin(desk, actor, {"description": "灯", "x": x, "y": y})
    told = {part.en: part.lines for part in record_page.sections(desk, actor, "person", first)}
    assert [target for _, target in told["In the household"]] == [("person", other)]
    assert len(told["Homes"]) == 2
    assert "都好" in told["Visits"][0][0]
    assert "next visit" in told["Care"][0][0]
    lives = {part.en: part.lines for part in record_page.sections(desk, actor, "dwelling", dwelling)}
    assert {target for _, target in lives["Who lives here"]} == {("person", first), ("person", other)}
