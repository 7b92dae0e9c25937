"""The legend: what the colours, signs and lines of the map mean, with the number of cells in each class."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gridgov.messages import tr
from gridgov.ui.map.ink import draw_symbol, hatch_brush, panel
from gridgov.ui.map.looks import Looks, pixel

_SWATCH = QSize(22, 14)
_GAP = 7.0
_EDGE = 9.0


@attrs.frozen
class Entry:
    """One line of the legend.

    `kind` is "fill", "hatch", "line" or the name of a point symbol; `count` is shown at the right unless None; a
    `pattern` of hatching is drawn over a fill in the colour `ink`.
    """

    kind: str
    colour: str
    text: str
    count: int | None = None
    width: float = 1.0
    pattern: str = "none"
    ink: str = ""


class Legend(QWidget):
    """A small sheet over the map with a title and its entries; it lets every click through to the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = ""
        self._entries: tuple[Entry, ...] = ()
        self._looks = Looks()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What it shows now."""
        return self._entries

    @property
    def title(self) -> str:
        """What the colours stand for."""
        return self._title

    def show_entries(self, title: str, entries: Sequence[Entry], looks: Looks) -> None:
        """Show these entries; without any the legend hides."""
        self._title, self._entries, self._looks = title, tuple(entries), looks
        self.setAccessibleName(tr("Legend: {title}", title=title) if title else tr("Legend"))
        self.setAccessibleDescription("; ".join(_spoken(entry) for entry in self._entries))
        self.setVisible(bool(self._entries))
        self._fit()

    def sizeHint(self) -> QSize:
        """The size that shows every text whole."""
        return legend_size(self._title, self._entries, self.font())

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.resize(self.sizeHint())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the sheet."""
        painter = QPainter(self)
        draw_legend(painter, QRectF(self.rect()), self._title, self._entries, self._looks, self.font())
        painter.end()


def _spoken(entry: Entry) -> str:
    return entry.text if entry.count is None else tr("{range}: {count} cells", range=entry.text, count=entry.count)


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    title = QFont(font)
    title.setBold(True)
    return title, font


def legend_size(title: str, entries: Sequence[Entry], font: QFont) -> QSize:
    """The size that shows title and entries whole."""
    bold, plain = (QFontMetricsF(f) for f in _fonts(font))
    line = max(plain.height(), _SWATCH.height()) + 4
    wide = max((plain.horizontalAdvance(e.text) for e in entries), default=0.0)
    counts = max((plain.horizontalAdvance(f"{e.count:,}") for e in entries if e.count is not None), default=0.0)
    inner = _SWATCH.width() + _GAP + wide + (2 * _GAP + counts if counts else 0)
    width = max(inner, bold.horizontalAdvance(title)) + 2 * _EDGE
    height = line * len(entries) + (bold.height() + 4 if title else 0) + 2 * _EDGE - 4
    return QSize(round(width + 1), round(height))


def fitting(title: str, entries: Sequence[Entry], font: QFont, height: float) -> list[Entry]:
    """As many entries as a legend so high can show, the last one saying how many are left out; none for no room."""
    if legend_size(title, entries, font).height() <= height:
        return list(entries)
    for kept in range(len(entries) - 2, 0, -1):
        rest = Entry("", "", tr("{n} more", n=len(entries) - kept))
        if legend_size(title, [*entries[:kept], rest], font).height() <= height:
            return [*entries[:kept], rest]
    return []


def draw_legend(
    painter: QPainter, place: QRectF, title: str, entries: Sequence[Entry], looks: Looks, font: QFont
) -> None:
    """Draw a legend into `place`, on screen and on paper alike."""
    bold, plain = _fonts(font)
    metrics = QFontMetricsF(plain)
    panel(painter, place, looks)
    y = place.y() + _EDGE
    x, right = place.x() + _EDGE, place.right() - _EDGE
    if title:
        painter.setFont(bold)
        painter.setPen(QColor(looks.panel_text))
        high = QFontMetricsF(bold).height()
        painter.drawText(QRectF(x, y, right - x + 1, high), Qt.AlignmentFlag.AlignLeft, title)
        y += high + 4
    line = max(metrics.height(), _SWATCH.height()) + 4
    painter.setFont(plain)
    for entry in entries:
        swatch = QRectF(x, y + (line - 4 - _SWATCH.height()) / 2, _SWATCH.width(), _SWATCH.height())
        _draw_swatch(painter, swatch, entry, looks)
        painter.setPen(QColor(looks.panel_text))
        row = QRectF(swatch.right() + _GAP, y, right - swatch.right() - _GAP, line - 4)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.text)
        if entry.count is not None:
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{entry.count:,}")
        y += line


def _draw_swatch(painter: QPainter, place: QRectF, entry: Entry, looks: Looks) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not entry.kind:
        return
    if entry.kind == "line":
        painter.setPen(QPen(QColor(entry.colour), entry.width))
        painter.drawLine(QLineF(place.left(), place.center().y(), place.right(), place.center().y()))
    elif entry.kind in ("fill", "hatch"):
        painter.setPen(QPen(QColor(looks.outline), 1))
        painter.setBrush(hatch_brush(pixel(entry.colour), pixel(entry.ink or looks.hatch), entry.pattern))
        painter.drawRect(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        draw_symbol(painter, QPointF(place.center()), entry.kind, entry.colour, looks.halo)
