"""Going to a place: from what somebody types to a spot on the map, with how sure it is; and what lies at a spot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs
import numpy as np

from gridgov.domain.access import Actor, may
from gridgov.domain.register import registers
from gridgov.errors import BadInput
from gridgov.messages import pick, tr
from gridgov.services import cells
from gridgov.services.desk import Desk
from gridgov.spatial import crs as reference
from gridgov.spatial import datum
from gridgov.spatial.gauss_kruger import three_degree, zone_at
from gridgov.spatial.track import plane
from gridgov.store import layers as layer_store
from gridgov.store.database import Connection

if TYPE_CHECKING:
    from gridgov.domain.coordinate_text import Written

SYSTEMS = ("wgs84", "cgcs2000", "gcj02")
"""The systems in which the map tells a coordinate."""

FAR_M = 60_000.0
"""What lies so far from the middle of the district is outside of it."""

NEAR_M = 30.0

_NAMES = {"wgs84": reference.WGS84, "cgcs2000": reference.CGCS2000}


@attrs.frozen
class Spot:
    """A place that a text may mean: degrees (WGS 84), what it is, how sure that is, within how many metres.

    `kind` is ``coordinate``, ``cell`` (then `layer` and `code` say which) or ``address``.
    """

    kind: str
    title: str
    sure: str
    lon: float
    lat: float
    within_m: float = 0.0
    layer: str = ""
    code: str = ""


@attrs.frozen
class Near:
    """A record beside a place, and how far it is."""

    register: str
    fid: int
    title: str
    metres: float


@attrs.frozen
class Here:
    """What is at a place: its coordinates by system, the cell of each layer (code and name), records beside it."""

    lon: float
    lat: float
    coordinates: dict[str, str]
    cells: dict[str, tuple[str, str]]
    near: list[Near]


def numbers(lon: float, lat: float, system: str) -> str:
    """The numbers of a place in one of `SYSTEMS`, where the system is named beside them."""
    if system == "cgcs2000":
        number = zone_at(lon)
        x, y = three_degree(number).forward(np.array([lon]), np.array([lat]))
        return f"{tr('zone {zone}', zone=number)} E {x[0]:.2f} N {y[0]:.2f}"
    x, y = np.array([lon]), np.array([lat])
    if system == "gcj02":
        x, y = datum.wgs84_to_gcj02(x, y)
    return f"{x[0]:.6f}, {y[0]:.6f}"


def written(lon: float, lat: float, system: str) -> str:
    """A place in one of `SYSTEMS` with the system's name; a shifted one says that it is."""
    if system == "cgcs2000":
        number = zone_at(lon)
        x, y = three_degree(number).forward(np.array([lon]), np.array([lat]))
        zone = tr("3° zone {zone} (CM {meridian}°)", zone=number, meridian=3 * number)
        return f"CGCS2000 {zone} E {x[0]:.2f} N {y[0]:.2f}"
    if system == "gcj02":
        return tr("GCJ-02 (shifted) {place}", place=numbers(lon, lat, system))
    return f"WGS 84 {lon:.6f}, {lat:.6f}"


def convert(x: float, y: float, source: str, target: str) -> tuple[float, float, str]:
    """A coordinate from one system to another, and the name of the system that it came to.

    Systems are ``wgs84``, ``cgcs2000``, ``gcj02``, ``bd09``, ``EPSG:n``, and as the target ``zone``: the three-degree
    zone of CGCS2000 in which the place lies. ``BadInput`` for a system or a coordinate that there is not.
    """
    known = _NAMES.get(source.lower(), source)
    place = np.array([x]), np.array([y])
    if target.lower() == "zone":
        lon, _ = reference.to_wgs84(*place, known)
        to = reference.name(4509 + zone_at(float(lon[0])))
    else:
        to = _NAMES.get(target.lower(), target)
    if reference.is_geographic(known) and not (-180 <= x <= 180 and -90 <= y <= 90):
        raise BadInput("{x}, {y} is no place: give longitude and latitude in degrees.", x=x, y=y)
    east, north = reference.transform(*place, known, to)
    if not np.isfinite(east[0]) or not np.isfinite(north[0]):
        raise BadInput("{x}, {y} lies outside of what {crs} can hold.", x=x, y=y, crs=to)
    return float(east[0]), float(north[0]), to


def find(desk: Desk, actor: Actor, text: str, *, limit: int = 8) -> list[Spot]:
    """The places that a text may mean, the likeliest first; none for a text that means none.

    A coordinate in any spelling, else the cells with that code or name, and where the ledger has it as an address.
    """
    # Read when somebody goes somewhere: the first picture of the map need not wait for it.
    from gridgov.domain.coordinate_text import parse
    from gridgov.services import addressing
    from gridgov.services.search import cell_names
    from gridgov.store import search as search_store

    desk.look(actor, "cell.read", "place.find")
    if not text.strip():
        return []
    one = parse(text)
    if one is not None:
        return spots(desk, one)
    found: list[Spot] = []
    with desk.reader() as conn:
        for row in layer_store.all_(conn):
            for fid, code, name in search_store.find_cells(cell_names(desk, conn, row), text, limit):
                exact = text.strip().casefold() in {code.casefold(), (name or "").casefold()}
                sure = tr("the cell itself") if exact else tr("a cell whose code or name holds this")
                if (place := position_of(conn, row, fid)) is not None:
                    title = f"{name} ({code})" if name and name != code else code
                    title = f"{pick(row.zh, row.en)} {title}"
                    spot = Spot("cell", title, sure, *place, layer=row.id, code=code)
                    found.insert(sum(s.sure == sure for s in found) if exact else len(found), spot)
    if may(actor, "record.read"):
        address, placed = addressing.find(desk, actor, text)
        if placed is not None:
            spot = Spot("address", address.in_words, placed.in_words, placed.x, placed.y, placed.within_m)
            found.insert(sum(s.sure == tr("the cell itself") for s in found), spot)
    return found[:limit]


