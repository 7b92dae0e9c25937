"""Local parameters: four (a similarity of the plane) and seven (Bursa-Wolf), given or fitted to control points.

Four: X = dx + (1 + s) (x cos a - y sin a), Y = dy + (1 + s) (x sin a + y cos a), s in parts per million, a in seconds.
Seven: three shifts in metres, three rotations in seconds (coordinate frame), the scale in parts per million, applied to
geocentric coordinates on the ellipsoids of both systems.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.errors import BadInput, WrongUse

Floats = NDArray[np.float64]

_SECOND = np.pi / 180 / 3600


@attrs.frozen
class Four:
    """A similarity of the plane: shifts in metres, rotation in seconds, scale in parts per million."""

    dx: float
    dy: float
    rotation_s: float
    scale_ppm: float

    def apply(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Coordinates moved by these parameters."""
        turn, grow = self.rotation_s * _SECOND, 1 + self.scale_ppm * 1e-6
        cos, sin = np.cos(turn) * grow, np.sin(turn) * grow
        return self.dx + cos * x - sin * y, self.dy + sin * x + cos * y


@attrs.frozen(eq=False)
class Fit:
    """Four parameters from control points: the residual of each point in metres, and their root mean square."""

    four: Four
    names: tuple[str, ...]
    residuals_m: Floats

    @property
    def rms_m(self) -> float:
        """Root mean square of the residuals; 0 for two points, which fit always."""
        return float(np.sqrt((self.residuals_m**2).mean()))


def parameters(text: str) -> Four | tuple[float, ...]:
    """Four or seven numbers joined by commas; ``WrongUse`` for anything else."""
    try:
        numbers = tuple(float(part) for part in text.replace("，", ",").replace(";", ",").split(",") if part.strip())
    except ValueError:
        numbers = ()
    if len(numbers) == 4:
        return Four(*numbers)
    if len(numbers) == 7:
        return numbers
    raise WrongUse(
        "{text} are no parameters: give four (dx, dy in m, rotation in seconds, scale in ppm) or seven (dx, dy, dz in "
        "m, rx, ry, rz in seconds, scale in ppm), joined by commas.",
        text=text,
    )


def fit(points: list[tuple[str, float, float, float, float]]) -> Fit:
    """The similarity that brings the first pair of each point nearest to its second, by least squares.

    Two points are enough, three tell how good it is; ``BadInput`` for fewer, or for points in one place.
    """
    if len(points) < 2:
        raise BadInput("Control points need two at least, better three: name, x, y, X, Y.")
    source = np.array([complex(p[1], p[2]) for p in points])
    target = np.array([complex(p[3], p[4]) for p in points])
    middle, aim = source.mean(), target.mean()
    spread = float((np.abs(source - middle) ** 2).sum())
    if spread < 1e-6:
        raise BadInput("The control points lie in one place: take points far from each other.")
    turn = complex(((target - aim) * np.conj(source - middle)).sum() / spread)
    shift = aim - turn * middle
    left = np.abs(turn * source + shift - target)
    four = Four(shift.real, shift.imag, float(np.angle(turn)) / _SECOND, (abs(turn) - 1) * 1e6)
    return Fit(four, tuple(p[0] for p in points), left)


def apply_seven(x: Floats, y: Floats, numbers: tuple[float, ...], source: Any, target: Any) -> tuple[Floats, Floats]:
    """Coordinates of a system of an old datum in another system, by seven parameters; both are ``pyproj.CRS``."""
    import pyproj

    lon, lat = pyproj.Transformer.from_crs(source, source.geodetic_crs, always_xy=True).transform(x, y)
    a, b = source.ellipsoid, target.ellipsoid
    dx, dy, dz, rx, ry, rz, s = numbers
    line = pyproj.Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        f"+step +proj=cart +a={a.semi_major_metre} +rf={a.inverse_flattening} "
        f"+step +proj=helmert +x={dx} +y={dy} +z={dz} +rx={rx} +ry={ry} +rz={rz} +s={s} +convention=coordinate_frame "
        f"+step +inv +proj=cart +a={b.semi_major_metre} +rf={b.inverse_flattening} "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    lon, lat = line.transform(np.asarray(lon), np.asarray(lat))
    found = pyproj.Transformer.from_crs(target.geodetic_crs, target, always_xy=True).transform(lon, lat)
    return np.asarray(found[0], dtype=np.float64), np.asarray(found[1], dtype=np.float64)
