"""Everything about a picture that numpy can do: run in the render thread, never touching Qt."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.distinct import with_first
from gridgov.spatial.edges import Edges
from gridgov.spatial.raster import Raster, borders, cell_picture, coloured
from gridgov.ui.map.data import Lettering, Outline
from gridgov.ui.map.hatch import Hatching, phase, step_of
from gridgov.ui.map.labelling import (
    CELLS_FROM,
    NO_LABELS,
    Labels,
    cell_labels,
    covered,
    parent_labels,
    readable,
    symbol_boxes,
)
from gridgov.ui.map.points import Marks, SortedPoints, marks
from gridgov.ui.map.shapes import Shapes
from gridgov.ui.map.view import Box, View

Floats = NDArray[np.float64]
Colours = NDArray[np.uint32]

OUTLINES_FROM = 11.0
"""Pixels across a cell from which its outline is drawn; smaller cells would drown in their outlines."""

PARENTS_FROM = 22.0
"""The same for the areas of a level of parents."""

SHAPE_WIDTH = 2.4
"""The width of the lines and outlines of records."""

_LINES_FROM = 6.0
"""The same from which outlines are lines; below, single pixels tell the same and cost less."""

_SHARP_LINES = 45_000
_ENOUGH = 0.25
"""The share of the cells in view that must have room for a label before their parents' names give way to them."""

_BROAD = 1.0


@attrs.frozen(eq=False)
class Paint:
    """The colour of each cell and the signs laid over colours.

    Attributes
    ----------
    colours : uint32 (count + 1,)
        0xAARRGGBB; the first is for outside.
    hatching : Hatching or None
        The patterns over the colours.
    fault, outline : int
        The colours of overlaps and of the pixel outline.
    """

    colours: Colours
    hatching: Hatching | None
    fault: int
    outline: int

    def same(self, other: Paint) -> bool:
        """Whether both look the same."""
        mine, its = self.hatching, other.hatching
        return np.array_equal(self.colours, other.colours) and (
            mine is its
            or (
                mine is not None
                and its is not None
                and mine.patterns == its.patterns
                and np.array_equal(mine.kind, its.kind)
            )
        )


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
    outlines_from: float = OUTLINES_FROM
    inner: View | None = None
    taken: tuple[Box, ...] = ()


@attrs.frozen(eq=False)
class Stroke:
    """Lines of one kind, in device pixels of the picture: float64 (n, 4) of x0, y0, x1, y1.

    Without a colour the map's own is taken: that of parents' borders with `border`, that of halos with `halo`, else
    that of cells' outlines.
    """

    lines: Floats
    width: float
    colour: str = ""
    border: bool = False
    halo: bool = False


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


def render(order: Order, dropped: Callable[[], bool]) -> Rendered | None:
    """Carry out an order; None when `dropped` said on the way that a newer one waits."""
    cells = order.shapes.drawn()
    view, ratio = order.view, order.ratio
    width, height = round(view.width * ratio), round(view.height * ratio)
    raster, pixels = None, None
    across = order.shapes.across(view.box) * view.scale
    strokes: list[Stroke] = []
    outlined = None
    if order.raster:
        edges = order.shapes.edges(view.scale * ratio)
        raster = cell_picture(edges, view.west, view.north, view.scale * ratio, width, height, dropped)
        if raster is None:
            return None
        lines, pixel_outline = _cell_lines(edges, order, across, joined=cells.joined)
        if lines is not None:
            strokes.append(lines)
        outlined = borders(raster.ids) if pixel_outline else None
        pixels = painted(raster, order.paint, view, ratio, outlined)
    if dropped():
        return None
    strokes += level_lines(order)
    if dropped():
        return None
    found = marks(order.points, view)
    strokes += shape_lines(found, view, ratio)
    labels = place_labels(order, cells, across, raster, found, dropped)
    return Rendered(order, raster, outlined, pixels, tuple(strokes), labels, found, cells.joined)


def painted(raster: Raster, paint: Paint, view: View, ratio: float, outlined: NDArray[np.bool_] | None) -> Colours:
    """The picture of numbers in colours, with hatch, faults and pixel outline."""
    pixels = coloured(raster.ids, paint.colours)
    if paint.hatching is not None:
        shift = hatch_shift(view, ratio)
        paint.hatching.lay(pixels, raster.ids, paint.colours, shift, step_of(ratio))
    if raster.overlap is not None:
        rows, columns = np.ogrid[: pixels.shape[0], : pixels.shape[1]]
        pixels[raster.overlap & (((rows - columns) % 4) < 2)] = paint.fault
    if outlined is not None:
        np.copyto(pixels, np.uint32(paint.outline), where=outlined)
    return pixels


def hatch_shift(view: View, ratio: float) -> tuple[int, int]:
    """Where in the hatch's repeat the ground's origin falls, in device pixels."""
    x, y = view.to_screen(0.0, 0.0)
    return phase(x * ratio, y * ratio, step_of(ratio))


