"""Small base maps of invented ground for tests and pictures: tiles, images with a world file, GeoTIFFs, lines."""

from __future__ import annotations

import io
import json
import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
from PIL import Image, TiffImagePlugin

WORLD = 20037508.342789244


def tile_of(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Column and row, from the north-west, with fractions."""
    n = 1 << zoom
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180) / 360 * n, (1 - y / math.pi) / 2 * n


def plain(colour: tuple[int, int, int]) -> Callable[[int, int, int], Image.Image]:
    """A tile of one colour."""
    return lambda zoom, x, y: Image.new("RGB", (256, 256), colour)


GREEN = plain((200, 220, 200))


def mbtiles(
    path: Path,
    box: tuple[float, float, float, float],
    zooms: range,
    paint: Callable[[int, int, int], Image.Image] = GREEN,
    form: str = "PNG",
    **said: str,
) -> Path:
    """MBTiles of a box (west, south, east, north) whose tiles `paint(zoom, column, row from the north)` makes."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        conn.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        conn.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        meta = {
            "name": "Invented ground",
            "format": form.lower(),
            "minzoom": str(zooms[0]),
            "maxzoom": str(zooms[-1]),
            "bounds": ",".join(map(str, box)),
            "attribution": "© <a href='x'>Invented Survey</a>",
            **said,
        }
        conn.executemany("INSERT INTO metadata VALUES (?, ?)", list(meta.items()))
        for zoom in zooms:
            left, top = tile_of(box[0], box[3], zoom)
            right, bottom = tile_of(box[2], box[1], zoom)
            for x in range(int(left), int(right) + 1):
                for y in range(int(top), int(bottom) + 1):
                    data = io.BytesIO()
                    paint(zoom, x, y).save(data, form)
                    conn.execute(
                        "INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, (1 << zoom) - 1 - y, data.getvalue())
                    )
        conn.commit()
    return path


def geotiff(
    path: Path,
    image: Image.Image,
    corner: tuple[float, float],
    pixel: float,
    epsg: int | None,
    *,
    area: bool = True,
    **more: object,
) -> Path:
    """A GeoTIFF whose upper left corner lies at `corner`, with `pixel` units a pixel."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[33550] = (pixel, pixel, 0.0)
    tags.tagtype[33550] = 12
    shift = 0.0 if area else pixel / 2
    tags[33922] = (0.0, 0.0, 0.0, corner[0] + shift, corner[1] - shift, 0.0)
    tags.tagtype[33922] = 12
    keys = [1, 1, 0, 2, 1024, 0, 1, 1, 1025, 0, 1, 1 if area else 2]
    if epsg is not None:
        keys[3] += 1
        keys += [2048 if epsg in (4326, 4490) else 3072, 0, 1, epsg]
    tags[34735] = tuple(keys)
    tags.tagtype[34735] = 3
    image.save(path, "TIFF", tiffinfo=tags, **more)
    return path


def world_png(path: Path, image: Image.Image, corner: tuple[float, float], pixel: float) -> Path:
    """A PNG with its world file beside it."""
    image.save(path)
    lines = (pixel, 0.0, 0.0, -pixel, corner[0] + pixel / 2, corner[1] - pixel / 2)
    path.with_suffix(".pgw").write_text("\n".join(f"{v:.12f}" for v in lines))
    return path


def streets(path: Path, box: tuple[float, float, float, float], count: int = 5) -> Path:
    """GeoJSON with a few streets across a box and a park in its middle, with names."""
    west, south, east, north = box
    features = []
    for n in range(count):
        lat = south + (north - south) * (n + 0.5) / count
        features.append(_feature("LineString", [[west, lat], [east, lat]], f"东西{n + 1}路"))
        lon = west + (east - west) * (n + 0.5) / count
        features.append(_feature("LineString", [[lon, south], [lon, north]], f"南北{n + 1}街"))
    x, y, w, h = (west + east) / 2, (south + north) / 2, (east - west) / 10, (north - south) / 10
    ring = [[x - w, y - h], [x + w, y - h], [x + w, y + h], [x - w, y + h], [x - w, y - h]]
    features.append(_feature("Polygon", [ring], "中心公园"))
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _feature(kind: str, coordinates: list[object], name: str) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def gradient(width: int, height: int) -> Image.Image:
    """A picture whose red grows to the right and whose green grows downward: a pixel tells its place."""
    x = np.linspace(0, 255, width)[None, :].repeat(height, 0)
    y = np.linspace(0, 255, height)[:, None].repeat(width, 1)
    return Image.fromarray(np.dstack([x, y, np.full_like(x, 40)]).round().astype(np.uint8), "RGB")
