"""Coordinates in the spellings that people paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain.coordinate_text import parse


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("117.2, 39.1", 117.2, 39.1),
        ("117.2,39.1", 117.2, 39.1),
        ("１１７．２，３９．１", 117.2, 39.1),
        ("117.2，39.1", 117.2, 39.1),
        ("117.2、39.1", 117.2, 39.1),
        ("117.2；39.1", 117.2, 39.1),
        ("117.2 39.1", 117.2, 39.1),
        ("39.1, 117.2", 117.2, 39.1),
        ("(117.2, 39.1)", 117.2, 39.1),
        ("POINT(117.2 39.1)", 117.2, 39.1),
        ("北纬39.1 东经117.2", 117.2, 39.1),
        ("东经117.2度，北纬39.1度", 117.2, 39.1),
        ("117°12′00″E 39°06′00″N", 117.2, 39.1),
        ("117°12'E, 39°6'N", 117.2, 39.1),
        ("东经117度12分0秒，北纬39度6分0秒", 117.2, 39.1),
        ("N39°06'00\" E117°12'00\"", 117.2, 39.1),
        ("39º06’00”N，117º12’00”E", 117.2, 39.1),
        ("lat: 39.1, lon: 117.2", 117.2, 39.1),
        ("经度117.2 纬度39.1", 117.2, 39.1),
        ("-73.5, 40.2", -73.5, 40.2),
        ("73.5W 40.2N", -73.5, 40.2),
    ],
)
def test_degrees(text: str, x: float, y: float) -> None:
    found = parse(text)
    assert found is not None
    assert (found.x, found.y) == pytest.approx((x, y))
    assert not found.is_plane
    assert found.system == ""


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("GCJ-02 117.2,39.1", "gcj02"),
        ("117.2,39.1（高德）", "gcj02"),
        ("百度坐标：117.2，39.1", "bd09"),
        ("WGS84 117.2 39.1", "wgs84"),
        ("CGCS2000: 117.2, 39.1", "cgcs2000"),
        ("EPSG:4490 117.2, 39.1", "EPSG:4490"),
    ],
)
def test_the_system_that_is_named(text: str, system: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.system == system
    assert (found.x, found.y) == pytest.approx((117.2, 39.1))


@pytest.mark.parametrize(
    ("text", "zone", "swapped"),
    [
        ("39512345.6, 4321234.5", 0, False),
        ("X=4321234.5 Y=39512345.6", 0, True),
        ("CGCS2000 3度带 39带 512345.6 4321234.5", 39, False),
        ("512345.6，4321234.5 中央子午线117°", 39, False),
        ("4321234.5 512345.6 zone 39", 39, True),
        ("512345.6 4321234.5", 0, False),
    ],
)
def test_planes(text: str, zone: int, swapped: bool) -> None:
    found = parse(text)
    assert found is not None
    assert found.is_plane
    assert found.y == 4321234.5
    assert found.x in (512345.6, 39512345.6)
    assert (found.zone, found.swapped) == (zone, swapped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "幸福路12号",
        "117.2",
        "117.2, 39.1, 5",
        "12号楼3单元",
        "200.5, 95.2",
        "117°72'E 39°N",
        "117.2E 39.1E",
        "a, b",
    ],
)
def test_what_is_no_coordinate(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = parse(text)
    assert found is None or (found.x == found.x and found.y == found.y)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_degrees_minutes_and_seconds_come_back(lon: float, lat: float) -> None:
    def spelled(value: float, letters: str) -> str:
        whole = round(abs(value) * 3_600_000)
        return f"{whole // 3_600_000}°{whole // 60_000 % 60}'{whole % 60_000 / 1000}\"{letters[value < 0]}"

    found = parse(f"{spelled(lon, 'EW')} {spelled(lat, 'NS')}")
    assert found is not None
    assert (found.x, found.y) == pytest.approx((lon, lat), abs=2e-7)
