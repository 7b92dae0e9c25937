"""Other people's MBTiles: pictures of the ground in tiles, only ever read."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from pathlib import Path

import attrs

from gridgov.errors import BadInput
from gridgov.store.faults import translated


@attrs.frozen
class TileInfo:
    """What a file of tiles says of itself.

    `bounds` are degrees (west, south, east, north) or None; `form` is ``png``, ``jpg``, ``webp`` or ``pbf``.
    """

    name: str
    form: str
    least: int
    most: int
    bounds: tuple[float, float, float, float] | None
    attribution: str


class TileFile:
    """An open file of tiles; opened as one that never changes, so that nothing is written beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        if not path.is_file():
            raise BadInput("{file} is not there any more: find it again, or take it off the list.", file=path)
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise BadInput("{file} is no MBTiles file: ask for one with raster tiles.", file=path.name)
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with translated(path):
            self._conn = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._closing = weakref.finalize(self, self._conn.close)
        try:
            self.info = self._info()
        except BaseException:
            self._closing()
            raise

    def _info(self) -> TileInfo:
        with translated(self.path):
            names = self._conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            there = {row[0] for row in names}
            if "tiles" not in there:
                raise BadInput("{file} is no MBTiles file: ask for one with raster tiles.", file=self.path.name)
            said: dict[str, str] = {}
            if "metadata" in there:
                rows = self._conn.execute("SELECT name, value FROM metadata WHERE name <> 'json'").fetchall()
                said = {str(name): str(value or "") for name, value in rows}
            least, most = _whole(said.get("minzoom")), _whole(said.get("maxzoom"))
            if least is None or most is None or least > most:
                least, most = self._conn.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
            first = self._conn.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
        if first is None or least is None or most is None:
            raise BadInput("{file} holds no tiles: ask for it again.", file=self.path.name)
        return TileInfo(
            said.get("name", ""), _form(bytes(first[0] or b"")), int(least), int(most), _bounds(said.get("bounds")),
            said.get("attribution", ""),
        )  # fmt: skip

    def first(self) -> bytes:
        """One tile, to see its size."""
        with self._lock, translated(self.path):
            return bytes(self._conn.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()[0])

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """A tile by its column and its row counted from the north, as pictures have it; the file counts from below."""
        with self._lock, translated(self.path):
            found = self._conn.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (zoom, x, (1 << zoom) - 1 - y),
            ).fetchone()
        return bytes(found[0]) if found is not None and found[0] is not None else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._closing()


def _whole(text: str | None) -> int | None:
    try:
        return int(float(text)) if text else None
    except ValueError:
        return None


def _bounds(text: str | None) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in (text or "").split(","))
    except ValueError:
        return None
    return (west, south, east, north) if west < east and south < north else None


def _form(head: bytes) -> str:
    if head.startswith(b"\x89PNG"):
        return "png"
    if head.startswith(b"\xff\xd8"):
        return "jpg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "pbf" if head[:2] == b"\x1f\x8b" or not head.startswith((b"GIF8", b"BM")) else "other"
