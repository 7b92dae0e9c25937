"""Back and forward through the views of the map that somebody stayed at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gridgov.ui.map.view import View

MOST = 50
_STAY = 500


class Trail(QObject):
    """The views that were looked at for half a second or longer, in order.

    A move from one in the middle drops the later ones.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: list[View] = []
        self._at = -1
        self._next: View | None = None
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.setInterval(_STAY)
        self._stay.timeout.connect(self.keep)

    def clear(self) -> None:
        """Forget every view: they are of another ground."""
        self._views, self._at, self._next = [], -1, None
        self._stay.stop()

    def moved(self, view: View) -> None:
        """The map shows this now; it is kept when it stays."""
        if self._at >= 0 and _alike(view, self._views[self._at]):
            self._next = None
            self._stay.stop()
        else:
            self._next = view
            self._stay.start()

    def keep(self) -> None:
        """Keep the view shown now."""
        self._stay.stop()
        view, self._next = self._next, None
        if view is None:
            return
        self._views = [*self._views[: self._at + 1], view][-MOST:]
        self._at = len(self._views) - 1

    def step(self, by: int) -> View | None:
        """The view before (-1) or after (1) this one; None at either end."""
        self.keep()
        at = self._at + by
        if not 0 <= at < len(self._views):
            return None
        self._at = at
        return self._views[at]

    def can(self, by: int) -> bool:
        """Whether there is a view in that direction."""
        moving = self._next is not None and by < 0 and self._at >= 0
        return moving or 0 <= self._at + by < len(self._views)


def _alike(one: View, other: View) -> bool:
    near = 0.5 / one.scale
    return one.scale == other.scale and abs(one.x - other.x) < near and abs(one.y - other.y) < near
