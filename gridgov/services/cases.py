"""Cases: their steps, which only grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gridgov.domain.access import Actor
from gridgov.services.case_present import renew
from gridgov.services.desk import Change, Desk
from gridgov.services.records import touch
from gridgov.store import cases as store
from gridgov.store.cases import Step

__all__ = ["Step", "add_steps", "steps"]


def add_steps(desk: Desk, change: Change, case_fids: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> int:
    """Append steps inside a change, in the order in which they happened; each case takes the state of its last one.

    `columns`: ``step`` and ``to_state`` are needed; ``at`` (UTC), ``actor``, ``from_state``, ``body`` (no personal
    value) and ``workflow`` may be left out. How many there were.
    """
    touch(change, "case")
    fids = [int(f) for f in case_fids]
    count = store.add_steps(change.conn, fids, columns, at=change.at, actor=change.actor.uid, batch=change.batch)
    renew(desk, change.conn, store.live_among(change.conn, fids))
    return count


def steps(desk: Desk, actor: Actor, fid: int) -> list[Step]:
    """The steps of a case in order."""
    desk.look(actor, "record.read", "case.steps")
    with desk.reader() as conn:
        return store.steps(conn, fid)
