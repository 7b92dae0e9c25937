"""The registers as tabs, by the elements of the field: 人 房 地 物 组织 情."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.messages import pick
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner
from gridgov.ui.pages.list_page import ListPage

TABS = ("person", "household", "dwelling", "building", "place", "component", "organization", "opinion")


class RegistersPage(QWidget):
    """One list a register; each is loaded when it is first looked at. Signals as those of `ListPage`."""

    record_asked = Signal(object)
    map_asked = Signal(object)
    next_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.lists: dict[str, ListPage] = {}
        for register in TABS:
            page = ListPage(desk, actor, jobs, register)
            page.record_asked.connect(self.record_asked)
            page.map_asked.connect(self.map_asked)
            page.next_asked.connect(self.next_asked)
            kept = registers()[register]
            self.tabs.addTab(page, pick(kept.zh, kept.en_plural))
            self.lists[register] = page
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._on_tab)

    def open(self, register: str) -> ListPage:
        """Bring a register to the front."""
        page = self.lists[register]
        self.tabs.setCurrentWidget(page)
        return page

    def show_all(self) -> None:
        """Load the list in front."""
        self._on_tab()

    def current(self) -> ListPage:
        """The list in front."""
        page: Any = self.tabs.currentWidget()
        found: ListPage = page
        return found

    @Slot()
    def _on_tab(self) -> None:
        self.setFocusProxy(self.current())
        if self.isVisible():
            self.current().show_all()
