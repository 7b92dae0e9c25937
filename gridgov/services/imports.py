"""Records from a file: all good rows in, every other kept aside with its reason, a receipt that adds up, and undo."""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Table
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import attrs

from gridgov import resources
from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping, match_columns
from gridgov.domain.register import register as register_of
from gridgov.domain.register import registers
from gridgov.errors import BadInput, GridgovError, WrongUse
from gridgov.exchange.collector import without_collector
from gridgov.exchange.receipt import ReceiptLine, write_receipt
from gridgov.exchange.tables import open_source
from gridgov.exchange.workbook_template import write_template as write_workbook
from gridgov.messages import say, tr
from gridgov.progress import Progress, silent
from gridgov.services import import_plan, late_links, lists, mapping_desk, own_fields, records
from gridgov.services.desk import Change, Desk
from gridgov.services.import_keep import Keeper, Tally
from gridgov.services.import_rows import Reason, convert
from gridgov.store import batches as store
from gridgov.store import import_counts
from gridgov.store import own_fields as own_fields_now
from gridgov.store.batches import Batch
from gridgov.store.tables import shape

SHOWN = 50
COUNTS = ("rows", "added", "changed", "same", "skipped", "rejected", "unattached")


@attrs.frozen
class Reject:
    """A row that waits: its number in the file, its column, the reason, the value as written."""

    row: int
    column: str
    reason: BadInput
    value: str = ""


@attrs.frozen(eq=False)
class ImportResult:
    """What an import did, or would do: the five verdicts add up to `rows`, `unattached` counts among the kept."""

    batch: int | None
    rows: int
    added: int
    changed: int
    same: int
    skipped: int
    rejected: int
    unattached: int
    rejects: list[Reject]
    dropped_columns: list[str]
    notes: list[GridgovError]
    unlinked: int = 0
    unclassified: int = 0
    marked: int = 0
    linked_late: int = 0
    """References of earlier records that waited for what came in now."""
    by_address: int = 0
    """Rows without coordinates that lie where the ledger has their address."""
    new_fields: list[str] = attrs.field(factory=list)
    """Foreign columns that became fields of one's own."""


@attrs.frozen(eq=False)
class Preview:
    """A look into a file: its columns, our field → their column, what matches nothing or is dropped, first rows."""

    columns: list[str]
    matched: dict[str, str]
    unmatched: list[str]
    dropped: list[str]
    sample: list[list[str]]
    total: int | None
    sheets: list[str]
    mapping: Mapping | None = None
    """The mapping that was used for these columns before, where there is one."""


class _Rehearsed(Exception):
    """A dry run went through: take everything back."""


def preview(
    desk: Desk,
    actor: Actor,
    register: str,
    source: Path,
    *,
    mapping: Mapping | None = None,
    sheet: str | None = None,
    rows: int = 50,
) -> Preview:
    """Look into a file before it is brought in; ``BadInput`` when it cannot be read as records."""
    desk.look(actor, "record.read", "import.preview", register=register)
    opened = import_plan.open_file(register, source, mapping, "EPSG:4326", desk.zone, sheet=sheet, looking=True)
    kept = None
    if (mapping is None or not mapping.fields) and (kept := _remembered(desk, register, opened)) is not None:
        if mapping is not None:
            kept = _told(kept, mapping)
        opened = import_plan.open_file(register, source, kept, "EPSG:4326", desk.zone, sheet=sheet, looking=True)
    sample: list[list[str]] = []
    for chunk in opened.source.chunks(max(rows, 1)):
        sample = [list(row) for row in zip(*(chunk.columns[c] for c in opened.source.columns), strict=True)]
        break
    return Preview(
        list(opened.source.columns),
        {name: kept.column for name, kept in opened.plan.fields.items()},
        opened.unmatched,
        opened.dropped,
        sample[:rows],
        opened.source.total,
        list(opened.source.sheets),
        kept,
    )


