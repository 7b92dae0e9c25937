"""Values as a person reads them: names for codes in the language in use, local times, personal values masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from gridgov.domain import classes, codes, workflow
from gridgov.domain.access import mask
from gridgov.domain.register import Field, field_columns, register
from gridgov.messages import language, pick
from gridgov.store import records
from gridgov.store.clock import local
from gridgov.store.database import Connection

TITLES = {
    "person": ("name", "number"),
    "household": ("number", "head_name"),
    "dwelling": ("address", "number"),
    "building": ("name", "address", "number"),
    "place": ("name", "number"),
    "component": ("name", "number"),
    "organization": ("name", "number"),
    "opinion": ("number",),
    "case": ("number",),
}
"""The columns that name a record, the better first; the last one also tells two of the same name apart."""


def stored(register_id: str, name: str) -> tuple[str, ...]:
    """The columns that are needed to show a field: those that hold it and, for a state, the workflow."""
    field = register(register_id).field(name)
    if field is None:
        return (name,)
    columns = tuple(column.name for column in field_columns(field))
    return (*columns, "workflow") if (register_id, name) == ("case", "state") else columns


def show(
    field: Field, values: Sequence[Any], zone: str, titles: dict[int, str], *, reveal: bool = False
) -> str | int | float | None:
    """One value, given what :func:`stored` names; `titles` names what references point at, by fid."""
    value = values[0] if values else None
    if field.kind in {"int", "real"} and field.personal == 0:
        return None if value is None else value
    if field.kind == "ref":
        value = titles.get(value) or values[1] if value is not None else values[1]
    elif field.kind == "class":
        return class_name(field, *values)
    if value is None or value == "":
        return None
    if field.personal and not reveal:
        masked = mask(field, value, reveal=False)
        # What passes unmasked is a code that tells nobody: it is shown by its name.
        return masked if masked != str(value) or field.kind != "code" else named(field, value, None, zone)
    return named(field, value, values[1] if len(values) > 1 else None, zone)


def named(field: Field, value: Any, beside: Any, zone: str) -> str:
    """A value with the name of its code, or as a local time; anything else as text."""
    if field.name == "state" and field.register == "case":
        return state_name(beside, str(value))
    if field.name == "workflow" and field.register == "case":
        flow = workflow.workflows().get(str(value))
        return pick(flow.zh, flow.en) if flow else str(value)
    if field.kind == "code":
        return code_name(field.codes, str(value))
    if field.kind == "list":
        parts = _list(value)
        names = [code_name(field.codes, part) for part in parts]
        return ("、" if language().startswith("zh") else ", ").join(names)
    if field.kind == "time":
        return local(str(value), zone)
    return str(value)


def _list(value: Any) -> list[str]:
    try:
        found = orjson.loads(value) if isinstance(value, str | bytes) else value
    except orjson.JSONDecodeError:
        return [str(value)]
    return [str(part) for part in found] if isinstance(found, list) else [str(found)]


def code_name(list_id: str, code: str) -> str:
    """The name of a code in the language in use; the code itself when its list does not have it."""
    if list_id not in codes.lists():
        return code
    zh, en = codes.codes(list_id).get(code, ("", ""))
    return pick(zh, en) or code


def state_name(flow: str | None, state: str) -> str:
    """The name of a state in its workflow, or in any; the state itself when nobody knows it."""
    if flow and flow in workflow.workflows():
        found = workflow.load(flow).states.get(state)
    else:
        found = workflow.all_states().get(state)
    return pick(found.zh, found.en) if found else state


def class_name(field: Field, scheme: str | None, code: str | None, name: str | None) -> str | None:
    """The name of a class: as our tables have it, else as the source wrote it, else its code."""
    if code is None and name is None:
        return None
    found = classes.find(field.codes, scheme or "", code or "") if code else None
    if found is not None:
        return pick(found.zh, found.en) or name or code
    return name or code


def titles(conn: Connection, register_id: str, fids: Sequence[int], *, reveal: bool = False) -> dict[int, str]:
    """What names some records, by fid, masked where it is personal."""
    names = TITLES[register_id]
    kept = register(register_id)
    found = {}
    for fid, values in records.read(conn, register_id, fids, names).items():
        for name, value in zip(names, values, strict=True):
            field = kept.field(name)
            if value and field is not None:
                found[fid] = mask(field, value, reveal=reveal) or ""
                break
    return found
