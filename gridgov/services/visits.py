"""Visits: who is due, a day's route, and one sheet per home that is saved together or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs
import numpy as np
import orjson

from gridgov.domain import visits as rules
from gridgov.domain.access import Actor
from gridgov.errors import BadInput, WrongUse
from gridgov.services import case_work, households, records, shown
from gridgov.services.case_queue import own_cells
from gridgov.services.desk import Change, Desk
from gridgov.store import attachment, staff
from gridgov.store import records as store
from gridgov.store import visits as kept
from gridgov.store.clock import as_date

WEEK = 7
LISTS = ("overdue", "due", "soon", "away", "all")


@attrs.frozen
class Due:
    """Somebody to visit: title (masked), categories by name, when last visited, when due, and where the home is."""

    person: int
    title: str
    care: tuple[str, ...]
    last_on: str | None
    due_on: str
    days_late: int
    """Days past the due day; negative for days that are left."""
    away_until: str | None
    dwelling: int | None
    address: str
    building: int | None
    building_name: str
    unit: str
    floor: int | None
    room: str
    location: int | None


def due(desk: Desk, actor: Actor, which: str = "due", *, on: str | None = None) -> list[Due]:
    """Who is to be visited, those who wait the longest first; a grid worker sees the own cells.

    `which`: ``overdue`` (past the day), ``due`` (today or past), ``soon`` (within a week), ``away`` (till later than
    today; they are left in peace), ``all``.
    """
    if which not in LISTS:
        raise WrongUse("There is no list '{name}'. There are: {known}.", name=which, known=", ".join(LISTS))
    desk.look(actor, "person.read", "visit.due")
    day = date.fromisoformat(as_date(on) if on else desk.today())
    born_by = rules.years_before(day, rules.youngest()).isoformat()
    with desk.reader() as conn:
        rows = kept.candidates(conn, born_by, own_cells(conn, actor))
        made = [one for row in rows if (one := _due(row, day)) is not None and _wanted(one, which, day)]
        titles = shown.titles(conn, "person", [one.person for one in made])
    named = [attrs.evolve(one, title=titles.get(one.person, "")) for one in made]
    return sorted(named, key=lambda one: (-one.days_late, one.building or 0, one.address, one.person))


def due_of(desk: Desk, actor: Actor, person: int) -> Due | None:
    """When one person is due; None for somebody who is owed no care."""
    desk.look(actor, "person.read", "visit.due", person=person)
    with desk.reader() as conn:
        rows = kept.of_people(conn, [person])
    return _due(rows[0], date.fromisoformat(desk.today())) if rows else None


def _due(row: kept.Candidate, day: date) -> Due | None:
    born = date.fromisoformat(row.birth_date) if row.birth_date else None
    kinds = rules.categories(orjson.loads(row.care) if row.care else (), born, day)
    seen = max(filter(None, (row.last, row.confirmed_on)), default=None)
    when = rules.due_on(kinds, date.fromisoformat(seen) if seen else None, day)
    if when is None:
        return None
    return Due(
        row.fid, "", tuple(shown.code_name("care", kind) for kind in kinds), seen, when.isoformat(),
        (day - when).days, row.away_until, row.dwelling, row.address or "", row.building, row.building_name or "",
        row.unit or "", row.floor, row.room or "", row.location,
    )  # fmt: skip


def _wanted(one: Due, which: str, day: date) -> bool:
    is_away = one.away_until is not None and one.away_until >= day.isoformat()
    if which in {"away", "all"}:
        return is_away or which == "all"
    late = {"overdue": 1, "due": 0, "soon": -WEEK}[which]
    return not is_away and one.days_late >= late


def route(desk: Desk, actor: Actor, *, on: str | None = None, most: int = 30) -> list[Due]:
    """A day's route: those who wait the longest, building after building by the shortest way, unit and floor upward."""
    chosen = due(desk, actor, "due", on=on)[:most]
    with desk.reader() as conn:
        ids, x, y = attachment.locations(conn, [one.location for one in chosen if one.location is not None])
    where = dict(zip(ids.tolist(), zip(x.tolist(), y.tolist(), strict=True), strict=True))
    groups: dict[tuple[int, str], list[Due]] = {}
    for one in chosen:
        key = (one.building or 0, "" if one.building else one.address)
        groups.setdefault(key, []).append(one)
    for group in groups.values():
        group.sort(key=lambda one: (one.unit, one.floor or 0, one.room, one.person))
    left = list(groups.values())
    ordered: list[Due] = []
    here: tuple[float, float] | None = None
    while left:
        at = 0 if here is None else int(np.argmin([_away(here, where.get(g[0].location or 0)) for g in left]))
        group = left.pop(at)
        ordered += group
        here = where.get(group[0].location or 0, here)
    return ordered


