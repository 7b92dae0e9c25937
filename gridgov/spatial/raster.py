"""The picture of "which cell is here": one int32 a pixel, made from the edges of a coverage.

For every edge and every row of pixels whose middle it crosses, the number of the cell on its right minus that of the
cell on its left is added at the crossing; a running sum along each row then leaves in every pixel the cell that holds
its middle. The top byte counts how many cells hold the middle, so that an overlap is known and repainted cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage

Picture = NDArray[np.int32]
Colours = NDArray[np.uint32]

MOST_CELLS = (1 << 24) - 1
"""Cells that one layer can have: the number of a cell shares its 32 bits with the count of covers."""

_ONE_COVER = 1 << 24


@attrs.frozen(eq=False)
class Raster:
    """A picture of cell numbers.

    Attributes
    ----------
    ids : int32 (height, width)
        The cell (from 1) that holds the middle of each pixel, 0 for none; where several do, the smallest.
    overlap : bool (height, width) or None
        The pixels that several cells hold; None when there is none.
    """

    ids: Picture
    overlap: NDArray[np.bool_] | None = None


def never() -> bool:
    """Says that a picture is still wanted."""
    return False


def cell_picture(
    coverage: Coverage,
    west: float,
    north: float,
    scale: float,
    width: int,
    height: int,
    dropped: Callable[[], bool] = never,
) -> Raster | None:
    """The cells in view, one number a pixel; None when `dropped` says between two steps that nobody waits any more.

    Parameters
    ----------
    coverage : Coverage
        The cells' edges; an empty one gives a picture of zeros.
    west, north : float
        The upper left corner of the picture in the layer's units (y up).
    scale : float
        Pixels per unit, above 0.
    width, height : int
        Size in pixels.
    """
    box = (west, north - height / scale, west + width / scale, north)
    total = np.zeros(height * (width + 1), np.int32)
    seen = coverage.cells_in(box)
    if not seen.any():
        return Raster(total.reshape(height, width + 1)[:, :width])
    worth = np.zeros(coverage.count + 1, np.int32)
    worth[1:] = np.where(seen, np.arange(1, coverage.count + 1, dtype=np.int32) + _ONE_COVER, 0)
    near = coverage.edges_in(box)
    if dropped():
        return None

    # Rows are those whose middle lies in (upper end, lower end]: half open, so that an edge that ends where the next
    # begins never counts a row twice.
    low = (north - coverage.y0[near]) * scale - 0.5
    high = (north - coverage.y1[near]) * scale - 0.5
    first = np.maximum(np.ceil(high), 0.0)
    last = np.minimum(np.ceil(low) - 1.0, height - 1.0)
    crossing = np.flatnonzero(last >= first)
    if dropped():
        return None
    edge = crossing if isinstance(near, slice) else near[crossing]
    change = worth[coverage.right[edge]] - worth[coverage.left[edge]]
    # Even edges between two cells out of view go: their cells are not wholly in the sum, so they must not be at all.
    wanted = change != 0
    crossing, edge, change = crossing[wanted], edge[wanted], change[wanted]
    low, high, first = low[crossing], high[crossing], first[crossing].astype(np.int64)
    rows = last[crossing].astype(np.int64) - first + 1
    x0 = (coverage.x0[edge] - west) * scale - 0.5
    slope = ((coverage.x1[edge] - west) * scale - 0.5 - x0) / (high - low)
    if dropped():
        return None

    which = np.repeat(np.arange(len(edge)), rows)
    begun = np.concatenate([[0], np.cumsum(rows)[:-1]]) if len(rows) else rows
    row = np.arange(len(which)) + np.repeat(first - begun, rows)
    column = np.ceil(x0[which] + slope[which] * (row - low[which]))
    column = np.clip(column, 0, width).astype(np.int64)
    np.add.at(total, row * (width + 1) + column, change[which])
    if dropped():
        return None
    picture = total.reshape(height, width + 1)
    np.cumsum(picture, axis=1, out=picture)
    picture = picture[:, :width]
    # A sum that is no cell of this layer under one cover comes from an overlap, or from a cell that crosses itself.
    strange = (picture.view(np.uint32) - np.uint32(_ONE_COVER + 1) >= coverage.count) & (picture != 0)
    if not strange.any():
        return Raster(np.bitwise_and(picture, MOST_CELLS))
    bad = strange.any(axis=1)
    several = picture >= 2 * _ONE_COVER
    touched = bad[row]
    _fill_spans(
        picture,
        bad,
        np.where(seen[coverage.left[edge] - 1], coverage.left[edge], 0)[which[touched]],
        np.where(seen[coverage.right[edge] - 1], coverage.right[edge], 0)[which[touched]],
        row[touched],
        column[touched],
    )
    return Raster(np.bitwise_and(picture, MOST_CELLS), several if several.any() else None)


def _fill_spans(
    picture: Picture,
    bad: NDArray[np.bool_],
    left: Picture,
    right: Picture,
    row: NDArray[np.int64],
    column: NDArray[np.int64],
) -> None:
    """Paint the rows with overlaps anew, each cell from crossing to crossing, the smallest cell last and so on top."""
    width = picture.shape[1]
    picture[bad] = 0
    cell = np.concatenate([left, right])
    row, column = np.concatenate([row, row]), np.concatenate([column, column])
    real = cell > 0
    cell, row, column = cell[real], row[real], column[real]
    order = np.lexsort((column, row, -cell))
    cell, row, column = cell[order], row[order], column[order]
    cell, row, begin, end = cell[::2], row[::2], column[::2], column[1::2]
    sizes = end - begin
    shift = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if len(sizes) else sizes
    where = np.arange(int(sizes.sum())) + np.repeat(begin - shift, sizes)
    # The last of several values given for a pixel stays: the pixels are written in order.
    flat = np.zeros(picture.size, np.int32)
    flat[np.repeat(row, sizes) * width + where] = np.repeat(cell, sizes)
    picture[bad] = flat.reshape(picture.shape)[bad]


def coloured(ids: Picture, colours: Colours, out: Colours | None = None) -> Colours:
    """The picture in colours (0xAARRGGBB a pixel): `colours` holds one for outside (at 0) and one for each cell."""
    return colours.take(ids, out=out, mode="clip")


def borders(ids: Picture) -> NDArray[np.bool_]:
    """The pixels whose right or lower neighbour belongs to another cell: an outline one pixel wide."""
    found = np.zeros(ids.shape, np.bool_)
    found[:, :-1] = ids[:, 1:] != ids[:, :-1]
    found[:-1] |= ids[1:] != ids[:-1]
    return found
