"""Lists from other departments: who is in the ledger already, what differs, who is new, who has gone from the list.

A list is compared first and nothing is written; then it is applied by rule, or row by row, as one batch that can be
taken back whole. The same list twice changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping as Table
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor, mask
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import Field, register
from gridgov.errors import BadInput, WrongUse
from gridgov.messages import say
from gridgov.progress import Progress, silent
from gridgov.services import import_plan, records, shown
from gridgov.services.desk import Change, Desk
from gridgov.services.import_keep import LETTERS
from gridgov.services.import_rows import Converted, convert
from gridgov.store import batches, matching
from gridgov.store import records as store
from gridgov.store.statements import reserve
from gridgov.store.tables import shape

RULES = ("take", "fill", "skip")
"""What happens to a row that differs: the list is right, only what is empty is filled in, or nothing."""

_DECISION = re.compile(r"take|fill|skip|new|take:[a-z_0-9]+(,[a-z_0-9]+)*|is:\d+")

REGISTERS = tuple(matching.WAYS)
"""The registers that lists are compared with."""

MOST = 100_000
"""Rows that are kept one by one to be decided; the same ones are only counted."""


@attrs.frozen
class Differing:
    """A field in which the list and the ledger differ: its names, and both values (ours masked where personal)."""

    name: str
    zh: str
    en: str
    ours: str | None
    theirs: str | None


@attrs.frozen
class Row:
    """A row of the list that is not the same: its number, its title, the verdict, who it is, and what differs.

    The verdict is ``differs``, ``new``, ``several`` (more than one record fits) or ``rejected`` with its reason.
    """

    row: int
    title: str
    verdict: str
    fid: int | None
    by: str
    others: tuple[int, ...] = ()
    differing: tuple[Differing, ...] = ()
    reason: str = ""


@attrs.frozen(eq=False)
class Comparison:
    """A list held against the ledger; the counts of its verdicts add up to `total`."""

    register: str
    source: str
    path: Path
    total: int
    counts: dict[str, int]
    rows: list[Row]
    gone: list[tuple[int, str]]
    """Records that the list named the last time and does not name now, with their titles."""
    last_at: str | None
    mapping: Mapping | None = None


@attrs.frozen
class Applied:
    """What applying a list did; its counts add up to the rows of the list."""

    batch: int
    total: int
    added: int
    changed: int
    same: int
    skipped: int
    rejected: int


@attrs.define(eq=False)
class _Judged:
    """A stretch of rows: the verdict of each, who it is, and the storage columns."""

    made: Converted
    numbers: Sequence[int]
    verdicts: list[str]
    fids: list[int | None]
    by: list[str]
    others: list[tuple[int, ...]]
    differing: list[list[str]]


def compare(
    desk: Desk,
    actor: Actor,
    register_id: str,
    path: Path,
    *,
    mapping: Mapping | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Comparison:
    """Hold a list against the ledger; nothing is written. ``WrongUse`` for a register that is not matched this way."""
    if register_id not in matching.WAYS:
        raise WrongUse("Lists are not compared with {register}.", register=register_id)
    progress = progress or silent()
    desk.look(actor, "person.read" if register_id == "person" else "record.read", "list.compare", register=register_id)
    opened = import_plan.open_file(register_id, path, mapping, "EPSG:4326", desk.zone)
    name = source or opened.mapping.source or path.stem
    progress.begin("Comparing the list", opened.source.total or opened.source.estimate)
    counts: Counter[str] = Counter()
    rows: list[Row] = []
    with desk.reader() as conn:
        last = matching.seen(conn, name, register_id)
        # Ticked off as they come, so that a list of a million takes the room of one bit of last time's each.
        missed = np.ones(len(last[1]) if last else 0, dtype=bool)
        for judged in _stretches(conn, opened, register_id, progress):
            counts.update(judged.verdicts)
            if last is not None:
                named = np.array([fid for fid in judged.fids if fid is not None], dtype=np.int64)
                at = np.searchsorted(last[1], named)
                at = at[at < len(last[1])]
                missed[at[np.isin(last[1][at], named)]] = False
            rows += _rows(desk, conn, register_id, judged, MOST - len(rows))
        gone = last[1][missed].tolist() if last else []
        titles = shown.titles(conn, register_id, gone[:1000])
    known = ("same", "differs", "new", "several", "rejected")
    return Comparison(
        register_id, name, path, sum(counts.values()), {key: counts[key] for key in known}, rows,
        [(fid, titles[fid]) for fid in gone[:1000] if fid in titles], last[0] if last else None, mapping,
    )  # fmt: skip


def _stretches(conn: Any, opened: import_plan.Opened, register_id: str, progress: Progress) -> Any:
    for chunk in opened.source.chunks():
        judged = _judge(conn, register_id, convert(chunk, opened.plan), chunk.rows)
        yield judged
        progress.step(len(chunk))


def _judge(conn: Any, register_id: str, made: Converted, numbers: Sequence[int]) -> _Judged:
    """Find each row's record by the ways of its register, and what differs from it."""
    count = made.count
    judged = _Judged(made, numbers, ["new"] * count, [None] * count, [""] * count, [()] * count, [[]] * count)
    for i in made.rejected:
        judged.verdicts[i] = "rejected"
    for way in matching.WAYS[register_id]:
        if not all(name in made.columns for name in way):
            continue
        keys = {
            i: tuple(str(made.columns[name][i]) for name in way)
            for i in range(count)
            if judged.verdicts[i] == "new" and all(made.columns[name][i] for name in way)
        }
        found = matching.find(conn, register_id, way, sorted(set(keys.values())))
        for i, key in keys.items():
            fids = found.get(key, [])
            if len(fids) == 1:
                judged.fids[i], judged.by[i], judged.verdicts[i] = fids[0], " + ".join(way), "same"
            elif fids:
                judged.by[i], judged.others[i], judged.verdicts[i] = " + ".join(way), tuple(fids), "several"
    met = [fid for fid in judged.fids if fid is not None]
    names = [name for name in made.columns if name in shape(register_id).columns]
    kept = store.read(conn, register_id, met, names) if met and names else {}
    plain = {name: store.plain(made.columns[name]) for name in names}
    for i, fid in enumerate(judged.fids):
        if fid is None or fid not in kept:
            continue
        differing = [
            name
            for name, ours in zip(names, kept[fid], strict=True)
            if plain[name][i] is not None and plain[name][i] != ours
        ]
        judged.differing[i] = differing
        if differing:
            judged.verdicts[i] = "differs"
    return judged


