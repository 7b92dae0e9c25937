"""GeoPackage geometry blobs as SQLite's triggers need them: the box of one blob, and whether it is empty."""

from __future__ import annotations

import math
import sqlite3
import struct

Box = tuple[float, float, float, float]
"""min x, max x, min y, max y: the order of a GeoPackage envelope."""

_ENVELOPE_DOUBLES = (0, 4, 6, 6, 8)


def header_length(blob: bytes) -> int:
    """Bytes before the WKB of a GeoPackage blob; ValueError when it is none."""
    if len(blob) < 8 or blob[:2] != b"GP":
        raise ValueError("not a GeoPackage geometry")
    return 8 + 8 * _ENVELOPE_DOUBLES[(blob[3] >> 1) & 7]


def box(blob: bytes | None) -> Box | None:
    """The box of a GeoPackage blob, from its envelope or, without one, from its coordinates; None when empty.

    ValueError for what is not a GeoPackage blob.
    """
    if blob is None:
        return None
    flags = blob[3] if len(blob) > 3 else 0
    start = header_length(blob)
    if flags & 0x10:
        return None
    if start > 8:
        low_x, high_x, low_y, high_y = struct.unpack_from("<4d" if flags & 1 else ">4d", blob, 8)
        return None if math.isnan(low_x) else (low_x, high_x, low_y, high_y)
    xs: list[float] = []
    ys: list[float] = []
    _walk(blob, start, xs, ys)
    return (min(xs), max(xs), min(ys), max(ys)) if xs else None


def _walk(blob: bytes, at: int, xs: list[float], ys: list[float]) -> int:
    """Collect the coordinates of the WKB geometry at `at`; the offset behind it."""
    order = "<" if blob[at] == 1 else ">"
    (kind,) = struct.unpack_from(order + "I", blob, at + 1)
    dimensions = 2 + (0, 1, 1, 2)[(kind // 1000) % 4]
    kind %= 1000
    at += 5
    if kind == 1:
        return _points(blob, at, 1, dimensions, order, xs, ys)
    (count,) = struct.unpack_from(order + "I", blob, at)
    at += 4
    if kind == 2:
        return _points(blob, at, count, dimensions, order, xs, ys)
    for _ in range(count):
        if kind == 3:
            (points,) = struct.unpack_from(order + "I", blob, at)
            at = _points(blob, at + 4, points, dimensions, order, xs, ys)
        else:
            at = _walk(blob, at, xs, ys)
    return at


def _points(blob: bytes, at: int, count: int, dimensions: int, order: str, xs: list[float], ys: list[float]) -> int:
    numbers = struct.unpack_from(f"{order}{count * dimensions}d", blob, at)
    xs.extend(v for v in numbers[0::dimensions] if not math.isnan(v))
    ys.extend(v for v in numbers[1::dimensions] if not math.isnan(v))
    return at + 8 * count * dimensions


def _edge(position: int, blob: bytes | None) -> float | None:
    found = box(blob)
    return None if found is None else found[position]


def _min_x(blob: bytes | None) -> float | None:
    return _edge(0, blob)


def _max_x(blob: bytes | None) -> float | None:
    return _edge(1, blob)


def _min_y(blob: bytes | None) -> float | None:
    return _edge(2, blob)


def _max_y(blob: bytes | None) -> float | None:
    return _edge(3, blob)


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(box(blob) is None)


def register(conn: sqlite3.Connection) -> None:
    """Give a connection the five functions that the R-tree triggers of a GeoPackage call."""
    for name, function in (
        ("ST_MinX", _min_x),
        ("ST_MaxX", _max_x),
        ("ST_MinY", _min_y),
        ("ST_MaxY", _max_y),
        ("ST_IsEmpty", _is_empty),
    ):
        conn.create_function(name, 1, function, deterministic=True)
