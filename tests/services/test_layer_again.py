"""A layer brought in again: every difference is named, former cells stay, records follow the ground."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridgov import messages
from gridgov.errors import WrongUse
from gridgov.services import cell_import, cells, lists, record_entry
from tests.services.test_cell_import import Office, box, write


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    messages.use("en")
    made = Office(tmp_path / "district.gpkg")
    yield made
    made.desk.close()


Cell = tuple[str, str, Any]
BEFORE: list[Cell] = [("A", "甲", box(0, 0)), ("B", "乙", box(1, 0)), ("C", "丙", box(2, 0)), ("D", "丁", box(3, 0)),
                      ("E", "戊", box(4, 0))]  # fmt: skip


def bring(office: Office, path: Path, told: list[Cell], **more: Any) -> cell_import.CellImportResult:
    return office.bring(write(path, *(({"code": c, "name": n}, shape) for c, n, shape in told)), **more)


def kinds(done: cell_import.CellImportResult) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return sorted((one.kind, one.before, one.after) for one in done.differs)


def test_every_difference_is_named(office: Office, tmp_path: Path) -> None:
    assert bring(office, tmp_path / "a.geojson", BEFORE).differs == []
    after = [
        ("A1", "甲一", box(0, 0, 0.5)), ("A2", "甲二", box(0.5, 0, 0.5)),  # split
        ("BC", "乙丙", box(1, 0, 2)),  # merged
        ("D9", "丁", box(3, 0)),  # another code
        ("E", "戊戊", box(4, 0, 1.1)),  # another name and shape
        ("F", "己", box(9, 0)),  # new
    ]  # fmt: skip
    tried = bring(office, tmp_path / "b.geojson", after, dry_run=True)
    assert kinds(tried) == [
        ("code", ("D",), ("D9",)),
        ("merged", ("B", "C"), ("BC",)),
        ("name", ("E",), ("E",)),
        ("new", (), ("F",)),
        ("shape", ("E",), ("E",)),
        ("split", ("A",), ("A1", "A2")),
    ]
    words = {one.kind: one.in_words for one in tried.differs}
    assert "A1, A2" in words["split"]
    moved = next(one for one in tried.differs if one.kind == "shape")
    assert moved.area_m2 == pytest.approx(0.1 * 111_320 * 0.768 * 110.57 * 1e-3, rel=0.05)
    assert "戊 → 戊戊" in words["name"]
    assert len(cells.cell_rows(office.desk, office.actor, "unit_cell")) == 5, "nothing is written by trying"


def test_cells_that_are_gone_stay_or_go_to_the_past(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path / "a.geojson", BEFORE)
    desk, actor = office.desk, office.actor
    x, y = 117.0002, 39.8005
    lamp = record_entry.enter(desk, actor, "component", {"name": "灯", "class": "01037", "x": str(x), "y": str(y)}).fid
    after = [("A1", "甲一", box(0, 0, 0.5)), ("A2", "甲二", box(0.5, 0, 0.5)), *BEFORE[1:]]
    kept = bring(office, tmp_path / "b.geojson", after)
    assert kept.missing == ["A"]
    assert any("were kept" in line for line in cell_import.sentences(kept))
    assert lists.rows(desk, actor, "component", [lamp], ["cell"]) == [(None,)], "it lies in two cells now"
    done = bring(office, tmp_path / "c.geojson", after, gone="retire")
    assert done.retired
    assert sorted(row[1] for row in cells.cell_rows(desk, actor, "unit_cell")) == ["A1", "A2", "B", "C", "D", "E"]
    assert lists.rows(desk, actor, "component", [lamp], ["cell"]) == [("A1",)], "the record follows the ground"
    assert not any("were kept" in line for line in cell_import.sentences(done))
    with desk.reader() as conn:
        uids = {row[0]: row[1] for row in conn.execute("SELECT code, uid FROM unit_cell")}
        past = conn.execute("SELECT code, successor FROM unit_cell_past").fetchall()
    assert past == [("A", f"{uids['A1']} {uids['A2']}")], "who comes after it is known"
    again = bring(office, tmp_path / "d.geojson", after, gone="retire")
    assert (again.added, again.changed, again.differs) == (0, 0, [])
    with pytest.raises(WrongUse):
        bring(office, tmp_path / "e.geojson", after, gone="burn")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_is_split_or_merged_at_random_is_found(tmp_path_factory: Any, data: st.DataObject) -> None:
    office = Office(tmp_path_factory.mktemp("again") / "d.gpkg")
    folder = office.desk.path.parent
    try:
        count = data.draw(st.integers(2, 6))
        old = [(f"C{n}", "", box(n, 0)) for n in range(count)]
        bring(office, folder / "a.geojson", old)
        new: list[Cell] = []
        expected = []
        n = 0
        while n < count:
            act = data.draw(st.sampled_from(["same", "split", "merge"]))
            if act == "split":
                parts = data.draw(st.integers(2, 4))
                codes = tuple(f"N{n}-{p}" for p in range(parts))
                new += [(code, "", box(n + p / parts, 0, 1 / parts)) for p, code in enumerate(codes)]
                expected.append(("split", (f"C{n}",), codes))
                n += 1
            elif act == "merge" and n + 1 < count:
                new.append((f"M{n}", "", box(n, 0, 2)))
                expected.append(("merged", (f"C{n}", f"C{n + 1}"), (f"M{n}",)))
                n += 2
            else:
                new.append(old[n])
                n += 1
        assert kinds(bring(office, folder / "b.geojson", new, dry_run=True)) == sorted(expected)
    finally:
        office.desk.close()


def test_what_a_file_does_not_say_stays_as_it_is(office: Office, tmp_path: Path) -> None:
    bring(office, tmp_path / "s.geojson", [("S1", "西", box(0, 0, 2)), ("S2", "东", box(2, 0, 3))], layer="community")
    bring(office, tmp_path / "a.geojson", BEFORE, parent_layer="community", parent="geometry")
    bare = write(tmp_path / "b.geojson", *(({"code": c}, shape) for c, _, shape in BEFORE))
    again = office.bring(bare)
    assert (again.same, again.changed, again.differs) == (5, 0, []), "no name and no parent in it take none away"
    more = write(
        tmp_path / "c.geojson", *(({"code": c}, shape) for c, _, shape in [*BEFORE, ("F", "", box(4, 1, 0.5))])
    )
    assert office.bring(more).added == 1
    rows = {row[1]: (row[2], row[4]) for row in cells.cell_rows(office.desk, office.actor, "unit_cell")}
    assert rows["A"] == ("甲", "S1")
    assert rows["E"] == ("戊", "S2")
