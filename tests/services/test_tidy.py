"""Tidying: checks find what was planted, what is right is remembered, a merge and its undoing leave all as it was."""

from __future__ import annotations

import pytest

from gridgov import messages
from gridgov.domain.ids import citizen_check
from gridgov.errors import Refused, WrongUse
from gridgov.services import households, lists, record_entry, records, tidy, visits
from tests.services.conftest import District
from tests.services.test_case_work import person
from tests.services.test_visits import home, resident


def good(seventeen: str) -> str:
    return seventeen + citizen_check(seventeen)


def counts(district: District) -> dict[str, int]:
    return {one.id: one.count for one in tidy.checks(district.desk, district.actor) if one.count}


def test_every_check_finds_what_was_planted_and_nothing_else(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    home(district, 1)
    home(district, 2, 1)
    resident(district, 1, number=good("99010119900101001"), name="好")
    assert set(counts(district)) == {"household_empty"}
    resident(district, 1, number=good("99010119900101001")[:-1] + "Z")
    resident(district, 2, number=good("99010119400105001"), birth_date="1941-01-05")
    resident(district, 2, birth_date="1850-01-01")
    resident(district, 2, number=good("99010119900101113"), sex="2")
    resident(district, 2, confirmed_on="2020-01-01")
    record_entry.enter(desk, actor, "person", {"name": "无家可查"})
    record_entry.enter(desk, actor, "dwelling", {"number": "D9", "building": "B1", "occupancy": "自住"})
    record_entry.change(desk, actor, "dwelling", 1, {"occupancy": "空置"})
    record_entry.enter(desk, actor, "organization", {"name": "面馆", "licence_valid_to": "2020-01-01", "number": "9"})
    found = counts(district)
    expected = dict.fromkeys(
        ("person_number", "person_birth", "person_sex", "person_too_old", "person_unconfirmed", "person_no_home",
         "dwelling_nobody", "dwelling_not_empty", "licence_out", "organization_number"), 1,
    )  # fmt: skip
    assert found == expected
    (one,) = tidy.findings(desk, actor, "person_too_old")
    assert one.value == "1850-**-**"
    tidy.say_right(desk, actor, "person_too_old", one.fid)
    assert "person_too_old" not in counts(district)
    tidy.say_right(desk, actor, "person_too_old", one.fid, right=False)
    assert "person_too_old" in counts(district)
    (late,) = tidy.findings(desk, actor, "person_unconfirmed")
    tidy.confirm(desk, actor, "person", late.fid)
    assert "person_unconfirmed" not in counts(district)
    with pytest.raises(WrongUse):
        tidy.findings(desk, actor, "no check")


def test_what_lies_outside_the_cell_that_was_stated(district: District) -> None:
    desk, actor = district.desk, district.actor
    x, y = district.inside(0, 0)
    given = {"name": "灯", "class": "01037", "x": str(x), "y": str(y)}
    for cell in (district.code(0, 0), "no such cell"):
        record_entry.enter(desk, actor, "component", {**given, "stated_cell": cell})
    wrong = record_entry.enter(desk, actor, "component", {**given, "stated_cell": district.code(1, 0)}).fid
    away = record_entry.enter(
        desk, actor, "component", {**given, "x": "10", "y": "10", "stated_cell": district.code(0, 0)}
    ).fid
    assert [(one.fid, one.value) for one in tidy.findings(desk, actor, "component_outside")] == [
        (wrong, district.code(1, 0)), (away, district.code(0, 0)),
    ]  # fmt: skip
    tidy.say_right(desk, actor, "component_outside", wrong)
    assert counts(district)["component_outside"] == 1


def test_who_may_not_see_people_is_not_shown_their_checks(district: District) -> None:
    seen = tidy.checks(district.desk, person("department"))
    assert {one.register for one in seen} == {"dwelling", "organization", "component", "case"}
    with pytest.raises(Refused):
        tidy.findings(district.desk, person("department"), "person_number")
    with pytest.raises(Refused):
        tidy.doubles(district.desk, person("department"))


def test_a_merge_moves_everything_and_its_undoing_brings_all_back(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    dwelling = home(district, 1)
    keep = resident(district, 1, birth_date="1960-02-03")
    drop = record_entry.enter(
        desk, actor, "person",
        {"name": "陈安然", "birth_date": "1960-02-03", "phone": "19900001111", "household": "H1"},
    ).fid  # fmt: skip
    head = record_entry.enter(desk, actor, "household", {"number": "H5", "head": "陈安然"}).fid
    with desk.change(actor, "record.write", "test") as change:
        records.edit_in(desk, change, "household", [head], {"head_id": [drop]})
    visits.save(desk, actor, dwelling, {drop: "there"})
    (pair,) = tidy.doubles(desk, actor)
    assert (pair.one, pair.other) == (keep, drop)
    assert "birth date" in pair.why
    assert any(row[3] and not row[2] for row in tidy.side_by_side(desk, actor, "person", keep, drop))
    number = tidy.merge(desk, actor, "person", keep, drop)
    assert lists.ids(desk, actor, "person").tolist() == [keep]
    assert lists.reveal(desk, actor, "person", keep, "phone", "t") == "19900001111"
    assert tidy.doubles(desk, actor) == []
    household = lists.record(desk, actor, "person", keep).links
    assert household
    assert visits.of_person(desk, actor, keep)
    with desk.reader() as conn:
        assert conn.execute("SELECT head_id FROM household WHERE fid = ?", (head,)).fetchone()[0] == keep
    back = tidy.unmerge(desk, actor, number)
    assert sorted(lists.ids(desk, actor, "person").tolist()) == sorted((keep, back))
    assert lists.reveal(desk, actor, "person", back, "phone", "t") == "19900001111"
    assert not lists.reveal(desk, actor, "person", keep, "phone", "t")
    assert visits.of_person(desk, actor, back)
    assert not visits.of_person(desk, actor, keep), "the visit went back with whom it was made to"
    with desk.reader() as conn:
        assert conn.execute("SELECT head_id FROM household WHERE fid = ?", (head,)).fetchone()[0] == back
    (living,) = [one for one in households.members(desk, actor, 1) if one.fid == back]
    assert living.fid == back
    tidy.two(desk, actor, "person", back, keep)
    assert tidy.doubles(desk, actor) == []
    with pytest.raises(WrongUse):
        tidy.unmerge(desk, actor, number)
    with pytest.raises(WrongUse):
        tidy.merge(desk, actor, "person", keep, keep)


def test_homes_and_organizations_have_doubles_too(district: District) -> None:
    desk, actor = district.desk, district.actor
    home(district, 1)
    record_entry.enter(desk, actor, "dwelling", {"number": "X", "building": "B1", "address": "和平路1号101"})
    assert len(tidy.doubles(desk, actor, "dwelling")) == 1
    record_entry.enter(desk, actor, "organization", {"name": "面馆"})
    record_entry.enter(desk, actor, "organization", {"name": "面馆"})
    assert len(tidy.doubles(desk, actor, "organization")) == 1
    one = tidy.doubles(desk, actor, "dwelling")[0]
    number = tidy.merge(desk, actor, "dwelling", one.one, one.other)
    assert len(lists.ids(desk, actor, "dwelling")) == 1
    tidy.unmerge(desk, actor, number)
    assert len(lists.ids(desk, actor, "dwelling")) == 2
    with pytest.raises(WrongUse):
        tidy.doubles(desk, actor, "case")


def test_near_doubles_are_found_and_people_with_sound_numbers_are_two(district: District) -> None:
    desk, actor = district.desk, district.actor
    good, other = sound("19600102", 1), sound("19600102", 12)
    slip = good[:12] + ("9" if good[12] != "9" else "8") + good[13:]
    swapped = good[:-3] + good[-2] + good[-3] + good[-1]
    rows = [
        {"name": "张伟", "number": good},
        {"name": "张伟", "number": slip},  # one slip: likely the same
        {"name": "张伟", "number": other},  # the same name and day, another sound number: two people
        {"name": "李静", "birth_date": "1971-01-01", "phone": "19900000001"},
        {"name": "李婧", "birth_date": "1971-01-01", "phone": "19900000001"},  # sounds alike
        {"name": "李勇", "birth_date": "1971-01-01", "phone": "19900000001"},  # a twin at the same phone
    ]
    fids = [record_entry.enter(desk, actor, "person", row).fid for row in rows]
    found = {(one.one, one.other) for one in tidy.doubles(desk, actor)}
    assert (fids[0], fids[1]) in found
    assert (fids[3], fids[4]) in found
    assert (fids[0], fids[2]) not in found
    assert not any(fids[5] in pair for pair in found)
    if swapped != good:
        last = record_entry.enter(desk, actor, "person", {"name": "张伟", "number": swapped}).fid
        assert (fids[0], last) in {(one.one, one.other) for one in tidy.doubles(desk, actor)}


def test_addresses_and_names_in_other_words_are_doubles(district: District) -> None:
    desk, actor = district.desk, district.actor
    for address in ("望湖街20号2单元301", "望湖街20号2单元301室", "望湖街２０号2单元302"):
        record_entry.enter(desk, actor, "dwelling", {"address": address})
    for name in ("云津（集团）商贸", "云津(集团)商贸", "云津集团餐饮"):
        record_entry.enter(desk, actor, "organization", {"name": name})
    assert len(tidy.doubles(desk, actor, "dwelling")) == 1
    assert len(tidy.doubles(desk, actor, "organization")) == 1


def sound(day: str, serial: int) -> str:
    seventeen = f"990101{day}{serial:03d}"
    return seventeen + citizen_check(seventeen)
