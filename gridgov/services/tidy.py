"""Tidying: checks that name what looks wrong, likely doubles side by side, merging that can be taken back.

What somebody says is right is remembered and not asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from gridgov.domain import ids as numbers
from gridgov.domain.access import Actor, may
from gridgov.domain.register import register
from gridgov.domain.visits import years_before
from gridgov.errors import Refused, WrongUse
from gridgov.messages import pick
from gridgov.services import own_fields, records, shown
from gridgov.services.desk import Change, Desk
from gridgov.services.record_entry import fields
from gridgov.store import history, record_change, search
from gridgov.store import records as store
from gridgov.store import tidy as kept
from gridgov.store.tables import shape

REGISTERS = tuple(kept.DOUBLES)
"""The registers in which doubles are looked for."""

OLDEST = 120
"""Years after which somebody is more likely a typing error."""

NAMES = {
    "person_number": ("公民身份号码有误", "Citizen number is wrong"),
    "person_birth": ("出生日期与身份号码不符", "Birth date differs from the citizen number"),
    "person_sex": ("性别与身份号码不符", "Sex differs from the citizen number"),
    "person_unconfirmed": ("人员一年未核实", "People not confirmed for a year"),
    "person_too_old": ("年龄超过 120 岁", "Older than 120"),
    "person_no_home": ("未登记住处的人员", "People without a home"),
    "household_empty": ("没有成员的户", "Households with nobody in them"),
    "dwelling_nobody": ("登记有人住但没有住户", "Lived in, but nobody is entered"),
    "dwelling_not_empty": ("登记空置但有人住", "Empty, but somebody is entered"),
    "organization_number": ("统一社会信用代码有误", "Credit code is wrong"),
    "organization_unconfirmed": ("组织一年未核实", "Organizations not confirmed for a year"),
    "component_outside": ("部件位置不在所填网格内", "Components outside the cell that was stated"),
    "case_outside": ("案件位置不在所填网格内", "Cases outside the cell that was stated"),
    "licence_out": ("证照已过期", "Licence has run out"),
}
"""The checks, in the order in which they are shown."""

WHY = {
    "number": ("号码相同", "same number"),
    "name, birth_date": ("姓名和出生日期相同", "same name and birth date"),
    "name, phone": ("姓名和电话相同", "same name and phone"),
    "building_id, unit, room": ("同楼同单元同室", "same building, unit and room"),
    "address": ("地址相同", "same address"),
    "name": ("名称相同", "same name"),
    "name, number nearly": ("姓名相同、号码差一位", "same name, one slip in the number"),
    "birth_date, phone, sound": ("出生日期和电话相同、姓名同音", "same birth date and phone, names sound alike"),
    "address in other words": ("地址写法不同、意思相同", "the same address in other words"),
    "name in other words": ("名称写法不同、意思相同", "the same name written otherwise"),
}


@attrs.frozen
class Check:
    """A check: its id, its names, its register, how many records it finds."""

    id: str
    zh: str
    en: str
    register: str
    count: int


@attrs.frozen
class Finding:
    """A record that a check found: title (masked), and the value that made it stand out (masked where personal)."""

    fid: int
    title: str
    value: str


@attrs.frozen
class Double:
    """Two records that may be one: their fids and titles, and why."""

    one: int
    other: int
    titles: tuple[str, str]
    why: str


def _register_of(check: str) -> str:
    return check.partition("_")[0] if check not in kept.CHECKS else kept.CHECKS[check][0]


def _found(
    desk: Desk, conn: Any, check: str, read_once: dict[str, numbers.CitizenIds] | None = None
) -> list[tuple[int, str | None]]:
    today = date.fromisoformat(desk.today())
    if check in kept.CHECKS:
        return kept.found(
            conn,
            check,
            today=today.isoformat(),
            year=(today - timedelta(days=365)).isoformat(),
            oldest=years_before(today, OLDEST).isoformat(),
        )
    if check in kept.OUTSIDE:
        return kept.outside(conn, check)
    right = {int(key) for key in kept.said_right(conn, check)}
    register_id = _register_of(check)
    rows = kept.numbers(conn, register_id)
    texts = [row[1] for row in rows]
    if check == "organization_number":
        faults = numbers.credit_code_faults(texts)
        found = [(row[0], row[1]) for row, fault in zip(rows, faults, strict=True) if fault != numbers.GOOD]
        return [one for one in found if one[0] not in right]
    once = {} if read_once is None else read_once
    if register_id not in once:
        once[register_id] = numbers.citizen_ids(texts)
    read = once[register_id]
    if check == "person_number":
        passing = {numbers.GOOD, numbers.EMPTY, numbers.FIFTEEN}
        faulty = zip(rows, read.faults.tolist(), strict=True)
        return [(row[0], row[1]) for row, fault in faulty if fault not in passing and row[0] not in right]
    if check == "person_sex":
        return [
            (row[0], row[3])
            for row, sex in zip(rows, read.sexes, strict=True)
            if sex is not None and row[3] in {"1", "2"} and sex != row[3] and row[0] not in right
        ]
    return [
        (row[0], row[2])
        for row, born in zip(rows, read.births, strict=True)
        if born is not None and row[2] is not None and born != row[2] and row[0] not in right
    ]


def checks(desk: Desk, actor: Actor) -> list[Check]:
    """Every check with how many records it finds now; those on people only for who may see people."""
    desk.look(actor, "record.read", "tidy.checks")
    found = []
    once: dict[str, numbers.CitizenIds] = {}
    with desk.reader() as conn:
        for name, (zh, en) in NAMES.items():
            of = _register_of(name)
            if of in {"person", "household"} and not may(actor, "person.read"):
                continue
            found.append(Check(name, zh, en, of, len(_found(desk, conn, name, once))))
    return found


def findings(desk: Desk, actor: Actor, check: str, *, limit: int = 1000) -> list[Finding]:
    """The records that a check finds, the first `limit`; ``WrongUse`` for a check that there is not."""
    if check not in NAMES:
        raise WrongUse("There is no check {name}. There are: {known}.", name=check, known=", ".join(NAMES))
    of = _register_of(check)
    desk.look(actor, "person.read" if of in {"person", "household"} else "record.read", "tidy.findings", check=check)
    with desk.reader() as conn:
        rows = _found(desk, conn, check)[:limit]
        titles = shown.titles(conn, of, [fid for fid, _ in rows])
    made = []
    for fid, value in rows:
        text = value or ""
        field = register(of).field(_column(check))
        if field is not None and text:
            text = str(shown.show(field, [value], desk.zone, {}) or "")
        made.append(Finding(fid, titles.get(fid, ""), text))
    return made


COLUMNS = {
    "person_number": "number", "organization_number": "number", "person_birth": "birth_date", "person_sex": "sex",
    "person_too_old": "birth_date", "person_no_home": "present_address", "licence_out": "licence_valid_to",
    "dwelling_nobody": "occupancy", "dwelling_not_empty": "occupancy", "household_empty": "number",
    "component_outside": "stated_cell", "case_outside": "stated_cell",
}  # fmt: skip
"""The field that makes a record stand out in a check; elsewhere when it was last confirmed."""


def _column(check: str) -> str:
    return COLUMNS.get(check, "confirmed_on")


def say_right(desk: Desk, actor: Actor, check: str, key: int | str, *, right: bool = True) -> None:
    """Say that what a check found is right as it is: it is not asked again, until that is taken back."""
    with desk.change(actor, "record.write", "tidy.right", check=check, key=str(key), holds=right) as change:
        kept.say_right(change.conn, check, str(key), at=change.at, actor=actor.uid, right=right)


def confirm(desk: Desk, actor: Actor, register_id: str, fid: int) -> None:
    """Say that a record was looked at today and holds."""
    with desk.change(actor, "record.write", "record.confirm", register=register_id, fid=fid) as change:
        records.edit_in(desk, change, register_id, [fid], {"confirmed_on": [desk.today()]})


def doubles(desk: Desk, actor: Actor, register_id: str = "person", *, limit: int = 500) -> list[Double]:
    """Pairs of records that may be one and the same; those that were said to be two are left out."""
    if register_id not in kept.DOUBLES:
        raise WrongUse("There are no doubles to look for in {register}.", register=register_id)
    desk.look(actor, "person.read" if register_id == "person" else "record.read", "tidy.doubles", register=register_id)
    with desk.reader() as conn:
        two = kept.said_right(conn, f"double_{register_id}")
        pairs = [one for one in kept.doubles(conn, register_id) if f"{one[0]}-{one[1]}" not in two][:limit]
        titles = shown.titles(conn, register_id, sorted({fid for one in pairs for fid in one[:2]}))
    return [
        Double(one, other, (titles.get(one, ""), titles.get(other, "")), pick(*WHY[alike]))
        for one, other, alike in pairs
    ]


def two(desk: Desk, actor: Actor, register_id: str, one: int, other: int) -> None:
    """Say that two records are not the same, once and for all."""
    first, second = sorted((one, other))
    say_right(desk, actor, f"double_{register_id}", f"{first}-{second}")


def side_by_side(
    desk: Desk, actor: Actor, register_id: str, one: int, other: int
) -> list[tuple[str, str, str | None, str | None]]:
    """Both records field by field: name in both languages, and the values (masked); empty fields are left out."""
    from gridgov.services import lists

    names = list(fields(register_id))
    left, right = lists.rows(desk, actor, register_id, [one, other], [field.name for field in names])
    return [
        (field.zh, field.en, None if a is None else str(a), None if b is None else str(b))
        for field, a, b in zip(names, left, right, strict=True)
        if a not in (None, "") or b not in (None, "")
    ]


def merge(desk: Desk, actor: Actor, register_id: str, keep: int, drop: int, *, take: Sequence[str] = ()) -> int:
    """Make one of two records: what pointed at `drop` points at `keep`, which gets what it lacks (and `take`).

    `drop` is withdrawn. All in one step, and :func:`unmerge` takes it back. The number of the merge. ``WrongUse``
    for a record with itself or one that is gone, ``Refused`` for people without the right to see them.
    """
    if register_id not in kept.DOUBLES:
        raise WrongUse("Records of {register} are not merged.", register=register_id)
    if keep == drop:
        raise WrongUse("A record cannot be merged with itself.")
    if register_id == "person" and not may(actor, "person.read"):
        raise Refused("{name} may not do this: the right '{right}' is missing.", name=actor.name, right="person.read")
    with desk.change(actor, "record.write", "record.merge", register=register_id, keep=keep, drop=drop) as change:
        if kept.there(change.conn, register_id, [keep, drop]) != {keep, drop}:
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        uid = str(store.read(change.conn, register_id, [drop], ["uid"])[drop][0])
        filled = _fill(desk, change, register_id, keep, drop, set(take))
        moved = _point(desk, change, kept.pointing(change.conn, register_id, drop), keep)
        beside = kept.move_beside(change.conn, register_id, drop, keep)
        search.forget(change.conn, register_id, [drop])
        record_change.withdraw(change.conn, register_id, [drop], at=change.at, actor=actor.uid, act="withdraw")
        records.touch(change, register_id)
        return kept.add_merge(
            change.conn, at=change.at, actor=actor.uid, register=register_id, kept=keep, dropped=drop, uid=uid,
            moved=moved, filled=filled, beside=beside,
        )  # fmt: skip


def _fill(desk: Desk, change: Change, register_id: str, keep: int, drop: int, take: set[str]) -> list[str]:
    names = [name for name in shape(register_id).columns if name != "state_type"]
    rows = store.read(change.conn, register_id, [keep, drop], names)
    values = {
        name: [theirs]
        for name, mine, theirs in zip(names, rows[keep], rows[drop], strict=True)
        if theirs is not None and (mine is None or name in take)
    }
    extra = store.read(change.conn, register_id, [keep, drop], ["extra"])
    joined = _joined(extra[keep][0], extra[drop][0])
    if joined != extra[keep][0]:
        values["extra"] = [joined]
    if values:
        records.edit_in(desk, change, register_id, [keep], values)
    return list(values)


def _joined(mine: str | None, theirs: str | None) -> str | None:
    """One's own fields of a record with what it lacks and another has."""
    lacking = {name: one for name, one in own_fields.values(theirs).items() if name not in own_fields.values(mine)}
    return own_fields.merged(mine, lacking) if lacking else mine


