"""The picture against shapely: the cell under random pixels, at several zooms, ratios and levels of detail."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from benchmarks.tessellation import lattice
from gridgov.spatial.locate import to_shapely
from gridgov.ui.map.choropleth import Choropleth
from gridgov.ui.map.looks import Looks
from gridgov.ui.map.render import Order, render
from gridgov.ui.map.shapes import Shapes
from gridgov.ui.map.view import View

COUNT = 10_000


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    made = Shapes(lattice(90, 70))
    made.build(lambda: False)
    return made


@pytest.fixture(scope="module")
def tree(shapes: Shapes) -> shapely.STRtree:
    return shapely.STRtree(to_shapely(shapes.rings))


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize(("zoom", "level"), [(0.5, 2), (1.0, 1), (6.0, 0), (40.0, 0)])
def test_the_cell_under_a_pixel_is_the_one_shapely_finds(
    shapes: Shapes, tree: shapely.STRtree, zoom: float, level: int, ratio: float
) -> None:
    assert shapes.bounds is not None
    view = View.around(shapes.bounds, 800, 500).zoomed(zoom)
    edges = shapes.edges(view.scale * ratio)
    if ratio == 1.0:
        assert edges is [shapes.coverage(), *(shapes._levels or ())][level]
    made = render(Order(1, shapes, view, ratio, Choropleth(shapes.count).paint(Looks()), True), lambda: False)
    assert made is not None
    assert made.raster is not None
    assert made.raster.overlap is None
    ids = made.raster.ids
    assert ids.shape == (round(500 * ratio), round(800 * ratio))
    random = np.random.default_rng(5)
    row, column = random.integers(0, ids.shape[0], COUNT), random.integers(0, ids.shape[1], COUNT)
    scale = view.scale * ratio
    points = shapely.points(view.west + (column + 0.5) / scale, view.north - (row + 0.5) / scale)
    true = np.zeros(COUNT, np.int64)
    which, cell = tree.query(points, predicate="intersects")
    true[which] = cell + 1
    # Beside an edge a pixel's middle may lie on either side: within one pixel nothing is asked.
    near = np.zeros(COUNT, np.bool_)
    which, cell = tree.query(points, predicate="dwithin", distance=1.0 / scale)
    held = shapely.boundary(tree.geometries[cell])
    near[which[shapely.dwithin(held, points[which], 1.0 / scale)]] = True
    assert np.count_nonzero(~near) > COUNT / 5
    wrong = ~near & (ids[row, column] != true)
    assert not wrong.any()
    # And beside an edge it is one of the cells that meet there.
    assert (ids[row, column] == true)[near].mean() > 0.6
