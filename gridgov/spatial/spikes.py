"""Spikes: corners at which an outline runs out and straight back, and codes that are not built like the others."""

from __future__ import annotations

import re
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

COMMON = 0.9
LEAST_CODES = 10
"""So many codes, and this part of them built alike, make a pattern."""


def spikes(rings: Rings, per_x: float, per_y: float) -> tuple[NDArray[np.int64], Floats]:
    """The vertices (places in `rings.xy`) that are tips of spikes, and the length of each in metres.

    `per_x` and `per_y` are metres a unit of the coordinates.
    """
    xy = rings.xy
    n = len(xy)
    if n == 0:
        return np.empty(0, dtype=np.int64), np.empty(0)
    index = np.arange(n)
    before, after = index - 1, index + 1
    starts, ends = rings.ring_start[:-1], rings.ring_start[1:] - 1
    before[starts], after[ends] = ends, starts
    unit = np.array([per_x, per_y])
    back, forth = (xy[before] - xy) * unit, (xy[after] - xy) * unit
    a, b = np.hypot(back[:, 0], back[:, 1]), np.hypot(forth[:, 0], forth[:, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = (back * forth).sum(axis=1) / (a * b)
    length = np.minimum(a, b)
    sizes = np.repeat(np.diff(rings.ring_start), np.diff(rings.ring_start))
    tips = np.flatnonzero((cosine > STRAIGHT_BACK) & (length > SHORTEST_M) & (sizes > 3))
    return tips, length[tips]


def cell_of(rings: Rings, vertices: NDArray[np.int64]) -> NDArray[np.int32]:
    """The cell that each vertex is of."""
    found: NDArray[np.int32] = rings.ring_cell[np.searchsorted(rings.ring_start, vertices, side="right") - 1]
    return found


def pattern(code: str) -> str:
    """How a code is built: digits as 9, letters as A, Chinese characters as 字, the rest as it stands."""
    return re.sub(r"[一-鿿]", "字", re.sub(r"[A-Za-z]", "A", re.sub(r"[0-9]", "9", code)))


def odd_codes(codes: Sequence[str]) -> tuple[str, list[int]]:
    """How nearly all codes are built, and the places of those that are not; ('', []) where there is no pattern."""
    if len(codes) < LEAST_CODES:
        return "", []
    built = [pattern(code) for code in codes]
    usual, count = Counter(built).most_common(1)[0]
    if count < COMMON * len(codes) or count == len(codes):
        return "", []
    return usual, [i for i, one in enumerate(built) if one != usual]
