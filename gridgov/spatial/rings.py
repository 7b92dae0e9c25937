"""Polygons of many cells as three arrays, so that whole layers are worked on without a loop."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Rings:
    """Every ring of every polygon of a layer.

    Attributes
    ----------
    xy : float64, shape (n, 2)
        The vertices of all rings, one ring behind the other; a ring's closing vertex is left out.
    ring_start : int64, shape (r + 1,)
        Where each ring begins in `xy`; the last entry is n.
    ring_cell : int32, shape (r,)
        The cell that each ring belongs to. Holes are rings too; a cell may have several or none (empty).
    count : int
        How many cells there are.
    """

    xy: Floats
    ring_start: NDArray[np.int64]
    ring_cell: NDArray[np.int32]
    count: int

    @property
    def ring_count(self) -> int:
        """How many rings there are."""
        return len(self.ring_cell)

    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest x and y, largest x and y of everything; four NaN when there is no vertex."""
        if len(self.xy) == 0:
            return (np.nan, np.nan, np.nan, np.nan)
        low, high = self.xy.min(axis=0), self.xy.max(axis=0)
        return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def cell_bounds(self) -> Floats:
        """The box of each cell, shape (count, 4) as min x, min y, max x, max y; NaN for an empty cell."""
        boxes = np.full((self.count, 4), np.nan)
        if self.ring_count == 0:
            return boxes
        starts = self.ring_start[:-1]
        low = np.minimum.reduceat(self.xy, starts, axis=0)
        high = np.maximum.reduceat(self.xy, starts, axis=0)
        for column, values, worst, pick in (
            (0, low[:, 0], np.inf, np.minimum),
            (1, low[:, 1], np.inf, np.minimum),
            (2, high[:, 0], -np.inf, np.maximum),
            (3, high[:, 1], -np.inf, np.maximum),
        ):
            best = np.full(self.count, worst)
            pick.at(best, self.ring_cell, values)
            boxes[:, column] = np.where(np.isfinite(best), best, np.nan)
        return boxes

    def rings_of(self, cell: int) -> list[Floats]:
        """The rings of one cell, in the order of the source."""
        found = np.flatnonzero(self.ring_cell == cell)
        return [self.xy[self.ring_start[r] : self.ring_start[r + 1]] for r in found]

    def take(self, cells: Sequence[int] | NDArray[np.integer]) -> Rings:
        """The given cells alone, renumbered in the given order."""
        wanted = np.asarray(cells, dtype=np.int64)
        number = np.full(self.count, -1, dtype=np.int32)
        number[wanted] = np.arange(len(wanted), dtype=np.int32)
        kept = np.flatnonzero(number[self.ring_cell] >= 0) if self.ring_count else np.empty(0, dtype=np.int64)
        kept = kept[np.argsort(number[self.ring_cell[kept]], kind="stable")]
        lengths = np.diff(self.ring_start)[kept]
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        index = np.repeat(self.ring_start[kept] - starts[:-1], lengths) + np.arange(starts[-1])
        return Rings(self.xy[index], starts, number[self.ring_cell[kept]], len(wanted))

    def with_xy(self, xy: Floats) -> Rings:
        """The same rings with other coordinates (n, 2)."""
        return Rings(xy, self.ring_start, self.ring_cell, self.count)


def empty(count: int = 0) -> Rings:
    """`count` cells without a ring."""
    return Rings(np.empty((0, 2)), np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int32), count)


def from_lists(polygons: Sequence[Sequence[Sequence[Sequence[float]]]]) -> Rings:
    """Rings of cells given as lists of rings of positions; a closing position is left out."""
    starts, owners, parts = [0], [], []
    for cell, polygon in enumerate(polygons):
        for ring in polygon:
            points = np.asarray(ring, dtype=np.float64)[:, :2]
            if len(points) > 1 and (points[0] == points[-1]).all():
                points = points[:-1]
            parts.append(points)
            owners.append(cell)
            starts.append(starts[-1] + len(points))
    xy = np.concatenate(parts) if parts else np.empty((0, 2))
    return Rings(xy, np.array(starts, dtype=np.int64), np.array(owners, dtype=np.int32), len(polygons))


def hole_mask(rings: Rings) -> NDArray[np.bool_]:
    """Which rings are holes: those inside an odd number of their cell's larger rings, whatever way they run."""
    holes = np.zeros(rings.ring_count, dtype=bool)
    per_cell = np.bincount(rings.ring_cell, minlength=rings.count) if rings.ring_count else np.empty(0)
    crowded = np.flatnonzero(per_cell > 1)
    if len(crowded) == 0:
        return holes
    import shapely

    for cell in crowded:
        found = np.flatnonzero(rings.ring_cell == cell)
        shapes = [shapely.Polygon(rings.xy[rings.ring_start[i] : rings.ring_start[i + 1]]) for i in found]
        areas = [shape.area for shape in shapes]
        points = shapely.point_on_surface(shapes)
        for i, point in enumerate(points):
            around = sum(areas[j] > areas[i] and shapely.covers(shapes[j], point) for j in range(len(found)))
            holes[found[i]] = around % 2 == 1
    return holes
