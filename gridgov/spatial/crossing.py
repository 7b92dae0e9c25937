"""From the centre of a pixel to a point in it: which edges lie between the two, and what they change."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.cell_picture import CellPicture
from gridgov.spatial.orientation import side, turn

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def carry(picture: CellPicture, x: Floats, y: Floats, place: Ints, begin: Ints, lengths: Ints) -> tuple[Ints, Flags]:
    """What changes on the way from the centre of each point's pixel to the point, and where that is in doubt.

    `place` is the pixel of each point; its edges lie in the picture's `entry` from `begin` on, `lengths` of them.
    Worked out in floats; a point on an edge, or a way through a vertex, is in doubt.
    """
    point, edge, left = _pairs(picture, begin, lengths)
    ax, ay, bx, by = picture.edges[edge].T
    value, bound = turn(ax, ay, bx, by, x[point], y[point])
    np.negative(value, out=value, where=~left)
    # An edge whose line has both ends of the way surely on one side is not crossed.
    over = np.flatnonzero(value <= bound)
    sure = value[over] < -bound[over]
    point, edge, left = point[over], edge[over], left[over]
    ax, ay, bx, by = ax[over], ay[over], bx[over], by[over]
    px, py = picture.centre(place)
    px, py, qx, qy = px[point], py[point], x[point], y[point]
    value, bound = turn(px, py, qx, qy, ax, ay)
    one = (value > bound).astype(np.int8) - (value < -bound).astype(np.int8)
    value, bound = turn(px, py, qx, qy, bx, by)
    both = one * ((value > bound).astype(np.int8) - (value < -bound).astype(np.int8))
    crossed = (both < 0) & sure
    doubt = np.zeros(len(x), dtype=bool)
    doubt[point[(both <= 0) & ~crossed]] = True
    return _change(picture, len(x), point[crossed], edge[crossed], left[crossed]), doubt


def settle(
    picture: CellPicture, x: Floats, y: Floats, place: Ints, begin: Ints, lengths: Ints
) -> tuple[Ints, Flags, Ints, NDArray[np.int32]]:
    """The same for points in doubt, with twice the digits.

    Returns
    -------
    change, doubt
        As :func:`carry`, up to just before the point where that lies on an edge.
    point, edge
        The pairs of a point and an edge that it lies on.
    """
    point, edge, left = _pairs(picture, begin, lengths)
    ax, ay, bx, by = picture.edges[edge].T
    qx, qy = x[point], y[point]
    found, certain = side(ax, ay, bx, by, qx, qy)
    doubt = np.zeros(len(x), dtype=bool)
    doubt[point[~certain]] = True
    # The centre lies off every edge's line, so the way meets an edge that it ends on nowhere else.
    within = (np.minimum(ax, bx) <= qx) & (qx <= np.maximum(ax, bx))
    within &= (np.minimum(ay, by) <= qy) & (qy <= np.maximum(ay, by))
    on = np.flatnonzero((found == 0) & within)
    over = np.flatnonzero(found == np.where(left, -1, 1))
    px, py = picture.centre(place)
    px, py, qx, qy = px[point[over]], py[point[over]], qx[over], qy[over]
    one, _ = side(px, py, qx, qy, ax[over], ay[over])
    two, _ = side(px, py, qx, qy, bx[over], by[over])
    doubt[point[over[one * two == 0]]] = True  # through a vertex
    crossed = over[one * two < 0]
    return _change(picture, len(x), point[crossed], edge[crossed], left[crossed]), doubt, point[on], edge[on]


def _pairs(picture: CellPicture, begin: Ints, lengths: Ints) -> tuple[Ints, NDArray[np.int32], Flags]:
    """Every point with every edge of its pixel, and whether the pixel's centre lies left of it."""
    point = np.repeat(np.arange(len(begin)), lengths)
    signed = picture.entry[np.arange(len(point)) + np.repeat(begin - np.cumsum(lengths) + lengths, lengths)]
    left = signed >= 0
    return point, np.where(left, signed, ~signed), left


def _change(picture: CellPicture, count: int, point: Ints, edge: NDArray[np.int32], from_left: Flags) -> Ints:
    change = np.zeros(count, dtype=np.int64)
    value = picture.value(edge)
    np.add.at(change, point, np.where(from_left, -value, value))
    return change
