"""Lists of records: the ids that match, in order, and pages of rows by id."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.register import register
from gridgov.store import layers, own_fields
from gridgov.store.database import Connection
from gridgov.store.order import sorted_ids
from gridgov.store.statements import column, marks, quoted, slices
from gridgov.store.tables import shape

Row = tuple[Any, ...]
_POINT_BYTES = 29
"""The length of a point's blob as gridgov writes it."""


@attrs.frozen
class Test:
    """A condition as SQL of ours on ``t`` (main table) and ``p`` (private table), with the values it binds."""

    sql: str
    values: tuple[Any, ...] = ()
    private: bool = False


def both(tests: Sequence[Test], word: str = "AND") -> Test:
    """Several conditions as one; none at all holds for every row."""
    if not tests:
        return Test("1")
    return Test(
        f" {word} ".join(f"({one.sql})" for one in tests),
        tuple(value for one in tests for value in one.values),
        any(one.private for one in tests),
    )


def storage_of(register_id: str, field: str) -> str:
    """The column by which a field is sorted and compared: the name of a class, the text of a reference."""
    kept = register(register_id).field(field)
    if kept is not None and kept.kind == "ref":
        return f"{field}_text"
    if kept is not None and kept.kind == "class":
        return f"{field}_code"
    return field


def named(register_id: str, name: str) -> tuple[str, bool]:
    """A column as it stands in a statement, and whether it stands in the private table."""
    private = name in shape(register_id).private
    return f"{'p' if private else 't'}.{quoted(name)}", private


def ids(
    conn: Connection, register_id: str, test: Test, *, sort: str | None = None, descending: bool = False
) -> NDArray[np.int64]:
    """The fids of the records that pass a test, sorted by a storage column (NULL last), or in order of entry.

    A layer's id as `sort` sorts by the code of the cell.
    """
    kind = shape(register_id)
    order, join = "t.fid", ""
    private = test.private
    if sort is not None:
        if sort in kind.columns:
            name, in_private = named(register_id, sort)
            private = private or in_private
        elif any(field.name == sort for field in own_fields.all_(conn, register_id)):
            name, in_private = own_fields.stands(register_id, sort)
            private = private or in_private
        else:
            layer = layers.get(conn, sort)
            assert layer is not None
            join = (
                f"LEFT JOIN attachment sa ON sa.layer = {layer.number} AND sa.location_id = t.location_id "
                f"LEFT JOIN {quoted(layer.id)} sc ON sc.fid = sa.cell_id"
            )
            name = "sc.code"
        way = "DESC" if descending else "ASC"
        order = f"{name} IS NULL, {name} {way}, t.fid {way}"
    elif descending:
        order = "t.fid DESC"
    if private and kind.private_table:
        join += f" LEFT JOIN {quoted(kind.private_table)} p ON p.fid = t.fid"
    source = f"FROM {quoted(kind.table)} t {join} WHERE {test.sql}"
    if sort is not None and sort in _by_reading(register_id):
        return sorted_ids(conn.execute(f"SELECT t.fid, {name} {source}", test.values), descending=descending)
    return column(conn.execute(f"SELECT t.fid {source} ORDER BY {order}", test.values))


def groups(conn: Connection, register_id: str, test: Test, by: str) -> list[tuple[Any, int]]:
    """How many records that pass a test have each value of a storage column, own field, or cell of a layer.

    The largest first; None stands last, for what has no value or lies in no cell or several.
    """
    kind = shape(register_id)
    private, join = test.private, ""
    if by in kind.columns:
        name, hidden = named(register_id, by)
    elif any(field.name == by for field in own_fields.all_(conn, register_id)):
        name, hidden = own_fields.stands(register_id, by)
    else:
        layer = layers.get(conn, by)
        assert layer is not None
        join = (
            f"LEFT JOIN attachment ga ON ga.layer = {layer.number} AND ga.location_id = t.location_id "
            f"LEFT JOIN {quoted(layer.id)} gc ON gc.fid = ga.cell_id"
        )
        name, hidden = "gc.code", False
    if (private or hidden) and kind.private_table:
        join += f" LEFT JOIN {quoted(kind.private_table)} p ON p.fid = t.fid"
    return conn.execute(
        f"SELECT nullif({name}, '') AS key, count(*) FROM {quoted(kind.table)} t {join} WHERE {test.sql} "
        "GROUP BY 1 ORDER BY key IS NULL, count(*) DESC, key",
        test.values,
    ).fetchall()


@cache
def _by_reading(register_id: str) -> frozenset[str]:
    """The columns that hold words, which are sorted as they are read aloud; codes and numbers keep their own order."""
    kept = register(register_id)
    words = {f.name for f in kept.fields if f.kind == "text" and f.name not in ("number", "external_number")}
    named = {f"{f.name}_text" for f in kept.fields if f.kind == "ref"}
    return frozenset(words | named | {f"{f.name}_name" for f in kept.fields if f.kind == "class"})


def in_cell(conn: Connection, layer: str, code: str) -> Test | None:
    """The test that a record lies in the cell of a layer; None when the layer has no such cell today."""
    row = layers.get(conn, layer)
    cell = layers.current(conn, layer, code) if row else None
    if row is None or cell is None:
        return None
    return Test(
        "t.location_id IN (SELECT location_id FROM attachment WHERE layer = ? AND cell_id = ?)", (row.number, cell.fid)
    )


