"""Spikes: corners at which an outline runs out and straight back, and codes that are not built like the others."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings

Floats = NDArray[np.float64]

STRAIGHT_BACK = float(np.cos(np.radians(1.0)))
"""An angle of less than one degree is no corner that anybody drew."""

SHORTEST_M = 0.5
"""A spike shorter than this is a matter of rounding."""

_BLOCK = 65_536
"""Vertices at a time: temporaries that stay in the processor's cache."""

_BUILT = {ord(c): "9" for c in "0123456789"} | {ord(c): "A" for c in string.ascii_letters}

COMMON = 0.9
LEAST_CODES = 10
"""So many codes, and this part of them built alike, make a pattern."""


def spikes(rings: Rings, per_x: float, per_y: float) -> tuple[NDArray[np.int64], Floats]:
    """The vertices (places in `rings.xy`) that are tips of spikes, and the length of each in metres.

    `per_x` and `per_y` are metres a unit of the coordinates.
    """
    acute = _acute(rings, per_x, per_y)
    ring = np.searchsorted(rings.ring_start, acute, side="right") - 1
    starts, ends = rings.ring_start[ring], rings.ring_start[ring + 1] - 1
    before, after = np.where(acute == starts, ends, acute - 1), np.where(acute == ends, starts, acute + 1)
    xy, unit = rings.xy, np.array([per_x, per_y])
    back, forth = (xy[before] - xy[acute]) * unit, (xy[after] - xy[acute]) * unit
    a, b = np.hypot(back[:, 0], back[:, 1]), np.hypot(forth[:, 0], forth[:, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = (back * forth).sum(axis=1) / (a * b)
    length = np.minimum(a, b)
    sharp = (cosine > STRAIGHT_BACK) & (length > SHORTEST_M) & (ends - starts + 1 > 3)
    return acute[sharp], length[sharp]


def _acute(rings: Rings, per_x: float, per_y: float) -> NDArray[np.int64]:
    """The vertices at which an outline turns back by more than a right angle: few, and all that spikes can be."""
    start, low = rings.ring_start, 0
    found = [np.empty(0, dtype=np.int64)]
    while low < rings.ring_count:
        high = max(int(np.searchsorted(start, start[low] + _BLOCK, side="right")) - 1, low + 1)
        begin, end = int(start[low]), int(start[high])
        starts, ends = start[low:high] - begin, start[low + 1 : high + 1] - begin - 1
        turn = np.zeros(end - begin)
        for axis, unit in ((0, per_x), (1, per_y)):
            value = np.array(rings.xy[begin:end, axis])
            step = np.empty_like(value)
            step[:-1] = value[1:]
            step[ends] = value[starts]
            step -= value
            step *= unit
            former = np.empty_like(step)
            former[1:] = step[:-1]
            former[starts] = step[ends]
            former *= step
            turn -= former
        found.append(np.flatnonzero(turn > 0) + begin)
        low = high
    return np.concatenate(found)


def cell_of(rings: Rings, vertices: NDArray[np.int64]) -> NDArray[np.int32]:
    """The cell that each vertex is of."""
    found: NDArray[np.int32] = rings.ring_cell[np.searchsorted(rings.ring_start, vertices, side="right") - 1]
    return found


def pattern(code: str) -> str:
    """How a code is built: digits as 9, letters as A, Chinese characters as 字, the rest as it stands."""
    built = code.translate(_BUILT)
    return built if built.isascii() else re.sub(r"[一-鿿]", "字", built)


def odd_codes(codes: Sequence[str]) -> tuple[str, list[int]]:
    """How nearly all codes are built, and the places of those that are not; ('', []) where there is no pattern."""
    if len(codes) < LEAST_CODES:
        return "", []
    joined = "\n".join(codes)
    # All of them at once, unless one holds a line break itself.
    several = joined.count("\n") == len(codes) - 1
    built = pattern(joined).split("\n") if several else [pattern(code) for code in codes]
    usual, count = Counter(built).most_common(1)[0]
    if count < COMMON * len(codes) or count == len(codes):
        return "", []
    return usual, [i for i, one in enumerate(built) if one != usual]
