"""Tidying: what looks wrong, with one key to open it or to say that it is right; likely doubles side by side."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
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
from gridgov.ui.jobs import JobRunner, Outcome

ROLE = Qt.ItemDataRole.UserRole


def _table(heads: list[str], name: str) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.verticalHeader().setVisible(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.setAccessibleName(name)
    return table


class TidyDialog(QDialog):
    """Checks on one tab, doubles on the other.

    Signals
    -------
    record_asked : object
        (register, fid): a record is to be opened and mended.
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._last_merge: int | None = None
        self.pairs: list[tidy.Double] = []
        self.setWindowTitle(tr("Tidying"))
        self.resize(940, 560)
        tabs = QTabWidget()
        tabs.addTab(self._checks_tab(), tr("What looks wrong"))
        tabs.addTab(self._doubles_tab(), tr("Likely doubles"))
        self.said = QLabel()
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        self.reload()
        self.find_doubles()

    # -- checks ------------------------------------------------------------------------------------------------

    def _checks_tab(self) -> QWidget:
        self.checks = QListWidget()
        self.checks.setAccessibleName(tr("Checks"))
        self.checks.currentItemChanged.connect(self._on_check)
        self.table = _table([tr("Record"), tr("Value")], tr("Findings"))
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
        split.setSizes([330, 600])
        return split

    @Slot()
    def reload(self) -> None:
        """Count what every check finds, as a job."""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return tidy.checks(desk, actor)

        self._jobs.submit(work, self._counted, owner=self, title=tr("Checking the ledgers"))

    def _counted(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, GridgovError):
                self.said.setText(say(outcome.error))
            return
        now = self.checks.currentItem()
        kept = now.data(ROLE).id if now is not None else None
        self.checks.clear()
        for one in outcome.value:
            item = QListWidgetItem(f"{pick(one.zh, one.en)}  {one.count:,}")
            item.setData(ROLE, one)
            self.checks.addItem(item)
            if one.id == kept or (kept is None and one.count and self.checks.currentItem() is None):
                self.checks.setCurrentItem(item)
        if self.checks.currentItem() is None:
            self.said.setText(tr("Nothing looks wrong."))

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

        self._jobs.submit(work, self._found, owner=self)

    def _found(self, outcome: Outcome) -> None:
        if outcome.error is not None or self.check is None or outcome.value[0] != self.check.id:
            return
        found = outcome.value[1]
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, text in enumerate((one.title, one.value)):
                item = QTableWidgetItem(text)
                item.setData(ROLE, one.fid)
                self.table.setItem(row, column, item)
        if found:
            self.table.selectRow(0)

    def _fid(self) -> int | None:
        item = self.table.item(self.table.currentRow(), 0)
        return int(item.data(ROLE)) if item is not None else None

    @Slot()
    def _on_open(self) -> None:
        fid = self._fid()
        if fid is not None and self.check is not None:
            self.record_asked.emit((self.check.register, fid))

    @Slot()
    def say_right(self) -> None:
        """The finding in front is right as it is."""
        fid = self._fid()
        if fid is not None and self.check is not None:
            self._do(lambda: tidy.say_right(self._desk, self._actor, self.check.id, fid))
            self.reload()

    @Slot()
    def confirm(self) -> None:
        """The record in front was looked at today."""
        fid = self._fid()
        if fid is not None and self.check is not None and self.check.register in {"person", "organization", "dwelling"}:
            self._do(lambda: tidy.confirm(self._desk, self._actor, self.check.register, fid))
            self.reload()

    def _do(self, act: Any) -> bool:
        try:
            act()
        except GridgovError as error:
            self.said.setText(say(error))
            return False
        self.said.clear()
        return True

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
        self.list = _table([tr("Why"), "1", "2"], tr("Likely doubles"))
        self.list.itemSelectionChanged.connect(self._on_pair)
        self.beside = _table([tr("Field"), "1", "2"], tr("Side by side"))
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

        self._jobs.submit(work, self._doubles_found, owner=self, title=tr("Looking for doubles"))

    def _doubles_found(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, GridgovError):
                self.said.setText(say(outcome.error))
            return
        self.pairs = outcome.value
        self.list.setRowCount(len(self.pairs))
        for row, one in enumerate(self.pairs):
            for column, text in enumerate((one.why, *one.titles)):
                self.list.setItem(row, column, QTableWidgetItem(text))
        self.beside.setRowCount(0)
        if self.pairs:
            self.list.selectRow(0)
        elif not self.said.text():
            self.said.setText(tr("No doubles were found."))

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
        register = str(self.register.currentData())

        def act() -> None:
            self._last_merge = tidy.merge(self._desk, self._actor, register, keep, drop)

        if self._do(act):
            self.said.setText(tr("They are one now; this can be taken back."))
            self.find_doubles()

    @Slot()
    def two(self) -> None:
        """The pair in front are two; it is not asked again."""
        one = self.pair()
        register = str(self.register.currentData())
        if one is not None and self._do(lambda: tidy.two(self._desk, self._actor, register, one.one, one.other)):
            self.find_doubles()

    @Slot()
    def unmerge(self) -> None:
        """Take the last merge made here back."""
        number = self._last_merge
        if number is not None and self._do(lambda: tidy.unmerge(self._desk, self._actor, number)):
            self._last_merge = None
            self.find_doubles()
