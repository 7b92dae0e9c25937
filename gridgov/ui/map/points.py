"""Points on the map: sorted once by place, cut to the view, exact close up and gathered in clusters far out."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.ui.map.filling import crossed, filled
from gridgov.ui.map.record_shapes import RecordShapes
from gridgov.ui.map.view import View

Floats = NDArray[np.float64]

SYMBOLS = ("circle", "square", "triangle", "diamond", "cross")
"""The fixed shapes; a kind of point keeps shape and colour, so that neither alone must tell it."""

_BUCKETS = 256
_CLUSTER_PIXELS = 72.0
_ROOM = 26.0 * 26.0
_MOST_EXACT = 2_500


@attrs.frozen(eq=False)
class PointSet:
    """The points of one kind.

    Attributes
    ----------
    name : str
        For the legend and for :attr:`MapCanvas.point_picked`.
    x, y : float array (n,)
        In the layer's frame; points without a place (NaN) are passed over.
    ids : int64 (n,)
        Row ids.
    symbol : str
        One of `SYMBOLS`.
    colour : str
        ``#rrggbb``; empty takes the map's own.
    shapes : RecordShapes or None
        The lines and outlines of those that are more than a point.
    """

    name: str
    x: NDArray[np.floating]
    y: NDArray[np.floating]
    ids: NDArray[np.int64]
    symbol: str = "circle"
    colour: str = ""
    shapes: RecordShapes | None = None


class SortedPoints:
    """A `PointSet` in the order of a grid of buckets, so that the points in view are a few stretches of arrays."""

    def __init__(self, given: PointSet) -> None:
        self.given = given
        x, y = np.asarray(given.x, np.float64), np.asarray(given.y, np.float64)
        ids = np.asarray(given.ids, np.int64)
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        if np.any(np.diff(ids[known]) < 0):
            known = known[np.argsort(ids[known], kind="stable")]
        self._by_id = ids[known], x[known], y[known]
        ids, x, y = self._by_id
        self._corner = (float(x.min()), float(y.min())) if len(x) else (0.0, 0.0)
        reach = max(float(np.ptp(x)), float(np.ptp(y)), 1e-9) if len(x) else 1.0
        self._size = reach / (_BUCKETS - 1)
        bucket = (((y - self._corner[1]) / self._size).astype(np.int32)) * _BUCKETS + (
            (x - self._corner[0]) / self._size
        ).astype(np.int32)
        order = np.argsort(bucket, kind="stable")
        self.x, self.y = x[order], y[order]
        self.ids = ids[order]
        self._order = order
        self._start = np.searchsorted(bucket[order], np.arange(_BUCKETS * _BUCKETS + 1))

    def ascending(self, which: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Floats, Floats]:
        """Ids, ascending and each once, with their places: of those that `which` marks in `x`, `y`, `ids`."""
        marked = np.zeros(len(self.ids), np.bool_)
        marked[self._order] = which
        rows = np.flatnonzero(marked)
        ids, x, y = self._by_id
        found = ids[rows]
        again = np.flatnonzero(found[1:] == found[:-1]) + 1
        if len(again):
            rows = np.delete(rows, again)
            found = ids[rows]
        return found, x[rows], y[rows]

    def parted(self, corners: Floats) -> NDArray[np.uint8]:
        """For every point in `x`, `y`, `ids`: 1 inside a polygon, 0 outside, 2 where only a test of it can tell.

        What is asked is each bucket; those that a side of the polygon crosses are not known.
        """
        on_grid: Floats = (corners - self._corner) / self._size
        middles: Floats = np.arange(_BUCKETS, dtype=np.float64) + 0.5
        kinds = filled(middles, middles, on_grid).astype(np.uint8)
        kinds[crossed(on_grid, _BUCKETS)] = 2
        return np.repeat(kinds.ravel(), np.diff(self._start))

    def inside(self, box: tuple[float, float, float, float]) -> NDArray[np.int64]:
        """The places in `x`, `y`, `ids` of the points in `box`."""

        def between(low: float, high: float, corner: float) -> tuple[int, int]:
            a, b = (low - corner) / self._size, (high - corner) / self._size
            return int(np.clip(np.floor(a), 0, _BUCKETS)), int(np.clip(np.floor(b) + 1, 0, _BUCKETS))

        c0, c1 = between(box[0], box[2], self._corner[0])
        r0, r1 = between(box[1], box[3], self._corner[1])
        if c0 >= c1 or r0 >= r1:
            return np.empty(0, np.int64)
        stretches = [
            np.arange(self._start[row * _BUCKETS + c0], self._start[row * _BUCKETS + c1]) for row in range(r0, r1)
        ]
        near = np.concatenate(stretches)
        x, y = self.x[near], self.y[near]
        found: NDArray[np.int64] = near[(x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])]
        return found


@attrs.frozen(eq=False)
class Exact:
    """Points of one set, each drawn as its symbol where it is (ground coordinates)."""

    given: PointSet
    x: Floats
    y: Floats
    ids: NDArray[np.int64]


@attrs.frozen(eq=False)
class Clusters:
    """Points gathered by a grid that is fixed to the ground: middle of each heap, its count, and its set.

    `which` is the number of the set when all points of the heap belong to one, otherwise -1.
    """

    x: Floats
    y: Floats
    counts: NDArray[np.int64]
    which: NDArray[np.int64]
    sets: Sequence[PointSet]


@attrs.frozen(eq=False)
class Marks:
    """What is to be drawn for the points in one view."""

    exact: tuple[Exact, ...] = ()
    clusters: Clusters | None = None


NO_MARKS = Marks()


def marks(sets: Sequence[SortedPoints], view: View) -> Marks:
    """The points in `view`: each for itself when they have room, otherwise in clusters."""
    near = [points.inside(view.box) for points in sets]
    total = sum(len(n) for n in near)
    if total == 0:
        return NO_MARKS
    if total <= min(_MOST_EXACT, view.width * view.height / _ROOM):
        return Marks(
            tuple(
                Exact(points.given, points.x[n], points.y[n], points.ids[n])
                for points, n in zip(sets, near, strict=True)
                if len(n)
            )
        )
    return Marks(clusters=_gathered(sets, near, view))


def cluster_size(view: View) -> float:
    """The side, in metres, of the squares whose points are one heap: powers of two, fixed to the ground.

    So heaps stay what they are while the map is dragged.
    """
    return float(2.0 ** np.ceil(np.log2(_CLUSTER_PIXELS / view.scale)))


def _gathered(sets: Sequence[SortedPoints], near: Sequence[NDArray[np.int64]], view: View) -> Clusters:
    size = cluster_size(view)
    west, south = np.floor(view.box[0] / size), np.floor(view.box[1] / size)
    columns = int(np.floor(view.box[2] / size) - west) + 1
    rows = int(np.floor(view.box[3] / size) - south) + 1
    bins = columns * rows
    counts = np.zeros((len(sets), bins), np.int64)
    x, y = np.zeros(bins), np.zeros(bins)
    for number, (points, n) in enumerate(zip(sets, near, strict=True)):
        px, py = points.x[n], points.y[n]
        key = (np.floor(py / size) - south).astype(np.int64) * columns + (np.floor(px / size) - west).astype(np.int64)
        counts[number] = np.bincount(key, minlength=bins)
        x += np.bincount(key, px, minlength=bins)
        y += np.bincount(key, py, minlength=bins)
    total = counts.sum(axis=0)
    full = np.flatnonzero(total)
    which = np.where((counts[:, full] > 0).sum(axis=0) == 1, counts[:, full].argmax(axis=0), -1)
    return Clusters(x[full] / total[full], y[full] / total[full], total[full], which, [p.given for p in sets])
