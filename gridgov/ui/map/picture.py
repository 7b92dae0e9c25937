"""The finished picture: cells below, everything inked above, so that moving it is one copy to the screen."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from gridgov.spatial.coverage import Coverage
from gridgov.ui.map.choropleth import Choropleth
from gridgov.ui.map.hatch import step_of
from gridgov.ui.map.ink import CellPaths, Symbols, Texts, draw_marks, draw_strokes, picture
from gridgov.ui.map.labelling import NO_LABELS, Labels
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.points import NO_MARKS, Marks
from gridgov.ui.map.render import (
    OUTLINES_FROM,
    Order,
    Rendered,
    Stroke,
    hatch_shift,
    level_lines,
    outline_width,
    painted,
    segments,
    shape_lines,
)
from gridgov.ui.map.view import View

CLOSE_CELLS = 1_000
"""Up to so many cells in view QPainter draws them at once, sharp in every frame; beyond, numbers are faster."""

_CLOSE_VERTICES = 80_000


@attrs.define(eq=False)
class Shown:
    """A finished picture and what it was made of.

    `over` holds lines, points and texts on a clear ground, so that a change of colours leaves them alone; None when
    there are none. `pixels` is the memory that the image stands on, if it has none of its own; `cells` are those
    that QPainter drew, where it did.
    """

    view: View
    ratio: float
    image: QImage
    over: QImage | None
    rendered: Rendered | None
    labels: Labels = NO_LABELS
    marks: Marks = NO_MARKS
    pixels: NDArray[np.uint32] | None = None
    cells: NDArray[np.int64] | None = None


def close_cells(coverage: Coverage, view: View) -> NDArray[np.int64] | None:
    """The cells in view when they are few enough to be drawn at once; None when not."""
    seen = np.flatnonzero(coverage.cells_in(view.box))
    if len(seen) > CLOSE_CELLS:
        return None
    first, last = coverage.first_ring[seen], coverage.first_ring[seen + 1]
    vertices = int((coverage.start[last] - coverage.start[first]).sum())
    return seen if vertices <= _CLOSE_VERTICES else None


class Composer:
    """Puts pictures together; keeps the small pictures of symbols and texts."""

    def __init__(self) -> None:
        self._symbols = Symbols()
        self._texts = Texts()

    def far(self, rendered: Rendered, looks: Looks, font: QFont) -> Shown:
        """The picture of a rendered order that has its cells as pixels."""
        view, ratio = rendered.order.view, rendered.order.ratio
        assert rendered.pixels is not None
        over = self._over(view, ratio, rendered.strokes, rendered.marks, rendered.labels, looks, font)
        shown = Shown(view, ratio, QImage(), over, rendered, rendered.labels, rendered.marks)
        return _inked(rendered.pixels, shown, clear=rendered.order.paint.colours[0] == 0)

    def recoloured(self, shown: Shown, choropleth: Choropleth, looks: Looks) -> Shown:
        """The same picture in other colours: no geometry, no lines, no texts are made anew."""
        rendered = shown.rendered
        assert rendered is not None
        assert rendered.raster is not None
        pixels = painted(rendered.raster, choropleth.paint(looks), shown.view, shown.ratio, rendered.outlined)
        return _inked(pixels, attrs.evolve(shown), clear=looks.see_through)

    def close(
        self,
        order: Order,
        cells: NDArray[np.int64],
        paths: CellPaths,
        coverage: Coverage,
        choropleth: Choropleth,
        labels: Labels,
        marks: Marks,
        looks: Looks,
        font: QFont,
    ) -> Shown:
        """A picture drawn by QPainter: few cells, sharp at once."""
        view, ratio = order.view, order.ratio
        fill = _filled(view, ratio, cells, paths, choropleth, looks)
        strokes: list[Stroke] = []
        sizes = coverage.boxes[cells]
        across = (
            float(np.median(np.sqrt((sizes[:, 2] - sizes[:, 0]) * (sizes[:, 3] - sizes[:, 1])))) * view.scale
            if len(cells)
            else 0.0
        )
        if order.outline_cells and across >= OUTLINES_FROM:
            strokes.append(Stroke(segments(coverage, None, view, ratio), outline_width(across)))
        strokes += level_lines(order)
        strokes += shape_lines(marks, view, ratio)
        over = self._over(view, ratio, strokes, marks, labels, looks, font)
        _ink(fill, over)
        return Shown(view, ratio, fill, over, None, labels, marks, cells=cells)

    def refilled(self, shown: Shown, paths: CellPaths, choropleth: Choropleth, looks: Looks) -> Shown:
        """A picture of few cells in other colours; lines, points and texts stay."""
        assert shown.cells is not None
        image = _filled(shown.view, shown.ratio, shown.cells, paths, choropleth, looks)
        _ink(image, shown.over)
        return attrs.evolve(shown, image=image)

    def _over(
        self,
        view: View,
        ratio: float,
        strokes: Sequence[Stroke],
        marks: Marks,
        labels: Labels,
        looks: Looks,
        font: QFont,
    ) -> QImage | None:
        if not (any(len(s.lines) for s in strokes) or marks.exact or marks.clusters or len(labels.texts)):
            return None
        over = QImage(round(view.width * ratio), round(view.height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        over.fill(0)
        painter = QPainter(over)
        draw_strokes(painter, strokes, looks, ratio)
        draw_marks(painter, marks, view, ratio, looks, self._symbols, font)
        self._texts.draw(painter, labels, view, ratio, looks, font)
        painter.end()
        return over


def _filled(
    view: View, ratio: float, cells: NDArray[np.int64], paths: CellPaths, choropleth: Choropleth, looks: Looks
) -> QImage:
    """Few cells in their colours, drawn by QPainter."""
    kind = QImage.Format.Format_ARGB32_Premultiplied if looks.see_through else QImage.Format.Format_RGB32
    fill = QImage(round(view.width * ratio), round(view.height * ratio), kind)
    fill.fill(Qt.GlobalColor.transparent if looks.see_through else QColor(looks.ground))
    painter = QPainter(fill)
    painter.setTransform(paths.transform(view, ratio))
    brushes = choropleth.brushes(looks, hatch_shift(view, ratio), step_of(ratio))
    back, _ = painter.transform().inverted()
    for brush in brushes:
        brush.setTransform(back)  # a pattern is counted in pixels, not in metres
    which = choropleth.which[cells]
    paths.fill(painter, cells, brushes, np.where(which < 0, which + len(brushes), which).astype(np.int16))
    painter.end()
    return fill


def _inked(pixels: NDArray[np.uint32], shown: Shown, *, clear: bool) -> Shown:
    """`shown` with an image on fresh `pixels`."""
    # A copy of its own would cost as much as showing it: the pixels are nobody else's.
    shown.image, shown.pixels = picture(pixels, clear=clear), pixels
    _ink(shown.image, shown.over)
    return shown


def _ink(image: QImage, over: QImage | None) -> None:
    """Lay lines, points and texts over the cells."""
    if over is not None:
        painter = QPainter(image)
        painter.drawImage(QPointF(0, 0), over)
        painter.end()
