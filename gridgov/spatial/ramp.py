"""Colours in even steps: the ramps of the map, on screen and on paper, and how well one colour shows on another.

Ramps run from light to dark (on a dark ground the other way round) in even steps of lightness and from yellow over
green to blue, which every kind of colour sight tells apart; they stay readable in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

LIGHT = ("#f6f4cc", "#aed3a4", "#5aa9ad", "#2d74ac", "#21346f")
DARK = ("#243a5e", "#2c6c9e", "#3fa3a8", "#8fd39a", "#f2efb0")


def stops(ramp: Sequence[str], count: int) -> list[str]:
    """`count` colours evenly along a ramp; a single one is taken from its middle."""
    return list(_stops(tuple(ramp), count))


@cache
def _stops(ramp: tuple[str, ...], count: int) -> tuple[str, ...]:
    if count == 0:
        return ()
    places = np.linspace(0, 1, count) if count > 1 else np.array([0.5])
    given = np.linspace(0, 1, len(ramp))
    anchors = _to_oklab(np.array([rgb(c) for c in ramp]))
    between = np.column_stack([np.interp(places, given, anchors[:, k]) for k in range(3)])
    return tuple("#{:02x}{:02x}{:02x}".format(*row) for row in _from_oklab(between).tolist())


@cache
def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way from the first to the second."""
    a, b = _to_oklab(np.array([rgb(one), rgb(other)]))
    return "#{:02x}{:02x}{:02x}".format(*_from_oklab((a + (b - a) * share)[None])[0].tolist())


def rgb(colour: str) -> tuple[int, int, int]:
    """The parts of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def pixel(colour: str) -> int:
    """``#rrggbb`` as the number that stands in a picture."""
    red, green, blue = rgb(colour)
    return 0xFF000000 | red << 16 | green << 8 | blue


def blended(below: str, above: str, part: float) -> str:
    """`above` over `below`, so much of it as `part` says."""
    return "#{:02x}{:02x}{:02x}".format(
        *(round(b + (a - b) * part) for a, b in zip(rgb(above), rgb(below), strict=True))
    )


@cache
def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG, from 1 to 21."""
    a, b = sorted(_luminance(c) for c in (one, other))
    return (b + 0.05) / (a + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(np.array(rgb(colour), np.float64)).tolist()
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _linear(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    part = rgb / 255
    found: NDArray[np.float64] = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return found


# Björn Ottosson's Oklab: mixing colours there keeps their steps even to the eye.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _to_oklab(rgb: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(np.cbrt(_linear(rgb.astype(np.float64)) @ _TO_CONES.T) @ _TO_LAB.T)


def _from_oklab(lab: NDArray[np.float64]) -> NDArray[np.int64]:
    linear = ((lab @ np.linalg.inv(_TO_LAB).T) ** 3) @ np.linalg.inv(_TO_CONES).T
    linear = linear.clip(0, 1)
    part = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(part * 255), np.int64)
