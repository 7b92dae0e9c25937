"""What lies under the cells: base maps, made in a thread of their own and moved with the hand until they are exact."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gridgov.spatial.labels import apart
from gridgov.spatial.ramp import blended
from gridgov.spatial.warp import Grid
from gridgov.ui.map.ink import Texts, panel
from gridgov.ui.map.labelling import NO_LABELS, Labels
from gridgov.ui.map.latest import LatestThread
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.view import Box, View, scale_bar

_MARGIN = 0.125
_REST = 70
_MOST_LABELS = 120
_AIR = 4.0


class Ground(Protocol):
    """The base maps (see :class:`gridgov.services.ground.Ground`)."""

    problems: list[str]

    def draw(self, grid: Grid, dropped: Callable[[], bool], *, line: float) -> Any:
        """A picture of them with `pixels` and `complete`; None when nobody waits any more."""

    def notes(self) -> list[str]:
        """What stands on the map because of them."""

    def labels(self) -> Sequence[Any]:
        """Texts with their places."""

    def close(self) -> None:
        """Let go of their files."""


@attrs.frozen(eq=False)
class _Made:
    """A finished picture of base maps."""

    ground: Ground
    number: int
    view: View
    pixels: NDArray[np.uint32] | None
    complete: bool
    notes: list[str]
    labels: Sequence[Any]
    problems: list[str]


class _Results(QObject):
    made = Signal(object)


class _Maker(LatestThread[tuple[Ground, int, View, float]]):
    def __init__(self) -> None:
        super().__init__("map-ground")
        self.results = _Results()

    def work(self, wish: tuple[Ground, int, View, float]) -> _Made | None:
        return made(*wish, self.is_unwanted)

    def give(self, result: object) -> None:
        self.tell(self.results.made, result)


def made(ground: Ground, number: int, view: View, ratio: float, dropped: Callable[[], bool]) -> _Made | None:
    """The base maps in a view, as pixels; None when `dropped` says that nobody waits any more."""
    grid = Grid(view.west, view.north, view.scale * ratio, round(view.width * ratio), round(view.height * ratio))
    found = ground.draw(grid, dropped, line=1.1 * ratio)
    if found is None:
        return None
    return _Made(
        ground, number, view, found.pixels, found.complete, ground.notes(), ground.labels(), list(ground.problems)
    )


class Backdrop(QObject):
    """The picture under the cells.

    Signals
    -------
    renewed()
        There is a new picture.
    room_changed()
        Other notes or texts stand over the map: the labels of cells are to be placed anew.
    incomplete()
        Tiles of a service are still to be fetched; :meth:`again` when they have come.
    problems_changed(object)
        A list of sentences: what of the base maps cannot be shown.
    """

    renewed = Signal()
    room_changed = Signal()
    incomplete = Signal()
    problems_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ground: Ground | None = None
        self.notes: list[str] = []
        self.problems: list[str] = []
        self.labels = NO_LABELS
        self._made: _Made | None = None
        self._image: QImage | None = None
        self._asked: tuple[View, float] | None = None
        self._number = 0
        self._left = 0.0
        self._texts = Texts()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.again)
        self._maker = _Maker()
        self._maker.results.made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def use(self, ground: Ground | None) -> None:
        """Show these base maps, or none."""
        self.ground = ground
        self._made = self._image = None
        self.notes, self.labels = [], NO_LABELS
        if self.problems:
            self.problems = []
            self.problems_changed.emit([])
        self.again()
        self.renewed.emit()

    def ask(self, view: View, ratio: float, *, moved: bool = False) -> None:
        """Have the picture of a view made; with `moved` it waits until the hand rests, if there is one that reaches."""
        self._asked = (view, ratio)
        if self.ground is None:
            return
        there = self._made
        if moved and there is not None and there.view.scale == view.scale and there.view.holds(view):
            self._rest.start()
        else:
            self.again()

    def again(self) -> None:
        """Make the picture of the last view anew."""
        self._rest.stop()
        if self.ground is not None and self._asked is not None:
            self._number += 1
            view, ratio = self._asked
            self._maker.ask((self.ground, self._number, view.grown(_MARGIN), ratio))

    def exact(self) -> bool:
        """Whether the picture is the final one of what was asked last."""
        return self.ground is None or (self._made is not None and self._made.number == self._number)

    def now(self, view: View, ratio: float) -> QImage | None:
        """The picture of a view, made while the caller waits."""
        if self.ground is None:
            return None
        found = made(self.ground, 0, view, ratio, _wanted)
        return None if found is None or found.pixels is None else _image(found.pixels).copy()

    def stop(self) -> None:
        """End the thread."""
        self._rest.stop()
        self._maker.stop()

    def end(self) -> None:
        """End the thread for good, without waiting for it."""
        self._rest.stop()
        self._maker.end()

    def draw(self, painter: QPainter, view: View) -> None:
        """Put the picture where it belongs in `view`."""
        if self._made is None or self._image is None:
            return
        x, y = view.to_screen(self._made.view.west, self._made.view.north)
        grown = view.scale / self._made.view.scale
        size = self._made.view.width * grown, self._made.view.height * grown
        painter.drawImage(QRectF(x, y, *size), self._image)

    def take_room(self, view: View, taken: Sequence[Box], font: QFont) -> list[Box]:
        """Choose the texts of vector base maps for a view, clear of what is taken; the boxes of texts and notes."""
        bar = scale_bar(view.scale, 120.0)[1] + 12
        low = view.height - 2 * QFontMetricsF(font).height() - 30
        # Sheets that reach down beside the scale bar, as the legend does, leave the notes what is right of them.
        beside = [right for _, _, right, bottom in taken if bottom > low and right < view.width - bar - 80]
        self._left = max(beside, default=0.0)
        place = self.note_place(view, bar, font)
        boxes = [] if place is None else [(place.left() - 2, place.top() - 2, place.right(), view.height)]
        self.labels = NO_LABELS
        found = self._made.labels if self._made is not None else ()
        metrics = QFontMetricsF(font)
        for one in found:
            x, y = (one.x - view.west) * view.scale, (view.north - one.y) * view.scale
            near = np.flatnonzero((x > 0) & (x < view.width) & (y > 0) & (y < view.height))
            # A text has several places, the best first: the first in view is taken.
            near = near[np.sort(np.unique(one.shapes[near], return_index=True)[1])][: 4 * _MOST_LABELS]
            half = np.array([metrics.horizontalAdvance(one.texts[n]) for n in near.tolist()]) / 2 + _AIR
            high = np.full(len(near), metrics.height() / 2)
            size = (int(view.width), int(view.height))
            kept = apart(x[near], y[near], half, high, size, 4, [*taken, *boxes])[:_MOST_LABELS]
            chosen = near[kept]
            boxes += [
                (x[n] - w, y[n] - metrics.height() / 2, x[n] + w, y[n] + metrics.height() / 2)
                for n, w in zip(chosen.tolist(), half[kept].tolist(), strict=True)
            ]
            self.labels = Labels(
                np.full(len(self.labels.texts) + len(chosen), -1),
                [*self.labels.texts, *(one.texts[n] for n in chosen.tolist())],
                np.concatenate([self.labels.x, one.x[chosen]]),
                np.concatenate([self.labels.y, one.y[chosen]]),
            )
        return boxes

    def draw_labels(self, painter: QPainter, view: View, ratio: float, looks: Looks, font: QFont) -> None:
        """Draw the texts chosen last; the painter is in logical pixels."""
        if not self.labels.texts:
            return
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        quiet = attrs.evolve(looks, text=blended(looks.halo, looks.text, 0.72))
        self._texts.draw(painter, self.labels, view, ratio, quiet, font)
        painter.restore()

    def note_place(self, view: View, bar: float, font: QFont) -> QRectF | None:
        """Where the notes stand: at the foot, left of the scale bar that is `bar` wide; None without notes."""
        if not self.notes:
            return None
        metrics = QFontMetricsF(font)
        lines = _lines(self.notes, metrics, self._room(view, bar))
        wide = max(metrics.horizontalAdvance(line) for line in lines) + 12
        high = metrics.height() * len(lines) + 6
        return QRectF(view.width - bar - wide - 14, view.height - high - 8, wide, high)

    def _room(self, view: View, bar: float) -> float:
        return max(view.width - bar - 34 - self._left, 90.0)

    def draw_notes(self, painter: QPainter, view: View, bar: float, looks: Looks, font: QFont) -> None:
        """Write whom base maps name, and that one is shifted."""
        place = self.note_place(view, bar, font)
        if place is None:
            return
        metrics = QFontMetricsF(font)
        panel(painter, place, looks)
        painter.setFont(font)
        painter.setPen(QColor(looks.panel_text))
        base = QPointF(place.x() + 6, place.y() + 3 + metrics.ascent())
        for line in _lines(self.notes, metrics, self._room(view, bar)):
            painter.drawText(base, line)
            base += QPointF(0, metrics.height())

    def _take(self, result: object) -> None:
        if isinstance(result, Exception):
            raise result
        assert isinstance(result, _Made)
        if result.ground is not self.ground:
            return
        first = self._made is None
        self._made = result
        self._image = None if result.pixels is None else _image(result.pixels)
        self.renewed.emit()
        if result.notes != self.notes or (first and result.labels):
            self.notes = result.notes
            self.room_changed.emit()
        if result.problems != self.problems:
            self.problems = result.problems
            self.problems_changed.emit(result.problems)
        if not result.complete:
            self.incomplete.emit()


def _lines(notes: Sequence[str], metrics: QFontMetricsF, width: float) -> list[str]:
    """The notes in as few lines as the width allows, none wider: Chinese breaks anywhere, others between words."""
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"[⺀-￿]|[^\s⺀-￿]+\s*|\s+", " · ".join(notes)):
        if line and metrics.horizontalAdvance((line + piece).rstrip()) > width:
            lines.append(line.rstrip(" ·"))
            line = ""
        line += piece
    return [*lines, metrics.elidedText(line.rstrip(), Qt.TextElideMode.ElideRight, max(width, 60.0))] if line else lines


def _image(pixels: NDArray[np.uint32]) -> QImage:
    """An image on the memory of `pixels`; keep the array as long as the image."""
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)


def _wanted() -> bool:
    return False
