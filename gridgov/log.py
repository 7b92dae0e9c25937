"""The program's own log: our faults, with place and stack, and never a personal value."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from gridgov.settings import state_folder

logger = logging.getLogger("gridgov")


def start(folder: Path | None = None) -> Path:
    """Write warnings and errors to ``gridgov.log`` in `folder` (default: the state folder); return its path."""
    folder = folder or state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "gridgov.log"
    if not any(isinstance(h, logging.handlers.RotatingFileHandler) for h in logger.handlers):
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    return path
