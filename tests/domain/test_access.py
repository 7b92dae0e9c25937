from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain import access
from gridgov.domain.access import Actor, mask, may
from gridgov.domain.register import Field, registers


def actor(*roles: str) -> Actor:
    return Actor("u", "n", frozenset(roles))


def test_the_roles_are_sound() -> None:
    assert access.problems() == []


def test_an_administrator_may_everything() -> None:
    assert all(may(actor("administrator"), right) for right in access.RIGHTS)


@pytest.mark.parametrize("role", ["collector", "acceptor", "shift_leader", "dispatcher", "department", "auditor"])
def test_personal_exports_are_for_two_roles(role: str) -> None:
    assert not may(actor(role), "export.personal")
    assert may(actor("supervisor"), "export.personal")


def test_no_role_no_right() -> None:
    assert not any(may(actor(), right) for right in access.RIGHTS)
    assert not may(actor("nobody"), "cell.read")
    assert not may(actor("administrator"), "no.such.right")


def test_rights_of_several_roles_add_up() -> None:
    assert may(actor("department", "auditor"), "audit.read")
    assert may(actor("department", "auditor"), "record.write")


def shown(register: str, field: str, value: object) -> str | None:
    found = registers()[register].field(field)
    assert found is not None
    return mask(found, value, reveal=False)


@pytest.mark.parametrize(
    ("register", "field", "value", "expected"),
    [
        ("person", "name", "张某某", "张*"),
        ("person", "foreign_name", "Ann Lee", "A. L."),
        ("person", "number", "990101199001011234", "990***********1234"),
        ("person", "document_number", "E12345678", "E********"),
        ("person", "phone", "13812345678", "138****5678"),
        ("person", "phone", "138-1234-5678", "138****5678"),
        ("person", "present_address", "青云街道松柏路12号3单元501", "青云街道松柏路***"),
        ("person", "birth_date", "1990-01-01", "1990-**-**"),
        ("person", "sex", "1", "1"),
        ("person", "care", "elder_80", "***"),
        ("person", "note", "任意文字", "***"),
        ("household", "head", "张某某", "张*"),
        ("household", "head", "990101199001011234", "990***********1234"),
        ("organization", "legal_representative", "李某", "李*"),
        ("organization", "number", "91990100MA0000000X", "91990100MA0000000X"),
        ("case", "description", "楼下有人", "***"),
        ("case", "address", "松柏路12号", "松柏路12号"),
    ],
)
def test_masks(register: str, field: str, value: str, expected: str) -> None:
    assert shown(register, field, value) == expected


def test_what_is_empty_stays_empty() -> None:
    assert shown("person", "name", None) is None
    assert shown("person", "name", "") is None


def test_revealed_is_shown_whole() -> None:
    field = registers()["person"].field("name")
    assert field is not None
    assert mask(field, "张某某", reveal=True) == "张某某"


PERSONAL = [
    f for r in registers().values() for f in r.fields if f.personal == 2 or (f.personal == 1 and f.kind != "code")
]


@given(st.sampled_from(PERSONAL), st.text(min_size=3, max_size=60).map(str.strip).filter(lambda t: len(t) >= 3))
def test_no_personal_value_passes_whole(field: Field, value: str) -> None:
    masked = mask(field, value, reveal=False)
    assert masked is not None
    assert masked != value or set(value) <= {"*"}
