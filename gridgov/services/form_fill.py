"""Anybody's form (一张表): another department's sheet, mapped once, filled from the ledgers every month.

The mapping is kept in the file under the form's headings. What changed since a former filling is marked, what is
missing becomes a list of things to do; what leaves is on record like an export.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import orjson

from gridgov.domain.access import Actor, may
from gridgov.domain.mapping import match_columns
from gridgov.domain.register import GEOMETRY_KINDS, Field, alias_key, register
from gridgov.domain.visits import years_before
from gridgov.errors import Refused, WrongUse
from gridgov.exchange import form_doc, form_sheet
from gridgov.exchange.form_sheet import Form
from gridgov.services import lists, own_fields, shown
from gridgov.services.cells import find_layer
from gridgov.services.desk import Desk
from gridgov.store import lists as places
from gridgov.store import records as store
from gridgov.store import setting
from gridgov.store.database import Connection

KEPT = "forms"
SPECIAL = {
    "#": (("序号", "行号", "no.", "no", "number of row"), "序号", "Serial number"),
    "age": (("年龄", "周岁", "age"), "年龄", "Age"),
    "cell": (("网格", "网格编码", "所在网格", "单元网格", "所属网格", "cell", "grid"), "单元网格", "Unit cell"),
    "home": (("住址", "家庭住址", "居住地址", "现住址", "地址", "home address"), "住址", "Home address"),
}
"""Columns that no field holds: the words they go by, and their names."""


@attrs.frozen
class Look:
    """A form as it was found: the sheet, its headings, and which field each would be filled from ('' for none)."""

    form: Form
    register: str
    fields: dict[int, str]
    is_known: bool
    """Whether the mapping was kept when the form was filled before."""


@attrs.frozen
class Filled:
    """What a filling did: rows, cells that changed, records new and gone since the former filling, what is missing."""

    path: Path
    rows: int
    changed: int
    new: tuple[str, ...]
    gone: tuple[str, ...]
    missing: tuple[tuple[int, str, str], ...]
    """Record, its title (masked), and the name of the field that is empty."""
    personal: tuple[str, ...]


def fields(register_id: str, desk: Desk | None = None) -> dict[str, tuple[str, str]]:
    """What a column of a form can be filled from, one's own fields in `desk` too: name → Chinese and English."""
    kept = register(register_id)
    found = {name: (zh, en) for name, (_, zh, en) in SPECIAL.items() if name != "age" or register_id == "person"}
    for field in (*kept.fields, *kept.parts):
        if field.kind not in GEOMETRY_KINDS and field.name not in {"x", "y", "wkt", "class_scheme", "class_name"}:
            found[field.name] = (field.zh, field.en)
    owned = own_fields.of(desk, register_id) if desk is not None else ()
    return found | {field.name: (field.zh, field.en) for field in owned}


def look(desk: Desk, actor: Actor, path: Path, *, register_id: str = "person", sheet: str = "") -> Look:
    """Find the table of a form and match its headings; a mapping that was kept for these headings comes first."""
    desk.look(actor, "record.read", "form.look")
    form = _kind(path).look(path, sheet)
    with desk.reader() as conn:
        kept = _all(conn).get(_print(form))
    if kept is not None:
        return Look(form, kept["register"], {int(n): name for n, name in kept["fields"].items()}, is_known=True)
    matched = {column: name for name, column in match_columns(register_id, form.headings.values()).fields.items()}
    words = {alias_key(word): name for name, (known, _, _) in SPECIAL.items() for word in known}
    allowed = fields(register_id, desk)
    words |= {alias_key(field.name): field.name for field in own_fields.of(desk, register_id)}
    found = {}
    for number, heading in form.headings.items():
        name = matched.get(heading) or words.get(alias_key(heading), "")
        found[number] = name if name in allowed else ""
    return Look(form, register_id, found, is_known=False)


def _kind(path: Path) -> Any:
    """What reads and writes forms of this ending: spreadsheets or documents."""
    return form_doc if path.suffix.lower() == ".docx" else form_sheet


def _print(form: Form) -> str:
    text = "\n".join(f"{number} {heading}" for number, heading in sorted(form.headings.items()))
    return hashlib.sha256(f"{form.sheet}\n{text}".encode()).hexdigest()[:20]


def _all(conn: Connection) -> dict[str, Any]:
    text = setting.all_(conn).get(KEPT)
    return dict(orjson.loads(text)) if text else {}


