"""The map against QGIS's own engine (its parallel renderer job, through PyQGIS): same file, size, extent; by turns.

A picture of ours is everything from the order to the finished image. QGIS reads the features of each picture from the
file, as it does on its own screen, and simplifies them to the pixel; we hold them in memory. Without QGIS our figures
stand alone.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import attrs
import numpy as np
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from benchmarks import map_data
from benchmarks.map_peer import Peer, environment, python, whole_process
from gridgov.domain.access import Actor
from gridgov.services import cells, map_cache
from gridgov.services.desk import Desk
from gridgov.spatial.labels import apart
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.ink import lettering
from gridgov.ui.map.labelling import NO_LABELS, Labels
from gridgov.ui.map.points import NO_MARKS, Marks, PointSet, marks
from gridgov.ui.map.render import render
from gridgov.ui.map.view import View

SIZE = (1600, 1000)
ACTOR = Actor("benchmark", "benchmark", frozenset({"administrator"}))
FIRST = Path(__file__).with_name("map_first.py")

Line = dict[str, object]


def _spent(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _turns(ours: Callable[[], object], theirs: Callable[[], float] | None, rounds: int) -> tuple[float, float | None]:
    """The medians of ours and theirs in milliseconds, one after the other round by round, a first one not counted."""
    ours()
    if theirs is not None:
        theirs()
    mine, its = [], []
    for _ in range(rounds):
        mine.append(_spent(ours))
        if theirs is not None:
            its.append(theirs())
    return statistics.median(mine), statistics.median(its) if its else None


def _versus(
    name: str, ours: float, theirs: float | None, target: float | None, peer: str | None, unit: str = "ms"
) -> Line:
    """A measure whose ratio says how many times faster ours is."""
    ratio = None if theirs is None else theirs / ours
    met = None if ratio is None or target is None else ratio >= target
    return {
        "name": name, "ours": ours, "unit": unit, "peer": peer if theirs is not None else None, "peer_value": theirs,
        "ratio": ratio, "target": target, "met": met,
    }  # fmt: skip


def _within(name: str, ours: float, target: float) -> Line:
    return {
        "name": name, "ours": ours, "unit": "ms", "peer": None, "peer_value": None, "ratio": None, "target": target,
        "met": ours <= target,
    }  # fmt: skip


class _City:
    """The canvas with the city on it, and QGIS with the same file."""

    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        made = QApplication.instance() or QApplication([])
        assert isinstance(made, QApplication)
        self.app = made
        self.path = map_data.city(quick)
        self.desk = Desk.open(self.path)
        self.layer = cells.shapes(self.desk, ACTOR, "unit_cell")
        self.count = len(self.layer.codes)
        self.area = np.array([row[3] for row in cells.cell_rows(self.desk, ACTOR, "unit_cell")], dtype=np.float64)
        self.canvas = MapCanvas()
        self.canvas.resize(*SIZE)
        self.canvas.show()
        self.canvas.set_layer(self.layer)
        self.canvas.set_label_mode("none")
        self.canvas.set_values(self.area, "area")
        self.stage = self.canvas._stage
        shapes = self.stage.shapes
        assert shapes is not None
        shapes.build(lambda: False)
        coverage = shapes.coverage()
        map_cache.keep(self.desk, ACTOR, self.layer, coverage, shapes.levels)
        self.settle()
        self.stage._worker.stop()
        assert self.canvas.view is not None
        west, south, east, north = shapes.bounds or (0.0, 0.0, 1.0, 1.0)
        self.scale = {"full extent": min(SIZE[0] / (east - west), SIZE[1] / (north - south)) * 0.97}
        self.scale["middle zoom"] = 0.167 if not quick else 0.4
        self.scale["street zoom"] = 1.56
        self.middle = (west + east) / 2, (south + north) / 2
        self.peer = Peer() if python() else None
        if self.peer is not None:
            self._hand_over(self.peer)

    @property
    def peer_name(self) -> str | None:
        return self.peer.name if self.peer else None

    def _hand_over(self, peer: Peer) -> None:
        classes = self.stage.choropleth.classes
        assert classes is not None
        colours = self.stage.choropleth.colours(self.stage.looks)[:-1]
        limits = [0.0, *classes.limits[1:-1].tolist(), 1e12]
        peer.ask(do="open", path=str(self.path), table="unit_cell", name="cells")
        peer.ask(
            do="graduated", layer="cells", field="area_m2", limits=limits, colours=colours,
            outline=self.stage.looks.outline,
        )  # fmt: skip

    def settle(self) -> None:
        """Wait until the picture on screen is the exact one."""
        until = time.monotonic() + 120
        while not self.canvas.is_exact() and time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.0005)

    def view(self, zoom: str) -> View:
        """The part of the ground at a zoom."""
        return View(*self.middle, self.scale[zoom], *SIZE)

    def box(self, view: View) -> list[float]:
        """The same in the coordinates of the file."""
        shift = (self.layer.frame.x, self.layer.frame.y)
        return [value + shift[n % 2] for n, value in enumerate(view.box)]

    def theirs(self, view: View, *, layers: tuple[str, ...] = ("cells",), **more: Any) -> Callable[[], float] | None:
        """QGIS's picture of the same ground."""
        peer = self.peer
        if peer is None:
            return None
        box = self.box(view)
        return lambda: float(peer.ask(do="render", layers=list(layers), size=list(SIZE), box=box, **more)["ms"])

    def in_view(self, view: View) -> int:
        """How many cells there are to draw."""
        assert self.stage.shapes is not None
        return int(np.count_nonzero(self.stage.shapes.coverage().cells_in(view.box)))

    def close(self) -> None:
        """Let go of everything."""
        if self.peer is not None:
            self.peer.close()
        self.canvas.close()
        self.canvas.deleteLater()
        self.desk.close()


