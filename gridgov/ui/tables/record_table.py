"""The table of a list: opens a record, finds its place, copies rows with their ids intact."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QKeyCombination, QMimeData, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gridgov.ui.tables.record_model import RecordModel

MOST_COPIED = 20_000
REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class RecordTable(QTableView):
    """A table that copies its rows and passes its single-letter keys on.

    Signals
    -------
    map_asked, record_asked : object
        The fid of a record.
    act_asked : object
        ``new``, ``undo``, ``redo``, ``change``, ``withdraw`` or ``filter``.
    sort_asked : object
        (column, whether descending)
    copied : object
        How many rows are on the clipboard now.
    """

    map_asked = Signal(object)
    record_asked = Signal(object)
    act_asked = Signal(object)
    sort_asked = Signal(object)
    copied = Signal(object)

    def __init__(self, model: RecordModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setSortingEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.verticalHeader().setMinimumWidth(48)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setStretchLastSection(True)
        self.doubleClicked.connect(self._on_double_click)

    def current_fid(self) -> int | None:
        """The record of the current row."""
        index = self.currentIndex()
        return int(self._model.ids[index.row()]) if index.isValid() and len(self._model.ids) else None

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        self.record_asked.emit(int(self._model.ids[index.row()]))

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: Qt would ask every row for its text, a million of them; the filter finds."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, M finds the place, Ctrl+C copies rows, Alt+Up and Alt+Down sort by the column in front."""
        fid = self.current_fid()
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.sort_asked.emit((max(self.currentIndex().column(), 0), key == Qt.Key.Key_Down))
        elif event.matches(QKeySequence.StandardKey.Find):
            self.act_asked.emit("filter")
        elif event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == REDO:
            self.act_asked.emit("redo")
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif fid is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record_asked.emit(fid)
        elif fid is not None and event.key() == Qt.Key.Key_M and not event.modifiers():
            self.map_asked.emit(fid)
        elif event.key() == Qt.Key.Key_Insert:
            self.act_asked.emit("new")
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.act_asked.emit("undo")
        elif fid is not None and event.key() == Qt.Key.Key_F2:
            index = self.currentIndex()
            if not event.modifiers() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            else:
                self.act_asked.emit("change")
        elif fid is not None and event.key() == Qt.Key.Key_Delete:
            self.act_asked.emit("withdraw")
        else:
            super().keyPressEvent(event)

    def _selected_rows(self) -> list[int]:
        wanted: list[int] = []
        for part in self.selectionModel().selection().toList():
            wanted.extend(range(part.top(), min(part.bottom() + 1, part.top() + MOST_COPIED)))
        return sorted(set(wanted))

    def selected_fids(self) -> list[int]:
        """The records of the selected rows."""
        return [int(self._model.ids[row]) for row in self._selected_rows()]

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, the heads first: all of them, also those that were not shown yet."""
        fids = self.selected_fids()[:MOST_COPIED]
        names = self._model.columns
        heads = [str(self._model.headerData(c, Qt.Orientation.Horizontal)) for c in range(self._model.columnCount())]
        self._model.fetch(fids, names, partial(self._copied, heads))

    def _copied(self, heads: list[str], rows: list[tuple[Any, ...]]) -> None:
        lines = [heads, *(["" if value is None else str(value) for value in row] for row in rows)]
        QGuiApplication.clipboard().setMimeData(as_table(lines))
        self.copied.emit(len(rows))


def as_table(lines: list[list[str]]) -> QMimeData:
    """Lines for the clipboard: as text between tabs, and as a table that tells a spreadsheet to keep ids as text."""
    cells = "".join(
        "<tr>" + "".join(f'<td style="mso-number-format:\\@">{escape(text)}</td>' for text in line) + "</tr>"
        for line in lines
    )
    data = QMimeData()
    data.setText("\n".join("\t".join(text.replace("\t", " ").replace("\n", " ") for text in line) for line in lines))
    data.setHtml(f'<html><head><meta charset="utf-8"></head><body><table>{cells}</table></body></html>')
    return data
