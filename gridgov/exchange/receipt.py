"""The receipt of an import: one line a row of the file, with what became of it and why."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import attrs

from gridgov.exchange.whole_file import written_whole

VERDICTS = ("added", "changed", "same", "skipped", "rejected")
"""What can become of a row; together they are all rows of the file."""

HEADER = ("row", "key", "verdict", "column", "reason", "cell")


@attrs.frozen
class ReceiptLine:
    """What became of one row: its number in the file, its key (masked where personal), and the reason, if any."""

    row: int
    key: str
    verdict: str
    column: str = ""
    reason: str = ""
    cell: str = ""


def write_receipt(path: Path, lines: Iterable[ReceiptLine]) -> int:
    """Write a receipt as CSV (UTF-8 with a mark, so that spreadsheets read it) and give the number of its lines.

    It is written to a temporary name and moved when whole. Verdicts stay English words, because other programs
    read them; reasons are in the language in use. Raises ``Trouble`` when the folder cannot be written to.
    """
    count = 0
    with written_whole(path) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for line in lines:
            writer.writerow((line.row, _safe(line.key), line.verdict, line.column, line.reason, line.cell))
            count += 1
    return count


def _safe(text: str) -> str:
    """A key from somebody's file that no spreadsheet will take for a formula."""
    return "'" + text if text[:1] in {"=", "+", "@"} else text