def measures(quick: bool = False) -> Iterator[Line]:
    """A city of 100,000 cells (2,322 when quick)."""
    city = _City(quick=quick)
    try:
        yield from _pictures(city)
        yield from _at_hand(city)
        yield from _points(city)
        yield from _labels(city)
    finally:
        city.close()
    yield from _first_pictures(city)


def _pictures(city: _City) -> Iterator[Line]:
    rounds = 2 if city.quick else 7
    for zoom, target in (("full extent", 30.0), ("middle zoom", 5.0), ("street zoom", 1.5)):
        view = city.view(zoom)

        def ours(view: View = view) -> None:
            # An outline at every zoom, as QGIS draws it; on screen cells under 11 pixels have none.
            city.stage.picture(attrs.evolve(city.stage.order(view, 1.0), outlines_from=0.0))

        mine, its = _turns(ours, city.theirs(view), rounds)
        what = f"choropleth with outlines, {zoom}, {city.in_view(view):,} of {city.count:,} cells"
        yield _versus(what, mine, its, None if city.quick else target, city.peer_name)
    yield from _agreement(city)


def _agreement(city: _City) -> Iterator[Line]:
    """How many of our pixels show another cell than QGIS's, those beside an edge left out."""
    if city.peer is None:
        return
    city.peer.ask(do="numbered", layer="cells")
    wrong = compared = 0
    picture = map_data.CACHE / "map-numbers.png"
    for zoom in city.scale:
        view = city.view(zoom)
        city.peer.ask(
            do="render", layers=["cells"], size=list(SIZE), box=city.box(view), smooth=False, simplified=False,
            save=str(picture),
        )  # fmt: skip
        image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
        theirs = np.frombuffer(image.constBits(), np.uint32).reshape(SIZE[1], SIZE[0]) & 0xFFFFFF
        order = city.stage.order(view, 1.0)
        made = render(order, lambda: False)
        assert made is not None
        assert made.raster is not None
        fids = np.concatenate([[0xEEF0F2], city.layer.fids]).astype(np.uint32)
        mine = fids[made.raster.ids]
        edge = np.zeros(mine.shape, np.bool_)
        for picture_ in (mine, theirs):
            for axis in (0, 1):
                other = np.diff(picture_, axis=axis) != 0
                low, high = ([slice(None)] * 2 for _ in range(2))
                low[axis], high[axis] = slice(0, -1), slice(1, None)
                edge[tuple(low)] |= other
                edge[tuple(high)] |= other
        inner = ~edge
        wrong += int(np.count_nonzero(mine[inner] != theirs[inner]))
        compared += int(np.count_nonzero(inner))
    picture.unlink(missing_ok=True)
    yield {
        "name": f"pixels with another cell than QGIS's, of {compared:,} that touch no edge, three zooms",
        "ours": wrong, "unit": "pixels", "peer": None, "peer_value": None, "ratio": None, "target": 0,
        "met": wrong == 0,
    }  # fmt: skip


def _at_hand(city: _City) -> Iterator[Line]:
    """What must keep up with the hand."""
    random = np.random.default_rng(1)
    sets = [random.gamma(2.0, 10.0, city.count).round() for _ in range(6)]
    turn = iter(range(1_000_000))
    canvas, times = city.canvas, 3 if city.quick else 15
    frame = QImage(*SIZE, QImage.Format.Format_RGB32)
    target = QImage(*SIZE, QImage.Format.Format_RGB32)
    frame.fill(1)

    def blit() -> None:
        painter = QPainter(target)
        painter.drawImage(0, 0, frame)
        painter.end()

    yield {
        "name": "one copy of a window's picture, for comparison", "ours": _turns(blit, None, 50)[0], "unit": "ms",
        "peer": None, "peer_value": None, "ratio": None, "target": None, "met": None,
    }  # fmt: skip
    for zoom in city.scale:
        view = city.view(zoom)
        canvas._view = view
        city.stage.shown = city.stage.now(view.grown(0.125), 1.0)

        def recolour() -> None:
            canvas.set_values(sets[next(turn) % 6], "cases")

        spent = _turns(recolour, None, times)[0]
        yield _within(f"recolour {city.count:,} cells, classes and legend included, {zoom}", spent, 16.0)

        def pan(start: View = view) -> None:
            canvas._view = start.panned(next(turn) % 60, 3)
            canvas.render(frame)

        yield _within(f"pan frame, {zoom}", _turns(pan, None, 40)[0], 16.0)
        canvas._view = view
        spots = random.uniform((0, 0), SIZE, (200, 2))
        mine = _turns(lambda spots=spots: [canvas.cell_at(x, y) for x, y in spots], None, times)[0] / len(spots)
        yield _within(f"what is under the pointer, {zoom}", mine, 1.0)
        if city.peer is not None:
            ground = [city.view(zoom).to_ground(*spot) for spot in spots[:20].tolist()]
            places = [[x + city.layer.frame.x, y + city.layer.frame.y] for x, y in ground]
            its = city.peer.ask(do="identify", layer="cells", spots=places)["ms"]
            yield _versus(f"what is under a point, {zoom}", mine, its, None, f"{city.peer_name}, identify")


