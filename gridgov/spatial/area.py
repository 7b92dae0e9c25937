"""Areas of cells on the ground, in square metres."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial import crs as reference
from gridgov.spatial.rings import Rings, hole_mask

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEMI_MAJOR_M = 6378137.0
FLATTENING = 1 / 298.257222101  # GRS 80; WGS 84 differs by 1e-11 of the area

_BLOCK = 65_536
"""Vertices at a time: temporaries that stay in the processor's cache."""

_TINY_DEGREES = 0.02
"""Within so much of latitude the bulge of an edge is the same everywhere, to 1e-8 of the area."""

_NODES, _FEW_NODES = 6, 3
_SMALL_DEGREES = 1.0
"""Within so much of latitude a polynomial through `_NODES` points is the authalic latitude to the last digits."""


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
    signed = np.concatenate([_block(lon, lat, rings.ring_start, low, high) for low, high in _blocks(rings.ring_start)])
    worth = np.where(hole_mask(rings), -np.abs(signed), np.abs(signed))
    total = np.bincount(rings.ring_cell, weights=worth, minlength=rings.count)
    return np.maximum(total, 0.0)


def _blocks(ring_start: Ints) -> Iterator[tuple[int, int]]:
    """Runs of rings with about `_BLOCK` vertices together, or one ring that has more."""
    low, rings = 0, len(ring_start) - 1
    while low < rings:
        high = max(int(np.searchsorted(ring_start, ring_start[low] + _BLOCK, side="right")) - 1, low + 1)
        yield low, high
        low = high


def _block(lon: Floats, lat: Floats, ring_start: Ints, low: int, high: int) -> Floats:
    """Area of the rings from `low` to before `high`, positive when they run counter-clockwise."""
    begin, end = int(ring_start[low]), int(ring_start[high])
    starts, lengths = ring_start[low:high] - begin, np.diff(ring_start[low : high + 1])
    lon, lat = np.array(lon[begin:end]), np.array(lat[begin:end])
    lon0, lat0 = lon[starts], lat[starts]
    lon -= np.repeat(lon0, lengths)
    lat -= np.repeat(lat0, lengths)
    x, north = lon, lat
    if x.size and (x.min() < -180 or x.max() > 180):
        x = np.remainder(x + 180, 360) - 180  # across the antimeridian
    reach = np.maximum(np.maximum.reduceat(north, starts), -np.minimum.reduceat(north, starts))
    x, north, base = np.radians(x), np.radians(north), np.radians(lat0)
    height = _height(base, north, lengths, np.radians(reach))
    following = np.empty_like(x), np.empty_like(x), np.empty_like(x)
    for after, value in zip(following, (x, height, north), strict=True):
        after[:-1] = value[1:]
        after[starts + lengths - 1] = value[starts]
    next_x, next_height, next_north = following
    cross = x * next_height
    cross -= next_x * height
    # A great circle bulges from the straight line between its ends: third-order term of the area between the two.
    dx, rise = next_x - x, next_north - north
    sine, cosine = np.sin(base), np.cos(base)
    if reach.size and reach.max() < _TINY_DEGREES:
        bulges = dx * dx
        bulges *= np.repeat(cosine * cosine, lengths)
        rise *= rise
        rise *= 3
        bulges += rise
        bulges *= dx
        total = np.add.reduceat(cross, starts) - np.add.reduceat(bulges, starts) * (sine / 6)
        return np.asarray(total * (_RADIUS2 / 2))
    # It is small, so sine and cosine of the edge's middle may follow from those of the ring's first vertex.
    middle = (next_north + north) / 2
    sine, cosine = np.repeat(sine, lengths), np.repeat(cosine, lengths)
    small = 1 - middle * middle / 2
    sine, cosine = sine * small + cosine * middle, cosine * small - sine * middle
    bulge = dx * sine * ((cosine * dx) ** 2 + 3 * rise * rise)
    bulge /= 6
    cross -= bulge
    return np.asarray(np.add.reduceat(cross, starts) * (_RADIUS2 / 2))


_E2 = FLATTENING * (2 - FLATTENING)
_E = np.sqrt(_E2)
_Q_POLE = 1 + (1 - _E2) / _E * np.arctanh(_E)
_RADIUS2 = SEMI_MAJOR_M**2 * _Q_POLE / 2
"""Of the authalic sphere."""


def _height(base: Floats, north: Floats, lengths: Ints, reach: Floats) -> Floats:
    """The sine of the authalic latitude of each vertex less that of its ring's first vertex.

    `base` is the latitude of the rings' first vertices, `north` each vertex's from there, in radians. Small rings,
    nearly all there are, share one polynomial a ring (Newton's form, no trigonometry a vertex).
    """
    wide = reach > np.radians(_SMALL_DEGREES)
    span = np.where(wide | (reach == 0), 1e-3, reach)
    tiny = bool(reach.size) and reach.max() < np.radians(_TINY_DEGREES)
    nodes = [0.0, 1.0, -1.0, 0.5, -0.5, 0.75][: _FEW_NODES if tiny else _NODES]
    table = [np.zeros_like(base), *(_height_exactly(base, node * span) for node in nodes[1:])]
    for order in range(1, len(nodes)):  # divided differences
        for i in range(len(nodes) - 1, order - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (nodes[i] - nodes[i - order])
    t = north / np.repeat(span, lengths)
    found = np.repeat(table[-1], lengths)
    for node, value in zip(nodes[-2::-1], table[-2::-1], strict=True):
        found *= t - node
        found += np.repeat(value, lengths)
    if wide.any():
        spread = np.repeat(wide, lengths)
        found[spread] = _height_exactly(np.repeat(base, lengths)[spread], north[spread])
    return found


def _height_exactly(base: Floats, north: Floats) -> Floats:
    """The same for any difference of latitudes, worked out from the difference so that small ones keep their digits."""
    sine, sine0 = np.sin(base + north), np.sin(base)
    difference = 2 * np.cos(base + north / 2) * np.sin(north / 2)  # of the two sines
    rational = difference * (1 + _E2 * sine * sine0) / ((1 - _E2 * sine**2) * (1 - _E2 * sine0**2))
    logarithm = np.arctanh(_E * difference / (1 - _E2 * sine * sine0)) / _E
    return np.asarray((1 - _E2) * (rational + logarithm) / _Q_POLE)
