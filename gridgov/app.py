"""The one place that joins the parts: a window for nobody's command, the command line for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def start(words: Sequence[str]) -> int:
    """Open the window (no words, or one district file) or carry out a command; return the exit code."""
    if not words or (len(words) == 1 and not words[0].startswith("-") and Path(words[0]).suffix.lower() == ".gpkg"):
        from gridgov.ui.application import run_window

        return run_window(Path(words[0]) if words else None)
    from gridgov.cli.main import run

    return run(words)
