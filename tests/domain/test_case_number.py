from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain import case_number
from gridgov.domain.case_number import DEFAULT, NumberTemplate
from gridgov.errors import BadInput

DAY = dt.date(2026, 11, 20)


def test_the_default_template() -> None:
    template = NumberTemplate.parse(DEFAULT)
    assert template.render(DAY, 7, class_code="06010") == "E06010202611200007"
    assert template.render(DAY, 12, class_code="01003") == "C01003202611200012"
    assert template.render(DAY, 1) == "E00000202611200001"


def test_a_serial_takes_the_digits_it_needs() -> None:
    assert NumberTemplate.parse("{date}{seq:2}").render(DAY, 123) == "20261120123"


def test_area_office_and_text_round_the_serial() -> None:
    template = NumberTemplate.parse("{area}-{year}{month}-{seq:3}/{office}")
    number = template.render(DAY, 5, area="990101", office="B2")
    assert number == "990101-202611-005/B2"
    assert template.serial_of(number, DAY, area="990101", office="B2") == 5
    assert template.serial_of(number, DAY, area="990101", office="B3") is None


def test_a_component_settles_the_kind() -> None:
    assert case_number.kind_of("06010", on_component=True) == "C"
    assert case_number.kind_of("0102") == "E"
    assert case_number.kind_of(None) == "E"


@given(
    st.integers(1, 9),
    st.integers(0, 10**10),
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["{kind}{class}{date}{seq:%d}", "{seq:%d}", "A{date}-{seq:%d}-{office}"]),
)
def test_a_serial_is_found_again(width: int, serial: int, day: dt.date, form: str) -> None:
    template = NumberTemplate.parse(form % width)
    number = template.render(day, serial, class_code="01001", office="X")
    assert template.serial_of(number, day, class_code="01001", office="X") == serial


@given(st.text(max_size=30))
def test_another_number_has_no_serial_or_is_what_the_serial_makes(number: str) -> None:
    template = NumberTemplate.parse(DEFAULT)
    serial = template.serial_of(number, DAY, class_code="06010")
    assert serial is None or template.render(DAY, serial, class_code="06010") == number


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{kind}{date}", "exactly once"),
        ("{seq:4}{seq:4}", "exactly once"),
        ("{seq:0}", "1 to 9"),
        ("{seq:x}", "1 to 9"),
        ("{person}{seq:4}", "no blank {person}"),
        ("{date:8}{seq:4}", "no form"),
        ("{seq:4", "bracket"),
        ("a b{seq:4}", "spaces"),
    ],
)
def test_faults_of_a_template(text: str, word: str) -> None:
    assert any(word in fault for fault in case_number.problems(text))
    with pytest.raises(BadInput):
        NumberTemplate.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_a_template_or_has_a_fault(text: str) -> None:
    if not case_number.problems(text):
        template = NumberTemplate.parse(text)
        assert template.serial_of(template.render(DAY, 3), DAY) == 3
