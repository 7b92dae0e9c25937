"""Header rows as offices write them: a merged title above, two lines merged, groups of columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from gridgov.domain.mapping import match_columns
from gridgov.exchange.tables import open_source


def score(cells: Sequence[str]) -> int:
    return len(match_columns("person", cells).fields)


def titled(path: Path) -> None:
    """A title over all columns, a note below it, then the names."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 3, "某社区人口登记表（2026年）")
    sheet.write(1, 0, "填表单位：某社区")
    sheet.write(1, 3, "2026年11月")
    for column, name in enumerate(("姓名", "身份证号", "性别", "联系电话")):
        sheet.write(2, column, name)
    sheet.write_row(3, 0, ["王小明", "990101199003071234", "男", "19900003333"])
    book.close()


def two_lines(path: Path) -> None:
    """Names merged over two lines beside a group with names of its own below it."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 3, "某社区人口登记表")
    sheet.merge_range(1, 0, 2, 0, "姓名")
    sheet.merge_range(1, 1, 2, 1, "身份证号")
    sheet.merge_range(1, 2, 1, 3, "其他情况")
    sheet.write(2, 2, "性别")
    sheet.write(2, 3, "联系电话")
    sheet.write_row(3, 0, ["王小明", "990101199003071234", "男", "19900003333"])
    book.close()


@pytest.mark.parametrize("write", [titled, two_lines])
def test_the_names_are_found_under_titles_and_over_two_lines(tmp_path: Path, write: object) -> None:
    path = tmp_path / "人口.xlsx"
    write(path)  # type: ignore[operator]
    source = open_source(path, score=score)
    assert source.columns == ["姓名", "身份证号", "性别", "联系电话"]
    (chunk,) = source.chunks()
    assert {name: values[0] for name, values in chunk.columns.items()} == {
        "姓名": "王小明", "身份证号": "990101199003071234", "性别": "男", "联系电话": "19900003333"}  # fmt: skip
    assert chunk.rows == [4]
