"""Phrases at hand: a menu that puts one into a text, keeps what is written there, and forgets one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QToolButton, QWidget

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.services import own
from gridgov.services.desk import Desk

SHOWN = 20


class PhraseButton(QToolButton):
    """Opens the phrases of who is at work, for one text field (Ctrl+J)."""

    def __init__(self, desk: Desk, actor: Actor, text: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._field = desk, actor, text
        self.setText(tr("Phrases"))
        self.setToolTip("Ctrl+J")
        self.setShortcut("Ctrl+J")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self._menu.triggered.connect(self._on_chosen)
        self.setMenu(self._menu)

    @Slot()
    def fill(self) -> None:
        """Read the phrases anew."""
        self._menu.clear()
        known = own.phrases(self._desk, self._actor)[:SHOWN]
        for number, phrase in enumerate(known, 1):
            head = f"&{number}  " if number < 10 else ""
            action = self._menu.addAction(head + (phrase if len(phrase) <= 40 else phrase[:39] + "…"))
            action.setData(("put", phrase))
        self._menu.addSeparator()
        written = self._field.toPlainText().strip()
        keep = self._menu.addAction(tr("Keep what is written as a phrase"))
        keep.setData(("keep", written))
        keep.setEnabled(bool(written) and written not in known)
        forget = self._menu.addMenu(tr("Forget a phrase"))
        for phrase in known:
            forget.addAction(phrase if len(phrase) <= 40 else phrase[:39] + "…").setData(("drop", phrase))
        forget.setEnabled(bool(known))

    @Slot(object)
    def _on_chosen(self, action: Any) -> None:
        what, phrase = action.data() or ("", "")
        try:
            if what == "put":
                self.put(phrase)
            elif what == "keep":
                own.keep_phrase(self._desk, self._actor, phrase)
            elif what == "drop":
                own.drop_phrase(self._desk, self._actor, phrase)
        except GridgovError as error:
            self.setToolTip(say(error))

    def put(self, phrase: str) -> None:
        """Put a phrase where the cursor is."""
        self._field.textCursor().insertText(phrase)
        self._field.setFocus()
