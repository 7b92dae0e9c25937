"""What went wrong, in one sentence; for a fault of ours, what to send along, without anybody's data."""

from __future__ import annotations

import platform
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from gridgov import __version__, log
from gridgov.errors import BugError, GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.ui import theme
from gridgov.ui.jobs import Outcome

if TYPE_CHECKING:
    from gridgov.ui.main_window import MainWindow


def diagnostics(error: BaseException) -> str:
    """Versions, system and where the fault arose: files and lines alone, no value and no message of anybody's data."""
    lines = [
        f"gridgov {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        *log.places(error),
    ]
    return "\n".join(lines)


def of_window() -> list[tuple[str, str]]:
    """What only a window knows: Qt, its platform, fonts, screens, the way of typing."""
    found = [("Qt", f"{qVersion()}, platform {QGuiApplication.platformName()}")]
    font = QApplication.font()
    shown = QFontInfo(font).family().encode("ascii", "replace").decode()
    found.append(("Font", f"{shown}, {font.pointSizeF():.1f} pt"))
    found.append(("Font with Chinese characters", "yes" if theme.has_chinese_font() else "no"))
    for screen in QGuiApplication.screens():
        size = screen.size()
        found.append(("Screen", f"{size.width()} x {size.height()}, {screen.devicePixelRatio():.2f} to one"))
    found.append(("Typing in", QGuiApplication.inputMethod().locale().name()))
    return found


def copy(window: MainWindow, error: BaseException | None = None) -> None:
    """Put diagnostics on the clipboard, with where `error` arose; a job, because counting takes a while."""
    desk, actor, kept = window.desk, window._actor, window._settings
    about, places = of_window(), f"\n{diagnostics(error)}" if error is not None else ""

    def work(progress: Progress) -> str:
        from gridgov.services import diagnostics as service

        is_open = desk is not None and not desk.closed
        lines = service.collect(kept, desk if is_open else None, actor, window=about, progress=progress)
        return service.text(lines) + places

    window._jobs.submit(work, partial(taken, window), title=tr("Copy diagnostics"), owner=window)


def taken(window: MainWindow, outcome: Outcome) -> None:
    """Put what was collected on the clipboard."""
    if outcome.error is not None:
        window.show_error(outcome.error)
        return
    QGuiApplication.clipboard().setText(str(outcome.value))
    window.tell(tr("The diagnostics are on the clipboard: versions, system and sizes, nobody's data."))


def show(window: MainWindow, error: BaseException) -> None:
    """Say what happened and what to do; a fault of ours is said to be ours, and its diagnostics can be copied."""
    if isinstance(error, GridgovError) and not isinstance(error, BugError):
        QMessageBox.warning(window, "gridgov", say(error))
        return
    box = QMessageBox(
        QMessageBox.Icon.Critical,
        "gridgov",
        tr("This is a fault of gridgov, not of your data. What you typed is still there."),
        QMessageBox.StandardButton.Ok,
        window,
    )
    box.setDetailedText(diagnostics(error))
    button = box.addButton(tr("Copy diagnostics"), QMessageBox.ButtonRole.ActionRole)
    box.exec()
    if box.clickedButton() is button:
        copy(window, error)
