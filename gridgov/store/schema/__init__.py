"""The shape of the file, step by step: each migration is frozen once files with it are about.

A migration is plain SQL that calls no live code, so that an old file becomes what it became when the migration was
written. What it needs besides (triggers, registrations) is done by the functions of `geopackage`, which follow the
GeoPackage standard and not our taste.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from gridgov.store import geopackage
from gridgov.store.schema import v0001, v0002, v0003, v0004
from gridgov.store.statements import run_script


def _first(conn: sqlite3.Connection) -> None:
    run_script(conn, v0001.SQL)
    geopackage.prepare(conn)
    geopackage.add_attributes(conn, "layer", "Layers of cells")
    for table, geometry, description in v0001.FEATURES:
        geopackage.add_features(conn, table, geometry, 4326, description)


def _second(conn: sqlite3.Connection) -> None:
    run_script(conn, v0002.SQL)
    for (layer,) in conn.execute("SELECT id FROM layer").fetchall():
        for event, text in v0002.TRIGGERS:
            conn.execute(f'DROP TRIGGER IF EXISTS "{layer}_count_{event}"')
            conn.execute(text.format(layer=layer))


def _third(conn: sqlite3.Connection) -> None:
    run_script(conn, v0003.SQL)


def _fourth(conn: sqlite3.Connection) -> None:
    run_script(conn, v0004.SQL)


MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
    (v0001.NAME, _first),
    (v0002.NAME, _second),
    (v0003.NAME, _third),
    (v0004.NAME, _fourth),
)
"""Name and step of each version, the first being version 1."""

VERSION = len(MIGRATIONS)
"""The version that this program writes."""


def version(conn: sqlite3.Connection) -> int | None:
    """The version of a file; None when it is not one of ours."""
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone() is None:
        return None
    columns = {row[1] for row in conn.execute("PRAGMA table_info(migration)")}
    if not {"version", "name", "at"} <= columns:
        return None
    found = conn.execute("SELECT max(version) FROM migration").fetchone()[0]
    return None if found is None else int(found)


def migrate(conn: sqlite3.Connection, at: str) -> list[int]:
    """Bring a file to :data:`VERSION`, within the caller's transaction; the versions that were reached."""
    conn.execute(
        "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)"
    )
    done = []
    for number in range((version(conn) or 0) + 1, VERSION + 1):
        name, step = MIGRATIONS[number - 1]
        step(conn)
        conn.execute("INSERT INTO migration VALUES (?, ?, ?)", (number, name, at))
        done.append(number)
    return done
