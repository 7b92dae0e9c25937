"""Tidying: what looks wrong, with one key to open it or to say that it is right; likely doubles side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import tidy
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import ROLE, fill, key_at, plain_table


class TidyDialog(DeskDialog):
    """Checks on one tab, doubles on the other.

    Signals
    -------
    record_asked : object
        (register, fid): a record is to be opened and mended.
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Tidying"), 940, 560)
        self._last_merge: int | None = None
        self.pairs: list[tidy.Double] = []
        tabs = QTabWidget()
        tabs.addTab(self._checks_tab(), tr("What looks wrong"))
        tabs.addTab(self._doubles_tab(), tr("Likely doubles"))
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons())
        self.reload()
        self.find_doubles()

    # -- checks ------------------------------------------------------------------------------------------------

    def _checks_tab(self) -> QWidget:
        self.checks = QListWidget()
        self.checks.setAccessibleName(tr("Checks"))
        self.checks.setWordWrap(True)
        self.checks.currentItemChanged.connect(self._on_check)
        self.table = plain_table([tr("Record"), tr("Value")], tr("Findings"))
        self.table.cellDoubleClicked.connect(self._on_open)
        line = QHBoxLayout()
        for text, slot in (
            (tr("Open and mend (Enter)"), self._on_open),
            (tr("It is right (R)"), self.say_right),
            (tr("Seen today (S)"), self.confirm),
        ):
            button = QPushButton(text)
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.checks)
        split.addWidget(right)
        split.setSizes([360, 570])
        return split

    @Slot()
    def reload(self) -> None:
        """Count what every check finds, as a job."""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return tidy.checks(desk, actor)

        self.run(work, self._counted, tr("Checking the ledgers"))

    def _counted(self, found: list[tidy.Check]) -> None:
        now = self.checks.currentItem()
        kept = now.data(ROLE).id if now is not None else None
        self.checks.clear()
        for one in found:
            item = QListWidgetItem(f"{pick(one.zh, one.en)}  {one.count:,}")
            item.setData(ROLE, one)
            self.checks.addItem(item)
            if one.id == kept or (kept is None and one.count and self.checks.currentItem() is None):
                self.checks.setCurrentItem(item)
        if self.checks.currentItem() is None:
            self.summary(tr("Nothing looks wrong."))

    @property
    def check(self) -> tidy.Check | None:
        """The check in front."""
        item = self.checks.currentItem()
        found: tidy.Check | None = item.data(ROLE) if item is not None else None
        return found

    @Slot()
    def _on_check(self) -> None:
        one = self.check
        if one is None:
            return
        desk, actor, name = self._desk, self._actor, one.id

        def work(_progress: Progress) -> Any:
            return name, tidy.findings(desk, actor, name)

        self.run(work, self._found)

    def _found(self, told: tuple[str, list[tidy.Finding]]) -> None:
        if self.check is None or told[0] != self.check.id:
            return
        found = told[1]
        fill(self.table, [(one.title, one.value) for one in found], [one.fid for one in found])
        if found:
            self.table.selectRow(0)

    def _fid(self) -> int | None:
        key = key_at(self.table, self.table.currentRow())
        return int(key) if key is not None else None

    @Slot()
    def _on_open(self) -> None:
        fid = self._fid()
        if fid is not None and self.check is not None:
            self.record_asked.emit((self.check.register, fid))

    @Slot()
    def say_right(self) -> None:
        """The finding in front is right as it is."""
        self._settle(lambda check, fid: tidy.say_right(self._desk, self._actor, check.id, fid))

    @Slot()
    def confirm(self) -> None:
        """The record in front was looked at today."""
        if self.check is not None and self.check.register in {"person", "organization", "dwelling"}:
            self._settle(lambda check, fid: tidy.confirm(self._desk, self._actor, check.register, fid))

    def _settle(self, act: Callable[[tidy.Check, int], object]) -> None:
        fid, check = self._fid(), self.check
        if fid is None or check is None:
            return

        def work(_progress: Progress) -> None:
            act(check, fid)

        self.run(work, lambda _done: self.reload())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, R is right, S was seen: while the findings have the keys."""
        if self.table.hasFocus() and not event.modifiers():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_open()
                return
            if event.key() == Qt.Key.Key_R:
                self.say_right()
                return
            if event.key() == Qt.Key.Key_S:
                self.confirm()
                return
        super().keyPressEvent(event)

    # -- doubles -----------------------------------------------------------------------------------------------

    def _doubles_tab(self) -> QWidget:
        self.register = QComboBox()
        for key in tidy.REGISTERS:
            self.register.addItem(pick(registers()[key].zh, registers()[key].en_plural), key)
        self.register.currentIndexChanged.connect(self.find_doubles)
        self.register.setAccessibleName(tr("Register"))
        self.list = plain_table([tr("Why"), "1", "2"], tr("Likely doubles"))
        self.list.itemSelectionChanged.connect(self._on_pair)
        self.beside = plain_table([tr("Field"), "1", "2"], tr("Side by side"))
        line = QHBoxLayout()
        line.addWidget(self.register)
        line.addStretch(1)
        for text, slot in (
            (tr("One: keep 1"), self._on_keep_first),
            (tr("One: keep 2"), self._on_keep_second),
            (tr("They are two"), self.two),
            (tr("Take the merge back"), self.unmerge),
        ):
            button = QPushButton(text)
            button.clicked.connect(slot)
            line.addWidget(button)
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.addLayout(line)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.beside)
        column.addWidget(split, 1)
        return tab

    @Slot()
    def find_doubles(self) -> None:
        """Look for pairs that may be one, as a job."""
        desk, actor, register = self._desk, self._actor, str(self.register.currentData())

        def work(_progress: Progress) -> Any:
            return tidy.doubles(desk, actor, register)

        self.run(work, self._doubles_found, tr("Looking for doubles"))

    def _doubles_found(self, found: list[tidy.Double]) -> None:
        self.pairs = found
        fill(self.list, [(one.why, *one.titles) for one in self.pairs])
        self.beside.setRowCount(0)
        if self.pairs:
            self.list.selectRow(0)
        self.summary(tr("{n} likely doubles", n=len(self.pairs)) if self.pairs else tr("No doubles were found."))

    def pair(self) -> tidy.Double | None:
        """The pair in front."""
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    @Slot()
    def _on_pair(self) -> None:
        one = self.pair()
        if one is None:
            return
        try:
            rows = tidy.side_by_side(self._desk, self._actor, str(self.register.currentData()), one.one, one.other)
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.beside.setRowCount(len(rows))
        for number, (zh, en, left, right) in enumerate(rows):
            for column, text in enumerate((pick(zh, en), left or "", right or "")):
                item = QTableWidgetItem(text)
                if column and left != right:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.beside.setItem(number, column, item)

    @Slot()
    def _on_keep_first(self) -> None:
        if (one := self.pair()) is not None:
            self.merge(one.one, one.other)

    @Slot()
    def _on_keep_second(self) -> None:
        if (one := self.pair()) is not None:
            self.merge(one.other, one.one)

    def merge(self, keep: int, drop: int) -> None:
        """Make one of two; it can be taken back."""
        desk, actor, register = self._desk, self._actor, str(self.register.currentData())

        def merged(number: int) -> None:
            self._last_merge = number
            self.say_after(tr("They are one now; this can be taken back."))
            self.find_doubles()

        self.run(lambda _progress: tidy.merge(desk, actor, register, keep, drop), merged)

    @Slot()
    def two(self) -> None:
        """The pair in front are two; it is not asked again."""
        one = self.pair()
        if one is not None:
            desk, actor, register = self._desk, self._actor, str(self.register.currentData())
            self.run(
                lambda _progress: tidy.two(desk, actor, register, one.one, one.other),
                lambda _done: self.find_doubles(),
            )

    @Slot()
    def unmerge(self) -> None:
        """Take the last merge made here back."""
        number = self._last_merge
        if number is None:
            self.said.setText(tr("Nothing was merged here yet."))
            return
        desk, actor = self._desk, self._actor

        def back(_done: object) -> None:
            self._last_merge = None
            self.say_after(tr("They are two again."))
            self.find_doubles()

        self.run(lambda _progress: tidy.unmerge(desk, actor, number), back)
