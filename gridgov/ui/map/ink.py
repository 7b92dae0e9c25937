"""What QPainter adds to the picture: lines, cells close up, symbols, texts, scale bar and north arrow.

Called in the window's thread only (QPainter keeps the interpreter's lock, so a thread would free nobody).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from gridgov.spatial.coverage import Coverage
from gridgov.ui.map.data import Lettering
from gridgov.ui.map.hatch import PATTERNS
from gridgov.ui.map.labelling import Labels
from gridgov.ui.map.looks import Looks, contrast
from gridgov.ui.map.points import Clusters, Exact, Marks
from gridgov.ui.map.render import Stroke
from gridgov.ui.map.view import View, metres_text, scale_bar

_SYMBOL = 11.0
_TEXT_CACHE = 6_000

_RIM_ALPHA = 150
_RIMMED = 6_000
"""Lines of a border up to which it has a rim."""


def picture(pixels: NDArray[np.uint32], *, clear: bool = False) -> QImage:
    """An image on the memory of `pixels`; keep the array as long as the image. `clear` pixels let through."""
    height, width = pixels.shape
    kind = QImage.Format.Format_ARGB32_Premultiplied if clear else QImage.Format.Format_RGB32
    return QImage(pixels.data, width, height, width * 4, kind)


def draw_lines(painter: QPainter, lines: NDArray[np.float64], pen: QPen) -> None:
    """Draw lines (n, 4) without copying them."""
    if len(lines) == 0:
        return
    lines = np.ascontiguousarray(lines)
    painter.setPen(pen)
    painter.drawLines(shiboken6.wrapInstance(lines.ctypes.data, QLineF), len(lines))  # type: ignore[call-overload]


def draw_strokes(painter: QPainter, strokes: Sequence[Stroke], looks: Looks, ratio: float) -> None:
    """Draw outlines and borders given in device pixels; the painter must not be scaled.

    A border has a pale rim, so that it is seen between dark cells as well; not while there are so many lines that the
    rims would cover the cells.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rim = QColor(looks.halo)
    rim.setAlpha(_RIM_ALPHA)
    for stroke in strokes:
        if stroke.border and len(stroke.lines) < _RIMMED:
            draw_lines(painter, stroke.lines, QPen(rim, (stroke.width + 2.0) * ratio, c=Qt.PenCapStyle.FlatCap))
    for stroke in strokes:
        plain = looks.border if stroke.border else looks.halo if stroke.halo else looks.outline
        pen = QPen(QColor(stroke.colour or plain), stroke.width * ratio)
        # Round ends close the corners between lines; below a pixel nobody sees them and they cost time.
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if stroke.width * ratio > 1.0 else Qt.PenCapStyle.FlatCap)
        draw_lines(painter, stroke.lines, pen)


class CellPaths:
    """The shapes of cells as Qt wants them, made when first drawn and kept, in metres from a corner of the layer."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        box = coverage.bounds() or (0.0, 0.0, 0.0, 0.0)
        self.corner = (box[0], box[1])
        self._polygons: dict[int, QPolygonF | QPainterPath] = {}

    def of(self, cell: int) -> QPolygonF | QPainterPath:
        """The shape of a cell counted from 0: a polygon, or a path when it has several rings."""
        found = self._polygons.get(cell)
        if found is None:
            rings = [_polygon(ring - self.corner) for ring in self._coverage.rings_of(cell)]
            if len(rings) == 1:
                found = rings[0]
            else:
                found = QPainterPath()
                found.setFillRule(Qt.FillRule.OddEvenFill)
                for ring in rings:
                    found.addPolygon(ring)
                    found.closeSubpath()
            self._polygons[cell] = found
        return found

    def transform(self, view: View, ratio: float = 1.0) -> QTransform:
        """From the shapes' coordinates to pixels of the view."""
        scale = view.scale * ratio
        x, y = view.to_screen(*self.corner)
        return QTransform(scale, 0, 0, -scale, x * ratio, y * ratio)

    def draw(self, painter: QPainter, cell: int) -> None:
        """Draw a cell with the painter's pen and brush."""
        shape = self.of(cell)
        if isinstance(shape, QPolygonF):
            painter.drawPolygon(shape)
        else:
            painter.drawPath(shape)

    def fill(
        self, painter: QPainter, cells: NDArray[np.int64], brushes: Sequence[QBrush], which: NDArray[np.int16]
    ) -> None:
        """Fill cells, each with the brush that `which` numbers."""
        painter.setPen(Qt.PenStyle.NoPen)
        order = np.argsort(which, kind="stable")
        last = -1
        for cell, brush in zip(cells[order].tolist(), which[order].tolist(), strict=True):
            if brush != last:
                painter.setBrush(brushes[brush])
                last = brush
            self.draw(painter, cell)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _polygon(ring: NDArray[np.float64]) -> QPolygonF:
    """A Qt polygon from vertices (n, 2): read from bytes, twenty times faster than point by point."""
    head = np.array([len(ring)], ">u4").tobytes()
    # The stream does not keep the bytes alive: without a name of their own the polygon comes out empty.
    raw = QByteArray(head + ring.astype(">f8").tobytes())
    stream = QDataStream(raw, QIODevice.OpenModeFlag.ReadOnly)
    polygon = QPolygonF()
    stream >> polygon
    return polygon


