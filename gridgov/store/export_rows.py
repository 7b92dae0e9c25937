"""Rows for an export, a stretch at a time: SQLite itself makes the JSON of the properties."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np
import orjson
from numpy.typing import NDArray

from gridgov.store import own_fields
from gridgov.store.statements import column, quoted
from gridgov.store.tables import Shape

POINTS_AT_ONCE = 2_000


@contextmanager
def read_once(conn: sqlite3.Connection) -> Iterator[None]:
    """Keep little in memory of what is read once from end to end; afterwards as before."""
    (kept,) = conn.execute("PRAGMA cache_size").fetchone()
    conn.execute("PRAGMA cache_size = -4096")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA cache_size = {int(kept)}")


@attrs.frozen(eq=False)
class Stretch:
    """Some rows: their uids, geometry blobs, and either their properties as JSON texts or their values."""

    uids: list[str]
    blobs: list[bytes | None]
    properties: list[bytes]
    values: list[tuple[Any, ...]]


@attrs.frozen
class OutColumn:
    """A column to write: its name outside, the storage column, and its SQL type; `is_list` for a JSON array."""

    name: str
    stored: str
    sql_type: str
    is_list: bool = False
    own: str = ""
    """The name of a field of one's own, whose value is in the JSON of foreign fields."""


def stretches(
    conn: sqlite3.Connection,
    shape: Shape,
    fids: NDArray[np.int64],
    columns: Sequence[OutColumn],
    *,
    as_json: bool,
    size: int = POINTS_AT_ONCE,
) -> Iterator[Stretch]:
    """The rows of `fids`, in their order by fid within each stretch of `size`; no fid gives none.

    SQLite writes reals with 15 digits, which would change nine in ten, so they are fetched as floats and written by
    orjson, whose text reads back the same.
    """
    reals = [c for c in columns if c.sql_type == "REAL"] if as_json else []
    plain = [c for c in columns if c not in reals]
    beside = any(c.stored in shape.private for c in columns)
    join = f"LEFT JOIN {quoted(shape.private_table)} p ON p.fid = t.fid" if beside else ""
    geometry = "t.geom" if shape.has_place else "NULL"

    def named(column: OutColumn) -> str:
        owner = "p" if column.stored in shape.private else "t"
        text = own_fields.stands(shape.id, column.own)[0] if column.own else f"{owner}.{quoted(column.stored)}"
        return f"json({text})" if column.is_list and as_json else text

    if as_json:
        pairs = ", ".join(f"'{c.name}', {named(c)}" for c in plain)
        wanted = f"CAST(json_object({pairs}) AS BLOB)" + "".join(f", {named(c)}" for c in reals)
    else:
        wanted = ", ".join(named(c) for c in columns) or "NULL"
    head = f"SELECT t.uid, {geometry}, {wanted} FROM {quoted(shape.table)} t {join} WHERE t.fid "
    for start in range(0, len(fids), size):
        part = fids[start : start + size]
        first, last = int(part[0]), int(part[-1])
        if last - first + 1 == len(part):
            rows = conn.execute(f"{head}BETWEEN ? AND ? ORDER BY t.fid", (first, last)).fetchall()
        else:
            inside = ",".join(map(str, part.tolist()))
            rows = conn.execute(f"{head}IN ({inside}) ORDER BY t.fid").fetchall()
        uids, blobs = [row[0] for row in rows], [row[1] for row in rows]
        if not as_json:
            yield Stretch(uids, blobs, [], [row[2:] for row in rows])
            continue
        texts = [row[2] for row in rows]
        if reals:
            texts = [_with_reals(text, reals, row[3:]) for text, row in zip(texts, rows, strict=True)]
        yield Stretch(uids, blobs, texts, [])


def _with_reals(text: bytes, reals: Sequence[OutColumn], values: Sequence[float | None]) -> bytes:
    more = orjson.dumps({c.name: value for c, value in zip(reals, values, strict=True)})
    return more if text == b"{}" else b"%b,%b" % (text[:-1], more[1:])


def cell_order(conn: sqlite3.Connection, layer: str) -> NDArray[np.int64]:
    """The fids of the cells valid today, by code."""
    return column(conn.execute(f"SELECT fid FROM {quoted(layer)} ORDER BY code"))


def cells_on(conn: sqlite3.Connection, layer: str, day: str) -> tuple[NDArray[np.int64], list[str]]:
    """Fids and codes of the cells that were valid on a day, by code; where two versions were, the newer one."""
    rows = conn.execute(
        f"SELECT code, fid, 1 AS today, valid_from FROM {quoted(layer)} WHERE valid_from <= ? UNION ALL "
        f"SELECT code, fid, 0, valid_from FROM {quoted(layer + '_past')} WHERE valid_from <= ? AND valid_to > ? "
        "ORDER BY code, today, valid_from",
        (day, day, day),
    ).fetchall()
    newest: dict[str, int] = {row[0]: row[1] for row in rows}
    return np.array(list(newest.values()), dtype=np.int64), list(newest)


def cells(conn: sqlite3.Connection, layer: str, fids: Sequence[int], *, former: bool = False) -> list[tuple[Any, ...]]:
    """Shape, code, name, area in m², valid from, valid to, parent of some cells, in the order given; no fid, no row.

    With `former` the former ones are among them; no fid is given twice.
    """
    inside = ",".join(str(int(fid)) for fid in fids)
    found: dict[int, tuple[Any, ...]] = {}
    for table in (layer, f"{layer}_past") if former else (layer,):
        rows = conn.execute(
            f"SELECT fid, geom, code, name, area_m2, valid_from, valid_to, parent FROM {quoted(table)} "
            f"WHERE fid IN ({inside})"
        ).fetchall()
        found.update((row[0], row[1:]) for row in rows)
    return [found[fid] for fid in fids]


def parents(conn: sqlite3.Connection, layer: str, day: str | None = None) -> dict[str, str | None]:
    """The parent of each cell of a layer, by code; with `day` of the cells that were valid then."""
    if day is None:
        return dict(conn.execute(f"SELECT code, parent FROM {quoted(layer)}").fetchall())
    fids, _ = cells_on(conn, layer, day)
    above: dict[str, str | None] = {}
    for start in range(0, len(fids), POINTS_AT_ONCE):
        rows = cells(conn, layer, fids[start : start + POINTS_AT_ONCE].tolist(), former=True)
        above.update((row[1], row[6]) for row in rows)
    return above
