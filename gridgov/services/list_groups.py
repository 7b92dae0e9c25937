"""A list in groups: how many rows have each value of a column, or lie in each cell; the parts add up to the list."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gridgov.domain.access import Actor, may
from gridgov.domain.register import Field
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import lists, own_fields, shown
from gridgov.services.desk import Desk
from gridgov.store import layers
from gridgov.store import lists as store


@attrs.frozen
class Group:
    """Rows that have a value alike: what is shown, how many, and the condition that lists them."""

    label: str
    count: int
    where: str


def group_columns(desk: Desk, actor: Actor, register_id: str) -> list[lists.Column]:
    """What a list can be grouped by: the layers, and columns of codes, classes, references, choices and short texts."""
    kinds = {"code", "class", "ref", "date"}
    own = {field.name for field in own_fields.of(desk, register_id)}
    people = may(actor, "person.read")
    found = [
        one
        for one in lists.columns(register_id, desk)
        if (one.kind in kinds or one.name in own or one.name == "estate") and (people or not one.personal)
    ]
    with desk.reader() as conn:
        return [*(lists.Column(row.id, row.zh, row.en, "cell", 0) for row in layers.all_(conn)), *found]


def groups(
    desk: Desk,
    actor: Actor,
    register_id: str,
    by: str,
    *,
    where: str | None = None,
    cell: lists.Cells | None = None,
    among: Sequence[int] | None = None,
    unattached: bool = False,
    text: str | None = None,
) -> list[Group]:
    """The rows that match, counted by the values of a column or the cells of a layer; the counts add up to the list.

    The largest group comes first; rows without a value, or in no cell or several, are a group of their own at the end.
    """
    desk.look(actor, lists.right_to(register_id), "list.groups", register=register_id, by=by)
    with desk.reader() as conn:
        test = lists.narrowed(desk, conn, actor, register_id, where, cell, unattached, text, None, among)
        if test is None:
            return []
        known = {row.id for row in layers.all_(conn)}
        layer = "unit_cell" if by == lists.CELL else by
        field = None if by == lists.CELL or layer in known else lists.field_of(desk, register_id, by)
        if field is not None and field.personal and not may(actor, "person.read"):
            raise WrongUse("{field} is personal: this list cannot be grouped by it.", field=by)
        rows = store.groups(conn, register_id, test, layer if field is None else _stored(field))
    found = []
    for key, count in rows:
        if key is None:
            label = tr("In no cell or in several") if field is None else tr("(empty)")
            found.append(Group(label, count, f"{by} is null"))
            continue
        quoted_key = str(key).replace("'", "''")
        found.append(Group(_group_label(field, key, desk.zone), count, f"{by} = '{quoted_key}'"))
    return found


def _stored(field: Field) -> str:
    return field.name if field.own else store.storage_of(field.register, field.name)


def _group_label(field: Field | None, key: object, zone: str) -> str:
    if field is None or field.kind == "ref" or field.own:
        return str(key)
    if field.kind == "class":
        return shown.class_name(field, None, str(key), None) or str(key)
    return shown.named(field, key, None, zone)