def _differing_names(conn: Any, register_id: str, made: Converted, i: int, fid: int) -> list[str]:
    """The columns in which a row differs from one record."""
    names = [name for name in made.columns if name in shape(register_id).columns]
    kept = store.read(conn, register_id, [fid], names).get(fid)
    plain = {name: store.plain(made.columns[name])[i] for name in names}
    if kept is None:
        return []
    return [name for name, ours in zip(names, kept, strict=True) if plain[name] not in (None, ours)]


def beside(desk: Desk, actor: Actor, comparison: Comparison, row: Row, fid: int) -> tuple[str, tuple[Differing, ...]]:
    """A row of the list beside one of the records that fit it: the record's title, and what differs."""
    desk.look(actor, "record.read", "list.beside", register=comparison.register, fid=fid)
    opened = import_plan.open_file(comparison.register, comparison.path, comparison.mapping, "EPSG:4326", desk.zone)
    for chunk in opened.source.chunks():
        if row.row not in chunk.rows:
            continue
        made, i = convert(chunk, opened.plan), list(chunk.rows).index(row.row)
        with desk.reader() as conn:
            names = _differing_names(conn, comparison.register, made, i, fid)
            ours = store.read(conn, comparison.register, [fid], names).get(fid, ())
            title = shown.titles(conn, comparison.register, [fid]).get(fid, "")
        differing = zip(names, ours, strict=True)
        return title, tuple(
            _differing(desk, comparison.register, name, value, made.columns[name][i]) for name, value in differing
        )
    return "", ()


