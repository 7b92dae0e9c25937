"""Cells whose outline can be seen whole from one point inside: valid for sure, told without making a polygon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings

Floats = NDArray[np.float64]

_BLOCK = 65_536
"""Vertices at a time: temporaries that stay in the processor's cache."""

_DOUBT = 2e-15
"""A turn smaller than this share of its products may be rounding: several times what two products and a sum lose."""


def surely_valid(rings: Rings) -> NDArray[np.bool_]:
    """Which cells are one ring that turns one way round its middle, once, vertex by vertex, shape (count,).

    The edges of such a ring lie in sectors of their own around that point, so none meets another but at the vertex
    they share: GEOS calls it valid too. False says nothing: a bend, a hole, several parts, a vertex that comes twice.
    """
    found = np.zeros(rings.count, dtype=bool)
    start = rings.ring_start
    x, y = rings.xy[:, 0], rings.xy[:, 1]
    low, count = 0, rings.ring_count
    seen = np.zeros(count, dtype=bool)
    while low < count:
        high = max(int(np.searchsorted(start, start[low] + _BLOCK, side="right")) - 1, low + 1)
        begin, end = int(start[low]), int(start[high])
        lengths = np.diff(start[low : high + 1])
        if lengths.all():
            seen[low:high] = _turns_once(x[begin:end], y[begin:end], start[low:high] - begin, lengths)
        low = high
    single = np.bincount(rings.ring_cell, minlength=rings.count) == 1
    found[rings.ring_cell[seen]] = True
    found &= single
    return found


def _turns_once(x: Floats, y: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rings turn one way around the mean of their vertices, and once."""
    # Any point will do for the middle, but it must be the same number for all: then each difference is rounded once.
    dx, dy = (v - np.repeat(np.add.reduceat(v, starts) / lengths, lengths) for v in (x, y))
    next_x, next_y = np.empty_like(dx), np.empty_like(dy)
    ends = starts + lengths - 1
    for after, value in ((next_x, dx), (next_y, dy)):
        after[:-1] = value[1:]
        after[ends] = value[starts]
    one, other = dx * next_y, dy * next_x
    turn = one - other
    np.abs(one, out=one)
    np.abs(other, out=other)
    one += other
    one *= _DOUBT
    left = np.minimum.reduceat(turn - one, starts) > 0
    right = np.maximum.reduceat(turn + one, starts) < 0
    below, next_below = dy < 0, next_y < 0
    up = np.add.reduceat((below & ~next_below).astype(np.int32), starts)
    return np.asarray((left | right) & (up == 1))
