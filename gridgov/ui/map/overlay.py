"""What lies over the picture in every frame: selection, pointer, scale bar and north arrow."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gridgov.spatial.coverage import Coverage
from gridgov.ui.map.ink import CellPaths, draw_north, draw_scale_bar, panel
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.view import Box, View

EDGE = 8.0
"""Pixels between the sheets over the map and its sides."""

_SMALL = 18.0


class Overlay:
    """Draws the outlines of the selected cell and of the one under the pointer."""

    def __init__(self) -> None:
        self._paths: CellPaths | None = None
        self._of: Coverage | None = None

    def paths(self, coverage: Coverage) -> CellPaths:
        """The shapes of the cells as Qt draws them."""
        if self._paths is None or self._of is not coverage:
            self._paths, self._of = CellPaths(coverage), coverage
        return self._paths

    def draw(
        self,
        painter: QPainter,
        coverage: Coverage,
        view: View,
        looks: Looks,
        selected: int | None,
        hovered: int | None,
    ) -> None:
        """Draw in logical pixels of `view`; cells are counted from 0."""
        paths = self.paths(coverage)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strokes: list[tuple[int, str, float]] = []
        if hovered is not None and hovered != selected and hovered < coverage.count:
            strokes += [(hovered, looks.halo, 3.2), (hovered, looks.hover, 1.6)]
        if selected is not None and selected < coverage.count:
            # Two lines, light and strong: seen on every colour, and by those who do not see this one.
            strokes += [(selected, looks.selection_halo, 6.0), (selected, looks.selection, 3.2)]
        for cell, colour, width in strokes:
            pen = QPen(QColor(colour), width, j=Qt.PenJoinStyle.RoundJoin)
            pen.setCosmetic(True)
            painter.save()
            painter.setPen(pen)
            painter.setTransform(paths.transform(view), True)
            paths.draw(painter, cell)
            painter.restore()
        if selected is not None and selected < coverage.count:
            _draw_ring(painter, view, coverage.boxes[selected].tolist(), looks)


def _draw_ring(painter: QPainter, view: View, box: list[float], looks: Looks) -> None:
    """A ring around a selected cell that is too small to be found by its outline."""
    if not math.isfinite(box[0]) or max(box[2] - box[0], box[3] - box[1]) * view.scale >= _SMALL:
        return
    middle = QPointF(*view.to_screen((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    for colour, width in ((looks.selection_halo, 5.0), (looks.selection, 2.5)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(middle, 13.0, 13.0)


def draw_furniture(painter: QPainter, view: View, looks: Looks, font: QFont, title: str = "") -> float:
    """Draw title, scale bar and north arrow into their corners, in logical pixels; how wide the scale bar is."""
    bar = draw_scale_bar(painter, view.width - EDGE, view.height - EDGE, view.scale, looks, font)
    draw_north(painter, view.width - EDGE, EDGE, looks, font)
    place = title_place(view.width, font, title)
    if place is not None:
        bold = _bold(font)
        panel(painter, place, looks)
        painter.setFont(bold)
        painter.setPen(QColor(looks.panel_text))
        inner = place.adjusted(8, 0, -8, 0)
        text = QFontMetricsF(bold).elidedText(title, Qt.TextElideMode.ElideRight, inner.width() + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    return bar.width()


def _bold(font: QFont) -> QFont:
    found = QFont(font)
    found.setBold(True)
    return found


def title_place(width: float, font: QFont, title: str) -> QRectF | None:
    """The sheet of the title in a map so wide: it leaves the north arrow alone; None for no title, or no room."""
    room = width - 2 * EDGE - 36.0
    if not title or room < 60.0:
        return None
    metrics = QFontMetricsF(_bold(font))
    return QRectF(EDGE, EDGE, min(metrics.horizontalAdvance(title) + 17, room), metrics.height() + 8)


def legend_room(size: QSizeF, font: QFont, title: str, wanted: QSize) -> tuple[float, float]:
    """Where a legend that wants such a size may end below, and how high it may be: clear of title and scale bar.

    Nothing is high enough where it is too broad.
    """
    bar = QFontMetricsF(font).height() + 14
    low = size.height() - EDGE
    if EDGE + wanted.width() + EDGE > size.width() - 140.0:
        low -= bar + EDGE
    head = title_place(size.width(), font, title)
    top = head.bottom() if head is not None else 0.0
    if EDGE + wanted.width() > size.width() - 44.0:
        top = max(top, bar + 28.0)
    fits = wanted.width() + 2 * EDGE <= size.width()
    return low, low - top - EDGE if fits else 0.0


def draw_note(
    painter: QPainter,
    at: QPointF,
    text: str,
    view: View,
    looks: Looks,
    font: QFont,
    taken: tuple[Box, ...] = (),
) -> None:
    """A short text on a sheet of its own beside a place, wholly inside the view; line feeds part its lines.

    It keeps clear of the boxes in `taken` where there is room.
    """
    metrics = QFontMetricsF(font)
    lines = text.split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines) + 12
    high = metrics.height() * len(lines) + 6
    place = _beside(at, wide, high, view, [QRectF(x, y, right - x, low - y) for x, y, right, low in taken])
    panel(painter, place, looks)
    painter.setFont(font)
    painter.setPen(QColor(looks.panel_text))
    painter.drawText(place.adjusted(6, 3, -6, -3), int(Qt.AlignmentFlag.AlignLeft), text)


def _beside(at: QPointF, wide: float, high: float, view: View, taken: list[QRectF]) -> QRectF:
    """Room of that size beside a place: below or above, right or left of it, or pushed into the view."""
    below, above = at.y() + 10, at.y() - 10 - high
    columns = (at.x() + 12, at.x() - 12 - wide, at.x() - wide / 2, view.width - wide - 2)
    places = [QRectF(x, y, wide, high) for y in (below, above, above - 20) for x in columns]
    inside = QRectF(0, 0, view.width, view.height)
    fitting = [place for place in places if inside.contains(place)]
    free = [place for place in fitting if not any(place.intersects(box) for box in taken)]
    if free or fitting:
        return (free or fitting)[0]
    x = min(max(at.x() + 12, 2.0), max(view.width - wide - 2, 2.0))
    return QRectF(x, min(max(below, 2.0), max(view.height - high - 2, 2.0)), wide, high)


def sheets(view: View, font: QFont, legend: QRectF | None, title: str = "") -> tuple[Box, ...]:
    """The corners that title, legend, north arrow and scale bar cover."""
    line = QFontMetricsF(font).height()
    found: list[Box] = [
        (view.width - 40.0, 0.0, view.width, line + 42.0),
        (view.width - 150.0, view.height - line - 26.0, view.width, view.height),
    ]
    head = title_place(view.width, font, title)
    if head is not None:
        found.append((0.0, 0.0, head.right() + 2.0, head.bottom() + 2.0))
    if legend is not None:
        found.append((0.0, legend.top() - 2.0, legend.right() + 2.0, legend.bottom() + EDGE))
    return tuple(found)
