"""The rail: the doors of the window, an icon and a word each, Alt and a number."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QToolBar, QToolButton

from gridgov.messages import tr
from gridgov.ui import theme

DOORS = (("today", "Today"), ("cases", "Cases"), ("registers", "Registers"), ("visits", "Visits"), ("map", "Map"))


class Rail(QToolBar):
    """The doors, one of them open.

    Signals
    -------
    door_asked : object
        The key of a door.
    """

    door_asked = Signal(object)

    def __init__(self, palette: QPalette) -> None:
        super().__init__(tr("Pages"))
        self.setObjectName("rail")
        self.setMovable(False)
        self.setOrientation(Qt.Orientation.Vertical)
        self.buttons: dict[str, QToolButton] = {}
        group = QActionGroup(self)
        for number, (key, text) in enumerate(DOORS, start=1):
            action = QAction(theme.icon(key, palette), tr(text), self)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setToolTip(f"{tr(text)} (Alt+{number})")
            action.setData(key)
            group.addAction(action)
            button = QToolButton()
            button.setObjectName("rail")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(24, 24))
            button.setMinimumSize(QSize(64, 54))
            self.addWidget(button)
            self.buttons[key] = button
        width = max(button.sizeHint().width() for button in self.buttons.values())
        for button in self.buttons.values():
            button.setMinimumWidth(max(width, 64))
        group.triggered.connect(self._on_door)

    @Slot(QAction)
    def _on_door(self, action: QAction) -> None:
        self.door_asked.emit(str(action.data()))
