"""A line to type into that offers what it finds; Enter takes the first offer and goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

Offer = tuple[str, Any]
"""What is shown, and what it stands for."""


class SuggestLine(QLineEdit):
    """A line with offers under it.

    Signals
    -------
    chosen : object
        What the taken offer stands for.
    passed : object
        None: Enter on a line that has its value, or has none and needs none.
    """

    chosen = Signal(object)
    passed = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Offer]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._composing = False
        self.taken: Any = None
        self.offers = QListWidget(self.window())
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setVisible(False)
        self.offers.itemClicked.connect(self._on_click)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(80)
        self._later.timeout.connect(self._look)
        self.textEdited.connect(self._on_edit)

    @Slot(str)
    def _on_edit(self, _text: str) -> None:
        self.taken = None
        self._later.start()

    @Slot()
    def _look(self) -> None:
        self.offer(self._find(self.text()) if self.text().strip() else [])

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show offers under the line; none hides them."""
        self.offers.clear()
        for text, value in offers:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, [value])
            self.offers.addItem(item)
        if not offers or not self.isVisible():
            self.offers.setVisible(False)
            return
        self.offers.setCurrentRow(0)
        window = self.window()
        if self.offers.parentWidget() is not window:
            self.offers.setParent(window)
        place = self.mapTo(window, QPoint(0, self.height()))
        height = min(self.offers.sizeHintForRow(0) * len(offers) + 6, 240)
        room = window.height() - place.y() - 8
        if room < height:
            place = self.mapTo(window, QPoint(0, 0)) - QPoint(0, height)
        self.offers.setGeometry(place.x(), place.y(), max(self.width(), 280), height)
        self.offers.raise_()
        self.offers.setVisible(True)

    def hide_offers(self) -> None:
        """Put the offers away."""
        self.offers.setVisible(False)

    def put(self, text: str, value: Any) -> None:
        """Show a value that was chosen elsewhere."""
        self.setText(text)
        self.taken = value
        self.hide_offers()

    @Slot(QListWidgetItem)
    def _on_click(self, item: QListWidgetItem) -> None:
        self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        (self.taken,) = item.data(Qt.ItemDataRole.UserRole)
        self.setText(item.text())
        self.hide_offers()
        self.chosen.emit(self.taken)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether an input method is composing: its Enter ends the composition and stays in the field."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move among the offers, Enter takes one and goes on, Escape puts them away."""
        shown = self.offers.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._composing:
                return
            if self._later.isActive():
                self._later.stop()
                self._look()
                shown = self.offers.isVisible()
            if shown and self.taken is None and self.offers.currentItem() is not None:
                self._take(self.offers.currentItem())
            self.hide_offers()
            self.passed.emit(None)
            return
        if shown and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = (self.offers.currentRow() + step) % self.offers.count()
            self.offers.setCurrentRow(row)
            return
        if shown and event.key() == Qt.Key.Key_Escape:
            self.hide_offers()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        """Offers go when the line is left."""
        self.hide_offers()
        super().focusOutEvent(event)


class EnterGoesOn(QObject):
    """Lets Enter in one widget go to the next, unless an input method is composing or the text wants a new line.

    Signals
    -------
    passed : object
        The widget in which Enter was pressed.
    """

    passed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._composing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch Enter; Shift+Enter is a new line."""
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers()
        ):
            if self._composing:
                return False
            self.passed.emit(watched)
            return True
        return super().eventFilter(watched, event)
