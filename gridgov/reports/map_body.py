"""The map in its frame on paper: cells as areas or, where they are very many, as a picture; borders, texts, points."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.reports.cell_map import clip
from gridgov.reports.figure import Dot, Ink, Mark, Path, Picture, Text
from gridgov.reports.sheet import text_mm
from gridgov.spatial import pixels
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.labels import LabelPoints, apart, fitting
from gridgov.spatial.pixels import Pixels
from gridgov.spatial.raster import cell_picture
from gridgov.spatial.rings import Rings

Floats = NDArray[np.float64]
Index = NDArray[np.int64]
Ints = NDArray[np.int32]

GRAIN_MM = 0.02
"""What paper shows: vertices nearer than this fall together, for both cells beside an edge alike."""

OUTLINES_FROM_MM = 2.0
LABEL_PT = 9.0
NAME = "#46525e"
_MOST_NAMES = 400
_LINE_MM = 3.9
_LABELS_A_MM = 8.0
_LEAST_MM = 2.2
_BAND = 256


@attrs.frozen
class Window:
    """The frame on the sheet (millimetres) and the ground in it: `west` and `north` in metres, `mm` a metre."""

    x: float
    y: float
    width: float
    height: float
    west: float
    north: float
    mm: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The ground in the frame: min x, min y, max x, max y."""
        return (self.west, self.north - self.height / self.mm, self.west + self.width / self.mm, self.north)

    def to_sheet(self, xy: Floats) -> Floats:
        """Metres to millimetres within the frame (its corner is the origin)."""
        return np.column_stack([(xy[:, 0] - self.west) * self.mm, (self.north - xy[:, 1]) * self.mm])


def cell_marks(
    coverage: Coverage, window: Window, inks: Sequence[Ink], which: NDArray[np.int16], codes: Sequence[str]
) -> list[Mark]:
    """Every cell in the frame as an area cut by it; `which` picks its ink (-1: the last one)."""
    seen = np.flatnonzero(coverage.cells_in(window.box))
    marks: list[Mark] = []
    for cell in seen.tolist():
        rings = []
        for number in range(int(coverage.first_ring[cell]), int(coverage.first_ring[cell + 1])):
            ring = _cut(_thinned(window.to_sheet(coverage.ring(number))), window)
            if len(ring) >= 3:
                ring = np.round(ring + np.array([window.x, window.y]), 3)
                rings.append(tuple(map(tuple, ring.tolist())))
        if rings:
            marks.append(Path(tuple(rings), inks[int(which[cell])], key=codes[cell]))
    return marks


