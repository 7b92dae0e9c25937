"""Features of a GeoJSON file or a GeoPackage layer as rows: their properties as text, their geometry as WKB."""

from __future__ import annotations

import re
import struct
import weakref
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson

from gridgov.errors import BadInput
from gridgov.exchange import map_source
from gridgov.exchange.geojson_check import GEOMETRY_DEPTH, lines
from gridgov.exchange.record_source import (
    CHUNK_ROWS,
    Chunk,
    Sentence,
    readable_file,
    text_of_number,
)

_POINT = struct.Struct("<BIdd")
_EPSG = re.compile(r"EPSG(?:::|:|/\d*/?)(\d+)$", re.IGNORECASE)


class GeoJsonTable:
    """The features of one GeoJSON file (or newline-delimited GeoJSON), whole in memory.

    Without a crs member the coordinates are WGS 84 longitude and latitude, as RFC 7946 says; coordinates that
    cannot be degrees then leave `crs` unknown.
    """

    kind = "geojson"
    has_shapes = True

    def __init__(self, path: Path) -> None:
        readable_file(path)
        self.path = path
        self.sheets: list[str] = []
        self.sheet = ""
        self.notes: list[Sentence] = []
        self._features, declared = _read_features(path)
        self.total: int | None = len(self._features)
        self.estimate = len(self._features)
        if not self._features:
            raise BadInput("{file} is empty: there is no feature in it.", file=path.name)
        names: dict[str, None] = {}
        for feature in self._features:
            names.update(dict.fromkeys(feature.get("properties") or ()))
        self.columns = list(names)
        self.crs: str | None = declared or ("EPSG:4326" if self._in_degrees() else None)

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The features in chunks; one whose geometry cannot be read is given with its fault."""
        for start in range(0, len(self._features), size):
            part = self._features[start : start + size]
            properties = [feature.get("properties") or {} for feature in part]
            columns = {name: [_json_text(p.get(name)) for p in properties] for name in self.columns}
            faults: dict[int, Sentence] = {}
            shapes = [_wkb(feature.get("geometry"), i, faults) for i, feature in enumerate(part)]
            yield Chunk(list(range(start + 1, start + len(part) + 1)), columns, shapes, faults)

    def _in_degrees(self) -> bool:
        for feature in self._features[:1000]:
            position = _first_position(feature.get("geometry"))
            if position is not None and (abs(position[0]) > 180.0001 or abs(position[1]) > 90.0001):
                return False
        return True


class MapTable:
    """One layer or attribute table of a map file that GDAL can open; mixed geometry is kept as it is.

    GeoPackage, shapefile (loose or zipped), file geodatabase, FlatGeobuf, KML, TopoJSON. An archive stays unpacked for
    as long as the table lives.
    """

    kind = "map"

    def __init__(self, path: Path, *, layer: str | None = None, encoding: str | None = None) -> None:
        import pyogrio

        if path.suffix.lower() != ".gdb":
            readable_file(path)
        self.path = path
        stack = ExitStack()
        source = stack.enter_context(map_source.opened(path, encoding))
        weakref.finalize(self, stack.close)
        self._gdal = source.gdal
        self._more = {"encoding": source.encoding} if source.encoding else {}
        self.notes: list[Sentence] = []
        try:
            with map_source.quiet_gdal():
                found = map_source.layer_names(self._gdal)
        except Exception as error:
            raise BadInput(map_source.UNREADABLE, file=path.name) from error
        self.sheets: list[str] = [name for name, _ in found]
        if not self.sheets:
            raise BadInput("{file} is empty: there is no layer in it.", file=path.name)
        if layer is not None and layer not in self.sheets:
            raise BadInput(
                "{file} has no layer called {layer}. It has: {layers}.",
                file=path.name,
                layer=layer,
                layers=", ".join(self.sheets),
            )
        if layer is None and len(self.sheets) > 1:
            raise BadInput(
                "{file} has several layers: {layers}. Say which one with --sheet, or as sheet in the mapping.",
                file=path.name,
                layers=", ".join(self.sheets),
            )
        self.sheet = layer or self.sheets[0]
        try:
            with map_source.quiet_gdal():
                info = pyogrio.read_info(self._gdal, layer=self.sheet, **self._more)
        except Exception as error:
            raise BadInput(map_source.UNREADABLE, file=path.name) from error
        self.columns = [str(name) for name in info["fields"]]
        self.total: int | None = int(info["features"])
        self.estimate = self.total
        self.has_shapes = info["geometry_type"] is not None
        crs = info["crs"]
        # GDAL names srs_id -1 and 0 of a GeoPackage "Undefined ...": that is no answer to where it lies.
        self.crs: str | None = None if crs is None or "undefined" in str(crs).lower() else str(crs)
        if self.total == 0:
            raise BadInput("{file} is empty: there is no feature in it.", file=path.name)

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The features in chunks, read 50,000 at a time."""
        import pyogrio.raw

        block = max(size, 50_000)
        number = 0
        for start in range(0, self.total or 0, block):
            with map_source.quiet_gdal():
                _, _, geometry, data = pyogrio.raw.read(
                    self._gdal, layer=self.sheet, force_2d=True, skip_features=start, max_features=block, **self._more
                )
            texts = {name: _column_text(values) for name, values in zip(self.columns, data, strict=True)}
            count = len(geometry) if geometry is not None else len(next(iter(texts.values()), ()))
            shapes = list(geometry) if geometry is not None else None
            for at in range(0, count, size):
                end = min(at + size, count)
                columns = {name: values[at:end] for name, values in texts.items()}
                yield Chunk(
                    list(range(number + 1, number + end - at + 1)),
                    columns,
                    shapes[at:end] if shapes is not None else None,
                )
                number += end - at


