"""Everything about a picture that numpy can do: run in the render thread, never touching Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.labels import apart, fitting
from gridgov.spatial.raster import Raster, borders, cell_picture, coloured
from gridgov.ui.map.data import Lettering, Outline, Shapes
from gridgov.ui.map.points import Marks, SortedPoints, marks
from gridgov.ui.map.view import Box, View

Floats = NDArray[np.float64]
Colours = NDArray[np.uint32]

OUTLINES_FROM = 11.0
"""Pixels across a cell from which its outline is drawn; smaller cells would drown in their outlines."""

PARENTS_FROM = 22.0
"""The same for the areas of a level of parents."""

_SHARP_LINES = 70_000
_HATCH = 8


@attrs.frozen(eq=False)
class Paint:
    """The colour of each cell and the signs laid over colours.

    Attributes
    ----------
    colours : uint32 (count + 1,)
        0xAARRGGBB; the first is for outside.
    hatched : bool (count + 1,) or None
        Cells without data.
    hatch, fault, outline : int
        The colours of the hatch, of overlaps and of the pixel outline.
    """

    colours: Colours
    hatched: NDArray[np.bool_] | None
    hatch: int
    fault: int
    outline: int


@attrs.frozen(eq=False)
class Order:
    """What is wanted: taken from the canvas in one moment, so that the render thread sees no half change.

    `view` is larger than what is on screen, for dragging; labels are placed in `inner`, the part on screen, and keep
    clear of the boxes in `taken` (left, top, right, bottom in its pixels).
    """

    number: int
    shapes: Shapes
    view: View
    ratio: float
    paint: Paint
    raster: bool
    outlines: tuple[Outline, ...] = ()
    points: tuple[SortedPoints, ...] = ()
    lettering: Lettering | None = None
    outline_cells: bool = True
    inner: View | None = None
    taken: tuple[Box, ...] = ()


@attrs.frozen(eq=False)
class Labels:
    """Texts and the ground coordinates of their middles."""

    cells: NDArray[np.int64]
    texts: Sequence[str]
    x: Floats
    y: Floats


@attrs.frozen(eq=False)
class Stroke:
    """Lines of one kind, in device pixels of the picture: float64 (n, 4) of x0, y0, x1, y1.

    Without a colour the map's own is taken: that of parents' borders with `border`, else that of cells' outlines.
    """

    lines: Floats
    width: float
    colour: str = ""
    border: bool = False


@attrs.frozen(eq=False)
class Rendered:
    """A finished order: the numbers, the colours, and what QPainter adds on top."""

    order: Order
    raster: Raster | None
    outlined: NDArray[np.bool_] | None
    pixels: Colours | None
    strokes: tuple[Stroke, ...]
    labels: Labels
    marks: Marks
    joined: bool


NO_LABELS = Labels(np.empty(0, np.int64), (), np.empty(0), np.empty(0))


def render(order: Order, dropped: Callable[[], bool]) -> Rendered | None:
    """Carry out an order; None when `dropped` said on the way that a newer one waits."""
    coverage = order.shapes.coverage()
    view, ratio = order.view, order.ratio
    width, height = round(view.width * ratio), round(view.height * ratio)
    raster, pixels = None, None
    across = cell_pixels(coverage, view)
    strokes: list[Stroke] = []
    outlined = None
    if order.raster:
        raster = cell_picture(coverage, view.west, view.north, view.scale * ratio, width, height, dropped)
        if raster is None:
            return None
        lines, pixel_outline = _cell_lines(coverage, order, across)
        if lines is not None:
            strokes.append(lines)
        outlined = borders(raster.ids) if pixel_outline else None
        pixels = painted(raster, order.paint, phase(view, ratio), outlined)
    if dropped():
        return None
    strokes += level_lines(order, coverage)
    if dropped():
        return None
    found = marks(order.points, view)
    labels = place_labels(order, coverage, across, found, dropped)
    return Rendered(order, raster, outlined, pixels, tuple(strokes), labels, found, coverage.joined)


def painted(raster: Raster, paint: Paint, shift: tuple[int, int], outlined: NDArray[np.bool_] | None) -> Colours:
    """The picture of numbers in colours, with hatch, faults and pixel outline."""
    pixels = coloured(raster.ids, paint.colours)
    if paint.hatched is not None and paint.hatched.any():
        # A hatch line every eight pixels, standing still on the ground.
        rows, columns = np.ogrid[: pixels.shape[0], : pixels.shape[1]]
        striped = ((rows + columns - shift[0] - shift[1]) % _HATCH) < 1
        pixels[paint.hatched.take(raster.ids) & striped] = paint.hatch
    if raster.overlap is not None:
        rows, columns = np.ogrid[: pixels.shape[0], : pixels.shape[1]]
        pixels[raster.overlap & (((rows - columns) % 4) < 2)] = paint.fault
    if outlined is not None:
        np.copyto(pixels, np.uint32(paint.outline), where=outlined)
    return pixels


def phase(view: View, ratio: float) -> tuple[int, int]:
    """Where in the hatch's repeat the ground's origin falls, in device pixels."""
    x, y = view.to_screen(0.0, 0.0)
    return round(x * ratio) % _HATCH, round(y * ratio) % _HATCH


def cell_pixels(coverage: Coverage, view: View) -> float:
    """About how many logical pixels a cell of this layer is across."""
    box = coverage.bounds()
    if box is None or coverage.count == 0:
        return 0.0
    sizes = np.sqrt(
        np.abs((coverage.boxes[:, 2] - coverage.boxes[:, 0]) * (coverage.boxes[:, 3] - coverage.boxes[:, 1]))
    )
    seen = np.flatnonzero(coverage.cells_in(view.box))
    return float(np.median(sizes[seen])) * view.scale if len(seen) else 0.0


def _cell_lines(coverage: Coverage, order: Order, across: float) -> tuple[Stroke | None, bool]:
    """The cells' outlines as lines, or the wish for a pixel outline when there are too many of them to be sharp."""
    if not order.outline_cells or across < OUTLINES_FROM or not coverage.joined:
        return None, False
    lines = segments(coverage, None, order.view, order.ratio)
    if len(lines) > _SHARP_LINES:
        return None, True
    return Stroke(lines, outline_width(across)), False


