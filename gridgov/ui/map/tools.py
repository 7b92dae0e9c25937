"""Tools of the map: areas drawn to select what lies in them. Measuring has its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPolygonF

from gridgov.ui.map.looks import Looks
from gridgov.ui.map.overlay import draw_note
from gridgov.ui.map.picking import circle
from gridgov.ui.map.selection import way
from gridgov.ui.map.view import View, metres_text

if TYPE_CHECKING:
    from gridgov.ui.map.canvas import MapCanvas

Ground = tuple[float, float]

LEAST_DRAG = 4.0
"""Logical pixels; a shorter drag was a click."""


class Tool:
    """What the left button does instead of picking and dragging; everything is kept in coordinates of the ground."""

    name = ""

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas = canvas

    def press(self, at: Ground) -> None:
        """The button went down."""

    def move(self, at: Ground, *, pressed: bool) -> None:
        """The pointer moved."""

    def release(self, at: Ground, modifiers: Qt.KeyboardModifier) -> None:
        """The button went up."""

    def double(self) -> None:
        """The button was pressed twice."""

    def key(self, event: QKeyEvent) -> bool:  # noqa: ARG002
        """A key was pressed; whether it was one of the tool's."""
        return False

    def draw(self, painter: QPainter, view: View, looks: Looks, font: QFont) -> None:
        """Draw what was begun, in logical pixels of `view`."""

    def stop(self) -> bool:
        """Give up what was begun; whether there was something."""
        return False


class AreaTool(Tool):
    """Selects the cells and records in an area that is drawn; Shift adds them, Ctrl takes them away."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.begun: Ground | None = None
        self.now: Ground = (0.0, 0.0)

    def corners(self) -> NDArray[np.float64]:
        """The corners (n, 2) of the area drawn so far."""
        raise NotImplementedError

    def press(self, at: Ground) -> None:
        """Begin the area."""
        self.begun = self.now = at

    def move(self, at: Ground, *, pressed: bool) -> None:
        """Draw on."""
        if pressed and self.begun is not None:
            self.now = at
            self.canvas.update()

    def release(self, at: Ground, modifiers: Qt.KeyboardModifier) -> None:
        """Select what lies in the area; a click selects what is under it."""
        if self.begun is None or self.canvas.view is None:
            return
        self.now = at
        drawn = self.corners()
        self.begun = None
        reach = np.ptp(drawn, axis=0).max() * self.canvas.view.scale
        if reach < LEAST_DRAG:
            self.canvas.hand.click(QPointF(*self.canvas.view.to_screen(*at)), modifiers)
        else:
            self.canvas.select_in(drawn, way(modifiers))
        self.canvas.update()

    def stop(self) -> bool:
        """Give up the area."""
        was = self.begun is not None
        self.begun = None
        return was

    def draw(self, painter: QPainter, view: View, looks: Looks, font: QFont) -> None:  # noqa: ARG002
        """Draw the area with a broken line."""
        if self.begun is None:
            return
        on_screen = QPolygonF([QPointF(x, y) for x, y in view.all_to_screen(self.corners()).tolist()])
        fill = QColor(looks.selection)
        fill.setAlpha(36)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(looks.selection_halo), 3.0))
        painter.drawPolygon(on_screen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(looks.selection), 1.6, Qt.PenStyle.DashLine))
        painter.drawPolygon(on_screen)


class RectangleTool(AreaTool):
    """A rectangle from corner to corner."""

    name = "rectangle"

    def corners(self) -> NDArray[np.float64]:
        """Its four corners."""
        (x0, y0), (x1, y1) = self.begun or self.now, self.now
        return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


class LassoTool(AreaTool):
    """An area drawn freely."""

    name = "lasso"

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._line: list[Ground] = []

    def press(self, at: Ground) -> None:
        """Begin the line."""
        super().press(at)
        self._line = [at]

    def move(self, at: Ground, *, pressed: bool) -> None:
        """Draw on, a corner every few pixels."""
        super().move(at, pressed=pressed)
        view = self.canvas.view
        if pressed and self._line and view is not None:
            last = self._line[-1]
            if np.hypot(at[0] - last[0], at[1] - last[1]) * view.scale >= 3.0:
                self._line.append(at)

    def corners(self) -> NDArray[np.float64]:
        """The line, closed."""
        return np.array([*self._line, self.now])


class RadiusTool(AreaTool):
    """A circle around the place where the button went down."""

    name = "radius"

    def radius(self) -> float:
        """Its radius in metres of the layer's frame."""
        x, y = self.begun or self.now
        return float(np.hypot(self.now[0] - x, self.now[1] - y))

    def corners(self) -> NDArray[np.float64]:
        """The circle as a polygon."""
        return circle(*(self.begun or self.now), self.radius())

    def draw(self, painter: QPainter, view: View, looks: Looks, font: QFont) -> None:
        """The circle, its radius, and how long it is."""
        super().draw(painter, view, looks, font)
        if self.begun is None:
            return
        a, b = QPointF(*view.to_screen(*self.begun)), QPointF(*view.to_screen(*self.now))
        painter.setPen(QPen(QColor(looks.selection), 1.6))
        painter.drawLine(a, b)
        draw_note(painter, b, metres_text(float(f"{self.radius():.3g}")), view, looks, font)


SELECTING: tuple[type[AreaTool], ...] = (RectangleTool, LassoTool, RadiusTool)
