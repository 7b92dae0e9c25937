"""Imports on record: what came from where, how many rows, and the rows kept aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

import attrs
import orjson


@attrs.frozen
class Batch:
    """One import: the five verdicts add up to `rows`; `actor` is a name, `undone_at` None while it stands."""

    id: int
    at: str
    actor: str
    register: str
    source: str
    file_name: str | None
    file_hash: str | None
    rows: int
    added: int
    changed: int
    same: int
    skipped: int
    rejected: int
    unattached: int
    undone_at: str | None


def begin(
    conn: sqlite3.Connection,
    *,
    at: str,
    actor: str,
    register: str,
    source: str,
    file_name: str | None = None,
    file_hash: str | None = None,
) -> int:
    """Enter an import that begins; its number."""
    found = conn.execute(
        "INSERT INTO import_batch(at, actor, register, source, file_name, file_hash) VALUES (?, ?, ?, ?, ?, ?)",
        (at, actor, register, source, file_name, file_hash),
    )
    return int(found.lastrowid or 0)


def finish(conn: sqlite3.Connection, batch: int, counts: Mapping[str, int]) -> None:
    """Enter the verdicts: rows, added, changed, same, skipped, rejected, unattached."""
    names = ("rows", "added", "changed", "same", "skipped", "rejected", "unattached")
    conn.execute(
        f"UPDATE import_batch SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
        (*(int(counts.get(name, 0)) for name in names), batch),
    )


def add_rejects(
    conn: sqlite3.Connection, batch: int, rejects: Iterable[tuple[int, str, str, Mapping[str, object], str | None]]
) -> None:
    """Keep rows aside: row number, column, the reason's English sentence and parameters, the value as it was."""
    conn.executemany(
        'INSERT INTO import_reject(batch, row, "column", reason, value) VALUES (?, ?, ?, ?, ?)',
        (
            (batch, row, column, orjson.dumps([sentence, dict(params)], default=str).decode(), value)
            for row, column, sentence, params, value in rejects
        ),
    )


def rejects(conn: sqlite3.Connection, batch: int) -> list[tuple[int, str, str, dict[str, object], str | None]]:
    """The rows kept aside, in order: row, column, sentence, parameters, value."""
    rows = conn.execute('SELECT row, "column", reason, value FROM import_reject WHERE batch = ? ORDER BY row', (batch,))
    return [(row, column, *orjson.loads(reason), value) for row, column, reason, value in rows]


def all_(conn: sqlite3.Connection) -> list[Batch]:
    """Every import, the newest first, with the names of those who imported."""
    rows = conn.execute(
        "SELECT b.id, b.at, coalesce(s.name, b.actor), b.register, b.source, b.file_name, b.file_hash, b.rows, "
        "b.added, b.changed, b.same, b.skipped, b.rejected, b.unattached, b.undone_at FROM import_batch b "
        "LEFT JOIN staff s ON s.uid = b.actor ORDER BY b.id DESC"
    )
    return [Batch(*row) for row in rows]


def get(conn: sqlite3.Connection, batch: int) -> Batch | None:
    """One import; None when there is none of that number."""
    return next((one for one in all_(conn) if one.id == batch), None)


def mark_undone(conn: sqlite3.Connection, batch: int, at: str) -> None:
    """Note that an import was undone, and let go of the values of its rows kept aside."""
    conn.execute("UPDATE import_batch SET undone_at = ? WHERE id = ?", (at, batch))
    conn.execute("UPDATE import_reject SET value = NULL WHERE batch = ?", (batch,))
