"""Files of every version are opened and nothing in them is lost; a failed upgrade changes nothing."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from pathlib import Path

import pytest

from gridgov.domain.register import registers
from gridgov.errors import GridgovError, Trouble
from gridgov.services import cells, lists, record_entry, staff
from gridgov.services.desk import Desk
from gridgov.store import schema
from gridgov.store.check import faults
from gridgov.store.database import Database

GOLDEN = Path(__file__).parent / "golden"
COUNTS = {"building": 5, "dwelling": 10, "household": 8, "person": 16, "place": 3, "component": 10,
          "organization": 4, "opinion": 2, "case": 4}  # fmt: skip


def golden(tmp_path: Path, version: int) -> Path:
    path = tmp_path / "区域.gpkg"
    path.write_bytes(gzip.decompress((GOLDEN / f"v{version}.gpkg.gz").read_bytes()))
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_there_is_a_file_of_every_version_before_this_one() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"v{n}.gpkg.gz" for n in range(1, schema.VERSION)}


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_an_old_file_is_backed_up_and_opened_whole(tmp_path: Path, version: int) -> None:
    path = golden(tmp_path, version)
    before = digest(path)
    desk = Desk.open(path)
    kept = tmp_path / f"区域.v{version}.gpkg"
    assert digest(kept) == before, "the old file stays beside the new one"
    actor = staff.sign_in(desk)
    assert {key: len(lists.ids(desk, actor, key)) for key in registers()} == COUNTS
    assert len(cells.cell_rows(desk, actor, "unit_cell")) == 12
    assert record_entry.enter(desk, actor, "person", {"name": "陈安然"}).fid > 16
    desk.close()
    with sqlite3.connect(path) as conn:
        versions = [row[0] for row in conn.execute("SELECT version FROM migration ORDER BY version")]
    conn.close()
    assert versions == list(range(1, schema.VERSION + 1))
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([path.name, kept.name])
    Desk.open(path).close()
    assert len(list(tmp_path.iterdir())) == 2, "a file of today is not backed up again"


def test_a_second_old_file_of_the_same_name_does_not_write_over_the_first_backup(tmp_path: Path) -> None:
    path = golden(tmp_path, 1)
    (tmp_path / "区域.v1.gpkg").write_bytes(b"something else")
    Desk.open(path).close()
    assert (tmp_path / "区域.v1.gpkg").read_bytes() == b"something else"
    assert (tmp_path / "区域.v1-2.gpkg").exists()


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_failed_upgrade_leaves_the_old_file_byte_for_byte(
    tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = golden(tmp_path, version)
    before = digest(path)

    def broken(conn: sqlite3.Connection) -> None:
        conn.execute("CREATE TABLE half_done (a)")
        conn.execute("INSERT INTO no_such_table VALUES (1)")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], ("broken", broken)))
    with pytest.raises(GridgovError):
        Database.open(path)
    assert digest(path) == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name], "nothing half-done stays"


def test_a_folder_without_room_leaves_the_old_file_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = golden(tmp_path, 1)
    before = digest(path)

    def full(self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Trouble, match="left as it is"):
        Database.open(path)
    monkeypatch.undo()
    assert digest(path) == before


def test_a_file_with_an_unfinished_log_is_upgraded_with_what_is_in_the_log(tmp_path: Path) -> None:
    path = golden(tmp_path, 2)
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("INSERT INTO setting VALUES ('in the log', 'yes')")
    conn.commit()
    other = sqlite3.connect(path)
    database = Database.open(path)
    with database.reader() as reading:
        assert reading.execute("SELECT value FROM setting WHERE key = 'in the log'").fetchone() == ("yes",)
    database.close()
    other.close()
    conn.close()


def test_the_check_of_the_store_finds_nothing_after_an_upgrade(tmp_path: Path) -> None:
    path = golden(tmp_path, 1)
    database = Database.open(path)
    with database.reader() as conn:
        assert list(faults(conn)) == []
    database.close()
