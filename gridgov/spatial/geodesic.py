"""Distances and areas on the ellipsoid, along geodesics: what a person measures on the map.

GRS 80, the ellipsoid of CGCS2000; that of WGS 84 differs by a tenth of a millimetre. Degrees, x = longitude.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@cache
def _ellipsoid() -> Any:
    import pyproj

    return pyproj.Geod(ellps="GRS80")


def legs_m(lon: Floats, lat: Floats) -> Floats:
    """The length in metres of each leg from point to point; none for fewer than two points."""
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if len(lon) < 2:
        return np.empty(0)
    found: Floats = np.asarray(_ellipsoid().line_lengths(lon, lat), np.float64)
    return found


def area_m2(lon: Floats, lat: Floats) -> float:
    """The area in square metres of the polygon with these corners, whichever way round; 0 for fewer than three.

    The corners are joined by geodesics, the last with the first. A polygon that crosses itself has no sensible area.
    """
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if len(lon) < 3:
        return 0.0
    found, _ = _ellipsoid().polygon_area_perimeter(lon, lat)
    return abs(float(found))
