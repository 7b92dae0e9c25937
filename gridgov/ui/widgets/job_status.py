"""The job under way, in the status bar: how far, how long still, and cancel."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from gridgov.messages import tr
from gridgov.ui.jobs import JobRunner, Tick


class JobStatus(QWidget):
    """Shows the job that last told where it stands; hidden while there is none."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: int | None = None
        self._note = QLabel()
        self._bar = QProgressBar()
        self._bar.setMaximumWidth(220)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._note, self._bar, self._cancel):
            layout.addWidget(part)
        self.setVisible(False)
        jobs.ticked.connect(self._on_tick)
        jobs.finished.connect(self._on_finished)

    @Slot(object)
    def _on_tick(self, tick: Tick) -> None:
        self._job = tick.job
        self._note.setText(tr(tick.note) if tick.note else tick.title)
        self._bar.setRange(0, tick.total)
        self._bar.setValue(tick.done)
        left = tr(" — {s} s left", s=round(tick.left_s)) if tick.left_s is not None else ""
        self._bar.setFormat(f"%p %{left}")
        self.setVisible(True)

    @Slot(object)
    def _on_finished(self, job: int) -> None:
        if job == self._job:
            self._job = None
            self.setVisible(False)

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self._jobs.cancel(self._job)
