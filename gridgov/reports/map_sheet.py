"""A map on one sheet of paper: title, map in its frame, legend, scale, north, source and date, none over another."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs

from gridgov.errors import WrongUse
from gridgov.reports.figure import Dot, Figure, Ink, Mark, Path, Picture, Rectangle, Text
from gridgov.reports.sheet import text_mm, wrapped

PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGIN = 12.0
TEXT_PT = 9.0
"""The smallest writing on the sheet."""

DARK, QUIET, FRAME = "#16202a", "#46525e", "#37424d"
_TITLE_PT, _SUBTITLE_PT, _HEAD_PT = 16.0, 10.5, 10.0
_LINE, _ROW, _GAP = 4.4, 5.4, 6.0
_SWATCH = 7.0

SCALES = tuple(n * 10**p for p in range(2, 8) for n in (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0))


@attrs.frozen
class Entry:
    """One line of the legend: `kind` is fill, hatch, line or dot."""

    kind: str
    colour: str
    text: str
    count: int | None = None
    width_mm: float = 0.3
    opacity: float = 1.0


@attrs.frozen
class Sheet:
    """What stands on the sheet around the map.

    `notes` are the lines at the foot: source, base maps, date.
    """

    title: str
    subtitle: str
    legend_title: str
    legend: tuple[Entry, ...]
    notes: tuple[str, ...]
    paper: str = "A4"
    landscape: bool = False


@attrs.frozen
class Layout:
    """Where things lie, in millimetres: the sheet, the map's frame, the legend, the foot."""

    width: float
    height: float
    map_x: float
    map_y: float
    map_width: float
    map_height: float
    legend_x: float
    legend_y: float
    columns: int
    column_width: float
    foot_y: float


