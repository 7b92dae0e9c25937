"""Filling another department's form: the file, what each column is filled from, whom it is about, what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import form_fill
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table

MOST = 200
MOST_TODO = 2_000
"""Missing values that are listed; the sentence above counts all of them."""


class FormDialog(DeskDialog):
    """Map a form once and fill it every month; what was missing is a list of things to do.

    Signals
    -------
    record_asked : object
        (register, fid): a record in which something is missing is to be opened.
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Fill a form"), 720, 600)
        self._source: Path | None = None
        self._since: Path | None = None
        self.look: form_fill.Look | None = None
        self._filling = False
        self._file, self._before = QLabel(tr("none chosen")), QLabel(tr("none chosen"))
        self.register = QComboBox()
        for key, kept in registers().items():
            self.register.addItem(pick(kept.zh, kept.en_plural), key)
        self.register.currentIndexChanged.connect(self.read)
        self.where, self.cell = QLineEdit(), QLineEdit()
        self.where.setPlaceholderText(tr("All of them, or a condition such as  sex = '2'"))
        self.cell.setPlaceholderText(tr("The whole district, or the code of a cell"))
        form = QFormLayout()
        form.addRow(tr("Form (.xlsx, .docx)"), self._line(self._file, self._on_file))
        form.addRow(tr("Filled from"), self.register)
        form.addRow(tr("Whom"), self.where)
        form.addRow(tr("Cell"), self.cell)
        form.addRow(tr("Filled before"), self._line(self._before, self._on_before))
        self.table = plain_table([tr("Heading of the form"), tr("Filled from")], tr("Heading of the form"))
        self.said.setText(tr("Choose the form that was sent to you. Its look and its formulas stay as they are."))
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox()
        self.go = QPushButton(tr("Fill and save as …"))
        self.go.setEnabled(False)
        self.go.clicked.connect(self._on_fill)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ApplyRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        self.todo = plain_table([tr("Record"), tr("What is missing")], tr("What is missing"))
        self.todo.setVisible(False)
        self.todo.cellDoubleClicked.connect(self._on_todo)
        layout.addWidget(self.todo, 1)
        layout.addWidget(buttons)

    @staticmethod
    def _line(label: QLabel, slot: Any) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(tr("Choose …"))
        button.clicked.connect(slot)
        line.addWidget(label, 1)
        line.addWidget(button)
        return box

    @Slot()
    def _on_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Form (.xlsx, .docx)"), "", f"{tr('Forms')} (*.xlsx *.docx)")
        if name:
            self.take(Path(name))

    @Slot()
    def _on_before(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Filled before"), "", f"{tr('Forms')} (*.xlsx *.docx)")
        self._since = Path(name) if name else None
        self._before.setText(Path(name).name if name else tr("none chosen"))

    def take(self, source: Path) -> None:
        """Look at a form."""
        self._source = source
        self._file.setText(source.name)
        self.read()

    @Slot()
    def read(self) -> None:
        """Match the form's headings to the fields of the register that is chosen."""
        if self._source is None:
            return
        desk, actor, source, register = self._desk, self._actor, self._source, str(self.register.currentData())
        self.go.setEnabled(False)
        self.run(lambda _progress: form_fill.look(desk, actor, source, register_id=register), self._read)

    def failed(self) -> None:
        """A form that could not be read has nothing to map."""
        if not self._filling:
            self.look = None
            self.table.setRowCount(0)
        self._filling = False
        self.go.setEnabled(self.look is not None)

    def _read(self, look: form_fill.Look) -> None:
        self.look = look
        if self.look.is_known:
            self.register.blockSignals(True)
            self.register.setCurrentIndex(self.register.findData(self.look.register))
            self.register.blockSignals(False)
        names = form_fill.fields(self.look.register, self._desk)
        self.table.setRowCount(len(self.look.form.headings))
        for row, (number, heading) in enumerate(self.look.form.headings.items()):
            self.table.setItem(row, 0, QTableWidgetItem(heading))
            box = QComboBox()
            box.setAccessibleName(heading)
            box.addItem(tr("left as it is"), "")
            for name, (zh, en) in names.items():
                box.addItem(pick(zh, en), name)
            box.setCurrentIndex(max(box.findData(self.look.fields.get(number, "")), 0))
            self.table.setCellWidget(row, 1, box)
        self.go.setEnabled(True)
        matched = sum(bool(name) for name in self.look.fields.values())
        self.said.setText(
            tr("This form was filled before; the mapping was kept.")
            if self.look.is_known
            else tr("{n} of {all} columns were matched; put the others right.", n=matched, all=len(self.look.fields))
        )

    def mapping(self) -> form_fill.Look | None:
        """The mapping as it stands in the table."""
        if self.look is None:
            return None
        chosen = {}
        for row, number in enumerate(self.look.form.headings):
            box = self.table.cellWidget(row, 1)
            chosen[number] = str(box.currentData()) if isinstance(box, QComboBox) else ""
        return attrs.evolve(self.look, fields=chosen)

    @Slot()
    def _on_fill(self) -> None:
        if self._source is None:
            return
        offered = str(self._source.with_name(f"{self._source.stem}-{self._desk.today()}{self._source.suffix}"))
        kinds = f"{tr('Forms')} (*{self._source.suffix})"
        name, _ = QFileDialog.getSaveFileName(self, tr("Fill and save as …"), offered, kinds)
        if name:
            self.fill(Path(name))

    def fill(self, out: Path) -> None:
        """Fill the form into a new file, as a job."""
        mapping, source, since = self.mapping(), self._source, self._since
        if mapping is None or source is None:
            return
        desk, actor = self._desk, self._actor
        where, cell = self.where.text().strip() or None, self.cell.text().strip() or None

        def work(_progress: Progress) -> Any:
            return form_fill.fill(desk, actor, source, out, mapping, where=where, cell=cell, since=since)

        self._filling = True
        self.run(work, self._filled, tr("Filling the form"))

    def _filled(self, done: form_fill.Filled) -> None:
        self._filling = False
        names = form_fill.fields(str(self.register.currentData()), self._desk)
        said = [tr("{n} rows were written to {file}.", n=f"{done.rows:,}", file=done.path.name)]
        if self._since is not None:
            said.append(
                tr(
                    "{n} values changed, {new} new, {gone} gone.",
                    n=done.changed,
                    new=len(done.new),
                    gone=len(done.gone),
                )
            )
        if done.missing:
            said.append(tr("{n} values are missing: Enter opens the record.", n=f"{len(done.missing):,}"))
        some = done.missing[:MOST_TODO]
        fill(self.todo, [(title, pick(*names[name])) for _, title, name in some], [fid for fid, _, _ in some])
        self.todo.setVisible(bool(some))
        if some:
            self.todo.selectRow(0)
            self.todo.setFocus()
        self.said.setText("\n".join(said))

    @Slot(int, int)
    def _on_todo(self, row: int, _column: int) -> None:
        fid = key_at(self.todo, row)
        if fid is not None:
            self.record_asked.emit((str(self.register.currentData()), int(fid)))
