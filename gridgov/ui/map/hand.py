"""What mouse, wheel, touch pad and keyboard do to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from gridgov.ui.map.measuring import MEASURING
from gridgov.ui.map.picking import heap_at, symbol_at
from gridgov.ui.map.selection import ADD, NEW, Chosen, way
from gridgov.ui.map.tools import SELECTING, Tool
from gridgov.ui.map.travel import next_cell

if TYPE_CHECKING:
    from gridgov.ui.map.canvas import MapCanvas

STEP = 80.0
KEY_ZOOM = 1.5
WHEEL_ZOOM = 1.2

TOOLS: dict[str, type[Tool]] = {tool.name: tool for tool in (*SELECTING, *MEASURING)}
KEYS = {"V": "", "R": "rectangle", "L": "lasso", "C": "radius", "D": "distance", "A": "area"}
"""The key of each tool; the one without a name picks and drags."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_CHOOSING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Hand:
    """Turns what the hand does on a canvas into moves of the map, picks and selections."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._grabbed: QPointF | None = None
        self._dragging = False
        self._drawing = False
        self.tool: Tool | None = None
        self.placing = False

    def take(self, name: str) -> None:
        """Take a tool of `TOOLS` into the hand, or with "" none: the pointer picks and drags."""
        if name == (self.tool.name if self.tool else ""):
            return
        if self.tool is not None:
            self.tool.stop()
        self.tool = TOOLS[name](self._canvas) if name else None
        self._drawing = False
        self.show_cursor()
        self._canvas.tool_changed.emit(name)
        self._canvas.update()

    def place(self, *, wanted: bool) -> None:
        """Let the next click choose a place rather than a cell, or no longer."""
        self.placing = wanted
        if wanted:
            self.take("")
        self.show_cursor()

    def show_cursor(self) -> None:
        """The cursor that says what a click does now."""
        if self._dragging:
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.placing or self.tool is not None:
            self._canvas.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self._canvas.unsetCursor()

    # Mouse ----------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin a click, a drag or a drawing; the middle button drags whatever the tool."""
        view, button = self._canvas.view, event.button()
        if button in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            self._canvas.step_view(-1 if button == Qt.MouseButton.BackButton else 1)
        elif view is None or button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        elif button == Qt.MouseButton.LeftButton and self.tool is not None:
            self._drawing = True
            self.tool.press(view.to_ground(event.position().x(), event.position().y()))
        else:
            self._pressed = self._grabbed = event.position()

    def move(self, event: QMouseEvent) -> None:
        """Drag the ground, draw on, or tell what is under the pointer."""
        at = event.position()
        view = self._canvas.view
        if view is not None:
            self._canvas.pointer_moved.emit(view.to_ground(at.x(), at.y()))
        if self._pressed is None or self._grabbed is None:
            if self.tool is not None and view is not None:
                self.tool.move(view.to_ground(at.x(), at.y()), pressed=self._drawing)
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
        """End a drag or a drawing, or pick what was clicked."""
        canvas, at = self._canvas, event.position()
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            self._drawing = False
            if self.tool is not None and canvas.view is not None:
                self.tool.release(canvas.view.to_ground(at.x(), at.y()), event.modifiers())
            return
        if self._pressed is None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._pressed = self._grabbed = None
        if self._dragging:
            self._dragging = False
            self.show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.click(at, event.modifiers())

    def click(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Pick what lies at a place of the widget; Shift adds it to what is selected, Ctrl adds it or takes it away."""
        canvas = self._canvas
        if self.placing and canvas.view is not None:
            self.place(wanted=False)
            canvas.place_picked.emit(canvas.view.to_ground(at.x(), at.y()))
            return
        records = self.records_at(at)
        found = canvas.cell_at(at.x(), at.y())
        if modifiers & _CHOOSING:
            self._join(found, records, modifiers)
            return
        canvas.selection.clear()
        heap = records is not None and sum(len(one.ids) for one in records.values()) > 1
        if heap:
            canvas.heap_picked.emit(records)
            return
        canvas.select(found, ensure_visible=False)
        canvas.cell_picked.emit(found)
        for name, chosen in (records or {}).items():
            canvas.point_picked.emit((name, int(chosen.ids[0])))

    def _join(self, cell: int | None, records: dict[str, Chosen] | None, modifiers: Qt.KeyboardModifier) -> None:
        """Add what was clicked to the selection, or take it away."""
        canvas = self._canvas
        nothing = np.empty(0, np.int64)
        if records is not None:
            here = canvas.selection.records
            held = all(name in here and np.isin(one.ids, here[name].ids).all() for name, one in records.items())
            canvas.selection.choose(nothing, records, ADD if way(modifiers) == ADD or not held else way(modifiers))
            return
        if cell is None:
            return
        if canvas.selected is not None and canvas.selection.is_empty and canvas.selected != cell:
            # The cell that was clicked before counts as the first of several.
            canvas.selection.choose(np.array([canvas.selected]), {}, NEW)
        if way(modifiers) == ADD:
            canvas.selection.choose(np.array([cell]), {}, ADD)
        else:
            canvas.selection.toggle(cell)
        canvas.select(cell, ensure_visible=False)
        canvas.cell_picked.emit(cell)

    def double(self, event: QMouseEvent) -> None:
        """Zoom in at the pointer, or end a drawing."""
        view = self._canvas.view
        if event.button() != Qt.MouseButton.LeftButton or view is None:
            return
        if self.tool is not None:
            self.tool.double()
        else:
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

    def records_at(self, at: QPointF) -> dict[str, Chosen] | None:
        """The record of the symbol, or the records of the disc, at a place; None where there is neither."""
        stage, view = self._canvas.stage, self._canvas.view
        shown = stage.shown
        if shown is None or view is None:
            return None
        symbol = symbol_at(shown.marks, view, at.x(), at.y())
        if symbol is not None:
            return {symbol[0]: symbol[1]}
        line = QFontMetricsF(self._canvas.font()).height()
        return heap_at(stage.points, shown.marks, shown.view, view, at.x(), at.y(), line)

    # Keyboard -------------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Carry a key out; whether it was one of the map's.

        Arrows travel from cell to cell, or pan; + and - zoom; Home shows all, End the selection; Ctrl+Home and Ctrl+End
        stand on the first and last cell; Space adds the cell to the selection or takes it away, Ctrl+A adds all; Enter
        activates; Esc ends the tool, the mark, the selection; letters take tools; B shows bookmarks, T rows;
        Ctrl+C copies.
        """
        canvas = self._canvas
        if canvas.view is None:
            return False
        if self.tool is not None and self.tool.key(event):
            return True
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key = Qt.Key(event.key())
        if alt:
            if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                return False
            canvas.step_view(-1 if key == Qt.Key.Key_Left else 1)
        elif key in _ARROWS:
            self._travel(*_ARROWS[key], pan=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif control:
            return self._control(key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            canvas.zoom_by(KEY_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            canvas.zoom_by(1 / KEY_ZOOM)
        elif key == Qt.Key.Key_Home:
            canvas.zoom_all()
        elif key == Qt.Key.Key_End:
            canvas.zoom_to_selection()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            return self._act(space=key == Qt.Key.Key_Space)
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif key in (Qt.Key.Key_B, Qt.Key.Key_T):
            (canvas.bookmarks_asked if key == Qt.Key.Key_B else canvas.rows_asked).emit()
        elif event.text().upper() in KEYS:
            self.take(KEYS[event.text().upper()])
        else:
            return False
        return True

    def _control(self, key: Qt.Key) -> bool:
        canvas = self._canvas
        count = canvas.stage.shapes.count if canvas.stage.shapes else 0
        if key == Qt.Key.Key_C:
            canvas.copy_asked.emit()
        elif key == Qt.Key.Key_A:
            canvas.selection.choose(np.arange(count), {}, ADD)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self._stand_on(0 if key == Qt.Key.Key_Home else count - 1)
        else:
            return False
        return True

    def _act(self, *, space: bool) -> bool:
        """Enter or Space: on the cell that the keyboard stands on, or first of all stand on the one in the middle."""
        canvas = self._canvas
        if canvas.selected is None:
            middle = canvas.cell_at(canvas.width() / 2, canvas.height() / 2)
            if middle is None:
                return False
            self._stand_on(middle)
        elif space:
            canvas.selection.toggle(canvas.selected)
        else:
            canvas.cell_activated.emit(canvas.selected)
        return True

    def _escape(self) -> bool:
        """Give up the innermost thing that was begun."""
        canvas = self._canvas
        if self.placing:
            self.place(wanted=False)
            canvas.place_picked.emit(None)
        elif self.tool is None and canvas.marker is not None:
            canvas.show_marker(None)
        elif self.tool is not None:
            if not self.tool.stop():
                self.take("")
            self._drawing = False
            canvas.update()
        elif not canvas.selection.is_empty:
            canvas.selection.clear()
        elif canvas.selected is not None:
            canvas.select(None)
            canvas.cell_picked.emit(None)
        else:
            return False
        return True

    def _stand_on(self, cell: int) -> None:
        self._canvas.select(cell)
        self._canvas.cell_picked.emit(cell)

    def _travel(self, east: int, north: int, *, pan: bool) -> None:
        canvas = self._canvas
        coverage = canvas.stage.shapes.ready if canvas.stage.shapes else None
        if canvas.selected is None or pan or coverage is None:
            assert canvas.view is not None
            canvas.go(canvas.view.panned(-east * STEP, north * STEP))
            return
        found = next_cell(coverage, canvas.selected, east, north)
        if found >= 0:
            self._stand_on(found)
