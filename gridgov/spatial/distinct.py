"""Distinct values by sorting.

What numpy.unique gives, without what it loads (masked arrays, a moment of every start) and without its hashing,
which is ten times slower than a sort on large keys.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """The distinct values of an array (n,), ascending; empty for an empty one. NaN must not be among them."""
    ordered = np.sort(values, axis=None)
    if not len(ordered):
        return ordered
    new = np.empty(len(ordered), bool)
    new[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]


def with_first(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The distinct values, ascending, and where each of them stands first."""
    order = np.argsort(values, axis=None, kind="stable")
    ordered = values.ravel()[order]
    if not len(ordered):
        return ordered, order.astype(np.int64)
    new = np.empty(len(ordered), bool)
    new[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new], order[new].astype(np.int64)
