"""Values come in many spellings and leave in one; what cannot be read is a fault, never a guess."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain import value
from gridgov.errors import BadInput

DAYS = st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31))


@given(DAYS)
def test_every_spelling_of_a_day_is_the_same_day(day: dt.date) -> None:
    y, m, d = day.year, day.month, day.day
    serial = str((day - value.EXCEL_EPOCH).days)
    spellings = [
        day.isoformat(), f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}{m:02}{d:02}", f"{y}年{m}月{d}日",
        f"{day:%d-%b-%Y}", f"{y}-{m:02}-{d:02} 00:00:00", f"{y}-{m:02}-{d:02}T08:30:00Z", f" {y}－{m}－{d} ",
    ]  # fmt: skip
    if len(serial) == 5:
        spellings.append(serial)
    found = value.parse_dates(spellings)
    assert found.faults == {}
    assert set(found.values) == {day.isoformat()}


@pytest.mark.parametrize("text", ["昨天", "2026-02-30", "2026-13-01", "0205-01-01", "2026", "1/2/2026", "99999999"])
def test_what_is_no_day_is_a_fault_with_its_place(text: str) -> None:
    found = value.parse_dates(["2026-01-01", text, None, ""])
    assert found.values == ["2026-01-01", None, None, None]
    assert list(found.faults) == [1]
    assert found.faults[1].params == {"value": text}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05 08:00", "2026-01-05T00:00:00Z"),
        ("2026-01-05T08:00:07+08:00", "2026-01-05T00:00:07Z"),
        ("2026/1/5 8:00:07", "2026-01-05T00:00:07Z"),
        ("20260105080007", "2026-01-05T00:00:07Z"),
        ("2026年1月5日 8时0分7秒", "2026-01-05T00:00:07Z"),
        ("2026-01-05T00:00:07.250Z", "2026-01-05T00:00:07Z"),
        ("2026-01-05T00:00:07-0530", "2026-01-05T05:30:07Z"),
        ("2026-01-05", "2026-01-04T16:00:00Z"),
        ("46027.5", "2026-01-05T04:00:00Z"),
    ],
)
def test_moments_are_kept_in_universal_time(text: str, moment: str) -> None:
    found = value.parse_times([text], "Asia/Shanghai")
    assert (found.values, found.faults) == ([moment], {})


def test_an_offset_that_is_wrong_is_ignored_when_asked() -> None:
    found = value.parse_times(["2016-08-03T21:26:03Z"], "America/New_York", ignore_offset=True)
    assert found.values == ["2016-08-04T01:26:03Z"]
    with pytest.raises(BadInput, match="no time zone"):
        value.parse_times(["2026-01-01"], "Mars/Olympus")


@pytest.mark.parametrize("text", ["25:00", "2026-01-05 25:00", "2026-01-05 08:61", "0026-01-05 08:00", "soon"])
def test_what_is_no_moment_is_a_fault(text: str) -> None:
    found = value.parse_times([text], "Asia/Shanghai")
    assert found.values == [None]
    assert list(found.faults) == [0]


@given(st.integers(-(2**63), 2**63 - 1))
def test_whole_numbers_come_back_exactly(number: int) -> None:
    found = value.parse_ints([str(number), f"{number:,}", f" {number} "])
    assert found.values == [number] * 3


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_exactly(number: float) -> None:
    assert value.parse_reals([repr(number)]).values == [number]


def test_what_is_no_number_is_a_fault() -> None:
    assert value.parse_ints(["3.0", "１２", "3.5", "x", str(2**63), "1e400"]).values == [3, 12, None, None, None, None]
    found = value.parse_reals([".5", "1,234.5", "1e400", "三", "inf", "0x10"])
    assert found.values == [0.5, 1234.5, None, None, None, None]
    assert list(found.faults) == [2, 3, 4, 5]


def test_what_counts_as_nothing_is_nothing_except_in_a_name() -> None:
    empties = ["", " ", "NULL", "无", "-", "n/a", None]
    for parsed in (value.parse_dates(empties), value.parse_ints(empties), value.parse_codes(empties)):
        assert parsed.values == [None] * 7
        assert parsed.faults == {}
    assert value.parse_names(["无", " 欧阳 𠮷 ", "", None, "NULL"]).values == ["无", "欧阳 𠮷", None, None, None]


def test_names_and_texts_have_their_lengths() -> None:
    found = value.parse_names(["一二三", "一二三四"], 3)
    assert found.values == ["一二三", None]
    assert list(found.faults) == [1]
    fault = value.parse_texts(["abc", "abcd"], 3).faults[1]
    assert fault.sentence.format(**fault.params) == "'abcd' is longer than 3 characters: shorten it."


def test_codes_and_phones_are_half_width_and_never_numbers() -> None:
    assert value.parse_codes([" ９９０１ 01", "8.0", "007"]).values == ["990101", "8.0", "007"]
    assert value.parse_phones(["199 0000 0001", "＋86-10"]).values == ["19900000001", "+86-10"]


@given(st.lists(st.text(max_size=12) | st.none(), max_size=8))
def test_nothing_that_is_written_breaks_a_column(texts: list[str | None]) -> None:
    for parsed in (
        value.parse_dates(texts),
        value.parse_times(texts, "Asia/Shanghai"),
        value.parse_ints(texts),
        value.parse_reals(texts),
        value.parse_codes(texts),
    ):
        assert len(parsed.values) == len(texts)
        assert all(parsed.values[at] is None for at in parsed.faults)


def test_a_name_of_two_characters_is_not_spread() -> None:
    assert value.parse_names(["王　芳", "王 芳", "𠮷 野", "阿 依 古丽", "Li Si"]).values == [
        "王芳", "王芳", "𠮷野", "阿 依 古丽", "Li Si",
    ]  # fmt: skip


def test_a_mobile_number_is_one_however_it_is_written() -> None:
    texts = ["199-0000-0001", "+86 19900000001", "8619900000001", "'１９９００００００01", "021-12345678", "12345"]
    assert value.parse_phones(texts).values == ["19900000001"] * 4 + ["021-12345678", "12345"]


def test_a_number_may_carry_the_apostrophe_of_a_spreadsheet() -> None:
    assert value.parse_codes(["'9901 01", "’0012"]).values == ["990101", "0012"]


SPELLINGS = ("2026-11-28", "2026/11/28", "2026.11.28", "20261128", "2026年11月28日", "28.11.2026", "28/11/2026",
             "11/28/2026", "28-11-2026", "46354", "２０２６／１１／２８")  # fmt: skip


def test_a_day_in_every_spelling_is_the_same_day() -> None:
    found = value.parse_dates(SPELLINGS)
    assert set(found.values) == {"2026-11-28"}
    assert not found.faults


def test_a_date_that_may_be_two_is_asked_about_and_taken_as_said() -> None:
    asked = value.parse_dates(["05/06/2026", "06/06/2026", "5.6.2026"])
    assert asked.values == [None, "2026-06-06", "2026-06-05"], "with points the day is first"
    assert "say which" in asked.faults[0].sentence
    assert value.parse_dates(["05/06/2026"], "dmy").values == ["2026-06-05"]
    assert value.parse_dates(["05/06/2026"], "mdy").values == ["2026-05-06"]
    assert value.parse_dates(["28/11/2026"], "mdy").values == [None], "there is no month 28"
    times = value.parse_times(["05/06/2026 08:30"], "Asia/Shanghai", order="mdy")
    assert times.values == ["2026-05-06T00:30:00Z"]
