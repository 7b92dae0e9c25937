"""The program's own log: our faults, with place and stack, and never a personal value.

One file a day in one folder. A line never holds what an exception says, which may be somebody's name: it holds the
kind of each exception, the facts that have no value in them (an error number, the name of an attribute), and where it
arose. The words of a line itself are scrubbed by pattern as well.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gridgov.errors import GridgovError
from gridgov.settings import Settings, load, state_folder

logger = logging.getLogger("gridgov")

PART_BYTES = 1_000_000
"""A day's file goes on in a further one when it is as large as this."""
_NAME = re.compile(r"gridgov-(\d{4}-\d{2}-\d{2})(?:\.\d+)?\.log")
_FORMER = re.compile(r"gridgov\.log(?:\.\d)?")


def folder() -> Path:
    """Where the log lies, on this machine for this person."""
    return state_folder() / "logs"


# --- what may be written --------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|‘[^’\n]*’|«[^»\n]*»")
_PATHS = re.compile(r"\S*[\\/](?:.*[\\/])?\S*")
"""From the first path in a line to the end of the last: a folder's name may have blanks in it."""
_MAIL = re.compile(r"\S+@\S+")
_LETTERS = re.compile(r"[^\x00-\x7f]+")
_NUMBER = re.compile(r"\+?\d[\d ()-]{3,}[\dXx]")
_INSIDE = re.compile(r"[\\/](?:site-packages|gridgov)[\\/]")


def scrub(text: str) -> str:
    """A text without what may be somebody's.

    That is: quoted values, paths, addresses, numbers of five places and more, the name of the person's home folder,
    and whatever is not written in ASCII, as names are.
    """
    for pattern in (_QUOTED, _PATHS, _MAIL, _LETTERS, _NUMBER):
        text = pattern.sub("…", text)
    home = Path.home().name
    return text.replace(home, "…") if len(home) > 2 else text


def facts(error: BaseException) -> str:
    """The kind of an exception, and what it says of itself that is no value of anybody's."""
    known = ""
    if isinstance(error, GridgovError):
        # The sentence with its blanks; what would fill them is not written down.
        known = error.sentence
    elif isinstance(error, OSError) and error.errno:
        known = errno.errorcode.get(error.errno, str(error.errno))
    elif isinstance(error, UnicodeError):
        known = str(getattr(error, "reason", ""))
    elif isinstance(error, AttributeError | NameError | ImportError):
        known = scrub(str(error.name or ""))
    else:
        known = str(getattr(error, "sqlite_errorname", ""))
    name = type(error).__name__
    return f"{name}: {known}" if known else name


def places(error: BaseException) -> list[str]:
    """The kind of an exception and of those behind it, each with its stack: files and lines of the program alone."""
    lines: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        lines.append(facts(one) if not lines else f"after {facts(one)}")
        for frame in traceback.extract_tb(one.__traceback__):
            name = _INSIDE.split(frame.filename)[-1].replace("\\", "/")
            lines.append(f"  {name.rsplit('/', 1)[-1] if name == frame.filename else name}:{frame.lineno} {frame.name}")
        one = one.__cause__ or one.__context__
    return lines


class _Scrubbed(logging.Formatter):
    """A line of the log: time, level, scrubbed words, and for an exception its kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Leave out what an exception says, and scrub the rest."""
        try:
            words = record.getMessage()
        except (TypeError, ValueError):
            words = str(record.msg)
        line = f"{self.formatTime(record)} {record.levelname} {scrub(words)}"
        if record.exc_info and record.exc_info[1] is not None:
            line = "\n".join([line, *(f"    {place}" for place in places(record.exc_info[1]))])
        return line


# --- where it is written --------------------------------------------------------------------------------------------


class _ByDay(logging.Handler):
    """Opens the day's file with its first line: most days there is none, and every start would wait for it."""

    def __init__(self, where: Path, settings: Settings) -> None:
        super().__init__()
        self._where, self._settings = where, settings
        self.setFormatter(_Scrubbed())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; a further file is begun for a new day or when this one is full, and old ones go."""
        try:
            self._where.mkdir(parents=True, exist_ok=True)
            path, is_new = _file_of_today(self._where)
            with path.open("a", encoding="utf-8") as file:
                file.write(self.format(record) + "\n")
            if is_new:
                tidy(self._settings, self._where)
        except Exception:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Nothing: a disk that is full must not bring the window down, nor a line its values to the terminal."""


def _file_of_today(where: Path) -> tuple[Path, bool]:
    today, number = time.strftime("%Y-%m-%d"), 0
    while True:
        path = where / (f"gridgov-{today}.log" if number == 0 else f"gridgov-{today}.{number}.log")
        if not path.exists():
            return path, True
        if path.stat().st_size < PART_BYTES:
            return path, False
        number += 1


def start(settings: Settings | None = None) -> Path:
    """Write warnings and errors to the day's file, and let old files go; return the folder."""
    where, settings = folder(), settings or load()
    for handler in list(logger.handlers):
        if isinstance(handler, _ByDay):
            logger.removeHandler(handler)
    logger.addHandler(_ByDay(where, settings))
    logger.setLevel(logging.INFO)
    tidy(settings, where)
    return where


def tidy(settings: Settings, where: Path | None = None) -> list[Path]:
    """Delete the files that are older than the person wants them kept, then the oldest while all are too large.

    The newest file stays. Files that are no log of ours are left alone. Returns what went.
    """
    where = where or folder()
    oldest = time.strftime("%Y-%m-%d", time.localtime(time.time() - settings.log_days * 86_400))
    gone, kept = [], []
    for path in files(where):
        if _day(path) < oldest:
            gone.append(path)
        else:
            kept.append(path)
    room = settings.log_megabytes * 1_000_000
    for number, path in enumerate(reversed(kept)):
        with suppress(OSError):
            room -= path.stat().st_size
        if room < 0 and number:
            gone.append(path)
    for path in gone:
        # Held open by another program: it goes the next time.
        with suppress(OSError):
            path.unlink()
    return gone


def forget() -> None:
    """Delete every file of the log."""
    for path in files():
        with suppress(OSError):
            path.unlink()


def files(where: Path | None = None) -> list[Path]:
    """The files of the log, oldest first; those of former versions, which lay beside the preferences, included."""
    where = where or folder()
    found = []
    for place, pattern in ((where.parent, _FORMER), (where, _NAME)):
        with suppress(OSError):
            found += [Path(entry.path) for entry in os.scandir(place) if pattern.fullmatch(entry.name)]
    return sorted(found, key=lambda path: (_day(path), _number(path)))


def size() -> int:
    """Bytes of all files of the log."""
    total = 0
    for path in files():
        with suppress(OSError):
            total += path.stat().st_size
    return total


def _day(path: Path) -> str:
    match = _NAME.fullmatch(path.name)
    if match:
        return match[1]
    try:
        return time.strftime("%Y-%m-%d", time.localtime(path.stat().st_mtime))
    except OSError:
        return ""


def _number(path: Path) -> int:
    parts = path.name.split(".")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() else 0


def last_lines(most: int = 20) -> list[str]:
    """The last lines of the log, oldest first; lines of former versions, which were not scrubbed, are left out."""
    found: list[str] = []
    for path in reversed([path for path in files() if _NAME.fullmatch(path.name)]):
        with suppress(OSError):
            found = [*_tail(path, most - len(found)), *found]
        if len(found) >= most:
            break
    return found


def _tail(path: Path, most: int) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8", errors="replace").splitlines()[-most:]
