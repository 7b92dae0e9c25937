from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gridgov.domain.register import registers
from gridgov.errors import BugError, Refused, WrongUse
from gridgov.services import audit, cells, lists, records, search
from gridgov.spatial.blob import encode_polygons
from gridgov.store import rebuild
from gridgov.store import records as store
from gridgov.store.database import Database
from gridgov.store.tables import shape


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    conn = sqlite3.connect(path)
    found = {}
    for register in (*registers(), "membership"):
        kind = shape(register)
        for table in filter(None, (kind.table, kind.private_table)):
            found[table] = conn.execute(f"SELECT * FROM {table} ORDER BY fid").fetchall()
    conn.close()
    return found


def rebuilt(town: Any, tmp_path: Path) -> dict[str, list[tuple[Any, ...]]]:
    scratch = Database.create(tmp_path / "scratch.gpkg")
    with town.desk.reader() as source, scratch.writer() as target:
        rebuild.rebuild(source, target)
    scratch.close()
    return tables(scratch.path)


def test_records_take_their_place_from_home(town: Any) -> None:
    person = lists.record(town.desk, town.actor, "person", town.made["person"][0])
    assert person.cells == {"community": "990000", "unit_cell": town.code(0, 0)}
    assert person.place == pytest.approx(town.inside(0, 0))


def test_moving_a_building_moves_who_lives_there(town: Any) -> None:
    x, y = town.inside(2, 3)
    records.edit(town.desk, town.actor, "building", town.made["building"][1], {"x": x, "y": y})
    assert town.panel(4, 2)["counts"]["person"] == 0
    counts = town.panel(2, 3)["counts"]
    assert (counts["person"], counts["household"], counts["dwelling"], counts["building"]) == (2, 1, 1, 1)


def test_moving_house_moves_the_family(town: Any) -> None:
    first, second = town.made["dwelling"]
    records.edit(town.desk, town.actor, "household", town.made["household"][0], {"dwelling_id": second})
    assert town.panel(0, 0)["counts"]["person"] == 0
    assert town.panel(4, 2)["counts"]["person"] == 3
    records.edit(town.desk, town.actor, "dwelling", second, {"building_id": town.made["building"][0]})
    assert town.panel(0, 0)["counts"]["person"] == 3
    assert first


def test_a_withdrawn_record_leaves_everything_but_history(town: Any) -> None:
    desk, actor, fid = town.desk, town.actor, town.made["person"][1]
    assert search.find(desk, actor, "王小明")
    assert records.withdraw(desk, actor, "person", [fid]) == 1
    assert records.counts(desk, actor)["person"] == 2
    assert fid not in lists.ids(desk, actor, "person")
    assert search.find(desk, actor, "王小明") == []
    assert town.panel(4, 2)["counts"]["person"] == 1
    with pytest.raises(WrongUse):
        lists.record(desk, actor, "person", fid)
    (again,) = records.add_many(desk, actor, "person", {"name": ["新人"]}, source="t")
    assert again > max(town.made["person"])


