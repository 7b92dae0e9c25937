"""A thread of which only the latest wish counts: pictures that follow the hand are made in such threads."""

from __future__ import annotations

import atexit
import threading
import weakref
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import SignalInstance

Wish = TypeVar("Wish")

_IDLE_SECONDS = 3.0
_alive: weakref.WeakSet[LatestThread[object]] = weakref.WeakSet()


class LatestThread(ABC, Generic[Wish]):
    """Works on the wish asked last; an older one stops at its next step. It ends by itself when nothing is asked.

    A subclass says how to `work` and what to do with what came of it (`give`); both are called in the thread.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting = threading.Condition()
        self._wish: Wish | None = None
        self._running = self._stopped = self._ended = False
        self._thread: threading.Thread | None = None
        _alive.add(self)  # type: ignore[arg-type]

    @abstractmethod
    def work(self, wish: Wish) -> object:
        """What comes of a wish; None when it was given up because :meth:`is_unwanted`."""

    @abstractmethod
    def give(self, result: object) -> None:
        """Hand on what came of a wish, or the exception that it ended in."""

    def after(self, wish: Wish) -> None:
        """Called when what came of a wish was handed on; the lock is held."""

    def ask(self, wish: Wish) -> None:
        """Work on this instead of anything asked before; a stopped thread starts again, one that ended does not."""
        with self._waiting:
            if not self._ended:
                self._stopped = False
                self._take(wish)

    def stop(self) -> None:
        """Give up what is being made and wait for the thread to end."""
        with self._waiting:
            self._forget()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def end(self) -> None:
        """Stop for good and wait for nobody: the thread ends at its next step, and nothing is told any more."""
        with self._waiting:
            self._ended = True
            self._forget()

    def is_unwanted(self) -> bool:
        """Whether nobody waits any more for what is being made."""
        return self._wish is not None or self._stopped

    def tell(self, signal: SignalInstance, what: object) -> None:
        """Emit a signal, unless this ended or the window went meanwhile."""
        with self._waiting:
            if self._ended:
                return
            try:
                signal.emit(what)
            except RuntimeError:
                # The window went while the picture was made; nobody waits for it.
                self._stopped = True

    def _take(self, wish: Wish) -> None:
        self._wish = wish
        if not self._running:
            self._running = True
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        self._waiting.notify()

    def _forget(self) -> None:
        self._stopped = True
        self._wish = None
        self._waiting.notify()

    def _next(self) -> Wish | None:
        """The wish to work on; None when the thread shall end."""
        with self._waiting:
            if self._wish is None and not self._stopped:
                self._waiting.wait(_IDLE_SECONDS)
            if self._stopped or self._wish is None:
                self._running = False
                return None
            wish, self._wish = self._wish, None
            return wish

    def _run(self) -> None:
        while (wish := self._next()) is not None:
            try:
                result = self.work(wish)
            except Exception as error:  # it must reach the window, not die with the thread
                result = error
            if result is None:
                continue
            self.give(result)
            with self._waiting:
                self.after(wish)


@atexit.register
def _stop_all() -> None:
    """No thread may still call Qt while the interpreter goes down."""
    for one in list(_alive):
        one.stop()