def hatch_brush(base: int, ink: int, pattern: str, shift: tuple[int, int] = (0, 0), step: int = 1) -> QBrush:
    """A brush with a pattern, standing still on the ground, as the numpy picture has it; colours as its pixels."""
    square = np.kron(PATTERNS[pattern], np.ones((step, step), np.bool_))
    square = np.roll(square, (shift[1], shift[0]), (0, 1))
    pixels = np.where(square, np.uint32(ink), np.uint32(base))
    # The brush keeps its own copy: the array does not outlive this call.
    return QBrush(picture(pixels, clear=True).copy())


class Symbols:
    """Small pictures of the point symbols, one for each shape, colour and pixel ratio."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str, float], QPixmap] = {}

    def pixmap(self, symbol: str, colour: str, halo: str, ratio: float) -> QPixmap:
        """The symbol with a light rim."""
        key = (symbol, colour, halo, ratio)
        made = self._made.get(key)
        if made is None:
            side = math.ceil((_SYMBOL + 4) * ratio)
            made = QPixmap(side, side)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.scale(ratio, ratio)
            draw_symbol(painter, QPointF(side / ratio / 2, side / ratio / 2), symbol, colour, halo)
            painter.end()
            self._made[key] = made
        return made

    def draw(self, painter: QPainter, exact: Exact, view: View, ratio: float, looks: Looks) -> None:
        """Draw the points of one set; the painter is in device pixels."""
        pixmap = self.pixmap(exact.given.symbol, exact.given.colour or looks.point, looks.halo, ratio)
        half = pixmap.width() / 2
        xs = np.rint((exact.x - view.west) * view.scale * ratio - half).tolist()
        ys = np.rint((view.north - exact.y) * view.scale * ratio - half).tolist()
        for x, y in zip(xs, ys, strict=True):
            painter.drawPixmap(QPointF(x, y), pixmap)


def draw_symbol(painter: QPainter, at: QPointF, symbol: str, colour: str, halo: str, size: float = _SYMBOL) -> None:
    """Draw one symbol around `at`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(halo), 1.2))
    painter.setBrush(QColor(colour))
    r, x, y = size / 2, at.x(), at.y()
    if symbol == "square":
        painter.drawRect(QRectF(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72))
    elif symbol == "triangle":
        painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y + r * 0.8), QPointF(x - r, y + r * 0.8)]))
    elif symbol == "diamond":
        painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]))
    elif symbol == "cross":
        painter.setPen(QPen(QColor(halo), r * 0.95, c=Qt.PenCapStyle.RoundCap))
        cross = [
            QLineF(x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7),
            QLineF(x - r * 0.7, y + r * 0.7, x + r * 0.7, y - r * 0.7),
        ]
        painter.drawLines(cross)
        painter.setPen(QPen(QColor(colour), r * 0.5, c=Qt.PenCapStyle.RoundCap))
        painter.drawLines(cross)
    else:
        painter.drawEllipse(at, r, r)


def short_count(count: int) -> str:
    """A count in few letters: 950, 1.2k, 35k, 1.1M."""
    for limit, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= limit:
            value = count / limit
            return f"{value:.1f}".removesuffix(".0") + letter if value < 10 else f"{value:.0f}{letter}"
    return str(count)