def test_history_alone_makes_the_tables_again(town: Any, tmp_path: Path) -> None:
    desk, actor = town.desk, town.actor
    rng = np.random.default_rng(7)
    outline = encode_polygons([town.square(1, 1), town.square(2, 2)], 4326)
    places = records.add_many(
        desk,
        actor,
        "place",
        {"number": ["P1", "P2"], "name": ["公园", "市场"], "geom": outline, "contact_name": ["甲", None]},
        source="t",
    ).tolist()
    organizations = records.add_many(
        desk, actor, "organization", {"name": ["甲公司", "乙公司"], "dwelling_id": town.made["dwelling"]}, source="t"
    ).tolist()
    for _ in range(60):
        act = rng.integers(7)
        x, y = 116 + rng.random() * 0.006, 39 + rng.random() * 0.004
        if act == 0:
            records.edit(desk, actor, "building", int(rng.choice(town.made["building"])), {"x": x, "y": y})
        elif act == 1:
            records.edit(desk, actor, "person", int(rng.choice(town.made["person"])), {"name": f"人{rng.integers(9)}"})
        elif act == 2:
            home = int(rng.choice(town.made["dwelling"]))
            records.edit(desk, actor, "household", int(rng.choice(town.made["household"])), {"dwelling_id": home})
        elif act == 3:
            records.edit(desk, actor, "place", places[0], {"x": x, "y": y, "address": "路"})
        elif act == 4:
            home = int(rng.choice(town.made["dwelling"]))
            records.edit(desk, actor, "organization", int(rng.choice(organizations)), {"dwelling_id": home})
        elif act == 5:
            records.edit(desk, actor, "organization", int(rng.choice(organizations)), {"x": x, "y": y})
        else:
            records.add_many(
                desk, actor, "component", {"number": [f"{rng.integers(99)}"], "x": [x], "y": [y]}, source="t"
            )
    records.withdraw(desk, actor, "place", [places[1]])
    records.withdraw(desk, actor, "component", [1, 2])
    records.erase_personal(desk, actor, "person", [town.made["person"][0]])
    assert audit.check(desk, actor) == []
    again = rebuilt(town, tmp_path)
    for table, rows in tables(town.path).items():
        assert again[table] == rows, table


def test_erasing_leaves_no_trace_of_a_person(town: Any) -> None:
    desk, actor, fid = town.desk, town.actor, town.made["person"][0]
    records.edit(desk, actor, "person", fid, {"phone": "13700009999", "name": "单雄信"})
    assert records.erase_personal(desk, actor, "person", [fid]) >= 2
    assert audit.verify(desk, actor) == []
    assert lists.rows(desk, actor, "person", [fid], ["name", "number", "phone"]) == [(None, None, None)]
    with desk.reader() as conn:
        for (value,) in conn.execute("SELECT value FROM erasable"):
            assert "单雄信".encode() not in value
            assert b"13700009999" not in value
            assert b"990101199001010012" not in value


def test_no_personal_value_stands_in_history_or_audit(town: Any) -> None:
    desk, actor = town.desk, town.actor
    records.edit(desk, actor, "person", town.made["person"][1], {"name": "改名", "confirmed_on": "2026-01-01"})
    lists.reveal(desk, actor, "person", town.made["person"][1], "phone", "asked by the person")
    search.find(desk, actor, "王五")
    secrets = [
        "单田芳",
        "王小明",
        "王五",
        "改名",
        "13800001234",
        "13900005678",
        "990101199001010012",
        "fishing",
        "房东甲",
    ]
    secrets += ["路灯坏了"]
    with desk.reader() as conn:
        bodies = [row[0] for row in conn.execute("SELECT body FROM history")]
        lines = [row[0].encode() for row in conn.execute("SELECT about FROM audit")]
    for text in (*bodies, *lines):
        for secret in secrets:
            assert secret.encode() not in text


def test_a_change_without_the_right_is_refused(town: Any) -> None:
    auditor = town.actor_with("auditor")
    for call in (
        lambda: records.add_many(town.desk, auditor, "person", {"name": ["x"]}, source="t"),
        lambda: records.edit(town.desk, auditor, "person", 1, {"name": "x"}),
        lambda: records.withdraw(town.desk, auditor, "person", [1]),
    ):
        with pytest.raises(Refused):
            call()
    with pytest.raises(BugError, match="no column"):
        records.add_many(town.desk, town.actor, "person", {"shoe_size": [42]}, source="t")
    assert records.counts(town.desk, town.actor)["person"] == 3


