"""Fields that an office added to a register: their list, and where their values stand."""

from __future__ import annotations

import orjson

from gridgov.domain.register import Field, own_field
from gridgov.store.database import Connection
from gridgov.store.tables import shape


def all_(conn: Connection, register: str | None = None) -> list[Field]:
    """The fields of one's own that are in use, of one register or of all, in the order in which they were added."""
    where, values = ("AND register = ?", (register,)) if register else ("", ())
    rows = conn.execute(
        "SELECT register, name, kind, personal, choices FROM own_field "
        f"WHERE ended_at IS NULL {where} ORDER BY at, name",
        values,
    )
    return [
        own_field(owner, name, kind=kind, personal=personal, choices=tuple(orjson.loads(choices)))
        for owner, name, kind, personal, choices in rows
    ]


def put(conn: Connection, field: Field, *, at: str, actor: str) -> None:
    """Add a field, or take one up again that was ended, as it is now."""
    conn.execute(
        "INSERT INTO own_field (register, name, kind, personal, choices, at, actor) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (register, name) DO UPDATE SET kind = excluded.kind, personal = excluded.personal, "
        "choices = excluded.choices, at = excluded.at, actor = excluded.actor, ended_at = NULL",
        (field.register, field.name, field.kind, field.personal, orjson.dumps(field.choices).decode(), at, actor),
    )


def end(conn: Connection, register: str, name: str, at: str) -> bool:
    """Take a field out of use; its values stay where they are. Whether there was one."""
    done = conn.execute(
        "UPDATE own_field SET ended_at = ? WHERE register = ? AND name = ? AND ended_at IS NULL", (at, register, name)
    )
    return done.rowcount > 0


def stands(register: str, name: str) -> tuple[str, bool]:
    """A field of one's own as it stands in a statement on ``t`` and ``p``, and whether it stands in ``p``."""
    private = "extra" in shape(register).private
    assert name.isidentifier()
    return f"json_extract({'p' if private else 't'}.extra, '$.\"{name}\"')", private
