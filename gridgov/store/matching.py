"""Who in the ledger is meant by a row of somebody's list; which records the list named the last time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.distinct import distinct
from gridgov.store.database import Connection
from gridgov.store.statements import quoted
from gridgov.store.tables import shape

WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    # register: columns that together name a record, the surest first
    "person": (("number",), ("name", "birth_date"), ("name", "phone")),
    "household": (("number",),),
    "dwelling": (("number",), ("address",)),
    "building": (("number",), ("address",)),
    "organization": (("number",), ("name",)),
    "place": (("number",), ("name",)),
    "component": (("number",),),
}
"""How a record is found that is in the ledger already."""


AT_ONCE = 4_000
"""Keys of one question: a stretch of a file in one pass over a register that has no index for them."""


def find(
    conn: Connection, register: str, way: Sequence[str], wanted: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], list[int]]:
    """The records that have each of the wanted values in the columns of a way; those without any are left out."""
    table = quoted(shape(register).table)
    columns = ", ".join(f"t.{quoted(name)}" for name in way)
    found: dict[tuple[str, ...], list[int]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = ", ".join(f"({', '.join('?' * len(way))})" for _ in some)
        equal = " AND ".join(f"t.{quoted(name)} = w.c{n}" for n, name in enumerate(way))
        names = ", ".join(f"c{n}" for n in range(len(way)))
        # Asked for by the first column where it has an index, which numbers have; else one pass over the register.
        for row in conn.execute(
            f"WITH w({names}) AS (VALUES {rows}) SELECT t.fid, {columns} FROM w CROSS JOIN {table} t ON {equal}"
            if way[0] == "number"
            else f"WITH w({names}) AS (VALUES {rows}) SELECT t.fid, {columns} FROM {table} t JOIN w ON {equal}",
            [value for values in some for value in values],
        ):
            found.setdefault(tuple(row[1:]), []).append(row[0])
    return found


def seen(conn: Connection, source: str, register: str) -> tuple[str, NDArray[np.int64]] | None:
    """When a list came the last time, and which records it named, in order; None for a list that never came."""
    row = conn.execute(
        "SELECT at, fids FROM list_seen WHERE source = ? AND register = ?", (source, register)
    ).fetchone()
    return None if row is None else (row[0], np.frombuffer(row[1], dtype="<i8").astype(np.int64))


def remember(conn: Connection, source: str, register: str, at: str, fids: NDArray[np.int64]) -> None:
    """Keep which records a list named."""
    body = distinct(fids).astype("<i8").tobytes()
    conn.execute("INSERT OR REPLACE INTO list_seen VALUES (?, ?, ?, ?)", (source, register, at, body))
