"""Cases at work: steps a second against plain rows; list and page at two million cases; accounts; replay."""

from __future__ import annotations

import gc
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from gridgov.domain import calendar, clock, workflow
from gridgov.domain.access import Actor
from gridgov.domain.case_story import ClockEvent, Happening, tell
from gridgov.domain.deadline_ledger import ledger
from gridgov.services import case_queue, case_view, case_work, cases, records, staff
from gridgov.services.desk import Desk

STEPS = 400
WAY = ("accept", "file", "dispatch", "receive")


def people(desk: Desk) -> dict[str, Actor]:
    """Somebody for each role that the benchmark needs."""
    admin = staff.sign_in(desk)
    for role in ("collector", "acceptor", "shift_leader", "dispatcher", "department"):
        staff.add(desk, admin, name=role, roles=[role], unit="环卫队" if role == "department" else "")
    return {actor.name: actor for actor in staff.at_work(desk)}


def ours(folder: Path) -> tuple[float, list[list[tuple[str, tuple[Any, ...]]]]]:
    """Steps a second, each its own durable transaction; and the very statements that SQLite carried out for each."""
    desk = Desk.create(folder / "ours.gpkg")
    crew = people(desk)
    values = {"description": "事", "x": 116.0, "y": 39.0, "class_code": "06010"}
    workflow.workflows(), calendar.calendars()
    begun = [case_work.begin(desk, crew["collector"], values) for _ in range(STEPS // len(WAY))]
    who = {"accept": "acceptor", "file": "shift_leader", "dispatch": "dispatcher", "receive": "department"}
    given = {"file": {"filing_condition": "pile"}, "dispatch": {"department": "环卫队"}}
    gc.collect()
    began = time.perf_counter()
    for taken in begun:
        for step in WAY:
            case_work.take(desk, crew[who[step]], taken.case_id, step, given.get(step))
    rate = STEPS / (time.perf_counter() - began)
    with desk.reader() as conn:
        rows = written(conn)
    desk.close()
    return rate, rows


def written(conn: sqlite3.Connection) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """The rows that the last steps left: step, history, audit, present state; to be written again plainly."""
    steps = conn.execute("SELECT * FROM case_step ORDER BY id DESC LIMIT ?", (STEPS,)).fetchall()
    history = conn.execute("SELECT * FROM history WHERE act = 'step' ORDER BY id DESC LIMIT ?", (STEPS,)).fetchall()
    audit = conn.execute("SELECT * FROM audit WHERE act = 'case.step' ORDER BY id DESC LIMIT ?", (STEPS,)).fetchall()
    now = conn.execute("SELECT * FROM case_now").fetchall()
    found = []
    for number, step in enumerate(steps):
        one = [
            (f"INSERT OR REPLACE INTO case_step VALUES ({','.join('?' * len(step))})", step),
            (f"INSERT OR REPLACE INTO audit VALUES ({','.join('?' * 7)})", audit[number % len(audit)]),
            (f"INSERT OR REPLACE INTO case_now VALUES ({','.join('?' * len(now[0]))})", now[number % len(now)]),
            ("UPDATE case_file SET state = ?, state_type = ? WHERE fid = ?", (step[5], step[6], step[1])),
        ]
        if history:
            row = history[number % len(history)]
            one.append((f"INSERT OR REPLACE INTO history VALUES ({','.join('?' * len(row))})", row))
        found.append(one)
    return found


def plain(folder: Path, rows: list[list[tuple[str, tuple[Any, ...]]]]) -> float:
    """Steps a second when the same rows are written by plain sqlite3, each step its own durable transaction."""
    desk = Desk.create(folder / "plain.gpkg")
    desk.close()
    conn = sqlite3.connect(folder / "plain.gpkg", isolation_level=None)
    for name, arguments in (("ST_MinX", 1), ("ST_MaxX", 1), ("ST_MinY", 1), ("ST_MaxY", 1), ("ST_IsEmpty", 1)):
        conn.create_function(name, arguments, lambda _blob: 0, deterministic=True)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    began = time.perf_counter()
    for one in rows:
        conn.execute("BEGIN IMMEDIATE")
        for sql, values in one:
            conn.execute(sql, values)
        conn.execute("COMMIT")
    rate = len(rows) / (time.perf_counter() - began)
    conn.close()
    return rate


def many(path: Path, count: int) -> Desk:
    """A file with so many cases, one in fifty of them still open."""
    desk = Desk.create(path)
    admin = staff.sign_in(desk)
    random = np.random.default_rng(4)
    stretch = 100_000
    for start in range(0, count, stretch):
        size = min(stretch, count - start)
        live = random.random(size) < 0.02
        at = [f"202{i % 6}-0{i % 9 + 1}-1{i % 9}T0{i % 9}:00:00Z" for i in range(size)]
        fids = records.add_many(
            desk, admin, "case",
            {
                "number": [f"N{start + i}" for i in range(size)], "workflow": ["city_management"] * size,
                "class_scheme": ["GB/T 47678.5-2026"] * size, "class_code": ["06010"] * size,
                "reported_at": at, "due_at": at, "state": ["handling" if one else "closed" for one in live],
                "department_text": ["环卫队"] * size,
            },
            source="bench",
        )  # fmt: skip
        with desk.change(admin, "record.write", "bench", bulk=True) as change:
            owners = fids[live].tolist()
            cases.add_steps(
                desk, change, owners,
                {
                    "step": ["dispatch"] * len(owners), "to_state": ["handling"] * len(owners),
                    "at": ["2026-11-02T01:00:00Z"] * len(owners), "workflow": ["city_management"] * len(owners),
                },
            )  # fmt: skip
    return desk


def best(act: Callable[[], object], times: int = 7) -> float:
    """The median of some runs, in milliseconds."""
    act()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1e3)
    return statistics.median(found)


def replayed(count: int) -> float:
    """Seconds to hold the steps of so many cases against the rules again."""
    flow = workflow.load("city_management")
    states = ("reported", "filing", "dispatching", "handling", "checking", "closing", "closed")
    names = ("report", "accept", "file", "dispatch", "feed_back", "check", "close")
    clock_body = {"clock": {"amount": 4, "unit": "work_hour", "calendar": "cn_public", "version": 2026}}
    told = [
        Happening(n + 1, f"2026-03-02T0{n}:00:00Z", f"p{n}", name, states[n - 1] if n else None, states[n], clock_body)
        for n, name in enumerate(names)
    ]
    began = time.perf_counter()
    for _ in range(count):
        tell(flow, told)
    return time.perf_counter() - began


def line(name: str, value: float, unit: str, target: float) -> dict[str, object]:
    """A measure that is held against a limit of its own."""
    return {
        "name": name, "ours": value, "unit": unit, "peer": None, "peer_value": None, "ratio": None, "target": target,
        "met": value <= target,
    }  # fmt: skip


def measures(quick: bool = False) -> Iterator[dict[str, object]]:
    """Steps a second by turns with plain rows; then the lists, an account, a replay."""
    with tempfile.TemporaryDirectory() as name:
        pairs = []
        for turn in range(1 if quick else 3):
            folder = Path(name) / str(turn)
            folder.mkdir()
            rate, rows = ours(folder)
            pairs.append((rate, plain(folder, rows)))
        mine, theirs = max(a for a, _ in pairs), max(b for _, b in pairs)
        yield {
            "name": "steps a second, each a durable transaction with rights, rule, history and audit",
            "ours": mine, "unit": "1/s", "peer": "plain sqlite3 writing the same rows", "peer_value": theirs,
            "ratio": mine / theirs, "target": 0.5, "met": mine / theirs >= 0.5,
        }  # fmt: skip
        count = 50_000 if quick else 2_000_000
        desk = many(Path(name) / "many.gpkg", count)
        actor = staff.sign_in(desk)
        found = case_queue.items(desk, actor, "mine", limit=200)
        yield line(
            f"to-do list of 200 rows at {count:,} cases",
            best(lambda: case_queue.items(desk, actor, "mine", limit=200)), "ms", 100,
        )  # fmt: skip
        number = found[0].number
        yield line(f"case page at {count:,} cases", best(lambda: case_view.page(desk, actor, number)), "ms", 50)
        desk.close()
    one = calendar.calendars()["cn_public"]
    events = [ClockEvent("started", "2021-03-01T01:00:00Z", "", 1_200, "work_day")]
    clock.work_time(one, "Asia/Shanghai")
    yield line(
        "explaining a deadline across 5 years",
        best(lambda: ledger(events, lambda _i, _v: one, "Asia/Shanghai").spans()), "ms", 10,
    )  # fmt: skip
    total = 10_000 if quick else 100_000
    yield line(f"replay of the rules over {total:,} cases", replayed(total), "s", 10)
