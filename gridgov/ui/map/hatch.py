"""Hatching: stripes and dots that stand still on the ground, as a second cue beside colour.

A pattern is a small square of pixels that repeats. It is laid over a picture of cell numbers through the colour table:
each place in the square has its own table, so that hatching a whole picture costs no more than colouring it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.raster import Picture

Mask = NDArray[np.bool_]
Colours = NDArray[np.uint32]

PERIOD = 8
"""Logical pixels after which a pattern repeats."""

_y, _x = np.mgrid[:PERIOD, :PERIOD]
PATTERNS: Mapping[str, Mask] = {
    "none": np.zeros((PERIOD, PERIOD), np.bool_),
    "no data": (_x + _y) % 8 == 0,
    "few": (_x % 4 < 2) & (_y % 4 < 2) & ((_x // 4 + _y // 4) % 2 == 0),
    "falling": (_x - _y) % 8 == 0,
    "rising": (_x + _y) % 4 == 0,
    "level": _y % 4 == 0,
    "upright": _x % 4 == 0,
    "crossed": ((_x + _y) % 8 == 0) | ((_x - _y) % 8 == 0),
    "falling twice": (_x - _y) % 4 == 0,
    "square": (_x % 4 == 0) | (_y % 4 == 0),
    "crossed twice": ((_x + _y) % 4 == 0) | ((_x - _y) % 4 == 0),
}
CLASS_PATTERNS = (
    "none", "falling", "rising", "level", "crossed", "upright", "falling twice", "square", "crossed twice",
)  # fmt: skip
"""The patterns of classes from the lowest on; neighbours differ in direction."""


@attrs.frozen(eq=False)
class Hatching:
    """Which cells are hatched and how.

    Attributes
    ----------
    kind : int8 (count + 1,)
        For outside and each cell the number of its pattern in `patterns`.
    patterns : tuple of str
        Names from `PATTERNS`.
    ink : uint32 (k,)
        The colour of each pattern.
    """

    kind: NDArray[np.int8]
    patterns: tuple[str, ...]
    ink: Colours

    def lay(self, pixels: Colours, ids: Picture, colours: Colours, shift: tuple[int, int], step: int) -> None:
        """Draw the patterns into `pixels`, coloured from `ids` by `colours`; a pattern's pixel is `step` pixels wide.

        `shift` is where the ground's origin falls, in pixels.
        """
        side = PERIOD * step
        squares = np.array([np.kron(PATTERNS[name], np.ones((step, step), np.bool_)) for name in self.patterns])
        inked = self.ink[self.kind]
        tables: dict[bytes, Colours] = {}
        for y, x in product(range(side), range(side)):
            on = squares[:, y, x]
            if not on.any():
                continue
            key = on.tobytes()
            if key not in tables:
                tables[key] = np.where(on[self.kind], inked, colours)
            rows, columns = slice((y + shift[1]) % side, None, side), slice((x + shift[0]) % side, None, side)
            pixels[rows, columns] = tables[key].take(ids[rows, columns], mode="clip")


def phase(x: float, y: float, step: int) -> tuple[int, int]:
    """Where in the repeat of a pattern a place of the picture falls."""
    return round(x) % (PERIOD * step), round(y) % (PERIOD * step)


def step_of(ratio: float) -> int:
    """How many device pixels one of a pattern's is wide."""
    return max(round(ratio), 1)
