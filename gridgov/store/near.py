"""Cases near a place, and drafts of what somebody is typing."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson

from gridgov.store.database import Connection
from gridgov.store.statements import quoted

DEGREE_M = 111_320.0


def cases(conn: Connection, lon: float, lat: float, within_m: float, since: str) -> list[tuple[int, float]]:
    """Cases reported since a moment (UTC) within so many metres of a place, with their distance, the nearest first.

    Void ones are left out.
    """
    dy = within_m / DEGREE_M
    dx = dy / max(np.cos(np.radians(lat)), 0.01)
    rows = conn.execute(
        "SELECT t.fid, l.x, l.y FROM rtree_case_file_geom r CROSS JOIN case_file t ON t.fid = r.id "
        "CROSS JOIN location l ON l.id = t.location_id "
        "WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND t.reported_at >= ? "
        "AND t.state_type <> 'void'",
        (lon - dx, lon + dx, lat - dy, lat + dy, since),
    )
    found = []
    for fid, x, y in rows:
        metres = float(np.hypot((x - lon) * np.cos(np.radians(lat)), y - lat) * DEGREE_M)
        if metres <= within_m:
            found.append((int(fid), metres))
    return sorted(found, key=lambda one: one[1])


def draft(conn: Connection, actor: str, key: str) -> dict[str, Any] | None:
    """What somebody was typing; None when there is nothing."""
    row = conn.execute("SELECT body FROM draft WHERE actor = ? AND key = ?", (actor, key)).fetchone()
    return dict(orjson.loads(row[0])) if row else None


def keep_draft(conn: Connection, actor: str, key: str, at: str, body: dict[str, Any] | None) -> None:
    """Keep what somebody is typing; None forgets it."""
    if body is None:
        conn.execute("DELETE FROM draft WHERE actor = ? AND key = ?", (actor, key))
    else:
        text = orjson.dumps(body).decode()
        conn.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", (actor, key, at, text))


def records(conn: Connection, table: str, lon: float, lat: float, within_m: float) -> list[tuple[int, float]]:
    """Records of a table with a place of their own within so many metres of a place, with their distance."""
    dy = within_m / DEGREE_M
    dx = dy / max(np.cos(np.radians(lat)), 0.01)
    rows = conn.execute(
        f"SELECT t.fid, l.x, l.y FROM {quoted(f'rtree_{table}_geom')} r CROSS JOIN {quoted(table)} t ON t.fid = r.id "
        "CROSS JOIN location l ON l.id = t.location_id "
        "WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?",
        (lon - dx, lon + dx, lat - dy, lat + dy),
    )
    found = []
    for fid, x, y in rows:
        metres = float(np.hypot((x - lon) * np.cos(np.radians(lat)), y - lat) * DEGREE_M)
        if metres <= within_m:
            found.append((int(fid), metres))
    return sorted(found, key=lambda one: one[1])
