"""The steps of cases: they only grow, and the present state of a case follows from the last one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import orjson

from gridgov.domain.ids import uuid7
from gridgov.store import history
from gridgov.store.records import state_types
from gridgov.store.statements import marks, slices


@attrs.frozen
class Step:
    """One step of a case: when (UTC), who (a name), what, from which state to which, what was said (not personal)."""

    id: int
    at: str
    actor: str
    step: str
    from_state: str | None
    to_state: str
    to_type: str
    body: dict[str, Any]


def add_steps(
    conn: sqlite3.Connection,
    case_ids: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    *,
    at: str,
    actor: str,
    batch: int | None = None,
) -> int:
    """Append steps, in the order in which they happened, and bring each case to the state of its last one.

    `columns`: ``to_state`` and ``step`` are needed; ``at``, ``actor``, ``from_state``, ``body`` (JSON or an object
    without personal values) and ``workflow`` may be left out. How many there were.
    """
    count = len(case_ids)
    if not count:
        return 0
    nothing: list[Any] = [None] * count
    flows = columns.get("workflow") or _workflows(conn, case_ids)
    states = list(columns["to_state"])
    types = state_types(flows, states)
    bodies = [
        one if one is None or isinstance(one, str) else orjson.dumps(one).decode()
        for one in columns.get("body", nothing)
    ]
    conn.executemany(
        "INSERT INTO case_step(case_id, at, actor, step, from_state, to_state, to_type, body, batch) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        zip(
            case_ids,
            columns.get("at", [at] * count),
            columns.get("actor", [actor] * count),
            columns["step"],
            columns.get("from_state", nothing),
            states,
            types,
            bodies,
            [batch] * count,
            strict=True,
        ),
    )
    last = {case: (state, kind, case) for case, state, kind in zip(case_ids, states, types, strict=True)}
    conn.executemany(
        "UPDATE case_file SET state = ?, state_type = ? WHERE fid = ? AND (state IS NOT ?1 OR state_type IS NOT ?2)",
        last.values(),
    )
    fids = list(last)
    for start in range(0, len(fids), history.CHUNK):
        some = fids[start : start + history.CHUNK]
        history.append(
            conn,
            at=at,
            actor=actor,
            act="step",
            register="case",
            body={
                "fid": some,
                "columns": {"state": [last[f][0] for f in some], "state_type": [last[f][1] for f in some]},
            },
            batch=batch,
        )
    return count


def live_among(conn: sqlite3.Connection, case_ids: Sequence[int]) -> list[int]:
    """Those of some cases that are open or waiting now."""
    found: list[int] = []
    for some in slices(sorted(set(case_ids))):
        rows = conn.execute(
            f"SELECT fid FROM case_file WHERE fid IN ({marks(len(some))}) AND state_type IN ('open', 'waiting')", some
        )
        found += [row[0] for row in rows]
    return found


def say(conn: sqlite3.Connection, step: int, value: Mapping[str, Any]) -> None:
    """Keep what was said at a step and may name people: apart and erasable, never within the step."""
    salt, text = os.urandom(16), orjson.dumps(dict(value))
    conn.execute("INSERT INTO erasable VALUES (?, ?, ?)", (f"step:{step}:{uuid7()}", salt, text))


def _workflows(conn: sqlite3.Connection, case_ids: Sequence[int]) -> list[str | None]:
    wanted = set(case_ids)
    if len(wanted) > 1_000:
        known = dict(conn.execute("SELECT fid, workflow FROM case_file").fetchall())
    else:
        known = {fid: conn.execute("SELECT workflow FROM case_file WHERE fid = ?", (fid,)).fetchone() for fid in wanted}
        known = {fid: row[0] if row else None for fid, row in known.items()}
    return [known.get(fid) for fid in case_ids]


def steps(conn: sqlite3.Connection, case_id: int) -> list[Step]:
    """The steps of a case in order, with the names of those who took them."""
    rows = conn.execute(
        "SELECT c.id, c.at, coalesce(s.name, c.actor), c.step, c.from_state, c.to_state, c.to_type, c.body "
        "FROM case_step c LEFT JOIN staff s ON s.uid = c.actor WHERE c.case_id = ? ORDER BY c.id",
        (case_id,),
    )
    return [
        Step(number, at, actor, step, source, target, kind, orjson.loads(body) if body else {})
        for number, at, actor, step, source, target, kind, body in rows
    ]
