"""The catalogue of matters (全模式): what is owed, by which unit, under which rule, how often; who owns nothing.

A recurring matter opens its case by the calendar; the matter counts as done when that case is closed, or when
somebody says so. What nobody owns and what was never done are lists of their own.
"""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs

from gridgov.domain import classes, clock
from gridgov.domain.access import Actor
from gridgov.domain.calendar import Calendar
from gridgov.errors import BadInput, WrongUse
from gridgov.services import calendars, case_work
from gridgov.services.desk import Desk
from gridgov.store import case_links
from gridgov.store import duties as store
from gridgov.store.clock import local

COLUMNS = ("level_1", "level_2", "level_3", "name", "unit", "rule", "every", "workflow", "class", "next_on")


@attrs.frozen
class Duty:
    """One matter: its place in up to three local levels, who owes it, under which rule, how often, when last done."""

    id: int
    levels: tuple[str, ...]
    name: str
    unit: str
    rule: str
    every: str
    workflow: str
    class_code: str
    next_on: str | None
    last_done: str | None

    @property
    def nobody_owns(self) -> bool:
        """Whether no unit owes it."""
        return not self.unit

    @property
    def never_done(self) -> bool:
        """Whether it was never done."""
        return self.last_done is None


def list_(desk: Desk, actor: Actor, *, only: str = "") -> list[Duty]:
    """The catalogue; `only` is ``unowned``, ``never`` or ``late`` (its day has passed)."""
    desk.look(actor, "record.read", "duty.list")
    with desk.reader() as conn:
        rows = store.all_(conn)
    found = [
        Duty(
            row.id, tuple(filter(None, (row.level_1, row.level_2, row.level_3))), row.name, row.unit, row.rule,
            row.every, row.workflow, row.class_code, row.next_on, local(at, desk.zone) if at else None,
        )
        for row, at in rows
    ]  # fmt: skip
    if only == "unowned":
        return [one for one in found if one.nobody_owns]
    if only == "never":
        return [one for one in found if one.never_done]
    if only == "late":
        today = desk.today()
        return [one for one in found if one.next_on is not None and one.next_on < today]
    if only:
        raise WrongUse("There is no list '{name}'. There are: {known}.", name=only, known="unowned, never, late")
    return found


def load(desk: Desk, actor: Actor, source: Path) -> int:
    """Load matters from a CSV (columns ``level_1 … name unit rule every workflow class next_on``); how many are new.

    A matter that is there already keeps its past and takes the new unit, rule and interval. BadInput names the row.
    """
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or "name" not in rows[0] or "level_1" not in rows[0]:
        raise BadInput(
            "{file} is no catalogue: it needs the columns {columns}.", file=source.name, columns="level_1, name"
        )
    new = 0
    with desk.change(actor, "file.write", "duty.load", file=source.name) as change:
        for number, row in enumerate(rows, 2):
            value = {name: (row.get(name) or "").strip() for name in COLUMNS}
            if not value["level_1"] or not value["name"]:
                raise BadInput(
                    "{file}, row {row}: a matter needs a first level and a name.", file=source.name, row=number
                )
            if value["every"]:
                clock.parse_allowance(value["every"])
            if value["class"] and classes.find("matter", classes.CURRENT, value["class"]) is None:
                raise BadInput("There is no class {code} in {scheme}.", code=value["class"], scheme=classes.CURRENT)
            levels = (value["level_1"], value["level_2"], value["level_3"])
            there = store.find(change.conn, levels, value["name"])
            if there is not None:
                store.end(change.conn, there, change.at)
            else:
                new += 1
            first = value["next_on"] or (desk.today() if value["every"] else "") or None
            made = store.add(
                change.conn, levels=levels, name=value["name"], unit=value["unit"], rule=value["rule"],
                every=value["every"], workflow=value["workflow"] or "city_management", class_code=value["class"],
                cells="", next_on=first,
            )  # fmt: skip
            if there is not None:
                store.carry_over(change.conn, there, made)
        change.about |= {"rows": len(rows), "new": new}
    return new


def open_due(desk: Desk, actor: Actor, *, day: str | None = None) -> list[case_work.Taken]:
    """Open a case for every recurring matter whose day has come, once each; and set its next day by the calendar."""
    today = day or desk.today()
    made = []
    with desk.change(actor, "case.step", "duty.open") as change:
        calendar = calendars.of(desk, change.conn)
        for row in store.due(change.conn, today):
            values = {"description": row.name, "class_code": row.class_code or None, "address": row.cells or row.name}
            taken = case_work.begin_in(
                desk, change, values, workflow=row.workflow, given={"rule": row.rule or row.name, "place": True}
            )
            case_links.add(change.conn, "duty", taken.case_id, row.id, at=change.at, actor=actor.uid)
            amount, unit = clock.parse_allowance(row.every)
            after = row.next_on or today
            while after <= today:
                after = _next(after, amount, unit, calendar, desk.zone, desk.work_day)
            store.move(change.conn, row.id, after)
            made.append(taken)
        change.about["opened"] = len(made)
    return made


def _next(day: str, amount: int, unit: str, calendar: Calendar, zone: str, work_day: str) -> str:
    start = int(datetime.fromisoformat(day).replace(hour=9, tzinfo=ZoneInfo(zone)).timestamp())
    due = clock.due(start, amount, unit, calendar, zone, days=work_day)
    found = datetime.fromtimestamp(due, ZoneInfo(zone)).date()
    # An interval of hours still moves on by a day at least: cases are opened by day.
    return max(found, date.fromisoformat(day) + timedelta(days=1)).isoformat()


def note_done(desk: Desk, actor: Actor, duty: int) -> None:
    """Note that a matter was done without a case of its own."""
    with desk.change(actor, "case.step", "duty.done", duty=duty) as change:
        if store.get(change.conn, duty) is None:
            raise WrongUse("There is no matter {number} in the catalogue.", number=duty)
        store.done(change.conn, duty, change.at, actor.uid, None)


def settle(desk: Desk, actor: Actor) -> int:
    """Note the matters whose cases were closed since; how many."""
    with desk.change(actor, "case.step", "duty.settle") as change:
        found = store.closed_cases(change.conn)
        for duty, case_id, at in found:
            store.done(change.conn, duty, at, actor.uid, case_id)
    return len(found)
