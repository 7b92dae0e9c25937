"""Pages of the import window: the columns of a file of records, the check, the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.mapping import Mapping, Source
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.services import cell_import, imports

VERDICTS = {
    "added": "Added",
    "changed": "Changed",
    "same": "The same",
    "skipped": "Skipped",
    "rejected": "Kept aside",
    "moved": "Records that move",
    "unattached": "In no cell or in several",
}


REPEATS = (("report", "keep the first, list the others"), ("update", "the last one counts"),
           ("reject", "keep all of them aside"))  # fmt: skip


DATES = (("", "wait and ask"), ("dmy", "the day is first"), ("mdy", "the month is first"))


class ColumnsPage(QWidget):
    """Their columns beside our fields, with the first values of each; what is dropped is said.

    Signals
    -------
    values_asked : no value
        The values of the file are to be matched with our codes.
    one_by_one_asked : no value
        Rows whose record is there are to be decided one by one.
    """

    values_asked = Signal()
    one_by_one_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mapping: Mapping | None = None
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([tr("Column in the file"), tr("First values"), tr("Our field")])
        self._table.verticalHeader().setVisible(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self._table.setAccessibleName(tr("Columns of the file and our fields"))
        self._note = QLabel()
        self._note.setWordWrap(True)
        self.repeat = QComboBox()
        self.repeat.setAccessibleName(tr("A key that comes again"))
        for key, text in REPEATS:
            self.repeat.addItem(tr(text), key)
        self.dates = QComboBox()
        self.dates.setAccessibleName(tr("Dates such as 05/06/2026"))
        for key, text in DATES:
            self.dates.addItem(tr(text), key)
        form = QFormLayout()
        form.addRow(tr("A key that comes again"), self.repeat)
        form.addRow(tr("Dates such as 05/06/2026"), self.dates)
        line = QHBoxLayout()
        values, self.one_by_one = QPushButton(tr("Their values and ours …")), QPushButton(tr("Decide one by one …"))
        keep = QPushButton(tr("Keep this mapping …"))
        values.clicked.connect(self.values_asked)
        self.one_by_one.clicked.connect(self.one_by_one_asked)
        keep.clicked.connect(self._on_keep)
        for button in (values, self.one_by_one, keep):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._note)
        layout.addLayout(form)
        layout.addLayout(line)

    def show_preview(self, register: str, preview: Any, mapping: Mapping) -> None:
        """Fill the page from a preview of the file."""
        self._mapping = mapping
        chosen = {column: field for field, column in preview.matched.items()}
        fields = [(field.name, pick(field.zh, field.en)) for field in registers()[register].fields]
        fields += [(part.name, pick(part.zh, part.en)) for part in registers()[register].parts]
        self._table.setRowCount(len(preview.columns))
        for row, column in enumerate(preview.columns):
            values = [str(line[row]) for line in preview.sample if row < len(line) and line[row] not in (None, "")][:3]
            self._table.setItem(row, 0, QTableWidgetItem(column))
            self._table.setItem(row, 1, QTableWidgetItem(tr(", ").join(values)))
            combo = QComboBox()
            combo.setAccessibleName(tr("Our field for {column}", column=column))
            is_out = column in preview.dropped or bool(mapping.fields)
            combo.addItem(tr("leave out") if is_out else tr("keep as an extra field"), "")
            for name, shown in fields:
                combo.addItem(shown, name)
            combo.setCurrentIndex(max(combo.findData(chosen.get(column, "")), 0))
            combo.setEnabled(column not in preview.dropped)
            self._table.setCellWidget(row, 2, combo)
        self.repeat.setCurrentIndex(max(self.repeat.findData(mapping.repeat_do), 0))
        self.dates.setCurrentIndex(max(self.dates.findData(mapping.dates), 0))
        dropped = tr(", ").join(preview.dropped)
        notes = [tr("The mapping that was used for these columns before was used again.")] if preview.mapping else []
        notes += [tr("Not kept here, by rule: {columns}.", columns=dropped)] if dropped else []
        self._note.setText(" ".join(notes))

    def take_values(self, values: dict[str, dict[str, str]]) -> None:
        """Their values for ours, as a person chose them."""
        if self._mapping is not None:
            self._mapping = attrs.evolve(self._mapping, values={**self._mapping.values, **values})

    def mapping(self) -> Mapping:
        """The mapping as it stands on the page; a column without a field is kept as an extra one."""
        if self._mapping is None:
            raise LookupError("no preview was shown")
        fields: dict[str, Any] = {}
        extra: list[str] = []
        known = {self._column_of(source): (name, source) for name, source in self._mapping.fields.items()}
        for row in range(self._table.rowCount()):
            column = self._text(row)
            combo = self._table.cellWidget(row, 2)
            name = combo.currentData() if isinstance(combo, QComboBox) else ""
            if name:
                before = known.get(column)
                fields[name] = before[1] if before and before[0] == name else Source(column)
            elif isinstance(combo, QComboBox) and combo.isEnabled() and not self._mapping.fields:
                extra.append(column)
        repeat_key = self._mapping.repeat_key if self._mapping.repeat_key in fields else ""
        return attrs.evolve(
            self._mapping,
            fields=fields,
            values={field: table for field, table in self._mapping.values.items() if field in fields},
            extra=tuple(extra) or self._mapping.extra,
            repeat_do=str(self.repeat.currentData()),
            repeat_key=repeat_key,
            dates=str(self.dates.currentData()),
        )

    @staticmethod
    def _column_of(source: Any) -> str:
        return str(getattr(source, "column", source))

    def _text(self, row: int) -> str:
        item = self._table.item(row, 0)
        return item.text() if item is not None else ""

    @Slot()
    def _on_keep(self) -> None:
        mapping = self.mapping()
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Keep this mapping …"), f"{mapping.source or mapping.register}.mapping.toml", "TOML (*.toml)"
        )
        if name:
            mapping.write(Path(name))


MOST = 1_000
"""Lines of a verdict that are shown."""

KINDS = {
    "new": "new", "gone": "gone", "shape": "other shape", "name": "other name", "parent": "other parent",
    "code": "other code", "split": "split", "merged": "merged", "overlap": "overlap", "gap": "gap", "sliver": "sliver",
    "self_crossing": "crossing outline", "duplicate": "duplicate", "outside_parent": "outside its parent",
    "empty": "no shape", "spike": "spike", "code_pattern": "odd code",
}  # fmt: skip
"""What a difference or a finding is called in a table."""


def _record_lines(result: Any) -> list[tuple[str, str, str]]:
    return [
        (str(one.row), str(one.column or ""),
         say(one.reason) if isinstance(one.reason, GridgovError) else str(one.reason))
        for one in result.rejects[:MOST]
    ]  # fmt: skip


def _cell_lines(result: Any) -> list[tuple[str, str, str]]:
    """The differences first, then rows kept aside, then findings: that is the order in which they matter."""
    joint = pick("、", ", ")
    lines = []
    for one in result.differs:
        codes = joint.join(one.before or one.after)
        lines.append((codes, tr(KINDS[one.kind]), one.in_words))
    lines += [(str(row), tr("kept aside"), say(reason)) for row, reason in result.rejected]
    lines += [(joint.join(f.codes), tr(KINDS.get(f.kind, f.kind)), tr(f.sentence, **f.params)) for f in result.findings]
    return lines


class _Verdicts(QWidget):
    """How many rows had which verdict, and what was kept aside and why."""

    def __init__(self) -> None:
        super().__init__()
        self.head = QLabel()
        self.head.setWordWrap(True)
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels([tr("Row"), tr("Column"), tr("Reason")])
        self._table.verticalHeader().setVisible(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._notes = QLabel()
        self._notes.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.head)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._notes)

    def fill(self, result: Any, *, cells: bool) -> None:
        """Show the verdicts of a result."""
        document = cell_import.as_json(result) if cells else imports.as_json(result)
        parts = [f"{tr(text)}: <b>{document[key]:,}</b>" for key, text in VERDICTS.items() if key in document]
        self.head.setText(tr("{n} rows", n=f"{document['rows']:,}") + " — " + " · ".join(parts))
        lines = _cell_lines(result) if cells else _record_lines(result)
        heads = (tr("Cell or row"), tr("What"), tr("In words")) if cells else (tr("Row"), tr("Column"), tr("Reason"))
        self._table.setHorizontalHeaderLabels(list(heads))
        self._table.setVisible(bool(lines))
        self._table.setRowCount(min(len(lines), MOST))
        for row, line in enumerate(lines[:MOST]):
            for column, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(row, column, item)
        sentences = cell_import.notes(result) if cells else imports.notes(result)
        self._notes.setText("\n".join(sentences[:12]))


class CheckPage(QWidget):
    """What would happen; nothing is written yet."""

    def __init__(self) -> None:
        super().__init__()
        self._verdicts = _Verdicts()
        layout = QVBoxLayout(self)
        note = QLabel(tr("This is a trial: nothing has been written yet."))
        layout.addWidget(note)
        layout.addWidget(self._verdicts, 1)

    def show_result(self, result: Any, *, cells: bool) -> None:
        """Show what a dry run found."""
        self._verdicts.fill(result, cells=cells)


class ResultPage(QWidget):
    """What happened, and the way back."""

    undo_asked = Signal()
    back_asked = Signal()
    mend_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        self._send = QPushButton(tr("Send rows kept aside back …"))
        self._send.clicked.connect(self.back_asked)
        self._mend = QPushButton(tr("Mend them here …"))
        self._mend.clicked.connect(self.mend_asked)
        self._verdicts = _Verdicts()
        self._undo = QPushButton(tr("Take this batch back …"))
        self._undo.clicked.connect(self.undo_asked)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._verdicts, 1)
        line = QHBoxLayout()
        for button in (self._undo, self._send, self._mend):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)

    def show_result(self, result: Any, *, cells: bool) -> None:
        """Show the receipt of an import."""
        self._title.setText(f"<b>{tr('The file is in.')}</b>")
        self._verdicts.fill(result, cells=cells)
        has_batch = not cells and getattr(result, "batch", None) is not None
        self._undo.setVisible(has_batch)
        for button in (self._send, self._mend):
            button.setVisible(has_batch and bool(result.rejected))

    def show_undone(self) -> None:
        """Say that the batch was taken back."""
        self._title.setText(f"<b>{tr('The batch was taken back.')}</b>")
        for button in (self._undo, self._send, self._mend):
            button.setVisible(False)
