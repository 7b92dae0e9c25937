"""What to do when no file is open: new, open, recent, demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gridgov.messages import tr


class WelcomePage(QWidget):
    """Three ways in, and the files opened before.

    Signals
    -------
    chosen : object
        "new", "open", "demo", or the path of a recent file.
    """

    chosen = Signal(object)

    def __init__(self, recent: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(tr("gridgov"))
        title.setObjectName("title")
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        words = QLabel(tr("One district, one file. Open one, make a new one, or look at the demo district."))
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setMaximumWidth(480)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(12)
        for key, text in (("open", tr("Open a file …")), ("new", tr("New district …")), ("demo", tr("Demo district"))):
            button = QPushButton(text)
            button.setMinimumWidth(260)
            button.setMinimumHeight(34)
            button.setProperty("target", key)
            button.clicked.connect(self._on_click)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        if recent:
            layout.addSpacing(12)
            layout.addWidget(QLabel(tr("Opened before")), 0, Qt.AlignmentFlag.AlignHCenter)
        for name in recent[:5]:
            button = QPushButton(Path(name).name)
            button.setObjectName("link")
            button.setToolTip(name)
            button.setProperty("target", name)
            button.clicked.connect(self._on_click)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    @Slot()
    def _on_click(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.property("target"))
