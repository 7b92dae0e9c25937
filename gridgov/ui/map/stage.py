"""Everything the map shows except the selection, and the picture of it: ordered, made, kept, coloured anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont

from gridgov.messages import tr
from gridgov.spatial.coverage import Coverage
from gridgov.ui.map.choropleth import Choropleth, ValueTexts
from gridgov.ui.map.data import LayerShapes, Lettering, Outline
from gridgov.ui.map.ink import CellPaths, lettering
from gridgov.ui.map.labelling import NO_LABELS, Labels
from gridgov.ui.map.legend import Entry
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.picture import Composer, Shown, close_cells
from gridgov.ui.map.points import Marks, PointSet, SortedPoints
from gridgov.ui.map.render import Order, Rendered, render
from gridgov.ui.map.shapes import Shapes, SketchLayer, SketchShapes
from gridgov.ui.map.view import Box, View
from gridgov.ui.map.worker import Failed, RenderThread

LABEL_MODES = ("none", "name", "code", "value")
"""What stands in a cell when it fits."""

_MARGIN = 0.125
_AT_ONCE = 30_000
_REST = 70


class Stage(QObject):
    """The layer, its colours, outlines, points and labels, and the latest picture.

    Signals
    -------
    renewed()
        There is a new picture, or more is known about the layer.
    built(object)
        The layer whose `shapes` are wholly made ready for pictures, when that had to be done.
    """

    renewed = Signal()
    built = Signal(object)

    def __init__(self, looks: Looks, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looks = looks
        self.font = font
        self.layer: LayerShapes | None = None
        self.shapes: Shapes | None = None
        self.choropleth = Choropleth(0)
        self.outlines: tuple[Outline, ...] = ()
        self.points: tuple[SortedPoints, ...] = ()
        self.label_mode = "name"
        self.lettering: Lettering | None = None
        self.shown: Shown | None = None
        self.taken: tuple[Box, ...] = ()
        self._paths: CellPaths | None = None
        self._composer = Composer()
        self._number = 0
        self._shown_number = -1
        self._labels: Labels = NO_LABELS
        self._marks = Marks()
        self._asked: tuple[View, float] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._order_asked)
        self._worker = RenderThread()
        self._worker.results.rendered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._worker.results.built.connect(self._on_built, Qt.ConnectionType.QueuedConnection)

    def set_layer(self, layer: LayerShapes | None) -> None:
        """Another layer: what belonged to the old one goes."""
        self.layer = layer
        before = self.shapes.bounds if isinstance(self.shapes, SketchShapes) else None
        self.shapes = Shapes(layer.rings, getattr(layer, "prepared", None)) if layer is not None else None
        if self.shapes is None or before is None or before != self.shapes.bounds:
            self.shown = None  # a sketch of the same ground stays until there is more
        self._paths, self._asked = None, None
        self._labels, self._marks = NO_LABELS, Marks()
        self.outlines = ()
        self.choropleth = Choropleth(self.shapes.count if self.shapes else 0)
        if self.shapes is not None and 0 < len(self.shapes.rings.xy) <= _AT_ONCE:
            # So few take a few milliseconds, and the first picture then needs no thread.
            self.shapes.coverage(joined=True)
        self.letter()

    def set_sketch(self, sketch: SketchLayer) -> None:
        """Show the cells with little detail until their shapes are read."""
        self.set_layer(None)
        self.shapes = SketchShapes(sketch)
        self.choropleth = Choropleth(sketch.count)

    def set_outlines(self, outlines: Sequence[tuple[Any, ...]]) -> None:
        """The outlines over the cells; an empty colour takes the map's own."""
        self.outlines = tuple(Outline(*given) for given in outlines)

    def set_points(self, sets: Sequence[PointSet | SortedPoints]) -> None:
        """The points over the cells; sorting many takes a moment, so they may come sorted."""
        self.points = tuple(given if isinstance(given, SortedPoints) else SortedPoints(given) for given in sets)

    def letter(self) -> None:
        """Make the texts of the present label mode."""
        self.lettering = None
        if self.layer is None or self.label_mode == "none":
            return
        if self.label_mode == "value":
            texts: Sequence[str] = ValueTexts(self.choropleth)
        else:
            codes, names = self.layer.codes, self.layer.names
            # Cells that nobody named are known by their codes.
            texts = (
                [name or code for name, code in zip(names, codes, strict=True)] if self.label_mode == "name" else codes
            )
        self.lettering = lettering(texts, self.font)

    def exact(self) -> bool:
        """Whether the picture is the final one of what was asked last."""
        ready = self.shapes.ready if self.shapes else None
        return self.shown is not None and ready is not None and ready.joined and self._shown_number == self._number

    def order(self, view: View, ratio: float, *, margin: float = 0.0, raster: bool = True) -> Order:
        """What is to be shown, as it is in this moment, with a margin around for dragging."""
        assert self.shapes is not None
        return Order(
            self._number, self.shapes, view.grown(margin), ratio, self.choropleth.paint(self.looks), raster,
            self.outlines, self.points, self.lettering, inner=view, taken=self.taken,
        )  # fmt: skip

    def ask(self, view: View, ratio: float, *, moved: bool = False) -> None:
        """Have the exact picture of `view` made; where few cells are in view it is there at once, but for labels.

        With `moved` only the view is another one: as long as the picture there is reaches that far, a new one waits
        until the hand rests.
        """
        if self.shapes is None:
            return
        self._number += 1
        self._asked = (view, ratio)
        shown = self.shown
        same = shown is not None and shown.ratio == ratio and shown.view.scale == view.scale
        if moved and same and shown is not None and shown.view.holds(view):
            self._rest.start()
            return
        self._rest.stop()
        self._order_asked()

    def _order_asked(self) -> None:
        """Order what was asked last."""
        if self.shapes is None or self._asked is None:
            return
        view, ratio = self._asked
        order = self.order(view, ratio, margin=_MARGIN, raster=False)
        if not self._draw_close(order):
            order = self.order(view, ratio, margin=_MARGIN)
        self._worker.ask(order)

    def now(self, view: View, ratio: float) -> Shown:
        """The exact picture of `view`, made while the caller waits."""
        assert self.shapes is not None
        if not isinstance(self.shapes, SketchShapes):
            self.shapes.coverage(joined=True)
        return self.picture(self.order(view, ratio))

    def picture(self, order: Order) -> Shown:
        """The exact picture of an order, made while the caller waits; shared edges must be known."""
        coverage = order.shapes.ready
        cells = None if coverage is None else close_cells(coverage, order.view)
        rendered = render(order if cells is None else attrs.evolve(order, raster=False), _wanted)
        assert rendered is not None
        if coverage is None or cells is None:
            return self._composer.far(rendered, self.looks, self.font)
        return self._close(order, cells, coverage, rendered.labels, rendered.marks)

    def recolour(self) -> None:
        """The same picture in the colours of now; geometry, lines and texts stay as they are."""
        if self.shown is None:
            return
        if self.shown.rendered is not None:
            self.shown = self._composer.recoloured(self.shown, self.choropleth, self.looks)
        elif self.shown.cells is not None and self._paths is not None:
            self.shown = self._composer.refilled(self.shown, self._paths, self.choropleth, self.looks)

    def stop(self) -> None:
        """End the render thread."""
        self._rest.stop()
        self._worker.stop()

    def end(self) -> None:
        """End the threads for good, without waiting for them."""
        self._rest.stop()
        self._worker.end()

    def _draw_close(self, order: Order) -> bool:
        """Draw the picture with QPainter if the cells in view are few and their edges are known."""
        coverage = order.shapes.ready
        if coverage is None or not coverage.joined:
            return False
        cells = close_cells(coverage, order.view)
        if cells is None:
            return False
        self.shown = self._close(order, cells, coverage, self._labels, self._marks)
        return True

    def _close(self, order: Order, cells: NDArray[np.int64], coverage: Coverage, labels: Labels, marks: Marks) -> Shown:
        if self._paths is None:
            self._paths = CellPaths(coverage)
        return self._composer.close(
            order, cells, self._paths, coverage, self.choropleth, labels, marks, self.looks, self.font
        )

    def _take(self, result: object) -> None:
        """Show what the render thread has made."""
        if isinstance(result, Failed):
            raise result.error
        assert isinstance(result, Rendered)
        order = result.order
        if order.shapes is not self.shapes:
            return
        if result.pixels is None:
            if order.number == self._number:
                self._labels, self._marks = result.labels, result.marks
                self._draw_close(order)
                self._shown_number = order.number
        elif order.number >= self._shown_number:
            # An order that is no longer the newest is still nearer to the truth than an older picture moved.
            close = order.shapes.ready is not None and self.shown is not None and self.shown.rendered is None
            if order.number == self._number or not close:
                self._labels, self._marks = result.labels, result.marks
                self.shown = self._composer.far(result, self.looks, self.font)
                self._shown_number = order.number
                self._freshen(order)
        self.renewed.emit()

    def _on_built(self, shapes: object) -> None:
        if shapes is self.shapes and self.shapes is not None and self.shapes.prepared is None:
            self.built.emit(self.layer)

    def _freshen(self, order: Order) -> None:
        """Colours may have changed while the picture was made."""
        now = self.choropleth.paint(self.looks)
        if self.shown is not None and not now.same(order.paint):
            self.shown = self._composer.recoloured(self.shown, self.choropleth, self.looks)

    def legend_entries(self) -> list[Entry]:
        """Classes, points and outlines, in the order in which they lie on the map."""
        found = self.choropleth.entries(self.looks)
        for points in self.points:
            given = points.given
            found.append(Entry(given.symbol, given.colour or self.looks.point, given.name))
        if len(self.points) > 1:
            found.append(Entry("circle", self.looks.cluster, tr("several kinds together")))
        for outline in reversed(self.outlines):
            found.append(Entry("line", outline.colour or self.looks.border, outline.name, None, outline.width))
        return found

    def spoken(self, cell: int) -> str:
        """A cell in words: name, code, value."""
        if self.layer is None:
            return ""
        words = [self.layer.names[cell], self.layer.codes[cell]]
        if self.choropleth.values is not None:
            value = self.choropleth.spoken(cell)
            words.append(f"{self.choropleth.title}: {value}" if self.choropleth.title else value)
        return "\n".join(dict.fromkeys(word for word in words if word))


def _wanted() -> bool:
    return False
