"""Changing records that are there: new values, a move, a withdrawal, the undoing of an import."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from gridgov.errors import BugError
from gridgov.store import attachment, history, records
from gridgov.store.statements import marks, quoted, reserve, slices
from gridgov.store.tables import HOME, Shape, shape

_PLACE = ("x", "y", "geom")


@attrs.frozen
class Moved:
    """The locations that a change touched and that are to be attached anew."""

    locations: list[int]


def update(
    conn: sqlite3.Connection,
    register: str,
    fids: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    *,
    at: str,
    actor: str,
    batch: int | None = None,
    act: str = "edit",
) -> Moved:
    """Give records new values, column by column in the order of `fids`, with history, in the caller's transaction.

    Columns are those of :func:`gridgov.store.records.insert`; a place that is given moves the record, and with it
    everything that lies there. A record whose home changes moves with those who live in it. No row is an empty move.
    """
    kind = shape(register)
    fids = [int(fid) for fid in fids]
    if unknown := set(columns) - set(kind.columns) - {*_PLACE, "extra", "location_id"}:
        raise BugError("The register {register} has no column {column}.", register=register, column=sorted(unknown)[0])
    if not fids:
        return Moved([])
    given = {name: records.plain(values) for name, values in columns.items() if name not in _PLACE}
    if register == "case" and "state" in given and "state_type" not in given:
        flows = given.get("workflow") or [row[0] for row in _read(conn, register, fids, ["workflow"])]
        given["state_type"] = records.state_types(flows, given["state"])
    touched: list[int] = []
    body: dict[str, Any] = {}
    if kind.has_place and set(columns) & set(_PLACE):
        touched, body = _move(conn, kind, fids, columns)
    if register in HOME and HOME[register][0] in given:
        homes = records.locations_of(conn, HOME[register][1], given[HOME[register][0]])
        body |= _rehouse(conn, kind, fids, homes)
    _set(conn, kind, fids, given)
    open_ = {name: values for name, values in given.items() if not kind.personal(name)}
    personal = {name: values for name, values in given.items() if kind.personal(name)}
    uids = [row[0] for row in _read(conn, register, fids, ["uid"])]
    history.append(
        conn,
        at=at,
        actor=actor,
        act=act,
        register=register,
        body={"fid": fids, "uid": uids, "columns": {**open_, **body}},
        personal=personal,
        batch=batch,
    )
    return Moved(touched)


def _read(conn: sqlite3.Connection, register: str, fids: Sequence[int], names: Sequence[str]) -> list[tuple[Any, ...]]:
    found = records.read(conn, register, fids, names)
    return [found.get(fid, (None,) * len(names)) for fid in fids]


def _set(conn: sqlite3.Connection, kind: Shape, fids: Sequence[int], given: Mapping[str, list[Any]]) -> None:
    for table, names in (
        (kind.table, [n for n in given if n not in kind.private]),
        (kind.private_table, [n for n in given if n in kind.private]),
    ):
        if names:
            setting = ", ".join(f"{quoted(name)} = ?" for name in names)
            rows = zip(*(given[name] for name in names), fids, strict=True)
            conn.executemany(f"UPDATE {quoted(table)} SET {setting} WHERE fid = ?", rows)


def _move(
    conn: sqlite3.Connection, kind: Shape, fids: Sequence[int], columns: Mapping[str, Sequence[Any]]
) -> tuple[list[int], dict[str, Any]]:
    position = records.position_of(kind.id, columns.get("x"), columns.get("y"), columns.get("geom"), len(fids))
    there = [row[0] for row in _read(conn, kind.id, fids, ["location_id"])]
    own = _own(conn, kind, fids, there)
    touched, locations = [], []
    for row, fid in enumerate(fids):
        x, y = float(position.x[row]), float(position.y[row])
        location = there[row] if own[row] else None
        if np.isnan(x):
            location = None
        elif location is None:
            location = reserve(conn, "location", 1)
            conn.execute("INSERT INTO location VALUES (?, ?, ?)", (location, x, y))
        else:
            conn.execute("UPDATE location SET x = ?, y = ? WHERE id = ?", (x, y, location))
        conn.execute(
            f"UPDATE {quoted(kind.table)} SET geom = ?, location_id = ? WHERE fid = ?",
            (position.blobs[row], location, fid),
        )
        locations.append(location)
        if location is not None:
            touched.append(location)
        if there[row] != location:
            _cascade(conn, kind.id, [fid], [location])
            if there[row] is not None:
                attachment.forget(conn, [there[row]])
    return touched, {**records.positions_in_history(position, 0, len(fids)), "location_id": locations}


def _own(conn: sqlite3.Connection, kind: Shape, fids: Sequence[int], locations: Sequence[int | None]) -> list[bool]:
    """Whether each record's location is its own: an organization may lie where its rooms lie."""
    if kind.id not in HOME:
        return [one is not None for one in locations]
    return [geom is not None for (geom,) in _read(conn, kind.id, fids, ["geom"])]


def _rehouse(conn: sqlite3.Connection, kind: Shape, fids: Sequence[int], homes: Sequence[int | None]) -> dict[str, Any]:
    if kind.has_place:
        placed = [geom is not None for (geom,) in _read(conn, kind.id, fids, ["geom"])]
        there = [row[0] for row in _read(conn, kind.id, fids, ["location_id"])]
        homes = [old if own else new for old, new, own in zip(there, homes, placed, strict=True)]
    conn.executemany(f"UPDATE {quoted(kind.table)} SET location_id = ? WHERE fid = ?", zip(homes, fids, strict=True))
    _cascade(conn, kind.id, fids, homes)
    return {"location_id": list(homes)}


