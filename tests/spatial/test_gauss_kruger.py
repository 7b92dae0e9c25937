"""Krüger's series against pyproj, in every zone and back."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.spatial import crs
from gridgov.spatial.gauss_kruger import three_degree, zone_at, zone_of


@pytest.mark.parametrize("number", [4491, 4497, 4507, 4513, 4527, 4534, 4548, 4554])
def test_a_zone_agrees_with_pyproj_to_a_hundredth_of_a_millimetre(number: int) -> None:
    zone = zone_of(f"EPSG:{number}")
    assert zone is not None
    random = np.random.default_rng(number)
    lon, lat = zone.meridian + random.uniform(-3.5, 3.5, 500), random.uniform(3, 54, 500)
    x, y = zone.forward(lon, lat)
    there_x, there_y = crs.from_wgs84(lon, lat, f"EPSG:{number}")
    assert np.abs(x - there_x).max() < 1e-5
    assert np.abs(y - there_y).max() < 1e-5
    back_lon, back_lat = zone.inverse(x, y)
    assert np.abs(back_lon - lon).max() < 1e-11
    assert np.abs(back_lat - lat).max() < 1e-11


def test_zones_by_longitude_and_others() -> None:
    assert [zone_at(lon) for lon in (73.5, 112.4, 112.6, 117.0, 120.0, 140.0)] == [25, 37, 38, 39, 40, 45]
    assert three_degree(39) == zone_of("EPSG:4548")
    assert three_degree(39, numbered=True) == zone_of("EPSG:4527")
    assert zone_of("EPSG:3857") is None
    assert zone_of("gcj02") is None
