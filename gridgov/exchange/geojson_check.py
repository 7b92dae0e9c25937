"""Judges a GeoJSON document before anything is read from it (RFC 7946).

What cannot be read whole (broken JSON, wrong or missing members, positions that are no numbers, rings too short or not
closed) is a fault of kind ``structure``, with the place in the document. What can be read but is discouraged or
forbidden (a ``crs`` member, rings the wrong way round) is a warning of another kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import orjson

from gridgov.errors import BadInput

GEOMETRY_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists stand around a position in the coordinates of each geometry."""


CLOSE_DEGREES = 1e-6
"""Ends of a ring that lie no further apart are taken as one: a decimal was lost on the way."""


@attrs.frozen
class Fault:
    """One fault: its kind, the place in the document, an English template and its values."""

    kind: str
    place: str
    sentence: str
    params: dict[str, object]
    is_remark: bool = False
    """Whether it is only said: the document is read whole and as it was meant."""

    @property
    def is_fatal(self) -> bool:
        """Whether the document cannot be read whole."""
        return self.kind == "structure"


def parse(path: Path) -> Any:
    """The JSON of a file, a byte order mark left out; what is no JSON raises ``BadInput`` with line and column."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput("{file} cannot be read: {reason}.", file=path, reason=error.strerror or "") from error
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise BadInput("{file} is empty: ask for the file again.", file=path.name)
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        found = lines(raw)
        if found is not None:
            return {"type": "FeatureCollection", "features": found}
        raise BadInput(
            "{file} is no GeoJSON: broken JSON in line {line}, column {column}.",
            file=path.name,
            line=error.lineno,
            column=error.colno,
        ) from error


def lines(raw: bytes) -> list[Any] | None:
    """The features of line-delimited GeoJSON; None when the lines are something else."""
    found = []
    for line in raw.splitlines():
        text = line.strip(b"\x1e \t\r")
        if not text:
            continue
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            return None
        if not isinstance(value, dict) or value.get("type") != "Feature":
            return None
        found.append(value)
    return found or None


def faults(document: Any) -> Iterator[Fault]:
    """Every fault of a document, in reading order; a good one has none."""
    if not isinstance(document, dict):
        yield _structure("$", "The document is no GeoJSON object.")
        return
    kind = _type(document)
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            yield _structure("features", "A FeatureCollection needs a list of features.")
            return
        for i, feature in enumerate(features):
            yield from _feature(feature, f"features[{i}]")
    elif kind == "Feature":
        yield from _feature(document, "$")
    elif kind in GEOMETRY_DEPTH or kind == "GeometryCollection":
        yield from geometry_faults(document, "$")
    else:
        yield _structure("type", "The member type names no GeoJSON object: {found}.", found=kind or "—")
        return
    if "crs" in document:
        yield Fault("crs", "crs", "The document has a crs member, which RFC 7946 no longer allows.", {})
    yield from _box_faults(document, "$")


def _type(thing: dict[str, Any]) -> str:
    """The type that an object names; a text in any case, for a document may hold anything there."""
    kind = thing.get("type")
    return kind if isinstance(kind, str) else "" if kind is None else repr(kind)


def _feature(feature: Any, place: str) -> Iterator[Fault]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield _structure(place, "A feature must be an object of type Feature.")
        return
    if "geometry" not in feature:
        yield _structure(place, "The feature has no geometry member.")
    elif feature["geometry"] is not None:
        yield from geometry_faults(feature["geometry"], f"{place}.geometry")
    if "properties" not in feature:
        yield _structure(place, "The feature has no properties member.")
    elif feature["properties"] is not None and not isinstance(feature["properties"], dict):
        yield _structure(f"{place}.properties", "The properties must be an object or null.")
    if isinstance(feature.get("id"), bool | list | dict):
        yield _structure(f"{place}.id", "An id must be a text or a number.")
    yield from _box_faults(feature, place)


def geometry_faults(geometry: Any, place: str) -> Iterator[Fault]:
    """The faults of one geometry object."""
    if not isinstance(geometry, dict):
        yield _structure(place, "A geometry must be an object.")
        return
    kind = _type(geometry)
    if kind == "GeometryCollection":
        parts = geometry.get("geometries")
        if not isinstance(parts, list):
            yield _structure(place, "A GeometryCollection needs a list of geometries.")
            return
        for i, part in enumerate(parts):
            yield from geometry_faults(part, f"{place}.geometries[{i}]")
        return
    if kind not in GEOMETRY_DEPTH:
        yield _structure(f"{place}.type", "There is no geometry called {found}.", found=kind or "—")
        return
    if "coordinates" not in geometry:
        yield _structure(place, "The geometry has no coordinates.")
        return
    least = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}.get(kind, 1)
    is_ring = kind in {"Polygon", "MultiPolygon"}
    yield from _walk(geometry["coordinates"], f"{place}.coordinates", GEOMETRY_DEPTH[kind], least, is_ring=is_ring)


def _walk(value: Any, place: str, depth: int, least: int, *, is_ring: bool) -> Iterator[Fault]:
    if depth == 0:
        if is_position(value) or value == []:
            return
        yield _structure(place, "A position must be two or more numbers.")
        return
    if not isinstance(value, list):
        yield _structure(place, "The coordinates must be a list here.")
        return
    if depth > 1:
        for i, item in enumerate(value):
            yield from _walk(item, f"{place}[{i}]", depth - 1, least, is_ring=is_ring)
        return
    line = positions(value)
    if line is None:
        for i, item in enumerate(value):
            if not is_position(item):
                yield _structure(f"{place}[{i}]", "A position must be two or more numbers.")
                return
        yield _structure(place, "The positions do not all have the same length.")
        return
    if len(line) < least:
        words = "A ring needs four positions or more." if is_ring else "A line needs two positions or more."
        yield _structure(place, words)
    elif is_ring and np.abs(line[0, :2] - line[-1, :2]).max() > CLOSE_DEGREES:
        yield _structure(place, "The ring is not closed: its last position must be its first.")


def is_position(value: Any) -> bool:
    """Whether a value is a position: two or more numbers (a truth value is none)."""
    return (
        isinstance(value, list)
        and len(value) >= 2
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in value)
    )


def positions(value: list[Any]) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """A list of positions as an array (n, 2 or more); None when something in it is no position."""
    if not value:
        return np.empty((0, 2))
    try:
        line = np.array(value)
    except ValueError:
        return None
    if line.ndim != 2 or line.shape[1] < 2 or line.dtype.kind not in "iuf":
        return None
    return line.astype(np.float64, copy=False)


def _box_faults(owner: dict[str, Any], place: str) -> Iterator[Fault]:
    if "bbox" not in owner:
        return
    box = owner["bbox"]
    numbers = isinstance(box, list) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in box)
    if not numbers or len(box) not in {4, 6}:
        yield _structure(f"{place}.bbox", "A bbox must be four or six numbers.")


def _structure(place: str, sentence: str, **params: object) -> Fault:
    return Fault("structure", place, sentence, params)