def _inked(city: _City, view: View, points: Marks, labels: Labels) -> None:
    """Points and labels alone, drawn."""
    stage = city.stage
    stage._composer._over(view, 1.0, (), points, labels, stage.looks, stage.font)


def _points(city: _City) -> Iterator[Line]:
    path, x, y = map_data.points(city.quick)
    if city.peer is not None:
        city.peer.ask(do="open", path=str(path), table="points", name="points")
    frame = city.layer.frame
    given = PointSet("points", x - frame.x, y - frame.y, np.arange(len(x)))
    city.canvas._stage._worker.stop()
    yield _within(f"{len(x):,} points put in order, once", _spent(lambda: city.stage.set_points([given])), 1500.0)
    for zoom, target in (("full extent", 30.0), ("middle zoom", None), ("street zoom", None)):
        view = city.view(zoom)

        def ours(view: View = view) -> None:
            _inked(city, view, marks(city.stage.points, view), NO_LABELS)

        theirs = city.theirs(view, layers=("points",))
        mine, its = _turns(ours, theirs, 2 if city.quick else 3)
        yield _versus(f"{len(x):,} points, {zoom}", mine, its, None if city.quick else target, city.peer_name)
    city.stage.set_points([])


def _labels(city: _City) -> Iterator[Line]:
    """Every cell's code as a label: none overlaps another; QGIS once, because it takes minutes."""
    stage, view = city.stage, city.view("full extent")
    letters = lettering(city.layer.codes, city.canvas.font())
    assert stage.shapes is not None
    spots = stage.shapes.label_points()
    x, y = (spots.x - view.west) * view.scale, (view.north - spots.y) * view.scale
    found: list[Labels] = []

    def ours() -> None:
        half_width = letters.widths(city.layer.codes) / 2
        half_height = np.full(city.count, letters.height / 2)
        kept = apart(x, y, half_width, half_height, SIZE)
        labels = Labels(kept, [city.layer.codes[n] for n in kept.tolist()], spots.x[kept], spots.y[kept])
        found[:] = [labels]
        _inked(city, view, NO_MARKS, labels)

    mine = _turns(ours, None, 3)[0]
    its, theirs = None, ""
    if city.peer is not None:
        city.peer.ask(do="label", layer="cells", field="code")
        box = city.box(view)
        done = city.peer.ask(do="render", layers=["cells"], size=list(SIZE), box=box, count_labels=True)
        its, theirs = float(done["ms"]), f", QGIS places {done['labels']:,}"
        city.peer.ask(do="label", layer="cells", field="")
    what = f"labels of all {city.count:,} cells, full extent; we place {len(found[0].texts):,}{theirs}"
    yield _versus(what, mine, its, None if city.quick else 500.0, city.peer_name)


def _first_pictures(city: _City) -> Iterator[Line]:
    """From the start of a process to the first picture, the processes by turns."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    peer_env = environment()
    steps = [
        {"do": "open", "path": str(city.path), "table": "unit_cell", "name": "cells"},
        {"do": "render", "layers": ["cells"], "size": list(SIZE), "box": city.box(city.view("full extent"))},
    ]  # fmt: skip

    def run(command: list[str], env: dict[str, str]) -> float:
        return _spent(
            lambda: subprocess.run(
                command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300
            )
        )

    theirs = None if city.peer is None else (lambda: run(whole_process(steps), peer_env))
    name = f"{city.peer_name} engine" if city.peer else None
    command = [sys.executable, str(FIRST), str(city.path)]
    rounds = 2 if city.quick else 5
    for what, ours, target in (
        ("from a closed file", lambda: run([*command, "fresh"], env), 2.0),
        ("from a file opened before", lambda: run([*command, "again"], env), 4.0),
    ):
        mine, its = _turns(ours, theirs, rounds)
        aim = None if city.quick else target
        yield _versus(f"process start to first picture, {city.count:,} cells, {what}", mine, its, aim, name)
