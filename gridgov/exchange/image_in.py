"""PNG and JPEG pictures as maps: read whole, at the fineness that is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from gridgov.errors import BadInput
from gridgov.exchange.pictures_in import BROKEN, PictureCache, as_pixels, opened
from gridgov.spatial.pixels import Pixels, smaller
from gridgov.spatial.warp import Part

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 64_000_000
"""A PNG can only be read whole: larger ones are asked for as tiled GeoTIFF or MBTiles."""


class ImagePicture:
    """A PNG or JPEG at any fineness; only the copies used last stay in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with opened(path, FORMATS) as image:
            self.width, self.height = image.size
            self._jpeg = image.format == "JPEG"
        if self.width * self.height > MOST_PIXELS:
            raise BadInput(
                "{file} is too large to be read whole: ask for a tiled GeoTIFF or MBTiles of it.", file=path.name
            )
        self._kept = PictureCache(MOST_PIXELS * 4)

    def read(
        self, left: float, top: float, right: float, bottom: float, factor: float, dropped: Callable[[], bool]
    ) -> Part | None:
        """The piece of the picture, made 2, 4 or 8 times smaller where that is fine enough."""
        step = next((s for s in (8, 4, 2) if s <= factor * 4 / 3), 1)
        if dropped():
            return None
        whole = self._whole(step)
        x0, y0 = int(left) // step, int(top) // step
        x1, y1 = min(int(right) // step + 2, whole.shape[1]), min(int(bottom) // step + 2, whole.shape[0])
        if x1 <= x0 or y1 <= y0:
            return None
        return Part(np.ascontiguousarray(whole[y0:y1, x0:x1]), float(x0 * step), float(y0 * step), float(step))

    def _whole(self, step: int) -> Pixels:
        kept = self._kept.get(step)
        if kept is not None:
            return kept
        try:
            with opened(self._path, FORMATS) as image:
                if self._jpeg and step > 1:
                    # JPEG decodes to an eighth of its size without ever being whole in memory.
                    image.draft(None, (max(self.width // step, 1), max(self.height // step, 1)))
                image.load()
                found = as_pixels(image)
        except BROKEN as error:
            raise BadInput("{file} is no picture that can be read: ask for it again.", file=self._path.name) from error
        rest = round(step * found.shape[1] / self.width)
        found = smaller(found, max(rest, 1))
        self._kept.put(step, found)
        return found
