"""Classes for a choropleth: where to cut a list of values, and which class each value falls in.

Values that are not numbers are "no data" and fall in class -1. A class holds the values above its lower limit up to
and with its upper limit; the first holds its lower limit too.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from gridgov.spatial.distinct import distinct, with_first

Floats = NDArray[np.float64]

METHODS = ("quantiles", "equal", "natural", "own")
"""How limits are found: the same number of cells, the same width, where the values gap, as the user says."""

_SAMPLE = 600


@attrs.frozen(eq=False)
class Classes:
    """Class limits and what they were made by.

    Attributes
    ----------
    limits : float64 (classes + 1,)
        Ascending; the lowest value first, the highest last. Empty when there is no value at all.
    method : str
        One of `METHODS`.
    whole : bool
        True when every value is a whole number, so that ranges can be written without gaps ("1–4", "5–9").
    """

    limits: Floats
    method: str
    whole: bool

    @property
    def count(self) -> int:
        """Number of classes."""
        return max(len(self.limits) - 1, 0)

    def of(self, values: ArrayLike) -> NDArray[np.int16]:
        """The class (from 0) of each value, -1 for no data; values beyond the limits fall in the outer classes."""
        given = np.asarray(values, np.float64)
        if self.count == 0:
            return np.full(given.shape, -1, np.int16)
        found = np.searchsorted(self.limits[1:-1], given, side="left").astype(np.int16)
        found[~np.isfinite(given)] = -1
        return found

    def labels(self) -> list[str]:
        """A text for each class's range, with as many decimals as tell the limits apart."""
        if self.count == 0:
            return []
        if self.whole:
            lower = [self.limits[0], *(np.floor(self.limits[1:-1]) + 1)]
            upper = [*np.floor(self.limits[1:-1]), self.limits[-1]]
            return [_range(f"{a:,.0f}", f"{b:,.0f}") for a, b in zip(lower, upper, strict=True)]
        decimals = _decimals(self.limits)
        texts = [f"{v:,.{decimals}f}" for v in self.limits]
        return [_range(a, b) for a, b in itertools.pairwise(texts)]

    def text(self, value: float) -> str:
        """A value of these as text; empty for no data."""
        if not np.isfinite(value):
            return ""
        if self.whole or abs(value) >= 100:
            return f"{value:,.0f}"
        return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def _range(a: str, b: str) -> str:
    return a if a == b else f"{a} – {b}"


def _decimals(limits: Floats) -> int:
    gaps = np.diff(limits)
    gaps = gaps[gaps > 0]
    least = float(gaps.min()) if len(gaps) else max(abs(float(limits[0])), 1.0)
    return int(np.clip(np.ceil(-np.log10(least)) + (least < 10), 0, 6))


def classify(values: ArrayLike, classes: int | Sequence[float] = 5, method: str = "quantiles") -> Classes:
    """Cut `values` into classes.

    Parameters
    ----------
    values : array of float
        One a cell; NaN and infinities are no data. All equal gives one class; fewer different values than classes
        gives a class for each.
    classes : int or sequence of float
        How many classes (at least 1), or for the method "own" the limits between them.
    method : str
        One of `METHODS`.

    Raises
    ------
    ValueError
        The method is none of these.
    """
    if method not in METHODS:
        raise ValueError(f"method is {method!r}, not one of {', '.join(METHODS)}")
    given = np.asarray(values, np.float64).ravel()
    given = np.sort(given[np.isfinite(given)])
    whole = bool((given == np.round(given)).all())
    if len(given) == 0:
        return Classes(np.empty(0), method, True)
    low, high = given[0], given[-1]
    if method == "own" or not isinstance(classes, int):
        inner = distinct(np.asarray(classes if not isinstance(classes, int) else [], np.float64))
        whole = whole and bool((inner == np.round(inner)).all())
        inner = inner[(inner >= low) & (inner < high)]
        return Classes(_closed(low, inner, high), "own", whole)
    there = distinct(given)
    if len(there) <= classes:
        return Classes(_closed(low, there[:-1], high), method, whole)
    if method == "quantiles":
        inner = quantiles(given, classes)
    elif method == "equal":
        inner = equal_interval(low, high, classes)
    else:
        inner = natural_breaks(given, classes)
    inner = distinct(inner)
    return Classes(_closed(low, inner[(inner >= low) & (inner < high)], high), method, whole)


def _closed(low: float, inner: Floats, high: float) -> Floats:
    """Limits from the lowest to the highest value; a class of the lowest value alone keeps it as both limits."""
    return np.concatenate([[low], inner, [high]])


def quantiles(ordered: Floats, classes: int) -> Floats:
    """The inner limits that leave about the same number of the ascending values in each class."""
    places = np.ceil(np.arange(1, classes) * len(ordered) / classes).astype(np.int64) - 1
    return ordered[places]


def equal_interval(low: float, high: float, classes: int) -> Floats:
    """The inner limits that cut the range from `low` to `high` into equal parts."""
    return np.linspace(low, high, classes + 1)[1:-1]


def natural_breaks(ordered: Floats, classes: int) -> Floats:
    """The inner limits with the least squared deviation within the classes (Fisher's exact grouping).

    More than some hundred different values are first gathered into as many groups of near values, so that the time
    does not grow with the number of cells.
    """
    values, first = with_first(ordered)
    weights = np.diff(np.append(first, len(ordered)))
    if len(values) > _SAMPLE:
        cuts = distinct(np.searchsorted(np.cumsum(weights), np.linspace(0, len(ordered), _SAMPLE + 1)[:-1]))
        sums = np.add.reduceat(values * weights, cuts)
        tops = np.append(values[cuts[1:] - 1], values[-1])
        weights = np.add.reduceat(weights, cuts)
        values = sums / weights
    else:
        tops = values
    n = len(values)
    mass = np.concatenate([[0.0], np.cumsum(weights)])
    first = np.concatenate([[0.0], np.cumsum(weights * values)])
    second = np.concatenate([[0.0], np.cumsum(weights * values * values)])
    # spread[i, j]: the squared deviation of the values from i up to and with j.
    i, j = np.ogrid[:n, :n]
    count = mass[j + 1] - mass[i]
    total = first[j + 1] - first[i]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = second[j + 1] - second[i] - total * total / count
    spread[i > j] = np.inf
    best = spread[0]
    came = np.zeros((classes, n), np.int64)
    for k in range(1, classes):
        options = best[:-1, None] + spread[1:]
        came[k] = options.argmin(axis=0) + 1
        best = options.min(axis=0)
        best[:k] = np.inf
    cuts_found: list[float] = []
    end = n - 1
    for k in range(classes - 1, 0, -1):
        begin = int(came[k, end])
        cuts_found.append(float(tops[begin - 1]))
        end = begin - 1
    return np.array(cuts_found[::-1])
