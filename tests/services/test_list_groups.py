"""Lists in groups: the parts add up to the list, and each part's condition lists exactly its rows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridgov import messages
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import list_groups, lists, own_fields, record_entry
from tests.services.conftest import District
from tests.services.test_case_work import person
from tests.services.test_visits import home, resident


def lamps(district: District, places: list[tuple[int, str, str]]) -> list[int]:
    made = []
    for n, (column, state, mark) in enumerate(places):
        x, y = district.inside(column, 0) if column >= 0 else (10.0, 10.0)
        given = {"name": "灯", "number": f"L{n}", "class": "01037", "state": state, "x": str(x), "y": str(y)}
        made.append(record_entry.enter(district.desk, district.actor, "component", {**given, "巡检结果": mark}).fid)
    return made


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.sampled_from(["", "完好", "破损"]),
                          st.sampled_from(["", "it's", "好"])), max_size=12))  # fmt: skip
def test_groups_add_up_and_open_their_rows(district: District, places: list[tuple[int, str, str]]) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    own_fields.add(desk, actor, "component", "巡检结果", personal=0)
    made = lamps(district, places)
    try:
        for column in list_groups.group_columns(desk, actor, "component"):
            found = list_groups.groups(desk, actor, "component", column.name)
            assert sum(one.count for one in found) == len(made)
            for one in found:
                rows = lists.ids(desk, actor, "component", where=one.where)
                assert len(rows) == one.count, (column.name, one)
                assert one.label
    finally:
        for fid in made:
            record_entry.undo(desk, actor, "component", fid)


def test_groups_of_what_is_narrowed(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    home(district, 1, 0)
    resident(district, 1, sex="2")
    resident(district, 1, sex="1")
    resident(district, 1)
    found = list_groups.groups(desk, actor, "person", "sex")
    assert sorted((one.label, one.count) for one in found) == [("(empty)", 1), ("Female", 1), ("Male", 1)]
    women = list_groups.groups(desk, actor, "person", "unit_cell", where="sex = '2'")
    assert [one.count for one in women] == [1]
    assert list_groups.groups(desk, actor, "person", "sex", cell=("unit_cell", "nowhere")) == []
    with pytest.raises(Refused):
        list_groups.groups(desk, person("department"), "person", "sex")
    with pytest.raises(WrongUse):
        list_groups.groups(desk, actor, "person", "colour")


def test_many_are_changed_together_and_taken_back_together(district: District) -> None:
    desk, actor = district.desk, district.actor
    home(district, 1, 0)
    made = [resident(district, 1, language_help="") for _ in range(3)]
    record_entry.change(desk, actor, "person", made[0], {"note": "原有"})
    record_entry.change_many(desk, actor, "person", made, {"note": "一批"})
    assert {lists.reveal(desk, actor, "person", fid, "note", "t") for fid in made} == {"一批"}
    record_entry.undo_many(desk, actor, "person", made)
    assert [lists.reveal(desk, actor, "person", fid, "note", "t") for fid in made] == ["原有", "", ""]
    with pytest.raises(BadInput):
        record_entry.change_many(desk, actor, "person", made, {"birth_date": "1990-13-01"})
    with pytest.raises(WrongUse):
        record_entry.change_many(desk, actor, "person", [*made, 999], {"note": "半途"})
    assert [lists.reveal(desk, actor, "person", fid, "note", "t") for fid in made] == ["原有", "", ""], "all or none"
