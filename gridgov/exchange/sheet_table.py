"""Spreadsheets (.xlsx, .xlsm, .xls, .ods) as columns of text; ids that the spreadsheet rounded are shown as such."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from gridgov.errors import BadInput
from gridgov.exchange.record_source import (
    CHUNK_ROWS,
    HEADER_SEARCH_ROWS,
    Chunk,
    Score,
    Sentence,
    column_names,
    find_header,
    header_names,
    readable_file,
    text_of_number,
)


class SheetTable:
    """One sheet of a workbook.

    `sheet` None takes the first visible sheet that holds a table (most names that the register knows, when `score`
    is given). `header_row` counts from 1; None looks for it.
    """

    kind = "sheet"
    crs: str | None = None
    has_shapes = False

    def __init__(
        self, path: Path, *, sheet: str | None = None, header_row: int | None = None, score: Score | None = None
    ) -> None:
        readable_file(path)
        self.path = path
        self.notes: list[Sentence] = []
        self._book = _open_book(path)
        self.sheets: list[str] = list(self._book.sheet_names)
        if not self.sheets:
            raise BadInput("{file} is empty: there is no row in it.", file=path.name)
        if sheet is not None and sheet not in self.sheets:
            raise BadInput(
                "{file} has no sheet called {sheet}. It has: {sheets}.",
                file=path.name,
                sheet=sheet,
                sheets=", ".join(self.sheets),
            )
        self.sheet = sheet or self._choose(score)
        self._table = self._load(self.sheet)
        first = [_texts(row) for row in islice(self._table.iter_rows(), HEADER_SEARCH_ROWS)]
        if not first:
            raise BadInput("{file}, sheet {sheet}: there is no row in it.", file=path.name, sheet=self.sheet)
        if header_row is None:
            self.header = find_header(first, path, score)
        else:
            self.header = header_row - 1
            if not 0 <= self.header < len(first):
                raise BadInput("{file} has no row {row} to take the column names from.", file=path.name, row=header_row)
        names = header_names(first, self.header)
        while names and not names[-1].strip():
            names = names[:-1]
        self.columns = column_names(names)
        self.total: int | None = None
        self.estimate = max(0, self._table.total_height - self.header - 1)

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The rows in chunks; cells become text, blank rows are left out."""
        width = len(self.columns)
        rows = islice(self._table.iter_rows(), self.header + 1, None)
        number = self.header + 1
        while block := list(islice(rows, size)):
            numbers: list[int] = []
            kept: list[list[str]] = []
            faults: dict[int, Sentence] = {}
            for row in block:
                number += 1
                texts = _texts(row)
                if not any(texts):
                    continue
                if any(texts[width:]):
                    faults[len(kept)] = Sentence(
                        "The row has a value in a column without a name. Name the column or empty the cell."
                    )
                numbers.append(number)
                kept.append((texts + [""] * (width - len(texts)))[:width])
            if kept:
                columns = dict(zip(self.columns, map(list, zip(*kept, strict=True)), strict=True))
                yield Chunk(numbers, columns, None, faults)

    def _load(self, name: str) -> Any:
        return self._book.get_sheet_by_name(name)

    def _choose(self, score: Score | None) -> str:
        best, best_score = "", -1
        for name in self.sheets:
            rows = [_texts(row) for row in islice(self._load(name).iter_rows(), HEADER_SEARCH_ROWS)]
            if not any(any(row) for row in rows):
                continue
            found = max((score([c for c in row if c]) for row in rows), default=0) if score else 0
            if found > best_score:
                best, best_score = name, found
        if not best:
            raise BadInput("{file} is empty: there is no row in it.", file=self.path.name)
        return best


def _open_book(path: Path) -> Any:
    import python_calamine as calamine

    with path.open("rb") as file:
        head = file.read(8)
    if not head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput(
            "{file} is not a spreadsheet, whatever its name says. Save it from the spreadsheet program as .xlsx.",
            file=path.name,
        )
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise BadInput("{file} is locked with a password. Save it without one.", file=path.name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise BadInput("{file} cannot be read as a spreadsheet: {why}.", file=path.name, why=str(error)) from error


def _texts(row: list[Any]) -> list[str]:
    return [cell if cell.__class__ is str else _text(cell) for cell in row]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int):
        return text_of_number(cell) if abs(cell) >= 10**15 else str(cell)
    if isinstance(cell, float):
        return text_of_number(cell)
    if isinstance(cell, datetime.datetime):
        midnight = not (cell.hour or cell.minute or cell.second or cell.microsecond)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
