"""Links between cases: duplicates, what was found to be none, follow-ups, parts."""

from __future__ import annotations

from gridgov.store.database import Connection

KINDS = ("duplicate", "not_duplicate", "follow_up", "part_of")


def add(conn: Connection, kind: str, case_id: int, other_id: int, *, at: str, actor: str) -> None:
    """Link a case to another one, or to what it came from; a link that is there already stays as it is."""
    there = between(conn, case_id, other_id, kind) if kind in KINDS else other_id in others_of(conn, case_id, kind)
    if not there:
        conn.execute(
            "INSERT INTO case_link(at, actor, kind, case_id, other_id) VALUES (?, ?, ?, ?, ?)",
            (at, actor, kind, case_id, other_id),
        )


def end(conn: Connection, kind: str, case_id: int, at: str) -> None:
    """End the links of a kind that go out from a case; they stay in the table with their end."""
    conn.execute(
        "UPDATE case_link SET ended_at = ? WHERE kind = ? AND case_id = ? AND ended_at IS NULL", (at, kind, case_id)
    )


def between(conn: Connection, case_id: int, other_id: int, kind: str) -> bool:
    """Whether two cases are linked in a way, whichever of them came first."""
    row = conn.execute(
        "SELECT 1 FROM case_link WHERE kind = ?1 AND ended_at IS NULL "
        "AND ((case_id = ?2 AND other_id = ?3) OR (case_id = ?3 AND other_id = ?2))",
        (kind, case_id, other_id),
    ).fetchone()
    return row is not None


def of(conn: Connection, case_id: int) -> list[tuple[str, int, bool]]:
    """The live links of a case: kind, the other case, and whether the link goes out from this one."""
    rows = conn.execute(
        "SELECT kind, case_id, other_id FROM case_link WHERE (case_id = ?1 OR other_id = ?1) AND ended_at IS NULL "
        "AND kind IN ('duplicate', 'follow_up', 'part_of') ORDER BY id",
        (case_id,),
    )
    return [(kind, other if own == case_id else own, own == case_id) for kind, own, other in rows]


def others_of(conn: Connection, case_id: int, kind: str) -> list[int]:
    """What a case is linked to that is no case: the matter it came from (``duty``), its sources (``opinion``)."""
    rows = conn.execute(
        "SELECT other_id FROM case_link WHERE case_id = ? AND kind = ? AND ended_at IS NULL ORDER BY id",
        (case_id, kind),
    )
    return [row[0] for row in rows]


def cases_of(conn: Connection, other_id: int, kind: str, limit: int = 20) -> list[int]:
    """The newest cases that came from something that is no case: a person who asked for a service."""
    rows = conn.execute(
        "SELECT case_id FROM case_link WHERE other_id = ? AND kind = ? AND ended_at IS NULL ORDER BY id DESC LIMIT ?",
        (other_id, kind, limit),
    )
    return [row[0] for row in rows]


def cases_by(conn: Connection, kind: str, limit: int) -> list[int]:
    """The newest cases that came from something of a kind, each once."""
    rows = conn.execute(
        "SELECT DISTINCT case_id FROM case_link WHERE kind = ? AND ended_at IS NULL ORDER BY case_id DESC LIMIT ?",
        (kind, limit),
    )
    return [row[0] for row in rows]


def follow_ups_since(conn: Connection, since: str) -> int:
    """How many follow-ups were begun since a moment: each counts as a return."""
    row = conn.execute("SELECT count(*) FROM case_link WHERE kind = 'follow_up' AND at >= ?", (since,)).fetchone()
    return int(row[0])
