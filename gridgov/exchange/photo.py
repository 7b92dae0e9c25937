"""Photos and documents: what a picture says of itself, its thumbnail, and the same picture without what it says."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import attrs

from gridgov.errors import BadInput

THUMBNAIL_PX = 320
MOST_PIXELS = 100_000_000
"""A picture of more is no photo but an attack, or a mistake."""

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF")
"""What cameras, phones and scanners write: no other decoder is reached by a file from outside."""

_GPS, _EXIF, _ORIENTATION = 0x8825, 0x8769, 0x0112
_TAKEN = (0x9003, 0x9004)
_HEADS = (
    (b"%PDF", "application/pdf"), (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"), (b"RIFF", "video/x-msvideo"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"), (b"ID3", "audio/mpeg"), (b"#!AMR", "audio/amr"),
)  # fmt: skip
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT".split()  # the picture itself
)
_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, EOFError, struct.error,
)  # fmt: skip


_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95},
    "WEBP": {"quality": 95},
    "AVIF": {"quality": 90},
    "TIFF": {"compression": "tiff_deflate"},
}


@attrs.frozen
class Photo:
    """A picture or document: hash of its bytes, kind, size as seen upright, capture time (local, as written), place.

    `lon` and `lat` are degrees of WGS 84; a document has nothing but hash and kind.
    """

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
    if not data:
        raise BadInput("{file} is empty: choose another file.", file=name)
    digest = hashlib.sha256(data).hexdigest()
    with _opened(data, name) as picture:
        if picture is None:
            return Photo(digest, _kind(data))
        turned = _orientation(picture)
        # Of a TIFF, Pillow gives the size as seen upright.
        width, height = picture.size[::-1] if turned >= 5 and picture.format != "TIFF" else picture.size
        taken, lon, lat = _said(picture)
        mime = _mime(picture.format)
        return Photo(digest, mime, width, height, taken, lon, lat, _thumbnail(picture))


def stripped(data: bytes, name: str = "") -> bytes:
    """The same picture without capture time, place, camera, comments, or anything that follows it in the file.

    A JPEG or PNG keeps its pixels bit for bit unless a note in it turns it: then it is turned for good. Other pictures
    are written anew in their own format, with all their pages. A document comes back as it is. BadInput for what is
    broken, and for HEIC and video, whose place cannot be taken off.
    """
    with _opened(data, name) as picture:
        if picture is not None:
            picture.load()
            bare = None
            if _orientation(picture) == 1 and picture.format in {"JPEG", "MPO"}:
                bare = _bare_jpeg(data)
            elif _orientation(picture) == 1 and picture.format == "PNG":
                bare = _bare_png(data)
            return bare if bare is not None else _written_anew(picture, name)
    if _kind(data).startswith(("image/", "video/")):
        raise BadInput("The capture time and place cannot be taken off {file}: turn it into a JPEG first.", file=name)
    return data


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The picture that some bytes are, not yet unpacked; None for a document. What goes wrong inside is BadInput."""
    from PIL import Image, UnidentifiedImageError

    Image.init()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
        except UnidentifiedImageError:
            if data.startswith(_PICTURES) or data[8:12] == b"WEBP":
                raise
            picture = None
        if picture is None:
            yield None
            return
        with picture:
            _bounded(picture.size[0] * picture.size[1], name)
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise BadInput("{file} has more than 100 megapixels: make it smaller first.", file=name) from fault
    except _BROKEN as fault:
        raise BadInput("{file} is a damaged picture: choose another file.", file=name) from fault


def _bounded(pixels: int, name: str) -> None:
    if pixels > MOST_PIXELS:
        raise BadInput("{file} has more than 100 megapixels: make it smaller first.", file=name)


def _mime(kind: str | None) -> str:
    return "image/jpeg" if kind == "MPO" else f"image/{str(kind).lower()}"


def _kind(data: bytes) -> str:
    """The kind of a document by its content; ``application/octet-stream`` when nothing tells it."""
    for head, kind in _HEADS:
        if data.startswith(head):
            return kind
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        if brand in {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}:
            return "image/heic"
        return "audio/mp4" if brand == b"M4A " else "video/mp4"
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    if b"\0" not in data:
        for encoding in ("utf-8", "gb18030"):
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return "text/plain"
    return "application/octet-stream"


