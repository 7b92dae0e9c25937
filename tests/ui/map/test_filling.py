"""Which points an area holds: the same whether single points or whole buckets of them are looked at."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.ui.map.filling import crossed, filled, inside
from gridgov.ui.map.picking import records_in
from gridgov.ui.map.points import PointSet, SortedPoints

corners_of = st.lists(st.tuples(st.floats(-40, 140), st.floats(-40, 140)), min_size=3, max_size=12)
whole_corners = st.lists(st.tuples(st.integers(-4, 14), st.integers(-4, 14)), min_size=3, max_size=9)


def some_points(seed: int, n: int = 3_000) -> PointSet:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 100, n), rng.uniform(0, 100, n)
    # Some without a place, some on round numbers, ids in no order and some of them twice.
    x[::97] = np.nan
    y[1::5] = np.round(y[1::5])
    x[1::7] = np.round(x[1::7])
    return PointSet("things", x, y, rng.integers(0, 3 * n, n))


@settings(max_examples=60, deadline=None)
@given(st.one_of(corners_of, whole_corners), st.integers(0, 3))
def test_whole_buckets_hold_what_their_points_would(drawn: list[tuple[float, float]], seed: int) -> None:
    corners, points = np.array(drawn, float), some_points(seed)
    known = np.isfinite(points.x)
    held = known.copy()
    held[known] = inside(points.x[known], points.y[known], corners)
    found = records_in([SortedPoints(points)], corners)
    wanted = np.unique(points.ids[held])
    assert (found["things"].ids.tolist() if found else []) == wanted.tolist()
    if found:
        places = {(i, x, y) for i, x, y in zip(points.ids.tolist(), points.x.tolist(), points.y.tolist(), strict=True)}
        chosen = found["things"]
        assert set(zip(chosen.ids.tolist(), chosen.x.tolist(), chosen.y.tolist(), strict=True)) <= places


@settings(max_examples=60, deadline=None)
@given(st.one_of(corners_of, whole_corners))
def test_every_square_that_a_side_touches_is_found(drawn: list[tuple[float, float]]) -> None:
    corners, size = np.array(drawn, float) / 5, 16
    line = shapely.linestrings(np.vstack([corners, corners[:1]]))
    squares = [shapely.box(c, r, c + 1, r + 1) for r in range(size) for c in range(size)]
    touched = shapely.intersects(line, squares).reshape(size, size)
    assert not (touched & ~crossed(corners, size)).any()


def test_places_of_a_grid_agree_with_single_points() -> None:
    turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    reach = 30 * (1 + 0.4 * np.sin(7 * turn))
    corners = np.column_stack([45 + reach * np.cos(turn), 30 + reach * np.sin(turn)])
    columns, rows = np.arange(80) + 0.5, np.arange(70) + 0.5
    x, y = np.meshgrid(columns, rows)
    assert (filled(columns, rows, corners) == inside(x.ravel(), y.ravel(), corners).reshape(70, 80)).all()


def test_points_all_at_one_place_are_held_or_not() -> None:
    points = SortedPoints(PointSet("heap", np.full(5, 7.0), np.full(5, 9.0), np.arange(5)))
    around = np.array([(0.0, 0.0), (20, 0), (20, 20), (0, 20)])
    assert records_in([points], around)["heap"].ids.tolist() == [0, 1, 2, 3, 4]
    assert records_in([points], around + 50) == {}
    none = SortedPoints(PointSet("none", np.empty(0), np.empty(0), np.empty(0, np.int64)))
    assert records_in([none], around) == {}
