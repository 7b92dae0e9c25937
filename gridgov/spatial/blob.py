"""GeoPackage geometry blobs to arrays and back: a header of eight bytes, an envelope, and WKB.

The layout is that of OGC 12-128 (GeoPackage), clause 2.1.3. Only little- and big-endian WKB of the simple features is
understood; a third and fourth coordinate is dropped.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from gridgov.errors import BadInput
from gridgov.spatial.rings import Rings, empty

Floats = NDArray[np.float64]

_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_POINT_BLOB = np.dtype(
    {
        "names": ["magic", "version", "flags", "srs", "order", "kind", "x", "y"],
        "formats": ["S2", "u1", "u1", "<i4", "u1", "<u4", "<f8", "<f8"],
        "offsets": [0, 2, 3, 4, 8, 9, 13, 21],
        "itemsize": 29,
    }
)
_HEAD_WITH_BOX = np.dtype([("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("box", "<f8", (4,))])
_POLYGON = b"\x01\x03\x00\x00\x00"
"""How a plane polygon in little-endian WKB begins."""
_RING_HEAD = np.dtype([("polygon", "S5"), ("rings", "<u4"), ("points", "<u4")])
_MULTIPOLYGON = b"\x01\x06\x00\x00\x00"
_OURS = b"GP\x00\x03"
"""How the blobs begin that gridgov writes: version 0, little-endian, a box of two axes, not empty."""

_HEAD = struct.Struct("<2sBBi")
_BOX = struct.Struct("<4d")


def header_length(blob: bytes) -> int:
    """Where the WKB of a blob begins."""
    if len(blob) < 8 or blob[:2] != b"GP":
        raise BadInput("A geometry in the file is no GeoPackage geometry: write the file again with its program.")
    return 8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 7]


def is_empty(blob: bytes | None) -> bool:
    """Whether there is no geometry or an empty one."""
    return blob is None or bool(blob[3] & 0x10)


def envelope(blob: bytes | None) -> tuple[float, float, float, float] | None:
    """Smallest x, smallest y, largest x, largest y; None for an empty geometry."""
    if blob is None or is_empty(blob):
        return None
    if header_length(blob) > 8:
        low_x, high_x, low_y, high_y = struct.unpack_from("<4d" if blob[3] & 1 else ">4d", blob, 8)
        return (low_x, low_y, high_x, high_y)
    xy = _vertices(to_wkb(blob))
    if len(xy) == 0:
        return None
    low, high = xy.min(axis=0), xy.max(axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def to_wkb(blob: bytes) -> bytes:
    """The WKB inside a blob."""
    return blob[header_length(blob) :]


def from_wkb(wkbs: Iterable[bytes], srs_id: int) -> list[bytes]:
    """Blobs with an envelope (a point needs none) for WKB geometries; an empty geometry is marked as such.

    Plane polygons in little-endian order, nearly all that there are, are done all at once.
    """
    return with_rings(list(wkbs), srs_id)[0]


def with_rings(given: Sequence[bytes], srs_id: int) -> tuple[list[bytes], Rings | None]:
    """The blobs of WKB geometries and, when all of them are plane polygons, the rings that were read on the way."""
    kinds: tuple[bytes, ...] = (_POLYGON, _MULTIPOLYGON)
    plain = [i for i, wkb in enumerate(given) if wkb[:5] in kinds and wkb[5:9] != b"\x00\x00\x00\x00"]
    try:
        rings = _rings_of(given, [0] * len(given), plain)
    except (struct.error, ValueError, IndexError, BadInput):
        # A collection of something odd: each alone then, and its fault is its own.
        kinds = (_POLYGON,)
        plain = [i for i in plain if given[i][:5] == _POLYGON]
        rings = _rings_of(given, [0] * len(given), plain)
    made = [b"" if wkb[:5] in kinds else _from_wkb(wkb, srs_id) for wkb in given]
    boxes = rings.cell_bounds()
    table = np.zeros(len(given), dtype=_HEAD_WITH_BOX)
    table["magic"], table["flags"], table["srs"], table["box"] = b"GP", 3, srs_id, boxes[:, [0, 2, 1, 3]]
    raw, size = table.tobytes(), _HEAD_WITH_BOX.itemsize
    for i, there in enumerate(np.isfinite(boxes[:, 0]).tolist()):
        if there:
            made[i] = raw[i * size : (i + 1) * size] + given[i]
        elif not made[i]:
            made[i] = _from_wkb(given[i], srs_id)
    return made, rings if len(plain) == len(given) else None


def as_they_are(blobs: Sequence[bytes | None]) -> tuple[list[bytes | None], Rings] | None:
    """Polygon blobs of other programs that are like ours to the last byte, and their rings; else None.

    A box that does not fit its shape is put right. None is for what has to be read and written anew: heights, the
    other byte order, other kinds, empty or damaged ones.
    """
    starts = {blob[:4] for blob in blobs if blob is not None} | {_OURS}
    kinds = {blob[40:45] for blob in blobs if blob is not None} | {_POLYGON}
    if len(starts) > 1 or not kinds <= {_POLYGON, _MULTIPOLYGON}:
        return None
    begin = _HEAD_WITH_BOX.itemsize
    try:
        rings = _rings_of(blobs, [begin] * len(blobs), range(len(blobs)))
    except (struct.error, ValueError, IndexError, BadInput):
        return None
    sizes = np.array([0 if blob is None else len(blob) for blob in blobs], dtype=np.int64)
    vertices = np.diff(rings.ring_start) + 1  # the closing one too
    read = np.bincount(rings.ring_cell, weights=4 + 16 * vertices, minlength=rings.count).astype(np.int64)
    beside = np.where(sizes > 0, sizes - read - begin, 9)  # nine bytes for each polygon and each collection
    several = np.flatnonzero(beside != 9)
    if (beside < 9).any() or (beside % 9).any() or not np.isfinite(rings.xy).all():
        return None
    if any((blob := blobs[i]) is not None and blob[begin : begin + 5] == _POLYGON for i in several.tolist()):
        return None
    kept = list(blobs)
    stated = np.frombuffer(b"".join(blob[8:begin] for blob in blobs if blob is not None), dtype="<f8").reshape(-1, 4)
    there = np.flatnonzero(sizes > 0)
    boxes = rings.cell_bounds()[there][:, [0, 2, 1, 3]]
    if np.isnan(boxes).any():
        return None
    for at in np.flatnonzero((boxes != stated).any(axis=1)).tolist():
        blob = kept[there[at]]
        assert blob is not None
        kept[there[at]] = blob[:8] + _BOX.pack(*boxes[at]) + blob[begin:]
    return kept, rings


def _from_wkb(wkb: bytes, srs_id: int) -> bytes:
    xy = _vertices(wkb)
    if len(xy) == 0:
        return _HEAD.pack(b"GP", 0, 0x11, srs_id) + wkb
    if len(xy) == 1:
        return _HEAD.pack(b"GP", 0, 0x01, srs_id) + wkb
    low, high = xy.min(axis=0), xy.max(axis=0)
    return _HEAD.pack(b"GP", 0, 0x03, srs_id) + _BOX.pack(low[0], high[0], low[1], high[1]) + wkb


def encode_points(x: Floats, y: Floats, srs_id: int) -> list[bytes | None]:
    """A blob a point (no envelope); None where a coordinate is not finite."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    table = np.zeros(len(x), dtype=_POINT_BLOB)
    table["magic"], table["flags"], table["srs"] = b"GP", 1, srs_id
    table["order"], table["kind"], table["x"], table["y"] = 1, 1, x, y
    raw, size = table.tobytes(), _POINT_BLOB.itemsize
    blobs: list[bytes | None] = [raw[at : at + size] for at in range(0, len(raw), size)]
    for index in np.flatnonzero(~(np.isfinite(x) & np.isfinite(y))):
        blobs[index] = None
    return blobs


