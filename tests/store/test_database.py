from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from gridgov.errors import BadInput, BugError, Cancelled, Trouble
from gridgov.store import schema
from gridgov.store.database import Database, is_district
from gridgov.store.faults import fault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "district.gpkg"


def test_a_file_that_is_there_is_never_touched(path: Path) -> None:
    path.write_bytes(b"something")
    with pytest.raises(BadInput, match="is there already"):
        Database.create(path)
    assert path.read_bytes() == b"something"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Make the folder"):
        Database.create(tmp_path / "none" / "a.gpkg")


def test_a_closed_file_stands_alone(path: Path, tmp_path: Path) -> None:
    database = Database.create(path)
    with database.writer() as conn:
        conn.execute("INSERT INTO setting VALUES ('a', 'b')")
    database.close()
    assert sorted(tmp_path.iterdir()) == [path]
    copy = tmp_path / "copy.gpkg"
    shutil.copy(path, copy)
    opened = Database.open(copy)
    with opened.reader() as conn:
        assert conn.execute("SELECT value FROM setting WHERE key = 'a'").fetchone() == ("b",)
    opened.close()


def test_a_change_is_whole_or_not_at_all(path: Path) -> None:
    database = Database.create(path)

    def change() -> None:
        with database.writer() as conn:
            conn.execute("INSERT INTO setting VALUES ('a', 'b')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    with database.reader() as conn:
        assert conn.execute("SELECT * FROM setting").fetchall() == []
    with database.writer(), pytest.raises(BugError), database.writer():
        pass
    database.close()


def test_a_newer_file_is_refused_and_left_byte_for_byte(path: Path) -> None:
    Database.create(path).close()
    conn = sqlite3.connect(path)
    conn.execute("INSERT INTO migration VALUES (?, 'from the future', '2099-01-01T00:00:00Z')", (schema.VERSION + 1,))
    conn.commit()
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(BadInput, match="made by a newer gridgov") as caught:
        Database.open(path)
    assert str(caught.value).count(".") <= 3
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == [path]
    assert is_district(path)


def test_a_geopackage_of_another_program_is_refused(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA application_id = 0x47504B47")
    conn.execute("CREATE TABLE t (a)")
    conn.commit()
    conn.close()
    before = path.read_bytes()
    with pytest.raises(BadInput, match="GeoPackage of another program"):
        Database.open(path)
    assert path.read_bytes() == before
    assert not is_district(path)


@pytest.mark.parametrize("content", [b"", b"hello, this is no database" * 10])
def test_what_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(BadInput, match="not a district file"):
        Database.open(path)
    assert not is_district(path)
    assert path.read_bytes() == content


def test_a_missing_file_is_said(path: Path) -> None:
    with pytest.raises(BadInput, match="is not there"):
        Database.open(path)
    assert not path.exists()


def test_a_damaged_file_is_trouble(path: Path) -> None:
    Database.create(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(Trouble, match="damaged"):
        Database.open(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_only_be_read_is_trouble(path: Path) -> None:
    Database.create(path).close()
    path.chmod(0o444)
    with pytest.raises(Trouble, match="may only be read"):
        Database.open(path)


def test_a_file_that_another_program_writes_is_trouble(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridgov.store.database._BUSY_SECONDS", 0.05)
    database = Database.create(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble, match="another program"), database.writer():
        pass
    other.execute("ROLLBACK")
    other.close()
    with database.writer():
        pass
    database.close()


def test_a_full_disk_is_trouble_and_changes_nothing(path: Path) -> None:
    database = Database.create(path)

    def change() -> None:
        with database.writer() as conn:
            pages = conn.execute("PRAGMA page_count").fetchone()[0]
            conn.execute(f"PRAGMA max_page_count = {pages + 2}")
            conn.execute("INSERT INTO setting VALUES ('a', ?)", ("x" * 1_000_000,))

    with pytest.raises(Trouble, match="disk is full"):
        change()
    with database.reader() as conn:
        assert conn.execute("SELECT count(*) FROM setting").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize(
    ("code", "family"),
    [
        (sqlite3.SQLITE_FULL, Trouble),
        (sqlite3.SQLITE_BUSY, Trouble),
        (sqlite3.SQLITE_READONLY, Trouble),
        (sqlite3.SQLITE_CORRUPT, Trouble),
        (sqlite3.SQLITE_IOERR | 10 << 8, Trouble),
        (sqlite3.SQLITE_CANTOPEN, Trouble),
        (sqlite3.SQLITE_INTERRUPT, Cancelled),
        (sqlite3.SQLITE_CONSTRAINT, BugError),
        (sqlite3.SQLITE_ERROR, BugError),
    ],
)
def test_what_sqlite_says_is_the_worlds_or_ours(code: int, family: type[Exception]) -> None:
    error = sqlite3.OperationalError("no more")
    error.sqlite_errorcode = code  # type: ignore[misc]
    assert isinstance(fault(error, Path("a.gpkg")), family)


def test_a_log_that_finds_no_room_is_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE  # type: ignore[misc]
    assert "could not be read" in str(fault(error, Path("a.gpkg")))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 100, 0))  # type: ignore[attr-defined]
    assert "the disk is full" in str(fault(error, Path("a.gpkg")))


@pytest.mark.parametrize("alone", ["", "alone"])
def test_a_killed_change_leaves_the_old_state(path: Path, alone: str) -> None:
    Database.create(path).close()
    script = """
        import os, signal, sys
        from pathlib import Path
        from gridgov.store.database import Database
        database = Database.open(Path(sys.argv[1]), alone=bool(sys.argv[2]))
        with database.writer() as conn:
            conn.execute("INSERT INTO setting VALUES ('kept', 'yes')")
        with database.writer(bulk=True) as conn:
            conn.executemany("INSERT INTO setting VALUES (?, ?)", [(f"k{i}", "x" * 5000) for i in range(30000)])
            os._exit(9)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(path), alone], check=False)
    assert done.returncode == 9
    database = Database.open(path)
    with database.reader() as conn:
        assert conn.execute("SELECT key FROM setting").fetchall() == [("kept",)]
    database.close()


def test_a_command_alone_with_the_file_writes_a_large_change_into_it_at_once(path: Path) -> None:
    database = Database.create(path, alone=True)
    with database.reader() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with database.writer(bulk=True) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        conn.execute("INSERT INTO setting VALUES ('large', 'yes')")
    with database.reader() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("SELECT value FROM setting WHERE key = 'large'").fetchone() == ("yes",)

    def half() -> None:
        with database.writer(bulk=True) as conn:
            conn.execute("INSERT INTO setting VALUES ('half', 'yes')")
            raise Cancelled

    with pytest.raises(Cancelled):
        half()
    with database.reader() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("SELECT count(*) FROM setting WHERE key = 'half'").fetchone() == (0,)
    database.close()


def test_a_window_reads_on_while_a_command_writes_a_large_change(path: Path) -> None:
    Database.create(path).close()
    window, command = Database.open(path), Database.open(path, alone=True)
    with command.writer(bulk=True) as conn:
        conn.executemany("INSERT INTO setting VALUES (?, ?)", [(f"k{i}", "x" * 5000) for i in range(20000)])
        with window.reader() as reading:
            assert reading.execute("SELECT count(*) FROM setting WHERE key LIKE 'k%'").fetchone() == (0,)
    with window.reader() as reading:
        assert reading.execute("SELECT count(*) FROM setting WHERE key LIKE 'k%'").fetchone() == (20000,)
    command.close()
    window.close()


def test_a_change_killed_while_it_wrote_over_old_pages_is_taken_back_at_the_next_opening(path: Path) -> None:
    database = Database.create(path)
    with database.writer(bulk=True) as conn:
        conn.executemany("INSERT INTO setting VALUES (?, ?)", [(f"k{i}", "x" * 5000) for i in range(300)])
    database.close()
    script = """
        import os, sys
        from pathlib import Path
        from gridgov.store.database import Database
        database = Database.open(Path(sys.argv[1]), alone=True)
        with database.writer(bulk=True) as conn:
            conn.execute("PRAGMA cache_size = 10")
            conn.execute("CREATE TABLE other AS SELECT key, value FROM setting")
            conn.execute("UPDATE setting SET value = replace(value, 'x', 'y')")
            os._exit(9)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(path)], check=False)
    assert done.returncode == 9
    assert path.with_name(path.name + "-journal").stat().st_size, "it was killed in the middle"
    database = Database.open(path)
    with database.reader() as conn:
        assert conn.execute("SELECT count(*) FROM setting WHERE value LIKE 'x%'").fetchone() == (300,)
        assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
    database.close()
    assert not path.with_name(path.name + "-journal").exists()
