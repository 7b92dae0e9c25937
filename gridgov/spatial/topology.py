"""What is wrong with the cells of a layer: overlaps, gaps, crossings and more, each with place and size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.progress import Progress, silent
from gridgov.spatial import crs as reference
from gridgov.spatial import spikes
from gridgov.spatial.area import geodesic_area_m2
from gridgov.spatial.neighbours import gaps, overlaps, width
from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.rings import Rings
from gridgov.spatial.shared_edges import lonely_edges
from gridgov.spatial.sound import SoundCells
from gridgov.spatial.star import surely_valid

Shapes = NDArray[np.object_]

SAME_WITHIN_M = 0.01
"""Two shapes closer than this are the same shape (design, section 5)."""

SLIVER_WIDTH_M = 0.5
"""An overlap or gap narrower than this on average is a sliver: two lines drawn for one boundary."""

PARENT_SHARE = 0.99
"""A cell with less of its area than this in its parent lies outside it (design, section 5)."""


@attrs.frozen
class Finding:
    """One fault of a layer.

    `kind` is one of overlap, gap, sliver, self_crossing, spike, duplicate, outside_parent, empty, code_pattern; `x`
    and `y` lie in it, in the layer's coordinates; `sentence` is an English template whose blanks `params` fill.
    """

    kind: str
    codes: tuple[str, ...]
    x: float
    y: float
    area_m2: float
    length_m: float
    fixable: bool
    sentence: str
    params: dict[str, object]


class _Measure:
    """Areas and lengths of small pieces in square metres and metres, whatever the layer's system."""

    def __init__(self, bounds: tuple[float, float, float, float], crs: str) -> None:
        self.crs = crs
        middle = (bounds[1] + bounds[3]) / 2
        degree = 111_320.0
        geographic = reference.is_geographic(crs)
        self.per_x = degree * np.cos(np.radians(middle)) if geographic else 1.0
        self.per_y = degree if geographic else 1.0
        self.unit = float(np.sqrt(self.per_x * self.per_y))

    def area(self, shape: Any) -> float:
        return float(shape.area) * self.per_x * self.per_y

    def length(self, shape: Any) -> float:
        return float(shape.length) * self.unit


def examine(
    rings: Rings,
    codes: Sequence[str],
    crs: str,
    *,
    parents: tuple[Rings, Sequence[str], str] | None = None,
    stated_parents: Sequence[str | None] | None = None,
    edges: bool = True,
    progress: Progress | None = None,
) -> list[Finding]:
    """Every finding of a layer, ordered by kind and code; no cell gives none.

    Parameters
    ----------
    rings, codes, crs
        The cells, their codes and the system of their coordinates.
    parents
        The layer above: its cells, codes and system.
    stated_parents
        The code of each cell's parent as the data says it; None entries are judged by geometry.
    edges
        Also hold each cell's edges against its neighbours': overlaps and gaps.
    """
    progress = progress or silent()
    if rings.count == 0:
        return []
    import shapely

    measure = _Measure(rings.bounds(), crs)
    progress.begin("Checking shapes", 4)
    doubtful = np.flatnonzero(~surely_valid(rings))
    shapes = to_shapely(rings.take(doubtful))
    bad = ~shapely.is_valid(shapes)
    wrong = dict(zip(doubtful[bad].tolist(), shapes[bad], strict=True))
    sound = SoundCells(rings, dict(zip(wrong, shapely.make_valid(shapes[bad]), strict=True)))
    empty = doubtful[shapely.is_empty(shapes)].tolist()
    findings = [_empty(codes[i]) for i in empty]
    findings += _crossings(wrong, sound, codes, measure)
    findings += _same_codes(codes, sound)
    findings += _spikes(rings, codes, measure)
    findings += _odd_codes(codes, sound)
    progress.step()
    if edges:
        lonely, owner = lonely_edges(rings, SAME_WITHIN_M / 2 / measure.unit)
        findings += _overlaps(sound, owner, codes, measure, progress)
        progress.step()
        findings += _gaps(sound, lonely, measure)
        progress.step()
    if parents is not None:
        findings += _outside(rings, codes, crs, parents, stated_parents)
    progress.step()
    return sorted(findings, key=lambda f: (f.kind, f.codes))


