"""Tracks on the ellipsoid: how long, how near to a point, along which places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.area import FLATTENING, SEMI_MAJOR_M

Floats = NDArray[np.float64]


def _scale(lat: float) -> tuple[float, float]:
    """Metres a degree of longitude and of latitude at a latitude, by the radii of curvature of WGS 84."""
    e2 = FLATTENING * (2 - FLATTENING)
    w = np.sqrt(1 - e2 * np.sin(np.radians(lat)) ** 2)
    meridian = SEMI_MAJOR_M * (1 - e2) / w**3
    return float(np.radians(1) * SEMI_MAJOR_M / w * np.cos(np.radians(lat))), float(np.radians(1) * meridian)


def plane(lon: Floats, lat: Floats, middle: tuple[float, float]) -> tuple[Floats, Floats]:
    """Degrees as metres east and north of `middle`; within 30 km the error is below one in ten thousand."""
    kx, ky = _scale(middle[1])
    return (lon - middle[0]) * kx, (lat - middle[1]) * ky


def length_m(lon: Floats, lat: Floats) -> float:
    """The length of a track in metres; 0 for fewer than two places."""
    if len(lon) < 2:
        return 0.0
    x, y = plane(lon, lat, (float(lon.mean()), float(lat.mean())))
    return float(np.hypot(np.diff(x), np.diff(y)).sum())


def nearest(lon: Floats, lat: Floats, to: tuple[float, float]) -> tuple[float, int]:
    """How near a track comes to a place (metres), and the number of the place on it from which it does.

    The track is the line through its places. No place gives (inf, -1).
    """
    if not len(lon):
        return float("inf"), -1
    x, y = plane(lon, lat, to)
    if len(x) == 1:
        return float(np.hypot(x[0], y[0])), 0
    dx, dy = np.diff(x), np.diff(y)
    span = np.maximum(dx * dx + dy * dy, 1e-12)
    along = np.clip(-(x[:-1] * dx + y[:-1] * dy) / span, 0, 1)
    away = np.hypot(x[:-1] + along * dx, y[:-1] + along * dy)
    at = int(np.argmin(away))
    return float(away[at]), at + int(along[at] > 0.5)


def sampled(lon: Floats, lat: Floats, every_m: float) -> tuple[Floats, Floats]:
    """Places along a track, at most so many metres apart."""
    if len(lon) < 2:
        return lon, lat
    x, y = plane(lon, lat, (float(lon.mean()), float(lat.mean())))
    steps = np.maximum(np.ceil(np.hypot(np.diff(x), np.diff(y)) / every_m).astype(np.int64), 1)
    owner = np.repeat(np.arange(len(steps)), steps)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(steps) - steps, steps)
    part = within / steps[owner]
    more = [axis[owner] + (axis[owner + 1] - axis[owner]) * part for axis in (lon, lat)]
    return np.append(more[0], lon[-1]), np.append(more[1], lat[-1])
