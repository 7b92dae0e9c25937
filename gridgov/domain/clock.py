"""Arithmetic of working time: when an allowance is used up, and how much of it was used between two moments.

Moments are whole seconds since 1970 in UTC. What counts depends on the unit: ``minute``, ``hour`` and ``urgent_hour``
run day and night; ``natural_day`` keeps the local time of day; ``work_hour`` runs inside the working windows;
``work_day`` is either so many working minutes (`hours`) or 24 hours of days that are worked (`days`), as both are
found in practice. A deadline that falls on the end of a window stays there.
"""

from __future__ import annotations

import weakref
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from gridgov.domain.calendar import DAY, Calendar
from gridgov.errors import BadInput

UNITS = ("minute", "hour", "urgent_hour", "work_hour", "work_day", "natural_day")
CONTINUOUS = {"minute": 60, "hour": 3_600, "urgent_hour": 3_600}
MOST_YEARS = 80


def seconds_of(text: str) -> int:
    """A moment as the file writes it (UTC, ``YYYY-MM-DDTHH:MM:SSZ``) in seconds since 1970."""
    return int(datetime.fromisoformat(text).timestamp())


def text_of(moment: int) -> str:
    """Seconds since 1970 as the file writes a moment."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_seconds(text: str, zone: str) -> int:
    """A local moment (``YYYY-MM-DDTHH:MM``; with an offset, that one) in seconds since 1970; BadInput for none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("{text} is no moment: write it like 2026-09-30T16:30.", text=text) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_of(zone))
    return int(moment.timestamp())


@cache
def zone_of(name: str) -> ZoneInfo:
    """A time zone by name."""
    return ZoneInfo(name)


