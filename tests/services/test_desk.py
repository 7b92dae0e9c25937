from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gridgov.errors import Refused
from gridgov.services import audit, cells, records, staff
from gridgov.services.desk import Changes, Desk
from gridgov.spatial.blob import encode_polygons


def findings(path: Path) -> list[Any]:
    validator = pytest.importorskip("osgeo_utils.samples.validate_gpkg")
    return list(validator.check(str(path), extra_checks=True, warning_as_error=True))


def test_the_file_is_a_sound_geopackage_at_every_step(make_district: Any, tmp_path: Path) -> None:
    empty = Desk.create(tmp_path / "empty.gpkg", name="空", crs="EPSG:4548")
    empty.close()
    assert findings(empty.path) == []
    town = make_district("town")
    made = town.people()
    steps = [
        lambda: records.edit(town.desk, town.actor, "building", made["building"][0], {"x": 116.002, "y": 39.002}),
        lambda: records.edit(town.desk, town.actor, "building", made["building"][0], {"x": None, "y": None}),
        lambda: records.withdraw(town.desk, town.actor, "case", made["case"][:2]),
        lambda: cells.publish(
            town.desk,
            town.actor,
            town.unit,
            town.new_cells([town.code(0, 0)], [town.square(0, 0, 0.7)], ["990000"]),
            valid_from="2026-06-01",
        ),
        lambda: records.add_many(
            town.desk,
            town.actor,
            "component",
            {"number": [str(i) for i in range(1500)], "x": np.full(1500, 116.0), "y": np.full(1500, 39.0)},
            source="t",
        ),
    ]
    for step in [lambda: None, *steps]:
        step()
        assert findings(town.path) == []
        assert audit.check(town.desk, town.actor) == []
    town.desk.close()
    assert findings(town.path) == []
    town.desk = Desk.open(town.path)


def test_other_programs_see_the_layers_and_nobody(town: Any) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    town.desk.close()
    names = [name for name, _ in pyogrio.list_layers(town.path)]
    assert set(names) == {
        "unit_cell", "unit_cell_past", "community", "community_past", "building", "place", "component",
        "organization", "opinion", "case_file", "layer",
    }  # fmt: skip
    frame = pyogrio.read_dataframe(town.path, layer="unit_cell")
    assert len(frame) == 24
    assert frame.crs.to_epsg() == 4326
    cases = pyogrio.read_dataframe(town.path, layer="case_file")
    assert len(cases) == 4
    assert not {"description", "reporter", "reporter_phone"} & set(cases.columns)
    town.desk = Desk.open(town.path)


def test_contents_know_the_extent(town: Any) -> None:
    with town.desk.reader() as conn:
        box = conn.execute(
            "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'unit_cell'"
        ).fetchone()
    assert box == pytest.approx((116.0, 39.0, 116.006, 39.004), abs=1e-4)


def test_what_another_program_changes_is_noticed(town: Any) -> None:
    town.desk.close()
    shape = encode_polygons([town.square(0, 0, 0.5)], 4326)[0]
    from gridgov.store import binary

    conn = sqlite3.connect(town.path)
    binary.register(conn)
    conn.execute("UPDATE unit_cell SET geom = ? WHERE code = ?", (shape, town.code(0, 0)))
    conn.commit()
    conn.close()
    town.desk = Desk.open(town.path)
    (sentence,) = audit.check(town.desk, town.actor)
    assert "unit_cell was changed by another program" in sentence


def test_changes_are_told_after_the_commit(town: Any) -> None:
    told: list[Changes] = []
    counted: list[int] = []

    def tell(changes: Changes) -> None:
        told.append(changes)
        counted.append(records.counts(town.desk, town.actor)["person"])

    town.desk.on_changed.append(tell)
    records.add_many(town.desk, town.actor, "person", {"name": ["甲"]}, source="t")
    with pytest.raises(Refused):
        records.add_many(town.desk, town.actor_with("auditor"), "person", {"name": ["乙"]}, source="t")
    assert told == [Changes(frozenset(), frozenset({"person"}))]
    assert counted == [4]


def test_a_look_waits_for_nobody(town: Any) -> None:
    done = threading.Event()

    def look() -> None:
        town.desk.look(town.actor, "person.read", "test.look")
        done.set()

    with town.desk.change(town.actor, "record.write", "test.change"):
        thread = threading.Thread(target=look)
        thread.start()
        assert done.wait(5)
        thread.join()
    acts = [line.act for line in audit.show(town.desk, town.actor, limit=10)]
    assert acts.index("test.change") < acts.index("test.look")


def test_every_change_has_its_line(town: Any) -> None:
    records.edit(town.desk, town.actor, "person", town.made["person"][0], {"phone": "1"})
    lines = audit.show(town.desk, town.actor, limit=5)
    edit = next(line for line in lines if line.act == "record.edit")
    assert edit.actor == "管理员"
    assert edit.about["columns"] == ["phone"]
    assert edit.about["history"]["first"] == edit.about["history"]["last"]
    assert audit.verify(town.desk, town.actor) == []


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE audit SET about = '{}' WHERE id = 3",
        "DELETE FROM audit WHERE id = 3",
        "UPDATE history SET body = x'7b7d' WHERE id = 2",
        "UPDATE history SET actor = 'me' WHERE id = 1",
        "UPDATE erasable SET value = x'7b7d'",
    ],
)
def test_tampering_is_found(town: Any, tamper: str) -> None:
    assert audit.verify(town.desk, town.actor) == []
    town.desk.close()
    conn = sqlite3.connect(town.path)
    for trigger in ("audit_no_update", "audit_no_delete", "history_no_update"):
        conn.execute(f"DROP TRIGGER {trigger}")
    conn.execute(tamper)
    conn.commit()
    conn.close()
    town.desk = Desk.open(town.path)
    assert audit.verify(town.desk, town.actor) != []


def test_rights_are_asked_for_at_the_door(town: Any) -> None:
    collector = town.actor_with("collector")
    with pytest.raises(Refused, match="audit\\.read"):
        audit.show(town.desk, collector)
    with pytest.raises(Refused):
        staff.add(town.desk, collector, name="x", roles=["collector"])
    with pytest.raises(Refused):
        cells.layers(town.desk, town.actor_with())
