"""Records of the registers: adding in bulk, changing, withdrawing, counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.errors import WrongUse
from gridgov.progress import Progress, silent
from gridgov.services import addressing
from gridgov.services.attach import Attached, attach_locations
from gridgov.services.desk import Change, Desk
from gridgov.store import addresses, batches, history, load, record_change, search
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
    index: bool = True,
    progress: Progress | None = None,
) -> tuple[NDArray[np.int64], Attached]:
    """The same inside a change that the caller opened; also what came of attaching.

    Without `index` the new records are not entered into the search: the caller rebuilds it after the last of them.
    """
    columns, found = _by_address(desk, change, register, columns)
    inserted = store.insert(
        change.conn,
        register,
        columns,
        at=change.at,
        actor=change.actor.uid,
        batch=change.batch,
        progress=progress or silent(),
    )
    if found:
        fids = inserted.fids.tolist()
        addressing.note(change, register, [(fids[at], one) for at, one in found])
        change.about["by_address"] = change.about.get("by_address", 0) + len(found)
    touch(change, register)
    if index and search.is_on(change.conn):
        search.enter(change.conn, register, inserted.fids)
    attached = Attached()
    if attach and len(inserted.new_locations):
        attached = attach_locations(desk, change, location_ids=inserted.new_locations, progress=progress)
    return inserted.fids, attached


def _by_address(
    desk: Desk, change: Change, register: str, columns: Mapping[str, Sequence[Any]]
) -> tuple[Mapping[str, Sequence[Any]], list[tuple[int, addressing.Found]]]:
    """The columns with a place for those rows that have none but an address which the ledger knows; and those rows."""
    given = set(columns)
    if register not in addressing.REGISTERS or "address" not in given or given & {"geom", "location_id"}:
        return columns, []
    texts = store.plain(columns["address"])
    x, y, homes = (list(store.plain(columns.get(name, [None] * len(texts)))) for name in ("x", "y", "dwelling_id"))
    lost = [at for at in range(len(texts)) if x[at] is None and homes[at] is None and texts[at]]
    if not lost:
        return columns, []
    places = addressing.places(desk, change.conn, [texts[at] for at in lost])
    found = [(at, one) for at, one in zip(lost, places, strict=True) if one is not None]
    if not found:
        return columns, []
    for at, one in found:
        x[at], y[at] = one.x, one.y
    filled: dict[str, Any] = {
        axis: np.array([np.nan if v is None else v for v in values]) for axis, values in (("x", x), ("y", y))
    }
    return {**columns, **filled}, found


def loading(change: Change, register: str, rows: int) -> AbstractContextManager[object]:
    """A stretch inside a change in which about `rows` records of a register are added, in several :func:`add_in`.

    Indexes are made anew once at its end rather than kept up row by row.
    """
    kind = shape(register)
    return load.loading(change.conn, kind.table, rows, place=kind.has_place)


def find(desk: Desk, register: str, key: str) -> int | None:
    """The fid of the record of that number or uid; None when there is none."""
    with desk.reader() as conn:
        for column in ("number", "uid"):
            if found := store.find(conn, register, column, [key]):
                return next(iter(found.values()))
    return None


def edit(
    desk: Desk, actor: Actor, register: str, fid: int, values: Mapping[str, Any], *, progress: Progress | None = None
) -> None:
    """Give a record new values: storage columns, or ``x`` and ``y`` (degrees, None takes the place away).

    ``WrongUse`` when the record is not there.
    """
    with desk.change(actor, "record.write", "record.edit", register=register, fid=fid) as change:
        if fid not in store.read(change.conn, register, [fid], ["uid"]):
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        change.about["columns"] = sorted(values)
        edit_in(desk, change, register, [fid], {name: [value] for name, value in values.items()}, progress=progress)


def edit_in(
    desk: Desk,
    change: Change,
    register: str,
    fids: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    *,
    progress: Progress | None = None,
) -> Attached:
    """Give many records new values, column by column, inside a change that the caller opened."""
    search.forget(change.conn, register, fids)
    if {"x", "y", "geom"} & set(columns):
        for fid in fids:
            addresses.forget(change.conn, register, fid)
    moved = record_change.update(
        change.conn, register, fids, columns, at=change.at, actor=change.actor.uid, batch=change.batch
    )
    search.enter(change.conn, register, fids)
    touch(change, register)
    if not moved.locations:
        return Attached()
    return attach_locations(desk, change, location_ids=moved.locations, progress=progress)


def attach_again(desk: Desk, change: Change, locations: Sequence[int]) -> Attached:
    """Attach some locations anew, inside a change that moved them."""
    return attach_locations(desk, change, location_ids=locations)


def withdraw(desk: Desk, actor: Actor, register: str, fids: Sequence[int]) -> int:
    """Withdraw records: they leave every list, count, map, search and export, and stay in history. How many."""
    with desk.change(actor, "record.write", "record.withdraw", register=register, rows=len(fids)) as change:
        search.forget(change.conn, register, fids)
        count = record_change.withdraw(change.conn, register, fids, at=change.at, actor=change.actor.uid)
        touch(change, register)
    return count


def undo_batch(desk: Desk, change: Change, batch: int) -> record_change.Undone:
    """Undo an import inside a change: what it added is withdrawn, what it changed gets its former values back."""
    touched = history.rows_of_batch(change.conn, batch)
    for register, fids in touched.items():
        search.forget(change.conn, register, fids)
        touch(change, register)
    undone = record_change.undo(change.conn, batch, at=change.at, actor=change.actor.uid)
    for register, fids in touched.items():
        search.enter(change.conn, register, fids)
    if undone.locations:
        attach_locations(desk, change, location_ids=undone.locations)
    batches.mark_undone(change.conn, batch, change.at)
    return undone


def erase_personal(desk: Desk, actor: Actor, register: str, fids: Sequence[int]) -> int:
    """Take the personal values of records out of the file: from the record, from its past, from the search.

    The record itself stays, empty of them; history keeps that there was something, and its hashes still hold. How
    many stretches of the past were rewritten.
    """
    with desk.change(actor, "record.write", "record.erase", register=register, fids=[int(f) for f in fids]) as change:
        search.forget(change.conn, register, fids)
        personal = [name for name in (*shape(register).columns, "extra") if shape(register).personal(name)]
        nothing = [None] * len(fids)
        record_change.update(
            change.conn, register, fids, dict.fromkeys(personal, nothing), at=change.at, actor=change.actor.uid
        )
        count = history.erase(change.conn, at=change.at, actor=change.actor.uid, register=register, fids=fids)
        search.enter(change.conn, register, fids)
        touch(change, register)
    return count


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
