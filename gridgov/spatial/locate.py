"""Points to cells: exactly as GEOS answers, many times faster.

A picture of cell numbers at about a twentieth of a cell's width answers every point whose pixel no edge touches. In
the others the state of the pixel's centre is carried to the point across the few edges of that pixel, each crossing
decided by orientations with Shewchuk's error bound. What stays in doubt (on an edge, through a vertex) goes to GEOS.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings, hole_mask

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PIXELS_A_CELL = 20
MOST_PIXELS = 12_000_000
CHUNK = 65_536
MARGIN = 1e-6
"""Of a pixel: how near an edge must come to a pixel to be entered into it."""

# A state is count << 52 | sum of checks << 26 | sum of numbers: where one cell covers a pixel, its check tells a true
# number from a sum that self-crossing or overlapping cells left behind.
_COUNT = np.int64(52)
_CHECK = np.int64(26)
_FIELD = (np.int64(1) << _CHECK) - np.int64(1)
_BOUND = 3.3306690738754716e-16 * 4
"""Relative error of an orientation in floats, four times Shewchuk's bound for safety."""


@attrs.frozen(eq=False)
class Located:
    """The answer for a set of points.

    Attributes
    ----------
    cell : int32
        The cell of each point, -1 for none. On an edge or a vertex: the cell with the smallest rank.
    several : int64
        Indices of the points that lie strictly inside two or more cells; `cell` then holds the smallest rank.
    choices : list of lists
        The cells of each point of `several`, by rank.
    """

    cell: NDArray[np.int32]
    several: Ints
    choices: list[list[int]]


