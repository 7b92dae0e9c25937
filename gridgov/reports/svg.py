"""Writes a figure as SVG, for typst and for files."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from gridgov.reports.figure import Dot, Figure, Ink, Mark, Path, Rectangle, Text

FONT = "Gridgov Paper"
MM_PER_POINT = 25.4 / 72


def to_svg(figure: Figure) -> str:
    """The figure as one SVG document in millimetres; a figure without marks is an empty ground."""
    body = "\n".join(_mark(mark) for mark in figure.marks)
    size = f'width="{figure.width_mm:g}mm" height="{figure.height_mm:g}mm"'
    box = f'viewBox="0 0 {figure.width_mm:g} {figure.height_mm:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>\n{body}\n</svg>\n'


def _mark(mark: Mark) -> str:
    if isinstance(mark, Rectangle):
        place = f'x="{mark.x:.3f}" y="{mark.y:.3f}" width="{mark.width:.3f}" height="{mark.height:.3f}"'
        return f"<rect {place} {_ink(mark.ink)}/>"
    if isinstance(mark, Dot):
        return f'<circle cx="{mark.x:.3f}" cy="{mark.y:.3f}" r="{mark.radius:.3f}" {_ink(mark.ink)}/>'
    if isinstance(mark, Path):
        return f'<path d="{_outline(mark)}" fill-rule="evenodd" {_ink(mark.ink)}/>'
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
    return f'fill="{ink.fill or "none"}" {line}{opacity}'.strip()


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
