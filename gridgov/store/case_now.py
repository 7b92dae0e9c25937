"""Where live cases stand: one row for each case that is open or waiting, a copy of what its steps amount to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import orjson

from gridgov.domain.case_story import Happening
from gridgov.store import history, layers, lists
from gridgov.store.database import Connection
from gridgov.store.statements import marks, slices

COLUMNS = (
    "case_id", "workflow", "version", "state", "state_type", "since", "role", "unit", "started_at", "yellow_at",
    "due_at", "original_due_at", "runs_always", "provisional", "asked", "owed", "urged", "sent_back", "last_step",
)  # fmt: skip


@attrs.frozen
class Now:
    """Where one live case stands; `asked` and `owed` are the names of requests and debts, joined by commas."""

    case_id: int
    workflow: str
    version: int
    state: str
    state_type: str
    since: str
    role: str
    unit: str
    started_at: str | None = None
    yellow_at: str | None = None
    due_at: str | None = None
    original_due_at: str | None = None
    runs_always: int = 0
    """Whether the clock runs day and night rather than by working time."""
    provisional: int = 0
    asked: str = ""
    owed: str = ""
    urged: int = 0
    sent_back: int = 0
    last_step: int = 0


def put(conn: Connection, rows: Iterable[Now]) -> None:
    """Enter where cases stand, in place of what stood there; a case that is done or void leaves."""
    live, ended = [], []
    for row in rows:
        if row.state_type in {"open", "waiting"}:
            live.append(attrs.astuple(row))
        else:
            ended.append((row.case_id,))
    if live:
        marked = f"({', '.join(COLUMNS)}) VALUES ({marks(len(COLUMNS))})"
        conn.executemany(f"INSERT OR REPLACE INTO case_now{marked}", live)
    if ended:
        conn.executemany("DELETE FROM case_now WHERE case_id = ?", ended)


def live_ids(conn: Connection) -> list[int]:
    """The cases that are open or waiting, by their rows."""
    rows = conn.execute("SELECT fid FROM case_file WHERE state_type IN ('open', 'waiting') ORDER BY fid")
    return [row[0] for row in rows]


def get(conn: Connection, case_id: int) -> Now | None:
    """Where one case stands; None when it is closed, void or not known."""
    row = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM case_now WHERE case_id = ?", (case_id,)).fetchone()
    return Now(*row) if row else None


def some(conn: Connection, case_ids: Sequence[int]) -> list[Now]:
    """Those of some cases that are live, in the order given."""
    found: dict[int, Now] = {}
    for part in slices(list(case_ids)):
        rows = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM case_now WHERE case_id IN ({marks(len(part))})", part)
        found.update((row[0], Now(*row)) for row in rows)
    return [found[one] for one in case_ids if one in found]


def all_(conn: Connection) -> list[Now]:
    """Every live case, by its number in the file."""
    return [Now(*row) for row in conn.execute(f"SELECT {', '.join(COLUMNS)} FROM case_now ORDER BY case_id")]


@attrs.frozen
class Queue:
    """What a list of work is narrowed to: roles, units, states, cells of a layer, and the kinds of special work."""

    roles: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    state_types: tuple[str, ...] = ()
    asked: str = ""
    back: bool = False
    owed: bool = False
    due_before: str | None = None
    yellow_before: str | None = None
    layer: int | None = None
    cells: tuple[int, ...] = ()


def queue(conn: Connection, wanted: Queue, limit: int) -> list[Now]:
    """Live cases that fit, the soonest due first (without a deadline last), at most `limit`."""
    test, values = _test(wanted)
    listed = ", ".join(f"n.{name}" for name in COLUMNS)
    rows = conn.execute(
        f"SELECT {listed} FROM case_now n WHERE {test} ORDER BY n.due_at IS NULL, n.due_at, n.case_id LIMIT ?",
        (*values, limit),
    )
    return [Now(*row) for row in rows]


def count(conn: Connection, wanted: Queue) -> int:
    """How many live cases fit."""
    test, values = _test(wanted)
    return int(conn.execute(f"SELECT count(*) FROM case_now n WHERE {test}", values).fetchone()[0])


def _test(wanted: Queue) -> tuple[str, list[Any]]:
    tests: list[str] = ["1"]
    values: list[Any] = []
    for name, chosen in (
        ("role", wanted.roles), ("unit", wanted.units), ("state", wanted.states), ("state_type", wanted.state_types),
    ):  # fmt: skip
        if chosen:
            tests.append(f"n.{name} IN ({marks(len(chosen))})")
            values += chosen
    if wanted.asked:
        tests.append("',' || n.asked || ',' LIKE ?")
        values.append(f"%,{wanted.asked},%")
    if wanted.back:
        tests.append("n.sent_back > 0")
    if wanted.owed:
        tests.append("n.owed <> ''")
    if wanted.due_before is not None:
        tests.append("n.due_at < ?")
        values.append(wanted.due_before)
    if wanted.yellow_before is not None:
        tests.append("n.yellow_at <= ?")
        values.append(wanted.yellow_before)
    if wanted.cells:
        tests.append(
            "n.case_id IN (SELECT t.fid FROM case_file t JOIN attachment a ON a.location_id = t.location_id "
            f"WHERE a.layer = ? AND a.cell_id IN ({marks(len(wanted.cells))}))"
        )
        values += [wanted.layer, *wanted.cells]
    return " AND ".join(tests), values


def happenings(conn: Connection, case_id: int) -> list[Happening]:
    """The steps of a case in order, as they were taken."""
    rows = conn.execute(
        "SELECT id, at, actor, step, from_state, to_state, body FROM case_step WHERE case_id = ? ORDER BY id",
        (case_id,),
    )
    return [_happening(row) for row in rows]


def happenings_of(conn: Connection, case_ids: Sequence[int]) -> dict[int, list[Happening]]:
    """The steps of many cases, each in order."""
    found: dict[int, list[Happening]] = {}
    for some in slices(list(case_ids)):
        rows = conn.execute(
            "SELECT case_id, id, at, actor, step, from_state, to_state, body FROM case_step "
            f"WHERE case_id IN ({marks(len(some))}) ORDER BY case_id, id",
            some,
        )
        for case_id, *rest in rows:
            found.setdefault(case_id, []).append(_happening(tuple(rest)))
    return found


def _happening(row: tuple[Any, ...]) -> Happening:
    number, at, actor, step, source, target, body = row
    return Happening(number, at, actor, step, source, target, orjson.loads(body) if body else {})


def add_step(
    conn: Connection,
    case_id: int,
    one: Happening,
    to_type: str,
    *,
    said: bytes | None = None,
    salt: bytes = b"",
    batch: int | None = None,
) -> int:
    """Append one step (its number is made here); what was said stands apart, and the step holds its hash."""
    uid = digest = None
    if said is not None:
        uid, digest = f"step:{case_id}:{one.at}:{salt.hex()}", history.seal(salt, said)
        conn.execute("INSERT INTO erasable VALUES (?, ?, ?)", (uid, salt, said))
    found = conn.execute(
        "INSERT INTO case_step(case_id, at, actor, step, from_state, to_state, to_type, body, erasable_uid, "
        "erasable_hash, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            case_id, one.at, one.actor, one.step, one.from_state, one.to_state, to_type,
            orjson.dumps(dict(one.body)).decode() if one.body else None, uid, digest, batch,
        ),
    )  # fmt: skip
    return int(found.lastrowid or 0)


def said(conn: Connection, case_id: int) -> dict[int, str]:
    """What was said at the steps of a case, by the number of the step; what was erased is not there."""
    rows = conn.execute(
        "SELECT s.id, e.value FROM case_step s JOIN erasable e ON e.uid = s.erasable_uid WHERE s.case_id = ?",
        (case_id,),
    )
    return {number: str(orjson.loads(value).get("text", "")) for number, value in rows}


def cell_of(conn: Connection, case_id: int) -> str:
    """The code of the unit cell that a case lies in; '' for none or several, or without such a layer."""
    if layers.get(conn, "unit_cell") is None:
        return ""
    return lists.cell_codes(conn, "case", [case_id], "unit_cell").get(case_id, "")


def last_unit(conn: Connection, class_code: str) -> str | None:
    """The unit that handled the last case of a class; None when none did."""
    row = conn.execute(
        "SELECT department_text FROM case_file WHERE class_code = ? AND department_text IS NOT NULL "
        "ORDER BY fid DESC LIMIT 1",
        (class_code,),
    ).fetchone()
    return str(row[0]) if row else None


def units(conn: Connection) -> list[str]:
    """The units of staff, and those that handle or handled cases."""
    rows = conn.execute(
        "SELECT unit FROM staff WHERE unit <> '' UNION SELECT unit FROM case_now WHERE unit <> '' "
        "UNION SELECT department_text FROM (SELECT department_text FROM case_file WHERE department_text IS NOT NULL "
        "ORDER BY fid DESC LIMIT 20000)"
    )
    return [str(row[0]) for row in rows]


def sent_between(conn: Connection, since: str, until: str) -> list[tuple[str, str | None, str | None, str, str | None]]:
    """Number, class, unit cell, moment and unit of the cases reported between two moments."""
    layer = layers.get(conn, "unit_cell")
    cell, join = "NULL", ""
    if layer is not None:
        cell = "c.code"
        join = (
            f"LEFT JOIN attachment a ON a.layer = {layer.number} AND a.location_id = t.location_id "
            "LEFT JOIN unit_cell c ON c.fid = a.cell_id"
        )
    rows = conn.execute(
        f"SELECT t.number, t.class_code, {cell}, t.reported_at, t.department_text FROM case_file t {join} "
        "WHERE t.reported_at >= ? AND t.reported_at < ? AND t.state_type <> 'void' ORDER BY t.reported_at",
        (since, until),
    )
    return [tuple(row) for row in rows]
