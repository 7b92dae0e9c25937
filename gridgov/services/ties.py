"""Ties between records: who owns a home, who works at a shop, who looks after whom; each dated."""

from __future__ import annotations

import attrs

from gridgov.domain.access import Actor, may
from gridgov.domain.ties import Kind, kinds
from gridgov.errors import Refused, WrongUse
from gridgov.messages import pick
from gridgov.services import records, shown
from gridgov.services.desk import Desk
from gridgov.store import records as record_store
from gridgov.store import ties as store
from gridgov.store.clock import as_date


@attrs.frozen
class Tie:
    """A tie as one of its ends sees it: its words, the other end with its title (masked), from when to when."""

    id: int
    kind: str
    zh: str
    en: str
    register: str
    fid: int
    title: str
    since: str | None
    until: str | None


def _kind(name: str) -> Kind:
    if name not in kinds():
        raise WrongUse("There is no tie '{name}'. There are: {known}.", name=name, known=", ".join(kinds()))
    return kinds()[name]


def kinds_from(register_id: str) -> list[Kind]:
    """The kinds of tie that may begin at a record of a register."""
    return [one for one in kinds().values() if register_id in one.from_registers]


def add(
    desk: Desk, actor: Actor, kind: str, start: tuple[str, int], end: tuple[str, int], *, since: str | None = None
) -> int:
    """Tie two records, each a register and a fid; the tie's number. ``WrongUse`` for ends that do not go together."""
    chosen = _kind(kind)
    if start[0] not in chosen.from_registers or end[0] not in chosen.to_registers or start == end:
        ends = f"{'/'.join(chosen.from_registers)} → {'/'.join(chosen.to_registers)}"
        raise WrongUse("The tie '{kind}' goes from one record to another: {ends}.", kind=kind, ends=ends)
    _permitted(actor, start[0], end[0])
    with desk.change(actor, "record.write", "tie.add", kind=kind, start=list(start), end=list(end)) as change:
        for register_id, fid in (start, end):
            if fid not in record_store.read(change.conn, register_id, [fid], ["uid"]):
                raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        row = store.Row(0, kind, *start, *end, as_date(since) if since else None, None)
        number = store.add(change.conn, row, at=change.at, actor=actor.uid)
        records.touch(change, start[0])
    return number


def end(desk: Desk, actor: Actor, number: int, *, on: str | None = None, mistake: bool = False) -> None:
    """Let a tie end on a day (today), or withdraw it as a mistake; ``WrongUse`` when there is none."""
    with desk.change(actor, "record.write", "tie.end", tie=number, mistake=mistake) as change:
        row = store.get(change.conn, number)
        if row is None:
            raise WrongUse("There is no tie {number}.", number=number)
        _permitted(actor, row.from_register, row.to_register)
        if mistake:
            store.withdraw(change.conn, number, change.at)
        else:
            store.until(change.conn, number, as_date(on) if on else desk.today())
        records.touch(change, row.from_register)


def _permitted(actor: Actor, *registers: str) -> None:
    if "person" in registers and not may(actor, "person.read"):
        raise Refused("{name} may not do this: the right '{right}' is missing.", name=actor.name, right="person.read")


def of(desk: Desk, actor: Actor, register_id: str, fid: int) -> list[Tie]:
    """The ties of a record, those that hold first; people only for who may see people, and none that is gone."""
    desk.look(actor, "record.read", "tie.of", register=register_id, fid=fid)
    people = may(actor, "person.read")
    found = []
    with desk.reader() as conn:
        for row in store.of(conn, register_id, fid):
            forward = (row.from_register, row.from_fid) == (register_id, fid)
            other = (row.to_register, row.to_fid) if forward else (row.from_register, row.from_fid)
            if other[0] == "person" and not people:
                continue
            title = shown.titles(conn, other[0], [other[1]]).get(other[1])
            if title is None and not record_store.read(conn, other[0], [other[1]], ["uid"]):
                continue
            kind = kinds()[row.kind]
            names = (kind.zh, kind.en) if forward else (kind.zh_back, kind.en_back)
            found.append(Tie(row.id, row.kind, *names, *other, title or "", row.since, row.until))
    return sorted(found, key=lambda one: (one.until is not None, one.id))


def in_words(one: Tie) -> str:
    """A tie on one line: its word, the other end, from when to when."""
    span = f"{one.since or '…'} – {one.until or pick('至今', 'now')}" if one.since or one.until else ""
    return "  ".join(filter(None, (pick(one.zh, one.en), one.title, span)))
