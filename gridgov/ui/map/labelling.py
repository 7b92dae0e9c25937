"""Which texts stand on a picture: those of cells that have room, or of their parents while cells are small."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.distinct import with_first
from gridgov.spatial.edges import Edges
from gridgov.spatial.labels import LabelPoints, apart, fitting
from gridgov.spatial.raster import Raster
from gridgov.ui.map.data import Lettering, Outline
from gridgov.ui.map.points import Marks
from gridgov.ui.map.view import Box, View

Floats = NDArray[np.float64]
Index = NDArray[np.int64]

CELLS_FROM = 1.2
"""Heights of a line that a cell must be across to be labelled at all."""

_PARENTS_FROM = 60.0
_AIR = 1.5
_DISC = 16.0
_SYMBOL = 7.0
_FEW_SYMBOLS = 1_000
_MOST_PAIRS = 40_000
_STEPS = sorted(
    (
        (east, south)
        for east in (0.0, 1.2, -1.2, 2.4, -2.4)
        for south in (0.0, 0.5, -0.5, 1.0, -1.0, 1.6, -1.6, 2.4, -2.4)
    ),
    key=lambda step: abs(step[0]) / 2 + abs(step[1]),
)
"""How far, in heights of a line, a text is moved to be clear of symbols: the nearest places first."""


@attrs.frozen(eq=False)
class Labels:
    """Texts and the ground coordinates of their middles; `cells` is -1 for a parent's text."""

    cells: Index
    texts: list[str]
    x: Floats
    y: Floats


NO_LABELS = Labels(np.empty(0, np.int64), [], np.empty(0), np.empty(0))


def cell_labels(
    letters: Lettering,
    points: LabelPoints,
    coverage: Coverage,
    view: View,
    taken: list[Box],
    dropped: Callable[[], bool],
    symbols: Sequence[Box] = (),
) -> Labels:
    """The texts that fit into their cells in view and keep clear of each other, large cells first.

    A text gives way to `symbols` within its cell; where nothing is free it stands over them.
    """
    x, y = (points.x - view.west) * view.scale, (view.north - points.y) * view.scale
    half_height = letters.height / 2
    fits = (
        (x >= 0) & (y >= 0) & (x <= view.width) & (y <= view.height)
        & (points.half_height * view.scale >= half_height)
        & (points.half_width * view.scale >= letters.wide / 2)
    )  # fmt: skip
    cells = np.flatnonzero(fits)
    half_width = letters.widths([letters.texts[c] for c in cells.tolist()]) / 2 + _AIR
    good = (half_width <= points.half_width[cells] * view.scale) & (half_width > _AIR)
    cells, half_width = cells[good], half_width[good]
    if dropped():
        return NO_LABELS
    high = np.full(len(cells), half_height)
    inside = fitting(coverage, points, cells, half_width / view.scale, high / view.scale)
    cells, half_width, high = cells[inside], half_width[inside], high[inside]
    order = np.argsort(-(points.half_width * points.half_height)[cells], kind="stable")
    cells, half_width = cells[order], half_width[order]
    size = (int(view.width), int(view.height))
    if not symbols or len(cells) * len(symbols) > _MOST_PAIRS:
        kept = apart(x[cells], y[cells], half_width, high, size, 3, taken, dropped)
        cells = cells[kept]
        return Labels(cells, [letters.texts[c] for c in cells.tolist()], points.x[cells], points.y[cells])
    return _giving_way(letters, points, coverage, view, cells, half_width, taken, dropped, np.array(symbols))


def _giving_way(
    letters: Lettering,
    points: LabelPoints,
    coverage: Coverage,
    view: View,
    cells: Index,
    half_width: Floats,
    taken: list[Box],
    dropped: Callable[[], bool],
    stands: Floats,
) -> Labels:
    """The labels of `cells`, those first that are wanted most, clear of the symbols in `stands` where they can be."""
    x, y = (points.x - view.west) * view.scale, (view.north - points.y) * view.scale
    half_height, size = letters.height / 2, (int(view.width), int(view.height))
    high = np.full(len(cells), half_height)
    found: list[tuple[int, float, float]] = []
    filled = list(taken)
    for number, (east, south) in enumerate([*_STEPS, (0.0, 0.0)]):
        last = number == len(_STEPS)
        dx, dy = east * letters.height, south * letters.height
        spot_x, spot_y = x[cells] + dx, y[cells] + dy
        tried = np.arange(len(cells))
        if not last:
            tried = np.flatnonzero(_clear(spot_x, spot_y, half_width, half_height, stands))
        if dx or dy:
            tried = tried[_inside(coverage, points, cells[tried], half_width[tried], half_height, dx, dy, view.scale)]
        free = apart(spot_x[tried], spot_y[tried], half_width[tried], high[tried], size, 3, filled, dropped)
        kept = tried[free]
        for n in kept.tolist():
            cx, cy, wide = float(spot_x[n]), float(spot_y[n]), float(half_width[n])
            filled.append((cx - wide, cy - half_height, cx + wide, cy + half_height))
            found.append((int(cells[n]), *view.to_ground(cx, cy)))
        cells, half_width = np.delete(cells, kept), np.delete(half_width, kept)
        if not len(cells) or dropped():
            break
    numbers = np.array([cell for cell, _, _ in found], np.int64)
    places = np.array([(gx, gy) for _, gx, gy in found]).reshape(-1, 2)
    return Labels(numbers, [letters.texts[c] for c in numbers.tolist()], places[:, 0], places[:, 1])


