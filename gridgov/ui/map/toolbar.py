"""The tools of the map as buttons beside it: what the pointer does, and where to look."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from gridgov.messages import tr
from gridgov.ui import theme
from gridgov.ui.map.canvas import MapCanvas

TOOLS = (
    ("pointer", "", "Pick and drag", "V"),
    ("rectangle", "rectangle", "Select with a rectangle", "R"),
    ("lasso", "lasso", "Select with a lasso", "L"),
    ("radius", "radius", "Select within a radius", "C"),
    ("distance", "distance", "Measure a distance", "D"),
    ("area", "area", "Measure an area", "A"),
)
"""Icon, name in the hand, words, key."""

MOVES = (
    ("zoom-in", "Zoom in", "+"),
    ("zoom-out", "Zoom out", "-"),
    ("whole", "Whole district", "Home"),
    ("to-selection", "Zoom to what is selected", "End"),
    ("back", "The view before", "Alt+←"),
    ("forward", "The next view", "Alt+→"),
    ("go-to", "Go to …", "Ctrl+G"),
)


class MapTools(QToolBar):
    """A column of buttons; the keys stand in their tips and work while the map has the focus.

    Signals
    -------
    go_to_asked : object
        None: a place is to be looked for.
    rows_wanted : object
        Whether the rows of what is selected are to stand below the map.
    """

    go_to_asked = Signal(object)
    rows_wanted = Signal(object)

    def __init__(self, canvas: MapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tools of the map"), parent)
        self._canvas = canvas
        self.setOrientation(Qt.Orientation.Vertical)
        self.setIconSize(QSize(20, 20))
        self.setObjectName("map-tools")
        self._icons: list[tuple[QAction, str]] = []
        self.tools: dict[str, QAction] = {}
        group = QActionGroup(self)
        for icon, name, text, key in TOOLS:
            action = self._add(icon, text, key)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
            self.tools[name] = action
        self.tools[""].setChecked(True)
        group.triggered.connect(self._on_tool)
        self.addSeparator()
        self.moves: dict[str, QAction] = {}
        for icon, text, key in MOVES:
            action = self._add(icon, text, key)
            action.triggered.connect(partial(self._on_move, icon))
            self.moves[icon] = action
        self.places = QToolButton()
        self.places.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.places.setMenu(QMenu(self.places))
        self.places.setToolTip(f"{tr('Bookmarks')} (B)")
        self.places.setAccessibleName(tr("Bookmarks"))
        self.places.setObjectName("tool")
        self.addWidget(self.places)
        self.rows = self._add("rows", "Rows below the map", "T")
        self.rows.setCheckable(True)
        self.rows.toggled.connect(self._on_rows)
        self._dress()
        canvas.rows_asked.connect(self.rows.toggle)
        canvas.tool_changed.connect(self._on_taken)
        canvas.view_changed.connect(self.show_moves)
        canvas.selection.changed.connect(self.show_moves)
        canvas.cell_picked.connect(self.show_moves)
        self.show_moves()

    def _add(self, icon: str, text: str, key: str) -> QAction:
        action = QAction(tr(text), self)
        action.setToolTip(f"{tr(text)} ({key})")
        self._icons.append((action, icon))
        self.addAction(action)
        button = self.widgetForAction(action)
        button.setObjectName("tool")
        button.setAccessibleName(tr(text))
        return action

    def _dress(self) -> None:
        for action, icon in self._icons:
            action.setIcon(theme.icon(icon, self.palette()))
        self.places.setIcon(theme.icon("bookmark", self.palette()))

    @Slot(bool)
    def _on_rows(self, wanted: bool) -> None:
        self.rows_wanted.emit(wanted)

    @Slot(QAction)
    def _on_tool(self, action: QAction) -> None:
        self._canvas.hand.take(str(action.data()))
        self._canvas.setFocus()

    @Slot(object)
    def _on_taken(self, name: str) -> None:
        self.tools[name].setChecked(True)

    def _on_move(self, what: str, _checked: bool = False) -> None:
        canvas = self._canvas
        if what == "go-to":
            self.go_to_asked.emit(None)
            return
        if what in {"zoom-in", "zoom-out"}:
            canvas.zoom_by(1.5 if what == "zoom-in" else 1 / 1.5)
        elif what == "whole":
            canvas.zoom_all()
        elif what == "to-selection":
            canvas.zoom_to_selection()
        else:
            canvas.step_view(-1 if what == "back" else 1)
        canvas.setFocus()

    @Slot()
    def show_moves(self) -> None:
        """Let only those moves be chosen that lead somewhere."""
        self.moves["back"].setEnabled(self._canvas.trail.can(-1))
        self.moves["forward"].setEnabled(self._canvas.trail.can(1))
        anything = not self._canvas.selection.is_empty or self._canvas.selected is not None
        self.moves["to-selection"].setEnabled(anything)
