"""Patterns beside colours: the same in both ways of drawing, in the legend, and never over a hidden value."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.choropleth import FEW, Choropleth, limits_of
from gridgov.ui.map.hatch import CLASS_PATTERNS, PATTERNS, PERIOD
from gridgov.ui.map.looks import Looks, contrast, pixel

BOTH = pytest.mark.parametrize("looks", [Looks(), Looks.dark()], ids=["light", "dark"])


def lain(shown: Choropleth, looks: Looks, ids: np.ndarray, shift: tuple[int, int], step: int) -> np.ndarray:
    paint = shown.paint(looks)
    pixels = paint.colours[ids]
    assert paint.hatching is not None
    paint.hatching.lay(pixels, ids, paint.colours, shift, step)
    return pixels


@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize("shift", [(0, 0), (3, 5)])
@BOTH
def test_numbers_and_brushes_draw_the_same_pattern(looks: Looks, shift: tuple[int, int], step: int) -> None:
    shown = Choropleth(6, [1.0, 2.0, 3.0, 4.0, 1.0, np.nan], classes=4, few=[0, 0, 0, 0, 1, 0], hatch=True)
    ids = np.repeat(np.arange(1, 7, dtype=np.int32), 32)[None].repeat(40, axis=0)
    pixels = lain(shown, looks, np.ascontiguousarray(ids), shift, step)
    image = QImage(192, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for cell, brush in zip(range(6), np.where(shown.which < 0, shown.which + 6, shown.which), strict=True):
        painter.fillRect(cell * 32, 0, 32, 40, shown.brushes(looks, shift, step)[brush])
    painter.end()
    drawn = np.frombuffer(image.constBits(), np.uint32).reshape(40, 192)
    assert (drawn == pixels).all()


def test_the_patterns_of_neighbouring_classes_differ_much() -> None:
    assert len(set(CLASS_PATTERNS)) == len(CLASS_PATTERNS) == 9
    for a, b in pairwise(CLASS_PATTERNS):
        assert (PATTERNS[a] != PATTERNS[b]).sum() >= PERIOD
    for name, pattern in PATTERNS.items():
        # Enough to be seen, and the colour still prevails.
        assert name == "none" or 0.1 <= pattern.mean() <= 0.5


@BOTH
@pytest.mark.parametrize("count", [2, 5, 9])
def test_patterns_are_seen_on_their_classes(looks: Looks, count: int) -> None:
    shown = Choropleth(50, np.arange(50.0), classes=count, hatch=True)
    for colour, ink in list(zip(shown.colours(looks), shown.inks(looks), strict=True))[:-2]:
        assert contrast(colour, ink) >= 1.6


def test_a_hidden_value_is_nowhere() -> None:
    values = [10.0, 2.0, 30.0, np.nan, 1.0]
    shown = Choropleth(5, values, "people", 2, few=[0, 1, 0, 0, 1])
    assert shown.which.tolist() == [0, FEW, 1, -1, FEW]
    assert np.isnan(shown.values[[1, 4]]).all()
    assert shown.text(1) == "few"
    assert shown.spoken(1) == "few, not shown"
    assert shown.spoken(3) == "no data"
    entries = shown.entries(Looks())
    assert [(e.kind, e.text, e.count) for e in entries[-2:]] == [
        ("hatch", "few, not shown", 2),
        ("hatch", "no data", 1),
    ]
    assert entries[-1].pattern != entries[-2].pattern
    assert sum(e.count or 0 for e in entries) == 5
    assert [e.text for e in entries[:2]] == ["10", "11 – 30"]


def test_recolouring_leaves_the_geometry_alone(
    qtbot: QtBot, canvas: MapCanvas, values: np.ndarray, monkeypatch
) -> None:
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    before = canvas.stage.shown
    assert before is not None

    def never(*_: object, **__: object) -> None:
        raise AssertionError("geometry was drawn anew")

    for name in ("gridgov.ui.map.render.cell_picture", "gridgov.ui.map.picture.segments",
                 "gridgov.ui.map.render.segments", "gridgov.ui.map.worker.render"):  # fmt: skip
        monkeypatch.setattr(name, never)
    canvas.set_values(values, "cases", 4, few=values == 3, hatch=True)
    after = canvas.stage.shown
    assert after is not None
    assert after.over is before.over
    assert after.image != before.image
    assert [e.pattern for e in canvas.legend.entries[:4]] == list(CLASS_PATTERNS[:4])
    assert [e.count for e in canvas.legend.entries][-2:] == [1, 2]


def test_far_out_recolouring_keeps_the_numbers(qtbot: QtBot, make_canvas, monkeypatch) -> None:
    canvas, _ = make_canvas(40, 40)
    canvas.set_label_mode("none")
    qtbot.waitUntil(canvas.is_exact)
    shown = canvas.stage.shown
    assert shown is not None
    assert shown.rendered is not None
    monkeypatch.setattr("gridgov.ui.map.render.cell_picture", None)
    canvas.set_values(np.arange(1600.0), "cases", 5, hatch=True)
    assert canvas.stage.shown is not None
    assert canvas.stage.shown.rendered is shown.rendered
    assert pixel(Looks().classes(5)[0]) in canvas.stage.shown.pixels


@pytest.mark.parametrize(
    ("text", "found"),
    [("5, 20；50", [5, 20, 50]), ("20 5", [5, 20]), ("１．５，２", [1.5, 2]), ("", []), ("5, x", None), ("inf", None)],
)
def test_limits_as_they_are_typed(text: str, found: list[float] | None) -> None:
    assert limits_of(text) == found
