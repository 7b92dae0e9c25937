"""One row of a list beside the ledger's record: field by field, and which record it is where several fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QTableWidgetItem, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.services import matching
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import ROLE, plain_table


class MatchRowDialog(DeskDialog):
    """Ticks the fields that are the list's.

    Signals
    -------
    decided : object
        (row number, decision) as :func:`gridgov.services.matching.apply` takes it.
    """

    decided = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, found: matching.Comparison,
        row: matching.Row,
    ) -> None:  # fmt: skip
        super().__init__(desk, actor, jobs, parent, tr("Row {row}: {title}", row=row.row, title=row.title), 640, 400)
        self._found, self._row = found, row
        self.which = QComboBox()
        for fid in row.others:
            self.which.addItem(str(fid), fid)
        self.which.setVisible(bool(row.others))
        self.which.currentIndexChanged.connect(self._on_other)
        self.table = plain_table([tr("Field"), tr("Ours"), tr("The list's")], tr("Side by side"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.which)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        accept = tr("It is this one") if row.others else tr("Take what is ticked")
        layout.addWidget(self.buttons((accept, self.take)))
        if row.others:
            self._on_other()
        else:
            self._show(("", row.differing))

    @Slot()
    def _on_other(self) -> None:
        desk, actor, found, row, fid = self._desk, self._actor, self._found, self._row, self.which.currentData()
        self.run(lambda _progress: matching.beside(desk, actor, found, row, int(fid)), self._show)

    def _show(self, told: tuple[str, tuple[matching.Differing, ...]]) -> None:
        title, differing = told
        if title:
            self.which.setItemText(self.which.currentIndex(), title)
        self.table.setRowCount(len(differing))
        for row, one in enumerate(differing):
            name = QTableWidgetItem(pick(one.zh, one.en))
            name.setData(ROLE, one.name)
            if not self._row.others:
                name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                name.setCheckState(Qt.CheckState.Checked)
            for column, item in enumerate(
                (name, QTableWidgetItem(one.ours or "—"), QTableWidgetItem(one.theirs or "—"))
            ):
                self.table.setItem(row, column, item)
        self.said.setText("" if differing else tr("Nothing differs."))

    def ticked(self) -> list[str]:
        """The fields that are to be the list's."""
        items = [self.table.item(row, 0) for row in range(self.table.rowCount())]
        return [str(one.data(ROLE)) for one in items if one is not None and one.checkState() == Qt.CheckState.Checked]

    @Slot()
    def take(self) -> None:
        """Decide as ticked."""
        if self._row.others:
            act = f"is:{self.which.currentData()}"
        else:
            names = self.ticked()
            act = f"take:{','.join(names)}" if names else "skip"
        self.decided.emit((self._row.row, act))
        self.accept()
