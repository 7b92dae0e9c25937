"""Hand-overs of a shift: who gave it to whom, with what open, and when it was taken."""

from __future__ import annotations

import attrs
import orjson

from gridgov.store.database import Connection


@attrs.frozen
class ShiftRow:
    """One hand-over; `counts` are the live cases by what matters (live, overdue, soon, owed, urged)."""

    id: int
    at: str
    giver: str
    taker: str
    note: str
    counts: dict[str, int]
    cases: list[int]
    taken_at: str | None


def add(
    conn: Connection, *, at: str, giver: str, taker: str, note: str, counts: dict[str, int], cases: list[int]
) -> int:
    """Note a hand-over; its number."""
    body = orjson.dumps({"counts": counts, "cases": cases}).decode()
    found = conn.execute(
        "INSERT INTO shift(at, giver, taker, note, body) VALUES (?, ?, ?, ?, ?)", (at, giver, taker, note, body)
    )
    return int(found.lastrowid or 0)


def all_(conn: Connection, *, taker: str | None = None, waiting: bool = False, limit: int = 50) -> list[ShiftRow]:
    """Hand-overs, the newest first: all, those to one person, or those that nobody took yet."""
    tests, values = ["1"], []
    if taker is not None:
        tests.append("taker = ?")
        values.append(taker)
    if waiting:
        tests.append("taken_at IS NULL")
    rows = conn.execute(
        f"SELECT id, at, giver, taker, note, body, taken_at FROM shift WHERE {' AND '.join(tests)} "
        f"ORDER BY id DESC LIMIT {limit:d}",
        values,
    )
    found = []
    for number, at, giver, to, note, body, taken in rows:
        told = orjson.loads(body)
        found.append(ShiftRow(number, at, giver, to, note, told["counts"], told["cases"], taken))
    return found


def take(conn: Connection, number: int, at: str) -> None:
    """Note that a hand-over was taken."""
    conn.execute("UPDATE shift SET taken_at = ? WHERE id = ? AND taken_at IS NULL", (at, number))
