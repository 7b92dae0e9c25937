"""What the map draws: shapes in metres, a value for each cell, points of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.few import few
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.services.desk import Desk
from gridgov.spatial import crs as systems
from gridgov.spatial.blob import decode_polygons
from gridgov.spatial.paths import decode_paths
from gridgov.spatial.rings import Rings
from gridgov.store import attachment, geopackage, lists, visits
from gridgov.store import layers as store
from gridgov.store.database import Connection

Floats = NDArray[np.float64]

_RADIUS = 6_371_008.8  # the mean radius of the Earth: a frame of a few tens of kilometres needs no more


@attrs.frozen
class Frame:
    """The plane that a district is drawn in: metres from an origin, y up.

    With `crs` empty it is longitude and latitude scaled at the origin, which needs no pyproj; else the plane of that
    projected system, shifted to the origin.
    """

    lon: float
    lat: float
    crs: str = ""
    x: float = 0.0
    y: float = 0.0

    def to_frame(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Degrees (WGS 84) to metres in the frame."""
        lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        if self.crs:
            x, y = systems.from_wgs84(lon, lat, self.crs)
            return x - self.x, y - self.y
        east = np.radians(lon - self.lon) * _RADIUS * np.cos(np.radians(self.lat))
        return east, np.radians(lat - self.lat) * _RADIUS

    def from_frame(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Metres in the frame to degrees (WGS 84)."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        if self.crs:
            return systems.to_wgs84(x + self.x, y + self.y, self.crs)
        lon = self.lon + np.degrees(x / (_RADIUS * np.cos(np.radians(self.lat))))
        return lon, self.lat + np.degrees(y / _RADIUS)

    def place(self, x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
        """Coordinates of a system to metres in the frame."""
        if self.crs and systems.same_numbers(crs, self.crs):
            return x - self.x, y - self.y
        if systems.is_geographic(crs):
            return self.to_frame(x, y)
        return self.to_frame(*systems.to_wgs84(x, y, crs))


@attrs.frozen(eq=False)
class MapLayer:
    """The shapes of a layer, ready to draw: everything is in the order of `codes`.

    `rings` are in metres in `frame`; `parents` gives for each layer above the position of the parent among that
    layer's codes, -1 for none; `parent_names` the names by those positions.
    """

    layer: str
    codes: list[str]
    names: list[str]
    fids: NDArray[np.int64]
    rings: Rings
    frame: Frame
    parents: Mapping[str, NDArray[np.int32]]
    parent_names: Mapping[str, list[str]]
    version: int
    prepared: Any = None
    """What was made of these shapes before and kept (see :mod:`gridgov.services.map_cache`), or None."""


@attrs.frozen
class Measure:
    """A figure of a cell that the map can colour by; `rate` when it is divided by something."""

    id: str
    zh: str
    en: str
    rate: bool = False


def frame(desk: Desk) -> Frame:
    """The frame of the district, the same for all its layers: the file's own plane, or scaled degrees."""
    with desk.reader() as conn:
        rows = store.all_(conn)
        extents = {row.id: geopackage.extent(conn, row.id) for row in rows}
    planes = {f"EPSG:{row.srs_id}" for row in rows if not systems.is_geographic(f"EPSG:{row.srs_id}")}
    for row in rows:
        if (box := extents[row.id]) is None:
            continue
        crs = f"EPSG:{row.srs_id}"
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if planes and crs not in planes:
            continue
        if not planes:
            return Frame(round(x, 3), round(y, 3))
        # Where layers come in several planes, the file's own decides; else the one of the coarsest layer.
        plane = desk.crs if desk.crs in planes else crs
        if crs == plane:
            return Frame(0.0, 0.0, plane, float(round(x, -2)), float(round(y, -2)))
    return Frame(0.0, 0.0)


def shapes(desk: Desk, actor: Actor, layer: str) -> MapLayer:
    """The shapes of a layer for the map, kept in memory for a version; ``WrongUse`` for a layer that is not there."""
    desk.look(actor, "cell.read", "layer.draw")
    with desk.reader() as conn:
        row = store.get(conn, layer)
        if row is None:
            known = ", ".join(one.id for one in store.all_(conn))
            raise WrongUse("There is no layer {layer}. Layers: {layers}.", layer=layer, layers=known)
        plane = frame(desk)
        version = (row.version, row.seen, plane, _versions(store.all_(conn)))
        with desk.cache_lock:
            kept = desk.cache.get(("shapes", layer))
        if kept is not None and kept[0] == version:
            found: MapLayer = kept[1]
            return found
        rows, blobs = store.drawn(conn, layer)
        parents, parent_names = _parents(conn, row, rows)
    rings = decode_polygons(blobs)
    x, y = plane.place(rings.xy[:, 0], rings.xy[:, 1], f"EPSG:{row.srs_id}")
    made = MapLayer(
        layer,
        [one[1] for one in rows],
        [one[2] or "" for one in rows],
        np.array([one[0] for one in rows], dtype=np.int64),
        rings.with_xy(np.column_stack((x, y))),
        plane,
        parents,
        parent_names,
        row.version,
    )
    with desk.cache_lock:
        desk.cache[("shapes", layer)] = (version, made)
    return made


def _versions(rows: Sequence[store.LayerRow]) -> tuple[int, ...]:
    return tuple(row.version for row in rows)


def _parents(
    conn: Connection, row: store.LayerRow, rows: Sequence[lists.Row]
) -> tuple[dict[str, NDArray[np.int32]], dict[str, list[str]]]:
    found: dict[str, NDArray[np.int32]] = {}
    names: dict[str, list[str]] = {}
    codes = [one[4] for one in rows]
    while row.parent and row.parent not in found:
        above = store.get(conn, row.parent)
        if above is None:
            break
        upper = store.columns(conn, above.id)
        position = {one[1]: number for number, one in enumerate(upper)}
        index = np.array([position.get(code, -1) for code in codes], dtype=np.int32)
        found[above.id] = index
        names[above.id] = [one[2] or one[1] for one in upper]
        codes = [upper[at][4] if at >= 0 else None for at in index.tolist()]
        row = above
    return found, names


def measures() -> list[Measure]:
    """The figures that the map can colour by."""
    found = [Measure(f"{key}_count", kept.zh + "数", kept.en_plural) for key, kept in registers().items()]
    found += [
        Measure("case_open_count", "未结案件数", "Open cases"),
        Measure("case_overdue_count", "超期案件数", "Overdue cases"),
        Measure("last_visit_days", "距上次走访或巡查天数", "Days since the last visit or patrol", rate=True),
    ]
    for key in ("person", "component", "organization", "case", "case_open"):
        base = next(one for one in found if one.id == f"{key}_count")
        found.append(Measure(f"{key}_per_km2", f"每平方公里{base.zh}", f"{base.en} per km²", rate=True))
    for key in ("case", "case_open", "opinion"):
        base = next(one for one in found if one.id == f"{key}_count")
        found.append(Measure(f"{key}_per_1000_person", f"每千人{base.zh}", f"{base.en} per 1,000 people", rate=True))
    return found


def values(desk: Desk, actor: Actor, layer: str, measure: str, *, as_of: str | None = None) -> Floats:
    """A measure for each cell in the order of :func:`shapes`, float64; 0/0 is NaN. ``WrongUse`` for no such measure."""
    desk.look(actor, "cell.read", "layer.values")
    if measure not in {one.id for one in measures()}:
        raise WrongUse("There is no measure {measure}.", measure=measure)
    drawn = shapes(desk, actor, layer)
    if measure == "last_visit_days":
        return _since_visit(desk, drawn, desk.moment(as_of)[:10])
    key, _, per = measure.partition("_per_")
    counted = _count(desk, drawn, key if per else measure.removesuffix("_count"), desk.moment(as_of))
    if not per:
        return counted
    if per == "km2":
        with desk.reader() as conn:
            base = np.array([row[3] or 0.0 for row in store.columns(conn, layer)], dtype=np.float64) / 1e6
    else:
        base = _count(desk, drawn, "person", desk.moment(as_of)) / 1000
    rate = np.full(len(counted), np.nan)
    np.divide(counted, base, out=rate, where=base > 0)
    return rate


@attrs.frozen(eq=False)
class Theme:
    """A measure as a map shows it: `values` with NaN where there is none or it is hidden, `few` where it is hidden."""

    values: Floats
    few: NDArray[np.bool_]


def themed(desk: Desk, actor: Actor, layer: str, measure: str, *, as_of: str | None = None) -> Theme:
    """A measure for each cell, but for those whose value would tell of one or two people (``data/codes/few.toml``)."""
    found = values(desk, actor, layer, measure, as_of=as_of)
    hidden = np.zeros(len(found), np.bool_)
    counted, _, per = measure.removesuffix("_count").partition("_per_")
    people = few().registers & {counted, per.rpartition("_")[2]}
    if people:
        drawn = shapes(desk, actor, layer)
        for register in people:
            count = _count(desk, drawn, register, desk.moment(as_of))
            hidden |= (count > 0) & (count < few().under)
    found[hidden] = np.nan
    return Theme(found, hidden)


def _since_visit(desk: Desk, drawn: MapLayer, day: str) -> Floats:
    """Days since somebody last looked in each cell; NaN where nobody ever did."""
    found = np.full(len(drawn.fids), np.nan)
    with desk.reader() as conn:
        row = store.get(conn, drawn.layer)
        assert row is not None
        position = {int(fid): at for at, fid in enumerate(drawn.fids.tolist())}
        for fid, last in visits.last_per_cell(conn, row.number):
            if (at := position.get(fid)) is not None:
                found[at] = (np.datetime64(day) - np.datetime64(last)).astype(int)
    return found


def counted_by(what: str, moment: str) -> tuple[str, str, list[str]]:
    """What is counted for a register, ``case_open`` or ``case_overdue``: the table, the test, its values."""
    tests: dict[str, tuple[str, list[str]]] = {
        "case_open": ("state_type = 'open'", []),
        "case_overdue": ("state_type = 'open' AND due_at < ?", [moment]),
    }
    test, bound = tests.get(what, ("", []))
    return registers()[what.partition("_")[0]].table, test, bound


def _count(desk: Desk, drawn: MapLayer, what: str, moment: str) -> Floats:
    table, test, bound = counted_by(what, moment)
    with desk.reader() as conn:
        row = store.get(conn, drawn.layer)
        assert row is not None
        pairs = attachment.counts_per_cell(conn, row.number, table, test, bound)
    found = np.zeros(len(drawn.fids))
    if pairs:
        position = {int(fid): at for at, fid in enumerate(drawn.fids.tolist())}
        for fid, n in pairs:
            if (at := position.get(fid)) is not None:
                found[at] = n
    return found


def points(
    desk: Desk, actor: Actor, register: str, frame: Frame, among: Sequence[int] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Fids and places of the records of a register, or of some of them, in the frame, float32 metres.

    People lie where they live.
    """
    desk.look(actor, "record.read", "record.points")
    with desk.reader() as conn:
        fids, lon, lat = lists.positions(conn, registers()[register].table, among)
    x, y = frame.to_frame(lon, lat)
    return fids, x.astype(np.float32), y.astype(np.float32)


@attrs.frozen(eq=False)
class RecordPaths:
    """The lines and outlines of records in the frame, one path behind the other (see `spatial.paths`)."""

    x: Floats
    y: Floats
    start: NDArray[np.int64]
    fids: NDArray[np.int64]


def paths(desk: Desk, actor: Actor, register: str, frame: Frame) -> RecordPaths:
    """The lines and outlines of the records of a register that are more than a point, by fid."""
    desk.look(actor, "record.read", "record.points")
    kept = registers()[register]
    if not kept.has_place:
        return RecordPaths(np.empty(0), np.empty(0), np.zeros(1, np.int64), np.empty(0, np.int64))
    with desk.reader() as conn:
        fids, blobs = lists.shaped(conn, kept.table)
    found = decode_paths(blobs)
    x, y = frame.to_frame(found.xy[:, 0], found.xy[:, 1])
    return RecordPaths(x, y, found.start, fids[found.owner])
