"""The selected cells and records made visible: stripes and an outline over cells, rings around points."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from gridgov.spatial.coverage import Coverage
from gridgov.ui.map.ink import CellPaths, draw_lines
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.picking import heap_box
from gridgov.ui.map.picture import Shown
from gridgov.ui.map.render import segments
from gridgov.ui.map.selection import Chosen, Selection
from gridgov.ui.map.view import View

_STRIPE = 8
_SHARP_LINES = 20_000
_MOST_RINGS = 4_000
_RING = 9.0


class Highlight:
    """Keeps the picture of the selected cells until selection, picture or colours are others.

    Stripes run the other way than those of cells without data, so that the mark is not colour alone; the colours of
    the cells stay readable between them.
    """

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._made: QImage | None = None

    def picture(
        self, shown: Shown, coverage: Coverage, selection: Selection, looks: Looks, paths: CellPaths
    ) -> QImage | None:
        """What lies over the picture `shown`, in its pixels; None when no cell is selected."""
        mask = selection.mask
        if len(mask) != coverage.count or not mask.any():
            return None
        key = (shown, coverage, selection.version, looks.selection, looks.selection_halo)
        if len(key) != len(self._key) or any(a is not b and a != b for a, b in zip(key, self._key, strict=True)):
            self._made, self._key = self._draw(shown, coverage, mask, looks, paths), key
        return self._made

    def _draw(
        self, shown: Shown, coverage: Coverage, mask: NDArray[np.bool_], looks: Looks, paths: CellPaths
    ) -> QImage:
        lines = None
        if coverage.joined:
            rim = coverage.borders(np.where(mask, 1, -2).astype(np.int32))
            lines = segments(coverage, rim, shown.view, shown.ratio)
        if shown.rendered is not None and shown.rendered.raster is not None:
            image = _striped(shown.rendered.raster.ids, mask, looks, edged=lines is None or len(lines) > _SHARP_LINES)
        else:
            image = QImage(shown.image.size(), QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(0)
            painter = QPainter(image)
            painter.setTransform(paths.transform(shown.view, shown.ratio))
            back, _ = painter.transform().inverted()
            brush = _stripes(looks)
            brush.setTransform(back)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            for cell in np.flatnonzero(mask & coverage.cells_in(shown.view.box)).tolist():
                paths.draw(painter, cell)
            painter.end()
        if lines is not None and len(lines) <= _SHARP_LINES:
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for colour, width in ((looks.selection_halo, 5.0), (looks.selection, 2.4)):
                draw_lines(painter, lines, QPen(QColor(colour), width * shown.ratio, c=Qt.PenCapStyle.RoundCap))
            painter.end()
        return image


def _striped(ids: NDArray[np.int32], mask: NDArray[np.bool_], looks: Looks, *, edged: bool) -> QImage:
    """Stripes on the pixels of selected cells, and with `edged` a rim of pixels around them."""
    chosen = np.concatenate(([False], mask)).take(ids)
    rows, columns = np.ogrid[: ids.shape[0], : ids.shape[1]]
    pixels = np.zeros(ids.shape, np.uint32)
    ink = np.uint32(QColor(looks.selection).rgba())
    pixels[chosen & (((rows - columns) % _STRIPE) < 2)] = ink
    if edged:
        rim = np.zeros_like(chosen)
        rim[:, 1:] |= chosen[:, 1:] != chosen[:, :-1]
        rim[1:] |= chosen[1:] != chosen[:-1]
        pixels[rim] = ink
    height, width = ids.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _stripes(looks: Looks) -> QBrush:
    tile = QImage(_STRIPE, _STRIPE, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(0)
    for k in range(_STRIPE):
        for wide in (0, 1):
            tile.setPixelColor(k, (k + wide) % _STRIPE, QColor(looks.selection))
    return QBrush(tile)


def draw_rings(painter: QPainter, view: View, records: Mapping[str, Chosen], shown: Shown | None, looks: Looks) -> None:
    """A ring around each selected record in view, or around the disc that holds some, in logical pixels of `view`."""
    box = view.box
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    places: list[tuple[float, float, float]] = []
    clusters = shown.marks.clusters if shown is not None else None
    for chosen in records.values():
        seen = (chosen.x >= box[0]) & (chosen.x <= box[2]) & (chosen.y >= box[1]) & (chosen.y <= box[3])
        x, y = chosen.x[seen], chosen.y[seen]
        if clusters is not None and shown is not None and len(x) > 1:
            for number in range(len(clusters.counts)):
                low = heap_box(clusters, number, shown.view)
                if ((x >= low[0]) & (x < low[2]) & (y >= low[1]) & (y < low[3])).any():
                    radius = 13.0 + 2.2 * float(np.log10(max(int(clusters.counts[number]), 1)))
                    places.append((float(clusters.x[number]), float(clusters.y[number]), radius))
        else:
            places += [(a, b, _RING) for a, b in zip(x[:_MOST_RINGS].tolist(), y[:_MOST_RINGS].tolist(), strict=True)]
    for colour, width in ((looks.selection_halo, 4.5), (looks.selection, 2.2)):
        painter.setPen(QPen(QColor(colour), width))
        for gx, gy, radius in places:
            painter.drawEllipse(QPointF(*view.to_screen(gx, gy)), radius, radius)