def decode_points(blobs: Sequence[bytes | None]) -> tuple[Floats, Floats]:
    """X and y of point blobs; NaN for a missing or empty one."""
    table = _plain_points(blobs)
    if table is not None:
        return table["x"].astype(np.float64), table["y"].astype(np.float64)
    xy = np.full((len(blobs), 2), np.nan)
    for index, blob in enumerate(blobs):
        if blob is not None and not is_empty(blob):
            points = _vertices(to_wkb(blob))
            if len(points):
                xy[index] = points[0]
    return xy[:, 0].copy(), xy[:, 1].copy()


def _plain_points(blobs: Sequence[bytes | None]) -> NDArray[np.void] | None:
    """The blobs as a table if all of them are points in the plainest form, otherwise None."""
    if not blobs or None in blobs or set(map(len, blobs)) != {_POINT_BLOB.itemsize}:  # type: ignore[arg-type]
        return None
    table = np.frombuffer(b"".join(blobs), dtype=_POINT_BLOB)  # type: ignore[arg-type]
    plain = (table["magic"] == b"GP") & (table["flags"] == 1) & (table["order"] == 1) & (table["kind"] == 1)
    return table if plain.all() else None


def encode_polygons(polygons: Sequence[Sequence[Floats]], srs_id: int) -> list[bytes]:
    """A polygon blob for each list of rings (n, 2): the first is the outer one, the others are holes.

    Rings may be open or closed. No ring gives an empty polygon.
    """
    made = []
    for rings in polygons:
        parts = [struct.pack("<BII", 1, 3, len(rings))]
        for ring in rings:
            points = np.ascontiguousarray(ring, dtype="<f8")
            if len(points) and (points[0] != points[-1]).any():
                points = np.concatenate((points, points[:1]))
            parts += [struct.pack("<I", len(points)), points.tobytes()]
        body = b"".join(parts)
        if not rings:
            made.append(_HEAD.pack(b"GP", 0, 0x11, srs_id) + body)
            continue
        low, high = np.min(rings[0], axis=0), np.max(rings[0], axis=0)
        made.append(_HEAD.pack(b"GP", 0, 0x03, srs_id) + _BOX.pack(low[0], high[0], low[1], high[1]) + body)
    return made


