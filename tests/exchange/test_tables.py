"""Files of records become columns of text with the true numbers of their rows."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path
from unittest import mock

import orjson
import pytest
import shapely
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.errors import BadInput
from gridgov.exchange import text_table
from gridgov.exchange.record_source import column_names, ruined_by_spreadsheet, text_of_number
from gridgov.exchange.tables import open_source


def rows_of(path: Path, **options: object) -> list[tuple[int, dict[str, str]]]:
    source = open_source(path, **options)  # type: ignore[arg-type]
    return [
        (number, {name: values[i] for name, values in chunk.columns.items()})
        for chunk in source.chunks(3)
        for i, number in enumerate(chunk.rows)
    ]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_text_is_read_in_every_encoding_an_office_uses(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "人员.csv", "姓名,户号\n陈安然,H1\n㐀䶮,H2\n", encoding)
    assert rows_of(path) == [(2, {"姓名": "陈安然", "户号": "H1"}), (3, {"姓名": "㐀䶮", "户号": "H2"})]


def test_gbk_is_said_in_a_note(tmp_path: Path) -> None:
    source = open_source(write(tmp_path / "a.csv", "姓名,户号\n陈安然,H1\n", "gbk"))
    assert "GB18030" in str(source.notes[0])


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path / "a.csv", f"name{delimiter}note\nA{delimiter}x y\nB{delimiter}z\n")
    assert [row["note"] for _, row in rows_of(path)] == ["x y", "z"]


def test_a_semicolon_inside_text_is_no_delimiter(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "name,note\nA,1;2;3\nB,4;5;6\n")
    assert [row["note"] for _, row in rows_of(path)] == ["1;2;3", "4;5;6"]


def test_row_numbers_are_those_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'name,note\nA,"two\nlines"\n\nB,x\n , \nC,y\n')
    assert [(n, row["name"]) for n, row in rows_of(path)] == [(2, "A"), (4, "B"), (6, "C")]
    assert rows_of(path)[0][1]["note"] == "two\nlines"


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "示例社区人员表,,\n姓名,性别,电话\n陈安然,男,1\n")
    assert rows_of(path) == [(3, {"姓名": "陈安然", "性别": "男", "电话": "1"})]
    known = {"电话"}
    assert open_source(path, score=lambda row: sum(c in known for c in row)).columns == ["姓名", "性别", "电话"]


def test_a_row_with_too_many_cells_carries_its_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "a,b\n1x,2\n1x,2,3\n4x\n")
    chunks = list(open_source(path).chunks())
    assert chunks[0].columns == {"a": ["1x", "1x", "4x"], "b": ["2", "2", ""]}
    assert list(chunks[0].faults) == [1]
    assert "3 cells" in str(chunks[0].faults[1])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "is empty"),
        ("a.csv", b"1,2,3\n4,5,6\n", "has no header row"),
        ("a.csv", b"PK\x03\x04rest", "is a spreadsheet"),
        ("a.csv", b"name,x\n\xff\xff\xff,1\n", "neither UTF-8 nor GB18030"),
        ("a.csv", b'name,x\n"open,1\n' + b"line\n" * 300, "quotation mark"),
        ("a.xlsx", b"", "is empty"),
        ("a.xlsx", b"name,x\n", "is not a spreadsheet"),
        ("a.xlsx", b"PK\x03\x04 broken", "cannot be read as a spreadsheet"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "not valid JSON"),
        ("a.geojson", b'{"type": "Topology"}', "is not GeoJSON with features"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "is empty"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [3]}', "feature 1"),
        ("a.gpkg", b"nonsense", "cannot be opened as a map file"),
        ("a.docx", b"x", "of a kind that cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput) as caught:
        list(open_source(tmp_path / name).chunks())
    assert words in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not there"):
        open_source(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="is a folder"):
        open_source(tmp_path)


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    cover = book.add_worksheet("封面")
    cover.write(0, 0, "示例")
    sheet = book.add_worksheet("人员")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(2, 0, ["姓名", "公民身份号码", "出生日期", "年龄", "面积"])
    sheet.write_string(3, 0, "陈安然")
    sheet.write_string(3, 1, "990101198001010014")
    sheet.write_datetime(3, 2, __import__("datetime").datetime(1980, 1, 1), day)
    sheet.write_number(3, 3, 46)
    sheet.write_number(3, 4, 86.5)
    sheet.write_string(5, 0, "林小满")
    sheet.write_number(5, 1, 990101198305120028)
    book.close()
    return path


def test_a_workbook_gives_ids_as_text_and_shows_what_the_spreadsheet_ruined(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    found = rows_of(path, score=lambda row: sum(c in {"姓名", "年龄"} for c in row))
    assert [n for n, _ in found] == [4, 6]
    assert found[0][1] == {
        "姓名": "陈安然",
        "公民身份号码": "990101198001010014",
        "出生日期": "1980-01-01",
        "年龄": "46",
        "面积": "86.5",
    }
    assert ruined_by_spreadsheet(found[1][1]["公民身份号码"])
    assert open_source(path, sheet="人员", header_row=3).columns[0] == "姓名"
    with pytest.raises(BadInput, match="no sheet called"):
        open_source(path, sheet="x")


@pytest.mark.parametrize("text", ["1.1E+17", "1.10101199003074E+17", "4.5e+15", "1E18"])
def test_exponent_text_is_a_ruined_id(text: str) -> None:
    assert ruined_by_spreadsheet(text)


@pytest.mark.parametrize("text", ["", "E1", "12E+", "990101198001010014", "16-00622700", "1E", "A1E+17"])
def test_other_text_is_not(text: str) -> None:
    assert not ruined_by_spreadsheet(text)


def geojson(path: Path, features: list[dict[str, object]], **more: object) -> Path:
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features, **more}))
    return path


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_features_become_rows_with_their_geometry(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[116.4, 39.9, 5], [116.5, 39.9, 5]]}
    path = geojson(
        tmp_path / "a.geojson",
        [
            feature({"type": "Point", "coordinates": [116.4, 39.9]}, name="A", n=3, r=1.5, ok=True),
            feature(line, name=None, extra=["x"]),
            feature(None, name="C"),
            feature({"type": "Point", "coordinates": ["east", 2]}, name="D"),
        ],
    )
    source = open_source(path)
    (chunk,) = source.chunks()
    assert source.crs == "EPSG:4326"
    assert chunk.rows == [1, 2, 3, 4]
    assert chunk.columns == {
        "name": ["A", "", "C", "D"],
        "n": ["3", "", "", ""],
        "r": ["1.5", "", "", ""],
        "ok": ["1", "", "", ""],
        "extra": ["", '["x"]', "", ""],
    }
    assert chunk.shapes is not None
    shapes = [shapely.from_wkb(wkb) for wkb in chunk.shapes]
    assert shapes[0].equals(shapely.Point(116.4, 39.9))
    assert shapes[1].geom_type == "LineString"
    assert not shapely.has_z(shapes[1])
    assert shapes[2] is None
    assert list(chunk.faults) == [3]


def test_the_crs_of_geojson_is_what_it_says_or_unknown_when_it_cannot_be_degrees(tmp_path: Path) -> None:
    far = [feature({"type": "Point", "coordinates": [450129.1, 4420442.8]}, name="A")]
    assert open_source(geojson(tmp_path / "a.geojson", far)).crs is None
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}}
    assert open_source(geojson(tmp_path / "b.geojson", far, crs=named)).crs == "EPSG:4548"


def test_newline_delimited_geojson_is_read(tmp_path: Path) -> None:
    lines = [orjson.dumps(feature({"type": "Point", "coordinates": [i, i]}, name=str(i))) for i in range(3)]
    (tmp_path / "a.geojsonl").write_bytes(b"\n".join(lines))
    assert [row["name"] for _, row in rows_of(tmp_path / "a.geojsonl")] == ["0", "1", "2"]


def test_a_foreign_geopackage_keeps_its_mixed_geometry(tmp_path: Path) -> None:
    import geopandas

    shapes = [shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)]), shapely.box(0, 0, 1, 1), None]
    frame = geopandas.GeoDataFrame(
        {"code": ["a", "b", None, "d"], "n": [1, 2, 3, 4], "geometry": shapes}, crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "a.gpkg", layer="things")
    source = open_source(tmp_path / "a.gpkg")
    chunks = list(source.chunks(3))
    assert source.sheets == ["things"]
    assert source.crs == "EPSG:4326"
    assert [c.rows for c in chunks] == [[1, 2, 3], [4]]
    assert chunks[0].columns == {"code": ["a", "b", ""], "n": ["1", "2", "3"]}
    assert [shapely.from_wkb(w).geom_type for w in chunks[0].shapes or []] == ["Point", "LineString", "Polygon"]
    assert chunks[1].shapes == [None]


def test_components_of_a_real_city_are_read_whole(testdata: Path) -> None:
    source = open_source(testdata / "dc_clean" / "components.gpkg")
    assert sum(len(chunk) for chunk in source.chunks()) == source.total == 43403


def test_an_attribute_table_of_a_geopackage_has_no_geometry(tmp_path: Path) -> None:
    import pandas
    import pyogrio

    pyogrio.write_dataframe(pandas.DataFrame({"name": ["A", "B"]}), tmp_path / "a.gpkg", layer="list")
    source = open_source(tmp_path / "a.gpkg")
    assert not source.has_shapes
    assert [chunk.columns for chunk in source.chunks()] == [{"name": ["A", "B"]}]


def test_a_geopackage_with_several_layers_asks_which(tmp_path: Path) -> None:
    import pandas
    import pyogrio

    for layer in ("one", "two"):
        pyogrio.write_dataframe(pandas.DataFrame({"name": [layer]}), tmp_path / "a.gpkg", layer=layer)
    with pytest.raises(BadInput, match="one, two"):
        open_source(tmp_path / "a.gpkg")
    assert rows_of(tmp_path / "a.gpkg", sheet="two") == [(1, {"name": "two"})]
    with sqlite3.connect(tmp_path / "a.gpkg") as connection:
        assert connection.execute("SELECT count(*) FROM gpkg_contents").fetchone() == (2,)
    connection.close()


cells = st.text(alphabet=st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=12))
def test_what_csv_writes_is_read_back_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["first name", "second name", "third name"])
    writer.writerows(rows)
    path = write(tmp_path_factory.mktemp("csv") / "a.csv", buffer.getvalue())
    expected = [(n, row) for n, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    found = [(n, tuple(row.values())) for n, row in rows_of(path)]
    assert found == expected


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab,"\r\n 路', max_size=60), st.integers(1, 9))
def test_lines_end_where_csv_ends_them_however_the_file_is_cut(text: str, block: int) -> None:
    expected = list(io.StringIO(text, newline=""))
    with mock.patch.object(text_table, "BLOCK", block):
        found = [line for part in text_table._lines(io.BytesIO(text.encode()), "utf-8") for line in part]
    assert found == expected


@given(st.lists(cells, max_size=8))
def test_column_names_are_never_the_same_twice(header: list[str]) -> None:
    names = column_names(header)
    assert len(set(names)) == len(names) == len(header)
    assert all(names)


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_whole_numbers_keep_their_digits(value: int) -> None:
    assert text_of_number(float(value)) == str(value)
