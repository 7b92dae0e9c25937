"""Polygons from other people's files: which layers there are, and one layer as columns and geometry blobs."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from gridgov.errors import BadInput, WrongUse
from gridgov.exchange import drawing_in, geojson_check, map_source, wkt_in
from gridgov.exchange.collector import without_collector
from gridgov.progress import Progress, silent
from gridgov.spatial import blob
from gridgov.spatial import crs as reference
from gridgov.spatial.rings import Rings, joined

GEOJSON = {".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson"}
_HEAD = struct.Struct("<2sBBi4d")
TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xls"}
DRAWINGS = {".dxf"}
_SAMPLE = 5


@attrs.frozen
class LayerInfo:
    """What one layer of a file holds, before anything is read from it."""

    name: str
    features: int
    geometry: str
    crs: str | None
    fields: list[str]
    sample: list[dict[str, Any]]


@attrs.frozen(eq=False)
class Features:
    """One layer, whole: columns of values, one GeoPackage blob a feature (None: no geometry), its system.

    `crs` is None when the file does not say; `declared_crs` tells an old GeoJSON `crs` member that was honoured.
    `faults` are rows whose geometry is no polygon, by row (the first is 1).
    """

    columns: dict[str, list[Any]]
    blobs: list[bytes | None]
    crs: str | None
    faults: dict[int, BadInput] = attrs.field(factory=dict)
    declared_crs: bool = False
    rings: Rings | None = None
    """The rings of all features, where they were read on the way and every feature has some."""
    encoding: str | None = None
    encoding_from: str = ""
    """How the texts of a shapefile were read, and how that was found out (see `map_source`)."""
    numbered: int = 0
    """Cells of a drawing without a text in them, which were numbered from west to east."""


def layers(path: Path, encoding: str | None = None) -> list[LayerInfo]:
    """The layers of a file; ``BadInput`` when it cannot be opened."""
    with map_source.opened(path, encoding) as source:
        if source.kind in GEOJSON and not map_source.is_topology(source.gdal):
            document = _sound(source.gdal)
            if document.get("type") != "FeatureCollection" or not isinstance(document.get("features"), list):
                _refuse(path, document)
            features = _features(document)
            if not features:
                _refuse(path, document)
            names = _fields(features)
            sample = [dict(one) if isinstance(one := f.get("properties"), dict) else {} for f in features[:_SAMPLE]]
            kinds = sorted({str(_geometry(f).get("type")) for f in features[:1000]} - {"None"})
            crs, _ = _geojson_crs(document, features)
            return [LayerInfo(path.stem, len(features), "/".join(kinds), crs, names, sample)]
        if source.kind in TABLES | DRAWINGS:
            found = _read_table(source, silent()) if source.kind in TABLES else _read_drawing(source)
            names = list(found.columns)
            rows = zip(*(found.columns[name][:_SAMPLE] for name in names), strict=True)
            sample = [dict(zip(names, row, strict=True)) for row in rows]
            return [LayerInfo(path.stem, len(found.blobs), "Polygon", None, names, sample)]
        return _gdal_layers(source)


def _gdal_layers(source: map_source.MapSource) -> list[LayerInfo]:
    import pyogrio

    with gdal(source.path):
        found = []
        for name, geometry in map_source.layer_names(source.gdal):
            more = {"encoding": source.encoding} if source.encoding else {}
            info = pyogrio.read_info(source.gdal, layer=name, **more)
            frame = pyogrio.raw.read(source.gdal, layer=name, max_features=_SAMPLE, read_geometry=False, **more)
            fields = [str(f) for f in frame[0]["fields"]]
            sample = [dict(zip(fields, row, strict=True)) for row in zip(*frame[3], strict=True)] if fields else []
            count = int(info["features"])
            found.append(LayerInfo(str(name), count, str(geometry or ""), epsg(info["crs"]), fields, sample))
        return found


def read(
    path: Path, layer: str | None = None, progress: Progress | None = None, *, encoding: str | None = None
) -> Features:
    """One layer of a file; several and none chosen raises ``WrongUse`` with the choices.

    GeoJSON (also a bare geometry, or a feature a line), TopoJSON, shapefiles (loose, or zipped with Chinese names),
    GeoPackage, file geodatabase, FlatGeobuf, KML and KMZ, DXF, tables with well-known text; archives of one of them.
    `encoding` is that of a shapefile's texts where it is known better than the file does.
    """
    progress = progress or silent()
    progress.begin("Reading the file")
    with map_source.opened(path, encoding) as source:
        if source.kind in GEOJSON and not map_source.is_topology(source.gdal):
            return _read_geojson(source.gdal, progress)
        if source.kind in TABLES:
            return _read_table(source, progress)
        if source.kind in DRAWINGS:
            return _read_drawing(source)
        return _read_gdal(source, layer, progress)


def _read_gdal(source: map_source.MapSource, layer: str | None, progress: Progress) -> Features:
    import pyogrio

    with gdal(source.path):
        names = [name for name, geometry in map_source.layer_names(source.gdal) if geometry]
        if not names:
            raise BadInput("{file} has no layer with shapes in it.", file=source.path.name)
        if layer is None and len(names) != 1:
            raise WrongUse(
                "{file} has several layers: choose one with --source-layer ({names}).",
                file=source.path.name,
                names=", ".join(names) or "—",
            )
        chosen = layer or names[0]
        if chosen not in names:
            raise WrongUse(
                "{file} has no layer {layer}: it has {names}.",
                file=source.path.name, layer=chosen, names=", ".join(names),
            )  # fmt: skip
        more = {"encoding": source.encoding} if source.encoding else {}
        meta, _, shapes, values = pyogrio.raw.read(source.gdal, layer=chosen, force_2d=True, **more)
    progress.step()
    columns = {str(name): list(column) for name, column in zip(meta["fields"], values, strict=True)}
    found = _from_wkb(list(shapes), columns, epsg(meta["crs"]), progress)
    return attrs.evolve(found, encoding=source.encoding, encoding_from=source.encoding_from)


def _read_table(source: map_source.MapSource, progress: Progress) -> Features:
    table = wkt_in.read(source.gdal)
    found = _from_wkb(table.wkb, {name: list(values) for name, values in table.columns.items()}, None, progress)
    return attrs.evolve(found, faults={**found.faults, **table.faults})


def _read_drawing(source: map_source.MapSource) -> Features:
    with gdal(source.path):
        drawing = drawing_in.read(source.gdal)
    columns: dict[str, list[Any]] = {"code": list(drawing.codes), "layer": list(drawing.layers)}
    return attrs.evolve(_from_wkb(list(drawing.wkb), columns, None, silent()), numbered=len(drawing.numbered))


def _from_wkb(
    shapes: list[bytes | None], columns: dict[str, list[Any]], crs: str | None, progress: Progress
) -> Features:
    """Shapes as blobs and rings; a row that is no polygon has its fault."""
    srs = reference.srs_id(crs) if crs else 0
    there = [i for i, wkb in enumerate(shapes) if wkb is not None]
    blobs: list[bytes | None] = [None] * len(shapes)
    faults: dict[int, BadInput] = {}
    pieces: list[Rings | None] = []
    for start in range(0, len(there), 5000):
        part = there[start : start + 5000]
        given = [wkb for i in part if (wkb := shapes[i]) is not None]
        made_here, rings = blob.with_rings(given, srs)
        pieces.append(rings)
        for i, wkb, made in zip(part, given, made_here, strict=True):
            if _wkb_kind(wkb) in (3, 6):
                blobs[i] = made
            else:
                faults[i + 1] = BadInput("Row {row} is no polygon: cells must be polygons.", row=i + 1)
        progress.step()
    whole = [piece for piece in pieces if piece is not None]
    rings = joined(whole) if len(whole) == len(pieces) and len(there) == len(shapes) and not faults else None
    return Features(columns, blobs, crs, faults, rings=rings)


def _wkb_kind(wkb: bytes) -> int:
    (kind,) = struct.unpack_from("<I" if wkb[0] == 1 else ">I", wkb, 1)
    return int(kind % 1000) if kind < 4000 else int(kind & 0xFF)


@contextmanager
def gdal(path: Path) -> Iterator[None]:
    """GDAL at work on a file: what it cannot open becomes one sentence."""
    from pyogrio import errors

    try:
        with map_source.quiet_gdal():
            yield
    except (errors.DataSourceError, errors.DataLayerError, errors.FeatureError, errors.GeometryError) as error:
        raise BadInput(map_source.UNREADABLE, file=path.name) from error


def epsg(crs: str | None) -> str | None:
    """``EPSG:n`` of what GDAL says; a definition without a number is looked up."""
    return reference.named(crs) if crs else None


# -- GeoJSON ---------------------------------------------------------------------------------------------------------


def _sound(path: Path) -> dict[str, Any]:
    with without_collector():
        document = geojson_check.parse(path)
    if not isinstance(document, dict):
        _refuse(path, document)
    return dict(document)


def _features(document: dict[str, Any]) -> list[dict[str, Any]]:
    if document.get("type") == "FeatureCollection":
        features = document.get("features")
        return [f for f in features if isinstance(f, dict)] if isinstance(features, list) else []
    if document.get("type") == "Feature":
        return [document]
    return [{"type": "Feature", "properties": {}, "geometry": document}]


def _fields(features: list[dict[str, Any]]) -> list[str]:
    names: dict[str, None] = {}
    for feature in features:
        properties = feature.get("properties")
        if isinstance(properties, dict):
            names.update(dict.fromkeys(properties))
    return list(names)


def _geojson_crs(document: dict[str, Any], features: list[dict[str, Any]]) -> tuple[str | None, bool]:
    """The system of a document, and whether an old crs member said it; None when the numbers are no degrees."""
    member = document.get("crs")
    if isinstance(member, dict):
        name = str((member.get("properties") or {}).get("name", ""))
        if "CRS84" in name.upper():
            return reference.WGS84, True
        digits = name.upper().replace("::", ":").rpartition("EPSG:")[2].rpartition("/")[2]
        if digits.isdigit():
            return f"EPSG:{digits}", True
    position = next((p for p in map(_first_position, features[:100]) if p is not None), None)
    if position is not None and not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
        return None, False
    return reference.WGS84, False


def _geometry(feature: dict[str, Any]) -> dict[str, Any]:
    """The geometry of a feature, which may be anything; nothing where it is none."""
    found = feature.get("geometry")
    return found if isinstance(found, dict) else {}


def _first_position(feature: dict[str, Any]) -> list[float] | None:
    value = _geometry(feature).get("coordinates")
    while isinstance(value, list) and value and isinstance(value[0], list):
        value = value[0]
    return value if geojson_check.is_position(value) else None


def _read_geojson(path: Path, progress: Progress) -> Features:
    document = _sound(path)
    features = document.get("features") if document.get("type") == "FeatureCollection" else None
    if features is None or not isinstance(features, list):
        _refuse(path, document)
        features = _features(document)
    if not features:
        raise BadInput("{file} holds no feature: ask for the file again.", file=path.name)
    crs, declared = _geojson_crs(document, [f for f in features[:100] if isinstance(f, dict)])
    srs = reference.srs_id(crs) if crs else 0
    progress.begin("Reading the shapes", len(features))
    blobs: list[bytes | None] = []
    faults: dict[int, BadInput] = {}
    with without_collector():
        for i, feature in enumerate(features):
            try:
                geometry = feature["geometry"]
                made = None if geometry is None else _encode(geometry, srs)
                if not isinstance(feature["properties"], dict | None):
                    raise TypeError
            except (TypeError, KeyError, ValueError, IndexError):
                _refuse(path, {"type": "FeatureCollection", "features": [feature]}, i)
                made = None
                faults[i + 1] = BadInput("Row {row} is no polygon: cells must be polygons.", row=i + 1)
            blobs.append(made)
            if i % 500 == 499:
                progress.step(500)
        names = _fields(features)
        rows = [f["properties"] or {} for f in features]
        columns = {name: [row.get(name) for row in rows] for name in names}
        if "id" not in columns and all(f.get("id") not in (None, "") for f in features):
            columns["id"] = [f["id"] for f in features]
    return Features(columns, blobs, crs, faults, declared)


def _refuse(path: Path, document: Any, index: int | None = None) -> None:
    """Raise ``BadInput`` with the first fault of structure; else return. `index` is the place of the only feature."""
    for fault in geojson_check.faults(document):
        if fault.is_fatal:
            place = fault.place if index is None else fault.place.replace("features[0]", f"features[{index}]", 1)
            raise BadInput(
                "{file} cannot be read whole, at {place}: {reason}",
                file=path.name,
                place=place,
                reason=BadInput(fault.sentence, **fault.params),
            )


def _encode(geometry: dict[str, Any], srs: int) -> bytes:
    """A polygon or multipolygon as a blob; ValueError for anything else or faulty."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        body, boxes = _polygon(coordinates)
    elif kind == "MultiPolygon":
        parts = [_polygon(polygon) for polygon in coordinates]
        body = struct.pack("<BII", 1, 6, len(parts)) + b"".join(part for part, _ in parts)
        boxes = [box for _, found in parts for box in found]
    else:
        raise ValueError(kind)
    if not boxes:
        return struct.pack("<2sBBi", b"GP", 0, 0x11, srs) + body
    table = np.array(boxes)
    low_x, low_y = table[:, :2].min(axis=0)
    high_x, high_y = table[:, 2:].max(axis=0)
    return _HEAD.pack(b"GP", 0, 0x03, srs, low_x, high_x, low_y, high_y) + body


