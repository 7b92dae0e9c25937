"""Other people's forms as Word documents: a list to fill row by row, or a sheet with labels, one page a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

from gridgov.errors import BadInput
from gridgov.exchange.form_sheet import CHANGED, FOOT, Form
from gridgov.exchange.whole_file import written_whole

Value = str | int | float | None


def look(path: Path, _sheet: str = "") -> Form:
    """Find the table of a form; ``BadInput`` for what is no document, or has neither a list nor labels to fill.

    A list has a row of headings with an empty row below. Otherwise a label is a cell with words whose right neighbour
    is empty, and the form is one page a record (`single`); its headings are the labels in order.
    """
    document = _open(path)
    for number, table in enumerate(document.tables):
        rows = [_cells(row) for row in table.rows]
        for at, row in enumerate(rows[:-1]):
            names = {n: _text(cell) for n, cell in enumerate(row) if _text(cell)}
            below = rows[at + 1]
            if len(names) >= 2 and len(names) == len(row) and len(below) == len(row) and _is_blank(below):
                foot = next((n for n in range(at + 1, len(rows)) if FOOT.match(_text(rows[n][0]))), 0)
                headings = {n + 1: name for n, name in names.items()}
                return Form(str(number), at + 1, headings, at + 2, foot + 1 if foot else 0)
    labels = dict(enumerate((name for name, _ in _labelled(document)), 1))
    if len(labels) < 2:
        raise BadInput(
            "{file} has no row of headings and no labels with empty cells beside them: is it the empty form?",
            file=path.name,
        )
    return Form("", 0, labels, 0, 0, single=True)


def _is_blank(row: Sequence[Any]) -> bool:
    """Whether a row waits to be filled; a number in its first cell counts the rows."""
    return all(not _text(cell) for cell in row[1:]) and (not _text(row[0]) or _text(row[0]).isdigit())


def _labelled(document: Any) -> Iterator[tuple[str, Any]]:
    """Every label with the empty cell to its right."""
    for table in document.tables:
        for row in table.rows:
            cells = _cells(row)
            for left, right in pairwise(cells):
                name = _text(left).rstrip(":：*")
                if name and not _text(right) and not FOOT.match(name):
                    yield name, right


def _cells(row: Any) -> list[Any]:
    """The cells of a row, each once: one that spans several columns stands in all of them."""
    found: list[Any] = []
    for cell in row.cells:
        if not found or cell._tc is not found[-1]._tc:
            found.append(cell)
    return found


def _text(cell: Any) -> str:
    return "".join(str(cell.text).split())


def _open(path: Path) -> Any:
    import zipfile

    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if not path.is_file():
        raise BadInput("{file} is not there: check the name.", file=path)
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadInput("{file} is no .docx document: save it as .docx and give that.", file=path.name) from error


def former(path: Path, form: Form, keys: Sequence[int]) -> dict[str, dict[int, str]]:
    """What a list that was filled before says, by the first text in the key columns; nothing of single pages."""
    if form.single:
        return {}
    tables = _open(path).tables
    if len(tables) <= int(form.sheet):
        return {}
    found: dict[str, dict[int, str]] = {}
    for row in tables[int(form.sheet)].rows[form.first - 1 :]:
        cells = _cells(row)
        texts = {n + 1: str(cell.text).strip() for n, cell in enumerate(cells)}
        name = next((texts[key] for key in keys if texts.get(key)), "")
        if name and not FOOT.match(_text(cells[0])):
            found[name] = {column: texts.get(column, "") for column in form.headings}
    return found


def fill(
    path: Path,
    out: Path,
    form: Form,
    rows: Sequence[Mapping[int, Value]],
    *,
    marked: Mapping[int, Sequence[int]] | None = None,
) -> None:
    """Write rows of values by column into a form, as a new file beside no half-written one.

    In a list the first empty row is taken down, rows of sums and signatures move down. Single pages follow one
    another, each on a new page. No row at all gives the form as it was. `marked` are the columns of a row (from 0)
    that get a coloured ground.
    """
    document = _open(path)
    if form.single:
        _pages(document, form, rows)
    else:
        _list(document, form, rows, marked or {})
    with written_whole(out) as fresh:
        document.save(str(fresh))


def _list(document: Any, form: Form, rows: Sequence[Mapping[int, Value]], marked: Mapping[int, Sequence[int]]) -> None:
    table = document.tables[int(form.sheet)]
    first = form.first - 1
    last = form.foot - 1 if form.foot else len(table.rows)
    pattern = deepcopy(table.rows[first]._tr)
    there = [row._tr for row in table.rows][first:last]
    while len(there) < len(rows):
        fresh = deepcopy(pattern)
        there[-1].addnext(fresh)
        there.append(fresh)
    lines = list(table.rows)[first : first + len(rows)]
    for number, (line, values) in enumerate(zip(lines, rows, strict=True)):
        cells = _cells(line)
        for column, value in values.items():
            if column <= len(cells):
                _write(cells[column - 1], value)
                if column in marked.get(number, ()):
                    _colour(cells[column - 1])


def _pages(document: Any, form: Form, rows: Sequence[Mapping[int, Value]]) -> None:
    body = document.element.body
    content = [element for element in body.iterchildren() if not element.tag.endswith("}sectPr")]
    empty = [deepcopy(element) for element in content]
    for number, values in enumerate(rows):
        if number:
            document.add_page_break()
            before = body.sectPr if body.sectPr is not None else None
            for element in empty:
                copied = deepcopy(element)
                if before is not None:
                    before.addprevious(copied)
                else:
                    body.append(copied)
        # The labels of this page are the last ones that still have an empty cell beside them.
        cells = [cell for _, cell in _labelled(document)][-len(form.headings) :]
        for at, cell in enumerate(cells, 1):
            value = values.get(at)
            # A blank tells an empty value from a label that is still to be filled on the next page.
            _write(cell, " " if value in (None, "") and number + 1 < len(rows) else value)


def _write(cell: Any, value: Value) -> None:
    """Put a value into a cell in the cell's own hand."""
    if value is None:
        return
    paragraph = cell.paragraphs[0]
    if paragraph.runs:
        paragraph.runs[0].text = str(value)
        for run in paragraph.runs[1:]:
            run.text = ""
    else:
        paragraph.add_run(str(value))


def _colour(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", CHANGED[2:])):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
