"""Tiles of the web map put together: those of a file, or of a service."""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs
import numpy as np

from gridgov.exchange.pictures_in import PictureCache, decoded
from gridgov.spatial.pixels import Pixels
from gridgov.spatial.warp import Affine, Part

WORLD = 20037508.342789244
"""Half the side of the web map's square in its metres."""

MOST_PIXELS = 12_000_000
"""What one picture is put together from; a view that would need more is shown coarser or, twice as much, not at all."""

Tile = tuple[int, int, int]


class WebTiles:
    """A square of the world in tiles, from zoom `least` to `most`.

    `fetch` gives the bytes of a tile (zoom, column, row from the north), None where there is none; a tile that is not
    there in a moment is left out and named in `missing`.
    """

    def __init__(
        self,
        fetch: Callable[[int, int, int], bytes | None],
        least: int,
        most: int,
        size: int = 256,
        bounds: tuple[float, float, float, float] | None = None,
        *,
        at_once: bool = True,
    ) -> None:
        self._fetch, self._size, self._least, self._most = fetch, size, least, most
        self._at_once = at_once
        self._cache = PictureCache()
        self.missing: list[Tile] = []
        self.width = self.height = size << most
        metre = 2 * WORLD / self.width
        self.affine: Affine = (metre, 0.0, -WORLD, 0.0, -metre, WORLD)
        self._limits = _limits(bounds, self.width)

    def read(
        self, left: float, top: float, right: float, bottom: float, factor: float, dropped: Callable[[], bool]
    ) -> Part | None:
        """Put the tiles of the fitting zoom together."""
        self.missing = []
        box = self._limits
        left, top, right, bottom = max(left, box[0]), max(top, box[1]), min(right, box[2]), min(bottom, box[3])
        if left >= right or top >= bottom:
            return None
        # A tile may be shown a third larger than it is: finer ones would cost four times as many.
        zoom = self._most - math.floor(math.log2(max(factor * 4 / 3, 1.0)))
        zoom = min(max(zoom, self._least), self._most)
        while True:
            step = self._size << (self._most - zoom)
            span = _Span(
                int(left // step), int(top // step), int((right - 1e-6) // step) + 1, int((bottom - 1e-6) // step) + 1
            )
            if span.count * self._size**2 <= MOST_PIXELS or zoom == self._least:
                break
            zoom -= 1
        if span.count * self._size**2 > 2 * MOST_PIXELS:
            return None
        mosaic = np.zeros((span.high * self._size, span.wide * self._size), np.uint32)
        for row in range(span.top, span.bottom):
            for column in range(span.left, span.right):
                if dropped():
                    return None
                tile = self._tile((zoom, column, row))
                if tile is None:
                    continue
                y, x = (row - span.top) * self._size, (column - span.left) * self._size
                mosaic[y : y + self._size, x : x + self._size] = tile
        return Part(mosaic, float(span.left * step), float(span.top * step), float(1 << (self._most - zoom)))

    def _tile(self, key: Tile) -> Pixels | None:
        if self._cache.has(key):
            return self._cache.get(key)
        if not self._at_once:
            self.missing.append(key)
            return None
        return self.take(key)

    def take(self, key: Tile) -> Pixels | None:
        """Fetch a tile and keep it."""
        raw = self._fetch(*key)
        found = decoded(raw) if raw else None
        if found is not None and found.shape != (self._size, self._size):
            found = _fitted(found, self._size)
        self._cache.put(key, found)
        return found


@attrs.frozen
class _Span:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def wide(self) -> int:
        return self.right - self.left

    @property
    def high(self) -> int:
        return self.bottom - self.top

    @property
    def count(self) -> int:
        return self.wide * self.high


def _fitted(tile: Pixels, size: int) -> Pixels:
    """A tile of another size than its neighbours, by its nearest pixels."""
    rows = np.arange(size) * tile.shape[0] // size
    columns = np.arange(size) * tile.shape[1] // size
    found: Pixels = tile[rows[:, None], columns[None, :]]
    return found


def _limits(bounds: tuple[float, float, float, float] | None, width: int) -> tuple[float, float, float, float]:
    if bounds is None:
        return 0.0, 0.0, float(width), float(width)
    west, south, east, north = bounds
    x = [(lon + 180) / 360 * width for lon in (west, east)]
    y = [width / 2 - to_metres(lat) * width / (2 * WORLD) for lat in (north, south)]
    return max(x[0], 0.0), max(y[0], 0.0), min(x[1], float(width)), min(y[1], float(width))


def to_metres(lat: float) -> float:
    """The web map's y of a latitude."""
    lat = min(max(lat, -85.05112878), 85.05112878)
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * 6378137.0
