from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from gridgov.errors import BadInput
from gridgov.exchange import photo

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]


def picture(kind: str = "JPEG", *, taken: str = "2026:11:20 10:00:00", turned: int = 1, **more: Any) -> bytes:
    """An invented picture, left half blue, with time, place and a name in its notes."""
    image = Image.new("RGB", (64, 48), (200, 60, 40))
    image.paste((20, 120, 220), (0, 0, 32, 48))
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turned, "SOMEBODY"
    exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8825).update({1: "S", 2: (39.0, 30.0, 36.0), 3: "W", 4: (116.0, 15.0, 0.0)})
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **more)
    return out.getvalue()


def opened(data: bytes) -> Any:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def empty_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("turned", [1, 6])
def test_a_photo_says_when_and_where_and_how_large_it_is_upright(kind: str, turned: int) -> None:
    found = photo.read(picture(kind, turned=turned))
    assert (found.taken_at, found.mime) == ("2026-11-20T10:00:00", f"image/{kind.lower()}")
    assert (found.lat, found.lon) == (pytest.approx(-39.51), pytest.approx(-116.25))
    assert (found.width, found.height) == ((64, 48) if turned == 1 else (48, 64))
    assert found.thumbnail is not None
    small = opened(found.thumbnail)
    assert small.size == (found.width, found.height)
    assert not small.getexif()


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "2026:13:45 10:00:00", "    :  :     :  :  ", "yesterday"])
def test_a_clock_that_was_never_set_says_nothing(taken: str) -> None:
    assert photo.read(picture(taken=taken)).taken_at is None


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("turned", [1, 6])
def test_what_leaves_says_nothing_and_looks_the_same(kind: str, turned: int) -> None:
    clean = photo.stripped(picture(kind, turned=turned))
    image = opened(clean)
    assert image.format == kind
    assert not image.getexif()
    assert b"SOMEBODY" not in clean
    assert b"2026:11:20" not in clean
    blue = (5, 40) if turned == 1 else (40, 5)
    assert image.convert("RGB").getpixel(blue)[2] > 180


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_upright_pictures_keep_their_pixels_bit_for_bit(kind: str) -> None:
    data = picture(kind, **({"progressive": True} if kind == "JPEG" else {}))
    assert opened(photo.stripped(data)).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_nothing_that_follows_the_picture_leaves(kind: str) -> None:
    clean = photo.stripped(picture(kind) + picture("JPEG") + b"trailer SOMEBODY")
    assert b"SOMEBODY" not in clean
    assert opened(clean).size == (64, 48)


def test_a_phone_that_writes_several_pictures_into_one_file() -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (32, 24), "red")])
    assert photo.read(out.getvalue()).mime == "image/jpeg"
    clean = opened(photo.stripped(out.getvalue()))
    assert (clean.format, getattr(clean, "n_frames", 1)) == ("JPEG", 1)


def test_a_scan_keeps_all_its_pages() -> None:
    out = io.BytesIO()
    Image.new("1", (64, 48)).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (64, 48), 1)] * 2)
    assert opened(photo.stripped(out.getvalue())).n_frames == 3


def test_a_transparent_picture_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (64, 48), (0, 0, 0, 0)).save(out, "PNG")
    thumbnail = photo.read(out.getvalue()).thumbnail
    assert thumbnail is not None
    assert opened(thumbnail).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("side", [10_001, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    for call in (photo.read, photo.stripped):
        with pytest.raises(BadInput, match="megapixels"):
            call(empty_png(side, side), "x.png")


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8\xff\xe0broken", empty_png(64, 48), picture()[:900]])
def test_a_broken_picture_is_one_sentence(broken: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        photo.read(broken, "x.jpg")
    assert caught.value.params["file"] == "x.jpg"


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (b"%PDF-1.7 something", "application/pdf"),
        ("情况说明".encode(), "text/plain"),
        ("情况说明".encode("gb18030"), "text/plain"),
        (b"PK\x03\x04 cut short", "application/zip"),
        (b"\0\x01\x02", "application/octet-stream"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "text/plain"),
    ],
)
def test_any_other_file_is_a_document_and_leaves_as_it_is(data: bytes, mime: str) -> None:
    found = photo.read(data)
    assert (found.mime, found.thumbnail, found.width) == (mime, None, None)
    assert photo.stripped(data) == data


@pytest.mark.parametrize("brand", [b"heic", b"mp42"])
def test_what_cannot_be_freed_of_its_place_does_not_leave(brand: bytes) -> None:
    data = b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1"
    assert photo.read(data).mime in {"image/heic", "video/mp4"}
    with pytest.raises(BadInput, match="cannot be taken off"):
        photo.stripped(data)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([picture(kind) for kind in ("JPEG", "PNG", "WEBP")]),
    st.lists(st.tuples(st.integers(0, 399), st.integers(0, 255)), min_size=1, max_size=6),
    st.integers(0, 40),
)
@pytest.mark.filterwarnings("ignore")
def test_damage_is_read_or_refused_in_one_sentence(base: bytes, hits: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(base[: len(base) - cut])
    for place, value in hits:
        data[place % len(data)] = value
    for call in (photo.read, photo.stripped):
        with suppress(BadInput):
            call(bytes(data))