def in_cells(conn: Connection, layer: str, codes: Sequence[str]) -> Test | None:
    """The test that a record lies in one of some cells of a layer; None when the layer has none of them today."""
    row = layers.get(conn, layer)
    cells = layers.fids_of(conn, layer, codes) if row else []
    if row is None or not cells:
        return None
    return Test(
        "t.location_id IN (SELECT location_id FROM attachment WHERE layer = ? "
        "AND cell_id IN (SELECT value FROM json_each(?)))",
        (row.number, json.dumps(cells)),
    )


def among(fids: Sequence[int] | NDArray[np.int64]) -> Test:
    """The test that a record is one of these; none passes when there are none."""
    return Test("t.fid IN (SELECT value FROM json_each(?))", (json.dumps([int(fid) for fid in fids]),))


def not_attached(conn: Connection, layer: str | None) -> Test:
    """The test that a record with a place lies in no cell of a layer, or in several; None means any layer."""
    row = layers.get(conn, layer) if layer else None
    if row is None:
        return Test("t.location_id IN (SELECT location_id FROM attachment WHERE cell_id IS NULL)")
    return Test(
        "t.location_id IN (SELECT location_id FROM attachment WHERE layer = ? AND cell_id IS NULL)", (row.number,)
    )


def holding(register_id: str, names: Sequence[str], text: str) -> Test:
    """The test that one of some columns holds a text."""
    wanted = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    tests = []
    for name in names:
        sql, private = named(register_id, name)
        tests.append(Test(f"{sql} LIKE ? ESCAPE '\\'", (wanted,), private))
    return both(tests, "OR") if tests else Test("0")


def cell_codes(
    conn: Connection, register_id: str, fids: Sequence[int] | NDArray[np.int64], layer: str
) -> dict[int, str]:
    """The code of the cell of each record in a layer, by fid; nothing for those in none or several."""
    # CROSS JOIN keeps SQLite from walking the whole layer first, which it prefers before it knows the sizes.
    row = layers.get(conn, layer)
    if row is None:
        return {}
    found: dict[int, str] = {}
    for some in slices(fids):
        found.update(
            conn.execute(
                f"SELECT t.fid, c.code FROM {quoted(shape(register_id).table)} t "
                "CROSS JOIN attachment a ON a.location_id = t.location_id AND a.layer = ? "
                f"CROSS JOIN {quoted(layer)} c ON c.fid = a.cell_id WHERE t.fid IN ({marks(len(some))})",
                (row.number, *some),
            )
        )
    return found


def positions(
    conn: Connection, table: str, among: Sequence[int] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Fids, longitudes and latitudes of the records of a table, or of some of them, that lie somewhere."""
    only = "" if among is None else " WHERE t.fid IN (SELECT value FROM json_each(?))"
    rows = conn.execute(
        f"SELECT t.fid, l.x, l.y FROM {quoted(table)} t CROSS JOIN location l ON l.id = t.location_id{only}",
        () if among is None else (json.dumps([int(fid) for fid in among]),),
    ).fetchall()
    xy = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 2)
    return column(rows), xy[:, 0].copy(), xy[:, 1].copy()


def shaped(conn: Connection, table: str) -> tuple[NDArray[np.int64], list[bytes | None]]:
    """Fids and blobs of the records of a table whose geometry is more than a point."""
    rows = conn.execute(
        f"SELECT fid, geom FROM {quoted(table)} WHERE length(geom) > {_POINT_BYTES} ORDER BY fid"
    ).fetchall()
    return column(rows), [row[1] for row in rows]


def position(conn: Connection, table: str, fid: int) -> tuple[int, float, float] | None:
    """The location of one record with its longitude and latitude; None when it lies nowhere."""
    row = conn.execute(
        f"SELECT l.id, l.x, l.y FROM {quoted(table)} t CROSS JOIN location l ON l.id = t.location_id WHERE t.fid = ?",
        (fid,),
    ).fetchone()
    return (int(row[0]), float(row[1]), float(row[2])) if row else None


def home_addresses(conn: Connection, fids: Sequence[int]) -> list[str | None]:
    """Where people live, in words: the address of the home, else the one that stands with the person."""
    found: dict[int, str | None] = {}
    for some in slices(list(fids)):
        found.update(
            conn.execute(
                "SELECT p.fid, coalesce(d.address, p.present_address) FROM person p "
                "LEFT JOIN household h ON h.fid = p.household_id LEFT JOIN dwelling d ON d.fid = h.dwelling_id "
                f"WHERE p.fid IN ({marks(len(some))})",
                some,
            ).fetchall()
        )
    return [found.get(fid) for fid in fids]


def pointing_at(conn: Connection, register_id: str, name: str, fid: int, limit: int) -> list[int]:
    """The fids of the records whose reference column holds `fid`."""
    column_name, private = named(register_id, name)
    kind = shape(register_id)
    join = f"JOIN {quoted(kind.private_table)} p ON p.fid = t.fid" if private and kind.private_table else ""
    rows = conn.execute(
        f"SELECT t.fid FROM {quoted(kind.table)} t {join} WHERE {column_name} = ? ORDER BY t.fid LIMIT ?", (fid, limit)
    )
    return [row[0] for row in rows]
