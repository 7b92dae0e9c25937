"""Cells told valid without a polygon: never one that GEOS calls faulty, and all that anybody draws round."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridgov.spatial import rings as r
from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.star import surely_valid

near = st.integers(-4, 4).map(float)
positions = st.lists(st.tuples(near, near), min_size=0, max_size=9)


@given(st.lists(positions, min_size=1, max_size=6))
def test_what_is_told_valid_is_valid(polygons: list[list[tuple[float, float]]]) -> None:
    cells = r.from_lists([[[list(p) for p in ring]] if ring else [] for ring in polygons])
    told = surely_valid(cells)
    shapes = to_shapely(cells)
    assert (shapely.is_valid(shapes[told])).all()
    assert not shapely.is_empty(shapes[told]).any()


@given(st.lists(st.floats(0.5, 2.0), min_size=8, max_size=60), st.booleans(), st.sampled_from([0.0, 117.0, 4e7]))
def test_an_outline_around_a_point_is_told_valid_either_way_round(
    radii: list[float], turned: bool, away: float
) -> None:
    angle = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    # The mean of the vertices may lie off the point they were drawn around: hold it against their own mean.
    smooth = np.array(radii) / 20 + 1
    ring = np.column_stack((away + smooth * np.cos(angle), away + smooth * np.sin(angle)))
    assert surely_valid(r.from_lists([[(ring[::-1] if turned else ring).tolist()]])).tolist() == [True]


def test_what_may_be_wrong_is_left_to_others() -> None:
    square = [[0, 0], [4, 0], [4, 4], [0, 4]]
    hole = [[1, 1], [1, 2], [2, 2], [2, 1]]
    bow = [[0, 0], [4, 4], [4, 0], [0, 4]]
    twice = [*square, *square]
    flat = [[0, 0], [2, 0], [4, 0]]
    cells = r.from_lists([[square], [square, hole], [bow], [twice], [flat], [], [[[0, 0], [float("nan"), 1], [1, 1]]]])
    assert surely_valid(cells).tolist() == [True, False, False, False, False, False, False]


def test_no_cell_gives_no_answer() -> None:
    assert surely_valid(r.empty()).tolist() == []
    assert surely_valid(r.empty(2)).tolist() == [False, False]
