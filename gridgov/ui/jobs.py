"""Long work: one runner for every job, off the window's thread, with progress, an estimate and cancel.

The runner owns the signals and a worker only borrows them, so that no result is lost and every callback runs on the
window's thread.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any

import attrs
from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from gridgov import log
from gridgov.errors import GridgovError
from gridgov.progress import Progress

Work = Callable[[Progress], Any]
TICK_S = 0.05
MOST_THREADS = 3


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


class _Threads:
    """A few threads that live as long as the runner.

    Not Qt's pool: its threads are new ones to Python for every job, so that what belongs to a thread (its connection
    to the file, PROJ's context) would be made anew, and left behind, each time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._open = 0

    def start(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._open += 1
            if self._open > len(self._threads) and len(self._threads) < self._most:
                thread = threading.Thread(target=self._run, name=f"job-{len(self._threads) + 1}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._waiting.put(work)

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            try:
                work()
            finally:
                with self._lock:
                    self._open -= 1

    def end(self, seconds: float) -> bool:
        """Let every thread end after what it is at; whether all did within the time."""
        for _ in self._threads:
            self._waiting.put(None)
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0.0))
        ended = not any(thread.is_alive() for thread in self._threads)
        self._threads.clear()
        return ended


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
        self._threads = _Threads(MOST_THREADS)
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
        self._threads.start(partial(self._carry_out, job, work, progress))
        return job

    def _carry_out(self, job: int, work: Work, progress: Progress) -> None:
        """On a thread of the runner's."""
        try:
            outcome = Outcome(job, value=work(progress))
        except BaseException as error:
            if not isinstance(error, GridgovError):
                log.logger.exception("a job failed")
            outcome = Outcome(job, error=error)
        if isValid(self):
            self._done.emit(outcome)

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
        ended = self._threads.end(ms / 1000)
        self._live.clear()
        return ended
