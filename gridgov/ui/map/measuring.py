"""Measuring on the map: a distance along clicked places, an area between them, told while it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QPolygonF

from gridgov.messages import tr
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.overlay import draw_note
from gridgov.ui.map.speech import announce
from gridgov.ui.map.tools import Ground, Tool
from gridgov.ui.map.view import View

if TYPE_CHECKING:
    from gridgov.ui.map.canvas import MapCanvas


class Lengths(Protocol):
    """What was measured."""

    @property
    def legs_m(self) -> NDArray[np.float64]:
        """The legs in metres."""

    @property
    def length_m(self) -> float:
        """Their sum."""

    @property
    def perimeter_m(self) -> float:
        """The way round."""

    @property
    def area_m2(self) -> float:
        """The area."""


class Rule(Protocol):
    """What measures (see :class:`gridgov.services.measuring.Ruler`)."""

    def measure(self, x: Sequence[float], y: Sequence[float]) -> Lengths:
        """Measure along and around places of the layer's frame."""


def length_text(metres: float) -> str:
    """A measured length: to the centimetre below 100 m, to the metre below 10 km."""
    if metres < 100:
        return f"{metres:.2f} m"
    return f"{metres:,.1f} m" if metres < 10_000 else f"{metres / 1000:,.3f} km"


def area_text(square_metres: float) -> str:
    """A measured area, in m² and from a hectare on in hectares or km² as well."""
    plain = f"{square_metres:,.1f} m²" if square_metres < 10_000 else f"{square_metres:,.0f} m²"
    if square_metres < 10_000:
        return plain
    large = f"{square_metres / 1e4:,.2f} ha" if square_metres < 1e6 else f"{square_metres / 1e6:,.3f} km²"
    return f"{large} ({plain})"


class MeasureTool(Tool):
    """Places clicked one after another; Backspace takes the last back, a double click or Enter ends, Ctrl+C copies."""

    least = 2
    closed = False

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.places: list[Ground] = []
        self.ended = False
        self._pointer: Ground | None = None

    def begin(self, at: Ground) -> None:
        """Begin anew at a place."""
        self.places, self.ended = [at], False
        self._show()

    def release(self, at: Ground, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        """Another place, or the first one of the next measurement."""
        if self.ended:
            self.begin(at)
            return
        view = self.canvas.view
        last = self.places[-1] if self.places else None
        if last is None or view is None or np.hypot(at[0] - last[0], at[1] - last[1]) * view.scale > 1.0:
            self.places.append(at)
        self._show()
        announce(self.canvas, self.text(self.places))

    def move(self, at: Ground, *, pressed: bool) -> None:  # noqa: ARG002
        """The last leg follows the pointer."""
        self._pointer = at
        if self.places and not self.ended:
            self._show()

    def double(self) -> None:
        """The measurement ends where it is."""
        self.ended = len(self.places) >= self.least
        self._show()
        announce(self.canvas, self.text(self.places))

    def key(self, event: QKeyEvent) -> bool:
        """Backspace takes the last place back, Enter ends, Ctrl+C copies what was measured."""
        if event.key() == Qt.Key.Key_Backspace:
            if self.places:
                self.places.pop()
            self.ended = False
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text(self.places))
            return True
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.places:
            self.double()
        elif event.key() == Qt.Key.Key_Space:
            middle = self.canvas.view
            if middle is not None:
                self.release((middle.x, middle.y), Qt.KeyboardModifier.NoModifier)
        else:
            return False
        self._show()
        return True

    def stop(self) -> bool:
        """Give the measurement up."""
        was = bool(self.places)
        self.places, self.ended = [], False
        self._show()
        return was

    def drawn(self) -> list[Ground]:
        """The places, with the pointer as the last while it is not ended."""
        moving = self._pointer is not None and not self.ended and self.places
        return [*self.places, self._pointer] if moving and self._pointer is not None else list(self.places)

    def text(self, places: Sequence[Ground]) -> str:
        """What was measured so far, in words; "" for too few places."""
        raise NotImplementedError

    def _measured(self, places: Sequence[Ground]) -> Lengths | None:
        rule = self.canvas.rule
        if rule is None or len(places) < 2:
            return None
        return rule.measure([x for x, _ in places], [y for _, y in places])

    def _show(self) -> None:
        self.canvas.measured.emit(self.text(self.drawn()))
        self.canvas.update()

    def draw(self, painter: QPainter, view: View, looks: Looks, font: QFont) -> None:
        """The line, a dot at each place, and the figures beside the last."""
        places = self.drawn()
        if not places:
            return
        spots = [QPointF(*view.to_screen(*place)) for place in places]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(looks.selection)
        fill.setAlpha(40)
        for colour, width in ((looks.selection_halo, 4.5), (looks.selection, 2.0)):
            painter.setPen(QPen(QColor(colour), width, j=Qt.PenJoinStyle.RoundJoin))
            if self.closed and len(spots) > 2:
                painter.setBrush(fill if width < 3 else Qt.BrushStyle.NoBrush)
                painter.drawPolygon(QPolygonF(spots))
            else:
                painter.drawPolyline(QPolygonF(spots))
        painter.setBrush(QColor(looks.selection_halo))
        painter.setPen(QPen(QColor(looks.selection), 1.6))
        for spot in spots[: len(self.places)]:
            painter.drawEllipse(spot, 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        text = self.text(places)
        if text:
            draw_note(painter, spots[-1], text, view, looks, font, self.canvas.stage.taken)


class DistanceTool(MeasureTool):
    """The length along clicked places."""

    name = "distance"

    def text(self, places: Sequence[Ground]) -> str:
        """The whole length, and the last leg where there are several."""
        found = self._measured(places)
        if found is None:
            return ""
        whole = length_text(found.length_m)
        if len(places) < 3:
            return whole
        return f"{whole}\n{tr('last leg {length}', length=length_text(float(found.legs_m[-1])))}"


class SurfaceTool(MeasureTool):
    """The area between clicked places."""

    name = "area"
    least = 3
    closed = True

    def text(self, places: Sequence[Ground]) -> str:
        """The area, and the way round; the length while there are two places only."""
        found = self._measured(places)
        if found is None:
            return ""
        if len(places) < 3:
            return length_text(found.length_m)
        around = tr("way round {length}", length=length_text(found.perimeter_m))
        return f"{area_text(found.area_m2)}\n{around}"


MEASURING: tuple[type[MeasureTool], ...] = (DistanceTool, SurfaceTool)
