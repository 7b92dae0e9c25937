"""What RFC 7946 asks of a document, written down from its sections, for the tests of exports."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def faults(document: Any) -> list[str]:
    """Everything a FeatureCollection has against the standard; empty when it is sound."""
    found: list[str] = []
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return ["no FeatureCollection"]
    if not isinstance(document.get("features"), list):
        return ["features is no array"]
    found += [f"{name} is another type's member" for name in ("coordinates", "geometries", "geometry", "properties")
              if name in document]  # fmt: skip
    if "crs" in document:
        found.append("a crs member (section 4)")
    seen: set[Any] = set()
    for at, one in enumerate(document["features"]):
        found += [f"feature {at}: {said}" for said in feature(one)]
        if "id" in one:
            if one["id"] in seen:
                found.append(f"feature {at}: the id {one['id']} comes again")
            seen.add(one["id"])
    if "bbox" in document:
        found += box(document["bbox"], [xy for f in document["features"] for xy in positions(f.get("geometry"))])
    return found


def feature(one: Any) -> list[str]:
    """What a single Feature has against sections 3.2 and 7.1."""
    if not isinstance(one, dict) or one.get("type") != "Feature":
        return ["no Feature"]
    found = [f"no {name}" for name in ("geometry", "properties") if name not in one]
    found += [f"{name} is another type's member" for name in ("coordinates", "geometries", "features") if name in one]
    if not isinstance(one.get("properties"), dict | None):
        found.append("properties is no object")
    if "id" in one and (isinstance(one["id"], bool) or not isinstance(one["id"], str | int | float)):
        found.append("id is neither text nor number")
    if "crs" in one:
        found.append("a crs member")
    if one.get("geometry") is not None:
        found += geometry(one["geometry"])
        if "bbox" in one:
            found += box(one["bbox"], positions(one["geometry"]))
    return found


def geometry(one: Any) -> list[str]:
    """What a geometry has against section 3.1."""
    if not isinstance(one, dict):
        return ["geometry is no object"]
    kind = one.get("type")
    if kind == "GeometryCollection":
        return [said for part in one["geometries"] for said in geometry(part)]
    if kind not in DEPTH:
        return [f"no geometry type {kind}"]
    found = [f"{name} in a geometry" for name in ("geometry", "properties", "features", "crs") if name in one]
    level = [one.get("coordinates")]
    for _ in range(DEPTH[kind]):
        if not all(isinstance(part, list) for part in level):
            return [*found, "coordinates are not nested as the type asks"]
        level = [inner for part in level for inner in part]
    found += [said for xy in level for said in position(xy)]
    if found:
        return found
    lines = {"LineString": [one["coordinates"]], "MultiLineString": one["coordinates"]}.get(kind, [])
    found += ["a line of fewer than two positions" for line in lines if len(line) < 2]
    polygons = {"Polygon": [one["coordinates"]], "MultiPolygon": one["coordinates"]}.get(kind, [])
    for rings in polygons:
        for n, ring in enumerate(rings):
            if len(ring) < 4:
                found.append("a ring of fewer than four positions")
            elif ring[0] != ring[-1]:
                found.append("a ring that is not closed")
            elif (turning(ring) > 0) != (n == 0):
                found.append("a ring against the right-hand rule")
    return found


def position(xy: Any) -> list[str]:
    """What a position has against sections 3.1.1 and 4."""
    if not isinstance(xy, list) or len(xy) not in (2, 3):
        return ["a position of neither two nor three numbers"]
    if any(isinstance(v, bool) or not isinstance(v, int | float) or not math.isfinite(v) for v in xy):
        return ["a position with something that is no number"]
    return [] if abs(xy[0]) <= 180 and abs(xy[1]) <= 90 else [f"{xy} is no longitude and latitude"]


def turning(ring: list[list[float]]) -> float:
    """Twice the signed area: above zero when the ring runs anticlockwise."""
    x0, y0 = ring[0][:2]
    return sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in pairwise(ring))


def positions(one: Any) -> list[list[float]]:
    """Every position of a geometry."""
    if one is None:
        return []
    if one["type"] == "GeometryCollection":
        return [xy for part in one["geometries"] for xy in positions(part)]
    level = [one["coordinates"]]
    for _ in range(DEPTH[one["type"]]):
        level = [inner for part in level for inner in part]
    return level


def box(bounds: Any, inside: list[list[float]]) -> list[str]:
    """What a bbox has against section 5."""
    if not isinstance(bounds, list) or len(bounds) != 4 or not all(isinstance(v, int | float) for v in bounds):
        return ["bbox is not four numbers"]
    if not inside:
        return []
    xs, ys = [xy[0] for xy in inside], [xy[1] for xy in inside]
    true = [min(xs), min(ys), max(xs), max(ys)]
    return [] if bounds == true else [f"bbox {bounds} is not {true}"]
