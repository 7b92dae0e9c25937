"""Memberships of households, dated: the present one stands with the person, the former ones in a list of their own."""

from __future__ import annotations

from typing import Any

import attrs

from gridgov.store import record_change, records
from gridgov.store.database import Connection


@attrs.frozen
class Row:
    """A person in a household from a day until a day (not included); None is open."""

    person: int
    relation: str | None
    since: str | None
    until: str | None


def end(
    conn: Connection,
    person: int,
    household: int,
    relation: str | None,
    since: str | None,
    day: str,
    *,
    at: str,
    actor: str,
) -> None:
    """End a person's open membership with a day; one that only the person's record told is entered as ended."""
    open_ones = conn.execute(
        'SELECT fid FROM membership WHERE person_id = ? AND household_id = ? AND "until" IS NULL', (person, household)
    ).fetchall()
    if open_ones:
        fids = [row[0] for row in open_ones]
        record_change.update(conn, "membership", fids, {"until": [day] * len(fids)}, at=at, actor=actor)
        return
    row: dict[str, list[Any]] = {
        "person_id": [person], "household_id": [household], "relation": [relation], "from": [since], "until": [day],
    }  # fmt: skip
    records.insert(conn, "membership", row, at=at, actor=actor)


def of_person(conn: Connection, person: int) -> list[int]:
    """The fids of every membership of a person."""
    return [row[0] for row in conn.execute("SELECT fid FROM membership WHERE person_id = ?", (person,))]


def beginning(conn: Connection, person: int, household: int, day: str | None) -> list[int]:
    """The open memberships of a person in a household that begin with a day."""
    rows = conn.execute(
        'SELECT fid FROM membership WHERE person_id = ? AND household_id = ? AND "from" IS ? AND "until" IS NULL',
        (person, household, day),
    )
    return [row[0] for row in rows]


def latest(conn: Connection, person: int, household: int) -> list[int]:
    """The membership of a person in a household that ended last; [] for none."""
    rows = conn.execute(
        'SELECT fid FROM membership WHERE person_id = ? AND household_id = ? AND "until" IS NOT NULL '
        'ORDER BY "until" DESC, fid DESC LIMIT 1',
        (person, household),
    )
    return [row[0] for row in rows]


def members(conn: Connection, household: int, day: str) -> list[Row]:
    """Who lived in a household on a day, by the list and by what stands with the people; nobody gives []."""
    found: dict[int, Row] = {}
    for row in conn.execute(
        'SELECT person_id, relation, "from", "until" FROM membership WHERE household_id = ? AND person_id IS NOT NULL '
        'AND ("from" IS NULL OR "from" <= ?) AND ("until" IS NULL OR "until" > ?) ORDER BY person_id',
        (household, day, day),
    ):
        found[row[0]] = Row(*row)
    for person, relation, since in conn.execute(
        "SELECT fid, relation, member_since FROM person WHERE household_id = ? "
        "AND (member_since IS NULL OR member_since <= ?) ORDER BY fid",
        (household, day),
    ):
        found.setdefault(person, Row(person, relation, since, None))
    return [found[person] for person in sorted(found)]


def homes(conn: Connection, person: int) -> list[tuple[int, str, str | None, str | None]]:
    """The households of a person, the newest first: fid, number, from, until."""
    rows = conn.execute(
        'SELECT m.household_id, h.number, m."from", m."until" FROM membership m '
        "JOIN household h ON h.fid = m.household_id WHERE m.person_id = ? "
        "UNION SELECT p.household_id, h.number, p.member_since, NULL FROM person p "
        "JOIN household h ON h.fid = p.household_id WHERE p.fid = ? AND NOT EXISTS (SELECT 1 FROM membership o "
        'WHERE o.person_id = p.fid AND o.household_id = p.household_id AND o."until" IS NULL) '
        "ORDER BY 3 DESC NULLS LAST",
        (person, person),
    )
    return rows.fetchall()
