"""Selecting on the map by hand and by keyboard: what is chosen, how it joins, how it is marked and spoken."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.filling import inside
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.picking import circle
from gridgov.ui.map.points import PointSet
from gridgov.ui.map.selection import ADD, TAKE, Chosen, Selection
from tests.ui.map.test_canvas import colour_at, middle, shapes_of

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def drag(qtbot: QtBot, canvas: MapCanvas, places: list[tuple[int, int]], modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.mousePress(canvas, LEFT, modifiers, QPoint(*places[0]))
    for place in places[1:]:
        qtbot.mouseMove(canvas, QPoint(*place))
    qtbot.mouseRelease(canvas, LEFT, modifiers, QPoint(*places[-1]))


def scatter(n: int, seed: int = 1) -> PointSet:
    random = np.random.default_rng(seed)
    return PointSet("c", random.uniform(0, 800, n), random.uniform(0, 600, n), np.arange(n) + 100, "circle", "#aa00aa")


def test_a_rectangle_selects_the_cells_it_touches_and_the_points_in_it(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    given = scatter(400)
    canvas.set_points([given])
    qtbot.waitUntil(canvas.is_exact)
    canvas.hand.take("rectangle")
    view = canvas.view
    drag(qtbot, canvas, [(200, 150), (300, 260), (420, 330)])
    assert view is not None
    area = shapely.box(*view.to_ground(200, 330), *view.to_ground(420, 150))
    touched = np.flatnonzero(shapely.intersects(shapes_of(layer.rings), area))
    surely = np.flatnonzero(shapely.area(shapely.intersection(shapes_of(layer.rings), area)) > 8 / view.scale**2)
    assert set(surely) <= set(canvas.selection.cells) <= set(touched)
    held = shapely.contains_xy(area, given.x, given.y)
    assert canvas.selection.records["c"].ids.tolist() == given.ids[held].tolist()


def test_a_lasso_and_a_radius_select_by_their_own_shape(qtbot: QtBot, canvas: MapCanvas) -> None:
    given = scatter(300)
    canvas.set_points([given])
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.view is not None
    canvas.hand.take("lasso")
    places = [(150, 150), (400, 170), (260, 240), (390, 400), (140, 380)]
    drag(qtbot, canvas, places)
    area = shapely.Polygon([canvas.view.to_ground(*place) for place in places])
    assert canvas.selection.records["c"].ids.tolist() == given.ids[shapely.contains_xy(area, given.x, given.y)].tolist()
    canvas.hand.take("radius")
    drag(qtbot, canvas, [(400, 300), (450, 300), (520, 300)])
    x, y = canvas.view.to_ground(400, 300)
    away = np.hypot(given.x - x, given.y - y) * canvas.view.scale
    found = set(canvas.selection.records["c"].ids.tolist())
    assert set(given.ids[away < 119.5].tolist()) <= found <= set(given.ids[away < 120.5].tolist())


def test_shift_adds_and_control_takes_away(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    def click(cell: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.mouseClick(canvas, LEFT, modifiers, middle(canvas, layer.rings, cell))

    click(10)
    assert canvas.selection.is_empty
    click(11, SHIFT)
    assert canvas.selection.cells.tolist() == [10, 11]
    click(20, SHIFT)
    click(11, CONTROL)
    assert canvas.selection.cells.tolist() == [10, 20]
    canvas.hand.take("rectangle")
    drag(qtbot, canvas, [(5, 5), (400, 300), (795, 595)], SHIFT)
    assert len(canvas.selection.cells) == 48
    at = middle(canvas, layer.rings, 20)
    drag(qtbot, canvas, [(at.x() - 4, at.y() - 4), (at.x(), at.y()), (at.x() + 4, at.y() + 4)], CONTROL)
    assert len(canvas.selection.cells) == 47
    canvas.hand.take("")
    click(3)
    assert canvas.selection.is_empty
    assert canvas.selected == 3


def test_a_click_with_a_tool_picks(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.hand.take("lasso")
    with qtbot.waitSignal(canvas.cell_picked) as picked:
        qtbot.mouseClick(canvas, LEFT, pos=middle(canvas, layer.rings, 13))
    assert picked.args == [13]


def test_letters_take_tools_and_escape_lays_them_down(qtbot: QtBot, canvas: MapCanvas) -> None:
    taken: list[str] = []
    canvas.tool_changed.connect(taken.append)
    for key in "RLCV":
        qtbot.keyClick(canvas, key)
    qtbot.keyClick(canvas, "R")
    qtbot.mousePress(canvas, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(200, 200))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(200, 200))
    assert canvas.selection.is_empty
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert taken == ["rectangle", "lasso", "radius", "", "rectangle", ""]


def test_a_disc_gives_exactly_the_records_it_counts(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.set_points([scatter(9_000)])
    qtbot.waitUntil(canvas.is_exact)
    shown, view = canvas.stage.shown, canvas.view
    assert shown is not None
    assert view is not None
    clusters = shown.marks.clusters
    assert clusters is not None
    best = int(np.argmin(np.hypot(clusters.x - 400, clusters.y - 300)))
    at = view.to_screen(float(clusters.x[best]), float(clusters.y[best]))
    with qtbot.waitSignal(canvas.heap_picked) as picked, qtbot.assertNotEmitted(canvas.cell_picked):
        qtbot.mouseClick(canvas, LEFT, pos=QPoint(round(at[0]), round(at[1])))
    assert len(picked.args[0]["c"].ids) == clusters.counts[best]


def test_a_symbol_joins_the_selection_with_shift(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.set_points([PointSet("cases", np.array([310.0, 350.0]), np.array([250.0, 260.0]), np.array([7, 9]))])
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.view is not None
    for x, y in ((310, 250), (350, 260)):
        sx, sy = canvas.view.to_screen(x, y)
        qtbot.mouseClick(canvas, LEFT, SHIFT, QPoint(round(sx), round(sy)))
    assert canvas.selection.records["cases"].ids.tolist() == [7, 9]
    qtbot.mouseClick(canvas, LEFT, CONTROL, QPoint(round(sx), round(sy)))
    assert canvas.selection.records["cases"].ids.tolist() == [7]
    canvas.grab()


@pytest.mark.parametrize("columns", [8, 45])
def test_selected_cells_are_striped_and_keep_their_colours(qtbot: QtBot, make_canvas, columns: int) -> None:
    canvas, layer = make_canvas(columns, columns)
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    canvas.selection.choose(np.arange(columns * columns // 2), {}, ADD)
    picture = canvas.grab().toImage()
    looks = Looks.of_palette(canvas.palette())
    low = middle(canvas, layer.rings, columns * (columns // 4) + columns // 2)
    high = middle(canvas, layer.rings, columns * (columns * 3 // 4) + columns // 2)

    def seen(at: QPoint) -> list[str]:
        near = [(x, y) for x in range(-5, 5) for y in range(-5, 5)]
        return [picture.pixelColor(at.x() + x, at.y() + y).name() for x, y in near]

    striped, plain = seen(low), seen(high)
    assert 10 <= striped.count(looks.selection) <= 60
    assert looks.cell in striped
    assert looks.selection not in plain
    canvas.set_theme({"dark": True})
    qtbot.waitUntil(canvas.is_exact)
    canvas.zoom_by(1.5)
    assert len(canvas.selection.cells) == columns * columns // 2


def test_the_keyboard_travels_selects_and_shows(qtbot: QtBot, canvas: MapCanvas) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    start = canvas.selected
    assert start == canvas.cell_at(400, 300)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.selection.cells.tolist() == sorted([start, canvas.selected])
    whole = canvas.view
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.view is not None
    assert whole is not None
    assert canvas.view.scale > whole.scale
    qtbot.keyClick(canvas, Qt.Key.Key_Home, CONTROL)
    assert canvas.selected == 0
    qtbot.keyClick(canvas, Qt.Key.Key_End, CONTROL)
    assert canvas.selected == 47
    qtbot.keyClick(canvas, Qt.Key.Key_A, CONTROL)
    assert len(canvas.selection.cells) == 48
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selection.is_empty
    assert canvas.selected == 47
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selected is None


def test_what_is_selected_is_spoken(qtbot: QtBot, canvas: MapCanvas, layer, values, monkeypatch) -> None:
    told: list[tuple[str, str]] = []

    def heard(event) -> None:
        words = event.message() if event.type() == QAccessible.Event.Announcement else ""
        told.append((event.type().name, words))

    monkeypatch.setattr(QAccessible, "updateAccessibility", heard)
    canvas.set_values(values, "Cases")
    canvas.select(7)
    assert told[-1] == ("Announcement", f"{layer.names[7]}, {layer.codes[7]}, Cases: 7")
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    said = f"{layer.names[7]}, {layer.codes[7]}, Cases: 7, This cell is selected., 1 cells, 0 records selected"
    assert told[-1] == ("Announcement", said)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert told[-1][1].startswith(layer.names[6])
    assert "DescriptionChanged" in {kind for kind, _ in told}


def test_back_and_forward_through_views(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.trail.keep()
    first = canvas.view
    canvas.zoom_by(2)
    canvas.trail.keep()
    second = canvas.view
    canvas.go(second.panned(40, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert canvas.view == second
    qtbot.mouseClick(canvas, Qt.MouseButton.BackButton)
    assert canvas.view == first
    assert not canvas.trail.can(-1)
    qtbot.mouseClick(canvas, Qt.MouseButton.ForwardButton)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert canvas.view == second.panned(40, 0)
    canvas.step_view(-1)
    canvas.zoom_by(3)
    canvas.trail.keep()
    assert not canvas.trail.can(1)


def test_records_join_and_part() -> None:
    selection = Selection()
    selection.begin(5)
    some = Chosen.of([9, 3, 3], [1.0, 2.0, 2.0], [5.0, 6.0, 6.0])
    assert (some.ids.tolist(), some.x.tolist()) == ([3, 9], [2.0, 1.0])
    selection.choose(np.array([1, 2]), {"a": some}, ADD)
    selection.choose(np.array([2]), {"a": Chosen.of([3], [2.0], [6.0])}, TAKE)
    assert selection.cells.tolist() == [1]
    assert selection.records["a"].ids.tolist() == [9]
    boxes = np.array([[0.0, 0, 1, 1]] * 5)
    assert selection.bounds(boxes) == (0.0, 0.0, 1.0, 5.0)
    selection.put_records("a", Chosen.of([], [], []))
    selection.clear()
    assert selection.bounds(boxes) is None


def test_inside_agrees_with_shapely() -> None:
    random = np.random.default_rng(4)
    corners = random.uniform(0, 10, (9, 2))
    x, y = random.uniform(-1, 11, (2, 3_000))
    polygon = shapely.Polygon(corners)
    if not polygon.is_valid:
        polygon = shapely.Polygon(corners[np.argsort(np.arctan2(*(corners - corners.mean(axis=0)).T))])
        corners = np.array(polygon.exterior.coords)[:-1]
    assert (inside(x, y, corners) == shapely.contains_xy(polygon, x, y)).all()
    assert not inside(x, y, corners[:2]).any()
    many_x, many_y = random.uniform(-1, 11, (2, 300_000))
    assert (inside(many_x, many_y, corners) == shapely.contains_xy(polygon, many_x, many_y)).all()
    ring = circle(5.0, 5.0, 2.0)
    assert shapely.Polygon(ring).area == pytest.approx(np.pi * 4)


def test_colour_is_not_the_only_mark(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    at = middle(canvas, layer.rings, 20)
    before = {colour_at(canvas, at + QPoint(x, 0)) for x in range(-8, 8)}
    canvas.selection.choose(np.array([20]), {}, ADD)
    after = [colour_at(canvas, at + QPoint(x, 0)) for x in range(-8, 8)]
    assert before < set(after), "stripes, with the cell's own colour between them"
