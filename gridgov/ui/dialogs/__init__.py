"""Dialogs: import, export, print, and what asks one question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from gridgov.ui import letters


def show(dialog: QDialog) -> None:
    """Open a dialog over its window without waiting for it; it goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    letters.give(dialog)
    dialog.open()
