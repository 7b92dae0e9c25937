"""The catalogue of matters: what is owed, by whom, how often, when it was last done, what nobody owns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridgov.domain import clock
from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import duties
from gridgov.services.case_view import amount_name
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table, selected

LISTS = (("", "全部事项", "All matters"), ("unowned", "无人负责", "Nobody owns"), ("never", "从未办过", "Never done"),
         ("late", "已到期", "Late"))  # fmt: skip


class DutiesDialog(DeskDialog):
    """The catalogue; what recurs opens its cases by the calendar."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Matter catalogue"), 900, 520)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("List"))
        for key, zh, en in LISTS:
            self.which.addItem(pick(zh, en), key)
        self.which.currentIndexChanged.connect(self.reload)
        heads = [tr("Level"), tr("Name"), tr("Unit"), tr("Every"), tr("Next on"), tr("Last done"), tr("Under the rule")]
        self.table = plain_table(heads, tr("Matter catalogue"), by_content=True)
        self.said.setText(tr("Reading …"))
        top = QHBoxLayout()
        top.addWidget(self.which)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(
            self.buttons(
                (tr("Load a list …"), self._on_load),
                (tr("Note as done"), self.note_done),
                (tr("Open what is due"), self.open_due),
            )
        )
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the catalogue again; cases that were closed meanwhile count as done."""
        desk, actor, only = self._desk, self._actor, str(self.which.currentData())

        def work(_progress: Progress) -> list[duties.Duty]:
            duties.settle(desk, actor)
            return duties.list_(desk, actor, only=only)

        self.run(work, self._arrived)

    def _arrived(self, found: list[duties.Duty]) -> None:
        rows = []
        for one in found:
            every = amount_name(*clock.parse_allowance(one.every)) if one.every else ""
            unit = one.unit or tr("nobody yet")
            rows.append(
                (" / ".join(one.levels), one.name, unit, every, one.next_on or "", one.last_done or "", one.rule)
            )
        fill(self.table, rows, [one.id for one in found])
        empty = tr("There is no matter here. Load a list (CSV): levels, name, unit, rule, every, workflow, class.")
        self.summary(tr("{n} matters", n=f"{len(found):,}") if found else empty)

    @Slot()
    def _on_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Load a list …"), "", "CSV (*.csv)")
        if name:
            self.load(Path(name))

    def load(self, source: Path) -> None:
        """Load matters from a CSV."""
        desk, actor = self._desk, self._actor
        self.run_and_reload(lambda: tr("{n} new matters.", n=duties.load(desk, actor, source)))

    @Slot()
    def note_done(self) -> None:
        """Note the selected matters as done today."""
        desk, actor = self._desk, self._actor
        chosen = [int(key_at(self.table, row)) for row in selected(self.table)]

        def act() -> str:
            for one in chosen:
                duties.note_done(desk, actor, one)
            return tr("{n} matters were noted as done today.", n=len(chosen))

        if chosen:
            self.run_and_reload(act)

    @Slot()
    def open_due(self) -> None:
        """Open a case for every matter whose day has come."""
        desk, actor = self._desk, self._actor
        self.run_and_reload(lambda: tr("{n} cases were opened.", n=len(duties.open_due(desk, actor))))