def _away(a: tuple[float, float], b: tuple[float, float] | None) -> float:
    return np.inf if b is None else float(np.hypot((a[0] - b[0]) * np.cos(np.radians(a[1])), a[1] - b[1]))


@attrs.frozen
class Resident:
    """Somebody on the sheet of a home: title and phone masked, relation, categories, whether a visit is due."""

    person: int
    title: str
    phone: str
    relation: str
    care: tuple[str, ...]
    due_on: str | None
    away_until: str | None


@attrs.frozen
class Past:
    """A visit that was made: its number, day, who made it, the note, the case it opened, how many were met."""

    id: int
    day: str
    actor: str
    note: str
    case: int | None
    met: int


@attrs.frozen
class Sheet:
    """A home as a visit sees it."""

    dwelling: int
    address: str
    hazards: tuple[str, ...]
    residents: tuple[Resident, ...]
    past: tuple[Past, ...]


def sheet(desk: Desk, actor: Actor, dwelling: int) -> Sheet:
    """The sheet of a home: who lives there, its hazards, the last visits; ``WrongUse`` for a home that is gone."""
    desk.look(actor, "person.read", "visit.sheet", dwelling=dwelling)
    day = date.fromisoformat(desk.today())
    with desk.reader() as conn:
        found = store.read(conn, "dwelling", [dwelling], ["address", "number", "hazards"]).get(dwelling)
        if found is None:
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        people = kept.living_in(conn, dwelling)
        rows = {row.fid: row for row in kept.of_people(conn, people)} if people else {}
        names = {member.uid: member.name for member in staff.members(conn)}
        past = [
            Past(row[0], row[1], names.get(row[2], row[2]), row[3] or "", row[4], row[5])
            for row in kept.of_dwelling(conn, dwelling, 5)
        ]
    from gridgov.services import lists

    shown_rows = lists.rows(desk, actor, "person", people, ["name", "phone", "relation"])
    residents = []
    for fid, (name, phone, relation) in zip(people, shown_rows, strict=True):
        one = _due(rows[fid], day)
        residents.append(
            Resident(
                fid, str(name or ""), str(phone or ""), str(relation or ""), one.care if one else (),
                one.due_on if one else None, rows[fid].away_until,
            )
        )  # fmt: skip
    hazards = orjson.loads(found[2]) if found[2] else []
    return Sheet(dwelling, str(found[0] or found[1] or ""), tuple(hazards), tuple(residents), tuple(past))


