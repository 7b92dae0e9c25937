"""The R-tree of a feature table, filled in one go through SQLite's own node tables.

A row a time costs 7 µs and more; packing the nodes with numpy costs a tenth of that. The result is an ordinary
R-tree that later triggers keep up to date. Layout of a node: two bytes of depth (root only), two bytes with the
number of entries, then per entry an 8-byte id and four 4-byte floats, all big-endian; the root is node 1.
"""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

_ENTRY = np.dtype([("id", ">i8"), ("box", ">f4", (4,))])
_NODE_BYTES = 1228  # what SQLite chooses for two dimensions from a page size of 2,048 upwards: 51 entries
_MOST = 51
_FILL = 46  # some room in each node, so that the first edits do not split it


def name_of(table: str) -> str:
    """The name that GeoPackage gives the R-tree of a feature table's column ``geom``."""
    return f"rtree_{table}_geom"


def contents(conn: sqlite3.Connection, table: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The ids and boxes (min x, max x, min y, max y) that the R-tree of `table` holds."""
    rows = conn.execute(f'SELECT id, minx, maxx, miny, maxy FROM "{name_of(table)}"').fetchall()
    if not rows:
        return np.empty(0, np.int64), np.empty((0, 4))
    found = np.array(rows, dtype=np.float64)
    return np.array([row[0] for row in rows], dtype=np.int64), found[:, 1:]


def fill(conn: sqlite3.Connection, table: str, ids: NDArray[np.int64], boxes: NDArray[np.float64]) -> None:
    """Replace what the R-tree of `table` holds by these ids and boxes (min x, max x, min y, max y), float64 (n, 4).

    Boxes are rounded outwards to the 4-byte floats of an R-tree. Runs within the caller's transaction.
    """
    tree = name_of(table)
    for part in ("node", "parent", "rowid"):
        conn.execute(f'DELETE FROM "{tree}_{part}"')
    rounded = _outwards(boxes)
    order = _tiles(boxes)
    entries = np.zeros(len(ids), dtype=_ENTRY)
    entries["id"], entries["box"] = ids[order], rounded[order]
    depth, number = 0, 2  # node 1 is kept for the root
    leaf = True
    while len(entries) > _MOST:
        starts = np.arange(0, len(entries), _FILL)
        numbers = np.arange(number, number + len(starts), dtype=np.int64)
        number += len(starts)
        conn.executemany(
            f'INSERT INTO "{tree}_node"(nodeno, data) VALUES (?, ?)',
            ((int(n), _node(0, entries[s : s + _FILL])) for n, s in zip(numbers, starts, strict=True)),
        )
        owners = np.repeat(numbers, _FILL)[: len(entries)]
        _point_up(conn, tree, entries["id"], owners, leaf=leaf)
        upper = np.zeros(len(starts), dtype=_ENTRY)
        upper["id"] = numbers
        upper["box"] = _around(entries["box"], starts)
        entries, leaf, depth = upper, False, depth + 1
    conn.execute(f'INSERT INTO "{tree}_node"(nodeno, data) VALUES (1, ?)', (_node(depth, entries),))
    _point_up(conn, tree, entries["id"], np.ones(len(entries), np.int64), leaf=leaf)


def extent(conn: sqlite3.Connection, table: str) -> tuple[float, float, float, float] | None:
    """The box around everything in the R-tree of `table`, read from its root: min x, min y, max x, max y."""
    row = conn.execute(f'SELECT data FROM "{name_of(table)}_node" WHERE nodeno = 1').fetchone()
    if row is None:
        return None
    count = int.from_bytes(row[0][2:4], "big")
    if not count:
        return None
    found = np.frombuffer(row[0], dtype=_ENTRY, count=count, offset=4)["box"].astype(np.float64)
    return (
        float(found[:, 0].min()),
        float(found[:, 2].min()),
        float(found[:, 1].max()),
        float(found[:, 3].max()),
    )


def _point_up(
    conn: sqlite3.Connection, tree: str, ids: NDArray[np.int64], owners: NDArray[np.int64], *, leaf: bool
) -> None:
    part, columns = ("rowid", "rowid, nodeno") if leaf else ("parent", "nodeno, parentnode")
    below = ids.astype(np.int64)
    by_id = np.argsort(below)
    pairs = zip(below[by_id].tolist(), owners[by_id].tolist(), strict=True)
    conn.executemany(f'INSERT INTO "{tree}_{part}"({columns}) VALUES (?, ?)', pairs)


def _node(depth: int, entries: NDArray[np.void]) -> bytes:
    head = depth.to_bytes(2, "big") + len(entries).to_bytes(2, "big")
    return (head + entries.tobytes()).ljust(_NODE_BYTES, b"\0")


def _outwards(boxes: NDArray[np.float64]) -> NDArray[np.float32]:
    rounded = boxes.astype(np.float32)
    for column, side in ((0, -np.inf), (1, np.inf), (2, -np.inf), (3, np.inf)):
        values = rounded[:, column]
        wrong = values > boxes[:, column] if side < 0 else values < boxes[:, column]
        values[wrong] = np.nextafter(values[wrong], np.float32(side))
    return rounded


def _around(boxes: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    found = np.empty((len(starts), 4), np.float32)
    for column in (0, 2):
        found[:, column] = np.minimum.reduceat(boxes[:, column].astype(np.float32), starts)
    for column in (1, 3):
        found[:, column] = np.maximum.reduceat(boxes[:, column].astype(np.float32), starts)
    return found


def _tiles(boxes: NDArray[np.float64]) -> NDArray[np.int64]:
    """An order in which neighbours in the plane are neighbours: strips along x, each sorted along y."""
    count = len(boxes)
    if not count:
        return np.empty(0, np.int64)
    x, y = boxes[:, 0] + boxes[:, 1], boxes[:, 2] + boxes[:, 3]
    strips = max(1, int(np.sqrt(count / _FILL)))
    per_strip = -(-count // strips)
    rank = np.empty(count, np.int64)
    rank[np.argsort(x, kind="stable")] = np.arange(count)
    return np.lexsort((y, rank // per_strip))
