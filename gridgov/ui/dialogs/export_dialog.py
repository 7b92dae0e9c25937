"""Hand data on to another system: what, in which form, which rows and columns, where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor, may
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import cells, export, former_cells, lists
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.pages.map_selection import Picked

FORMATS = {
    "geojson": ("GeoJSON", "geojson"),
    "geojsonseq": ("GeoJSON, one feature a line", "geojsonl"),
    "gpkg": ("GeoPackage", "gpkg"),
    "csv": ("Table (CSV)", "csv"),
}
EMPTY_CHOICE = ""
TODAY, FORMER = "today", "former"


class ExportDialog(QDialog):
    """Chooses an export and runs it as a job; personal columns are off, named, and need a right of their own."""

    def __init__(
        self,
        desk: Desk,
        actor: Actor,
        jobs: JobRunner,
        parent: QWidget | None,
        *,
        what: str = "cells",
        layer: str | None = None,
        cell: str | None = None,
        picked: Picked | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._picked = desk, actor, jobs, picked
        self._asked = 0
        self.setWindowTitle(tr("Export"))
        self.resize(620, 560)

        self._what = QComboBox()
        self._what.addItem(tr("Cells"), "cells")
        self._what.addItem(tr("Summaries per cell"), "summaries")
        for register in registers().values():
            self._what.addItem(pick(register.zh, register.en), register.id)
        self._form = QComboBox()
        for key, (name, _) in FORMATS.items():
            self._form.addItem(tr(name), key)
        self._layer = QComboBox()
        for one in cells.layers(desk, actor):
            self._layer.addItem(pick(one.zh, one.en), one.id)
        self._which = QComboBox()
        self._which.addItem(tr("today's cells"), TODAY)
        self._which.addItem(tr("the cells as they were on"), FORMER)
        self._day = QDateEdit(QDate.currentDate())
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setAccessibleName(tr("The day of the cells"))
        self._cell = QLineEdit(cell or EMPTY_CHOICE)
        self._cell.setPlaceholderText(tr("all cells"))
        if picked is not None:
            n = f"{len(picked.codes if picked.fids is None else picked.fids):,}"
            text = tr("the {n} cells selected on the map" if picked.fids is None else "the {n} chosen records", n=n)
            self._cell.setText(text)
        self._where = QLineEdit()
        self._where.setPlaceholderText(tr("all rows; e.g. state_type = 'open'"))
        self._columns = QListWidget()
        self._columns.setMinimumHeight(140)
        self._note = QLabel()
        self._note.setWordWrap(True)

        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("What"), self._what)
        form.addRow(tr("Format"), self._form)
        form.addRow(tr("Layer"), self._layer)
        shapes = QHBoxLayout()
        shapes.addWidget(self._which, 1)
        shapes.addWidget(self._day)
        form.addRow(tr("Reported on"), shapes)
        form.addRow(tr("Only in cell"), self._cell)
        form.addRow(tr("Only rows where"), self._where)
        form.addRow(tr("Columns"), self._columns)

        buttons = QDialogButtonBox()
        self._go = buttons.addButton(tr("Export …"), QDialogButtonBox.ButtonRole.AcceptRole)
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._go.clicked.connect(self._on_export)
        close.clicked.connect(self.reject)

        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        self._what.currentIndexChanged.connect(self._on_what)
        self._which.currentIndexChanged.connect(self._on_which)
        self._day.dateChanged.connect(self._on_day)
        self._layer.currentIndexChanged.connect(self._on_day)
        self._what.setCurrentIndex(max(self._what.findData(what), 0))
        if layer is not None:
            self._layer.setCurrentIndex(max(self._layer.findData(layer), 0))
        self._on_what()

    @Slot()
    def _on_what(self) -> None:
        what = self._what.currentData()
        is_register = what in registers()
        for widget in (self._where, self._cell, self._columns):
            widget.setEnabled(is_register)
        self._which.setEnabled(not is_register)
        self._on_which()
        if self._picked is not None:
            self._cell.setEnabled(False)
        self._columns.clear()
        if not is_register:
            self._note.setText(tr("No personal value is in cells or summaries."))
            return
        permitted = may(self._actor, "export.personal")
        for column in lists.columns(what, self._desk):
            item = QListWidgetItem(pick(column.zh, column.en))
            item.setData(Qt.ItemDataRole.UserRole, column.name)
            personal = bool(column.personal)
            item.setCheckState(Qt.CheckState.Unchecked if personal else Qt.CheckState.Checked)
            if personal:
                item.setText(tr("{name} (personal)", name=item.text()))
                if not permitted:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                    item.setToolTip(tr("Your role may not export personal columns."))
            self._columns.addItem(item)
        self._note.setText(tr("Personal columns stay out unless you tick them. Who exported what is recorded."))

    @Slot()
    def _on_which(self) -> None:
        self._day.setEnabled(self._which.isEnabled() and self._which.currentData() == FORMER)
        if self._which.isEnabled():
            self._note.setText(tr("No personal value is in cells or summaries."))
        self._on_day()

    def _at(self) -> str | None:
        """The day whose cells are wanted; None for today's."""
        return self._day.date().toString("yyyy-MM-dd") if self._day.isEnabled() else None

    @Slot()
    def _on_day(self) -> None:
        """Say how many cells there were, before anything is written."""
        self._asked += 1
        at, asked = self._at(), self._asked
        layer = (self._picked.layer if self._picked is not None else None) or self._layer.currentData()
        if at is None or layer is None:
            return
        desk, actor = self._desk, self._actor

        def work(_: Progress) -> int:
            return len(former_cells.cells_on(desk, actor, layer, at).codes)

        def counted(outcome: Outcome) -> None:
            if asked != self._asked:
                return  # something else was chosen meanwhile, or the export began
            if outcome.error is None:
                text = tr("On {day} the layer had {n} cells.", day=at, n=f"{outcome.value:,}")
                self._note.setText(text + "\n" + tr("No personal value is in cells or summaries."))
            elif isinstance(outcome.error, GridgovError):
                self._note.setText(say(outcome.error))

        self._jobs.submit(work, counted, owner=self)

    def chosen_columns(self) -> list[str] | None:
        """The ticked columns; None where the choice does not apply."""
        if not self._columns.isEnabled():
            return None
        items = [self._columns.item(row) for row in range(self._columns.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked]

    @Slot()
    def _on_export(self) -> None:
        what, form = str(self._what.currentData()), str(self._form.currentData())
        ending = FORMATS[form][1]
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export …"), f"{what}.{ending}", f"{tr(FORMATS[form][0])} (*.{ending})"
        )
        if name:
            self.start(Path(name))

    def start(self, out: Path) -> None:
        """Run the chosen export to `out` as a job."""
        what, form = str(self._what.currentData()), str(self._form.currentData())
        layer, picked = self._layer.currentData(), self._picked
        cell: str | tuple[str, ...] | None = self._cell.text().strip() or None
        if picked is not None:
            cell = picked.codes
            layer = picked.layer or layer
        where, columns = self._where.text().strip() or None, self.chosen_columns()
        at = self._at()
        desk, actor = self._desk, self._actor

        def work(progress: Progress) -> export.ExportReceipt:
            return export.export(
                desk,
                actor,
                form,
                what,
                out,
                layer=layer,
                cell=cell if columns is not None or picked is not None else None,
                among=picked.fids if picked is not None else None,
                where=where if columns is not None else None,
                columns=columns,
                at=at,
                progress=progress,
            )

        self._asked += 1
        self._go.setEnabled(False)
        self._note.setText(tr("Exporting …"))
        self._jobs.submit(work, self._done, title=tr("Export"), owner=self)

    def _done(self, outcome: Outcome) -> None:
        self._go.setEnabled(True)
        if outcome.error is not None:
            error = outcome.error
            failed = tr("The export failed; nothing was written.")
            self._note.setText(say(error) if isinstance(error, GridgovError) else failed)
            return
        receipt = outcome.value
        text = tr("{rows} rows written to {file}.", rows=f"{receipt.rows:,}", file=receipt.path)
        if receipt.elsewhere:
            text += "\n" + former_cells.sentence(receipt.at, receipt.elsewhere)
        self._note.setText(text)
