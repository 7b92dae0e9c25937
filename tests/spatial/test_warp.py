"""Pictures brought from plane to plane: to under a pixel, shifted ones too; sampling, blending, making smaller."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.services.map_layers import Frame
from gridgov.spatial import crs, datum, pixels
from gridgov.spatial.warp import Affine, Grid, Mesh, Part, applied, drawn, inverse

WORLD = 20037508.342789244
ZOOM_18 = 2 * WORLD / (256 << 18)
MERCATOR: Affine = (ZOOM_18, 0.0, -WORLD, 0.0, -ZOOM_18, WORLD)


@attrs.frozen(eq=False)
class Chart:
    """A source that is one small picture."""

    picture: np.ndarray
    affine: Affine

    @property
    def width(self) -> int:
        return int(self.picture.shape[1])

    @property
    def height(self) -> int:
        return int(self.picture.shape[0])

    def read(
        self, left: float, top: float, right: float, bottom: float, factor: float, dropped: Callable[[], bool]
    ) -> Part:
        return Part(self.picture, 0.0, 0.0, 1.0)


def to_mercator(frame: Frame, shift: str) -> Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    def way(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        lon, lat = frame.from_frame(x, y)
        if shift:
            lon, lat = datum.from_wgs84(lon, lat, shift)
        return crs.from_wgs84(lon, lat, "EPSG:3857")

    return way


def test_a_gcj02_map_fits_to_under_a_pixel_at_street_zoom(testdata: Path) -> None:
    """Where the mesh says a point lies on the shifted map is where the public formula puts it."""
    with (testdata / "gcoord_vectors_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[::7]:
        lon, lat, there_lon, there_lat = (
            float(row[name]) for name in ("lon_wgs84", "lat_wgs84", "lon_gcj02", "lat_gcj02")
        )
        meridian = 3 * round(lon / 3)
        plane = f"EPSG:{4534 + (meridian - 75) // 3}"
        x, y = crs.from_wgs84(np.array([lon]), np.array([lat]), plane)
        frame = Frame(0.0, 0.0, plane, float(round(x[0], -2)), float(round(y[0], -2)))
        grid = Grid(x[0] - frame.x - 400 / 1.7, y[0] - frame.y + 300 / 1.7, 1.7, 800, 600)
        u, v = Mesh(grid, to_mercator(frame, "gcj02"), MERCATOR).rows(0, 600)
        mx, my = crs.from_wgs84(np.array([there_lon]), np.array([there_lat]), "EPSG:3857")
        want_u, want_v = applied(inverse(MERCATOR), mx, my)
        # The point is the corner between four pixels in the middle of the grid.
        got_u, got_v = u[299:301, 399:401].mean(), v[299:301, 399:401].mean()
        step = abs(u[300, 401] - u[300, 400])
        assert abs(got_u - want_u[0]) / step < 0.5
        assert abs(got_v - want_v[0]) / step < 0.5


@settings(deadline=None)
@given(
    lon=st.floats(74.0, 134.0),
    lat=st.floats(19.0, 53.0),
    scale=st.sampled_from([0.002, 0.02, 0.2, 2.0]),
    shift=st.sampled_from(["", "gcj02"]),
)
def test_the_mesh_stays_below_a_pixel_of_the_exact_way(lon: float, lat: float, scale: float, shift: str) -> None:
    meridian = 3 * round(lon / 3)
    plane = f"EPSG:{4534 + (meridian - 75) // 3}"
    x, y = crs.from_wgs84(np.array([lon]), np.array([lat]), plane)
    frame = Frame(0.0, 0.0, plane, float(x[0]), float(y[0]))
    grid = Grid(-100 / scale, 80 / scale, scale, 200, 160)
    way = to_mercator(frame, shift)
    mesh = Mesh(grid, way, MERCATOR)
    u, v = mesh.rows(0, 160)
    gx, gy = np.meshgrid(grid.west + (np.arange(200) + 0.5) / scale, grid.north - (np.arange(160) + 0.5) / scale)
    exact_u, exact_v = applied(inverse(MERCATOR), *way(gx.ravel(), gy.ravel()))
    # The public formula steps by a little where a degree of it is crossed; everywhere else it is smooth.
    away = np.hypot(u.ravel() - exact_u, v.ravel() - exact_v) / mesh.factor()
    assert np.quantile(away, 0.99) < 0.5


def test_a_picture_in_its_own_plane_comes_out_as_it_is() -> None:
    rng = np.random.default_rng(3)
    source = rng.integers(0, 1 << 24, (40, 60), np.uint32) | np.uint32(0xFF000000)
    chart = Chart(source, (2.0, 0.0, 100.0, 0.0, -2.0, 500.0))
    found = drawn(chart, Grid(100.0, 500.0, 0.5, 60, 40), lambda x, y: (x, y))
    assert found is not None
    np.testing.assert_array_equal(found, source)


def test_what_lies_elsewhere_gives_nothing_and_a_part_is_clear_around() -> None:
    chart = Chart(np.full((10, 10), 0xFF102030, np.uint32), (1.0, 0.0, 0.0, 0.0, -1.0, 10.0))
    assert drawn(chart, Grid(100.0, 10.0, 1.0, 20, 20), lambda x, y: (x, y)) is None
    found = drawn(chart, Grid(-5.0, 10.0, 1.0, 20, 20), lambda x, y: (x, y))
    assert found is not None
    assert (found[:10, 5:15] == 0xFF102030).all()
    assert (found[:, :5] == 0).all()
    assert (found[10:] == 0).all()


def test_a_dropped_picture_is_not_made() -> None:
    chart = Chart(np.full((10, 10), 0xFF102030, np.uint32), (1.0, 0.0, 0.0, 0.0, -1.0, 10.0))
    assert drawn(chart, Grid(0.0, 10.0, 1.0, 10, 10), lambda x, y: (x, y), lambda: True) is None


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 256))
def test_mixing_is_exact_to_a_step_in_every_part(a: int, b: int, share: int) -> None:
    one = np.full(3, a * 0x01010101, np.uint32)
    two = np.full(3, b * 0x01010101, np.uint32)
    found = pixels.mixed(one, two, np.uint32(share)).view(np.uint8)
    assert np.abs(found.astype(int) - (a * (256 - share) + b * share) / 256).max() <= 1


def test_a_full_cover_hides_and_a_clear_one_shows() -> None:
    below = np.full((2, 2), 0xFF336699, np.uint32)
    assert (pixels.over(below, np.full((2, 2), 0xFF112233, np.uint32)) == 0xFF112233).all()
    assert (pixels.over(below, np.zeros((2, 2), np.uint32)) == below).all()
    half = pixels.over(below, pixels.faded(np.full((2, 2), 0xFFFFFFFF, np.uint32), 0.5)).view(np.uint8)
    assert np.abs(half[0, :4].astype(int) - [0xCC, 0xB2, 0x99, 0xFF]).max() <= 2


@pytest.mark.parametrize("size", [(8, 8), (7, 9), (1, 5)])
def test_smaller_is_the_mean(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(1)
    parts = rng.integers(0, 256, (*size, 4), np.uint8)
    found = pixels.smaller(parts.view(np.uint32)[:, :, 0], 2).view(np.uint8).reshape(-1, -(-size[1] // 2), 4)
    padded = np.pad(parts, ((0, size[0] % 2), (0, size[1] % 2), (0, 0)), mode="edge").astype(float)
    mean = padded.reshape(len(padded) // 2, 2, -1, 2, 4).mean(axis=(1, 3))
    assert np.abs(found - mean).max() <= 0.5
