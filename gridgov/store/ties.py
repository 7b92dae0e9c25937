"""Ties between records as rows: dated, ended rather than deleted."""

from __future__ import annotations

import attrs

from gridgov.store.database import Connection

_COLUMNS = "id, kind, from_register, from_fid, to_register, to_fid, since, until"


@attrs.frozen
class Row:
    """One tie: its kind, both ends, and from when to when it holds."""

    id: int
    kind: str
    from_register: str
    from_fid: int
    to_register: str
    to_fid: int
    since: str | None
    until: str | None


def add(conn: Connection, row: Row, *, at: str, actor: str) -> int:
    """Add a tie (its id is not looked at); its number."""
    done = conn.execute(
        "INSERT INTO tie (kind, from_register, from_fid, to_register, to_fid, since, until, at, actor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row.kind, row.from_register, row.from_fid, row.to_register, row.to_fid, row.since, row.until, at, actor),
    )
    return int(done.lastrowid or 0)


def of(conn: Connection, register: str, fid: int) -> list[Row]:
    """The ties of a record, whichever end it stands at, the newest last; withdrawn ones are left out."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM tie WHERE ended_at IS NULL AND ((from_register = :r AND from_fid = :f) "
        "OR (to_register = :r AND to_fid = :f)) ORDER BY id",
        {"r": register, "f": fid},
    )
    return [Row(*row) for row in rows]


def get(conn: Connection, number: int) -> Row | None:
    """A tie by its number; None when there is none or it was withdrawn."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM tie WHERE id = ? AND ended_at IS NULL", (number,)).fetchone()
    return Row(*row) if row else None


def until(conn: Connection, number: int, day: str) -> None:
    """Let a tie hold until a day."""
    conn.execute("UPDATE tie SET until = ? WHERE id = ?", (day, number))


def withdraw(conn: Connection, number: int, at: str) -> None:
    """Withdraw a tie that was entered by mistake."""
    conn.execute("UPDATE tie SET ended_at = ? WHERE id = ?", (at, number))
