"""Visits: whom to see today in the order of the walk, and one sheet a home where each person takes one key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import visits
from gridgov.services.desk import Desk
from gridgov.ui.forms.visit_form import VisitForm
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.tables.plain_table import plain_table

LISTS = (
    ("route", "今日路线", "Today's route"),
    ("overdue", "已逾期", "Overdue"),
    ("due", "到期与逾期", "Due and overdue"),
    ("soon", "一周内到期", "Due within a week"),
    ("away", "外出中", "Away"),
    ("all", "全部走访对象", "Everybody who is visited"),
)


class VisitsPage(QWidget):
    """Whom to visit, and the sheet of the home in front.

    Signals
    -------
    map_asked : object
        ("dwelling", fid)
    told : object
        A sentence for the status bar.
    """

    map_asked = Signal(object)
    told = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self.found: list[visits.Due] = []
        self.which = QComboBox()
        self.which.setAccessibleName(tr("List"))
        for key, zh, en in LISTS:
            self.which.addItem(pick(zh, en), key)
        self.which.currentIndexChanged.connect(self.reload)
        heads = [tr("Waits"), tr("Full name"), tr("Care"), tr("Address"), tr("Last visited")]
        self.table = plain_table(heads, tr("Visits"))
        self.setFocusProxy(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + 8))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.count = QLabel()
        self.count.setObjectName("muted")
        self._empty = QLabel()
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty)
        self._map = QPushButton(tr("Show on the map"))
        self._map.clicked.connect(self._on_map)
        self.form = VisitForm(desk, actor, jobs)
        self.form.saved.connect(self._on_saved)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 6, 4, 6)
        line = QHBoxLayout()
        line.addWidget(self.which)
        line.addWidget(self.count, 1)
        line.addWidget(self._map)
        column.addLayout(line)
        column.addWidget(self._body, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.form)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([700, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        scale = max(self.fontMetrics().height() / 19, 1.0)
        for number, width in enumerate((96, 76, 150, 210, 100)):
            self.table.setColumnWidth(number, int(width * scale))

    def show_all(self) -> None:
        """Read the list when the page comes to the front."""
        self.reload()

    @Slot()
    def reload(self, _nothing: object = None) -> None:
        """Read the list again."""
        desk, actor, which = self._desk, self._actor, str(self.which.currentData())

        def work(_progress: Progress) -> Any:
            return which, visits.route(desk, actor) if which == "route" else visits.due(desk, actor, which)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._empty.setText(say(outcome.error) if known else tr("The list could not be read."))  # type: ignore[arg-type]
            self._body.setCurrentWidget(self._empty)
            return
        which, found = outcome.value
        if which != self.which.currentData():
            return
        self.found = found
        self.table.blockSignals(True)
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, text in enumerate(
                (_waits(one), one.title, pick("、", ", ").join(one.care), one.address, one.last_on or "")
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        self.count.setText(tr("{n} people", n=f"{len(found):,}"))
        self._empty.setText(tr("Nobody is to be visited here. Care is entered in the ledger of people."))
        self._body.setCurrentWidget(self.table if found else self._empty)
        if found:
            self.table.selectRow(0)
        else:
            self.form.show_nothing()

    def current(self) -> visits.Due | None:
        """The row in front."""
        row = self.table.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    @Slot()
    def _on_selected(self) -> None:
        one = self.current()
        if one is None or one.dwelling is None:
            self.form.show_nothing(tr("This person's home is not in the ledger: enter it there first."))
        else:
            self.form.show_home(one.dwelling)

    @Slot(object)
    def _on_saved(self, number: int) -> None:
        self.told.emit(tr("Visit {n} was kept.", n=number))
        self.reload()

    @Slot()
    def _on_map(self) -> None:
        one = self.current()
        if one is not None and one.dwelling is not None:
            self.map_asked.emit(("dwelling", one.dwelling))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.form.begin()
        else:
            super().keyPressEvent(event)


def _waits(one: visits.Due) -> str:
    """How long somebody waits, with a sign: no meaning by colour alone."""
    if one.last_on is None:
        return "■ " + tr("never visited")
    if one.days_late > 0:
        return "■ " + tr("{n} days late", n=one.days_late)
    return "▲ " + tr("today") if one.days_late == 0 else "● " + tr("in {n} days", n=-one.days_late)