def decode_polygons(blobs: Sequence[bytes | None]) -> Rings:
    """The rings of polygon and multipolygon blobs, a cell a blob, in the order of the source.

    A missing or empty one is a cell without a ring; other geometry kinds raise ``BadInput``.
    """
    if not blobs:
        return empty()
    if all(blob is not None and blob[:4] == _OURS for blob in blobs):
        plain = _plain_rings(blobs)  # type: ignore[arg-type]
        if plain is not None:
            return plain
        return _rings_of(blobs, [_HEAD_WITH_BOX.itemsize] * len(blobs), range(len(blobs)))
    there = [i for i, blob in enumerate(blobs) if blob is not None and not is_empty(blob)]
    begins = [0 if blob is None else header_length(blob) for blob in blobs]
    return _rings_of(blobs, begins, there)


def _plain_rings(blobs: Sequence[bytes]) -> Rings | None:
    """The rings of blobs of ours if each is one little-endian polygon of one ring, otherwise None."""
    begin = _HEAD_WITH_BOX.itemsize
    body = begin + 13
    heads = b"".join([blob[begin:body] for blob in blobs])
    if len(heads) != 13 * len(blobs):
        return None
    table = np.frombuffer(heads, dtype=_RING_HEAD)
    points = table["points"].astype(np.int64)
    sizes = np.fromiter(map(len, blobs), np.int64, len(blobs))
    if not (
        (table["polygon"] == _POLYGON).all()
        and (table["rings"] == 1).all()
        and (points > 1).all()
        and (sizes == body + 16 * points).all()
    ):
        return None
    starts = np.concatenate(([0], np.cumsum(points - 1))).astype(np.int64)
    xy = np.frombuffer(bytearray().join([blob[body:-16] for blob in blobs]), dtype="<f8").reshape(-1, 2)
    owners = np.arange(len(blobs), dtype=np.int32)
    return Rings(xy.astype(np.float64, copy=False), starts, owners, len(blobs))


