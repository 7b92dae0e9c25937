"""The offsets of Chinese public maps: GCJ-02 and BD-09 to WGS 84 and back, by the public formula.

Neither is a reference system: the numbers are longitude and latitude shifted by 300–700 m (BD-09: about 1 km) in a way
that has no EPSG number. Inside the box of the formula only; elsewhere the offset is nought. All calls work on arrays
of degrees, x = longitude, y = latitude; NaN stays NaN.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]

GCJ02 = "gcj02"
BD09 = "bd09"

_SPELLINGS = {"gcj02": GCJ02, "gcj-02": GCJ02, "bd09": BD09, "bd-09": BD09}

# Krasovsky's ellipsoid, as the formula has it.
_SEMI_MAJOR = 6378245.0
_E2 = 0.00669342162296594323

_WEST, _SOUTH, _EAST, _NORTH = 72.004, 0.8293, 137.8347, 55.8271
_ROUNDS = 30
_NEAR_DEGREES = 1e-12


def offset_name(text: str) -> str | None:
    """``gcj02`` or ``bd09`` for a usual spelling of it, otherwise None."""
    return _SPELLINGS.get(text.strip().lower().replace("_", "").replace(" ", ""))


def wgs84_to_gcj02(lon: Floats, lat: Floats) -> Pair:
    """Degrees of WGS 84 as a public Chinese map shows them."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    inside = (lon >= _WEST) & (lon <= _EAST) & (lat >= _SOUTH) & (lat <= _NORTH)
    x, y = lon - 105.0, lat - 35.0
    ripple = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north += 2 / 3 * (ripple + 20 * np.sin(np.pi * y) + 40 * np.sin(np.pi / 3 * y))
    north += 2 / 3 * (160 * np.sin(np.pi / 12 * y) + 320 * np.sin(np.pi / 30 * y))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east += 2 / 3 * (ripple + 20 * np.sin(np.pi * x) + 40 * np.sin(np.pi / 3 * x))
    east += 2 / 3 * (150 * np.sin(np.pi / 12 * x) + 300 * np.sin(np.pi / 30 * x))
    # Metres to degrees along the meridian and the parallel of the place.
    bend = 1 - _E2 * np.sin(np.radians(lat)) ** 2
    meridian = _SEMI_MAJOR * (1 - _E2) / bend**1.5
    parallel = _SEMI_MAJOR / np.sqrt(bend) * np.cos(np.radians(lat))
    moved_lon, moved_lat = lon + np.degrees(east / parallel), lat + np.degrees(north / meridian)
    return np.where(inside, moved_lon, lon), np.where(inside, moved_lat, lat)


def gcj02_to_wgs84(lon: Floats, lat: Floats) -> Pair:
    """The inverse of :func:`wgs84_to_gcj02`, found by iteration to 1e-12 degrees."""
    return _undone(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: Floats, lat: Floats) -> Pair:
    """The second shift, laid over the first."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    reach = np.hypot(lon, lat) + 2e-5 * np.sin(lat * np.pi * 3000 / 180)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * np.pi * 3000 / 180)
    return reach * np.cos(angle) + 0.0065, reach * np.sin(angle) + 0.006


def bd09_to_gcj02(lon: Floats, lat: Floats) -> Pair:
    """The inverse of :func:`gcj02_to_bd09`, found by iteration to 1e-12 degrees."""
    return _undone(gcj02_to_bd09, lon, lat)


def to_wgs84(lon: Floats, lat: Floats, name: str) -> Pair:
    """Degrees of ``gcj02`` or ``bd09`` as degrees of WGS 84."""
    if name == BD09:
        lon, lat = bd09_to_gcj02(lon, lat)
    return gcj02_to_wgs84(lon, lat)


def from_wgs84(lon: Floats, lat: Floats, name: str) -> Pair:
    """Degrees of WGS 84 as degrees of ``gcj02`` or ``bd09``."""
    lon, lat = wgs84_to_gcj02(lon, lat)
    return gcj02_to_bd09(lon, lat) if name == BD09 else (lon, lat)


def _undone(shift: Callable[[Floats, Floats], Pair], lon: Floats, lat: Floats) -> Pair:
    """The place that `shift` brings to the given one; shifts change so slowly that each round gains digits."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    x, y = lon.copy(), lat.copy()
    for _ in range(_ROUNDS):
        there_x, there_y = shift(x, y)
        miss_x, miss_y = there_x - lon, there_y - lat
        x, y = x - miss_x, y - miss_y
        if not (np.abs(miss_x) > _NEAR_DEGREES).any() and not (np.abs(miss_y) > _NEAR_DEGREES).any():
            break
    return x, y
