"""What a record went through: every change of every field, when, by whom, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gridgov.domain.access import Actor
from gridgov.domain.register import GEOMETRY_KINDS, Field, Register, own_field, register
from gridgov.messages import pick
from gridgov.services import own_fields, shown
from gridgov.services.desk import Desk
from gridgov.store import history, staff
from gridgov.store.clock import local
from gridgov.store.database import Connection

ACTS = {
    "add": ("登记", "Entered"),
    "edit": ("修改", "Changed"),
    "step": ("办理", "By a step"),
    "withdraw": ("撤回", "Withdrawn"),
    "undo": ("撤销", "Undone"),
    "erase": ("清除个人信息", "Personal values erased"),
    "merge": ("合并", "Merged"),
    "confirm": ("核实", "Confirmed"),
}


@attrs.frozen
class Changed:
    """One field's change, as it is shown: names, and the values before and after (None for nothing)."""

    name: str
    zh: str
    en: str
    before: str | None
    after: str | None


@attrs.frozen
class Entry:
    """One line of a record's history: its number, local time, who, what kind of act, which fields changed."""

    line: int
    at: str
    actor: str
    act: str
    batch: int | None
    changes: tuple[Changed, ...]


def of(desk: Desk, actor: Actor, register_id: str, fid: int) -> list[Entry]:
    """The history of a record, the oldest first; personal values are masked, and the look goes on record."""
    kept = register(register_id)
    personal = register_id in {"person", "household"}
    desk.look(actor, "person.read" if personal else "record.read", "record.history", register=register_id, fid=fid)
    with desk.reader() as conn:
        names = {member.uid: member.name for member in staff.members(conn)}
        lines = history.of_record(conn, register_id, fid)
        before: dict[str, Any] = {}
        found = []
        for line in lines:
            after = {**before, **_values(line)}
            changes = _changes(desk, conn, kept, before, after)
            if changes or line.act not in {"edit", "step", "undo"}:
                act = pick(*ACTS.get(line.act, (line.act, line.act)))
                at, who = local(line.at, desk.zone), names.get(line.actor, line.actor)
                found.append(Entry(line.id, at, who, act, line.batch, tuple(changes)))
            before = after
    return found


def _values(line: history.Line) -> dict[str, Any]:
    columns = {**line.body["columns"], **(line.personal["columns"] if line.personal else {})}
    return {name: values[0] for name, values in columns.items()}


def _changes(
    desk: Desk, conn: Connection, kept: Register, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Changed]:
    found = []
    for field in (*kept.fields, *kept.parts):
        columns = shown.stored(kept.id, field.name)
        was, now = ([values.get(name) for name in columns] for values in (before, after))
        if was != now and field.kind not in GEOMETRY_KINDS and field.name not in {"x", "y", "wkt"}:
            old, new = _shown(desk, conn, field, was), _shown(desk, conn, field, now)
            if old != new or field.personal:
                found.append(Changed(field.name, field.zh, field.en, old, new))
    had, has = (own_fields.values(values.get("extra")) for values in (before, after))
    for name in dict.fromkeys((*had, *has)):
        if had.get(name) != has.get(name):
            known = own_fields.field(desk, kept.id, name) or own_field(kept.id, name)
            old, new = _shown(desk, conn, known, [had.get(name)]), _shown(desk, conn, known, [has.get(name)])
            found.append(Changed(name, name, name, old, new))
    place = [(values.get("x"), values.get("y"), values.get("geom")) for values in (before, after)]
    if place[0] != place[1] and kept.has_place:
        found.append(Changed(kept.place_field, "位置", "Place", *map(_place, place)))
    return found


def _place(where: tuple[Any, Any, Any]) -> str | None:
    return None if where[0] is None else f"{where[0]:.6f}, {where[1]:.6f}"


def _shown(desk: Desk, conn: Connection, field: Field, values: list[Any]) -> str | None:
    if all(value is None for value in values):
        return None
    titles = shown.titles(conn, field.ref, [values[0]]) if field.kind == "ref" and values[0] is not None else {}
    text = shown.show(field, values, desk.zone, titles)
    return None if text is None else str(text)