def _rings_of(blobs: Sequence[bytes | None], begins: Sequence[int], there: Iterable[int]) -> Rings:
    """The rings of the polygons in `blobs`, whose WKB lies at `begins`; only of those whose number is in `there`."""
    parts: list[bytes] = []
    lengths: list[int] = []
    owners: list[int] = []
    unpack_count = struct.Struct("<I").unpack_from
    for cell in there:
        blob, at = blobs[cell], begins[cell]
        if blob is None:
            continue
        inside = 1
        if blob[at : at + 5] == _MULTIPOLYGON and blob[at + 9 : at + 14] == _POLYGON:
            (inside,) = unpack_count(blob, at + 5)
            at += 9
        if blob[at : at + 5] == _POLYGON:
            for _ in range(inside):
                if blob[at : at + 5] != _POLYGON:
                    raise ValueError("a part is no polygon")
                (rings,) = unpack_count(blob, at + 5)
                at += 9
                for _ in range(rings):
                    (points,) = unpack_count(blob, at)
                    at += 4
                    if points > 1:
                        parts.append(blob[at : at + 16 * (points - 1)])
                        lengths.append(points - 1)
                        owners.append(cell)
                    at += 16 * points
            continue
        for ring in _polygon_rings(blob, at):
            parts.append(np.ascontiguousarray(ring[:-1], dtype="<f8").tobytes())
            lengths.append(len(ring) - 1)
            owners.append(cell)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    xy = np.frombuffer(bytearray().join(parts), dtype="<f8").reshape(-1, 2).astype(np.float64, copy=False)
    return Rings(xy, starts, np.array(owners, dtype=np.int32), len(blobs))


def representative_points(blobs: Sequence[bytes | None]) -> tuple[Floats, Floats]:
    """A point of each geometry: itself for a point, on the surface or line for others; NaN for an empty one."""
    if _plain_points(blobs) is not None:
        return decode_points(blobs)
    import shapely

    x, y = np.full(len(blobs), np.nan), np.full(len(blobs), np.nan)
    there = [i for i, blob in enumerate(blobs) if blob is not None and not is_empty(blob)]
    if there:
        shapes = shapely.from_wkb([to_wkb(blobs[i]) for i in there])  # type: ignore[arg-type]
        points = shapely.point_on_surface(shapes)
        x[there], y[there] = shapely.get_x(points), shapely.get_y(points)
    return x, y


def _dimensions(kind: int) -> tuple[int, int]:
    """The plain kind and the count of coordinates a position, for ISO and EWKB kinds alike."""
    if kind & 0xE0000000:
        extra = bool(kind & 0x80000000) + bool(kind & 0x40000000)
        return kind & 0xFF, 2 + extra
    return kind % 1000, 2 + (0, 1, 1, 2)[(kind // 1000) % 4]


def _polygon_rings(blob: bytes, at: int) -> list[Floats]:
    rings: list[Floats] = []

    def polygon(at: int) -> int:
        order = "<" if blob[at] == 1 else ">"
        (kind,) = struct.unpack_from(order + "I", blob, at + 1)
        plain, size = _dimensions(kind)
        (count,) = struct.unpack_from(order + "I", blob, at + 5)
        at += 9
        if plain == 6:
            for _ in range(count):
                at = polygon(at)
            return at
        if plain != 3:
            raise BadInput("A geometry in the file is no polygon: cells must be polygons.")
        for _ in range(count):
            (points,) = struct.unpack_from(order + "I", blob, at)
            at += 4
            ring = np.frombuffer(blob, dtype=order + "f8", count=points * size, offset=at).reshape(points, size)
            at += 8 * size * points
            if points > 1:
                rings.append(ring[:, :2].astype(np.float64))
        return at

    polygon(at)
    return rings


def _vertices(wkb: bytes) -> Floats:
    """Every vertex of a WKB geometry, shape (n, 2); a point that is NaN counts as none."""
    found: list[Floats] = []

    def walk(at: int) -> int:
        order = "<" if wkb[at] == 1 else ">"
        (kind,) = struct.unpack_from(order + "I", wkb, at + 1)
        plain, size = _dimensions(kind)
        at += 5
        if plain == 1:
            return take(at, 1, size, order)
        (count,) = struct.unpack_from(order + "I", wkb, at)
        at += 4
        if plain == 2:
            return take(at, count, size, order)
        for _ in range(count):
            if plain == 3:
                (points,) = struct.unpack_from(order + "I", wkb, at)
                at = take(at + 4, points, size, order)
            else:
                at = walk(at)
        return at

    def take(at: int, points: int, size: int, order: str) -> int:
        table = np.frombuffer(wkb, dtype=order + "f8", count=points * size, offset=at).reshape(points, size)[:, :2]
        found.append(table.astype(np.float64))
        return at + 8 * points * size

    walk(0)
    xy = np.concatenate(found) if found else np.empty((0, 2))
    return xy[np.isfinite(xy).all(axis=1)]
