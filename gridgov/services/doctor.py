"""The doctor: what is wrong with a file of polygons, or with a layer of a district, each with place and size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from gridgov.domain.access import Actor
from gridgov.errors import BadInput
from gridgov.exchange import geojson_advice, geojson_check, vector_in
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import cells
from gridgov.services.cell_import import CODE_ALSO, CODE_NAMES, finding_json
from gridgov.services.desk import Desk, is_district
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial import blob, topology
from gridgov.spatial import crs as reference
from gridgov.spatial.topology import Finding

__all__ = ["Report", "as_json", "examine_file", "examine_layer", "exit_code", "is_district", "sentences"]


@attrs.frozen(eq=False)
class Report:
    """Findings on `features` features; `faults` are those of a GeoJSON document itself."""

    features: int
    findings: list[Finding]
    faults: list[geojson_check.Fault]


def examine_file(path: Path, *, layer: str | None = None, progress: Progress | None = None) -> Report:
    """Judge a file of another system; nothing is written anywhere.

    A GeoJSON document is judged first; one that cannot be read whole has its faults of structure and nothing else.
    """
    faults: list[geojson_check.Fault] = []
    if path.suffix.lower() in vector_in.GEOJSON:
        if not path.is_file():
            raise BadInput("{file} is not there: check the name.", file=path)
        try:
            document = geojson_check.parse(path)
        except BadInput as error:
            return Report(0, [], [geojson_check.Fault("structure", "$", error.sentence, error.params)])
        faults = list(geojson_check.faults(document))
        features = vector_in.feature_count(document)
        if not any(fault.is_fatal for fault in faults):
            faults += geojson_advice.advice(document)
        if any(fault.is_fatal for fault in faults) or not vector_in.has_polygons(document):
            return Report(features, [], faults)
    found = vector_in.read(path, layer, progress)
    blobs = [b for b in found.blobs if b is not None]
    rings = blob.decode_polygons(blobs)
    codes = _codes(found)
    system = found.crs or (reference.WGS84 if _in_degrees(rings.bounds()) else "EPSG:3857")
    findings = topology.examine(rings, codes, system, progress=progress)
    if rings.count == 1:
        # A hole in the only cell there is lies between no neighbours.
        findings = [one for one in findings if one.kind != "gap"]
    return Report(len(found.blobs), findings, faults)


def _in_degrees(bounds: tuple[float, float, float, float]) -> bool:
    return bounds[0] >= -180 and bounds[2] <= 180 and bounds[1] >= -90 and bounds[3] <= 90


def _codes(found: vector_in.Features) -> list[str]:
    """A name for each feature: its code where a usual field has one, else its number."""
    lower = {field.lower(): field for field in found.columns}
    there = [i for i, b in enumerate(found.blobs) if b is not None]
    for name in (*CODE_NAMES, *CODE_ALSO):
        if name.lower() in lower:
            return [str(found.columns[lower[name.lower()]][i]) for i in there]
    return [str(i + 1) for i in there]


def layer_of(desk: Desk, actor: Actor, layer: str | None) -> str:
    """The layer that is meant: the one named, else ``unit_cell``, else the finest; ``BadInput`` when there is none."""
    ids = [one.id for one in cells.layers(desk, actor)]
    if not ids:
        raise BadInput("There is no layer of cells yet: bring one in first.")
    return layer or (cells.DEFAULT if cells.DEFAULT in ids else ids[-1])


def examine_layer(desk: Desk, actor: Actor, layer: str | None = None, *, progress: Progress | None = None) -> Report:
    """Judge a layer of a district; None: ``unit_cell``, or the finest there is. The parents are judged along."""
    layer = layer_of(desk, actor, layer)
    found = cells.layers(desk, actor)
    rings, codes, system = layer_rings(desk, actor, layer)
    chosen = next(one for one in found if one.id == layer)
    parents = layer_rings(desk, actor, chosen.parent) if chosen.parent else None
    stated = [row[4] for row in sorted(cells.cell_rows(desk, actor, layer), key=lambda row: row[1])]
    order = sorted(range(len(codes)), key=codes.__getitem__)
    by_position: list[str | None] = [None] * len(codes)
    for position, code in zip(order, stated, strict=True):
        by_position[position] = code
    findings = topology.examine(rings, codes, system, parents=parents, stated_parents=by_position, progress=progress)
    return Report(rings.count, findings, [])


def as_json(report: Report) -> dict[str, Any]:
    """A report as ``gridgov doctor --json`` prints it."""
    faults: list[dict[str, Any]] = [
        {
            "kind": fault.kind,
            "codes": [],
            "x": None,
            "y": None,
            "area_m2": 0.0,
            "length_m": 0.0,
            "fixable": False,
            "place": fault.place,
            "message": _said(fault),
        }
        for fault in report.faults
    ]
    return {"features": report.features, "findings": faults + [finding_json(f) for f in report.findings]}


def _said(fault: geojson_check.Fault) -> str:
    return tr("{place}: {reason}", place=fault.place, reason=say(BadInput(fault.sentence, **fault.params)))


def sentences(report: Report) -> list[str]:
    """One sentence a finding."""
    return [_said(fault) for fault in report.faults] + [tr(f.sentence, **f.params) for f in report.findings]


def exit_code(report: Report) -> int:
    """0 nothing or remarks alone, 1 findings, 3 when a document cannot be read whole."""
    if any(fault.is_fatal for fault in report.faults):
        return 3
    return 1 if report.findings or not all(fault.is_remark for fault in report.faults) else 0
