"""Fields of one's own: what an office keeps beside the standard's."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.register import Field, registers
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import own_fields
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table

KINDS = {"text": "Text", "date": "Date", "int": "Whole number", "real": "Decimal number"}


class FieldsDialog(DeskDialog):
    """The fields of one's own; a new one appears in forms, lists, imports and exports."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Fields of your own"), 720, 520)
        heads = [tr("Register"), tr("Name"), tr("Kind"), tr("Personal"), tr("Choices")]
        self.table = plain_table(heads, tr("Fields of your own"))
        self.register, self.kind = QComboBox(), QComboBox()
        for key, kept in registers().items():
            self.register.addItem(pick(kept.zh, kept.en), key)
        for key, name in KINDS.items():
            self.kind.addItem(tr(name), key)
        self.name, self.choices = QLineEdit(), QLineEdit()
        self.choices.setPlaceholderText(tr("Several joined by semicolons; empty for any text"))
        self.personal = QCheckBox(tr("It says something of a person: it is masked and stays out of exports"))
        self.personal.setChecked(True)
        form = QFormLayout()
        for text, widget in (
            (tr("Register"), self.register),
            (tr("Name"), self.name),
            (tr("Kind"), self.kind),
            (tr("Choices"), self.choices),
        ):
            form.addRow(text, widget)
        form.addRow("", self.personal)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons((tr("Add"), self.add), (tr("Take out of use"), self.remove)))
        self.reload()

    def reload(self) -> None:
        """Read the fields again."""
        desk = self._desk

        def work(_progress: Progress) -> list[Field]:
            return [one for key in registers() for one in own_fields.of(desk, key)]

        self.run(work, self._arrived)

    def _arrived(self, found: list[Field]) -> None:
        rows = [
            (
                pick(registers()[one.register].zh, registers()[one.register].en),
                one.name,
                tr(KINDS[one.kind]),
                tr("yes") if one.personal else tr("no"),
                "；".join(one.choices),
            )
            for one in found
        ]
        fill(self.table, rows, [(one.register, one.name) for one in found])
        self.summary("" if found else tr("There is no field of your own yet."))

    @Slot()
    def add(self) -> None:
        """Add the field that is written below the table."""
        desk, actor = self._desk, self._actor
        register, name, kind = str(self.register.currentData()), self.name.text(), str(self.kind.currentData())
        personal = 1 if self.personal.isChecked() else 0
        parts = self.choices.text().replace("；", ";").split(";")
        choices = [part.strip() for part in parts if part.strip()]

        def act() -> str:
            own_fields.add(desk, actor, register, name, kind=kind, personal=personal, choices=choices)
            return tr("The field {name} was added.", name=name)

        self.run_and_reload(act)

    @Slot()
    def remove(self) -> None:
        """Take the field in front out of use."""
        key = key_at(self.table, self.table.currentRow())
        if key is None:
            return
        desk, actor, (register, name) = self._desk, self._actor, key

        def act() -> str:
            own_fields.remove(desk, actor, register, name)
            return tr("The field {name} is out of use; its values stay and come back with it.", name=name)

        self.run_and_reload(act)
