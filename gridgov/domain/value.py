"""Values as people and programs write them, brought to one form, a whole column at a time.

Each function gives the values and the faults: position → an English template and its values. Equal texts are looked at
once, so a column of a million rows with a thousand distinct dates costs a thousand readings.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from gridgov.errors import BadInput

EMPTY = frozenset({"", "null", "none", "n/a", "na", "nan", "-", "--", "—", "无", "\\n"})
"""What counts as nothing in a field that is no name (compared in lower case)."""

EXCEL_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, its invented 29 February 1900 included."""


@attrs.frozen
class Fault:
    """Why a value was not taken: an English template and what fills it."""

    sentence: str
    params: dict[str, object]


@attrs.frozen(eq=False)
class Parsed:
    """A column: its values (None for empty or faulty) and its faults by position."""

    values: list[Any]
    faults: dict[int, Fault]


class _Refused(Exception):
    """A value that cannot be read as what it should be; `sentence` is why, where that is more than that."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence


def is_empty(text: str | None) -> bool:
    """Whether a text counts as nothing (not to be asked of names)."""
    return text is None or text.strip().lower() in EMPTY


def _column(texts: Sequence[str | None], read: Callable[[str], Any], sentence: str) -> Parsed:
    """Read every distinct text once."""
    known: dict[str | None, Any] = {None: None}
    wrong: dict[str | None, str] = {}
    for text in set(texts):
        if text is None or text in known:
            continue
        if is_empty(text):
            known[text] = None
            continue
        try:
            known[text] = read(text.strip())
        except (_Refused, ValueError, OverflowError) as refused:
            known[text] = None
            wrong[text] = refused.sentence or sentence if isinstance(refused, _Refused) else sentence
    values = [known[text] for text in texts]
    if not wrong:
        return Parsed(values, {})
    faults = {i: Fault(wrong[text], {"value": text}) for i, text in enumerate(texts) if text in wrong}
    return Parsed(values, faults)


def normal_code(text: str) -> str:
    """A code or number in half-width characters, without white space at its ends or inside.

    The apostrophe goes by which a spreadsheet is told to leave a number alone.
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).lstrip("'’‘")


_SPREAD = re.compile(r"([㐀-鿿豈-﫿𠀀-𿿿])\s+([㐀-鿿豈-﫿𠀀-𿿿])")


def normal_name(text: str) -> str:
    """A name without white space at its ends; one of two Chinese characters without any between: 王　芳 is 王芳.

    Its characters stay as they are, rare ones too.
    """
    name = text.strip()
    spread = None if name.isascii() else _SPREAD.fullmatch(name)
    return spread[1] + spread[2] if spread else name


def normal_phone(text: str) -> str:
    """A phone number as a code; a mobile one without hyphens and without the code of the country."""
    code = normal_code(text)
    digits = code.replace("-", "").removeprefix("+")
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    return digits if len(digits) == 11 and digits.isdigit() and digits.startswith("1") else code


def parse_codes(texts: Sequence[str | None]) -> Parsed:
    """Codes and numbers kept as text, half-width; 8.0 stays 8.0, for only its owner knows what it means."""
    return _column(texts, normal_code, "")


_TOO_LONG = "'{value}' is longer than {n} characters: shorten it."


def parse_texts(texts: Sequence[str | None], length: int = 0) -> Parsed:
    """Plain texts; one longer than `length` (0: no limit) is a fault."""

    def read(text: str) -> str:
        if length and len(text) > length:
            raise _Refused
        return text

    found = _column(texts, read, _TOO_LONG)
    return Parsed(found.values, {i: Fault(f.sentence, {**f.params, "n": length}) for i, f in found.faults.items()})


def parse_names(texts: Sequence[str | None], length: int = 0) -> Parsed:
    """Names keep their characters, also 无 and rare ones; only white space at the ends goes."""
    if not length and None not in texts:
        plain = list(map(str.strip, texts))  # type: ignore[arg-type]
        if all(plain) and "NULL" not in map(str.upper, plain) and len("".join(plain).split()) == 1:
            return Parsed(plain, {})
    values: list[Any] = []
    faults: dict[int, Fault] = {}
    for i, text in enumerate(texts):
        name = normal_name(text) if text else ""
        if length and len(name) > length:
            faults[i] = Fault(_TOO_LONG, {"value": name, "n": length})
            name = ""
        values.append(name if name and name.upper() != "NULL" else None)
    return Parsed(values, faults)


_LARGEST = 2**63
_NUMERIC = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$", re.ASCII)


def parse_ints(texts: Sequence[str | None]) -> Parsed:
    """Whole numbers, with or without thousands separators; 3.0 is 3. More than 64 bits hold is a fault."""

    def read(text: str) -> int:
        plain = normal_code(text).replace(",", "")
        if not _NUMERIC.match(plain):
            raise _Refused
        found = int(plain) if plain.lstrip("+-").isdigit() else int(float(plain))
        if (found != float(plain) and not plain.lstrip("+-").isdigit()) or not -_LARGEST <= found < _LARGEST:
            raise _Refused
        return found

    return _column(texts, read, "'{value}' is no whole number: write digits only.")


def parse_reals(texts: Sequence[str | None]) -> Parsed:
    """Numbers with a decimal point."""

    def read(text: str) -> float:
        plain = normal_code(text).replace(",", "")
        if not _NUMERIC.match(plain):
            raise _Refused
        found = float(plain)
        if not math.isfinite(found):
            raise _Refused
        return found

    return _column(texts, read, "'{value}' is no number: write digits and a point.")


