"""Rows that were kept aside, as a workbook that goes back to who sent them, with the reason beside each."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from gridgov.exchange.whole_file import written_whole


def write_rejects(
    path: Path,
    columns: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    reasons: Mapping[int, tuple[str, str]],
    heads: tuple[str, str],
) -> None:
    """Write rows (number in the file, values) with their reasons (column, sentence), by row number.

    The value that is at fault is marked. Everything is text, so that no long number is rounded; the first two columns
    are the row and the reason, and the rest can be brought in again as it stands. ``Trouble`` when it cannot be
    written.
    """
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_numbers": False})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    wrong = book.add_format({"num_format": "@", "bg_color": "#FFF2CC"})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 2)
    for column, name in enumerate((*heads, *columns)):
        sheet.write_string(0, column, name, head)
    for at, (number, values) in enumerate(rows, 1):
        fault, sentence = reasons.get(number, ("", ""))
        sheet.write_string(at, 0, str(number), text)
        sheet.write_string(at, 1, sentence, text)
        for column, (name, value) in enumerate(zip(columns, values, strict=True), 2):
            sheet.write_string(at, column, value, wrong if name == fault else text)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, len(columns) + 1, 18)
    book.close()
    with written_whole(path) as fresh:
        fresh.write_bytes(made.getvalue())