def _at(shape: Any) -> tuple[float, float]:
    point = shape.representative_point()
    return (float(point.x), float(point.y)) if not point.is_empty else (float("nan"), float("nan"))


def _empty(code: str) -> Finding:
    sentence = "Cell {code} has no shape: draw it or leave it out."
    nan = float("nan")
    return Finding("empty", (code,), nan, nan, 0.0, 0.0, False, sentence, {"code": code})


def _crossings(
    wrong: Mapping[int, Any], sound: SoundCells, codes: Sequence[str], measure: _Measure
) -> Iterator[Finding]:
    import shapely

    for i, shape in wrong.items():
        reason = shapely.is_valid_reason(shape)
        inner = reason[reason.find("[") + 1 : reason.find("]")].split() if "[" in reason else []
        mended = sound.mended[i]
        x, y = (float(inner[0]), float(inner[1])) if len(inner) >= 2 else _at(mended)
        sentence = "The outline of cell {code} crosses or touches itself: mend it at the place given."
        area = measure.area(mended)
        about: dict[str, object] = {"code": codes[i]}
        yield Finding("self_crossing", (codes[i],), x, y, area, 0.0, True, sentence, about)


def _same_codes(codes: Sequence[str], cells: SoundCells) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for i, code in enumerate(codes):
        if code in seen:
            x, y = _at(cells.at(np.array([i]))[0])
            sentence = "The code {code} stands on more than one cell: give each its own."
            yield Finding("duplicate", (code,), x, y, 0.0, 0.0, False, sentence, {"code": code})
        else:
            seen[code] = i


def _spikes(rings: Rings, codes: Sequence[str], measure: _Measure) -> Iterator[Finding]:
    tips, lengths = spikes.spikes(rings, measure.per_x, measure.per_y)
    for tip, cell, length in zip(tips, spikes.cell_of(rings, tips), lengths, strict=True):
        x, y = rings.xy[tip]
        sentence = "The outline of cell {code} runs {length} m out and straight back: a spike, take its tip away."
        params: dict[str, object] = {"code": codes[cell], "length": f"{length:,.1f}"}
        yield Finding("spike", (codes[cell],), float(x), float(y), 0.0, float(length), True, sentence, params)


def _odd_codes(codes: Sequence[str], sound: SoundCells) -> Iterator[Finding]:
    usual, odd = spikes.odd_codes(codes)
    for i, shape in zip(odd, sound.at(np.array(odd, dtype=np.int64)), strict=True):
        x, y = _at(shape)
        sentence = "The code {code} is not built like the others ({usual}): check it."
        about: dict[str, object] = {"code": codes[i], "usual": usual}
        yield Finding("code_pattern", (codes[i],), x, y, 0.0, 0.0, False, sentence, about)


def _overlaps(
    cells: SoundCells, suspects: NDArray[np.int32], codes: Sequence[str], measure: _Measure, progress: Progress
) -> Iterator[Finding]:
    for found in overlaps(cells, suspects, SAME_WITHIN_M / measure.unit, progress):
        areas = [measure.area(part) for part in found.parts]
        area, boundary = sum(areas), sum(measure.length(part) for part in found.parts)
        x, y = _at(found.parts[int(np.argmax(areas))])
        both = (codes[found.a], codes[found.b])
        whole = [measure.area(shape) for shape in cells.at(np.array([found.a, found.b]))]
        if area > (1 - 1e-6) * max(whole):
            sentence = "Cells {a} and {b} have the same shape: leave one out."
            yield Finding("duplicate", both, x, y, area, boundary, False, sentence, {"a": both[0], "b": both[1]})
            continue
        kind = "sliver" if float(width(found.parts).max()) * measure.unit < SLIVER_WIDTH_M else "overlap"
        sentence = "Cells {a} and {b} overlap by {area} m²: move one boundary onto the other."
        params: dict[str, object] = {"a": both[0], "b": both[1], "area": f"{area:,.1f}"}
        yield Finding(kind, both, x, y, area, boundary, kind == "sliver", sentence, params)


