"""The calendars of a district: those of the program, the years and local days that the office entered, its own choice.

What is changed becomes a new version that the file keeps beside the former ones; a clock that began under a version
goes on under it, unless a year that was provisional is announced.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from gridgov.domain import calendar as calendars
from gridgov.domain import notice
from gridgov.domain.access import Actor
from gridgov.domain.calendar import Calendar
from gridgov.domain.notice import Notice
from gridgov.errors import BadInput
from gridgov.services.desk import Change, Desk
from gridgov.store import kept, setting
from gridgov.store.database import Connection

CHOSEN, WORK_DAY, OF_UNITS = "calendar", "work_day", "unit_calendars"
"""The settings: which calendar the district goes by, what a working day means (``hours`` or ``days``), and which
units go by a calendar of their own."""


def of(desk: Desk, conn: Connection, identity: str = "", version: int = 0, *, unit: str = "") -> Calendar:
    """A calendar by id and version; '' is that of the unit, or the district's own; 0 is the newest version.

    BadInput for an unknown one.
    """
    if not identity:
        settings = setting.all_(conn)
        identity = _of_units(settings).get(unit) or settings.get(CHOSEN, calendars.DEFAULT)
    shipped = calendars.calendars().get(identity)
    if shipped is not None and version == shipped.version:
        return shipped
    key = ("calendar", identity, version)
    with desk.cache_lock:
        if key in desk.cache:
            found: Calendar = desk.cache[key]
            return found
    row = kept.calendar(conn, identity, version or None)
    if row is None:
        if shipped is not None:
            return shipped
        raise BadInput(
            "There is no calendar '{name}'. There are: {known}.",
            name=identity,
            known=", ".join(sorted({*calendars.calendars(), *kept.calendars(conn)})),
        )
    if shipped is not None and not version and row[0] < shipped.version:
        return shipped
    made = calendars.build(orjson.loads(row[1]))
    with desk.cache_lock:
        desk.cache[key] = made
    return made


def available(desk: Desk, actor: Actor) -> list[Calendar]:
    """Every calendar in its newest version, the district's own first."""
    desk.look(actor, "record.read", "calendar.list")
    with desk.reader() as conn:
        chosen = setting.all_(conn).get(CHOSEN, calendars.DEFAULT)
        names = sorted({*calendars.calendars(), *kept.calendars(conn)}, key=lambda name: (name != chosen, name))
        return [of(desk, conn, name) for name in names]


def choose(desk: Desk, actor: Actor, *, calendar: str | None = None, work_day: str | None = None) -> None:
    """Choose the calendar that clocks go by from now on, or what a working day means; running clocks keep theirs."""
    with desk.change(actor, "file.write", "calendar.choose") as change:
        values = {}
        if calendar is not None:
            values[CHOSEN] = of(desk, change.conn, calendar).id
        if work_day is not None:
            if work_day not in {"hours", "days"}:
                raise BadInput("A working day is counted in 'hours' or in 'days', not in '{value}'.", value=work_day)
            values[WORK_DAY] = work_day
        change.about |= values
        setting.put(change.conn, values)
    desk.refresh()


def _of_units(settings: Mapping[str, str]) -> dict[str, str]:
    return dict(orjson.loads(settings[OF_UNITS])) if settings.get(OF_UNITS) else {}


def of_units(desk: Desk, actor: Actor) -> dict[str, str]:
    """The units that go by a calendar of their own, and which."""
    desk.look(actor, "record.read", "calendar.units")
    with desk.reader() as conn:
        return _of_units(setting.all_(conn))


def assign(desk: Desk, actor: Actor, unit: str, calendar: str | None) -> None:
    """Let the clocks of a unit go by a calendar of its own from now on; None: by the district's again."""
    unit = unit.strip()
    if not unit:
        raise BadInput("Name the unit whose calendar this is to be.")
    with desk.change(actor, "file.write", "calendar.assign", unit=unit, calendar=calendar or "") as change:
        known = _of_units(setting.all_(change.conn))
        known.pop(unit, None)
        if calendar:
            known[unit] = of(desk, change.conn, calendar).id
        setting.put(change.conn, {OF_UNITS: orjson.dumps(known).decode()})
    desk.refresh()


def read_notice(text: str) -> Notice:
    """How the text of an annual notice is read, to be looked through before it is entered; BadInput when it is none."""
    return notice.parse(text)


