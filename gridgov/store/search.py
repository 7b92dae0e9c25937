"""The search index: one contentless FTS5 table of tokens over all registers, kept in step with every change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.register import REGISTER_IDS
from gridgov.progress import Progress, silent
from gridgov.store import layers, records, setting, tokens
from gridgov.store.statements import quoted
from gridgov.store.tables import shape

_SHIFT = 40  # a row of the index is the number of its register and its fid in one integer
_CHUNK = 5_000

_BY = {
    # register: columns found as names, as numbers, as addresses
    "person": (("name",), ("number", "phone"), ()),
    "household": (("head_name",), ("number", "phone"), ()),
    "dwelling": ((), ("number",), ("address",)),
    "building": (("name", "estate"), ("number",), ("address",)),
    "place": (("name",), ("number",), ("address",)),
    "component": (("name",), ("number",), ()),
    "organization": (("name",), ("number",), ("address",)),
    "opinion": ((), ("number",), ()),
    "case": ((), ("number", "external_number"), ("address",)),
}


def _row(register: str, fid: int) -> int:
    return (REGISTER_IDS.index(register) + 1) << _SHIFT | fid


def is_on(conn: sqlite3.Connection) -> bool:
    """Whether the index is kept in step; a bulk import may switch it off and rebuild it at the end."""
    return setting.all_(conn).get("search") != "off"


def is_current(conn: sqlite3.Connection) -> bool:
    """Whether the index holds what it should, in the tokens of today."""
    found = setting.all_(conn)
    return found.get("search") != "off" and found.get("search_version", str(tokens.VERSION)) == str(tokens.VERSION)


def pause(conn: sqlite3.Connection) -> None:
    """Stop keeping the index in step, until :func:`rebuild`."""
    setting.put(conn, {"search": "off"})


def rebuild(conn: sqlite3.Connection, progress: Progress | None = None) -> int:
    """Make the index anew from the records; how many there are."""
    progress = progress or silent()
    conn.execute("INSERT INTO search(search) VALUES ('delete-all')")
    counts = records.counts(conn)
    progress.begin("Building the search index", sum(counts.values()))
    for register in REGISTER_IDS:
        fids = records.all_fids(conn, register)
        for start in range(0, len(fids), _CHUNK):
            some = fids[start : start + _CHUNK]
            conn.executemany("INSERT INTO search(rowid, tokens) VALUES (?, ?)", _entries(conn, register, some))
            progress.step(len(some))
    # In one piece: a question to a file that is not in memory then reads a third as many pages.
    purge(conn)
    setting.put(conn, {"search": "on", "search_version": str(tokens.VERSION)})
    return sum(counts.values())


def enter(conn: sqlite3.Connection, register: str, fids: Sequence[int] | NDArray[np.int64]) -> None:
    """Enter records into the index, as they are now."""
    if register not in _BY or not is_on(conn):
        return
    for start in range(0, len(fids), _CHUNK):
        rows = _entries(conn, register, fids[start : start + _CHUNK])
        conn.executemany("INSERT INTO search(rowid, tokens) VALUES (?, ?)", rows)


def forget(conn: sqlite3.Connection, register: str, fids: Sequence[int] | NDArray[np.int64]) -> None:
    """Take records out of the index; to be called before they change, because their tokens are needed."""
    if register not in _BY or not is_on(conn):
        return
    for start in range(0, len(fids), _CHUNK):
        rows = _entries(conn, register, fids[start : start + _CHUNK])
        conn.executemany("INSERT INTO search(search, rowid, tokens) VALUES ('delete', ?, ?)", rows)


def _entries(
    conn: sqlite3.Connection, register: str, fids: Sequence[int] | NDArray[np.int64]
) -> Iterator[tuple[int, str]]:
    names, numbers, addresses = _BY[register]
    columns = (*names, *numbers, *addresses)
    for fid, values in records.read(conn, register, fids, columns).items():
        found: set[str] = set()
        for column, value in zip(columns, values, strict=True):
            if value:
                found |= _tokens(column, value, names, numbers)
        if found:
            # In a fixed order: what goes out must be what went in.
            yield _row(register, fid), " ".join(sorted(found))


def _tokens(column: str, value: Any, names: Sequence[str], numbers: Sequence[str]) -> set[str]:
    if column in names:
        return tokens.name_tokens(str(value))
    return tokens.number_tokens(str(value)) if column in numbers else tokens.address_tokens(str(value))


_PAGE = 64
"""Hits that one question reads at once, or four times what is wanted of a register."""

_SURE = 8
"""Characters from which a number that is found whole is what was meant: nothing vaguer is looked for."""


def find(conn: sqlite3.Connection, register: str, text: str, limit: int) -> list[int]:
    """The fids of at most `limit` records of one register that a text finds; see :func:`find_in`."""
    return find_in(conn, (register,), text, limit)[register]


def find_in(conn: sqlite3.Connection, registers: Sequence[str], text: str, limit: int) -> dict[str, list[int]]:
    """The fids of at most `limit` records of each register that a text finds.

    First what it is, then what begins with it, then the rest; each tier is read lazily and stops at the limit. All
    registers are asked in one question.
    """
    found: dict[str, dict[int, None]] = {register: {} for register in registers}
    plain = tokens.normal(text)
    for tier, wanted in enumerate(tokens.questions(text)):
        short = [register for register in registers if len(found[register]) < limit]
        if not short:
            break
        question = " AND ".join(f'"{token}"' for token in wanted)
        _ask(conn, question, short, found, limit)
        if tier == 1:
            # A text without a letter or digit of ASCII begins no number; each look would be read from the disk.
            if any(c.isascii() and c.isalnum() for c in plain):
                for register, fid in _by_number(conn, short, text, limit):
                    found[register][fid] = None
            if len(plain) >= _SURE and any(c.isdigit() for c in plain) and any(found.values()):
                break
    return {register: list(fids)[:limit] for register, fids in found.items()}


def _ask(
    conn: sqlite3.Connection, question: str, registers: Sequence[str], found: dict[str, dict[int, None]], limit: int
) -> None:
    """Add the hits of one question, a page at a time in order of register; one that has enough is leapt over."""
    page, at = max(4 * limit, _PAGE), 0
    while True:
        rows = conn.execute(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? ORDER BY rowid LIMIT ?", (question, at, page)
        ).fetchall()
        for (row,) in rows:
            register = REGISTER_IDS[(row >> _SHIFT) - 1]
            if register in registers and len(found[register]) < limit:
                found[register][row & ((1 << _SHIFT) - 1)] = None
        if len(rows) < page:
            return
        last = rows[-1][0]
        register = REGISTER_IDS[(last >> _SHIFT) - 1]
        is_full = register not in registers or len(found[register]) >= limit
        at = ((last >> _SHIFT) + 1) << _SHIFT if is_full else last + 1


def find_alike(conn: sqlite3.Connection, register: str, text: str, limit: int) -> list[int]:
    """The fids of at most `limit` records that a misspelt text may mean; to be asked when nothing was found."""
    found: dict[int, None] = {}
    low, high = _row(register, 0), _row(register, 0) | ((1 << _SHIFT) - 1)
    for wanted in tokens.alike(text):
        question = " OR ".join(f'"{token}"' for token in wanted)
        rows = conn.execute(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
            (question, low, high, limit),
        )
        found.update((row[0] - low, None) for row in rows)
        if found:
            break
    return list(found)[:limit]


def _by_number(conn: sqlite3.Connection, registers: Sequence[str], text: str, limit: int) -> list[tuple[str, int]]:
    """Register and fid of records whose number begins with a text, by the indexes of the numbers, in one question."""
    found: list[tuple[str, int]] = []
    for start in sorted({text.strip(), text.strip().upper()}):
        if len(start) >= 2:
            parts = " UNION ALL ".join(
                f"SELECT * FROM (SELECT {REGISTER_IDS.index(register)}, fid FROM {quoted(shape(register).table)} "
                "WHERE number >= ?1 AND number < ?2 ORDER BY number LIMIT ?3)"
                for register in registers
            )
            rows = conn.execute(parts, (start, start + "\U0010ffff", limit))
            found += [(REGISTER_IDS[number], fid) for number, fid in rows]
    return found


@attrs.frozen(eq=False)
class CellNames:
    """The codes and names of the cells of a layer, in one text to look through: a line a cell, in order of code."""

    cells: list[tuple[int, str, str | None]]
    text: str
    starts: NDArray[np.int64]


def cell_names(conn: sqlite3.Connection, layer: str) -> CellNames:
    """The codes and names of a layer's cells; a layer that there is not has none."""
    rows = conn.execute(f"SELECT fid, code, name FROM {quoted(layer)} ORDER BY code") if layers.get(conn, layer) else ()
    cells = [(int(fid), str(code), name) for fid, code, name in rows]
    lines = [f"\n{code}\t{name or ''}".casefold() for _, code, name in cells]
    starts = np.cumsum([0, *map(len, lines)])[:-1]
    return CellNames(cells, "".join(lines) + "\n", starts)


def find_cells(names: CellNames, text: str, limit: int) -> list[tuple[int, str, str | None]]:
    """Fid, code and name of at most `limit` cells whose code or name holds a text, the closest first."""
    wanted = text.strip().casefold()
    found: dict[int, None] = {}
    # What it is, then what begins with it, then what holds it; codes stand between a line's start and a tab.
    tiers = (f"\n{wanted}\t", f"\t{wanted}\n", f"\n{wanted}", f"\t{wanted}", wanted)
    for tier in tiers if wanted and "\n" not in wanted and "\t" not in wanted else ():
        at = names.text.find(tier)
        while at >= 0 and len(found) < limit:
            row = int(np.searchsorted(names.starts, at, side="right")) - 1
            found[row] = None
            following = int(names.starts[row + 1]) if row + 1 < len(names.starts) else len(names.text)
            at = names.text.find(tier, following)
    return [names.cells[row] for row in list(found)[:limit]]


def purge(conn: sqlite3.Connection) -> None:
    """Merge the index into one piece, so that nothing of what was taken out remains in it and it is read fastest."""
    conn.execute("INSERT INTO search(search) VALUES ('optimize')")
