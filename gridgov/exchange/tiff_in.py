"""A TIFF read piece by piece: its pages (the picture and its smaller copies), and single tiles or strips of them.

Only the tables are read here. A piece is handed to Pillow as a little TIFF of its own, so that every compression that
Pillow knows is known here, and a picture of a whole city is never read at full size.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import numpy as np
from PIL import Image

from gridgov.errors import BadInput
from gridgov.exchange.pictures_in import BROKEN, PictureCache, as_pixels
from gridgov.spatial.pixels import Pixels, smaller
from gridgov.spatial.warp import Part

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_FORMS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}

SUBFILE, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 254, 256, 257, 258, 259, 262
STRIPS, SAMPLES, ROWS_PER_STRIP, STRIP_BYTES, PLANAR, PREDICTOR, PALETTE = 273, 277, 278, 279, 284, 317, 320
TILE_WIDTH, TILE_HEIGHT, TILES, TILE_BYTES, SUB_IFDS, EXTRA, SAMPLE_FORMAT = 322, 323, 324, 325, 330, 338, 339
JPEG_TABLES, SUBSAMPLING, REFERENCE = 347, 530, 532
_COPIED = (BITS, COMPRESSION, PHOTOMETRIC, SAMPLES, PREDICTOR, PALETTE, EXTRA, SAMPLE_FORMAT, JPEG_TABLES,
           SUBSAMPLING, REFERENCE)  # fmt: skip
_MOST_PAGES = 64
_MOST_SIDE = 1_000_000
_MOST_VALUES = 4 << 20


@attrs.frozen
class Page:
    """One picture of a TIFF: its tags, and where its pieces lie."""

    tags: dict[int, tuple[Any, ...]]
    kinds: dict[int, int]

    def one(self, tag: int, default: int = 0) -> int:
        """The first value of a tag."""
        return int(self.tags[tag][0]) if self.tags.get(tag) else default

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.one(WIDTH)

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.one(HEIGHT)

    def is_sound(self) -> bool:
        """Whether its tables can be trusted: numbers where numbers belong, sizes that a picture may have."""
        numbers = (*_COPIED[:5], WIDTH, HEIGHT, ROWS_PER_STRIP, TILE_WIDTH, TILE_HEIGHT, STRIPS, TILES, STRIP_BYTES,
                   TILE_BYTES, SUBFILE, PLANAR, SUB_IFDS, SAMPLE_FORMAT)  # fmt: skip
        if not all(_whole(self.tags.get(tag, ())) for tag in numbers):
            return False
        sides = (self.width, self.height, *self.block)
        return all(0 < side <= _MOST_SIDE for side in sides)

    @property
    def block(self) -> tuple[int, int]:
        """Width and height of a piece."""
        if TILE_WIDTH in self.tags:
            return self.one(TILE_WIDTH), self.one(TILE_HEIGHT)
        return self.width, min(self.one(ROWS_PER_STRIP, self.height), self.height)


class TiffFile:
    """The pages of a TIFF; ``BadInput`` for what is none. The file is only open while something is read from it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self.pages = self._pages(file)
        except FileNotFoundError as error:
            raise BadInput(
                "{file} is not there any more: find it again, or take it off the list.", file=path
            ) from error
        except BROKEN as error:
            raise BadInput("{file} is no TIFF that can be read: ask for it again.", file=path.name) from error
        if not self.pages:
            raise BadInput("{file} is no TIFF that can be read: ask for it again.", file=path.name)

    def _pages(self, file: BinaryIO) -> list[Page]:
        head = file.read(16)
        self.order = {b"II": "<", b"MM": ">"}[head[:2]]
        magic = struct.unpack(self.order + "H", head[2:4])[0]
        if magic not in (42, 43):
            raise ValueError("magic")
        self._big = magic == 43
        waiting = [struct.unpack(self.order + ("Q" if self._big else "I"), head[8:16] if self._big else head[4:8])[0]]
        found: list[Page] = []
        seen: set[int] = set()
        while waiting and len(seen) < _MOST_PAGES:
            at = waiting.pop(0)
            if at == 0 or at in seen:
                continue
            seen.add(at)
            page, following = self._page(file, at)
            if page.is_sound():
                found.append(page)
            elif not found:
                raise ValueError("first page")
            waiting += [following, *(int(v) for v in page.tags.get(SUB_IFDS, ()))]
        return found

    def _page(self, file: BinaryIO, at: int) -> tuple[Page, int]:
        file.seek(at)
        count_form, entry, pointer = ("Q", 20, "Q") if self._big else ("H", 12, "I")
        (count,) = struct.unpack(self.order + count_form, file.read(struct.calcsize(count_form)))
        if count > 500:
            raise ValueError("tags")
        raw = file.read(entry * count)
        (following,) = struct.unpack(self.order + pointer, file.read(8 if self._big else 4))
        tags: dict[int, tuple[Any, ...]] = {}
        kinds: dict[int, int] = {}
        for start in range(0, len(raw), entry):
            tag, kind = struct.unpack(self.order + "HH", raw[start : start + 4])
            (n,) = struct.unpack(self.order + pointer, raw[start + 4 : start + (12 if self._big else 8)])
            size = _SIZES.get(kind, 0) * n
            if not size or n > _MOST_VALUES:
                continue
            inline = raw[start + (12 if self._big else 8) : start + entry]
            if size > len(inline):
                file.seek(struct.unpack(self.order + pointer, inline)[0])
                data = file.read(size)
            else:
                data = inline[:size]
            kinds[tag] = kind
            if kind in (2, 7):
                tags[tag] = (data,)
            elif kind in (5, 10):
                tags[tag] = struct.unpack(f"{self.order}{2 * n}{'I' if kind == 5 else 'i'}", data)
            else:
                tags[tag] = struct.unpack(f"{self.order}{n}{_FORMS[kind]}", data)
        return Page(tags, kinds), following

    def piece(self, page: Page, column: int, row: int) -> Pixels | None:
        """One tile or strip, decoded; None for one that is empty or broken."""
        across, high = page.block
        wide = -(-page.width // across)
        number = row * wide + column
        tiled = TILE_WIDTH in page.tags
        places = page.tags.get(TILES if tiled else STRIPS, ())
        sizes = page.tags.get(TILE_BYTES if tiled else STRIP_BYTES, ())
        if number >= len(places) or number >= len(sizes) or not sizes[number]:
            return None
        try:
            with self.path.open("rb") as file:
                file.seek(places[number])
                data = file.read(sizes[number])
        except OSError:
            return None
        rows = high if tiled else min(high, page.height - row * high)
        try:
            with Image.open(io.BytesIO(_little(self.order, page, across, rows, data)), formats=("TIFF",)) as image:
                image.load()
                return as_pixels(image)
        except BROKEN:
            return None


def _whole(values: tuple[Any, ...]) -> bool:
    return all(isinstance(v, int) for v in values)


def _little(order: str, page: Page, width: int, height: int, data: bytes) -> bytes:
    """A TIFF that holds one piece alone."""
    tags: dict[int, tuple[int, tuple[Any, ...]]] = {
        WIDTH: (4, (width,)), HEIGHT: (4, (height,)), ROWS_PER_STRIP: (4, (height,)), PLANAR: (3, (1,)),
        STRIP_BYTES: (4, (len(data),)), STRIPS: (4, (0,)),
    }  # fmt: skip
    for tag in _COPIED:
        if tag in page.tags:
            tags[tag] = (page.kinds[tag], page.tags[tag])
    begin = 8 + 2 + 12 * len(tags) + 4
    entries, extra = b"", b""
    lengths = (len(_packed(order, *value)) for value in tags.values())
    place_of_data = begin + sum(length for length in lengths if length > 4)
    for tag, (kind, values) in sorted(tags.items()):
        packed = _packed(order, kind, (place_of_data,) if tag == STRIPS else values)
        size = _SIZES[kind]
        entries += struct.pack(order + "HHI", tag, kind, len(packed) // size)
        if len(packed) > 4:
            entries += struct.pack(order + "I", begin + len(extra))
            extra += packed
        else:
            entries += packed.ljust(4, b"\0")
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "H", len(tags)) + entries + b"\0\0\0\0" + extra + data


def _packed(order: str, kind: int, values: tuple[Any, ...]) -> bytes:
    if kind in (2, 7):
        return bytes(values[0])
    if kind in (5, 10):
        return struct.pack(f"{order}{len(values)}{'I' if kind == 5 else 'i'}", *values)
    return struct.pack(f"{order}{len(values)}{_FORMS[kind]}", *values)


def is_shown(page: Page) -> bool:
    """Whether a picture holds colours of 8 bits, grey or one bit, all parts of a pixel together."""
    bits = set(page.tags.get(BITS, (1,)))
    if set(page.tags.get(SAMPLE_FORMAT, (1,))) != {1} or not bits <= {1, 8}:
        return False
    if page.one(PLANAR, 1) != 1 and page.one(SAMPLES, 1) > 1:
        return False
    return page.one(PHOTOMETRIC, 1) in (0, 1, 2, 3, 6) and page.one(SAMPLES, 1) <= 4


class TiffPicture:
    """A TIFF at any fineness: its full picture, its smaller copies, and what is made of them by the mean."""

    def __init__(self, main: TiffFile, more: TiffFile | None = None) -> None:
        self._pages: list[tuple[TiffFile, Page, float]] = []  # with full pixels a pixel
        full = main.pages[0]
        self.width, self.height = full.width, full.height
        for file in (main, more):
            for page in file.pages if file is not None else ():
                kind = page.one(SUBFILE)
                if page is full or (page.width and not kind & 4 and (kind & 1 or file is more) and is_shown(page)):
                    self._pages.append((file, page, self.width / page.width))  # type: ignore[arg-type]
        self._pages.sort(key=lambda one: one[2])
        self._cache = PictureCache()

    @property
    def bare(self) -> bool:
        """Whether there is the full picture alone, without smaller copies."""
        return len(self._pages) == 1

    def read(
        self, left: float, top: float, right: float, bottom: float, factor: float, dropped: Callable[[], bool]
    ) -> Part | None:
        """The piece of the picture, from the coarsest page that is fine enough."""
        # A page may be shown up to a third larger than it is.
        good = [one for one in self._pages if one[2] <= factor * 4 / 3] or self._pages[:1]
        file, page, scale = good[-1]
        x0, y0 = int(left / scale), int(top / scale)
        x1, y1 = min(int(right / scale) + 1, page.width), min(int(bottom / scale) + 1, page.height)
        step = 1 << max(math.floor(math.log2(max(factor / scale * 4 / 3, 1.0))), 0)
        if x1 <= x0 or y1 <= y0:
            return None
        found = self._window(file, page, (x0 // step, y0 // step, -(-x1 // step), -(-y1 // step)), step, dropped)
        if found is None:
            return None
        return Part(found, x0 // step * step * scale, y0 // step * step * scale, step * scale)

    def _window(
        self, file: TiffFile, page: Page, box: tuple[int, int, int, int], step: int, dropped: Callable[[], bool]
    ) -> Pixels | None:
        """Some pixels of a page that is `step` times smaller (the box counts in those), put together from chunks."""
        x0, y0, x1, y1 = box
        found = np.zeros((y1 - y0, x1 - x0), np.uint32)
        wide, high = (side // step for side in _chunk(page, step))
        for row in range(y0 // high, (y1 - 1) // high + 1):
            for column in range(x0 // wide, (x1 - 1) // wide + 1):
                if dropped():
                    return None
                key = (id(page), step, column, row)
                if not self._cache.has(key):
                    self._cache.put(key, self._made(file, page, step, column, row))
                _lay(found, self._cache.get(key), column * wide - x0, row * high - y0)
        return found

    @staticmethod
    def _made(file: TiffFile, page: Page, step: int, column: int, row: int) -> Pixels | None:
        """One chunk: a tile, or strips together, each `step` × `step` pixels made into one."""
        wide, high = _chunk(page, step)
        across, down = page.block
        if (wide, high) == (across, down):
            piece = file.piece(page, column, row)
            return None if piece is None else smaller(piece, step)
        top = row * high
        rows = np.zeros((min(high, page.height - top), page.width), np.uint32)
        for y in range(top // down, (top + len(rows) - 1) // down + 1):
            for x in range(-(-page.width // across)):
                _lay(rows, file.piece(page, x, y), x * across, y * down - top)
        return smaller(rows, step)


def _chunk(page: Page, step: int) -> tuple[int, int]:
    """What is read and kept together: a tile that can be divided by `step`, else whole rows."""
    across, down = page.block
    if TILE_WIDTH in page.tags and across % step == 0 and down % step == 0:
        return across, down
    wide = -(-page.width // step) * step
    return wide, -(-max(min(down, 512), 64) // step) * step


def _lay(rows: Pixels, piece: Pixels | None, x: int, y: int) -> None:
    """Lay a piece whose corner lies at (x, y) into some rows, as far as it reaches into them."""
    if piece is None:
        return
    height, width = rows.shape
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + piece.shape[1], width), min(y + piece.shape[0], height)
    if left < right and top < bottom:
        rows[top:bottom, left:right] = piece[top - y : bottom - y, left - x : right - x]