def _point(
    desk: Desk, change: Change, pointing: Sequence[tuple[str, str, list[int]]], to: int
) -> list[tuple[str, str, list[int]]]:
    for register_id, column, fids in pointing:
        if register_id == "membership":
            record_change.update(
                change.conn, register_id, fids, {column: [to] * len(fids)}, at=change.at, actor=change.actor.uid
            )
        else:
            records.edit_in(desk, change, register_id, fids, {column: [to] * len(fids)})
    return list(pointing)


def unmerge(desk: Desk, actor: Actor, number: int) -> int:
    """Take a merge back: the dropped record is there again, with what pointed at it; the fid it has now.

    What the kept record had taken over goes, unless it was changed since. ``WrongUse`` for a merge that there is
    not, or that was taken back before.
    """
    with desk.change(actor, "record.write", "record.unmerge", merge=number) as change:
        found = kept.merges(change.conn, number=number)
        if not found or found[0].undone_at is not None:
            raise WrongUse("There is no merge {number} to take back.", number=number)
        one = found[0]
        values = _before(change, one.register, one.dropped)
        fids, _ = records.add_in(desk, change, one.register, {**values, "uid": [one.uid]})
        fid = int(fids[0])
        moved = [(str(r), str(column), [int(f) for f in of]) for r, column, of in one.moved]
        still = [(r, column, sorted(kept.there(change.conn, r, of))) for r, column, of in moved]
        _point(desk, change, [row for row in still if row[2]], fid)
        kept.move_beside(change.conn, one.register, one.kept, fid, one.beside)
        before = _fold(history.of_record(change.conn, one.register, one.kept), until=one.at)
        now = store.read(change.conn, one.register, [one.kept], one.filled).get(one.kept, ())
        given = {name: (values.get(name) or [None])[0] for name in one.filled}
        if "extra" in given:
            given["extra"] = _joined(before.get("extra"), given["extra"])
        back = {name: [before.get(name)] for name, value in zip(one.filled, now, strict=False) if value == given[name]}
        if back:
            records.edit_in(desk, change, one.register, [one.kept], back)
        kept.end_merge(change.conn, number, change.at)
        change.about |= {"fid": fid, "register": one.register}
    return fid


def _fold(lines: Sequence[history.Line], *, until: str = "") -> dict[str, Any]:
    """What a record held by its history, up to a moment (not included)."""
    found: dict[str, Any] = {}
    for line in lines:
        if until and line.at >= until:
            break
        columns = {**line.body["columns"], **(line.personal["columns"] if line.personal else {})}
        found |= {name: values[0] for name, values in columns.items()}
    return found


def _before(change: Change, register_id: str, fid: int) -> dict[str, list[Any]]:
    told = _fold(history.of_record(change.conn, register_id, fid))
    known = {*shape(register_id).columns, "extra"}
    values = {name: [value] for name, value in told.items() if name in known}
    if told.get("x") is not None:
        text = told.get("geom")
        if text:
            values["geom"] = [bytes.fromhex(text)]
        else:
            values["x"], values["y"] = [told["x"]], [told["y"]]
    return values


def merges(desk: Desk, actor: Actor) -> list[kept.Merge]:
    """The merges, the newest first."""
    desk.look(actor, "record.read", "tidy.merges")
    with desk.reader() as conn:
        return kept.merges(conn)
