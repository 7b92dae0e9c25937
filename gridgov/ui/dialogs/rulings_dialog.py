"""No-man's-land: the short queue of what lies in no cell or in several, and the rulings that settled it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import rulings
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

MOST = 2_000
ENDS = {"withdrawn": "withdrawn", "shapes": "the cells changed"}


def _table(heads: list[str], name: str) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.verticalHeader().setVisible(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setAccessibleName(name)
    return table


class RulingsDialog(QDialog):
    """What waits, and what was ruled."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self.waiting: list[dict[str, Any]] = []
        self.ruled: list[rulings.Ruled] = []
        self.setWindowTitle(tr("In no cell or in several"))
        self.resize(860, 560)
        self.queue = _table([tr("Register"), tr("Number"), tr("Layer"), tr("How"), tr("Cells")], tr("What waits"))
        self.queue.itemSelectionChanged.connect(self._on_open)
        self.code, self.reason, self.metres = QLineEdit(), QLineEdit(), QSpinBox()
        self.metres.setRange(1, 2_000)
        self.metres.setValue(30)
        self.metres.setSuffix(" m")
        self.reason.setPlaceholderText(tr("Why this cell has it"))
        form = QFormLayout()
        form.addRow(tr("Belongs to cell"), self.code)
        form.addRow(tr("And what lies within"), self.metres)
        form.addRow(tr("Reason"), self.reason)
        go = QPushButton(tr("Make the ruling"))
        go.clicked.connect(self.rule)
        first = QWidget()
        column = QVBoxLayout(first)
        column.addWidget(self.queue, 1)
        column.addLayout(form)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        self.past = _table(["", tr("When"), tr("Who"), tr("Cell"), tr("Reason"), tr("Ended")], tr("Rulings"))
        back = QPushButton(tr("Withdraw"))
        back.clicked.connect(self.withdraw)
        second = QWidget()
        column = QVBoxLayout(second)
        column.addWidget(self.past, 1)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignRight)
        tabs = QTabWidget()
        tabs.addTab(first, tr("What waits"))
        tabs.addTab(second, tr("Rulings"))
        self.said = QLabel(tr("Reading …"))
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the queue and the rulings again."""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return rulings.waiting(desk, actor), rulings.list_(desk, actor)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, GridgovError):
                self.said.setText(say(outcome.error))
            return
        self.waiting, self.ruled = outcome.value[0][:MOST], outcome.value[1]
        how = {"none": tr("in no cell"), "several": tr("in several cells")}
        self.queue.setRowCount(len(self.waiting))
        for row, one in enumerate(self.waiting):
            kept = registers()[one["register"]]
            texts = (
                pick(kept.zh, kept.en), str(one["number"] or ""), str(one["layer"]), how[one["how"]],
                " ".join(one["choices"]),
            )  # fmt: skip
            for column, text in enumerate(texts):
                self.queue.setItem(row, column, QTableWidgetItem(text))
        self.past.setRowCount(len(self.ruled))
        for row, ruled in enumerate(self.ruled):
            ended = f"{ruled.ended_at} {tr(ENDS[ruled.ended_why])}" if ruled.ended_at and ruled.ended_why else ""
            told = (str(ruled.id), ruled.at, ruled.actor, ruled.code, ruled.reason, ended)
            for column, text in enumerate(told):
                self.past.setItem(row, column, QTableWidgetItem(text))
        waits = tr("{n} wait for a ruling.", n=len(self.waiting))
        self.said.setText(
            waits if self.waiting else tr("Every record with a place lies in exactly one cell of every layer.")
        )

    def current(self) -> dict[str, Any] | None:
        """The row in front of what waits."""
        row = self.queue.currentRow()
        return self.waiting[row] if 0 <= row < len(self.waiting) else None

    @Slot()
    def _on_open(self) -> None:
        one = self.current()
        if one is not None and one["choices"]:
            self.code.setText(one["choices"][0])

    @Slot()
    def rule(self) -> None:
        """Rule on the place in front and what lies around it."""
        one = self.current()
        if one is None:
            return
        area = rulings.circle(float(one["x"]), float(one["y"]), self.metres.value())
        try:
            number, settled = rulings.rule(
                self._desk, self._actor, str(one["layer"]), self.code.text().strip(), area, self.reason.text()
            )
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.reload()
        self.said.setText(tr("Ruling {n}: {settled} places have a cell now.", n=number, settled=settled))

    @Slot()
    def withdraw(self) -> None:
        """Withdraw the ruling in front."""
        row = self.past.currentRow()
        if not 0 <= row < len(self.ruled):
            return
        try:
            rulings.withdraw(self._desk, self._actor, self.ruled[row].id)
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.reload()
