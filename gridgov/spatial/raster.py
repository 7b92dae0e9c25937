"""The picture of "which cell is here": one int32 a pixel, made from the edges between cells.

For every edge and every row of pixels whose middle it crosses, the number of the cell on its right minus that of the
cell on its left is added at the crossing; a running sum along each row then leaves in every pixel the cell that holds
its middle. The top byte counts how many cells hold the middle, so that an overlap is known and repainted cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.edges import Edges

Picture = NDArray[np.int32]
Colours = NDArray[np.uint32]

MOST_CELLS = (1 << 24) - 1
"""Cells that one layer can have: the number of a cell shares its 32 bits with the count of covers."""

_ONE_COVER = 1 << 24
_MANY = 20_000


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
    edges: Edges,
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
    edges : Edges
        The cells' edges; none give a picture of zeros.
    west, north : float
        The upper left corner of the picture in the layer's units (y up).
    scale : float
        Pixels per unit, above 0.
    width, height : int
        Size in pixels.
    """
    box = (west, north - height / scale, west + width / scale, north)
    total = np.zeros(height * (width + 1), np.int32)
    seen = edges.cells_in(box)
    if not seen.any():
        return Raster(total.reshape(height, width + 1)[:, :width])
    worth = np.zeros(edges.count + 1, np.int32)
    worth[1:] = np.where(seen, np.arange(1, edges.count + 1, dtype=np.int32) + _ONE_COVER, 0)
    near = edges.edges_in(box)
    if dropped():
        return None

    # Rows are those whose middle lies in (upper end, lower end]: half open, so that an edge that ends where the next
    # begins never counts a row twice.
    from_west, from_north = edges.corner[0] - west, north - edges.corner[1]
    low = (from_north - edges.y0[near]) * scale - 0.5
    high = (from_north - edges.y1[near]) * scale - 0.5
    first = np.maximum(np.ceil(high), 0.0)
    last = np.minimum(np.ceil(low) - 1.0, height - 1.0)
    crossing = np.flatnonzero(last >= first)
    if dropped():
        return None
    edge = crossing if isinstance(near, slice) else near[crossing]
    left, right = edges.left[edge], edges.right[edge]
    change = worth[right] - worth[left]
    if not seen.all():
        # Even edges between two cells out of view go: their cells are not wholly in the sum, so they must not be at
        # all.
        wanted = np.flatnonzero(change)
        crossing, edge, change = crossing[wanted], edge[wanted], change[wanted]
        left, right = left[wanted], right[wanted]
    low, high, first = low[crossing], high[crossing], first[crossing]
    rows = (last[crossing] - first).astype(np.int32)
    x0 = (edges.x0[edge] + from_west) * scale - 0.5
    slope = ((edges.x1[edge] + from_west) * scale - 0.5 - x0) / (high - low)
    begin = x0 + slope * (first - low)
    if dropped():
        return None

    # Where each edge crosses its first row; then, as far as there are, the second, third …
    row = first.astype(np.int32)
    place = _place(row, begin, width)
    np.add.at(total, place, change)
    crossings = _Crossings(row, begin, slope, rows, width)
    for which, place in crossings.rest():
        np.add.at(total, place, change[which])
        if dropped():
            return None
    picture = total.reshape(height, width + 1)
    np.cumsum(picture, axis=1, out=picture)
    picture = picture[:, :width]
    if _plain(picture, edges.count):
        return Raster(np.bitwise_and(picture, MOST_CELLS))
    # A sum that is no cell of this layer under one cover comes from an overlap, or from a cell that crosses itself.
    strange = (picture.view(np.uint32) - np.uint32(_ONE_COVER + 1) >= edges.count) & (picture != 0)
    bad = strange.any(axis=1)
    several = picture >= 2 * _ONE_COVER
    which, row, column = crossings.all_in(bad)
    left, right = (np.where(worth[side] > 0, side, 0)[which] for side in (left, right))
    _fill_spans(picture, bad, left, right, row, column)
    if edges.tolerance:
        # With less detail the two sides of a border that do not share their edges may part by a pixel: no fault.
        several = _thick(several)
    return Raster(np.bitwise_and(picture, MOST_CELLS), several if several.any() else None)


def _thick(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels of a mask whose neighbours on all four sides belong to it too."""
    inner = np.zeros_like(mask)
    inner[1:-1, 1:-1] = mask[1:-1, 1:-1] & mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
    return inner


def _place(row: Picture, at: NDArray[np.floating], width: int) -> NDArray[np.int64]:
    """Where in the picture's memory edges cross their rows: the first pixel whose middle lies behind."""
    found: NDArray[np.int64] = row * np.int64(width + 1)
    found += np.ceil(at).clip(0, width).astype(np.int64)
    return found


def _plain(picture: Picture, count: int) -> bool:
    """Whether every pixel holds one cell or none."""
    return (
        int(picture.max(initial=0)) <= _ONE_COVER + count
        and int(picture.min(initial=0)) >= 0
        and np.count_nonzero(picture) == np.count_nonzero(picture > _ONE_COVER)
    )


@attrs.frozen(eq=False)
class _Crossings:
    """Where edges cross rows: from the row `first` on, at `begin`, `slope` farther each of `more` rows."""

    first: Picture
    begin: NDArray[np.floating]
    slope: NDArray[np.floating]
    more: Picture
    width: int

    def rest(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """All crossings but each edge's first: the edges, and the places in the picture's memory."""
        step = np.int32(0)
        which = np.flatnonzero(self.more > 0)
        # While many edges have one more row it is cheaper to go row by row than to lay out all of them.
        while len(which) > _MANY:
            step += np.int32(1)
            yield which, _place(self.first[which] + step, self.begin[which] + self.slope[which] * step, self.width)
            which = which[self.more[which] > step]
        if len(which):
            which, steps = _laid_out(which, self.more[which] - step, int(step) + 1)
            at = self.begin[which] + self.slope[which] * steps
            yield which, _place(self.first[which] + steps, at, self.width)

    def all_in(self, rows: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Picture, NDArray[np.int64]]:
        """The crossings in the marked rows: edges, rows, columns."""
        which, steps = _laid_out(np.arange(len(self.first)), self.more + np.int32(1), 0)
        row = self.first[which] + steps
        kept = np.flatnonzero(rows[row])
        which, steps, row = which[kept], steps[kept], row[kept]
        at = self.begin[which] + self.slope[which] * steps
        return which, row, np.ceil(at).clip(0, self.width).astype(np.int64)


def _laid_out(which: NDArray[np.int64], times: Picture, start: int) -> tuple[NDArray[np.int64], Picture]:
    """Each of `which` so many times, and counting up from `start` beside it."""
    ends = np.cumsum(times)
    steps = np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int32)
    steps -= np.repeat((ends - times - start).astype(np.int32), times)
    return np.repeat(which, times), steps


def _fill_spans(
    picture: Picture,
    bad: NDArray[np.bool_],
    left: Picture,
    right: Picture,
    row: Picture,
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
