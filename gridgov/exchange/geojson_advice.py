"""What RFC 7946 forbids or discourages in a document that can be read whole all the same: said once a kind.

Each kind names its first place and how often it comes. Nothing here keeps a file out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridgov.exchange.geojson_check import GEOMETRY_DEPTH, Fault, positions

Line = NDArray[np.float64]

SENTENCES = {
    "ring_order": "{n} rings turn the wrong way round; they are turned on the way in.",
    "nearly_closed": "{n} rings end a little beside where they begin; they are closed on the way in.",
    "members": "{n} objects have members of another type of object, which are not read.",
    "collection": "{n} collections hold one geometry alone or another collection.",
    "single": "{n} multi-part geometries have one part alone.",
    "digits": "{n} positions have more than nine decimals, which is less than a tenth of a millimetre.",
    "dimension": "{n} positions have more than three numbers; the others are not read.",
    "bounds": "{n} positions lie outside of the degrees that there are.",
    "duplicate": "{n} positions come twice, one after the other.",
    "antimeridian": "{n} lines cross the 180th meridian and should be cut there.",
    "bbox": "{n} boxes are not in the order west, south, east, north.",
    "no_length": "{n} lines have no length.",
}
"""What is said of each kind."""

_DIGITS = 9
_ALIEN = {
    "FeatureCollection": {"coordinates", "geometries", "geometry", "properties"},
    "Feature": {"coordinates", "geometries", "features"},
    "geometry": {"geometry", "properties", "features"},
}


class _Notes:
    """The first place and the number of each kind."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, int]] = {}

    def add(self, kind: str, place: str, n: int = 1) -> None:
        if n:
            first, before = self.found.get(kind, (place, 0))
            self.found[kind] = (first, before + n)


def advice(document: Any) -> Iterator[Fault]:
    """What should be otherwise in a document without a fault of structure; a good one gives nothing."""
    notes = _Notes()
    if isinstance(document, dict):
        _object(document, "$", notes)
    for kind, (place, n) in notes.found.items():
        yield Fault(kind, place, SENTENCES[kind], {"n": n}, is_remark=True)


def _object(one: dict[str, Any], place: str, notes: _Notes) -> None:
    kind = one.get("type")
    if kind == "FeatureCollection":
        notes.add("members", place, int(bool(_ALIEN["FeatureCollection"] & set(one))))
        for i, feature in enumerate(one.get("features") or ()):
            if isinstance(feature, dict):
                _object(feature, f"features[{i}]", notes)
    elif kind == "Feature":
        notes.add("members", place, int(bool(_ALIEN["Feature"] & set(one))))
        if isinstance(one.get("geometry"), dict):
            _geometry(one["geometry"], f"{place}.geometry", notes)
    else:
        _geometry(one, place, notes)
    box = one.get("bbox")
    if isinstance(box, list) and len(box) in (4, 6):
        half = len(box) // 2
        notes.add("bbox", f"{place}.bbox", int(box[1] > box[half + 1] or not -90 <= box[1] <= 90))


def _geometry(one: dict[str, Any], place: str, notes: _Notes, *, inside: bool = False) -> None:
    kind = one.get("type")
    notes.add("members", place, int(bool(_ALIEN["geometry"] & set(one))))
    if kind == "GeometryCollection":
        parts = [part for part in one.get("geometries") or () if isinstance(part, dict)]
        notes.add("collection", place, int(inside or len(parts) == 1))
        for i, part in enumerate(parts):
            _geometry(part, f"{place}.geometries[{i}]", notes, inside=True)
        return
    if kind not in GEOMETRY_DEPTH or "coordinates" not in one:
        return
    coordinates = one["coordinates"]
    if str(kind).startswith("Multi"):
        notes.add("single", place, int(isinstance(coordinates, list) and len(coordinates) == 1))
    _lines(coordinates, f"{place}.coordinates", GEOMETRY_DEPTH[kind], str(kind), notes)


def _lines(value: Any, place: str, depth: int, kind: str, notes: _Notes, ring: int = 0) -> None:
    if depth > 1 and isinstance(value, list):
        for i, part in enumerate(value):
            _lines(part, f"{place}[{i}]", depth - 1, kind, notes, i)
        return
    line = positions([value] if depth == 0 else value) if isinstance(value, list) else None
    if line is None or not len(line):
        return
    for name, count in _COUNTS.items():
        notes.add(name, place, count(line))
    if depth == 1 and len(line) > 1:
        same = (line[1:, :2] == line[:-1, :2]).all(axis=1)
        if kind in {"LineString", "MultiLineString"} and same.all():
            notes.add("no_length", place)
        elif kind not in {"MultiPoint"}:
            notes.add("duplicate", place, int(same.sum()))
            notes.add("antimeridian", place, int((np.abs(np.diff(line[:, 0])) > 180).any()))
    if kind in {"Polygon", "MultiPolygon"} and len(line) > 3:
        notes.add("nearly_closed", place, int((line[0, :2] != line[-1, :2]).any()))
        x, y = line[:, 0] - line[0, 0], line[:, 1] - line[0, 1]
        area = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
        notes.add("ring_order", place, int(area < 0 if ring == 0 else area > 0))


def _too_fine(line: Line) -> int:
    xy = line[:, :2]
    scaled = np.abs(xy) * 10**_DIGITS
    rough = np.abs(scaled - np.round(scaled)) > np.maximum(scaled * 4e-16, 1e-4)
    return int(rough.any(axis=1).sum())


_COUNTS: dict[str, Callable[[Line], int]] = {
    "digits": _too_fine,
    "dimension": lambda line: len(line) if line.shape[1] > 3 else 0,
    "bounds": lambda line: int(((np.abs(line[:, 0]) > 180) | (np.abs(line[:, 1]) > 90)).sum()),
}
