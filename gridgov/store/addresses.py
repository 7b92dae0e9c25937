"""Addresses of the ledger for placing what has none: buildings with their places, homes by building and room."""

from __future__ import annotations

from typing import Any

import attrs

from gridgov.store.database import Connection


@attrs.frozen
class BuildingRow:
    """A building that lies somewhere: its fid, name, address, estate, and place in degrees."""

    fid: int
    name: str | None
    address: str | None
    estate: str | None
    x: float
    y: float


@attrs.frozen
class Placed:
    """How a record was placed by its address: how sure, by which record, when."""

    sure: str
    register: str
    fid: int
    at: str


def buildings(conn: Connection) -> list[BuildingRow]:
    """Every building with a place."""
    rows = conn.execute(
        "SELECT b.fid, b.name, b.address, b.estate, l.x, l.y FROM building b JOIN location l ON l.id = b.location_id "
        "ORDER BY b.fid"
    )
    return [BuildingRow(*row) for row in rows]


def home(conn: Connection, building: int, unit: str, room: str) -> int | None:
    """The dwelling of a building with that unit ('' for any) and room; None for none or several."""
    more, values = ("AND unit = ?", [unit]) if unit else ("", [])
    rows = conn.execute(
        f"SELECT fid FROM dwelling WHERE building_id = ? AND room = ? {more} LIMIT 2", [building, room, *values]
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 else None


def version(conn: Connection) -> tuple[Any, ...]:
    """What changes whenever a building does: the last line of its history."""
    row = conn.execute("SELECT max(id) FROM history WHERE register = 'building'").fetchone()
    return (row[0],)


def note(conn: Connection, register: str, fid: int, sure: str, by: tuple[str, int], at: str) -> None:
    """Note that a record was placed by its address."""
    conn.execute(
        "INSERT OR REPLACE INTO placed_by_address (register, fid, sure, by_register, by_fid, at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (register, fid, sure, *by, at),
    )


def placed(conn: Connection, register: str, fid: int) -> Placed | None:
    """How a record was placed by its address; None when it was not."""
    row = conn.execute(
        "SELECT sure, by_register, by_fid, at FROM placed_by_address WHERE register = ? AND fid = ?", (register, fid)
    ).fetchone()
    return Placed(*row) if row else None


def forget(conn: Connection, register: str, fid: int) -> None:
    """A record was given a place by hand: its address placed it no longer."""
    conn.execute("DELETE FROM placed_by_address WHERE register = ? AND fid = ?", (register, fid))


def nowhere(conn: Connection, table: str) -> list[tuple[int, str]]:
    """The records of a table that have an address and lie nowhere."""
    return conn.execute(
        f'SELECT fid, address FROM "{table}" WHERE location_id IS NULL AND address IS NOT NULL ORDER BY fid'
    ).fetchall()
