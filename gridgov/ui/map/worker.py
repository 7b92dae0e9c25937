"""The one thread that makes pictures: the latest order wins, an older one stops at its next step.

What a large layer wants ahead (shared edges, levels of detail) takes seconds; a second thread makes it meanwhile, so
that the map follows the hand from its first picture on.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from gridgov.ui.map.latest import LatestThread
from gridgov.ui.map.render import Order, Rendered, render
from gridgov.ui.map.shapes import Shapes


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


class RenderThread(LatestThread[Order]):
    """Takes orders, gives pictures through `results`; what a layer wants ahead is made after its first picture."""

    def __init__(self) -> None:
        super().__init__("map-render")
        self.results = Results()
        self._last: Order | None = None
        self._builder: threading.Thread | None = None

    def work(self, wish: Order) -> Rendered | None:
        """The picture of an order."""
        return render(wish, self.is_unwanted)

    def give(self, result: object) -> None:
        """Hand a picture to the window's thread."""
        self.tell(self.results.rendered, Failed(result) if isinstance(result, Exception) else result)

    def after(self, wish: Order) -> None:
        """Begin to make ahead what the layer wants, if that was not begun."""
        self._last = wish
        if not wish.shapes.built and self._builder is None and not self._stopped:
            self._builder = threading.Thread(target=self._build, name="map-build", daemon=True)
            self._builder.start()

    def _forget(self) -> None:
        self._last = None
        super()._forget()

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
                self.give(error)
                with self._waiting:
                    self._builder = None
                return
            if shapes.built:
                self.tell(self.results.built, shapes)

    def _unwanted(self, shapes: Shapes) -> bool:
        return self._stopped or self._last is None or self._last.shapes is not shapes

    def _again(self, shapes: Shapes) -> None:
        """Make the last picture again, now that shared edges are known."""
        with self._waiting:
            if self._wish is None and self._last is not None and not self._unwanted(shapes):
                self._take(self._last)
