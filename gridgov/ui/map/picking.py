"""Which cells and points lie under the pointer, or in an area drawn on the map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.raster import cell_picture
from gridgov.ui.map.filling import filled, inside
from gridgov.ui.map.picture import Shown
from gridgov.ui.map.points import Clusters, Marks, SortedPoints, cluster_size
from gridgov.ui.map.selection import Chosen
from gridgov.ui.map.view import View

Floats = NDArray[np.float64]

REACH = 8.0
"""Logical pixels around a symbol in which a click means it, at every scale of the screen."""

_CIRCLE_CORNERS = 96
_TINY = 4.0


def circle(x: float, y: float, radius: float) -> Floats:
    """The corners (n, 2) of a circle as a polygon of the same area."""
    turn = np.linspace(0, 2 * np.pi, _CIRCLE_CORNERS, endpoint=False)
    step = 2 * np.pi / _CIRCLE_CORNERS
    grown = radius * np.sqrt(step / np.sin(step))
    return np.column_stack((x + grown * np.cos(turn), y + grown * np.sin(turn)))


def cells_in(coverage: Coverage, view: View, corners: Floats, shown: Shown | None = None) -> NDArray[np.int64]:
    """The cells that an area (corners on the ground) touches, as far as it is on screen, to the pixel.

    Where the picture `shown` has the numbers of its cells they are taken from there.
    """
    if len(corners) < 3 or coverage.count == 0:
        return np.empty(0, np.int64)
    hit = np.zeros(coverage.count, np.bool_)
    raster, ratio = None, 1.0
    if shown is not None and shown.rendered is not None and shown.view.holds(view):
        raster, view, ratio = shown.rendered.raster, shown.view, shown.ratio
    if raster is None:
        width, height = max(round(view.width), 1), max(round(view.height), 1)
        raster, ratio = cell_picture(coverage, view.west, view.north, view.scale, width, height, _never), 1.0
    if raster is not None:
        height, width = raster.ids.shape
        on_screen = view.all_to_screen(corners) * ratio
        c0, r0 = np.clip(np.floor(on_screen.min(axis=0)).astype(int), 0, (width, height))
        c1, r1 = np.clip(np.ceil(on_screen.max(axis=0)).astype(int), 0, (width, height))
        columns, rows = np.arange(c0, c1) + 0.5, np.arange(r0, r1) + 0.5
        held = filled(columns, rows, on_screen)
        seen = np.bincount(raster.ids[r0:r1, c0:c1][held], minlength=coverage.count + 1)
        hit = seen[1 : coverage.count + 1] > 0
    # A cell smaller than a few pixels may show in none: its middle decides.
    with np.errstate(invalid="ignore"):
        small = (coverage.boxes[:, 2:] - coverage.boxes[:, :2]).max(axis=1) * view.scale < _TINY
    rest = np.flatnonzero(small & ~hit)
    if len(rest):
        middle = (coverage.boxes[rest, :2] + coverage.boxes[rest, 2:]) / 2
        known = np.isfinite(middle).all(axis=1)
        rest, middle = rest[known], middle[known]
        hit[rest[inside(middle[:, 0], middle[:, 1], corners)]] = True
    if not hit.any():
        # An area between the middles of pixels means the cell in which it lies.
        only = coverage.cell_at(float(corners[0, 0]), float(corners[0, 1]))
        return np.array([only] if only >= 0 else [], np.int64)
    return np.flatnonzero(hit)


def records_in(points: Sequence[SortedPoints], corners: Floats) -> dict[str, Chosen]:
    """The points in an area, by the name of their set."""
    found: dict[str, Chosen] = {}
    if len(corners) < 3:
        return found
    for one in points:
        kinds = one.parted(corners)
        near = np.flatnonzero(kinds == 2)
        kinds[near] = inside(one.x[near], one.y[near], corners)
        if kinds.any():
            found[one.given.name] = Chosen(*one.ascending(kinds.astype(np.bool_)))
    return found


def symbol_at(marks: Marks, view: View, x: float, y: float) -> tuple[str, Chosen] | None:
    """The symbol within `REACH` of a place on screen, the nearest: the name of its set and the one record."""
    best, found = REACH, None
    for exact in marks.exact:
        sx, sy = (exact.x - view.west) * view.scale, (view.north - exact.y) * view.scale
        away = np.hypot(sx - x, sy - y)
        nearest = int(np.argmin(away))
        if away[nearest] < best:
            best = float(away[nearest])
            one = slice(nearest, nearest + 1)
            found = exact.given.name, Chosen.of(exact.ids[one], exact.x[one], exact.y[one])
    return found


def heap_at(
    points: Sequence[SortedPoints], marks: Marks, made_for: View, view: View, x: float, y: float, line: float
) -> dict[str, Chosen] | None:
    """The records of the disc at a place on screen (`line` is the height of its figures); None beside every disc.

    `made_for` is the view for which the discs were gathered.
    """
    clusters = marks.clusters
    if clusters is None or not len(clusters.counts):
        return None
    sx, sy = (clusters.x - view.west) * view.scale, (view.north - clusters.y) * view.scale
    away = np.hypot(sx - x, sy - y)
    nearest = int(np.argmin(away))
    reach = max(REACH, line * 0.8, 9 + 2.2 * float(np.log10(max(clusters.counts[nearest], 1))))
    if away[nearest] > reach:
        return None
    return members(points, clusters, nearest, made_for)


def members(points: Sequence[SortedPoints], clusters: Clusters, number: int, made_for: View) -> dict[str, Chosen]:
    """The records gathered in a disc, by the name of their set: exactly as many as it says."""
    box = heap_box(clusters, number, made_for)
    found: dict[str, Chosen] = {}
    for one in points:
        near = one.inside((max(box[0], made_for.box[0]), max(box[1], made_for.box[1]),
                           min(box[2], made_for.box[2]), min(box[3], made_for.box[3])))  # fmt: skip
        # A heap holds its lower and left sides; the upper and right ones belong to the next.
        near = near[(one.x[near] < box[2]) & (one.y[near] < box[3])]
        if len(near):
            found[one.given.name] = Chosen.of(one.ids[near], one.x[near], one.y[near])
    return found


def heap_box(clusters: Clusters, number: int, made_for: View) -> tuple[float, float, float, float]:
    """The square of ground whose points are gathered in a disc."""
    size = cluster_size(made_for)
    west = float(np.floor(clusters.x[number] / size)) * size
    south = float(np.floor(clusters.y[number] / size)) * size
    return (west, south, west + size, south + size)


def _never() -> bool:
    return False
