"""The rows beside the map: a list of one register that follows what is selected above it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner
from gridgov.ui.pages.list_page import ListPage

FIRST = "case"


class MapRows(QWidget):
    """A choice of the register and its list; each list is made when it is first looked at.

    Signals
    -------
    made : object
        A `ListPage` that was made, to be linked with the map.
    closed : object
        None: the rows are not wanted any more.
    """

    made = Signal(object)
    closed = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner) -> None:
        super().__init__()
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self.lists: dict[str, ListPage] = {}
        self.register = QComboBox()
        self.register.setAccessibleName(tr("Register"))
        for key, kept in registers().items():
            self.register.addItem(pick(kept.zh, kept.en_plural), key)
        self.register.setCurrentIndex(self.register.findData(FIRST))
        self.register.currentIndexChanged.connect(self.show_register)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(tr("Close"))
        close.clicked.connect(self._on_close)
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(QLabel(tr("Rows of what is selected")))
        head.addSpacing(6)
        head.addWidget(self.register)
        head.addStretch(1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setVisible(False)

    @Slot()
    def show_register(self) -> None:
        """Show the list of the register that is chosen."""
        register = str(self.register.currentData())
        page = self.lists.get(register)
        if page is None:
            page = self.lists[register] = ListPage(self._desk, self._actor, self._jobs, register)
            page.following.setChecked(True)
            self._stack.addWidget(page)
            self.made.emit(page)
        self._stack.setCurrentWidget(page)
        page.show_all()

    def current(self) -> ListPage | None:
        """The list in front; None before one was made."""
        return self.lists.get(str(self.register.currentData()))

    @Slot()
    def _on_close(self) -> None:
        self.closed.emit(None)
