"""What can be mended in a cell without moving a neighbour: its shape before and after.

An edge that a cell shares with a neighbour is in the mended outline as it was; what would need another cell's edge to
move is left to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.neighbours import gaps, width
from gridgov.spatial.rings import Rings
from gridgov.spatial.shared_edges import lonely_edges
from gridgov.spatial.sound import SoundCells
from gridgov.spatial.spikes import STRAIGHT_BACK
from gridgov.spatial.topology import SAME_WITHIN_M, Finding

Shapes = NDArray[np.object_]
Edge = frozenset[tuple[float, float]]


@attrs.frozen(eq=False)
class Mend:
    """One finding and what would be done: the cell (its place), its shape before and after."""

    finding: Finding
    cell: int
    before: Any
    after: Any


def mends(
    shapes: Shapes, rings: Rings, codes: Sequence[str], findings: Sequence[Finding], per_unit: float
) -> list[Mend]:
    """What can be mended of the findings, one cell each; a cell is mended once, the rest waits for the next look.

    `per_unit` is metres a unit of the coordinates.
    """
    import shapely

    at = {code: i for i, code in enumerate(codes)}
    sound = shapes.copy()
    wrong = ~shapely.is_valid(sound)
    sound[wrong] = shapely.make_valid(sound[wrong])
    tree = shapely.STRtree(sound)
    narrow = [f for f in findings if f.kind == "sliver" and not f.codes]
    mended = dict(zip(np.flatnonzero(wrong).tolist(), sound[wrong], strict=True))
    holes = _holes(mended, rings, narrow, per_unit)
    taken: set[int] = set()
    found: list[Mend] = []
    for finding in findings:
        if not finding.fixable:
            continue
        for cell, after in _tries(finding, sound, shapes, at, tree, holes, per_unit):
            if cell in taken or after is None or after.is_empty or not after.is_valid:
                continue
            if _keeps_neighbours(cell, shapes[cell], after, sound, tree, finding, at):
                taken.add(cell)
                found.append(Mend(finding, cell, shapes[cell], after))
                break
    return found


def _tries(
    finding: Finding, sound: Shapes, shapes: Shapes, at: dict[str, int], tree: Any, holes: dict[int, Any], unit: float
) -> list[tuple[int, Any]]:
    """Cells and shapes that would mend a finding, the better first."""
    import shapely

    if finding.kind == "self_crossing":
        cell = at[finding.codes[0]]
        parts = shapely.get_parts(sound[cell])
        flat = [p for part in parts for p in shapely.get_parts(part) if p.geom_type == "Polygon"]
        flat = [p for p in flat if width(np.array([p], dtype=object))[0] * unit >= SAME_WITHIN_M]
        # A bow tie of two halves is no slip of the hand: which half is meant only a person knows.
        largest = max((p.area for p in flat), default=0.0)
        kept = [p for p in flat if p.area > 0.02 * largest]
        return [(cell, kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept))] if len(kept) == 1 else []
    if finding.kind == "spike":
        cell = at[finding.codes[0]]
        return [(cell, _without_spike(shapes[cell], finding.x, finding.y))]
    if finding.kind == "sliver" and len(finding.codes) == 2:
        a, b = (at[code] for code in finding.codes)
        return [(one, _polygons(shapely.difference(sound[one], sound[other]))) for one, other in ((a, b), (b, a))]
    if finding.kind == "sliver":
        hole = holes.get(id(finding))
        if hole is None:
            return []
        around = tree.query(hole, predicate="intersects")
        common = shapely.length(shapely.intersection(shapely.boundary(sound[around]), hole.boundary))
        order = np.argsort(-common)
        return [(int(around[i]), _polygons(shapely.union(sound[around[i]], hole))) for i in order if common[i] > 0]
    return []


def _holes(mended: dict[int, Any], rings: Rings, narrow: Sequence[Finding], unit: float) -> dict[int, Any]:
    """The gap that each finding is about."""
    import shapely

    if not narrow:
        return {}
    lonely, _ = lonely_edges(rings, SAME_WITHIN_M / 2 / unit)
    bare = gaps(SoundCells(rings, mended), lonely, SAME_WITHIN_M / unit)
    if not len(bare):
        return {}
    tree = shapely.STRtree(bare)
    found = {}
    for finding in narrow:
        near = tree.query(shapely.Point(finding.x, finding.y), predicate="intersects")
        if len(near):
            found[id(finding)] = bare[near[0]]
    return found


def _polygons(shape: Any) -> Any:
    """The polygons of a shape; None for none."""
    import shapely

    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _without_spike(shape: Any, x: float, y: float) -> Any:
    """A shape without the corner at a place, and without what then still runs straight back there."""
    import shapely

    def trimmed(ring: Any) -> Any:
        xy = shapely.get_coordinates(ring)[:-1]
        hit = np.flatnonzero((xy[:, 0] == x) & (xy[:, 1] == y))
        for _ in range(len(xy)):
            if not len(hit) or len(xy) <= 3:
                break
            xy = np.delete(xy, hit[0], axis=0)
            at = int(hit[0]) % len(xy)
            hit = np.array([i for i in (at - 1, at) if _runs_back(xy, i % len(xy))], dtype=np.int64) % len(xy)
        return shapely.LinearRing(xy)

    parts = [
        shapely.Polygon(trimmed(part.exterior), [trimmed(hole) for hole in part.interiors])
        for part in shapely.get_parts(shape)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _runs_back(xy: NDArray[np.float64], i: int) -> bool:
    back, forth = xy[i - 1] - xy[i], xy[(i + 1) % len(xy)] - xy[i]
    a, b = float(np.hypot(*back)), float(np.hypot(*forth))
    return a == 0 or b == 0 or float(back @ forth) / (a * b) > STRAIGHT_BACK


def _edges(shape: Any) -> set[Edge]:
    """The edges of a shape, whichever way they run."""
    import shapely

    found: set[Edge] = set()
    for ring in shapely.get_rings(shape):
        xy = shapely.get_coordinates(ring).tolist()
        found |= {frozenset((tuple(a), tuple(b))) for a, b in pairwise(xy)}
    return found


def _keeps_neighbours(
    cell: int, before: Any, after: Any, sound: Shapes, tree: Any, finding: Finding, at: dict[str, int]
) -> bool:
    """Whether a mended cell still has every edge that it shares, and covers no more of any neighbour than before."""
    import shapely

    own, new = _edges(before), _edges(after)
    around = [i for i in tree.query(after, predicate="intersects").tolist() if i != cell]
    concerned = {at[code] for code in finding.codes if code in at}
    for other in around:
        shared = own & _edges(sound[other])
        if not shared <= new and not (other in concerned and _covered(shared - new, after)):
            return False
        more = float(shapely.intersection(after, sound[other]).area)
        less = float(shapely.intersection(sound[cell], sound[other]).area)
        if more > less + 1e-9 * max(after.area, 1e-12):
            return False
    return True


def _covered(edges: set[Edge], shape: Any) -> bool:
    """Whether edges still lie on the outline of a shape, though it has more corners on them now."""
    import shapely

    lines = [shapely.LineString(sorted(edge)) for edge in edges if len(edge) == 2]
    return all(shapely.covers(shape.boundary, line) for line in lines)
