"""The ties of a record: who owns it, who works there, who looks after whom; added by search, ended, withdrawn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.ties import kinds
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import search, ties
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.forms.suggest import Offer, SuggestLine
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table


class TiesDialog(DeskDialog):
    """Ties of one record.

    Signals
    -------
    changed : object
        None: a tie was added or ended.
    """

    changed = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, register: str, fid: int
    ) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Ties"), 620, 420)
        self._register, self._fid = register, fid
        self.table = plain_table([tr("Tie"), tr("Record"), tr("Since"), tr("Last day")], tr("Ties"))
        self.kind = QComboBox()
        for one in kinds().values():
            if register in one.from_registers:
                self.kind.addItem(pick(one.zh, one.en), (one.id, True))
            if register in one.to_registers:
                self.kind.addItem(pick(one.zh_back, one.en_back), (one.id, False))
        self.other = SuggestLine(self._find)
        self.since = QLineEdit()
        self.since.setPlaceholderText(tr("year-month-day"))
        form = QFormLayout()
        form.addRow(tr("Tie"), self.kind)
        form.addRow(tr("Record"), self.other)
        form.addRow(tr("Since"), self.since)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(
            self.buttons((tr("Add"), self.add), (tr("Ends today"), self.end), (tr("It was a mistake"), self.take_back))
        )
        self.reload()

    def _find(self, text: str) -> list[Offer]:
        kind, forward = self.kind.currentData()
        wanted = kinds()[kind].to_registers if forward else kinds()[kind].from_registers
        return [
            (f"{hit.title}  {hit.subtitle}", (group.kind, int(hit.key)))
            for group in search.find(self._desk, self._actor, text, limit=8)
            if group.kind in wanted
            for hit in group.hits
        ]

    def reload(self) -> None:
        """Read the ties again."""
        desk, actor, register, fid = self._desk, self._actor, self._register, self._fid
        self.run(lambda _progress: ties.of(desk, actor, register, fid), self._arrived)

    def _arrived(self, found: list[ties.Tie]) -> None:
        rows = [(pick(one.zh, one.en), one.title, one.since or "", one.until or "") for one in found]
        fill(self.table, rows, [one.id for one in found])
        self.summary("" if found else tr("This record has no ties."))

    @Slot()
    def add(self) -> None:
        """Tie the record to the one that was found."""
        other: Any = self.other.taken
        if not isinstance(other, list | tuple):
            self.fault(WrongUse("Type a name or number and choose the record."))
            return
        desk, actor, here = self._desk, self._actor, (self._register, self._fid)
        kind, forward = self.kind.currentData()
        since = self.since.text().strip() or None

        def act() -> str:
            there = (str(other[0]), int(other[1]))
            start, end = (here, there) if forward else (there, here)
            ties.add(desk, actor, kind, start, end, since=since)
            return tr("The tie was added.")

        self.run_and_reload(act)
        self.changed.emit(None)

    @Slot()
    def end(self) -> None:
        """Let the tie in front end today."""
        self._end(mistake=False)

    @Slot()
    def take_back(self) -> None:
        """Withdraw the tie in front, which never held."""
        self._end(mistake=True)

    def _end(self, *, mistake: bool) -> None:
        number = key_at(self.table, self.table.currentRow())
        if number is None:
            return
        desk, actor = self._desk, self._actor

        def act() -> str:
            ties.end(desk, actor, int(number), mistake=mistake)
            return tr("The tie was withdrawn.") if mistake else tr("The tie ends today.")

        self.run_and_reload(act)
        self.changed.emit(None)
