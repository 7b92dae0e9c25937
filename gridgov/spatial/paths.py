"""Lines and outlines of geometries as arrays: what is drawn of a guardrail, a pipe, a square."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.blob import header_length, is_empty

Floats = NDArray[np.float64]

_LINE, _POLYGON = 2, 3


@attrs.frozen(eq=False)
class Paths:
    """Every line and every ring of some geometries.

    Attributes
    ----------
    xy : float64 (n, 2)
        The vertices, one path behind the other; a ring ends where it begins.
    start : int64 (p + 1,)
        Where each path begins; the last entry is n.
    owner : int64 (p,)
        The geometry (by its position) that each path is of.
    """

    xy: Floats
    start: NDArray[np.int64]
    owner: NDArray[np.int64]


def decode_paths(blobs: Sequence[bytes | None]) -> Paths:
    """The lines and rings of GeoPackage blobs; points, empty and missing geometries have none."""
    parts: list[Floats] = []
    owner: list[int] = []

    def walk(blob: bytes, at: int, number: int) -> int:
        order = "<" if blob[at] == 1 else ">"
        (code,) = struct.unpack_from(order + "I", blob, at + 1)
        extra = bool(code & 0x80000000) + bool(code & 0x40000000) if code & 0xE0000000 else (0, 1, 1, 2)[code // 1000]
        kind, size = (code & 0xFF if code & 0xE0000000 else code % 1000), 2 + extra
        at += 5
        if kind == 1:
            return at + 8 * size
        (count,) = struct.unpack_from(order + "I", blob, at)
        at += 4
        if kind == _LINE:
            return take(blob, at, count, size, order, number)
        for _ in range(count):
            if kind == _POLYGON:
                (points,) = struct.unpack_from(order + "I", blob, at)
                at = take(blob, at + 4, points, size, order, number)
            else:
                at = walk(blob, at, number)
        return at

    def take(blob: bytes, at: int, count: int, size: int, order: str, number: int) -> int:
        found = np.frombuffer(blob, order + "f8", count * size, at).reshape(count, size)[:, :2].astype(np.float64)
        if count > 1 and np.isfinite(found).all():
            parts.append(found)
            owner.append(number)
        return at + 8 * size * count

    for number, blob in enumerate(blobs):
        if blob is not None and not is_empty(blob):
            walk(blob, header_length(blob), number)
    start = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    xy = np.concatenate(parts) if parts else np.empty((0, 2))
    return Paths(xy, start, np.array(owner, np.int64))
