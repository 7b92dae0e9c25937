"""A figure made for paper, painted on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gridgov.reports.figure import Dot, Figure, Ink, Picture, Rectangle, Text
from gridgov.reports.figure import Path as Line


class FigureView(QWidget):
    """Paints the marks of a figure, so many pixels a millimetre; the mark whose key is `here` stands out."""

    def __init__(self, figure: Figure, here: str = "", scale: float = 3.7) -> None:
        super().__init__()
        self._figure, self._here, self._scale = figure, here, scale
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """The size of the figure."""
        return QSize(int(self._figure.width_mm * self._scale), int(self._figure.height_mm * self._scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every mark in its order."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        painter.scale(self._scale, self._scale)
        for mark in self._figure.marks:
            if isinstance(mark, Text):
                self._text(painter, mark)
                continue
            if isinstance(mark, Picture):
                painter.drawImage(QRectF(mark.x, mark.y, mark.width, mark.height), QImage.fromData(mark.png))
                continue
            self._ink(painter, mark.ink, strong=bool(self._here) and mark.key == self._here)
            if isinstance(mark, Rectangle):
                painter.drawRoundedRect(QRectF(mark.x, mark.y, mark.width, mark.height), 1.2, 1.2)
            elif isinstance(mark, Dot):
                painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius, mark.radius)
            elif isinstance(mark, Line):
                for ring in mark.rings:
                    shape = QPolygonF([QPointF(x, y) for x, y in ring])
                    if mark.closed:
                        painter.drawPolygon(shape)
                    else:
                        painter.drawPolyline(shape)
        painter.end()

    @staticmethod
    def _ink(painter: QPainter, ink: Ink, *, strong: bool) -> None:
        width = ink.width_mm * (3 if strong else 1)
        painter.setPen(QPen(QColor(ink.line), width) if ink.line else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.fill) if ink.fill else Qt.BrushStyle.NoBrush)

    def _text(self, painter: QPainter, mark: Text) -> None:
        font = self.font()
        font.setPointSizeF(mark.size_pt)
        painter.save()
        painter.resetTransform()
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(mark.text)
        x = mark.x * self._scale - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
        y = mark.y * self._scale
        if mark.halo:
            painter.fillRect(QRectF(x - 2, y - metrics.ascent(), width + 4, metrics.height()), QColor("#ffffff"))
        painter.setPen(QColor(mark.colour))
        painter.drawText(QPointF(x, y), mark.text)
        painter.restore()
