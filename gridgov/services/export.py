"""Data for other systems: cells, summaries per cell, registers; what left is on record.

A file is written under a temporary name beside its own and moved when it is whole. No personal column leaves unless it
is named and permitted.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import orjson

from gridgov.domain.access import Actor, may
from gridgov.domain.register import GEOMETRY_KINDS, SQL_TYPES, Field, field_columns, register, registers
from gridgov.errors import Refused, WrongUse
from gridgov.exchange.geojson_out import GeoJsonWriter
from gridgov.exchange.table_out import CsvWriter, write_layer
from gridgov.exchange.whole_file import written_whole
from gridgov.progress import Progress, silent
from gridgov.services import cells, former_cells, lists, own_fields
from gridgov.services.desk import Desk
from gridgov.spatial import crs as reference
from gridgov.store import layers as store
from gridgov.store.export_rows import OutColumn, cell_order, parents, read_once, stretches
from gridgov.store.export_rows import cells as cell_rows
from gridgov.store.tables import shape

FORMATS = ("geojson", "geojsonseq", "gpkg", "csv")


CELLS_AT_ONCE = 500
"""Cells that are written together: enough for numpy, few enough for the memory."""


@attrs.frozen
class ExportReceipt:
    """What left: how many rows, the file's SHA-256, where it lies, which columns were personal.

    For cells of a former day: that day, and for summaries how many records of each register lie in no single one.
    """

    rows: int
    sha256: str
    path: Path
    personal_columns: tuple[str, ...] = ()
    at: str | None = None
    elsewhere: dict[str, int] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class _Rows:
    """Some rows on their way out: ids, blobs, and values by column."""

    ids: list[str]
    blobs: list[bytes | None]
    values: list[tuple[Any, ...]]
    properties: list[bytes]


@attrs.frozen(eq=False)
class _Source:
    """What is written: column names, the system of the blobs, how many rows, the rows."""

    layer: str
    names: list[str]
    crs: str
    total: int
    rows: Iterator[_Rows]
    at: str | None = None
    elsewhere: dict[str, int] = attrs.field(factory=dict)


def export(
    desk: Desk,
    actor: Actor,
    form: str,
    what: str,
    out: Path,
    *,
    layer: str | None = None,
    cell: str | Sequence[str] | None = None,
    among: Sequence[int] | None = None,
    where: str | None = None,
    columns: Sequence[str] | None = None,
    as_of: str | None = None,
    at: str | None = None,
    progress: Progress | None = None,
) -> ExportReceipt:
    """Write `what` (``cells``, ``summaries`` or a register) to `out` in one of :data:`FORMATS`.

    `layer` is the one of cells and summaries (default: ``unit_cell``, or the only one), and of `cell`; `cell` (a code
    or several) narrows everything, `where` and `among` (fids) a register; `columns` are fields by name (default:
    every field that is not personal). `at` (a date) takes the cells that were valid then, in their shapes of then, and
    counts the records of today by where these lie in them. Raises ``Refused`` without the right, ``WrongUse`` for what
    is not there, ``Trouble`` when the file cannot be written; whatever happens, no half-written file stays.
    """
    progress = progress or silent()
    if form not in FORMATS:
        raise WrongUse("There is no format {form}: use one of {forms}.", form=form, forms=", ".join(FORMATS))
    as_json = form in ("geojson", "geojsonseq")
    personal: tuple[str, ...] = ()
    codes = [cell] if isinstance(cell, str) and cell else list(cell or ())
    place = cells.find_cells(desk, actor, codes, layer)
    if what in ("cells", "summaries"):
        chosen = place[0] if place else layer_or_default(desk, actor, layer)
        former = former_cells.cells_on(desk, actor, chosen, at) if at else None
        source = _cells(desk, actor, chosen, as_of, codes, former, progress, summaries=what == "summaries")
    elif what in registers():
        if at:
            raise WrongUse("A day is for cells and summaries: leave it out for {what}.", what=what)
        fids = lists.ids(desk, actor, what, where=where, cell=place, among=among, as_of=as_of)
        fids = np.sort(fids)
        outs, personal = _columns(desk, actor, what, columns)
        source = _records(desk, what, fids, outs, as_json=as_json)
    else:
        known = ", ".join(["cells", "summaries", *registers()])
        raise WrongUse("There is no {what} to export: use one of {known}.", what=what, known=known)
    progress.begin("Exporting", source.total)
    with written_whole(out) as fresh:
        rows, digest = _write(form, fresh, source, progress)
        about: dict[str, Any] = {
            "what": what,
            "format": form,
            "file": out.name,
            "rows": rows,
            "sha256": digest,
            "where": where or "",
        }
        about |= {"cell": " ".join(codes), "personal": list(personal)}
        if source.at:
            about["at"] = source.at
        with desk.change(actor, "export", "export", **about):
            fresh.replace(out)
    return ExportReceipt(rows, digest, out, personal, source.at, source.elsewhere)


def layer_or_default(desk: Desk, actor: Actor, layer: str | None) -> str:
    """The layer that is named, else ``unit_cell``, else the only one; ``WrongUse`` with the choices."""
    known = [one.id for one in cells.layers(desk, actor)]
    if layer is None:
        if cells.DEFAULT in known or not known:
            layer = cells.DEFAULT
        elif len(known) == 1:
            layer = known[0]
        else:
            raise WrongUse("Which layer? Choose one with --layer: {layers}.", layers=", ".join(known))
    if layer not in known:
        raise WrongUse("There is no layer {layer}. Layers: {layers}.", layer=layer, layers=", ".join(known) or "—")
    return layer


def _columns(
    desk: Desk, actor: Actor, what: str, names: Sequence[str] | None
) -> tuple[list[OutColumn], tuple[str, ...]]:
    """The columns to write and which of them are personal; a personal one needs its name and the right."""
    kept = register(what)
    every = (*kept.fields, *own_fields.of(desk, what))
    fields = {field.name: field for field in every if field.kind not in GEOMETRY_KINDS}
    if names is None:
        chosen = [field for field in fields.values() if not field.personal]
    else:
        unknown = [name for name in names if name not in fields and name not in ("uid", "cell", "state_type")]
        if unknown:
            raise WrongUse(
                "{register} has no field {names}: it has {fields}.",
                register=what,
                names=", ".join(unknown),
                fields=", ".join(fields),
            )
        chosen = [fields[name] for name in names if name in fields]
    personal = tuple(field.name for field in chosen if field.personal)
    if personal and not may(actor, "export.personal"):
        raise Refused(
            "{name} may not export personal columns ({columns}).", name=actor.name, columns=", ".join(personal)
        )
    outs = [out for field in chosen for out in _outs(field)]
    if what == "case" and (names is None or "state_type" in names):
        outs.append(OutColumn("state_type", "state_type", "TEXT"))
    return outs, personal


def _outs(field: Field) -> Iterator[OutColumn]:
    if field.own:
        yield OutColumn(field.name, "extra", SQL_TYPES.get(field.kind, "TEXT"), own=field.name)
        return
    for column in field_columns(field):
        if field.kind == "ref" and column.name.endswith("_id"):
            continue  # integer ids never leave the desk; the text as written does
        name = field.name if field.kind == "ref" else column.name
        yield OutColumn(name, column.name, column.sql_type, is_list=field.kind == "list")


def _records(desk: Desk, what: str, fids: Any, outs: list[OutColumn], *, as_json: bool) -> _Source:
    kept = shape(what)

    def rows() -> Iterator[_Rows]:
        with desk.reader() as conn:
            for part in stretches(conn, kept, fids, outs, as_json=as_json):
                yield _Rows(part.uids, part.blobs, part.values, part.properties)

    return _Source(what, [out.name for out in outs], reference.WGS84, len(fids), rows())


def _cells(
    desk: Desk,
    actor: Actor,
    layer: str,
    as_of: str | None,
    only: Sequence[str],
    former: former_cells.FormerCells | None,
    progress: Progress,
    *,
    summaries: bool,
) -> _Source:
    """The cells of a layer, or those of some codes, with their parents' codes, and counts where they are wanted."""
    day = former.day if former else None
    with desk.reader() as conn:
        row = store.get(conn, layer)
        assert row is not None
        order = former.fids if former else cell_order(conn, layer)
        kept = former.places(only) if former else np.arange(len(order))
        if only and not former:
            kept = np.flatnonzero(np.isin(order, store.fids_of(conn, layer, only)))
        above: list[tuple[str, dict[str, str | None]]] = []
        upper = row
        while upper.parent and upper.parent not in [name for name, _ in above]:
            found = store.get(conn, upper.parent)
            if found is None:
                break
            above.append((found.id, parents(conn, found.id, day)))
            upper = found
    names = ["code", "name", "layer", "area_m2", "valid_from", "valid_to", *(name for name, _ in above)]
    counts: list[Any] = []
    elsewhere: dict[str, int] = {}
    if summaries:
        counted = [*registers(), "case_open", "case_overdue"]
        figures = [f"{one}_count" for one in counted]
        names += figures
        if former:
            counts, elsewhere = former_cells.counts(desk, actor, former, counted, desk.moment(as_of), progress)
        else:
            counts = [cells.values(desk, actor, layer, figure, as_of=as_of).astype(np.int64) for figure in figures]

    def values(at: int, row: tuple[Any, ...]) -> tuple[Any, ...]:
        _, own, name, area_m2, valid_from, valid_to, code = row
        upward: list[str | None] = []
        for _, table in above:
            upward.append(code)
            code = table.get(code) if code else None
        return (own, name, layer, area_m2, valid_from, valid_to, *upward, *(int(column[at]) for column in counts))

    def stream() -> Iterator[_Rows]:
        with desk.reader() as conn, read_once(conn):
            for start in range(0, len(kept), CELLS_AT_ONCE):
                places = kept[start : start + CELLS_AT_ONCE]
                rows = cell_rows(conn, layer, order[places].tolist(), former=former is not None)
                part = [values(at, row) for at, row in zip(places.tolist(), rows, strict=True)]
                texts = [orjson.dumps(dict(zip(names, v, strict=True))) for v in part]
                yield _Rows([f"{layer}:{v[0]}" for v in part], [row[0] for row in rows], part, texts)

    return _Source(layer, names, f"EPSG:{row.srs_id}", len(kept), stream(), day, elsewhere)


