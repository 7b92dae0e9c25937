"""Entering and changing one record by hand: what is typed is read as a row of a file is, checked, kept, and undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from gridgov.domain import ids
from gridgov.domain.access import Actor
from gridgov.domain.mapping import Source
from gridgov.domain.register import GEOMETRY_KINDS, Field, field_columns, register
from gridgov.errors import BadInput, GridgovError, WrongUse
from gridgov.exchange.record_source import Chunk
from gridgov.messages import pick
from gridgov.progress import Progress, silent
from gridgov.services import addressing, households, own_fields, records, shown
from gridgov.services.desk import Change, Desk
from gridgov.services.import_keep import LETTERS
from gridgov.services.import_rows import Converted, Plan, Reason, convert
from gridgov.spatial import crs as reference
from gridgov.store import addresses, history, record_change, search
from gridgov.store import records as store
from gridgov.store.attachment import locations
from gridgov.store.statements import reserve

__all__ = [
    "HOME",
    "REGISTERS",
    "Entered",
    "change",
    "change_many",
    "enter",
    "fields",
    "judge",
    "key_of",
    "register",
    "undo",
    "undo_many",
]

REGISTERS = ("person", "household", "dwelling", "building", "place", "component", "organization", "opinion")
"""Registers that records are entered into by hand; cases have their own form and their steps."""

HOME = frozenset({"household", "relation", "member_since"})
"""What makes a person's membership: a change of these is a move, which is dated."""


@attrs.frozen
class Entered:
    """What was kept: the record, and what was noticed about it (a wrong number that was kept, and the like)."""

    fid: int
    notes: tuple[GridgovError, ...] = ()


def fields(register_id: str, desk: Desk | None = None) -> tuple[Field, ...]:
    """The fields that a form of the register shows, one's own in `desk` last; a place is x and y in degrees."""
    kept = register(register_id)
    found = [field for field in kept.fields if field.kind not in GEOMETRY_KINDS]
    if register_id == "person":
        found += [field for field in kept.parts if field.name in HOME]
    return (*found, *(own_fields.of(desk, register_id) if desk is not None else ()))


def key_of(desk: Desk, register_id: str, fid: int) -> str:
    """How a record is written where another one points at it: its number, else its name; '' for neither."""
    names = [field.name for field in register(register_id).fields if field.name in {"number", "name"}]
    with desk.reader() as conn:
        found = store.read(conn, register_id, [fid], names).get(fid, ())
    return next((str(value) for value in found if value), "")


def judge(desk: Desk, register_id: str, name: str, text: str) -> str:
    """What is wrong with, or worth knowing of, one value while it is typed; '' when it is fine or empty."""
    from gridgov.messages import say

    field = own_fields.field(desk, register_id, name)
    if field is None or not text.strip():
        return ""
    if field.own:
        try:
            own_fields.read(field, text)
        except GridgovError as error:
            return say(error)
        return ""
    if field.kind == "ref":
        with desk.reader() as conn:
            found = _find(conn, field.ref, text.strip())
        sentence = "'{value}' is not in the ledger yet; it is kept as written and linked when it is."
        return "" if found else say(BadInput(sentence, value=text.strip()))
    made = _read(desk, register_id, {name: text})
    mine = [one for one in (made.rejected.get(0), made.marks.get(0)) if one is not None and one.column == name]
    if mine:
        return say(_said(mine[0]))
    if register_id == "person" and name == "number":
        found_ids = ids.citizen_ids([text])
        if found_ids.faults[0] == ids.FIFTEEN:
            return say(BadInput("This is a number of the first generation, with 15 digits; it is kept."))
    return ""


def _read(desk: Desk, register_id: str, given: Mapping[str, str | None]) -> Converted:
    """The values as a row of a file would give them."""
    kept = register(register_id)
    plan = Plan(
        register=kept,
        fields={name: Source(name) for name in given},
        values={},
        zone=desk.zone,
        ignore_offset=False,
        states={},
        workflow="",
        crs=reference.WGS84 if kept.has_place else None,
        extra=(),
    )
    return convert(Chunk([1], {name: [text or ""] for name, text in given.items()}), plan)


def _said(reason: Reason) -> GridgovError:
    return BadInput(reason.sentence, **reason.params)


def _find(conn: Any, register_id: str, text: str) -> int | None:
    for column in ("number", "name"):
        if column in {one for field in register(register_id).fields for one in (field.name,)}:
            found = store.find(conn, register_id, column, [text])
            if found:
                return next(iter(found.values()))
    return None


