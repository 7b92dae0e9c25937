"""Loading many rows: indexes and R-tree triggers rest meanwhile and are there again, complete, at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.store import geopackage
from gridgov.store.statements import quoted

_PIECE = -4096
"""The cache of SQLite (a negative number: KiB) while it sorts: its sorter takes pieces of that size."""

_APPENDING = -16384
"""The cache of SQLite while rows are only added at the end of their tables: more would hold what nobody reads again."""

REINDEX_FROM = 20_000
"""New rows from which the indexes of a table are made anew after the load."""


@attrs.define(eq=False)
class Load:
    """A load under way: what rests, and the boxes that the R-tree is to take in at the end."""

    table: str
    packs: bool = False
    indexes: list[tuple[str, str]] = attrs.field(factory=list)
    numbers: frozenset[str] = frozenset()
    """Those of the indexes that hold no value of a record: references and uids alone."""
    ids: list[NDArray[np.int64]] = attrs.field(factory=list)
    boxes: list[NDArray[np.float64]] = attrs.field(factory=list)
    homes: dict[str, dict[int, int]] = attrs.field(factory=dict)
    """Where the records of other registers lie that the new ones live in: asked once for the whole load."""

    def note(self, ids: NDArray[np.int64], boxes: NDArray[np.float64]) -> None:
        """Rows that were entered while the triggers rest: ids and boxes, NaN for what lies nowhere."""
        filled = ~np.isnan(boxes[:, 0])
        self.ids.append(ids[filled])
        self.boxes.append(boxes[filled])


_under_way: dict[tuple[int, str], Load] = {}


def under_way(conn: sqlite3.Connection, table: str) -> Load | None:
    """The load into a table that is under way; None outside of one."""
    return _under_way.get((id(conn), table))


@contextmanager
def loading(conn: sqlite3.Connection, table: str, rows: int, *, place: bool) -> Iterator[Load]:
    """A stretch in which about `rows` rows go into a table (with a geometry, if `place`); stretches may be nested.

    Belongs inside a transaction: after an error the indexes and triggers are still gone, and only its rollback
    brings them back.
    """
    key = (id(conn), table)
    if key in _under_way:
        yield _under_way[key]
        return
    load = Load(table, packs=place and geopackage.packs(conn, table, rows))
    there = conn.execute(f"SELECT max(fid) FROM {quoted(table)}").fetchone()[0] or 0
    if load.packs:
        geopackage.drop_triggers(conn, table)
    if rows >= REINDEX_FROM and rows > there / 2:
        load.indexes = conn.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
        ).fetchall()
        load.numbers = _of_numbers(conn, table, [name for name, _ in load.indexes])
        for name, _ in load.indexes:
            conn.execute(f"DROP INDEX {quoted(name)}")
    (size,) = conn.execute("PRAGMA cache_size").fetchone()
    if load.indexes and not place:
        # What lies somewhere also gets its cells, and those indexes are entered here and there.
        conn.execute(f"PRAGMA cache_size = {_APPENDING}")
    _under_way[key] = load
    try:
        yield load
        for name, statement in load.indexes:
            if name not in load.numbers:
                conn.execute(statement)
        with _sorted_in_pieces(conn):
            for name, statement in load.indexes:
                if name in load.numbers:
                    conn.execute(statement)
        if load.packs:
            ids = np.concatenate([*load.ids, np.empty(0, np.int64)])
            boxes = np.concatenate([*load.boxes, np.empty((0, 4))])
            geopackage.pack(conn, table, ids, boxes)
            geopackage.add_triggers(conn, table)
    finally:
        del _under_way[key]
        if load.indexes and not place:
            conn.execute(f"PRAGMA cache_size = {size:d}")


def _of_numbers(conn: sqlite3.Connection, table: str, names: Sequence[str]) -> frozenset[str]:
    kinds = {name: kind.upper() for _, name, kind, *_ in conn.execute(f"PRAGMA table_info({quoted(table)})")}
    found = set()
    for name in names:
        columns = [row[2] for row in conn.execute(f"PRAGMA index_info({quoted(name)})")]
        if all(column == "uid" or kinds.get(column) == "INTEGER" for column in columns):
            found.add(name)
    return frozenset(found)


@contextmanager
def _sorted_in_pieces(conn: sqlite3.Connection) -> Iterator[None]:
    """A stretch in which an index is sorted in pieces that fit the processor's cache: half the time of one long list.

    The pieces lie in a temporary file that has no name, so only indexes without anybody's values are made here.
    """
    (size,) = conn.execute("PRAGMA cache_size").fetchone()
    # Where the connection has a temporary table, SQLite refuses, and the list stays a long one.
    with suppress(sqlite3.OperationalError):
        conn.execute("PRAGMA temp_store = FILE")
    conn.execute(f"PRAGMA cache_size = {_PIECE}")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA cache_size = {size:d}")
        with suppress(sqlite3.OperationalError):
            conn.execute("PRAGMA temp_store = MEMORY")
