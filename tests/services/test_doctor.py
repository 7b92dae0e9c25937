"""The doctor names every fault of a file or a layer, with its place and size, and says nothing of a sound one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gridgov.errors import BadInput, WrongUse
from gridgov.services import cells, doctor
from gridgov.services.doctor import Report

WEST, SOUTH = 117.0, 39.8
STEP = 0.001


def ring(column: float, row: float, width: float = 1, height: float = 1) -> list[list[float]]:
    x, y = WEST + column * STEP, SOUTH + row * STEP
    w, h = width * STEP, height * STEP
    return [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]  # neighbours differ in the last digit


def write(path: Path, *cells_: tuple[str, list[list[float]]]) -> Path:
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [outline]}}
        for code, outline in cells_
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def kinds(report: Report) -> dict[str, tuple[str, ...]]:
    return {f.kind: tuple(f.codes) for f in report.findings}


def test_a_sound_file_has_nothing(tmp_path: Path) -> None:
    report = doctor.examine_file(write(tmp_path / "a.geojson", ("A", ring(0, 0)), ("B", ring(1, 0))))
    assert (report.features, report.findings, report.faults) == (2, [], [])
    assert doctor.exit_code(report) == 0
    assert doctor.sentences(report) == []


def test_an_overlap_has_its_cells_its_place_and_its_size(tmp_path: Path) -> None:
    report = doctor.examine_file(write(tmp_path / "a.geojson", ("A", ring(0, 0)), ("B", ring(0.5, 0))))
    (found,) = doctor.as_json(report)["findings"]
    assert found["kind"] == "overlap"
    assert sorted(found["codes"]) == ["A", "B"]
    assert WEST + 0.5 * STEP <= found["x"] <= WEST + STEP
    assert SOUTH <= found["y"] <= SOUTH + STEP
    whole = 85.6 * 111.0  # metres of a thousandth of a degree along and across at this latitude
    assert found["area_m2"] == pytest.approx(whole / 2, rel=0.02)
    assert "A" in found["message"]
    assert doctor.exit_code(report) == 1


def test_a_hole_between_cells_is_a_gap(tmp_path: Path) -> None:
    around = [(f"C{x}{y}", ring(x, y)) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    report = doctor.examine_file(write(tmp_path / "a.geojson", *around))
    assert set(kinds(report)) == {"gap"}
    (gap,) = report.findings
    assert gap.x == pytest.approx(WEST + 1.5 * STEP, abs=STEP / 2)


def test_a_bow_tie_crosses_itself(tmp_path: Path) -> None:
    x, y = WEST, SOUTH
    bow = [[x, y], [x + STEP, y + STEP], [x + STEP, y], [x, y + STEP], [x, y]]
    report = doctor.examine_file(write(tmp_path / "a.geojson", ("A", bow)))
    assert kinds(report)["self_crossing"] == ("A",)


def test_a_broken_document_has_its_place_and_cannot_be_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text('{"type": "FeatureCollection", "features": [{]}', encoding="utf-8")
    report = doctor.examine_file(tmp_path / "a.geojson")
    assert doctor.exit_code(report) == 3
    assert len(report.faults) == 1
    open_ring = ring(0, 0)[:-1]
    report = doctor.examine_file(write(tmp_path / "b.geojson", ("A", ring(1, 0)), ("B", open_ring)))
    assert doctor.exit_code(report) == 3
    assert any("[1]" in fault.place for fault in report.faults), [fault.place for fault in report.faults]
    assert all(f["message"] and f["place"] for f in doctor.as_json(report)["findings"])
    with pytest.raises(BadInput, match="not there"):
        doctor.examine_file(tmp_path / "absent.geojson")


def test_a_layer_of_a_district_with_its_parents(district: Any) -> None:
    report = doctor.examine_layer(district.desk, district.actor)
    assert (report.features, report.findings) == (24, [])
    moved = district.new_cells(["990001000000"], [district.square(-0.5, 0)], ["990000"])
    cells.publish(district.desk, district.actor, district.unit, moved, valid_from="2026-02-01")
    found = doctor.examine_layer(district.desk, district.actor, "unit_cell")
    assert kinds(found)["outside_parent"][0] == "990001000000"
    with pytest.raises(WrongUse, match="no layer nowhere"):
        doctor.examine_layer(district.desk, district.actor, "nowhere")


def test_a_district_is_told_from_other_files(district: Any, testdata: Path) -> None:
    assert doctor.is_district(district.path)
    assert not doctor.is_district(testdata / "momepy" / "bubenec.gpkg")


def test_real_cells_made_by_a_tessellation_do_not_overlap(testdata: Path) -> None:
    report = doctor.examine_file(testdata / "momepy" / "bubenec.gpkg", layer="tessellation")
    assert report.features == 144
    assert [f for f in report.findings if f.kind == "overlap" and f.area_m2 > 1] == []
    with pytest.raises(WrongUse, match="choose one"):
        doctor.examine_file(testdata / "momepy" / "bubenec.gpkg")
