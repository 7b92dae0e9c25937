"""The map on paper: what is asked for becomes a sheet, and the sheet a PDF, an SVG or a PNG; what left is on record."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO
from weakref import WeakKeyDictionary

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor, may
from gridgov.domain.register import registers
from gridgov.errors import Refused, WrongUse
from gridgov.exchange.whole_file import written_whole
from gridgov.messages import pick, tr
from gridgov.progress import Progress, silent
from gridgov.reports import map_body, map_sheet
from gridgov.reports.figure import Figure, Ink, Mark
from gridgov.reports.map_body import Window
from gridgov.reports.map_sheet import Entry, Layout, Sheet
from gridgov.reports.png_out import PngWriter
from gridgov.reports.sheet import compile_sheet
from gridgov.reports.svg import to_svg
from gridgov.services import base_maps, cells
from gridgov.services.desk import Desk, require
from gridgov.services.ground import Ground
from gridgov.services.map_layers import MapLayer
from gridgov.spatial import ramp
from gridgov.spatial.classify import Classes, classify
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.pixels import Pixels, faded, over
from gridgov.spatial.raster import cell_picture
from gridgov.spatial.warp import Grid

FORMATS = (".pdf", ".svg", ".png")
LABELS = ("name", "code", "value", "none")
MOST_VECTOR = 20_000
"""Cells that are drawn as areas; more become a picture in the vector page, which opens and prints in seconds."""

LEAST_DPI, MOST_DPI = 50, 1200
PAGE_DPI = 300
"""The fineness of pictures in a PDF or SVG, which have none of their own."""

PERSONAL = ("person", "household", "dwelling")
"""Registers whose places say where somebody lives."""

POINTS = {
    "case": "#9c0f0a", "building": "#37424d", "place": "#14591b", "component": "#5f4700", "organization": "#5b2a86",
    "opinion": "#7f3500", "person": "#0b5cad", "household": "#0b5cad", "dwelling": "#0b5cad",
}  # fmt: skip
CELL, NO_DATA, HATCH, OUTLINE, BORDER = "#dbe3ea", "#e4e4e4", "#8d8d8d", "#8593a1", "#37424d"
FEW, FEW_FILL = -2, "#e6dfe9"
"""The class of cells whose value would tell of one or two people, and its colour."""
_BORDERS_MM = (0.35, 0.5, 0.7, 0.85)
_BAND_PIXELS = 8_000_000
_BAND_ROWS = 512


@attrs.frozen
class MapRequest:
    """What is to be on the sheet.

    `theme` is a measure or empty; `points` are registers; `personal` says that registers in `PERSONAL` are wanted on
    purpose. The ground is that of the whole layer, around the cell `around`, or `box` (min x, min y, max x, max y in
    the map's frame); `extent` is the same in degrees. `source` replaces the line that says where the data is from.
    """

    layer: str
    theme: str = ""
    method: str = "quantiles"
    classes: int = 5
    limits: tuple[float, ...] = ()
    labels: str = "name"
    points: tuple[str, ...] = ()
    personal: bool = False
    title: str = ""
    source: str = ""
    paper: str = "A4"
    landscape: bool = False
    base_maps: bool = True
    around: str = ""
    box: tuple[float, float, float, float] | None = None
    extent: tuple[float, float, float, float] | None = None
    as_of: str | None = None


@attrs.frozen
class MapReceipt:
    """What left: the file, its SHA-256, how many cells are on it, the scale number, which registers were personal."""

    path: Path
    sha256: str
    cells: int
    scale: float
    personal: tuple[str, ...]
    notes: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class MapPage:
    """A sheet ready to be made at any fineness; `problems` are sentences about base maps that are not on it."""

    sheet: Sheet
    place: Layout
    window: Window
    scale: float
    cells: int
    problems: tuple[str, ...]
    _marks: tuple[Mark, ...]
    _coverage: Coverage
    _table: Pixels
    _hatched: NDArray[np.bool_]
    _as_picture: bool
    _ground: Ground | None

    def figure(self, dpi: float = PAGE_DPI, band: tuple[float, float] | None = None) -> Figure:
        """All marks of the sheet; pictures only between two heights of it when a `band` is given."""
        body: list[Mark] = []
        if self._as_picture or self._ground is not None:
            body += map_body.picture_mark(self.window, dpi, band or (0.0, self.place.height), self._paint)
        return map_sheet.compose(self.sheet, self.place, (*body, *self._marks), self.scale)

    def _paint(self, west: float, north: float, scale: float, width: int, height: int) -> Pixels:
        """A part of the ground in colours: base maps, and cells over them when they are not drawn as areas."""
        found = np.zeros((height, width), np.uint32)
        if self._ground is not None:
            drawn = self._ground.draw(
                Grid(west, north, scale, width, height), line=max(scale / self.window.mm / 4, 1.0)
            )
            if drawn is not None and drawn.pixels is not None:
                found = drawn.pixels
        if self._as_picture:
            picture = cell_picture(self._coverage, west, north, scale, width, height)
            assert picture is not None
            colours = self._table.take(picture.ids, mode="clip")
            if self._hatched.any():
                # A line every millimetre and a half, standing still on the ground from band to band.
                step = max(round(1.5 * scale / self.window.mm), 4)
                rows, columns = np.ogrid[:height, :width]
                down = round((self.window.north - north) * scale)
                striped = ((rows + columns + down) % step) < max(step // 7, 1)
                colours[self._hatched.take(picture.ids) & striped] = ramp.pixel(HATCH)
            found = over(found, colours)
        return found


def prepare(desk: Desk, actor: Actor, request: MapRequest, progress: Progress | None = None) -> MapPage:
    """Read what the sheet shows. ``WrongUse`` for what is not there, ``Refused`` for personal points without the right.

    Registers whose places say where people live are refused unless `personal` says that they are wanted.
    """
    progress = progress or silent()
    progress.begin("Making the map")
    _check(actor, request)
    shapes = cells.shapes(desk, actor, request.layer)
    layers = {one.id: one for one in cells.layers(desk, actor)}
    progress.step()
    coverage = _coverage(shapes)
    bounds = coverage.bounds()
    if bounds is None:
        raise WrongUse("The layer {layer} has no cells to draw.", layer=request.layer)
    classes, which, values = _classes(desk, actor, request, coverage.count)
    progress.step()
    ground = base_maps.ground(desk, actor) if request.base_maps else None
    notes = _notes(desk, request, ground, progress)
    layer_name = pick(layers[request.layer].zh, layers[request.layer].en)
    theme = _theme_name(request.theme)
    points = [(name, *cells.points(desk, actor, name, shapes.frame)[1:]) for name in request.points]
    opacity = 1.0 if ground is None else 0.65 if classes is not None else 0.25
    inks, table = _inks(classes, which, opacity)
    named = [(pick(layers[name].zh, layers[name].en), index, shapes.parent_names[name], width)
             for width, (name, index) in zip(_BORDERS_MM, shapes.parents.items(), strict=False)]  # fmt: skip
    sheet = Sheet(
        request.title or (f"{theme} · {layer_name}" if theme else layer_name),
        " · ".join(part for part in (desk.name, tr("as of {when}", when=request.as_of or desk.local_now())) if part),
        theme,
        (*_class_entries(classes, which, opacity), *_point_entries(points), *_border_entries(named)),
        notes,
        request.paper,
        request.landscape,
    )
    place = map_sheet.lay_out(sheet)
    window, scale = _window(place, _box(request, shapes, coverage, bounds))
    seen = int(np.count_nonzero(coverage.cells_in(window.box)))
    as_picture = seen > MOST_VECTOR
    across = np.sqrt(window.width * window.height / max(seen, 1))
    marks: list[Mark] = []
    if not as_picture:
        outlined = across >= map_body.OUTLINES_FROM_MM
        marks += map_body.cell_marks(coverage, window, [_lined(ink, outlined) for ink in inks], which, shapes.codes)
    progress.step()
    for _, index, _, width in named:
        marks += map_body.border_marks(coverage, window, index, BORDER, width)
    for name, x, y in points:
        marks += map_body.dot_marks(window, x, y, POINTS[name], name)
    progress.step()
    if request.labels != "none":
        above = [(index, names) for _, index, names, _ in named]
        marks += map_body.label_marks(coverage, window, _texts(request.labels, shapes, classes, values), above)
    for one in ground.labels() if ground is not None else ():
        marks += map_body.name_marks(window, one.texts, one.x, one.y, one.shapes, marks)
    hatched = np.concatenate([[False], which == -1]) if classes is not None else np.zeros(coverage.count + 1, np.bool_)
    problems = tuple(ground.problems) if ground is not None else ()
    return MapPage(
        sheet, place, window, scale, seen, problems, tuple(marks), coverage, table, hatched, as_picture, ground
    )


def write(
    desk: Desk,
    actor: Actor,
    request: MapRequest,
    out: Path,
    *,
    dpi: int = PAGE_DPI,
    progress: Progress | None = None,
) -> MapReceipt:
    """Write the sheet to `out` (``.pdf``, ``.svg`` or ``.png``; `dpi` is a PNG's fineness), and put that on record.

    The file is written under a temporary name beside its own and moved when it is whole.
    """
    progress = progress or silent()
    form = out.suffix.lower()
    if form not in FORMATS:
        raise WrongUse("{file} must end in {forms}.", file=out.name, forms=", ".join(FORMATS))
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise WrongUse("{dpi} dots an inch cannot be made: use {least} to {most}.",
                       dpi=dpi, least=LEAST_DPI, most=MOST_DPI)  # fmt: skip
    require(actor, "export")
    page = prepare(desk, actor, request, progress)
    with written_whole(out) as fresh:
        with fresh.open("wb") as file:
            _write(page, form, file, dpi, progress)
        digest = hashlib.sha256(fresh.read_bytes()).hexdigest()
        with desk.change(actor, "export", "export", **_about(request, page, form[1:], out.name, digest)):
            fresh.replace(out)
    return MapReceipt(out, digest, page.cells, page.scale, _personal(request), page.problems)


def pictures(
    desk: Desk, actor: Actor, request: MapRequest, dpi: int, *, on_paper: bool, progress: Progress | None = None
) -> tuple[bytes, MapPage]:
    """The sheet as a PNG, to look at; with `on_paper` it goes to a printer, which needs the right and is on record."""
    if on_paper:
        require(actor, "export")
    page = prepare(desk, actor, request, progress)
    out = io.BytesIO()
    _write_png(page, out, dpi, progress or silent())
    if on_paper:
        digest = hashlib.sha256(out.getvalue()).hexdigest()
        with desk.change(actor, "export", "export", **_about(request, page, "paper", "", digest)):
            pass
    return out.getvalue(), page


_coverages: WeakKeyDictionary[MapLayer, Coverage] = WeakKeyDictionary()
_coverages_lock = Lock()


def _coverage(shapes: MapLayer) -> Coverage:
    """The edges of a layer, kept while its shapes are: a preview is made again at every choice."""
    with _coverages_lock:
        if (found := _coverages.get(shapes)) is None:
            found = _coverages[shapes] = Coverage.of(shapes.rings, join=bool(shapes.parents))
        return found


def _check(actor: Actor, request: MapRequest) -> None:
    for name in request.points:
        if name not in POINTS:
            raise WrongUse("There are no points of {what}: use {known}.", what=name, known=", ".join(POINTS))
    if request.labels not in LABELS:
        raise WrongUse("Labels are one of {known}.", known=", ".join(LABELS))
    if personal := [name for name in request.points if name in PERSONAL]:
        if not request.personal:
            raise WrongUse(
                "Points of {what} show where people live: say that this is wanted (--personal).",
                what=", ".join(personal),
            )
        if not may(actor, "export.personal"):
            raise Refused("{name} may not put on a map where people live ({what}).",
                          name=actor.name, what=", ".join(personal))  # fmt: skip


def _personal(request: MapRequest) -> tuple[str, ...]:
    return tuple(name for name in request.points if name in PERSONAL)


def _about(request: MapRequest, page: MapPage, form: str, file: str, digest: str) -> dict[str, Any]:
    return {
        "what": "map", "format": form, "file": file, "rows": page.cells, "sha256": digest, "layer": request.layer,
        "theme": request.theme, "points": list(request.points), "personal": list(_personal(request)),
    }  # fmt: skip


def _classes(
    desk: Desk, actor: Actor, request: MapRequest, count: int
) -> tuple[Classes | None, NDArray[np.int16], NDArray[np.float64] | None]:
    if not request.theme:
        return None, np.zeros(count, np.int16), None
    # On paper as on the screen a count of one or two people is not shown.
    themed = cells.themed(desk, actor, request.layer, request.theme, as_of=request.as_of)
    values = themed.values
    given: int | Sequence[float] = request.limits or request.classes
    try:
        found = classify(values, given, "own" if request.limits else request.method)
    except ValueError as error:
        known = "quantiles, equal, natural"
        raise WrongUse("There is no class method {method}: use one of {known}.",
                       method=request.method, known=known) from error  # fmt: skip
    which = found.of(values)
    which[themed.few] = FEW
    return found, which, values


def _theme_name(theme: str) -> str:
    found = next((one for one in cells.measures() if one.id == theme), None)
    return pick(found.zh, found.en) if found else ""


def _inks(classes: Classes | None, which: NDArray[np.int16], opacity: float) -> tuple[list[Ink], Pixels]:
    """The ink of each class, then of "few" and last of "no data", and the colour of each cell for the picture."""
    colours = [CELL] if classes is None else [*ramp.stops(ramp.LIGHT, classes.count), FEW_FILL, NO_DATA]
    inks = [Ink(fill=colour, opacity=opacity) for colour in colours]
    if classes is not None:
        inks[-1] = attrs.evolve(inks[-1], hatch=HATCH)
    table = np.zeros(len(which) + 1, np.uint32)
    solid = np.array([ramp.pixel(c) for c in colours], np.uint32)[which]
    table[1:] = faded(solid, opacity)
    return inks, table


def _lined(ink: Ink, outlined: bool) -> Ink:
    """An ink with outlines, or with a hair of its own colour that closes the seam to the next cell."""
    if outlined:
        return attrs.evolve(ink, line=OUTLINE, width_mm=0.12)
    return attrs.evolve(ink, line=ink.fill, width_mm=0.06)


def _class_entries(classes: Classes | None, which: NDArray[np.int16], opacity: float) -> list[Entry]:
    if classes is None:
        return []
    counts = np.bincount(which[which != FEW] + 1, minlength=classes.count + 1).tolist()
    colours = ramp.stops(ramp.LIGHT, classes.count)
    found = [Entry("fill", c, text, n) for c, text, n in zip(colours, classes.labels(), counts[1:], strict=True)]
    if few := int(np.count_nonzero(which == FEW)):
        found.append(Entry("fill", FEW_FILL, tr("few, not shown"), few))
    if counts[0]:
        found.append(Entry("hatch", NO_DATA, tr("no data"), counts[0]))
    return [attrs.evolve(entry, opacity=opacity) for entry in found]


def _point_entries(points: Sequence[tuple[str, Any, Any]]) -> list[Entry]:
    named = registers()
    return [Entry("dot", POINTS[name], pick(named[name].zh, named[name].en_plural), len(x)) for name, x, _ in points]


def _border_entries(named: Sequence[tuple[str, Any, Any, float]]) -> list[Entry]:
    return [Entry("line", BORDER, name, None, width) for name, _, _, width in reversed(named)]


def _notes(desk: Desk, request: MapRequest, ground: Ground | None, progress: Progress) -> tuple[str, ...]:
    """The lines at the foot: where the data is from, whom base maps name, when it was made."""
    found = [request.source or tr("Source: district file {file}", file=desk.path.name)]
    if ground is not None:
        progress.step()
        found += ground.notes()
    found.append(tr("Made with gridgov on {when}", when=desk.local_now()))
    return (" · ".join(found),)


def _texts(labels: str, shapes: Any, classes: Classes | None, values: NDArray[np.float64] | None) -> Sequence[str]:
    if labels == "value":
        if classes is None or values is None:
            return [""] * len(shapes.codes)
        return [classes.text(v) for v in values.tolist()]
    chosen: Sequence[str] = shapes.names if labels == "name" else shapes.codes
    return chosen


def _box(
    request: MapRequest, shapes: Any, coverage: Coverage, bounds: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    if request.around:
        if request.around not in shapes.codes:
            raise WrongUse("The layer {layer} has no cell {code}.", layer=request.layer, code=request.around)
        low_x, low_y, high_x, high_y = coverage.boxes[shapes.codes.index(request.around)].tolist()
        air = max(high_x - low_x, high_y - low_y)
        return (low_x - air, low_y - air, high_x + air, high_y + air)
    if request.extent is not None:
        west, south, east, north = request.extent
        if not (west < east and south < north):
            raise WrongUse("An extent is west, south, east, north in degrees, such as 116.40,39.90,116.44,39.93.")
        lon, lat = np.array([west, east, west, east]), np.array([south, south, north, north])
        x, y = shapes.frame.to_frame(lon, lat)
        return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    return request.box or bounds


def _window(place: Layout, box: tuple[float, float, float, float]) -> tuple[Window, float]:
    wide, high = max(box[2] - box[0], 1.0), max(box[3] - box[1], 1.0)
    air = 4.0  # millimetres between the outermost cell and the frame
    scale = map_sheet.round_scale(max(wide / (place.map_width - air), high / (place.map_height - air)))
    mm = 1000 / scale
    west = (box[0] + box[2]) / 2 - place.map_width / mm / 2
    north = (box[1] + box[3]) / 2 + place.map_height / mm / 2
    return Window(place.map_x, place.map_y, place.map_width, place.map_height, west, north, mm), scale


def _write(page: MapPage, form: str, file: BinaryIO, dpi: int, progress: Progress) -> None:
    if form == ".png":
        _write_png(page, file, dpi, progress)
        return
    progress.begin("Writing the file")
    figure = page.figure()
    if form == ".svg":
        file.write(to_svg(figure).encode("utf-8"))
    else:
        (pdf,) = compile_sheet("map", _page_data(page, 0.0, figure.height_mm), {"map": figure})
        file.write(pdf)


def _write_png(page: MapPage, out: BinaryIO, dpi: int, progress: Progress) -> None:
    """The sheet as a PNG, in bands of so many pixels."""
    from PIL import Image

    grain = dpi / 25.4
    width, height = round(page.place.width * grain), round(page.place.height * grain)
    rows = min(max(_BAND_PIXELS // width, _BAND_ROWS), height)
    writer = PngWriter(out, width, height, dpi)
    progress.begin("Writing the file", -(-height // rows))
    for begin in range(0, height, rows):
        end = min(begin + rows, height)
        top, high = begin / grain, (end - begin) / grain
        figure = page.figure(dpi, (top, top + high))
        (png,) = compile_sheet("map", _page_data(page, top, high), {"map": figure}, form="png", dpi=dpi)
        with Image.open(io.BytesIO(png)) as image:
            band = image.convert("RGB")
            if band.size != (width, end - begin):
                fitted = Image.new("RGB", (width, end - begin), (255, 255, 255))
                fitted.paste(band, (0, 0))
                band = fitted
            writer.rows(band.tobytes())
        progress.step()
    writer.finish()


def _page_data(page: MapPage, top: float, high: float) -> dict[str, Any]:
    return {"title": page.sheet.title, "width": page.place.width, "height": high, "top": top, "full": page.place.height}
