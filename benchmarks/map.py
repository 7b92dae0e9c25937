"""The map: recolour, pan frame, full redraw, pick, labels, points, each in a window of 1600 × 1000 without a screen."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from benchmarks.tessellation import lattice, parents
from gridgov.spatial.coverage import Coverage
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.points import PointSet

_WIDTH, _HEIGHT = 1600, 1000


def _milliseconds(act: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def _exact(app: QApplication, canvas: MapCanvas) -> None:
    until = time.monotonic() + 60
    while not canvas.is_exact() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.0005)


def measures(quick: bool = False) -> Iterator[dict[str, object]]:
    """A small district and a city of 100,000 cells; the peer is one copy of a whole window's picture."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    picture = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    target = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(1)

    def blit() -> None:
        painter = QPainter(target)
        painter.drawImage(0, 0, picture)
        painter.end()

    one_blit = _milliseconds(blit, 50)

    def line(name: str, ours: float, unit: str, target: float | None, *, of_blit: bool = False) -> dict[str, object]:
        ratio = ours / one_blit if of_blit else None
        return {
            "name": name,
            "ours": ours,
            "unit": unit,
            "peer": "one blit of the window" if of_blit else None,
            "peer_value": one_blit if of_blit else None,
            "ratio": ratio,
            "target": target,
            "met": None if target is None else (ratio if of_blit and ratio is not None else ours) <= target,
        }

    for columns, rows in ((54, 43),) if quick else ((54, 43), (330, 305)):
        yield from _one(app, lattice(columns, rows), parents(columns, rows, 12, 10), line, quick=quick)


def _one(
    app: QApplication,
    rings: object,
    streets: np.ndarray,
    line: Callable[..., dict[str, object]],
    *,
    quick: bool,
) -> Iterator[dict[str, object]]:
    count = int(rings.count)  # type: ignore[attr-defined]
    size = f"{count:,} cells"
    layer = SimpleNamespace(
        codes=[f"9901{n:08d}" for n in range(count)], names=[f"网格{n}" for n in range(count)], rings=rings
    )
    yield line(f"map, {size}: shared edges found", _milliseconds(lambda: Coverage.of(rings), 1), "ms", None)  # type: ignore[arg-type]

    canvas = MapCanvas()
    canvas.resize(_WIDTH, _HEIGHT)
    canvas.show()
    begun = time.perf_counter()
    canvas.set_layer(layer)
    while canvas._stage.shown is None:
        app.processEvents()
        time.sleep(0.0005)
    canvas.grab()
    yield line(f"map, {size}: from arrays to the first picture", (time.perf_counter() - begun) * 1000, "ms", None)
    _exact(app, canvas)
    canvas.set_outlines([("streets", streets, 2.0, "")])
    _exact(app, canvas)
    random = np.random.default_rng(1)
    sets = [random.gamma(2.0, 10.0, count).round() for _ in range(6)]
    turn = iter(range(10_000))

    canvas._stage.stop()
    whole = canvas.view
    assert whole is not None

    def redraw() -> None:
        canvas._stage.shown = canvas._stage.now(canvas.view.grown(0.125), 1.0)  # type: ignore[union-attr]

    times = 3 if quick else 7
    for name, zoom in (("full extent", 1.0), ("middle zoom", 6.0), ("street zoom", 50.0)):
        canvas._view = whole.zoomed(zoom)
        redraw()
        yield line(f"map, {size}, {name}: full redraw", _milliseconds(redraw, times), "ms", None, of_blit=True)
        yield line(
            f"map, {size}, {name}: recolour, classes and legend included",
            _milliseconds(lambda: canvas.set_values(sets[next(turn) % 6], "cases"), times),
            "ms",
            16.0,
        )
        moved = canvas.view
        frame = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)

        def pan(start: object = moved, frame: QImage = frame) -> None:
            canvas._view = start.panned(next(turn) % 60, 3)  # type: ignore[attr-defined]
            canvas.render(frame)

        yield line(f"map, {size}, {name}: pan frame", _milliseconds(pan, 30), "ms", 16.0)
        canvas._view = moved
        spots = random.uniform((0, 0), (_WIDTH, _HEIGHT), (200, 2))
        picked = _milliseconds(lambda spots=spots: [canvas.cell_at(x, y) for x, y in spots], times) / len(spots)
        yield line(f"map, {size}, {name}: what is under the pointer", picked, "ms", 1.0)
    canvas._view = whole.zoomed(6.0 if count > 10_000 else 2.0)
    canvas.set_label_mode("code")
    yield line(f"map, {size}, middle zoom: full redraw with labels", _milliseconds(redraw, times), "ms", None)
    canvas.set_label_mode("none")
    n = 50_000 if quick else 1_000_000
    left, low, right, high = whole.box
    canvas.set_points([PointSet("p", random.uniform(left, right, n), random.uniform(low, high, n), np.arange(n))])
    canvas._view = whole
    yield line(f"map, {size}, full extent: full redraw with {n:,} points", _milliseconds(redraw, times), "ms", None)
    canvas.close()
    canvas.deleteLater()
