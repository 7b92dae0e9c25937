"""Likely reference systems of a file, ranked by where its numbers would lie, and what is needed to draw them there."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.domain.value import parse_reals
from gridgov.errors import BadInput
from gridgov.exchange import vector_in
from gridgov.exchange.tables import open_source
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import cells
from gridgov.services.desk import Desk
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial import blob
from gridgov.spatial import crs as reference
from gridgov.spatial.crs_guess import FEET, guess
from gridgov.spatial.crs_guess import Guess as Guess
from gridgov.spatial.datum import offset_name
from gridgov.spatial.rings import Rings
from gridgov.spatial.track import plane

Floats = NDArray[np.float64]

NEAR_DISTRICT_M = 60_000.0
"""Numbers whose middle lies nearer to that of the district lie in it, or by it."""

MEET_M = 3.0
CORNERS = 2_000
"""Corners of a file that are held against those that are there, and how near they must lie to meet."""

ZONES = (
    (4513, "CGCS2000, 3° zone {zone} with its number", 25, True),
    (4534, "CGCS2000, 3° zone of {meridian}° E", 25, True),
    (4491, "CGCS2000, 6° zone {zone} with its number", 13, False),
    (4502, "CGCS2000, 6° zone of {meridian}° E", 13, False),
)
"""The first EPSG number of each family of zones, its name, the number of its first zone, whether of three degrees."""

DRAWN = 60_000
"""Corners that are drawn at most: of more, some outlines are left out."""


@attrs.frozen(eq=False)
class Look:
    """Where a file's numbers may lie: what it says itself, likely answers, and outlines to draw.

    `outlines` are lines (or single points) in the file's numbers, `ground` those of the district in metres around
    `middle` (longitude, latitude; None where the file is empty).
    """

    said: str | None
    guesses: list[Guess]
    outlines: list[Floats]
    ground: list[Floats]
    middle: tuple[float, float] | None
    titles: dict[str, str]
    """The names of the systems."""

    def placed(self, one: Guess) -> tuple[list[Floats], float | None]:
        """The outlines as a guess puts them, in metres around the middle, and how far their own middle lies away."""
        parts, away = [], None
        sizes = [len(line) for line in self.outlines]
        if not sizes:
            return [], None
        xy = np.concatenate(self.outlines)
        lon, lat = to_degrees(one, xy[:, 0].copy(), xy[:, 1].copy())
        good = np.isfinite(lon) & np.isfinite(lat)
        if not good.any():
            return [], None
        middle = self.middle or (float(np.median(lon[good])), float(np.median(lat[good])))
        spots = np.column_stack(plane(lon, lat, middle))
        if self.middle is not None:
            away = float(np.hypot(*np.nanmedian(spots[good], axis=0)))
        start = 0
        for size in sizes:
            part = spots[start : start + size]
            start += size
            if np.isfinite(part).all():
                parts.append(part)
        return parts, away


def look_at_cells(
    desk: Desk, actor: Actor, source: Path, *, layer: str | None = None, encoding: str | None = None,
    progress: Progress | None = None,
) -> Look:  # fmt: skip
    """What the window draws of a file of polygons before its coordinates are settled."""
    found = vector_in.read(source, layer, progress, encoding=encoding)
    rings = found.rings if found.rings is not None else blob.decode_polygons(found.blobs)
    xy = rings.xy
    ranked = likely(desk, actor, rings.bounds(), xy) if len(xy) else []
    return _look(desk, actor, found.crs, ranked, _lines(rings))


def look_at_records(desk: Desk, actor: Actor, source: Path, mapping: Mapping) -> Look | None:
    """What the window draws of a file of records; None where its rows have no coordinates."""
    import shapely

    opened = open_source(
        source, sheet=mapping.sheet or None, header_row=mapping.header_row or None, encoding=mapping.encoding or None
    )
    pair = [mapping.fields[name].column for name in ("x", "y") if name in mapping.fields]
    spots: list[Floats] = []
    for chunk in opened.chunks():
        if opened.has_shapes:
            shapes = shapely.from_wkb([one for one in chunk.shapes or () if one is not None])
            shapes = shapes[~shapely.is_empty(shapes)] if len(shapes) else shapes
            spots.append(shapely.get_coordinates(shapely.point_on_surface(shapes)) if len(shapes) else np.empty((0, 2)))
        elif len(pair) == 2:
            x, y = (
                np.array([np.nan if v is None else v for v in parse_reals(chunk.columns[one]).values]) for one in pair
            )
            spots.append(np.column_stack([x, y]).astype(np.float64))
        else:
            return None
        if sum(map(len, spots)) > CORNERS:
            break
    xy = np.concatenate(spots) if spots else np.empty((0, 2))
    xy = xy[np.isfinite(xy).all(axis=1)]
    if not len(xy):
        return None
    bounds = (*xy.min(axis=0).tolist(), *xy.max(axis=0).tolist())
    said = reference.named(opened.crs) if opened.crs else None
    return _look(desk, actor, said, likely(desk, actor, bounds), list(xy[:, None, :]))


def _look(desk: Desk, actor: Actor, said: str | None, ranked: list[Guess], outlines: list[Floats]) -> Look:
    middle = _ground(desk, actor)
    ground: list[Floats] = []
    if middle is not None:
        # The finest layer that is not too much to draw.
        layers = cells.layers(desk, actor)
        layer = next((one for one in reversed(layers) if one.count <= 2_000), layers[0])
        rings, _, system = layer_rings(desk, actor, layer.id)
        for line in _lines(rings):
            lon, lat = to_degrees(Guess(system, ""), line[:, 0].copy(), line[:, 1].copy())
            ground.append(np.column_stack(plane(lon, lat, middle)))
    titles = {one: _title(one) for one in dict.fromkeys([*([said] if said else []), *(g.crs for g in ranked)])}
    return Look(said, ranked, outlines, ground, middle, titles)


def _title(crs: str) -> str:
    offset = offset_name(crs)
    if offset is not None:
        return {"gcj02": "GCJ-02", "bd09": "BD-09"}[offset]
    try:
        number = reference.srs_id(crs)
        for first, words, add, three in ZONES:
            if first <= number < first + (21 if three else 11):
                zone = number - first + add
                meridian = 3 * zone if three else 6 * zone - 3
                return tr(words, zone=zone, meridian=meridian)
        return reference.definition(crs).srs_name
    except BadInput:
        return crs


def _lines(rings: Rings) -> list[Floats]:
    """The rings as lines, so many that drawing them takes no time."""
    step = max(1, len(rings.xy) // DRAWN)
    starts = rings.ring_start
    return [rings.xy[starts[i] : starts[i + 1]] for i in range(0, len(starts) - 1, step)]


def likely(
    desk: Desk, actor: Actor, bounds: tuple[float, float, float, float], xy: Floats | None = None
) -> list[Guess]:
    """Likely systems for numbers within `bounds`; those that put them where the district lies come first.

    With the numbers themselves those come first whose corners meet corners that are there. Where the usual systems lie
    elsewhere, every system that is used in the district is asked.
    """
    found = guess(bounds)
    ground = _ground(desk, actor)
    if ground is None:
        return found
    near, far = [], []
    for one in found:
        away = _away(one, bounds, ground)
        if away is not None and away < NEAR_DISTRICT_M:
            near.append(attrs.evolve(one, reason=_and(one.reason, tr("lies where the district is"))))
        elif away is not None:
            far.append(one)
    if xy is None:
        return [*(near or _used_here(bounds, ground)), *far]
    near, meets = _by_corners(desk, actor, near, xy, ground)
    if not meets and not any(reference.is_geographic(one.crs) for one in near):
        known = {one.crs for one in near}
        near += [one for one in _used_here(bounds, ground) if one.crs not in known]
        near, _ = _by_corners(desk, actor, near, xy, ground)
    return [*near, *far]


def _and(*reasons: str) -> str:
    return pick("；", "; ").join(reasons)


def _away(one: Guess, bounds: tuple[float, float, float, float], ground: tuple[float, float]) -> float | None:
    """How far the middle of the numbers lies from that of the district in metres; None where it is no place."""
    corner = np.array([(bounds[0] + bounds[2]) / 2]), np.array([(bounds[1] + bounds[3]) / 2])
    lon, lat = to_degrees(one, *corner)
    if not np.isfinite(lon).all():
        return None
    east, north = plane(lon, lat, ground)
    return float(np.hypot(east[0], north[0]))


def to_degrees(one: Guess, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Numbers as longitude and latitude, taken as a guess says; NaN where they are no place there."""
    if one.swap:
        x, y = y, x
    if one.unit:
        x, y = x * FEET[one.unit], y * FEET[one.unit]
    try:
        if offset_name(one.crs) is None and reference.old_datum(one.crs):
            return _roughly(x, y, one.crs)
        return reference.to_wgs84(x, y, one.crs)
    except (BadInput, ValueError, RuntimeError):  # pyproj knows systems that nothing leads out of
        nothing = np.full(len(x), np.nan)
        return nothing, nothing.copy()