def _cascade(conn: sqlite3.Connection, register: str, fids: Sequence[int], locations: Sequence[int | None]) -> None:
    """Let everybody who lives in some records lie where these lie now."""
    for child, (column, home) in HOME.items():
        if home != register:
            continue
        kind = shape(child)
        keep = "AND geom IS NULL" if kind.has_place else ""
        conn.executemany(
            f"UPDATE {quoted(kind.table)} SET location_id = ? WHERE {quoted(column)} = ? {keep}",
            zip(locations, fids, strict=True),
        )
        for fid, location in zip(fids, locations, strict=True):
            below = conn.execute(f"SELECT fid FROM {quoted(kind.table)} WHERE {quoted(column)} = ?", (fid,)).fetchall()
            if below and any(home == child for _, home in HOME.values()):
                _cascade(conn, child, [row[0] for row in below], [location] * len(below))


def withdraw(
    conn: sqlite3.Connection,
    register: str,
    fids: Sequence[int],
    *,
    at: str,
    actor: str,
    batch: int | None = None,
    act: str = "withdraw",
) -> int:
    """Take records out of every table but history; how many there were. Their fids are never used again."""
    kind = shape(register)
    total = 0
    for some in slices(list(fids), history.CHUNK):
        there = records.read(conn, register, some, ["uid"] if register == "membership" else ["uid", "location_id"])
        if not there:
            continue
        gone = sorted(there)
        locations = sorted({row[1] for row in there.values() if len(row) > 1 and row[1] is not None})
        for few in slices(gone):
            bound = marks(len(few))
            conn.execute(f"DELETE FROM {quoted(kind.table)} WHERE fid IN ({bound})", few)
            if kind.private_table:
                conn.execute(f"DELETE FROM {quoted(kind.private_table)} WHERE fid IN ({bound})", few)
        if kind.has_place and locations:
            attachment.forget(conn, locations)
        if register == "case":
            conn.executemany("DELETE FROM case_now WHERE case_id = ?", [(fid,) for fid in gone])
        body = {"fid": gone, "uid": [there[fid][0] for fid in gone], "columns": {}}
        history.append(conn, at=at, actor=actor, act=act, register=register, body=body, batch=batch)
        total += len(gone)
    return total


def as_before(conn: sqlite3.Connection, register: str, fids: Sequence[int], line: int) -> dict[str, dict[int, Any]]:
    """What history says of some records just before a line: values by column and fid (erased ones are None)."""
    wanted = set(fids)
    found: dict[str, dict[int, Any]] = {}
    for one in history.lines(conn, register=register):
        if one.id >= line:
            break
        rows = [(at, fid) for at, fid in enumerate(one.body["fid"]) if fid in wanted]
        if not rows:
            continue
        personal = one.personal["columns"] if one.personal else {}
        for name, values in {**one.body["columns"], **personal}.items():
            found.setdefault(name, {}).update((fid, values[at]) for at, fid in rows)
    return found


@attrs.frozen
class Undone:
    """What the undoing of an import did."""

    withdrawn: int
    restored: int
    locations: list[int]


def undo(conn: sqlite3.Connection, batch: int, *, at: str, actor: str) -> Undone:
    """Undo an import: what it added is withdrawn, what it changed gets back the values of before, newest first.

    A record that was changed again after the import keeps the later values of those columns.
    """
    withdrawn = restored = 0
    locations: list[int] = []
    lines = list(history.lines(conn, batch=batch, newest_first=True))
    for line in lines:
        if line.act == "edit":
            done = _restore(conn, line, at=at, actor=actor)
            restored += len(line.body["fid"])
            locations += done
        elif line.act == "add":
            withdrawn += withdraw(conn, line.register, line.body["fid"], at=at, actor=actor, act="undo")
    return Undone(withdrawn, restored, locations)


def _restore(conn: sqlite3.Connection, line: history.Line, *, at: str, actor: str) -> list[int]:
    there = records.read(conn, line.register, line.body["fid"], ["uid"])
    fids = [fid for fid in line.body["fid"] if fid in there]
    changed = [*line.body["columns"], *(line.personal["columns"] if line.personal else ())]
    later = _changed_later(conn, line, fids)
    before = as_before(conn, line.register, fids, line.id)
    touched: list[int] = []
    for fid in fids:
        names = [n for n in changed if n != "location_id" and n not in later.get(fid, set())]
        values = {name: [before.get(name, {}).get(fid)] for name in names}
        if {"x", "y"} <= set(values):
            shape_text = before.get("geom", {}).get(fid)
            values["geom"] = [bytes.fromhex(shape_text) if shape_text else None]
        if values:
            touched += update(conn, line.register, [fid], values, at=at, actor=actor, act="undo").locations
    return touched


def _changed_later(conn: sqlite3.Connection, line: history.Line, fids: Sequence[int]) -> dict[int, set[str]]:
    wanted = set(fids)
    found: dict[int, set[str]] = {}
    for other in history.lines(conn, register=line.register):
        if other.id <= line.id or other.batch == line.batch or other.act != "edit":
            continue
        names = {*other.body["columns"], *(other.personal["columns"] if other.personal else ())}
        for fid in other.body["fid"]:
            if fid in wanted:
                found.setdefault(fid, set()).update(names)
    return found
