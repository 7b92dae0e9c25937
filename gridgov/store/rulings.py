"""Rulings on no-man's-land: which cell has a place that lies in none or in several, why, and until when."""

from __future__ import annotations

import attrs
import orjson

from gridgov.store.database import Connection


@attrs.frozen
class Ruling:
    """One ruling: the layer by number, the cell by code, the area as (longitude, latitude) pairs, the reason."""

    id: int
    at: str
    actor: str
    layer: int
    code: str
    area: tuple[tuple[float, float], ...]
    reason: str
    ended_at: str | None
    ended_why: str | None


def add(
    conn: Connection, *, at: str, actor: str, layer: int, code: str, area: list[tuple[float, float]], reason: str
) -> int:
    """Enter a ruling; its number."""
    found = conn.execute(
        "INSERT INTO ruling(at, actor, layer, code, area, reason) VALUES (?, ?, ?, ?, ?, ?)",
        (at, actor, layer, code, orjson.dumps(area).decode(), reason),
    )
    return int(found.lastrowid or 0)


def all_(conn: Connection, *, layer: int | None = None, active: bool = False) -> list[Ruling]:
    """The rulings, the newest first: all, of one layer, or those in force."""
    tests, values = ["1"], []
    if layer is not None:
        tests.append("layer = ?")
        values.append(layer)
    if active:
        tests.append("ended_at IS NULL")
    rows = conn.execute(
        "SELECT id, at, actor, layer, code, area, reason, ended_at, ended_why FROM ruling "
        f"WHERE {' AND '.join(tests)} ORDER BY id DESC",
        values,
    )
    return [
        Ruling(number, at, actor, of, code, tuple((x, y) for x, y in orjson.loads(area)), reason, ended, why)
        for number, at, actor, of, code, area, reason, ended, why in rows
    ]


def end(conn: Connection, number: int, at: str, why: str) -> None:
    """End a ruling: ``withdrawn`` by somebody, or ``shapes`` when the cells there changed."""
    conn.execute("UPDATE ruling SET ended_at = ?, ended_why = ? WHERE id = ? AND ended_at IS NULL", (at, why, number))


def open_locations(conn: Connection, layer: int, ruled: int) -> list[int]:
    """The locations that lie in no cell of a layer or in several, and those that a ruling gave a cell."""
    rows = conn.execute(
        "SELECT location_id FROM attachment WHERE layer = ? AND (cell_id IS NULL OR how = ?) ORDER BY location_id",
        (layer, ruled),
    )
    return [row[0] for row in rows]


def ruled_layers(conn: Connection, location: int, ruled: int) -> list[tuple[int, int]]:
    """The layers in which a location has its cell by a ruling, with the cell's fid."""
    return conn.execute(
        "SELECT layer, cell_id FROM attachment WHERE location_id = ? AND how = ?", (location, ruled)
    ).fetchall()
