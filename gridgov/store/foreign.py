"""A layer of somebody else's GeoPackage, read as it stands: its shapes are blobs of the kind that we keep ourselves."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs

_PLAIN = re.compile(r"(?:TEXT(?:\(\d+\))?|(?:TINY|SMALL|MEDIUM)?INT|INTEGER|DOUBLE|FLOAT|REAL)", re.IGNORECASE)
"""Types of columns whose values need no reading."""


@attrs.frozen(eq=False)
class ForeignLayer:
    """A layer whole: columns of values as SQLite has them, one blob a feature (None: no geometry), its EPSG number."""

    columns: dict[str, list[Any]]
    blobs: list[bytes | None]
    srs: int


def read(path: Path, layer: str | None = None) -> ForeignLayer | None:
    """The only feature layer of a GeoPackage, or the one named; None for whatever is better left to GDAL.

    That is: no GeoPackage, several layers and none named, a view, heights or measures, a reference system that is
    not of EPSG, columns that are dates, truths or bytes. Nothing is written, also no lock.
    """
    try:
        if _has_a_log(path):
            return None
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            return _read(conn, layer)
    except (sqlite3.Error, OSError):
        return None


def _has_a_log(path: Path) -> bool:
    """Whether reading alone would touch what lies beside the file: one with a log, or in the mode that makes one."""
    with path.open("rb") as file:
        head = file.read(20)
    return head[18:20] == b"\x02\x02" or any(path.with_name(path.name + e).exists() for e in ("-wal", "-journal"))


def _read(conn: sqlite3.Connection, layer: str | None) -> ForeignLayer | None:
    found = conn.execute(
        "SELECT c.table_name, g.column_name, r.organization_coordsys_id FROM gpkg_contents c "
        "JOIN gpkg_geometry_columns g ON g.table_name = c.table_name "
        "JOIN gpkg_spatial_ref_sys r ON r.srs_id = g.srs_id AND lower(r.organization) = 'epsg' "
        "JOIN sqlite_master m ON m.type = 'table' AND m.name = c.table_name "
        "WHERE c.data_type = 'features' AND g.z = 0 AND g.m = 0"
    ).fetchall()
    every = conn.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchall()
    chosen = [row for row in found if row[0] == layer] if layer is not None else found
    if len(chosen) != 1 or (layer is None and len(every) != 1):
        return None
    table, shape, srs = chosen[0]
    fields: list[str] = []
    for _, name, kind, _, _, key in conn.execute(f"PRAGMA table_info({_named(table)})"):
        if name == shape or (key and kind.upper() == "INTEGER"):
            continue
        if key or not _PLAIN.fullmatch(kind):
            return None
        fields.append(name)
    asked = ", ".join(_named(name) for name in (shape, *fields))
    rows = conn.execute(f"SELECT {asked} FROM {_named(table)}").fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in (shape, *fields)]
    return ForeignLayer({name: list(values) for name, values in zip(fields, columns[1:], strict=True)},
                        list(columns[0]), int(srs))  # fmt: skip


def _named(name: str) -> str:
    """Any name that somebody gave a table or column, as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'
