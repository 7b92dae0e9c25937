"""Loading many rows: indexes and R-tree triggers rest meanwhile and are there again, complete, at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.store import geopackage
from gridgov.store.statements import quoted

REINDEX_FROM = 20_000
"""New rows from which the indexes of a table are made anew after the load."""


@attrs.define(eq=False)
class Load:
    """A load under way: what rests, and the boxes that the R-tree is to take in at the end."""

    table: str
    packs: bool = False
    indexes: list[tuple[str, str]] = attrs.field(factory=list)
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
        for name, _ in load.indexes:
            conn.execute(f"DROP INDEX {quoted(name)}")
    _under_way[key] = load
    try:
        yield load
        for _, statement in load.indexes:
            conn.execute(statement)
        if load.packs:
            ids = np.concatenate([*load.ids, np.empty(0, np.int64)])
            boxes = np.concatenate([*load.boxes, np.empty((0, 4))])
            geopackage.pack(conn, table, ids, boxes)
            geopackage.add_triggers(conn, table)
    finally:
        del _under_way[key]
