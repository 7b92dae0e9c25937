"""Rounds and patrols as rows: a round's points, who walked it when, which cells were passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import orjson

from gridgov.store.database import Connection


@attrs.frozen
class RouteRow:
    """A round: its name, how many days may pass, how near counts as passed, its points (name, lon, lat)."""

    id: int
    name: str
    every_days: int
    within_m: float
    points: tuple[tuple[str, float, float], ...]
    last_on: str | None
    """The day of the last patrol that passed every point."""


@attrs.frozen
class PatrolRow:
    """A patrol: its round, day, times, length, whether each point was passed (time or ''), note and who made it."""

    id: int
    route_id: int | None
    day: str
    begun_at: str | None
    ended_at: str | None
    length_m: float
    passed: tuple[str | None, ...]
    note: str
    actor: str


def add_route(
    conn: Connection, *, name: str, every_days: int, within_m: float, points: Sequence[tuple[str, float, float]],
    at: str, actor: str,
) -> int:  # fmt: skip
    """Add a round; its number."""
    body = orjson.dumps([list(point) for point in points]).decode()
    done = conn.execute(
        "INSERT INTO patrol_route (name, every, within_m, points, at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (name, str(every_days), within_m, body, at, actor),
    )
    return int(done.lastrowid or 0)


def routes(conn: Connection, number: int | None = None) -> list[RouteRow]:
    """The rounds in use, or one of them."""
    where, values = ("AND r.id = ?", [number]) if number is not None else ("", [])
    rows = conn.execute(
        "SELECT r.id, r.name, r.every, r.within_m, r.points, (SELECT max(p.day) FROM patrol p WHERE p.route_id = r.id "
        "AND NOT EXISTS (SELECT 1 FROM json_each(p.passed) j WHERE j.value IS NULL)) "
        f"FROM patrol_route r WHERE r.ended_at IS NULL {where} ORDER BY r.id",
        values,
    )
    return [
        RouteRow(row[0], row[1], int(row[2]), row[3], tuple((p[0], p[1], p[2]) for p in orjson.loads(row[4])), row[5])
        for row in rows
    ]


def end_route(conn: Connection, number: int, at: str) -> bool:
    """Take a round out of use; whether there was one."""
    done = conn.execute("UPDATE patrol_route SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (at, number))
    return done.rowcount > 0


def add(
    conn: Connection, *, route: int | None, day: str, begun_at: str | None, ended_at: str | None, length_m: float,
    passed: Sequence[str | None], track: Sequence[Sequence[Any]], source: str, note: str, at: str, actor: str,
) -> int:  # fmt: skip
    """Keep a patrol with its track (longitude, latitude, time); its number."""
    done = conn.execute(
        "INSERT INTO patrol (route_id, day, begun_at, ended_at, length_m, passed, track, source, note, at, actor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            route, day, begun_at, ended_at, length_m, orjson.dumps(list(passed)).decode(),
            orjson.dumps([list(one) for one in track]).decode(), source, note, at, actor,
        ),
    )  # fmt: skip
    return int(done.lastrowid or 0)


def add_cells(conn: Connection, patrol: int, layer: int, cells: Iterable[int]) -> None:
    """Note the cells of a layer that a patrol passed."""
    conn.executemany(
        "INSERT OR IGNORE INTO patrol_cell (patrol_id, layer, cell_id) VALUES (?, ?, ?)",
        [(patrol, layer, cell) for cell in cells],
    )


def newest(conn: Connection, route: int | None = None, limit: int = 200) -> list[PatrolRow]:
    """The newest patrols, of one round or of all."""
    where, values = ("WHERE route_id = ?", [route]) if route is not None else ("", [])
    rows = conn.execute(
        "SELECT id, route_id, day, begun_at, ended_at, length_m, passed, note, actor FROM patrol "
        f"{where} ORDER BY day DESC, id DESC LIMIT {limit:d}",
        values,
    )
    return [
        PatrolRow(row[0], row[1], row[2], row[3], row[4], row[5], tuple(orjson.loads(row[6])), row[7], row[8])
        for row in rows
    ]


def there(conn: Connection, day: str, begun_at: str | None, source: str) -> bool:
    """Whether a track was kept before: the same file of the same day and beginning."""
    row = conn.execute(
        "SELECT 1 FROM patrol WHERE day = ? AND begun_at IS ? AND source = ?", (day, begun_at, source)
    ).fetchone()
    return row is not None