def draw_clusters(painter: QPainter, clusters: Clusters, view: View, looks: Looks, font: QFont) -> None:
    """Draw heaps of points as discs with their counts; the painter is in logical pixels."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    order = np.argsort(clusters.counts)
    for n in order.tolist():
        x, y = view.to_screen(float(clusters.x[n]), float(clusters.y[n]))
        count, which = int(clusters.counts[n]), int(clusters.which[n])
        given = clusters.sets[which] if which >= 0 else None
        colour = (given.colour if given else "") or (looks.point if given else looks.cluster)
        if count == 1 and given is not None:
            draw_symbol(painter, QPointF(x, y), given.symbol, colour, looks.halo)
            continue
        text = short_count(count)
        # Area grows with the logarithm: a heap of a million must not hide a heap of ten.
        radius = max(metrics.horizontalAdvance(text) / 2 + 4, 9 + 2.2 * math.log10(count))
        painter.setPen(QPen(QColor(looks.halo), 1.5))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.setPen(QColor(max(("#ffffff", "#101418"), key=lambda ink, back=colour: contrast(ink, back))))  # type: ignore[misc]
        painter.drawText(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, text)


def draw_marks(
    painter: QPainter, marks: Marks, view: View, ratio: float, looks: Looks, symbols: Symbols, font: QFont
) -> None:
    """Draw the points of a view; the painter is in device pixels."""
    for exact in marks.exact:
        symbols.draw(painter, exact, view, ratio, looks)
    if marks.clusters is not None:
        painter.save()
        painter.scale(ratio, ratio)
        draw_clusters(painter, marks.clusters, view, looks, font)
        painter.restore()


class Texts:
    """Texts with a halo as small pictures, kept, because a halo costs ten times the text."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str, str, float], QPixmap] = {}

    def pixmap(self, text: str, font: QFont, looks: Looks, ratio: float) -> QPixmap:
        """The text in the map's text colour with its halo around."""
        key = (text, font.key(), looks.text, looks.halo, ratio)
        made = self._made.get(key)
        if made is None:
            if len(self._made) > _TEXT_CACHE:
                self._made.clear()
            metrics = QFontMetricsF(font)
            wide, high = metrics.horizontalAdvance(text) + 4, metrics.height() + 2
            made = QPixmap(math.ceil(wide * ratio), math.ceil(high * ratio))
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.scale(ratio, ratio)
            painter.setFont(font)
            base = QPointF(2, 1 + metrics.ascent())
            painter.setPen(QColor(looks.halo))
            for dx, dy in ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
                painter.drawText(base + QPointF(dx, dy), text)
            painter.setPen(QColor(looks.text))
            painter.drawText(base, text)
            painter.end()
            self._made[key] = made
        return made

    def draw(self, painter: QPainter, labels: Labels, view: View, ratio: float, looks: Looks, font: QFont) -> None:
        """Draw labels around their points; the painter is in device pixels."""
        for text, gx, gy in zip(labels.texts, labels.x.tolist(), labels.y.tolist(), strict=True):
            x, y = view.to_screen(gx, gy)
            made = self.pixmap(text, font, looks, ratio)
            painter.drawPixmap(QPointF(round(x * ratio - made.width() / 2), round(y * ratio - made.height() / 2)), made)


def lettering(texts: Sequence[str], font: QFont) -> Lettering:
    """Texts with the widths of the letters of `font`."""
    metrics = QFontMetricsF(font)
    advances = np.array([metrics.horizontalAdvance(chr(n)) if n >= 32 else 0.0 for n in range(256)])
    return Lettering(texts, advances, metrics.horizontalAdvance("格"), metrics.height())


def draw_scale_bar(painter: QPainter, right: float, bottom: float, scale: float, looks: Looks, font: QFont) -> QRectF:
    """Draw a scale bar that ends at (`right`, `bottom`), in logical pixels; its place is given back."""
    metres, length = scale_bar(scale, 120.0)
    text = metres_text(metres)
    metrics = QFontMetricsF(font)
    place = QRectF(right - length - 12, bottom - metrics.height() - 14, length + 12, metrics.height() + 14)
    panel(painter, place, looks)
    painter.setFont(font)
    painter.setPen(QColor(looks.panel_text))
    painter.drawText(
        QRectF(place.x(), place.y() + 2, place.width(), metrics.height()), Qt.AlignmentFlag.AlignCenter, text
    )
    y, x = bottom - 6, place.x() + 6
    painter.setPen(QPen(QColor(looks.panel_text), 1.6, c=Qt.PenCapStyle.FlatCap))
    painter.drawLines(
        [QLineF(x, y, x + length, y), QLineF(x, y - 4, x, y + 0.8), QLineF(x + length, y - 4, x + length, y + 0.8)]
    )
    return place


def draw_north(painter: QPainter, right: float, top: float, looks: Looks, font: QFont) -> QRectF:
    """Draw a north arrow in the corner at (`right`, `top`), in logical pixels; its place is given back."""
    metrics = QFontMetricsF(font)
    place = QRectF(right - 28, top, 28, 30 + metrics.height())
    panel(painter, place, looks)
    middle = place.center().x()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(looks.panel_text), 1.0))
    for side, brush in ((-7, QBrush(QColor(looks.panel_text))), (7, QBrush(QColor(looks.panel)))):
        painter.setBrush(brush)
        tip, heel = QPointF(middle, top + 5 + metrics.height()), QPointF(middle, top + 20 + metrics.height())
        painter.drawPolygon(QPolygonF([tip, QPointF(middle + side, top + 25 + metrics.height()), heel]))
    painter.setFont(font)
    painter.drawText(QRectF(place.x(), top + 3, place.width(), metrics.height()), Qt.AlignmentFlag.AlignCenter, "N")
    return place


def panel(painter: QPainter, place: QRectF, looks: Looks) -> None:
    """A quiet ground for things that lie over the map."""
    back = QColor(looks.panel)
    back.setAlpha(246)
    rim = QColor(looks.panel_text)
    rim.setAlpha(60)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(rim, 1))
    painter.setBrush(back)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
