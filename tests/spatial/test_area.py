"""Areas against pyproj's geodesics, and reference systems."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from shapely.geometry import shape

from gridgov.errors import BadInput
from gridgov.spatial import blob, crs, crs_guess
from gridgov.spatial.area import geodesic_area_m2
from gridgov.spatial.rings import from_lists

GEOD = pyproj.Geod(ellps="GRS80")


@pytest.mark.parametrize("name", ["dc_clean/smd_2013_cells.geojson", "london_oa/camden_oa.geojson"])
def test_areas_are_those_of_geodesics(testdata: Path, name: str) -> None:
    features = json.loads((testdata / name).read_text(encoding="utf-8"))["features"]
    shapes = [shape(f["geometry"]) for f in features]
    rings = blob.decode_polygons(blob.from_wkb([shapely.to_wkb(s) for s in shapes], 4326))
    expected = [abs(GEOD.geometry_area_perimeter(s)[0]) for s in shapes]
    np.testing.assert_allclose(geodesic_area_m2(rings, "EPSG:4326"), expected, rtol=1e-6)


def test_holes_are_taken_off_and_parts_added_in_any_direction() -> None:
    outer = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
    hole = [(100, 100), (200, 100), (200, 200), (100, 200)]
    moved = [[(x + 500_000, y + 4_400_000) for x, y in ring] for ring in (outer, hole)]
    for turn in (1, -1):
        holed = shapely.Polygon(moved[0], [moved[1][::turn]])
        both = shapely.MultiPolygon([holed, shapely.Polygon([(x + 5000, y) for x, y in moved[1]])])
        wkbs = [shapely.to_wkb(g) for g in (holed, both, shapely.Polygon())]
        found = geodesic_area_m2(blob.decode_polygons(blob.from_wkb(wkbs, 4548)), "EPSG:4548")
        np.testing.assert_allclose(found, [990_000, 1_000_000, 0], rtol=2e-5)


@pytest.mark.parametrize("reach", [0.001, 0.1, 0.5, 1.5])
@pytest.mark.parametrize("latitude", [0.0, 20.0, 39.9, -53.0, 70.0])
def test_areas_hold_at_every_size_and_latitude(reach: float, latitude: float) -> None:
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    ring = np.column_stack((116 + reach * np.cos(angle), latitude + 0.7 * reach * np.sin(angle)))
    expected = abs(GEOD.polygon_area_perimeter(*ring.T)[0])
    assert geodesic_area_m2(from_lists([[ring]]), "EPSG:4490")[0] == pytest.approx(expected, rel=1e-6)


def test_an_area_across_the_antimeridian_is_the_small_one() -> None:
    ring = [(179.99, 10), (-179.99, 10), (-179.99, 10.02), (179.99, 10.02)]
    expected = abs(GEOD.polygon_area_perimeter(*zip(*ring, strict=True))[0])
    assert geodesic_area_m2(from_lists([[ring]]), "EPSG:4326")[0] == pytest.approx(expected, rel=1e-6)


def test_many_rings_are_worked_on_in_blocks() -> None:
    rng = np.random.default_rng(0)
    cells = [[[(116 + i / 1000, 40), (116.001 + i / 1000, 40), (116 + i / 1000, 40.001)]] for i in range(200)]
    angle = np.sort(rng.uniform(0, 2 * np.pi, 70_000))
    cells.insert(100, [np.column_stack((116 + 0.1 * np.cos(angle), 39 + 0.1 * np.sin(angle))).tolist()])
    areas = geodesic_area_m2(from_lists(cells), "EPSG:4326")
    np.testing.assert_allclose(np.delete(areas, 100), areas[0], rtol=1e-9)
    assert areas[100] == pytest.approx(abs(GEOD.polygon_area_perimeter(*np.transpose(cells[100][0]))[0]), rel=1e-6)


def test_a_known_place_in_its_zone() -> None:
    # Domain digest, section 7: 116.4167° E, 39.9167° N.
    x, y = crs.from_wgs84(np.array([116.4167]), np.array([39.9167]), "EPSG:4548")
    assert (round(float(x[0]), 3), round(float(y[0]), 3)) == (450129.136, 4420442.807)
    x, _ = crs.from_wgs84(np.array([116.4167]), np.array([39.9167]), "EPSG:4527")
    assert round(float(x[0]), 3) == 39450129.136


def test_old_datums_are_refused_with_the_reason() -> None:
    for old in ("EPSG:4214", "EPSG:4610", "EPSG:2436", "EPSG:2364"):
        with pytest.raises(BadInput, match="local parameters"):
            crs.to_wgs84(np.array([450000.0]), np.array([4420000.0]), old)


def test_degrees_of_both_modern_datums_are_the_same_numbers() -> None:
    x, _ = crs.transform(np.array([117.0]), np.array([40.0]), "EPSG:4490", "EPSG:4326")
    assert x[0] == 117.0


@pytest.mark.parametrize("text", ["", "gcj02", "BD-09", "EPSG:x", "urn"])
def test_what_is_no_system_is_said(text: str) -> None:
    with pytest.raises(BadInput):
        crs.srs_id(text)


def test_an_unknown_number_is_said() -> None:
    with pytest.raises(BadInput):
        crs.is_geographic("EPSG:999999")


@pytest.mark.parametrize(
    ("bounds", "likely"),
    [
        ((116.0, 39.0, 117.0, 40.0), "EPSG:4326"),
        ((39450000.0, 4420000.0, 39460000.0, 4430000.0), "EPSG:4527"),
        ((450000.0, 4420000.0, 460000.0, 4430000.0), "EPSG:4548"),
        ((4420000.0, 450000.0, 4430000.0, 460000.0), "EPSG:4548"),
        ((12950000.0, 4850000.0, 12960000.0, 4860000.0), "EPSG:3857"),
    ],
)
def test_likely_systems_by_where_the_numbers_fall(bounds: tuple[float, float, float, float], likely: str) -> None:
    assert likely in [g.crs for g in crs_guess.guess(bounds)]
