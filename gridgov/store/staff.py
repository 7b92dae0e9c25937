"""Who is at work: people, their roles and the cells they look after."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import attrs

from gridgov.domain.ids import uuid7


@attrs.frozen
class Member:
    """One member of staff; `cells` are written ``layer:code``, `valid_to` is the last day or None."""

    uid: str
    name: str
    unit: str
    roles: tuple[str, ...]
    cells: tuple[str, ...]
    valid_from: str
    valid_to: str | None


def add(
    conn: sqlite3.Connection, *, name: str, unit: str, roles: Sequence[str], cells: Sequence[str], since: str
) -> str:
    """Enter somebody; `cells` are written ``layer:code``. The uid."""
    uid = uuid7()
    row = conn.execute(
        "INSERT INTO staff(uid, name, unit, valid_from) VALUES (?, ?, ?, ?)", (uid, name, unit, since)
    ).lastrowid
    conn.executemany("INSERT OR IGNORE INTO staff_role VALUES (?, ?)", [(row, role) for role in roles])
    pairs = [cell.split(":", 1) for cell in cells]
    conn.executemany("INSERT OR IGNORE INTO staff_cell VALUES (?, ?, ?)", [(row, *pair) for pair in pairs])
    return uid


def away(conn: sqlite3.Connection, staff: str, stand_in: str, since: str, until: str) -> None:
    """Note that somebody is away from one day to another (both included), and who stands in."""
    conn.execute("INSERT OR REPLACE INTO staff_away VALUES (?, ?, ?, ?)", (staff, stand_in, since, until))


def stood_in_for(conn: sqlite3.Connection, stand_in: str, day: str) -> list[str]:
    """The uids of those whom somebody stands in for on a day."""
    rows = conn.execute(
        'SELECT staff FROM staff_away WHERE stand_in = ? AND "from" <= ? AND until >= ? ORDER BY staff',
        (stand_in, day, day),
    )
    return [row[0] for row in rows]


def end(conn: sqlite3.Connection, uid: str, day: str) -> None:
    """End somebody's time at work with `day`."""
    conn.execute("UPDATE staff SET valid_to = ? WHERE uid = ?", (day, uid))


def members(conn: sqlite3.Connection) -> list[Member]:
    """Everybody, in the order of entry."""
    roles: dict[int, list[str]] = {}
    for staff, role in conn.execute("SELECT staff_id, role FROM staff_role ORDER BY staff_id, role"):
        roles.setdefault(staff, []).append(role)
    cells: dict[int, list[str]] = {}
    for staff, layer, code in conn.execute("SELECT staff_id, layer, code FROM staff_cell ORDER BY 1, 2, 3"):
        cells.setdefault(staff, []).append(f"{layer}:{code}")
    rows = conn.execute("SELECT id, uid, name, unit, valid_from, valid_to FROM staff ORDER BY id")
    return [
        Member(uid, name, unit, tuple(roles.get(key, ())), tuple(cells.get(key, ())), since, until)
        for key, uid, name, unit, since, until in rows
    ]


def names_for(conn: sqlite3.Connection, layer: str, code: str, day: str) -> list[str]:
    """The names of those who look after a cell on `day`."""
    rows = conn.execute(
        "SELECT s.name FROM staff_cell c JOIN staff s ON s.id = c.staff_id WHERE c.layer = ? AND c.code = ? "
        "AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?) ORDER BY s.id",
        (layer, code, day, day),
    )
    return [row[0] for row in rows]
