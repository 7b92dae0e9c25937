"""Handing a shift over, and taking one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.services import shifts, staff
from gridgov.services.desk import Desk

NAMES = {"live": "Live", "overdue": "Overdue", "soon": "Due soon", "owed": "Answers owed", "urged": "Urged"}


def in_words(counts: dict[str, int]) -> str:
    """The counts of a hand-over on one line."""
    return "   ".join(f"{tr(NAMES[key])} {n:,}" for key, n in counts.items() if key in NAMES)


class ShiftDialog(QDialog):
    """What is open now goes with a word to who comes next; shifts that wait for oneself are taken here."""

    def __init__(self, desk: Desk, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor = desk, actor
        self.setWindowTitle(tr("Hand-over of the shift"))
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        self.waiting: dict[int, QPushButton] = {}
        for one in shifts.list_(desk, actor, mine=True):
            layout.addWidget(self._card(one))
        self.to = QComboBox()
        for person in sorted(staff.at_work(desk), key=lambda one: one.name):
            if person.uid != actor.uid:
                self.to.addItem(person.name, person.uid)
        self.note = QPlainTextEdit()
        self.note.setPlaceholderText(tr("What the next one must know"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(90)
        now = QLabel(in_words(shifts.counts(desk, actor)))
        now.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Open now"), now)
        form.addRow(tr("Handed to"), self.to)
        form.addRow(tr("A word"), self.note)
        layout.addLayout(form)
        self.said = QLabel()
        self.said.setObjectName("error")
        self.said.setWordWrap(True)
        layout.addWidget(self.said)
        buttons = QDialogButtonBox()
        self.give = buttons.addButton(tr("Hand over"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.give.setEnabled(self.to.count() > 0)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.hand_over)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _card(self, one: shifts.Shift) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        head = tr("{giver} hands over to you, {at}", giver=one.giver, at=one.at)
        label = QLabel("\n".join(filter(None, (head, in_words(one.counts), one.note))))
        label.setWordWrap(True)
        column.addWidget(label)
        button = QPushButton(tr("I take it"))
        button.setProperty("shift", one.id)
        button.clicked.connect(self._on_take)
        column.addWidget(button)
        self.waiting[one.id] = button
        return card

    @Slot()
    def _on_take(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            try:
                shifts.take(self._desk, self._actor, int(sender.property("shift")))
            except GridgovError as error:
                self.said.setText(say(error))
                return
            sender.setText(tr("Taken"))
            sender.setEnabled(False)

    @Slot()
    def hand_over(self) -> None:
        """Hand over to the one that is chosen."""
        try:
            shifts.hand_over(self._desk, self._actor, str(self.to.currentData()), self.note.toPlainText())
        except GridgovError as error:
            self.said.setText(say(error))
            return
        self.accept()
