"""Where an image lies: the geo keys of a TIFF, world files and .prj files beside a picture."""

from __future__ import annotations

import math
from pathlib import Path

from gridgov.errors import BadInput
from gridgov.exchange.tiff_in import Page
from gridgov.spatial.warp import Affine

PIXEL_SCALE, TIE_POINTS, MATRIX, KEYS = 33550, 33922, 34264, 34735
_RASTER_TYPE, _GEOGRAPHIC, _PROJECTED, _MODEL = 1025, 2048, 3072, 1024
_USER_DEFINED = 32767

WORLD_ENDINGS = {
    ".png": (".pgw", ".pngw"), ".jpg": (".jgw", ".jpgw", ".jpegw"), ".jpeg": (".jgw", ".jpgw", ".jpegw"),
    ".tif": (".tfw", ".tifw"), ".tiff": (".tfw", ".tifw", ".tiffw"),
}  # fmt: skip


def of_tiff(page: Page) -> tuple[Affine | None, int | None]:
    """The affine of a GeoTIFF and its EPSG number, each None where the file does not say."""
    for tag in (PIXEL_SCALE, TIE_POINTS, MATRIX, KEYS):
        if not all(isinstance(value, int | float) and math.isfinite(value) for value in page.tags.get(tag, ())):
            return None, None
    keys = _keys(page)
    shift = 0.5 if keys.get(_RASTER_TYPE) == 2 else 0.0  # 2: places are those of pixels' middles
    affine: Affine | None = None
    if len(matrix := page.tags.get(MATRIX, ())) == 16:
        affine = (matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7])
    elif len(scale := page.tags.get(PIXEL_SCALE, ())) >= 2 and len(tie := page.tags.get(TIE_POINTS, ())) >= 6:
        sx, sy = scale[0], scale[1]
        affine = (sx, 0.0, tie[3] - tie[0] * sx, 0.0, -sy, tie[4] + tie[1] * sy)
    if affine is not None and affine[0] * affine[4] == affine[1] * affine[3]:
        return None, None
    if affine is not None and shift:
        affine = _moved(affine, -shift)
    number = keys.get(_PROJECTED) or keys.get(_GEOGRAPHIC)
    return affine, number if number and number != _USER_DEFINED else None


def _keys(page: Page) -> dict[int, int]:
    """The geo keys whose value is a number in the directory itself."""
    raw = page.tags.get(KEYS, ())
    rows = [raw[at : at + 4] for at in range(4, len(raw) - 3, 4)]
    return {int(key): int(value) for key, place, _, value in rows if place == 0}


def _moved(affine: Affine, by: float) -> Affine:
    """An affine whose corner moves by so many pixels right and down."""
    a, b, c, d, e, f = affine
    return a, b, c + (a + b) * by, d, e, f + (d + e) * by


def world_file(path: Path) -> Affine | None:
    """The affine of the world file beside a picture; None without one. ``BadInput`` for one that is broken."""
    for ending in (*WORLD_ENDINGS.get(path.suffix.lower(), ()), ".wld"):
        for name in (path.with_suffix(ending), path.with_suffix(ending.upper())):
            if name.is_file():
                return _parsed(name)
    return None


def _parsed(path: Path) -> Affine:
    try:
        a, d, b, e, c, f = (float(line.replace(",", ".")) for line in path.read_text("ascii").split()[:6])
    except (ValueError, OSError) as error:
        raise BadInput("{file} is no world file of six numbers: ask for it again.", file=path.name) from error
    if a * e - b * d == 0:
        raise BadInput("{file} is no world file of six numbers: ask for it again.", file=path.name)
    # Its numbers are those of the first pixel's middle.
    return _moved((a, b, c, d, e, f), -0.5)


def prj_number(path: Path) -> int | None:
    """The EPSG number that the .prj beside a picture means; None without one or for one that nobody can name."""
    for name in (path.with_suffix(".prj"), path.with_suffix(".PRJ")):
        if name.is_file():
            import pyproj

            try:
                system = pyproj.CRS.from_user_input(name.read_text("utf-8", errors="replace"))
            except pyproj.exceptions.CRSError:
                return None
            return system.to_epsg(min_confidence=60)
    return None
