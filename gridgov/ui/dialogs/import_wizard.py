"""Bring a file in: choose it, match its columns, check without writing, import, and take it back if need be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import cell_import, imports, mapping_desk
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.import_pages import CheckPage, ColumnsPage, FilePage, ResultPage
from gridgov.ui.dialogs.mend_dialog import MendDialog
from gridgov.ui.jobs import JobRunner, Outcome

STEPS = ("1 File", "2 Columns", "3 Check", "4 Result")


class ImportWizard(QDialog):
    """Four steps; nothing is written before the last, and a cancelled import leaves nothing.

    Signals
    -------
    imported : object
        ``"cells"`` or the register's id, after something came in or was taken back (window's thread).
    """

    imported = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, source: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._job: int | None = None
        self.result_of_import: Any = None
        self.setWindowTitle(tr("Import"))
        self.resize(880, 600)

        self._steps = QLabel()
        self._steps.setTextFormat(self._steps.textFormat().RichText)
        self.file = FilePage(desk, actor)
        self.columns = ColumnsPage()
        self.check = CheckPage()
        self.done_page = ResultPage()
        self._stack = QStackedWidget()
        for page in (self.file, self.columns, self.check, self.done_page):
            self._stack.addWidget(page)
        self._bar = QProgressBar()
        self._bar.setVisible(False)
        self._message = QLabel()
        self._message.setWordWrap(True)

        self._back, self._next, self._cancel = (QPushButton(tr(text)) for text in ("Back", "Next", "Cancel"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._back, self._next, self._cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self._next.setDefault(True)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._cancel.clicked.connect(self.reject)
        self.file.changed.connect(self._on_file_changed)
        self.done_page.undo_asked.connect(self._on_undo)
        self.done_page.back_asked.connect(self._on_send_back)
        self.done_page.mend_asked.connect(self._on_mend)

        layout = QVBoxLayout(self)
        layout.addWidget(self._steps)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._message)
        layout.addLayout(buttons)
        self._show(0)
        if source is not None:
            self.file.choose(source)

    # -- steps -------------------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        names = [f"<b>{tr(name)}</b>" if i == step else tr(name) for i, name in enumerate(STEPS)]
        self._steps.setText("&nbsp; › &nbsp;".join(names))
        self._back.setVisible(step in (1, 2))
        self._next.setVisible(step < 3)
        self._next.setText(tr("Import") if step == 2 else tr("Next"))
        self._cancel.setText(tr("Close") if step == 3 else tr("Cancel"))
        self._next.setEnabled(self.file.is_ready() if step == 0 else True)

    @Slot()
    def _on_file_changed(self) -> None:
        self._message.setText(self.file.problem)
        self._next.setEnabled(self.file.is_ready() and self._job is None)

    @Slot()
    def _on_back(self) -> None:
        step = self._stack.currentIndex()
        self._message.clear()
        self._show(0 if step == 1 or self.file.is_cells() else 1)

    @Slot()
    def _on_next(self) -> None:
        self._message.clear()
        step = self._stack.currentIndex()
        if step == 0 and not self.file.is_cells():
            self._run(self._preview, self._previewed, tr("Reading the file"))
        elif step in (0, 1):
            self._run(self._dry_run, self._checked, tr("Checking"))
        else:
            self._run(self._import, self._imported, tr("Importing"))

    # -- jobs --------------------------------------------------------------------------------------------------

    def _run(self, work: Any, done: Any, title: str) -> None:
        self._next.setEnabled(False)
        self._back.setEnabled(False)
        self._bar.setVisible(True)
        self._bar.setRange(0, 0)
        self._bar.setFormat(title)
        self._done = done
        self._job = self._jobs.submit(work, self._finished, title=title, owner=self, on_progress=self._ticked)

    def _ticked(self, done: int, total: int, note: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._message.setText(tr(note) if note else "")

    def _finished(self, outcome: Outcome) -> None:
        self._job = None
        self._bar.setVisible(False)
        self._message.clear()
        self._next.setEnabled(True)
        self._back.setEnabled(True)
        if outcome.error is None:
            self._done(outcome.value)
        elif isinstance(outcome.error, GridgovError):
            self._message.setText(say(outcome.error))
            if self._stack.currentIndex() == 0:
                self.file.show_reference_system()
        else:
            self._message.setText(tr("The import failed through a fault of gridgov; nothing was changed."))

    def _preview(self, _progress: Progress) -> Any:
        return imports.preview(
            self._desk, self._actor, self.file.register(), self.file.path(), mapping=self.file.mapping
        )

    def _previewed(self, preview: Any) -> None:
        self.columns.show_preview(self.file.register(), preview, self.file.base_mapping())
        self._show(1)

    def _work(self, progress: Progress, *, dry_run: bool) -> Any:
        if self.file.is_cells():
            return cell_import.import_cells(
                self._desk,
                self._actor,
                self.file.path(),
                dry_run=dry_run,
                progress=progress,
                **self.file.cell_options(),
            )
        return imports.import_file(
            self._desk,
            self._actor,
            self.file.register(),
            self.file.path(),
            mapping=self.columns.mapping(),
            crs=self.file.crs(),
            dry_run=dry_run,
            progress=progress,
        )

    def _dry_run(self, progress: Progress) -> Any:
        return self._work(progress, dry_run=True)

    def _checked(self, result: Any) -> None:
        self.check.show_result(result, cells=self.file.is_cells())
        self._show(2)

    def _import(self, progress: Progress) -> Any:
        return self._work(progress, dry_run=False)

    def _imported(self, result: Any) -> None:
        self.result_of_import = result
        self.done_page.show_result(result, cells=self.file.is_cells())
        self._show(3)
        self.imported.emit("cells" if self.file.is_cells() else self.file.register())

    @Slot()
    def _on_undo(self) -> None:
        question = tr("Take the whole batch back? Its records leave every list; history keeps them.")
        if QMessageBox.question(self, self.windowTitle(), question) != QMessageBox.StandardButton.Yes:
            return
        self._run(self._undo, self._undone, tr("Taking the batch back"))

    def _undo(self, progress: Progress) -> Any:
        return imports.undo(self._desk, self._actor, self.result_of_import.batch, progress=progress)

    def _undone(self, _value: Any) -> None:
        self.done_page.show_undone()
        self.imported.emit(self.file.register())

    @Slot()
    def _on_send_back(self) -> None:
        source = self.file.path()
        suggested = source.with_name(f"{source.stem} {tr('kept aside')}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), str(suggested), "*.xlsx")
        if name:
            batch, out = self.result_of_import.batch, Path(name)
            self._run(
                lambda _progress: mapping_desk.send_back(self._desk, self._actor, batch, source, out),
                lambda rows: self._message.setText(tr("{n} rows were written to {file}.", n=rows, file=out.name)),
                tr("Writing"),
            )

    @Slot()
    def _on_mend(self) -> None:
        self.mending = MendDialog(
            self._desk, self._actor, self._jobs, self, self.result_of_import.batch, self.file.path(),
            self.file.register(), self.columns.mapping(),
        )  # fmt: skip
        self.mending.imported.connect(self.imported)
        self.mending.open()

    def reject(self) -> None:
        """Close; a running step is cancelled first and leaves nothing."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            return
        super().reject()