def likely_register(desk: Desk, actor: Actor, source: Path, *, sheet: str = "", encoding: str = "") -> str | None:
    """The register whose fields most columns of a file are of; None where no register knows any."""
    desk.look(actor, "record.read", "import.preview")

    def known(columns: Sequence[str]) -> dict[str, int]:
        return {one: len(match_columns(one, columns).fields) for one in registers()}

    opened = open_source(
        source, sheet=sheet or None, encoding=encoding or None, score=lambda cells: max(known(cells).values())
    )
    best, fields = max(known(opened.columns).items(), key=lambda pair: pair[1])
    return best if fields else None


def import_file(
    desk: Desk,
    actor: Actor,
    register: str,
    source: Path,
    *,
    mapping: Mapping | None = None,
    crs: str | None = None,
    dry_run: bool = False,
    receipt: Path | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Bring the rows of a file in as records of a register, all in one transaction.

    A row whose key is there already is ``same`` or ``changed``; a key that comes again within the file follows the
    mapping's ``[repeat]`` (by default the first is kept, the others are ``same`` or ``skipped``). A dry run gives
    the same verdicts and writes nothing. Cancelled or failed, nothing is left of it.
    """
    progress = progress or silent()
    opened = _opened(desk, register, source, mapping, crs)
    digest = digest_of(source)
    held: list[ImportResult] = []
    tally = Tally(keeps_keys=receipt is not None)
    try:
        with desk.change(
            actor, "record.write", "import", bulk=True, register=register, file=source.name, sha256=digest
        ) as change:
            batch = store.begin(
                change.conn,
                at=change.at,
                actor=actor.uid,
                register=register,
                source=opened.mapping.source or source.stem,
                file_name=source.name,
                file_hash=digest,
            )
            change.batch = batch
            new_fields = own_fields.keep_extra(change, register, opened.plan.extra)
            owned = {field.name: field for field in own_fields_now.all_(change.conn, register)}
            plan = attrs.evolve(opened.plan, own={name: owned[name] for name in opened.plan.extra if name in owned})
            keeper = Keeper(desk, change, plan, opened.mapping, tally, opened.source.total or opened.source.estimate)
            progress.begin("Bringing the rows in", opened.source.total or opened.source.estimate)
            with ExitStack() as rest:
                rest.enter_context(without_collector())
                if (opened.source.total or opened.source.estimate) >= records.BULK and keeper.is_empty:
                    rest.enter_context(records.loading(change, register, opened.source.estimate))
                for chunk in opened.source.chunks():
                    keeper.take(chunk, convert(chunk, plan))
                    progress.step(len(chunk))
                keeper.forget()
            keeper.finish(progress)
            late = late_links.link(desk, change, register)
            if register == "household":
                headed = set(late_links.link_heads(desk, change))
                own = len(headed & tally.fids()) if headed else 0
                tally.unlinked, late = max(tally.unlinked - own, 0), late + len(headed) - own
            result = attrs.evolve(
                _result(change, batch, register, tally, opened),
                linked_late=late,
                new_fields=new_fields,
                by_address=int(change.about.get("by_address", 0)),
            )
            held.append(result)
            store.finish(change.conn, batch, {name: getattr(result, name) for name in COUNTS})
            store.add_rejects(
                change.conn,
                batch,
                ((r.row, r.column, r.reason.sentence, _plain(r.reason.params), r.value) for r in result.rejects),
            )
            change.about |= {name: getattr(result, name) for name in ("rows", "added", "changed", "same", "rejected")}
            if mapping is not None and mapping.fields:
                mapping_desk.remember(change.conn, mapping, opened.source.columns)
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        result = attrs.evolve(held[0], batch=None)
    if receipt is not None:
        write_receipt(receipt, _lines(desk, actor, register, tally, dry_run=dry_run))
    return result


def _remembered(desk: Desk, register: str, opened: import_plan.Opened) -> Mapping | None:
    with desk.reader() as conn:
        return mapping_desk.recall(conn, register, opened.source.columns)


def _opened(desk: Desk, register: str, source: Path, mapping: Mapping | None, crs: str | None) -> import_plan.Opened:
    """The file with the mapping that was given, or the one that was used for these columns before, which is said.

    A mapping without fields says only where the table is: its sheet, its header, its encoding.
    """
    if mapping is not None and mapping.fields:
        return import_plan.open_file(register, source, mapping, crs, desk.zone)
    looked = import_plan.open_file(register, source, mapping, crs or "EPSG:4326", desk.zone, looking=True)
    kept = _remembered(desk, register, looked)
    if kept is not None and mapping is not None:
        kept = _told(kept, mapping)
    opened = import_plan.open_file(register, source, kept or mapping, crs, desk.zone)
    if kept is not None:
        opened.notes.append(BadInput("The mapping that was used for these columns before was used again."))
    return opened


def _told(kept: Mapping, said: Mapping) -> Mapping:
    """A remembered mapping with what is said of this file: its sheet, its header, its encoding, its dates."""
    return attrs.evolve(
        kept, sheet=said.sheet, header_row=said.header_row, encoding=said.encoding, dates=said.dates or kept.dates
    )


def digest_of(source: Path) -> str:
    """The SHA-256 of a file, or of all files of a geodatabase, which is a folder."""
    parts = sorted(source.rglob("*")) if source.is_dir() else [source]
    found = hashlib.sha256()
    for part in parts:
        if part.is_file():
            with part.open("rb") as file:
                while block := file.read(1 << 20):
                    found.update(block)
    return found.hexdigest()


def _plain(params: Table[str, object]) -> dict[str, object]:
    """Parameters without the value as written, which may be somebody's: that stands apart, where it can be erased."""
    return {key: value for key, value in params.items() if key != "value"}


def _result(change: Change, batch: int, register: str, tally: Tally, opened: import_plan.Opened) -> ImportResult:
    rejects = [Reject(row, r.column, BadInput(r.sentence, **r.params), r.value) for row, r in tally.rejects]
    found = tally.counts()
    table = shape(register).table
    unattached = import_counts.unattached(change.conn, table, batch) if register != "membership" else 0
    return ImportResult(
        batch=batch,
        rows=tally.rows,
        added=found["added"],
        changed=found["changed"],
        same=found["same"],
        skipped=found["skipped"],
        rejected=found["rejected"],
        unattached=unattached,
        rejects=rejects,
        dropped_columns=opened.dropped,
        notes=opened.notes,
        unlinked=tally.unlinked,
        unclassified=tally.unclassified,
        marked=len(tally.marks),
    )


def _lines(desk: Desk, actor: Actor, register: str, tally: Tally, *, dry_run: bool) -> Iterator[ReceiptLine]:
    """The lines of a receipt; the cell of what was kept, where it is known."""
    cells: dict[int, str] = {}
    fids = sorted(tally.fids())
    if fids and not dry_run and register != "membership":
        for start in range(0, len(fids), 2000):
            part = fids[start : start + 2000]
            shown = lists.rows(desk, actor, register, part, ["cell"])
            cells.update({fid: sys.intern(str(row[0])) for fid, row in zip(part, shown, strict=True) if row[0]})
    said = {**tally.marks, **dict(tally.rejects)}
    for line in tally.lines():
        yield ReceiptLine(
            line.row,
            line.key,
            line.verdict,
            said[line.row].column if line.row in said else "",
            _said(said[line.row]) if line.row in said else "",
            cells.get(line.fid or 0, ""),
        )


def _said(reason: Reason) -> str:
    return say(BadInput(reason.sentence, **reason.params))


def undo_days() -> int:
    """For how many days a batch can be taken back as a whole; an office may change it in the data."""
    with resources.data("limits", "imports.toml").open("rb") as file:
        return int(tomllib.load(file)["undo_days"])


def undo(desk: Desk, actor: Actor, batch: int, *, progress: Progress | None = None) -> dict[str, Any]:
    """Take a batch back: what it added is withdrawn, what it changed gets its former values.

    ``WrongUse`` for no such batch, one that was taken back, or one older than :func:`undo_days`.
    """
    (progress or silent()).begin("Taking the batch back")
    with desk.change(actor, "record.write", "import.undo", bulk=True, undone=batch) as change:
        found = store.get(change.conn, batch)
        if found is None:
            raise WrongUse("There is no batch {batch}: see gridgov import list.", batch=batch)
        if found.undone_at:
            raise WrongUse("Batch {batch} was taken back before.", batch=batch)
        if datetime.fromisoformat(found.at) < datetime.fromisoformat(change.at) - timedelta(days=(days := undo_days())):
            sentence = "Batch {batch} is older than {n} days and cannot be taken back as a whole: withdraw its records."
            raise WrongUse(sentence, batch=batch, n=days)
        undone = records.undo_batch(desk, change, batch)
    return {"batch": batch, **attrs.asdict(undone, filter=lambda a, _: a.name != "locations")}


def batches(desk: Desk, actor: Actor) -> list[Batch]:
    """The imports so far, the newest first."""
    desk.look(actor, "record.read", "import.list")
    with desk.reader() as conn:
        return store.all_(conn)


def write_template(register: str, path: Path) -> None:
    """Write an empty workbook for a register to fill in, with an example row and the codes explained."""
    register_of(register)
    write_workbook(register, path)


def as_json(result: ImportResult) -> dict[str, Any]:
    """A result as ``gridgov import records --json`` prints it."""
    return {
        "batch": result.batch,
        "rows": result.rows,
        "added": result.added,
        "changed": result.changed,
        "same": result.same,
        "skipped": result.skipped,
        "rejected": result.rejected,
        "unattached": result.unattached,
        "unlinked": result.unlinked,
        "unclassified": result.unclassified,
        "marked": result.marked,
        "linked_late": result.linked_late,
        "by_address": result.by_address,
        "dropped_columns": result.dropped_columns,
        "new_fields": result.new_fields,
        "rejects": [{"row": r.row, "column": r.column, "reason": say(r.reason)} for r in result.rejects[:1000]],
        "notes": [say(note) for note in result.notes],
    }


def notes(result: ImportResult) -> list[str]:
    """What was taken for granted, dropped, not found or marked, one sentence each."""
    said = [say(note) for note in result.notes]
    if result.dropped_columns:
        said.append(tr("Not kept here, by rule: {columns}.", columns=tr(", ").join(result.dropped_columns)))
    if result.new_fields:
        said.append(tr("Kept as fields of your own: {columns}.", columns=tr(", ").join(result.new_fields)))
    if result.unclassified:
        said.append(
            tr("{n} rows have a class that is not in the tables; it was kept as written.", n=result.unclassified)
        )
    if result.unlinked:
        said.append(tr("{n} references were not found and were kept as written.", n=result.unlinked))
    if result.linked_late:
        said.append(tr("{n} references of earlier records found what they name.", n=result.linked_late))
    if result.by_address:
        sentence = "{n} rows without coordinates were placed by their address; each page says how sure that is."
        said.append(tr(sentence, n=result.by_address))
    if result.marked:
        sentence = "{n} rows have a wrong number or too long a text; it was kept and marked: see the receipt."
        said.append(tr(sentence, n=result.marked))
    return said


def sentences(result: ImportResult) -> list[str]:
    """Notes and the first rows kept aside, one sentence each."""
    said = notes(result)
    said += [
        tr("Row {row}, {column}: {reason}", row=r.row, column=r.column or "—", reason=say(r.reason))
        for r in result.rejects[:SHOWN]
    ]
    if len(result.rejects) > SHOWN:
        said.append(tr("{n} more rows were kept aside: see the receipt.", n=len(result.rejects) - SHOWN))
    return said
