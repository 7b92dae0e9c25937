"""The district's calendar: which one it goes by, and the annual notice pasted, seen as it was read, and entered."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.notice import Notice
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import calendars, case_queue
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome


class CalendarDialog(QDialog):
    """Calendars and the notice of a year."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._read: Notice | None = None
        self.setWindowTitle(tr("Working calendar"))
        self.resize(640, 620)
        self.which, self.day = QComboBox(), QComboBox()
        self._years = QLabel()
        self._years.setWordWrap(True)
        self._fill()
        self.day.addItem(tr("so many working hours"), "hours")
        self.day.addItem(tr("24 hours of days that are worked"), "days")
        self.day.setCurrentIndex(max(self.day.findData(desk.work_day), 0))
        self.which.activated.connect(self._on_choose)
        self.day.activated.connect(self._on_choose)
        form = QFormLayout()
        form.addRow(tr("Clocks go by"), self.which)
        form.addRow(tr("A working day is"), self.day)
        form.addRow(tr("Years announced"), self._years)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(tr("Paste the text of the annual notice of holidays here."))
        self.text.textChanged.connect(self._on_text)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([tr("Holiday"), tr("Days off"), tr("Worked instead")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().setVisible(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.enter = QPushButton(tr("Enter this year"))
        self.enter.setEnabled(False)
        self.enter.clicked.connect(self._on_enter)
        buttons = QDialogButtonBox()
        buttons.addButton(self.enter, QDialogButtonBox.ButtonRole.ApplyRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(buttons)

    def _fill(self) -> None:
        found = calendars.available(self._desk, self._actor)
        self.which.clear()
        for one in found:
            self.which.addItem(pick(one.zh, one.en), one.id)
        years = sorted(found[0].holidays.years) if found[0].holidays else []
        self._years.setText(f"{years[0]}–{years[-1]}" if years else tr("none"))

    @Slot()
    def _on_choose(self) -> None:
        try:
            calendars.choose(
                self._desk, self._actor, calendar=str(self.which.currentData()), work_day=str(self.day.currentData())
            )
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.said.setText(tr("Clocks that start from now on go by this; running ones keep theirs."))

    @Slot()
    def _on_text(self) -> None:
        self._read = None
        self.table.setRowCount(0)
        self.said.clear()
        text = self.text.toPlainText()
        if text.strip():
            try:
                self._read = calendars.read_notice(text)
            except GridgovError as error:
                self.said.setText(say(error))
        if self._read is not None:
            self.table.setRowCount(len(self._read.readings))
            for row, one in enumerate(self._read.readings):
                days = f"{one.days[0]} – {one.days[-1]}" if one.days else "—"
                work = ", ".join(day.isoformat() for day in one.workdays)
                for column, shown in enumerate((one.name, days, work)):
                    self.table.setItem(row, column, QTableWidgetItem(shown))
            faults = self._read.faults
            sound = tr("{year} was read without a fault.", year=self._read.year)
            self.said.setText("\n".join(faults) if faults else sound)
        self.enter.setEnabled(self._read is not None and not self._read.faults)

    @Slot()
    def _on_enter(self) -> None:
        read = self._read
        if read is None:
            return
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> int:
            calendars.enter_notice(desk, actor, read)
            return case_queue.recompute(desk, actor)

        self.enter.setEnabled(False)
        self._jobs.submit(work, self._entered, title=tr("Computing provisional deadlines anew"), owner=self)

    def _entered(self, outcome: Outcome) -> None:
        if isinstance(outcome.error, GridgovError):
            self.said.setText(say(outcome.error))
            return
        self._fill()
        self.said.setText(tr("The year was entered; {n} deadlines changed.", n=outcome.value or 0))
