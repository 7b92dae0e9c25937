"""Opinions by cell and topic over time."""

from __future__ import annotations

from gridgov.store.database import Connection
from gridgov.store.statements import marks, slices


def since(conn: Connection, layer: int, moment: str) -> list[tuple[int, int, str, str]]:
    """Opinions heard since a moment: fid, cell, topic, when; those in no one cell of the layer are left out."""
    return conn.execute(
        "SELECT o.fid, a.cell_id, o.topic, o.heard_at FROM opinion o "
        "JOIN attachment a ON a.location_id = o.location_id AND a.layer = ? "
        "WHERE o.heard_at >= ? AND o.topic IS NOT NULL AND a.cell_id IS NOT NULL ORDER BY o.heard_at",
        (layer, moment),
    ).fetchall()


def between(conn: Connection, layer: int, cell: int, topic: str, first: str, last: str) -> list[int]:
    """The opinions on a topic in a cell between two moments, in order."""
    rows = conn.execute(
        "SELECT o.fid FROM opinion o JOIN attachment a ON a.location_id = o.location_id AND a.layer = ? "
        "WHERE a.cell_id = ? AND o.topic = ? AND o.heard_at >= ? AND o.heard_at < ? ORDER BY o.heard_at",
        (layer, cell, topic, first, last),
    )
    return [row[0] for row in rows]


def with_case(conn: Connection, fids: list[int]) -> set[int]:
    """Which of some opinions led to a case already."""
    found: set[int] = set()
    for some in slices(fids):
        rows = conn.execute(
            "SELECT other_id FROM case_link WHERE kind = 'opinion' AND ended_at IS NULL "
            f"AND other_id IN ({marks(len(some))})",
            some,
        )
        found.update(row[0] for row in rows)
    return found
