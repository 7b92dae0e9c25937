"""One change for many rows: a field, its value, and all of them or none."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import record_entry
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.forms.record_form import RecordForm
from gridgov.ui.jobs import JobRunner

UNLIKE = frozenset({"number", "name", "document_number", "member_since", "relation", "household"})
"""What differs from record to record by its nature."""


class ManyDialog(DeskDialog):
    """Gives one field of many records the same value.

    Signals
    -------
    changed : object
        The fids that were changed.
    """

    changed = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, register: str, fids: list[int]
    ) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Change {n} rows", n=f"{len(fids):,}"), 520, 240)
        self._register, self._fids = register, fids
        self.field = QComboBox()
        for field in record_entry.fields(register, desk):
            if field.name not in UNLIKE:
                self.field.addItem(pick(field.zh, field.en), field.name)
        self.form: RecordForm | None = None
        self._column = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(tr("Which field is to be the same in all of them? An empty value takes it away.")))
        layout.addWidget(self.field)
        layout.addLayout(self._column, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons((tr("Change them"), self.carry_out)))
        self.field.currentIndexChanged.connect(self._on_field)
        self._on_field()

    @Slot()
    def _on_field(self) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.deleteLater()
        self.form = RecordForm(self._desk, self._actor, self._register, parent=self, only=str(self.field.currentData()))
        self._column.addWidget(self.form)

    @Slot()
    def carry_out(self) -> None:
        """Change all of them, as a job."""
        assert self.form is not None
        name = str(self.field.currentData())
        given = self.form.values() or {name: ""}
        desk, actor, register, fids = self._desk, self._actor, self._register, self._fids

        def work(progress: Progress) -> object:
            return record_entry.change_many(desk, actor, register, fids, given, progress=progress)

        def done(_entered: object) -> None:
            self.changed.emit(list(fids))
            self.accept()

        self.run(work, done, tr("Changing records"))
