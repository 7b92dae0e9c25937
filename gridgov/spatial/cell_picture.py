"""The picture behind points to cells: which cell lies over each pixel, and which edges touch the others.

Everything is laid out so that a point is answered by one look-up where no edge is near, and by the few edges of its
own pixel where one is.
"""

from __future__ import annotations

from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings
from gridgov.spatial.shared_edges import CHUNK, shared_edges

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ShortInts = NDArray[np.int32]

PIXELS_A_CELL = 20
PIXELS_AN_EDGE = 4
MOST_PIXELS = 12_000_000
MOST_ENTRIES = 24_000_000
MARGIN = 1e-6
"""Of a pixel: an edge that comes so near is entered into it, a centre so near to an edge decides nothing."""

ASK = np.iinfo(np.int32).min
"""A pixel without an edge over which other than one whole cell lies: only GEOS can tell."""

# A state is count << 52 | sum of checks << 26 | sum of numbers (from 1). Where one cell covers a place, its check
# tells its number from a sum that overlapping or self-crossing cells left behind.
_CHECK_BIT = np.int64(26)
_COUNT_BIT = np.int64(52)
_NUMBER = (np.int64(1) << _CHECK_BIT) - np.int64(1)


@attrs.frozen(eq=False)
class CellPicture:
    """A layer as pixels.

    Attributes
    ----------
    origin, size : float
        The picture's lower left corner and the side of a pixel, in the layer's coordinates.
    shape : rows, columns
    pixel : int32, shape (rows * columns,)
        Where no edge is near: the cell, ``NONE`` or ``ASK``. Otherwise -2 - k, the k-th marked pixel.
    state : int64, shape (m,)
        What lies over the centre of each marked pixel.
    first : int32, shape (m + 1,)
        Where the edges of each marked pixel begin in `entry`.
    entry : int32
        The edges of the marked pixels, one pixel behind the other: the number e where the centre lies left of it,
        -1 - e where it lies right.
    blurred : bool, shape (m,)
        Marked pixels whose centre lies on an edge, as far as one can tell.
    edges : float64, shape (e, 4)
        x and y of each edge's begin, then of its end.
    beside : int32, shape (e, 2)
        The cells on the left and on the right of each edge, -1 for none.
    worths : int64, shape (count + 1,)
        The state where one cell lies alone, by cell + 1; 0 where none does.
    """

    origin: tuple[float, float]
    size: float
    shape: tuple[int, int]
    pixel: ShortInts
    state: Ints
    first: ShortInts
    entry: ShortInts
    blurred: NDArray[np.bool_]
    edges: Floats
    beside: ShortInts
    worths: Ints

    def value(self, edge: NDArray[np.integer]) -> Ints:
        """What is added to the state on the way from the right of each edge to its left."""
        beside = self.beside[edge]
        return np.asarray(self.worths[beside[:, 0] + 1] - self.worths[beside[:, 1] + 1])

    def centre(self, place: Ints) -> tuple[Floats, Floats]:
        """Where the centres of pixels lie."""
        row, column = np.divmod(place, self.shape[1])
        return (
            np.asarray(self.origin[0] + (column + 0.5) * self.size, dtype=np.float64),
            np.asarray(self.origin[1] + (row + 0.5) * self.size, dtype=np.float64),
        )

    def single(self, state: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """The cell of each state, -1 for none, and whether it is sure that no other lies there."""
        number = np.minimum(state & _NUMBER, len(self.worths) - 1)
        return number - 1, self.worths[number] == state


class _Frame(NamedTuple):
    origin: tuple[float, float]
    size: float
    rows: int
    columns: int


def draw(rings: Rings) -> CellPicture:
    """The picture of a layer; no cell gives an empty one."""
    worths = _worths(rings.count)
    edges, beside = shared_edges(rings)
    frame = _frame(rings, edges)
    state = np.zeros(frame.rows * frame.columns, dtype=np.int64)
    parts = [_Touched(*_nothing())]
    for start in range(0, len(edges), CHUNK):
        x0, y0, x1, y1 = np.ascontiguousarray(edges[start : start + CHUNK].T)
        x0, x1 = (x0 - frame.origin[0]) / frame.size, (x1 - frame.origin[0]) / frame.size
        y0, y1 = (y0 - frame.origin[1]) / frame.size, (y1 - frame.origin[1]) / frame.size
        cells = beside[start : start + CHUNK] + 1
        _cross_rows(state, frame.columns, x0, y0, x1, y1, worths[cells[:, 0]] - worths[cells[:, 1]])
        parts.append(_touch(frame.columns, x0, y0, x1, y1, start))
    touched = _Touched(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    pixel = _fill(state, worths)
    order = _grouped(touched.pixel)
    ordered = touched.pixel[order]
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(order) else order
    marked = ordered[begins]
    blurred = np.zeros(len(pixel), dtype=bool)
    blurred[touched.pixel[touched.blurred]] = True
    found = CellPicture(
        origin=frame.origin,
        size=frame.size,
        shape=(frame.rows, frame.columns),
        pixel=pixel,
        state=state[marked],
        first=np.append(begins, len(order)).astype(np.int32),
        entry=touched.entry[order],
        blurred=blurred[marked],
        edges=edges,
        beside=beside,
        worths=worths,
    )
    pixel[marked] = -2 - np.arange(len(marked), dtype=np.int32)
    return found


def _worths(count: int) -> Ints:
    number = np.arange(count + 1, dtype=np.uint64)
    # Mixed so well that the checks of several cells do not add up to that of the cell with the sum of their numbers.
    mixed = number * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    check = (mixed >> np.uint64(42)).astype(np.int64)
    worths = (np.int64(1) << _COUNT_BIT) + (check << _CHECK_BIT) + number.astype(np.int64)
    worths[0] = 0
    return np.asarray(worths)


def _frame(rings: Rings, edges: Floats) -> _Frame:
    low_x, low_y, high_x, high_y = rings.bounds() if len(edges) else (0.0, 0.0, 1.0, 1.0)
    width, height = max(high_x - low_x, 1e-9), max(high_y - low_y, 1e-9)
    # Never finer than floats are at such coordinates: pixels must be told apart.
    finest = 1e6 * np.spacing(max(abs(low_x), abs(low_y), abs(high_x), abs(high_y), 1e-9))
    wanted = min(max(PIXELS_A_CELL**2 * rings.count, PIXELS_AN_EDGE * len(edges), 64), MOST_PIXELS)
    total = float(np.abs(edges[:, 0] - edges[:, 2]).sum() + np.abs(edges[:, 1] - edges[:, 3]).sum())
    size = max(np.sqrt(width * height / wanted), width / 30_000, height / 30_000, total / MOST_ENTRIES, finest)
    # Air around, so that no edge touches the picture's border; by an odd amount, so that the lines of a regular layer
    # do not all run through the centres or along the borders of pixels.
    air = 1.3819660112501051 * size
    return _Frame((low_x - air, low_y - air), float(size), int(height / size) + 4, int(width / size) + 4)


def _cross_rows(state: Ints, columns: int, x0: Floats, y0: Floats, x1: Floats, y1: Floats, value: Ints) -> None:
    """Enter where edges (in pixels) cross the lines of pixel centres; the sum along a row then is the state.

    The line of a row counts as crossed by the edge that begins on it and not by the one that ends there, so that
    both edges at a vertex agree. What rounding displaces lies within `MARGIN` of the edge, hence in blurred pixels.
    """
    u0, u1 = y0 - 0.5, y1 - 0.5
    from_row = np.ceil(np.minimum(u0, u1)).astype(np.int64)
    crossings = np.ceil(np.maximum(u0, u1)).astype(np.int64) - from_row
    which = np.repeat(np.arange(len(x0)), crossings)
    row = np.arange(len(which)) + np.repeat(from_row - np.cumsum(crossings) + crossings, crossings)
    begin, end, u = x0[which], x1[which], u0[which]
    share = (row - u) / (u1[which] - u)
    column = np.ceil(begin + share * (end - begin) - 0.5).astype(np.int64)
    # Going down, the left of an edge begins at it; going up, it ends there.
    signed = np.where(y1 < y0, value, -value)[which]
    np.add.at(state, row * columns + column, signed)


class _Touched(NamedTuple):
    pixel: ShortInts
    entry: ShortInts
    blurred: NDArray[np.bool_]


def _nothing() -> tuple[ShortInts, ShortInts, NDArray[np.bool_]]:
    return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32), np.empty(0, dtype=bool)


def _touch(columns: int, x0: Floats, y0: Floats, x1: Floats, y1: Floats, start: int) -> _Touched:
    """The pixels that each edge (in pixels, numbered from `start`) touches, each once; now and then one beside it."""
    run, rise = x1 - x0, y1 - y0
    blur = MARGIN * np.hypot(run, rise)
    low_x, low_y = np.minimum(x0, x1), np.minimum(y0, y1)
    column, row = np.floor(low_x - MARGIN), np.floor(low_y - MARGIN)
    wide = np.floor(low_x + np.abs(run) + MARGIN) - column  # columns that it touches but the first
    tall = np.floor(low_y + np.abs(rise) + MARGIN) - row
    # Twice the area of the triangle between the edge and a centre: on which side that lies, and how near.
    turn = run * (row + 0.5 - y0) - rise * (column + 0.5 - x0)
    pixel = (row * columns + column).astype(np.int32)
    edge = np.arange(start, start + len(x0), dtype=np.int32)
    small = (wide <= 1) & (tall <= 1)
    found = []
    # Nearly every edge lies in one pixel, two side by side, or four.
    for there, step, turned in (
        (small, 0, turn),
        (small & (wide == 1), 1, turn - rise),
        (small & (tall == 1), columns, turn + run),
        (small & (wide == 1) & (tall == 1), columns + 1, turn - rise + run),
    ):
        at = np.flatnonzero(there)
        here = turned[at]
        entry = edge[at]
        np.invert(entry, out=entry, where=here <= 0)
        found.append(_Touched(pixel[at] + np.int32(step), entry, np.abs(here) < blur[at]))
    large = np.flatnonzero(~small)
    if len(large):
        which, c, r = _span(x0[large], y0[large], x1[large], y1[large])
        at = large[which]
        here = run[at] * (r + 0.5 - y0[at]) - rise[at] * (c + 0.5 - x0[at])
        entry = np.where(here > 0, edge[at], ~edge[at])
        found.append(_Touched((r * columns + c).astype(np.int32), entry, np.abs(here) < blur[at]))
    return _Touched(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _span(x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> tuple[Ints, Ints, Ints]:
    """The pixels of edges of any length: edge, column and row of each."""
    low_x, high_x = np.minimum(x0, x1), np.maximum(x0, x1)
    first = np.floor(np.minimum(y0, y1) - MARGIN).astype(np.int64)
    rows = np.floor(np.maximum(y0, y1) + MARGIN).astype(np.int64) - first + 1
    # Cut into rows, each with the columns that the edge passes there.
    edge = np.repeat(np.arange(len(x0)), rows)
    row = np.arange(len(edge)) + np.repeat(first - np.cumsum(rows) + rows, rows)
    rise, run = (y1 - y0)[edge], (x1 - x0)[edge]
    flat = np.abs(rise) < 1e-3  # its slope says little: take the whole width
    slope = run / np.where(flat, 1.0, rise)
    at_low = x0[edge] + (row - MARGIN - y0[edge]) * slope
    at_high = x0[edge] + (row + 1 + MARGIN - y0[edge]) * slope
    least, most = low_x[edge], high_x[edge]
    left = np.where(flat, least, np.clip(np.minimum(at_low, at_high), least, most))
    right = np.where(flat, most, np.clip(np.maximum(at_low, at_high), least, most))
    begin = np.floor(left - MARGIN).astype(np.int64)
    columns = np.floor(right + MARGIN).astype(np.int64) - begin + 1
    piece = np.repeat(np.arange(len(edge)), columns)
    column = np.arange(len(piece)) + np.repeat(begin - np.cumsum(columns) + columns, columns)
    return edge[piece], column, row[piece]


def _fill(state: Ints, worths: Ints) -> ShortInts:
    """Sum `state` up in place, and the cell of each pixel by it."""
    pixel = np.empty(len(state), dtype=np.int32)
    carried = np.int64(0)
    for start in range(0, len(state), CHUNK):
        part = state[start : start + CHUNK]
        part[:1] += carried
        np.cumsum(part, out=part)
        carried = part[-1]
        number = part & _NUMBER
        np.minimum(number, len(worths) - 1, out=number)
        pixel[start : start + CHUNK] = np.where(worths[number] == part, number - 1, ASK)
    return pixel


def _grouped(pixel: ShortInts) -> Ints:
    """The order that brings equal pixels together, by two passes over 16 bits each: three times as fast as a sort."""
    order = np.argsort(pixel.astype(np.uint16), kind="stable")
    return order[np.argsort((pixel[order] >> 16).astype(np.uint16), kind="stable")]
