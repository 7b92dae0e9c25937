"""Where a text may stand: a point well inside each cell, which texts fit into theirs, and which of them collide.

Everything works on arrays of all cells at once; boxes are (centre x, centre y, half width, half height).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.distinct import with_first

Floats = NDArray[np.float64]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]

_LINES = 9
_TEXT_SHAPE = 2.5
"""Width of a typical label over its height: what the room around a point is judged by."""


@attrs.frozen(eq=False)
class LabelPoints:
    """For each cell a point inside it and the room around that point.

    Attributes
    ----------
    x, y : float64 (count,)
        In the layer's units; NaN for a cell without area.
    half_width, half_height : float64 (count,)
        How far the cell reaches from the point to its nearer side, sideways and up and down; 0 where there is none.
    """

    x: Floats
    y: Floats
    half_width: Floats
    half_height: Floats

    @classmethod
    def of(cls, coverage: Coverage) -> LabelPoints:
        """The label points of all cells.

        Nine lines are laid across each cell; the middle of the widest stretch, those near the cell's middle
        preferred, is moved to the middle between the sides above and below and then sideways again. The better of
        the two stays.
        """
        x, y = _widest_stretch(coverage)
        across = _Crossings(coverage)
        first = cls(x, y, *across.room(x, y))
        y2 = across.middle(x, y, upright=True)
        x2 = across.middle(x, y2, upright=False)
        second = cls(x2, y2, *across.room(x2, y2))
        better = second._worth() > first._worth()
        return cls(*(np.where(better, b, a) for a, b in zip(first._columns(), second._columns(), strict=True)))

    def _columns(self) -> tuple[Floats, Floats, Floats, Floats]:
        return self.x, self.y, self.half_width, self.half_height

    def _worth(self) -> Floats:
        return np.minimum(self.half_width / _TEXT_SHAPE, self.half_height)


def _edges_of_rings(coverage: Coverage) -> tuple[Floats, Floats, Index]:
    """Start and end of every ring edge, and its cell (from 0)."""
    if len(coverage.cell) == 0:
        return np.empty((0, 2)), np.empty((0, 2)), np.empty(0, np.int64)
    following = np.arange(1, coverage.start[-1] + 1)
    following[coverage.start[1:] - 1] = coverage.start[:-1]
    owner = np.repeat(coverage.cell, np.diff(coverage.start)).astype(np.int64)
    return coverage.xy, coverage.xy[following], owner


def _widest_stretch(coverage: Coverage) -> tuple[Floats, Floats]:
    a, b, owner = _edges_of_rings(coverage)
    x, y = np.full(coverage.count, np.nan), np.full(coverage.count, np.nan)
    bottom, height = coverage.boxes[:, 1], coverage.boxes[:, 3] - coverage.boxes[:, 1]
    flat = ~(height > 0)
    step = np.where(flat, 1.0, height) / _LINES
    bottom = np.where(flat, 0.0, bottom)
    # Place of both ends in steps of the cell's own lines, which lie at 0, 1, … 8.
    pa = (a[:, 1] - bottom[owner]) / step[owner] - 0.5
    pb = (b[:, 1] - bottom[owner]) / step[owner] - 0.5
    first = np.ceil(np.minimum(pa, pb)).clip(0)
    lines = (np.ceil(np.maximum(pa, pb)).clip(max=_LINES) - first).clip(0).astype(np.int64)
    lines[flat[owner]] = 0
    which = np.repeat(np.arange(len(owner)), lines)
    if len(which) == 0:
        return x, y
    begun = np.cumsum(lines) - lines
    line = (np.arange(len(which)) - begun[which]) + first[which].astype(np.int64)
    at = a[which, 0] + (line - pa[which]) * (b[which, 0] - a[which, 0]) / (pb[which] - pa[which])
    row = owner[which] * _LINES + line
    order = np.lexsort((at, row))
    at, row = at[order], row[order]
    # Rings are closed: every line crosses a cell an even number of times, so crossings pair up into stretches.
    left, right, row = at[::2], at[1::2], row[::2]
    cell, line = row // _LINES, row % _LINES
    middle = (line + 0.5) / _LINES
    worth = (right - left) * (1 - 0.8 * (2 * middle - 1) ** 2)
    order = np.lexsort((-worth, cell))
    cells, best = with_first(cell[order])
    best = order[best]
    wide = right[best] > left[best]
    cells, best = cells[wide], best[wide]
    x[cells] = (left[best] + right[best]) / 2
    y[cells] = bottom[cells] + (line[best] + 0.5) * step[cells]
    return x, y


class _Crossings:
    """Where the sides of a cell lie along a level or upright line through a point of it, for all cells at once."""

    def __init__(self, coverage: Coverage) -> None:
        self._a, self._b, self._owner = _edges_of_rings(coverage)
        self._count = coverage.count

    def sides(self, x: Floats, y: Floats, *, upright: bool) -> tuple[Floats, Floats]:
        """The distances from each cell's point to its nearest side below (left) and above (right); NaN for none."""
        along, other = (1, 0) if upright else (0, 1)
        line = (x if upright else y)[self._owner]
        pa, pb = self._a[:, other], self._b[:, other]
        hit = np.flatnonzero((pa <= line) != (pb <= line))
        owner, a, b = self._owner[hit], self._a[hit], self._b[hit]
        at = a[:, along] + (line[hit] - a[:, other]) * (b[:, along] - a[:, along]) / (b[:, other] - a[:, other])
        away = at - (y if upright else x)[owner]
        below, above = np.full(self._count, np.inf), np.full(self._count, np.inf)
        np.minimum.at(below, owner[away <= 0], -away[away <= 0])
        np.minimum.at(above, owner[away > 0], away[away > 0])
        bad = ~(np.isfinite(below) & np.isfinite(above))
        below[bad] = above[bad] = np.nan
        return below, above

    def middle(self, x: Floats, y: Floats, *, upright: bool) -> Floats:
        """The coordinate half way between the two sides; where there are none the old one."""
        below, above = self.sides(x, y, upright=upright)
        moved = (y if upright else x) + (above - below) / 2
        return np.where(np.isfinite(moved), moved, y if upright else x)

    def room(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The nearer side sideways, and up and down."""
        sideways = np.minimum(*self.sides(x, y, upright=False))
        upwards = np.minimum(*self.sides(x, y, upright=True))
        return np.nan_to_num(sideways), np.nan_to_num(upwards)


def fitting(
    coverage: Coverage,
    points: LabelPoints,
    cells: Index,
    half_width: Floats,
    half_height: Floats,
) -> Mask:
    """Which boxes around the label points lie wholly inside their cells.

    `cells` are counted from 0; the half sizes, in the layer's units, are one a cell of `cells`. Exact: a box passes
    when its middle is inside and no edge of the cell touches the box.
    """
    passed: Mask = (half_width <= points.half_width[cells]) & (half_height <= points.half_height[cells])
    tried = np.flatnonzero(passed)
    if len(tried) == 0:
        return passed
    first, last = coverage.first_ring[cells[tried]], coverage.first_ring[cells[tried] + 1]
    begin, end = coverage.start[first], coverage.start[last]
    sizes = end - begin
    which = np.repeat(tried, sizes)
    vertex = np.arange(int(sizes.sum())) + np.repeat(begin - (np.cumsum(sizes) - sizes), sizes)
    following = vertex + 1
    # A ring's last vertex is followed by its first one.
    ring = np.searchsorted(coverage.start, vertex, side="right") - 1
    following = np.where(following == coverage.start[ring + 1], coverage.start[ring], following)
    middle = np.column_stack([points.x[cells], points.y[cells]])
    half = np.column_stack([half_width, half_height])
    a = coverage.xy[vertex] - middle[which]
    b = coverage.xy[following] - middle[which]
    passed[which[_touches(a, b, half[which])]] = False
    return passed


def _touches(a: Floats, b: Floats, half: Floats) -> Mask:
    """Which segments touch the box of half size `half` around the origin (separating axes)."""
    middle, reach = (a + b) / 2, np.abs(b - a) / 2
    way = b - a
    near = np.all(np.abs(middle) <= reach + half, axis=1)
    cross = np.abs(middle[:, 0] * way[:, 1] - middle[:, 1] * way[:, 0])
    found: Mask = near & (cross <= half[:, 0] * np.abs(way[:, 1]) + half[:, 1] * np.abs(way[:, 0]))
    return found


def apart(
    x: Floats,
    y: Floats,
    half_width: Floats,
    half_height: Floats,
    size: tuple[int, int],
    grain: int = 4,
    taken: Sequence[tuple[float, float, float, float]] = (),
    dropped: Callable[[], bool] | None = None,
) -> Index:
    """The boxes that can stand together, taken in the order given (the first is the most wanted).

    Parameters
    ----------
    x, y, half_width, half_height : float64 (n,)
        Boxes in pixels, y down.
    size : (int, int)
        Width and height of the picture; boxes that leave it are not taken.
    grain : int
        Boxes are compared on squares of this many pixels, so that a little air stays between them.
    taken : sequence of (left, top, right, bottom)
        Where something else stands already.
    dropped : callable, optional
        Says that nobody waits any more; then what was found so far is given.
    """
    width, height = size
    # A row of squares is one long integer, a bit a square: a box is tried by a few operations on whole rows.
    full = [0] * (height // grain + 2)
    most = width // grain + 2
    for box in taken:
        x0, y0, x1, y1 = (max(round(v / grain), 0) for v in box)
        bits = ((1 << max(min(x1 + 1, most) - x0, 0)) - 1) << x0
        for line in range(y0, min(y1 + 1, len(full))):
            full[line] |= bits
    left, right = np.floor((x - half_width) / grain), np.ceil((x + half_width) / grain)
    top, bottom = np.floor((y - half_height) / grain), np.ceil((y + half_height) / grain)
    whole = (x - half_width >= 0) & (x + half_width <= width) & (y - half_height >= 0) & (y + half_height <= height)
    tried = np.flatnonzero(whole)
    corners = (values[tried].astype(np.int64).tolist() for values in (left, right, top, bottom))
    spans = [(1 << n) - 1 for n in range(most + 1)]
    found: list[int] = []
    for n, (x0, x1, y0, y1) in enumerate(zip(*corners, strict=True)):
        if n % 4096 == 4095 and dropped is not None and dropped():
            break
        bits = spans[x1 - x0] << x0
        for row in full[y0:y1]:
            if row & bits:
                break
        else:
            for line in range(y0, y1):
                full[line] |= bits
            found.append(n)
    kept: Index = tried[found]
    return kept
