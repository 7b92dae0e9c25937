"""What part of the ground is on screen: pure arithmetic between the layer's frame and the widget.

The ground is in metres, y up; the screen in logical pixels, y down, from the upper left corner.
"""

from __future__ import annotations

import math

import attrs
from numpy.typing import NDArray

Box = tuple[float, float, float, float]

LEAST_SCALE, MOST_SCALE = 1e-5, 500.0
"""Pixels a metre: a continent in a window, and two millimetres a pixel."""


@attrs.frozen
class View:
    """A window of `width` × `height` logical pixels whose middle shows the ground at (`x`, `y`).

    `scale` is in logical pixels a metre.
    """

    x: float
    y: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, box: Box, width: float, height: float, *, margin: float = 16.0) -> View:
        """The view in which `box` (min x, min y, max x, max y) fits with `margin` pixels around."""
        wide, high = max(box[2] - box[0], 1e-6), max(box[3] - box[1], 1e-6)
        room = max(width - 2 * margin, 1.0), max(height - 2 * margin, 1.0)
        scale = min(room[0] / wide, room[1] / high)
        return cls((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, _kept(scale), width, height)

    @property
    def west(self) -> float:
        """The ground's x at the left side of the screen."""
        return self.x - self.width / 2 / self.scale

    @property
    def north(self) -> float:
        """The ground's y at the upper side of the screen."""
        return self.y + self.height / 2 / self.scale

    @property
    def box(self) -> Box:
        """The ground on screen: min x, min y, max x, max y."""
        wide, high = self.width / 2 / self.scale, self.height / 2 / self.scale
        return (self.x - wide, self.y - high, self.x + wide, self.y + high)

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """The place on screen of a point of the ground."""
        return ((x - self.west) * self.scale, (self.north - y) * self.scale)

    def to_ground(self, sx: float, sy: float) -> tuple[float, float]:
        """The point of the ground at a place on screen."""
        return (self.west + sx / self.scale, self.north - sy / self.scale)

    def all_to_screen(self, xy: NDArray) -> NDArray:  # type: ignore[type-arg]
        """:meth:`to_screen` for an array (n, 2)."""
        return (xy - (self.west, self.north)) * (self.scale, -self.scale)

    def panned(self, dx: float, dy: float) -> View:
        """The view after the ground was dragged by (`dx`, `dy`) pixels."""
        return attrs.evolve(self, x=self.x - dx / self.scale, y=self.y + dy / self.scale)

    def zoomed(self, factor: float, sx: float | None = None, sy: float | None = None) -> View:
        """The view `factor` times larger; what was at (`sx`, `sy`), or in the middle, stays there."""
        sx = self.width / 2 if sx is None else sx
        sy = self.height / 2 if sy is None else sy
        gx, gy = self.to_ground(sx, sy)
        scale = _kept(self.scale * factor)
        return attrs.evolve(
            self,
            scale=scale,
            x=gx - (sx - self.width / 2) / scale,
            y=gy + (sy - self.height / 2) / scale,
        )

    def resized(self, width: float, height: float) -> View:
        """The same middle and scale in a window of another size."""
        return attrs.evolve(self, width=width, height=height)

    def grown(self, share: float) -> View:
        """The view with `share` of its size more on every side."""
        return attrs.evolve(self, width=self.width * (1 + 2 * share), height=self.height * (1 + 2 * share))

    def holds(self, other: View) -> bool:
        """Whether all that `other` shows is in this view."""
        mine, its = self.box, other.box
        slack = 0.5 / self.scale
        return (
            mine[0] <= its[0] + slack
            and mine[1] <= its[1] + slack
            and mine[2] >= its[2] - slack
            and mine[3] >= its[3] - slack
        )


def _kept(scale: float) -> float:
    return min(max(scale, LEAST_SCALE), MOST_SCALE)


def scale_bar(scale: float, most: float) -> tuple[float, float]:
    """The longest bar of 1, 2 or 5 times a power of ten metres within `most` pixels: its metres and its pixels."""
    metres = most / scale
    power = 10.0 ** math.floor(math.log10(metres))
    nice = max(step * power for step in (1.0, 2.0, 5.0) if step * power <= metres * (1 + 1e-9))
    return nice, nice * scale


def metres_text(metres: float) -> str:
    """A length for a scale bar: "50 cm", "200 m", "5 km"."""
    if metres >= 1000:
        return f"{metres / 1000:g} km"
    return f"{metres:g} m" if metres >= 1 else f"{metres * 100:g} cm"
