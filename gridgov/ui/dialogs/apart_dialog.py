"""People who are registered elsewhere than they live (人户分离), by cell: both sides of it, each with its people."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.services import apart
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table

MOST = 2_000


class ApartDialog(DeskDialog):
    """The cells above; below who lives in the one in front, and who is registered in it.

    Signals
    -------
    record_asked : object
        ("person", fid)
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Registered elsewhere"), 940, 600)
        self.found: list[apart.CellApart] = []
        here, there = tr("Live here, registered elsewhere"), tr("Registered here, live elsewhere")
        self.table = plain_table([tr("Cell"), here, there], tr("Cells"), by_content=True)
        self.table.currentCellChanged.connect(self._on_cell)
        self.sides = (
            plain_table([tr("Full name"), tr("Registered in"), tr("How sure")], here, by_content=True),
            plain_table([tr("Full name"), tr("Lives in"), tr("How sure")], there, by_content=True),
        )
        beside = QHBoxLayout()
        for one, slot in zip(self.sides, (self._on_here, self._on_there), strict=True):
            one.cellDoubleClicked.connect(slot)
            column = QVBoxLayout()
            column.addWidget(QLabel(one.accessibleName()))
            column.addWidget(one)
            beside.addLayout(column)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addLayout(beside, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons())
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Compare the homes again, as a job."""
        desk, actor = self._desk, self._actor
        self.said.setText(tr("Reading …"))

        def work(progress: Progress) -> list[apart.CellApart]:
            return apart.by_cell(desk, actor, progress=progress)

        self.run(work, self._arrived, tr("Comparing the homes"))

    def _arrived(self, found: list[apart.CellApart]) -> None:
        self.found = found
        unknown = tr("not known")
        rows = [(one.cell or unknown, f"{len(one.live_here):,}", f"{len(one.registered_here):,}") for one in found]
        fill(self.table, rows)
        if found:
            self.table.selectRow(0)
        else:
            for table in self.sides:
                fill(table, [])
        n = sum(len(one.live_here) for one in found)
        self.summary(tr("{n} people are registered elsewhere than they live.", n=f"{n:,}"))

    @Slot(int, int, int, int)
    def _on_cell(self, row: int, _column: int, _old: int, _old_column: int) -> None:
        if not 0 <= row < len(self.found):
            return
        one, unknown = self.found[row], tr("not known")
        here = [(p.title, p.registered or unknown, p.sure) for p in one.live_here[:MOST]]
        there = [(p.title, p.lives or unknown, p.sure) for p in one.registered_here[:MOST]]
        fill(self.sides[0], here, [p.person for p in one.live_here[:MOST]])
        fill(self.sides[1], there, [p.person for p in one.registered_here[:MOST]])

    @Slot(int, int)
    def _on_here(self, row: int, _column: int) -> None:
        self.record_asked.emit(("person", int(key_at(self.sides[0], row))))

    @Slot(int, int)
    def _on_there(self, row: int, _column: int) -> None:
        self.record_asked.emit(("person", int(key_at(self.sides[1], row))))
