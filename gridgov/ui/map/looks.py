"""The colours of the map, for light and dark windows, and the ramp of a choropleth."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPalette

_LIGHT_RAMP = ("#f3f3d2", "#b5dcb8", "#62b8bd", "#2f7fb4", "#24408e")
_DARK_RAMP = ("#243a5e", "#2c6c9e", "#3fa3a8", "#8fd39a", "#f2efb0")


@attrs.frozen
class Looks:
    """The map's colours as ``#rrggbb``.

    The ramps run from light to dark (on a dark ground the other way round) in even steps of lightness and from yellow
    over green to blue, which every kind of colour sight tells apart; they stay readable in grey.
    """

    ground: str = "#eef0f2"
    cell: str = "#dbe3ea"
    outline: str = "#8593a1"
    border: str = "#37424d"
    text: str = "#16202a"
    halo: str = "#ffffff"
    selection: str = "#d0021b"
    selection_halo: str = "#ffffff"
    hover: str = "#111111"
    no_data: str = "#e4e4e4"
    hatch: str = "#a9a9a9"
    fault: str = "#d0021b"
    point: str = "#8a2b06"
    cluster: str = "#5b2a86"
    panel: str = "#ffffff"
    panel_text: str = "#16202a"
    focus: str = "#1a66c2"
    ramp: tuple[str, ...] = _LIGHT_RAMP

    @classmethod
    def dark(cls) -> Looks:
        """The colours for a dark window."""
        return cls(
            ground="#1c2126",
            cell="#36424e",
            outline="#76828e",
            border="#d5dbe1",
            text="#ffffff",
            halo="#14181c",
            selection="#ff7a59",
            selection_halo="#14181c",
            hover="#ffffff",
            no_data="#3a3f44",
            hatch="#747a80",
            fault="#ff7a59",
            point="#ffb58a",
            cluster="#b98ae0",
            panel="#262c32",
            panel_text="#f2f4f6",
            focus="#7cb8ff",
            ramp=_DARK_RAMP,
        )

    @classmethod
    def of_palette(cls, palette: QPalette) -> Looks:
        """The colours that suit a window with this palette."""
        window = palette.color(QPalette.ColorRole.Window)
        looks = cls.dark() if window.lightness() < 128 else cls()
        base = palette.color(QPalette.ColorRole.Base).name()
        return attrs.evolve(looks, panel=base, panel_text=palette.color(QPalette.ColorRole.Text).name())

    def changed(self, theme: Mapping[str, object]) -> Looks:
        """These colours with those of `theme` in place of theirs; names that the map does not know are passed over.

        ``{"dark": True}`` starts from the dark colours, ``{"dark": False}`` from the light ones.
        """
        start = self
        if "dark" in theme:
            start = Looks.dark() if theme["dark"] else Looks()
        names = {field.name for field in attrs.fields(Looks)}
        given = {key: value for key, value in theme.items() if key in names}
        if "ramp" in given:
            given["ramp"] = tuple(given["ramp"])  # type: ignore[arg-type]
        return attrs.evolve(start, **given)  # type: ignore[arg-type]

    def classes(self, count: int) -> list[str]:
        """`count` colours evenly along the ramp; a single one is taken from its middle."""
        if count == 0:
            return []
        places = np.linspace(0, 1, count) if count > 1 else np.array([0.5])
        stops = np.linspace(0, 1, len(self.ramp))
        anchors = _to_oklab(np.array([_rgb(c) for c in self.ramp]))
        mixed = np.column_stack([np.interp(places, stops, anchors[:, k]) for k in range(3)])
        return ["#{:02x}{:02x}{:02x}".format(*row) for row in _from_oklab(mixed).tolist()]


def _rgb(colour: str) -> tuple[int, int, int]:
    made = QColor(colour)
    return made.red(), made.green(), made.blue()


def pixel(colour: str) -> int:
    """``#rrggbb`` as the number that stands in an RGB32 picture."""
    red, green, blue = _rgb(colour)
    return 0xFF000000 | red << 16 | green << 8 | blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG, from 1 to 21."""
    a, b = sorted(_luminance(c) for c in (one, other))
    return (b + 0.05) / (a + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(np.array(_rgb(colour), np.float64)).tolist()
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
