"""GCJ-02 and BD-09: as two public implementations agree, and back to the same place."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.errors import BadInput
from gridgov.spatial import crs, datum

CHINA = (st.floats(73.5, 134.5), st.floats(18.5, 53.5))


def test_the_public_values_of_chinese_cities(testdata: Path) -> None:
    with (testdata / "gcoord_vectors_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = {name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name != "area"}
    for name in ("gcj02", "bd09"):
        lon, lat = datum.from_wgs84(table["lon_wgs84"], table["lat_wgs84"], name)
        np.testing.assert_allclose(lon, table[f"lon_{name}"], atol=1e-6, rtol=0)
        np.testing.assert_allclose(lat, table[f"lat_{name}"], atol=1e-6, rtol=0)
        lon, lat = datum.to_wgs84(table[f"lon_{name}"], table[f"lat_{name}"], name)
        np.testing.assert_allclose(lon, table["lon_wgs84"], atol=1e-6, rtol=0)
        np.testing.assert_allclose(lat, table["lat_wgs84"], atol=1e-6, rtol=0)


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
@given(lon=CHINA[0], lat=CHINA[1])
def test_there_and_back_is_the_same_place(name: str, lon: float, lat: float) -> None:
    back_lon, back_lat = datum.to_wgs84(*datum.from_wgs84(np.array([lon]), np.array([lat]), name), name)
    assert back_lon[0] == pytest.approx(lon, abs=1e-9)
    assert back_lat[0] == pytest.approx(lat, abs=1e-9)


def test_the_offset_is_hundreds_of_metres_in_china_and_nought_elsewhere() -> None:
    lon, lat = datum.wgs84_to_gcj02(np.array([116.4, 2.35, np.nan]), np.array([39.9, 48.86, 30.0]))
    assert 0.004 < lon[0] - 116.4 < 0.008
    assert (lon[1], lat[1]) == (2.35, 48.86)
    assert np.isnan(lon[2])
    assert len(datum.gcj02_to_wgs84(np.empty(0), np.empty(0))[0]) == 0


def test_offsets_go_with_reference_systems_but_have_no_number() -> None:
    lon, lat = crs.transform(np.array([116.435183577]), np.array([39.891013527]), "GCJ-02", "EPSG:4548")
    there = crs.from_wgs84(np.array([116.4289639]), np.array([39.8896259]), "EPSG:4548")
    np.testing.assert_allclose((lon[0], lat[0]), (there[0][0], there[1][0]), atol=0.05)
    same, _ = crs.transform(np.array([116.4]), np.array([39.9]), "bd09", "BD-09")
    assert same[0] == 116.4
    with pytest.raises(BadInput, match="gcj02"):
        crs.srs_id("gcj02")
