"""Anybody's form: found, mapped, filled with its look and formulas kept; changes marked, gaps listed, nothing leaks."""

from __future__ import annotations

from pathlib import Path

import attrs
import docx
import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.exchange import form_sheet
from gridgov.services import form_fill, lists, record_entry
from tests.exchange.test_form_doc import list_form, page_form
from tests.services.conftest import District
from tests.services.test_case_work import person
from tests.services.test_visits import home, resident

HEADS = ["序号", "姓 名", "身份证号", "年龄", "联系电话", "家庭住址", "网格", "补贴标准", "双倍"]


def form(path: Path, rows: int = 2) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "花名册"
    page["A1"] = "云津区老年人花名册"
    page.merge_cells("A1:I1")
    page["A1"].font = Font(bold=True, size=18)
    for column, head in enumerate(HEADS, 1):
        page.cell(2, column, head)
    for row in range(3, 3 + rows):
        page.cell(row, 8, 100)
        page.cell(row, 9, f"=H{row}*2")
        page.cell(row, 2).font = Font(name="楷体", italic=True)
    foot = 3 + rows
    page.cell(foot, 1, "合计")
    page.merge_cells(start_row=foot, start_column=1, end_row=foot, end_column=3)
    page.cell(foot, 9, f"=SUM(I3:I{foot - 1})")
    page.cell(foot + 1, 1, "填表人：")
    page.column_dimensions["F"].width = 33
    book.save(path)
    return path


def people(district: District) -> list[int]:
    home(district, 1)
    return [
        resident(district, 1, name=name, number=number, phone=phone, birth_date="1940-01-05")
        for name, number, phone in (
            ("陈安然", "99010119400105001X", "19900000001"),
            ("林小满", "", "19900000002"),
            ("赵知秋", "990101194001050036", ""),
            ("吴文博", "990101194001050044", "19900000004"),
        )
    ]


def test_a_form_is_found_and_its_headings_are_matched(district: District, tmp_path: Path) -> None:
    looked = form_fill.look(district.desk, district.actor, form(tmp_path / "f.xlsx"))
    assert (looked.form.header, looked.form.first, looked.form.foot) == (2, 3, 5)
    assert [looked.fields[n] for n in range(1, 10)] == ["#", "name", "number", "age", "phone", "home", "cell", "", ""]
    assert not looked.is_known


