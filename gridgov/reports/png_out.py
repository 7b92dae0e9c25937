"""A PNG written band by band, so that a poster needs no more memory than a postcard."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO


class PngWriter:
    """Writes an RGB picture of known size; give it all rows with :meth:`rows`, then :meth:`finish`."""

    def __init__(self, out: BinaryIO, width: int, height: int, dpi: float) -> None:
        self._out, self._width, self._left = out, width, height
        self._pack = zlib.compressobj(6)
        out.write(b"\x89PNG\r\n\x1a\n")
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        per_metre = round(dpi / 0.0254)
        self._chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))

    def rows(self, raw: bytes) -> None:
        """The next rows, three bytes a pixel; what is beyond the height is left out."""
        stride = self._width * 3
        data = bytearray()
        for at in range(0, len(raw), stride):
            if self._left == 0:
                break
            data += b"\0"
            data += raw[at : at + stride]
            self._left -= 1
        if packed := self._pack.compress(bytes(data)):
            self._chunk(b"IDAT", packed)

    def finish(self) -> None:
        """Write the end; rows that were never given are white."""
        if self._left:
            self.rows(b"\xff" * (self._width * 3 * self._left))
        self._chunk(b"IDAT", self._pack.flush())
        self._chunk(b"IEND", b"")

    def _chunk(self, kind: bytes, data: bytes) -> None:
        self._out.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
