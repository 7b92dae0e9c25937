"""The duplicate desk: pairs that may be one matter, side by side; merge them, or remember that they are two."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.services import case_links
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner
from gridgov.ui.widgets.case_panel import CasePanel


class DuplicateDialog(QDialog):
    """Pairs on the left, both cases of the chosen pair beside each other.

    Signals
    -------
    judged : object
        None: a pair was merged or set apart.
    """

    judged = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor = desk, actor
        self.setWindowTitle(tr("Perhaps reported twice"))
        self.resize(1040, 640)
        self.pairs: list[case_links.Pair] = []
        self.list = QListWidget()
        self.list.setMinimumWidth(220)
        self.list.currentRowChanged.connect(self._on_row)
        self.newer, self.older = CasePanel(desk, actor, jobs), CasePanel(desk, actor, jobs)
        self._said = QLabel()
        self._said.setWordWrap(True)
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.list, self.newer, self.older):
            split.addWidget(widget)
        split.setSizes([220, 400, 400])
        buttons = QDialogButtonBox()
        self.merge = buttons.addButton(tr("Merge into the older one"), QDialogButtonBox.ButtonRole.ApplyRole)
        self.apart = buttons.addButton(tr("Not the same"), QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.merge.clicked.connect(self._on_merge)
        self.apart.clicked.connect(self._on_apart)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self._said, 1)
        below.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addLayout(below)
        self.reload()

    def reload(self) -> None:
        """Read the pairs again."""
        self.pairs = case_links.candidates(self._desk, self._actor)
        self.list.clear()
        for pair in self.pairs:
            self.list.addItem(tr("{title}: {n} m, {h} h apart", title=pair.title, n=pair.metres, h=pair.hours))
        for button in (self.merge, self.apart):
            button.setEnabled(bool(self.pairs))
        if self.pairs:
            self.list.setCurrentRow(0)
        else:
            nothing = tr("No case seems to have been reported twice.")
            self.newer.show_nothing(nothing)
            self.older.show_nothing(nothing)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self.pairs):
            self.newer.show_case(self.pairs[row].newer)
            self.older.show_case(self.pairs[row].older)

    def _pair(self) -> case_links.Pair | None:
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    @Slot()
    def _on_merge(self) -> None:
        pair = self._pair()
        if pair is None:
            return
        try:
            case_links.merge(self._desk, self._actor, pair.newer, pair.older_number)
        except GridgovError as error:
            self._said.setText(say(error))
            return
        self._said.setText(tr("{number} was merged; it can be taken back at any time.", number=pair.newer_number))
        self._done()

    @Slot()
    def _on_apart(self) -> None:
        pair = self._pair()
        if pair is None:
            return
        try:
            case_links.not_duplicate(self._desk, self._actor, pair.newer, pair.older_number)
        except GridgovError as error:
            self._said.setText(say(error))
            return
        self._done()

    def _done(self) -> None:
        self.reload()
        self.judged.emit(None)
