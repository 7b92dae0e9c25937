"""Writes a figure as SVG, for typst and for files."""

from __future__ import annotations

import base64
from xml.sax.saxutils import escape, quoteattr

from gridgov.reports.figure import Dot, Figure, Ink, Mark, Path, Picture, Rectangle, Text

FONT = "Gridgov Paper"
MM_PER_POINT = 25.4 / 72


def to_svg(figure: Figure) -> str:
    """The figure as one SVG document in millimetres; a figure without marks is an empty ground."""
    body = "\n".join((*_hatches(figure), *(_mark(mark) for mark in figure.marks)))
    size = f'width="{figure.width_mm:g}mm" height="{figure.height_mm:g}mm"'
    box = f'viewBox="0 0 {figure.width_mm:g} {figure.height_mm:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>\n{body}\n</svg>\n'


def _hatches(figure: Figure) -> list[str]:
    """A pattern for each pair of fill and hatch."""
    inks = [mark.ink for mark in figure.marks if isinstance(mark, Rectangle | Dot | Path) and mark.ink.hatch]
    return [
        f'<defs><pattern id="{_hatch_name(fill, hatch)}" width="1.5" height="1.5" patternUnits="userSpaceOnUse">'
        f'<rect width="1.5" height="1.5" fill="{fill}"/>'
        f'<path d="M0,1.5 1.5,0" stroke="{hatch}" stroke-width="0.25"/></pattern></defs>'
        for fill, hatch in dict.fromkeys((ink.fill or "none", ink.hatch or "none") for ink in inks)
    ]


def _hatch_name(fill: str, hatch: str) -> str:
    return f"hatch-{fill}-{hatch}".replace("#", "")


def _mark(mark: Mark) -> str:
    if isinstance(mark, Rectangle):
        place = f'x="{mark.x:.3f}" y="{mark.y:.3f}" width="{mark.width:.3f}" height="{mark.height:.3f}"'
        return f"<rect {place} {_ink(mark.ink)}/>"
    if isinstance(mark, Dot):
        return f'<circle cx="{mark.x:.3f}" cy="{mark.y:.3f}" r="{mark.radius:.3f}" {_ink(mark.ink)}/>'
    if isinstance(mark, Path):
        return f'<path d="{_outline(mark)}" fill-rule="evenodd" {_ink(mark.ink)}/>'
    if isinstance(mark, Picture):
        place = f'x="{mark.x:.3f}" y="{mark.y:.3f}" width="{mark.width:.3f}" height="{mark.height:.3f}"'
        data = base64.b64encode(mark.png).decode()
        # A pixel stays a square: a smoothed choropleth would have colours that are in no legend.
        return (
            f'<image {place} preserveAspectRatio="none" image-rendering="optimizeSpeed" '
            f'href="data:image/png;base64,{data}"/>'
        )
    return _text(mark)


def _outline(mark: Path) -> str:
    parts = []
    for ring in mark.rings:
        points = " ".join(f"{x:.3f},{y:.3f}" for x, y in ring)
        parts.append(f"M{points}{'Z' if mark.closed else ''}")
    return " ".join(parts)


def _ink(ink: Ink) -> str:
    line = f'stroke="{ink.line}" stroke-width="{ink.width_mm:g}" stroke-linejoin="round"' if ink.line else ""
    opacity = f' opacity="{ink.opacity:g}"' if ink.opacity != 1.0 else ""
    fill = f"url(#{_hatch_name(ink.fill or 'none', ink.hatch)})" if ink.hatch else ink.fill or "none"
    return f'fill="{fill}" {line}{opacity}'.strip()


def _text(mark: Text) -> str:
    size = mark.size_pt * MM_PER_POINT
    halo = (
        f'stroke="#ffffff" stroke-width="{size / 5:.3f}" paint-order="stroke" stroke-linejoin="round" '
        if mark.halo
        else ""
    )
    return (
        f'<text x="{mark.x:.3f}" y="{mark.y:.3f}" font-family={quoteattr(FONT)} font-size="{size:.3f}" '
        f'text-anchor="{mark.anchor}" {halo}fill="{mark.colour}">{escape(mark.text)}</text>'
    )
