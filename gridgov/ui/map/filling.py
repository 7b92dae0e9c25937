"""Polygons on a grid of squares: which squares they fill, which their sides cross, which points they hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def filled(columns: Floats, rows: Floats, corners: Floats) -> Mask:
    """Which places of a grid, a step of 1 apart and ascending, lie in a polygon: a parity of crossings row by row."""
    flips = np.zeros((len(rows), len(columns) + 1), np.uint8)
    if not len(rows) or not len(columns):
        return flips[:, :-1].astype(np.bool_)
    to = np.roll(corners, -1, axis=0)
    first = np.searchsorted(rows, np.minimum(corners[:, 1], to[:, 1]))
    counts = np.searchsorted(rows, np.maximum(corners[:, 1], to[:, 1])) - first
    side = np.repeat(np.arange(len(corners)), counts)
    row = np.arange(len(side)) + np.repeat(first - (np.cumsum(counts) - counts), counts)
    (x0, y0), (x1, y1) = corners[side].T, to[side].T
    x = x0 + (rows[row] - y0) * (x1 - x0) / (y1 - y0)
    column = np.clip(np.ceil(x - columns[0]), 0, len(columns)).astype(np.intp)
    np.bitwise_xor.at(flips, (row, column), 1)
    found: Mask = np.bitwise_xor.accumulate(flips[:, :-1], axis=1).astype(np.bool_)
    return found


def crossed(corners: Floats, size: int) -> Mask:
    """Which squares (row, column) of a grid of `size` squares each way, of side 1 from 0 on, the sides cross.

    Squares that a side merely touches, or as good as touches, count.
    """
    to = np.roll(corners, -1, axis=0)
    near = 1e-6 + 1e-9 * float(np.abs(corners).max())
    low, high = np.minimum(corners, to) - near, np.maximum(corners, to) + near
    first = np.clip(np.floor(low[:, 1]), 0, size).astype(np.intp)
    counts = np.clip(np.floor(high[:, 1]) + 1, 0, size).astype(np.intp) - first
    side = np.repeat(np.arange(len(corners)), counts)
    row = np.arange(len(side)) + np.repeat(first - (np.cumsum(counts) - counts), counts)
    (x0, y0), (x1, y1) = corners[side].T, to[side].T
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ends = [x0 + (np.clip(row + k, low[side, 1], high[side, 1]) - y0) * (x1 - x0) / (y1 - y0) for k in (0, 1)]
    flat = np.abs(y1 - y0) <= 2 * near
    west = np.where(flat, low[side, 0], np.clip(np.minimum(*ends) - near, low[side, 0], high[side, 0]))
    east = np.where(flat, high[side, 0], np.clip(np.maximum(*ends) + near, low[side, 0], high[side, 0]))
    begins = np.clip(np.floor(west), 0, size).astype(np.intp)
    ends_at = np.clip(np.floor(east) + 1, 0, size).astype(np.intp)
    steps = np.zeros((size, size + 1), np.int64)
    np.add.at(steps, (row, begins), 1)
    np.add.at(steps, (row, ends_at), -1)
    found: Mask = np.cumsum(steps[:, :-1], axis=1) > 0
    return found


def inside(x: Floats, y: Floats, corners: Floats) -> Mask:
    """Which points lie in a polygon given by its corners (n, 2); fewer than three hold none."""
    found = np.zeros(len(x), np.bool_)
    if len(corners) < 3 or not len(x):
        return found
    # In the order of y each side concerns one stretch of the points.
    order = np.argsort(y)
    x, y = x[order], y[order]
    held = np.zeros(len(x), np.bool_)
    to = np.roll(corners, -1, axis=0)
    first = np.searchsorted(y, np.minimum(corners[:, 1], to[:, 1]))
    last = np.searchsorted(y, np.maximum(corners[:, 1], to[:, 1]))
    for n in np.flatnonzero(last > first).tolist():
        (x0, y0), (x1, y1) = corners[n].tolist(), to[n].tolist()
        stretch = slice(first[n], last[n])
        held[stretch] ^= x[stretch] < x0 + (y[stretch] - y0) * (x1 - x0) / (y1 - y0)
    found[order] = held
    return found
