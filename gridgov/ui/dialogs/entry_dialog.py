"""Entering a new record, or changing one that is there."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.services import lists, record_entry
from gridgov.services.desk import Desk
from gridgov.ui.forms.record_form import RecordForm


class EntryDialog(QDialog):
    """A form for a record; with a fid it changes that record, without one it enters one after another.

    Signals
    -------
    entered : object
        (register, fid): a record was entered or changed.
    """

    entered = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, register: str, fid: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._register, self._fid = desk, actor, register, fid
        kept = registers()[register]
        name = pick(kept.zh, kept.en)
        self.setWindowTitle(tr("Change: {what}", what=name) if fid is not None else tr("New: {what}", what=name))
        self.resize(560, 640)
        self._layout = QVBoxLayout(self)
        self.form = self._form()
        self._layout.addWidget(self.form, 1)
        self.said = QLabel()
        self.said.setObjectName("error")
        self.said.setWordWrap(True)
        self._layout.addWidget(self.said)
        buttons = QDialogButtonBox()
        self.keep = QPushButton(tr("Save"))
        self.keep.setToolTip("Ctrl+Enter")
        self.keep.setShortcut("Ctrl+Return")
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.save)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.ApplyRole)
        if fid is None:
            self.more = QPushButton(tr("Save, and the next one"))
            self.more.setToolTip("Ctrl+Shift+Enter")
            self.more.setShortcut("Ctrl+Shift+Return")
            self.more.clicked.connect(self.save_and_next)
            buttons.addButton(self.more, QDialogButtonBox.ButtonRole.ApplyRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self._layout.addWidget(buttons)
        self.form.submitted.connect(self._on_submitted)
        next(iter(self.form.fields.values())).setFocus()

    def _form(self) -> RecordForm:
        if self._fid is None:
            return RecordForm(self._desk, self._actor, self._register)
        view = lists.record(self._desk, self._actor, self._register, self._fid)
        shown = {column.name: value for column, value in view.fields}
        return RecordForm(self._desk, self._actor, self._register, shown, view.place, fid=self._fid)

    @Slot(object)
    def _on_submitted(self, _nothing: object) -> None:
        self.save()

    def _save(self) -> bool:
        given = self.form.values()
        try:
            if self._fid is None:
                done = record_entry.enter(self._desk, self._actor, self._register, given)
            else:
                done = record_entry.change(self._desk, self._actor, self._register, self._fid, given)
        except GridgovError as error:
            self.said.setText(say(error))
            return False
        self.said.setText("\n".join(say(note) for note in done.notes))
        self.entered.emit((self._register, done.fid))
        return True

    @Slot()
    def save(self) -> None:
        """Keep the record; what is wrong is said and what was typed stays."""
        if self._save():
            self.accept()

    @Slot()
    def save_and_next(self) -> None:
        """Keep the record and offer an empty form."""
        if not self._save():
            return
        fresh = self._form()
        self._layout.replaceWidget(self.form, fresh)
        self.form.deleteLater()
        self.form = fresh
        fresh.submitted.connect(self._on_submitted)
        next(iter(fresh.fields.values())).setFocus()

    def reject(self) -> None:
        """Close; typing that was not kept is asked about."""
        if self.form.is_changed:
            question = tr("Leave without saving what you typed?")
            if QMessageBox.question(self, self.windowTitle(), question) != QMessageBox.StandardButton.Yes:
                return
        super().reject()
