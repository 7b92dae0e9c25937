"""Layers of cells: the shapes valid today in a table named by the layer, former ones in ``<layer>_past``."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.store import binary, geopackage
from gridgov.store.schema import v0002
from gridgov.store.statements import column, marks, quoted, slices

GEOMETRY = "GEOMETRY"  # polygons and multipolygons, as the source has them
COLUMNS = "fid, geom, uid, code, name, level, area_m2, parent, valid_from, valid_to, successor"
BULK = 500
"""New cells from which the R-tree is packed and triggers rest meanwhile."""


@attrs.frozen
class LayerRow:
    """A layer as the file describes it. A lower `rank` is a coarser layer; `parent` is the id of the layer above."""

    number: int
    id: str
    zh: str
    en: str
    rank: int
    parent: str | None
    srs_id: int
    version: int
    seen: int


@attrs.frozen
class CellRow:
    """One version of a cell without its shape; `valid_to` and `successor` are None while it is valid."""

    fid: int
    uid: str
    code: str
    name: str | None
    level: int | None
    area_m2: float | None
    parent: str | None
    valid_from: str
    valid_to: str | None
    successor: str | None


_ROW = "number, id, zh, en, rank, parent, srs_id, version, seen"
_CELL = "fid, uid, code, name, level, area_m2, parent, valid_from, valid_to, successor"


def all_(conn: sqlite3.Connection) -> list[LayerRow]:
    """The layers, the coarsest first."""
    return [LayerRow(*row) for row in conn.execute(f"SELECT {_ROW} FROM layer ORDER BY rank, number")]


def get(conn: sqlite3.Connection, layer: str) -> LayerRow | None:
    """One layer; None when there is none of that id."""
    row = conn.execute(f"SELECT {_ROW} FROM layer WHERE id = ?", (layer,)).fetchone()
    return LayerRow(*row) if row else None


def create(
    conn: sqlite3.Connection, layer: str, zh: str, en: str, rank: int, parent: str | None, srs_id: int
) -> LayerRow:
    """Make a layer: its two tables, R-tree, counter. The reference system must be known to the file."""
    conn.execute(
        "INSERT INTO layer(id, zh, en, rank, parent, srs_id, version, seen) VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
        (layer, zh, en, rank, parent, srs_id),
    )
    for table, description in ((layer, f"{en} (valid today)"), (f"{layer}_past", f"{en} (former versions)")):
        conn.execute(
            f"CREATE TABLE {quoted(table)} (fid INTEGER PRIMARY KEY, geom {GEOMETRY}, uid TEXT, code TEXT, name TEXT, "
            "level INTEGER, area_m2 REAL, parent TEXT, valid_from TEXT, valid_to TEXT, successor TEXT)"
        )
        conn.execute(f"CREATE INDEX {quoted(table + '_code')} ON {quoted(table)} (code, name)")
        geopackage.add_features(conn, table, GEOMETRY, srs_id, description, indexed=table == layer)
    conn.execute(f"CREATE INDEX {quoted(layer + '_parent')} ON {quoted(layer)} (parent)")
    conn.execute("INSERT INTO layer_counter(layer, changes) VALUES (?, 0)", (layer,))
    _add_notices(conn, layer)
    found = get(conn, layer)
    assert found is not None
    return found


def _add_notices(conn: sqlite3.Connection, layer: str) -> None:
    """The triggers that keep what another program changes, as it was before."""
    for _, text in v0002.TRIGGERS:
        conn.execute(text.format(layer=layer))


def begin_ours(conn: sqlite3.Connection, layer: str) -> None:
    """From now until :func:`settle` (in the same transaction) it is us who write the layer: nothing is noticed."""
    conn.execute("UPDATE layer_counter SET ours = 1 WHERE layer = ?", (layer,))


def describe(conn: sqlite3.Connection, layer: str, zh: str, en: str, rank: int, parent: str | None) -> None:
    """Change a layer's names, rank and parent layer."""
    conn.execute("UPDATE layer SET zh = ?, en = ?, rank = ?, parent = ? WHERE id = ?", (zh, en, rank, parent, layer))


def end_ours(conn: sqlite3.Connection, layer: str) -> None:
    """We are done writing the layer, and nothing in it is new."""
    conn.execute("UPDATE layer_counter SET ours = 0 WHERE layer = ?", (layer,))


def settle(conn: sqlite3.Connection, layer: str) -> None:
    """Note a new version and that what is in the table now was put there by us."""
    conn.execute("UPDATE layer SET version = version + 1 WHERE id = ?", (layer,))
    conn.execute("UPDATE layer_counter SET ours = 0, changes = changes + 1 WHERE layer = ?", (layer,))


