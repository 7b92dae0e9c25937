"""Coordinate reference systems: names, definitions, coordinates from one to another, likely answers.

Coordinates are always x = longitude or easting, y = latitude or northing, whatever the authority's axis order.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.errors import BadInput
from gridgov.spatial import datum
from gridgov.spatial.datum import offset_name

Floats = NDArray[np.float64]

WGS84 = "EPSG:4326"
CGCS2000 = "EPSG:4490"

# Known without asking pyproj, so that a window can start and a file can be made without it.
_GEOGRAPHIC = {4326, 4490, 4269, 4258, 4214, 4610, 4979, 4480}
_PROJECTED = {3857, 2263, 27700, *range(4491, 4555), *range(32601, 32661), *range(32701, 32761)}
_THREE_DEGREES = range(4513, 4555)
_BEIJING_54 = {4214, *range(2401, 2443), *range(21413, 21424), *range(21453, 21464)}
_XIAN_80 = {4610, *range(2327, 2391)}

_OLD = ((_BEIJING_54, "Beijing 1954"), (_XIAN_80, "Xi'an 1980"))

_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

_CGCS2000_WKT = (
    'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,'
    'AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]'
)
_ZONE_WKT = (
    'PROJCS["{name}",{geographic},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],'
    'PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",1],PARAMETER["false_easting",{easting}],'
    'PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","{number}"]]'
)


@attrs.frozen
class Definition:
    """A row of ``gpkg_spatial_ref_sys``."""

    srs_name: str
    srs_id: int
    organization: str
    organization_coordsys_id: int
    definition: str


def srs_id(crs: str) -> int:
    """The EPSG number of ``EPSG:n`` (any case); raise ``BadInput`` for anything else."""
    text = crs.strip()
    if offset_name(text):
        raise BadInput(
            "{crs} is an encrypted offset, not a reference system: ask for the data in WGS 84 or CGCS2000.", crs=text
        )
    if match := re.fullmatch(r"(?i:epsg:{1,2})?(\d{4,6})", text):
        return int(match[1])
    raise BadInput("{crs} is no reference system: write it like EPSG:4548.", crs=text)


def name(number: int) -> str:
    """``EPSG:n`` for a number."""
    return f"EPSG:{number}"


def named(definition: str) -> str | None:
    """``EPSG:n`` of a system as a file writes it (a number or a definition); None where it has no number."""
    if definition.upper().startswith("EPSG:"):
        return definition.upper()
    import pyproj

    try:
        number = pyproj.CRS.from_user_input(definition).to_epsg()
    except pyproj.exceptions.CRSError:
        return None
    return f"EPSG:{number}" if number else None


def is_geographic(crs: str) -> bool:
    """Whether coordinates are degrees; a system that nobody knows raises ``BadInput``."""
    if offset_name(crs):
        return True
    number = srs_id(crs)
    if number in _GEOGRAPHIC:
        return True
    if number in _PROJECTED:
        return False
    return bool(_system(number).is_geographic)


@cache
def _system(number: int) -> Any:
    import pyproj

    try:
        return pyproj.CRS.from_epsg(number)
    except pyproj.exceptions.CRSError as error:
        raise BadInput("EPSG:{number} is not known: look the number up again.", number=number) from error


def definition(crs: str) -> Definition:
    """The row that describes a system in a GeoPackage; those of CGCS2000 and WGS 84 without asking pyproj."""
    number = srs_id(crs)
    if number == 4326:
        return Definition("WGS 84", 4326, "EPSG", 4326, _WGS84_WKT)
    if number == 4490:
        return Definition("China Geodetic Coordinate System 2000", 4490, "EPSG", 4490, _CGCS2000_WKT)
    if number in _THREE_DEGREES:
        return _three_degree_zone(number)
    system = _system(number)
    return Definition(system.name, number, "EPSG", number, system.to_wkt("WKT1_GDAL"))


def _three_degree_zone(number: int) -> Definition:
    """A zone of CGCS2000 of three degrees, by its number in the easting (4513–4533) or without (4534–4554)."""
    numbered = number < 4534
    zone = number - (4488 if numbered else 4509)
    words = f"zone {zone}" if numbered else f"CM {3 * zone}E"
    title = f"CGCS2000 / 3-degree Gauss-Kruger {words}"
    easting = zone * 1_000_000 + 500_000 if numbered else 500_000
    wkt = _ZONE_WKT.format(name=title, geographic=_CGCS2000_WKT, meridian=3 * zone, easting=easting, number=number)
    return Definition(title, number, "EPSG", number, wkt)


def standard_definitions() -> list[Definition]:
    """The three rows that every GeoPackage has: WGS 84, undefined Cartesian, undefined geographic."""
    return [
        definition(WGS84),
        Definition("Undefined Cartesian SRS", -1, "NONE", -1, "undefined"),
        Definition("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
    ]


def same_numbers(a: str, b: str) -> bool:
    """Whether coordinates of both systems are the same numbers (WGS 84 and CGCS2000 differ by decimetres only)."""
    if offset_name(a) or offset_name(b):
        return offset_name(a) == offset_name(b)
    first, second = srs_id(a), srs_id(b)
    return first == second or {first, second} <= {4326, 4490}


def transform(x: Floats, y: Floats, source: str, target: str) -> tuple[Floats, Floats]:
    """Coordinates from one system to another; NaN stays NaN. ``gcj02`` and ``bd09`` go by way of WGS 84.

    Beijing 1954 and Xi'an 1980 to anything else is refused: without local parameters the result is silently wrong by
    tens of metres (domain digest, section 7).
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if same_numbers(source, target) or len(x) == 0:
        return x, y
    if offset := offset_name(source):
        return transform(*datum.to_wgs84(x, y, offset), WGS84, target)
    if offset := offset_name(target):
        return datum.from_wgs84(*transform(x, y, source, WGS84), offset)
    for family, words in _OLD:
        if (srs_id(source) in family) != (srs_id(target) in family):
            raise BadInput(
                "{name} cannot be turned into another system without local parameters: the result would be wrong by "
                "tens of metres. Ask the sender for CGCS2000.",
                name=words,
            )
    out_x, out_y = _transformer(srs_id(source), srs_id(target)).transform(x, y)
    out_x, out_y = np.asarray(out_x, dtype=np.float64), np.asarray(out_y, dtype=np.float64)
    lost = ~np.isfinite(out_x) | ~np.isfinite(out_y)
    out_x[lost] = out_y[lost] = np.nan
    return out_x, out_y


def old_datum(crs: str) -> str:
    """The name of the old Chinese datum that a system rests on; '' for a newer one."""
    number = srs_id(crs)
    return next((words for family, words in _OLD if number in family), "")


def system(crs: str) -> Any:
    """The ``pyproj.CRS`` of a system; ``BadInput`` for one that nobody knows."""
    return _system(srs_id(crs))


@cache
def _transformer(source: int, target: int) -> Any:
    import pyproj

    return pyproj.Transformer.from_crs(_system(source), _system(target), always_xy=True)


def to_wgs84(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees (WGS 84; CGCS2000 counts as the same)."""
    return transform(x, y, crs, WGS84)


def from_wgs84(lon: Floats, lat: Floats, crs: str) -> tuple[Floats, Floats]:
    """Degrees to the coordinates of a system."""
    return transform(lon, lat, WGS84, crs)
