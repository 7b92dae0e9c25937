"""Base maps of every kind, opened as pictures of the ground: which plane they lie in and who is to be named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from gridgov.errors import BadInput
from gridgov.exchange import geo_keys, tile_service
from gridgov.exchange.image_in import ImagePicture
from gridgov.exchange.pictures_in import decoded
from gridgov.exchange.tiff_in import TiffFile, TiffPicture, is_shown
from gridgov.exchange.web_tiles import WebTiles
from gridgov.spatial import crs as systems
from gridgov.spatial import crs_guess
from gridgov.spatial.warp import Affine, Part, applied

WEB_MERCATOR = "EPSG:3857"
IMAGES = (".png", ".jpg", ".jpeg")
TIFFS = (".tif", ".tiff")
FOREIGN = (".ecw", ".sid", ".jp2", ".img", ".pmtiles", ".tpk", ".tpkx", ".vrt", ".gif", ".bmp", ".webp", ".bil", ".asc")
_MOST_BARE = 400_000_000
"""Pixels of a TIFF without smaller copies: a picture of all of it would take too long to make."""
_MOST_PIECE = 50_000_000
"""Pixels of one piece of it, which is read whole."""

_GCJ_WORDS = ("gcj", "高德", "autonavi", "amap", "腾讯", "tencent", "gtimg", "qq.com", "google.cn", "gaode")


@attrs.frozen(eq=False)
class Picture:
    """A base map as a source for :func:`gridgov.spatial.warp.drawn`, with its system and whom it names."""

    source: Any
    crs: str
    attribution: str = ""
    name: str = ""
    close: Callable[[], None] = lambda: None


@attrs.frozen(eq=False)
class _Placed:
    """A picture with the affine that lays it on the ground."""

    picture: Any
    affine: Affine

    @property
    def width(self) -> int:
        return int(self.picture.width)

    @property
    def height(self) -> int:
        return int(self.picture.height)

    def read(
        self, left: float, top: float, right: float, bottom: float, factor: float, dropped: Callable[[], bool]
    ) -> Part | None:
        part: Part | None = self.picture.read(left, top, right, bottom, factor, dropped)
        return part


def kind_of(path: str) -> str:
    """``service``, ``mbtiles``, ``image`` or ``lines``, by the name; ``BadInput`` for pictures of another kind."""
    if "://" in path:
        return "service"
    ending = Path(path).suffix.lower()
    if ending in FOREIGN:
        raise BadInput(
            "{file} cannot be shown as a base map: ask for MBTiles with raster tiles, a GeoTIFF, or a PNG with its "
            "world file.",
            file=Path(path).name,
        )
    if ending == ".mbtiles":
        return "mbtiles"
    return "image" if ending in IMAGES + TIFFS else "lines"


def looks_shifted(*texts: str) -> bool:
    """Whether a name, an address or whom a map names sounds like one of the public maps that are in GCJ-02."""
    joined = " ".join(texts).lower()
    return any(word in joined for word in _GCJ_WORDS)


def tiles(file: Any) -> Picture:
    """The picture of an open file of tiles (:class:`gridgov.store.mbtiles.TileFile`)."""
    info, name = file.info, file.path.name
    if info.form == "pbf":
        raise BadInput("{file} holds vector tiles: ask for raster tiles (PNG, JPEG or WebP).", file=name)
    first = decoded(file.first())
    if first is None:
        raise BadInput("{file} holds tiles that are no PNG, JPEG or WebP: ask for those.", file=name)
    made = WebTiles(file.tile, info.least, info.most, first.shape[0], info.bounds)
    return Picture(made, WEB_MERCATOR, info.attribution, info.name, file.close)


def service(address: str) -> Picture:
    """The picture of a tile service; nothing is asked of it before somebody takes the tiles that are missing."""
    made = WebTiles(
        lambda zoom, x, y: tile_service.fetched(address, zoom, x, y), 0, tile_service.MOST_ZOOM, at_once=False
    )
    return Picture(made, WEB_MERCATOR, tile_service.host(address), tile_service.host(address))


def image(path: Path, crs: str = "") -> Picture:
    """The picture of a GeoTIFF, or of a PNG or JPEG with its world file; `crs` is for files that do not say.

    ``BadInput`` for one that is no picture, that does not say where it lies, or whose system is not known.
    """
    picture: TiffPicture | ImagePicture
    affine, number = None, None
    if path.suffix.lower() in TIFFS:
        picture, affine, number = _tiff(path)
    else:
        picture = ImagePicture(path)
    affine = affine or geo_keys.world_file(path)
    if affine is None:
        ending = geo_keys.WORLD_ENDINGS[path.suffix.lower()][0]
        raise BadInput(
            "{file} does not say where it lies: ask for its world file ({ending}) and put it beside it, or for a "
            "GeoTIFF.",
            file=path.name, ending=path.with_suffix(ending).name,
        )  # fmt: skip
    number = number or geo_keys.prj_number(path)
    chosen = f"EPSG:{number}" if number else crs
    if not chosen:
        raise BadInput(
            "{file} does not say its reference system: name it, for example EPSG:{likely}.",
            file=path.name, likely=likely(affine, picture.width, picture.height) or 4548,
        )  # fmt: skip
    systems.definition(chosen)
    return Picture(_Placed(picture, affine), chosen)


def likely(affine: Affine, width: int, height: int) -> int | None:
    """The EPSG number that the numbers of a picture look like."""
    import numpy as np

    x, y = applied(affine, np.array([0.0, width]), np.array([0.0, height]))
    found = crs_guess.guess((float(x.min()), float(y.min()), float(x.max()), float(y.max())))
    return systems.srs_id(found[0].crs) if found and not found[0].swap and not found[0].unit else None


def _tiff(path: Path) -> tuple[TiffPicture, Affine | None, int | None]:
    file = TiffFile(path)
    beside = path.with_name(path.name + ".ovr")
    page = file.pages[0]
    if not is_shown(page) or not page.width or not page.height:
        raise BadInput(
            "{file} holds measured values or colours of another kind: ask for an 8-bit RGB GeoTIFF of it.",
            file=path.name,
        )
    picture = TiffPicture(file, TiffFile(beside) if beside.is_file() else None)
    across, down = page.block
    if across * down > _MOST_PIECE or (picture.bare and page.width * page.height > _MOST_BARE):
        raise BadInput(
            "{file} is very large and has no smaller copies in it: ask for it with overviews, or as MBTiles.",
            file=path.name,
        )
    return picture, *geo_keys.of_tiff(page)
