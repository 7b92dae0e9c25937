"""Bring a file in: choose it, match its columns, see where it lies, check without writing, import, take it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
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
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import cell_import, imports, likely_crs, mapping_desk, matching, value_desk
from gridgov.services.desk import Desk
from gridgov.services.likely_crs import Look
from gridgov.ui.dialogs.import_crs_page import CoordinatesPage
from gridgov.ui.dialogs.import_file_page import FilePage
from gridgov.ui.dialogs.import_pages import CheckPage, ColumnsPage, ResultPage
from gridgov.ui.dialogs.mend_dialog import MendDialog
from gridgov.ui.dialogs.values_dialog import ValuesDialog
from gridgov.ui.jobs import JobRunner, Outcome

FILE, COLUMNS, COORDINATES, CHECK, RESULT = range(5)
NAMES = ("File", "Columns and fields", "Coordinates", "Check", "Result")


class ImportWizard(QDialog):
    """A few steps; nothing is written before the last, and a cancelled import leaves nothing.

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
        self.resize(940, 660)

        self._steps = QLabel()
        self._steps.setTextFormat(self._steps.textFormat().RichText)
        self.file = FilePage(desk, actor, jobs)
        self.columns = ColumnsPage()
        self.coordinates = CoordinatesPage()
        self._placed: Look | None = None
        self.check = CheckPage()
        self.done_page = ResultPage()
        self._stack = QStackedWidget()
        for page in (self.file, self.columns, self.coordinates, self.check, self.done_page):
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
        self.coordinates.changed.connect(self._on_coordinates)
        self.columns.values_asked.connect(self._on_values)
        self.columns.one_by_one_asked.connect(self._on_one_by_one)
        self.done_page.undo_asked.connect(self._on_undo)
        self.done_page.back_asked.connect(self._on_send_back)
        self.done_page.mend_asked.connect(self._on_mend)

        layout = QVBoxLayout(self)
        layout.addWidget(self._steps)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._message)
        layout.addLayout(buttons)
        self._show(FILE)
        if source is not None:
            self.file.choose(source)

    # -- steps -------------------------------------------------------------------------------------------------

    def _route(self) -> list[int]:
        """The steps that this file needs, in order."""
        cells = self.file.is_cells()
        placed = cells or self._placed is not None
        return [FILE, *([] if cells else [COLUMNS]), *([COORDINATES] if placed else []), CHECK, RESULT]

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        shown = []
        for number, one in enumerate(self._route(), 1):
            name = f"{number} {tr(NAMES[one])}"
            shown.append(f"<b>{name}</b>" if one == step else name)
        self._steps.setText("&nbsp; › &nbsp;".join(shown))
        self._back.setVisible(step in (COLUMNS, COORDINATES, CHECK))
        self._next.setVisible(step != RESULT)
        self._next.setText(tr("Import") if step == CHECK else tr("Next"))
        self._cancel.setText(tr("Close") if step == RESULT else tr("Cancel"))
        self._next.setEnabled(self._may_go_on())

    def _may_go_on(self) -> bool:
        step = self._stack.currentIndex()
        if self._job is not None:
            return False
        if step == FILE:
            return self.file.is_ready()
        return self.coordinates.is_ready() if step == COORDINATES else True

    @Slot()
    def _on_file_changed(self) -> None:
        self._message.setText(tr("Looking into the file …") if self.file.looking else self.file.problem)
        if self._stack.currentIndex() == FILE:
            self._show(FILE)

    @Slot()
    def _on_coordinates(self) -> None:
        self._next.setEnabled(self._may_go_on())

    @Slot()
    def _on_back(self) -> None:
        self._message.clear()
        steps = self._route()
        self._show(steps[max(steps.index(self._stack.currentIndex()) - 1, 0)])

    @Slot()
    def _on_next(self) -> None:
        if not self._may_go_on():
            return
        self._message.clear()
        step = self._stack.currentIndex()
        if step == FILE and not self.file.is_cells():
            self._run(self._preview, self._previewed, tr("Reading the file"))
        elif step in (FILE, COLUMNS):
            self._run(self._look_where, self._looked_where, tr("Reading the coordinates"))
        elif step == COORDINATES:
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
        self._back.setEnabled(True)
        self._next.setEnabled(self._may_go_on())
        if outcome.error is None:
            self._done(outcome.value)
        elif isinstance(outcome.error, GridgovError):
            self._message.setText(say(outcome.error))
        else:
            self._message.setText(tr("The import failed through a fault of gridgov; nothing was changed."))

    def _preview(self, _progress: Progress) -> Any:
        return imports.preview(
            self._desk, self._actor, self.file.register(), self.file.path(), mapping=self.file.base_mapping()
        )

    def _previewed(self, preview: Any) -> None:
        self._placed = None
        self.columns.one_by_one.setVisible(self.file.register() in matching.REGISTERS)
        self.columns.show_preview(self.file.register(), preview, preview.mapping or self.file.base_mapping())
        self._show(COLUMNS)

    def _look_where(self, progress: Progress) -> Look | None:
        desk, actor, path = self._desk, self._actor, self.file.path()
        if self.file.is_cells():
            layer, encoding = self.file.source_layer(), self.file.encoding() or None
            return likely_crs.look_at_cells(desk, actor, path, layer=layer, encoding=encoding, progress=progress)
        if not registers()[self.file.register()].has_place:
            return None
        return likely_crs.look_at_records(desk, actor, path, self.columns.mapping())

    def _looked_where(self, look: Look | None) -> None:
        self._placed = look
        if look is None:
            self._run(self._dry_run, self._checked, tr("Checking"))
            return
        self.coordinates.show_look(look, cells=self.file.is_cells())
        self._show(COORDINATES)

    def _mapping(self) -> Mapping:
        """The mapping of the columns, with what was said of the coordinates."""
        made, how = self.columns.mapping(), self.coordinates.how()
        if self._placed is None or not how.swap or not {"x", "y"} <= set(made.fields):
            return made
        fields = dict(made.fields)
        fields["x"], fields["y"] = fields["y"], fields["x"]
        return attrs.evolve(made, fields=fields)

    def _work(self, progress: Progress, *, dry_run: bool) -> Any:
        if self.file.is_cells():
            return cell_import.import_cells(
                self._desk,
                self._actor,
                self.file.path(),
                dry_run=dry_run,
                progress=progress,
                how=self.coordinates.how(),
                **self.file.cell_options(),
            )
        return imports.import_file(
            self._desk,
            self._actor,
            self.file.register(),
            self.file.path(),
            mapping=self._mapping(),
            crs=self._crs(),
            dry_run=dry_run,
            progress=progress,
        )

    def _crs(self) -> str | None:
        """The system of the coordinates of records, where there are any and the file does not say it."""
        one = self.coordinates.chosen() if self._placed is not None else None
        if one is None or (self._placed is not None and one.crs == self._placed.said):
            return None
        return one.crs

    def _dry_run(self, progress: Progress) -> Any:
        return self._work(progress, dry_run=True)

    def _checked(self, result: Any) -> None:
        self.check.show_result(result, cells=self.file.is_cells())
        self._show(CHECK)

    def _import(self, progress: Progress) -> Any:
        return self._work(progress, dry_run=False)

    def _imported(self, result: Any) -> None:
        self.result_of_import = result
        self.done_page.show_result(result, cells=self.file.is_cells())
        self._show(RESULT)
        self.imported.emit("cells" if self.file.is_cells() else self.file.register())

    @Slot()
    def _on_values(self) -> None:
        desk, actor, register, path = self._desk, self._actor, self.file.register(), self.file.path()
        mapping = self.columns.mapping()
        self._run(
            lambda _progress: value_desk.values(desk, actor, register, path, mapping),
            self._show_values,
            tr("Reading the file"),
        )

    def _show_values(self, fields: Any) -> None:
        if not fields:
            self._message.setText(tr("No mapped column of this file holds codes."))
            return
        self.values = ValuesDialog(fields, self)
        self.values.accepted.connect(self._on_values_chosen)
        self.values.open()

    @Slot()
    def _on_values_chosen(self) -> None:
        self.columns.take_values(self.values.values())

    @Slot()
    def _on_one_by_one(self) -> None:
        from gridgov.ui.dialogs.match_dialog import MatchDialog

        self.matching = MatchDialog(self._desk, self._actor, self._jobs, self)
        self.matching.take(self.file.path(), self.file.register(), self.columns.mapping())
        self.matching.open()

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
            self.file.register(), self._mapping(),
        )  # fmt: skip
        self.mending.imported.connect(self.imported)
        self.mending.open()

    def reject(self) -> None:
        """Close; a running step is cancelled first and leaves nothing."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            return
        super().reject()
