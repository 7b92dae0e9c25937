"""Geometry blobs to arrays and back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridgov.errors import BadInput
from gridgov.spatial import blob
from gridgov.spatial import rings as r

HOLED = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]])
PARTS = shapely.MultiPolygon([HOLED, shapely.Polygon([(10, 10), (11, 10), (11, 11)])])


def test_polygons_keep_their_rings_in_order() -> None:
    blobs = blob.from_wkb([shapely.to_wkb(g) for g in (HOLED, PARTS, shapely.Polygon())], 4326)
    rings = blob.decode_polygons([*blobs, None])
    assert rings.count == 4
    assert rings.ring_cell.tolist() == [0, 0, 1, 1, 1]
    assert np.diff(rings.ring_start).tolist() == [4, 3, 4, 3, 3]
    assert blob.is_empty(blobs[2])
    assert blob.envelope(blobs[1]) == (0, 0, 11, 11)
    assert blob.envelope(blobs[2]) is None
    assert shapely.from_wkb(blob.to_wkb(blobs[1])).equals(PARTS)


def test_other_byte_orders_and_dimensions_are_read() -> None:
    solid = shapely.Polygon([(0, 0, 1), (4, 0, 2), (4, 4, 3)])
    for wkb in (
        shapely.to_wkb(HOLED, byte_order=0),
        shapely.to_wkb(solid, flavor="iso"),
        shapely.to_wkb(solid, flavor="extended"),
    ):
        (made,) = blob.from_wkb([wkb], 4326)
        assert blob.decode_polygons([made]).xy.shape[1] == 2
        assert blob.envelope(made) == (0, 0, 4, 4)


def test_rings_become_polygons_and_rings_again() -> None:
    blobs = blob.encode_polygons([[np.array([[0, 0], [2, 0], [2, 2]])], []], 4548)
    rings = blob.decode_polygons(blobs)
    assert rings.xy.tolist() == [[0, 0], [2, 0], [2, 2]]
    assert rings.count == 2
    assert blob.is_empty(blobs[1])


def test_what_is_no_polygon_or_no_blob_is_refused() -> None:
    with pytest.raises(BadInput):
        blob.decode_polygons(blob.from_wkb([shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)]))], 4326))
    with pytest.raises(BadInput):
        blob.to_wkb(b"XX123456")


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=20))
def test_points_survive_the_round_trip(points: list[tuple[float, float]]) -> None:
    x, y = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    back_x, back_y = blob.decode_points(blob.encode_points(x, y, 4326))
    np.testing.assert_array_equal(back_x, x)
    np.testing.assert_array_equal(back_y, y)


def test_a_missing_point_stays_missing() -> None:
    blobs = blob.encode_points(np.array([1.0, np.nan]), np.array([2.0, 3.0]), 4326)
    assert blobs[1] is None
    assert np.isnan(blob.decode_points(blobs)[0][1])


def test_the_representative_point_of_a_shape_lies_in_it() -> None:
    ring = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(1, 1), (9, 1), (9, 9), (1, 9)]])
    line = shapely.LineString([(0, 0), (5, 5)])
    x, y = blob.representative_points([*blob.from_wkb([shapely.to_wkb(g) for g in (ring, line)], 4326), None])
    assert ring.contains(shapely.Point(x[0], y[0]))
    assert line.distance(shapely.Point(x[1], y[1])) < 1e-9
    assert np.isnan(x[2])


def test_cells_can_be_taken_in_another_order() -> None:
    rings = r.from_lists([[[[0, 0], [1, 0], [1, 1]]], [], [[[5, 5], [6, 5], [6, 6], [5, 5]]]])
    taken = rings.take([2, 0])
    assert taken.xy.tolist() == [[5, 5], [6, 5], [6, 6], [0, 0], [1, 0], [1, 1]]
    assert taken.ring_cell.tolist() == [0, 1]
    assert np.isnan(rings.cell_bounds()[1]).all()
    assert rings.bounds() == (0, 0, 6, 6)
