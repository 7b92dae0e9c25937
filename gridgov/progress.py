"""How long work tells where it stands, and the one point where a cancel takes effect."""

from __future__ import annotations

from collections.abc import Callable

from gridgov.errors import Cancelled


class Progress:
    """Counts the work done and stops it when asked.

    `report(done, total, note)` is called at most when :meth:`step` is; `total` is 0 while it is not known and
    `note` is an English source string that the edge translates. :meth:`cancel` may be called from any thread; the
    next :meth:`step` then raises :class:`~gridgov.errors.Cancelled`. Services call `step` at least every 100 ms.
    """

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._cancelled = False
        self.done = 0
        self.total = 0
        self.note = ""

    def begin(self, note: str, total: int = 0) -> None:
        """Start a stretch of work of `total` parts (0: not known), described by `note`."""
        self.note, self.total, self.done = note, total, 0
        self.step(0)

    def step(self, parts: int = 1) -> None:
        """Say that `parts` more are done; raise ``Cancelled`` when a cancel was asked for."""
        if self._cancelled:
            raise Cancelled
        self.done += parts
        if self._report is not None:
            self._report(self.done, self.total, self.note)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether a cancel was asked for."""
        return self._cancelled


def silent() -> Progress:
    """A progress that nobody watches."""
    return Progress()