def position_of(conn: Connection, row: layer_store.LayerRow, fid: int) -> tuple[float, float] | None:
    """A place inside a cell in degrees; None for one without a shape."""
    shape = layer_store.shape(conn, row.id, fid)
    if shape is None:
        return None
    from gridgov.spatial import blob

    lon, lat = reference.to_wgs84(*blob.representative_points([shape]), f"EPSG:{row.srs_id}")
    return float(lon[0]), float(lat[0])


def spots(desk: Desk, one: Written) -> list[Spot]:
    """What a written coordinate may mean: every reading that its text leaves open, those in the district first."""
    found: list[Spot] = []
    for system, sure in _readings(desk, one):
        try:
            lon, lat, _ = convert(one.x, one.y, system, "wgs84")
        except BadInput:
            continue
        words = [sure]
        if one.swapped:
            words.append(tr("north came first"))
        if _is_far(desk, lon, lat):
            words.append(tr("outside of the district"))
        found.append(Spot("coordinate", written(lon, lat, "wgs84"), pick("；", "; ").join(words), lon, lat))
    return sorted(found, key=lambda spot: _is_far(desk, spot.lon, spot.lat))


def _readings(desk: Desk, one: Written) -> Iterable[tuple[str, str]]:
    """The systems in which a coordinate may be meant, and why."""
    if not one.is_plane:
        if one.system:
            name = one.system.upper()
            yield one.system, tr("as given: {system}", system={"GCJ02": "GCJ-02", "BD09": "BD-09"}.get(name, name))
        else:
            yield "wgs84", tr("taken as WGS 84 or CGCS2000")
            yield "gcj02", tr("if it comes from a Chinese web map (GCJ-02)")
        return
    if one.system.startswith("EPSG:"):
        yield one.system, tr("as given: {system}", system=one.system)
        return
    number = int(one.x // 1_000_000)
    if 25 <= number <= 45:
        yield reference.name(4488 + number), tr("3° zone {zone}, from the easting", zone=number)
    elif 13 <= number <= 23:
        yield reference.name(4478 + number), tr("6° zone {zone}, from the easting", zone=number)
    elif one.zone:
        if 25 <= one.zone <= 45:
            yield reference.name(4509 + one.zone), tr("3° zone {zone}, as given", zone=one.zone)
    elif (middle := _middle(desk)) is not None:
        zone = zone_at(middle[0])
        yield reference.name(4509 + zone), tr("3° zone {zone}, that of the district: the text names none", zone=zone)


def _middle(desk: Desk) -> tuple[float, float] | None:
    frame = cells.frame(desk)
    if not frame.crs and not frame.lon and not frame.lat:
        return None
    lon, lat = frame.from_frame(np.zeros(1), np.zeros(1))
    return float(lon[0]), float(lat[0])


def _is_far(desk: Desk, lon: float, lat: float) -> bool:
    middle = _middle(desk)
    if middle is None:
        return False
    east, north = plane(np.array([lon]), np.array([lat]), middle)
    return not float(np.hypot(east[0], north[0])) < FAR_M


def here(desk: Desk, actor: Actor, lon: float, lat: float, *, within_m: float = NEAR_M) -> Here:
    """What is at a place in degrees: coordinates, cells of every layer, records within some metres, the nearest first.

    People and households are not told by place.
    """
    from gridgov.services import shown
    from gridgov.services.attach import cell_of_point
    from gridgov.store import near as near_store

    desk.look(actor, "cell.read", "place.here")
    coordinates = {system: written(lon, lat, system) for system in SYSTEMS}
    found: dict[str, tuple[str, str]] = {}
    near: list[Near] = []
    with desk.reader() as conn:
        rows = layer_store.all_(conn)
    for row in rows:
        code = cell_of_point(desk, row.id, lon, lat)
        if code:
            with desk.reader() as conn:
                cell = layer_store.current(conn, row.id, code)
            found[row.id] = (code, cell.name or "" if cell else "")
    if may(actor, "record.read"):
        with desk.reader() as conn:
            for register, kept in registers().items():
                if not kept.has_place:
                    continue
                beside = near_store.records(conn, kept.table, lon, lat, within_m)
                titles = shown.titles(conn, register, [fid for fid, _ in beside])
                near += [Near(register, fid, titles.get(fid, ""), metres) for fid, metres in beside]
    return Here(lon, lat, coordinates, found, sorted(near, key=lambda one: one.metres))