def lay_out(sheet: Sheet) -> Layout:
    """Give every part its place: the legend beside the map on a broad sheet, below it on a high one."""
    if sheet.paper not in PAPERS:
        raise WrongUse("There is no paper {paper}: use one of {papers}.", paper=sheet.paper, papers=", ".join(PAPERS))
    width, height = PAPERS[sheet.paper]
    if sheet.landscape:
        width, height = height, width
    inner = width - 2 * MARGIN
    top = MARGIN + _title_height(sheet, inner)
    notes = sum(len(wrapped(note, TEXT_PT, inner)) for note in sheet.notes)
    foot = height - MARGIN - notes * _LINE
    below = foot - 10.0  # scale bar and north arrow stand between the map and the notes
    wide = _legend_width(sheet)
    if sheet.landscape:
        column = min(max(wide, 30.0), inner / 3)
        room = inner - column - _GAP if sheet.legend else inner
        return Layout(width, height, MARGIN, top, room, below - top, MARGIN + room + _GAP, top, 1, column, foot)
    columns = max(min(int((inner + _GAP) // (wide + _GAP)), 4), 1) if sheet.legend else 1
    rows = math.ceil(len(sheet.legend) / columns)
    column = (inner - (columns - 1) * _GAP) / columns
    heads = len(wrapped(sheet.legend_title, _HEAD_PT, inner)) if sheet.legend_title else 0
    legend = rows * _ROW + heads * 5.0 + 3.0 if sheet.legend else 0.0
    high = below - legend - top
    return Layout(width, height, MARGIN, top, inner, high, MARGIN, top + high + 10.0, columns, column, foot)


def _title_height(sheet: Sheet, inner: float) -> float:
    lines = len(wrapped(sheet.title, _TITLE_PT, inner))
    more = len(wrapped(sheet.subtitle, _SUBTITLE_PT, inner)) if sheet.subtitle else 0
    return lines * 6.6 + more * 4.8 + 2.5


def _legend_width(sheet: Sheet) -> float:
    texts = max((text_mm(e.text, TEXT_PT) for e in sheet.legend), default=0.0)
    counts = max((text_mm(f"{e.count:,}", TEXT_PT) for e in sheet.legend if e.count is not None), default=0.0)
    head = text_mm(sheet.legend_title, _HEAD_PT) if sheet.landscape else 0.0
    return max(_SWATCH + 2.0 + texts + (4.0 + counts if counts else 0.0), min(head, 60.0))


def round_scale(metres_a_mm: float) -> float:
    """The next rounder scale number (1 : n) at which so many metres fall on a millimetre of paper."""
    wanted = metres_a_mm * 1000
    return next((scale for scale in SCALES if scale >= wanted * (1 - 1e-9)), wanted)


def compose(sheet: Sheet, place: Layout, body: Sequence[Mark], scale: float) -> Figure:
    """The whole sheet; `body` are the marks of the map, in millimetres of the sheet and within its frame."""
    marks: list[Mark] = [Rectangle(0, 0, place.width, place.height, Ink(fill="#ffffff"))]
    marks += _title(sheet, place)
    marks += body
    marks.append(Rectangle(place.map_x, place.map_y, place.map_width, place.map_height, Ink(line=FRAME, width_mm=0.35)))
    marks += _legend(sheet, place)
    bar_y = place.map_y + place.map_height + 5.6 if not sheet.landscape or not sheet.legend else place.foot_y - 4.4
    marks += _scale(place.map_x, bar_y, scale)
    marks += _north(place.map_x + place.map_width - 3.0, place.map_y + place.map_height + 1.2)
    y = place.foot_y + 3.4
    for note in sheet.notes:
        for line in wrapped(note, TEXT_PT, place.width - 2 * MARGIN):
            marks.append(Text(MARGIN, y, line, TEXT_PT, colour=QUIET))
            y += _LINE
    return Figure(place.width, place.height, tuple(marks))


def _title(sheet: Sheet, place: Layout) -> list[Mark]:
    inner, y = place.width - 2 * MARGIN, MARGIN + 5.4
    marks: list[Mark] = []
    for line in wrapped(sheet.title, _TITLE_PT, inner):
        marks.append(Text(MARGIN, y, line, _TITLE_PT, colour=DARK))
        y += 6.6
    for line in wrapped(sheet.subtitle, _SUBTITLE_PT, inner):
        marks.append(Text(MARGIN, y - 1.0, line, _SUBTITLE_PT, colour=QUIET))
        y += 4.8
    return marks


def _legend(sheet: Sheet, place: Layout) -> list[Mark]:
    if not sheet.legend:
        return []
    marks: list[Mark] = []
    y = place.legend_y
    inner = place.column_width if place.columns == 1 and sheet.landscape else place.width - 2 * MARGIN
    for line in wrapped(sheet.legend_title, _HEAD_PT, inner):
        marks.append(Text(place.legend_x, y + 3.4, line, _HEAD_PT, colour=DARK))
        y += 5.0
    rows = math.ceil(len(sheet.legend) / place.columns)
    for number, entry in enumerate(sheet.legend):
        column, row = divmod(number, rows)
        x = place.legend_x + column * (place.column_width + _GAP)
        top = y + 1.0 + row * _ROW
        marks += _sign(x, top, entry)
        right = x + place.column_width
        room = place.column_width - _SWATCH - 2.0
        if entry.count is not None:
            text = f"{entry.count:,}"
            marks.append(Text(right, top + 3.3, text, TEXT_PT, "end", DARK, key="legend"))
            room -= text_mm(text, TEXT_PT) + 3.0
        first = (wrapped(entry.text, TEXT_PT, room) or [""])[0]
        text = entry.text if first == entry.text else first[:-1] + "…"
        marks.append(Text(x + _SWATCH + 2.0, top + 3.3, text, TEXT_PT, colour=DARK, key="legend"))
    return marks


def _sign(x: float, top: float, entry: Entry) -> list[Mark]:
    if entry.kind == "line":
        ink = Ink(line=entry.colour, width_mm=entry.width_mm)
        return [Path((((x, top + 2.1), (x + _SWATCH, top + 2.1)),), ink, closed=False, key="legend")]
    if entry.kind == "dot":
        return [Dot(x + _SWATCH / 2, top + 2.1, 1.1, Ink(fill=entry.colour, line="#ffffff"), key="legend")]
    hatch = "#8d8d8d" if entry.kind == "hatch" else None
    ink = Ink(fill=entry.colour, line="#8593a1", width_mm=0.15, hatch=hatch, opacity=entry.opacity)
    return [Rectangle(x, top, _SWATCH, 4.2, ink, key="legend")]


def _scale(x: float, y: float, scale: float) -> list[Mark]:
    """A bar of a round length of about 30 mm in two parts, with its length and the scale number."""
    wanted = 30 * scale / 1000
    step = 10.0 ** math.floor(math.log10(wanted))
    metres = max(n * step for n in (1, 2, 5) if n * step <= wanted * (1 + 1e-9))
    length = metres * 1000 / scale
    text = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return [
        Rectangle(x, y - 1.4, length / 2, 1.4, Ink(fill=DARK, line=DARK, width_mm=0.15)),
        Rectangle(x + length / 2, y - 1.4, length / 2, 1.4, Ink(fill="#ffffff", line=DARK, width_mm=0.15)),
        Text(x + length + 1.8, y + 0.3, text, TEXT_PT, colour=DARK),
        Text(x + length + 4.8 + text_mm(text, TEXT_PT), y + 0.3, f"1:{scale:,.0f}", TEXT_PT, colour=DARK),
    ]


def _north(x: float, y: float) -> list[Mark]:
    """An arrow upwards with its letter to the left."""
    arrow = ((x, y), (x + 1.7, y + 6.4), (x, y + 5.0), (x - 1.7, y + 6.4))
    return [Path((arrow,), Ink(fill=DARK)), Text(x - 2.6, y + 5.6, "N", 10.0, "end", DARK)]


def texts(figure: Figure) -> list[str]:
    """Every text on a sheet."""
    return [mark.text for mark in figure.marks if isinstance(mark, Text)]


def pictures(figure: Figure) -> list[Picture]:
    """The pictures on a sheet."""
    return [mark for mark in figure.marks if isinstance(mark, Picture)]