def _thinned(ring: Floats) -> Floats:
    whole = np.rint(ring / GRAIN_MM)
    kept = np.ones(len(ring), np.bool_)
    kept[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    return whole[kept] * GRAIN_MM


def _cut(ring: Floats, window: Window) -> Floats:
    if len(ring) < 3:
        return ring[:0]
    low, high = ring.min(axis=0), ring.max(axis=0)
    if (low >= 0).all() and high[0] <= window.width and high[1] <= window.height:
        return ring
    if (high < 0).any() or low[0] > window.width or low[1] > window.height:
        return ring[:0]
    return clip(ring, window.width, window.height)


def border_marks(coverage: Coverage, window: Window, parents: Ints, colour: str, width_mm: float) -> list[Mark]:
    """The borders between cells of different parents as one mark of many lines."""
    edges = coverage.borders(parents)
    begin = window.to_sheet(np.column_stack([coverage.x0[edges], coverage.y0[edges]]))
    end = window.to_sheet(np.column_stack([coverage.x1[edges], coverage.y1[edges]]))
    begin, end = _within(begin, end, window)
    whole = np.rint(np.hstack([begin, end]) / GRAIN_MM)
    long = (whole[:, :2] != whole[:, 2:]).any(axis=1)
    lines = whole[long] * GRAIN_MM + (window.x, window.y, window.x, window.y)
    if not len(lines):
        return []
    ink = Ink(line=colour, width_mm=width_mm)
    return [Path(tuple(_chained(np.round(lines, 3))), ink, closed=False, key="border")]


def _within(begin: Floats, end: Floats, window: Window) -> tuple[Floats, Floats]:
    """The parts of segments that lie in the frame (Liang and Barsky, all at once)."""
    step = end - begin
    first, last = np.zeros(len(begin)), np.ones(len(begin))
    for axis, limit in ((0, window.width), (1, window.height)):
        for sign, room in ((-1.0, begin[:, axis]), (1.0, limit - begin[:, axis])):
            way = sign * step[:, axis]
            with np.errstate(divide="ignore", invalid="ignore"):
                at = room / way
            first = np.where(way < 0, np.maximum(first, at), first)
            last = np.where(way > 0, np.minimum(last, at), last)
            last = np.where((way == 0) & (room < 0), -1.0, last)
    kept = first < last
    begin, step, first, last = begin[kept], step[kept], first[kept, None], last[kept, None]
    return begin + step * first, begin + step * last


def _chained(lines: Floats) -> list[tuple[tuple[float, float], ...]]:
    """Segments that follow one another joined into lines, so that corners are joined and the file is small."""
    ends: dict[tuple[float, float], list[int]] = {}
    points = [((a, b), (c, d)) for a, b, c, d in lines.tolist()]
    for number, pair in enumerate(points):
        for place in pair:
            ends.setdefault(place, []).append(number)
    used = [False] * len(points)
    found = []

    def walk(number: int, place: tuple[float, float]) -> list[tuple[float, float]]:
        way = []
        while True:
            used[number] = True
            a, b = points[number]
            place = b if place == a else a
            way.append(place)
            # On through a place where exactly two segments meet; junctions end a line.
            following = [n for n in ends[place] if not used[n]]
            if len(ends[place]) != 2 or not following:
                return way
            number = following[0]

    # Lines begin at junctions and ends; what is left then are closed rounds.
    for loose in (True, False):
        for number, pair in enumerate(points):
            found += [
                (place, *walk(number, place))
                for place in pair
                if not used[number] and (not loose or len(ends[place]) != 2)
            ]
    return found


def dot_marks(window: Window, x: NDArray[np.float32], y: NDArray[np.float32], colour: str, name: str) -> list[Mark]:
    """A dot for each place; those that would cover each other on paper are one."""
    places = window.to_sheet(np.column_stack([x, y]).astype(np.float64))
    inside = (places >= 0.9).all(axis=1) & (places[:, 0] <= window.width - 0.9) & (places[:, 1] <= window.height - 0.9)
    places = np.unique(np.rint(places[inside] / 0.3), axis=0) * 0.3
    radius = 0.9 if len(places) <= 3_000 else 0.55
    ink = Ink(fill=colour, line="#ffffff", width_mm=0.15)
    return [Dot(window.x + px, window.y + py, radius, ink, key=name) for px, py in np.round(places, 2).tolist()]


def label_marks(
    coverage: Coverage, window: Window, texts: Sequence[str], parents: Sequence[tuple[Ints, Sequence[str]]] = ()
) -> list[Mark]:
    """The texts that fit into their cells and keep clear of each other; of parents while cells are too small."""
    seen = np.flatnonzero(coverage.cells_in(window.box))
    marks = _cell_labels(coverage, window, texts, seen)
    if 4 * len(marks) >= max(len(seen), 1):
        return marks
    for index, names in parents:
        found = _parent_labels(coverage, window, seen, index, names)
        if len(found) > len(marks) or (found and not marks):
            return found
    return marks


def _cell_labels(coverage: Coverage, window: Window, texts: Sequence[str], seen: Index) -> list[Mark]:
    sides = (coverage.boxes[seen, 2:] - coverage.boxes[seen, :2]) * window.mm
    # Only cells whose box could hold the smallest text: looking for the room in all of a city takes seconds.
    large = seen[(sides[:, 0] >= _LEAST_MM) & (sides[:, 1] >= _LINE_MM)]
    large = np.array([cell for cell in large.tolist() if texts[cell]], np.int64)
    if not len(large):
        return []
    some = coverage if len(large) * 2 > coverage.count else _part(coverage, large)
    own = large if some is coverage else np.arange(len(large))
    points = LabelPoints.of(some)
    wide = np.array([text_mm(texts[c], LABEL_PT) for c in large.tolist()]) / 2 + 0.4
    inside = fitting(some, points, own, wide / window.mm, np.full(len(own), _LINE_MM / 2 / window.mm))
    own, large, wide = own[inside], large[inside], wide[inside]
    at = window.to_sheet(np.column_stack([points.x[own], points.y[own]]))
    room = (points.half_width * points.half_height)[own]
    return _placed(at, wide, [texts[c] for c in large.tolist()], room, window)


def _part(coverage: Coverage, cells: Index) -> Coverage:
    """The coverage of some cells alone, in the order given."""
    rings = [range(int(coverage.first_ring[c]), int(coverage.first_ring[c + 1])) for c in cells.tolist()]
    shapes = [coverage.ring(number) for numbers in rings for number in numbers]
    start = np.concatenate([[0], np.cumsum([len(shape) for shape in shapes])]).astype(np.int64)
    owner = np.repeat(np.arange(len(cells), dtype=np.int32), [len(numbers) for numbers in rings])
    xy = np.concatenate(shapes) if shapes else np.empty((0, 2))
    return Coverage.of(Rings(xy, start, owner, len(cells)), join=False)


def name_marks(
    window: Window, texts: Sequence[str], x: Floats, y: Floats, shapes: Index, marks: Sequence[Mark]
) -> list[Mark]:
    """Names of a base map in the frame, clear of the texts among `marks`; of several places the first in it."""
    at = window.to_sheet(np.column_stack([x, y]))
    inside = (at > 0).all(axis=1) & (at[:, 0] < window.width) & (at[:, 1] < window.height)
    near = np.flatnonzero(inside)
    near = near[np.sort(np.unique(shapes[near], return_index=True)[1])][:_MOST_NAMES]
    taken = []
    for mark in marks:
        if isinstance(mark, Text):
            half = text_mm(mark.text, mark.size_pt) / 2
            middle = mark.x - window.x, mark.y - 1.15 - window.y
            taken.append((middle[0] - half, middle[1] - _LINE_MM / 2, middle[0] + half, middle[1] + _LINE_MM / 2))
    half_widths = np.array([text_mm(texts[n], LABEL_PT) for n in near.tolist()]) / 2 + 0.8
    names = [texts[n] for n in near.tolist()]
    found = _placed(at[near], half_widths, names, np.zeros(len(near)), window, taken)
    return [attrs.evolve(mark, colour=NAME, key="name") for mark in found if isinstance(mark, Text)]


def _placed(
    at: Floats,
    half: Floats,
    texts: Sequence[str],
    worth: Floats,
    window: Window,
    taken: Sequence[tuple[float, float, float, float]] = (),
) -> list[Mark]:
    order = np.argsort(-worth, kind="stable")
    grain = _LABELS_A_MM
    size = (int(window.width * grain), int(window.height * grain))
    high = np.full(len(order), _LINE_MM / 2 * grain)
    boxes = [(a * grain, b * grain, c * grain, d * grain) for a, b, c, d in taken]
    kept = apart(at[order, 0] * grain, at[order, 1] * grain, half[order] * grain, high, size, 2, boxes)
    found: list[Mark] = []
    for number in order[kept].tolist():
        x, y = window.x + float(at[number, 0]), window.y + float(at[number, 1])
        found.append(Text(round(x, 2), round(y + 1.15, 2), texts[number], LABEL_PT, "middle", halo=True, key="label"))
    return found


def _parent_labels(coverage: Coverage, window: Window, seen: Index, index: Ints, names: Sequence[str]) -> list[Mark]:
    """A name for each parent where its box lies wholly on cells of that parent."""
    grain = 2.0
    width, height = int(window.width * grain), int(window.height * grain)
    picture = cell_picture(coverage, window.west, window.north, window.mm * grain, width, height)
    if picture is None or not len(index):
        return []
    of = np.concatenate([np.array([-1], np.int32), index])[picture.ids]
    places = window.to_sheet((coverage.boxes[:, :2] + coverage.boxes[:, 2:]) / 2)
    at, half, texts, worth = [], [], [], []
    for number in np.unique(index[seen]).tolist():
        if number < 0:
            continue
        name = names[number]
        mine = seen[index[seen] == number]
        if not name or not len(mine):
            continue
        middle = places[mine].mean(axis=0)
        away = np.hypot(*(places[mine] - middle).T)
        wide = text_mm(name, LABEL_PT) / 2 + 0.4
        for spot in [middle, *places[mine[np.argsort(away)[:16]]]]:
            x0, x1 = int((spot[0] - wide) * grain), int((spot[0] + wide) * grain) + 1
            y0, y1 = int((spot[1] - _LINE_MM / 2) * grain), int((spot[1] + _LINE_MM / 2) * grain) + 1
            if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
                continue
            if (of[y0:y1, x0:x1] == number).all():
                at.append(spot)
                half.append(wide)
                texts.append(name)
                worth.append(float(len(mine)))
                break
    if not at:
        return []
    return _placed(np.array(at), np.array(half), texts, np.array(worth), window)


def picture_mark(
    window: Window, dpi: float, band: tuple[float, float], paint: Callable[[float, float, float, int, int], Pixels]
) -> list[Mark]:
    """The part of the frame between two heights of the sheet as a picture.

    `paint(west, north, scale, width, height)` gives its pixels; they are laid on white.
    """
    grain = dpi / 25.4
    top = max(band[0] - window.y, 0.0)
    bottom = min(band[1] - window.y, window.height)
    first, last = int(np.floor(top * grain)), int(np.ceil(bottom * grain))
    if last <= first:
        return []
    width = max(int(np.ceil(window.width * grain)), 1)
    from PIL import Image

    sheet = Image.new("RGB", (width, last - first), (255, 255, 255))
    for begin in range(first, last, _BAND):
        end = min(begin + _BAND, last)
        north = window.north - begin / grain / window.mm
        found = paint(window.west, north, window.mm * grain, width, end - begin)
        solid = pixels.over(np.full(found.shape, 0xFFFFFFFF, np.uint32), found)
        raw = np.ascontiguousarray(solid.view(np.uint8).reshape(*solid.shape, 4)[:, :, 2::-1])
        sheet.paste(Image.fromarray(raw, "RGB"), (0, begin - first))
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=3)
    # It ends less than a pixel beyond the frame, whose line covers that.
    return [
        Picture(window.x, window.y + first / grain, width / grain, (last - first) / grain, out.getvalue(), "picture")
    ]
