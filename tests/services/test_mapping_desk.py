"""The mapping desk: a mapping is used again for the same columns; rows kept aside go back or are mended in place."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
import xlsxwriter

from gridgov.domain.mapping import Mapping, Source
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import import_look, imports, mapping_desk, value_desk

MAPPING = """\
register = "person"
[fields]
name = "谁"
number = "号"
phone = "打"
"""


def write(path: Path, rows: list[tuple[str, ...]], head: tuple[str, ...] = ("谁", "号", "打")) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def bring(district: Any, path: Path, **options: Any) -> imports.ImportResult:
    return imports.import_file(district.desk, district.actor, "person", path, **options)


def test_a_mapping_is_used_again_for_the_same_columns_whatever_the_file_is_called(
    district: Any, tmp_path: Path
) -> None:
    bring(district, write(tmp_path / "june.csv", [("甲一", "", "13900000001")]), mapping=Mapping.parse(MAPPING))
    again = bring(
        district, write(tmp_path / "七月.csv", [("13900000002", "乙二", "")], ("打", "谁", "号")), crs="EPSG:4326"
    )
    assert (again.added, again.rejected) == (1, 0)
    assert any("used again" in note for note in imports.sentences(again))
    looked = imports.preview(district.desk, district.actor, "person", tmp_path / "七月.csv")
    assert looked.matched["name"] == "谁"


def test_other_columns_or_another_register_recall_nothing(district: Any, tmp_path: Path) -> None:
    bring(district, write(tmp_path / "june.csv", [("甲一", "", "")]), mapping=Mapping.parse(MAPPING))
    with district.desk.reader() as conn:
        assert mapping_desk.recall(conn, "person", ["号", "打", "谁"]) is not None
        assert mapping_desk.recall(conn, "person", ["谁", "号"]) is None
        assert mapping_desk.recall(conn, "organization", ["谁", "号", "打"]) is None


def test_a_rehearsal_remembers_nothing(district: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "june.csv", [("甲一", "", "")])
    bring(district, path, mapping=Mapping.parse(MAPPING), dry_run=True)
    with district.desk.reader() as conn:
        assert mapping_desk.recall(conn, "person", ["谁", "号", "打"]) is None


def with_two_aside(district: Any, tmp_path: Path) -> tuple[Path, int]:
    path = write(tmp_path / "people.csv", [("甲一", "", "1"), ("", "", "2"), ("丙三", "", "3"), ("", "", "4")])
    result = bring(district, path, mapping=Mapping.parse(MAPPING))
    assert (result.added, result.rejected) == (2, 2)
    assert result.batch is not None
    return path, result.batch


def test_rows_kept_aside_go_back_as_they_were_with_the_reason_beside_each(district: Any, tmp_path: Path) -> None:
    path, batch = with_two_aside(district, tmp_path)
    out = tmp_path / "back.xlsx"
    assert mapping_desk.send_back(district.desk, district.actor, batch, path, out) == 2
    sheet = openpyxl.load_workbook(out).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows[0][2:] == ["谁", "号", "打"]
    assert [(row[0], row[2:]) for row in rows[1:]] == [("3", ["", "", "2"]), ("5", ["", "", "4"])]
    assert all(row[1] for row in rows[1:])
    assert sheet.cell(2, 3).fill.fgColor.rgb != sheet.cell(2, 5).fill.fgColor.rgb


def test_the_sheet_that_went_back_comes_in_again_once_it_is_mended(district: Any, tmp_path: Path) -> None:
    path, batch = with_two_aside(district, tmp_path)
    out = tmp_path / "back.xlsx"
    mapping_desk.send_back(district.desk, district.actor, batch, path, out)
    book = openpyxl.load_workbook(out)
    book.active["C2"], book.active["C3"] = "乙二", "丁四"
    book.save(out)
    again = bring(district, out, mapping=Mapping.parse(MAPPING))
    assert (again.added, again.rejected) == (2, 0)


def test_rows_mended_in_place_come_in_and_what_is_still_wrong_stays(district: Any, tmp_path: Path) -> None:
    path, batch = with_two_aside(district, tmp_path)
    columns, rows, reasons = mapping_desk.rows_of(district.desk, district.actor, batch, path)
    assert (columns, [number for number, _ in rows], sorted(reasons)) == (["谁", "号", "打"], [3, 5], [3, 5])
    result = mapping_desk.bring_mended(
        district.desk, district.actor, batch, path, {3: {"谁": "乙二"}, 5: {"打": "5"}}, mapping=None
    )
    assert (result.rows, result.added, result.rejected) == (2, 1, 1)
    assert not list(tmp_path.glob("*.part"))


def test_what_cannot_be_sent_back(district: Any, tmp_path: Path) -> None:
    path, batch = with_two_aside(district, tmp_path)
    desk, actor = district.desk, district.actor
    with pytest.raises(WrongUse, match="no batch 99"):
        mapping_desk.send_back(desk, actor, 99, path, tmp_path / "x.xlsx")
    other = write(tmp_path / "other.csv", [("", "", "2")])
    with pytest.raises(Refused):
        mapping_desk.rows_of(desk, district.actor_with(), batch, path)
    with pytest.raises(BadInput, match=r"other\.csv"):
        mapping_desk.send_back(desk, actor, batch, other, tmp_path / "x.xlsx")
    with pytest.raises(WrongUse):
        mapping_desk.bring_mended(desk, actor, batch, path, {2: {"谁": "x"}}, mapping=None)
    clean = bring(district, write(tmp_path / "clean.csv", [("戊五", "", "")]))
    with pytest.raises(WrongUse, match="no row aside"):
        mapping_desk.send_back(desk, actor, clean.batch, tmp_path / "clean.csv", tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


def test_a_batch_is_taken_back_within_its_days_and_not_after(
    district: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert imports.undo_days() == 30
    path = tmp_path / "人员.csv"
    path.write_text("姓名,出生日期\n王小明,05/06/1990\n李小红,28/11/1990\n", encoding="utf-8")
    asked = imports.import_file(district.desk, district.actor, "person", path)
    assert (asked.added, asked.rejected) == (1, 1)
    assert "say which" in str(asked.rejects[0].reason)
    told = imports.import_file(district.desk, district.actor, "person", path, mapping=Mapping("person", dates="dmy"))
    assert (told.added, told.same, told.rejected) == (1, 1, 0)
    assert told.batch is not None
    monkeypatch.setattr(imports, "undo_days", lambda: -1)
    with pytest.raises(WrongUse, match="older than"):
        imports.undo(district.desk, district.actor, told.batch)
    monkeypatch.undo()
    assert imports.undo(district.desk, district.actor, told.batch)["batch"] == told.batch


def test_sheets_encodings_and_values_are_said_with_the_mapping(district: Any, tmp_path: Path) -> None:
    path = tmp_path / "两张表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("说明").write_column(0, 0, ["姓名", "不是这张"])
    sheet = book.add_worksheet("人员")
    for row, line in enumerate([["姓名", "性别"], ["王小明", "男的"], ["李小红", "女"]]):
        sheet.write_row(row, 0, line)
    book.close()
    looked = import_look.look(district.desk, district.actor, path)
    assert {part.name for part in looked.parts} == {"说明", "人员"}
    assert looked.register == "person"
    mapping = Mapping("person", sheet="人员", fields={"name": Source("姓名"), "sex": Source("性别")})
    (field,) = value_desk.values(district.desk, district.actor, "person", path, mapping)
    assert [(theirs, ours) for theirs, _, ours in field.rows] == [("男的", ""), ("女", "2")]
    told = attrs.evolve(mapping, values={"sex": {"男的": "1", "女": "2"}})
    done = imports.import_file(district.desk, district.actor, "person", path, mapping=told)
    assert (done.added, done.rejected) == (2, 0)
