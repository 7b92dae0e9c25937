"""Working calendars as data: windows of the day, days of rest, legal holidays, make-up days, local days off and on.

Holidays are known year by year, as the annual notice announces them. A year without one is provisional: weekends rest
and only the holidays of a fixed date are off, and whatever touches it says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from gridgov import resources
from gridgov.errors import BadInput

DAY = 86_400
FIXED = (((1, 1), "New Year's Day"), ((5, 1), "Labour Day"), ((10, 1), "National Day"), ((10, 2), "National Day"),
         ((10, 3), "National Day"))  # fmt: skip
"""Holidays that fall on the same days every year, as far as anybody knows in advance."""

LOCAL = "local day off"


@attrs.frozen
class Holidays:
    """Holidays by country: day → name, make-up days, the years that are announced, names in Chinese."""

    id: str
    off: Mapping[date, str]
    on: frozenset[date]
    years: frozenset[int]
    names: Mapping[str, str] = {}


@attrs.frozen(eq=False)
class Calendar:
    """A calendar: names, version, windows in seconds of the day, what a work_day is, which days are worked."""

    id: str
    zh: str
    en: str
    version: int
    windows: tuple[tuple[int, int], ...]
    day_minutes: int
    rest_weekdays: frozenset[int]
    holidays: Holidays | None
    days_off: Mapping[date, str]
    days_on: frozenset[date]

    def off(self, day: date) -> str | None:
        """Why a day is not worked: ``rest_day``, the name of a holiday, or a local day off; None for a working day."""
        if day in self.days_on:
            return None
        if (local := self.days_off.get(day)) is not None:
            return local or LOCAL
        kept = self.holidays
        if kept is not None:
            if day in kept.on:
                return None
            if (name := kept.off.get(day)) is not None:
                return name
            if day.year not in kept.years:
                for (month, number), name in FIXED:
                    if (day.month, day.day) == (month, number):
                        return name
        return "rest_day" if day.isoweekday() in self.rest_weekdays else None

    def provisional(self, year: int) -> bool:
        """Whether a year's holidays are not announced yet (or were never entered)."""
        return self.holidays is not None and year not in self.holidays.years

    def name_of(self, why: str) -> str:
        """The Chinese name of a holiday; the name itself where there is none."""
        return self.holidays.names.get(why, why) if self.holidays else why


def parse(text: str, name: str = "") -> Calendar:
    """The calendar of a TOML text; BadInput when it cannot be read. Its sense is asked of `problems`."""
    try:
        return build(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadInput(
            "{file} cannot be read as a calendar ({fault}). Mend it and try again.", file=name, fault=fault
        ) from fault


def build(raw: Mapping[str, Any]) -> Calendar:
    """The calendar of parsed TOML. ``years`` in it adds to, or replaces, years of its holidays."""
    kept = holidays(raw["holidays"]) if raw.get("holidays") else None
    if raw.get("years"):
        kept = with_years(kept or Holidays("", {}, frozenset(), frozenset()), raw["years"])
    off = {date.fromisoformat(d): str(why) for d, why in _pairs(raw.get("days_off", ()))}
    on = frozenset(date.fromisoformat(d) for d, _ in _pairs(raw.get("days_on", ())))
    windows = tuple((_seconds(a), _seconds(b)) for a, b in (str(w).split("-") for w in raw["windows"]))
    return Calendar(
        raw["id"], raw["zh"], raw["en"], int(raw["version"]), windows, int(raw["work_day_minutes"]),
        frozenset(raw.get("rest_weekdays", (6, 7))), kept, off, on,
    )  # fmt: skip


def with_years(kept: Holidays, years: Mapping[str, Any]) -> Holidays:
    """Holidays with years added or replaced: ``{"2027": {"holidays": [[name, first, last]], "workdays": […]}}``."""
    given = {int(year) for year in years}
    off = {day: name for day, name in kept.off.items() if day.year not in given}
    on = {day for day in kept.on if day.year not in given}
    for row in years.values():
        for name, first, last in row.get("holidays", ()):
            day, until = date.fromisoformat(first), date.fromisoformat(last)
            while day <= until:
                off[day] = name
                day += timedelta(days=1)
        on.update(date.fromisoformat(day) for day in row.get("workdays", ()))
    return attrs.evolve(kept, off=off, on=frozenset(on), years=kept.years | given)


@cache
def holidays(identity: str) -> Holidays:
    """The holidays of ``data/calendars/holidays``; KeyError when there are none of that id."""
    path = resources.data("calendars", "holidays", f"{identity}.toml")
    if not path.is_file():
        raise KeyError(f"holidays {identity}")
    with path.open("rb") as file:
        raw = tomllib.load(file)
    return with_years(Holidays(raw["id"], {}, frozenset(), frozenset(), raw.get("name", {})), raw["year"])


@cache
def calendars() -> dict[str, Calendar]:
    """The calendars that come with the program, by id."""
    found = [read(path) for path in sorted(resources.data("calendars").glob("*.toml"))]
    return {one.id: one for one in sorted(found, key=lambda one: one.id != DEFAULT)}


DEFAULT = "cn_public"
"""The calendar of a district that has chosen none."""


def read(path: Path) -> Calendar:
    """The calendar of a TOML file; BadInput when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(
            "{file} cannot be read as a calendar ({fault}). Mend it and try again.", file=path.name, fault=fault
        ) from fault
    return parse(text, path.name)


def problems(one: Calendar) -> list[str]:
    """Every fault of a calendar, one sentence each; empty when it is sound."""
    found = []
    if not (one.zh and one.en):
        found.append(f"{one.id}: the calendar needs a Chinese and an English name.")
    if not one.windows:
        found.append(f"{one.id}: nobody ever works: there is no window.")
    before = 0
    for start, end in one.windows:
        shown = f"{_clock(start)}-{_clock(end)}"
        if not 0 <= start < end <= DAY:
            found.append(f"{one.id}: the window {shown} ends before it begins, or lies outside the day.")
        if start < before:
            found.append(f"{one.id}: the window {shown} begins before the one before it ends.")
        before = end
    total = sum(end - start for start, end in one.windows) // 60
    if one.day_minutes <= 0 or one.day_minutes > 24 * 60:
        found.append(f"{one.id}: a work_day of {one.day_minutes} minutes is none.")
    elif total and one.day_minutes > total:
        found.append(f"{one.id}: a work_day has {one.day_minutes} minutes, but the windows only {total}.")
    if not one.rest_weekdays <= set(range(1, 8)):
        found.append(f"{one.id}: days of rest are written 1 (Monday) to 7 (Sunday).")
    if len(one.rest_weekdays) == 7 and not one.days_on:
        found.append(f"{one.id}: every day is a day of rest.")
    both = sorted(set(one.days_off) & one.days_on)
    found += [f"{one.id}: {day} is both a day off and a day on." for day in both]
    if one.holidays is not None:
        found += [
            f"{one.id}: {day} is both a holiday and a make-up day."
            for day in sorted(set(one.holidays.off) & one.holidays.on)
        ]
        found += [
            f"{one.id}: {day} is a make-up day, but no day of rest."
            for day in sorted(one.holidays.on)
            if day.isoweekday() not in {6, 7}
        ]
    return found


def _pairs(given: object) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for one in given if isinstance(given, list | tuple) else ():
        if isinstance(one, list | tuple):
            found.append((str(one[0]), str(one[1]) if len(one) > 1 else ""))
        else:
            found.append((str(one), ""))
    return found


def _seconds(text: str) -> int:
    hours, _, minutes = text.strip().partition(":")
    return int(hours) * 3600 + int(minutes or 0) * 60


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
