"""A table of a few thousand lines that is only read: one look for every dialog and page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

ROLE = Qt.ItemDataRole.UserRole


class PlainTable(QTableWidget):
    """A table in which Enter does what a double click does, and Tab goes on to what comes next."""

    def __init__(self, columns: int) -> None:
        super().__init__(0, columns)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, where a double click opens something."""
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if opens and self.currentRow() >= 0 and self.receivers(SIGNAL("cellDoubleClicked(int,int)")):
            self.cellDoubleClicked.emit(self.currentRow(), max(self.currentColumn(), 0))
            event.accept()
        else:
            super().keyPressEvent(event)


def plain_table(heads: Sequence[str], name: str, *, by_content: bool = False) -> QTableWidget:
    """An empty table with these headings, spoken of as `name`; columns as wide as their content, or all alike."""
    table = PlainTable(len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.verticalHeader().setVisible(False)
    head = table.horizontalHeader()
    if by_content:
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(90)
    else:
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setAccessibleName(name)
    return table


def fill(table: QTableWidget, rows: Iterable[Sequence[str]], keys: Sequence[Any] | None = None) -> None:
    """Put `rows` of texts into a table instead of what is there; `keys` (one a row) are kept with every item."""
    lines = list(rows)
    table.setRowCount(len(lines))
    for row, texts in enumerate(lines):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if keys is not None:
                item.setData(ROLE, keys[row])
            table.setItem(row, column, item)


def selected(table: QTableWidget) -> list[int]:
    """The selected rows, from the top."""
    return sorted({index.row() for index in table.selectedIndexes()})


def key_at(table: QTableWidget, row: int) -> Any:
    """The key that was kept with a row; None where there is none."""
    item = table.item(row, 0)
    return item.data(ROLE) if item is not None else None
