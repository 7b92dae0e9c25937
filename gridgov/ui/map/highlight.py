"""The selected cells and records made visible: stripes and an outline over cells, rings around points."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.distinct import distinct
from gridgov.ui.map.ink import CellPaths, draw_lines
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.picture import Shown
from gridgov.ui.map.points import cluster_size
from gridgov.ui.map.render import segments
from gridgov.ui.map.selection import Chosen, Selection
from gridgov.ui.map.view import View

_STRIPE = 8
_SHARP_LINES = 20_000
_SHARP_CELLS = 20_000
_MOST_RINGS = 4_000
_RING = 8.0


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
        seen = coverage.cells_in(shown.view.box)
        if coverage.joined and np.count_nonzero(seen) <= _SHARP_CELLS:
            lines = segments(coverage, _rim(coverage, mask, shown.view), shown.view, shown.ratio)
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
            for cell in np.flatnonzero(mask & seen).tolist():
                paths.draw(painter, cell)
            painter.end()
        if lines is not None and len(lines) <= _SHARP_LINES:
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for colour, width in ((looks.selection_halo, 5.0), (looks.selection, 2.4)):
                draw_lines(painter, lines, QPen(QColor(colour), width * shown.ratio, c=Qt.PenCapStyle.RoundCap))
            painter.end()
        return image


def _rim(coverage: Coverage, mask: NDArray[np.bool_], view: View) -> NDArray[np.int64]:
    """The edges near the view that have a selected cell on one side alone."""
    near = coverage.edges_in(view.box)
    chosen = np.concatenate(([False], mask))
    found = np.flatnonzero(chosen[coverage.left[near]] != chosen[coverage.right[near]])
    return found if isinstance(near, slice) else near[found]


def _striped(ids: NDArray[np.int32], mask: NDArray[np.bool_], looks: Looks, *, edged: bool) -> QImage:
    """Stripes on the pixels of selected cells, and with `edged` a rim of pixels around them."""
    chosen = np.concatenate(([False], mask)).take(ids)
    height, width = ids.shape
    # Eight rows of the pattern, each a pixel further to the right than the one above it, and then again.
    eight = ((np.arange(width) - np.arange(_STRIPE)[:, None]) % _STRIPE) < 2
    marked = eight[np.arange(height) % _STRIPE]
    marked &= chosen
    if edged:
        marked[:, 1:] |= chosen[:, 1:] ^ chosen[:, :-1]
        marked[1:] |= chosen[1:] ^ chosen[:-1]
    pixels = marked.astype(np.uint32)
    pixels *= np.uint32(QColor(looks.selection).rgba())
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _stripes(looks: Looks) -> QBrush:
    tile = QImage(_STRIPE, _STRIPE, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(0)
    for k in range(_STRIPE):
        for wide in (0, 1):
            tile.setPixelColor(k, (k + wide) % _STRIPE, QColor(looks.selection))
    return QBrush(tile)


class Rings:
    """Rings around selected records, or around the discs that hold some; found once for a picture and a selection."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._places: NDArray[np.float64] = np.empty((0, 3))

    def draw(self, painter: QPainter, view: View, selection: Selection, shown: Shown | None, looks: Looks) -> None:
        """Draw them, in logical pixels of `view`."""
        if not selection.records:
            return
        key = (shown, selection.version)
        if len(self._key) != 2 or self._key[0] is not shown or self._key[1] != selection.version:
            self._places, self._key = _ring_places(selection.records, shown), key
        box = view.box
        x, y = self._places[:, 0], self._places[:, 1]
        seen = self._places[(x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])][:_MOST_RINGS]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((looks.selection_halo, 4.5), (looks.selection, 2.2)):
            painter.setPen(QPen(QColor(colour), width))
            for gx, gy, radius in seen.tolist():
                painter.drawEllipse(QPointF(*view.to_screen(gx, gy)), radius, radius)


def _ring_places(records: Mapping[str, Chosen], shown: Shown | None) -> NDArray[np.float64]:
    """Ground x, y and radius in pixels of each ring."""
    x = np.concatenate([chosen.x for chosen in records.values()])
    y = np.concatenate([chosen.y for chosen in records.values()])
    clusters = shown.marks.clusters if shown is not None else None
    if clusters is None or shown is None or len(x) < 2:
        return np.column_stack((x, y, np.full(len(x), _RING)))
    # Which square of the ground each record and each disc lies in; the discs with a record in theirs have a ring.
    size = cluster_size(shown.view)
    held = np.floor(x / size) * 2.0**26 + np.floor(y / size)
    discs = np.floor(clusters.x / size) * 2.0**26 + np.floor(clusters.y / size)
    which = np.isin(discs, distinct(held))
    radius = 13.0 + 2.2 * np.log10(np.maximum(clusters.counts[which], 1))
    return np.column_stack((clusters.x[which], clusters.y[which], radius))
