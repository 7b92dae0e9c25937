"""What is made ahead of a large layer, and the sketch that is shown before its shapes are read."""

from __future__ import annotations

from types import SimpleNamespace

import attrs
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gridgov.spatial.edges import Edges
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.shapes import Shapes


@attrs.frozen(eq=False)
class Sketch:
    count: int
    bounds: tuple[float, float, float, float]
    levels: tuple[Edges, ...]


@attrs.frozen(eq=False)
class Prepared:
    levels: tuple[Edges, ...]
    shared: tuple[np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridgov.ui.map.shapes.LEVELS_FROM", 10)


def built(layer) -> Shapes:
    made = Shapes(layer.rings)
    made.build(lambda: False)
    assert len(made.levels) == 2
    return made


@pytest.mark.usefixtures("_small_is_large")
def test_a_sketch_is_shown_until_the_cells_are_there_and_the_view_stays(qtbot: QtBot, make_layer) -> None:
    layer = make_layer(20, 15)
    shapes = built(layer)
    assert shapes.bounds is not None
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.set_sketch(Sketch(shapes.count, shapes.bounds, shapes.levels[-1:]))
    qtbot.waitUntil(lambda: canvas.stage.shown is not None)
    assert not canvas.is_exact()
    view = canvas.view
    assert view is not None
    sketched = canvas.grab().toImage()
    seen = [sketched.pixelColor(300 + n, 300).name() for n in range(200)]
    assert max(set(seen), key=seen.count) == canvas.looks.cell
    # Nothing is known of a cell yet, so nothing can be picked, and nothing may fail.
    assert canvas.cell_at(400, 300) is None
    canvas.zoom_to_cell(3)
    assert canvas.view == view
    canvas.set_layer(layer)
    assert canvas.view == view
    assert canvas.stage.shown is not None
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.cell_at(400, 300) is not None
    canvas.close()


@pytest.mark.usefixtures("_small_is_large")
def test_what_was_prepared_is_used_and_not_told_again(qtbot: QtBot, make_layer) -> None:
    layer = make_layer(20, 15)
    shapes = built(layer)
    coverage = shapes.coverage()
    assert coverage.source is not None
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    told: list[object] = []
    canvas.stage.built.connect(told.append)
    prepared = Prepared(shapes.levels, (coverage.source, coverage.left, coverage.right))
    canvas.set_layer(SimpleNamespace(codes=layer.codes, names=layer.names, rings=layer.rings, prepared=prepared))
    canvas.show()
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.stage.shapes is not None
    assert canvas.stage.shapes.levels is shapes.levels
    assert canvas.stage.shapes.ready is not None
    assert (canvas.stage.shapes.ready.x0 == coverage.x0).all()
    qtbot.wait(50)
    assert told == []
    canvas.close()


@pytest.mark.usefixtures("_small_is_large")
def test_what_is_made_ahead_is_told_once(qtbot: QtBot, make_layer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridgov.ui.map.shapes.QUICK_FROM", 10)
    monkeypatch.setattr("gridgov.ui.map.stage._AT_ONCE", 0)
    layer = make_layer(20, 15)
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    told: list[object] = []
    canvas.stage.built.connect(told.append)
    canvas.set_layer(layer)
    canvas.show()
    qtbot.waitUntil(lambda: told == [layer])
    qtbot.waitUntil(canvas.is_exact)
    assert canvas.stage.shapes is not None
    assert len(canvas.stage.shapes.levels) == 2
    canvas.close()
