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


def test_geometries_of_every_kind_in_one_go_keep_their_places() -> None:
    shapes = [
        shapely.Point(1, 2),
        HOLED,
        shapely.Polygon(),
        shapely.LineString([(5, 1), (2, 9)]),
        PARTS,
        shapely.Polygon([(7, 7), (8, 7), (8, 8)]),
        shapely.GeometryCollection(),
        shapely.Point(),
    ]
    wkbs = [shapely.to_wkb(shape, byte_order=1) for shape in shapes]
    blobs = blob.from_wkb(wkbs, 4490)
    assert [blob.envelope(one) for one in blobs] == [None if s.is_empty else s.bounds for s in shapes]
    assert [blob.is_empty(one) for one in blobs] == [s.is_empty for s in shapes]
    assert [blob.to_wkb(one) for one in blobs] == wkbs
    assert {int.from_bytes(one[4:8], "little") for one in blobs} == {4490}
    assert blob.from_wkb([], 4490) == []


def test_points_of_mixed_forms_are_read_one_by_one() -> None:
    plain = blob.encode_points(np.array([1.0]), np.array([2.0]), 4326)
    big, solid = (
        blob.from_wkb([wkb], 4326)
        for wkb in (shapely.to_wkb(shapely.Point(3, 4), byte_order=0), shapely.to_wkb(shapely.Point(5, 6, 7)))
    )
    x, y = blob.decode_points([*plain, *big, *solid])
    assert (x.tolist(), y.tolist()) == ([1, 3, 5], [2, 4, 6])
    assert blob.decode_points([])[0].tolist() == []


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


def test_blobs_like_ours_are_kept_to_the_last_byte() -> None:
    blobs: list[bytes | None] = [*blob.from_wkb([shapely.to_wkb(g) for g in (HOLED, PARTS)], 4326), None]
    found = blob.as_they_are(blobs)
    assert found is not None
    assert found[0] == blobs
    expected = blob.decode_polygons(blobs)
    assert (found[1].xy == expected.xy).all()
    assert found[1].ring_cell.tolist() == expected.ring_cell.tolist()


def test_a_box_that_does_not_fit_is_put_right() -> None:
    (good,) = blob.from_wkb([shapely.to_wkb(HOLED)], 4326)
    found = blob.as_they_are([good[:8] + b"\0" * 32 + good[40:]])
    assert found is not None
    assert found[0] == [good]


def test_what_is_not_like_ours_is_not_kept() -> None:
    (good, parts) = blob.from_wkb([shapely.to_wkb(HOLED), shapely.to_wkb(PARTS)], 4326)
    (empty,) = blob.from_wkb([shapely.to_wkb(shapely.Polygon())], 4326)
    (line,) = blob.from_wkb([shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)]))], 4326)
    high = good[:40] + shapely.to_wkb(shapely.force_3d(HOLED, 1.0), flavor="iso")
    other = good[:40] + shapely.to_wkb(HOLED, byte_order=0)
    bare = good[:3] + b"\x01" + good[4:8] + good[40:]
    nowhere = good[:53] + np.array([np.nan]).tobytes() + good[61:]
    for bad in (empty, line, high, other, bare, nowhere, good[:-1], good[:-16], good + b"\0" * 9, good[:44],
                parts[:-16], parts + b"\0", good[:45] + b"\xff\xff\xff\x7f" + good[49:]):  # fmt: skip
        assert blob.as_they_are([good, bad]) is None, bad


@given(st.binary(max_size=80))
def test_nothing_that_follows_a_head_breaks_the_reading(rest: bytes) -> None:
    head = b"GP\0\3" + b"\0" * 36
    for kind in (b"\1\3\0\0\0", b"\1\6\0\0\0"):
        found = blob.as_they_are([head + kind + rest])
        assert found is None or found[1].count == 1
