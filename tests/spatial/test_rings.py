"""Rings: taken, joined, and which lie inside which."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.spatial import rings as r
from gridgov.spatial.polygons import to_shapely

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10]]
HOLE = [[2, 2], [8, 2], [8, 8], [2, 8]]
ISLAND = [[4, 4], [6, 4], [6, 6], [4, 6]]
FAR = [[20, 0], [25, 0], [25, 5]]


def test_layers_are_joined_one_behind_the_other() -> None:
    first, second = r.from_lists([[SQUARE, HOLE], []]), r.from_lists([[FAR]])
    whole = r.concat([first, second, r.empty(1)])
    assert whole.count == 4
    assert whole.ring_cell.tolist() == [0, 0, 2]
    assert whole.rings_of(2)[0].tolist() == FAR
    np.testing.assert_array_equal(whole.take([0, 1]).xy, first.xy)
    assert r.concat([]).count == 0


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_a_ring_inside_another_is_a_hole_whatever_its_way_and_place(turn: int, order: list[int]) -> None:
    all_rings = [SQUARE, HOLE[::turn], ISLAND, FAR[::turn]]
    rings = r.from_lists([[all_rings[i] for i in order]])
    assert [bool(h) for h in r.hole_mask(rings)] == [i == 1 for i in order]
    around = {order[i]: order[a] if a >= 0 else -1 for i, a in enumerate(r.ring_around(rings))}
    assert around == {0: -1, 1: 0, 2: 1, 3: -1}
    (shape,) = to_shapely(rings)
    assert shape.is_valid
    assert shape.area == pytest.approx(100 - 36 + 4 + 12.5)
    assert len(shape.geoms) == 3


def test_rings_of_different_cells_never_enclose_one_another() -> None:
    rings = r.from_lists([[SQUARE, FAR], [HOLE, [[30, 0], [31, 0], [31, 1]]]])
    assert not r.hole_mask(rings).any()
    assert (r.ring_around(rings) == -1).all()


def test_what_crosses_itself_stays_so() -> None:
    bow = [[0, 0], [10, 10], [10, 0], [0, 10]]
    across = [[5, 5], [15, 5], [15, 6]]
    assert [bool(shape.is_valid) for shape in to_shapely(r.from_lists([[bow], [SQUARE, across]]))] == [False, False]


def test_empty_layers_have_no_bounds() -> None:
    assert np.isnan(r.empty(2).bounds()).all()
    assert np.isnan(r.empty(2).cell_bounds()).all()
    assert r.empty(2).take([1]).count == 1
