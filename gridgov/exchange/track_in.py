"""A track that somebody walked: GPX, or a table with longitude, latitude and time; and named points of a round."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.register import alias_key
from gridgov.domain.value import parse_reals, parse_times
from gridgov.errors import BadInput, Trouble
from gridgov.exchange.tables import open_source

Floats = NDArray[np.float64]

LON = frozenset({"lon", "lng", "longitude", "经度", "x"})
LAT = frozenset({"lat", "latitude", "纬度", "y"})
TIME = frozenset({"time", "datetime", "timestamp", "时间", "定位时间"})
NAME = frozenset({"name", "名称", "点位", "点位名称", "地点"})


@attrs.frozen(eq=False)
class Track:
    """Places in the order in which they were passed: degrees (WGS 84), and times (UTC, '' where none was kept)."""

    lon: Floats
    lat: Floats
    times: tuple[str, ...]


def read_track(path: Path, zone: str) -> Track:
    """A track from ``.gpx`` or a table; times without an offset are those of `zone`.

    ``BadInput`` when there are not two places in it, or a place is none.
    """
    found = _gpx(path, zone) if path.suffix.lower() == ".gpx" else _table(path, zone)[1]
    if len(found.lon) < 2:
        raise BadInput("{file} has no track: it needs two places at least.", file=path.name)
    return found


def read_points(path: Path) -> list[tuple[str, float, float]]:
    """Named points (name, longitude, latitude) from a table or the waypoints of a ``.gpx``."""
    if path.suffix.lower() == ".gpx":
        root = _root(path)
        points = [one for one in root.iter() if one.tag.rpartition("}")[2] == "wpt"]
        names = [next((c.text or "" for c in one if c.tag.rpartition("}")[2] == "name"), "") for one in points]
        lon, lat = _places(path, [(one.get("lon"), one.get("lat")) for one in points])
    else:
        names, track = _table(path, "UTC")
        lon, lat = track.lon, track.lat
    if not len(lon):
        raise BadInput("{file} holds no points: it needs a name, a longitude and a latitude.", file=path.name)
    return [(name or str(n), float(x), float(y)) for n, (name, x, y) in enumerate(zip(names, lon, lat, strict=True), 1)]


def _root(path: Path) -> ElementTree.Element:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Trouble("{file} cannot be read: {reason}", file=path.name, reason=error.strerror or "") from error
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadInput("{file} is no GPX: {reason}.", file=path.name, reason="DOCTYPE")
    try:
        # Entities, by which a small file grows without end, were refused above.
        return ElementTree.fromstring(content)  # noqa: S314
    except ElementTree.ParseError as error:
        raise BadInput("{file} is no GPX: {reason}.", file=path.name, reason=str(error)) from error


def _gpx(path: Path, zone: str) -> Track:
    points = [one for one in _root(path).iter() if one.tag.rpartition("}")[2] in {"trkpt", "rtept"}]
    lon, lat = _places(path, [(one.get("lon"), one.get("lat")) for one in points])
    texts = [next((c.text or "" for c in one if c.tag.rpartition("}")[2] == "time"), "") for one in points]
    return Track(lon, lat, _times(texts, zone))


def _table(path: Path, zone: str) -> tuple[list[str], Track]:
    def score(cells: object) -> int:
        return sum(alias_key(str(cell)) in LON | LAT | TIME | NAME for cell in cells)  # type: ignore[attr-defined]

    source = open_source(path, score=score)
    found = {alias_key(column): column for column in reversed(source.columns)}
    x, y, t, n = (next((found[key] for key in found if key in keys), None) for keys in (LON, LAT, TIME, NAME))
    if x is None or y is None:
        raise BadInput(
            "{file} has no column for longitude or latitude: it has {there}.",
            file=path.name,
            there=", ".join(source.columns),
        )
    pairs: list[tuple[str | None, str | None]] = []
    texts: list[str] = []
    names: list[str] = []
    for chunk in source.chunks():
        pairs += zip(chunk.columns[x], chunk.columns[y], strict=True)
        texts += chunk.columns[t] if t else [""] * len(chunk)
        names += chunk.columns[n] if n else [""] * len(chunk)
    return names, Track(*_places(path, pairs), _times(texts, zone))


def _places(path: Path, pairs: list[tuple[str | None, str | None]]) -> tuple[Floats, Floats]:
    parsed = [parse_reals([pair[side] for pair in pairs]) for side in (0, 1)]
    lon, lat = (np.array([np.nan if v is None else v for v in one.values], dtype=np.float64) for one in parsed)
    wrong = np.flatnonzero(~((np.abs(lon) <= 180) & (np.abs(lat) <= 90)))
    if len(wrong):
        row = int(wrong[0])
        raise BadInput(
            "{file}, place {row}: {x}, {y} is no longitude and latitude.",
            file=path.name, row=row + 1, x=pairs[row][0] or "—", y=pairs[row][1] or "—",
        )  # fmt: skip
    return lon, lat


def _times(texts: list[str], zone: str) -> tuple[str, ...]:
    return tuple(str(value or "") for value in parse_times(texts, zone).values)
