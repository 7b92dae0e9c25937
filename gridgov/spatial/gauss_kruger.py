"""The zones of CGCS2000 without pyproj: Krüger's series to the sixth order, exact to well under a millimetre.

The map tells a coordinate at every move of the pointer and must not wait for a library to load; everything that is
stored goes through :mod:`gridgov.spatial.crs`, and a test holds the two against each other.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.area import FLATTENING, SEMI_MAJOR_M

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]

_N = FLATTENING / (2 - FLATTENING)
_RECTIFYING = SEMI_MAJOR_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64 + _N**6 / 256)
_E = np.sqrt(FLATTENING * (2 - FLATTENING))

_FORWARD = (
    _N / 2 - 2 / 3 * _N**2 + 5 / 16 * _N**3 + 41 / 180 * _N**4 - 127 / 288 * _N**5 + 7891 / 37800 * _N**6,
    13 / 48 * _N**2 - 3 / 5 * _N**3 + 557 / 1440 * _N**4 + 281 / 630 * _N**5 - 1983433 / 1935360 * _N**6,
    61 / 240 * _N**3 - 103 / 140 * _N**4 + 15061 / 26880 * _N**5 + 167603 / 181440 * _N**6,
    49561 / 161280 * _N**4 - 179 / 168 * _N**5 + 6601661 / 7257600 * _N**6,
    34729 / 80640 * _N**5 - 3418889 / 1995840 * _N**6,
    212378941 / 319334400 * _N**6,
)
_BACK = (
    _N / 2 - 2 / 3 * _N**2 + 37 / 96 * _N**3 - 1 / 360 * _N**4 - 81 / 512 * _N**5 + 96199 / 604800 * _N**6,
    1 / 48 * _N**2 + 1 / 15 * _N**3 - 437 / 1440 * _N**4 + 46 / 105 * _N**5 - 1118711 / 3870720 * _N**6,
    17 / 480 * _N**3 - 37 / 840 * _N**4 - 209 / 4480 * _N**5 + 5569 / 90720 * _N**6,
    4397 / 161280 * _N**4 - 11 / 504 * _N**5 - 830251 / 7257600 * _N**6,
    4583 / 161280 * _N**5 - 108847 / 3991680 * _N**6,
    20648693 / 638668800 * _N**6,
)


@attrs.frozen
class Zone:
    """A zone: its central meridian in degrees, its false easting, its number (0 where the easting has none)."""

    meridian: float
    easting: float
    number: int = 0

    def forward(self, lon: Floats, lat: Floats) -> Pair:
        """Degrees to easting and northing in metres."""
        phi, away = np.radians(np.asarray(lat, np.float64)), np.radians(np.asarray(lon, np.float64) - self.meridian)
        sine = np.sin(phi)
        t = np.sinh(np.arctanh(sine) - _E * np.arctanh(_E * sine))
        xi, eta = np.arctan2(t, np.cos(away)), np.arctanh(np.sin(away) / np.hypot(1.0, t))
        x, y = eta.copy(), xi.copy()
        for j, a in enumerate(_FORWARD, start=1):
            x += a * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
            y += a * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
        return self.easting + _RECTIFYING * x, _RECTIFYING * y

    def inverse(self, x: Floats, y: Floats) -> Pair:
        """Easting and northing to degrees."""
        north, east = np.asarray(y, np.float64) / _RECTIFYING, (np.asarray(x, np.float64) - self.easting) / _RECTIFYING
        xi, eta = north.copy(), east.copy()
        for j, b in enumerate(_BACK, start=1):
            xi -= b * np.sin(2 * j * north) * np.cosh(2 * j * east)
            eta -= b * np.cos(2 * j * north) * np.sinh(2 * j * east)
        conformal = np.arcsin(np.sin(xi) / np.cosh(eta))
        target = np.tan(conformal)
        tau = target / (1 - _E**2)
        for _ in range(4):  # Newton's method: doubles the digits in each round
            spun = np.sinh(_E * np.arctanh(_E * tau / np.hypot(1.0, tau)))
            now = tau * np.hypot(1.0, spun) - spun * np.hypot(1.0, tau)
            slope = (1 + (1 - _E**2) * tau**2) / ((1 - _E**2) * np.hypot(1.0, tau))
            tau = tau + (target - now) / np.hypot(1.0, now) * slope
        return self.meridian + np.degrees(np.arctan2(np.sinh(eta), np.cos(xi))), np.degrees(np.arctan(tau))


def zone_of(crs: str) -> Zone | None:
    """The zone that ``EPSG:4491`` to ``EPSG:4554`` names; None for any other system."""
    text = crs.strip().upper().removeprefix("EPSG:")
    number = int(text) if text.isdecimal() else 0
    if 4491 <= number <= 4501:
        zone = number - 4478
        return Zone(6 * zone - 3, zone * 1e6 + 500_000, zone)
    if 4502 <= number <= 4512:
        return Zone(6 * (number - 4489) - 3, 500_000)
    if 4513 <= number <= 4533:
        zone = number - 4488
        return Zone(3 * zone, zone * 1e6 + 500_000, zone)
    if 4534 <= number <= 4554:
        return Zone(3 * (number - 4509), 500_000)
    return None


def zone_at(lon: float) -> int:
    """The number of the three-degree zone that a longitude lies in, 25 to 45."""
    return min(max(round(lon / 3), 25), 45)


def three_degree(number: int, *, numbered: bool = False) -> Zone:
    """A three-degree zone by its number; `numbered` puts the number in front of the easting."""
    return Zone(3 * number, (number * 1e6 if numbered else 0.0) + 500_000, number if numbered else 0)
