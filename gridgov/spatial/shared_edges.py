"""The edges of a layer, those that two cells share taken once, and those that no neighbour has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings, hole_mask

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ShortInts = NDArray[np.int32]

NONE = -1
"""No cell."""

CHUNK = 65_536
"""Edges or points at a time: large temporaries cost more in page faults than in arithmetic."""

_ROUNDS = 8


def shared_edges(rings: Rings) -> tuple[Floats, ShortInts]:
    """Every edge of some length, and the cells on its left and on its right.

    Returns
    -------
    edges : float64, shape (e, 4)
        x and y of each edge's begin, then of its end.
    beside : int32, shape (e, 2)
        The cells on its left and right, ``NONE`` where there is none. An edge that two cells share stands here once,
        but for the few that the search for twins misses (see :func:`lonely_edges`).
    """
    n = len(rings.xy)
    edges = np.empty((n, 4))
    beside = np.full((n, 2), NONE, dtype=np.int32)
    if n == 0:
        return edges, beside
    starts, ends = rings.ring_start[:-1], rings.ring_start[1:] - 1
    edges[:, :2] = rings.xy
    edges[:-1, 2:] = rings.xy[1:]
    edges[ends, 2:] = rings.xy[starts]
    x, y = rings.xy[:, 0] - rings.xy[0, 0], rings.xy[:, 1] - rings.xy[0, 1]
    # Twice the area, positive where the inside lies left. A wrong sign of a ring of nearly no area does no harm: its
    # inside then counts less than nothing, and GEOS is asked.
    doubled = np.empty(n)
    doubled[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
    doubled[ends] = x[ends] * y[starts] - x[starts] * y[ends]
    right = (np.add.reduceat(doubled, starts) < 0) ^ hole_mask(rings)
    lengths = np.diff(rings.ring_start)
    owner = np.repeat(rings.ring_cell, lengths)
    if right.any():
        beside[np.arange(n), np.repeat(right, lengths).astype(np.int8)] = owner
    else:
        beside[:, 0] = owner
    kept = (edges[:, 0] != edges[:, 2]) | (edges[:, 1] != edges[:, 3])
    if (lengths < 3).any():
        kept &= np.repeat(lengths >= 3, lengths)
        edges, beside = edges[kept], beside[kept]
        kept = np.ones(len(edges), dtype=bool)
    kept[_joined(edges, beside)] = False
    return edges[kept], beside[kept]


def _joined(edges: Floats, beside: ShortInts, salt: int = 0) -> Ints:
    """Edges that go into the same edge the other way round: `beside` of that one then names both cells.

    Neighbours share nearly every edge, so this halves the work. Twins are found by a table of hashes that each edge
    writes its number into; of those that share a place only the last is found, and some twins stay two: no harm.
    """
    size = max(len(edges).bit_length() + 1, 8)
    table = np.empty(1 << size, dtype=np.int32)
    place = np.empty(len(edges), dtype=np.int32)
    for start in range(0, len(edges), CHUNK):
        ends = np.ascontiguousarray(edges[start : start + CHUNK].T)
        ends += 0.0  # one nought only
        ax, ay, bx, by = ends.view(np.uint64)
        mixed = (ax + bx) * np.uint64(0x9E3779B97F4A7C15)  # the same for both directions
        mixed ^= (ay + by) * np.uint64(0xC2B2AE3D27D4EB4F)
        mixed *= np.uint64(0xBF58476D1CE4E5B9 + 2 * salt)
        here = (mixed >> np.uint64(64 - size)).astype(np.int32)
        place[start : start + CHUNK] = here
        table[here] = np.arange(start, start + len(here), dtype=np.int32)
    claimed = np.empty(len(edges), dtype=np.int32)
    joined = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(edges), CHUNK):
        other = table[place[start : start + CHUNK]]
        found = np.flatnonzero(other != np.arange(start, start + len(other), dtype=np.int32))
        twin = other[found]
        found += start
        theirs, ours = edges[twin].T, edges[found].T
        same = (theirs[0] == ours[2]) & (theirs[1] == ours[3]) & (theirs[2] == ours[0]) & (theirs[3] == ours[1])
        found, twin = found[same], twin[same]
        # Ours has one cell, on one side; the twin takes it on the other if it has none there yet.
        column = (beside[found, 0] != NONE).astype(np.int8)
        free = beside[twin, column] == NONE
        found, twin, column = found[free], twin[free], column[free]
        claimed[twin] = found
        won = claimed[twin] == found  # where several want the same twin, the others stay edges of their own
        found, twin, column = found[won], twin[won], column[won]
        beside[twin, column] = beside[found, 1 - column]
        joined.append(found)
    return np.concatenate(joined)


def lonely_edges(rings: Rings, near: float) -> tuple[Floats, ShortInts]:
    """The edges that no other cell has the other way round, shape (k, 4), and the cell of each.

    Crossing any other edge leads from one cell into one other, so how many cells cover the ground changes at these
    alone: only here can cells overlap, only here can a gap or the layer's border begin. Whatever way rings run.

    Vertices of edges without a twin are moved together where they lie within half of `near` (the layer's units; none
    moves farther than a few times that) and twins sought again, so that neighbours computed with small differences
    still share their edges.
    """
    edges, beside = _alone(*shared_edges(rings))
    for salt, shift in enumerate(((0.0, 0.0), (0.5, 0.5), (0.5, 0.0), (0.0, 0.5)), 1):
        _met(edges.reshape(-1, 2), near, shift, salt)
    long = (edges[:, 0] != edges[:, 2]) | (edges[:, 1] != edges[:, 3])
    edges, beside = edges[long], beside[long]
    for salt in range(1, _ROUNDS + 1):
        gone = _joined(edges, beside, salt)
        kept = np.ones(len(edges), dtype=bool)
        kept[gone] = False
        edges, beside = _alone(edges[kept], beside[kept])
        if len(gone) == 0:
            break
    return edges, beside.max(axis=1, initial=NONE)


def _alone(edges: Floats, beside: ShortInts) -> tuple[Floats, ShortInts]:
    alone = np.flatnonzero((beside == NONE).any(axis=1))
    return edges[alone], beside[alone]


def _met(points: Floats, near: float, shift: tuple[float, float], salt: int) -> None:
    """Move points of one box of a lattice onto one of them; those whose boxes share a hash may stay where they are."""
    size = max(len(points).bit_length() + 1, 8)
    table = np.empty(1 << size, dtype=np.int32)
    key = np.empty(len(points), dtype=np.int32)
    for start in range(0, len(points), CHUNK):
        box = np.ascontiguousarray(points[start : start + CHUNK].T)
        x, y = (np.floor(v / near + by).astype(np.int64).view(np.uint64) for v, by in zip(box, shift, strict=True))
        mixed = (x * np.uint64(0x9E3779B97F4A7C15 + 2 * salt)) ^ (y * np.uint64(0xC2B2AE3D27D4EB4F))
        mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
        here = (mixed >> np.uint64(64 - size)).astype(np.int32)
        key[start : start + CHUNK] = here
        table[here] = np.arange(start, start + len(here), dtype=np.int32)
    # A point that stands for its box does not move itself, so what is read here is never half changed.
    for start in range(0, len(points), CHUNK):
        own = points[start : start + CHUNK]
        other = points[table[key[start : start + CHUNK]]]
        same = np.floor(own[:, 0] / near + shift[0]) == np.floor(other[:, 0] / near + shift[0])
        same &= np.floor(own[:, 1] / near + shift[1]) == np.floor(other[:, 1] / near + shift[1])
        own[same] = other[same]
