"""The rules by which cases are sent: in order, changed in place, tried on past months before they count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import sending
from gridgov.services.desk import Desk
from gridgov.services.sending import Rule
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner

TRIED_DAYS = 90


def _parts(text: str) -> tuple[str, ...]:
    for mark in "；、，,":
        text = text.replace(mark, ";")
    return tuple(part.strip() for part in text.split(";") if part.strip())


class SendingDialog(DeskDialog):
    """A table of rules; the first that fits a case wins."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Where cases are sent"), 780, 520)
        head = QLabel(
            tr(
                "The first rule that fits a case wins. Classes and cells are given by the beginning of their codes, "
                "several joined by semicolons; an empty one fits everything. The last rule should take the rest."
            )
        )
        head.setWordWrap(True)
        self.table = QTableWidget(0, 6)
        self.table.setHorizontalHeaderLabels(
            [tr("Rule"), tr("Unit"), tr("Class codes"), tr("Cell codes"), tr("From hour"), tr("Until hour")]
        )
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(tr("Rules"))
        for rule in sending.rules(desk):
            self.add(rule)
        self.table.itemChanged.connect(self._on_changed)
        line = QHBoxLayout()
        for text, slot in (
            (tr("New rule"), self._on_add),
            (tr("Take away"), self._on_remove),
            (tr("Up"), self._on_up),
            (tr("Down"), self._on_down),
        ):
            button = QPushButton(text)
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)
        buttons = QDialogButtonBox()
        trial = buttons.addButton(tr("Try on past cases"), QDialogButtonBox.ButtonRole.ActionRole)
        trial.clicked.connect(self.try_out)
        self.save_button = buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(line)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self._judge()

    def add(self, rule: Rule, at: int | None = None) -> None:
        """Put a rule into the table, at the end or at a row."""
        row = self.table.rowCount() if at is None else at
        self.table.insertRow(row)
        hours = (str(rule.hours[0]), str(rule.hours[1]))
        for column, text in enumerate((rule.id, rule.unit, ";".join(rule.classes), ";".join(rule.cells), *hours)):
            self.table.setItem(row, column, QTableWidgetItem(text))

    def rules(self) -> list[Rule]:
        """The rules as they stand in the table."""

        def text(row: int, column: int) -> str:
            item = self.table.item(row, column)
            return item.text().strip() if item is not None else ""

        def hour(row: int, column: int, usual: int) -> int:
            given = text(row, column)
            return min(max(int(given), 0), 24) if given.isdigit() else usual

        return [
            Rule(text(r, 0), text(r, 1), _parts(text(r, 2)), _parts(text(r, 3)), (hour(r, 4, 0), hour(r, 5, 24)))
            for r in range(self.table.rowCount())
        ]

    @Slot()
    def _on_changed(self) -> None:
        self._judge()

    def _judge(self) -> None:
        faults = sending.problems(self.rules())
        self.save_button.setEnabled(not faults)
        if faults:
            self.said.setText("\n".join(faults[:4]))
        elif not self.table.rowCount():
            self.said.setText(tr("There are no rules yet."))
        else:
            self.said.clear()

    @Slot()
    def _on_add(self) -> None:
        number = self.table.rowCount() + 1
        row = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else 0
        self.add(Rule(f"R{number}", "", (), ()), row)
        self.table.setCurrentCell(row, 1)
        self._judge()

    @Slot()
    def _on_remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._judge()

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row = self.table.currentRow()
        to = row + step
        if row < 0 or not 0 <= to < self.table.rowCount():
            return
        rule = self.rules()[row]
        self.table.removeRow(row)
        self.add(rule, to)
        self.table.setCurrentCell(to, max(self.table.currentColumn(), 0))
        self._judge()

    @Slot()
    def try_out(self) -> None:
        """Hold the rules against the cases of the last three months; nothing is changed."""
        desk, actor, given = self._desk, self._actor, self.rules()
        today = date.fromisoformat(desk.today())
        since = desk.moment((today - timedelta(days=TRIED_DAYS)).isoformat())
        until = desk.moment((today + timedelta(days=1)).isoformat())

        def work(_progress: Progress) -> Any:
            return sending.dry_run(desk, actor, given, since, until)

        self.run(work, self._tried, tr("Trying the rules"))

    def _tried(self, run: sending.DryRun) -> None:
        said = [
            tr(
                "Of {cases} cases of the last {days} days, {changed} would go to another unit and {n} have no owner.",
                cases=f"{run.cases:,}",
                days=TRIED_DAYS,
                changed=f"{run.changed:,}",
                n=f"{len(run.unowned):,}",
            )
        ]
        if run.never:
            said.append(tr("Never fired: {rules}.", rules=", ".join(run.never)))
        said += [tr("{number}: {before} → {after}", number=n, before=a, after=b) for n, a, b in run.changes[:5]]
        self.said.setText("\n".join(said))

    @Slot()
    def save(self) -> None:
        """Let the rules count from now on."""
        try:
            sending.set_rules(self._desk, self._actor, self.rules())
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.accept()
