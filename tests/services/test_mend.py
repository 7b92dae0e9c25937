"""Mending: what can be mended without moving a neighbour is, shared edges stay shared, all of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
import shapely
from click.testing import CliRunner

from gridgov import messages
from gridgov.cli.main import cli
from gridgov.errors import BadInput, WrongUse
from gridgov.services import cell_import, cells, mend, staff
from gridgov.services.desk import Desk
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial.mending import _edges
from gridgov.spatial.polygons import to_shapely
from tests.services.test_doctor import write

M = 1e-5
"""About a metre, in degrees."""


def grid(x: float, y: float) -> list[float]:
    return [117.0 + x * M, 39.8 + y * M]


def cell(*corners: tuple[float, float]) -> list[list[float]]:
    return [grid(*c) for c in (*corners, corners[0])]


# A row of four squares of about 100 m.
A = cell((0, 0), (100, 0), (100, 100), (0, 100))
B = cell((100, 0), (200, 0), (200, 100), (100, 100))
C = cell((200, 0), (300, 0), (300, 100), (200, 100))
TOP = cell((0, 100), (100, 100), (200, 100), (300, 100), (300, 200), (0, 200))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Any]:
    messages.use("en")
    desk = Desk.create(tmp_path / "district.gpkg")
    yield desk, staff.sign_in(desk), tmp_path
    desk.close()


def bring(office: Any, *drawn: tuple[str, list[list[float]]]) -> mend.Diagnosis:
    desk, actor, folder = office
    cell_import.import_cells(desk, actor, write(folder / "cells.geojson", *drawn), code="code", edges=False)
    return mend.diagnose(desk, actor)


def shapes(office: Any) -> dict[str, Any]:
    rings, codes, _ = layer_rings(office[0], office[1], "unit_cell")
    return dict(zip(codes, to_shapely(rings), strict=True))


SPIKED = [*A[:1], grid(50, 0), grid(50, -60), grid(50.02, 0), *A[1:]]
LOOP = [*A[:1], grid(60, 0), grid(62, -1), grid(60, -1), grid(62, 0), *A[1:]]
OVER = cell((100, 0), (200.2, 0), (200.2, 100), (100, 100))
UNDER = cell((100, 0), (199.8, 0), (199.8, 100), (100, 100))

FAULTS = {
    "spike": (("spike",), (("A", SPIKED), ("B", B), ("C", C))),
    "crossing": (("self_crossing",), (("A", LOOP), ("B", B), ("C", C))),
    "overlap": (("sliver",), (("A", A), ("B", OVER), ("C", C))),
    "gap": (("sliver",), (("A", A), ("B", UNDER), ("C", C), ("T", TOP), ("U", cell((0, -100), (300, -100), (300, 0),
            (200, 0), (199.8, 0), (100, 0), (0, 0))))),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_mended_no_neighbour_moves_and_it_is_taken_back(office: Any, name: str) -> None:
    desk, actor, _ = office
    wanted, drawn = FAULTS[name]
    found = bring(office, *drawn)
    assert tuple(sorted({one.kind for _, one in found.findings})) == wanted
    before = shapes(office)
    done = mend.mend(desk, actor, found, [key for key, _ in found.open])
    assert done is not None
    assert len(done.codes) == 1
    after = shapes(office)
    for code, shape in after.items():
        if code not in done.codes:
            assert shapely.equals_exact(shape, before[code]), f"{code} was not to move"
    (code,) = done.codes
    assert after[code].is_valid
    for other, shape in before.items():
        if other != code:
            shared = _edges(before[code]) & _edges(shape)
            lost = shared - _edges(after[code])
            assert all(after[code].boundary.covers(shapely.LineString(sorted(edge))) for edge in lost), "stays shared"
    again = mend.diagnose(desk, actor)
    assert again.findings == []
    back = mend.take_back(desk, actor, done.number)
    assert back.undone
    assert all(shapely.equals_exact(shape, before[code]) for code, shape in shapes(office).items())
    with pytest.raises(WrongUse, match="taken back before"):
        mend.take_back(desk, actor, done.number)
    rows = cells.cell_rows(desk, actor, "unit_cell")
    assert len(rows) == len(drawn)


def test_what_would_move_a_neighbour_is_left_to_a_person(office: Any) -> None:
    bow = cell((0, 0), (100, 100), (100, 0), (0, 100))
    wide = cell((100, 0), (230, 0), (230, 100), (100, 100))
    found = bring(office, ("A", bow), ("B", wide), ("C", C))
    assert {one.kind for _, one in found.findings} == {"self_crossing", "overlap"}
    assert found.mends == {}, "which half of a bow tie is meant, and where a wide overlap ends, only a person knows"
    assert mend.mend(office[0], office[1], found, [key for key, _ in found.findings]) is None


def test_a_cell_that_changed_meanwhile_is_not_mended(office: Any) -> None:
    desk, actor, folder = office
    found = bring(office, ("A", SPIKED), ("B", B))
    changed = write(folder / "again.geojson", ("A", A), ("B", B))
    cell_import.import_cells(desk, actor, changed, code="code", edges=False)
    with pytest.raises(BadInput, match="changed meanwhile"):
        mend.mend(desk, actor, found, [key for key, _ in found.open])


def test_a_finding_is_left_and_remembered_until_it_is_looked_at_again(office: Any) -> None:
    desk, actor, _ = office
    found = bring(office, ("A", A), ("B", OVER), ("C", C))
    ((key, one),) = found.open
    with pytest.raises(BadInput, match="Say why"):
        mend.leave(desk, actor, found, key, " ")
    mend.leave(desk, actor, found, key, "the wall is that thick")
    again = mend.diagnose(desk, actor)
    assert again.open == []
    assert [(kept.why, kept.sentence) for kept in mend.left(desk, actor)] == [
        ("the wall is that thick", messages.tr(one.sentence, **one.params))
    ]
    mend.look_again(desk, actor, key)
    assert [k for k, _ in mend.diagnose(desk, actor).open] == [key]
    with pytest.raises(WrongUse, match="No finding"):
        mend.look_again(desk, actor, key)


def test_a_code_that_is_built_otherwise_is_found(office: Any) -> None:
    drawn = [(f"9901{n:02d}", cell((n * 10, 0), (n * 10 + 10, 0), (n * 10 + 10, 10), (n * 10, 10))) for n in range(12)]
    drawn[3] = ("99O103", drawn[3][1])
    found = bring(office, *drawn)
    assert [(one.kind, one.codes) for _, one in found.findings] == [("code_pattern", ("99O103",))]


def test_the_command_mends_lists_leaves_and_takes_back(office: Any) -> None:
    desk, _, folder = office
    bring(office, ("A", SPIKED), ("B", OVER), ("C", C))
    desk.close()
    file = str(folder / "district.gpkg")

    def run(*arguments: str) -> tuple[int, Any]:
        done = CliRunner().invoke(cli, ["--lang", "en", "doctor", file, *arguments, "--json"], catch_exceptions=False)
        return done.exit_code, orjson.loads(done.stdout)

    code, report = run()
    assert code == 1
    assert {(f["kind"], f["fixable"], f["left"]) for f in report["findings"]} == {
        ("spike", True, False), ("sliver", True, False)}  # fmt: skip
    assert run("--mend", "all", "--dry-run")[1]["mend"] is None
    code, made = run("--mend", "spike")
    assert (code, made["cells"], made["left_to_do"]) == (1, ["A"], 1)
    key = next(f["key"] for f in run()[1]["findings"])
    assert run("--leave", key, "--why", "as drawn")[0] == 0
    assert run()[0] == 0
    assert [one["key"] for one in run("--left")[1]] == [key]
    assert run("--again", key)[0] == 0
    assert run("--undo", str(made["mend"]))[0] == 0
    assert [(one["number"], bool(one["undone"])) for one in run("--mends")[1]] == [(made["mend"], True)]
    assert np.isclose(len(run()[1]["findings"]), 2)