def fill(
    desk: Desk,
    actor: Actor,
    path: Path,
    out: Path,
    mapping: Look,
    *,
    where: str | None = None,
    cell: str | None = None,
    since: Path | None = None,
) -> Filled:
    """Fill a form from the records that match, and keep the mapping for the next time.

    `since` is the same form as it was filled before: what differs is marked. Personal columns need the right to
    export them. ``Refused`` without it, ``WrongUse`` when no column is mapped; no half-written file stays.
    """
    kept = register(mapping.register)
    chosen = {number: name for number, name in mapping.fields.items() if name}
    if not chosen:
        raise WrongUse("No column of the form is matched to a field: choose at least one.")
    if unknown := sorted(set(chosen.values()) - set(fields(mapping.register, desk))):
        raise WrongUse("There is no field {field} to fill from.", field=unknown[0])
    personal = tuple(sorted({name for name in chosen.values() if _is_personal(desk, kept, name)}))
    if personal and not may(actor, "export.personal"):
        raise Refused(
            "{name} may not export personal columns ({columns}).", name=actor.name, columns=", ".join(personal)
        )
    place = (find_layer(desk, actor, cell), cell) if cell else None
    ids = np.sort(lists.ids(desk, actor, mapping.register, where=where, cell=place))
    with desk.reader() as conn:
        columns = {number: _column(desk, conn, mapping.register, ids, name) for number, name in chosen.items()}
        titles = shown.titles(conn, mapping.register, ids.tolist())
    rows = [{number: columns[number][row] for number in chosen} for row in range(len(ids))]
    marks, new, gone = _compared(mapping, chosen, rows, since)
    missing = [
        (int(fid), titles.get(int(fid), ""), name)
        for row, fid in zip(rows, ids.tolist(), strict=True)
        for number, name in chosen.items()
        if row[number] in (None, "") and name not in SPECIAL
    ]
    with desk.change(actor, "export", "form.fill", form=path.name, out=out.name, rows=len(rows)) as change:
        change.about |= {"personal": list(personal), "register": mapping.register, "where": where or ""}
        known = _all(change.conn)
        known[_print(mapping.form)] = {
            "register": mapping.register, "fields": {str(number): name for number, name in mapping.fields.items()},
        }  # fmt: skip
        setting.put(change.conn, {KEPT: orjson.dumps(known).decode()})
        _kind(path).fill(path, out, mapping.form, rows, marked=marks)
    changed = sum(map(len, marks.values()))
    return Filled(out, len(rows), changed, new, gone, tuple(missing), personal)


def _is_personal(desk: Desk, kept: Any, name: str) -> bool:
    field = own_fields.field(desk, kept.id, name)
    return (name in {"age", "home"} and kept.id == "person") or bool(field is not None and field.personal)


def _compared(
    mapping: Look, chosen: Mapping[int, str], rows: Sequence[Mapping[int, Any]], since: Path | None
) -> tuple[dict[int, list[int]], tuple[str, ...], tuple[str, ...]]:
    """The cells that differ from a former filling, by row; the keys that are new and those that are gone."""
    keys = [number for wanted in ("number", "name") for number, name in chosen.items() if name == wanted]
    if since is None or not keys:
        return {}, (), ()
    before = _kind(since).former(since, mapping.form, keys)
    marks: dict[int, list[int]] = {}
    new, seen = [], set()
    for at, row in enumerate(rows):
        name = next((str(row[key]) for key in keys if row[key] not in (None, "")), "")
        seen.add(name)
        old = before.get(name)
        if old is None:
            new.append(name)
        differing = [
            number
            for number, value in row.items()
            if chosen[number] != "#" and (old is None or old.get(number, "") != ("" if value is None else str(value)))
        ]
        if differing:
            marks[at] = differing
    gone = tuple(name for name in before if name not in seen and not form_sheet.FOOT.match(name))
    return marks, tuple(new), gone


def _column(desk: Desk, conn: Connection, register_id: str, ids: Any, name: str) -> list[str | int | float | None]:
    """A column of values as they are written, unmasked: the right to it was asked before."""
    fids = ids.tolist()
    if name == "#":
        return list(range(1, len(fids) + 1))
    if name == "cell":
        codes = places.cell_codes(conn, register_id, ids, "unit_cell")
        return [codes.get(fid) for fid in fids]
    if name == "age":
        return _ages(conn, fids, date.fromisoformat(desk.today()))
    if name == "home":
        return _homes(conn, register_id, fids)
    field = own_fields.field(desk, register_id, name)
    assert isinstance(field, Field)
    if field.own:
        owned = store.read(conn, register_id, fids, ["extra"])
        return [own_fields.values(owned[fid][0]).get(name) if fid in owned else None for fid in fids]
    values = store.read(conn, register_id, fids, shown.stored(register_id, name))
    titles: dict[int, str] = {}
    if field.kind == "ref":
        linked = sorted({row[0] for row in values.values() if row[0] is not None})
        titles = shown.titles(conn, field.ref, linked, reveal=True)
    return [shown.show(field, values[fid], desk.zone, titles, reveal=True) if fid in values else None for fid in fids]


def _ages(conn: Connection, fids: list[int], day: date) -> list[str | int | float | None]:
    born = store.read(conn, "person", fids, ["birth_date"])
    found: list[str | int | float | None] = []
    for fid in fids:
        text = born.get(fid, (None,))[0]
        if not text:
            found.append(None)
            continue
        birth = date.fromisoformat(text)
        years = day.year - birth.year
        found.append(years if years_before(day, years) >= birth else years - 1)
    return found


def _homes(conn: Connection, register_id: str, fids: list[int]) -> list[str | int | float | None]:
    if register_id != "person":
        kept = register(register_id)
        name = next((f.name for f in kept.fields if f.name in {"address", "present_address"}), None)
        rows = store.read(conn, register_id, fids, [name]) if name else {}
        return [rows.get(fid, (None,))[0] for fid in fids]
    return list(places.home_addresses(conn, fids))
