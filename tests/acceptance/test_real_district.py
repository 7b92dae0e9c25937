"""A real district by command: its cells, its cases, its components, and what is handed on, figure by figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gridgov.cli.main import run

Call = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("district")


@pytest.fixture(scope="module")
def district(folder: Path, testdata: Path) -> tuple[Path, dict[str, Any]]:
    """The district file and what each import said."""
    file, clean = folder / "district.gpkg", testdata / "dc_clean"
    said: dict[str, Any] = {}

    def cells(layer: str, source: str, *more: str) -> None:
        said[layer] = ask("import", "cells", clean / source, "--into", file, "--layer", layer, *more, "--json")

    def records(register: str, source: str, mapping: str) -> None:
        receipt = folder / f"{register}.receipt.csv"
        said[register] = ask(
            "import", "records", register, clean / source, "--into", file, "--mapping", clean / mapping,
            "--receipt", receipt, "--json",
        )  # fmt: skip

    assert run(["new", str(file), "--name", "District"]) == 0
    cells("district", "ward_2012.geojson", "--code", "WARD", "--name", "NAME")
    cells(
        "street", "anc_2013_streets.geojson", "--code", "ANC_ID", "--parent-layer", "district", "--parent", "geometry"
    )
    cells("unit_cell", "smd_2013_cells.geojson", "--code", "SMD_ID", "--parent-layer", "street", "--parent", "ANC_ID")
    records("case", "requests_even_ids.csv", "requests.mapping.toml")
    records("component", "components.gpkg", "components.mapping.toml")
    return file, said


def ask(*words: object) -> tuple[int, Any]:
    """A command's exit code and the JSON it printed."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run([str(word) for word in words])
    return code, json.loads(out.getvalue())


def test_the_cells_are_all_there_without_a_fault(district: tuple[Path, dict[str, Any]]) -> None:
    _, said = district
    code, answer = said["unit_cell"]
    assert (code, answer["rows"], answer["added"], answer["rejected"]) == (0, 296, 296, 0)


def test_doctor_finds_no_overlap_and_no_gap(district: tuple[Path, dict[str, Any]]) -> None:
    _, answer = ask("doctor", district[0], "--layer", "unit_cell", "--json")
    assert answer["features"] == 296
    assert [f for f in answer["findings"] if f["kind"] in {"overlap", "gap", "self_crossing", "duplicate"}] == []


def test_the_two_middle_areas_across_two_upper_ones_are_reported(district: tuple[Path, dict[str, Any]]) -> None:
    code, answer = ask("doctor", district[0], "--layer", "street", "--json")
    outside = [f for f in answer["findings"] if f["kind"] == "outside_parent"]
    assert code == 1
    assert sorted({f["codes"][0] for f in outside}) == ["3G", "6D"]


def test_every_row_of_the_cases_has_its_verdict(district: tuple[Path, dict[str, Any]], folder: Path) -> None:
    code, answer = district[1]["case"]
    assert code == 1
    assert answer["rows"] == 11441
    assert answer["added"] == 11255
    assert answer["same"] + answer["skipped"] == 185
    assert answer["rejected"] == 1
    assert sum(answer[key] for key in ("added", "changed", "same", "skipped", "rejected")) == answer["rows"]
    lines = (folder / "case.receipt.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 11441 + 1


def test_the_same_cases_again_change_nothing(district: tuple[Path, dict[str, Any]], testdata: Path) -> None:
    clean = testdata / "dc_clean"
    _, answer = ask(
        "import", "records", "case", clean / "requests_even_ids.csv", "--into", district[0],
        "--mapping", clean / "requests.mapping.toml", "--dry-run", "--json",
    )  # fmt: skip
    assert (answer["added"], answer["changed"]) == (0, 0)


def test_every_component_is_kept_and_those_in_no_cell_are_listed(district: tuple[Path, dict[str, Any]]) -> None:
    file, said = district
    _, answer = said["component"]
    assert answer["rows"] == answer["added"] == 43403
    _, rows = ask("unattached", "--in", file, "--json")
    outside = [row for row in rows if row["register"] == "component" and row["layer"] == "unit_cell"]
    assert len(outside) == 919
    assert {row["how"] for row in outside} == {"none"}


def test_cases_per_cell_equal_the_expected_file(
    district: tuple[Path, dict[str, Any]], folder: Path, testdata: Path
) -> None:
    out = folder / "summaries.geojson"
    assert (
        run(["export", "geojson", "summaries", "--in", str(district[0]), "--layer", "unit_cell", "--out", str(out)])
        == 0
    )
    collection = json.loads(out.read_text(encoding="utf-8"))
    expected = json.loads((testdata / "dc_clean" / "expected_even_ids.json").read_text())["count_by_smd"]
    found = {f["properties"]["code"]: f["properties"]["case_count"] for f in collection["features"]}
    assert len(found) == 296
    assert {code: n for code, n in found.items() if n} == {code: n for code, n in expected.items() if n}


def test_the_panel_shows_the_same_figures(district: tuple[Path, dict[str, Any]], testdata: Path) -> None:
    expected = json.loads((testdata / "dc_clean" / "expected_even_ids.json").read_text())["count_by_smd"]
    for code in ("2B05", "3D07", "1A01"):
        _, panel = ask("cell", code, "--in", district[0], "--json")
        assert panel["counts"]["case"] == expected.get(code, 0)
        states = panel["cases"]
        assert states["open"] + states["waiting"] + states["done"] + states["void"] == panel["counts"]["case"]
        assert states["overdue"] <= states["open"]
        assert panel["parents"]["street"] == code[:2]


def test_the_file_is_whole(district: tuple[Path, dict[str, Any]]) -> None:
    code, answer = ask("check", district[0], "--json")
    assert (code, answer["findings"]) == (0, [])


def test_an_import_taken_back_leaves_every_list(district: tuple[Path, dict[str, Any]], testdata: Path) -> None:
    file, said = district
    batch = said["component"][1]["batch"]
    assert run(["import", "undo", str(batch), "--in", str(file)]) == 0
    _, info = ask("info", file, "--json")
    assert info["registers"]["component"] == 0
    assert info["registers"]["case"] == 11255