def test_an_import_is_undone_whole(town: Any, tmp_path: Path) -> None:
    desk, actor = town.desk, town.actor
    before = tables(town.path)
    x, y = town.inside(5, 3)
    with desk.change(actor, "record.write", "record.import", batch=7) as change:
        records.add_in(desk, change, "person", {"name": ["甲", "乙"], "household_id": [town.made["household"][0]] * 2})
        records.edit_in(desk, change, "building", [town.made["building"][0]], {"name": ["改名楼"], "x": [x], "y": [y]})
        records.edit_in(desk, change, "person", [town.made["person"][2]], {"name": ["王六"], "phone": ["1"]})
    records.edit(desk, actor, "person", town.made["person"][2], {"phone": "139"})
    assert town.panel(5, 3)["counts"]["person"] == 3
    with desk.change(actor, "record.write", "import.undo") as change:
        undone = records.undo_batch(desk, change, 7)
    assert (undone.withdrawn, undone.restored) == (2, 2)
    after = tables(town.path)
    assert after["building"] == before["building"]
    assert lists.reveal(desk, actor, "person", town.made["person"][2], "phone", "test") == "139"
    assert lists.reveal(desk, actor, "person", town.made["person"][2], "name", "test") == "王五"
    assert town.panel(0, 0)["counts"]["person"] == 1
    assert audit.check(desk, actor) == []
    again = rebuilt(town, tmp_path)
    assert again == after


def test_a_big_load_is_like_a_small_one(make_district: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    x, y = 116 + rng.random(3_000) * 0.006, 39 + rng.random(3_000) * 0.004
    columns = {"number": [f"N{i}" for i in range(3_000)], "x": x, "y": y}
    big = make_district("big")
    monkeypatch.setattr("gridgov.store.load.REINDEX_FROM", 1_000)
    records.add_many(big.desk, big.actor, "component", columns, source="t")
    small = make_district("small")
    for start in range(0, 3_000, 500):
        part = {name: values[start : start + 500] for name, values in columns.items()}
        records.add_many(small.desk, small.actor, "component", part, source="t")
    parts = make_district("parts")
    with (
        parts.desk.change(parts.actor, "record.write", "test.load", bulk=True) as change,
        records.loading(change, "component", 3_000),
    ):
        for start in range(0, 3_000, 700):
            part = {name: values[start : start + 700] for name, values in columns.items()}
            records.add_in(parts.desk, change, "component", part)
    for one in (big, small, parts):
        assert audit.check(one.desk, one.actor) == []
    counts = [cells.values(one.desk, one.actor, "unit_cell", "component_count").tolist() for one in (big, small, parts)]
    assert counts[0] == counts[1] == counts[2]
    assert sum(counts[0]) == 3_000
    with big.desk.reader() as a, small.desk.reader() as b:
        names = "SELECT name, sql FROM sqlite_master ORDER BY type, name"
        assert a.execute(names).fetchall() == b.execute(names).fetchall()
    with parts.desk.reader() as c, small.desk.reader() as b:
        assert c.execute(names).fetchall() == b.execute(names).fetchall()


@pytest.mark.parametrize("breaks", [False, True])
def test_after_a_big_load_as_much_is_kept_in_memory_as_before(make_district: Any, breaks: bool) -> None:
    town = make_district("load")
    sizes = []
    with (
        pytest.raises(ZeroDivisionError) if breaks else nullcontext(),
        town.desk.change(town.actor, "record.write", "test.load", bulk=True) as change,
    ):
        before = change.conn.execute("PRAGMA cache_size").fetchone()
        try:
            with records.loading(change, "person", 50_000):
                sizes.append(change.conn.execute("PRAGMA cache_size").fetchone())
                1 / (0 if breaks else 1)
        finally:
            sizes.append(change.conn.execute("PRAGMA cache_size").fetchone())
    assert sizes[0] != before
    assert sizes[1] == before


def test_looking_up_by_any_column(town: Any) -> None:
    with town.desk.reader() as conn:
        assert store.find(conn, "building", "number", ["B1", "B2", "B9", None]) == {"B1": 1, "B2": 2}
        assert store.find(conn, "person", "name", ["王五"]) == {"王五": town.made["person"][2]}