def _rows(desk: Desk, conn: Any, register_id: str, judged: _Judged, room: int) -> list[Row]:
    made = judged.made
    wanted = [i for i, verdict in enumerate(judged.verdicts) if verdict != "same"][: max(room, 0)]
    fids = [fid for i in wanted if (fid := judged.fids[i]) is not None]
    titles = shown.titles(conn, register_id, fids)
    names = sorted({name for i in wanted for name in judged.differing[i]})
    ours = store.read(conn, register_id, fids, names) if fids and names else {}
    found = []
    for i in wanted:
        fid = judged.fids[i]
        reason = made.rejected.get(i)
        differing = tuple(
            _differing(desk, register_id, name, ours[fid][names.index(name)], made.columns[name][i])
            for name in judged.differing[i]
            if fid is not None
        )
        found.append(
            Row(
                judged.numbers[i], titles.get(fid or 0) or _title(register_id, made, i), judged.verdicts[i], fid,
                judged.by[i], judged.others[i], differing,
                say(BadInput(reason.sentence, **reason.params)) if reason else "",
            )
        )  # fmt: skip
    return found


def _title(register_id: str, made: Converted, i: int) -> str:
    for name in shown.TITLES[register_id]:
        field = register(register_id).field(name)
        values = made.columns.get(name)
        if values and values[i] and field is not None:
            return mask(field, values[i], reveal=False) or ""
    return ""


def _field_of(register_id: str, column: str) -> Field | None:
    kept = register(register_id)
    return next(
        (field for field in (*kept.fields, *kept.parts) if column in (field.name, f"{field.name}_name",
         f"{field.name}_code", f"{field.name}_scheme", f"{field.name}_text")), None,
    )  # fmt: skip


def _differing(desk: Desk, register_id: str, column: str, ours: Any, theirs: Any) -> Differing:
    field = _field_of(register_id, column)
    if field is None:
        return Differing(column, column, column, str(ours or "") or None, str(theirs))

    def text(value: Any) -> str | None:
        if value is None:
            return None
        if field.kind in {"class", "ref"}:
            return str(value)
        found = shown.show(field, [store.plain([value])[0]], desk.zone, {})
        return None if found is None else str(found)

    return Differing(column, field.zh, field.en, text(ours), text(theirs))


def apply(
    desk: Desk,
    actor: Actor,
    comparison: Comparison,
    *,
    rule: str = "fill",
    new: bool = True,
    decided: Table[int, str] | None = None,
    progress: Progress | None = None,
) -> Applied:
    """Take a list over: by rule for the rows that differ, `new` ones entered or left, and what was decided by row.

    `decided` is row number → ``take``, ``fill``, ``skip``, ``new``, ``take:field,field`` (these fields are the
    list's, the others stay) or ``is:fid`` (of several that fit it is this one; the rule holds for what differs). A row
    that several records fit is left unless it was decided. All in one batch, which
    :func:`gridgov.services.imports.undo` takes back. ``WrongUse`` for a decision that there is not, ``BadInput`` when
    the file is not the one that was compared.
    """
    if rule not in RULES:
        raise WrongUse("There is no rule {rule}: use one of {rules}.", rule=rule, rules=", ".join(RULES))
    progress = progress or silent()
    chosen = decided or {}
    if unknown := sorted({act for act in chosen.values() if not _DECISION.fullmatch(act)}):
        sentence = "There is no decision {act}: use take, fill, skip, new, take:field,… or is:fid."
        raise WrongUse(sentence, act=unknown[0])
    register_id = comparison.register
    opened = import_plan.open_file(register_id, comparison.path, comparison.mapping, "EPSG:4326", desk.zone)
    progress.begin("Taking the list over", comparison.total)
    tally: Counter[str] = Counter()
    named: list[NDArray[np.int64]] = []
    with desk.change(
        actor, "record.write", "list.apply", bulk=comparison.total >= records.BULK, register=register_id,
        source=comparison.source, rows=comparison.total,
    ) as change:  # fmt: skip
        change.batch = batches.begin(
            change.conn, at=change.at, actor=actor.uid, register=register_id, source=comparison.source,
            file_name=comparison.path.name, file_hash=None,
        )  # fmt: skip
        for judged in _stretches(change.conn, opened, register_id, progress):
            some = _apply(desk, change, register_id, judged, rule, chosen, tally, enters=new)
            named.append(np.array(some, dtype=np.int64))
        total = sum(tally.values())
        if total != comparison.total:
            raise BadInput("{file} is not as it was when it was compared: compare it again.", file=comparison.path.name)
        every = np.concatenate(named) if named else np.empty(0, dtype=np.int64)
        matching.remember(change.conn, comparison.source, register_id, change.at, every)
        done = Applied(
            change.batch, total, tally["added"], tally["changed"], tally["same"], tally["skipped"], tally["rejected"]
        )
        counts = attrs.asdict(done, filter=lambda a, _: a.name not in {"batch", "total"})
        batches.finish(change.conn, change.batch, {"rows": total, "unattached": 0, **counts})
        change.about |= counts
    return done


