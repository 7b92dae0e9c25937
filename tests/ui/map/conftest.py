"""A small layer of irregular cells, and a canvas that shows it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from benchmarks.tessellation import lattice
from gridgov.spatial.rings import Rings
from gridgov.ui.map.canvas import MapCanvas


@attrs.frozen(eq=False)
class Layer:
    codes: list[str]
    names: list[str]
    rings: Rings


def make_layer(columns: int = 8, rows: int = 6, seed: int = 2, parts: int = 5) -> Layer:
    rings = lattice(columns, rows, seed=seed, parts=parts)
    return Layer([f"99010100{n:04d}" for n in range(rings.count)], [f"东河{n}格" for n in range(rings.count)], rings)


@pytest.fixture
def layer() -> Layer:
    return make_layer()


@pytest.fixture
def canvas(qtbot: QtBot, layer: Layer) -> Iterator[MapCanvas]:
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.set_layer(layer)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    qtbot.waitUntil(made.is_exact)
    yield made
    made.close()


@pytest.fixture
def values() -> np.ndarray:
    found = np.arange(48, dtype=float)
    found[[5, 17]] = np.nan
    return found


@pytest.fixture(name="make_layer")
def _make_layer() -> object:
    return make_layer


@pytest.fixture
def make_canvas(qtbot: QtBot) -> Iterator[object]:
    made: list[MapCanvas] = []

    def make(columns: int, rows: int) -> tuple[MapCanvas, Layer]:
        layer = make_layer(columns, rows)
        canvas = MapCanvas()
        qtbot.addWidget(canvas)
        canvas.resize(800, 600)
        canvas.set_layer(layer)
        with qtbot.waitExposed(canvas):
            canvas.show()
        qtbot.waitUntil(canvas.is_exact)
        made.append(canvas)
        return canvas, layer

    yield make
    for canvas in made:
        canvas.close()
