"""Somebody else's GeoPackage read as it stands, and what is left to GDAL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from gridgov.store import foreign

SHAPES = [shapely.box(i, 0, i + 1, 1) for i in range(3)]


def written(path: Path, shapes: list[Any] = SHAPES, crs: str | None = "EPSG:4548", **columns: list[Any]) -> Path:
    columns = columns or {"code": ["甲", "b", None], "n": [1, 2, 3], "x": [0.5, None, 2.0]}
    gpd.GeoDataFrame(columns, geometry=shapes, crs=crs).to_file(path, layer='odd "name"', driver="GPKG")
    return path


def test_columns_blobs_and_system_come_as_they_are(tmp_path: Path) -> None:
    found = foreign.read(written(tmp_path / "网格 1.gpkg"))
    assert found is not None
    assert found.columns == {"code": ["甲", "b", None], "n": [1, 2, 3], "x": [0.5, None, 2.0]}
    assert found.srs == 4548
    assert [shapely.from_wkb(blob[40:]).bounds for blob in found.blobs if blob] == [shape.bounds for shape in SHAPES]
    assert foreign.read(tmp_path / "网格 1.gpkg", 'odd "name"') is not None


def test_what_is_not_plain_is_left_to_gdal(tmp_path: Path) -> None:
    high = [shapely.force_3d(shape, 5.0) for shape in SHAPES]
    assert foreign.read(written(tmp_path / "high.gpkg", high)) is None
    with pytest.warns(UserWarning, match="crs"):
        assert foreign.read(written(tmp_path / "nowhere.gpkg", crs=None)) is None
    assert foreign.read(written(tmp_path / "truth.gpkg", yes=[True, False, True])) is None
    assert foreign.read(written(tmp_path / "plain.gpkg"), "other") is None
    gpd.GeoDataFrame({"a": [1]}, geometry=SHAPES[:1], crs=4326).to_file(tmp_path / "plain.gpkg", layer="two")
    assert foreign.read(tmp_path / "plain.gpkg") is None
    (tmp_path / "text.gpkg").write_text("nothing of the kind", encoding="utf-8")
    assert foreign.read(tmp_path / "text.gpkg") is None
    assert foreign.read(tmp_path / "missing.gpkg") is None
    assert not (tmp_path / "missing.gpkg").exists()


def test_reading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path / "theirs.gpkg")
    before = path.read_bytes()
    foreign.read(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["theirs.gpkg"]


def test_an_empty_layer_has_columns_and_no_row(tmp_path: Path) -> None:
    path = written(tmp_path / "theirs.gpkg")
    with sqlite3.connect(path) as conn:
        for name in [r[0] for r in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            conn.execute("DROP TRIGGER {}".format('"' + name.replace('"', '""') + '"'))
        conn.execute('DELETE FROM "odd ""name"""')
    conn.close()
    found = foreign.read(path)
    assert found is not None
    assert found.columns == {"code": [], "n": [], "x": []}
    assert found.blobs == []


@pytest.mark.parametrize("word", ["DATE", "DATETIME", "BLOB", "BOOLEAN"])
def test_a_column_of_another_type_is_left_to_gdal(tmp_path: Path, word: str) -> None:
    path = written(tmp_path / "theirs.gpkg")
    with sqlite3.connect(path) as conn:
        conn.execute(f'ALTER TABLE "odd ""name""" ADD COLUMN odd {word}')
    conn.close()
    assert foreign.read(path) is None
