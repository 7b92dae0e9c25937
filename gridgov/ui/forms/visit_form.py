"""The sheet of one home: each person takes one key, the rest when it is needed; saved together or not at all."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain import codes
from gridgov.domain.access import Actor
from gridgov.domain.visits import ANSWERS
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import visits
from gridgov.services.desk import Desk
from gridgov.ui.forms.record_form import ChoiceButton
from gridgov.ui.jobs import JobRunner, Outcome

LARGE = 24
"""Pixels of a line of text from which text is large."""

KEYS = dict(zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4), ANSWERS, strict=True))
"""One key an answer, in the order in which the answers are shown."""


class ResidentRow(QFrame):
    """One person: the answers as buttons, 1 to 4 by key; a phone to put right, a day until when somebody is away.

    Signals
    -------
    answered : object
        None: an answer was given by key; the next person's turn.
    """

    answered = Signal(object)

    def __init__(self, one: visits.Resident) -> None:
        super().__init__()
        self.person = one.person
        self.answer = ""
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        due = tr("due {date}", date=one.due_on) if one.due_on else ""
        head = "  ·  ".join(filter(None, (one.title, one.relation, pick("、", ", ").join(one.care), due)))
        label = QLabel(head)
        label.setWordWrap(True)
        self.setAccessibleName(head)
        self.phone = QLineEdit()
        self.phone.setPlaceholderText(one.phone or tr("Phone"))
        self.phone.setToolTip(tr("Type only to put the phone right"))
        self.phone.setAccessibleName(tr("Phone"))
        self.until = QDateEdit(QDate.currentDate().addMonths(1))
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setVisible(False)
        self.until.setAccessibleName(tr("Away until"))
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        answers = QGridLayout()
        # With large text two answers have room beside each other, else all four.
        beside = 2 if self.fontMetrics().height() > LARGE else len(ANSWERS)
        for number, (key, (zh, en)) in enumerate(ANSWERS.items(), 1):
            button = QPushButton(f"{number} {pick(zh, en)}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("answer", key)
            button.clicked.connect(self._on_clicked)
            group.addButton(button)
            answers.addWidget(button, (number - 1) // beside, (number - 1) % beside)
            self.buttons[key] = button
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.addWidget(label, 0, 0, 1, 2)
        grid.addLayout(answers, 1, 0, 1, 2)
        grid.addWidget(self.phone, 2, 0)
        grid.addWidget(self.until, 2, 1)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.choose(str(sender.property("answer")))

    def choose(self, answer: str) -> None:
        """Take an answer."""
        self.answer = answer
        self.buttons[answer].setChecked(True)
        self.until.setVisible(answer == "away")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 answer and go to the next person."""
        answer = KEYS.get(Qt.Key(event.key()))
        if answer is not None and not event.modifiers():
            self.choose(answer)
            self.answered.emit(None)
        else:
            super().keyPressEvent(event)


class VisitForm(QScrollArea):
    """The sheet of a home.

    Signals
    -------
    saved : object
        The number of the visit.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._wanted: int | None = None
        self.sheet: visits.Sheet | None = None
        self.rows: list[ResidentRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(380)
        self.setAccessibleName(tr("Visit"))
        self.show_nothing()

    def show_nothing(self, sentence: str = "") -> None:
        """Say how to see a home."""
        self._wanted, self.sheet, self.rows = None, None, []
        label = QLabel(sentence or tr("Choose somebody on the left to see who lives there."))
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(label)

    def show_home(self, dwelling: int) -> None:
        """Read and show a home."""
        self._wanted = dwelling
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return visits.sheet(desk, actor, dwelling)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self.show_nothing(say(outcome.error) if known else tr("This record could not be read."))  # type: ignore[arg-type]
            return
        if outcome.value.dwelling == self._wanted:
            self.sheet = outcome.value
            self.setWidget(self._filled(outcome.value))

    def _filled(self, sheet: visits.Sheet) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 8, 12, 10)
        title = QLabel(sheet.address)
        title.setObjectName("title")
        title.setWordWrap(True)
        column.addWidget(title)
        self.rows = []
        for one in sheet.residents:
            row = ResidentRow(one)
            row.answered.connect(self._on_answered)
            column.addWidget(row)
            self.rows.append(row)
        if not sheet.residents:
            column.addWidget(QLabel(tr("Nobody lives here.")))
        self.hazards = ChoiceButton("hazard")
        self.hazards.setProperty("list", "hazard")
        self.hazards.put(",".join(sheet.hazards))
        self._hazards_before = self.hazards.text()
        self.note, self.case = QPlainTextEdit(), QLineEdit()
        self.note.setPlaceholderText(tr("What else was seen or said"))
        self.note.setFixedHeight(52)
        self.note.setTabChangesFocus(True)
        self.topic, self.opinion = QComboBox(), QLineEdit()
        for code, (zh, en) in codes.codes("topic").items():
            self.topic.addItem(pick(zh, en), code)
        self.topic.setMaximumWidth(200)
        self.topic.setAccessibleName(tr("Topic"))
        self.opinion.setAccessibleName(tr("Opinion"))
        self.opinion.setPlaceholderText(tr("An opinion that was heard; no name is needed"))
        self.case.setPlaceholderText(tr("What is to be done: a case is opened for it"))
        grid = QGridLayout()
        for number, (name, widget) in enumerate(
            (
                (tr("Hazards"), self.hazards),
                (tr("Note"), self.note),
                (tr("Opinion"), self._opinion_line()),
                (tr("Case"), self.case),
            )
        ):
            label = QLabel(name)
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
        column.addLayout(grid)
        self.said = QLabel()
        self.said.setObjectName("error")
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        save = QPushButton(tr("Save the visit"))
        save.setObjectName("primary")
        save.setToolTip("Ctrl+Enter")
        save.setShortcut("Ctrl+Return")
        save.clicked.connect(self.save)
        column.addWidget(save)
        if sheet.past:
            lines = [" · ".join(filter(None, (one.day, one.actor, one.note))) for one in sheet.past]
            past = QLabel(tr("Visits before:") + "\n" + "\n".join(lines))
            past.setObjectName("muted")
            past.setWordWrap(True)
            column.addWidget(past)
        column.addStretch(1)
        return content

    def _opinion_line(self) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.topic)
        line.addWidget(self.opinion, 1)
        return box

    def begin(self) -> None:
        """Put the keys on the first person."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _on_answered(self, _nothing: object) -> None:
        sender = self.sender()
        rows: list[QWidget] = [*self.rows, self.note]
        if sender in self.rows:
            rows[rows.index(sender) + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def given(self) -> dict[str, Any]:
        """What was said, as the service wants it."""
        hazards = self.hazards.text()
        return {
            "answers": {row.person: row.answer for row in self.rows if row.answer},
            "phones": {row.person: row.phone.text() for row in self.rows if row.phone.text().strip()},
            "away_until": {
                row.person: row.until.date().toString("yyyy-MM-dd") for row in self.rows if row.answer == "away"
            },
            "hazards": hazards.split(",") if hazards else [] if hazards != self._hazards_before else None,
            "note": self.note.toPlainText(),
            "opinion": {"topic": str(self.topic.currentData()), "text": self.opinion.text()}
            if self.opinion.text().strip()
            else None,
            "case": {"text": self.case.text()} if self.case.text().strip() else None,
        }

    @Slot()
    def save(self) -> None:
        """Keep the visit; what is wrong is said and nothing that was typed is lost."""
        if self.sheet is None:
            return
        given = self.given()
        try:
            number = visits.save(self._desk, self._actor, self.sheet.dwelling, given.pop("answers"), **given)
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.saved.emit(number)
