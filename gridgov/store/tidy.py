"""What the nightly checks look for, what somebody said is right, and records that were merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import orjson

from gridgov.domain.register import membership, registers
from gridgov.store import layers, near_doubles
from gridgov.store.database import Connection
from gridgov.store.statements import marks, quoted
from gridgov.store.tables import shape

CHECKS: dict[str, tuple[str, str]] = {
    # check: register, SQL that gives fid and what was found; ? is today, then the day a year ago, then the oldest birth
    "person_unconfirmed": (
        "person", "SELECT fid, confirmed_on FROM person WHERE confirmed_on < :year AND death_date IS NULL"),
    "person_too_old": (
        "person", "SELECT fid, birth_date FROM person WHERE birth_date < :oldest AND death_date IS NULL"),
    "person_no_home": (
        "person", "SELECT fid, present_address FROM person WHERE household_id IS NULL AND left_on IS NULL "
        "AND death_date IS NULL"),
    "household_empty": (
        "household", "SELECT h.fid, h.number FROM household h WHERE h.\"until\" IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM person p WHERE p.household_id = h.fid)"),
    "dwelling_nobody": (
        "dwelling", "SELECT d.fid, d.occupancy FROM dwelling d WHERE d.occupancy IN ('owner', 'rented', 'shared') "
        "AND NOT EXISTS (SELECT 1 FROM household h WHERE h.dwelling_id = d.fid)"),
    "dwelling_not_empty": (
        "dwelling", "SELECT d.fid, d.occupancy FROM dwelling d WHERE d.occupancy = 'empty' AND EXISTS "
        "(SELECT 1 FROM household h JOIN person p ON p.household_id = h.fid WHERE h.dwelling_id = d.fid)"),
    "licence_out": (
        "organization", "SELECT fid, licence_valid_to FROM organization WHERE licence_valid_to < :today "
        "AND closed_on IS NULL"),
    "organization_unconfirmed": (
        "organization", "SELECT fid, confirmed_on FROM organization WHERE confirmed_on < :year AND closed_on IS NULL"),
}  # fmt: skip
"""Checks that SQL answers; those on numbers are asked of the rules of numbers."""

OUTSIDE = {"component_outside": "component", "case_outside": "case"}
"""Checks that hold the cell a source stated against the one that the place lies in."""


def outside(conn: Connection, check: str) -> list[tuple[int, str | None]]:
    """Records whose stated cell is one of today's unit cells and not the one they lie in: fid, and what was stated.

    Nothing without a layer of unit cells, or for what somebody said is right.
    """
    layer = layers.get(conn, "unit_cell")
    if layer is None:
        return []
    right = {int(key) for key in said_right(conn, check)}
    rows = conn.execute(
        f"SELECT t.fid, t.stated_cell FROM {quoted(shape(OUTSIDE[check]).table)} t "
        "JOIN unit_cell stated ON stated.code = t.stated_cell "
        "LEFT JOIN attachment a ON a.location_id = t.location_id AND a.layer = ? "
        "WHERE t.location_id IS NOT NULL AND a.cell_id IS NOT stated.fid ORDER BY t.fid",
        (layer.number,),
    )
    return [(fid, value) for fid, value in rows if fid not in right]


DOUBLES: dict[str, tuple[tuple[str, str], ...]] = {
    # register: why two may be one, and the SQL of what both have alike
    "person": (
        ("number", "SELECT number FROM person WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1"),
        ("name, birth_date", "SELECT name, birth_date FROM person WHERE birth_date IS NOT NULL "
                             "GROUP BY name, birth_date HAVING count(*) > 1"),
        ("name, phone", "SELECT name, phone FROM person WHERE phone IS NOT NULL "
                        "GROUP BY name, phone HAVING count(*) > 1"),
    ),
    "dwelling": (
        ("building_id, unit, room", "SELECT building_id, unit, room FROM dwelling WHERE building_id IS NOT NULL "
                                    "AND room IS NOT NULL GROUP BY building_id, unit, room HAVING count(*) > 1"),
        ("address", "SELECT address FROM dwelling WHERE address IS NOT NULL GROUP BY address HAVING count(*) > 1"),
    ),
    "organization": (
        ("number", "SELECT number FROM organization WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1"),
        ("name", "SELECT name FROM organization GROUP BY name HAVING count(*) > 1"),
    ),
}  # fmt: skip
"""How likely doubles are found."""


def found(conn: Connection, check: str, *, today: str, year: str, oldest: str) -> list[tuple[int, str | None]]:
    """What a check finds, without what somebody said is right: fid and the value that made it stand out."""
    sql = CHECKS[check][1]
    right = {int(key) for key in said_right(conn, check)}
    rows = conn.execute(sql, {"today": today, "year": year, "oldest": oldest})
    return [(fid, value) for fid, value in rows if fid not in right]


def numbers(conn: Connection, register: str) -> list[tuple[int, str, str | None, str | None]]:
    """Fid, number and (of people) birth date and sex of the records that have a number."""
    birth = "birth_date, sex" if register == "person" else "NULL, NULL"
    return conn.execute(
        f"SELECT fid, number, {birth} FROM {quoted(shape(register).table)} WHERE number IS NOT NULL"
    ).fetchall()


def said_right(conn: Connection, check: str) -> set[str]:
    """The keys of what somebody said is right."""
    return {row[0] for row in conn.execute('SELECT key FROM tidy_right WHERE "check" = ?', (check,))}


def say_right(conn: Connection, check: str, key: str, *, at: str, actor: str, right: bool) -> None:
    """Remember that something is right, or no longer."""
    if right:
        conn.execute("INSERT OR REPLACE INTO tidy_right VALUES (?, ?, ?, ?)", (check, key, at, actor))
    else:
        conn.execute('DELETE FROM tidy_right WHERE "check" = ? AND key = ?', (check, key))


def doubles(conn: Connection, register: str) -> list[tuple[int, int, str]]:
    """Pairs of records that may be one, and what both have alike; a pair is named once, for the strongest reason."""
    table = quoted(shape(register).table)
    pairs: dict[tuple[int, int], str] = {}
    for alike, sql in DOUBLES[register]:
        names = alike.split(", ")
        equal = " AND ".join(f"t.{quoted(name)} IS g.{quoted(name)}" for name in names)
        first = f"t.{quoted(names[0])} = g.{quoted(names[0])}"
        rows = conn.execute(
            f"SELECT t.fid, {', '.join(f't.{quoted(n)}' for n in names)} FROM ({sql}) g JOIN {table} t "
            f"ON {first} AND {equal} ORDER BY t.fid"
        )
        groups: dict[tuple[Any, ...], list[int]] = {}
        for fid, *values in rows:
            groups.setdefault(tuple(values), []).append(fid)
        for fids in groups.values():
            for at, one in enumerate(fids):
                for other in fids[at + 1 : at + 6]:
                    pairs.setdefault((one, other), alike)
    for one, other, alike in near_doubles.near(conn, register):
        pairs.setdefault((one, other), alike)
    if register == "person":
        sound = near_doubles.sound_numbers(conn, {fid for pair in pairs for fid in pair})
        # Two sound numbers that differ are two people, whatever else they have alike.
        pairs = {pair: alike for pair, alike in pairs.items() if len({sound.get(fid) for fid in pair} - {None}) < 2}
    return [(one, other, alike) for (one, other), alike in sorted(pairs.items())]


def pointing(conn: Connection, register: str, fid: int) -> list[tuple[str, str, list[int]]]:
    """Everything that points at a record: register, column, the fids of those that do."""
    found_ones = []
    for kept in (*registers().values(), membership()):
        kind = shape(kept.id)
        columns = [f"{field.name}_id" for field in (*kept.fields, *kept.parts) if field.ref == register]
        for column in dict.fromkeys(columns):
            if column not in kind.columns:
                continue
            table = quoted(kind.table_of(column))
            rows = conn.execute(f"SELECT fid FROM {table} WHERE {quoted(column)} = ? ORDER BY fid", (fid,)).fetchall()
            if rows:
                found_ones.append((kept.id, column, [row[0] for row in rows]))
    return found_ones


_BESIDE = (
    # register ('' for any), table, key, column, further condition
    ("person", "visit_person", "visit_id", "person_id", ""),
    ("dwelling", "visit", "id", "dwelling_id", ""),
    ("person", "service_held", "id", "person_id", ""),
    ("person", "case_link", "id", "other_id", "AND kind = 'service'"),
    ("", "tie", "id", "from_fid", "AND from_register = :register"),
    ("", "tie", "id", "to_fid", "AND to_register = :register"),
)
"""What points at a record without being one: visits, services, requests, ties."""


def move_beside(
    conn: Connection, register: str, old: int, new: int, only: Mapping[str, Sequence[int]] | None = None
) -> dict[str, list[int]]:
    """Let visits, services and ties of a record (all, or `only` these) be those of another; what was moved.

    By ``table.column``, the keys of the rows.
    """
    moved: dict[str, list[int]] = {}
    for of, table, key, name, more in _BESIDE:
        place = f"{table}.{name}"
        if of not in {"", register} or (only is not None and not only.get(place)):
            continue
        given = {"old": old, "new": new, "register": register}
        keys = conn.execute(f"SELECT {key} FROM {table} WHERE {name} = :old {more} ORDER BY {key}", given).fetchall()
        for (number,) in keys:
            if only is not None and number not in only[place]:
                continue
            sql = f"UPDATE OR IGNORE {table} SET {name} = :new WHERE {name} = :old AND {key} = :key"
            if conn.execute(sql, {"old": old, "new": new, "key": number}).rowcount:
                moved.setdefault(place, []).append(number)
    return moved


@attrs.frozen
class Merge:
    """A merge: its number, register, the record kept, the one dropped with its uid, and what was moved and filled."""

    id: int
    at: str
    actor: str
    register: str
    kept: int
    dropped: int
    uid: str
    moved: list[list[Any]]
    filled: list[str]
    undone_at: str | None
    beside: dict[str, list[int]] = attrs.field(factory=dict)


def add_merge(
    conn: Connection,
    *,
    at: str,
    actor: str,
    register: str,
    kept: int,
    dropped: int,
    uid: str,
    moved: Sequence[tuple[str, str, list[int]]],
    filled: Sequence[str],
    beside: Mapping[str, Sequence[int]] | None = None,
) -> int:
    """Note a merge; its number."""
    told = {"moved": [list(one) for one in moved], "filled": list(filled), "beside": beside or {}}
    body = orjson.dumps(told).decode()
    done = conn.execute(
        "INSERT INTO record_merge(at, actor, register, kept, dropped, uid, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, actor, register, kept, dropped, uid, body),
    )
    return int(done.lastrowid or 0)


def merges(conn: Connection, *, number: int | None = None, limit: int = 100) -> list[Merge]:
    """The merges, the newest first; or one of them."""
    where, values = ("WHERE id = ?", [number]) if number is not None else ("", [])
    rows = conn.execute(
        f"SELECT id, at, actor, register, kept, dropped, uid, body, undone_at FROM record_merge {where} "
        f"ORDER BY id DESC LIMIT {limit:d}",
        values,
    )
    made = []
    for row in rows:
        body = orjson.loads(row[7])
        number_, at, actor, register, kept, dropped, uid = row[:7]
        made.append(
            Merge(
                number_,
                at,
                actor,
                register,
                kept,
                dropped,
                uid,
                body["moved"],
                body["filled"],
                row[8],
                body.get("beside", {}),
            )
        )
    return made


def end_merge(conn: Connection, number: int, at: str) -> None:
    """Note that a merge was taken back."""
    conn.execute("UPDATE record_merge SET undone_at = ? WHERE id = ?", (at, number))


def there(conn: Connection, register: str, fids: Sequence[int]) -> set[int]:
    """Which of some records are there."""
    table = quoted(shape(register).table)
    return {row[0] for row in conn.execute(f"SELECT fid FROM {table} WHERE fid IN ({marks(len(fids))})", list(fids))}
