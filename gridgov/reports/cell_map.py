"""The map on a cell's sheet: the cell, its neighbours, and where its open cases lie."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.reports.figure import Dot, Figure, Ink, Mark, Path, Rectangle, Text

GROUND = Ink(fill="#f4f6f8", line="#9aa5b1", width_mm=0.2)
NEIGHBOUR = Ink(fill="#e4e9ee", line="#9aa5b1", width_mm=0.15)
CHOSEN = Ink(fill="#cfe3f7", line="#0b5cad", width_mm=0.6)
CASE = Ink(fill="#c2410c", line="#ffffff", width_mm=0.2)


@attrs.frozen
class Area:
    """A polygon to draw: its rings (metres, y up, closing vertex left out), its code, whether it is the chosen one."""

    rings: tuple[NDArray[np.float64], ...]
    code: str
    chosen: bool = False


def draw(
    areas: Sequence[Area], cases: Sequence[tuple[float, float, str]], *, width_mm: float, height_mm: float
) -> Figure:
    """The chosen area with a margin of a fifth around it, others clipped by the frame, cases as numbered dots.

    `cases` are (x, y, key) in the same metres. Nothing chosen gives an empty frame.
    """
    frame = Rectangle(0, 0, width_mm, height_mm, GROUND)
    chosen = [ring for area in areas if area.chosen for ring in area.rings]
    if not chosen:
        return Figure(width_mm, height_mm, (frame,))
    vertices = np.concatenate(chosen)
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    span = np.maximum(high - low, 1.0)
    scale = min(width_mm / (span[0] * 1.4), height_mm / (span[1] * 1.4))
    middle = (low + high) / 2

    def to_paper(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = (xy - middle) * scale
        return np.column_stack((width_mm / 2 + moved[:, 0], height_mm / 2 - moved[:, 1]))

    marks: list[Mark] = [frame]
    for area in sorted(areas, key=lambda a: a.chosen):
        rings = [clip(to_paper(ring), width_mm, height_mm) for ring in area.rings]
        kept = tuple(tuple((float(x), float(y)) for x, y in ring) for ring in rings if len(ring) >= 3)
        if kept:
            marks.append(Path(kept, CHOSEN if area.chosen else NEIGHBOUR, key=area.code))
    for number, (x, y, key) in enumerate(cases, start=1):
        px, py = to_paper(np.array([[x, y]]))[0]
        if 0 <= px <= width_mm and 0 <= py <= height_mm:
            marks.append(Dot(float(px), float(py), 2.3, CASE, key=key))
            marks.append(Text(float(px), float(py) + 1.15, str(number), 9.0, "middle", "#ffffff", key=key))
    marks.extend(_scale_bar(scale, height_mm))
    marks.append(Rectangle(0, 0, width_mm, height_mm, Ink(line="#52606d", width_mm=0.25)))
    return Figure(width_mm, height_mm, tuple(marks))


def clip(ring: NDArray[np.float64], width: float, height: float) -> NDArray[np.float64]:
    """A ring cut to the frame (Sutherland and Hodgman): convex frame, so one pass a side is enough."""
    sides = ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1))
    for axis, limit, sign in sides:
        if len(ring) == 0:
            return ring
        inside = sign * (ring[:, axis] - limit) >= 0
        kept: list[NDArray[np.float64]] = []
        for i in range(len(ring)):
            a, b = ring[i - 1], ring[i]
            if inside[i] != inside[i - 1]:
                t = (limit - a[axis]) / (b[axis] - a[axis])
                kept.append(a + t * (b - a))
            if inside[i]:
                kept.append(b)
        ring = np.array(kept).reshape(-1, 2)
    return ring


def _scale_bar(mm_per_m: float, height_mm: float) -> list[Mark]:
    """A bar of a round length of about 25 mm, bottom left, with its length in metres or kilometres."""
    wanted = 25 / mm_per_m
    step = 10 ** math.floor(math.log10(wanted))
    length = max(n * step for n in (1, 2, 5) if n * step <= wanted)
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    y = height_mm - 4
    ink = Ink(fill="#1f2933")
    return [
        Rectangle(4, y, length * mm_per_m, 0.7, ink),
        Text(4 + length * mm_per_m + 1.5, y + 1.2, text, 9.0, halo=True),
    ]
