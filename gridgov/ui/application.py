"""The application around the window: start, files, faults, language and looks."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QTimer, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gridgov import log, messages, settings
from gridgov.errors import GridgovError, Trouble
from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.services import staff
from gridgov.services.desk import Desk
from gridgov.ui import theme
from gridgov.ui.i18n import Translator
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.main_window import MainWindow

STOP_AFTER_PAINT = "GRIDGOV_STOP_AFTER_PAINT"
"""Set by benchmarks: end as soon as the first map is on screen."""


class Application(QObject):
    """Joins the window, the open file and the preferences of one person."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self._qt = qt
        self.settings = settings.load()
        log.start(self.settings)
        messages.use(self.settings.language)
        self._translator = Translator(self)
        qt.installTranslator(self._translator)
        self._dress()
        self.jobs = JobRunner(self)
        self.window = MainWindow(self.jobs, self.settings)
        self.window.open_asked.connect(self._on_open)
        self.window.settings_changed.connect(self._on_settings)
        self.window.painted.connect(self._on_painted)
        self._demo_path: Path | None = None

    def _dress(self) -> None:
        theme.apply(self._qt, self.settings.theme, self.settings.text_percent)

    def start(self, path: Path | None) -> None:
        """Show the window, then open the file, or the one opened last."""
        last = Path(self.settings.recent[0]) if self.settings.recent and self.settings.start_file == "last" else None
        self._first = path or last
        if path is None and self._first is not None and not self._first.exists():
            self._first = None
        if self._first is None:
            # Made only where it is wanted: a file that opens makes its own pages at once.
            self.window.build()
        self.window.show()
        QTimer.singleShot(0, self._open_first)

    @Slot()
    def _open_first(self) -> None:
        if not theme.has_chinese_font():
            self.window.say_no_font()
        if self._first is not None:
            self.open(self._first)
        else:
            self._on_painted(None)

    @Slot(object)
    def _on_open(self, target: Any) -> None:
        if target is None:
            self._let_go()
            self.window.use(None, None)
        elif target == "demo":
            self._open_demo()
        elif isinstance(target, tuple):
            self._make(target[1])
        else:
            self.open(target)

    def open(self, path: Path) -> None:
        """Open a file in place of the one that is open; a file that cannot be opened leaves things as they are."""
        try:
            if not path.exists():
                self.settings.recent = [name for name in self.settings.recent if name != str(path)]
                raise Trouble("{file} is no longer there: it was moved, renamed or deleted.", file=path)
            desk = Desk.open(path)
            actor = staff.sign_in(desk)
        except GridgovError as error:
            self.window.show_error(error)
            self.window.build()
            return
        self._let_go()
        self.settings.remember_file(path.absolute())
        settings.save(self.settings)
        self.window.use(desk, actor)

    def _make(self, path: Path) -> None:
        try:
            Desk.create(path, name=path.stem).close()
        except GridgovError as error:
            self.window.show_error(error)
            return
        self.open(path)

    def _open_demo(self) -> None:
        path = settings.state_folder() / "demo.gpkg"
        if path.exists():
            self.open(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self._demo_path = path

        def work(progress: Progress) -> Path:
            from gridgov.services import demo

            demo.make(path, progress=progress)
            return path

        self.jobs.submit(work, self._demo_made, title=tr("Building the demo district"), owner=self)

    def _demo_made(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.window.show_error(outcome.error)
        else:
            self.open(outcome.value)

    def _let_go(self) -> None:
        desk = self.window.desk
        if desk is not None:
            self.jobs.shutdown()
            desk.on_changed.clear()
            desk.close()

    @Slot(object)
    def _on_settings(self, _nothing: object) -> None:
        messages.use(self.settings.language)
        self._dress()
        self.window.keep_layout()
        settings.save(self.settings)
        self.window.build()

    @Slot(object)
    def _on_painted(self, _nothing: object) -> None:
        if os.environ.get(STOP_AFTER_PAINT):
            QTimer.singleShot(0, self._stop_when_exact)

    @Slot()
    def _stop_when_exact(self) -> None:
        page = self.window.map
        if page is not None and self.window.desk is not None and not page.canvas.is_exact():
            QTimer.singleShot(5, self._stop_when_exact)
            return
        self.window.close()
        self._qt.quit()

    def finish(self) -> None:
        """Keep the preferences."""
        settings.save(self.settings)

    def on_fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a fault of ours and say that it is ours; the window stays, with what was typed."""
        log.logger.error("a fault of ours", exc_info=(kind, error, trace))
        if self.window.isVisible() and threading.current_thread() is threading.main_thread():
            self.window.show_error(error)


def _on_qt_message(kind: QtMsgType, _context: Any, text: str) -> None:
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        log.logger.warning("Qt: %s", text)


def run_window(path: Path | None) -> int:
    """Run the window until it is closed; return the exit code."""
    if sys.platform.startswith("linux"):
        # The fcitx plug-in of the system does not load into this Qt; ibus speaks to fcitx5 as well.
        os.environ.setdefault("QT_IM_MODULE", "ibus")
    qInstallMessageHandler(_on_qt_message)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("gridgov")
    qt.setOrganizationName("gridgov")
    application = Application(qt)
    sys.excepthook = application.on_fault
    application.start(path)
    code = qt.exec()
    application.finish()
    return int(code)