def _polygon(rings: list[Any]) -> tuple[bytes, list[tuple[float, float, float, float]]]:
    parts = [struct.pack("<BII", 1, 3, len(rings))]
    boxes: list[tuple[float, float, float, float]] = []
    for ring in rings:
        line = np.array(ring)
        if line.ndim != 2 or line.dtype.kind not in "iuf" or len(line) < 4 or line.shape[1] < 2:
            raise ValueError("ring")
        xy = np.ascontiguousarray(line[:, :2], dtype="<f8")
        if (xy[0] != xy[-1]).any():
            if np.abs(xy[0] - xy[-1]).max() > geojson_check.CLOSE_DEGREES:
                raise ValueError("open")
            xy[-1] = xy[0]
        parts.append(struct.pack("<I", len(xy)))
        parts.append(xy.tobytes())
        low, high = xy.min(axis=0), xy.max(axis=0)
        boxes.append((low[0], low[1], high[0], high[1]))
    return b"".join(parts), boxes


def feature_count(document: Any) -> int:
    """How many features a GeoJSON document holds; 0 for what is none."""
    return len(_features(document)) if isinstance(document, dict) else 0


def has_polygons(document: Any) -> bool:
    """Whether a sound GeoJSON document holds polygons, which can be judged as cells."""
    kinds = {(f.get("geometry") or {}).get("type") for f in _features(document)}
    return bool(kinds & {"Polygon", "MultiPolygon"})
