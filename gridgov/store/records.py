"""Records of the registers: entered in bulk, found, counted. Changes to what is there stand in `record_change`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import attrs
import numpy as np
import orjson
from numpy.typing import NDArray

from gridgov.domain import workflow
from gridgov.domain.ids import uuid7_many
from gridgov.domain.register import registers
from gridgov.errors import BugError
from gridgov.progress import Progress, silent
from gridgov.spatial import blob as blobs_of
from gridgov.store import history
from gridgov.store.layers import boxes_of
from gridgov.store.load import Load, loading, under_way
from gridgov.store.statements import column as first_column
from gridgov.store.statements import marks, quoted, reserve, slices
from gridgov.store.tables import HOME, POINTS_ONLY, Shape, shape

_TOGETHER = 10
"""Rows that one statement enters."""

_POSITION = ("x", "y", "geom")
_GIVEN = frozenset({*_POSITION, "uid", "location_id", "dwelling_id", "extra"})


@attrs.frozen(eq=False)
class Inserted:
    """What was entered: the fids, and the ids of the locations that were made with them."""

    fids: NDArray[np.int64]
    new_locations: NDArray[np.int64]


def plain(values: Sequence[Any] | NDArray[Any]) -> list[Any]:
    """A column as a list of what SQLite takes: arrays unpacked, NaN as None, lists as JSON."""
    if isinstance(values, np.ndarray):
        if values.dtype.kind == "f" and (missing := np.isnan(values)).any():
            return [None if gone else value for value, gone in zip(values.tolist(), missing, strict=True)]
        return list(values.tolist())
    found = values if isinstance(values, list) else list(values)
    if set(map(type, found)) & {list, tuple}:
        return [orjson.dumps(v).decode() if isinstance(v, list | tuple) else v for v in found]
    return found


def insert(
    conn: sqlite3.Connection,
    register: str,
    columns: Mapping[str, Sequence[Any]],
    *,
    at: str,
    actor: str,
    batch: int | None = None,
    act: str = "add",
    progress: Progress | None = None,
) -> Inserted:
    """Enter records given as columns of equal length, with their history, within the caller's transaction.

    Parameters
    ----------
    columns
        Storage columns of the register, and: ``x`` and ``y`` (degrees) or ``geom`` (blobs in EPSG:4326) for where a
        record lies; ``location_id``, or for a person ``dwelling_id``, when it lies where something else does;
        ``uid`` when the uids are known already; ``extra`` (JSON of foreign fields). What is left out is NULL.

    A case's ``state_type`` follows from its workflow and state when it is not given. Attaching the new locations is
    the caller's affair. No row gives an empty answer.
    """
    kind = shape(register)
    count = len(next(iter(columns.values()), ()))
    if unknown := set(columns) - set(kind.columns) - _GIVEN:
        raise BugError("The register {register} has no column {column}.", register=register, column=sorted(unknown)[0])
    if not count:
        return Inserted(np.empty(0, np.int64), np.empty(0, np.int64))
    given = {name: plain(values) for name, values in columns.items() if name not in _POSITION}
    if register == "case" and "state_type" not in given:
        nothing: list[Any] = [None] * count
        given["state_type"] = state_types(given.get("workflow", nothing), given.get("state", nothing))
    progress = progress or silent()
    first = reserve(conn, register, count, table=kind.table)
    fids = np.arange(first, first + count, dtype=np.int64)
    position = _position(kind, columns, count)
    owned = _own_locations(conn, position)
    given["location_id"] = _home_locations(conn, register, given, owned, under_way(conn, kind.table))
    given.setdefault("uid", uuid7_many(count))
    if batch is not None:
        given["batch"] = [batch] * count
    with loading(conn, kind.table, count, place=kind.has_place) as load:
        _write(conn, kind, kind.table, fids, given, position, progress)
        if load.packs and position is not None:
            load.note(fids, _boxes(position))
    _remember(conn, kind, fids, given, position, at=at, actor=actor, batch=batch, act=act, progress=progress)
    return Inserted(fids, owned[owned > 0])


def state_types(workflows: Sequence[Any], states: Sequence[Any]) -> list[str]:
    """The type of each state (open, waiting, done, void) in its workflow; a state nobody knows is open."""
    known: dict[tuple[Any, Any], str] = {}
    found = []
    for key in zip(workflows, states, strict=True):
        if key not in known:
            known[key] = _state_type(*key)
        found.append(known[key])
    return found


def _state_type(flow: str | None, state: str | None) -> str:
    if state:
        if flow and flow in workflow.workflows():
            return workflow.state_type(flow, state) or "open"
        if state in workflow.all_states():
            return workflow.all_states()[state].type
    return "open"


@attrs.frozen(eq=False)
class Position:
    """Where records lie: x and y in degrees (NaN for nowhere), blobs as stored, and which of them are no points."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    blobs: list[bytes | None]
    shaped: NDArray[np.int64]


def _position(kind: Shape, columns: Mapping[str, Sequence[Any]], count: int) -> Position | None:
    if not kind.has_place:
        return None
    return position_of(kind.id, columns.get("x"), columns.get("y"), columns.get("geom"), count)


