"""The cells of a layer as polygons that GEOS can overlay, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.rings import Rings

Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]


@attrs.define(eq=False)
class SoundCells:
    """Cells as valid polygons: as drawn, or from `mended` where the drawing crosses itself.

    Most questions are about the few cells that lack a neighbour's edge, so most cells are never made.
    """

    rings: Rings
    mended: Mapping[int, Any] = attrs.field(factory=dict)
    _tree: Any = None
    _numbers: Ints | None = None
    _shapes: Shapes | None = None
    _made: NDArray[np.bool_] | None = None

    def at(self, cells: Ints) -> Shapes:
        """The polygons of these cells, shape (n,)."""
        if self._shapes is None or self._made is None:
            self._shapes = np.full(self.rings.count, None, dtype=object)
            self._made = np.zeros(self.rings.count, dtype=bool)
        missing = np.unique(cells[~self._made[cells]])
        if len(missing):
            self._shapes[missing] = to_shapely(self.rings.take(missing))
            self._made[missing] = True
            for cell in self.mended.keys() & missing.tolist():
                self._shapes[cell] = self.mended[cell]
        found: Shapes = self._shapes[cells]
        return found

    def all_(self) -> Shapes:
        """Every cell's polygon."""
        return self.at(np.arange(self.rings.count))

    def meeting(self, shapes: Shapes) -> tuple[Ints, Ints]:
        """The pairs of a shape and a cell that touch or share ground."""
        import shapely

        if self._tree is None or self._numbers is None:
            boxes = self.rings.cell_bounds()
            self._numbers = np.flatnonzero(np.isfinite(boxes[:, 0]))
            self._tree = shapely.STRtree(shapely.box(*boxes[self._numbers].T))
        shape, found = self._tree.query(shapes)
        cell = self._numbers[found]
        shapely.prepare(shapes)
        meet = shapely.intersects(shapes[shape], self.at(cell))
        return shape[meet], cell[meet]
