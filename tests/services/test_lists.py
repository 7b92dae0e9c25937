from __future__ import annotations

from typing import Any

import pytest

from gridgov import messages
from gridgov.domain.register import registers
from gridgov.errors import Refused, WrongUse
from gridgov.services import audit, lists, records


def test_rows_are_masked_and_named(town: Any) -> None:
    ids = lists.ids(town.desk, town.actor, "person")
    names = ["name", "number", "phone", "household", "cell", "community"]
    assert lists.rows(town.desk, town.actor, "person", ids[:1], names) == [
        ("单*", "990***********0012", "138****1234", "H1", town.code(0, 0), "990000")
    ]


def test_codes_and_states_speak_the_language_in_use(town: Any) -> None:
    ids = lists.ids(town.desk, town.actor, "case", sort="number")
    assert lists.rows(town.desk, town.actor, "case", ids[:1], ["state", "reported_at"]) == [
        ("Being handled", "2026-03-01 08:00")
    ]
    messages.use("zh_CN")
    assert lists.rows(town.desk, town.actor, "case", ids[:1], ["state"]) == [("处置中",)]


def test_cells_sorting_and_text(town: Any) -> None:
    desk, actor, made = town.desk, town.actor, town.made
    assert lists.ids(desk, actor, "person", cell=("unit_cell", town.code(4, 2))).tolist() == made["person"][1:]
    assert lists.ids(desk, actor, "person", cell=("unit_cell", "nothing")).tolist() == []
    assert lists.ids(desk, actor, "person", cell=("community", "990000")).tolist() == made["person"][:1]
    both = [town.code(4, 2), town.code(0, 0), "nothing"]
    assert lists.ids(desk, actor, "person", cell=("unit_cell", both)).tolist() == made["person"]
    assert lists.ids(desk, actor, "person", cell=("unit_cell", [])).tolist() == []
    assert lists.ids(desk, actor, "case", among=made["case"][1:3], where="number != 'C2'").tolist() == made["case"][2:3]
    assert lists.ids(desk, actor, "case", among=[]).tolist() == []
    by_due = lists.ids(desk, actor, "case", sort="due_at").tolist()
    assert by_due[0] == made["case"][0]
    assert by_due[-1] == made["case"][3]  # no due date: last
    assert lists.ids(desk, actor, "case", sort="due_at", descending=True).tolist()[-1] == made["case"][3]
    by_cell = lists.ids(desk, actor, "building", sort="cell", descending=True).tolist()
    assert by_cell == made["building"][::-1]
    assert lists.ids(desk, actor, "building", text="和平").tolist() == [made["building"][1]]
    assert lists.ids(desk, actor, "building", text="%").tolist() == []
    with pytest.raises(WrongUse, match="no column nonsense"):
        lists.ids(desk, actor, "case", sort="nonsense")


@pytest.mark.parametrize("register", list(registers()))
def test_every_column_of_every_register_can_be_shown_and_sorted(town: Any, register: str) -> None:
    ids = lists.ids(town.desk, town.actor, register)
    names = [column.name for column in lists.columns(register)]
    rows = lists.rows(town.desk, town.actor, register, ids, names)
    assert len(rows) == len(ids)
    assert all(len(row) == len(names) for row in rows)
    assert set(lists.default_columns(register)) <= set(names)
    for name in names:
        assert len(lists.ids(town.desk, town.actor, register, sort=name)) == len(ids)
    assert lists.rows(town.desk, town.actor, register, [999_999], ["number"]) == [(None,)]


def test_a_record_whole(town: Any) -> None:
    view = lists.record(town.desk, town.actor, "household", town.made["household"][1])
    assert lists.record(town.desk, town.actor, "household", view.uid) == view
    assert view.title == "H2"
    assert {(link.register, link.title) for link in view.links} == {
        ("dwelling", "和平大街7号101室"),
        ("person", "王*"),
    }
    assert view.cells == {"community": "990001", "unit_cell": town.code(4, 2)}
    shown = {column.name: value for column, value in view.fields}
    assert shown["head_name"] == "王*"