def position_of(
    register: str, x_given: Sequence[Any] | None, y_given: Sequence[Any] | None, geom: Sequence[Any] | None, count: int
) -> Position:
    """Position from coordinates, from blobs, or from both (then the coordinates are the representative points)."""
    if x_given is not None and y_given is not None:
        x, y = np.array(x_given, dtype=np.float64), np.array(y_given, dtype=np.float64)
    elif geom is not None:
        x, y = blobs_of.representative_points(list(geom))
    else:
        x = y = np.full(count, np.nan)
    nowhere = ~(np.isfinite(x) & np.isfinite(y))
    if nowhere.any():
        x, y = np.where(nowhere, np.nan, x), np.where(nowhere, np.nan, y)
    blobs: list[bytes | None] = list(blobs_of.encode_points(x, y, 4326))
    shaped: list[int] = []
    if geom is not None and register not in POINTS_ONLY:
        for row, blob in enumerate(geom):
            if blob is not None and len(blob) != 29:
                blobs[row] = bytes(blob)
                shaped.append(row)
    return Position(x, y, blobs, np.array(shaped, dtype=np.int64))


def _own_locations(conn: sqlite3.Connection, position: Position | None) -> NDArray[np.int64]:
    """Make a location for each row with a place; their ids, 0 where there is none."""
    if position is None:
        return np.empty(0, np.int64)
    placed = np.flatnonzero(~np.isnan(position.x))
    ids = np.zeros(len(position.x), np.int64)
    ids[placed] = reserve(conn, "location", len(placed)) + np.arange(len(placed))
    rows = zip(ids[placed].tolist(), position.x[placed].tolist(), position.y[placed].tolist(), strict=True)
    conn.executemany("INSERT INTO location VALUES (?, ?, ?)", rows)
    return ids


def _home_locations(
    conn: sqlite3.Connection,
    register: str,
    given: Mapping[str, list[Any]],
    owned: NDArray[np.int64],
    load: Load | None,
) -> list[int | None]:
    count = len(next(iter(given.values()), owned))
    found: list[int | None] = [one or None for one in owned.tolist()] if len(owned) else [None] * count
    sources = [given["location_id"]] if "location_id" in given else []
    if register in HOME and HOME[register][0] in given:
        sources.append(_homes(conn, HOME[register][1], given[HOME[register][0]], load))
    if register == "person" and "dwelling_id" in given:
        sources.append(_homes(conn, "dwelling", given["dwelling_id"], load))
    for source in sources:
        if not any(found):
            found = list(source)
        else:
            found = [one if one is not None else other for one, other in zip(found, source, strict=True)]
    return found


def _homes(conn: sqlite3.Connection, register: str, fids: Sequence[int | None], load: Load | None) -> list[int | None]:
    """As :func:`locations_of`; within a load of many rows the whole register is asked once."""
    if load is None:
        return locations_of(conn, register, fids)
    if register not in load.homes:
        rows = conn.execute(f"SELECT fid, location_id FROM {quoted(shape(register).table)} WHERE location_id NOTNULL")
        load.homes[register] = dict(rows.fetchall())
    known = load.homes[register]
    return list(map(known.get, fids))  # type: ignore[arg-type]


def locations_of(conn: sqlite3.Connection, register: str, fids: Sequence[int | None]) -> list[int | None]:
    """The location of each record of a register, None for none; in the order of `fids`, which may repeat."""
    table = quoted(shape(register).table)
    wanted = {fid for fid in fids if fid is not None}
    known: dict[int | None, int] = {}
    if len(wanted) > 5_000:
        known = dict(conn.execute(f"SELECT fid, location_id FROM {table} WHERE location_id IS NOT NULL"))
    else:
        for some in slices(list(wanted)):
            known.update(
                conn.execute(
                    f"SELECT fid, location_id FROM {table} WHERE fid IN ({marks(len(some))}) "
                    "AND location_id IS NOT NULL",
                    some,
                )
            )
    return list(map(known.get, fids))


def _boxes(position: Position) -> NDArray[np.float64]:
    boxes = np.column_stack((position.x, position.x, position.y, position.y))
    if len(position.shaped):
        boxes[position.shaped] = boxes_of(position.blobs[i] for i in position.shaped)
    return boxes


def _write(
    conn: sqlite3.Connection,
    kind: Shape,
    table: str,
    fids: NDArray[np.int64],
    given: Mapping[str, list[Any]],
    position: Position | None,
    progress: Progress,
) -> None:
    fixed: dict[str, list[Any]] = {"fid": fids.tolist()}
    if position is not None:
        fixed["geom"] = position.blobs
    fixed["uid"] = given["uid"]
    if "location_id" not in kind.columns and kind.id != "membership":
        fixed["location_id"] = given["location_id"]
    if "batch" in given:
        fixed["batch"] = given["batch"]
    main = {**fixed, **{name: given[name] for name in kind.public if name in given}}
    _fill(conn, table, main, progress)
    if kind.private:
        private = {name: given[name] for name in kind.private if name in given}
        _fill(conn, kind.private_table, {"fid": fixed["fid"], **private}, progress)


