"""Base maps of every kind are read where they lie, piece by piece, and never changed; what cannot be says so."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from gridgov.errors import BadInput, WrongUse
from gridgov.exchange import geo_keys, ground_in, lines_in
from gridgov.exchange.tiff_in import TiffFile, TiffPicture
from gridgov.exchange.web_tiles import WebTiles
from gridgov.spatial.warp import Grid, applied, drawn, never
from gridgov.store.mbtiles import TileFile
from tests import ground_files as made

BOX = (116.40, 39.90, 116.44, 39.93)


def colour(pixel: int) -> tuple[int, int, int]:
    return pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_tiles_are_put_together_where_they_lie(tmp_path: Path, form: str) -> None:
    def paint(zoom: int, x: int, y: int) -> Image.Image:
        return Image.new("RGB", (256, 256), (x % 7 * 30, y % 7 * 30, zoom * 10))

    file = TileFile(made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 16), paint, form))
    picture = ground_in.tiles(file)
    x, y = made.tile_of(116.42, 39.915, 15)
    tile = picture.source.width >> 15
    part = picture.source.read(int(x) * tile, int(y) * tile, int(x) * tile + 256, int(y) * tile + 256, 1.0, never)
    red, green, blue = colour(int(part.pixels[100, 100]))
    assert abs(red - int(x) % 7 * 30) <= 6
    assert abs(green - int(y) % 7 * 30) <= 6
    assert abs(blue - 150) <= 6
    # Coarser where a pixel covers more, as far as there are tiles.
    assert picture.source.read(0, 0, picture.source.width, picture.source.width, 4.0, never).factor == 4.0
    assert picture.source.read(0, 0, picture.source.width, picture.source.width, 5000.0, never).factor == 8.0
    assert picture.attribution == "© <a href='x'>Invented Survey</a>"
    file.close()


def test_a_file_of_tiles_is_left_as_it_is_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 14))
    before = hashlib.sha256(path.read_bytes()).digest()
    path.chmod(0o444)
    picture = ground_in.tiles(TileFile(path))
    assert drawn(picture.source, Grid(12_958_000, 4_855_000, 0.05, 200, 200), lambda x, y: (x, y)) is not None
    picture.close()
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.mbtiles"]


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"nonsense", "no MBTiles"), (b"", "no MBTiles")],
)
def test_what_is_no_file_of_tiles_says_so(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.mbtiles"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=word):
        TileFile(path)


def test_vector_tiles_and_missing_files_say_what_to_ask_for(tmp_path: Path) -> None:
    import gzip
    import sqlite3

    path = made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 13))
    with sqlite3.connect(path) as conn:
        conn.execute("UPDATE tiles SET tile_data = ?", (gzip.compress(b"mvt"),))
    conn.close()
    with pytest.raises(BadInput, match="raster tiles"):
        ground_in.tiles(TileFile(path))
    with pytest.raises(BadInput, match="not there any more"):
        TileFile(tmp_path / "gone.mbtiles")


def test_a_tile_that_is_broken_or_missing_stays_clear() -> None:
    tiles = WebTiles(lambda zoom, x, y: b"\x89PNG broken" if x else None, 1, 1)
    part = tiles.read(0, 0, 512, 512, 1.0, never)
    assert part is not None
    assert not part.pixels.any()


VARIANTS = {
    "strips": {},
    "lzw strips": {"compression": "tiff_lzw"},
    "deflate": {"compression": "tiff_adobe_deflate"},
    "jpeg": {"compression": "jpeg", "quality": 95},
    "packbits": {"compression": "packbits"},
}


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_geotiff_is_read_piece_by_piece(tmp_path: Path, kind: str) -> None:
    image = made.gradient(700, 500)
    path = made.geotiff(tmp_path / "a.tif", image, (440_000, 4_420_000), 2.0, 4548, **VARIANTS[kind])
    picture = ground_in.image(path)
    assert picture.crs == "EPSG:4548"
    assert (picture.source.width, picture.source.height) == (700, 500)
    x, y = applied(picture.source.affine, np.array([350.5]), np.array([250.5]))
    assert (x[0], y[0]) == (440_701.0, 4_419_499.0)
    part = picture.source.read(300, 200, 400, 300, 1.0, never)
    at = part.pixels[250 - int(part.top), 350 - int(part.left)]
    want = image.getpixel((350, 250))
    assert max(abs(a - b) for a, b in zip(colour(int(at)), want, strict=True)) <= 8
    small = picture.source.read(0, 0, 700, 500, 4.0, never)
    assert small.factor == 4.0
    assert max(abs(a - b) for a, b in zip(colour(int(small.pixels[62, 87])), want, strict=True)) <= 8
    picture.close()


def test_a_tiled_geotiff_is_read_tile_by_tile(tmp_path: Path) -> None:
    image = made.gradient(700, 500)
    whole = tiled(tmp_path / "tiled.tif", image, 256)
    picture = TiffPicture(TiffFile(whole))
    part = picture.read(500, 300, 600, 400, 1.0, never)
    assert part is not None
    want = np.asarray(image)[300:400, 500:600]
    got = (
        part.pixels[300 - int(part.top) :, 500 - int(part.left) :][:100, :100]
        .copy()
        .view(np.uint8)
        .reshape(100, 100, 4)
    )
    np.testing.assert_array_equal(got[:, :, :3][:, :, ::-1], want)


def tiled(path: Path, image: Image.Image, size: int) -> Path:
    """A plain tiled TIFF with two smaller copies, written by hand: Pillow writes strips alone."""
    import struct

    body, pages = b"", []
    for step in (1, 2, 4):
        small = image.resize((image.width // step, image.height // step), Image.Resampling.BOX)
        wide, high = -(-small.width // size), -(-small.height // size)
        sheet = Image.new("RGB", (wide * size, high * size))
        sheet.paste(small, (0, 0))
        places, sizes = [], []
        for row in range(high):
            for column in range(wide):
                raw = sheet.crop((column * size, row * size, column * size + size, row * size + size)).tobytes()
                places.append(8 + len(body))
                sizes.append(len(raw))
                body += raw
        tags = [
            (254, 4, [0 if step == 1 else 1]), (256, 4, [small.width]), (257, 4, [small.height]), (258, 3, [8, 8, 8]),
            (259, 3, [1]), (262, 3, [2]), (277, 3, [3]), (284, 3, [1]), (322, 4, [size]), (323, 4, [size]),
            (324, 4, places), (325, 4, sizes),
        ]  # fmt: skip
        pages.append(tags)
    out = bytearray(b"II*\0" + struct.pack("<I", 0) + body)
    link = 4
    for tags in pages:
        extra = b""
        begin = len(out) + 2 + 12 * len(tags) + 4
        entries = b""
        for tag, kind, values in tags:
            packed = struct.pack(f"<{len(values)}{'H' if kind == 3 else 'I'}", *values)
            if len(packed) > 4:
                entries += struct.pack("<HHII", tag, kind, len(values), begin + len(extra))
                extra += packed
            else:
                entries += struct.pack("<HHI", tag, kind, len(values)) + packed.ljust(4, b"\0")
        out[link : link + 4] = struct.pack("<I", len(out))
        link = len(out) + 2 + 12 * len(tags)
        out += struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + extra
    path.write_bytes(out)
    return path


def test_smaller_copies_are_taken_where_they_are_fine_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = TiffFile(tiled(tmp_path / "tiled.tif", made.gradient(1024, 1024), 128))
    picture = TiffPicture(file)
    assert not picture.bare
    taken: list[int] = []
    piece = TiffFile.piece
    monkeypatch.setattr(
        TiffFile, "piece", lambda self, page, c, r: (taken.append(page.width), piece(self, page, c, r))[1]
    )
    part = picture.read(0, 0, 1024, 1024, 4.0, never)
    assert part is not None
    assert part.factor == 4.0
    assert set(taken) == {256}
    assert len(taken) == 4


def test_places_of_middles_and_places_of_corners_differ_by_half_a_pixel(tmp_path: Path) -> None:
    image = Image.new("RGB", (10, 10))
    corner = geo_keys.of_tiff(TiffFile(made.geotiff(tmp_path / "a.tif", image, (100, 200), 2.0, 4548)).pages[0])
    middle = geo_keys.of_tiff(
        TiffFile(made.geotiff(tmp_path / "b.tif", image, (100, 200), 2.0, 4548, area=False)).pages[0]
    )
    assert corner == middle


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA"])
def test_grey_palette_and_clear_pictures_are_shown_in_their_colours(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGBA", (64, 64), (200, 200, 200, 255))
    image.paste((0, 0, 0, 0 if mode == "RGBA" else 255), (0, 0, 32, 64))
    picture = ground_in.image(made.geotiff(tmp_path / "a.tif", image.convert(mode), (0, 0), 1.0, 3857))
    part = picture.source.read(0, 0, 64, 64, 1.0, never)
    assert colour(int(part.pixels[10, 50])) == ((255, 255, 255) if mode == "1" else (200, 200, 200))
    assert int(part.pixels[10, 10]) == (0 if mode == "RGBA" else 0xFF000000)


def test_measured_values_are_refused_with_what_to_ask_for(tmp_path: Path) -> None:
    path = made.geotiff(tmp_path / "a.tif", Image.new("I;16", (8, 8)), (0, 0), 1.0, 4548)
    with pytest.raises(BadInput, match="8-bit RGB"):
        ground_in.image(path)


def test_a_png_lies_where_its_world_file_says(tmp_path: Path) -> None:
    path = made.world_png(tmp_path / "a.png", made.gradient(40, 30), (440_000, 4_420_000), 5.0)
    with pytest.raises(BadInput, match="EPSG:4548"):
        ground_in.image(path)
    picture = ground_in.image(path, "EPSG:4549")
    x, y = applied(picture.source.affine, np.array([0.0]), np.array([0.0]))
    np.testing.assert_allclose((x[0], y[0]), (440_000, 4_420_000))
    import pyproj

    path.with_suffix(".prj").write_text(pyproj.CRS.from_epsg(4547).to_wkt("WKT1_ESRI"))
    assert ground_in.image(path).crs == "EPSG:4547"
    path.with_suffix(".pgw").unlink()
    with pytest.raises(BadInput, match=r"a\.pgw"):
        ground_in.image(path)


def test_a_jpeg_is_read_small_where_it_is_seen_small(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    made.gradient(800, 600).save(path, quality=95)
    path.with_suffix(".jgw").write_text("1\n0\n0\n-1\n0\n0\n")
    picture = ground_in.image(path, "EPSG:3857")
    part = picture.source.read(0, 0, 800, 600, 8.0, never)
    assert part.factor == 8.0
    assert part.pixels.shape == (75, 100)
    assert abs(colour(int(part.pixels[37, 50]))[0] - 128) < 6


@pytest.mark.parametrize("name", ["a.ecw", "a.jp2", "a.pmtiles", "a.sid"])
def test_kinds_that_cannot_be_shown_say_what_to_ask_for(name: str) -> None:
    with pytest.raises(BadInput, match="MBTiles with raster tiles"):
        ground_in.kind_of(name)


@pytest.mark.parametrize(
    "damage", [b"II*\0\x08\0\0\0\xff\xff", b"II*\0", b"MM\0*\0\0\0\x08\0\1", b"II+\0" + b"\xff" * 40]
)
def test_broken_tables_are_one_sentence(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(damage)
    with pytest.raises(BadInput):
        ground_in.image(path)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_geotiff_is_refused_or_shown_but_never_a_fault(tmp_path: Path, data: st.DataObject) -> None:
    whole = tmp_path / "whole.tif"
    if not whole.exists():
        made.geotiff(whole, made.gradient(60, 40), (440_000, 4_420_000), 2.0, 4548, compression="tiff_lzw")
    raw = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.tif"
    path.write_bytes(raw[: data.draw(st.integers(4, len(raw)))])
    try:
        picture = ground_in.image(path, "EPSG:4548")
    except BadInput:
        return
    source = picture.source
    source.read(0, 0, min(source.width, 500), min(source.height, 500), 1.0, never)
    source.read(0, 0, min(source.width, 500), min(source.height, 500), 5.0, never)


def test_lines_and_areas_are_kept_and_points_are_not(tmp_path: Path) -> None:
    drawing = lines_in.read(made.streets(tmp_path / "s.geojson", BOX), label="name")
    assert len(drawing.start) - 1 == 11
    assert drawing.closed.sum() == 1
    assert drawing.labels[-1] == "中心公园"
    assert drawing.crs == "EPSG:4326"
    with pytest.raises(WrongUse, match="name"):
        lines_in.read(tmp_path / "s.geojson", label="nothing")
    (tmp_path / "p.geojson").write_text('{"type": "Point", "coordinates": [116, 39]}')
    with pytest.raises(BadInput, match="no lines"):
        lines_in.read(tmp_path / "p.geojson")


def test_a_name_or_an_author_can_sound_like_gcj02() -> None:
    assert ground_in.looks_shifted("https://wprd01.is.autonavi.com/appmaptile?x={x}")
    assert ground_in.looks_shifted("city.mbtiles", "高德底图")
    assert not ground_in.looks_shifted("ortho_2026.mbtiles", "Invented Survey")