def _read_features(path: Path) -> tuple[list[dict[str, Any]], str | None]:
    raw = path.read_bytes()
    if raw[:3] == b"\xef\xbb\xbf":
        raw = raw[3:]
    if path.suffix.lower() in {".geojsonl", ".geojsonseq", ".geojsons", ".ndjson", ".jsonl"}:
        return [_parse(line, path) for line in raw.replace(b"\x1e", b"").splitlines() if line.strip()], None
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError:
        if (found := lines(raw)) is not None:
            return found, None
        document = _parse(raw, path)
    declared = _declared(document) if isinstance(document, dict) else None
    features = _listed(document)
    if not isinstance(features, list):
        kind = document.get("type") if isinstance(document, dict) else None
        raise BadInput(
            "{file} is not GeoJSON with features: its type is {type}, not FeatureCollection.",
            file=path.name,
            type=str(kind or "—"),
        )
    for index, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise BadInput("{file}, feature {row}: this is not a GeoJSON feature.", file=path.name, row=index)
    return features, declared


def _listed(document: Any) -> Any:
    """The features of a document, a single one or a bare geometry too; None for what is no GeoJSON."""
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        return document.get("features")
    if kind == "Feature":
        return [document]
    if isinstance(kind, str) and (kind in GEOMETRY_DEPTH or kind == "GeometryCollection"):
        return [{"type": "Feature", "properties": {}, "geometry": document}]
    return None


def _parse(raw: bytes, path: Path) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BadInput(
            "{file}, line {line}, character {column}: this is not valid JSON ({why}).",
            file=path.name,
            line=error.lineno,
            column=error.colno,
            why=error.msg,
        ) from error


def _declared(document: dict[str, Any]) -> str | None:
    """The reference system that an old-style crs member names; None when there is none."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if "CRS84" in name:
        return "EPSG:4326"
    found = _EPSG.search(name)
    return f"EPSG:{found.group(1)}" if found else None


def _first_position(geometry: Any) -> Sequence[float] | None:
    value = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(value, list) and value and isinstance(value[0], list):
        value = value[0]
    if isinstance(value, list) and len(value) >= 2 and all(isinstance(v, int | float) for v in value[:2]):
        return value
    return None


def _wkb(geometry: Any, index: int, faults: dict[int, Sentence]) -> bytes | None:
    if geometry is None:
        return None
    try:
        if geometry["type"] == "Point":
            position = geometry["coordinates"]
            if not position:
                return None
            return _POINT.pack(1, 1, float(position[0]), float(position[1]))
        import shapely

        wkb: bytes = shapely.to_wkb(shapely.from_geojson(orjson.dumps(geometry)), output_dimension=2)
    except Exception:  # whatever a geometry can be, a bad one is this row's fault and nothing more
        faults[index] = Sentence("The geometry cannot be read.")
        return None
    return wkb


def _json_text(value: Any) -> str:
    if value is None:
        return ""
    if value.__class__ is str:
        return str(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return text_of_number(value)
    return orjson.dumps(value).decode()


def _column_text(values: Any) -> list[str]:
    """A column as pyogrio gives it, as texts; missing values become ''."""
    kind = values.dtype.kind
    if kind == "O":
        return ["" if value is None else value if value.__class__ is str else _json_text(value) for value in values]
    if kind == "f":
        return [text_of_number(value) for value in values.tolist()]
    if kind == "M":
        days = values.dtype.str.endswith("[D]")
        texts = [str(value) for value in values]
        return ["" if t == "NaT" else t if days else t[:19] for t in texts]
    if kind == "b":
        return ["1" if value else "0" for value in values.tolist()]
    return [str(value) for value in values.tolist()]
