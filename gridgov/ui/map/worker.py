"""The one thread that makes pictures: the latest order wins, an older one stops at its next step.

What a large layer wants ahead (shared edges, levels of detail) takes seconds; a second thread makes it meanwhile, so
that the map follows the hand from its first picture on.
"""

from __future__ import annotations

import atexit
import threading
import weakref

from PySide6.QtCore import QObject, Signal, SignalInstance

from gridgov.ui.map.render import Order, Rendered, render
from gridgov.ui.map.shapes import Shapes

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

    built = Signal(object)
    """`Shapes` for which all is made ahead."""


class RenderThread:
    """Takes orders, gives pictures through `results`. The thread ends by itself when nothing is asked for a while."""

    def __init__(self) -> None:
        self.results = Results()
        self._waiting = threading.Condition()
        self._order: Order | None = None
        self._last: Order | None = None
        self._running = False
        self._stopped = False
        self._ended = False
        self._thread: threading.Thread | None = None
        self._builder: threading.Thread | None = None
        _workers.add(self)

    def ask(self, order: Order) -> None:
        """Render `order` instead of anything asked before; a stopped thread starts again."""
        with self._waiting:
            if self._ended:
                return
            self._stopped = False
            self._order = order
            self._start()

    def _start(self) -> None:
        if not self._running:
            self._running = True
            self._thread = threading.Thread(target=self._run, name="map-render", daemon=True)
            self._thread.start()
        self._waiting.notify()

    def stop(self) -> None:
        """Give up what is being made and wait for the thread to end."""
        with self._waiting:
            self._stopped = True
            self._order = self._last = None
            self._waiting.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def end(self) -> None:
        """Stop for good and wait for nobody: the threads end at their next step, and nothing is told any more."""
        with self._waiting:
            self._ended = self._stopped = True
            self._order = self._last = None
            self._waiting.notify()

    def _newer(self) -> bool:
        return self._order is not None or self._stopped

    def _next(self) -> Order | None:
        """The order to work on; None when the thread shall end."""
        with self._waiting:
            if self._order is None and not self._stopped:
                self._waiting.wait(_IDLE_SECONDS)
            if self._stopped or self._order is None:
                self._running = False
                return None
            order, self._order = self._order, None
            return order

    def _run(self) -> None:
        while (order := self._next()) is not None:
            result: Rendered | Failed | None
            try:
                result = render(order, self._newer)
            except Exception as error:  # it must reach the window, not die with the thread
                result = Failed(error)
            if result is None:
                continue
            self._give(result)
            with self._waiting:
                self._last = order
                if not order.shapes.built and self._builder is None and not self._stopped:
                    self._builder = threading.Thread(target=self._build, name="map-build", daemon=True)
                    self._builder.start()

    def _build(self) -> None:
        """Make ahead what the layer of the last order wants, and have that order made again with it."""
        while True:
            with self._waiting:
                order = self._last
                if self._stopped or order is None or order.shapes.built:
                    self._builder = None
                    return
                shapes = order.shapes
            try:
                shapes.coverage(joined=True)
                self._again(shapes)
                shapes.build(lambda shapes=shapes: self._unwanted(shapes))  # type: ignore[misc]
            except Exception as error:
                self._give(Failed(error))
                with self._waiting:
                    self._builder = None
                return
            if shapes.built:
                self._tell(self.results.built, shapes)

    def _unwanted(self, shapes: Shapes) -> bool:
        return self._stopped or self._last is None or self._last.shapes is not shapes

    def _again(self, shapes: Shapes) -> None:
        """Make the last picture again, now that shared edges are known."""
        with self._waiting:
            if self._order is None and not self._unwanted(shapes):
                self._order = self._last
                self._start()

    def _give(self, result: Rendered | Failed) -> None:
        self._tell(self.results.rendered, result)

    def _tell(self, signal: SignalInstance, what: object) -> None:
        with self._waiting:
            if self._ended:
                return
            try:
                signal.emit(what)
            except RuntimeError:
                # The window went while the picture was made; nobody waits for it.
                self._stopped = True


@atexit.register
def _stop_all() -> None:
    """No thread may still call Qt while the interpreter goes down."""
    for worker in list(_workers):
        worker.stop()