def _columns(conn: Any, register_id: str, made: Converted, given: Mapping[str, str | None]) -> dict[str, list[Any]]:
    """Storage columns of what was given; references are looked up, and kept as written when nothing fits."""
    found: dict[str, list[Any]] = {}
    told = {"person": {"birth_date", "sex"}, "organization": {"kind"}}.get(register_id, set())
    derived = told if "number" in given else set()
    for name in (*given, *derived):
        field = register(register_id).field(name)
        if field is None or name in HOME:
            continue
        for column in field_columns(field):
            if column.name in made.columns and (name in given or made.columns[column.name][0] is not None):
                found[column.name] = [_plain(made.columns[column.name][0])]
        if field.kind == "ref":
            text = made.refs[name][0]
            found[f"{name}_text"] = [text]
            found[f"{name}_id"] = [_find(conn, field.ref, text) if text else None]
    if made.blobs is not None:
        found["geom"] = [made.blobs[0]]
    elif made.x is not None and made.y is not None and ("x" in given or "y" in given):
        found["x"], found["y"] = made.x.tolist(), made.y.tolist()
    return found


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def enter(desk: Desk, actor: Actor, register_id: str, given: Mapping[str, str | None]) -> Entered:
    """Enter a record from what was typed, field by field; ``x`` and ``y`` (degrees) place it.

    Raises ``BadInput`` with the first field that is wrong or missing, or a number that another record has. A wrong
    citizen number or credit code is kept, and said in the answer's notes.
    """
    owned = _known(desk, register_id, given)
    made = _read(desk, register_id, given)
    if made.rejected:
        raise _said(made.rejected[0])
    with desk.change(actor, "record.write", "record.enter", register=register_id) as change:
        columns = _columns(change.conn, register_id, made, given)
        if (extra := own_fields.merged(None, owned)) is not None:
            columns["extra"] = [extra]
        _number(desk, change, register_id, columns)
        home = (given.get("household") or "").strip() if register_id == "person" else ""
        if home:
            columns |= households.columns(
                desk, change, home, relation=_code(made, "relation"), on=_code(made, "member_since")
            )
        fids, _ = records.add_in(desk, change, register_id, columns)
        fid = int(fids[0])
        if home:
            households.begin(desk, change, fid, columns)
        change.about["fid"] = fid
        by_address = addresses.placed(change.conn, register_id, fid)
    notes = [_said(mark) for mark in made.marks.values()]
    if by_address is not None:
        sure = pick(*addressing.SURE[by_address.sure])
        notes.append(BadInput("It was placed by its address; how sure: {sure}.", sure=sure))
    return Entered(fid, tuple(notes))


def change(desk: Desk, actor: Actor, register_id: str, fid: int, given: Mapping[str, str | None]) -> Entered:
    """Give a record what was typed; what is not in `given` stays, an empty text takes a value away.

    A person's other household is a move: the former membership ends with the day given (or today).
    """
    return change_many(desk, actor, register_id, [fid], given)[0]


def change_many(
    desk: Desk,
    actor: Actor,
    register_id: str,
    fids: Sequence[int],
    given: Mapping[str, str | None],
    *,
    progress: Progress | None = None,
) -> list[Entered]:
    """Give many records the same, all of them or none; :func:`undo_many` takes it back."""
    owned = _known(desk, register_id, given)
    progress = progress or silent()
    progress.begin("Changing records", len(fids))
    with desk.change(actor, "record.write", "record.edit", register=register_id) as edit:
        edit.about |= _whom(fids)
        done = []
        for fid in fids:
            done.append(_change_in(desk, edit, register_id, fid, given, owned))
            progress.step(1)
    return done


def _whom(fids: Sequence[int]) -> dict[str, int]:
    return {"fid": fids[0]} if len(fids) == 1 else {"rows": len(fids)}


def _change_in(
    desk: Desk, edit: Change, register_id: str, fid: int, given: Mapping[str, str | None], owned: Mapping[str, Any]
) -> Entered:
    if not store.read(edit.conn, register_id, [fid], ["uid"]):
        raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
    made = _read(desk, register_id, {**_required(edit.conn, register_id, fid), **given})
    if made.rejected:
        raise _said(made.rejected[0])
    columns = _columns(edit.conn, register_id, made, given)
    if owned:
        columns["extra"] = [own_fields.merged(store.read(edit.conn, register_id, [fid], ["extra"])[fid][0], owned)]
    if "number" in columns:
        _number(desk, edit, register_id, columns, but=fid)
    plain = {n: store.plain(values)[0] for n, values in columns.items() if n not in {"x", "y", "geom"}}
    now = store.read(edit.conn, register_id, [fid], list(plain))[fid] if plain else ()
    same = {name for (name, value), old in zip(plain.items(), now, strict=True) if value == old}
    differing = {name: values for name, values in columns.items() if name not in same}
    edit.about["columns"] = sorted({*edit.about.get("columns", ()), *differing})
    if differing:
        records.edit_in(desk, edit, register_id, [fid], differing)
    if register_id == "person" and "household" in given:
        home = (given["household"] or "").strip()
        on = _code(made, "member_since")
        if home:
            households.move_in(desk, edit, fid, home, relation=_code(made, "relation"), on=on)
        else:
            households.move_out(desk, edit, fid, on=on)
    return Entered(fid, tuple(_said(mark) for mark in made.marks.values() if mark.column in given))


def _code(made: Converted, name: str) -> str | None:
    values = made.columns.get(name)
    return values[0] if values else None


