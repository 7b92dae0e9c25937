"""Small pieces of SQL that several modules need."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

MOST_BOUND = 500
"""Values bound in one ``IN (…)``."""


def run_script(conn: sqlite3.Connection, script: str) -> None:
    """Run several statements inside the transaction that is open (``executescript`` would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""


def marks(count: int) -> str:
    """`count` question marks, separated by commas."""
    return ",".join("?" * count)


def quoted(name: str) -> str:
    """A name of ours (register, field, layer) as SQL wants it; ValueError for anything but letters, digits, _."""
    if not name.replace("_", "").isalnum():
        raise ValueError(f"not a name: {name!r}")
    return f'"{name}"'


def slices(values: Sequence[int] | NDArray[np.int64], size: int = MOST_BOUND) -> Iterator[list[int]]:
    """`values` as lists of at most `size` plain integers."""
    plain = values.tolist() if isinstance(values, np.ndarray) else list(values)
    for start in range(0, len(plain), size):
        yield plain[start : start + size]


def column(rows: Iterable[tuple[int]]) -> NDArray[np.int64]:
    """The first value of each row as int64."""
    return np.fromiter(map(itemgetter(0), rows), dtype=np.int64)


def reserve(conn: sqlite3.Connection, name: str, count: int, *, table: str | None = None) -> int:
    """The first of `count` numbers of a sequence that are never given out again.

    With `table` the sequence also stays clear of rows that another program put there.
    """
    row = conn.execute("SELECT next FROM sequence WHERE name = ?", (name,)).fetchone()
    first = row[0] if row else 1
    if table is not None:
        first = max(first, (conn.execute(f"SELECT max(fid) FROM {quoted(table)}").fetchone()[0] or 0) + 1)
    conn.execute("INSERT OR REPLACE INTO sequence VALUES (?, ?)", (name, first + count))
    return int(first)
