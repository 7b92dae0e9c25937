"""The sheet of one cell as it will be printed: look, then print it or keep it as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import case_sheet, report
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

SCREEN_DPI = 110
PAPER_DPI = 300


class PrintPreview(QDialog):
    """One cell, or one case (an empty layer), on paper, made in a job and shown as a picture."""

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, layer: str, code: str
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._layer, self._code = desk, actor, jobs, layer, code
        self._sheet: report.SheetDocument | None = None
        self.setWindowTitle(tr("Cell sheet {code}", code=code) if layer else tr("Case {number}", number=code))
        self.resize(860, 640)

        self._page = QLabel(tr("The sheet is being made …"))
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setAccessibleName(tr("Preview of the sheet"))
        scroll = QScrollArea()
        scroll.setWidget(self._page)
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)

        buttons = QDialogButtonBox()
        self._print = buttons.addButton(tr("Print …"), QDialogButtonBox.ButtonRole.ActionRole)
        self._save = buttons.addButton(tr("Save as PDF …"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        close.clicked.connect(self.reject)
        for button in (self._print, self._save):
            button.setEnabled(False)

        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        self._jobs.submit(self._make, self._made, title=tr("Making the sheet"), owner=self)

    def _make(self, _progress: Progress) -> tuple[report.SheetDocument, list[bytes]]:
        if self._layer:
            sheet = report.cell_sheet(self._desk, self._actor, self._code, layer=self._layer)
        else:
            sheet = case_sheet.case_sheet(self._desk, self._actor, self._code)
        return sheet, report.preview_png(sheet, SCREEN_DPI)

    def _made(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self._page.setText(_sentence(outcome.error))
            return
        self._sheet, pages = outcome.value
        picture = QPixmap()
        picture.loadFromData(pages[0], "PNG")
        self._page.setPixmap(picture)
        for button in (self._print, self._save):
            button.setEnabled(True)
        self._print.setFocus()

    @Slot()
    def _on_save(self) -> None:
        if self._sheet is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF …"), f"{self._code}.pdf", "PDF (*.pdf)")
        if not name:
            return
        try:
            report.write_pdf(self._sheet, Path(name))
        except GridgovError as error:
            QMessageBox.warning(self, self.windowTitle(), say(error))

    @Slot()
    def _on_print(self) -> None:
        if self._sheet is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        painter = QPainter(printer)
        for number, png in enumerate(report.preview_png(self._sheet, PAPER_DPI)):
            if number:
                printer.newPage()
            page = QRectF(painter.viewport())
            image = QImage.fromData(png)
            size = image.size().scaled(page.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(page.topLeft(), size), image)
        painter.end()


def _sentence(error: Any) -> str:
    return say(error) if isinstance(error, GridgovError) else tr("The sheet could not be made.")
