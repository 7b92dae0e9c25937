from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gridgov.errors import Trouble
from gridgov.store import media
from gridgov.store.database import Connection, Database

DATA = b"an original"
SHA = hashlib.sha256(DATA).hexdigest()


def enter(conn: Connection, sha256: str = SHA, fid: int = 1) -> int:
    return media.add(
        conn, case_id=fid, kind="document", name="a.txt", mime="text/plain", size=len(DATA), sha256=sha256, width=None,
        height=None, taken_at=None, lon=None, lat=None, thumbnail=None, at="2026-01-01T00:00:00Z", actor="somebody",
    )  # fmt: skip


def files(file: Path) -> list[Path]:
    return [path for path in media.folder(file).rglob("*") if path.is_file()]


def test_an_original_lies_under_its_hash_once(tmp_path: Path) -> None:
    file = tmp_path / "town.gpkg"
    for _ in range(2):
        path = media.keep_original(file, SHA, DATA)
    assert path == tmp_path / "town.media" / SHA[:2] / SHA[2:]
    assert files(file) == [path]
    assert path.read_bytes() == DATA


def test_an_altered_original_is_made_good_by_the_same_content(tmp_path: Path) -> None:
    file = tmp_path / "town.gpkg"
    path = media.keep_original(file, SHA, DATA)
    path.write_bytes(b"x" * len(DATA))
    media.keep_original(file, SHA, DATA)
    assert path.read_bytes() == DATA


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "town.gpkg"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Trouble, match="No space"):
        media.keep_original(file, SHA, DATA)
    assert files(file) == []


def test_what_is_withdrawn_is_out_of_sight_and_its_original_still_known(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "town.gpkg")
    path = media.keep_original(database.path, SHA, DATA)
    with database.writer() as conn:
        first, second = enter(conn), enter(conn)
        assert [one.id for one in media.of(conn, "case", 1)] == [first, second]
        assert media.of(conn, "building", 1) == []
        media.withdraw(conn, [first], "2026-01-02T00:00:00Z")
        assert [one.id for one in media.of(conn, "case", 1)] == [second]
        assert [one.id for one in media.get(conn, [first, second])] == [second]
        media.withdraw(conn, [second], "2026-01-02T00:00:00Z")
        assert media.paths(conn, database.path) == [path]
        assert media.faults(conn, database.path) == []
        path.write_bytes(b"x")
        assert media.faults(conn, database.path) == [("a.txt", "altered")]
        path.unlink()
        assert media.faults(conn, database.path) == [("a.txt", "missing")]
    database.close()
