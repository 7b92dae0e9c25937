"""Points to cells: exactly as GEOS answers, many times faster.

A picture of cell numbers at about a twentieth of a cell's width answers every point whose pixel no edge touches. In
the others the state of the pixel's centre is carried to the point across the few edges of that pixel, each crossing
decided by orientations with Shewchuk's error bound. What stays in doubt (on an edge, through a vertex, in several
cells) goes to GEOS.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.cell_picture import ASK, CHUNK, CellPicture, draw
from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.rings import Rings

__all__ = ["CellIndex", "Located", "to_shapely"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BOUND = 4 * 3.3306690738754716e-16
"""Relative error of an orientation in floats, four times Shewchuk's bound for safety."""

_MOST_EDGES = 512
"""A pixel with more edges than this is left to GEOS (a stray vertex far away makes pixels of a city's size)."""


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
    picture: CellPicture
    _tree: Any = None
    _shapes: Any = None

    @classmethod
    def build(cls, rings: Rings, rank: Ints | None = None) -> CellIndex:
        """Make the index. `rank` orders the cells by code (the smallest wins on an edge); default: their order."""
        order = np.arange(rings.count, dtype=np.int64) if rank is None else np.asarray(rank, dtype=np.int64)
        return cls(rings, order, draw(rings))

    def save(self, path: Path) -> None:
        """Write the index to an ``.npz`` file."""
        picture = {f"picture_{field.name}": getattr(self.picture, field.name) for field in attrs.fields(CellPicture)}
        np.savez(
            path,
            xy=self.rings.xy,
            ring_start=self.rings.ring_start,
            ring_cell=self.rings.ring_cell,
            count=self.rings.count,
            rank=self.rank,
            **picture,
        )

    @classmethod
    def load(cls, path: Path) -> CellIndex:
        """Read an index that :meth:`save` wrote."""
        with np.load(path) as found:
            rings = Rings(found["xy"], found["ring_start"], found["ring_cell"], int(found["count"]))
            parts = {field.name: found[f"picture_{field.name}"] for field in attrs.fields(CellPicture)}
            parts["origin"] = tuple(float(v) for v in parts["origin"])
            parts["shape"] = tuple(int(v) for v in parts["shape"])
            parts["size"] = float(parts["size"])
            return cls(rings, found["rank"], CellPicture(**parts))

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
            doubtful = np.concatenate(asked)
            for start in range(0, len(doubtful), 4 * CHUNK):
                self._ask_geos(doubtful[start : start + 4 * CHUNK], x, y, cell, several, choices)
        return Located(cell, np.array(several, dtype=np.int64), choices)

    def _chunk(self, x: Floats, y: Floats, cell: NDArray[np.int32]) -> Ints:
        """Answer what can be answered without GEOS into `cell`; return the indices of the rest."""
        picture = self.picture
        rows, columns = picture.shape
        with np.errstate(invalid="ignore", over="ignore"):
            column = np.floor((x - picture.origin[0]) / picture.size)
            row = np.floor((y - picture.origin[1]) / picture.size)
            inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
            place = np.where(inside, row * columns + column, 0.0).astype(np.int64)  # the corner pixel is always empty
        said = picture.pixel[place]
        cell[:] = np.maximum(said, -1)
        doubtful = said == ASK
        marked = np.flatnonzero((said < -1) & ~doubtful)
        # So many edges at a time that the arrays stay small.
        number = -2 - said[marked].astype(np.int64)
        begin = picture.first[number].astype(np.int64)
        lengths = picture.first[number + 1] - begin
        crowded = lengths > _MOST_EDGES
        doubtful[marked[crowded]] = True
        marked, number, begin, lengths = marked[~crowded], number[~crowded], begin[~crowded], lengths[~crowded]
        block = np.cumsum(lengths) // (4 * CHUNK)
        cuts = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(marked)]
        for low, high in pairwise(cuts):
            at, k = marked[low:high], number[low:high]
            change, unsure = self._cross(x[at], y[at], place[at], begin[low:high], lengths[low:high])
            found, sure = picture.single(picture.state[k] + change)
            cell[at] = found
            doubtful[at] = unsure | ~sure | picture.blurred[k]
        return np.flatnonzero(doubtful)

    def _cross(self, x: Floats, y: Floats, place: Ints, begin: Ints, lengths: Ints) -> tuple[Ints, Flags]:
        """What changes on the way from each pixel's centre to its point, and where that is in doubt."""
        picture = self.picture
        columns = picture.shape[1]
        point = np.repeat(np.arange(len(x)), lengths)
        signed = picture.entry[np.arange(len(point)) + np.repeat(begin - np.cumsum(lengths) + lengths, lengths)]
        left = signed >= 0  # where the pixel's centre lies
        edge = np.where(left, signed, ~signed)
        ax, ay, bx, by = picture.edges[edge].T
        turn, bound = _turn(ax, ay, bx, by, x[point], y[point])
        np.negative(turn, out=turn, where=~left)
        # An edge whose line has both ends of the way surely on one side is not crossed.
        over = np.flatnonzero(turn <= bound)
        point, edge, left = point[over], edge[over], left[over]
        sure = turn[over] < -bound[over]
        ax, ay, bx, by = ax[over], ay[over], bx[over], by[over]
        px: Floats = np.asarray(picture.origin[0] + (place % columns + 0.5) * picture.size, dtype=np.float64)
        py: Floats = np.asarray(picture.origin[1] + (place // columns + 0.5) * picture.size, dtype=np.float64)
        px, py, qx, qy = px[point], py[point], x[point], y[point]
        turn, bound = _turn(px, py, qx, qy, ax, ay)
        one = (turn > bound).astype(np.int8) - (turn < -bound).astype(np.int8)
        turn, bound = _turn(px, py, qx, qy, bx, by)
        both = one * ((turn > bound).astype(np.int8) - (turn < -bound).astype(np.int8))
        crossed = (both < 0) & sure
        change = np.zeros(len(x), dtype=np.int64)
        value = picture.value[edge[crossed]]
        np.add.at(change, point[crossed], np.where(left[crossed], -value, value))
        doubt = np.zeros(len(x), dtype=bool)
        doubt[point[(both <= 0) & ~crossed]] = True
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


def _turn(ax: Floats, ay: Floats, bx: Floats, by: Floats, cx: Floats, cy: Floats) -> tuple[Floats, Floats]:
    """Positive where c lies left of a → b, and the amount that it must differ from 0 by to be sure of that."""
    left = (bx - ax) * (cy - ay)
    right = (by - ay) * (cx - ax)
    return left - right, _BOUND * (np.abs(left) + np.abs(right))
