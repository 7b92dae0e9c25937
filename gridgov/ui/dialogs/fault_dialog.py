"""What went wrong, in one sentence; for a fault of ours, what to send along, without anybody's data."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from gridgov import __version__
from gridgov.errors import BugError, GridgovError
from gridgov.messages import say, tr


def diagnostics(error: BaseException) -> str:
    """Versions, system and where the fault arose: files and lines alone, no value and no message of anybody's data."""
    lines = [
        f"gridgov {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        type(error).__name__,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        name = frame.filename.replace("\\", "/").rsplit("/gridgov/", 1)[-1].rsplit("/site-packages/", 1)[-1]
        lines.append(f"  {name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def show(parent: QWidget, error: BaseException) -> None:
    """Say what happened and what to do; a fault of ours is said to be ours, and its diagnostics can be copied."""
    if isinstance(error, GridgovError) and not isinstance(error, BugError):
        QMessageBox.warning(parent, "gridgov", say(error))
        return
    box = QMessageBox(
        QMessageBox.Icon.Critical,
        "gridgov",
        tr("This is a fault of gridgov, not of your data. What you typed is still there."),
        QMessageBox.StandardButton.Ok,
        parent,
    )
    text = diagnostics(error)
    box.setDetailedText(text)
    copy = box.addButton(tr("Copy diagnostics"), QMessageBox.ButtonRole.ActionRole)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(text)
