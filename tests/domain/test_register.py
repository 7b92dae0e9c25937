from __future__ import annotations

import pytest

from gridgov.domain import register as reg


def test_the_dictionary_is_sound() -> None:
    assert reg.problems() == []


def test_the_registers_come_in_their_order() -> None:
    assert tuple(reg.registers()) == (
        "person",
        "household",
        "dwelling",
        "building",
        "place",
        "component",
        "organization",
        "opinion",
        "case",
    )


def test_every_field_has_its_storage() -> None:
    for register in (*reg.registers().values(), reg.membership()):
        stored = {column.field for column in reg.storage_columns(register.id)}
        for field in register.fields:
            assert (field.name in stored) == (field.kind not in reg.GEOMETRY_KINDS)
        names = [column.name for column in reg.storage_columns(register.id)]
        assert len(names) == len(set(names))


def test_a_class_has_three_columns_and_a_reference_two() -> None:
    columns = {column.name: column for column in reg.storage_columns("case")}
    assert {"class_scheme", "class_code", "class_name", "department_id", "department_text", "state_type"} <= set(
        columns
    )
    assert columns["department_id"].sql_type == "INTEGER"
    assert columns["description"].personal == 1
    assert "place" not in columns


def test_registers_with_a_place() -> None:
    placed = [register.id for register in reg.registers().values() if register.has_place]
    assert placed == ["building", "place", "component", "organization", "opinion", "case"]
    assert reg.registers()["building"].shape_field == "shape"
    assert reg.registers()["case"].table == "case_file"


@pytest.mark.parametrize(
    "column", ["宗教信仰", "FAITH_TYPE", "是否吸毒人员", " 政治面貌 ", "民 族", "社区矫正类型", "重点人员类别"]
)
def test_columns_nobody_should_keep_are_recognised(column: str) -> None:
    assert reg.dropped_as(column) is not None


@pytest.mark.parametrize("column", ["姓名", "单元号", "ward", "note"])
def test_other_columns_are_kept(column: str) -> None:
    assert reg.dropped_as(column) is None


def test_what_the_dictionary_leaves_out() -> None:
    names = {field.name for register in reg.registers().values() for field in register.fields}
    assert not names & {"nation", "religion", "politics", "diagnosis", "offences", "score"}


def test_a_name_keeps_its_characters() -> None:
    person = reg.registers()["person"]
    assert [f.name for f in person.fields if f.is_name] == ["name", "former_name", "foreign_name", "contact_person"]
