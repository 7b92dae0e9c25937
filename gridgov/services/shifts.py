"""Handing a shift over: what is open goes with a word to who comes next, who says that it was taken."""

from __future__ import annotations

import attrs

from gridgov.domain.access import Actor
from gridgov.errors import WrongUse
from gridgov.services import case_queue, own
from gridgov.services.desk import Desk
from gridgov.services.staff import at_work
from gridgov.store import shifts as store
from gridgov.store import staff
from gridgov.store.clock import local


@attrs.frozen
class Shift:
    """One hand-over as it is shown: number, local time, names, the word, counts, cases named, when it was taken."""

    id: int
    at: str
    giver: str
    taker: str
    note: str
    counts: dict[str, int]
    cases: tuple[int, ...]
    taken_at: str | None


def counts(desk: Desk, actor: Actor) -> dict[str, int]:
    """What is open on an actor's desk: live, overdue, due soon, answers owed, urged."""
    items = case_queue.items(desk, actor, "mine")
    return {
        "live": len(items),
        "overdue": sum(one.light == "red" for one in items),
        "soon": sum(one.light == "yellow" for one in items),
        "owed": sum(bool(one.owed) for one in items),
        "urged": sum(one.urged > 0 for one in items),
    }


def hand_over(desk: Desk, actor: Actor, to: str, note: str = "") -> Shift:
    """Hand the shift over to somebody at work: the counts of now, the watched cases and a word go with it.

    ``WrongUse`` for somebody who is not at work here, or oneself.
    """
    people = {one.name: one for one in at_work(desk)} | {one.uid: one for one in at_work(desk)}
    taker = people.get(to)
    if taker is None:
        names = ", ".join(sorted({one.name for one in people.values()}))
        raise WrongUse("{name} is not at work in this file. At work: {names}.", name=to, names=names)
    if taker.uid == actor.uid:
        raise WrongUse("A shift is handed over to somebody else.")
    now, watched = counts(desk, actor), own.watched(desk, actor)
    with desk.change(actor, "case.step", "shift.hand_over", taker=taker.uid) as change:
        change.about |= now
        number = store.add(
            change.conn,
            at=change.at,
            giver=actor.uid,
            taker=taker.uid,
            note=note.strip(),
            counts=now,
            cases=watched,
        )
    return next(one for one in list_(desk, actor) if one.id == number)


def list_(desk: Desk, actor: Actor, *, mine: bool = False) -> list[Shift]:
    """The hand-overs, the newest first; with `mine` those to the actor that were not taken yet."""
    desk.look(actor, "record.read", "shift.list")
    with desk.reader() as conn:
        names = {member.uid: member.name for member in staff.members(conn)}
        rows = store.all_(conn, taker=actor.uid if mine else None, waiting=mine)
    return [
        Shift(
            row.id,
            local(row.at, desk.zone),
            names.get(row.giver, row.giver),
            names.get(row.taker, row.taker),
            row.note,
            row.counts,
            tuple(row.cases),
            local(row.taken_at, desk.zone) if row.taken_at else None,
        )
        for row in rows
    ]


def take(desk: Desk, actor: Actor, number: int) -> None:
    """Say that a shift was taken; the cases that came with it go on the taker's shortlist.

    ``WrongUse`` for one that waits for somebody else, or for nobody.
    """
    waiting = {one.id: one for one in list_(desk, actor, mine=True)}
    if number not in waiting:
        raise WrongUse("There is no shift {number} that waits for you.", number=number)
    with desk.change(actor, "case.step", "shift.take", shift=number) as change:
        store.take(change.conn, number, change.at)
    for case_id in reversed(waiting[number].cases):
        own.watch(desk, actor, case_id)
