"""From a cell to the next one in a direction: what the arrow keys do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage

_LEAST_COSINE = 0.35


def next_cell(coverage: Coverage, cell: int, east: int, north: int) -> int:
    """The cell that lies in the direction (`east`, `north`) from `cell`; -1 when there is none.

    Neighbours come first, the one that lies straightest; where the layer has gaps, or none of them lies in that
    direction, the nearest other cell does.
    """
    with np.errstate(invalid="ignore"):
        # A cell without shape has a box of infinities and so a middle that is no number.
        middles = (coverage.boxes[:, :2] + coverage.boxes[:, 2:]) / 2
    if np.isnan(middles[cell]).any():
        return -1
    here = middles[cell]
    way = np.array([east, north], np.float64) / np.hypot(east, north)
    near = coverage.neighbours(cell)
    found = _straightest(middles[near] - here, way)
    if found >= 0:
        return int(near[found])
    with np.errstate(invalid="ignore"):
        away = middles - here
        along = away @ way
        across = np.abs(away[:, 0] * way[1] - away[:, 1] * way[0])
        cost = np.where((along > 0) & (across <= along) & np.isfinite(along), along + 2 * across, np.inf)
    cost[cell] = np.inf
    best = int(np.argmin(cost)) if len(cost) else -1
    return best if best >= 0 and np.isfinite(cost[best]) else -1


def _straightest(away: NDArray[np.float64], way: NDArray[np.float64]) -> int:
    if len(away) == 0:
        return -1
    length = np.hypot(away[:, 0], away[:, 1])
    cosine = np.divide(away @ way, length, out=np.full(len(away), -1.0), where=length > 0)
    best = int(np.argmax(cosine))
    return best if cosine[best] >= _LEAST_COSINE else -1