def _cell_lines(edges: Edges, order: Order, across: float, *, joined: bool) -> tuple[Stroke | None, bool]:
    """The cells' outlines as lines, or the wish for a pixel outline when there are too many of them to be sharp."""
    if not order.outline_cells or across < order.outlines_from:
        return None, False
    if not joined or across < _LINES_FROM:
        return None, True
    lines = segments(edges, None, order.view, order.ratio)
    if len(lines) > _SHARP_LINES:
        return None, True
    return Stroke(lines, outline_width(across)), False


def outline_width(across: float) -> float:
    """The width of a cell's outline for cells so many pixels across: finer for small cells.

    Never above a pixel: from there Qt draws each line as an area, which takes five times as long.
    """
    return float(np.interp(across, (OUTLINES_FROM, 40.0, 120.0), (0.35, 0.8, 1.0)))


def level_lines(order: Order) -> list[Stroke]:
    """The borders of all levels of parents that are large enough on screen, the finest first."""
    found: list[Stroke] = []
    ground = _ground(order)
    for outline in order.outlines:
        taken = outline.edges(order.shapes, order.view.scale * order.ratio)
        parts = max(outline.parts(), 1)
        across = np.sqrt(ground / parts)
        if taken is None or (across < PARENTS_FROM and parts > 1):
            continue
        lines = segments(taken[0], taken[1], order.view, order.ratio)
        # Broad borders around small areas would cover them.
        width = outline.width * float(np.interp(across, (PARENTS_FROM, 90.0), (0.45, 1.0)))
        if width * order.ratio > _BROAD:
            lines = _thinned(lines)
        found.append(Stroke(lines, width, outline.colour, border=True))
    return found


def shape_lines(found: Marks, view: View, ratio: float) -> list[Stroke]:
    """The lines and outlines of records that are shown one by one, each kind on a halo."""
    made: list[Stroke] = []
    for exact in found.exact:
        lines = np.empty((0, 4)) if exact.given.shapes is None else exact.given.shapes.lines(view, ratio)
        if len(lines):
            made.append(Stroke(lines, SHAPE_WIDTH + 2.0, halo=True))
            made.append(Stroke(lines, SHAPE_WIDTH, exact.given.colour))
    return made


def segments(edges: Edges, which: NDArray[np.int64] | None, view: View, ratio: float) -> Floats:
    """The edges (all, or those numbered) that touch the view, in device pixels: float64 (n, 4)."""
    box, scale = view.box, view.scale * ratio
    near = edges.edges_in(box) if which is None else which
    west, north = view.west - edges.corner[0], view.north - edges.corner[1]
    low_x, low_y = box[0] - edges.corner[0], box[1] - edges.corner[1]
    x0, y0, x1, y1 = edges.x0[near], edges.y0[near], edges.x1[near], edges.y1[near]
    touching = np.maximum(x0, x1) >= low_x
    touching &= np.minimum(x0, x1) <= box[2] - edges.corner[0]
    touching &= (y1 >= low_y) & (y0 <= north)
    seen = np.flatnonzero(touching)
    lines = np.empty((len(seen), 4))
    for column, values in enumerate((x0, y0, x1, y1)):
        taken = values[seen].astype(np.float64)
        lines[:, column] = (taken - west) * scale if column % 2 == 0 else (north - taken) * scale
    return lines


def place_labels(
    order: Order,
    cells: Edges,
    across: float,
    raster: Raster | None,
    found: Marks,
    dropped: Callable[[], bool],
) -> Labels:
    """The labels of cells, or of the finest readable level of parents while cells are too small for any."""
    letters, view = order.lettering, order.inner or order.view
    if letters is None:
        return NO_LABELS
    taken = covered(order.taken, view, found)
    placed = NO_LABELS
    if across >= CELLS_FROM * letters.height:
        coverage, symbols = order.shapes.coverage(), symbol_boxes(view, found)
        placed = cell_labels(letters, order.shapes.label_points(), coverage, view, taken, dropped, symbols)
        if len(placed.texts) >= _ENOUGH * np.count_nonzero(cells.cells_in(view.box)):
            return placed
    ground = _ground(order)
    level = next((outline for outline in order.outlines if readable(outline, ground)), None)
    if level is None:
        return placed
    if raster is None:
        width, height = round(order.view.width), round(order.view.height)
        edges = order.shapes.edges(order.view.scale)
        raster = cell_picture(edges, order.view.west, order.view.north, order.view.scale, width, height, dropped)
        ratio = 1.0
    else:
        ratio = order.ratio
    if raster is None:
        return NO_LABELS
    names = parent_labels(level, letters, cells, raster, order.view, ratio, view, taken)
    return names if len(names.texts) >= len(placed.texts) else placed


def _ground(order: Order) -> float:
    """The square pixels that the whole layer would cover."""
    box = order.shapes.bounds
    return 0.0 if box is None else (box[2] - box[0]) * (box[3] - box[1]) * order.view.scale**2


def _thinned(lines: Floats) -> Floats:
    """One line a pixel: a border broader than that looks the same without the others."""
    if len(lines) < 5_000 or np.median(np.abs(lines[:, 2:] - lines[:, :2]).max(axis=1)) > 0.6:
        return lines
    middle = np.rint((lines[:, :2] + lines[:, 2:]) / 2).astype(np.int64)
    _, first = with_first(middle[:, 0] * 1_000_003 + middle[:, 1])
    return np.ascontiguousarray(lines[np.sort(first)])