# -- dates and times ------------------------------------------------------------------------------------------------

_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4})$")
DATE_ORDERS = ("dmy", "mdy")
"""What comes first where the year stands last: the day, or the month."""
_ASK_ORDER = (
    '\'{value}\' may begin with the day or with the month: say which (dates = "dmy" or "mdy" in the mapping, --dates).'
)
_WORDS = re.compile(r"(\d{1,2})[-\s]([A-Za-z]{3})[a-z]*[-\s,]+(\d{4})$")
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_FIRST_YEAR, _LAST_YEAR = 1850, 2200
_SERIAL = re.compile(r"\d{5}(\.\d+)?$")
_CLOCK = re.compile(
    r"(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,]\d+)?秒?|分)?\s*(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)


def _date(text: str, order: str = "") -> dt.date:
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _YMD.match(plain) or _COMPACT.match(plain):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.match(plain):
        return dt.date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    if match := _YEAR_LAST.match(plain):
        return _year_last(int(match[1]), match[2], int(match[3]), int(match[4]), order)
    if _SERIAL.match(plain):
        return EXCEL_EPOCH + dt.timedelta(days=int(float(plain)))
    raise _Refused


def _year_last(first: int, mark: str, second: int, year: int, order: str) -> dt.date:
    """A date with its year last: with points the day is first; else as `order` says, or as the numbers leave open."""
    if mark == "." or order == "dmy":
        return dt.date(year, second, first)
    if order == "mdy" or second > 12:
        return dt.date(year, first, second)
    if first > 12 or first == second:
        return dt.date(year, second, first)
    raise _Refused(_ASK_ORDER)


def parse_dates(texts: Sequence[str | None], order: str = "") -> Parsed:
    """Days as ``YYYY-MM-DD`` from 2026-01-05, 2026/1/5, 2026.1.5, 20260105, 2026年1月5日, 5-Jan-2026 and Excel serials.

    Also 28.11.2026 and 11/28/2026; what could be both 5 June and 6 May is a fault that asks, unless `order`
    (``dmy``, ``mdy``) says it. A time behind the day is left out. Years outside 1850–2200 are a fault (a typing error,
    not a date).
    """

    def read(text: str) -> str:
        day = text
        for mark in ("T", " "):
            head, found, tail = text.partition(mark)
            if found and ":" in tail:
                day = head
                break
        try:
            found_day = _date(day, order)
        except KeyError as error:
            raise _Refused from error
        if not _FIRST_YEAR <= found_day.year <= _LAST_YEAR:
            raise _Refused
        return found_day.isoformat()

    return _column(texts, read, "'{value}' is no date: write it like 2026-01-31.")


def is_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name; ``BadInput`` for one that there is not."""
    if not is_zone(name):
        raise BadInput("There is no time zone {name}: write it like Asia/Shanghai.", name=name)
    return ZoneInfo(name)


def parse_times(texts: Sequence[str | None], zone: str, *, ignore_offset: bool = False, order: str = "") -> Parsed:
    """Moments as UTC ``YYYY-MM-DDTHH:MM:SSZ``.

    A time without an offset is local in `zone`; one with an offset or Z is taken at its word, unless `ignore_offset`
    says that the offsets in the file are wrong and the times are local. A day alone begins at midnight. In the hour
    that a clock change repeats, the first is meant. Years are those of :func:`parse_dates`.
    """
    local = zone_of(zone)

    def read(text: str) -> str:
        plain = unicodedata.normalize("NFKC", text)
        if _SERIAL.match(plain):
            moment = dt.datetime(1899, 12, 30) + dt.timedelta(days=float(plain))  # noqa: DTZ001
            moment = moment.replace(microsecond=0) + dt.timedelta(seconds=moment.microsecond >= 500_000)
            offset = None
        else:
            moment, offset = _moment(plain, order)
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise _Refused
        if offset is not None and not ignore_offset:
            aware = moment.replace(tzinfo=dt.timezone(offset))
        else:
            aware = moment.replace(tzinfo=local)
        return aware.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    return _column(texts, read, "'{value}' is no time: write it like 2026-01-31 14:30.")


def _moment(text: str, order: str = "") -> tuple[dt.datetime, dt.timedelta | None]:
    if len(text) == 14 and text.isdigit():
        text = f"{text[:8]} {text[8:10]}:{text[10:12]}:{text[12:]}"
    parts = re.split(r"(?<=[\d日])[T ]+(?=\d{1,2}[:时])", text, maxsplit=1)
    try:
        day = _date(parts[0], order)
    except KeyError as error:
        raise _Refused from error
    if len(parts) == 1:
        return dt.datetime(day.year, day.month, day.day), None  # noqa: DTZ001
    match = _CLOCK.match(parts[1].strip())
    if match is None:
        raise _Refused
    moment = dt.datetime(day.year, day.month, day.day, int(match[1]), int(match[2]), int(match[3] or 0))  # noqa: DTZ001
    if not match[4]:
        return moment, None
    if match[4].upper() == "Z":
        return moment, dt.timedelta(0)
    digits = match[4].replace(":", "")
    offset = dt.timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return moment, -offset if digits[0] == "-" else offset


# -- phones ---------------------------------------------------------------------------------------------------------


def parse_phones(texts: Sequence[str | None]) -> Parsed:
    """Phone numbers half-width, without spaces; nothing harder is asked of them (digest, section 1.6)."""
    return _column(texts, normal_phone, "")
