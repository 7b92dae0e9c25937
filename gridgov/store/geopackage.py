"""The part of the file that other programs read: reference systems, contents, geometry columns, R-trees."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from gridgov.store import rtree

APPLICATION_ID = 0x47504B47
USER_VERSION = 10400

_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)

REBUILD_FROM = 1_000
"""New rows from which the R-tree is packed anew rather than entered row by row."""


def prepare(conn: sqlite3.Connection) -> None:
    """Enter the three reference systems that every GeoPackage has."""
    conn.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("Undefined Cartesian", -1, "NONE", -1, "undefined", "Cartesian coordinates, system not known"),
            ("Undefined geographic", 0, "NONE", 0, "undefined", "geographic coordinates, system not known"),
            ("WGS 84 geodetic", 4326, "EPSG", 4326, WGS84, "longitude and latitude in degrees"),
        ],
    )


def add_reference(conn: sqlite3.Connection, srs_id: int, name: str, definition: str) -> None:
    """Enter a reference system of the EPSG register by its number, name and WKT; one that is there stays."""
    conn.execute(
        "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, ?, NULL)",
        (name, srs_id, srs_id, definition),
    )


def has_reference(conn: sqlite3.Connection, srs_id: int) -> bool:
    """Whether the file knows the reference system `srs_id`."""
    return conn.execute("SELECT 1 FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs_id,)).fetchone() is not None


def add_attributes(conn: sqlite3.Connection, table: str, description: str) -> None:
    """Register a table without geometry that other programs may see."""
    conn.execute(
        "INSERT INTO gpkg_contents(table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (table, table, description),
    )


def add_features(
    conn: sqlite3.Connection, table: str, geometry: str, srs_id: int, description: str, *, indexed: bool = True
) -> None:
    """Register a table with the geometry column ``geom`` and, if `indexed`, give it an R-tree with its triggers."""
    conn.execute(
        "INSERT INTO gpkg_contents(table_name, data_type, identifier, description, srs_id) "
        "VALUES (?, 'features', ?, ?, ?)",
        (table, table, description, srs_id),
    )
    conn.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table, geometry, srs_id))
    if not indexed:
        return
    conn.execute(
        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
        "'http://www.geopackage.org/spec140/#extension_rtree', 'write-only')",
        (table,),
    )
    conn.execute(f'CREATE VIRTUAL TABLE "{rtree.name_of(table)}" USING rtree(id, minx, maxx, miny, maxy)')
    add_triggers(conn, table)


def triggers(table: str) -> dict[str, str]:
    """The triggers that GeoPackage 1.4 wants on an indexed table, by name."""
    tree = rtree.name_of(table)
    box = "NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    there, gone = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))", "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    was = "(OLD.geom NOTNULL AND NOT ST_IsEmpty(OLD.geom))"
    was_not = "(OLD.geom ISNULL OR ST_IsEmpty(OLD.geom))"
    enter, leave = f'INSERT OR REPLACE INTO "{tree}" VALUES ({box})', f'DELETE FROM "{tree}" WHERE id = OLD.fid'
    leave_both = f'DELETE FROM "{tree}" WHERE id IN (OLD.fid, NEW.fid)'
    move = (
        f'UPDATE "{tree}" SET minx = ST_MinX(NEW.geom), maxx = ST_MaxX(NEW.geom), miny = ST_MinY(NEW.geom), '
        "maxy = ST_MaxY(NEW.geom) WHERE id = NEW.fid"
    )
    same, other = "OLD.fid = NEW.fid", "OLD.fid != NEW.fid"
    bodies = {
        "insert": ("AFTER INSERT", there, enter),
        "update2": ("AFTER UPDATE OF geom", f"{same} AND {gone}", leave),
        "update4": ("AFTER UPDATE", f"{other} AND {gone}", leave_both),
        "update5": ("AFTER UPDATE", f"{other} AND {there}", f"{leave}; {enter}"),
        "update6": ("AFTER UPDATE OF geom", f"{same} AND {there} AND {was}", move),
        "update7": ("AFTER UPDATE OF geom", f"{same} AND {there} AND {was_not}", enter),
        "delete": ("AFTER DELETE", "OLD.geom NOTNULL", leave),
    }
    return {
        f"{tree}_{name}": f'CREATE TRIGGER "{tree}_{name}" {when} ON "{table}" WHEN {test} BEGIN {body}; END'
        for name, (when, test, body) in bodies.items()
    }


def add_triggers(conn: sqlite3.Connection, table: str) -> None:
    """Put the R-tree triggers on a table."""
    for sql in triggers(table).values():
        conn.execute(sql)


def drop_triggers(conn: sqlite3.Connection, table: str) -> None:
    """Take the R-tree triggers off a table: for a bulk load, in whose transaction they come back."""
    for name in triggers(table):
        conn.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def packs(conn: sqlite3.Connection, table: str, new: int) -> bool:
    """Whether `new` rows are enough, beside those that are there, to pack the R-tree anew."""
    if new < REBUILD_FROM:
        return False
    there = conn.execute(f'SELECT count(*) FROM "{rtree.name_of(table)}_rowid"').fetchone()[0]
    return bool(new * 8 > there)


def pack(
    conn: sqlite3.Connection,
    table: str,
    ids: NDArray[np.int64],
    boxes: NDArray[np.float64],
    *,
    without: NDArray[np.int64] | None = None,
) -> None:
    """Add ids and boxes to the R-tree of `table` by packing it anew, leaving out the ids `without`."""
    old_ids, old_boxes = rtree.contents(conn, table)
    if without is not None and len(old_ids):
        kept = ~np.isin(old_ids, without)
        old_ids, old_boxes = old_ids[kept], old_boxes[kept]
    rtree.fill(conn, table, np.concatenate([old_ids, ids]), np.concatenate([old_boxes, boxes.reshape(-1, 4)]))


def changed(conn: sqlite3.Connection, table: str) -> None:
    """Note in `gpkg_contents` that a table was changed: when, and the box around its features."""
    box = rtree.extent(conn, table) if _indexed(conn, table) else None
    conn.execute(
        f"UPDATE gpkg_contents SET last_change = {_NOW}, min_x = ?, min_y = ?, max_x = ?, max_y = ? "
        "WHERE table_name = ?",
        (*(box or (None,) * 4), table),
    )


def extent(conn: sqlite3.Connection, table: str) -> tuple[float, float, float, float] | None:
    """The box around a table's features as the contents say: min x, min y, max x, max y; None for no feature."""
    row = conn.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?", (table,)).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1], row[2], row[3])


def _indexed(conn: sqlite3.Connection, table: str) -> bool:
    found = conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (rtree.name_of(table),)).fetchone()
    return found is not None
