"""A small map of outlines in metres: what lies there already, and what comes, or was, over it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridgov.messages import tr

Floats = NDArray[np.float64]

MARGIN = 12


@attrs.frozen(eq=False)
class Lines:
    """Outlines that are drawn alike: in the colour of the text (`kind` ``there``), the accent (``comes``) or a warning.

    A line of one point is a dot; `fill` paints what a line surrounds.
    """

    lines: Sequence[Floats]
    kind: str = "there"
    fill: bool = False


class GroundView(QWidget):
    """Draws outlines so that they fit; far-off ones are fitted too, so that a wrong place is seen as one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: list[Lines] = []
        self._box = QRectF()
        self._empty = tr("Nothing to draw yet.")
        self.setAccessibleName(name)
        self.setMinimumSize(220, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A little map's usual size."""
        return QSize(340, 300)

    def draw(self, drawn: Sequence[Lines], focus: tuple[float, float, float, float] | None = None) -> None:
        """Show these outlines, the first lowest; `focus` (min x, min y, max x, max y) is what fills the view."""
        self._drawn = list(drawn)
        if focus is not None:
            low_x, low_y, high_x, high_y = focus
        else:
            lines = [line for one in drawn for line in one.lines if len(line)]
            if not lines:
                self._box = QRectF()
                self.update()
                return
            xy = np.concatenate(lines)
            (low_x, low_y), (high_x, high_y) = xy.min(axis=0), xy.max(axis=0)
        pad = max(high_x - low_x, high_y - low_y, 1.0) * 0.02
        self._box = QRectF(low_x - pad, low_y - pad, high_x - low_x + 2 * pad, high_y - low_y + 2 * pad)
        self.update()

    @property
    def box(self) -> QRectF:
        """What is shown, in metres."""
        return QRectF(self._box)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the outlines and a scale bar."""
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._box.isNull():
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
            painter.end()
            return
        inner = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN - self.fontMetrics().height())
        scale = min(inner.width() / self._box.width(), inner.height() / self._box.height())
        middle, centre = self._box.center(), inner.center()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        for one in self._drawn:
            colour = self._colour(one.kind)
            painter.setPen(QPen(colour, 1.6 if one.kind != "there" else 1.0))
            soft = QColor(colour)
            soft.setAlpha(60)
            painter.setBrush(soft if one.fill else Qt.BrushStyle.NoBrush)
            for line in one.lines:
                x = centre.x() + (line[:, 0] - middle.x()) * scale
                y = centre.y() - (line[:, 1] - middle.y()) * scale
                if len(line) == 1:
                    painter.setBrush(colour)
                    painter.drawEllipse(QPointF(float(x[0]), float(y[0])), 2.2, 2.2)
                    continue
                shape = QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)])
                painter.drawPolygon(shape) if one.fill else painter.drawPolyline(shape)
        self._scale_bar(painter, scale)
        painter.end()

    def _colour(self, kind: str) -> QColor:
        palette = self.palette()
        if kind == "comes":
            return palette.color(QPalette.ColorRole.Highlight)
        if kind == "wrong":
            return QColor("#d1242f")
        return palette.color(QPalette.ColorRole.PlaceholderText)

    def _scale_bar(self, painter: QPainter, scale: float) -> None:
        reach = 90 / scale
        length = 10.0 ** np.floor(np.log10(reach))
        length *= next(n for n in (5, 2, 1) if length * n <= reach)
        text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        bottom = self.height() - 8
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 2))
        painter.drawLine(QPointF(MARGIN, bottom), QPointF(MARGIN + length * scale, bottom))
        painter.drawText(QPointF(MARGIN + length * scale + 6, bottom + 4), text)