def _apply(
    desk: Desk,
    change: Change,
    register_id: str,
    judged: _Judged,
    rule: str,
    decided: Table[int, str],
    tally: Counter[str],
    *,
    enters: bool,
) -> list[int]:
    made, named, fresh = judged.made, [], []
    for i, verdict in enumerate(judged.verdicts):
        fid, act = judged.fids[i], decided.get(judged.numbers[i], "")
        if act.startswith("is:") and int(act[3:]) in judged.others[i]:
            fid, act = int(act[3:]), ""
            judged.differing[i] = _differing_names(change.conn, register_id, made, i, fid)
            verdict = "differs" if judged.differing[i] else "same"
        if fid is not None:
            named.append(fid)
        if verdict == "rejected":
            tally["rejected"] += 1
        elif act == "skip":
            tally["skipped"] += 1
        elif act == "new" or (verdict == "new" and enters):
            fresh.append(i)
        elif verdict == "same":
            tally["same"] += 1
        elif verdict == "differs" and fid is not None:
            changed = _take(desk, change, register_id, made, i, fid, judged.differing[i], act or rule)
            tally["changed" if changed else "skipped"] += 1
        else:
            tally["skipped"] += 1
    if fresh:
        named += _enter(desk, change, register_id, made, fresh)
        tally["added"] += len(fresh)
    return named


def _take(
    desk: Desk, change: Change, register_id: str, made: Converted, i: int, fid: int, names: Sequence[str], rule: str
) -> bool:
    if rule == "skip":
        return False
    act, _, of = rule.partition(":")
    wanted = set(of.split(",")) if of else set(names)
    ours = store.read(change.conn, register_id, [fid], list(names))[fid]
    values = {
        name: [made.columns[name][i]]
        for name, old in zip(names, ours, strict=True)
        if name in wanted and (act == "take" or old is None)
    }
    if values:
        records.edit_in(desk, change, register_id, [fid], values)
    return bool(values)


def _enter(desk: Desk, change: Change, register_id: str, made: Converted, rows: Sequence[int]) -> list[int]:
    known = {*shape(register_id).columns}
    columns: dict[str, list[Any]] = {
        name: [values[i] for i in rows] for name, values in made.columns.items() if name in known
    }
    for name, texts in made.refs.items():
        field = register(register_id).field(name)
        if field is not None and f"{name}_id" in known:
            wanted = {text for i in rows if (text := texts[i])}
            found = store.find(change.conn, field.ref, "number", wanted)
            columns[f"{name}_id"] = [found.get(texts[i] or "") for i in rows]
            columns[f"{name}_text"] = [texts[i] for i in rows]
    if made.blobs is not None:
        columns["geom"] = [made.blobs[i] for i in rows]
    elif made.x is not None and made.y is not None:
        columns["x"], columns["y"] = [float(made.x[i]) for i in rows], [float(made.y[i]) for i in rows]
    letter = LETTERS.get(register_id)
    if letter:
        given = columns.get("number") or [None] * len(rows)
        first = reserve(change.conn, f"number of {register_id}", sum(one is None for one in given))
        spare = iter(range(first, first + len(rows)))
        day = desk.today().replace("-", "")[2:]
        columns["number"] = [one or f"{letter}{day}{next(spare):06d}" for one in given]
    fids, _ = records.add_in(desk, change, register_id, columns)
    return [int(fid) for fid in fids]
