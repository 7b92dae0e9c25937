"""What any file of records looks like to an import: columns of text in chunks, each row with its true number.

CSV, TSV and spreadsheets are read by :mod:`gridgov.exchange.text_table` and :mod:`gridgov.exchange.sheet_table`,
GeoJSON and GeoPackage by :mod:`gridgov.exchange.feature_table`; :func:`gridgov.exchange.tables.open_source` chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import attrs

from gridgov.errors import BadInput

CHUNK_ROWS = 2000
"""Rows of one chunk: small enough to stay in the processor's cache, large enough for numpy to pay."""

HEADER_SEARCH_ROWS = 10
"""How far down a header row is looked for: offices put a title or two above it."""

Score = Callable[[Sequence[str]], int]
"""How many cells of a row are names of columns that the register knows."""


@attrs.frozen
class Sentence:
    """One English sentence with named blanks and their values; the edges translate it."""

    text: str
    params: dict[str, object] = attrs.field(factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.params)


@attrs.frozen
class Chunk:
    """Some rows of a file, by columns.

    `rows` are the true row numbers: of a table the number that a spreadsheet shows (1 is its first row), of a
    vector file the feature's place, counted from 1. `columns` holds the text of every cell, '' where it is empty.
    `shapes` holds one WKB geometry a row (None: none), or is None when the file has no geometry. `faults` names the
    rows (by index in this chunk) that could not be read, with the reason.
    """

    rows: list[int]
    columns: dict[str, list[str]]
    shapes: list[bytes | None] | None = None
    faults: dict[int, Sentence] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


class RecordSource(Protocol):
    """A file of records that is open for reading; `chunks` may be called again and starts anew each time."""

    path: Path
    kind: str
    """``csv``, ``sheet``, ``geojson`` or ``gpkg``."""
    columns: list[str]
    total: int | None
    """Rows, when that is known before reading; else None."""
    estimate: int
    """About how many rows there are, for a progress bar; 0 when nobody knows."""
    crs: str | None
    """Reference system of `shapes` as ``EPSG:N`` or WKT; None when there is no geometry or the file does not say."""
    has_shapes: bool
    sheets: list[str]
    """Sheets or layers that one can choose from."""
    sheet: str
    notes: list[Sentence]

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The rows in chunks of at most `size`; blank rows are left out."""
        ...


_DATA_LIKE = re.compile(r"[\d.,\-+/:\sTZ年月日]*\d[\d.,\-+/:\sTZ年月日]*[Xx]?")


def find_header(first_rows: Sequence[Sequence[str]], path: Path, score: Score | None) -> int:
    """Index of the row that holds the column names among the first rows of a table.

    The row with the most names that the register knows, when it knows at least two; else the first row with
    something in it. Raises ``BadInput`` when that row looks like data.
    """
    if score is not None:
        scores = [score([cell for cell in header_names(first_rows, i) if cell]) for i in range(len(first_rows))]
        best = max(range(len(scores)), key=lambda i: (scores[i], -i), default=0)
        if scores and scores[best] >= 2:
            return best
    for index, row in enumerate(first_rows):
        cells = [cell.strip() for cell in row if cell and cell.strip()]
        if not cells:
            continue
        if len(cells) == 1 and index + 1 < len(first_rows) and any(len(_full(r)) > 1 for r in first_rows[index + 1 :]):
            continue  # a title above the table
        numbers = sum(1 for cell in cells if _DATA_LIKE.fullmatch(cell))
        if 2 * numbers > len(cells):
            raise BadInput(
                "{file} has no header row: {numbers} of the {cells} cells in its row {row} are numbers or dates. "
                "Put the names of the columns into the first row.",
                file=path.name,
                row=index + 1,
                numbers=numbers,
                cells=len(cells),
            )
        return index
    raise BadInput("{file} is empty: there is no row in it.", file=path.name)


def header_names(first_rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """The names in a header row; where cells were merged over two lines, an empty one has the name above it.

    A title alone in the row above names nothing.
    """
    names = [cell.strip() for cell in first_rows[index]]
    above = [cell.strip() for cell in first_rows[index - 1]] if index else []
    if len(_full(above)) < 2:
        return names
    width = max(len(names), len(above))
    names += [""] * (width - len(names))
    above += [""] * (width - len(above))
    return [name or upper for name, upper in zip(names, above, strict=True)]


def _full(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell and cell.strip()]


def column_names(header: Sequence[str]) -> list[str]:
    """Names for every column of a header: trimmed, a missing name made, a repeated one numbered."""
    names: list[str] = []
    taken: set[str] = set()
    for index, cell in enumerate(header):
        base = " ".join(cell.split()) or f"#{index + 1}"
        name, again = base, 2
        while name in taken:
            name, again = f"{base} ({again})", again + 1
        taken.add(name)
        names.append(name)
    return names


def text_of_number(value: float) -> str:
    """A number cell as text: whole numbers without a point, and exponent text for what a spreadsheet rounded.

    A spreadsheet keeps 15 digits of a number; from 1e15 on the last digits are gone, so such a cell is given as
    ``1.10101199003074E+17``, which no check of an id takes for one.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if abs(value) >= 1e15:
        return f"{value:.14E}"
    if value == int(value):
        return str(int(value))
    return repr(float(value))


_EXPONENT = re.compile(r"\s*[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,3}\s*")


def ruined_by_spreadsheet(text: str) -> bool:
    """Whether an id is what a spreadsheet makes of a long number, such as ``1.10101E+17``."""
    return ("E+" in text or "e+" in text or "E1" in text or "e1" in text) and _EXPONENT.fullmatch(text) is not None


def readable_file(path: Path) -> None:
    """Raise ``BadInput`` unless `path` is a file with something in it."""
    if path.is_dir():
        raise BadInput("{file} is a folder. Name a file in it.", file=path.name)
    if not path.exists():
        raise BadInput("{file} is not there. Look whether its name and folder are right.", file=str(path))
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise BadInput("{file} cannot be read: {why}.", file=path.name, why=error.strerror or "unknown") from error
    if size == 0:
        raise BadInput("{file} is empty: there is no row in it.", file=path.name)