def _roughly(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
    """Degrees of an old datum as they stand: for drawing alone, tens of metres off."""
    import pyproj

    system = reference.system(crs)
    lon, lat = pyproj.Transformer.from_crs(system, system.geodetic_crs, always_xy=True).transform(x, y)
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


def _used_here(bounds: tuple[float, float, float, float], ground: tuple[float, float]) -> list[Guess]:
    """Systems in use where the district lies that put the numbers there, the nearest first."""
    from pyproj.aoi import AreaOfInterest
    from pyproj.database import query_crs_info
    from pyproj.enums import PJType

    lon, lat = ground
    area = AreaOfInterest(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)
    found = []
    for info in query_crs_info(auth_name="EPSG", pj_types=[PJType.PROJECTED_CRS], area_of_interest=area, contains=True):
        one = Guess(f"EPSG:{info.code}", info.name)
        away = _away(one, bounds, ground)
        if away is not None and away < NEAR_DISTRICT_M:
            found.append((away, attrs.evolve(one, reason=_and(info.name, tr("lies where the district is")))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:8]


def _by_corners(
    desk: Desk, actor: Actor, near: list[Guess], xy: Floats, ground: tuple[float, float]
) -> tuple[list[Guess], bool]:
    """Guesses by how near their corners come to corners that are there; whether the first meets them, and says so."""
    import shapely

    if not near:
        return [], False
    layer = cells.layers(desk, actor)[-1].id
    rings, _, system = layer_rings(desk, actor, layer)
    there = np.column_stack(plane(*reference.to_wgs84(rings.xy[:, 0], rings.xy[:, 1], system), ground))
    tree = shapely.STRtree(shapely.points(there))
    some = xy[:: max(1, len(xy) // CORNERS)]
    gaps = []
    for one in near:
        lon, lat = to_degrees(one, some[:, 0].copy(), some[:, 1].copy())
        spots = np.column_stack(plane(lon, lat, ground))
        spots = spots[np.isfinite(spots).all(axis=1)]
        gap = np.inf
        if len(spots):
            _, away = tree.query_nearest(shapely.points(spots), return_distance=True, all_matches=False)
            gap = float(np.median(away))
        gaps.append(gap)
    order = sorted(range(len(near)), key=lambda i: (round(gaps[i]), i))
    ranked = [near[i] for i in order]
    best = gaps[order[0]]
    if best < MEET_M:
        words = tr("its corners meet those that are there, within {n} m", n=f"{best:.1f}")
        ranked[0] = attrs.evolve(ranked[0], reason=_and(ranked[0].reason, words))
    return ranked, best < MEET_M


def _ground(desk: Desk, actor: Actor) -> tuple[float, float] | None:
    """The middle of what the file holds, in degrees; None for a file without cells."""
    found = cells.layers(desk, actor)
    if not found:
        return None
    rings, _, system = layer_rings(desk, actor, found[0].id)
    if not rings.count:
        return None
    low_x, low_y, high_x, high_y = rings.bounds()
    lon, lat = to_degrees(Guess(system, ""), np.array([(low_x + high_x) / 2]), np.array([(low_y + high_y) / 2]))
    return float(lon[0]), float(lat[0])
