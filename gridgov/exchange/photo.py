"""Photos and documents: what a picture says of itself, its thumbnail, and the same picture without what it says."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import attrs

from gridgov.errors import BadInput

THUMBNAIL_PX = 320
MOST_PIXELS = 100_000_000
"""A picture of more is no photo but an attack, or a mistake."""

_GPS, _EXIF, _TAKEN, _ORIENTATION = 0x8825, 0x8769, 0x9003, 0x0112
_KINDS = {b"%PDF": "application/pdf", b"PK\x03\x04": "application/zip", b"\xd0\xcf\x11\xe0": "application/msword"}


@attrs.frozen
class Photo:
    """A picture or document: hash of its bytes, kind, size, capture time (local, as written), place (WGS 84)."""

    sha256: str
    mime: str
    width: int | None = None
    height: int | None = None
    taken_at: str | None = None
    lon: float | None = None
    lat: float | None = None
    thumbnail: bytes | None = None


def read(data: bytes, name: str = "") -> Photo:
    """What some bytes are. A file that is no picture is a document without a thumbnail.

    BadInput for an empty file, a picture that is broken, or one of more than 100 megapixels.
    """
    from PIL import Image, UnidentifiedImageError

    if not data:
        raise BadInput("{file} is empty: choose another file.", file=name)
    digest = hashlib.sha256(data).hexdigest()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise BadInput("{file} has more than 100 megapixels: make it smaller first.", file=name)
            taken, lon, lat = _said(picture)
            thumbnail = _thumbnail(picture)
            mime = Image.MIME.get(picture.format or "", "image/unknown")
    except UnidentifiedImageError:
        mime = next((kind for head, kind in _KINDS.items() if data.startswith(head)), "application/octet-stream")
        return Photo(digest, mime)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise BadInput(
            "{file} cannot be read as a picture ({fault}): choose another file.", file=name, fault=fault
        ) from fault
    return Photo(digest, mime, width, height, taken, lon, lat, thumbnail)


def _unreadable(name: str, fault: Exception) -> BadInput:
    return BadInput("{file} cannot be read as a picture ({fault}): choose another file.", file=name, fault=fault)


def _said(picture: Any) -> tuple[str | None, float | None, float | None]:
    exif = picture.getexif()
    details = exif.get_ifd(_EXIF)
    taken = None
    found = re.fullmatch(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)\D*", str(details.get(_TAKEN, "")).strip("\x00"))
    if found:
        taken = f"{found[1]}-{found[2]}-{found[3]}T{found[4]}"
    gps = exif.get_ifd(_GPS)
    try:
        lat = _degrees(gps[2]) * (-1 if str(gps.get(1, "N")).upper().startswith("S") else 1)
        lon = _degrees(gps[4]) * (-1 if str(gps.get(3, "E")).upper().startswith("W") else 1)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return taken, None, None
    # 0, 0 is what a camera writes that does not know.
    sound = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    return taken, lon if sound else None, lat if sound else None


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _thumbnail(picture: Any) -> bytes:
    from PIL import ImageOps

    picture.draft("RGB", (THUMBNAIL_PX * 2, THUMBNAIL_PX * 2))
    small = ImageOps.exif_transpose(picture)
    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    out = io.BytesIO()
    small.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def stripped(data: bytes, name: str = "") -> bytes:
    """The same picture without capture time, place, camera or comments; a JPEG keeps its pixels bit for bit.

    A picture that is turned by a note in it is turned for good. What is no picture comes back as it is.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format == "JPEG" and picture.getexif().get(_ORIENTATION, 1) == 1:
                return _jpeg_without_notes(data)
            turned = ImageOps.exif_transpose(picture)
            clean = Image.new(turned.mode, turned.size)
            clean.paste(turned)
            if turned.mode == "P" and (colours := turned.getpalette()) is not None:
                clean.putpalette(colours)
            out = io.BytesIO()
            kind = picture.format if picture.format in {"PNG", "JPEG", "WEBP"} else "PNG"
            clean.save(out, kind, **({"quality": 92} if kind == "JPEG" else {}))
            return out.getvalue()
    except UnidentifiedImageError:
        return data
    except (OSError, SyntaxError, ValueError) as fault:
        raise BadInput(
            "{file} cannot be read as a picture ({fault}): choose another file.", file=name, fault=fault
        ) from fault


def _jpeg_without_notes(data: bytes) -> bytes:
    """A JPEG without its APP1 to APP15 (but colours: APP2, APP14) and comment segments."""
    out, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            break
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        dropped = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker not in (0xE2, 0xEE))
        if not dropped:
            out.append(data[at : at + size])
        at += size
    out.append(data[at:])
    return b"".join(out)
