"""Reference systems: names, definitions without pyproj, likely answers, refusals."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyproj
import pytest

from gridgov.errors import BadInput
from gridgov.spatial import crs


@pytest.mark.parametrize("number", [4326, 4490, *range(4513, 4555), 3857, 32650])
def test_a_definition_is_the_system_that_pyproj_knows(number: int) -> None:
    row, known = crs.definition(f"EPSG:{number}"), pyproj.CRS.from_epsg(number)
    assert (row.srs_id, row.organization, row.organization_coordsys_id) == (number, "EPSG", number)
    assert row.srs_name == known.name
    if number == 4326:  # its text names the axes too
        assert pyproj.CRS.from_wkt(row.definition).to_epsg() == number
    else:
        assert row.definition == known.to_wkt("WKT1_GDAL")


def test_every_file_can_be_described_without_pyproj() -> None:
    code = (
        "import sys; from gridgov.spatial import crs; crs.standard_definitions(); crs.definition('EPSG:4490');"
        "crs.definition('EPSG:4548'); crs.is_geographic('EPSG:4548'); crs.is_geographic('EPSG:4490');"
        "assert not {'pyproj', 'shapely', 'geopandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_rows_that_every_file_has() -> None:
    assert [row.srs_id for row in crs.standard_definitions()] == [4326, -1, 0]


@pytest.mark.parametrize("text", ["EPSG:4548", "epsg:4548", " EPSG::4548 ", "4548"])
def test_usual_spellings_are_understood(text: str) -> None:
    assert crs.srs_id(text) == 4548


@pytest.mark.parametrize(
    "pair", [("EPSG:2364", "EPSG:4548"), ("EPSG:4490", "EPSG:4610"), ("EPSG:4214", "EPSG:4610"), ("gcj02", "EPSG:2422")]
)
def test_old_datums_are_refused_in_both_directions(pair: tuple[str, str]) -> None:
    with pytest.raises(BadInput, match="local parameters"):
        crs.transform(np.array([116.4]), np.array([39.9]), *pair)


def test_an_old_datum_may_change_its_own_projection() -> None:
    x, y = crs.transform(np.array([117.0]), np.array([40.0]), "EPSG:4610", "EPSG:2384")
    assert x[0] == pytest.approx(500_000)
    assert 4_400_000 < y[0] < 4_450_000


def test_what_cannot_be_brought_over_is_missing() -> None:
    x, y = crs.from_wgs84(np.array([np.nan, 116.4]), np.array([40.0, np.inf]), "EPSG:4548")
    assert np.isnan(x).all()
    assert np.isnan(y).all()
