"""A chart or a map for paper as a list of marks in millimetres, each with the key of its rows; no Qt.

The origin is the top left corner, y grows downward. Screens paint the list, :mod:`gridgov.reports.svg` writes it.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Ink:
    """How a mark is drawn: colours as ``#rrggbb`` or None for none, the line's width in millimetres.

    `hatch` is the colour of thin oblique lines over the fill: the sign of "no data" that needs no colour.
    """

    fill: str | None = None
    line: str | None = None
    width_mm: float = 0.2
    opacity: float = 1.0
    hatch: str | None = None


@attrs.frozen
class Rectangle:
    """A rectangle with its corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    key: str = ""


@attrs.frozen
class Path:
    """Lines through points; closed ones are areas, and further rings are holes (even-odd)."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    ink: Ink
    closed: bool = True
    key: str = ""


@attrs.frozen
class Dot:
    """A disc of `radius` millimetres around (x, y)."""

    x: float
    y: float
    radius: float
    ink: Ink
    key: str = ""


@attrs.frozen
class Text:
    """A line of text; `anchor` is start, middle or end, (x, y) lies on its baseline, `size_pt` in points."""

    x: float
    y: float
    text: str
    size_pt: float = 9.0
    anchor: str = "start"
    colour: str = "#1f2933"
    halo: bool = False
    key: str = ""


@attrs.frozen
class Picture:
    """A PNG laid into a rectangle with its corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    png: bytes = attrs.field(repr=False)
    key: str = ""


Mark = Rectangle | Path | Dot | Text | Picture


@attrs.frozen
class Figure:
    """Marks on a ground of `width_mm` by `height_mm`, in drawing order."""

    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...] = ()

    def keys(self) -> set[str]:
        """The keys of all marks that have one."""
        return {mark.key for mark in self.marks if mark.key}
