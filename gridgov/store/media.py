"""Photos and documents: rows in the file, originals by their hash in a folder beside it."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import attrs

from gridgov.errors import Trouble
from gridgov.store.database import Connection
from gridgov.store.statements import marks

COLUMNS = "id, case_id, step_id, kind, name, mime, sha256, taken_at, lon, lat, thumbnail, at, actor"


@attrs.frozen
class Medium:
    """One photo or document of a record; `case_id` is the record's fid."""

    id: int
    case_id: int
    step_id: int | None
    kind: str
    name: str
    mime: str
    sha256: str
    taken_at: str | None
    lon: float | None
    lat: float | None
    thumbnail: bytes | None
    at: str
    actor: str


def folder(file: Path) -> Path:
    """The folder beside a district file that holds the originals."""
    return file.with_name(f"{file.stem}.media")


def path_of(file: Path, sha256: str) -> Path:
    """Where an original lies."""
    return folder(file) / sha256[:2] / sha256[2:]


def keep_original(file: Path, sha256: str, data: bytes) -> Path:
    """Write an original whole, or not at all; the same content twice is one file. Trouble when the disk will not."""
    path = path_of(file, sha256)
    # A name of its own for each writer: two may keep the same picture at once.
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.writing")
    try:
        if state(path, sha256) == "whole":
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
        _settle(path.parent)
    except OSError as fault:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise Trouble(
            "The photo could not be kept in {folder} ({reason}). Nothing was changed; free some space and try again.",
            folder=folder(file),
            reason=fault.strerror or "",
        ) from fault
    return path


def _settle(folder: Path) -> None:
    """Put a folder's own list of names on the disk too, where the system can."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def state(path: Path, sha256: str) -> str:
    """Whether an original is ``whole``, ``missing`` or ``altered``, by its content."""
    if not path.is_file():
        return "missing"
    with path.open("rb") as data:
        return "whole" if hashlib.file_digest(data, "sha256").hexdigest() == sha256 else "altered"


def add(
    conn: Connection,
    *,
    case_id: int,
    kind: str,
    name: str,
    mime: str,
    size: int,
    sha256: str,
    width: int | None,
    height: int | None,
    taken_at: str | None,
    lon: float | None,
    lat: float | None,
    thumbnail: bytes | None,
    at: str,
    actor: str,
    register: str = "case",
) -> int:
    """Enter a photo; its number."""
    found = conn.execute(
        "INSERT INTO media(sha256, case_id, register, kind, name, mime, bytes, width, height, taken_at, lon, lat, "
        f"thumbnail, at, actor) VALUES ({marks(15)})",
        (sha256, case_id, register, kind, name, mime, size, width, height, taken_at, lon, lat, thumbnail, at, actor),
    )
    return int(found.lastrowid or 0)


def of(conn: Connection, register: str, fid: int) -> list[Medium]:
    """The photos of a record in the order in which they came; withdrawn ones are left out."""
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM media WHERE register = ? AND case_id = ? AND withdrawn_at IS NULL ORDER BY id",
        (register, fid),
    )
    return [Medium(*row) for row in rows]


def get(conn: Connection, ids: Sequence[int]) -> list[Medium]:
    """Some photos by their numbers; withdrawn ones are left out."""
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM media WHERE id IN ({marks(len(ids))}) AND withdrawn_at IS NULL ORDER BY id", list(ids)
    )
    return [Medium(*row) for row in rows]


def withdraw(conn: Connection, ids: Sequence[int], at: str) -> None:
    """Take photos out of sight; row and original stay."""
    conn.executemany("UPDATE media SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL", [(at, n) for n in ids])


def paths(conn: Connection, file: Path) -> list[Path]:
    """Every original that a row names, withdrawn ones too: what a backup or copy takes along."""
    return [path_of(file, row[0]) for row in conn.execute("SELECT DISTINCT sha256 FROM media ORDER BY sha256")]


def faults(conn: Connection, file: Path) -> list[tuple[str, str]]:
    """Originals that are ``missing`` or ``altered``: the name of each and which of the two."""
    rows = conn.execute("SELECT min(name), sha256 FROM media GROUP BY sha256 ORDER BY sha256")
    found = [(str(name), state(path_of(file, sha256), sha256)) for name, sha256 in rows]
    return [one for one in found if one[1] != "whole"]


def copy(conn: Connection, case_id: int, to: int, *, at: str, actor: str) -> None:
    """Let the photos of a case go with another one as well; the originals are the same files."""
    names = "sha256, register, kind, name, mime, bytes, width, height, taken_at, lon, lat, thumbnail"
    conn.execute(
        f"INSERT INTO media({names}, case_id, at, actor) SELECT {names}, ?, ?, ? FROM media "
        "WHERE register = 'case' AND case_id = ? AND withdrawn_at IS NULL",
        (to, at, actor, case_id),
    )
