"""Which location lies in which cell of which layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from gridgov.domain.register import registers
from gridgov.spatial.distinct import distinct
from gridgov.store.statements import column, marks, quoted, slices

NONE, SEVERAL, GEOMETRY, HOME, HAND, RULING = 0, -1, 1, 2, 3, 4
"""How an attachment was found: in no cell, in several, by geometry, by the home, by hand, by a ruling."""


def locations(
    conn: sqlite3.Connection, ids: Sequence[int] | NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Ids, longitudes and latitudes of some locations, or of all, by id."""
    if ids is None:
        rows = conn.execute("SELECT id, x, y FROM location ORDER BY id").fetchall()
    else:
        wanted = distinct(np.asarray(ids, dtype=np.int64))
        if len(wanted) and wanted[-1] - wanted[0] + 1 == len(wanted):
            rows = conn.execute(
                "SELECT id, x, y FROM location WHERE id BETWEEN ? AND ? ORDER BY id", (int(wanted[0]), int(wanted[-1]))
            ).fetchall()
        else:
            rows = []
            for some in slices(wanted):
                rows += conn.execute(
                    f"SELECT id, x, y FROM location WHERE id IN ({marks(len(some))}) ORDER BY id", some
                ).fetchall()
    xy = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 2)
    return column(rows), xy[:, 0].copy(), xy[:, 1].copy()


