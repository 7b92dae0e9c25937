"""Edges between cells: what the picture of cells is made from, at full detail or with less."""

from __future__ import annotations

from typing import Self

import attrs
import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.floating]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]

BLOCK = 256
"""Edges in one block; a block is skipped as a whole when no cell beside its edges is in view."""

OUTSIDE = (np.inf, np.inf, -np.inf, -np.inf)
"""The box of nothing."""


@attrs.frozen(eq=False)
class Edges:
    """Edges, each with its lower end first, and the cells on its two sides.

    Attributes
    ----------
    count : int
        Number of cells; cells are counted from 1 in `left` and `right`, 0 is outside.
    x0, y0, x1, y1 : float array (m,)
        Ends of each edge in the layer's units from `corner`, y up, ``y0 <= y1``.
    left, right : int32 (m,)
        The cell to the left (smaller x) and right of each edge as one walks from the lower end to the upper.
    boxes : float64 (count, 4)
        Bounding box of each cell (min x, min y, max x, max y); infinities the wrong way round for a cell without rings.
    block_boxes : float64 (b, 4)
        For each `BLOCK` edges the box of the cells beside them.
    corner : (float, float)
        What the ends are counted from.
    tolerance : float
        How far the true edges may lie from these; 0 for the true ones.
    joined : bool
        True when shared edges were found; False for the quick kind in which every ring brings its own edges.
    """

    count: int
    x0: Reals
    y0: Reals
    x1: Reals
    y1: Reals
    left: Ints
    right: Ints
    boxes: Floats
    block_boxes: Floats
    corner: tuple[float, float] = attrs.field(default=(0.0, 0.0), kw_only=True)
    tolerance: float = attrs.field(default=0.0, kw_only=True)
    joined: bool = attrs.field(default=True, kw_only=True)

    @classmethod
    def between(
        cls,
        count: int,
        ends: tuple[Reals, Reals, Reals, Reals],
        left: Ints,
        right: Ints,
        boxes: Floats,
        *,
        corner: tuple[float, float],
        tolerance: float,
    ) -> Self:
        """These edges, with the boxes of their blocks."""
        around = block_boxes(boxes, left, right)
        return cls(count, *ends, left, right, boxes, around, corner=corner, tolerance=tolerance)

    def cells_in(self, box: tuple[float, float, float, float]) -> Mask:
        """Which cells' boxes touch `box` (min x, min y, max x, max y)."""
        return _touching(self.boxes, box)

    def edges_in(self, box: tuple[float, float, float, float]) -> slice | Index:
        """The edges beside cells in `box`, and perhaps some more: a slice when they are most of them."""
        blocks = np.flatnonzero(_touching(self.block_boxes, box))
        if len(blocks) * 2 > len(self.block_boxes):
            return slice(None)
        found = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        return found[found < len(self.left)]

    def borders(self, parents: Ints | None = None) -> Index:
        """The edges (as numbers) between cells of different parents, or on the rim of the layer.

        `parents` holds for each cell the number of its parent, -1 for none. Without it every edge counts.
        """
        if parents is None:
            return np.arange(len(self.left))
        of = np.concatenate([np.array([-2], parents.dtype), parents])
        return np.flatnonzero(of[self.left] != of[self.right])


def block_boxes(boxes: Floats, left: Ints, right: Ints) -> Floats:
    """For each block of edges the box of the cells on both sides."""
    if len(left) == 0:
        return np.empty((0, 4))
    padded = np.vstack([np.array(OUTSIDE), boxes])
    firsts = np.arange(0, len(left), BLOCK)
    shared = bool(((left > 0) & (right > 0)).any())
    found = np.asfortranarray(np.empty((len(firsts), 4)))
    for side in range(4):
        pick = np.minimum if side < 2 else np.maximum
        column = np.ascontiguousarray(padded[:, side])
        # Of edges that are not shared one side is outside, whose box is nothing: one look-up does for both.
        beside = pick(column[left], column[right]) if shared else column[left + right]
        found[:, side] = pick.reduceat(beside, firsts)
    return found


def _touching(boxes: Floats, box: tuple[float, float, float, float]) -> Mask:
    found: Mask = (boxes[:, 0] <= box[2]) & (boxes[:, 2] >= box[0]) & (boxes[:, 1] <= box[3]) & (boxes[:, 3] >= box[1])
    return found
