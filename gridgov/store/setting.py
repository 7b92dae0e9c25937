"""The district's own settings: name, zone, reference system."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def all_(conn: sqlite3.Connection) -> dict[str, str]:
    """Every setting by its key."""
    return dict(conn.execute("SELECT key, value FROM setting").fetchall())


def put(conn: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Set some settings."""
    conn.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", list(values.items()))