def test_a_revealed_value_is_on_record_with_its_reason(town: Any) -> None:
    desk, actor, fid = town.desk, town.actor, town.made["person"][0]
    assert lists.reveal(desk, actor, "person", fid, "phone", "call back") == "13800001234"
    line = next(one for one in audit.show(desk, actor, limit=5) if one.act == "person.reveal")
    assert (line.about["field"], line.about["reason"]) == ("phone", "call back")
    assert "13800001234" not in str(line.about)
    with pytest.raises(WrongUse, match="Say why"):
        lists.reveal(desk, actor, "person", fid, "phone", "  ")
    with pytest.raises(Refused):
        lists.reveal(desk, town.actor_with("department"), "person", fid, "phone", "curious")


def test_who_may_not_see_people_sees_no_list_of_them(town: Any) -> None:
    department = town.actor_with("department")
    with pytest.raises(Refused):
        lists.ids(town.desk, department, "person")
    assert len(lists.ids(town.desk, department, "case")) == 4
    rows = lists.rows(town.desk, department, "case", lists.ids(town.desk, department, "case"), ["description"])
    assert rows[0] == ("***",)


def test_what_lies_nowhere_is_listed(town: Any) -> None:
    desk, actor = town.desk, town.actor
    (fid,) = records.add_many(desk, actor, "component", {"number": ["far"], "x": [10.0], "y": [10.0]}, source="t")
    found = [row for row in lists.unattached(desk, actor) if row["layer"] == "unit_cell"]
    assert [(row["register"], row["fid"], row["how"], row["choices"], row["x"]) for row in found] == [
        ("component", int(fid), "none", [], 10.0)
    ]
    assert lists.ids(desk, actor, "component", unattached=True).tolist() == [int(fid)]


@pytest.mark.parametrize(
    ("register", "where", "expected"),
    [
        ("case", "state_type = 'open'", [0, 1]),
        ("case", "state_type != 'open'", [2, 3]),
        ("case", "state = closed or state = 'void'", [2, 3]),
        ("case", "not (state in ('closed', 'void'))", [0, 1]),
        ("case", "due_at is null", [3]),
        ("case", "due_at is not null and number != 'C1'", [1, 2]),
        ("case", "due_at = '2026-03-02'", [0, 2]),
        ("case", "due_at > '2026-03-02'", [1]),
        ("case", "due_at >= '2026-03-02' and due_at < '2026-03-03'", [0, 2]),
        ("case", "reported_at = '2026-03-01T08:00'", [0, 1, 2, 3]),
        ("case", "overdue = yes", [0]),
        ("case", "overdue = no", [1, 2, 3]),
        ("case", "cell = '990001000000'", [0, 1, 2]),
        ("case", "community != '990000'", [3]),
        ("case", "community like '99000'", [0, 1, 2, 3]),
        ("case", "cell is null", []),
        ("case", "description like '路灯'", [0]),
        ("case", "class is null", [0, 1, 2, 3]),
        ("person", "name like '王%'", [1, 2]),
        ("person", "name like '_田_'", []),
        ("person", "sex = 男", [0, 1]),
        ("person", "phone is null", [2]),
        ("person", "not phone is null", [0, 1]),
        ("person", "name = 'x' or sex = '2' and name = '王五'", [2]),
        ("building", "floors > 3", []),
        ("building", "name not like '和平'", [0]),
    ],
)
def test_conditions(town: Any, register: str, where: str, expected: list[int]) -> None:
    found = lists.ids(town.desk, town.actor, register, where=where, as_of="2026-06-01T00:00")
    assert found.tolist() == [town.made[register][one] for one in expected]


def test_a_list_is_compared_by_its_parts(town: Any) -> None:
    records.edit(town.desk, town.actor, "dwelling", town.made["dwelling"][0], {"hazards": ["1", "3"]})
    field = registers()["dwelling"].field("hazards")
    assert field is not None
    for where, expected in (("hazards = '3'", [0]), ("hazards = '2'", []), ("hazards is null", [1])):
        found = lists.ids(town.desk, town.actor, "dwelling", where=where)
        assert found.tolist() == [town.made["dwelling"][one] for one in expected]


@pytest.mark.parametrize(
    "where", ["name; DROP TABLE person", "nonsense = 1", "floors > many", "name = '' OR 1=1 --", "geom = 1", "x = 1"]
)
def test_what_is_no_condition_is_said(town: Any, where: str) -> None:
    with pytest.raises(WrongUse):
        lists.ids(town.desk, town.actor, "building", where=where)


def test_nothing_personal_can_be_asked_without_the_right(town: Any) -> None:
    with pytest.raises(Refused, match="description is personal"):
        lists.ids(town.desk, town.actor_with("department"), "case", where="description like '路灯'")