def enter_notice(desk: Desk, actor: Actor, read: Notice, *, calendar: str = "") -> Calendar:
    """Enter a year into a calendar: a new version, under which provisional deadlines are computed again.

    BadInput when the notice has faults: they are mended in the text first.
    """
    if read.faults:
        raise BadInput("The notice does not fit: {reason} Mend the text and paste it again.", reason=read.faults[0])
    return _change(desk, actor, calendar, "calendar.notice", years=read.as_years())


def set_days(
    desk: Desk, actor: Actor, *, calendar: str = "", off: Mapping[str, str] | None = None, on: tuple[str, ...] = ()
) -> Calendar:
    """Enter local days off (date → why) and local working days; those that were there stay."""
    return _change(desk, actor, calendar, "calendar.days", off=off or {}, on=on)


def add(desk: Desk, actor: Actor, source: Path) -> Calendar:
    """Load a calendar (TOML) into the file; BadInput names its first fault."""
    found = calendars.read(source)
    faults = calendars.problems(found)
    if faults:
        raise BadInput("{file} has a fault: {reason}", file=source.name, reason=faults[0])
    with desk.change(actor, "file.write", "calendar.add", calendar=found.id, file=source.name) as change:
        _keep(change, found, max(found.version, _next(change.conn, found.id)))
    _forget(desk)
    with desk.reader() as conn:
        return of(desk, conn, found.id)


def _change(desk: Desk, actor: Actor, identity: str, act: str, **given: Any) -> Calendar:
    with desk.change(actor, "file.write", act) as change:
        old = of(desk, change.conn, identity)
        raw = _raw(old)
        raw["years"] = {**raw["years"], **given.get("years", {})}
        raw["days_off"] = sorted({**dict(raw["days_off"]), **given.get("off", {})}.items())
        raw["days_on"] = sorted({*raw["days_on"], *given.get("on", ())})
        raw["version"] = _next(change.conn, old.id)
        try:
            new = calendars.build(raw)
        except ValueError as fault:
            raise BadInput("{text} is no date: write it like 2026-09-30.", text=fault) from fault
        if faults := calendars.problems(new):
            raise BadInput("The calendar would have a fault: {reason}", reason=faults[0])
        _keep(change, new, new.version)
        change.about |= {"calendar": new.id, "version": new.version, "years": sorted(given.get("years", {}))}
    _forget(desk)
    with desk.reader() as conn:
        return of(desk, conn, old.id)


def _next(conn: Connection, identity: str) -> int:
    """The next version of a calendar: above every one that is kept or comes with the program."""
    row = kept.calendar(conn, identity)
    shipped = calendars.calendars().get(identity)
    return max(row[0] if row else 0, shipped.version if shipped else 0) + 1


def _raw(one: Calendar) -> dict[str, Any]:
    """A calendar as data again: all its years stand in it, so that it means the same for ever."""
    years: dict[str, Any] = {}
    if one.holidays is not None:
        for year in sorted(one.holidays.years):
            off = sorted((day, name) for day, name in one.holidays.off.items() if day.year == year)
            years[str(year)] = {
                "holidays": [[name, day.isoformat(), day.isoformat()] for day, name in off],
                "workdays": sorted(day.isoformat() for day in one.holidays.on if day.year == year),
            }
    return {
        "id": one.id,
        "zh": one.zh,
        "en": one.en,
        "version": one.version,
        "windows": [f"{_hm(start)}-{_hm(end)}" for start, end in one.windows],
        "work_day_minutes": one.day_minutes,
        "rest_weekdays": sorted(one.rest_weekdays),
        "holidays": one.holidays.id if one.holidays else "",
        "years": years,
        "days_off": [(day.isoformat(), why) for day, why in sorted(one.days_off.items())],
        "days_on": sorted(day.isoformat() for day in one.days_on),
    }


def _hm(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _keep(change: Change, one: Calendar, version: int) -> None:
    raw = {**_raw(one), "version": version}
    kept.keep_calendar(change.conn, one.id, version, orjson.dumps(raw).decode(), at=change.at, actor=change.actor.uid)


def _forget(desk: Desk) -> None:
    with desk.cache_lock:
        for key in [key for key in desk.cache if isinstance(key, tuple) and key and key[0] == "calendar"]:
            del desk.cache[key]
