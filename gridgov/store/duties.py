"""The catalogue of matters: what is owed, by whom, under which rule, how often, and when it was last done."""

from __future__ import annotations

import attrs

from gridgov.domain.ids import uuid7
from gridgov.store.database import Connection

COLUMNS = "id, uid, level_1, level_2, level_3, name, unit, rule, every, workflow, class_code, cells, next_on, ended_at"


@attrs.frozen
class DutyRow:
    """One matter as the file keeps it; `every` is ``7 natural_day`` and the like, '' for one that does not recur."""

    id: int
    uid: str
    level_1: str
    level_2: str
    level_3: str
    name: str
    unit: str
    rule: str
    every: str
    workflow: str
    class_code: str
    cells: str
    next_on: str | None
    ended_at: str | None


def add(
    conn: Connection, *, levels: tuple[str, str, str], name: str, unit: str, rule: str, every: str, workflow: str,
    class_code: str, cells: str, next_on: str | None,
) -> int:  # fmt: skip
    """Enter a matter; its number."""
    found = conn.execute(
        "INSERT INTO duty(uid, level_1, level_2, level_3, name, unit, rule, every, workflow, class_code, cells, "
        "next_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (uuid7(), *levels, name, unit, rule, every, workflow, class_code, cells, next_on),
    )
    return int(found.lastrowid or 0)


def all_(conn: Connection) -> list[tuple[DutyRow, str | None]]:
    """Every live matter with the moment it was last done (None: never), in the order of the catalogue."""
    rows = conn.execute(
        f"SELECT {', '.join('d.' + name for name in COLUMNS.split(', '))}, "
        "(SELECT max(at) FROM duty_done o WHERE o.duty_id = d.id) FROM duty d WHERE d.ended_at IS NULL "
        "ORDER BY d.level_1, d.level_2, d.level_3, d.name"
    )
    return [(DutyRow(*row[:-1]), row[-1]) for row in rows]


def get(conn: Connection, number: int) -> DutyRow | None:
    """One matter; None when there is none."""
    row = conn.execute(f"SELECT {COLUMNS} FROM duty WHERE id = ?", (number,)).fetchone()
    return DutyRow(*row) if row else None


def find(conn: Connection, levels: tuple[str, str, str], name: str) -> int | None:
    """The live matter of that place in the catalogue and name."""
    row = conn.execute(
        "SELECT id FROM duty WHERE level_1 = ? AND level_2 = ? AND level_3 = ? AND name = ? AND ended_at IS NULL",
        (*levels, name),
    ).fetchone()
    return int(row[0]) if row else None


def due(conn: Connection, day: str) -> list[DutyRow]:
    """The recurring matters that are to be opened by a day."""
    wanted = "ended_at IS NULL AND every <> '' AND next_on <= ?"
    rows = conn.execute(f"SELECT {COLUMNS} FROM duty WHERE {wanted} ORDER BY next_on, id", (day,))
    return [DutyRow(*row) for row in rows]


def done(conn: Connection, number: int, at: str, actor: str, case_id: int | None) -> None:
    """Note that a matter was done."""
    conn.execute("INSERT INTO duty_done VALUES (?, ?, ?, ?)", (number, at, case_id, actor))


def move(conn: Connection, number: int, next_on: str) -> None:
    """Note when a matter is to be opened next."""
    conn.execute("UPDATE duty SET next_on = ? WHERE id = ?", (next_on, number))


def end(conn: Connection, number: int, at: str) -> None:
    """Take a matter out of the catalogue; what was done stays."""
    conn.execute("UPDATE duty SET ended_at = ? WHERE id = ?", (at, number))


def closed_cases(conn: Connection) -> list[tuple[int, int, str]]:
    """Matters whose case was closed and not noted yet: matter, case, when."""
    rows = conn.execute(
        "SELECT l.other_id, c.fid, c.closed_at FROM case_link l JOIN case_file c ON c.fid = l.case_id "
        "WHERE l.kind = 'duty' AND c.closed_at IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM duty_done d WHERE d.duty_id = l.other_id AND d.case_id = c.fid)"
    )
    return [(int(duty), int(case), str(at)) for duty, case, at in rows]


def carry_over(conn: Connection, old: int, new: int) -> None:
    """Let what was done of a matter count for the one that took its place."""
    conn.execute("INSERT INTO duty_done SELECT ?, at, case_id, actor FROM duty_done WHERE duty_id = ?", (new, old))
