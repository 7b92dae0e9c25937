"""Visits that were made, and whom care is owed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from gridgov.store.database import Connection
from gridgov.store.statements import marks


@attrs.frozen
class Candidate:
    """Somebody who may be due: care as kept (JSON), birth date, away until, when last confirmed, and the home."""

    fid: int
    care: str | None
    birth_date: str | None
    away_until: str | None
    confirmed_on: str | None
    dwelling: int | None
    address: str | None
    unit: str | None
    floor: int | None
    room: str | None
    building: int | None
    building_name: str | None
    location: int | None
    last: str | None
    """The day of the last visit on which the person was met."""


_SELECT = (
    "SELECT p.fid, p.care, p.birth_date, p.away_until, p.confirmed_on, d.fid, coalesce(d.address, p.present_address), "
    "d.unit, d.floor, d.room, b.fid, coalesce(b.name, b.address, b.number), p.location_id, "
    "(SELECT max(v.day) FROM visit_person w JOIN visit v ON v.id = w.visit_id "
    "WHERE w.person_id = p.fid AND w.answer <> 'not_met') "
    "FROM person p LEFT JOIN household h ON h.fid = p.household_id LEFT JOIN dwelling d ON d.fid = h.dwelling_id "
    "LEFT JOIN building b ON b.fid = d.building_id "
)


def candidates(conn: Connection, born_by: str, inside: tuple[int, tuple[int, ...]] | None) -> list[Candidate]:
    """Everybody with a category of care, or born by a day, who lives; `inside` narrows to cells of a layer."""
    narrow, values = "", []
    if inside is not None:
        layer, cells = inside
        narrow = (
            f"AND p.location_id IN (SELECT location_id FROM attachment WHERE layer = {layer:d} "
            f"AND cell_id IN ({marks(len(cells))}))"
        )
        values = list(cells)
    test = f"p.death_date IS NULL AND p.left_on IS NULL {narrow}"
    # Two questions, each with an index or one pass of its own, rather than an OR that has neither.
    rows = conn.execute(f"{_SELECT} WHERE p.care IS NOT NULL AND {test}", values).fetchall()
    rows += conn.execute(
        f"{_SELECT} WHERE p.care IS NULL AND p.birth_date <= ? AND {test}", [born_by, *values]
    ).fetchall()
    return [Candidate(*row) for row in rows]


def of_people(conn: Connection, fids: list[int]) -> list[Candidate]:
    """The same for some people, whether they are due or not."""
    return [Candidate(*row) for row in conn.execute(f"{_SELECT} WHERE p.fid IN ({marks(len(fids))})", fids)]


def add(
    conn: Connection,
    *,
    at: str,
    day: str,
    actor: str,
    dwelling: int | None,
    location: int | None,
    note: str | None,
    opinion: int | None,
    case: int | None,
    answers: Mapping[int, str],
) -> int:
    """Keep a visit and what was said of each person; its number."""
    found = conn.execute(
        "INSERT INTO visit(at, day, actor, dwelling_id, location_id, note, opinion_id, case_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (at, day, actor, dwelling, location, note, opinion, case),
    )
    number = int(found.lastrowid or 0)
    conn.executemany(
        "INSERT INTO visit_person VALUES (?, ?, ?)", [(number, fid, answer) for fid, answer in answers.items()]
    )
    return number


def of_dwelling(conn: Connection, dwelling: int, limit: int) -> list[tuple[Any, ...]]:
    """The last visits of a home: number, day, who made it, note, case, how many were met."""
    return conn.execute(
        "SELECT v.id, v.day, v.actor, v.note, v.case_id, "
        "(SELECT count(*) FROM visit_person w WHERE w.visit_id = v.id AND w.answer <> 'not_met') "
        "FROM visit v WHERE v.dwelling_id = ? ORDER BY v.day DESC, v.id DESC LIMIT ?",
        (dwelling, limit),
    ).fetchall()


def of_person(conn: Connection, person: int, limit: int) -> list[tuple[Any, ...]]:
    """The last visits of a person: number, day, who made it, the answer, note."""
    return conn.execute(
        "SELECT v.id, v.day, v.actor, w.answer, v.note FROM visit_person w JOIN visit v ON v.id = w.visit_id "
        "WHERE w.person_id = ? ORDER BY v.day DESC, v.id DESC LIMIT ?",
        (person, limit),
    ).fetchall()


def last_per_cell(conn: Connection, layer: int) -> list[tuple[int, str]]:
    """The day on which somebody last looked, by a visit or a patrol, in each cell of a layer that had one."""
    return conn.execute(
        "SELECT cell_id, max(day) FROM ("
        "SELECT a.cell_id, v.day FROM visit v JOIN attachment a ON a.location_id = v.location_id AND a.layer = :layer "
        "WHERE a.cell_id IS NOT NULL "
        "UNION ALL SELECT c.cell_id, p.day FROM patrol_cell c JOIN patrol p ON p.id = c.patrol_id "
        "WHERE c.layer = :layer) GROUP BY cell_id",
        {"layer": layer},
    ).fetchall()


def living_in(conn: Connection, dwelling: int) -> list[int]:
    """The people whose household lives in a dwelling, by household and entry."""
    rows: Iterable[tuple[int]] = conn.execute(
        "SELECT p.fid FROM household h JOIN person p ON p.household_id = h.fid WHERE h.dwelling_id = ? "
        "AND p.death_date IS NULL ORDER BY h.fid, p.fid",
        (dwelling,),
    )
    return [row[0] for row in rows]
