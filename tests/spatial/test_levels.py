"""Levels of detail: fewer edges, the same cells wherever no edge is near."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.tessellation import lattice
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.levels import SHARES, levels, usual_side
from gridgov.spatial.locate import to_shapely
from gridgov.spatial.raster import cell_picture
from gridgov.spatial.rings import Rings, from_lists


def made(rings: Rings) -> tuple[Coverage, tuple[object, ...]]:
    coverage = Coverage.of(rings)
    found = levels(coverage)
    assert found is not None
    return coverage, found


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 1000), st.integers(3, 12), st.sampled_from([2, 5, 9]), st.sampled_from([0.01, 0.05]))
def test_a_point_away_from_every_edge_is_in_the_same_cell_at_each_level(
    seed: int, side: int, parts: int, rough: float
) -> None:
    rings = lattice(side, side, parts=parts, seed=seed, rough=rough)
    coverage, found = made(rings)
    outlines = shapely.union_all(shapely.boundary(to_shapely(rings)))
    box = coverage.bounds()
    assert box is not None
    scale, width, height = 60 / usual_side(coverage), 300, 240
    true = cell_picture(coverage, box[0] - 5, box[3] + 5, scale, width, height)
    assert true is not None
    x = box[0] - 5 + (np.arange(width) + 0.5) / scale
    y = box[3] + 5 - (np.arange(height) + 0.5) / scale
    away = shapely.distance(outlines, shapely.points(*np.meshgrid(x, y)))
    for level in found:
        assert level.count == coverage.count
        coarse = cell_picture(level, box[0] - 5, box[3] + 5, scale, width, height)
        assert coarse is not None
        far = away > level.tolerance + 0.01
        assert (coarse.ids[far] == true.ids[far]).all()


def test_each_level_has_fewer_edges_and_keeps_the_corners() -> None:
    coverage, found = made(lattice(30, 30))
    assert len(found) == len(SHARES)
    counts = [len(coverage.left), *(len(level.left) for level in found)]
    assert counts[1] < counts[0] / 2
    assert counts[2] < counts[1] / 2
    corners = {(int(a), int(b)) for a, b in zip(coverage.left, coverage.right, strict=True)}
    for level in found:
        # No pair of neighbours is lost, none is new.
        assert {(int(a), int(b)) for a, b in zip(level.left, level.right, strict=True)} <= corners | {
            (b, a) for a, b in corners
        }
        neighbours = {frozenset(pair) for pair in zip(level.left.tolist(), level.right.tolist(), strict=True)}
        assert neighbours == {frozenset(pair) for pair in corners}
        assert (level.y0 <= level.y1).all()


def test_islands_and_holes_stay() -> None:
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = np.column_stack([50 + 20 * np.cos(t), 50 + 20 * np.sin(t)])
    square = [[0, 0], [100, 0], [100, 100], [0, 100]]
    coverage, found = made(from_lists([[square, ring[::-1].tolist()], [ring.tolist()]]))
    for level in found:
        picture = cell_picture(level, -10, 110, 1.0, 120, 120)
        assert picture is not None
        assert picture.ids[60, 60] == 2
        assert picture.ids[20, 20] == 1
        assert picture.ids[3, 3] == 0
        assert picture.overlap is None
        assert len(level.left) < len(coverage.left)


def test_nothing_gives_nothing_and_giving_up_gives_none() -> None:
    assert levels(Coverage.of(from_lists([]))) == ()
    assert levels(Coverage.of(from_lists([[]]))) == ()
    assert levels(Coverage.of(lattice(3, 3), join=False)) == ()
    assert levels(Coverage.of(lattice(3, 3)), lambda: True) is None


def test_a_cell_alone_keeps_its_place() -> None:
    coverage, found = made(from_lists([[[[0, 0], [5, 0.1], [10, 0], [10, 10], [0, 10]]]]))
    assert usual_side(coverage) == pytest.approx(10)
    for level in found:
        x = np.concatenate([level.x0, level.x1]) + level.corner[0]
        assert (x.min(), x.max()) == pytest.approx((0, 10), abs=1e-5)


def test_a_border_whose_sides_have_other_vertices_is_no_fault_at_any_level() -> None:
    t = np.linspace(0, 100, 400)
    wave = np.column_stack([100 + 3 * np.sin(t / 3), t])
    # The neighbour knows only every third vertex of the border.
    one = [[0, 0], *wave.tolist(), [0, 100]]
    other = [[200, 100], *wave[::-1][::3].tolist(), wave[0].tolist(), [200, 0]]
    _, found = made(from_lists([[one], [other]]))
    for level in found:
        scale = 0.6 / level.tolerance
        picture = cell_picture(level, -10, 110, scale, int(220 * scale), int(120 * scale))
        assert picture is not None
        assert picture.overlap is None
    # A real overlap is seen at each level.
    lying = from_lists([[one], [[[60, 0], [200, 0], [200, 100], [60, 100]]]])
    _, found = made(lying)
    for level in found:
        scale = 0.6 / level.tolerance
        picture = cell_picture(level, -10, 110, scale, int(220 * scale), int(120 * scale))
        assert picture is not None
        assert (picture.overlap is not None) == (scale * 40 > 4)