def _fill(conn: sqlite3.Connection, table: str, columns: Mapping[str, list[Any]], progress: Progress) -> None:
    names = ", ".join(quoted(name) for name in columns)
    sql = f"INSERT INTO {quoted(table)}({names}) VALUES ({marks(len(columns))})"
    count = len(next(iter(columns.values())))
    together = f"{sql}{f', ({marks(len(columns))})' * (_TOGETHER - 1)}"
    for start in range(0, count, history.CHUNK):
        rows = zip(*(values[start : start + history.CHUNK] for values in columns.values()), strict=True)
        # A statement that enters several rows costs a third less than one for each of them.
        whole = (min(count - start, history.CHUNK)) // _TOGETHER
        flat = chain.from_iterable(islice(rows, whole * _TOGETHER))
        conn.executemany(together, zip(*[flat] * (_TOGETHER * len(columns)), strict=True))
        conn.executemany(sql, rows)
        progress.step(0)


def _remember(
    conn: sqlite3.Connection,
    kind: Shape,
    fids: NDArray[np.int64],
    given: Mapping[str, list[Any]],
    position: Position | None,
    *,
    at: str,
    actor: str,
    batch: int | None,
    act: str,
    progress: Progress,
) -> None:
    kept = {name: values for name, values in given.items() if any(v is not None for v in values)}
    numbers = fids.tolist()
    for start in range(0, len(numbers), history.CHUNK):
        stop = start + history.CHUNK
        open_ = {n: v[start:stop] for n, v in kept.items() if n in kind.columns and not kind.personal(n)}
        if "location_id" in kept and kind.id != "membership":
            open_["location_id"] = kept["location_id"][start:stop]
        if position is not None:
            open_ |= positions_in_history(position, start, stop)
        personal = {n: v[start:stop] for n, v in kept.items() if kind.personal(n)}
        body = {"fid": numbers[start:stop], "uid": given["uid"][start:stop], "columns": open_}
        history.append(conn, at=at, actor=actor, act=act, register=kind.id, body=body, personal=personal, batch=batch)
        progress.step(0)


def positions_in_history(position: Position, start: int, stop: int) -> dict[str, list[Any]]:
    """The columns of history that say where rows lie: x, y and, for what is no point, the shape as hex."""
    if np.isnan(position.x[start:stop]).all():
        return {}
    found = {"x": plain(position.x[start:stop]), "y": plain(position.y[start:stop])}
    inside = position.shaped[(position.shaped >= start) & (position.shaped < stop)]
    if len(inside):
        shapes: list[str | None] = [None] * len(found["x"])
        for row in inside.tolist():
            blob = position.blobs[row]
            shapes[row - start] = blob.hex() if blob else None
        found["geom"] = shapes
    return found


def find(
    conn: sqlite3.Connection, register: str, column: str, values: Iterable[Any], *, alone: bool = False
) -> dict[Any, int]:
    """The fid of the record that has each value in `column`; the oldest of several, nothing for what is not there.

    With `alone` a value that several records have gives nothing: nobody can say which one was meant.
    """
    kind = shape(register)
    if column not in kind.columns and column not in {"uid", "fid"}:
        raise BugError("The register {register} has no column {column}.", register=register, column=column)
    table, name = quoted(kind.table_of(column)), quoted(column)
    wanted = list({value for value in values if value is not None})
    found: dict[Any, int] = {}
    test = "HAVING count(*) = 1" if alone else ""
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = conn.execute(
            f"SELECT {name}, min(fid) FROM {table} WHERE {name} IN ({marks(len(some))}) GROUP BY {name} {test}", some
        )
        found.update(rows.fetchall())
    return found


def read(
    conn: sqlite3.Connection, register: str, fids: Sequence[int] | NDArray[np.int64], columns: Sequence[str]
) -> dict[int, tuple[Any, ...]]:
    """The values of some columns (also ``uid``, ``location_id``, ``batch``, ``geom``) of some records, by fid."""
    kind = shape(register)
    names = ", ".join(f"{'p' if name in kind.private else 't'}.{quoted(name)}" for name in columns) or "NULL"
    beside = f"LEFT JOIN {quoted(kind.private_table)} p ON p.fid = t.fid" if set(columns) & set(kind.private) else ""
    found: dict[int, tuple[Any, ...]] = {}
    for some in slices(fids):
        rows = conn.execute(
            f"SELECT t.fid, {names} FROM {quoted(kind.table)} t {beside} WHERE t.fid IN ({marks(len(some))})", some
        )
        found.update((row[0], row[1:]) for row in rows)
    return found


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    """How many records each register has."""
    return {
        identity: int(conn.execute(f"SELECT count(*) FROM {quoted(kept.table)}").fetchone()[0])
        for identity, kept in registers().items()
    }


def all_fids(conn: sqlite3.Connection, register: str) -> NDArray[np.int64]:
    """The fids of every record of a register, in order."""
    return first_column(conn.execute(f"SELECT fid FROM {quoted(shape(register).table)} ORDER BY fid"))
