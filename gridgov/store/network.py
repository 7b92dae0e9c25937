"""District files on a network drive: noticing that, and leaving word beside the file of who is writing it."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson

from gridgov.store.clock import now

KINDS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "davfs", "vboxsf"})
"""File systems whose locks reach other machines, or do not reach them at all: a shared-memory log is unsafe there."""

_DRIVE_REMOTE = 4


def is_remote(path: Path) -> bool:
    """Whether a file lies on a network drive; False where that cannot be told."""
    if sys.platform == "win32":
        import ctypes

        place = str(path.absolute())
        return place.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(place[:3]) == _DRIVE_REMOTE
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return kind_of(path.absolute(), mounts) in KINDS


def kind_of(path: Path, mounts: str) -> str:
    """The kind of file system that holds `path`, read off a table of mounts; '' when none holds it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        holds = path == Path(point) or Path(point) in path.parents
        if holds and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind


def note_of(path: Path) -> Path:
    """The file beside a district file that says who is writing it."""
    return path.with_name(path.name + ".writer")


@contextmanager
def announced(path: Path) -> Iterator[None]:
    """Leave word of who is writing, for as long as the block lasts; where no word can be left, nothing is lost."""
    note = note_of(path)
    with suppress(OSError):
        who = orjson.dumps({"name": _user(), "machine": socket.gethostname(), "since": now()})
        note.write_bytes(who)
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink()


def writer(path: Path) -> dict[str, str] | None:
    """Who is writing a file as far as word was left: ``name``, ``machine``, ``since`` (UTC); None without any."""
    try:
        found = orjson.loads(note_of(path).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    wanted = ("name", "machine", "since")
    return {k: str(found[k]) for k in wanted} if isinstance(found, dict) and all(k in found for k in wanted) else None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return str(os.environ.get("USERNAME", "?"))