def _packed_kind(data: bytes) -> str:
    office = "application/vnd.openxmlformats-officedocument."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, *_BROKEN):
        return "application/zip"
    for name, kind in (
        ("word/document.xml", f"{office}wordprocessingml.document"),
        ("xl/workbook.xml", f"{office}spreadsheetml.sheet"),
        ("ppt/presentation.xml", f"{office}presentationml.presentation"),
        ("OFD.xml", "application/ofd"),
    ):
        if name in names:
            return kind
    return "application/zip"


def _orientation(picture: Any) -> int:
    try:
        found = int(picture.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1
    return found if 1 <= found <= 8 else 1


def _said(picture: Any) -> tuple[str | None, float | None, float | None]:
    """Capture time, longitude and latitude as far as the picture says them soundly."""
    try:
        exif = picture.getexif()
        details, gps = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    except _BROKEN:
        return None, None, None
    taken = next((moment for tag in _TAKEN if (moment := _moment(details.get(tag))) is not None), None)
    try:
        lat = _degrees(gps[2]) * (-1 if str(gps.get(1, "N")).upper().startswith("S") else 1)
        lon = _degrees(gps[4]) * (-1 if str(gps.get(3, "E")).upper().startswith("W") else 1)
    except _BROKEN:
        return taken, None, None
    # 0, 0 is what a camera writes that does not know.
    sound = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    return (taken, lon, lat) if sound else (taken, None, None)


def _moment(value: object) -> str | None:
    try:
        return datetime.strptime(str(value).strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007
    except ValueError:
        return None  # cameras whose clock was never set write noughts or blanks


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _thumbnail(picture: Any) -> bytes:
    from PIL import Image, ImageOps

    picture.draft("RGB", (THUMBNAIL_PX * 2, THUMBNAIL_PX * 2))
    small = ImageOps.exif_transpose(picture)
    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    if "A" in small.getbands() or "transparency" in small.info:
        over = small.convert("RGBA")
        small = Image.new("RGB", over.size, "white")
        small.paste(over, mask=over.getchannel("A"))
    bare = small.convert("RGB")
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=80)
    return out.getvalue()


def _written_anew(picture: Any, name: str) -> bytes:
    """The pages of a picture, turned upright, in its own format, with nothing but colours and timing kept."""
    from PIL import ImageOps, ImageSequence

    kind = "JPEG" if picture.format == "MPO" else picture.format
    pages, pixels = [], 0
    for page in ImageSequence.Iterator(picture):
        pixels += page.size[0] * page.size[1]
        _bounded(pixels, name)
        turned = ImageOps.exif_transpose(page).copy()
        turned.info = {key: page.info[key] for key in ("icc_profile", "transparency", "duration") if key in page.info}
        pages.append(turned)
        if kind == "JPEG":
            break
    options: dict[str, Any] = dict(_OPTIONS.get(kind, {}))
    if colours := pages[0].info.get("icc_profile"):
        options["icc_profile"] = colours
    if len(pages) > 1:
        options |= {"save_all": True, "append_images": pages[1:]}
        if "duration" in pages[0].info:
            options |= {"duration": [page.info.get("duration", 100) for page in pages], "loop": 0}
    out = io.BytesIO()
    pages[0].save(out, kind, **options)
    return out.getvalue()


def _bare_jpeg(data: bytes) -> bytes | None:
    """The segments of a JPEG that make the picture, up to its end; None for one that is not made as it should be."""
    out, at = [data[:2]], 2
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join((*out, b"\xff\xd9"))
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + size]
        if size < 2 or len(body) != size - 2:
            return None
        if marker == 0xE0 and body[:5] == b"JFIF\0":
            out.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")  # without its own small picture
        elif (
            not (0xE0 <= marker <= 0xEF or marker == 0xFE)
            or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
            or (marker == 0xEE and body.startswith(b"Adobe"))
        ):
            out.append(data[at : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:
            end = _SCAN_ENDS.search(data, at)
            if end is None:
                return None
            out.append(data[at : end.start()])
            at = end.start()
    return None


def _bare_png(data: bytes) -> bytes | None:
    """The chunks of a PNG that make the picture, up to its end; None for one that has no end."""
    out, at = [data[:8]], 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in _CHUNKS:
            out.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            return b"".join(out)
    return None
