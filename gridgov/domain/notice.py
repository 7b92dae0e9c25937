"""Reading the annual notice of holidays (部分节假日安排的通知) as published: holidays and make-up days of a year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

import attrs

from gridgov.errors import BadInput

_YEAR = re.compile(r"(\d{4})\s*年")
_ITEM = re.compile(r"^[一二三四五六七八九十\d]+[、.．]\s*(?P<name>[^:：]{1,20})[:：](?P<rest>.+)$")
_BRACKETS = re.compile(r"\([^)]*\)")
_RANGE = re.compile(
    r"(?:(?P<y1>\d{4})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日(?:至(?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日)?"
)
_COUNT = re.compile(r"共\s*(\d+)\s*天")
_WORK = re.compile(r"[^。;；]*上班")


@attrs.frozen
class Reading:
    """How one line was read: the line, the holiday, its days, the days on which people work instead."""

    line: int
    text: str
    name: str
    days: tuple[date, ...]
    workdays: tuple[date, ...]
    fault: str = ""


@attrs.frozen
class Notice:
    """A notice as it was read: its year and a reading for each holiday."""

    year: int
    readings: tuple[Reading, ...]

    @property
    def faults(self) -> list[str]:
        """What does not fit, one sentence each; empty when everything does."""
        found = [f"Line {one.line}: {one.fault}" for one in self.readings if one.fault]
        off = [day for one in self.readings for day in one.days]
        on = {day for one in self.readings for day in one.workdays}
        found += [f"{day} is both a holiday and a working day." for day in sorted(on.intersection(off))]
        return found

    def as_years(self) -> dict[str, dict[str, list[object]]]:
        """The year as calendars hold it (see :func:`gridgov.domain.calendar.with_years`)."""
        held: list[object] = [
            [one.name, one.days[0].isoformat(), one.days[-1].isoformat()] for one in self.readings if one.days
        ]
        work = sorted({day.isoformat() for one in self.readings for day in one.workdays})
        return {str(self.year): {"holidays": held, "workdays": list(work)}}


def parse(text: str) -> Notice:
    """The notice of a pasted text. BadInput when no year or no holiday can be found in it.

    Lines without a holiday are passed over. A line whose days do not add up to the number that it states is read,
    and says so as its fault.
    """
    plain = unicodedata.normalize("NFKC", text)
    years = [int(found) for found in _YEAR.findall(plain)]
    if not years:
        raise BadInput("No year was found in the notice. Paste it with its title, which names the year.")
    year = max(set(years), key=years.count)
    readings = []
    for number, line in enumerate(plain.splitlines(), 1):
        found = _ITEM.match(line.strip())
        if found:
            readings.append(_read(number, line.strip(), found["name"].strip(), found["rest"], year))
    if not readings:
        raise BadInput("No holiday was found in the notice. Its lines look like 一、元旦：1月1日至3日放假，共3天。")
    return Notice(year, tuple(readings))


def _read(number: int, line: str, name: str, rest: str, year: int) -> Reading:
    plain = _BRACKETS.sub("", rest).replace(" ", "")
    work = tuple(day for part in _WORK.findall(plain) for day in _days(part, year))
    head = _WORK.sub("", plain)
    off = tuple(_days(head, year))
    fault = ""
    stated = _COUNT.search(head)
    if not off:
        fault = "no day was found in it."
    elif stated and int(stated[1]) != len(off):
        fault = f"it states {stated[1]} days, and {len(off)} were read."
    return Reading(number, line, name, off, work, fault)


def _days(text: str, year: int) -> list[date]:
    found: list[date] = []
    for one in _RANGE.finditer(text):
        first = date(int(one["y1"] or year), int(one["m1"]), int(one["d1"]))
        last = first
        if one["d2"]:
            last = date(int(one["y2"] or first.year), int(one["m2"] or one["m1"]), int(one["d2"]))
        day = first
        while day <= last:
            if day not in found:
                found.append(day)
            day += timedelta(days=1)
    # Days written without their month: 2月14日（周六）、28日（周六）上班.
    for one in re.finditer(r"(\d{1,2})月(\d{1,2})日((?:[、和]\d{1,2}日)+)", text):
        for more in re.findall(r"[、和](\d{1,2})日", one[3]):
            extra = date(year, int(one[1]), int(more))
            if extra not in found:
                found.append(extra)
    return sorted(found)
