"""Forms as Word documents: lists and single pages, filled without losing their look; what is no form is said."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from gridgov.errors import BadInput
from gridgov.exchange import form_doc


def list_form(path: Path, blank: int = 2) -> Path:
    document = docx.Document()
    document.add_heading("独居老人登记表")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("序号", "姓 名", "联系电话"), strict=True):
        cell.text = text
    for n in range(blank):
        cells = table.add_row().cells
        cells[0].text = str(n + 1)
        cells[1].paragraphs[0].add_run("").bold = True
    foot = table.add_row().cells
    foot[0].text = "填表人："
    document.save(str(path))
    return path


def page_form(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("居民信息表")
    table = document.add_table(rows=2, cols=4)
    for (row, column), text in {(0, 0): "姓名：", (0, 2): "性别", (1, 0): "现住地址"}.items():
        table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(1, 3))
    document.add_paragraph("填表说明")
    document.save(str(path))
    return path


def test_a_list_is_filled_and_grows_above_its_foot(tmp_path: Path) -> None:
    source, out = list_form(tmp_path / "form.docx"), tmp_path / "out.docx"
    form = form_doc.look(source)
    assert (form.headings, form.header, form.first, form.single) == ({1: "序号", 2: "姓名", 3: "联系电话"}, 1, 2, False)
    before = source.read_bytes()
    rows = [{1: n, 2: f"陈{n}", 3: f"1990000000{n}"} for n in range(1, 5)]
    form_doc.fill(source, out, form, rows, marked={1: [3]})
    assert source.read_bytes() == before
    table = docx.Document(str(out)).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts[1:5] == [[str(n), f"陈{n}", f"1990000000{n}"] for n in range(1, 5)]
    assert texts[5][0] == "填表人："
    assert table.rows[1].cells[1].paragraphs[0].runs[0].bold, "in the cell's own hand"
    assert table.rows[4].cells[1].paragraphs[0].runs[0].bold
    assert "FFF2CC" in table.rows[2].cells[2]._tc.xml
    assert "FFF2CC" not in table.rows[1].cells[2]._tc.xml
    assert form_doc.former(out, form, [2])["陈3"] == {1: "3", 2: "陈3", 3: "19900000003"}
    form_doc.fill(source, out, form, [])
    assert [[cell.text for cell in row.cells] for row in docx.Document(str(out)).tables[0].rows][1][1] == ""


def test_pages_follow_one_another(tmp_path: Path) -> None:
    source, out = page_form(tmp_path / "form.docx"), tmp_path / "out.docx"
    form = form_doc.look(source)
    assert form.single
    assert form.headings == {1: "姓名", 2: "性别", 3: "现住地址"}
    rows = [
        {1: "陈安然", 2: "女", 3: "和平路1号"},
        {1: "林若溪", 2: None, 3: ""},
        {1: "周博雨", 2: "男", 3: "和平路3号"},
    ]
    form_doc.fill(source, out, form, rows)
    document = docx.Document(str(out))
    assert len(document.tables) == 3
    found = [(t.cell(0, 1).text.strip(), t.cell(0, 3).text.strip(), t.cell(1, 1).text.strip()) for t in document.tables]
    assert found == [("陈安然", "女", "和平路1号"), ("林若溪", "", ""), ("周博雨", "男", "和平路3号")]
    assert document.element.body.xml.count('w:type="page"') == 2
    assert form_doc.former(out, form, [1]) == {}


def test_what_is_no_form_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not there"):
        form_doc.look(tmp_path / "none.docx")
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(b"no document")
    with pytest.raises(BadInput, match="is no "):
        form_doc.look(wrong)
    document = docx.Document()
    document.add_paragraph("无表格")
    document.save(str(wrong))
    with pytest.raises(BadInput, match="no row of headings"):
        form_doc.look(wrong)
