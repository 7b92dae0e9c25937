"""Distances and areas on the ellipsoid against what is known of it."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.spatial.area import geodesic_area_m2
from gridgov.spatial.geodesic import area_m2, legs_m
from gridgov.spatial.rings import Rings


def test_a_quarter_of_a_meridian_and_a_degree_of_the_equator() -> None:
    assert legs_m(np.array([117.0, 117.0]), np.array([0.0, 90.0])) == pytest.approx([10_001_965.729], abs=0.01)
    assert legs_m(np.array([10.0, 11.0]), np.zeros(2)) == pytest.approx([6378137 * np.pi / 180])
    assert len(legs_m(np.array([1.0]), np.array([1.0]))) == 0


def test_an_area_is_that_of_the_cells_whichever_way_round() -> None:
    lon, lat = np.array([117.0, 117.01, 117.012, 117.0]), np.array([39.0, 39.0, 39.01, 39.008])
    rings = Rings(np.column_stack((lon, lat)), np.array([0, 4]), np.zeros(1, np.int32), 1)
    assert area_m2(lon, lat) == pytest.approx(geodesic_area_m2(rings, "EPSG:4326")[0], rel=1e-6)
    assert area_m2(lon[::-1], lat[::-1]) == pytest.approx(area_m2(lon, lat))
    assert area_m2(lon[:2], lat[:2]) == 0.0