def test_the_sheet_keeps_its_look_and_grows_above_its_sum(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    people(district)
    source, out = form(tmp_path / "f.xlsx"), tmp_path / "out.xlsx"
    filled = form_fill.fill(desk, actor, source, out, form_fill.look(desk, actor, source))
    page = openpyxl.load_workbook(out)["花名册"]
    assert filled.rows == 4
    assert [page.cell(row, 2).value for row in range(3, 7)] == ["陈安然", "林小满", "赵知秋", "吴文博"]
    assert page["C3"].value == "99010119400105001X"
    assert page["C3"].number_format == "@", "ids stay text"
    assert page["D3"].value in range(85, 120)
    assert page["F3"].value == "和平路1号101"
    assert page["G3"].value == district.code(0, 0)
    assert page["B6"].font.name == "楷体", "the style of the first row is taken down"
    assert [page.cell(row, 9).value for row in range(3, 7)] == [f"=H{row}*2" for row in range(3, 7)]
    assert page["A7"].value == "合计"
    assert page["I7"].value == "=SUM(I3:I6)"
    assert "A7:C7" in {str(part) for part in page.merged_cells.ranges}
    assert page["A8"].value == "填表人："
    assert page.column_dimensions["F"].width == 33
    assert page["A1"].font.size == 18
    gaps = {(title, name) for _, title, name in filled.missing}
    assert ("林*", "number") in gaps
    assert ("赵*", "phone") in gaps
    assert form_fill.look(desk, actor, source).is_known, "mapped once"


def test_what_changed_since_last_month_is_marked(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    ids = people(district)
    source = form(tmp_path / "f.xlsx")
    looked = form_fill.look(desk, actor, source)
    looked = attrs.evolve(looked, fields={**looked.fields, 3: "number"})
    form_fill.fill(desk, actor, source, tmp_path / "one.xlsx", looked)
    record_entry.change(desk, actor, "person", ids[0], {"phone": "19900009999"})
    record_entry.undo(desk, actor, "person", ids[3])
    record_entry.enter(desk, actor, "person", {"name": "冯雨桐", "number": "990101194001050052"})
    filled = form_fill.fill(desk, actor, source, tmp_path / "two.xlsx", looked, since=tmp_path / "one.xlsx")
    page = openpyxl.load_workbook(tmp_path / "two.xlsx")["花名册"]
    colours = {
        cell.coordinate for row in page["A3:I6"] for cell in row if cell.fill.start_color.rgb == form_sheet.CHANGED
    }
    assert "E3" in colours
    assert "B3" not in colours
    assert filled.new == ("990101194001050052",)
    assert filled.gone == ("990101194001050044",)


def test_nobody_without_the_right_gets_personal_columns(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    people(district)
    source, out = form(tmp_path / "f.xlsx"), tmp_path / "out.xlsx"
    looked = form_fill.look(desk, actor, source)
    with pytest.raises(Refused):
        form_fill.fill(desk, person("shift_leader"), source, out, looked)
    assert not out.exists()
    nothing = attrs.evolve(looked, fields=dict.fromkeys(looked.fields, ""))
    with pytest.raises(WrongUse):
        form_fill.fill(desk, actor, source, out, nothing)
    assert len(lists.ids(desk, actor, "person")) == 4


def test_what_is_no_form_is_said(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    wrong = tmp_path / "a.xlsx"
    wrong.write_bytes(b"no workbook")
    with pytest.raises(BadInput):
        form_fill.look(desk, actor, wrong)
    with pytest.raises(BadInput):
        form_fill.look(desk, actor, tmp_path / "none.xlsx")
    book = openpyxl.Workbook()
    book.active["A1"] = "只有标题"
    book.active["A1"].fill = PatternFill("solid", start_color="FF00FF00")
    book.save(wrong)
    with pytest.raises(BadInput):
        form_fill.look(desk, actor, wrong)


def test_a_short_list_empties_the_rows_that_were_there(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    source, out = form(tmp_path / "f.xlsx", rows=5), tmp_path / "out.xlsx"
    home(district, 1)
    resident(district, 1, name="陈安然")
    looked = form_fill.look(desk, actor, source)
    form_fill.fill(desk, actor, source, out, looked)
    form_fill.fill(desk, actor, out, tmp_path / "again.xlsx", form_fill.look(desk, actor, out))
    page = openpyxl.load_workbook(tmp_path / "again.xlsx")["花名册"]
    assert [page.cell(row, 2).value for row in range(3, 8)] == ["陈安然", None, None, None, None]
    assert page["A8"].value == "合计"


def test_a_word_form_is_filled_from_the_ledger(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    record_entry.enter(desk, actor, "person", {"name": "陈安然", "sex": "2", "phone": "19900001111"})
    record_entry.enter(desk, actor, "person", {"name": "林若溪"})
    source, out = list_form(tmp_path / "form.docx"), tmp_path / "out.docx"
    looked = form_fill.look(desk, actor, source)
    assert [looked.fields[n] for n in (1, 2, 3)] == ["#", "name", "phone"]
    done = form_fill.fill(desk, actor, source, out, looked)
    assert (done.rows, [name for _, _, name in done.missing]) == (2, ["phone"])
    assert form_fill.look(desk, actor, source).is_known
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(out)).tables[0].rows]
    assert rows[1:3] == [["1", "陈安然", "19900001111"], ["2", "林若溪", ""]]
    record_entry.change(desk, actor, "person", 2, {"phone": "19900002222"})
    again = form_fill.fill(desk, actor, source, tmp_path / "again.docx", looked, since=out)
    assert again.changed == 1
    page = page_form(tmp_path / "page.docx")
    single = form_fill.look(desk, actor, page)
    assert [single.fields[n] for n in (1, 2)] == ["name", "sex"]
    form_fill.fill(desk, actor, page, out, single)
    assert len(docx.Document(str(out)).tables) == 2
