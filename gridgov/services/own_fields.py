"""Fields of one's own: what an office keeps beside the standard's, in forms, lists, imports and exports alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import orjson

from gridgov.domain import value
from gridgov.domain.access import Actor
from gridgov.domain.register import Field, own_field, own_problem, register
from gridgov.errors import BadInput, WrongUse
from gridgov.services.desk import Change, Desk
from gridgov.store import layers
from gridgov.store import own_fields as store


def of(desk: Desk, register_id: str) -> tuple[Field, ...]:
    """The fields of one's own of a register; nothing for a file without any."""
    with desk.reader() as conn:
        return tuple(store.all_(conn, register_id))


def field(desk: Desk, register_id: str, name: str) -> Field | None:
    """The field of that name, the standard's or one's own; None when there is none."""
    found = register(register_id).field(name)
    return found or next((one for one in of(desk, register_id) if one.name == name), None)


def add(
    desk: Desk,
    actor: Actor,
    register_id: str,
    name: str,
    *,
    kind: str = "text",
    personal: int = 1,
    choices: Sequence[str] = (),
) -> Field:
    """Add a field to a register; one that is there is changed. ``WrongUse`` for a name or kind that will not do.

    A field counts as personal unless it is said not to be: nobody knows better what is in it.
    """
    made = own_field(register_id, name.strip(), kind=kind, personal=personal, choices=tuple(choices))
    with desk.change(actor, "file.write", "field.add", register=register_id, field=made.name) as change:
        put(change, made)
    return made


def put(change: Change, made: Field) -> None:
    """Add a field within a change under way; ``WrongUse`` for a name or kind that will not do."""
    names = tuple(row.id for row in layers.all_(change.conn))
    if problem := own_problem(made, names):
        raise WrongUse(problem[0], **problem[1])
    store.put(change.conn, made, at=change.at, actor=change.actor.uid)
    change.registers.add(made.register)


def remove(desk: Desk, actor: Actor, register_id: str, name: str) -> None:
    """Take a field out of use; its values stay with the records and come back with it. ``WrongUse`` for none."""
    with desk.change(actor, "file.write", "field.remove", register=register_id, field=name) as change:
        if not store.end(change.conn, register_id, name, change.at):
            raise WrongUse("There is no field {name} of your own in {register}.", name=name, register=register_id)
        change.registers.add(register_id)


def keep_extra(change: Change, register_id: str, columns: Sequence[str]) -> list[str]:
    """Make what an import keeps as foreign columns fields of one's own, so that it is seen; the names that were new.

    A column whose heading cannot name a field stays with its records unseen, as before.
    """
    there = {one.name for one in store.all_(change.conn, register_id)}
    names = tuple(row.id for row in layers.all_(change.conn))
    new = []
    for column in columns:
        made = own_field(register_id, column)
        if column not in there and own_problem(made, names) is None:
            store.put(change.conn, made, at=change.at, actor=change.actor.uid)
            new.append(column)
    return new


def read(one: Field, text: str) -> str | int | float | None:
    """A value as its field keeps it; ``BadInput`` says what is wrong with it."""
    plain = text.strip()
    if value.is_empty(plain):
        return None
    if one.choices and plain not in one.choices:
        raise BadInput("'{value}' is none of {choices}.", value=plain, choices=", ".join(one.choices))
    parse = {"date": value.parse_dates, "int": value.parse_ints, "real": value.parse_reals}.get(one.kind)
    if parse is None:
        return plain
    parsed = parse([plain])
    if parsed.faults:
        fault = parsed.faults[0]
        raise BadInput(fault.sentence, **fault.params)
    found: str | int | float | None = parsed.values[0]
    return found


def merged(before: str | None, given: Mapping[str, Any]) -> str | None:
    """The JSON of foreign fields with other values in it; an empty one goes. None for nothing at all."""
    found = {**(orjson.loads(before) if before else {}), **given}
    kept = {name: one for name, one in found.items() if one is not None}
    return orjson.dumps(kept).decode() if kept else None


def values(text: str | None) -> dict[str, Any]:
    """The values of foreign fields by name."""
    return dict(orjson.loads(text)) if text else {}


def as_json(one: Field) -> dict[str, Any]:
    """A field as ``gridgov field list --json`` prints it."""
    return attrs.asdict(one, filter=lambda a, _: a.name in {"register", "name", "kind", "personal", "choices"})