def of_layer(
    conn: sqlite3.Connection, layer: int, first: int, final: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Location ids between two, the cell of each (0: none) and how it was found, by id."""
    rows = conn.execute(
        "SELECT location_id, coalesce(cell_id, 0), how FROM attachment "
        "WHERE layer = ? AND location_id BETWEEN ? AND ? ORDER BY location_id",
        (layer, first, final),
    ).fetchall()
    found = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2]


def write(conn: sqlite3.Connection, layer: int, rows: Iterable[tuple[int, int | None, int]]) -> None:
    """Put down attachments (location, cell or None, how) of a layer, in the place of former ones."""
    conn.executemany(
        f"INSERT OR REPLACE INTO attachment(location_id, layer, cell_id, how) VALUES (?, {layer:d}, ?, ?)", rows
    )


def write_choices(conn: sqlite3.Connection, layer: int, locations_: Sequence[int], choices: list[list[int]]) -> None:
    """Put down in which cells the locations of several lie, in the place of what was there for them."""
    conn.executemany(
        "DELETE FROM attachment_choice WHERE layer = ? AND location_id = ?", ((layer, one) for one in locations_)
    )
    conn.executemany(
        "INSERT OR IGNORE INTO attachment_choice VALUES (?, ?, ?)",
        ((layer, one, cell) for one, cells in zip(locations_, choices, strict=True) for cell in cells),
    )


def forget_choices(conn: sqlite3.Connection, layer: int, locations_: Sequence[int] | NDArray[np.int64]) -> None:
    """Forget the choices of locations that lie in one cell or in none now."""
    if conn.execute("SELECT 1 FROM attachment_choice WHERE layer = ? LIMIT 1", (layer,)).fetchone() is None:
        return
    for some in slices(locations_):
        conn.execute(
            f"DELETE FROM attachment_choice WHERE layer = ? AND location_id IN ({marks(len(some))})", (layer, *some)
        )


def cells_of(conn: sqlite3.Connection, location: int) -> dict[int, int | None]:
    """The cell of a location (None: none or several) by layer number."""
    return dict(conn.execute("SELECT layer, cell_id FROM attachment WHERE location_id = ?", (location,)).fetchall())


def choices_of(conn: sqlite3.Connection, layer: int) -> dict[int, list[int]]:
    """The cells that each location of several lies in."""
    found: dict[int, list[int]] = {}
    for location, cell in conn.execute(
        "SELECT location_id, cell_id FROM attachment_choice WHERE layer = ? ORDER BY location_id, cell_id", (layer,)
    ):
        found.setdefault(location, []).append(cell)
    return found


def unattached(conn: sqlite3.Connection, layer: int, table: str) -> list[tuple[int, str, str | None, int, int]]:
    """Records of a table in no cell of a layer or in several: fid, uid, number, location, how."""
    return conn.execute(
        f"SELECT t.fid, t.uid, t.number, t.location_id, a.how FROM attachment a "
        f"CROSS JOIN {quoted(table)} t ON t.location_id = a.location_id "
        "WHERE a.layer = ? AND a.cell_id IS NULL ORDER BY t.fid",
        (layer,),
    ).fetchall()


def count_in(conn: sqlite3.Connection, layer: int, cell: int, table: str) -> int:
    """How many records of a table lie in a cell."""
    return int(
        conn.execute(
            f"SELECT count(*) FROM attachment a CROSS JOIN {quoted(table)} t ON t.location_id = a.location_id "
            "WHERE a.layer = ? AND a.cell_id = ?",
            (layer, cell),
        ).fetchone()[0]
    )


def counts_per_cell(
    conn: sqlite3.Connection, layer: int, table: str, test: str = "", values: Sequence[str] = ()
) -> list[tuple[int, int]]:
    """Cell and count of the records of a table (all, or those that pass `test`, SQL of ours on its columns)."""
    where = f"AND {test}" if test else ""
    return conn.execute(
        "SELECT a.cell_id, sum(g.n) FROM (SELECT location_id, count(*) AS n FROM "
        f"{quoted(table)} WHERE location_id IS NOT NULL {where} GROUP BY location_id) g "
        "CROSS JOIN attachment a ON a.location_id = g.location_id AND a.layer = ? "
        "WHERE a.cell_id IS NOT NULL GROUP BY a.cell_id",
        (*values, layer),
    ).fetchall()


def counts_per_location(
    conn: sqlite3.Connection, table: str, test: str = "", values: Sequence[str] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Location (0: none) and count of the records of a table, all or those that pass `test` (SQL of ours)."""
    where = f"WHERE {test}" if test else ""
    rows = conn.execute(
        f"SELECT coalesce(location_id, 0), count(*) FROM {quoted(table)} {where} GROUP BY location_id", tuple(values)
    ).fetchall()
    return column(rows), np.array([row[1] for row in rows], dtype=np.int64)


def cases_in(conn: sqlite3.Connection, layer: int, cell: int, moment: str) -> dict[str, int]:
    """Cases of a cell by type of state, and ``overdue`` among the open ones at `moment`."""
    rows = conn.execute(
        "SELECT t.state_type, count(*), coalesce(sum(t.state_type = 'open' AND t.due_at < ?), 0) FROM attachment a "
        "CROSS JOIN case_file t ON t.location_id = a.location_id WHERE a.layer = ? AND a.cell_id = ? "
        "GROUP BY t.state_type",
        (moment, layer, cell),
    )
    return _by_type(rows)


def cases_at(conn: sqlite3.Connection, locations_: NDArray[np.int64], moment: str) -> dict[str, int]:
    """The same for the cases at some locations."""
    total = _by_type(())
    for some in slices(locations_):
        rows = conn.execute(
            "SELECT state_type, count(*), coalesce(sum(state_type = 'open' AND due_at < ?), 0) FROM case_file "
            f"WHERE location_id IN ({marks(len(some))}) GROUP BY state_type",
            (moment, *some),
        )
        for key, n in _by_type(rows).items():
            total[key] += n
    return total


def _by_type(rows: Iterable[tuple[str | None, int, int]]) -> dict[str, int]:
    found = {"open": 0, "waiting": 0, "done": 0, "void": 0, "overdue": 0}
    for kind, n, overdue in rows:
        # A state that nobody knows is nobody's to close: it counts as open.
        found[kind if kind in found else "open"] += n
        found["overdue"] += overdue
    return found


def count_at(conn: sqlite3.Connection, table: str, locations_: NDArray[np.int64]) -> int:
    """How many records of a table lie at some locations."""
    total = 0
    for some in slices(locations_):
        total += conn.execute(
            f"SELECT count(*) FROM {quoted(table)} WHERE location_id IN ({marks(len(some))})", some
        ).fetchone()[0]
    return total


def place_tables() -> list[str]:
    """Tables whose records own a location."""
    return [r.table for r in registers().values() if r.has_place]


def forget(conn: sqlite3.Connection, locations_: Sequence[int]) -> None:
    """Remove locations, with their attachments, that no record has any more."""
    tables = [r.table for r in registers().values()]
    for some in slices(list(locations_)):
        used: set[int] = set()
        for table in tables:
            found = conn.execute(
                f"SELECT DISTINCT location_id FROM {quoted(table)} WHERE location_id IN ({marks(len(some))})", some
            )
            used.update(row[0] for row in found)
        gone = [one for one in some if one not in used]
        bound = marks(len(gone))
        conn.execute(f"DELETE FROM attachment WHERE location_id IN ({bound})", gone)
        conn.execute(f"DELETE FROM attachment_choice WHERE location_id IN ({bound})", gone)
        conn.execute(f"DELETE FROM location WHERE id IN ({bound})", gone)
