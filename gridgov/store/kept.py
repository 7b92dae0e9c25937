"""Workflows and calendars as they were when cases began under them: a file keeps its own copies."""

from __future__ import annotations

from gridgov.store.database import Connection

Kept = tuple[str, int, str, str, str]
"""Id, version, digest, name of the source, body."""


def workflow(conn: Connection, identity: str, version: int | None = None) -> Kept | None:
    """A kept workflow of that version, or its newest one; None when the file has none."""
    row = conn.execute(
        "SELECT id, version, digest, name, body FROM workflow_kept WHERE id = ?1 AND (?2 IS NULL OR version = ?2) "
        "ORDER BY version DESC LIMIT 1",
        (identity, version),
    ).fetchone()
    return tuple(row) if row else None


def workflows(conn: Connection) -> list[Kept]:
    """The newest version of every kept workflow, by id."""
    rows = conn.execute(
        "SELECT id, version, digest, name, body FROM workflow_kept w WHERE version = "
        "(SELECT max(version) FROM workflow_kept o WHERE o.id = w.id) ORDER BY id"
    )
    return [tuple(row) for row in rows]


def keep_workflow(conn: Connection, kept: Kept, *, at: str, actor: str) -> None:
    """Keep a version of a workflow, unless it is kept already."""
    conn.execute("INSERT OR IGNORE INTO workflow_kept VALUES (?, ?, ?, ?, ?, ?, ?)", (*kept, at, actor))


def calendar(conn: Connection, identity: str, version: int | None = None) -> tuple[int, str] | None:
    """Version and body of a kept calendar, the newest when none is named; None when the file has none."""
    row = conn.execute(
        "SELECT version, body FROM calendar_kept WHERE id = ?1 AND (?2 IS NULL OR version = ?2) "
        "ORDER BY version DESC LIMIT 1",
        (identity, version),
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def calendars(conn: Connection) -> list[str]:
    """The ids of the calendars that the file keeps."""
    return [row[0] for row in conn.execute("SELECT DISTINCT id FROM calendar_kept ORDER BY id")]


def keep_calendar(conn: Connection, identity: str, version: int, body: str, *, at: str, actor: str) -> None:
    """Keep a version of a calendar, unless it is kept already."""
    conn.execute("INSERT OR IGNORE INTO calendar_kept VALUES (?, ?, ?, ?, ?)", (identity, version, body, at, actor))
