"""Measuring on the map with the hand: places come, go and end; the figures are those of the ellipsoid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gridgov.services.map_layers import Frame
from gridgov.services.measuring import Ruler, measure
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.measuring import area_text, length_text

CONTROL = Qt.KeyboardModifier.ControlModifier


def click(qtbot: QtBot, canvas: MapCanvas, x: int, y: int) -> None:
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, y))


@pytest.fixture
def ruled(canvas: MapCanvas) -> MapCanvas:
    canvas.rule = Ruler(Frame(117.0, 39.0))
    return canvas


def test_a_distance_grows_shrinks_and_is_copied(qtbot: QtBot, ruled: MapCanvas) -> None:
    told: list[str] = []
    ruled.measured.connect(told.append)
    qtbot.keyClick(ruled, "D")
    assert ruled.view is not None
    places = [(200, 200), (400, 200), (400, 350)]
    for place in places:
        click(qtbot, ruled, *place)
    frame = Frame(117.0, 39.0)
    ground = [ruled.view.to_ground(*place) for place in places]
    lon, lat = frame.from_frame([x for x, _ in ground], [y for _, y in ground])
    expected = measure(lon, lat)
    tool = ruled.hand.tool
    assert tool is not None
    assert told[-1].splitlines()[0] == length_text(expected.length_m)
    assert length_text(expected.legs_m[1]) in told[-1].splitlines()[1] or len(tool.drawn()) == 4
    qtbot.keyClick(ruled, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().splitlines()[0] == length_text(expected.length_m)
    qtbot.keyClick(ruled, Qt.Key.Key_Backspace)
    assert len(tool.places) == 2
    qtbot.keyClick(ruled, Qt.Key.Key_Return)
    assert told[-1] == length_text(expected.legs_m[0])
    ruled.grab()
    qtbot.keyClick(ruled, Qt.Key.Key_Escape)
    assert told[-1] == ""
    assert ruled.hand.tool is tool
    qtbot.keyClick(ruled, Qt.Key.Key_Escape)
    assert ruled.hand.tool is None


def test_an_area_is_that_of_the_ellipsoid_and_ends_with_a_double_click(qtbot: QtBot, ruled: MapCanvas) -> None:
    told: list[str] = []
    ruled.measured.connect(told.append)
    ruled.hand.take("area")
    places = [(200, 200), (400, 200), (400, 400), (200, 400)]
    for place in places:
        click(qtbot, ruled, *place)
    qtbot.mouseDClick(ruled, Qt.MouseButton.LeftButton, pos=QPoint(200, 400))
    assert ruled.view is not None
    side = 200 / ruled.view.scale
    found = float(told[-1].splitlines()[0].partition("(")[2].replace(",", "").split()[0])
    assert found == pytest.approx(side * side, rel=0.01)
    ruled.grab()
    click(qtbot, ruled, 300, 300)
    assert ruled.hand.tool is not None
    assert len(ruled.hand.tool.places) == 1, "the next click begins anew"  # type: ignore[attr-defined]


def test_by_keyboard_the_middle_of_the_map_is_a_place(qtbot: QtBot, ruled: MapCanvas) -> None:
    told: list[str] = []
    ruled.measured.connect(told.append)
    qtbot.keyClick(ruled, "D")
    qtbot.keyClick(ruled, Qt.Key.Key_Space)
    qtbot.keyClick(ruled, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(ruled, Qt.Key.Key_Space)
    assert told[-1].endswith(" m")


def test_figures_are_written_as_exactly_as_they_are_known() -> None:
    assert [length_text(m) for m in (1.234, 99.999, 1234.56, 12345.6)] == [
        "1.23 m",
        "100.00 m",
        "1,234.6 m",
        "12.346 km",
    ]
    assert area_text(99.95) == "100.0 m²"
    assert area_text(12_345.6) == "1.23 ha (12,346 m²)"
    assert area_text(2_500_000) == "2.500 km² (2,500,000 m²)"
