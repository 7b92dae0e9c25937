"""What another program did to a layer of the file: cell by cell, to be accepted or put back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import layer_changes
from gridgov.services.desk import Desk
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import JobRunner, Outcome

WORDS = {"new": "new", "gone": "gone", "shape": "other shape", "code": "other code", "name": "other name",
         "parent": "other parent"}  # fmt: skip
MOST = 2_000


class LayerChangesDialog(QDialog):
    """Shows the difference of one layer.

    Signals
    -------
    settled : object
        The layer: it was accepted or put back.
    """

    settled = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, layer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._layer = desk, actor, jobs, layer
        self.setWindowTitle(tr("The layer {layer} was changed by another program", layer=layer))
        self.resize(560, 460)
        found = layer_changes.difference(desk, actor, layer)
        text = QLabel(
            tr(
                "{n} cells differ from what gridgov wrote. Accept them as a new version (former shapes are kept, "
                "records are attached anew), or put the layer back as it was.",
                n=len(found),
            )
        )
        text.setWordWrap(True)
        heads = [tr("Code"), tr("What differs"), tr("Area before, m²"), tr("Area now, m²")]
        self.table = QTableWidget(min(len(found), MOST), len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().setVisible(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, one in enumerate(found[:MOST]):
            before, after = (f"{a:,.0f}" if a is not None else "" for a in (one.area_before_m2, one.area_after_m2))
            words = tr(", ").join(tr(WORDS[word]) for word in one.what)
            for column, shown in enumerate((one.code, words, before, after)):
                self.table.setItem(row, column, QTableWidgetItem(shown))
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
        self._error.setVisible(False)
        buttons = QDialogButtonBox()
        self.accept_button = buttons.addButton(tr("Accept as a new version"), QDialogButtonBox.ButtonRole.ApplyRole)
        self.back_button = buttons.addButton(tr("Put back as it was"), QDialogButtonBox.ButtonRole.ResetRole)
        later = buttons.addButton(tr("Later"), QDialogButtonBox.ButtonRole.RejectRole)
        self.accept_button.clicked.connect(self._on_accept)
        self.back_button.clicked.connect(self._on_back)
        later.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._error)
        layout.addWidget(buttons)

    @Slot()
    def _on_accept(self) -> None:
        desk, actor, layer = self._desk, self._actor, self._layer

        def work(progress: Progress) -> int:
            return layer_changes.accept(desk, actor, layer, progress=progress)

        self._run(work, tr("Accepting the changed cells"))

    @Slot()
    def _on_back(self) -> None:
        desk, actor, layer = self._desk, self._actor, self._layer

        def work(progress: Progress) -> int:
            layer_changes.put_back(desk, actor, layer, progress=progress)
            return 0

        self._run(work, tr("Putting the layer back"))

    def _run(self, work: object, title: str) -> None:
        self.accept_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self._jobs.submit(work, self._done, title=title, owner=self)  # type: ignore[arg-type]

    def _done(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            error = outcome.error
            ours = tr("This is a fault of gridgov. What you typed is still there.")
            self._error.setText(say(error) if isinstance(error, GridgovError) else ours)
            self._error.setVisible(True)
            self.accept_button.setEnabled(True)
            self.back_button.setEnabled(True)
            return
        self.settled.emit(self._layer)
        self.accept()


def look(desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget) -> None:
    """Show what another program did to a layer of the file, if anything."""
    layers = layer_changes.altered_layers(desk)
    if layers:
        dialog = LayerChangesDialog(desk, actor, jobs, layers[0], parent)
        show(dialog)