def altered_elsewhere(conn: sqlite3.Connection) -> list[str]:
    """The layers whose table another program changed, and nobody has looked through it yet."""
    return [row[0] for row in conn.execute("SELECT DISTINCT layer FROM layer_change ORDER BY layer")]


@attrs.frozen
class Noticed:
    """What another program did to a layer: cells as they were (None for new ones) by fid, in the order of fids."""

    before: dict[int, tuple[Any, ...] | None]
    """In the order of :data:`COLUMNS`."""


def noticed(conn: sqlite3.Connection, layer: str) -> Noticed:
    """What another program did to a layer since it was ours; the first thing noticed of a cell tells how it was."""
    found: dict[int, tuple[Any, ...] | None] = {}
    rows = conn.execute(
        "SELECT event, fid, geom, uid, code, name, level, area_m2, parent, valid_from, valid_to, successor "
        "FROM layer_change WHERE layer = ? ORDER BY id",
        (layer,),
    )
    for event, fid, *rest in rows:
        found.setdefault(fid, None if event == "insert" else (fid, *rest))
    return Noticed(dict(sorted(found.items())))


def put_back(conn: sqlite3.Connection, layer: str) -> None:
    """Let a layer be as it was before another program changed it; inside :func:`begin_ours`."""
    before = noticed(conn, layer).before
    for some in slices(list(before)):
        conn.execute(f"DELETE FROM {quoted(layer)} WHERE fid IN ({marks(len(some))})", some)
    rows = [row for row in before.values() if row is not None]
    conn.executemany(f"INSERT INTO {quoted(layer)}({COLUMNS}) VALUES ({marks(11)})", rows)
    conn.execute("DELETE FROM layer_change WHERE layer = ?", (layer,))


def count(conn: sqlite3.Connection, layer: str) -> int:
    """How many cells are valid today."""
    return int(conn.execute(f"SELECT count(*) FROM {quoted(layer)}").fetchone()[0])


def insert(
    conn: sqlite3.Connection,
    layer: str,
    rows: Sequence[tuple[Any, ...]],
    *,
    boxes: NDArray[np.float64] | None = None,
) -> None:
    """Enter cells: tuples in the order of :data:`COLUMNS`; many at once go into the R-tree in one go."""
    sql = f"INSERT INTO {quoted(layer)}({COLUMNS}) VALUES ({marks(11)})"
    if len(rows) < BULK:
        conn.executemany(sql, rows)
        return
    # The triggers rest during the load and are back, the R-tree complete, before the transaction ends.
    geopackage.drop_triggers(conn, layer)
    for event, _ in v0002.TRIGGERS:
        conn.execute(f"DROP TRIGGER {quoted(f'{layer}_notice_{event}')}")
    conn.executemany(sql, rows)
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    if boxes is None:
        boxes = boxes_of(row[1] for row in rows)
    filled = ~np.isnan(boxes[:, 0])
    geopackage.pack(conn, layer, ids[filled], boxes[filled])
    geopackage.add_triggers(conn, layer)
    _add_notices(conn, layer)


def boxes_of(blobs: Iterable[bytes | None]) -> NDArray[np.float64]:
    """The box of each blob, float64 (n, 4) as min x, max x, min y, max y; NaN for an empty one."""
    nothing = (np.nan,) * 4
    blobs = list(blobs)
    if {None if blob is None else blob[:4] for blob in blobs} == {b"GP\0\3"}:
        # As gridgov writes them: the envelopes as they stand are the boxes.
        return np.frombuffer(b"".join([blob[8:40] for blob in blobs if blob]), dtype="<f8").reshape(-1, 4).astype(float)
    return np.array([binary.box(blob) or nothing for blob in blobs], dtype=np.float64).reshape(-1, 4)


def retire(
    conn: sqlite3.Connection, layer: str, fids: Sequence[int], successors: Sequence[str | None], until: str
) -> None:
    """Move cells to the past table, with the day their validity ended and the uid of what came after."""
    past, table = quoted(f"{layer}_past"), quoted(layer)
    conn.executemany(
        f"INSERT INTO {past}({COLUMNS}) SELECT fid, geom, uid, code, name, level, area_m2, parent, valid_from, ?, ? "
        f"FROM {table} WHERE fid = ?",
        [(until, successor, fid) for fid, successor in zip(fids, successors, strict=True)],
    )
    for some in slices(list(fids)):
        conn.execute(f"DELETE FROM {table} WHERE fid IN ({marks(len(some))})", some)


def cells(conn: sqlite3.Connection, layer: str) -> list[CellRow]:
    """Every cell valid today, by code."""
    return [CellRow(*row) for row in conn.execute(f"SELECT {_CELL} FROM {quoted(layer)} ORDER BY code")]


