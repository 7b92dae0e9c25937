"""Lines and areas drawn into pixels, softly edged: a quiet ground under a map."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.pixels import Pixels, over
from gridgov.spatial.raster import cell_picture
from gridgov.spatial.rings import Rings
from gridgov.spatial.warp import Grid

Floats = NDArray[np.float64]
Index = NDArray[np.int64]

FILL, LINE = 0xFFDDE3E8, 0xFF7E8A96
_SOFT = 2
"""Lines are drawn so many times larger and made smaller by the mean, which softens their edges."""
_CHECK = 4_000


@attrs.frozen(eq=False)
class Lines:
    """Lines one after another: vertices, where each begins, its box, and the areas among them."""

    xy: Floats
    start: Index
    boxes: Floats
    areas: Coverage | None

    @classmethod
    def of(cls, xy: Floats, start: Index, owner: Index, closed: NDArray[np.bool_]) -> Lines:
        """`owner` joins the rings of an area; `closed` lines are rings, their last vertex the first."""
        begin = start[:-1]
        low, high = np.minimum.reduceat(xy, begin, axis=0), np.maximum.reduceat(xy, begin, axis=0)
        return cls(xy, start, np.hstack([low, high]), _areas(xy, start, owner, closed))

    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest x and y, largest x and y."""
        good = self.boxes[np.isfinite(self.boxes).all(axis=1)]
        if not len(good):
            return (np.nan, np.nan, np.nan, np.nan)
        low, high = good[:, :2].min(axis=0), good[:, 2:].max(axis=0)
        return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _areas(xy: Floats, start: Index, owner: Index, closed: NDArray[np.bool_]) -> Coverage | None:
    rings = np.flatnonzero(closed & (np.diff(start) >= 4))
    if len(rings) == 0:
        return None
    sizes = start[rings + 1] - start[rings] - 1
    begun = np.concatenate([[0], np.cumsum(sizes)])
    where = np.arange(int(begun[-1])) + np.repeat(start[rings] - begun[:-1], sizes)
    _, cell = np.unique(owner[rings], return_inverse=True)
    return Coverage.of(Rings(xy[where], begun, cell.astype(np.int32), int(cell.max()) + 1), join=False)


_ALONG = (0.5, 0.3, 0.7, 0.15, 0.85, 0.05, 0.95)


def label_places(lines: Lines, owner: Index) -> tuple[Floats, Floats, Index]:
    """Places for the text of each shape, the best first: along its longest line, or in the middle of its area.

    Gives x, y and the shape's number; a line has several places, so that one of them lies in most views.
    """
    reach = np.hypot(lines.boxes[:, 2] - lines.boxes[:, 0], lines.boxes[:, 3] - lines.boxes[:, 1])
    order = np.lexsort((-np.nan_to_num(reach), owner))
    shapes, first = np.unique(owner[order], return_index=True)
    best = order[first]
    begin, end = lines.start[best], lines.start[best + 1]
    ring = (lines.xy[begin] == lines.xy[end - 1]).all(axis=1)
    box = (lines.boxes[best, :2] + lines.boxes[best, 2:]) / 2
    places, which = [box[ring]], [shapes[ring]]
    steps = np.hypot(*np.diff(lines.xy, axis=0, append=lines.xy[-1:]).T)
    run = np.concatenate([[0.0], np.cumsum(steps)])  # the way from the first vertex of all
    for share in _ALONG:
        at = run[begin[~ring]] + share * (run[end[~ring] - 1] - run[begin[~ring]])
        vertex = np.clip(np.searchsorted(run[:-1], at, side="right") - 1, begin[~ring], end[~ring] - 2)
        part = ((at - run[vertex]) / np.maximum(steps[vertex], 1e-12))[:, None]
        places.append(lines.xy[vertex] * (1 - part) + lines.xy[vertex + 1] * part)
        which.append(shapes[~ring])
    found = np.concatenate(places)
    return found[:, 0], found[:, 1], np.concatenate(which)


def drawn(lines: Lines, grid: Grid, width: float, dropped: Callable[[], bool]) -> Pixels | None:
    """The lines (`width` pixels broad) over the areas; None when nothing lies there or nobody waits any more."""
    box = (grid.west, grid.north - grid.height / grid.scale, grid.west + grid.width / grid.scale, grid.north)
    b = lines.boxes
    with np.errstate(invalid="ignore"):
        seen = (b[:, 2] >= box[0]) & (b[:, 0] <= box[2]) & (b[:, 3] >= box[1]) & (b[:, 1] <= box[3])
        # What is smaller than half a pixel would only be a grey haze.
        seen &= np.maximum(b[:, 2] - b[:, 0], b[:, 3] - b[:, 1]) * grid.scale >= 0.5
    found = None
    if lines.areas is not None:
        raster = cell_picture(lines.areas, grid.west, grid.north, grid.scale, grid.width, grid.height, dropped)
        if raster is None:
            return None
        if raster.ids.any():
            found = np.where(raster.ids > 0, np.uint32(FILL), np.uint32(0))
    numbers = np.flatnonzero(seen)
    if len(numbers):
        cover = _cover(lines, numbers, grid, width, dropped)
        if cover is None:
            return None
        strokes = _tinted(cover)
        found = strokes if found is None else over(found, strokes)
    return found


def _cover(
    lines: Lines, numbers: Index, grid: Grid, width: float, dropped: Callable[[], bool]
) -> NDArray[np.uint8] | None:
    from PIL import Image, ImageDraw

    sheet = Image.new("L", (grid.width * _SOFT, grid.height * _SOFT))
    pen = ImageDraw.Draw(sheet)
    broad = max(round(width * _SOFT), 1)
    scale = grid.scale * _SOFT
    for done, number in enumerate(numbers.tolist()):
        if done % _CHECK == 0 and dropped():
            return None
        line = lines.xy[lines.start[number] : lines.start[number + 1]]
        on = np.empty((len(line), 2), np.float32)
        on[:, 0] = (line[:, 0] - grid.west) * scale
        on[:, 1] = (grid.north - line[:, 1]) * scale
        # Pillow keeps to whole pixels: steps of less than one are left out.
        if len(on) > 8:
            on = _thinned(on)
        pen.line(on.ravel().tolist(), fill=255, width=broad, joint="curve" if broad > 3 else None)
    return np.asarray(sheet.reduce(_SOFT))


def _thinned(line: NDArray[np.float32]) -> NDArray[np.float32]:
    whole = np.rint(line)
    kept = np.ones(len(line), np.bool_)
    kept[1:-1] = (whole[1:-1] != whole[:-2]).any(axis=1)
    return line[kept]


def _tinted(cover: NDArray[np.uint8]) -> Pixels:
    table = np.zeros(256, np.uint32)
    for share in range(256):
        parts = [round((LINE >> shift & 255) * share / 255) for shift in (24, 16, 8, 0)]
        table[share] = parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]
    return table.take(cover)
