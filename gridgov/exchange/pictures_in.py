"""Pictures as Pillow reads them, made into arrays of pixels; no other kind than those named is ever decoded."""

from __future__ import annotations

import io
import struct
import warnings
from collections import OrderedDict
from collections.abc import Hashable
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image

from gridgov.errors import BadInput
from gridgov.spatial.pixels import Pixels

TILE_FORMATS = ("PNG", "JPEG", "WEBP")
BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, EOFError, AttributeError,
    struct.error, MemoryError, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow raises for files that are damaged or not what they say."""

_MOST_TILE = 4096


def as_pixels(image: Any) -> Pixels:
    """A Pillow image as pixels with colours multiplied by alpha."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        wanted = image.convert("RGBA").convert("RGBa")
        raw = wanted.tobytes("raw", "BGRa")
    else:
        wanted = image.convert("RGB")
        raw = wanted.tobytes("raw", "BGRX")
    found = np.frombuffer(raw, "<u4").reshape(image.height, image.width)
    if wanted.mode == "RGB":
        found = found | np.uint32(0xFF000000)
    return found


def decoded(data: bytes, formats: tuple[str, ...] = TILE_FORMATS) -> Pixels | None:
    """A picture of bytes as pixels; None for what is broken or of another kind."""
    try:
        with Image.open(io.BytesIO(data), formats=formats) as image:
            if max(image.size) > _MOST_TILE:
                return None
            image.load()
            return as_pixels(image)
    except BROKEN:
        return None


def opened(path: Path, formats: tuple[str, ...]) -> Any:
    """A Pillow image that is not read yet; ``BadInput`` for what is no such picture, or an immense one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(path, formats=formats)
    except FileNotFoundError as error:
        raise BadInput("{file} is not there any more: find it again, or take it off the list.", file=path) from error
    except Image.DecompressionBombError as error:
        raise BadInput(
            "{file} is too large to be read whole: ask for a tiled GeoTIFF or MBTiles of it.", file=path.name
        ) from error
    except BROKEN as error:
        raise BadInput("{file} is no picture that can be read: ask for it again.", file=path.name) from error


class PictureCache:
    """The pieces of pictures used last, up to so many bytes; safe for threads."""

    def __init__(self, most_bytes: int = 96 << 20) -> None:
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[Hashable, Pixels | None] = OrderedDict()
        self._lock = Lock()

    def has(self, key: Hashable) -> bool:
        """Whether the piece is there (perhaps known to be empty)."""
        with self._lock:
            return key in self._kept

    def get(self, key: Hashable) -> Pixels | None:
        """The piece, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, piece: Pixels | None) -> None:
        """Keep a piece; the ones not used for longest go."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes += (piece.nbytes if piece is not None else 64) - (old.nbytes if old is not None else 0)
            self._kept[key] = piece
            while self._bytes > self._most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= gone.nbytes if gone is not None else 64
