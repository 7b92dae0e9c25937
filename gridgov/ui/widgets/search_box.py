"""One box over everything: cells and records, grouped; Enter opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

WAIT_MS = 120
MOST = 8
"""Commands that are shown for a text."""
ROLE = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """Finds while one types; `>` lists commands alone, `@` people, `#` cases.

    Signals
    -------
    found : object
        A hit of :mod:`gridgov.services.search`.
    command_asked : object
        The key of a command.
    """

    found = Signal(object)
    command_asked = Signal(object)

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk: Desk | None = None
        self._actor: Actor | None = None
        self._ready = False
        self._generation = 0
        self.commands: list[tuple[str, str]] = []
        self.setPlaceholderText(tr("Search cells, people, homes, cases …  Ctrl+K"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(260)
        self.setMaximumWidth(420)
        self.setAccessibleName(tr("Search"))
        self.results = QListWidget(self)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setObjectName("results")
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.results.hide()
        self.results.itemClicked.connect(self._on_item)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT_MS)
        self._later.timeout.connect(self._search)
        self.textEdited.connect(self._on_text)
        self.returnPressed.connect(self._on_return)

    def use(self, desk: Desk | None, actor: Actor | None) -> None:
        """Search in this file from now on."""
        self._desk, self._actor, self._ready = desk, actor, False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have what every search needs read while the first letters are typed."""
        super().focusInEvent(event)
        desk, actor = self._desk, self._actor
        if desk is None or actor is None or self._ready:
            return
        self._ready = True

        def work(_progress: Progress) -> None:
            from gridgov.services import search

            search.ready(desk, actor)

        self._jobs.submit(work, self._is_ready, owner=self)

    def _is_ready(self, outcome: Outcome) -> None:
        # What went wrong is said by the search itself.
        self._ready = outcome.error is None

    @Slot()
    def _on_text(self) -> None:
        self._later.start()

    @Slot()
    def _search(self) -> None:
        typed = self.text().strip()
        self._generation += 1
        is_command = typed.startswith(">")
        typed = typed[1:].strip() if is_command else typed
        if is_command and not typed:
            self._show([(name, "", ("command", key)) for key, name in self.commands])
            return
        if not typed:
            self.results.hide()
            return
        desk, actor, generation, names = self._desk, self._actor, self._generation, [name for _, name in self.commands]

        def work(_progress: Progress) -> Any:
            from gridgov.services import search

            found = search.find(desk, actor, typed, limit=8) if desk and actor and not is_command else []
            # A word of one letter would bring every command up.
            asked = is_command or len(typed) > 1 or not typed.isascii()
            return generation, found, search.among(typed, names) if asked else []

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None or outcome.value[0] != self._generation:
            return
        rows: list[tuple[str, str, Any]] = []
        for group in outcome.value[1]:
            if group.hits:
                head = pick(group.zh, group.en)
                rows.append((tr("{kind}, spelt alike", kind=head) if group.is_alike else head, "", None))
                rows += [(hit.title, hit.subtitle, hit) for hit in group.hits]
        commands = [self.commands[at] for at in outcome.value[2][:MOST]]
        if commands:
            # After what was found, unless that only sounds alike.
            alike = [group.is_alike for group in outcome.value[1]]
            told = [(tr("Commands"), "", None), *((name, "", ("command", key)) for key, name in commands)]
            rows = [*told, *rows] if not alike or all(alike) else [*rows, *told]
        self._show(rows or [(tr("Nothing was found for this."), "", None)])

    def _show(self, rows: list[tuple[str, str, Any]]) -> None:
        self.results.clear()
        for title, subtitle, target in rows:
            item = QListWidgetItem(f"   {title}   {subtitle}".rstrip() if target is not None else title)
            item.setData(ROLE, target)
            if target is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.results.addItem(item)
        first = next((i for i, row in enumerate(rows) if row[2] is not None), -1)
        self.results.setCurrentRow(first)
        height = min(self.results.sizeHintForRow(0) * len(rows) + 16, 420) if rows else 40
        # A child of the window rather than a window of its own: it takes no focus and no keys from the box.
        window = self.window()
        if self.results.parent() is not window:
            self.results.setParent(window)
        width = max(self.width(), 380)
        place = self.mapTo(window, QPoint(self.width() - width, self.height() + 2))
        self.results.setGeometry(max(place.x(), 0), place.y(), width, height)
        self.results.show()
        self.results.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the results, Escape closes them."""
        key = event.key()
        if self.results.isVisible() and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self.results.currentRow() + step
            while 0 <= row < self.results.count() and self.results.item(row).data(ROLE) is None:
                row += step
            if 0 <= row < self.results.count():
                self.results.setCurrentRow(row)
        elif self.results.isVisible() and key == Qt.Key.Key_Escape:
            self.results.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the results when the person goes elsewhere."""
        super().focusOutEvent(event)
        self.results.hide()

    @Slot()
    def _on_return(self) -> None:
        item = self.results.currentItem()
        if self.results.isVisible() and item is not None:
            self._on_item(item)
        else:
            self._search()

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        target = item.data(ROLE)
        if target is None:
            return
        self.results.hide()
        if isinstance(target, tuple):
            self.clear()
            self.command_asked.emit(target[1])
        else:
            self.found.emit(target)
