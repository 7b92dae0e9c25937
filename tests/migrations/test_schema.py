from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from gridgov.domain.register import registers
from gridgov.store import geopackage, schema
from gridgov.store.database import Database
from gridgov.store.schema import v0001
from gridgov.store.tables import shape


@pytest.fixture
def fresh(tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "a.gpkg"
    Database.create(path).close()
    conn = sqlite3.connect(path)
    yield conn
    conn.close()


def columns(conn: sqlite3.Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in conn.execute(f'PRAGMA table_info("{table}")')}


def test_a_new_file_has_every_migration(fresh: sqlite3.Connection) -> None:
    assert schema.version(fresh) == schema.VERSION
    assert [row[0] for row in fresh.execute("SELECT version FROM migration")] == list(range(1, schema.VERSION + 1))
    assert fresh.execute("PRAGMA application_id").fetchone()[0] == 0x47504B47
    assert fresh.execute("PRAGMA user_version").fetchone()[0] == 10400


@pytest.mark.parametrize("register", [*registers(), "membership"])
def test_the_tables_are_those_of_the_dictionary(fresh: sqlite3.Connection, register: str) -> None:
    kind = shape(register)
    fixed = {"fid": "INTEGER", "uid": "TEXT", "batch": "INTEGER"}
    if register != "membership":
        fixed["location_id"] = "INTEGER"
    found = columns(fresh, kind.table)
    if kind.has_place:
        assert found.pop("geom") in {"POINT", "GEOMETRY"}
        beside = {name: kind.columns[name].sql_type for name in kind.private if name != "extra"}
        assert columns(fresh, kind.private_table) == {"fid": "INTEGER", **beside, "extra": "TEXT"}
    else:
        assert found.pop("extra") == "TEXT"
    own = {name: kind.columns[name].sql_type for name in kind.public if name != "extra"}
    assert found == {**fixed, **own}


def test_other_programs_see_no_personal_column(fresh: sqlite3.Connection) -> None:
    shown = [row[0] for row in fresh.execute("SELECT table_name FROM gpkg_contents")]
    personal = {name for register in registers() for name, column in shape(register).columns.items() if column.personal}
    for register in registers().values():
        if register.table in shown:
            mine = {name for name, column in shape(register.id).columns.items() if column.personal}
            assert not mine & set(columns(fresh, register.table))
    assert not {"person", "household", "dwelling", "erasable", "history"} & set(shown)
    assert personal


def test_every_layer_of_records_has_the_triggers_of_the_standard(fresh: sqlite3.Connection) -> None:
    for table, _, _ in v0001.FEATURES:
        there = dict(
            fresh.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
        )
        assert there == geopackage.triggers(table)


@pytest.mark.parametrize("table", ["history", "audit", "case_step"])
def test_what_only_grows_refuses_the_rest(fresh: sqlite3.Connection, table: str) -> None:
    rows = {
        "history": "INSERT INTO history(at, actor, act, register, body) VALUES ('', '', '', '', x'00')",
        "audit": "INSERT INTO audit VALUES (1, '', '', '', '', x'00', x'00')",
        "case_step": "INSERT INTO case_step(case_id, at, actor, step, to_state, to_type) VALUES (1,'','','','','')",
    }
    fresh.execute(rows[table])
    for statement in (f"UPDATE {table} SET at = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            fresh.execute(statement)


def test_migrations_are_frozen_text() -> None:
    """A migration that calls live code would make another file tomorrow than it made today."""
    source = Path(v0001.__file__).read_text(encoding="utf-8")
    assert re.findall(r"^(?:from|import) .*", source, re.M) == ["from __future__ import annotations"]


def test_a_file_of_the_first_version_is_brought_up_to_date_and_noticing_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.gpkg"
    newest, all_of_them = schema.VERSION, schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", all_of_them[:1])
    monkeypatch.setattr(schema, "VERSION", 1)
    Database.create(path).close()
    conn = sqlite3.connect(path)
    with conn:
        names = "uid, code, name, level, area_m2, parent, valid_from, valid_to, successor"
        conn.execute(f"CREATE TABLE unit_cell (fid INTEGER PRIMARY KEY, geom BLOB, {names})")
        conn.execute("INSERT INTO layer VALUES (1, 'unit_cell', 'x', 'x', 5, NULL, 4326, 1, NULL, 0)")
        conn.execute("INSERT INTO layer_counter VALUES ('unit_cell', 0)")
        conn.execute("INSERT INTO unit_cell(fid, code) VALUES (1, 'A')")
    conn.close()
    monkeypatch.setattr(schema, "MIGRATIONS", all_of_them)
    monkeypatch.setattr(schema, "VERSION", newest)
    database = Database.open(path)
    with database.writer() as writer:
        assert schema.version(writer) == newest
        writer.execute("UPDATE unit_cell SET code = 'B' WHERE fid = 1")
        assert writer.execute("SELECT event, code FROM layer_change").fetchall() == [("update", "A")]
    database.close()
