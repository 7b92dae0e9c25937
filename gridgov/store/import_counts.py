"""What an import left behind: which of its rows lie in no cell or in several."""

from __future__ import annotations

import sqlite3

from gridgov.store.statements import quoted


def unattached(conn: sqlite3.Connection, table: str, batch: int) -> int:
    """Rows of a batch with a place that some layer has in no cell or in several."""
    row = conn.execute(
        f"SELECT count(*) FROM {quoted(table)} t WHERE t.batch = ? AND EXISTS (SELECT 1 FROM attachment a "
        "WHERE a.location_id = t.location_id AND a.cell_id IS NULL)",
        (batch,),
    ).fetchone()
    return int(row[0])


def has_rows(conn: sqlite3.Connection, table: str) -> bool:
    """Whether a table has any row."""
    return conn.execute(f"SELECT 1 FROM {quoted(table)} LIMIT 1").fetchone() is not None
