"""Long work: one runner for every job, off the window's thread, with progress, an estimate and cancel.

The runner owns the signals and a worker only borrows them, so that no result is lost and every callback runs on the
window's thread.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import attrs
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from gridgov import log
from gridgov.errors import GridgovError
from gridgov.progress import Progress

Work = Callable[[Progress], Any]
TICK_S = 0.05


@attrs.frozen
class Outcome:
    """How a job ended: with a value, or with an error (``Cancelled`` when it was stopped)."""

    job: int
    value: Any = None
    error: BaseException | None = None


@attrs.frozen
class Tick:
    """Where a job stands; `left_s` is the estimate of what is left, None while nothing can be said."""

    job: int
    title: str
    done: int
    total: int
    note: str
    left_s: float | None


@attrs.define
class _Live:
    title: str
    progress: Progress
    on_done: Callable[[Outcome], None]
    on_progress: Callable[[int, int, str], None] | None
    owner: QObject | None
    began: float
    silent: bool


class _Run(QRunnable):
    def __init__(self, job: int, work: Work, progress: Progress, tell: Callable[[Outcome], None]) -> None:
        super().__init__()
        self._job, self._work, self._progress, self._tell = job, work, progress, tell

    def run(self) -> None:
        try:
            outcome = Outcome(self._job, value=self._work(self._progress))
        except BaseException as error:
            if not isinstance(error, GridgovError):
                log.logger.exception("a job failed")
            outcome = Outcome(self._job, error=error)
        self._tell(outcome)


class JobRunner(QObject):
    """Runs jobs on a few threads.

    Signals
    -------
    ticked : object
        A `Tick`, at most twenty times a second a job (window's thread).
    finished : object
        The job's number, after its callback (window's thread).
    """

    ticked = Signal(object)
    finished = Signal(object)
    _done = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(3)
        self._pool.setExpiryTimeout(-1)  # a thread keeps its connection to the file
        self._live: dict[int, _Live] = {}
        self._ids = itertools.count(1)
        self._closed = threading.Event()
        self._done.connect(self._on_done)
        self._told.connect(self._on_told)

    def submit(
        self,
        work: Work,
        on_done: Callable[[Outcome], None],
        *,
        title: str = "",
        owner: QObject | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> int:
        """Run `work(progress)`; `on_done(outcome)` follows on this thread unless `owner` is gone by then.

        A job with a `title` is shown as under way; one without is too short to be worth showing.
        """
        job = next(self._ids)
        told_at = 0.0

        def report(done: int, total: int, note: str) -> None:
            nonlocal told_at
            now = time.monotonic()
            if now - told_at >= TICK_S:
                told_at = now
                self._told.emit((job, done, total, note))

        progress = Progress(report)
        self._live[job] = _Live(title, progress, on_done, on_progress, owner, time.monotonic(), not title)
        self._pool.start(_Run(job, work, progress, self._done.emit))
        return job

    def cancel(self, job: int) -> None:
        """Ask a job to stop at its next step."""
        if live := self._live.get(job):
            live.progress.cancel()

    def busy(self) -> list[str]:
        """The titles of the jobs under way that are worth showing."""
        return [live.title for live in self._live.values() if not live.silent]

    @property
    def idle(self) -> bool:
        """Whether nothing is under way at all."""
        return not self._live

    @Slot(object)
    def _on_told(self, told: tuple[int, int, int, str]) -> None:
        job, done, total, note = told
        live = self._live.get(job)
        if live is None:
            return
        spent = time.monotonic() - live.began
        left = spent * (total - done) / done if total and done and spent > 1 else None
        if live.on_progress is not None and (live.owner is None or isValid(live.owner)):
            live.on_progress(done, total, note)
        if not live.silent:
            self.ticked.emit(Tick(job, live.title, done, total, note, left))

    @Slot(object)
    def _on_done(self, outcome: Outcome) -> None:
        live = self._live.pop(outcome.job, None)
        if live is None:
            return
        if live.owner is None or isValid(live.owner):
            live.on_done(outcome)
        self.finished.emit(outcome.job)

    def shutdown(self, ms: int = 10_000) -> bool:
        """Cancel everything and wait; whether all jobs ended in time. No callback follows."""
        for live in self._live.values():
            live.progress.cancel()
        ended = self._pool.waitForDone(ms)
        self._live.clear()
        return ended
