"""Base maps under the cells: seen through them, moved with the hand, named, and away when they are switched off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import attrs
import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from gridgov.spatial.warp import Grid
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.looks import THEMED, UNTHEMED

RED = (200, 30, 30)


@attrs.frozen(eq=False)
class Names:
    texts: tuple[str, ...]
    x: np.ndarray
    y: np.ndarray
    shapes: np.ndarray


@attrs.frozen(eq=False)
class Picture:
    pixels: np.ndarray | None
    complete: bool


@attrs.define(eq=False)
class Plain:
    """A base map of one colour; it counts what was asked of it."""

    complete: bool = True
    problems: list[str] = attrs.field(factory=list)
    names: Sequence[Names] = ()
    said: list[str] = attrs.field(factory=lambda: ["© Invented Survey", "Base map shifted from GCJ-02"])
    grids: list[Grid] = attrs.field(factory=list)

    def draw(self, grid: Grid, dropped: Callable[[], bool], *, line: float) -> Any:
        self.grids.append(grid)
        pixel = 0xFF << 24 | RED[0] << 16 | RED[1] << 8 | RED[2]
        return Picture(np.full((grid.height, grid.width), pixel, np.uint32), self.complete)

    def notes(self) -> list[str]:
        return self.said

    def labels(self) -> Sequence[Names]:
        return self.names

    def close(self) -> None:
        pass


def shade(canvas: MapCanvas, at: QPoint) -> tuple[int, int, int]:
    found = canvas.grab().toImage().pixelColor(at)
    return found.red(), found.green(), found.blue()


def mixed(colour: str, part: float) -> tuple[int, ...]:
    cell = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return tuple(round(c * part + b * (1 - part)) for c, b in zip(cell, RED, strict=True))


def near(a: Sequence[int], b: Sequence[int], by: int = 4) -> bool:
    return all(abs(x - y) <= by for x, y in zip(a, b, strict=True))


def test_a_base_map_is_seen_through_the_cells_and_bare_around_them(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.set_label_mode("none")
    canvas.clearFocus()
    qtbot.waitUntil(canvas.is_exact)
    cell = next(p for p in (QPoint(400, 300 + d) for d in range(0, 60, 7)) if shade(canvas, p) == (0xDB, 0xE3, 0xEA))
    before = shade(canvas, cell)
    canvas.set_ground(Plain(said=[]))
    qtbot.waitUntil(canvas.is_exact)
    assert near(shade(canvas, cell), mixed("#dbe3ea", UNTHEMED))
    assert near(shade(canvas, QPoint(5, 5)), RED)
    canvas.set_values(np.arange(layer.rings.count, dtype=float), "cases", 4)
    qtbot.waitUntil(canvas.is_exact)
    index = canvas.cell_at(cell.x(), cell.y())
    assert index is not None
    classes = canvas.stage.choropleth.colours(canvas.looks)
    colour = classes[int(canvas.stage.choropleth.which[index])]
    assert near(shade(canvas, cell), mixed(colour, THEMED))
    canvas.set_values(None)
    canvas.set_ground(None)
    qtbot.waitUntil(canvas.is_exact)
    assert shade(canvas, cell) == before


def test_many_cells_as_a_picture_are_seen_through_too(qtbot: QtBot, canvas: MapCanvas, monkeypatch) -> None:
    from gridgov.ui.map import picture

    monkeypatch.setattr(picture, "CLOSE_CELLS", 3)
    canvas.set_label_mode("none")
    canvas.clearFocus()
    canvas.set_ground(Plain(said=[]))
    canvas.zoom_by(0.9)
    qtbot.waitUntil(canvas.is_exact)
    image = canvas.grab().toImage()
    shades = {image.pixelColor(x, 300).name() for x in range(100, 700, 3)}
    want = "#{:02x}{:02x}{:02x}".format(*mixed("#dbe3ea", UNTHEMED))
    assert any(near([int(s[n : n + 2], 16) for n in (1, 3, 5)], mixed("#dbe3ea", UNTHEMED)) for s in shades), want


def test_dragging_within_the_margin_asks_once_when_the_hand_rests(qtbot: QtBot, canvas: MapCanvas) -> None:
    ground = Plain()
    canvas.set_ground(ground)
    qtbot.waitUntil(canvas.is_exact)
    asked = len(ground.grids)
    assert canvas.view is not None
    for _ in range(6):
        canvas.go(canvas.view.panned(3, 0))
    assert len(ground.grids) == asked
    qtbot.waitUntil(canvas.is_exact)
    assert len(ground.grids) == asked + 1


def test_notes_stand_beside_the_scale_bar_and_no_label_is_under_them(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.set_ground(Plain())
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.backdrop.notes == ["© Invented Survey", "Base map shifted from GCJ-02"]
    assert canvas.view is not None
    place = canvas.backdrop.note_place(canvas.view, 120.0, canvas.font())
    assert place is not None
    assert QRectF(canvas.rect()).contains(place)
    assert not any(place.intersects(box) for _, _, box in canvas.labels())
    narrow = canvas.view.resized(260, 600)
    place = canvas.backdrop.note_place(narrow, 120.0, canvas.font())
    assert place is not None
    assert place.left() >= 0


def test_names_of_lines_keep_clear_of_each_other_and_of_labels(qtbot: QtBot, canvas: MapCanvas) -> None:
    assert canvas.view is not None
    west, south, east, north = canvas.view.box
    x, y = np.meshgrid(np.linspace(west, east, 14), np.linspace(south, north, 30))
    texts = tuple(f"Invented Street {n}" for n in range(x.size))
    canvas.set_ground(Plain(names=[Names(texts, x.ravel(), y.ravel(), np.arange(x.size))]))
    qtbot.waitUntil(canvas.is_exact)
    names = canvas.backdrop.labels
    assert 5 < len(names.texts) <= 120
    metrics = QFontMetricsF(canvas.font())
    boxes = []
    for text, gx, gy in zip(names.texts, names.x, names.y, strict=True):
        sx, sy = canvas.view.to_screen(gx, gy)
        wide = metrics.horizontalAdvance(text)
        boxes.append(QRectF(sx - wide / 2, sy - metrics.height() / 2, wide, metrics.height()))
    boxes += [box for _, _, box in canvas.labels()]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]


def test_missing_tiles_and_problems_are_told(qtbot: QtBot, canvas: MapCanvas) -> None:
    with qtbot.waitSignal(canvas.backdrop.incomplete):
        canvas.set_ground(Plain(complete=False))
    with qtbot.waitSignal(canvas.backdrop.problems_changed) as told:
        canvas.set_ground(Plain(problems=["a.mbtiles is not there any more."]))
    assert told.args == [["a.mbtiles is not there any more."]]
    with qtbot.waitSignal(canvas.backdrop.problems_changed) as told:
        canvas.set_ground(None)
    assert told.args == [[]]


def test_a_saved_picture_has_its_base_map(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.set_ground(Plain(said=[]))
    qtbot.waitUntil(canvas.is_exact)
    image = canvas.grab_picture(400, 300, furniture=False)
    found = image.pixelColor(2, 2)
    assert near((found.red(), found.green(), found.blue()), RED)


def test_an_ended_map_leaves_no_thread_and_begins_none(qtbot: QtBot, canvas: MapCanvas) -> None:
    before = {one for one in threading.enumerate() if not one.name.startswith("map-")}
    ground = Plain()
    canvas.set_ground(ground)
    qtbot.waitUntil(canvas.is_exact)
    canvas.end()
    qtbot.waitUntil(lambda: set(threading.enumerate()) <= before, timeout=1_500)
    drawn = len(ground.grids)
    canvas.zoom_by(2.0)
    canvas.set_ground(ground)
    qtbot.wait(120)
    assert set(threading.enumerate()) <= before
    assert len(ground.grids) == drawn
