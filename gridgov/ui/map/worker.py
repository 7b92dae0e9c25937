"""The one thread that makes pictures: the latest order wins, an older one stops at its next step."""

from __future__ import annotations

import atexit
import threading
import weakref

from PySide6.QtCore import QObject, Signal

from gridgov.ui.map.render import Order, Rendered, render

_IDLE_SECONDS = 3.0
_workers: weakref.WeakSet[RenderThread] = weakref.WeakSet()


class Failed:
    """An order that ended in an error of ours."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class Results(QObject):
    """Carries results to the window's thread; connect a QObject's bound method, queued."""

    rendered = Signal(object)
    """A `Rendered`, or `Failed`."""


class RenderThread:
    """Takes orders, gives pictures through `results`. The thread ends by itself when nothing is asked for a while."""

    def __init__(self) -> None:
        self.results = Results()
        self._waiting = threading.Condition()
        self._order: Order | None = None
        self._improve: Order | None = None
        self._running = False
        self._stopped = False
        self._thread: threading.Thread | None = None
        _workers.add(self)

    def ask(self, order: Order) -> None:
        """Render `order` instead of anything asked before; a stopped thread starts again."""
        with self._waiting:
            self._stopped = False
            self._order = order
            self._improve = None
            if not self._running:
                self._running = True
                self._thread = threading.Thread(target=self._run, name="map-render", daemon=True)
                self._thread.start()
            self._waiting.notify()

    def stop(self) -> None:
        """Give up what is being made and wait for the thread to end."""
        with self._waiting:
            self._stopped = True
            self._order = self._improve = None
            self._waiting.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _newer(self) -> bool:
        return self._order is not None or self._stopped

    def _next(self) -> tuple[Order, bool] | None:
        """The order to work on and whether it only waits for shared edges; None when the thread shall end."""
        with self._waiting:
            if self._order is None and self._improve is None and not self._stopped:
                self._waiting.wait(_IDLE_SECONDS)
            if self._stopped or (self._order is None and self._improve is None):
                self._running = False
                return None
            if self._order is not None:
                order, self._order = self._order, None
                return order, False
            assert self._improve is not None
            order, self._improve = self._improve, None
            return order, True

    def _run(self) -> None:
        while (given := self._next()) is not None:
            order, improve = given
            result: Rendered | Failed | None
            try:
                if improve:
                    order.shapes.coverage(joined=True)
                result = render(order, self._newer)
            except Exception as error:  # it must reach the window, not die with the thread
                result = Failed(error)
            if result is None:
                continue
            if isinstance(result, Rendered) and not result.joined:
                with self._waiting:
                    self._improve = order
            self._give(result)

    def _give(self, result: Rendered | Failed) -> None:
        try:
            self.results.rendered.emit(result)
        except RuntimeError:
            # The window went while the picture was made; nobody waits for it.
            with self._waiting:
                self._stopped = True


@atexit.register
def _stop_all() -> None:
    """No thread may still call Qt while the interpreter goes down."""
    for worker in list(_workers):
        worker.stop()
