"""What SQLite says, sorted into the world's faults (one sentence for the user) and ours (logged and reported)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gridgov.errors import BugError, Cancelled, GridgovError, Trouble
from gridgov.store import network

_NEEDED = 1 << 16
"""Bytes that even opening a file takes, for the index of its log."""


def _full(path: Path) -> bool:
    """Whether the disk that holds `path` has no room left: SQLite calls a log it cannot make an error of the disk."""
    try:
        return shutil.disk_usage(path.parent).free < _NEEDED
    except OSError:
        return False


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite within the block into :class:`Trouble` or :class:`BugError`, naming `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise fault(error, path) from error


def fault(error: sqlite3.Error, path: Path) -> GridgovError:
    """The error of ours that a SQLite error is.

    What the machine did (full, locked, read-only, damaged, gone) is :class:`Trouble`; an interrupted statement is
    :class:`Cancelled`; everything else, constraints of our own tables included, is :class:`BugError`.
    """
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _full(path)):
        return Trouble("{file}: the disk is full. Nothing was changed; free some space and try again.", file=path)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        if (who := network.writer(path)) is not None:
            return Trouble(
                "{file} is being written by {name} at {machine}. Nothing was changed; try again when that is done.",
                file=path,
                name=who["name"],
                machine=who["machine"],
            )
        return Trouble(
            "{file} is being written by another program. Nothing was changed; close it there and try again.", file=path
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return Trouble("{file} may only be read. Nothing was changed; copy it to a place you may write to.", file=path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return Trouble("{file} cannot be opened. See whether it is still there and whether you may read it.", file=path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return Trouble("{file} is damaged. Open a backup of it, and keep this file for repair.", file=path)
    if code == sqlite3.SQLITE_IOERR:
        return Trouble("{file}: the disk could not be read or written. Nothing was changed.", file=path)
    if code == sqlite3.SQLITE_INTERRUPT:
        return Cancelled()
    return BugError("The database refused what gridgov asked of it: {reason}", reason=str(error))
