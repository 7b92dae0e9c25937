"""CSV and TSV: the encoding and the delimiter are found out, quoted line breaks are kept, rows are counted truly."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TextIO

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
)

DELIMITERS = (",", "\t", ";", "|")
BLOCK = 1 << 20
LONGEST_CELL = 1 << 26
"""A cell may be a polygon as text; csv's own limit of 131,072 characters would refuse it."""


class TextTable:
    """One CSV or TSV file.

    Encodings tried: the byte order mark, strict UTF-8, GB18030 (which holds GBK and GB 2312). `header_row` counts
    from 1; None looks for it.
    """

    kind = "csv"
    total: int | None = None
    crs: str | None = None
    has_shapes = False

    def __init__(
        self,
        path: Path,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        header_row: int | None = None,
        score: Score | None = None,
    ) -> None:
        readable_file(path)
        self.path = path
        self.sheets: list[str] = []
        self.sheet = ""
        self.notes: list[Sentence] = []
        self.encoding, lines = _encoding(path, encoding)
        self.delimiter = delimiter or ("\t" if path.suffix.lower() in {".tsv", ".tab"} else self._sniff())
        first = self._first_rows()
        if not any(any(cell.strip() for cell in row) for row in first):
            raise BadInput("{file} is empty: there is no row in it.", file=path.name)
        self.header = header_row - 1 if header_row else find_header(first, path, score)
        if self.header >= len(first):
            raise BadInput(
                "{file} has no row {row} to take the column names from.", file=path.name, row=header_row or 0
            )
        names = header_names(first, self.header)
        while names and not names[-1].strip():
            names = names[:-1]  # a trailing comma in every row is no column
        self.width = len(names)
        self.columns = column_names(names)
        self.estimate = max(0, lines - self.header - 1)
        if self.encoding == "gb18030":
            self.notes.append(Sentence("The text of {file} was read as GB18030 (GBK).", {"file": path.name}))

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The rows in chunks; a row with more cells than the header has is given with its fault."""
        width = self.width
        number = self.header + 1  # the row of the header, as a spreadsheet counts
        with self.path.open("rb") as file:
            reader = self._reader(chain.from_iterable(_lines(file, self.encoding)))
            try:
                for _ in range(self.header + 1):
                    next(reader, None)
                while rows := list(islice(reader, size)):
                    first, number = number + 1, number + len(rows)
                    # A blank row has a blank first cell: only a chunk with one of those is looked at cell by cell.
                    if set(map(len, rows)) == {width} and all(map(str.strip, next(zip(*rows, strict=True)))):
                        yield self._whole(range(first, number + 1), rows)
                    elif (chunk := self._uneven(first, rows)).rows:
                        yield chunk
            except csv.Error as error:
                raise BadInput(
                    "{file}, after row {row}: this is not a table of text ({why}).",
                    file=self.path.name,
                    row=number,
                    why=str(error),
                ) from error

    def _whole(self, numbers: Sequence[int], rows: list[list[str]], faults: dict[int, Sentence] | None = None) -> Chunk:
        columns = dict(zip(self.columns, map(list, zip(*rows, strict=True)), strict=True))
        return Chunk(list(numbers), columns, None, faults or {})

    def _uneven(self, first: int, rows: list[list[str]]) -> Chunk:
        numbers: list[int] = []
        kept: list[list[str]] = []
        faults: dict[int, Sentence] = {}
        width = self.width
        for number, row in enumerate(rows, first):
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.count("\n") > 200 for cell in row):
                raise BadInput(
                    "{file}, row {row}: a quotation mark is opened there and not closed for more than 200 lines. "
                    "Close it or take it away.",
                    file=self.path.name,
                    row=number,
                )
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                faults[len(kept)] = Sentence(
                    "The row has {cells} cells, but the header has {columns}. "
                    "A cell that holds the delimiter must stand in quotation marks.",
                    {"cells": len(row), "columns": width},
                )
            numbers.append(number)
            kept.append((row + [""] * (width - len(row)))[:width])
        return self._whole(numbers, kept, faults) if kept else Chunk([], {})

    def _open(self) -> TextIO:
        return self.path.open(encoding=self.encoding, newline="")

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        csv.field_size_limit(LONGEST_CELL)
        return csv.reader(lines, delimiter=self.delimiter)

    def _first_rows(self) -> list[list[str]]:
        with self._open() as file:
            try:
                return list(islice(self._reader(file), HEADER_SEARCH_ROWS))
            except csv.Error as error:
                raise BadInput(
                    "{file}, after row {row}: this is not a table of text ({why}).",
                    file=self.path.name,
                    row=0,
                    why=str(error),
                ) from error

    def _sniff(self) -> str:
        """The delimiter that cuts the first rows into the most cells, the same number in most of them."""
        best, best_score = ",", (0, 0)
        for delimiter in DELIMITERS:
            with self._open() as file:
                csv.field_size_limit(LONGEST_CELL)
                try:
                    rows = [row for row in islice(csv.reader(file, delimiter=delimiter), 30) if any(row)]
                except csv.Error:
                    continue
            if not rows:
                continue
            counts = [len(row) for row in rows]
            usual = max(set(counts), key=lambda n: (counts.count(n), n))
            score = (counts.count(usual) if usual > 1 else 0, usual)
            if score > best_score:
                best, best_score = delimiter, score
        return best


def _lines(file: BinaryIO, encoding: str) -> Iterator[StringIO]:
    """The lines of a file with their ends as they are, a large block at a time: half the time of a text file's own."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = ""
    while block := file.read(BLOCK):
        text = rest + decoder.decode(block)
        # A line may end in CR alone; one at the very end of a block may be half of a CR LF.
        cut = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        rest = text[cut:]
        yield StringIO(text[:cut], newline="")
    yield StringIO(rest + decoder.decode(b"", final=True), newline="")


def _encoding(path: Path, given: str | None) -> tuple[str, int]:
    """The encoding of a text file and how many line ends it has, from one pass over its bytes."""
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput("{file} is a spreadsheet, not a text table. Give it the ending .xlsx or .xls.", file=path.name)
    if head.startswith(b"SQLi"):
        raise BadInput("{file} is a database, not a text table. Give a GeoPackage the ending .gpkg.", file=path.name)
    candidates = [given] if given else ["utf-8-sig", "gb18030"]
    if not given and head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        candidates = ["utf-16"]
    for encoding in candidates:
        lines = _count_lines(path, encoding)
        if lines is not None:
            return encoding, lines
    if given:
        raise BadInput("{file} is not written in {encoding}. Name another encoding.", file=path.name, encoding=given)
    raise BadInput(
        "{file} is neither UTF-8 nor GB18030 (GBK) text. Save it again as 'CSV UTF-8' and import that file.",
        file=path.name,
    )


def _count_lines(path: Path, encoding: str) -> int | None:
    """Lines of a file that is good text in `encoding`; None when it is not (or holds NUL characters)."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
    except LookupError:
        raise BadInput("There is no text encoding called {encoding}.", encoding=encoding) from None
    lines, last = 0, ""
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                text = decoder.decode(block)
                if "\x00" in text:
                    return None
                lines += text.count("\n")
                last = text or last
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines + (0 if last.endswith("\n") else 1)
