"""Their values and ours, field by field: what is not known is chosen here, and remembered with the mapping."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.messages import tr
from gridgov.services.value_desk import ValueField
from gridgov.ui.tables.plain_table import plain_table


class ValuesDialog(QDialog):
    """One line for each different value; unknown ones stand at the top of their field and wait."""

    def __init__(self, fields: Sequence[ValueField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = list(fields)
        self.setWindowTitle(tr("Their values and ours"))
        self.resize(680, 480)
        heads = [tr("Our field"), tr("Value in the file"), tr("Rows"), tr("Means")]
        self.table = plain_table(heads, tr("Their values and ours"), by_content=True)
        lines = [(f, row) for f in self._fields for row in sorted(f.rows, key=lambda r: (bool(r[2]), -r[1]))]
        self.table.setRowCount(len(lines))
        self._combos: list[tuple[str, str, QComboBox]] = []
        for at, (field, (theirs, count, ours)) in enumerate(lines):
            for column, text in enumerate((field.label, theirs, f"{count:,}")):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, column, item)
            combo = QComboBox()
            combo.setAccessibleName(tr("What {value} means", value=theirs))
            combo.addItem(tr("not known: the row waits"), "")
            for code, name in field.choices:
                combo.addItem(name if name == code else f"{name} ({code})", code)
            combo.setCurrentIndex(max(combo.findData(ours), 0))
            self.table.setCellWidget(at, 3, combo)
            self._combos.append((field.field, theirs, combo))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(3, max((combo.sizeHint().width() for _, _, combo in self._combos), default=160) + 12)
        note = QLabel(tr("Choose what the file's values mean; a row whose value means nothing waits with its reason."))
        note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    def values(self) -> dict[str, dict[str, str]]:
        """Theirs → ours by field, for fields in which somebody had to choose something or chose anew."""
        found: dict[str, dict[str, str]] = {}
        for field, theirs, combo in self._combos:
            if ours := str(combo.currentData() or ""):
                found.setdefault(field, {})[theirs] = ours
        before = {(f.field, theirs): ours for f in self._fields for theirs, _, ours in f.rows}
        touched = {field for field, theirs, combo in self._combos if before[field, theirs] != combo.currentData()}
        return {field: table for field, table in found.items() if field in touched}
