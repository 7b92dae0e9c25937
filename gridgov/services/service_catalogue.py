"""Services: what people have, what they may have and do not, cell by cell; a request starts the service's workflow."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain import service_catalogue as rules
from gridgov.domain.access import Actor
from gridgov.domain.service_catalogue import Service
from gridgov.errors import BadInput, Trouble, WrongUse
from gridgov.messages import pick, tr
from gridgov.services import case_work
from gridgov.services.attach import cell_of_point
from gridgov.services.desk import Change, Desk
from gridgov.spatial.distinct import distinct
from gridgov.store import attachment, case_links, records, where
from gridgov.store import lists as lists_store
from gridgov.store import service_catalogue as store
from gridgov.store.clock import as_date
from gridgov.store.database import Connection


@attrs.frozen
class Mine:
    """A service as one person stands to it: ``has``, ``had``, ``declined`` or ``may``; when, and the note's number."""

    service: Service
    how: str
    since: str | None = None
    until: str | None = None
    number: int | None = None


@attrs.frozen(eq=False)
class Tally:
    """A service in a cell: who has it, who declined it, who may have it and neither has nor declined it (fids)."""

    service: Service
    have: NDArray[np.int64]
    declined: NDArray[np.int64]
    lack: NDArray[np.int64]


def catalogue(desk: Desk) -> list[Service]:
    """The services of the file; the example that comes with gridgov where an office has loaded none."""
    with desk.reader() as conn:
        return store.all_(conn) or list(rules.shipped())


