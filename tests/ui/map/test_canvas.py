"""The map as a person uses it: what is clicked, typed and seen."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations

import attrs
import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.tessellation import parents
from gridgov.spatial.rings import Rings
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.points import PointSet


def shapes_of(rings: Rings) -> np.ndarray:
    return shapely.polygons([rings.xy[a:b] for a, b in zip(rings.ring_start[:-1], rings.ring_start[1:], strict=True)])


def middle(canvas: MapCanvas, rings: Rings, cell: int) -> QPoint:
    point = shapes_of(rings)[cell].representative_point()
    assert canvas.view is not None
    x, y = canvas.view.to_screen(point.x, point.y)
    return QPoint(round(x), round(y))


def colour_at(canvas: MapCanvas, at: QPoint) -> str:
    return canvas.grab().toImage().pixelColor(at).name()


def test_a_click_picks_the_cell_under_it(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    for cell in (0, 13, 47):
        with qtbot.waitSignal(canvas.cell_picked) as picked:
            qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle(canvas, layer.rings, cell))
        assert picked.args == [cell]
        assert canvas.selected == cell
    with qtbot.waitSignal(canvas.cell_picked) as picked:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert picked.args == [None]
    assert canvas.selected is None


def test_picks_agree_with_polygons(canvas: MapCanvas, layer) -> None:
    tree = shapely.STRtree(shapes_of(layer.rings))
    random = np.random.default_rng(8)
    assert canvas.view is not None
    for x, y in random.uniform((0, 0), (800, 600), (500, 2)):
        held = tree.query(shapely.Point(*canvas.view.to_ground(x, y)), predicate="intersects").tolist()
        found = canvas.cell_at(x, y)
        assert found in held or (found is None and not held)


def test_the_colours_on_screen_are_those_of_the_cells(qtbot: QtBot, canvas: MapCanvas, layer, values) -> None:
    canvas.set_label_mode("none")
    canvas.set_values(values, "cases", 4)
    qtbot.waitUntil(canvas.is_exact)
    entries = canvas.legend.entries
    canvas.set_legend_visible(False)
    canvas.clearFocus()
    picture = canvas.grab().toImage()
    classes = [e.colour for e in entries[:4]]
    which = np.digitize(values, [11, 23, 35.5])
    limits = [float(v) for v in np.nanquantile(values, [0.25, 0.5, 0.75], method="inverted_cdf")]
    which = np.searchsorted(limits, values, side="left")
    right = 0
    for cell in range(48):
        at = middle(canvas, layer.rings, cell)
        if not np.isnan(values[cell]):
            right += picture.pixelColor(at).name() == classes[which[cell]]
    assert right == 46


def test_recolouring_keeps_the_picture(qtbot: QtBot, canvas: MapCanvas, layer, values) -> None:
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    at = middle(canvas, layer.rings, 20) + QPoint(0, 14)
    plain = colour_at(canvas, at)
    assert plain == Looks.of_palette(canvas.palette()).cell
    canvas.set_values(values, "cases")
    assert canvas.is_exact()
    assert colour_at(canvas, at) != plain
    canvas.set_values(None)
    assert colour_at(canvas, at) == plain
    assert canvas.legend.isHidden()


def test_far_pictures_are_recoloured_too(qtbot: QtBot, make_canvas) -> None:
    canvas, layer = make_canvas(45, 40)
    at = middle(canvas, layer.rings, 900)
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    canvas.set_values(np.arange(1800.0), "n", 3)
    assert colour_at(canvas, at) == canvas.looks.classes(3)[1]
    canvas.set_theme({"dark": True})
    qtbot.waitUntil(canvas.is_exact)
    assert colour_at(canvas, at) == Looks.dark().classes(3)[1]


def test_arrows_travel_enter_activates_escape_clears(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.select(19)
    visited = []
    canvas.cell_picked.connect(visited.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key)
    assert visited == [20, 28, 27, 19]
    with qtbot.waitSignal(canvas.cell_activated) as activated:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert activated.args == [19]
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.selected is None
    assert visited[-1] is None


def test_arrows_pan_without_a_selection_and_home_shows_all(qtbot: QtBot, canvas: MapCanvas) -> None:
    whole = canvas.view
    with qtbot.waitSignal(canvas.view_changed):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view is not None
    assert whole is not None
    assert canvas.view.x > whole.x
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.view.scale > whole.scale
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.view.scale == pytest.approx(whole.scale)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view == whole


def test_the_wheel_zooms_at_the_pointer(canvas: MapCanvas) -> None:
    assert canvas.view is not None
    at = QPointF(500, 200)
    before = canvas.view.to_ground(at.x(), at.y())
    wheel = QWheelEvent(
        at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, wheel)
    assert canvas.view.to_ground(at.x(), at.y()) == pytest.approx(before)


def test_dragging_pans_and_picks_nothing(qtbot: QtBot, canvas: MapCanvas) -> None:
    picked = []
    canvas.cell_picked.connect(picked.append)
    assert canvas.view is not None
    spot = canvas.view.to_ground(400, 300)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    qtbot.mouseMove(canvas, QPoint(430, 320))
    qtbot.mouseMove(canvas, QPoint(460, 340))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(460, 340))
    assert canvas.view.to_screen(*spot) == pytest.approx((460, 340))
    assert picked == []


def test_hover_tells_once_per_cell(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    told = []
    canvas.cell_hovered.connect(told.append)
    at = middle(canvas, layer.rings, 21)
    qtbot.mouseMove(canvas, at)
    qtbot.mouseMove(canvas, at + QPoint(2, 1))
    qtbot.mouseMove(canvas, QPoint(2, 2))
    assert told == [21, None]


def test_selecting_from_outside_is_silent_and_brings_the_cell_in_view(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.zoom_to_cell(0)
    with qtbot.assertNotEmitted(canvas.cell_picked):
        canvas.select(47)
    at = middle(canvas, layer.rings, 47)
    assert canvas.rect().contains(at)
    canvas.zoom_to_cell(0)
    canvas.select(46, ensure_visible=False)
    assert not canvas.rect().contains(middle(canvas, layer.rings, 46))


def test_the_selected_cell_is_spoken(canvas: MapCanvas, layer, values) -> None:
    canvas.set_values(values, "Cases")
    canvas.select(7)
    assert canvas.accessibleDescription() == f"{layer.names[7]}\n{layer.codes[7]}\nCases: 7"
    canvas.select(5)
    assert canvas.accessibleDescription().endswith("no data")


@pytest.mark.parametrize("mode", ["name", "code", "value"])
@pytest.mark.parametrize("zoom", [1.0, 2.5])
def test_labels_lie_in_their_cells_and_not_on_each_other(
    qtbot: QtBot, canvas: MapCanvas, layer, values, mode: str, zoom: float
) -> None:
    canvas.set_values(values, "cases")
    canvas.set_label_mode(mode)
    canvas.zoom_by(zoom)
    qtbot.waitUntil(canvas.is_exact)
    labels = canvas.labels()
    # A code of twelve figures finds room in few cells when all of them are in view.
    assert len(labels) >= (4 if zoom > 1 or mode != "code" else 0)
    shapes = shapes_of(layer.rings)
    view = canvas.view
    assert view is not None
    for cell, text, box in labels:
        assert text
        a, b = view.to_ground(box.left(), box.bottom()), view.to_ground(box.right(), box.top())
        assert shapes[cell].contains(shapely.box(*a, *b))
        assert QRectF(canvas.rect()).contains(box)
        assert not box.intersects(QRectF(canvas.legend.geometry()))
    for (_, _, one), (_, _, other) in combinations(labels, 2):
        assert not one.intersects(other)


def test_labels_make_room_for_a_legend_that_grew(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.set_label_mode("name")
    canvas.zoom_by(3)
    qtbot.waitUntil(canvas.is_exact)
    low = canvas.legend.geometry()
    canvas.set_values(np.arange(layer.rings.count), "A title that is a good deal broader than the outlines", 9)
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.legend.geometry().contains(low)
    for _, _, box in canvas.labels():
        assert not box.intersects(QRectF(canvas.legend.geometry()))


def test_labels_give_way_to_symbols_and_none_is_lost(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    before = {cell: box for cell, _, box in canvas.labels()}
    assert len(before) > 10
    ground = [canvas.view.to_ground(box.center().x(), box.center().y()) for box in before.values()]
    x, y = np.array(ground).T
    canvas.set_points([PointSet("things", x, y, np.arange(len(x)))])
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.stage.shown.marks.exact
    after = canvas.labels()
    assert {cell for cell, _, _ in after} >= set(before)
    places = [QPointF(*canvas.view.to_screen(*place)) for place in ground]
    clear = [box for _, _, box in after if not any(box.contains(place) for place in places)]
    # The others stand where they stood, for their cells have no room above or below.
    assert len(clear) > len(after) * 2 / 3
    assert all(before[cell].contains(box.center()) for cell, _, box in after if box not in clear)
    for n, (cell, _, box) in enumerate(after):
        corners = (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())
        assert all(canvas.cell_at(corner.x(), corner.y()) == cell for corner in corners)
        assert not any(box.intersects(other) for _, _, other in after[n + 1 :])


def test_where_symbols_leave_no_room_labels_stand_over_them(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    before = {cell for cell, _, _ in canvas.labels()}
    box = canvas.labels()[0][2]
    around = [(box.center().x(), box.center().y() + dy) for dy in range(-60, 61, 12)]
    x, y = np.array([canvas.view.to_ground(*place) for place in around]).T
    canvas.set_points([PointSet("things", x, y, np.arange(len(x)))])
    qtbot.waitUntil(canvas.is_exact)
    assert {cell for cell, _, _ in canvas.labels()} >= before


def test_no_labels_when_none_are_wanted(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.labels() == []
    with pytest.raises(ValueError, match="roman"):
        canvas.set_label_mode("roman")


def test_parents_are_outlined_in_their_colour(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.set_label_mode("none")
    whole = Rings(
        np.array([[100.0, 100], [500, 100], [500, 400], [100, 400]]), np.array([0, 4]), np.zeros(1, np.int32), 1
    )
    canvas.set_outlines([("community", parents(8, 6, 4, 3), 4.0, "#ff0000"), ("street", whole, 4.0, "#0000ff")])
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.view is not None
    x, y = canvas.view.to_screen(100, 250)
    assert colour_at(canvas, QPoint(round(x), round(y))) == "#0000ff"
    picture = canvas.grab().toImage()
    reds = sum(picture.pixelColor(x, y).name() == "#ff0000" for x in range(0, 800, 2) for y in range(0, 600, 2))
    assert reds > 100
    assert [e.text for e in canvas.legend.entries] == ["street", "community"]


def test_a_border_is_seen_between_dark_cells_too(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.set_label_mode("none")
    canvas.set_legend_visible(False)
    canvas.set_values([1.0] * 24 + [2.0] * 24, "n", 2)
    dark = QColor(canvas.looks.classes(2)[1]).lightness()
    canvas.set_outlines([("community", np.repeat(np.arange(4), 12), 4.0, "")])
    qtbot.waitUntil(canvas.is_exact)
    picture = canvas.grab().toImage()
    shapes = shapes_of(layer.rings)
    line = shapes[24:36].tolist()
    shared = shapely.union_all(line).intersection(shapely.union_all(shapes[36:48].tolist()))
    middle = shared.interpolate(0.5, normalized=True)
    assert canvas.view is not None
    x, y = (round(v) for v in canvas.view.to_screen(middle.x, middle.y))
    near = [picture.pixelColor(x, y + d).lightness() for d in range(-8, 9)]
    assert min(near) < dark < max(near) - 40


def test_cells_without_names_bear_their_codes(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    canvas.set_layer(attrs.evolve(layer, names=["" for _ in layer.names]))
    canvas.set_label_mode("name")
    canvas.zoom_by(2)
    qtbot.waitUntil(canvas.is_exact)
    labels = canvas.labels()
    assert labels
    assert all(text == layer.codes[cell] for cell, text, _ in labels)


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_parents_are_named_while_cells_have_no_room(qtbot: QtBot, make_canvas, zoom: float) -> None:
    canvas, layer = make_canvas(40, 30)
    of = parents(40, 30, 10, 10)
    names = [f"人民{n}街道" for n in range(of.max() + 1)]
    canvas.set_outlines([("streets", of, 2.0, "", names)])
    canvas.zoom_by(zoom)
    qtbot.waitUntil(canvas.is_exact)
    labels = canvas.labels()
    assert len(labels) >= 4
    shapes = shapes_of(layer.rings)
    for _, text, box in labels:
        street = shapely.union_all(shapes[of == names.index(text)]).buffer(1e-6)
        a, b = canvas.view.to_ground(box.left(), box.bottom()), canvas.view.to_ground(box.right(), box.top())
        assert shapely.box(*a, *b).difference(street).area < 0.02 * shapely.box(*a, *b).area


def test_points_are_exact_close_up_and_can_be_clicked(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.set_points(
        [PointSet("cases", np.array([310.0]), np.array([250.0]), np.array([2**40 + 1]), "diamond", "#aa00aa")]
    )
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.view is not None
    x, y = canvas.view.to_screen(310, 250)
    at = QPoint(round(x), round(y))
    assert colour_at(canvas, at) == "#aa00aa"
    with qtbot.waitSignal(canvas.point_picked) as picked:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert picked.args == [("cases", 2**40 + 1)]


def test_many_points_are_drawn_as_clusters(qtbot: QtBot, canvas: MapCanvas) -> None:
    random = np.random.default_rng(1)
    n = 50_000
    canvas.set_points(
        [PointSet("c", random.uniform(0, 800, n), random.uniform(0, 600, n), np.arange(n), "circle", "#aa00aa")]
    )
    qtbot.waitUntil(canvas.is_exact)
    picture = canvas.grab().toImage()
    assert sum(picture.pixelColor(x, y).name() == "#aa00aa" for x in range(0, 800, 4) for y in range(0, 600, 4)) > 50


def test_an_empty_map_says_what_to_do(qtbot: QtBot) -> None:
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.set_empty_text("Import a layer of cells first.")
    canvas.show()
    picture = canvas.grab().toImage()
    ground = canvas.looks.ground
    inked = [x for x in range(400) for y in range(130, 170) if picture.pixelColor(x, y).name() != ground]
    assert inked
    assert canvas.accessibleDescription() == "Import a layer of cells first."
    assert canvas.cell_at(10, 10) is None
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton)
    canvas.zoom_all()
    canvas.set_values([1.0], "left over")
    canvas.set_layer(None)


def test_a_layer_goes_and_another_comes(qtbot: QtBot, canvas: MapCanvas, values, make_layer) -> None:
    canvas.set_values(values, "cases")
    canvas.select(3)
    canvas.set_layer(None)
    assert canvas.selected is None
    assert canvas.view is None
    assert canvas.legend.isHidden()
    canvas.set_layer(make_layer(3, 3))
    qtbot.waitUntil(canvas.is_exact)
    canvas.set_layer(make_layer(0, 0))
    assert canvas.view is None


def test_a_layer_without_shapes_and_cells_without_shape(qtbot: QtBot, canvas: MapCanvas, layer) -> None:
    rings = layer.rings
    some = Rings(rings.xy[: rings.ring_start[10]], rings.ring_start[:11], rings.ring_cell[:10], 12)
    canvas.set_layer(type(layer)(layer.codes[:12], layer.names[:12], some))
    qtbot.waitUntil(canvas.is_exact)
    canvas.select(11)
    canvas.zoom_to_cell(11)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    canvas.grab()


def test_resizing_keeps_the_whole_layer_until_the_user_moves(qtbot: QtBot, canvas: MapCanvas) -> None:
    canvas.resize(500, 400)
    assert canvas.view is not None
    whole = canvas.view
    assert whole.box[2] - whole.box[0] > 800 * 0.9
    canvas.zoom_by(2)
    scale = canvas.view.scale
    canvas.resize(640, 480)
    assert canvas.view.scale == scale
    qtbot.waitUntil(canvas.is_exact)


def test_a_big_layer_is_seen_before_its_shared_edges_are_known(qtbot: QtBot, make_layer, monkeypatch) -> None:
    monkeypatch.setattr("gridgov.ui.map.shapes.QUICK_FROM", 100)
    monkeypatch.setattr("gridgov.ui.map.stage._AT_ONCE", 0)
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 500)
    canvas.set_layer(make_layer(40, 40))
    canvas.select(800)
    with qtbot.waitExposed(canvas):
        canvas.show()
    qtbot.waitUntil(canvas.is_exact)
    canvas.set_outlines([("parents", parents(40, 40, 8, 8), 2.0, "")])
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.cell_at(350, 250) is not None
    canvas.close()


def test_a_picture_for_paper(canvas: MapCanvas, values) -> None:
    canvas.set_values(values, "cases")
    picture = canvas.grab_picture(1600, 1000, 192)
    assert (picture.width(), picture.height()) == (1600, 1000)
    assert picture.dotsPerMeterX() == round(192 / 0.0254)
    seen = {picture.pixelColor(x, y).name() for x in range(0, 1600, 10) for y in range(0, 1000, 10)}
    assert {e.colour for e in canvas.legend.entries if e.kind == "fill"} <= seen


def test_closing_ends_the_thread(qtbot: QtBot, make_layer) -> None:
    import threading

    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.set_layer(make_layer(30, 30, parts=12))
    canvas.show()
    canvas.close()
    assert not [t for t in threading.enumerate() if t.name == "map-render" and t.is_alive()]


SCALED = """
import numpy as np
from types import SimpleNamespace
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from benchmarks.tessellation import lattice
from gridgov.ui.map.canvas import MapCanvas
app = QApplication([])
rings = lattice({columns}, {columns}, seed=2, parts=4)
n = rings.count
canvas = MapCanvas()
canvas.resize(600, 500)
canvas.set_layer(SimpleNamespace(codes=[""] * n, names=[""] * n, rings=rings))
canvas.set_values(np.arange(n, dtype=float), "n", 3)
canvas.set_legend_visible(False)
canvas.show()
for _ in range(500):
    if canvas.is_exact():
        break
    QTest.qWait(20)
assert canvas.is_exact()
ratio = canvas.devicePixelRatioF()
picture = canvas.grab().toImage()
assert abs(picture.width() - 600 * ratio) <= 1, (picture.width(), ratio)
colours = canvas.looks.classes(3)
random = np.random.default_rng(1)
right = wrong = asked = 0
for x, y in random.uniform((20, 60), (560, 440), (400, 2)):
    cell = canvas.cell_at(x, y)
    if cell is not None:
        asked += 1
        third = min(cell * 3 // n, 2)
        seen = picture.pixelColor(int(x * ratio), int(y * ratio)).name()
        right += seen == colours[third]
        wrong += seen in colours and seen != colours[third]
# What is neither is an outline.
assert asked > 200 and right / asked > {least} and wrong <= asked / 100, (right, wrong, asked)
print(ratio)
canvas.close()
"""


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
@pytest.mark.parametrize(("columns", "least"), [(9, 0.9), (38, 0.65)])
def test_every_screen_scale_shows_the_right_cells(factor: str, columns: int, least: float) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCALED.format(columns=columns, least=least)],
        env={**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == float(factor)
