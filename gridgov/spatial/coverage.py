"""The edges of a layer of cells, each once, with the cell on either side: what the map is drawn and asked from.

Cells that lie side by side share their edges. Found once, a shared edge tells the picture where one cell ends and the
next begins, the keyboard which cells are neighbours, and the border of a community or street without dissolving
anything: it is every edge whose two cells have different parents.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.distinct import distinct, with_first
from gridgov.spatial.edges import OUTSIDE, Edges, block_boxes

if TYPE_CHECKING:
    from gridgov.spatial.rings import Rings

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]
Ends = tuple[Floats, Floats, Floats, Floats]

_STEPS_PER_UNIT = 1000.0


@attrs.frozen(eq=False)
class Coverage(Edges):
    """The true edges of a cell layer, and the rings they come from.

    Attributes
    ----------
    xy, start, cell : the rings in order of their cells (vertices, ring starts, cell of each ring from 0).
    first_ring : int64 (count + 1,)
        The rings of cell `c` are ``first_ring[c]`` up to ``first_ring[c + 1]``.
    source : int32 (m,) or None
        Where shared edges were found, the vertex of `xy` that each edge begins at: with `left` and `right` all that
        has to be kept to have them again.
    """

    xy: Floats
    start: Index
    cell: Ints
    first_ring: Index
    source: Ints | None = attrs.field(default=None, kw_only=True)

    @classmethod
    def of(cls, rings: Rings, *, join: bool = True, shared: tuple[Ints, Ints, Ints] | None = None) -> Coverage:
        """The coverage of `rings`; an empty layer gives one without edges.

        With ``join=False`` the shared edges are not looked for (a quarter of the time): good for a first picture, but
        then there are neither neighbours nor parents' borders. `shared` are `source`, `left` and `right` of a coverage
        of exactly these rings; what cannot be of them is passed over.
        """
        xy, start, cell = _in_cell_order(rings)
        boxes = _boxes(xy, start, cell, rings.count)
        first_ring = np.searchsorted(cell, np.arange(rings.count + 1)).astype(np.int64)
        if len(cell) == 0:
            none, nobody = np.empty(0), np.empty(0, np.int32)
            return cls(
                rings.count, none, none, none, none, nobody, nobody, boxes, np.empty((0, 4)), xy, start, cell,
                first_ring, joined=join,
            )  # fmt: skip
        # Columns rather than rows of x and y: numpy works three times as fast along contiguous numbers.
        x, y = np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
        if shared is not None and _possible(shared, len(x), rings.count):
            begin, left, right = shared
            following = _following(start)
            ends = _upward(x[begin], y[begin], *(v[following[begin]] for v in (x, y)))
            around = block_boxes(boxes, left, right)
            return cls(rings.count, *ends, left, right, boxes, around, xy, start, cell, first_ring, source=begin)
        to_x, to_y = _next(x, start), _next(y, start)
        ccw = _solid_on_left(x, y, start, first_ring)
        up = (to_y > y) | ((to_y == y) & (to_x > x))
        sizes = np.diff(start)
        on_left = up == np.repeat(ccw, sizes)
        owner = np.repeat(cell + np.int32(1), sizes)
        real = (to_x != x) | (to_y != y)
        ends = np.where(up, x, to_x), np.minimum(y, to_y), np.where(up, to_x, x), np.maximum(y, to_y)
        left = owner * on_left
        right = owner - left
        source = None
        if not real.all():
            source = np.flatnonzero(real)
            ends, left, right = _taken(ends, source), left[source], right[source]
        if join:
            source = np.arange(len(left)) if source is None else source
            kept = _joined(ends, left, right)
            ends, left, right, source = _taken(ends, kept), left[kept], right[kept], source[kept]
        around = block_boxes(boxes, left, right)
        return cls(
            rings.count, *ends, left, right, boxes, around, xy, start, cell, first_ring,
            joined=join, source=source.astype(np.int32) if join and source is not None else None,
        )  # fmt: skip

    def bounds(self) -> tuple[float, float, float, float] | None:
        """The box around all cells; None for an empty layer."""
        if len(self.xy) == 0:
            return None
        boxes = self.boxes
        return (
            float(boxes[:, 0].min()),
            float(boxes[:, 1].min()),
            float(boxes[:, 2].max()),
            float(boxes[:, 3].max()),
        )

    def cell_at(self, x: float, y: float) -> int:
        """The cell at a point, counted from 0, the smallest where several lie; -1 for none. Takes microseconds."""
        order, west, widest = self._from_west
        some = order[np.searchsorted(west, x - widest) : np.searchsorted(west, x, side="right")]
        boxes = self.boxes[some]
        near = some[(boxes[:, 2] >= x) & (boxes[:, 1] <= y) & (boxes[:, 3] >= y)]
        for cell in np.sort(near):
            if self._holds(int(cell), x, y):
                return int(cell)
        return -1

    @cached_property
    def _from_west(self) -> tuple[Index, Floats, float]:
        """The cells by the western side of their boxes, those sides, and how wide the widest box is."""
        order = np.argsort(self.boxes[:, 0], kind="stable")
        wide = self.boxes[:, 2] - self.boxes[:, 0]
        return order, self.boxes[order, 0], float(wide.max(initial=0.0))

    def _holds(self, cell: int, x: float, y: float) -> bool:
        crossings = 0
        for ring in range(self.first_ring[cell], self.first_ring[cell + 1]):
            at = self.ring(ring)
            below = at[:, 1] <= y
            spans = below.copy()
            spans[:-1] ^= below[1:]
            spans[-1] ^= below[0]
            for n in np.flatnonzero(spans).tolist():
                (ax, ay), (bx, by) = at[n].tolist(), at[(n + 1) % len(at)].tolist()
                crossings += ax + (y - ay) * (bx - ax) / (by - ay) > x
        return crossings % 2 == 1

    def ring(self, number: int) -> Floats:
        """The vertices (n, 2) of one ring, the closing one left out."""
        return self.xy[self.start[number] : self.start[number + 1]]

    def rings_of(self, cell: int) -> list[Floats]:
        """The rings (outer ones and holes) of a cell counted from 0."""
        return [self.ring(n) for n in range(self.first_ring[cell], self.first_ring[cell + 1])]

    def neighbours(self, cell: int) -> Index:
        """The cells (from 0, ascending) that share an edge with `cell`; empty for the quick kind of coverage."""
        me = cell + 1
        near = self.edges_in(tuple(self.boxes[cell]))
        left, right = self.left[near], self.right[near]
        found = np.concatenate([right[left == me], left[right == me]])
        return distinct(found[found > 0]).astype(np.int64) - 1


def _in_cell_order(rings: Rings) -> tuple[Floats, Index, Ints]:
    """Vertices, starts and cells of the rings that have an area to speak of, ordered by cell."""
    xy = np.ascontiguousarray(rings.xy, np.float64).reshape(-1, 2)
    start = np.asarray(rings.ring_start, np.int64)
    cell = np.asarray(rings.ring_cell, np.int32)
    sizes = np.diff(start)
    good = sizes >= 3
    if good.all() and (np.diff(cell) >= 0).all() and (len(start) == 0 or start[0] == 0):
        return xy, start, cell
    order = np.flatnonzero(good)
    order = order[np.argsort(cell[order], kind="stable")]
    sizes, cell = sizes[order], cell[order]
    ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    taken = np.repeat(start[order] - ends[:-1], sizes) + np.arange(ends[-1])
    return xy[taken], ends, cell


def _next(values: Floats, start: Index) -> Floats:
    """For each vertex the value of the next one in its ring."""
    found = np.empty_like(values)
    found[:-1] = values[1:]
    found[start[1:] - 1] = values[start[:-1]]
    return found


def _following(start: Index) -> Index:
    """For each vertex the number of the next one in its ring."""
    following = np.arange(1, start[-1] + 1)
    following[start[1:] - 1] = start[:-1]
    return following


def _solid_on_left(x: Floats, y: Floats, start: Index, first_ring: Index) -> Mask:
    """For each ring whether its cell lies to its left: outer rings counter-clockwise, holes clockwise.

    Files keep to no rule for the direction of rings, so a ring is known as a hole by lying in an odd number of the
    other rings of its cell.
    """
    sizes = np.diff(start)
    east, north = x - np.repeat(x[start[:-1]], sizes), y - np.repeat(y[start[:-1]], sizes)
    doubled = east * _next(north, start)
    doubled -= _next(east, start) * north
    area = np.add.reduceat(doubled, start[:-1])
    ccw: Mask = area > 0
    # Only cells of several rings can have holes; they are few.
    for owner in np.flatnonzero(np.diff(first_ring) > 1):
        numbers = range(first_ring[owner], first_ring[owner + 1])
        for one in numbers:
            at_x, at_y = (float(v[start[one] : start[one] + 2].mean()) for v in (x, y))
            around = (slice(start[n], start[n + 1]) for n in numbers if abs(area[n]) > abs(area[one]))
            depth = sum(_inside(np.column_stack([x[ring], y[ring]]), at_x, at_y) for ring in around)
            ccw[one] ^= depth % 2 == 1
    return ccw


def _inside(ring: Floats, x: float, y: float) -> bool:
    to = np.roll(ring, -1, axis=0)
    spans = (ring[:, 1] <= y) != (to[:, 1] <= y)
    a, b = ring[spans], to[spans]
    return bool(np.count_nonzero(a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1]) > x) % 2)


def _taken(ends: Ends, which: NDArray[np.generic]) -> Ends:
    """The edges that `which` marks or numbers."""
    return (ends[0][which], ends[1][which], ends[2][which], ends[3][which])


def point_keys(x: Floats, y: Floats, corner: tuple[float, float]) -> NDArray[np.uint64]:
    """A well-mixed number for each point, the same for points within the same thousandth of a unit."""
    mixed: NDArray[np.uint64] = np.rint((x - corner[0]) * _STEPS_PER_UNIT).astype(np.int64).view(np.uint64)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    north = np.rint((y - corner[1]) * _STEPS_PER_UNIT).astype(np.int64).view(np.uint64)
    north *= np.uint64(0xC2B2AE3D27D4EB4F)
    mixed += north
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _upward(x: Floats, y: Floats, to_x: Floats, to_y: Floats) -> Ends:
    """Edges with their lower end first."""
    up = (to_y > y) | ((to_y == y) & (to_x > x))
    return np.where(up, x, to_x), np.minimum(y, to_y), np.where(up, to_x, x), np.maximum(y, to_y)


def _possible(shared: tuple[Ints, Ints, Ints], vertices: int, cells: int) -> bool:
    """Whether edges, and the cells beside them, can be those of so many vertices and cells."""
    source, left, right = shared
    return len(source) == len(left) == len(right) > 0 and all(
        int(values.min()) >= 0 and int(values.max()) <= most
        for values, most in ((source, vertices - 1), (left, cells), (right, cells))
    )


def _joined(ends: Ends, left: Ints, right: Ints) -> Index:
    """Each shared edge once, in an order that keeps near edges together; `left` and `right` are completed.

    Only two equal edges with their cells on opposite sides are joined; what else coincides (overlapping cells) stays
    as it is, because the picture adds up the same either way.
    """
    if len(left) == 0:
        return np.empty(0, np.int64)
    corner = (float(ends[0].min()), float(ends[1].min()))
    lower, upper = point_keys(ends[0], ends[1], corner), point_keys(ends[2], ends[3], corner)
    keep: Mask = lower != upper
    # Symmetric on purpose: ends that differ by less than a step may be sorted the other way round.
    lower += upper
    order = np.argsort(lower, kind="stable")
    order = order[keep[order]]
    key = lower[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = key[1:] != key[:-1]
    # The second edge of each pair of equal ones; a third one begins a pair of its own.
    heads = np.flatnonzero(new)
    place = np.arange(len(order)) - np.repeat(heads, np.diff(np.append(heads, len(order))))
    one = np.flatnonzero((place[:-1] % 2 == 0) & ~new[1:])
    first, second = order[one], order[one + 1]
    fits = (left[first] > 0) != (left[second] > 0)
    first, second = first[fits], second[fits]
    left[first] += left[second]
    right[first] += right[second]
    keep[second] = False
    kept = np.flatnonzero(keep)
    return kept[near_order((ends[0] + ends[2])[kept] / 2, (ends[1] + ends[3])[kept] / 2)]


def near_order(x: Floats, y: Floats) -> Index:
    """An order of points that mostly keeps near ones together (Z order on 65,536 × 65,536)."""
    if len(x) == 0:
        return np.empty(0, np.int64)
    reach = max(float(np.ptp(x)), float(np.ptp(y)), 1e-12)
    mixed = []
    for values in (x, y):
        steps = ((values - values.min()) * (65535.0 / reach)).astype(np.uint32)
        for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            steps = (steps | (steps << np.uint32(shift))) & np.uint32(mask)
        mixed.append(steps)
    return np.argsort(mixed[0] | (mixed[1] << np.uint32(1)), kind="stable")


def _boxes(xy: Floats, start: Index, cell: Ints, count: int) -> Floats:
    # Column after column in memory: what is in view is asked a side at a time.
    boxes = np.asfortranarray(np.tile(np.array(OUTSIDE), (count, 1)))
    if len(cell):
        cells, first = with_first(cell)
        firsts = start[:-1][first]
        boxes[cells, 0:2] = np.minimum.reduceat(xy, firsts)
        boxes[cells, 2:4] = np.maximum.reduceat(xy, firsts)
    return boxes
