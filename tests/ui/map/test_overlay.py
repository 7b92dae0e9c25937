"""Title, legend, scale bar and north arrow: there at every size, and clear of one another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from benchmarks.tessellation import parents
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.overlay import EDGE
from gridgov.ui.map.points import PointSet


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(1240, 700), (820, 420), (640, 300), (400, 330), (300, 260)])
def test_the_sheets_over_the_map_keep_clear_of_one_another(
    qtbot: QtBot, canvas: MapCanvas, values, percent: int, size: tuple[int, int]
) -> None:
    font = QFont(canvas.font())
    font.setPointSizeF(9.5 * percent / 100)
    canvas.setFont(font)
    canvas.set_title("Unit cells · Cases per 1,000 people")
    canvas.set_values(values, "Cases per 1,000 people")
    canvas.set_points([PointSet("Cases", np.array([10.0]), np.array([20.0]), np.array([1]))])
    canvas.set_outlines([("Communities", parents(8, 6, 4, 3), 2.0, "")])
    canvas.resize(*size)
    boxes = [QRectF(x, y, right - x, low - y) for x, y, right, low in canvas.stage.taken]
    assert len(boxes) >= 3, "scale bar, north arrow and title at least"
    for one, other in combinations(boxes, 2):
        both = one.intersected(other)
        assert both.width() <= EDGE or both.height() <= EDGE, (boxes, size, percent)
    whole = QRectF(canvas.rect()).adjusted(-1, -1, 1, 1)
    assert all(whole.contains(box) for box in boxes)
    if not canvas.legend.isHidden():
        assert canvas.legend.y() >= 0
        assert canvas.rect().contains(canvas.legend.geometry())
    canvas.grab()


def test_a_legend_that_is_cut_says_how_much_is_left_out(qtbot: QtBot, canvas: MapCanvas, values) -> None:
    canvas.set_values(values, "cases", 9)
    whole = len(canvas.legend.entries)
    canvas.resize(700, 160)
    shown = canvas.legend.entries
    assert len(shown) < whole
    assert shown[-1].text == f"{whole - len(shown) + 1} more"
    canvas.resize(700, 600)
    assert len(canvas.legend.entries) == whole
