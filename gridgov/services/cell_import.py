"""Cells from a file: read, matched to a layer, given parents and areas, judged, and published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, GridgovError, WrongUse
from gridgov.exchange import map_source, vector_in
from gridgov.exchange.collector import without_collector
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress, silent
from gridgov.services import cells as service
from gridgov.services import coordinates, layer_again, likely_crs
from gridgov.services.coordinates import How
from gridgov.services.desk import Desk
from gridgov.services.layer_again import Differs
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial import blob as blobs_of
from gridgov.spatial import crs as reference
from gridgov.spatial import topology
from gridgov.spatial.area import geodesic_area_m2
from gridgov.spatial.rings import Rings
from gridgov.spatial.topology import Finding
from gridgov.store import foreign

KNOWN = {
    # id: Chinese, English, rank (the coarser the lower)
    "district": ("区", "District", 10),
    "street": ("街道", "Streets", 20),
    "community": ("社区", "Communities", 30),
    "responsibility_grid": ("责任网格", "Responsibility grids", 40),
    "unit_cell": ("单元网格", "Unit cells", 50),
}
"""The layers that every district has a name for; any other id is named by itself and ranks last."""

CODE_NAMES = ("code", "cell_code", "grid_code", "网格编码", "网格代码", "单元网格标识码", "编码", "代码", "标识码")
NAME_NAMES = ("name", "cell_name", "grid_name", "网格名称", "名称", "NAME", "MC")
CODE_ALSO = ("DYWGBSM", "SZDYWGBSM", "BGID", "WGBM", "WGDM", "BSM", "XZQDM", "QHDM", "PAC",
             "ADMINCODE", "adcode", "id", "ID", "gid", "objectid")  # fmt: skip

MAP_ENDINGS = frozenset({*map_source.INSIDE, ".zip", ".kmz", ".geojsonl", ".ndjson"})
"""Endings of files that hold shapes."""

ENCODINGS = map_source.ENCODINGS
"""What is offered when the texts of a file look wrong."""

GONE = ("keep", "retire")
"""What happens to cells that a file does not have any more: kept and listed, or sent to the past."""

SHOWN = 50
"""Findings said one by one; the rest is counted."""


@attrs.frozen
class SourceInfo:
    """What a file holds: its layers with counts, geometry, system, fields and a sample."""

    layers: list[dict[str, Any]]


@attrs.frozen(eq=False)
class CellImportResult:
    """What an import of cells did, or would do; the verdicts of its rows add up to `rows`.

    `missing` are codes of the layer that the file does not have; `notes` say what was taken for granted.
    """

    layer: str
    rows: int
    added: int
    changed: int
    same: int
    rejected: list[tuple[int, BadInput]]
    missing: list[str]
    findings: list[Finding]
    notes: list[GridgovError]
    unattached: int = 0
    moved: int = 0
    differs: list[Differs] = attrs.field(factory=list)
    """What the file changes in a layer that was there, cell by cell."""
    retired: bool = False
    """Whether the cells that are missing went to the past."""


def inspect(source: Path, encoding: str | None = None) -> SourceInfo:
    """The layers of a file; ``BadInput`` when it cannot be opened."""
    return SourceInfo([attrs.asdict(layer) for layer in vector_in.layers(source, encoding)])


@without_collector()
def import_cells(
    desk: Desk,
    actor: Actor,
    source: Path,
    *,
    layer: str = service.DEFAULT,
    source_layer: str | None = None,
    code: str | None = None,
    name: str | None = None,
    parent_layer: str | None = None,
    parent: str | None = None,
    how: How | None = None,
    encoding: str | None = None,
    valid_from: str | None = None,
    gone: str = "keep",
    dry_run: bool = False,
    edges: bool = True,
    progress: Progress | None = None,
) -> CellImportResult:
    """Bring the polygons of a file in as cells of a layer.

    `code` and `name` name fields (found by usual names when left out), `parent` is ``geometry`` (default when there
    is a `parent_layer`), ``prefix`` or a field. `how` says what the file does not of its coordinates; one whose
    system is not known raises ``BadInput`` that asks for it with the likely answers; nothing is guessed in silence.
    Good rows come in, a row without a polygon or with an empty or repeated code is kept aside with its reason; a
    dry run says the same and writes nothing. Without `edges` overlaps and gaps are not looked for (the doctor finds
    them later).
    """
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise WrongUse("{encoding} is no text encoding: try gb18030 or utf-8.", encoding=encoding) from error
    if gone not in GONE:
        raise WrongUse("There is no way '{way}' with cells that are gone: use keep or retire.", way=gone)
    progress = progress or silent()
    features = _as_it_stands(source, source_layer, progress)
    if features is None:
        features = vector_in.read(source, source_layer, progress, encoding=encoding)
    notes: list[GridgovError] = []
    if features.faults and all(blob is None for blob in features.blobs):
        raise BadInput("{file} has no polygon: cells are polygons. Bring points and lines in as records.",
                       file=source.name)  # fmt: skip
    if all(blob is None for blob in features.blobs):
        raise BadInput("{file} has no polygon with a code: nothing to bring in.", file=source.name)
    there = next((one for one in service.layers(desk, actor) if one.id == layer), None)
    features = coordinates.settle(features, how or How(), there.crs if there else None, notes)
    system = _system(desk, actor, features, source, notes)
    areas = _begun(features.rings, system) if features.rings is not None else None
    code_field = _field(features, code, (*CODE_NAMES, *CODE_ALSO), source, "--code", unique=True)
    assert code_field is not None
    name_field = _field(features, name, NAME_NAMES, source, "--name", unique=False)
    if code is None:
        notes.append(BadInput("The code was taken from the field {field}.", field=code_field))
    if features.numbered:
        sentence = "{n} cells of the drawing have no text of their own in them: they were numbered from west to east."
        notes.append(BadInput(sentence, n=features.numbered))
    kept, codes, rejected = _sorted_out(features, code_field)
    known = {row[1]: row for row in service.cell_rows(desk, actor, layer)} if there is not None else {}
    if name_field:
        names = [_text(features.columns[name_field][i]) or None for i in kept]
    else:
        names = [known[code][2] if code in known else None for code in codes]
    blobs = _with_srs([features.blobs[i] for i in kept], reference.srs_id(system))
    whole = features.rings is not None and len(kept) == len(features.blobs)
    rings = features.rings if features.rings is not None and whole else blobs_of.decode_polygons(blobs)
    if not kept:
        raise BadInput("{file} has no polygon with a code: nothing to bring in.", file=source.name)
    if features.encoding and features.encoding_from != "assumed":
        notes.append(_read_as(features, names))
    if (shifted := coordinates.guard(desk, actor, layer, codes, rings, system)) is not None:
        notes.append(shifted)
    keeps = parent_layer is None and parent is None and there is not None and bool(there.parent)
    parent_layer = there.parent if keeps and there is not None else parent_layer
    upper = _upper(desk, actor, parent_layer)
    parents = _parents(features, kept, codes, rings, system, parent_layer, parent, upper, notes)
    if keeps:
        # Nothing was said of parents: a cell that is there keeps its own, a new one gets it by its place.
        parents = [known[code][4] if code in known else by_place for code, by_place in zip(codes, parents, strict=True)]
    stated = parents if parent_layer else None
    spec = _spec(desk, actor, layer, parent_layer, system)
    with _Examination(progress, rings, codes, system, parents=upper, stated_parents=stated, edges=edges) as examination:
        area = areas.result()[kept] if areas is not None else geodesic_area_m2(rings, system)
        made = service.NewCells(codes, names, blobs, area, parents)
        if dry_run:
            difference = service.preview(desk, actor, spec, made, progress=progress)
            counts = (len(difference.added), len(difference.changed), len(difference.same))
            findings = examination.wait()
            told = layer_again.differences(desk, actor, spec, made, difference)
            return CellImportResult(
                layer, len(features.blobs), *counts, rejected, list(difference.missing), findings, notes, differs=told
            )
        told = layer_again.differences(
            desk, actor, spec, made, service.preview(desk, actor, spec, made, progress=progress)
        )
        done = service.publish(
            desk,
            actor,
            spec,
            made,
            valid_from=valid_from,
            progress=progress,
            source=source.name,
            last=examination.wait,
            notes=[say(note) for note in notes],
            gone=layer_again.successors(told) if gone == "retire" else None,
        )
        findings = examination.wait()
    return CellImportResult(
        layer,
        len(features.blobs),
        done.added,
        done.changed,
        done.same,
        rejected,
        list(done.missing),
        findings,
        notes,
        done.unattached,
        done.moved,
        told,
        gone == "retire",
    )


def _as_it_stands(source: Path, layer: str | None, progress: Progress) -> vector_in.Features | None:
    """A GeoPackage whose shapes can be taken over as they are; None for everything that has to be read by GDAL."""
    if source.suffix.lower() != ".gpkg":
        return None
    progress.begin("Reading the file")
    found = foreign.read(source, layer)
    kept = blobs_of.as_they_are(found.blobs) if found is not None else None
    if found is None or kept is None:
        return None
    blobs, rings = kept
    return vector_in.Features(found.columns, blobs, f"EPSG:{found.srs}", rings=None if None in blobs else rings)


def _begun(rings: Rings, system: str) -> Future[NDArray[np.float64]]:
    """The areas, worked out in a thread of its own while texts are sorted, which numpy leaves the time to."""
    pool = ThreadPoolExecutor(1)
    begun = pool.submit(geodesic_area_m2, rings, system)
    pool.shutdown(wait=False)
    return begun


class _Examination:
    """Looks for faults of shape in a thread of its own: GEOS leaves the processor's other cores to the rest."""

    def __init__(self, progress: Progress, *args: Any, **options: Any) -> None:
        self._progress, self._own = progress, Progress()
        self._pool = ThreadPoolExecutor(1)
        self._found = self._pool.submit(topology.examine, *args, **options, progress=self._own)

    def __enter__(self) -> _Examination:
        return self

    def __exit__(self, *_: object) -> None:
        self._own.cancel()
        self._pool.shutdown()

    def wait(self) -> list[Finding]:
        """The findings, when they are there; ``Cancelled`` when that was asked for meanwhile."""
        if not self._found.done():
            self._progress.begin("Looking for faults", self._own.total)
        while not wait([self._found], timeout=0.1).done:
            self._progress.step(0)
        return self._found.result()