def _write(form: str, path: Path, source: _Source, progress: Progress) -> tuple[int, str]:
    """Write the file; how many rows, and its SHA-256."""
    if form == "gpkg":
        return _write_gpkg(path, source, progress), _digest(path)
    if form == "csv":
        with path.open("w", encoding="utf-8-sig", newline="") as text:
            table = CsvWriter(text, source.names, crs=source.crs)
            for part in source.rows:
                table.add(part.ids, part.blobs, part.values)
                progress.step(len(part.ids))
        return table.rows, _digest(path)
    with path.open("wb", buffering=0) as raw, _Whole(raw) as whole:
        writer = GeoJsonWriter(whole, lines=form == "geojsonseq", crs=source.crs)
        for part in source.rows:
            writer.add(part.ids, part.blobs, part.properties)
            progress.step(len(part.ids))
        writer.finish()
    return writer.rows, whole.digest.hexdigest()


class _Whole:
    """Writes every byte it is given, which an unbuffered file may not, and knows their digest.

    The disk and the digest work on one stretch while the next is made; what fails there is raised at the next write.
    """

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.digest = hashlib.sha256()
        self._pool = ThreadPoolExecutor(1)
        self._under_way: deque[Future[None]] = deque()

    def __enter__(self) -> _Whole:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._wait(0)

    def _wait(self, left: int) -> None:
        while len(self._under_way) > left:
            self._under_way.popleft().result()

    def write(self, data: bytes) -> int:
        self._wait(1)
        self._under_way.append(self._pool.submit(self._put, data))
        return len(data)

    def _put(self, data: bytes) -> None:
        self.digest.update(data)
        view = memoryview(data)
        while view:
            view = view[self._raw.write(view) :]


def _write_gpkg(path: Path, source: _Source, progress: Progress) -> int:
    rows = 0
    part_path = path.with_suffix(".gpkg.part.gpkg")
    try:
        for part in source.rows:
            write_layer(
                part_path, source.layer, part.ids, part.blobs, source.names, part.values, source.crs, append=rows > 0
            )
            rows += len(part.ids)
            progress.step(len(part.ids))
        if not rows:
            write_layer(part_path, source.layer, [], [], source.names, [], source.crs, append=False)
        part_path.replace(path)
    finally:
        part_path.unlink(missing_ok=True)
    return rows


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
