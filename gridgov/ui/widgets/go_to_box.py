"""One box to go to a coordinate, a cell or an address; what it may mean stands below with how sure that is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
)

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services import places
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

_LATER = 250


class GoToBox(QFrame):
    """Opens over the map; Enter goes to the first answer, the arrows choose another, Esc closes.

    Signals
    -------
    chosen : object
        The :class:`gridgov.services.places.Spot` to go to.
    closed : object
        None: the box was closed.
    """

    chosen = Signal(object)
    closed = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner) -> None:
        super().__init__()
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._generation = 0
        self._go_when_found = False
        self.spots: list[places.Spot] = []
        self.setObjectName("card")
        self.box = QLineEdit()
        self.box.setPlaceholderText(tr("Coordinate, cell or address: 117.2, 39.1 · 39°06′N 117°12′E · 40带 …"))
        self.box.setAccessibleName(tr("Go to"))
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(tr("Close"))
        close.clicked.connect(self.leave)
        self.answers = QListWidget()
        self.answers.setAccessibleName(tr("What it may mean"))
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.answers.setVisible(False)
        self.answers.itemActivated.connect(self._on_item)
        self.answers.itemClicked.connect(self._on_item)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setVisible(False)
        line = QHBoxLayout()
        line.addWidget(self.box, 1)
        line.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addLayout(line)
        layout.addWidget(self.said)
        layout.addWidget(self.answers)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self.look)
        self.box.textEdited.connect(self._on_typed)
        self.setVisible(False)

    def ask(self) -> None:
        """Open the box with what was asked last, ready to be typed over."""
        self.setVisible(True)
        self.box.setFocus()
        self.box.selectAll()

    @Slot()
    def leave(self) -> None:
        """Close the box."""
        self.setVisible(False)
        self.closed.emit(None)

    @Slot()
    def _on_typed(self) -> None:
        self._go_when_found = False
        self._later.start()

    @Slot()
    def look(self) -> None:
        """Look for what is typed."""
        self._later.stop()
        self._generation += 1
        generation, text = self._generation, self.box.text()
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return generation, places.find(desk, actor, text)

        self._jobs.submit(work, self._found, owner=self)

    def _found(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._say(say(outcome.error) if known else tr("The place could not be looked up."))  # type: ignore[arg-type]
            return
        generation, spots = outcome.value
        if generation != self._generation:
            return
        self.spots = spots
        self.answers.clear()
        for spot in spots:
            within = f" ± {spot.within_m:.0f} m" if spot.within_m else ""
            item = QListWidgetItem(f"{spot.title}{within} — {spot.sure}")
            item.setToolTip(item.text())
            self.answers.addItem(item)
        if spots:
            self.answers.setCurrentRow(0)
            rows = min(len(spots), 5)
            self.answers.setFixedHeight(rows * self.answers.sizeHintForRow(0) + 2 * self.answers.frameWidth() + 2)
        self.answers.setVisible(bool(spots))
        empty = bool(self.box.text().strip()) and not spots
        self._say(tr("Neither a coordinate nor a cell nor an address of the ledger.") if empty else "")
        if self._go_when_found and spots:
            self._go(0)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _go(self, row: int) -> None:
        self._go_when_found = False
        self.chosen.emit(self.spots[row])

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        row = self.answers.row(item)
        if 0 <= row < len(self.spots):
            self._go(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the box: Enter goes, arrows choose, Esc closes."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.spots:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.answers.setCurrentRow(min(max(self.answers.currentRow() + step, 0), len(self.spots) - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_enter()
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        if self._later.isActive() or not self.spots:
            # The answer is on its way: go there as soon as it is known.
            self._go_when_found = True
            self.look()
        else:
            self._go(max(self.answers.currentRow(), 0))
