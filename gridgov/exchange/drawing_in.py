"""Cells from a DXF drawing: closed polylines are the cells, the text inside one is its code.

Where no text stands in any of them, or several in one, cells are numbered from west to east and marked so: a drawing
says nothing of reference systems or fields.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import numpy as np

from gridgov.errors import BadInput

CLOSE = 1e-6
"""Ends of a line so near each other, in the drawing's units, are the same point: programs forget the flag."""


@attrs.frozen(eq=False)
class Drawing:
    """The polygons of a drawing: WKB, code and layer of each, and those whose code is a number given here (rows)."""

    wkb: list[bytes]
    codes: list[str]
    layers: list[str]
    numbered: frozenset[int]


def read(path: Path) -> Drawing:
    """The closed polylines of a drawing with the texts inside them; ``BadInput`` when there is none."""
    import pyogrio
    import shapely

    meta, _, shapes, values = pyogrio.raw.read(path)
    columns = {str(name): column for name, column in zip(meta["fields"], values, strict=True)}
    names = columns.get("Layer", [""] * len(shapes))
    texts = columns.get("Text", [None] * len(shapes))
    parts = shapely.from_wkb(shapes, on_invalid="ignore")
    polygons: list[Any] = []
    layers: list[str] = []
    places: list[Any] = []
    words: list[str] = []
    for part, layer, text in zip(parts, names, texts, strict=True):
        if part is None or part.is_empty:
            continue
        for one in shapely.get_parts(part):
            ring = _closed(one)
            if ring is not None:
                polygons.append(ring)
                layers.append(str(layer or ""))
            elif one.geom_type == "Point" and text and str(text).strip():
                places.append(one)
                words.append(_plain(str(text)))
    if not polygons:
        raise BadInput(
            "{file} has no closed polyline: cells must be drawn as closed lines; ask for their layer.",
            file=path.name,
        )
    codes, numbered = _codes(polygons, places, words)
    flat = shapely.force_2d(np.array(polygons, dtype=object))
    return Drawing([bytes(one) for one in shapely.to_wkb(flat)], codes, layers, numbered)


def _closed(one: Any) -> Any:
    """A polygon from a closed line, or a polygon as it is; None for anything else."""
    import shapely

    if one.geom_type == "Polygon":
        return one
    if one.geom_type not in {"LineString", "LinearRing"}:
        return None
    xy = shapely.get_coordinates(one)
    if len(xy) < 4 or np.abs(xy[0] - xy[-1]).max() > CLOSE:
        return None
    xy[-1] = xy[0]
    return shapely.Polygon(xy)


def _plain(text: str) -> str:
    """A text without the formatting codes of drawings: fonts, heights, line breaks."""
    import re

    found = re.sub(r"\\[A-Za-z][^;\\{}]*;", "", text)
    return found.replace("\\P", " ").replace("{", "").replace("}", "").strip()


def _codes(polygons: list[Any], places: list[Any], words: list[str]) -> tuple[list[str], frozenset[int]]:
    """A code for each polygon: the one text inside the smallest polygon around it, else a number from west to east."""
    import shapely

    found: dict[int, list[str]] = {}
    if places:
        tree = shapely.STRtree(polygons)
        inside: dict[int, list[int]] = {}
        for point, polygon in tree.query(places, predicate="within").T.tolist():
            inside.setdefault(point, []).append(polygon)
        area = shapely.area(polygons)
        for point, around in inside.items():
            found.setdefault(min(around, key=lambda at: area[at]), []).append(words[point])
    middle = shapely.get_coordinates(shapely.point_on_surface(polygons))
    order = sorted(range(len(polygons)), key=lambda at: (middle[at][0], -middle[at][1]))
    rank = {at: n for n, at in enumerate(order, 1)}
    width = max(3, len(str(len(polygons))))
    seen: dict[str, int] = {}
    codes, numbered = [], set()
    for at in range(len(polygons)):
        text = found[at][0] if len(found.get(at, ())) == 1 else ""
        if text and text not in seen:
            seen[text] = at
            codes.append(text)
        else:
            codes.append(f"W{rank[at]:0{width}d}")
            numbered.add(at)
    return codes, frozenset(numbered)
