"""What comes in goes out and comes in again the same; what is taken back leaves everything as it was."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov import messages
from gridgov.domain.ids import citizen_check
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.services import (
    cell_import,
    cells,
    export,
    imports,
    lists,
    matching,
    own_fields,
    record_entry,
    search,
    service_catalogue,
    tidy,
    ties,
)
from tests.services.conftest import District, code_of, inside, make

NAMES = ("陈安然", "欧阳小满", "林若溪", "单知秋", "𠮷野", "O'Neil", "=1+1", "无")
WORDS = ("", "普通话", "备注，含逗号", 'quote "x"', "two\nlines", "０１２３", "1.1E+17", "001", "a;b")


@contextmanager
def fresh() -> Iterator[District]:
    messages.use("en")
    with tempfile.TemporaryDirectory() as folder:
        district = make(Path(folder) / "district.gpkg")
        try:
            for number in (1, 2):
                x, y = inside(number, 0)
                given_ = {"number": f"B{number}", "x": str(x), "y": str(y)}
                record_entry.enter(district.desk, district.actor, "building", given_)
                home = {"number": f"D{number}", "building": f"B{number}"}
                record_entry.enter(district.desk, district.actor, "dwelling", home)
                record_entry.enter(
                    district.desk, district.actor, "household", {"number": f"H{number}", "dwelling": f"D{number}"}
                )
            yield district
        finally:
            district.close()


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, str]]:
    rows = []
    for n in range(draw(st.integers(1, 8))):
        born = draw(st.dates(date(1930, 1, 1), date(2020, 1, 1)))
        first = f"990101{born:%Y%m%d}{n:03d}"
        number = first + citizen_check(first)
        if draw(st.integers(0, 5)) == 0:
            number = ""
        rows.append(
            {
                "身份证号": number,
                "姓名": draw(st.sampled_from(NAMES)) + str(n),
                "手机": draw(st.sampled_from(["", f"1990000{n:04d}", "０１０－１２３４５６７８"])),
                "户号": draw(st.sampled_from(["", "H1", "H2", "H9"])),
                "备注": draw(st.sampled_from(WORDS)),
                "结对": draw(st.sampled_from(["", "甲", "乙"])),
            }
        )
    return rows


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


OUT = ["number", "name", "phone", "note", "结对"]


@settings(max_examples=12, deadline=None)
@given(people())
def test_out_and_in_again_is_the_same(rows: list[dict[str, str]]) -> None:
    with fresh() as one, fresh() as other:
        folder = one.path.parent
        first = imports.import_file(one.desk, one.actor, "person", write(folder / "人员.csv", rows))
        assert first.rows == first.added + first.changed + first.same + first.skipped + first.rejected == len(rows)
        assert first.rejected == 0
        out, again = folder / "out.csv", folder / "again.csv"
        own_fields.add(one.desk, one.actor, "person", "结对")
        own_fields.add(other.desk, other.actor, "person", "结对")
        export.export(one.desk, one.actor, "csv", "person", out, columns=OUT)
        second = imports.import_file(other.desk, other.actor, "person", out)
        assert (second.added, second.rejected) == (len(rows), 0)
        export.export(other.desk, other.actor, "csv", "person", again, columns=OUT)
        with out.open(encoding="utf-8-sig", newline="") as a, again.open(encoding="utf-8-sig", newline="") as b:
            was, now = list(csv.DictReader(a)), list(csv.DictReader(b))
        assert [{name: row[name] for name in OUT} for row in was] == [{name: row[name] for name in OUT} for row in now]
        repeat = imports.import_file(one.desk, one.actor, "person", folder / "人员.csv")
        assert (repeat.added, repeat.changed, repeat.rejected) == (0, 0, 0), "the same file again changes nothing"


FIELDS = ("name", "phone", "note", "household", "结对", "sex")
TYPED = ("", "陈安然", "19900001111", "H1", "H2", "1")


def state(district: District) -> dict[str, Any]:
    """Everything that lists, counts, cells, search and exports say; fids of what comes back may be new ones."""
    desk, actor = district.desk, district.actor
    found: dict[str, Any] = {}
    for register in registers():
        columns = [one.name for one in lists.columns(register, desk)]
        ids = lists.ids(desk, actor, register)
        rows = lists.rows(desk, actor, register, ids, ["uid", *columns])
        found[register] = sorted(map(repr, rows))
        out = district.path.parent / "state.geojson"
        export.export(desk, actor, "geojson", register, out)
        found[f"{register} out"] = sorted(
            orjson.dumps(feature, option=orjson.OPT_SORT_KEYS) for feature in orjson.loads(out.read_bytes())["features"]
        )
    for column in range(3):
        panel = cells.panel(desk, actor, code_of(column, 0), layer="unit_cell")
        found[f"cell {column}"] = panel["counts"]
    for text in ("陈安然", "ca", "oyxm", "欧阳", "0101", "甲"):
        groups = search.find(desk, actor, text, limit=50)
        found[f"search {text}"] = sorted((group.kind, hit.title) for group in groups for hit in group.hits)
    return found


@settings(max_examples=8, deadline=None)
@given(people(), people())
def test_taking_a_batch_back_leaves_everything_as_it_was(
    before: list[dict[str, str]], rows: list[dict[str, str]]
) -> None:
    with fresh() as one:
        own_fields.add(one.desk, one.actor, "person", "结对")
        imports.import_file(one.desk, one.actor, "person", write(one.path.parent / "人员.csv", before))
        was = state(one)
        done = imports.import_file(one.desk, one.actor, "person", write(one.path.parent / "新.csv", rows))
        assert done.batch is not None
        imports.undo(one.desk, one.actor, done.batch)
        assert state(one) == was
        compared = matching.compare(one.desk, one.actor, "person", one.path.parent / "新.csv")
        assert sum(compared.counts.values()) == compared.total == len(rows)
        applied = matching.apply(one.desk, one.actor, compared, rule="take")
        total = applied.added + applied.changed + applied.same + applied.skipped + applied.rejected
        assert total == len(rows)
        if applied.batch is not None:
            imports.undo(one.desk, one.actor, applied.batch)
        assert state(one) == was


@settings(max_examples=8, deadline=None)
@given(people(), st.data())
def test_a_merge_and_its_undoing_leave_everything_as_it_was(rows: list[dict[str, str]], data: st.DataObject) -> None:
    with fresh() as one:
        desk, actor = one.desk, one.actor
        own_fields.add(desk, actor, "person", "结对")
        imports.import_file(desk, actor, "person", write(one.path.parent / "人员.csv", rows))
        record_entry.enter(desk, actor, "person", {"name": "另一人", "household": "H1"})
        ids = lists.ids(desk, actor, "person").tolist()
        keep, drop = data.draw(st.permutations(ids))[:2]
        ties.add(desk, actor, "owns", ("person", drop), ("dwelling", 1))
        service_catalogue.give(desk, actor, drop, "elder_meals")
        was = state(one)
        tied = len(ties.of(desk, actor, "person", drop))
        number = tidy.merge(desk, actor, "person", keep, drop)
        assert len(lists.ids(desk, actor, "person")) == len(ids) - 1
        back = tidy.unmerge(desk, actor, number)
        assert state(one) == was
        assert len(ties.of(desk, actor, "person", back)) == tied


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(TYPED)), min_size=1, max_size=6))
def test_every_change_taken_back_leaves_everything_as_it_was(changes: list[tuple[str, str]]) -> None:
    with fresh() as one:
        desk, actor = one.desk, one.actor
        own_fields.add(desk, actor, "person", "结对")
        fid = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "household": "H1"}).fid
        for name, text in changes:
            was = state(one)
            line = _history(one)
            try:
                record_entry.change(desk, actor, "person", fid, {name: text})
            except GridgovError:
                assert state(one) == was
                continue
            if _history(one) == line:
                assert state(one) == was, "nothing on record, nothing changed"
                continue
            record_entry.undo(desk, actor, "person", fid)
            assert state(one) == was
            record_entry.undo(desk, actor, "person", fid)


def _history(district: District) -> int:
    with district.desk.reader() as conn:
        return int(conn.execute("SELECT max(id) FROM history WHERE register = 'person'").fetchone()[0])


def test_the_state_that_is_compared_sees_a_change() -> None:
    with fresh() as one:
        was = state(one)
        record_entry.enter(one.desk, one.actor, "person", {"name": "陈安然"})
        assert state(one) != was
        assert np.array_equal(lists.ids(one.desk, one.actor, "person"), [1])


@pytest.mark.parametrize("form", ["geojson", "geojsonseq", "gpkg", "csv"])
def test_components_go_out_and_come_in_in_every_format(form: str) -> None:
    with fresh() as one, fresh() as other:
        for n in range(5):
            x, y = inside(n % 3, n % 2)
            given_ = {"number": f"L{n}", "name": WORDS[n + 1], "class": "01037", "x": str(x), "y": str(y)}
            record_entry.enter(one.desk, one.actor, "component", given_)
        out = one.path.parent / f"out.{form}"
        export.export(one.desk, one.actor, form, "component", out)
        done = imports.import_file(other.desk, other.actor, "component", out)
        assert (done.added, done.rejected, done.unattached) == (5, 0, 0)
        columns = ["number", "name", "class", "cell"]
        a, b = (
            lists.rows(d.desk, d.actor, "component", lists.ids(d.desk, d.actor, "component", sort="number"), columns)
            for d in (one, other)
        )
        assert a == b


@pytest.mark.parametrize("form", ["geojson", "geojsonseq", "gpkg"])
def test_cells_go_out_and_come_in_again_the_same(form: str) -> None:
    with fresh() as one:
        out = one.path.parent / f"cells.{form}"
        export.export(one.desk, one.actor, form, "cells", out, layer="unit_cell")
        was = cells.cell_rows(one.desk, one.actor, "unit_cell")
        again = cell_import.import_cells(one.desk, one.actor, out, layer="unit_cell", code="code", name="name")
        assert (again.added, again.changed, again.same, again.rejected) == (0, 0, len(was), [])
        assert again.differs == []
        assert again.missing == []
        assert cells.cell_rows(one.desk, one.actor, "unit_cell") == was, "no new version of any cell"
        copied = cell_import.import_cells(one.desk, one.actor, out, layer="copy", code="code", name="name")
        assert copied.added + copied.changed + copied.same + len(copied.rejected) == copied.rows == len(was)
        second = one.path.parent / f"copy.{form}"
        export.export(one.desk, one.actor, form, "cells", second, layer="copy")
        assert cell_import.import_cells(one.desk, one.actor, second, layer="unit_cell", code="code").same == len(was)