def _gaps(cells: SoundCells, edges: NDArray[np.float64], measure: _Measure) -> Iterator[Finding]:
    for hole in gaps(cells, edges, SAME_WITHIN_M / measure.unit):
        area, boundary = measure.area(hole), measure.length(hole)
        kind = "sliver" if 2 * area / boundary < SLIVER_WIDTH_M else "gap"
        x, y = _at(hole)
        sentence = "No cell covers a place of {area} m² between its neighbours: extend one of them."
        yield Finding(kind, (), x, y, area, boundary, kind == "sliver", sentence, {"area": f"{area:,.1f}"})


def parents_by_geometry(
    children: Rings, children_crs: str, parents: Rings, parents_crs: str
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The parent that holds most of each child's area, and the share it holds (0–1); -1 and 0 where there is none."""
    best, shares, _ = _shares(children, children_crs, parents, parents_crs)
    return best, shares


def _shares(
    children: Rings, children_crs: str, parents: Rings, parents_crs: str
) -> tuple[NDArray[np.int32], NDArray[np.float64], dict[tuple[int, int], float]]:
    import shapely

    if not reference.same_numbers(children_crs, parents_crs):
        x, y = reference.transform(children.xy[:, 0], children.xy[:, 1], children_crs, parents_crs)
        children = children.with_xy(np.column_stack((x, y)))
    inner, outer = _mended(to_shapely(children)), _mended(to_shapely(parents))
    best = np.full(children.count, -1, dtype=np.int32)
    share = np.zeros(children.count)
    every: dict[tuple[int, int], float] = {}
    if children.count == 0 or parents.count == 0:
        return best, share, every
    child, parent = shapely.STRtree(outer).query(inner, predicate="intersects")
    shapely.prepare(outer)
    part = np.zeros(len(child))
    own = shapely.area(inner)
    whole = shapely.covers(outer[parent], inner[child])
    part[whole] = own[child[whole]]
    rest = np.flatnonzero(~whole)
    part[rest] = shapely.area(shapely.intersection(inner[child[rest]], outer[parent[rest]]))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.nan_to_num(part / own[child])
    order = np.lexsort((-ratio, child))
    first = np.concatenate(([True], child[order][1:] != child[order][:-1])) if len(order) else np.empty(0, dtype=bool)
    kept = order[first & (ratio[order] > 0)]
    best[child[kept]], share[child[kept]] = parent[kept], ratio[kept]
    every = {(int(c), int(p)): float(v) for c, p, v in zip(child, parent, ratio, strict=True)}
    return best, share, every


def _mended(shapes: Shapes) -> Shapes:
    """Shapes that GEOS can overlay: invalid ones made valid."""
    import shapely

    sound = shapes.copy()
    wrong = ~shapely.is_valid(sound)
    sound[wrong] = shapely.make_valid(sound[wrong])
    return sound


def _outside(
    rings: Rings,
    codes: Sequence[str],
    crs: str,
    parents: tuple[Rings, Sequence[str], str],
    stated: Sequence[str | None] | None,
) -> Iterator[Finding]:
    parent_rings, parent_codes, parent_crs = parents
    best, share, every = _shares(rings, crs, parent_rings, parent_crs)
    number = {code: i for i, code in enumerate(parent_codes)}
    areas = geodesic_area_m2(rings, crs)
    shapes = to_shapely(rings)
    for i, code in enumerate(codes):
        name = stated[i] if stated is not None else None
        held = every.get((i, number[name]), 0.0) if name in number else float(share[i])
        parent = name or (parent_codes[best[i]] if best[i] >= 0 else None)
        if held >= PARENT_SHARE or shapes[i].is_empty:
            continue
        x, y = _at(shapes[i])
        sentence = "Only {percent} % of cell {code} lies in its parent {parent}: check the boundary or the parent."
        params: dict[str, object] = {"percent": f"{100 * held:.1f}", "code": code, "parent": parent or "—"}
        outside = float(areas[i]) * (1 - held)
        both = (code, parent) if parent else (code,)
        yield Finding("outside_parent", both, x, y, outside, 0.0, False, sentence, params)
