"""The colours of the map, for light and dark windows."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from PySide6.QtGui import QPalette

from gridgov.spatial.ramp import DARK, LIGHT, contrast, mixed, pixel, stops

__all__ = ["Looks", "contrast", "pixel"]

THEMED, UNTHEMED = 0.65, 0.25


@attrs.frozen
class Looks:
    """The map's colours as ``#rrggbb``."""

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
    few: str = "#e6dfe9"
    hatch: str = "#a9a9a9"
    fault: str = "#d0021b"
    point: str = "#8a2b06"
    cluster: str = "#5b2a86"
    panel: str = "#ffffff"
    panel_text: str = "#16202a"
    focus: str = "#1a66c2"
    ramp: tuple[str, ...] = LIGHT
    see_through: bool = False
    """Whether base maps lie under the cells and shall be seen through them."""

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
            few="#443c49",
            hatch="#747a80",
            fault="#ff7a59",
            point="#ffb58a",
            cluster="#d9b8f5",
            panel="#262c32",
            panel_text="#f2f4f6",
            focus="#7cb8ff",
            ramp=DARK,
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

    @property
    def is_dark(self) -> bool:
        """Whether these are the colours of a dark map."""
        return contrast(self.ground, "#ffffff") > contrast(self.ground, "#000000")

    def opacity(self, *, themed: bool) -> float:
        """How much of a cell's colour is left over a base map: more where colours have a meaning."""
        if not self.see_through:
            return 1.0
        return THEMED if themed else UNTHEMED

    def classes(self, count: int) -> list[str]:
        """`count` colours evenly along the ramp; a single one is taken from its middle."""
        return stops(self.ramp, count)

    def ink(self, colour: str) -> str:
        """The colour of a pattern on a class of this colour: seen well, but quieter than a text."""
        dark, light = "#10181f", "#ffffff"
        return mixed(colour, dark if contrast(dark, colour) > 4.5 else light, 0.5)
