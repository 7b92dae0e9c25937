"""Texts on the map, whatever the cells, the zoom and the scale of the screen: inside their cell, none on another."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QImage
from pytestqt.qtbot import QtBot

from benchmarks.tessellation import lattice, parents
from gridgov.spatial.locate import to_shapely
from gridgov.ui.map.choropleth import Choropleth
from gridgov.ui.map.data import Lettering, Outline
from gridgov.ui.map.ink import Texts
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.render import Order, render
from gridgov.ui.map.shapes import Shapes
from gridgov.ui.map.view import View

RATIOS = st.sampled_from([1.0, 1.25, 1.5, 2.0])
SHEETS = ((0.0, 380.0, 150.0, 500.0), (640.0, 0.0, 700.0, 60.0))


def letters(texts: list[str]) -> Lettering:
    """A made-up font, so that every machine places alike."""
    return Lettering(texts, np.full(256, 7.0), 13.0, 17.0)


def boxes_of(order: Order, found: object, made: Lettering) -> np.ndarray:
    view = order.inner or order.view
    half = made.widths(found.texts) / 2
    x, y = (found.x - view.west) * view.scale, (view.north - found.y) * view.scale
    return shapely.box(x - half, y - made.height / 2, x + half, y + made.height / 2)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 500),
    zoom=st.floats(0.6, 12),
    ratio=RATIOS,
    raster=st.booleans(),
    lengths=st.lists(st.integers(0, 9), min_size=7, max_size=7),
)
def test_a_label_never_leaves_its_cell_nor_meets_another(
    seed: int, zoom: float, ratio: float, raster: bool, lengths: list[int]
) -> None:
    shapes = Shapes(lattice(18, 14, seed=seed, parts=5))
    made = letters(["网格" * (lengths[n % 7] // 2) + "7" * (lengths[n % 7] % 2) for n in range(shapes.count)])
    streets = Outline("streets", parents(18, 14, 6, 5), texts=["平安街道", "团结街道", "东风", "幸福", "W", ""])
    assert shapes.bounds is not None
    inner = View.around(shapes.bounds, 700, 500).zoomed(zoom)
    order = Order(
        1, shapes, inner.grown(0.125), ratio, Choropleth(shapes.count).paint(Looks()), raster, (streets,), (), made,
        inner=inner, taken=SHEETS,
    )  # fmt: skip
    rendered = render(order, lambda: False)
    assert rendered is not None
    found = rendered.labels
    boxes = boxes_of(order, found, made)
    sheets = [shapely.box(*sheet) for sheet in SHEETS]
    assert not any(box.intersection(sheet).area for box in boxes for sheet in sheets)
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= 700 and b[3] <= 500 for b in shapely.bounds(boxes))
    tree = shapely.STRtree(boxes)
    pairs = tree.query(boxes, predicate="overlaps").T
    assert len(pairs) == 0
    ground = to_shapely(shapes.rings)
    on_screen = shapely.transform(ground, inner.all_to_screen)
    of = np.asarray(streets.parents)
    for cell, text, box in zip(found.cells.tolist(), found.texts, boxes, strict=True):
        if cell >= 0:
            assert text == made.texts[cell]
            assert on_screen[cell].contains(box)
        else:
            # A street's name stands on that street alone; its edge may run within a pixel of the picture.
            held = shapely.union_all(on_screen[of == list(streets.texts or ()).index(text)]).buffer(1.0)
            assert held.contains(box)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100), ratio=RATIOS)
def test_the_nearer_the_more_labels_and_each_cell_at_last_has_its_own(seed: int, ratio: float) -> None:
    shapes = Shapes(lattice(10, 8, seed=seed, parts=4))
    made = letters([f"{n:02d}" for n in range(shapes.count)])
    assert shapes.bounds is not None
    paint = Choropleth(shapes.count).paint(Looks())
    counts = []
    for size in (100, 200, 400, 800, 1600):
        view = View.around(shapes.bounds, size, size)
        order = Order(1, shapes, view, ratio, paint, False, (), (), made, inner=view)
        rendered = render(order, lambda: False)
        assert rendered is not None
        counts.append(len(rendered.labels.texts))
    assert counts[0] == 0
    assert counts[-1] == shapes.count
    assert counts == sorted(counts)


def test_a_text_is_drawn_within_its_box_and_halo_at_every_scale(qtbot: QtBot) -> None:
    font = QFont("Noto Sans CJK SC", 10)
    for ratio in (1.0, 1.25, 1.5, 2.0):
        made = Texts().pixmap("格 17", font, Looks(), ratio)
        image = made.toImage().convertToFormat(QImage.Format.Format_ARGB32)
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
        inked = pixels >> 24 > 0
        # Nothing touches the rim: nothing is cut.
        assert inked.any()
        assert not inked[[0, -1]].any()
        assert not inked[:, [0, -1]].any()
        assert ((pixels & 0xFFFFFF)[inked] == int(Looks().text[1:], 16)).any()
