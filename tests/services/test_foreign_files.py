"""Another's GeoPackage is read and never changed: byte for byte, its log included, also from read-only folders."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gridgov import messages
from gridgov.domain.mapping import Mapping, Source
from gridgov.errors import GridgovError
from gridgov.services import cell_import, doctor, import_look, imports, likely_crs, staff
from gridgov.services.desk import Desk


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder: what it holds, and when it was changed."""
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in sorted(folder.iterdir())}


@contextmanager
def closed_to_writing(folder: Path) -> Iterator[None]:
    for one in folder.iterdir():
        one.chmod(0o444)
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


def as_it_is(folder: Path, source: Path) -> sqlite3.Connection | None:
    return None


def with_a_log(folder: Path, source: Path) -> sqlite3.Connection | None:
    """Somebody works in it: what was written last stands in its log alone."""
    conn = sqlite3.connect(source)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA wal_autocheckpoint = 0")
    conn.execute("CREATE TABLE note(text)")
    conn.execute("INSERT INTO note VALUES ('in the log')")
    conn.commit()
    assert (folder / f"{source.name}-wal").stat().st_size
    return conn


def once_with_a_log(folder: Path, source: Path) -> sqlite3.Connection | None:
    """Left in the mode in which reading alone makes a log."""
    conn = sqlite3.connect(source)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.close()
    return None


@pytest.mark.parametrize("state", [as_it_is, with_a_log, once_with_a_log])
@pytest.mark.parametrize("name", ["momepy/bubenec.gpkg", "ets_gpkg12/features-0.gpkg"])
def test_a_foreign_geopackage_is_never_changed(testdata: Path, tmp_path: Path, state: Any, name: str) -> None:
    messages.use("en")
    folder = tmp_path / "theirs"
    folder.mkdir()
    source = folder / "数据 1.gpkg"
    shutil.copyfile(testdata / name, source)
    conn = state(folder, source)
    before = everything(folder)
    desk = Desk.create(tmp_path / "district.gpkg")
    actor = staff.sign_in(desk)
    layer, key = ("tessellation", "uID") if "momepy" in name else ("0", "STATE_FIPS")
    try:
        with closed_to_writing(folder):
            assert import_look.look(desk, actor, source).parts
            doctor.examine_file(source, layer=layer)
            likely_crs.look_at_cells(desk, actor, source, layer=layer)
            done = cell_import.import_cells(desk, actor, source, source_layer=layer, code=key, edges=False)
            assert done.added
            mapping = Mapping("place", fields={"number": Source(key), "name": Source(key)}, sheet=layer)
            assert imports.import_file(desk, actor, "place", source, mapping=mapping).rows == done.rows
            with pytest.raises(GridgovError):
                Desk.open(source)
    finally:
        desk.close()
        if conn is not None:
            conn.close()
    assert_same(before, everything(folder), had_log=conn is not None)


def assert_same(before: dict[str, Any], after: dict[str, Any], *, had_log: bool) -> None:
    if had_log:  # who had it open closes it: then its log goes into it, which is theirs to do
        assert set(after) <= set(before)
        return
    assert after == before