def load(desk: Desk, actor: Actor, source: Path) -> int:
    """Load a catalogue from a CSV (columns ``code zh en kind provider who workflow class``); how many are new.

    It takes the place of the one before; who has a service keeps it. ``BadInput`` names the row that is wrong, and
    then nothing is changed.
    """
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            rows = [rules.read(row) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Trouble("{file} cannot be read as text: save it as CSV in UTF-8.", file=source.name) from error
    if not rows:
        raise BadInput("{file} holds no service: it needs the columns {columns}.", file=source.name,
                       columns=", ".join(rules.COLUMNS))  # fmt: skip
    seen: set[str] = set()
    with desk.change(actor, "file.write", "service.load", file=source.name) as change:
        new = 0
        for number, one in enumerate(rows, 2):
            told = rules.fault(one)
            if told is None and one.code in seen:
                told = "The code {code} is there twice.", {"code": one.code}
            if told is None and one.who:
                try:
                    where.bind(change.conn, "person", one.who, moment=change.at, zone=desk.zone, personal=True)
                except WrongUse as error:
                    told = error.sentence, error.params
            if told is not None:
                reason = tr(told[0], **told[1])
                raise BadInput("{file}, row {row}: {reason}", file=source.name, row=number, reason=reason)
            seen.add(one.code)
            new += store.put(change.conn, one)
        store.end(change.conn, [one.code for one in store.all_(change.conn) if one.code not in seen], change.at)
        change.about |= {"rows": len(rows), "new": new}
        change.registers.add("person")
    return new


def find(desk: Desk, code: str) -> Service:
    """The service of that code; ``WrongUse`` names those that there are."""
    known = {one.code: one for one in catalogue(desk)}
    if code not in known:
        raise WrongUse("There is no service {code}. There are: {known}.", code=code, known=", ".join(known))
    return known[code]


def give(
    desk: Desk,
    actor: Actor,
    person: int,
    code: str,
    *,
    since: str | None = None,
    until: str | None = None,
    note: str = "",
    declined: bool = False,
) -> int:
    """Note that somebody has a service from a day on (today), or declined it; the note's number."""
    one = find(desk, code)
    act = "service.declined" if declined else "service.given"
    with desk.change(actor, "record.write", act, service=code, person=person) as change:
        number = _number(change, one)
        if person not in records.read(change.conn, "person", [person], ["uid"]):
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        day = as_date(since) if since else desk.today()
        last = as_date(until) if until else None
        if last is not None and last < day:
            raise BadInput("The last day ({until}) lies before the first ({since}).", until=last, since=day)
        made = store.hold(
            change.conn, number, person, since=day, until=last, declined=declined, note=note.strip(), at=change.at,
            actor=actor.uid,
        )  # fmt: skip
        change.registers.add("person")
    return made


def _number(change: Change, one: Service) -> int:
    """The service's number in the file, which takes the example up when it is first used."""
    found = store.number_of(change.conn, one.code)
    if found is None:
        for other in rules.shipped():
            store.put(change.conn, other)
        found = store.number_of(change.conn, one.code)
    assert found is not None
    return found


def end(desk: Desk, actor: Actor, number: int, *, on: str | None = None) -> None:
    """Somebody has a service no longer after a day (today); ``WrongUse`` when there is no such note."""
    with desk.change(actor, "record.write", "service.ended", held=number) as change:
        if not store.until(change.conn, number, as_date(on) if on else desk.today()):
            raise WrongUse("There is no note {number} of a service.", number=number)
        change.registers.add("person")


def of_person(desk: Desk, actor: Actor, person: int) -> list[Mine]:
    """What a person has, may have and does not, had, and declined, in this order."""
    desk.look(actor, "person.read", "service.person", person=person)
    today = desk.today()
    known = {one.code: one for one in catalogue(desk)}
    found: list[Mine] = []
    settled = set()
    with desk.reader() as conn:
        for row in store.of_person(conn, person):
            now = row.since <= today and (row.until is None or row.until >= today)
            if row.code in known:
                how = ("declined" if row.declined else "has") if now else "had"
                found.append(Mine(known[row.code], how, row.since, row.until, row.id))
                settled |= {row.code} if now else set()
        for one in known.values():
            if one.code in settled or not one.who:
                continue
            if len(_matching(desk, conn, one, lists_store.Test("t.fid = ?", (person,)))):
                found.append(Mine(one, "may"))
    order = ("has", "may", "declined", "had")
    return sorted(found, key=lambda mine: order.index(mine.how))


def _matching(desk: Desk, conn: Connection, one: Service, narrowed: lists_store.Test | None) -> NDArray[np.int64]:
    """Who may have a service, among those whom another test lets through."""
    test = where.bind(conn, "person", one.who, moment=desk.moment(None), zone=desk.zone, personal=True)
    return np.sort(lists_store.ids(conn, "person", lists_store.both([test, narrowed] if narrowed else [test])))


def _those(people: NDArray[np.int64], here: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of the people who are among `here`, each once, ascending."""
    found = distinct(people)
    return found[np.isin(found, here)]


def in_cell(desk: Desk, actor: Actor, cell: tuple[str, str] | None = None) -> list[Tally]:
    """Every service in a cell (layer and code), or in the whole district: who has it, declined it, might have it."""
    desk.look(actor, "person.read", "service.cell", cell=list(cell) if cell else [])
    found = []
    with desk.reader() as conn:
        inside = lists_store.in_cell(conn, *cell) if cell else lists_store.Test("1")
        if inside is None:
            return []
        here = np.sort(lists_store.ids(conn, "person", inside))
        for one in catalogue(desk):
            have = _those(store.people(conn, one.code, desk.today()), here)
            declined = _those(store.people(conn, one.code, desk.today(), declined=True), here)
            may_have = distinct(_matching(desk, conn, one, inside)) if one.who else have
            lack = may_have[~np.isin(may_have, have) & ~np.isin(may_have, declined)]
            found.append(Tally(one, have, declined, lack))
    return found


def request(
    desk: Desk, actor: Actor, person: int, code: str, *, at: tuple[float, float] | None = None, note: str = ""
) -> case_work.Taken:
    """Open the case that a service starts for somebody; it lies at their home, wherever it was asked for.

    `at` (degrees) is where the request was taken: the case says so when that is another cell than the home's.
    """
    one = find(desk, code)
    with desk.change(actor, "case.step", "service.request", service=code, person=person) as change:
        conn = change.conn
        rows = records.read(conn, "person", [person], ["location_id", "name", "phone"])
        if person not in rows:
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        location, name, phone = rows[person]
        words = [pick(one.zh, one.en), note.strip()]
        values: dict[str, Any] = {
            "class_code": one.class_code, "source": "public", "reporter": name, "reporter_phone": phone,
            "address": lists_store.home_addresses(conn, [person])[0],
        }  # fmt: skip
        if location is not None:
            _, x, y = attachment.locations(conn, [location])
            values |= {"x": float(x[0]), "y": float(y[0])}
        taken_in = cell_of_point(desk, "unit_cell", *at) if at is not None else ""
        home = cell_of_point(desk, "unit_cell", values["x"], values["y"]) if "x" in values else ""
        if taken_in and taken_in != home:
            words.append(tr("taken in cell {cell}, kept with the home's cell {home}", cell=taken_in, home=home or "—"))
        values["description"] = pick("；", "; ").join(filter(None, words))
        given = {"place": True, "rule": pick(one.zh, one.en)}
        taken = case_work.begin_in(desk, change, values, workflow=one.workflow, given=given)
        case_links.add(conn, "service", taken.case_id, person, at=change.at, actor=actor.uid)
    return taken
