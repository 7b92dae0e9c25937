"""Levels of detail: the edges of a coverage with the vertices left out that nobody sees at a coarser scale.

Done on the graph of shared edges, so that neighbours stay neighbours and no seam can open. A vertex goes when no
vertex left out so far, nor itself, would lie farther than the tolerance from the edges that stay; corners in which
three cells meet never go. Every edge knows how far what it replaces may lie from it, which makes the bound strict: a
point farther than the tolerance from every true edge is in the same cell at each level.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage, near_order, point_keys
from gridgov.spatial.edges import Edges

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Index = NDArray[np.int64]

SHARES = (1 / 28, 1 / 8)
"""The tolerances of the levels as shares of the side of a usual cell."""

_MOST_ROUNDS = 60
_STEPS = 6.0


def levels(coverage: Coverage, dropped: Callable[[], bool] = lambda: False) -> tuple[Edges, ...] | None:
    """The coarser edges of a coverage, the finest first; None when `dropped` says that nobody waits any more."""
    side = usual_side(coverage)
    if not coverage.joined or side <= 0:
        return ()
    graph = _Graph(coverage)
    made = []
    for share in SHARES:
        if not graph.thin(side * share, dropped):
            return None
        made.append(graph.edges(side * share))
    return tuple(made)


def usual_side(coverage: Coverage) -> float:
    """The side of a square as large as the box of a cell in the middle of all sizes; 0 without cells."""
    boxes = coverage.boxes
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    sizes = (wide * high)[wide > 0]
    return float(np.sqrt(np.sort(sizes)[len(sizes) // 2])) if len(sizes) else 0.0


class _Graph:
    """Edges between numbered vertices, of which those with two edges can be left out."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        m = len(coverage.left)
        x, y = np.concatenate([coverage.x0, coverage.x1]), np.concatenate([coverage.y0, coverage.y1])
        keys = point_keys(x, y, (float(coverage.boxes[:, 0].min()), float(coverage.boxes[:, 1].min())))
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        new = np.ones(2 * m, np.bool_)
        new[1:] = ordered[1:] != ordered[:-1]
        number = np.cumsum(new, dtype=np.int32) - np.int32(1)
        vertex = np.empty(2 * m, np.int32)
        vertex[order] = number
        first = np.flatnonzero(new)
        self._corner = (float(x.min()), float(y.min()))
        self._x, self._y = x[order[first]] - self._corner[0], y[order[first]] - self._corner[1]
        self._ends = vertex.reshape(2, m)
        self._left, self._right = coverage.left.copy(), coverage.right.copy()
        self._alive = np.ones(m, np.bool_)
        self._err = np.zeros(m)
        count = len(first)
        degree = np.diff(np.append(first, 2 * m))
        two = np.flatnonzero(degree == 2)
        one, other = order[first[two]], order[first[two] + 1]
        e, f = (one % m).astype(np.int32), (other % m).astype(np.int32)
        # Both edges must have the same cells beside them: the one that comes in and the one that goes on.
        along = (one >= m) != (other >= m)
        same = np.where(
            along,
            (self._left[e] == self._left[f]) & (self._right[e] == self._right[f]),
            (self._left[e] == self._right[f]) & (self._right[e] == self._left[f]),
        )
        two, e, f = two[same], e[same], f[same]
        # Of each vertex that can go: its two edges, and the vertices at their other ends.
        self._edge = np.full((2, count), -1, np.int32)
        self._edge[:, two] = e, f
        self._next = np.full((2, count), -1, np.int32)
        self._next[0, two] = self._across(e, two)
        self._next[1, two] = self._across(f, two)
        self._loose = np.zeros(count, np.bool_)
        self._loose[two] = True
        # Neighbours of equal worth must not wait for one another in a row: their order is by chance, but fixed.
        self._chance = np.random.default_rng(0).random(count)
        self._cost = np.full(count, np.inf)
        self._renew(two)

    def _across(self, edge: Ints, vertex: Index) -> Ints:
        ends = self._ends[:, edge]
        found: Ints = np.where(ends[0] == vertex, ends[1], ends[0])
        return found

    def _renew(self, vertex: Index) -> None:
        """How far everything left out would lie from the edge, were these vertices left out too."""
        a, b = self._next[0, vertex], self._next[1, vertex]
        ax, ay = self._x[a], self._y[a]
        ux, uy = self._x[b] - ax, self._y[b] - ay
        px, py = self._x[vertex] - ax, self._y[vertex] - ay
        length = ux * ux + uy * uy
        share = ((px * ux + py * uy) / np.maximum(length, 1e-300)).clip(0, 1)
        away = np.hypot(px - share * ux, py - share * uy)
        e, f = self._edge[:, vertex]
        cost = away + np.maximum(self._err[e], self._err[f])
        # A ring of two edges stays: with one it would be none.
        cost[a == b] = np.inf
        self._cost[vertex] = cost

    def thin(self, tolerance: float, dropped: Callable[[], bool]) -> bool:
        """Leave out what may go at this tolerance; false when `dropped`."""
        tried = np.flatnonzero(self._loose & (self._cost <= tolerance))
        rank = np.full(len(self._cost), np.inf)
        for _ in range(_MOST_ROUNDS):
            if len(tried) == 0:
                break
            if dropped():
                return False
            rank[tried] = np.floor(self._cost[tried] * (_STEPS / tolerance)) + self._chance[tried]
            a, b = self._next[0, tried], self._next[1, tried]
            mine = rank[tried]
            going = (mine < rank[a]) & (mine < rank[b])
            gone = tried[going]
            self._leave_out(gone)
            rank[gone] = np.inf
            # What lay beside is beside something else now.
            beside = np.concatenate([a[going], b[going]])
            beside = beside[self._loose[beside]].astype(np.int64)
            rank[beside] = np.inf
            self._renew(beside)
            tried = np.concatenate([tried[~going], beside])
            tried = tried[self._loose[tried] & (self._cost[tried] <= tolerance)]
            mark = np.zeros(len(self._cost), np.bool_)
            mark[tried] = True
            tried = np.flatnonzero(mark)
        return True

    def _leave_out(self, gone: Index) -> None:
        """Leave out vertices, no two of them neighbours: the first edge of each goes on to the end of the second."""
        (e, f), (a, b) = self._edge[:, gone], self._next[:, gone]
        self._err[e] = self._cost[gone]
        self._alive[f] = False
        side = (self._ends[0, e] != gone).astype(np.int8)
        self._ends[side, e] = b
        for slot in (0, 1):
            at = self._edge[slot, b] == f
            self._edge[slot, b[at]] = e[at]
            self._next[slot, b[at]] = a[at]
            at = self._edge[slot, a] == e
            self._next[slot, a[at]] = b[at]
        self._loose[gone] = False
        self._cost[gone] = np.inf

    def edges(self, tolerance: float) -> Edges:
        """What is left, lower ends first, near edges together."""
        kept = np.flatnonzero(self._alive)
        a, b = self._ends[:, kept]
        x0, y0, x1, y1 = self._x[a], self._y[a], self._x[b], self._y[b]
        left, right = self._left[kept], self._right[kept]
        down = (y1 < y0) | ((y1 == y0) & (x1 < x0))
        x0, x1 = np.where(down, x1, x0), np.where(down, x0, x1)
        y0, y1 = np.where(down, y1, y0), np.where(down, y0, y1)
        left, right = np.where(down, right, left), np.where(down, left, right)
        order = near_order((x0 + x1) / 2, (y0 + y1) / 2)
        x0, y0, x1, y1 = (values[order].astype(np.float32) for values in (x0, y0, x1, y1))
        count, boxes = self._coverage.count, self._coverage.boxes
        return Edges.between(
            count, (x0, y0, x1, y1), left[order], right[order], boxes, corner=self._corner, tolerance=tolerance
        )