@attrs.define(eq=False)
class CellIndex:
    """The cells of one layer, ready to be asked; made by :meth:`build` or :meth:`load`."""

    rings: Rings
    rank: Ints
    origin: tuple[float, float]
    size: float
    shape: tuple[int, int]
    state: Ints
    """Per pixel, which cells lie over its centre (see `_worth`)."""
    edges: Floats
    """Shape (m, 4): x0, y0, x1, y1, the cell's inside on the left."""
    edge_value: Ints
    first: NDArray[np.int32]
    """Per pixel + 1, where its edges begin in `entry`; all the same where there are none."""
    entry: NDArray[np.int32]
    blurred: NDArray[np.bool_]
    """Pixels whose centre lies on an edge: all their points go to GEOS."""
    _worths: Ints | None = None
    _tree: Any = None
    _shapes: Any = None

    @classmethod
    def build(cls, rings: Rings, rank: Ints | None = None) -> CellIndex:
        """Make the index. `rank` orders the cells by code (the smallest wins on an edge); default: their order."""
        order = np.arange(rings.count, dtype=np.int64) if rank is None else np.asarray(rank, dtype=np.int64)
        low_x, low_y, high_x, high_y = rings.bounds() if len(rings.xy) else (0.0, 0.0, 1.0, 1.0)
        width, height = max(high_x - low_x, 1e-9), max(high_y - low_y, 1e-9)
        size = np.sqrt(width * height / max(rings.count, 1)) / PIXELS_A_CELL
        size = max(size, np.sqrt(width * height / MOST_PIXELS), width / 30_000, height / 30_000)
        # One pixel of air all around, so that no edge touches the picture's border.
        origin = (low_x - 1.5 * size, low_y - 1.5 * size)
        shape = (int(height / size) + 4, int(width / size) + 4)
        edges, owner = _edges(rings)
        value = _worth(owner.astype(np.int64))
        state, blurred = _centres(edges, value, origin, size, shape)
        first, entry = _entries(edges, origin, size, shape)
        return cls(rings, order, origin, float(size), shape, state, edges, value, first, entry, blurred)

    def save(self, path: Path) -> None:
        """Write the index to an ``.npz`` file."""
        np.savez(
            path,
            xy=self.rings.xy,
            ring_start=self.rings.ring_start,
            ring_cell=self.rings.ring_cell,
            count=self.rings.count,
            rank=self.rank,
            frame=np.array([*self.origin, self.size]),
            shape=np.array(self.shape),
            state=self.state,
            edges=self.edges,
            edge_value=self.edge_value,
            first=self.first,
            entry=self.entry,
            blurred=self.blurred,
        )

    @classmethod
    def load(cls, path: Path) -> CellIndex:
        """Read an index that :meth:`save` wrote."""
        with np.load(path) as found:
            rings = Rings(found["xy"], found["ring_start"], found["ring_cell"], int(found["count"]))
            x, y, size = (float(v) for v in found["frame"])
            rows, columns = (int(v) for v in found["shape"])
            names = ("state", "edges", "edge_value", "first", "entry", "blurred")
            return cls(rings, found["rank"], (x, y), size, (rows, columns), *(found[name] for name in names))

    def locate(self, x: Floats, y: Floats) -> Located:
        """The cell of each point, in the layer's own coordinates; NaN points lie in none."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        cell = np.full(len(x), -1, dtype=np.int32)
        asked: list[Ints] = []
        for start in range(0, len(x), CHUNK):
            stop = min(start + CHUNK, len(x))
            doubtful = self._chunk(x[start:stop], y[start:stop], cell[start:stop])
            if len(doubtful):
                asked.append(doubtful + start)
        several: list[int] = []
        choices: list[list[int]] = []
        if asked:
            self._ask_geos(np.concatenate(asked), x, y, cell, several, choices)
        return Located(cell, np.array(several, dtype=np.int64), choices)

    def _chunk(self, x: Floats, y: Floats, cell: NDArray[np.int32]) -> Ints:
        """Answer what can be answered without GEOS into `cell`; return the indices of the rest."""
        rows, columns = self.shape
        with np.errstate(invalid="ignore"):
            column = np.floor((x - self.origin[0]) / self.size)
            row = np.floor((y - self.origin[1]) / self.size)
            inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        index = np.flatnonzero(inside)
        pixel = row[index].astype(np.int64) * columns + column[index].astype(np.int64)
        state = self.state[pixel]
        begin, end = self.first[pixel], self.first[pixel + 1]
        marked = end > begin
        doubtful = np.zeros(len(index), dtype=bool)
        if marked.any():
            at = np.flatnonzero(marked)
            change, unsure = self._cross(x[index[at]], y[index[at]], pixel[at], begin[at], end[at])
            state[at] += change
            doubtful[at] = unsure | self.blurred[pixel[at]]
        number = (state & _FIELD) - 1
        one = (state >> _COUNT == 1) & (state == self._worth_of(number))
        doubtful |= ~one & (state != 0)
        sure = ~doubtful & one
        cell[index[sure]] = number[sure].astype(np.int32)
        return index[doubtful]

    def _worth_of(self, number: Ints) -> Ints:
        if self._worths is None:
            self._worths = _worth(np.arange(max(self.rings.count, 1), dtype=np.int64))
        return np.asarray(self._worths.take(number, mode="clip"))

    def _cross(
        self, x: Floats, y: Floats, pixel: Ints, begin: NDArray[np.int32], end: NDArray[np.int32]
    ) -> tuple[Ints, NDArray[np.bool_]]:
        """What changes on the way from each pixel's centre to its point, and where that is in doubt."""
        lengths = (end - begin).astype(np.int64)
        point = np.repeat(np.arange(len(x)), lengths)
        offset = np.cumsum(lengths) - lengths
        edge = self.entry[np.repeat(begin - offset, lengths) + np.arange(len(point))]
        columns = self.shape[1]
        cx: Floats = np.asarray(self.origin[0] + (pixel % columns + 0.5) * self.size, dtype=np.float64)
        cy: Floats = np.asarray(self.origin[1] + (pixel // columns + 0.5) * self.size, dtype=np.float64)
        px, py, qx, qy = cx[point], cy[point], x[point], y[point]
        ax, ay, bx, by = self.edges[edge].T
        turns = [
            _orientation(px, py, qx, qy, ax, ay),
            _orientation(px, py, qx, qy, bx, by),
            _orientation(ax, ay, bx, by, px, py),
            _orientation(ax, ay, bx, by, qx, qy),
        ]
        # An edge whose ends lie surely on one side of the way, or whose line has both ends of the way surely on one
        # side, is not crossed whatever the other two say.
        apart = (turns[0] * turns[1] > 0) | (turns[2] * turns[3] > 0)
        crossed = (turns[0] * turns[1] < 0) & (turns[2] * turns[3] < 0)
        unsure = ~apart & ~crossed
        value = np.where(crossed, self.edge_value[edge] * turns[3], 0)
        change = np.zeros(len(x), dtype=np.int64)
        np.add.at(change, point, value)
        doubt = np.zeros(len(x), dtype=bool)
        doubt[point[unsure]] = True
        return change, doubt

    def _ask_geos(
        self, index: Ints, x: Floats, y: Floats, cell: NDArray[np.int32], several: list[int], choices: list[list[int]]
    ) -> None:
        import shapely

        if self._tree is None:
            self._shapes = to_shapely(self.rings)
            self._tree = shapely.STRtree(self._shapes)
        points = shapely.points(x[index], y[index])
        which, found = self._tree.query(points, predicate="intersects")
        cell[index] = -1
        if len(which) == 0:
            return
        order = np.lexsort((self.rank[found], which))
        which, found = which[order], found[order]
        first = np.concatenate(([True], which[1:] != which[:-1]))
        cell[index[which[first]]] = found[first]
        again = np.flatnonzero(~first)
        if len(again) == 0:
            return
        # Strictly inside several cells is an overlap; on the edge between them is not.
        shared = np.isin(which, which[again])
        strictly = shapely.contains_properly(self._shapes[found[shared]], points[which[shared]])
        point, owner = which[shared][strictly], found[shared][strictly]
        numbers, starts, counts = np.unique(point, return_index=True, return_counts=True)
        for number, begin, count in zip(numbers, starts, counts, strict=True):
            if count > 1:
                several.append(int(index[number]))
                choices.append([int(c) for c in owner[begin : begin + count]])


def to_shapely(rings: Rings) -> NDArray[np.object_]:
    """The cells as shapely polygons; several rings are sorted into parts and holes by even-odd."""
    import shapely

    made = np.empty(rings.count, dtype=object)
    made[:] = shapely.Polygon()
    if rings.ring_count == 0:
        return made
    owner = np.repeat(np.arange(rings.ring_count), np.diff(rings.ring_start))
    linear = shapely.linearrings(rings.xy, indices=owner)
    polygons = shapely.polygons(linear)
    per_cell = np.bincount(rings.ring_cell, minlength=rings.count)
    single = per_cell[rings.ring_cell] == 1
    made[rings.ring_cell[single]] = polygons[single]
    for cell in np.flatnonzero(per_cell > 1):
        made[cell] = _assemble(polygons[rings.ring_cell == cell])
    return made


def _assemble(polygons: NDArray[np.object_]) -> Any:
    """Several rings of one cell as one geometry: a ring inside an odd number of others is a hole."""
    import shapely

    whole = shapely.Polygon()
    for polygon in sorted(polygons, key=lambda p: -float(p.area)):
        inside = shapely.covers(whole, shapely.point_on_surface(polygon))
        whole = shapely.difference(whole, polygon) if inside else _added(whole, polygon)
    return whole


def _added(whole: Any, polygon: Any) -> Any:
    import shapely

    return polygon if whole.is_empty else shapely.union(whole, polygon)


def _edges(rings: Rings) -> tuple[Floats, NDArray[np.int32]]:
    """Every edge with the cell's inside on its left, and its cell."""
    n = len(rings.xy)
    if n == 0:
        return np.empty((0, 4)), np.empty(0, dtype=np.int32)
    starts = rings.ring_start[:-1]
    lengths = np.diff(rings.ring_start)
    following = np.arange(1, n + 1)
    following[rings.ring_start[1:] - 1] = starts
    a, b = rings.xy, rings.xy[following]
    anchor = np.repeat(rings.xy[starts], lengths, axis=0)
    da, db = a - anchor, b - anchor
    signed = np.add.reduceat(da[:, 0] * db[:, 1] - db[:, 0] * da[:, 1], starts)
    turn = signed < 0
    turn ^= hole_mask(rings)
    flip = np.repeat(turn, lengths)
    edges = np.empty((n, 4))
    edges[:, :2] = np.where(flip[:, None], b, a)
    edges[:, 2:] = np.where(flip[:, None], a, b)
    keep = (edges[:, 0] != edges[:, 2]) | (edges[:, 1] != edges[:, 3])
    return np.ascontiguousarray(edges[keep]), np.repeat(rings.ring_cell, lengths)[keep]


def _centres(
    edges: Floats, value: Ints, origin: tuple[float, float], size: float, shape: tuple[int, int]
) -> tuple[Ints, NDArray[np.bool_]]:
    """The state of every pixel's centre by row crossings, and the pixels whose centre an edge passes through."""
    rows, columns = shape
    state = np.zeros(rows * columns + 1, dtype=np.int64)
    blurred = np.zeros(rows * columns, dtype=bool)
    for start in range(0, len(edges), CHUNK):
        part, worth = edges[start : start + CHUNK], value[start : start + CHUNK]
        y0, y1 = (part[:, 1] - origin[1]) / size - 0.5, (part[:, 3] - origin[1]) / size - 0.5
        low, high = np.minimum(y0, y1), np.maximum(y0, y1)
        from_row = np.ceil(low).astype(np.int64)
        crossings = np.maximum(np.ceil(high).astype(np.int64) - from_row, 0)
        which = np.repeat(np.arange(len(part)), crossings)
        offset = np.cumsum(crossings) - crossings
        row = np.repeat(from_row - offset, crossings) + np.arange(len(which))
        x0, x1 = part[which, 0], part[which, 2]
        share = (row - y0[which]) / (y1[which] - y0[which])
        x = (x0 + share * (x1 - x0) - origin[0]) / size - 0.5
        column = np.ceil(x).astype(np.int64)
        # Inside lies to the left of an edge: going down, it begins here; going up, it ends.
        sign = np.where(y1[which] < y0[which], 1, -1)
        np.add.at(state, row * columns + column, sign * worth[which])
        near = np.abs(x - np.rint(x)) < MARGIN
        blurred[row[near] * columns + np.rint(x[near]).astype(np.int64)] = True
        # A row centre within rounding of an edge's end may be counted on the wrong side: leave those pixels to GEOS.
        for ends, xs in ((y0, part[:, 0]), (y1, part[:, 2])):
            close = np.abs(ends - np.rint(ends)) < MARGIN
            if close.any():
                blurred_rows = np.rint(ends[close]).astype(np.int64)
                blurred_columns = np.floor((xs[close] - origin[0]) / size).astype(np.int64)
                for shift in (-1, 0, 1):
                    blurred[blurred_rows * columns + blurred_columns + shift] = True
    np.cumsum(state, out=state)
    return state[:-1], blurred


def _entries(
    edges: Floats, origin: tuple[float, float], size: float, shape: tuple[int, int]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Which edges touch which pixel: where each pixel's edges begin, and the edges in that order."""
    columns = shape[1]
    pixels: list[Ints] = []
    owners: list[Ints] = []
    for start in range(0, len(edges), CHUNK):
        part = (edges[start : start + CHUNK] - np.array([*origin, *origin])) / size
        span = np.maximum(np.abs(part[:, 2] - part[:, 0]), np.abs(part[:, 3] - part[:, 1]))
        pieces = np.maximum(np.ceil(span).astype(np.int64), 1)
        which = np.repeat(np.arange(len(part)), pieces)
        offset = np.cumsum(pieces) - pieces
        step = np.arange(len(which)) - np.repeat(offset, pieces)
        total = pieces[which]
        a, b = part[which, :2], part[which, 2:]
        begin = a + (b - a) * (step / total)[:, None]
        end = a + (b - a) * ((step + 1) / total)[:, None]
        low = np.floor(np.minimum(begin, end) - MARGIN).astype(np.int64)
        high = np.floor(np.maximum(begin, end) + MARGIN).astype(np.int64)
        wide, tall = high[:, 0] > low[:, 0], high[:, 1] > low[:, 1]
        base = low[:, 1] * columns + low[:, 0]
        own = which + start
        # A piece is at most a pixel long, so it touches at most three columns and rows; nearly always one or two.
        for dx in range(3):
            for dy in range(3):
                there = (low[:, 0] + dx <= high[:, 0]) & (low[:, 1] + dy <= high[:, 1])
                if dx == 0 and dy == 0:
                    pixels.append(base)
                    owners.append(own)
                elif there.any() and (wide | tall).any():
                    pixels.append(base[there] + dy * columns + dx)
                    owners.append(own[there])
    if not pixels:
        return np.zeros(shape[0] * columns + 1, dtype=np.int32), np.empty(0, dtype=np.int32)
    pixel, owner = np.concatenate(pixels), np.concatenate(owners)
    key = pixel * len(edges) + owner
    key.sort()  # np.unique hashes, which is ten times slower here
    key = key[np.concatenate(([True], key[1:] != key[:-1]))]
    pixel, owner = key // len(edges), key % len(edges)
    first = np.zeros(shape[0] * columns + 1, dtype=np.int32)
    np.cumsum(np.bincount(pixel, minlength=shape[0] * columns), out=first[1:])
    return first, owner.astype(np.int32)


def _worth(cell: Ints) -> Ints:
    """What a cell adds to the state of a point inside it."""
    # Mixed well, so that the check of a sum of several cells is never that of the cell with the sum of their numbers.
    mixed = ((cell + 1).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)).view(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    check = (mixed >> np.uint64(42)).astype(np.int64)
    return np.asarray((np.int64(1) << _COUNT) + (check << _CHECK) + cell + 1)


def _orientation(ax: Floats, ay: Floats, bx: Floats, by: Floats, cx: Floats, cy: Floats) -> NDArray[np.int64]:
    """1 where c lies surely left of a → b, -1 surely right, 0 where floats cannot tell."""
    left = (bx - ax) * (cy - ay)
    right = (by - ay) * (cx - ax)
    turn = left - right
    bound = _BOUND * (np.abs(left) + np.abs(right))
    return (turn > bound).astype(np.int64) - (turn < -bound).astype(np.int64)
