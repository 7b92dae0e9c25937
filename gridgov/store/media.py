"""Photos and documents: rows in the file, originals by their hash in a folder beside it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
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
    if path.exists() and path.stat().st_size == len(data):
        return path
    fresh = path.with_name(path.name + ".writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as fault:
        fresh.unlink(missing_ok=True)
        raise Trouble(
            "The photo could not be kept in {folder} ({reason}). Nothing was changed; free some space and try again.",
            folder=folder(file),
            reason=fault.strerror or "",
        ) from fault
    return path


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
    """Some photos by their numbers."""
    rows = conn.execute(f"SELECT {COLUMNS} FROM media WHERE id IN ({marks(len(ids))}) ORDER BY id", list(ids))
    return [Medium(*row) for row in rows]


def faults(conn: Connection, file: Path) -> list[tuple[str, str]]:
    """Originals that are ``missing`` or ``altered``: the name of each and which of the two."""
    found = []
    for name, sha256 in conn.execute("SELECT min(name), sha256 FROM media WHERE withdrawn_at IS NULL GROUP BY sha256"):
        path = path_of(file, sha256)
        if not path.is_file():
            found.append((str(name), "missing"))
            continue
        with path.open("rb") as data:
            if hashlib.file_digest(data, "sha256").hexdigest() != sha256:
                found.append((str(name), "altered"))
    return found
