"""Measuring on the ground: geodesic distances and areas between places, for the map's tools and the command line.

It looks at no file, so it needs neither an actor nor a right.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.errors import BadInput
from gridgov.spatial import geodesic
from gridgov.spatial.gauss_kruger import zone_of

Floats = NDArray[np.float64]


@attrs.frozen(eq=False)
class Measured:
    """Legs in metres, their sum, the way round (with the leg back to the first place), and the area in m²."""

    legs_m: Floats
    length_m: float
    perimeter_m: float
    area_m2: float


def measure(lon: Sequence[float] | Floats, lat: Sequence[float] | Floats) -> Measured:
    """Measure along and around places in degrees; one place or none has no length, two have no area.

    ``BadInput`` for what is no longitude or latitude.
    """
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    for east, north in zip(x.tolist(), y.tolist(), strict=True):
        if not (-180 <= east <= 180 and -90 <= north <= 90):
            raise BadInput("{x}, {y} is no place: give longitude and latitude in degrees.", x=east, y=north)
    legs = geodesic.legs_m(x, y)
    back = geodesic.legs_m(x[[-1, 0]], y[[-1, 0]]).sum() if len(x) > 2 else legs.sum()
    return Measured(legs, float(legs.sum()), float(legs.sum() + back), geodesic.area_m2(x, y))


def warm() -> None:
    """Load what measuring stands on, so that the first click need not wait for it."""
    measure([117.0, 117.0], [39.0, 39.1])


class Ruler:
    """Measures in the plane that a district is drawn in, and tells its places in degrees without loading pyproj."""

    def __init__(self, frame: object) -> None:
        self._frame = frame
        crs = getattr(frame, "crs", "")
        self._zone = zone_of(crs) if crs else None

    def degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Places of the plane as longitude and latitude (WGS 84)."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        frame = self._frame
        if self._zone is not None:
            return self._zone.inverse(x + frame.x, y + frame.y)  # type: ignore[attr-defined]
        found: tuple[Floats, Floats] = frame.from_frame(x, y)  # type: ignore[attr-defined]
        return found

    def plane(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in degrees as it lies in the plane."""
        place, frame = (np.array([lon]), np.array([lat])), self._frame
        if self._zone is not None:
            x, y = self._zone.forward(*place)
            return float(x[0]) - frame.x, float(y[0]) - frame.y  # type: ignore[attr-defined]
        x, y = frame.to_frame(*place)  # type: ignore[attr-defined]
        return float(x[0]), float(y[0])

    def measure(self, x: Sequence[float], y: Sequence[float]) -> Measured:
        """Measure along and around places of the plane."""
        return measure(*self.degrees(np.asarray(x, np.float64), np.asarray(y, np.float64)))
