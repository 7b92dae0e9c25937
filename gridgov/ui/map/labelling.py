"""Which texts stand on a picture: those of cells that have room, or of their parents while cells are small."""

from __future__ import annotations

from collections.abc import Callable

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
) -> Labels:
    """The texts that fit into their cells in view and keep clear of each other, large cells first."""
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
    kept = apart(x[cells], y[cells], half_width, high, size, 3, taken, dropped)
    cells = cells[kept]
    return Labels(cells, [letters.texts[c] for c in cells.tolist()], points.x[cells], points.y[cells])


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