def columns(conn: sqlite3.Connection, layer: str) -> list[tuple[Any, ...]]:
    """Fid, code, name, area, parent of every cell, by code."""
    return conn.execute(f"SELECT fid, code, name, area_m2, parent FROM {quoted(layer)} ORDER BY code").fetchall()


def shapes(conn: sqlite3.Connection, layer: str) -> tuple[NDArray[np.int64], list[str], list[bytes | None]]:
    """Fids, codes and geometry blobs of every cell, by code."""
    rows = conn.execute(f"SELECT fid, code, geom FROM {quoted(layer)} ORDER BY code").fetchall()
    return column(rows), [row[1] for row in rows], [row[2] for row in rows]


def drawn(conn: sqlite3.Connection, layer: str) -> tuple[list[tuple[Any, ...]], list[bytes | None]]:
    """Fid, code, name, area, parent of every cell, and its geometry blob, by code."""
    # Rows by the hundred thousand would be searched for circles again and again while they are read: a fifth of the
    # time, and there is none among numbers and texts.
    collecting = gc.isenabled()
    gc.disable()
    try:
        rows = conn.execute(
            f"SELECT fid, code, name, area_m2, parent, geom FROM {quoted(layer)} ORDER BY code"
        ).fetchall()
        return rows, [row[5] for row in rows]
    finally:
        if collecting:
            gc.enable()


def ends(conn: sqlite3.Connection, layer: str) -> list[str | None]:
    """The uids of the first and of the latest cell: no two publications of a layer have the same."""
    return [
        next((row[0] for row in conn.execute(f"SELECT uid FROM {quoted(layer)} ORDER BY fid {way} LIMIT 1")), None)
        for way in ("ASC", "DESC")
    ]


def current(conn: sqlite3.Connection, layer: str, code: str) -> CellRow | None:
    """The cell of that code valid today; None when there is none."""
    row = conn.execute(f"SELECT {_CELL} FROM {quoted(layer)} WHERE code = ?", (code,)).fetchone()
    return CellRow(*row) if row else None


def past(conn: sqlite3.Connection, layer: str, code: str, day: str) -> tuple[CellRow, bytes | None] | None:
    """The former version of a cell that was valid on `day`, and its shape; None when there was none."""
    row = conn.execute(
        f"SELECT {_CELL}, geom FROM {quoted(layer + '_past')} WHERE code = ? AND valid_from <= ? AND valid_to > ? "
        "ORDER BY valid_from DESC LIMIT 1",
        (code, day, day),
    ).fetchone()
    return (CellRow(*row[:-1]), row[-1]) if row else None


def latest_past(conn: sqlite3.Connection, layer: str, code: str) -> bytes | None:
    """The shape that a cell had before the one of today; None where there is no former one."""
    row = conn.execute(
        f"SELECT geom FROM {quoted(layer + '_past')} WHERE code = ? ORDER BY valid_to DESC, fid DESC LIMIT 1", (code,)
    ).fetchone()
    return row[0] if row else None


def shape(conn: sqlite3.Connection, layer: str, fid: int) -> bytes | None:
    """The shape of one cell valid today."""
    row = conn.execute(f"SELECT geom FROM {quoted(layer)} WHERE fid = ?", (fid,)).fetchone()
    return row[0] if row else None


def fids_of(conn: sqlite3.Connection, layer: str, codes: Iterable[str]) -> list[int]:
    """The fids of the cells of today with these codes; a code that is not there gives none."""
    given = json.dumps(sorted(set(codes)))
    sql = f"SELECT fid FROM {quoted(layer)} WHERE code IN (SELECT value FROM json_each(?)) ORDER BY fid"
    return [row[0] for row in conn.execute(sql, (given,))]


def layers_with(conn: sqlite3.Connection, code: str) -> list[str]:
    """The layers that have a cell of that code, today or in the past."""
    found = []
    for row in all_(conn):
        for table in (row.id, f"{row.id}_past"):
            if conn.execute(f"SELECT 1 FROM {quoted(table)} WHERE code = ? LIMIT 1", (code,)).fetchone():
                found.append(row.id)
                break
    return found


def codes_of(conn: sqlite3.Connection, layer: str, fids: Iterable[int]) -> dict[int, str]:
    """Code by fid for cells of a layer, valid today or former."""
    found: dict[int, str] = {}
    for some in slices(list(set(fids))):
        for table in (layer, f"{layer}_past"):
            found.update(conn.execute(f"SELECT fid, code FROM {quoted(table)} WHERE fid IN ({marks(len(some))})", some))
    return found
