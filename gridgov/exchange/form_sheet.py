"""Other people's forms as spreadsheets: where their table is, and the same sheet filled, its look and formulas kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import attrs

from gridgov.errors import BadInput
from gridgov.exchange.whole_file import written_whole

FOOT = re.compile(
    r"^\s*(合计|总计|小计|填表人|填报人|审核|负责人|制表|备注[:：]|注[:：]|说明[:：]|total|sum\b|filled in by)",
    re.IGNORECASE,
)
"""How a line below the table begins: sums and signatures, which move down when there are more rows."""

CHANGED = "FFFFF2CC"
"""The colour behind what changed since the former filling."""

LOOKED_AT = 15
"""Rows in which the headings are looked for."""


@attrs.frozen
class Form:
    """A form: its sheet, the row of its headings (from 1), the headings by column (from 1), the rows of the table.

    `first` is the first row below the headings, `foot` the row of sums or signatures (0: none).
    """

    sheet: str
    header: int
    headings: dict[int, str]
    first: int
    foot: int
    single: bool = False
    """Whether it is one page a record, with labels instead of a row of headings (documents only)."""


def look(path: Path, sheet: str = "") -> Form:
    """Find the table of a form; ``BadInput`` for what is no workbook or has no row of headings."""
    book = _open(path)
    names = book.sheetnames
    if sheet and sheet not in names:
        raise BadInput(
            "{file} has no sheet called {sheet}. It has: {sheets}.",
            file=path.name,
            sheet=sheet,
            sheets=", ".join(names),
        )
    page = book[sheet or names[0]]
    best = 0
    headings: dict[int, str] = {}
    for row in range(1, min(page.max_row, LOOKED_AT) + 1):
        found = _headings(page, row)
        if len(found) > len(headings):
            best, headings = row, found
    if len(headings) < 2:
        raise BadInput("{file} has no row of headings: a form needs at least two columns with names.", file=path.name)
    foot = 0
    for row in range(best + 1, page.max_row + 1):
        first = next((str(cell.value) for cell in page[row][:4] if cell.value not in (None, "")), "")
        if FOOT.match(first.replace(" ", "")):
            foot = row
            break
    return Form(page.title, best, headings, best + 1, foot)


def _headings(page: Any, row: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for cell in page[row]:
        if isinstance(cell.value, str) and cell.value.strip():
            found[cell.column] = "".join(cell.value.split())
    return found


def _open(path: Path) -> Any:
    import zipfile

    import openpyxl

    if not path.is_file():
        raise BadInput("{file} is not there: check the name.", file=path)
    try:
        return openpyxl.load_workbook(path)
    except (zipfile.BadZipFile, KeyError, ValueError, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise BadInput("{file} is no .xlsx workbook: save it as .xlsx and give that.", file=path.name) from error


def former(path: Path, form: Form, keys: Sequence[int]) -> dict[str, dict[int, str]]:
    """What a sheet that was filled before says, by the first text in the key columns; rows without one are left out."""
    page = _open(path)[form.sheet]
    found: dict[str, dict[int, str]] = {}
    for row in range(form.first, page.max_row + 1):
        name = next((value for key in keys if (value := page.cell(row, key).value) not in (None, "")), None)
        if name is not None:
            found[str(name)] = {
                column: "" if page.cell(row, column).value is None else str(page.cell(row, column).value)
                for column in form.headings
            }
    return found


def fill(
    path: Path,
    out: Path,
    form: Form,
    rows: Sequence[Mapping[int, str | int | float | None]],
    *,
    marked: Mapping[int, Sequence[int]] | None = None,
) -> None:
    """Write rows of values by column into a form, as a new file beside no half-written one.

    The style of the first row of the table is taken down; a formula of that row in a column that is not filled is
    carried down with its references; sums below move with the end of the table and grow with it. `marked` are the
    columns of a row (from 0) that get a coloured ground.
    """
    from openpyxl.formula.translate import Translator
    from openpyxl.styles import PatternFill

    book = _open(path)
    page = book[form.sheet]
    last = form.first + max(len(rows), 1) - 1
    if form.foot and last >= form.foot:
        _make_room(page, form, last - form.foot + 1)
    pattern = {column: page.cell(form.first, column) for column in range(1, page.max_column + 1)}
    formulas = {
        column: cell.value
        for column, cell in pattern.items()
        if isinstance(cell.value, str) and cell.value.startswith("=") and not any(column in row for row in rows[:1])
    }
    height = page.row_dimensions[form.first].height
    _empty(page, form, last)
    for number, values in enumerate(rows):
        row = form.first + number
        if height:
            page.row_dimensions[row].height = height
        for column, cell in pattern.items():
            target = page.cell(row, column)
            if number:
                target._style = copy(cell._style)
            if column in formulas:
                origin = f"{cell.column_letter}{form.first}"
                target.value = Translator(formulas[column], origin).translate_formula(target.coordinate)
        for column, value in values.items():
            target = page.cell(row, column)
            target.value = value
            if isinstance(value, str):
                target.number_format = "@"
                target.data_type = "s"
        for column in (marked or {}).get(number, ()):
            page.cell(row, column).fill = PatternFill("solid", start_color=CHANGED, end_color=CHANGED)
    with written_whole(out) as fresh:
        book.save(fresh)


def _empty(page: Any, form: Form, last: int) -> None:
    """Take former values out of the table, down to the foot; formulas of columns that are not filled stay."""
    end = form.foot - 1 if form.foot else page.max_row
    for row in range(form.first, max(end, last) + 1):
        for column in form.headings:
            cell = page.cell(row, column)
            if not (isinstance(cell.value, str) and cell.value.startswith("=")) and not _merged(page, cell.coordinate):
                cell.value = None


def _merged(page: Any, coordinate: str) -> bool:
    return any(coordinate in part and coordinate != part.start_cell.coordinate for part in page.merged_cells.ranges)


def _make_room(page: Any, form: Form, rows: int) -> None:
    """Move what stands below the table down by so many rows; its sums grow with the table."""
    from openpyxl.utils import get_column_letter

    bottom, wide = page.max_row, page.max_column
    heights = {row: page.row_dimensions[row].height for row in range(form.foot, bottom + 1)}
    merged = [part for part in list(page.merged_cells.ranges) if part.min_row >= form.foot]
    for part in merged:
        page.unmerge_cells(str(part))
    area = f"A{form.foot}:{get_column_letter(wide)}{bottom}"
    page.move_range(area, rows=rows)
    for part in merged:
        part.shift(row_shift=rows)
        page.merge_cells(str(part))
    for row, height in heights.items():
        page.row_dimensions[row + rows].height = height
    reference = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")

    def grown(match: re.Match[str]) -> str:
        number = int(match[2])
        # The last row of the table and whatever stood below it moved; what stands above did not.
        return f"{match[1]}{number + rows}" if number >= form.foot - 1 else match[0]

    for row in range(form.foot + rows, bottom + rows + 1):
        for column in range(1, wide + 1):
            cell = page.cell(row, column)
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.value = reference.sub(grown, cell.value)
