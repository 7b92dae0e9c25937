"""Lists of records: which columns there are, which rows match, a page of rows, one record whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor, may
from gridgov.domain.register import GEOMETRY_KINDS, Field, registers
from gridgov.errors import WrongUse
from gridgov.services import own_fields, shown
from gridgov.services.desk import Desk
from gridgov.services.links import Link, of_record
from gridgov.store import attachment, layers, records
from gridgov.store import lists as store
from gridgov.store import where as conditions
from gridgov.store.database import Connection

Value = str | int | float | None

Cells = tuple[str, str | Sequence[str]]
"""A layer, and the code of one of its cells or the codes of several."""

CELL = "cell"
"""The column with the code of the unit cell."""


@attrs.frozen
class Column:
    """A column that a list can show; `personal` is 0, 1 or 2 as in the dictionary."""

    name: str
    zh: str
    en: str
    kind: str
    personal: int


@attrs.frozen
class RecordView:
    """One record whole: shown values by column, personal ones masked, cells by layer, and what belongs to it."""

    register: str
    fid: int
    uid: str
    title: str
    fields: list[tuple[Column, Value]]
    cells: dict[str, str]
    links: list[Link]
    place: tuple[float, float] | None


_DEFAULTS = {
    "person": "name sex birth_date number phone household relation residence_kind cell",
    "household": "number head_name kind size dwelling since cell",
    "dwelling": "number address building unit floor room occupancy area_m2 cell",
    "building": "number name address estate floors units structure use cell",
    "place": "number name kind address keeper capacity cell",
    "component": "number name class state authority installed_on cell",
    "organization": "number name kind industry address staff_count cell",
    "opinion": "number topic kind source heard_at tone answered_at cell",
    "case": "number class state source reported_at due_at closed_at department cell",
}


def columns(register_id: str, desk: Desk | None = None) -> list[Column]:
    """Every column of a register: the dictionary's in order, those of one's own in `desk`, the unit cell at the end."""
    kept = registers()[register_id]
    fields = [f for f in kept.fields if f.kind not in GEOMETRY_KINDS]
    if register_id == "person":
        fields += [f for f in kept.parts if f.name in {"household", "relation", "member_since"}]
    fields += own_fields.of(desk, register_id) if desk is not None else ()
    found = [Column(f.name, f.zh, f.en, f.kind, f.personal) for f in fields]
    return [*found, Column(CELL, "单元网格", "Unit cell", "cell", 0)]


def default_columns(register_id: str) -> list[str]:
    """The columns that a list shows at first."""
    there = {column.name for column in columns(register_id)}
    return [name for name in _DEFAULTS[register_id].split() if name in there]


def ids(
    desk: Desk,
    actor: Actor,
    register_id: str,
    *,
    where: str | None = None,
    cell: Cells | None = None,
    among: Sequence[int] | None = None,
    unattached: bool = False,
    sort: str | None = None,
    descending: bool = False,
    text: str | None = None,
    as_of: str | None = None,
) -> NDArray[np.int64]:
    """The fids of the records that match, in order.

    Parameters
    ----------
    where
        ``field op value`` joined by and, or, not and brackets; also ``state_type``, ``overdue``, ``cell`` and the
        ids of layers. A personal field needs the right ``person.read``.
    cell
        Layer and code, or codes: what lies in one of these cells today (an unknown one holds nothing).
    among
        Only these records.
    unattached
        Only what lies in no cell, or in several, of the layer of `cell` (its code may be '') or of any layer.
    sort, descending
        A column; without it the order of entry. Empty values come last.
    text
        Only rows that hold this text in a number, name or address.
    as_of
        The moment that ``overdue`` is judged by (default: now).
    """
    desk.look(actor, right_to(register_id), "list.ids", register=register_id)
    with desk.reader() as conn:
        test = narrowed(desk, conn, actor, register_id, where, cell, unattached, text, as_of, among)
        if test is None:
            return np.empty(0, np.int64)
        by = None if sort is None else _sort_column(desk, actor, register_id, sort)
        return store.ids(conn, register_id, test, sort=by, descending=descending)


def narrowed(
    desk: Desk,
    conn: Connection,
    actor: Actor,
    register_id: str,
    where: str | None,
    cell: Cells | None,
    unattached: bool,
    text: str | None,
    as_of: str | None,
    among: Sequence[int] | None = None,
) -> store.Test | None:
    """What a list is narrowed by; None for cells that there are not."""
    tests = [] if among is None else [store.among(among)]
    if where and where.strip():
        moment, personal = desk.moment(as_of), may(actor, "person.read")
        tests.append(conditions.bind(conn, register_id, where, moment=moment, zone=desk.zone, personal=personal))
    if cell is not None and not unattached:
        layer, code = cell
        inside = store.in_cell(conn, layer, code) if isinstance(code, str) else store.in_cells(conn, layer, code)
        if inside is None:
            return None
        tests.append(inside)
    if unattached:
        tests.append(store.not_attached(conn, cell[0] if cell else None))
    if text and text.strip():
        tests.append(store.holding(register_id, _texts(register_id, actor), text.strip()))
    return store.both(tests)


def right_to(register_id: str) -> str:
    """The right that a look at a register needs: a list of people is a look at people, one of lamps is not."""
    return "person.read" if register_id in {"person", "household"} else "record.read"


def _texts(register_id: str, actor: Actor) -> list[str]:
    people = may(actor, "person.read")
    return [
        f.name
        for f in registers()[register_id].fields
        if f.kind == "text"
        and (not f.personal or people)
        and (f.name in {"number", "name", "address", "estate"} or f.name.endswith("_name"))
    ]


def _sort_column(desk: Desk, actor: Actor, register_id: str, sort: str) -> str | None:
    with desk.reader() as conn:
        known_layers = [row.id for row in layers.all_(conn)]
    name = "unit_cell" if sort == CELL else sort
    if name in known_layers:
        return name
    if sort == CELL:
        return None  # no layer of unit cells, so all are alike
    field = field_of(desk, register_id, sort)
    if field.personal and not may(actor, "person.read"):
        raise WrongUse("{field} is personal: this list cannot be sorted by it.", field=sort)
    return sort if field.own else store.storage_of(register_id, sort)


def field_of(desk: Desk, register_id: str, name: str) -> Field:
    """The field of a column, the dictionary's or one's own; ``WrongUse`` names the columns that there are."""
    field = own_fields.field(desk, register_id, name)
    if field is None or field.kind in GEOMETRY_KINDS:
        known = ", ".join(column.name for column in columns(register_id, desk))
        raise WrongUse("There is no column {column}. Columns: {columns}.", column=name, columns=known)
    return field


def rows(
    desk: Desk, actor: Actor, register_id: str, ids: Iterable[int] | NDArray[np.int64], columns: Sequence[str]
) -> list[tuple[Value, ...]]:
    """Some rows as they are shown, in the order of `ids`; a row that is gone is all None.

    Codes, states and classes by name in the language in use, references by what names them, times local, personal
    values masked. Columns may also be ``uid``, ``state_type`` and the ids of layers (the code of the cell).
    """
    desk.look(actor, "record.read", "list.rows")
    wanted = np.fromiter((int(one) for one in ids), dtype=np.int64)
    with desk.reader() as conn:
        known_layers = {row.id for row in layers.all_(conn)}
        places = {name: "unit_cell" if name == CELL else name for name in columns if name in {CELL, *known_layers}}
        found = _columns(desk, conn, register_id, wanted, [name for name in columns if name not in places])
        for name, layer in places.items():
            codes = store.cell_codes(conn, register_id, wanted, layer)
            found[name] = [codes.get(fid) for fid in wanted.tolist()]
    pieces = [found[name] for name in columns]
    return list(zip(*pieces, strict=True)) if pieces else [() for _ in wanted]


_AS_STORED = frozenset({"uid", "state_type", "fid"})


def _columns(
    desk: Desk, conn: Connection, register_id: str, wanted: NDArray[np.int64], names: Iterable[str]
) -> dict[str, list[Value]]:
    """Some columns as they are shown, by name; everything that they need is read at once."""
    fields = {name: field_of(desk, register_id, name) for name in names if name not in _AS_STORED}
    needed: dict[str, tuple[str, ...]] = {name: (name,) for name in names if name in _AS_STORED}
    for name, field in fields.items():
        needed[name] = ("extra",) if field.own else tuple(shown.stored(register_id, name))
    stored = list(dict.fromkeys(one for some in needed.values() for one in some))
    kept = records.read(conn, register_id, wanted, stored) if stored else {}
    fids = wanted.tolist()
    found: dict[str, list[Value]] = {}
    for name, of in needed.items():
        at = [stored.index(one) for one in of]
        values = {fid: [row[n] for n in at] for fid, row in kept.items()}
        shown_as = fields.get(name)
        if shown_as is None:
            found[name] = [values[fid][0] if fid in values else None for fid in fids]
            continue
        titles: dict[int, str] = {}
        if shown_as.own:
            values = {fid: [own_fields.values(row[0]).get(name)] for fid, row in values.items()}
        elif shown_as.kind == "ref":
            linked = {row[0] for row in values.values() if row[0] is not None}
            titles = shown.titles(conn, shown_as.ref, sorted(linked))
        found[name] = [shown.show(shown_as, values[fid], desk.zone, titles) if fid in values else None for fid in fids]
    return found


def record(desk: Desk, actor: Actor, register_id: str, key: str | int) -> RecordView:
    """One record, by uid or fid, with its cells and what belongs to it; ``WrongUse`` when it is not there."""
    with desk.reader() as conn:
        fid = key if isinstance(key, int) else records.find(conn, register_id, "uid", [key]).get(key)
        found = records.read(conn, register_id, [fid], ["uid", "location_id"]) if fid is not None else {}
    if fid is None or fid not in found:
        raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
    desk.look(actor, right_to(register_id), "record.open", register=register_id, uid=found[fid][0])
    with desk.reader() as conn:
        cells = _cells(conn, found[fid][1])
        place = store.position(conn, registers()[register_id].table, fid)
        title = shown.titles(conn, register_id, [fid]).get(fid, "")
        links = of_record(conn, register_id, fid)
        named = [column for column in columns(register_id, desk) if column.kind != "cell"]
        values = _columns(desk, conn, register_id, np.array([fid]), [column.name for column in named])
        fields = [(column, values[column.name][0]) for column in named]
    return RecordView(register_id, fid, found[fid][0], title, fields, cells, links, place[1:] if place else None)


def _cells(conn: Connection, location: int | None) -> dict[str, str]:
    if location is None:
        return {}
    numbers = {row.number: row.id for row in layers.all_(conn)}
    found = {}
    for number, cell in attachment.cells_of(conn, location).items():
        if cell is not None and number in numbers:
            found[numbers[number]] = layers.codes_of(conn, numbers[number], [cell]).get(cell, "")
    return {numbers[number]: found[numbers[number]] for number in numbers if numbers[number] in found}


def reveal(desk: Desk, actor: Actor, register_id: str, fid: int, field: str, reason: str) -> str:
    """A personal value unmasked; the look is on record with its reason, which must not be empty."""
    if not reason.strip():
        raise WrongUse("Say why you need to see this: the reason goes on record.")
    kept = field_of(desk, register_id, field)
    stored = ("extra",) if kept.own else shown.stored(register_id, field)
    with desk.reader() as conn:
        found = records.read(conn, register_id, [fid], ["uid", *stored])
    if fid not in found:
        raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
    uid, *values = found[fid]
    if kept.own:
        values = [own_fields.values(values[0]).get(field)]
    desk.look(
        actor, "person.reveal", "person.reveal", register=register_id, uid=uid, field=field, reason=reason.strip()
    )
    with desk.reader() as conn:
        names = (
            shown.titles(conn, kept.ref, [values[0]], reveal=True)
            if kept.kind == "ref" and values[0] is not None
            else {}
        )
    return str(shown.show(kept, values, desk.zone, names, reveal=True) or "")


def unattached(desk: Desk, actor: Actor) -> list[dict[str, object]]:
    """Records with a place that lie in no cell of a layer, or in several, layer by layer.

    Each is ``{register, fid, uid, number, layer, how: none|several, choices: [codes], x, y}``. People and homes lie
    where their building lies and are not listed one by one.
    """
    desk.look(actor, "record.read", "list.unattached")
    found: list[dict[str, object]] = []
    with desk.reader() as conn:
        for layer in layers.all_(conn):
            choices = attachment.choices_of(conn, layer.number)
            codes = layers.codes_of(conn, layer.id, {cell for cells in choices.values() for cell in cells})
            for key, kept in registers().items():
                if not kept.has_place:
                    continue
                lost = attachment.unattached(conn, layer.number, kept.table)
                located, x, y = attachment.locations(conn, [row[3] for row in lost])
                place = dict(zip(located.tolist(), zip(x.tolist(), y.tolist(), strict=True), strict=True))
                for fid, uid, number, location, how in lost:
                    found.append(
                        {
                            "register": key,
                            "fid": fid,
                            "uid": uid,
                            "number": number,
                            "layer": layer.id,
                            "how": "several" if how == attachment.SEVERAL else "none",
                            "choices": sorted(codes.get(cell, "") for cell in choices.get(location, [])),
                            "x": place[location][0],
                            "y": place[location][1],
                        }
                    )
    return found
