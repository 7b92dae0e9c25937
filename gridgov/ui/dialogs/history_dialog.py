"""The history of one record: every change of every field, when, by whom, from what to what."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import record_history
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome


class HistoryDialog(QDialog):
    """Shows what a record went through, the newest change first; personal values stay masked."""

    def __init__(
        self,
        desk: Desk,
        actor: Actor,
        jobs: JobRunner,
        parent: QWidget | None,
        register: str,
        fid: int,
        title: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("History of {title}", title=title))
        self.resize(820, 480)
        heads = [tr("When"), tr("Who"), tr("What"), tr("Field"), tr("Before"), tr("After")]
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().setVisible(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setAccessibleName(tr("History"))
        self._said = QLabel(tr("Reading …"))
        self._said.setObjectName("muted")
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._said)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

        def work(_progress: Progress) -> Any:
            return record_history.of(desk, actor, register, fid)

        jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._said.setText(say(outcome.error) if known else tr("This record could not be read."))  # type: ignore[arg-type]
            return
        rows = []
        for one in reversed(outcome.value):
            head = (one.at, one.actor, one.act)
            for change in one.changes:
                rows.append((*head, pick(change.zh, change.en), change.before or "—", change.after or "—"))
                head = ("", "", "")
            if not one.changes:
                rows.append((*head, "", "", ""))
        self._said.setText(tr("{n} changes, the newest first.", n=len(outcome.value)))
        self.table.setRowCount(len(rows))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                item = QTableWidgetItem(value)
                item.setToolTip(value)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
