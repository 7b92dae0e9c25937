"""A list in groups, beside the list: values or cells with their counts; one narrows the list to its rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QLabel, QMenu, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import list_groups
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.tables.plain_table import fill, key_at, plain_table


class GroupPanel(QWidget):
    """The groups of a list.

    Signals
    -------
    chosen : object
        The condition of the group in front, with its label; None for all rows.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, register: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._register = desk, actor, jobs, register
        self.by = ""
        self._generation = 0
        self.groups: list[list_groups.Group] = []
        self.table = plain_table([tr("Group"), tr("Rows")], tr("Groups"))
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.currentCellChanged.connect(self._on_current)
        self.said = QLabel()
        self.said.setObjectName("muted")
        self.said.setWordWrap(True)
        self.close_button = QPushButton(tr("No groups"))
        self.close_button.clicked.connect(self.close_groups)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.close_button)
        self.setVisible(False)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 30)

    def ask(self, place: QPoint) -> None:
        """Offer what the list can be grouped by."""
        menu = QMenu(self)
        for column in list_groups.group_columns(self._desk, self._actor, self._register):
            action = QAction(pick(column.zh, column.en), menu)
            action.setData(column.name)
            action.setCheckable(True)
            action.setChecked(column.name == self.by)
            menu.addAction(action)
        chosen = menu.exec(place)
        if chosen is not None:
            self.group(str(chosen.data()))

    def group(self, by: str) -> None:
        """Group by a column or layer; the list says with `count` what it is narrowed by."""
        self.by = by
        self.setVisible(True)
        self.chosen.emit(None)

    def count(self, options: dict[str, Any]) -> None:
        """Count the groups of a list that is narrowed by `options`."""
        if not self.by:
            return
        self._generation += 1
        generation, desk, actor, register, by = self._generation, self._desk, self._actor, self._register, self.by

        def work(_progress: Progress) -> Any:
            return generation, list_groups.groups(desk, actor, register, by, **options)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, GridgovError):
                self.said.setText(say(outcome.error))
            return
        generation, found = outcome.value
        if generation != self._generation:
            return
        self.groups = found
        total = sum(one.count for one in found)
        self.table.blockSignals(True)
        fill(
            self.table,
            [(tr("All rows"), f"{total:,}"), *((one.label, f"{one.count:,}") for one in found)],
            ["", *(one.where for one in found)],
        )
        for row in range(self.table.rowCount()):
            number = self.table.item(row, 1)
            if isinstance(number, QTableWidgetItem):
                number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setCurrentCell(0, 0)
        self.table.blockSignals(False)
        self.said.setText(tr("{n} groups, {rows} rows", n=f"{len(found):,}", rows=f"{total:,}"))

    @Slot(int, int, int, int)
    def _on_current(self, row: int, _column: int, old: int, _old_column: int) -> None:
        if row == old or row < 0:
            return
        condition = key_at(self.table, row)
        self.chosen.emit((str(condition), self.groups[row - 1].label) if condition else None)

    @Slot()
    def close_groups(self) -> None:
        """Show the list without groups."""
        self.by = ""
        self.setVisible(False)
        self.chosen.emit(None)
