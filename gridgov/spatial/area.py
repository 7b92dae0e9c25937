"""Areas of cells on the ground, in square metres."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial import crs as reference
from gridgov.spatial.rings import Rings, hole_mask

Floats = NDArray[np.float64]

SEMI_MAJOR_M = 6378137.0
FLATTENING = 1 / 298.257222101  # GRS 80; WGS 84 differs by 1e-11 of the area


def geodesic_area_m2(rings: Rings, crs: str) -> Floats:
    """The area of each cell on the ellipsoid, holes taken off, parts added; 0 for an empty cell.

    Worked out on the authalic sphere (equal areas by construction), the latitudes relative to the ring's first
    vertex so that small rings keep their digits, edges as great circles: within 1e-6 of the geodesic area for cells
    of a city.

    `crs` is the system of `rings`; a projected one is brought to degrees first.
    """
    if rings.ring_count == 0:
        return np.zeros(rings.count)
    lon, lat = rings.xy[:, 0], rings.xy[:, 1]
    if not reference.is_geographic(crs):
        lon, lat = reference.to_wgs84(lon, lat, crs)
    signed = _signed_ring_areas(np.radians(lon), np.radians(lat), rings.ring_start)
    worth = np.where(hole_mask(rings), -np.abs(signed), np.abs(signed))
    total = np.bincount(rings.ring_cell, weights=worth, minlength=rings.count)
    return np.maximum(total, 0.0)


def _signed_ring_areas(lon: Floats, lat: Floats, ring_start: NDArray[np.int64]) -> Floats:
    """Area of each ring, positive when it runs counter-clockwise."""
    e2 = FLATTENING * (2 - FLATTENING)
    e = np.sqrt(e2)
    q_pole = 1 + (1 - e2) / e * np.arctanh(e)
    radius2 = SEMI_MAJOR_M**2 * q_pole / 2
    starts = ring_start[:-1]
    lengths = np.diff(ring_start)
    ring = np.repeat(np.arange(len(lengths)), lengths)
    lat0, lon0 = lat[starts][ring], lon[starts][ring]

    # The difference of two q(lat), from the difference of latitudes, so that nothing is lost for small rings.
    def delta_q() -> Floats:
        sin, sin0 = np.sin(lat), np.sin(lat0)
        difference = 2 * np.cos((lat + lat0) / 2) * np.sin((lat - lat0) / 2)  # sin(lat) - sin(lat0)
        rational = difference * (1 + e2 * sin * sin0) / ((1 - e2 * sin**2) * (1 - e2 * sin0**2))
        logarithm = np.arctanh(e * difference / (1 - e2 * sin * sin0)) / e
        return np.asarray((1 - e2) * (rational + logarithm))

    height = delta_q() / q_pole  # difference of the sine of the authalic latitude
    x = np.remainder(lon - lon0 + np.pi, 2 * np.pi) - np.pi
    following = np.arange(1, len(x) + 1)
    following[ring_start[1:] - 1] = starts
    cross = (x * height[following] - x[following] * height) / 2
    # A great circle bulges from the straight line between its ends: third-order term of the area between the two.
    dx, dlat, middle = x[following] - x, lat[following] - lat, (lat + lat[following]) / 2
    bulge = dx * np.sin(middle) * ((np.cos(middle) * dx) ** 2 + 3 * dlat**2) / 12
    return np.asarray(np.add.reduceat(cross - bulge, starts) * radius2)