def save(
    desk: Desk,
    actor: Actor,
    dwelling: int,
    answers: Mapping[int, str],
    *,
    phones: Mapping[int, str] | None = None,
    away_until: Mapping[int, str] | None = None,
    hazards: Sequence[str] | None = None,
    note: str = "",
    opinion: Mapping[str, str] | None = None,
    case: Mapping[str, Any] | None = None,
    on: str | None = None,
) -> int:
    """Keep a visit: who was met, a phone put right, hazards, an opinion, a case; all of it or nothing. Its number.

    `answers` is person → one of :data:`gridgov.domain.visits.ANSWERS`; `opinion` has ``topic`` and ``text``, `case`
    has ``text`` and may have ``class_code``. ``BadInput`` for an answer that there is not, or a visit that says
    nothing at all.
    """
    day = as_date(on) if on else desk.today()
    if unknown := sorted({answer for answer in answers.values() if answer not in rules.ANSWERS}):
        known = ", ".join(rules.ANSWERS)
        raise BadInput("'{answer}' is no answer: use one of {known}.", answer=unknown[0], known=known)
    if not answers and not note.strip() and not opinion and not case and hazards is None:
        raise BadInput("The visit says nothing yet: say of somebody whether they live here, or write a note.")
    with desk.change(actor, "record.write", "visit.save", dwelling=dwelling) as change:
        home = store.read(change.conn, "dwelling", [dwelling], ["location_id", "address"]).get(dwelling)
        if home is None:
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        living = set(kept.living_in(change.conn, dwelling))
        if strangers := set(answers) - living:
            raise BadInput("{n} of the people do not live here (any more): look at the home again.", n=len(strangers))
        _people(desk, change, answers, phones or {}, away_until or {}, day)
        values: dict[str, list[Any]] = {"confirmed_on": [day]}
        if hazards is not None:
            values["hazards"] = [list(hazards) or None]
        records.edit_in(desk, change, "dwelling", [dwelling], values)
        told = _opinion(desk, change, opinion, home[0]) if opinion and opinion.get("text", "").strip() else None
        begun = _case(desk, change, case, home) if case and str(case.get("text", "")).strip() else None
        number = kept.add(
            change.conn, at=change.at, day=day, actor=actor.uid, dwelling=dwelling, location=home[0],
            note=note.strip() or None, opinion=told, case=begun, answers=answers,
        )  # fmt: skip
        change.about |= {"visit": number, "people": len(answers)}
    return number


def _people(
    desk: Desk, change: Change, answers: Mapping[int, str], phones: Mapping[int, str], away: Mapping[int, str], day: str
) -> None:
    for fid, answer in answers.items():
        values: dict[str, list[Any]] = {}
        if answer in rules.MET:
            values["confirmed_on"] = [day]
        if answer == "there":
            values["away_until"] = [None]
        elif answer == "away" and away.get(fid):
            values["away_until"] = [as_date(away[fid])]
        if phones.get(fid, "").strip():
            values["phone"] = ["".join(phones[fid].split())]
        if values:
            records.edit_in(desk, change, "person", [fid], values)
        if answer == "moved":
            households.move_out(desk, change, fid, on=day)


def _opinion(desk: Desk, change: Change, told: Mapping[str, str], location: int | None) -> int:
    columns: dict[str, list[Any]] = {
        "topic": [told.get("topic") or "other"],
        "text": [told["text"].strip()],
        "source": ["visit"],
        "heard_at": [change.at],
    }
    _place(change, columns, location)
    fids, _ = records.add_in(desk, change, "opinion", columns)
    return int(fids[0])


def _case(desk: Desk, change: Change, told: Mapping[str, Any], home: Sequence[Any]) -> int:
    values: dict[str, Any] = {
        "description": str(told["text"]).strip(),
        "class_code": told.get("class_code") or None,
        "address": home[1],
        "source": "visit",
    }
    where: dict[str, list[Any]] = {}
    _place(change, where, home[0])
    values |= {name: column[0] for name, column in where.items()}
    flow = str(told.get("workflow") or "service_request")
    return case_work.begin_in(desk, change, values, workflow=flow, given={"place": True}).case_id


def _place(change: Change, columns: dict[str, list[Any]], location: int | None) -> None:
    if location is not None:
        _, x, y = attachment.locations(change.conn, [location])
        if len(x):
            columns["x"], columns["y"] = [float(x[0])], [float(y[0])]


def of_person(desk: Desk, actor: Actor, person: int) -> list[tuple[int, str, str, str, str]]:
    """The last visits of a person: number, day, who made it, what was found, the note."""
    desk.look(actor, "person.read", "visit.person", person=person)
    with desk.reader() as conn:
        names = {member.uid: member.name for member in staff.members(conn)}
        rows = kept.of_person(conn, person, 20)
    from gridgov.messages import pick

    return [
        (number, day, names.get(who, who), pick(*rules.ANSWERS[answer]), note or "")
        for number, day, who, answer, note in rows
    ]