def _read_as(features: vector_in.Features, names: Sequence[str | None]) -> BadInput:
    """How the texts were read, with five names by which a person sees whether that is right."""
    how = {"given": tr("as you said"), "cpg": tr("as its .cpg says"), "header": tr("as its table's header says"),
           "tried": tr("found by trying")}  # fmt: skip
    shown = pick("、", ", ").join([name for name in names if name and not name.isascii()][:5])
    return BadInput(
        "The texts were read as {encoding} ({how}): {names}. If they look wrong, give --encoding.",
        encoding=str(features.encoding).upper(), how=how.get(features.encoding_from, ""), names=shown or "—",
    )  # fmt: skip


def _system(desk: Desk, actor: Actor, features: vector_in.Features, source: Path, notes: list[GridgovError]) -> str:
    if features.crs is None:
        rings = blobs_of.decode_polygons(features.blobs)
        likely = likely_crs.likely(desk, actor, rings.bounds(), rings.xy) if len(rings.xy) else []
        offered = "; ".join(f"{one.option} ({one.reason})" for one in likely[:6]) or tr("nothing fits")
        raise BadInput(
            "{file} does not say its reference system: give it with --crs. Likely: {likely}.",
            file=source.name,
            likely=offered,
        )
    if features.declared_crs:
        notes.append(BadInput("The file's crs member says {crs}, and was followed.", crs=features.crs))
    return features.crs


