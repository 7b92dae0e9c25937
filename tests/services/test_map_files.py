"""Any map file an office has: every format gives the same cells, texts come in right, what cannot be read is said."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from gridgov import messages
from gridgov.domain.mapping import Mapping
from gridgov.errors import BadInput, GridgovError, Trouble, WrongUse
from gridgov.exchange import map_source, vector_in
from gridgov.messages import say
from gridgov.services import cell_import, cells, imports, lists, staff
from gridgov.services.coordinates import How
from gridgov.services.desk import Desk

NAMES = ["和平里一格", "和平里二格", "䶮家园三格", "第四格"]
CODES = [f"99000{n}" for n in range(4)]


@pytest.fixture(autouse=True)
def english() -> None:
    messages.use("en")


def boxes() -> list[Any]:
    return [shapely.box(116.4 + n * 0.001, 39.9, 116.401 + n * 0.001, 39.901) for n in range(4)]


def frame(crs: int = 4326) -> gpd.GeoDataFrame:
    made = gpd.GeoDataFrame({"编码": CODES, "名称": NAMES}, geometry=boxes(), crs=4326)
    return made.to_crs(crs) if crs != 4326 else made


def shapefile(folder: Path, name: str = "网格", *, encoding: str = "gb18030", keep: str = "shx dbf prj cpg") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.shp"
    frame().to_file(path, driver="ESRI Shapefile", encoding=encoding)
    for ending in {"shx", "dbf", "prj", "cpg"} - set(keep.split()):
        path.with_suffix(f".{ending}").unlink(missing_ok=True)
    return path


def zipped(path: Path, *parts: Path, encoding: str = "gb18030") -> Path:
    """A ZIP as Windows writes it: names in the code page of the machine, without the flag for UTF-8."""
    with zipfile.ZipFile(path, "w") as archive:
        for part in parts:
            entry = zipfile.ZipInfo(part.name.encode(encoding).decode("cp437"))
            archive.writestr(entry, part.read_bytes())
    return path


def dxf(path: Path, texts: list[str | None], *, closed: bool = True) -> Path:
    lines = ["0", "SECTION", "2", "ENTITIES"]
    for box, text in zip(boxes(), texts, strict=True):
        x0, y0, x1, y1 = box.bounds
        lines += ["0", "LWPOLYLINE", "8", "网格线", "90", "4", "70", "1" if closed else "0"]
        for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
            lines += ["10", repr(x), "20", repr(y)]
        if text is not None:
            lines += ["0", "TEXT", "8", "注记", "10", repr((x0 + x1) / 2), "20", repr((y0 + y1) / 2), "40", "0.0001"]
            lines += ["1", text]
    path.write_text("\n".join([*lines, "0", "ENDSEC", "0", "EOF", ""]), encoding="utf-8")
    return path


def topojson(path: Path) -> Path:
    arcs, shapes = [], []
    for n, box in enumerate(boxes()):
        arcs.append([list(xy) for xy in box.exterior.coords])
        shapes.append({"type": "Polygon", "arcs": [[n]], "properties": {"编码": CODES[n], "名称": NAMES[n]}})
    document = {
        "type": "Topology",
        "arcs": arcs,
        "objects": {"cells": {"type": "GeometryCollection", "geometries": shapes}},
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def lines(path: Path) -> Path:
    features = json.loads(frame().to_json())["features"]
    path.write_text("\n".join(json.dumps(one) for one in features), encoding="utf-8")
    return path


def table(path: Path) -> Path:
    rows = [f'{code},{name},"{box.wkt}"' for code, name, box in zip(CODES, NAMES, boxes(), strict=True)]
    path.write_text("编码,名称,WKT\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def kmz(path: Path) -> Path:
    inside = path.with_name("doc.kml")
    frame().rename(columns={"名称": "Name", "编码": "description"}).to_file(inside, driver="KML")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inside, "doc.kml")
    return path


def written(path: Path, driver: str) -> Path:
    frame().to_file(path, driver=driver, layer="cells" if driver in {"GPKG", "OpenFileGDB"} else None)
    return path


def gdb_zip(folder: Path) -> Path:
    made = written(folder / "x.gdb", "OpenFileGDB")
    return Path(shutil.make_archive(str(folder / "数据"), "zip", folder, made.name))


KINDS: dict[str, Callable[[Path], Path]] = {
    "geojson": lambda f: written(f / "网格.geojson", "GeoJSON"),
    "lines": lambda f: lines(f / "网格.geojsonl"),
    "gpkg": lambda f: written(f / "网格 1.gpkg", "GPKG"),
    "fgb": lambda f: written(f / "网格.fgb", "FlatGeobuf"),
    "gdb": lambda f: written(f / "网格.gdb", "OpenFileGDB"),
    "gdb.zip": gdb_zip,
    "shp": lambda f: shapefile(f),
    "shp without cpg": lambda f: shapefile(f, keep="shx dbf prj"),
    "shp without shx": lambda f: shapefile(f, keep="dbf prj"),
    "shp in utf-8": lambda f: shapefile(f, encoding="utf-8", keep="shx dbf prj"),
    "zip": lambda f: zipped(f / "网格.zip", *sorted(shapefile(f / "in", keep="shx dbf prj").parent.iterdir())),
    "topojson": lambda f: topojson(f / "网格.json"),
    "wkt": lambda f: table(f / "网格.csv"),
}


def office(tmp_path: Path) -> tuple[Desk, Any]:
    desk = Desk.create(tmp_path / "district.gpkg")
    return desk, staff.sign_in(desk)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_gives_the_same_cells(tmp_path: Path, kind: str) -> None:
    (tmp_path / "来").mkdir()
    source = KINDS[kind](tmp_path / "来")
    before = {path: path.read_bytes() for path in source.parent.rglob("*") if path.is_file()}
    desk, actor = office(tmp_path)
    asked = vector_in.layers(source)
    assert sum(one.features for one in asked) == 4
    how = How(crs="EPSG:4326") if kind in {"topojson", "wkt"} else None
    done = cell_import.import_cells(desk, actor, source, how=how)
    assert (done.rows, done.added, done.rejected) == (4, 4, [])
    found = {row[1]: row[2] for row in cells.cell_rows(desk, actor, "unit_cell")}
    assert found == dict(zip(CODES, NAMES, strict=True))
    again = cell_import.import_cells(desk, actor, source, how=how)
    assert (again.added, again.changed, again.same) == (0, 0, 4)
    after = {path: path.read_bytes() for path in source.parent.rglob("*") if path.is_file()}
    assert after.keys() == before.keys(), "nothing is left beside other people's files"
    assert all(after[path] == before[path] for path in before if path.suffix != ".gdb")
    desk.close()


@pytest.mark.parametrize("kind", ["fgb", "shp without cpg", "zip", "topojson", "gdb"])
def test_records_come_from_map_files_too(tmp_path: Path, kind: str) -> None:
    (tmp_path / "来").mkdir()
    source = KINDS[kind](tmp_path / "来")
    desk, actor = office(tmp_path)
    mapping = Mapping.parse('register = "building"\n[fields]\nnumber = "编码"\nname = "名称"\n')
    done = imports.import_file(desk, actor, "building", source, mapping=mapping, crs="EPSG:4326")
    assert (done.added, done.rejected) == (4, 0)
    assert [
        row[0]
        for row in lists.rows(desk, actor, "building", lists.ids(desk, actor, "building", sort="number"), ["name"])
    ] == NAMES
    desk.close()


def test_how_texts_were_read_is_said_and_can_be_changed(tmp_path: Path) -> None:
    desk, actor = office(tmp_path)
    source = shapefile(tmp_path / "来", keep="shx dbf prj")
    done = cell_import.import_cells(desk, actor, source, dry_run=True)
    (note,) = [say(one) for one in done.notes if "texts were read" in say(one)]
    assert "GB18030" in note
    assert NAMES[0] in note
    (wrong,) = vector_in.layers(source, "big5")
    assert NAMES[0] not in str(wrong.sample), "it can be changed, and is seen to be wrong"
    with pytest.raises(WrongUse):
        cell_import.import_cells(desk, actor, source, encoding="klingon")
    lying = shapefile(tmp_path / "谎", encoding="gb18030")
    lying.with_suffix(".cpg").write_text("UTF-8")
    assert map_source.encoding_of(lying)[0] == "gb18030", "a .cpg that lies is not believed"
    desk.close()


@pytest.mark.parametrize(
    ("texts", "codes", "numbered"),
    [
        (CODES, CODES, 0),
        ([None] * 4, ["W001", "W002", "W003", "W004"], 4),
        (["a", None, "a", "d"], ["W002", "W003", "a", "d"], 2),
        ([r"{\fSimSun|b0;990001}", "b", "c", "d"], ["990001", "b", "c", "d"], 0),
    ],
)
def test_a_drawing_has_its_codes_in_its_texts(
    tmp_path: Path, texts: list[str | None], codes: list[str], numbered: int
) -> None:
    desk, actor = office(tmp_path)
    source = dxf(tmp_path / "图.dxf", texts)
    done = cell_import.import_cells(desk, actor, source, how=How(crs="EPSG:4326"))
    assert sorted(row[1] for row in cells.cell_rows(desk, actor, "unit_cell")) == sorted(codes)
    assert any("numbered from west to east" in say(one) for one in done.notes) == bool(numbered)
    desk.close()


def test_a_kmz_and_a_drawing_of_open_lines(tmp_path: Path) -> None:
    desk, actor = office(tmp_path)
    done = cell_import.import_cells(desk, actor, kmz(tmp_path / "格.kmz"), code="description", name="Name")
    assert done.added == 4
    with pytest.raises(BadInput, match="closed"):
        cell_import.import_cells(desk, actor, dxf(tmp_path / "图.dxf", [None] * 4, closed=False))
    desk.close()


def test_what_cannot_be_read_says_what_to_ask_for(tmp_path: Path) -> None:
    messages.use("en")
    desk, actor = office(tmp_path)

    def said(name: str, content: bytes = b"x") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(GridgovError) as caught:
            cell_import.import_cells(desk, actor, path)
        assert isinstance(caught.value, BadInput | Trouble)
        return say(caught.value)

    assert "DXF" in said("a.dwg")
    assert "SuperMap" in said("a.udbx")
    assert "ZIP archive" in said("a.rar")
    assert "no archive" in said("a.zip")
    assert "cannot be opened" in said("a.shp")
    assert "cannot be opened" in said("a.gpkg")
    assert "cannot be opened" in said("a.dxf")
    assert "no column of shapes" in said("a.csv", b"code,name\n1,2\n")
    with pytest.raises(BadInput, match="not there"):
        cell_import.import_cells(desk, actor, tmp_path / "none.shp")
    half = tmp_path / "half.zip"
    with zipfile.ZipFile(half, "w") as archive:
        archive.writestr("a.dbf", b"x")
    with pytest.raises(BadInput, match="whole shapefile"):
        cell_import.import_cells(desk, actor, half)
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr("../../escaped.txt", b"x")
    with pytest.raises(BadInput, match="no map file"):
        cell_import.import_cells(desk, actor, evil)
    assert not list(tmp_path.parent.rglob("escaped.txt"))
    several = tmp_path / "several.zip"
    with zipfile.ZipFile(several, "w") as archive:
        archive.writestr("a.geojson", b"{}")
        archive.writestr("b.geojson", b"{}")
    with pytest.raises(BadInput, match="several map files"):
        cell_import.import_cells(desk, actor, several)
    rows = tmp_path / "bad.csv"
    rows.write_text(
        'code,WKT\n1,"POLYGON ((0 0, 0 1, 1 1, 0 0))"\n2,POLYGON oops\n3,\n4,POINT (1 1)\n', encoding="utf-8"
    )
    done = cell_import.import_cells(desk, actor, rows, how=How(crs="EPSG:4326"))
    assert done.added == 1
    assert [row for row, _ in done.rejected] == [2, 3, 4]
    desk.close()
