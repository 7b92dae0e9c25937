"""Lines and outlines of records: drawn as such close up, where a line is long enough on screen to be one."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.ui.map.view import Box, View

Floats = NDArray[np.float64]
Index = NDArray[np.int64]

SHAPES_FROM = 12.0
"""Pixels that a shape must be long or wide to be drawn; what is smaller is its symbol alone."""


@attrs.frozen(eq=False)
class RecordShapes:
    """The lines and outlines of the records of one kind.

    Attributes
    ----------
    xy : float64 (n, 2)
        Vertices in the layer's frame, one path behind the other; a ring ends where it begins.
    start : int64 (p + 1,)
        Where each path begins.
    boxes : float64 (p, 4)
        The box of each path.
    """

    xy: Floats
    start: Index
    boxes: Floats

    @classmethod
    def of(cls, x: Floats, y: Floats, start: Index) -> RecordShapes:
        """Paths with their boxes; none gives none."""
        boxes = np.empty((len(start) - 1, 4))
        if len(boxes):
            for column, (values, pick) in enumerate(
                ((x, np.minimum), (y, np.minimum), (x, np.maximum), (y, np.maximum))
            ):
                boxes[:, column] = pick.reduceat(values, start[:-1])
        return cls(np.column_stack([x, y]), start, boxes)

    def lines(self, view: View, ratio: float) -> Floats:
        """The edges of the paths in view that are large enough there, in device pixels: float64 (n, 4)."""
        seen = np.flatnonzero(_touching(self.boxes, view.box) & (self._sizes() * view.scale >= SHAPES_FROM))
        lengths = self.start[seen + 1] - self.start[seen] - 1
        ends = np.cumsum(lengths)
        first = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(self.start[seen] - (ends - lengths), lengths)
        found = np.hstack([view.all_to_screen(self.xy[first]), view.all_to_screen(self.xy[first + 1])])
        made: Floats = found * ratio
        return made

    def _sizes(self) -> Floats:
        wide: Floats = np.maximum(self.boxes[:, 2] - self.boxes[:, 0], self.boxes[:, 3] - self.boxes[:, 1])
        return wide


def _touching(boxes: Floats, box: Box) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (
        (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0]) & (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
    )
    return found