def _field(
    features: vector_in.Features, given: str | None, usual: Sequence[str], source: Path, option: str, *, unique: bool
) -> str | None:
    """The field that is meant: the one given, else the first usual name, else (for a code) the only unique one."""
    fields = list(features.columns)
    if given is not None:
        if given not in features.columns:
            raise WrongUse(
                "{file} has no field {field} for {option}: it has {fields}.",
                file=source.name,
                field=given,
                option=option,
                fields=", ".join(fields) or "—",
            )
        return given
    lower = {field.lower(): field for field in reversed(fields)}
    for name in usual:
        if name.lower() in lower and (not unique or _is_key(features.columns[lower[name.lower()]])):
            return lower[name.lower()]
    if not unique:
        return None
    named = {name.lower() for name in NAME_NAMES}
    keys = [
        field
        for field in fields
        if field.lower() not in named and _is_key(features.columns[field]) and not _is_measure(features.columns[field])
    ]
    likely = [field for field in keys if field.lower().endswith(CODE_ENDINGS)]
    if len(keys) == 1 or len(likely) == 1:
        return (likely or keys)[0]
    raise WrongUse(
        "Which field of {file} holds the code? Say so with {option}: {fields}.",
        file=source.name,
        option=option,
        fields=", ".join(keys or fields) or "—",
    )