def _clear(x: Floats, y: Floats, half_width: Floats, half_height: float, stands: Floats) -> NDArray[np.bool_]:
    """Which boxes on screen keep clear of all those in `stands` (left, top, right, bottom)."""
    left, top, right, bottom = (stands[:, n : n + 1] for n in range(4))
    across = np.logical_and(x - half_width < right, x + half_width > left)
    upright = np.logical_and(y - half_height < bottom, y + half_height > top)
    free: NDArray[np.bool_] = ~np.any(across & upright, axis=0)
    return free


def _inside(
    coverage: Coverage,
    points: LabelPoints,
    cells: Index,
    half_width: Floats,
    half_height: float,
    dx: float,
    dy: float,
    scale: float,
) -> Index:
    """The numbers of those `cells` whose boxes, so many pixels away from their points, lie wholly in them."""
    if not len(cells):
        return np.empty(0, np.int64)
    room = np.full(len(points.x), np.inf)
    moved = LabelPoints(points.x + dx / scale, points.y - dy / scale, room, room)
    high = np.full(len(cells), half_height / scale)
    good = np.flatnonzero(fitting(coverage, moved, cells, half_width / scale, high))
    # No side in the box: it lies in the cell as a whole, or as a whole beside it.
    held = [coverage.cell_at(float(moved.x[c]), float(moved.y[c])) == c for c in cells[good].tolist()]
    return good[np.array(held, np.bool_)]


def parent_labels(
    outline: Outline,
    letters: Lettering,
    cells: Edges,
    raster: Raster,
    whole: View,
    ratio: float,
    view: View,
    taken: list[Box],
) -> Labels:
    """The names of a level of parents, each where all pixels under it belong to that parent.

    `whole` is the view of the picture of numbers at `ratio` pixels, `view` the part of it on screen.
    """
    parents, texts = outline.parents, outline.texts
    if parents is None or not texts:
        return NO_LABELS
    seen = np.flatnonzero((parents >= 0) & cells.cells_in(view.box))
    if len(seen) == 0:
        return NO_LABELS
    boxes, of = cells.boxes[seen], parents[seen]
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    weight = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    mass = np.maximum(np.bincount(of, weight), 1e-12)
    mean = np.column_stack([np.bincount(of, weight * middles[:, k]) / mass for k in (0, 1)])
    away = ((middles - mean[of]) ** 2).sum(axis=1)
    order = np.lexsort((away, of))
    numbers, first = with_first(of[order])
    nearest = middles[order[first]]
    parent_of = np.concatenate([np.array([-1], parents.dtype), parents])
    names = [texts[n] if n < len(texts) else "" for n in numbers.tolist()]
    half = np.column_stack([letters.widths(names) / 2 + _AIR, np.full(len(names), letters.height / 2)])
    spots, found = np.full((len(names), 2), np.nan), np.zeros(len(names), np.bool_)
    for n, number in enumerate(numbers.tolist()):
        # The middle of a bent parent may lie in another one; the member nearest to it does not.
        for spot in (mean[number], nearest[n]):
            sx, sy = whole.to_screen(float(spot[0]), float(spot[1]))
            a, b = (int(max((v - h) * ratio, 0)) for v, h in zip((sx, sy), half[n], strict=True))
            c, d = (int((v + h) * ratio) + 1 for v, h in zip((sx, sy), half[n], strict=True))
            under = raster.ids[b:d, a:c]
            if names[n] and under.size and (parent_of[under] == number).all():
                spots[n], found[n] = spot, True
                break
    chosen = np.flatnonzero(found)
    chosen = chosen[np.argsort(-mass[numbers[chosen]], kind="stable")]
    x = (spots[chosen, 0] - view.west) * view.scale
    y = (view.north - spots[chosen, 1]) * view.scale
    size = (int(view.width), int(view.height))
    chosen = chosen[apart(x, y, half[chosen, 0], half[chosen, 1], size, 3, taken)]
    return Labels(np.full(len(chosen), -1), [names[n] for n in chosen.tolist()], spots[chosen, 0], spots[chosen, 1])


def readable(outline: Outline, ground: float) -> bool:
    """Whether the parents of a level are large enough on screen to bear names; `ground` is the layer in pixels."""
    if outline.parents is None or not outline.texts:
        return False
    return bool(np.sqrt(ground / max(outline.parts(), 1)) >= _PARENTS_FROM)


def covered(taken: tuple[Box, ...], view: View, found: Marks) -> list[Box]:
    """Where no label may stand: under the sheets over the map, and under discs with counts."""
    boxes = list(taken)
    if found.clusters is not None:
        for gx, gy in zip(found.clusters.x.tolist(), found.clusters.y.tolist(), strict=True):
            x, y = view.to_screen(gx, gy)
            boxes.append((x - _DISC, y - _DISC, x + _DISC, y + _DISC))
    return boxes


def symbol_boxes(view: View, found: Marks) -> list[Box]:
    """Where the symbols of single points stand, if they are few; among many no text would find room."""
    if sum(len(exact.ids) for exact in found.exact) > _FEW_SYMBOLS:
        return []
    boxes: list[Box] = []
    for exact in found.exact:
        xs, ys = (exact.x - view.west) * view.scale, (view.north - exact.y) * view.scale
        boxes += [(x - _SYMBOL, y - _SYMBOL, x + _SYMBOL, y + _SYMBOL) for x, y in zip(xs, ys, strict=True)]
    return boxes