def _known(desk: Desk, register_id: str, given: Mapping[str, str | None]) -> dict[str, Any]:
    """The values of one's own fields among what is given, read; ``WrongUse`` for a field that there is not."""
    if register_id not in REGISTERS:
        raise WrongUse("Records of {register} are not entered by hand.", register=register_id)
    own = {field.name: field for field in own_fields.of(desk, register_id)}
    known = {field.name for field in fields(register_id)} | {"x", "y", "wkt"} | set(own)
    if unknown := [name for name in given if name not in known]:
        raise WrongUse(
            "{register} has no field {names}: it has {fields}.",
            register=register_id,
            names=", ".join(unknown),
            fields=", ".join(sorted(known)),
        )
    return {name: own_fields.read(own[name], text or "") for name, text in given.items() if name in own}


def _required(conn: Any, register_id: str, fid: int) -> dict[str, str]:
    """What the record has already where something is required, as text, so that it need not be typed again."""
    found: dict[str, str] = {}
    for field in register(register_id).fields:
        if not field.required:
            continue
        if field.kind in GEOMETRY_KINDS:
            location = store.read(conn, register_id, [fid], ["location_id"])[fid][0]
            if location is not None:
                _, x, y = locations(conn, [location])
                found |= {"x": repr(float(x[0])), "y": repr(float(y[0]))}
            continue
        values = store.read(conn, register_id, [fid], shown.stored(register_id, field.name))[fid]
        text = values[1] if field.kind in {"ref", "class"} else values[0]
        if text is not None:
            found[field.name] = str(text)
    return found


def _number(
    desk: Desk, change: Change, register_id: str, columns: dict[str, list[Any]], *, but: int | None = None
) -> None:
    """A number of ours where none was given; ``BadInput`` for one that another record has."""
    given = columns.get("number", [None])[0]
    if given:
        other = store.find(change.conn, register_id, "number", [given]).get(given)
        if other is not None and other != but:
            title = shown.titles(change.conn, register_id, [other]).get(other, "")
            raise BadInput(
                "This number is in the ledger already ({title}): open that record, or mend the number.", title=title
            )
    elif but is None and LETTERS.get(register_id):
        first = reserve(change.conn, f"number of {register_id}", 1)
        day = desk.today().replace("-", "")[2:]
        columns["number"] = [f"{LETTERS[register_id]}{day}{first:06d}"]


def undo(desk: Desk, actor: Actor, register_id: str, fid: int) -> str:
    """Take the last change of a record back, while it is the actor's own; the act that was undone.

    Undoing an undoing brings the change back. What was entered is withdrawn. ``WrongUse`` when somebody else changed
    the record last, or there is nothing to take back.
    """
    return undo_many(desk, actor, register_id, [fid])[0]


def undo_many(desk: Desk, actor: Actor, register_id: str, fids: Sequence[int]) -> list[str]:
    """Take the last change of several records back, of all or of none."""
    with desk.change(actor, "record.write", "record.undo", register=register_id) as change:
        change.about |= _whom(fids)
        done = [_undo_in(desk, change, register_id, fid) for fid in fids]
        records.touch(change, register_id)
    return done


def _undo_in(desk: Desk, change: Change, register_id: str, fid: int) -> str:
    lines = history.of_record(change.conn, register_id, fid)
    if not lines or lines[-1].act in {"withdraw", "erase"}:
        raise WrongUse("There is nothing to take back here.")
    last = lines[-1]
    if last.actor != change.actor.uid:
        raise WrongUse("Somebody else changed this record last: only they can take that back.")
    change.about["undone"] = last.id
    search.forget(change.conn, register_id, [fid])
    if last.act == "add":
        record_change.withdraw(change.conn, register_id, [fid], at=change.at, actor=change.actor.uid)
        if register_id == "person":
            households.forget(change, fid)
    else:
        _restore(desk, change, register_id, fid, lines)
        search.enter(change.conn, register_id, [fid])
    return last.act


def _restore(desk: Desk, change: Change, register_id: str, fid: int, lines: list[history.Line]) -> None:
    before: dict[str, Any] = {}
    for line in lines[:-1]:
        before |= _values(line)
    last = _values(lines[-1])
    names = [name for name in last if name != "location_id"]
    values = {name: [before.get(name)] for name in names}
    if {"x", "y"} & set(values):
        shape = before.get("geom")
        values["geom"] = [bytes.fromhex(shape) if shape else None]
    elif "geom" in values:
        values.pop("geom")
    moved = record_change.update(
        change.conn, register_id, [fid], values, at=change.at, actor=change.actor.uid, act="undo"
    )
    if moved.locations:
        records.attach_again(desk, change, moved.locations)
    if register_id == "person" and {"household_id", "member_since"} & set(last):
        # Undoing goes back and forth: an odd number of undoings in a row leaves the change undone.
        undoings = next((n for n, line in enumerate(reversed(lines)) if line.act != "undo"), len(lines))
        if undoings % 2:
            households.move_again(desk, change, fid, {**before, **last}, before)
        else:
            households.take_back(change, fid, {**before, **last}, before)


def _values(line: history.Line) -> dict[str, Any]:
    columns = {**line.body["columns"], **(line.personal["columns"] if line.personal else {})}
    return {name: values[0] for name, values in columns.items()}
