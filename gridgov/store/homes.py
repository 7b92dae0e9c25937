"""Homes as a building has them: rooms by unit and floor, with how many live there."""

from __future__ import annotations

import attrs

from gridgov.store.database import Connection


@attrs.frozen
class RoomRow:
    """One dwelling of a building; `people` live there, `cared` of them have a category of care."""

    fid: int
    unit: str | None
    floor: int | None
    room: str | None
    number: str | None
    occupancy: str | None
    hazards: str | None
    people: int
    cared: int
    organizations: int


def rooms(conn: Connection, building: int) -> list[RoomRow]:
    """The dwellings of a building, in the order of entry; none for a building without."""
    rows = conn.execute(
        "SELECT d.fid, d.unit, d.floor, d.room, d.number, d.occupancy, d.hazards, "
        "(SELECT count(*) FROM household h JOIN person p ON p.household_id = h.fid WHERE h.dwelling_id = d.fid), "
        "(SELECT count(*) FROM household h JOIN person p ON p.household_id = h.fid WHERE h.dwelling_id = d.fid "
        "AND p.care IS NOT NULL), "
        "(SELECT count(*) FROM organization o WHERE o.dwelling_id = d.fid) "
        "FROM dwelling d WHERE d.building_id = ? ORDER BY d.fid",
        (building,),
    )
    return [RoomRow(*row) for row in rows]


def cases_at(conn: Connection, location: int, limit: int) -> list[int]:
    """The newest cases at a place."""
    rows = conn.execute(
        "SELECT fid FROM case_file WHERE location_id = ? ORDER BY reported_at DESC LIMIT ?", (location, limit)
    )
    return [row[0] for row in rows]


def buildings_of(conn: Connection, estate: str) -> list[tuple[int, str | None, int, int]]:
    """The buildings of an estate: fid, name or number, homes, people."""
    return conn.execute(
        "SELECT b.fid, coalesce(b.name, b.address, b.number), "
        "(SELECT count(*) FROM dwelling d WHERE d.building_id = b.fid), "
        "(SELECT count(*) FROM dwelling d JOIN household h ON h.dwelling_id = d.fid "
        "JOIN person p ON p.household_id = h.fid WHERE d.building_id = b.fid) "
        "FROM building b WHERE b.estate = ? ORDER BY b.fid LIMIT 200",
        (estate,),
    ).fetchall()
