"""Says over the window that no installed font has Chinese characters, and what to do, in words that can be read."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from gridgov import messages
from gridgov.messages import tr

LINUX = "No font with Chinese characters is installed: install fonts-noto-cjk or another one."
WINDOWS = "No font with Chinese characters is installed: add the supplemental fonts for simplified Chinese."


def sentence() -> str:
    """What to do on this system, in English first: the Chinese cannot be read before it is done."""
    source = WINDOWS if sys.platform == "win32" else LINUX
    chinese = messages.table("zh_CN").get(source, "")
    return f"{source}  {chinese}"


class FontBanner(QToolBar):
    """A line that stays until it is closed.

    Signals
    -------
    closed : object
        None: it was read and is not to come again.
    """

    closed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Notice"), parent)
        self.setObjectName("banner")
        self.setMovable(False)
        label = QLabel(sentence())
        label.setObjectName("error")
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(label)
        button = QToolButton()
        button.setText("Close")
        button.setAccessibleName(tr("Close"))
        button.clicked.connect(self._on_close)
        self.addWidget(button)

    @Slot()
    def _on_close(self) -> None:
        self.hide()
        self.closed.emit(None)
