"""Rows that were kept aside, mended in place: the reason beside each, the value at fault marked, brought in again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.services import imports, mapping_desk
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import plain_table

MARK = QColor("#FFF2CC")
INK = QColor("#1F1F1F")


class MendDialog(DeskDialog):
    """The rows of a batch that wait.

    Signals
    -------
    imported : object
        The register that rows came into.
    """

    imported = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, batch: int, source: Path,
        register: str, mapping: Mapping | None,
    ) -> None:  # fmt: skip
        super().__init__(desk, actor, jobs, parent, tr("Mend rows that were kept aside"), 960, 520)
        self._batch, self._source, self._register, self._mapping = batch, source, register, mapping
        self.columns: list[str] = []
        self.rows: list[tuple[int, list[str]]] = []
        self.table = plain_table([tr("Row"), tr("Reason")], tr("Rows kept aside"), by_content=True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons((tr("Bring the mended rows in"), self.bring)))
        self.said.setText(tr("Reading …"))
        self.run(lambda _progress: mapping_desk.rows_of(desk, actor, batch, source, mapping), self._arrived)

    def _arrived(self, found: mapping_desk.Aside) -> None:
        self.columns, self.rows, reasons = found
        self.table.setColumnCount(2 + len(self.columns))
        self.table.setHorizontalHeaderLabels([tr("Row"), tr("Reason"), *self.columns])
        self.table.setRowCount(len(self.rows))
        for at, (number, values) in enumerate(self.rows):
            fault, sentence = reasons.get(number, ("", ""))
            for column, text in enumerate((str(number), sentence, *values)):
                item = QTableWidgetItem(text)
                if column < 2:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                elif self.columns[column - 2] == fault:
                    item.setBackground(MARK)
                    item.setForeground(INK)
                self.table.setItem(at, column, item)
        self.summary(tr("{n} rows wait. Mend what is marked, then bring them in.", n=len(self.rows)))

    def mended(self) -> dict[int, dict[str, str]]:
        """The rows in which something was changed, whole."""
        found = {}
        for at, (number, values) in enumerate(self.rows):
            items = [self.table.item(at, 2 + n) for n in range(len(self.columns))]
            texts = [item.text() if item is not None else "" for item in items]
            if texts != values:
                found[number] = dict(zip(self.columns, texts, strict=True))
        return found

    @Slot()
    def bring(self) -> None:
        """Bring the changed rows in, through the same checks; those that are still wrong stay."""
        mended = self.mended()
        if not mended:
            self.said.setText(tr("No row was changed yet."))
            return
        desk, actor, batch, source, mapping = self._desk, self._actor, self._batch, self._source, self._mapping

        def work(_progress: Progress) -> imports.ImportResult:
            return mapping_desk.bring_mended(desk, actor, batch, source, mended, mapping=mapping)

        self.run(work, self._brought, tr("Importing"))

    def _brought(self, result: imports.ImportResult) -> None:
        words = imports.sentences(result)
        counts = tr("{added} added, {changed} changed, {rejected} kept aside.", added=result.added,
                    changed=result.changed, rejected=result.rejected)  # fmt: skip
        self.said.setText("\n".join([counts, *words[:4]]))
        self.imported.emit(self._register)
