"""The catalogue of matters: what is owed, by whom, how often, when it was last done, what nobody owns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain import clock
from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import duties
from gridgov.services.case_view import amount_name
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

LISTS = (("", "全部事项", "All matters"), ("unowned", "无人负责", "Nobody owns"), ("never", "从未办过", "Never done"),
         ("late", "已到期", "Late"))  # fmt: skip


class DutiesDialog(QDialog):
    """The catalogue; what recurs opens its cases by the calendar."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self.setWindowTitle(tr("Matter catalogue"))
        self.resize(900, 520)
        self.which = QComboBox()
        for key, zh, en in LISTS:
            self.which.addItem(pick(zh, en), key)
        self.which.currentIndexChanged.connect(self.reload)
        heads = [tr("Level"), tr("Name"), tr("Unit"), tr("Every"), tr("Next on"), tr("Last done"), tr("Under the rule")]
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().setVisible(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setMinimumSectionSize(90)
        self.table.setAccessibleName(tr("Matter catalogue"))
        self.said = QLabel(tr("Reading …"))
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        for text, slot in (
            (tr("Load a list …"), self._on_load),
            (tr("Note as done"), self.note_done),
            (tr("Open what is due"), self.open_due),
        ):
            buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(slot)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self.which)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the catalogue again; cases that were closed meanwhile count as done."""
        desk, actor, only = self._desk, self._actor, str(self.which.currentData())

        def work(_progress: Progress) -> Any:
            duties.settle(desk, actor)
            return duties.list_(desk, actor, only=only)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, GridgovError):
                self.said.setText(say(outcome.error))
            return
        found: list[duties.Duty] = outcome.value
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            every = amount_name(*clock.parse_allowance(one.every)) if one.every else ""
            unit = one.unit or tr("nobody yet")
            texts = (" / ".join(one.levels), one.name, unit, every, one.next_on or "", one.last_done or "", one.rule)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                self.table.setItem(row, column, item)
        empty = tr("There is no matter here. Load a list (CSV): levels, name, unit, rule, every, workflow, class.")
        self.said.setText(tr("{n} matters", n=f"{len(found):,}") if found else empty)

    @Slot()
    def _on_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Load a list …"), "", "CSV (*.csv)")
        if name:
            self.load(Path(name))

    def load(self, source: Path) -> None:
        """Load matters from a CSV."""
        try:
            new = duties.load(self._desk, self._actor, source)
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.reload()
        self.said.setText(tr("{n} new matters.", n=new))

    @Slot()
    def note_done(self) -> None:
        """Note the selected matters as done today."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        for row in sorted(rows):
            item = self.table.item(row, 0)
            if item is None:
                continue
            try:
                duties.note_done(self._desk, self._actor, int(item.data(Qt.ItemDataRole.UserRole)))
            except GridgovError as error:
                self.said.setText(say(error))
                return
        if rows:
            self.reload()

    @Slot()
    def open_due(self) -> None:
        """Open a case for every matter whose day has come."""
        try:
            made = duties.open_due(self._desk, self._actor)
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.reload()
        self.said.setText(tr("{n} cases were opened.", n=len(made)))
