"""Another program changes a layer of the file: it is noticed, shown, accepted as a version or put back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gridgov.errors import BadInput
from gridgov.services import audit, cells, layer_changes, records
from gridgov.services.desk import Desk
from gridgov.services.staff import sign_in
from gridgov.spatial.blob import encode_polygons
from gridgov.store import binary
from tests.services.conftest import District, square


def elsewhere(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """What a program that knows nothing of us does to the file: plain statements on a connection of its own."""
    conn = sqlite3.connect(path)
    binary.register(conn)
    with conn:
        for sql, values in statements:
            conn.execute(sql, values)
    conn.close()


def altered(district: District) -> Desk:
    """A cell moved by half its width, one gone, one new."""
    moved, new = (bytes(encode_polygons([square(column, 0)], 4326)[0]) for column in (0.5, 9))
    path = district.path
    district.close()
    elsewhere(
        path,
        ("UPDATE unit_cell SET geom = ? WHERE code = ?", (moved, district.code(0, 0))),
        ("DELETE FROM unit_cell WHERE code = ?", (district.code(5, 3),)),
        ("INSERT INTO unit_cell(geom, code, name) VALUES (?, '990001009000', 'new one')", (new,)),
    )
    return Desk.open(path)


def test_what_another_program_did_is_noticed_and_shown(town: District) -> None:
    desk = altered(town)
    actor = sign_in(desk)
    assert layer_changes.altered_layers(desk) == ["unit_cell"]
    found = {one.code: one.what for one in layer_changes.difference(desk, actor, "unit_cell")}
    assert found == {town.code(0, 0): ("shape",), town.code(5, 3): ("gone",), "990001009000": ("new",)}
    assert any("another program" in sentence for sentence in audit.check(desk, actor))
    desk.close()


def test_accepted_it_is_a_new_version_and_records_are_attached_anew(town: District) -> None:
    x, y = town.inside(0, 0)
    before = town.panel(0, 0)["counts"]
    desk = altered(town)
    actor = sign_in(desk)
    assert layer_changes.accept(desk, actor, "unit_cell") == 3
    assert layer_changes.altered_layers(desk) == []
    assert audit.check(desk, actor) == []
    panel = cells.panel(desk, actor, town.code(0, 0), layer="unit_cell")
    assert panel["counts"] != before, "what lay in its western half is in no cell now"
    assert records.counts(desk, actor)["person"] == 3
    with desk.reader() as conn:
        past = conn.execute("SELECT code FROM unit_cell_past ORDER BY code").fetchall()
    assert [code for (code,) in past] == [town.code(0, 0), town.code(5, 3)]
    assert (x, y) == town.inside(0, 0)
    desk.close()


def test_put_back_it_is_as_it_was(town: District) -> None:
    with town.desk.reader() as conn:
        before = conn.execute("SELECT fid, code, name, geom FROM unit_cell ORDER BY fid").fetchall()
    desk = altered(town)
    actor = sign_in(desk)
    layer_changes.put_back(desk, actor, "unit_cell")
    with desk.reader() as conn:
        assert conn.execute("SELECT fid, code, name, geom FROM unit_cell ORDER BY fid").fetchall() == before
    assert audit.check(desk, actor) == []
    desk.close()


def test_our_own_work_is_not_noticed(town: District) -> None:
    cells.publish(
        town.desk,
        town.actor,
        town.unit,
        town.new_cells([town.code(0, 0)], [square(0.2, 0)], [None]),
        valid_from="2026-06-01",
    )
    assert layer_changes.altered_layers(town.desk) == []


def test_a_cell_without_a_code_waits_for_one(town: District) -> None:
    path = town.path
    new = bytes(encode_polygons([square(9, 0)], 4326)[0])
    town.close()
    elsewhere(path, ("INSERT INTO unit_cell(geom) VALUES (?)", (new,)))
    desk = Desk.open(path)
    with pytest.raises(BadInput, match="have no code"):
        layer_changes.accept(desk, sign_in(desk), "unit_cell")
    assert layer_changes.altered_layers(desk) == ["unit_cell"], "nothing half-done"
    desk.close()
