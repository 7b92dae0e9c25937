"""The program's own log: our faults, with place and stack, and never a personal value."""

from __future__ import annotations

import logging
from pathlib import Path

from gridgov.settings import state_folder

logger = logging.getLogger("gridgov")


class _WhenNeeded(logging.Handler):
    """Opens the log file with the first line: most days there is none, and every start would wait for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; the file is turned over at a megabyte, and three former ones are kept."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
            )
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def start(folder: Path | None = None) -> Path:
    """Write warnings and errors to ``gridgov.log`` in `folder` (default: the state folder); return its path."""
    folder = folder or state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "gridgov.log"
    if not any(isinstance(handler, _WhenNeeded) for handler in logger.handlers):
        logger.addHandler(_WhenNeeded(path))
        logger.setLevel(logging.INFO)
    return path