def outline_width(across: float) -> float:
    """The width of a cell's outline for cells so many pixels across: finer for small cells."""
    return float(np.interp(across, (OUTLINES_FROM, 40.0, 120.0), (0.35, 0.8, 1.1)))


def level_lines(order: Order, coverage: Coverage) -> list[Stroke]:
    """The borders of all levels of parents that are large enough on screen, the finest first."""
    found: list[Stroke] = []
    box = order.shapes.bounds
    if box is None:
        return found
    ground = (box[2] - box[0]) * (box[3] - box[1]) * order.view.scale**2
    for outline in order.outlines:
        taken = outline.edges(coverage)
        parts = max(outline.parts(), 1)
        across = np.sqrt(ground / parts)
        if taken is None or (across < PARENTS_FROM and parts > 1):
            continue
        lines = segments(taken[0], taken[1], order.view, order.ratio)
        # Broad borders around small areas would cover them.
        width = outline.width * float(np.interp(across, (PARENTS_FROM, 90.0), (0.45, 1.0)))
        found.append(Stroke(lines, width, outline.colour, border=True))
    return found


def segments(coverage: Coverage, edges: NDArray[np.int64] | None, view: View, ratio: float) -> Floats:
    """The edges (all, or those numbered) that touch the view, in device pixels: float64 (n, 4)."""
    box, scale = view.box, view.scale * ratio
    near = coverage.edges_in(box) if edges is None else edges
    x0, y0, x1, y1 = coverage.x0[near], coverage.y0[near], coverage.x1[near], coverage.y1[near]
    touching = (np.maximum(x0, x1) >= box[0]) & (np.minimum(x0, x1) <= box[2]) & (y1 >= box[1]) & (y0 <= box[3])
    seen = np.flatnonzero(touching)
    lines = np.empty((len(seen), 4))
    for column, values in enumerate((x0, y0, x1, y1)):
        taken = values[seen]
        lines[:, column] = (taken - view.west) * scale if column % 2 == 0 else (view.north - taken) * scale
    return lines


def place_labels(order: Order, coverage: Coverage, across: float, found: Marks, dropped: Callable[[], bool]) -> Labels:
    """The texts that fit into their cells in view and keep clear of each other, large cells first."""
    letters, view = order.lettering, order.inner or order.view
    if letters is None or across < 1.2 * letters.height:
        return NO_LABELS
    points = order.shapes.label_points()
    x, y = (points.x - view.west) * view.scale, (view.north - points.y) * view.scale
    half_height = letters.height / 2
    fits = (
        (x >= 0) & (y >= 0) & (x <= view.width) & (y <= view.height)
        & (points.half_height * view.scale >= half_height)
        & (points.half_width * view.scale >= letters.wide / 2)
    )  # fmt: skip
    cells = np.flatnonzero(fits)
    texts = [letters.texts[c] for c in cells.tolist()]
    half_width = letters.widths(texts) / 2 + 1.5
    good = (half_width <= points.half_width[cells] * view.scale) & (half_width > 1.5)
    cells, half_width = cells[good], half_width[good]
    if dropped():
        return NO_LABELS
    inside = fitting(coverage, points, cells, half_width / view.scale, np.full(len(cells), half_height / view.scale))
    cells, half_width = cells[inside], half_width[inside]
    order_of = np.argsort(-(points.half_width * points.half_height)[cells], kind="stable")
    cells, half_width = cells[order_of], half_width[order_of]
    kept = apart(
        x[cells], y[cells], half_width, np.full(len(cells), half_height),
        (int(view.width), int(view.height)), grain=3, taken=_taken(order, view, found), dropped=dropped,
    )  # fmt: skip
    cells = cells[kept]
    return Labels(cells, [letters.texts[c] for c in cells.tolist()], points.x[cells], points.y[cells])


def _taken(order: Order, view: View, found: Marks) -> list[Box]:
    """Where no label may stand: under the sheets over the map, and under discs with counts."""
    boxes = list(order.taken)
    if found.clusters is not None:
        radius = 16.0
        for gx, gy in zip(found.clusters.x.tolist(), found.clusters.y.tolist(), strict=True):
            x, y = view.to_screen(gx, gy)
            boxes.append((x - radius, y - radius, x + radius, y + radius))
    return boxes
