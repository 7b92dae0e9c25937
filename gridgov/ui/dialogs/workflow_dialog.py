"""The picture of a workflow, on the screen and as a file for a document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from gridgov.domain.workflow import Workflow
from gridgov.messages import pick, tr
from gridgov.reports import workflow_picture
from gridgov.ui.widgets.figure_view import FigureView


class WorkflowDialog(QDialog):
    """Shows a workflow; the state of a case stands out."""

    def __init__(self, flow: Workflow, parent: QWidget | None = None, *, here: str = "") -> None:
        super().__init__(parent)
        self._flow = flow
        self.setWindowTitle(f"{pick(flow.zh, flow.en)}  v{flow.version}")
        self.resize(836, 680)
        scroll = QScrollArea()
        scroll.setWidget(FigureView(workflow_picture.picture(flow), here))
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QDialogButtonBox()
        save = buttons.addButton(tr("Save the picture …"), QDialogButtonBox.ButtonRole.ActionRole)
        save.clicked.connect(self._on_save)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)

    @Slot()
    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the picture …"), f"{self._flow.id}.svg", "SVG (*.svg)")
        if name:
            Path(name).write_text(workflow_picture.svg(self._flow), encoding="utf-8")
