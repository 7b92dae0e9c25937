"""What mouse, wheel, touch pad and keyboard do to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from gridgov.ui.map.travel import next_cell

if TYPE_CHECKING:
    from gridgov.ui.map.canvas import MapCanvas

STEP = 80.0
KEY_ZOOM = 1.5
WHEEL_ZOOM = 1.2
POINT_REACH = 8.0
"""Logical pixels around a symbol in which a click means it, at every scale of the screen."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Hand:
    """Turns what the hand does on a canvas into moves of the map, picks and selections."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._grabbed: QPointF | None = None
        self._dragging = False
        self.placing = False

    def place(self, *, wanted: bool) -> None:
        """Let the next click choose a place rather than a cell, or no longer."""
        self.placing = wanted
        self.show_cursor()

    def show_cursor(self) -> None:
        """The cursor that says what a click does now."""
        if self._dragging:
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.placing:
            self._canvas.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self._canvas.unsetCursor()

    # Mouse ----------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._canvas.view is not None:
            self._pressed = self._grabbed = event.position()

    def move(self, event: QMouseEvent) -> None:
        """Drag the ground, or tell what is under the pointer."""
        at = event.position()
        view = self._canvas.view
        if self._pressed is None or self._grabbed is None:
            self.hover(self._canvas.cell_at(at.x(), at.y()))
            return
        if not self._dragging and (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.show_cursor()
        if self._dragging and view is not None:
            step = at - self._grabbed
            self._grabbed = at
            self._canvas.go(view.panned(step.x(), step.y()))

    def release(self, event: QMouseEvent) -> None:
        """End a drag, or pick what was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = self._grabbed = None
        if self._dragging:
            self._dragging = False
            self.show_cursor()
            return
        canvas, at = self._canvas, event.position()
        if self.placing and canvas.view is not None:
            self.place(wanted=False)
            canvas.place_picked.emit(canvas.view.to_ground(at.x(), at.y()))
            return
        found = canvas.cell_at(at.x(), at.y())
        canvas.select(found, ensure_visible=False)
        canvas.cell_picked.emit(found)
        point = self._point_at(at)
        if point is not None:
            canvas.point_picked.emit(point)

    def double(self, event: QMouseEvent) -> None:
        """Zoom in at the pointer."""
        view = self._canvas.view
        if event.button() == Qt.MouseButton.LeftButton and view is not None:
            self._canvas.go(view.zoomed(2.0, event.position().x(), event.position().y()))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        view, at = self._canvas.view, event.position()
        if view is not None:
            self._canvas.go(view.zoomed(WHEEL_ZOOM ** (event.angleDelta().y() / 120), at.x(), at.y()))
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zoom with two fingers on a touch pad; whether that was it."""
        view, at = self._canvas.view, event.position()
        if view is None or event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._canvas.go(view.zoomed(max(1.0 + event.value(), 0.1), at.x(), at.y()))
        return True

    def hover(self, cell: int | None) -> None:
        """Tell what is under the pointer, when it is something else than before."""
        if cell != self._canvas.hovered:
            self._canvas.show_hovered(cell)

    def _point_at(self, at: QPointF) -> tuple[str, int] | None:
        """The symbol at a place: the name of its set and its id."""
        shown, view = self._canvas.stage.shown, self._canvas.view
        if shown is None or view is None:
            return None
        best, found = POINT_REACH, None
        for exact in shown.marks.exact:
            x, y = (exact.x - view.west) * view.scale, (view.north - exact.y) * view.scale
            away = np.hypot(x - at.x(), y - at.y())
            nearest = int(np.argmin(away))
            if away[nearest] < best:
                best, found = float(away[nearest]), (exact.given.name, int(exact.ids[nearest]))
        return found

    # Keyboard -------------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Arrows travel from cell to cell, or pan; + and - zoom; Home shows all; Enter activates; Esc clears.

        Whether the key was one of the map's.
        """
        key, canvas = Qt.Key(event.key()), self._canvas
        if canvas.view is None:
            return False
        if key in _ARROWS:
            self._travel(*_ARROWS[key], pan=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            canvas.zoom_by(KEY_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            canvas.zoom_by(1 / KEY_ZOOM)
        elif key == Qt.Key.Key_Home:
            canvas.zoom_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and canvas.selected is not None:
            canvas.cell_activated.emit(canvas.selected)
        elif key == Qt.Key.Key_Escape and self.placing:
            self.place(wanted=False)
            canvas.place_picked.emit(None)
        elif key == Qt.Key.Key_Escape and canvas.selected is not None:
            canvas.select(None)
            canvas.cell_picked.emit(None)
        else:
            return False
        return True

    def _travel(self, east: int, north: int, *, pan: bool) -> None:
        canvas = self._canvas
        coverage = canvas.stage.shapes.ready if canvas.stage.shapes else None
        if canvas.selected is None or pan or coverage is None:
            assert canvas.view is not None
            canvas.go(canvas.view.panned(-east * STEP, north * STEP))
            return
        found = next_cell(coverage, canvas.selected, east, north)
        if found >= 0:
            canvas.select(found)
            canvas.cell_picked.emit(found)
