"""Editing in place: one value of a row, with the widget that its field asks for."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gridgov.domain import codes
from gridgov.domain.register import Field
from gridgov.messages import pick, tr
from gridgov.ui.tables.record_model import RecordModel

Index = QModelIndex | QPersistentModelIndex
KINDS = frozenset({"text", "code", "date", "time", "int", "real", "ref"})
"""Kinds that fit into a cell; classes and lists of codes have their form."""


class CellEditor(QStyledItemDelegate):
    """Edits one value; what was typed is handed on and not put into the table: the list is read again.

    Signals
    -------
    edited : object
        (fid, column, text)
    """

    edited = Signal(object)

    def __init__(self, fields: dict[str, Field], model: RecordModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields, self._model = fields, model
        self.typed: dict[tuple[int, str], str] = {}
        """What was typed and refused, by record and column: it is there when the cell is opened again."""

    def know(self, fields: dict[str, Field]) -> None:
        """These are the fields now."""
        self._fields = fields

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, or a box with the words that may be chosen."""
        field = self._fields[self._model.columns[index.column()]]
        words = [(word, word) for word in field.choices]
        if field.kind == "code" and field.codes in codes.lists():
            words = [(pick(zh, en), code) for code, (zh, en) in codes.codes(field.codes).items()]
        if not words:
            return QLineEdit(parent)
        box = QComboBox(parent)
        for text, data in (("", ""), *words):
            box.addItem(text, data)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The value as it is shown; a masked one stays a shadow, so that it is not written back."""
        name, fid = self._model.columns[index.column()], int(self._model.ids[index.row()])
        shown = str(index.data() or "")
        again = self.typed.get((fid, name))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(shown if again is None else again), 0))
        elif isinstance(editor, QLineEdit):
            if again is not None:
                editor.setText(again)
            elif self._fields[name].personal and shown:
                editor.setPlaceholderText(tr("{value} (kept as it is)", value=shown))
            else:
                editor.setText(shown)
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was typed, unless it is what was there."""
        name, fid = self._model.columns[index.column()], int(self._model.ids[index.row()])
        shown = str(index.data() or "")
        if isinstance(editor, QComboBox):
            text, was = str(editor.currentData() or ""), editor.currentText() == shown
        else:
            assert isinstance(editor, QLineEdit)
            text = editor.text().strip()
            was = text == shown or (bool(self._fields[name].personal) and not text and bool(shown))
        self.typed.pop((fid, name), None)
        if not was:
            self.edited.emit((fid, name, text))
