"""Going to a place: coordinates in every system, cells, addresses; what lies at a spot."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.errors import BadInput
from gridgov.services import places
from gridgov.spatial import crs
from gridgov.store import layers


def test_a_coordinate_without_a_system_has_two_readings(town: Any) -> None:
    lon, lat = town.inside(2, 1)
    found = places.find(town.desk, town.actor, f"{lon:.7f}，{lat:.7f}")
    assert [spot.kind for spot in found] == ["coordinate", "coordinate"]
    assert (found[0].lon, found[0].lat) == pytest.approx((lon, lat), abs=1e-7)
    assert "WGS 84" in found[0].sure
    assert "GCJ-02" in found[1].sure
    assert 300 < abs(found[1].lon - lon) * 86_000 + abs(found[1].lat - lat) * 111_000 < 1_500


def test_every_system_leads_to_the_same_place(town: Any) -> None:
    lon, lat = town.inside(2, 1)

    def near(text: str) -> str:
        spot = places.find(town.desk, town.actor, text)[0]
        assert (spot.lon, spot.lat) == pytest.approx((lon, lat), abs=1e-6), text
        return spot.sure

    for system in ("gcj02", "bd09"):
        x, y, _ = places.convert(lon, lat, "wgs84", system)
        assert near(f"{system} {x:.8f}, {y:.8f}")
    x, y, zone = places.convert(lon, lat, "wgs84", "zone")
    number = int(zone.removeprefix("EPSG:")) - 4509
    assert "the district" in near(f"{x:.3f}, {y:.3f}")
    assert "as given" in near(f"{zone} {x:.3f}, {y:.3f}")
    assert "north came first" in near(f"X={y:.3f} Y={number * 1_000_000 + x:.3f}")
    assert "as given" in near(f"{number}带 {x:.3f} {y:.3f}")


def test_what_is_far_away_says_so_and_comes_last(town: Any) -> None:
    found = places.find(town.desk, town.actor, "12.5, 41.9")
    assert all("outside" in spot.sure for spot in found)


def test_a_cell_by_code_and_an_address(town: Any) -> None:
    code = town.code(3, 2)
    first = places.find(town.desk, town.actor, code)[0]
    assert (first.kind, first.layer, first.code, first.sure) == ("cell", "unit_cell", code, "the cell itself")
    held = places.here(town.desk, town.actor, first.lon, first.lat)
    assert held.cells["unit_cell"][0] == code
    assert set(held.coordinates) == set(places.SYSTEMS)
    part = places.find(town.desk, town.actor, code[:8])
    assert {spot.sure for spot in part} == {"a cell whose code or name holds this"}
    assert places.find(town.desk, town.actor, "  ") == []
    assert places.find(town.desk, town.actor, "无此地") == []


def test_records_beside_a_place(town: Any) -> None:
    lon, lat = town.inside(0, 0)
    near = places.here(town.desk, town.actor, lon, lat).near
    assert {(one.register, one.fid) for one in near} >= {("building", town.made["building"][0])}
    assert {one.register for one in near} <= {"building", "case"}
    assert places.here(town.desk, town.actor, lon + 0.01, lat).near == []


def test_nothing_is_known_of_an_empty_file(make_district: Any) -> None:
    district = make_district("other", 1, 1)
    with district.desk.reader() as conn:
        assert layers.all_(conn)
    assert places.find(district.desk, district.actor, "512345.6 4321234.5")


@settings(deadline=None)
@given(st.floats(74, 134), st.floats(4, 53), st.sampled_from(["gcj02", "bd09", "zone", "cgcs2000"]))
def test_there_and_back(lon: float, lat: float, system: str) -> None:
    x, y, crs_ = places.convert(lon, lat, "wgs84", system)
    back = places.convert(x, y, crs_, "wgs84")
    assert back[:2] == pytest.approx((lon, lat), abs=1e-8)


def test_what_cannot_be_converted() -> None:
    with pytest.raises(BadInput):
        places.convert(200.0, 10.0, "wgs84", "gcj02")
    with pytest.raises(BadInput):
        places.convert(117.0, 39.0, "nowhere", "wgs84")


def test_a_coordinate_as_the_map_writes_it() -> None:
    assert places.written(117.2, 39.1, "wgs84") == "WGS 84 117.200000, 39.100000"
    x, y = crs.from_wgs84([117.2], [39.1], "EPSG:4548")
    assert places.written(117.2, 39.1, "cgcs2000") == f"CGCS2000 3° zone 39 (CM 117°) E {x[0]:.2f} N {y[0]:.2f}"
    assert places.written(117.2, 39.1, "gcj02").startswith("GCJ-02 (shifted) 117.20")
