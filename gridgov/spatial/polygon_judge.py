"""GEOS's answer for the few points that nothing else can tell; polygons are made when they are first asked about."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.rings import Rings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@attrs.define(eq=False)
class PolygonJudge:
    """The cells of a layer as GEOS sees them."""

    rings: Rings
    _tree: Any = None
    _numbers: Ints | None = None
    _shapes: NDArray[np.object_] | None = None
    _made: NDArray[np.bool_] | None = None

    def touching(self, x: Floats, y: Floats) -> tuple[Ints, Ints]:
        """The pairs of a point and a cell that it intersects, as GEOS says."""
        import shapely

        if self._tree is None or self._numbers is None:
            boxes = self.rings.cell_bounds()
            self._numbers = np.flatnonzero(np.isfinite(boxes[:, 0]))
            self._tree = shapely.STRtree(shapely.box(*boxes[self._numbers].T))
        points = shapely.points(x, y)
        point, found = self._tree.query(points)
        cell = self._numbers[found]
        inside = shapely.intersects(self._polygons(cell), points[point])
        return point[inside], cell[inside]

    def strictly_inside(self, x: Floats, y: Floats, cell: Ints) -> NDArray[np.bool_]:
        """Whether each point lies in its cell and not on the edge."""
        import shapely

        found: NDArray[np.bool_] = shapely.contains_properly(self._polygons(cell), shapely.points(x, y))
        return found

    def _polygons(self, cell: Ints) -> NDArray[np.object_]:
        if self._shapes is None or self._made is None:
            self._shapes = np.full(self.rings.count, None, dtype=object)
            self._made = np.zeros(self.rings.count, dtype=bool)
        wanted = np.zeros(self.rings.count, dtype=bool)
        wanted[cell] = True
        missing = np.flatnonzero(wanted & ~self._made)
        if len(missing):
            self._shapes[missing] = to_shapely(self.rings.take(missing))
            self._made[missing] = True
        return self._shapes[cell]