CODE_ENDINGS = ("code", "bm", "dm", "编码", "代码", "编号", "标识码")
"""How the name of a field ends that likely holds codes; which one was taken is said."""


def _is_measure(values: list[Any]) -> bool:
    """Whether a column holds lengths or areas: numbers with a fraction are no codes."""
    return any(isinstance(value, float | np.floating) and not float(value).is_integer() for value in values)


def _is_key(values: list[Any]) -> bool:
    texts = [_text(value) for value in values]
    return all(texts) and len(set(texts)) == len(texts)


def _text(value: Any) -> str:
    """A code or name as text: 8 and 8.0 are ``8``, a missing value is empty."""
    if type(value) is str:
        return value.strip()
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    return str(value).strip()


def _sorted_out(
    features: vector_in.Features, code_field: str
) -> tuple[list[int], list[str], list[tuple[int, BadInput]]]:
    """Positions and codes of the good rows, and the others with row number and reason."""
    codes = [_text(value) for value in features.columns[code_field]]
    rings = features.rings
    shaped = rings is not None and bool(np.bincount(rings.ring_cell, minlength=rings.count).all())
    if shaped and not features.faults and all(codes) and len(set(codes)) == len(codes):
        return list(range(len(codes))), codes, []
    kept: list[int] = []
    codes = []
    rejected: list[tuple[int, BadInput]] = []
    seen: set[str] = set()
    for i, (value, shape) in enumerate(zip(features.columns[code_field], features.blobs, strict=True)):
        code, row = _text(value), i + 1
        if row in features.faults:
            rejected.append((row, features.faults[row]))
        elif shape is None or blobs_of.is_empty(shape):
            rejected.append((row, BadInput("Row {row} has no shape: draw it and bring it in again.", row=row)))
        elif not code:
            rejected.append((row, BadInput("Row {row} has no code in {field}: fill it in.", row=row, field=code_field)))
        elif code in seen:
            sentence = "Row {row} repeats the code {code}: the first was taken; give this one its own."
            rejected.append((row, BadInput(sentence, row=row, code=code)))
        else:
            seen.add(code)
            kept.append(i)
            codes.append(code)
    return kept, codes, rejected


def _with_srs(blobs: Sequence[bytes | None], srs: int) -> list[bytes]:
    """Blobs that name this reference system; most do already."""
    wanted = srs.to_bytes(4, "little", signed=True)
    there = [blob for blob in blobs if blob is not None]
    return [blob if blob[4:8] == wanted else blob[:4] + wanted + blob[8:] for blob in there]


def _upper(desk: Desk, actor: Actor, parent_layer: str | None) -> tuple[Rings, list[str], str] | None:
    if parent_layer is None:
        return None
    return layer_rings(desk, actor, parent_layer)


