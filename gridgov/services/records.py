"""Records of the registers: adding in bulk, changing, withdrawing, counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.progress import Progress, silent
from gridgov.services.attach import Attached, attach_locations
from gridgov.services.desk import Change, Desk
from gridgov.store import records as store
from gridgov.store.tables import shape

BULK = 2_000
"""Rows from which a change trades the wait for the disk at its end for a checkpoint."""


def add_many(
    desk: Desk,
    actor: Actor,
    register: str,
    columns: Mapping[str, Sequence[Any]],
    *,
    source: str,
    attach: bool = True,
    progress: Progress | None = None,
) -> NDArray[np.int64]:
    """Add records given as storage columns, and ``x`` and ``y`` (degrees) or ``geom`` (blobs); their fids.

    All of them or none. `source` says where they come from and goes to the audit trail. With `attach` each new
    location is attached to its cell in every layer. For what `columns` may hold see
    :func:`gridgov.store.records.insert`.
    """
    count = len(next(iter(columns.values()), ()))
    with desk.change(
        actor, "record.write", "record.add", bulk=count >= BULK, register=register, rows=count, source=source
    ) as change:
        fids, _ = add_in(desk, change, register, columns, attach=attach, progress=progress)
    return fids


def add_in(
    desk: Desk,
    change: Change,
    register: str,
    columns: Mapping[str, Sequence[Any]],
    *,
    attach: bool = True,
    progress: Progress | None = None,
) -> tuple[NDArray[np.int64], Attached]:
    """The same inside a change that the caller opened; also what came of attaching."""
    inserted = store.insert(
        change.conn,
        register,
        columns,
        at=change.at,
        actor=change.actor.uid,
        batch=change.batch,
        progress=progress or silent(),
    )
    touch(change, register)
    attached = Attached()
    if attach and len(inserted.new_locations):
        attached = attach_locations(desk, change, location_ids=inserted.new_locations, progress=progress)
    return inserted.fids, attached


def touch(change: Change, register: str) -> None:
    """Note that a change touches a register, so that its screens and its entry in the contents are renewed."""
    change.registers.add(register)
    if shape(register).has_place:
        change.tables.add(shape(register).table)


def counts(desk: Desk, actor: Actor) -> dict[str, int]:
    """How many records each register has, in the order of the registers."""
    desk.look(actor, "record.read", "record.count")
    with desk.reader() as conn:
        return store.counts(conn)
