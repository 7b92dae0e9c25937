"""A place that somebody went to, marked on the map: a pin, how sure it is, and its name."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from gridgov.ui.map.looks import Looks
from gridgov.ui.map.overlay import draw_note
from gridgov.ui.map.view import Box, View

_HIGH, _WIDE = 26.0, 8.5
_LEAST_CIRCLE = 6.0


@attrs.frozen
class Marker:
    """The place in the layer's frame, what stands beside it, and within how many metres it is right (0: exactly)."""

    x: float
    y: float
    text: str
    within_m: float = 0.0


def draw_marker(
    painter: QPainter, marker: Marker, view: View, looks: Looks, font: QFont, taken: tuple[Box, ...] = ()
) -> None:
    """Draw the pin with its point on the place, the circle in which it lies, and the text; in logical pixels."""
    tip = QPointF(*view.to_screen(marker.x, marker.y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = marker.within_m * view.scale
    if radius >= _LEAST_CIRCLE:
        fill = QColor(looks.focus)
        fill.setAlpha(40)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(looks.focus), 1.4, Qt.PenStyle.DashLine))
        painter.drawEllipse(tip, radius, radius)
    head = QPointF(tip.x(), tip.y() - _HIGH + _WIDE)
    pin = QPainterPath(tip)
    pin.cubicTo(tip.x() - 2, tip.y() - 8, head.x() - _WIDE, head.y() + 6, head.x() - _WIDE, head.y())
    pin.arcTo(QRectF(head.x() - _WIDE, head.y() - _WIDE, 2 * _WIDE, 2 * _WIDE), 180, -180)
    pin.cubicTo(head.x() + _WIDE, head.y() + 6, tip.x() + 2, tip.y() - 8, tip.x(), tip.y())
    painter.setPen(QPen(QColor(looks.halo), 2.0))
    painter.setBrush(QColor(looks.focus))
    painter.drawPath(pin)
    painter.setBrush(QColor(looks.halo))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(head, 3.2, 3.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if marker.text:
        draw_note(painter, tip, marker.text, view, looks, font, taken)