def _parents(
    features: vector_in.Features,
    kept: list[int],
    codes: list[str],
    rings: Rings,
    system: str,
    parent_layer: str | None,
    parent: str | None,
    upper: tuple[Rings, list[str], str] | None,
    notes: list[GridgovError],
) -> list[str | None]:
    """The code of each cell's parent; None where there is none."""
    if parent_layer is None or upper is None:
        if parent is not None:
            raise WrongUse("--parent needs --parent-layer: which layer is above?")
        return [None] * len(codes)
    above = upper[1]
    if parent is None or parent == "geometry":
        best, _ = topology.parents_by_geometry(rings, system, upper[0], upper[2])
        return [above[i] if i >= 0 else None for i in best]
    if parent == "prefix":
        lengths = sorted({len(code) for code in above}, reverse=True)
        known = set(above)
        return [next((code[:n] for n in lengths if n < len(code) and code[:n] in known), None) for code in codes]
    if parent not in features.columns:
        raise WrongUse(
            "There is no field {field} for --parent: use geometry, prefix or one of {fields}.",
            field=parent,
            fields=", ".join(features.columns),
        )
    stated = [_text(features.columns[parent][i]) for i in kept]
    unknown = sorted({code for code in stated if code and code not in set(above)})
    if unknown:
        notes.append(
            BadInput(
                "The layer {layer} has no {codes}; those cells have no parent.",
                layer=parent_layer,
                codes=", ".join(unknown[:10]),
            )
        )
    return [code if code in set(above) else None for code in stated] if unknown else [code or None for code in stated]


def _spec(desk: Desk, actor: Actor, layer: str, parent_layer: str | None, system: str) -> service.LayerSpec:
    there = {one.id: one for one in service.layers(desk, actor)}
    if not re.fullmatch(r"[a-z][a-z0-9_]*", layer):
        raise WrongUse("{layer} cannot name a layer: use small letters, digits and _.", layer=layer)
    if layer in there:
        known = there[layer]
        above = parent_layer or known.parent
        return service.LayerSpec(layer, known.zh, known.en, known.rank, above, system)
    zh, en, rank = KNOWN.get(layer, (layer, layer, 90))
    return service.LayerSpec(layer, zh, en, rank, parent_layer, system)


def as_json(result: CellImportResult) -> dict[str, Any]:
    """A result as ``gridgov import cells --json`` prints it."""
    return {
        "layer": result.layer,
        "rows": result.rows,
        "added": result.added,
        "changed": result.changed,
        "same": result.same,
        "skipped": 0,
        "rejected": len(result.rejected),
        "missing": result.missing,
        "unattached": result.unattached,
        "moved": result.moved,
        "retired": result.retired,
        "differs": [{**attrs.asdict(one), "message": one.in_words} for one in result.differs],
        "rejects": [{"row": row, "reason": say(reason)} for row, reason in result.rejected],
        "findings": [finding_json(finding) for finding in result.findings],
        "notes": [say(note) for note in result.notes],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding in the words of the command line."""
    return {
        "kind": finding.kind,
        "codes": list(finding.codes),
        "x": finding.x if finding.x == finding.x else None,
        "y": finding.y if finding.y == finding.y else None,
        "area_m2": finding.area_m2,
        "length_m": finding.length_m,
        "fixable": finding.fixable,
        "message": tr(finding.sentence, **finding.params),
    }


def notes(result: CellImportResult) -> list[str]:
    """What was taken for granted and which cells the file does not have, one sentence each."""
    said = [say(note) for note in result.notes]
    if result.missing and not result.retired:
        said.append(
            tr(
                "{n} cells of the layer are not in the file and were kept: {codes}.",
                n=len(result.missing),
                codes=", ".join(result.missing[:10]),
            )
        )
    return said


def sentences(result: CellImportResult) -> list[str]:
    """Notes, missing codes, rejected rows, differences and findings of a result, one sentence each."""
    said = notes(result)
    said += [say(reason) for _, reason in result.rejected[:SHOWN]]
    said += [one.in_words for one in result.differs[:SHOWN]]
    if len(result.differs) > SHOWN:
        said.append(tr("{n} more differences.", n=len(result.differs) - SHOWN))
    said += [tr(f.sentence, **f.params) for f in result.findings[:SHOWN]]
    if len(result.findings) > SHOWN:
        said.append(tr("{n} more findings: see the doctor.", n=len(result.findings) - SHOWN))
    return said