class WorkTime:
    """The worked stretches of a calendar in a zone, made year by year as they are asked for."""

    def __init__(self, calendar: Calendar, zone: str, *, whole_days: bool = False) -> None:
        self.calendar, self.zone = calendar, zone_of(zone)
        self._windows = ((0, DAY),) if whole_days else calendar.windows
        self._first = self._last = 0
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._until: list[int] = []
        """Seconds worked up to the end of each stretch."""
        self.gaps: dict[tuple[int, int], tuple[Any, ...]] = {}
        """What was told of the stretches between, by from and to (see :mod:`gridgov.domain.deadline_ledger`)."""

    def _year(self, year: int) -> Iterator[tuple[int, int]]:
        day, step = date(year, 1, 1), timedelta(days=1)
        while day.year == year:
            if self.calendar.off(day) is None:
                for start, end in self._windows:
                    yield self.at(day, start), self.at(day, end)
            day += step

    def at(self, day: date, seconds: int) -> int:
        """The moment of a local day so many seconds after its midnight, as the clock on the wall shows it."""
        if seconds >= DAY:
            day, seconds = day + timedelta(days=1), seconds - DAY
        local = datetime(day.year, day.month, day.day, seconds // 3600, seconds % 3600 // 60, tzinfo=self.zone)
        return int(local.timestamp())

    def cover(self, first: int, last: int) -> None:
        """Make sure that the years `first` to `last` are there."""
        if self.starts and self._first <= first and last <= self._last:
            return
        if not self.starts:
            self._first = self._last = first
            years = range(first, last + 1)
        else:
            first, last = min(first, self._first), max(last, self._last)
            years = range(first, last + 1)
        pairs = [pair for year in years for pair in self._year(year)]
        self._first, self._last = first, last
        self.starts = [start for start, _ in pairs]
        self.ends = [end for _, end in pairs]
        total, until = 0, []
        for start, end in pairs:
            total += end - start
            until.append(total)
        self._until = until

    def worked(self, moment: int) -> int:
        """Seconds worked from the first covered year until a moment, which must be covered."""
        at = bisect_right(self.starts, moment)
        if at == 0:
            return 0
        before = self._until[at - 2] if at > 1 else 0
        return before + min(moment, self.ends[at - 1]) - self.starts[at - 1]

    def between(self, start: int, end: int) -> int:
        """Seconds worked between two moments; 0 when the second is not after the first."""
        if end <= start:
            return 0
        self.cover(self.year(start), self.year(end))
        return self.worked(end) - self.worked(start)

    def after(self, start: int, seconds: int) -> int:
        """The moment at which so many seconds have been worked after `start`; `start` itself for none."""
        if seconds <= 0:
            return start
        first = self.year(start)
        last = first + 1
        while True:
            self.cover(first, last)
            target = self.worked(start) + seconds
            if self._until and self._until[-1] >= target:
                at = bisect_left(self._until, target)
                return self.ends[at] - (self._until[at] - target)
            last += 2
            if last > first + MOST_YEARS:
                raise BadInput("The calendar {calendar} has no working time left to count.", calendar=self.calendar.id)

    def year(self, moment: int) -> int:
        """The local year of a moment."""
        return datetime.fromtimestamp(moment, self.zone).year


_TIMES: weakref.WeakKeyDictionary[Calendar, dict[tuple[str, bool], WorkTime]] = weakref.WeakKeyDictionary()


def work_time(calendar: Calendar, zone: str, *, whole_days: bool = False) -> WorkTime:
    """The worked stretches of a calendar, made once."""
    kept = _TIMES.setdefault(calendar, {})
    key = (zone, whole_days)
    if key not in kept:
        kept[key] = WorkTime(calendar, zone, whole_days=whole_days)
    return kept[key]


@cache
def _always(zone: str) -> Always:
    return Always(zone)


class Always:
    """Time that never stops."""

    def __init__(self, zone: str) -> None:
        self.zone = zone_of(zone)

    def between(self, start: int, end: int) -> int:
        """Seconds between two moments; 0 when the second is not after the first."""
        return max(end - start, 0)

    def after(self, start: int, seconds: int) -> int:
        """So many seconds later."""
        return start + max(seconds, 0)

    def year(self, moment: int) -> int:
        """The local year of a moment."""
        return datetime.fromtimestamp(moment, self.zone).year


Counter = WorkTime | Always
"""What an allowance is counted by."""


def counter(unit: str, calendar: Calendar, zone: str, *, days: str = "hours") -> Counter:
    """By what a unit is counted. `days` is the meaning of a work_day: ``hours`` or ``days``."""
    if unit == "work_hour":
        return work_time(calendar, zone)
    if unit == "work_day":
        return work_time(calendar, zone, whole_days=days == "days")
    if unit in CONTINUOUS or unit == "natural_day":
        return _always(zone)
    raise BadInput("'{unit}' is no unit of time. There are: {known}.", unit=unit, known=", ".join(UNITS))


def allowance(amount: int, unit: str, calendar: Calendar, *, days: str = "hours") -> int:
    """An allowance in the seconds that its counter counts."""
    if unit == "work_hour":
        return amount * 3_600
    if unit == "work_day":
        return amount * (DAY if days == "days" else calendar.day_minutes * 60)
    if unit == "natural_day":
        return amount * DAY
    if unit in CONTINUOUS:
        return amount * CONTINUOUS[unit]
    raise BadInput("'{unit}' is no unit of time. There are: {known}.", unit=unit, known=", ".join(UNITS))


def due(start: int, amount: int, unit: str, calendar: Calendar, zone: str, *, days: str = "hours") -> int:
    """The moment at which an allowance that begins at `start` is used up."""
    if unit == "natural_day":
        # Three days later at the same time of day, whatever the clocks did in between.
        local = datetime.fromtimestamp(start, zone_of(zone)) + timedelta(days=amount)
        return int(local.timestamp())
    return counter(unit, calendar, zone, days=days).after(start, allowance(amount, unit, calendar, days=days))


def parse_allowance(text: str) -> tuple[int, str]:
    """``4 work_hour`` → (4, "work_hour"); BadInput for anything else."""
    parts = text.split()
    if len(parts) == 2 and parts[0].isdigit() and parts[1].rstrip("s") in UNITS:
        return int(parts[0]), parts[1].rstrip("s")
    raise BadInput(
        "'{text}' is no allowance: write it like '4 work_hour'. Units: {known}.", text=text, known=", ".join(UNITS)
    )
