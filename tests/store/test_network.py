"""A file on a network drive: no shared-memory log, and word of who is writing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gridgov.errors import Trouble
from gridgov.store import network
from gridgov.store.database import Database

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//office/share /mnt/office\\040files cifs rw 0 0
server:/home /home nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/data/a.gpkg", "ext4"), ("/mnt/office files/a.gpkg", "cifs"), ("/home/li/a.gpkg", "nfs4"), ("/homes/a", "ext4")],
)
def test_the_innermost_mount_tells_the_kind(path: str, kind: str) -> None:
    assert network.kind_of(Path(path), MOUNTS) == kind


def test_on_a_network_drive_a_rollback_journal_and_a_sentence_saying_who_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "district.gpkg"
    monkeypatch.setattr(network, "is_remote", lambda _: True)
    monkeypatch.setattr("gridgov.store.database._BUSY_SECONDS", 0.05)
    first = Database.create(path)
    second = Database.open(path)
    with first.writer() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        conn.execute("INSERT INTO setting VALUES ('x', '1')")
        assert network.writer(path) is not None
        with pytest.raises(Trouble, match="is being written by"), second.writer():
            pass
    assert network.writer(path) is None, "the word goes with the writer"
    with second.writer() as conn:
        assert conn.execute("SELECT value FROM setting WHERE key = 'x'").fetchone() == ("1",)
    first.close()
    second.close()
    assert not list(tmp_path.glob("*-wal"))
    assert not list(tmp_path.glob("*.writer"))


def test_on_a_local_disk_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "district.gpkg")
    with database.writer() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert network.writer(database.path) is None
    database.close()
    with sqlite3.connect(tmp_path / "district.gpkg") as conn:
        assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
    conn.close()
