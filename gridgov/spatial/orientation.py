"""On which side of a line a point lies: in floats with a bound of the error, and in doubled precision."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_BOUND = 4 * 3.3306690738754716e-16
"""Relative error of a turn in floats: Shewchuk's bound, four times for safety."""

_TINY = 1e-280
"""Products smaller than this may have lost digits at the end of what floats can hold."""

_DOUBLED_BOUND = 2.0**-96
_SPLIT = 134217729.0  # 2^27 + 1 (Dekker)


def turn(ax: Floats, ay: Floats, bx: Floats, by: Floats, cx: Floats, cy: Floats) -> tuple[Floats, Floats]:
    """Positive where c lies left of a → b, and the amount that it must differ from 0 by to be sure of that."""
    left = (bx - ax) * (cy - ay)
    right = (by - ay) * (cx - ax)
    return left - right, _BOUND * (np.abs(left) + np.abs(right)) + _TINY


def side(ax: Floats, ay: Floats, bx: Floats, by: Floats, cx: Floats, cy: Floats) -> tuple[NDArray[np.int8], Flags]:
    """1 where c lies left of a → b, -1 right, 0 on the line; and where that is certain.

    Worked out in twice the digits of a float, as GEOS does; what even those cannot tell is 0 and not certain.
    """
    x1, x1_rest = _difference(bx, ax)
    y1, y1_rest = _difference(by, ay)
    x2, x2_rest = _difference(cx, ax)
    y2, y2_rest = _difference(cy, ay)
    left, left_rest = _product(x1, x1_rest, y2, y2_rest)
    right, right_rest = _product(y1, y1_rest, x2, x2_rest)
    high, low = _difference(left, right)
    value = high + (low + (left_rest - right_rest))
    size = np.abs(left) + np.abs(right)
    certain = np.abs(value) > _DOUBLED_BOUND * size + _TINY
    found = np.where(certain, np.sign(value), 0.0).astype(np.int8)
    # Where no digit was dropped, a nought is a nought.
    dropped = (x1_rest != 0) & (y2 != 0) | (y2_rest != 0) & (x1 != 0)
    dropped |= (y1_rest != 0) & (x2 != 0) | (x2_rest != 0) & (y1 != 0)
    dropped |= (np.abs(left) < _TINY) & (x1 != 0) & (y2 != 0) | (np.abs(right) < _TINY) & (y1 != 0) & (x2 != 0)
    certain |= (value == 0) & ~dropped
    # The end of a line lies on it, whatever its digits.
    certain |= (cx == ax) & (cy == ay) | (cx == bx) & (cy == by)
    return found, certain


def _difference(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """A float and what it lacks of a - b (Knuth)."""
    found = a - b
    lost = a - found
    return found, (a - (found + lost)) + (lost - b)


def _product(a: Floats, a_rest: Floats, b: Floats, b_rest: Floats) -> tuple[Floats, Floats]:
    """A float and what it lacks of (a + a_rest) · (b + b_rest), but for the product of the rests (Dekker)."""
    found = a * b
    a_high = _SPLIT * a - (_SPLIT * a - a)
    b_high = _SPLIT * b - (_SPLIT * b - b)
    a_low, b_low = a - a_high, b - b_high
    rest = ((a_high * b_high - found) + a_high * b_low + a_low * b_high) + a_low * b_low
    return found, rest + (a * b_rest + a_rest * b)
