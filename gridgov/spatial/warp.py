"""Pictures of the ground in one plane drawn in another: which pixel of the source belongs to each one wanted.

The way from plane to plane is worked out exactly at the corners of a mesh and filled in evenly between them: the
planes and shifts met here bend so little that this stays far below a pixel (a test holds it).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial import pixels
from gridgov.spatial.pixels import Pixels

Floats = NDArray[np.float64]
ToSource = Callable[[Floats, Floats], tuple[Floats, Floats]]
Affine = tuple[float, float, float, float, float, float]
"""x = a·column + b·row + c, y = d·column + e·row + f; the upper left corner of the first pixel is (0, 0)."""

MESH = 32
"""Pixels between the corners of the mesh."""

_BAND = 32
"""Rows that are drawn together: few enough to stay in the processor's own memory."""


@attrs.frozen
class Grid:
    """A picture wanted: its upper left corner in the plane (y up), pixels a unit, size in pixels."""

    west: float
    north: float
    scale: float
    width: int
    height: int


@attrs.frozen(eq=False)
class Part:
    """A piece of a source: `pixels` begins at (`left`, `top`) of the full picture, each one `factor` of its pixels."""

    pixels: Pixels
    left: float
    top: float
    factor: float


class Source(Protocol):
    """A picture of the ground at any fineness: a file of tiles, an image, a service."""

    @property
    def width(self) -> int:
        """Pixels across at full fineness."""

    @property
    def height(self) -> int:
        """Pixels from top to bottom at full fineness."""

    @property
    def affine(self) -> Affine:
        """From pixels at full fineness to the source's plane."""

    def read(
        self, left: float, top: float, right: float, bottom: float, factor: float, dropped: Callable[[], bool]
    ) -> Part | None:
        """The piece between these full pixels, about `factor` of them to one; None when there is nothing to show."""


def never() -> bool:
    """Says that a picture is still wanted."""
    return False


def inverse(affine: Affine) -> Affine:
    """From the plane back to pixels."""
    a, b, c, d, e, f = affine
    det = a * e - b * d
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def applied(affine: Affine, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """`affine` of all points."""
    a, b, c, d, e, f = affine
    return a * x + b * y + c, d * x + e * y + f


class Mesh:
    """For every pixel of a grid its place in the source, in full pixels."""

    def __init__(self, grid: Grid, to_source: ToSource, affine: Affine) -> None:
        self._grid = grid
        columns = np.arange(-(-grid.width // MESH) + 1) * float(MESH)
        rows = np.arange(-(-grid.height // MESH) + 1) * float(MESH)
        x, y = np.meshgrid(grid.west + columns / grid.scale, grid.north - rows / grid.scale)
        sx, sy = to_source(x.ravel(), y.ravel())
        u, v = applied(inverse(affine), np.asarray(sx, np.float64), np.asarray(sy, np.float64))
        self.u, self.v = u.reshape(x.shape), v.reshape(x.shape)

    def box(self) -> tuple[float, float, float, float] | None:
        """The full pixels that the grid shows: left, top, right, bottom; None when it shows none."""
        good = np.isfinite(self.u) & np.isfinite(self.v)
        if not good.any():
            return None
        u, v = self.u[good], self.v[good]
        return float(u.min()), float(v.min()), float(u.max()), float(v.max())

    def factor(self) -> float:
        """About how many full pixels lie under one pixel of the grid, along one side."""
        across = np.hypot(np.diff(self.u, axis=1), np.diff(self.v, axis=1)) / MESH
        across = np.sort(across[np.isfinite(across)])
        return float(across[len(across) // 2]) if len(across) else 1.0

    def rows(self, begin: int, end: int) -> tuple[Floats, Floats]:
        """The places of the middles of the pixels in some rows."""
        place = (np.arange(begin, end) + 0.5) / MESH
        first = np.minimum(place.astype(np.int64), self.u.shape[0] - 2)
        share = (place - first)[:, None]
        wide_u, wide_v = self._wide
        u = wide_u[first] + (wide_u[first + 1] - wide_u[first]) * share
        v = wide_v[first] + (wide_v[first + 1] - wide_v[first]) * share
        return u, v

    @cached_property
    def _wide(self) -> tuple[Floats, Floats]:
        """The rows of the mesh filled in along every column of pixels."""
        at = (np.arange(self._grid.width) + 0.5) / MESH
        nodes = np.arange(self.u.shape[1], dtype=np.float64)
        return (
            np.array([np.interp(at, nodes, row) for row in self.u]),
            np.array([np.interp(at, nodes, row) for row in self.v]),
        )


def drawn(source: Source, grid: Grid, to_source: ToSource, dropped: Callable[[], bool] = never) -> Pixels | None:
    """The source as it lies in a grid; None when nothing of it is there, or `dropped` says that nobody waits.

    `to_source` brings coordinates of the grid's plane to the source's; NaN where there is no way.
    """
    mesh = Mesh(grid, to_source, source.affine)
    box = mesh.box()
    if box is None or box[0] >= source.width or box[1] >= source.height or box[2] <= 0 or box[3] <= 0:
        return None
    factor = mesh.factor()
    air = 2 * factor + 2
    part = source.read(
        max(box[0] - air, 0.0), max(box[1] - air, 0.0),
        min(box[2] + air, float(source.width)), min(box[3] + air, float(source.height)), factor, dropped,
    )  # fmt: skip
    if part is None or part.pixels.size == 0:
        return None
    found = pixels.empty(grid.width, grid.height)
    for begin in range(0, grid.height, _BAND):
        if dropped():
            return None
        end = min(begin + _BAND, grid.height)
        u, v = mesh.rows(begin, end)
        found[begin:end] = pixels.sampled(part.pixels, (u - part.left) / part.factor, (v - part.top) / part.factor)
    return found
