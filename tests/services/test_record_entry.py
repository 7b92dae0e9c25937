"""Records by hand: entered, changed, moved, taken back; what is wrong is said and nothing of it stays."""

from __future__ import annotations

import pytest

from gridgov import messages
from gridgov.domain import ids
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import households, lists, record_entry, record_history, records, search
from tests.services.conftest import District
from tests.services.test_case_work import person


def value(district: District, register: str, fid: int, column: str) -> object:
    with district.desk.reader() as conn:
        return records.store.read(conn, register, [fid], [column])[fid][0]


def home(district: District, number: str = "H1") -> int:
    desk, actor = district.desk, district.actor
    x, y = district.inside(0, 0)
    record_entry.enter(desk, actor, "building", {"number": "B1", "address": "和平路1号", "x": str(x), "y": str(y)})
    record_entry.enter(desk, actor, "dwelling", {"number": "D1", "building": "B1", "unit": "1", "room": "101"})
    return record_entry.enter(desk, actor, "household", {"number": number, "dwelling": "D1"}).fid


def test_a_record_that_is_entered_lies_in_its_cell_and_is_found(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    before = district.panel(0, 0)["counts"]["person"]
    home(district)
    made = record_entry.enter(
        desk,
        actor,
        "person",
        {"name": " 陈安然 ", "phone": "１９９0000 1234", "household": "H1", "birth_date": "1990年1月5日"},
    )
    assert value(district, "person", made.fid, "phone") == "19900001234", "full-width is made half-width"
    assert value(district, "person", made.fid, "birth_date") == "1990-01-05"
    assert district.panel(0, 0)["counts"]["person"] == before + 1
    assert any(hit.key == made.fid for group in search.find(desk, actor, "car") for hit in group.hits)


def test_what_is_wrong_is_said_and_nothing_stays(district: District) -> None:
    desk, actor = district.desk, district.actor
    for given in ({"phone": "1"}, {"name": "陈安然", "birth_date": "no day"}, {"name": "陈安然", "sex": "?"}):
        with pytest.raises(BadInput):
            record_entry.enter(desk, actor, "person", given)
    with pytest.raises(WrongUse):
        record_entry.enter(desk, actor, "person", {"name": "陈安然", "religion": "x"})
    with pytest.raises(WrongUse):
        record_entry.enter(desk, actor, "case", {})
    with pytest.raises(Refused):
        record_entry.enter(desk, person("auditor"), "person", {"name": "陈安然"})
    assert len(lists.ids(desk, actor, "person")) == 0


def test_a_wrong_number_is_kept_and_said_and_tells_nothing_false(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    made = record_entry.enter(desk, actor, "person", {"name": "陈安然", "number": "990101199001011234"})
    assert made.notes
    assert record_entry.judge(desk, "person", "number", "990101199001011234")
    assert record_entry.judge(desk, "person", "birth_date", "32.13.2020")
    assert record_entry.judge(desk, "person", "household", "H77")
    assert record_entry.judge(desk, "person", "name", "陈安然") == ""


def test_a_number_that_is_there_is_refused_and_the_other_record_is_named(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    record_entry.enter(desk, actor, "organization", {"name": "云津面馆", "number": "92990101MA00000011"})
    with pytest.raises(BadInput, match="云津面馆"):
        record_entry.enter(desk, actor, "organization", {"name": "另一家", "number": "92990101MA00000011"})


def test_a_change_touches_what_was_given_and_undoing_brings_it_back_and_forth(district: District) -> None:
    desk, actor = district.desk, district.actor
    x, y = district.inside(0, 0)
    fid = record_entry.enter(desk, actor, "component", {"name": "路灯", "class": "01037", "x": str(x), "y": str(y)}).fid
    far = district.inside(1, 1)
    record_entry.change(desk, actor, "component", fid, {"note": "换过灯泡"})
    record_entry.change(desk, actor, "component", fid, {"x": str(far[0]), "y": str(far[1])})
    assert district.panel(1, 1)["counts"]["component"] == 1
    assert record_entry.undo(desk, actor, "component", fid) == "edit"
    assert district.panel(1, 1)["counts"]["component"] == 0
    assert district.panel(0, 0)["counts"]["component"] == 1
    assert record_entry.undo(desk, actor, "component", fid) == "undo"
    assert district.panel(1, 1)["counts"]["component"] == 1, "undone again: it is where it was moved to"
    assert value(district, "component", fid, "note") == "换过灯泡"
    with pytest.raises(WrongUse):
        record_entry.undo(desk, person("collector"), "component", fid)
    assert [entry.act for entry in record_history.of(desk, actor, "component", fid)]


def test_what_was_entered_by_mistake_is_taken_back(district: District) -> None:
    desk, actor = district.desk, district.actor
    fid = record_entry.enter(desk, actor, "person", {"name": "陈安然"}).fid
    assert record_entry.undo(desk, actor, "person", fid) == "add"
    assert len(lists.ids(desk, actor, "person")) == 0
    with pytest.raises(WrongUse):
        record_entry.undo(desk, actor, "person", fid)


def test_a_person_moves_and_yesterday_can_be_asked_for(district: District) -> None:
    desk, actor = district.desk, district.actor
    first = home(district, "H1")
    far = district.inside(1, 1)
    record_entry.enter(desk, actor, "building", {"number": "B2", "x": str(far[0]), "y": str(far[1])})
    record_entry.enter(desk, actor, "dwelling", {"number": "D2", "building": "B2"})
    second = record_entry.enter(desk, actor, "household", {"number": "H2", "dwelling": "D2"}).fid
    fid = record_entry.enter(
        desk, actor, "person", {"name": "陈安然", "household": "H1", "relation": "户主", "member_since": "2020-05-01"}
    ).fid
    households.move(desk, actor, fid, "H2", relation="户主", on="2025-03-01")
    assert [m.fid for m in households.members(desk, actor, first, on="2024-12-31")] == [fid]
    assert households.members(desk, actor, first, on="2025-03-01") == []
    assert [m.fid for m in households.members(desk, actor, second)] == [fid]
    assert households.members(desk, actor, second, on="2025-02-28") == []
    assert district.panel(1, 1)["counts"]["person"] == 1, "who moves lies where the new home lies"
    assert district.panel(0, 0)["counts"]["person"] == 0
    assert [(number, since, until) for _, number, since, until in households.past_of(desk, actor, fid)] == [
        ("H2", "2025-03-01", None), ("H1", "2020-05-01", "2025-03-01"),
    ]  # fmt: skip
    record_entry.change(desk, actor, "person", fid, {"household": ""})
    assert households.members(desk, actor, second) == []
    households.move(desk, actor, fid, "H1", on="2030-01-01")
    with pytest.raises(BadInput):
        households.move(desk, actor, fid, "H2", on="2029-01-01")


def test_undoing_a_move_takes_its_memberships_along(district: District) -> None:
    desk, actor = district.desk, district.actor
    first = home(district, "H1")
    second = record_entry.enter(desk, actor, "household", {"number": "H2", "dwelling": "D1"}).fid
    fid = record_entry.enter(
        desk, actor, "person", {"name": "陈安然", "household": "H1", "member_since": "2020-05-01"}
    ).fid
    households.move(desk, actor, fid, "H2", on="2025-03-01")
    record_entry.undo(desk, actor, "person", fid)
    assert [m.fid for m in households.members(desk, actor, first)] == [fid]
    assert households.members(desk, actor, second) == []
    assert [(n, since, until) for _, n, since, until in households.past_of(desk, actor, fid)] == [
        ("H1", "2020-05-01", None)
    ]
    record_entry.undo(desk, actor, "person", fid)
    assert [m.fid for m in households.members(desk, actor, second)] == [fid], "made again"
    assert [(n, since, until) for _, n, since, until in households.past_of(desk, actor, fid)] == [
        ("H2", "2025-03-01", None), ("H1", "2020-05-01", "2025-03-01"),
    ]  # fmt: skip
    record_entry.undo(desk, actor, "person", fid)
    households.move(desk, actor, fid, None, on="2025-04-01")
    assert households.members(desk, actor, first) == []
    record_entry.undo(desk, actor, "person", fid)
    assert [m.fid for m in households.members(desk, actor, first)] == [fid]


def test_codes_say_what_they_know_and_what_is_wrong_is_kept_and_marked(district: District) -> None:
    desk, actor = district.desk, district.actor
    code = "91990101MA00000001"[:17]
    good = code + ids.credit_check(code)
    shop = record_entry.enter(desk, actor, "organization", {"name": "茶馆", "number": good}).fid
    assert lists.rows(desk, actor, "organization", [shop], ["kind"])[0][0], "its class is in its credit code"
    wrong = record_entry.enter(desk, actor, "organization", {"name": "面馆", "org_code": "12345678-0"})
    assert "organization code" in str(wrong.notes[0])
    first = "81000019900101001"
    permit = first + ids.citizen_check(first)
    given = {"name": "陈安然", "document_type": "556", "document_number": permit}
    assert record_entry.enter(desk, actor, "person", given).notes == ()
    bad = permit[:-1] + ("1" if permit[-1] != "1" else "2")
    noted = record_entry.enter(desk, actor, "person", {**given, "document_number": bad}).notes
    assert "residence permit" in str(noted[0])
