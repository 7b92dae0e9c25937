"""Texts stand inside their cells and never on one another."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.tessellation import lattice
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.labels import LabelPoints, apart, fitting
from gridgov.spatial.rings import Rings


def shapes_of(rings: Rings) -> np.ndarray:
    return shapely.polygons([rings.xy[a:b] for a, b in zip(rings.ring_start[:-1], rings.ring_start[1:], strict=True)])


def test_label_points_lie_inside_with_the_room_they_say() -> None:
    rings = lattice(20, 16, seed=4)
    points = LabelPoints.of(Coverage.of(rings))
    shapes = shapes_of(rings)
    assert shapely.contains_xy(shapes, points.x, points.y).all()
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        x, y = points.x + dx * points.half_width * 0.999, points.y + dy * points.half_height * 0.999
        assert shapely.intersects_xy(shapes, x, y).all()


def test_a_label_point_of_a_crescent_and_of_a_ring() -> None:
    crescent = np.array([[0, 0], [40, 0], [40, 40], [0, 40], [0, 35], [35, 35], [35, 5], [0, 5]], float)
    outer = np.array([[100, 0], [140, 0], [140, 40], [100, 40]], float)
    hole = np.array([[105, 5], [135, 5], [135, 35], [105, 35]], float)
    rings = Rings(np.vstack([crescent, outer, hole]), np.array([0, 8, 12, 16]), np.array([0, 1, 1], np.int32), 3)
    points = LabelPoints.of(Coverage.of(rings))
    assert shapely.Polygon(crescent).contains(shapely.Point(points.x[0], points.y[0]))
    assert shapely.Polygon(outer, [hole]).contains(shapely.Point(points.x[1], points.y[1]))
    assert np.isnan(points.x[2])
    assert points.half_width[2] == 0


def test_a_cell_without_height_has_no_label() -> None:
    flat = np.array([[0, 5], [10, 5], [20, 5]], float)
    points = LabelPoints.of(Coverage.of(Rings(flat, np.array([0, 3]), np.zeros(1, np.int32), 1)))
    assert np.isnan(points.x).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.floats(2, 60), st.floats(2, 40))
def test_what_fits_lies_wholly_inside(seed: int, half_width: float, half_height: float) -> None:
    rings = lattice(8, 6, parts=6, seed=seed)
    coverage = Coverage.of(rings)
    points = LabelPoints.of(coverage)
    cells = np.arange(rings.count)
    fits = fitting(coverage, points, cells, np.full(rings.count, half_width), np.full(rings.count, half_height))
    boxes = shapely.box(points.x - half_width, points.y - half_height, points.x + half_width, points.y + half_height)
    inside = shapely.contains_properly(shapes_of(rings), boxes)
    assert (fits == inside).all()


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(1, 40), st.floats(1, 12)), min_size=1, max_size=60
    )
)
def test_boxes_kept_do_not_overlap_and_stay_in_the_picture(given_boxes: list[tuple[float, ...]]) -> None:
    x, y, w, h = (np.array(v) for v in zip(*given_boxes, strict=True))
    kept = apart(x, y, w, h, (300, 200), taken=[(0, 0, 50, 30)])
    boxes = shapely.box(x[kept] - w[kept], y[kept] - h[kept], x[kept] + w[kept], y[kept] + h[kept])
    assert all(b.bounds[0] >= 0 and b.bounds[1] >= 0 and b.bounds[2] <= 300 and b.bounds[3] <= 200 for b in boxes)
    assert not any(b.intersection(shapely.box(0, 0, 50, 30)).area for b in boxes)
    for n, one in enumerate(boxes):
        assert not any(one.intersection(other).area for other in boxes[n + 1 :])


def test_the_first_of_two_that_collide_is_kept() -> None:
    same = np.array([50.0, 50.0])
    assert apart(same, same, np.full(2, 10.0), np.full(2, 5.0), (100, 100)).tolist() == [0]
