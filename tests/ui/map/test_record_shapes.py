"""Guardrails and squares on the map: lines close up, symbols and counts far out."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.points import PointSet
from gridgov.ui.map.record_shapes import SHAPES_FROM, RecordShapes
from gridgov.ui.map.view import View


@pytest.fixture
def rail() -> RecordShapes:
    """A line of 100 m, a triangle of 10 m, both drawn from their first vertex."""
    x = np.array([0.0, 50, 100, 200, 210, 200, 200])
    y = np.array([0.0, 5, 0, 0, 0, 10, 0])
    return RecordShapes.of(x, y, np.array([0, 3, 7]))


def test_each_shape_is_drawn_from_the_size_at_which_it_is_one(rail: RecordShapes) -> None:
    assert rail.boxes.tolist() == [[0, 0, 100, 5], [200, 0, 210, 10]]
    far = View(100, 0, SHAPES_FROM / 101, 800, 600)
    assert len(rail.lines(far, 1.0)) == 0
    nearer = View(100, 0, SHAPES_FROM / 99, 800, 600)
    assert len(rail.lines(nearer, 1.0)) == 2
    near = View(100, 0, SHAPES_FROM / 9, 800, 600)
    assert len(rail.lines(near, 1.0)) == 5
    elsewhere = View(5000, 0, SHAPES_FROM / 9, 800, 600)
    assert len(rail.lines(elsewhere, 1.0)) == 0


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_lines_lie_where_the_view_says(rail: RecordShapes, ratio: float) -> None:
    view = View(50, 0, 2.0, 400, 300)
    lines = rail.lines(view, ratio)
    expected = np.array([*view.to_screen(0, 0), *view.to_screen(50, 5)]) * ratio
    assert lines[0] == pytest.approx(expected)
    assert len(RecordShapes.of(np.empty(0), np.empty(0), np.zeros(1, np.int64)).lines(view, ratio)) == 0


def test_a_line_is_seen_close_up_and_its_symbol_can_be_picked(qtbot: QtBot, canvas: MapCanvas) -> None:
    assert canvas.view is not None
    canvas.set_label_mode("none")
    x0, y0 = canvas.view.to_ground(300, 300)
    x1, y1 = canvas.view.to_ground(500, 300)
    shapes = RecordShapes.of(np.array([x0, x1]), np.array([y0, y1]), np.array([0, 2]))
    place = np.array([(x0 + x1) / 2]), np.array([(y0 + y1) / 2])
    canvas.set_points([PointSet("rails", *place, np.array([7]), "square", "#aa00aa", shapes)])
    qtbot.waitUntil(canvas.is_exact)
    seen = canvas.grab().toImage()
    assert QColor(seen.pixelColor(350, 300)).name() == "#aa00aa"
    assert QColor(seen.pixelColor(350, 330)).name() != "#aa00aa"
    canvas.zoom_by(0.02)
    qtbot.waitUntil(canvas.is_exact)
    shown = canvas.stage.shown
    assert shown is not None
    assert shown.marks.exact or shown.marks.clusters
    seen = canvas.grab().toImage()
    purple = sum(seen.pixelColor(x, y).name() == "#aa00aa" for x in range(370, 430) for y in range(270, 330))
    assert 0 < purple < 200
