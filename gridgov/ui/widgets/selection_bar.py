"""How much is selected on the map, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from gridgov.domain.register import registers
from gridgov.messages import pick, tr


class SelectionBar(QFrame):
    """A bar below the map, there while more than one thing is selected.

    Signals
    -------
    rows_asked : object
        (register, whether the selected records rather than what lies in the selected cells): their rows.
    export_asked : object
        The same: to be exported; ("cells", False) are the cells themselves.
    clear_asked : object
        None: nothing is to be selected any more.
    """

    rows_asked = Signal(object)
    export_asked = Signal(object)
    clear_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.said = QLabel()
        self.rows = QToolButton()
        self.rows.setText(tr("Open their rows"))
        self.export = QToolButton()
        self.export.setText(tr("Export …"))
        for button, slot in ((self.rows, self._on_rows), (self.export, self._on_export)):
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            menu = QMenu(button)
            menu.triggered.connect(slot)
            button.setMenu(menu)
        clear = QPushButton(tr("Clear"))
        clear.setToolTip("Esc")
        clear.clicked.connect(self._on_clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 6, 3)
        layout.addWidget(self.said, 1)
        for widget in (self.rows, self.export, clear):
            layout.addWidget(widget)
        self.setVisible(False)

    def show_selection(self, cells: int, records: Mapping[str, int]) -> None:
        """Say how many cells and how many records of each register are selected."""
        total = sum(records.values())
        named = ", ".join(f"{_name(register)} {n:,}" for register, n in records.items())
        parts = [tr("{n} cells selected", n=f"{cells:,}")] if cells else []
        if total:
            parts.append(tr("{n} records selected: {what}", n=f"{total:,}", what=named))
        self.said.setText(" · ".join(parts))
        self.setVisible(bool(cells or total))
        self._fill(self.rows.menu(), cells, records)
        self._fill(self.export.menu(), cells, records, itself=True)

    def _fill(self, menu: QMenu, cells: int, records: Mapping[str, int], *, itself: bool = False) -> None:
        menu.clear()
        for register, n in records.items():
            self._add(menu, tr("The selected: {what} ({n})", what=_name(register), n=f"{n:,}"), (register, True))
        if not cells:
            return
        if itself:
            self._add(menu, tr("The cells themselves"), ("cells", False))
            self._add(menu, tr("Summaries per cell"), ("summaries", False))
        for register in registers():
            self._add(menu, tr("In these cells: {what}", what=_name(register)), (register, False))

    @staticmethod
    def _add(menu: QMenu, text: str, data: tuple[str, bool]) -> None:
        action = QAction(text, menu)
        action.setData(data)
        menu.addAction(action)

    @Slot(QAction)
    def _on_rows(self, action: QAction) -> None:
        self.rows_asked.emit(tuple(action.data()))

    @Slot(QAction)
    def _on_export(self, action: QAction) -> None:
        self.export_asked.emit(tuple(action.data()))

    @Slot()
    def _on_clear(self) -> None:
        self.clear_asked.emit(None)


def _name(register: str) -> str:
    return pick(registers()[register].zh, registers()[register].en_plural)
