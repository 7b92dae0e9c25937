"""Points to cells: exactly as GEOS answers, many times faster.

A picture of cell numbers at about a twentieth of a cell's width answers every point whose pixel no edge touches. In
the others the state of the pixel's centre is carried to the point across the few edges of that pixel, each crossing
decided by orientations with Shewchuk's error bound, and with twice the digits where that is not enough. What stays in
doubt (on an edge's middle, through a vertex, in several cells) goes to GEOS.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.cell_picture import ASK, CellPicture, draw
from gridgov.spatial.crossing import carry, settle
from gridgov.spatial.polygon_judge import PolygonJudge
from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.rings import Rings
from gridgov.spatial.shared_edges import CHUNK

__all__ = ["CellIndex", "Located", "to_shapely"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

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
    _judge: PolygonJudge = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._judge = PolygonJudge(self.rings)

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
        asked = said == ASK
        marked = np.flatnonzero((said < -1) & ~asked)
        number = -2 - said[marked].astype(np.int64)
        begin = picture.first[number].astype(np.int64)
        lengths = picture.first[number + 1] - begin
        left = (lengths > _MOST_EDGES) | picture.blurred[number]
        asked[marked[left]] = True
        marked, number, begin, lengths = marked[~left], number[~left], begin[~left], lengths[~left]
        # So many edges at a time that the arrays stay small.
        block = np.cumsum(lengths) // (4 * CHUNK)
        for low, high in pairwise([0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(marked)]):
            at, k = marked[low:high], number[low:high]
            given = begin[low:high], lengths[low:high]
            change, unsure = carry(picture, x[at], y[at], place[at], *given)
            found, single = picture.single(picture.state[k] + change)
            cell[at] = found
            asked[at] = ~single & ~unsure
            doubt = np.flatnonzero(unsure)
            if len(doubt):
                at, k = at[doubt], k[doubt]
                cell[at], asked[at] = self._settle(x[at], y[at], place[at], k, *(v[doubt] for v in given))
        return np.flatnonzero(asked)

    def _settle(
        self, x: Floats, y: Floats, place: Ints, number: Ints, begin: Ints, lengths: Ints
    ) -> tuple[Ints, Flags]:
        """The cell of points that floats cannot tell, most of them on edges, and which are left to GEOS."""
        picture = self.picture
        change, unsure, point, edge = settle(picture, x, y, place, begin, lengths)
        cell, single = picture.single(picture.state[number] + change)
        unsure |= ~single
        # A point on edges lies in the cells beside them. A cell that lies there too has no edge through the point, so
        # it already lies just before it: where that is a cell not beside any of the edges, cells overlap.
        beside = picture.beside[edge]
        point, touched = np.repeat(point, 2), beside.ravel()
        point, touched = point[touched >= 0], touched[touched >= 0]
        on_edge, known = np.zeros(len(x), dtype=bool), np.zeros(len(x), dtype=bool)
        on_edge[point] = True
        known[point[touched == cell[point]]] = True
        unsure |= on_edge & (cell >= 0) & ~known
        order = np.lexsort((-self.rank[touched], point))  # the smallest comes last and stays
        cell[point[order]] = touched[order]
        return cell, unsure

    def _ask_geos(
        self, index: Ints, x: Floats, y: Floats, cell: NDArray[np.int32], several: list[int], choices: list[list[int]]
    ) -> None:
        x, y = x[index], y[index]
        which, found = self._judge.touching(x, y)
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
        shared = np.flatnonzero(np.isin(which, which[again]))
        strictly = shared[self._judge.strictly_inside(x[which[shared]], y[which[shared]], found[shared])]
        point, owner = which[strictly], found[strictly]
        numbers, starts, counts = np.unique(point, return_index=True, return_counts=True)
        for number, begin, count in zip(numbers, starts, counts, strict=True):
            if count > 1:
                several.append(int(index[number]))
                choices.append([int(c) for c in owner[begin : begin + count]])
