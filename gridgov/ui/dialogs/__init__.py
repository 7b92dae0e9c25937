"""Dialogs: import, export, print, and what asks one question."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from gridgov.ui import letters


def show(dialog: QDialog) -> None:
    """Open a dialog over its window without waiting for it; it goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    letters.give(dialog)
    give_help(dialog)
    fit(dialog)
    dialog.open()


def fit(dialog: QDialog) -> None:
    """Keep a dialog within its screen, its frame included."""
    room = dialog.screen().availableSize() - QSize(16, 48)
    if dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        dialog.resize(dialog.size().boundedTo(room))


def give_help(widget: QWidget) -> None:
    """Let F1 show the help on a dialog, and on what has the cursor in it."""
    QShortcut(QKeySequence.StandardKey.HelpContents, widget, partial(ask_for_help, widget))


def ask_for_help(window: QWidget) -> None:
    """Show the help on a window or dialog, and on what has the cursor in it."""
    from gridgov.ui.dialogs.help_dialog import show_help

    show_help(window)
