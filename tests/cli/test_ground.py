"""Places on the command line: converted, looked up, measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridgov.cli.main import run
from tests.ui.test_window import make


def out(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["--lang", "en", *words]) == code
    return capsys.readouterr().out


def test_a_coordinate_in_another_system(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(out(capsys, "convert", "117.2", "39.1", "--from", "wgs84", "--to", "zone", "--json"))
    assert found["crs"] == "EPSG:4548"
    x, y = str(found["x"]), str(found["y"])
    back = json.loads(out(capsys, "convert", x, y, "--from", "EPSG:4548", "--to", "cgcs2000", "--json"))
    assert (back["x"], back["y"]) == pytest.approx((117.2, 39.1), abs=1e-9)
    assert "EPSG:4326" in out(capsys, "convert", "-73.5", "40.2", "--from", "cgcs2000", "--to", "wgs84")
    out(capsys, "convert", "1", "2", "--from", "nowhere", "--to", "wgs84", code=3)


def test_where_a_text_lies(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = str(make(tmp_path / "district.gpkg"))
    found = json.loads(out(capsys, "where", "东经117.0005度，北纬39.0005度", "--in", file, "--json"))
    assert found[0]["cells"] == {"street": "S", "unit_cell": "A"}
    assert [spot["kind"] for spot in found] == ["coordinate", "coordinate"]
    assert "unit_cell B" in out(capsys, "where", "B", "--in", file)
    assert "Neither" in out(capsys, "where", "无此地", "--in", file)
    assert json.loads(out(capsys, "where", "117.0005", "39.0005", "--in", file, "--json"))


def test_a_distance_and_an_area(capsys: pytest.CaptureFixture[str]) -> None:
    along = json.loads(out(capsys, "ground", "distance", "117", "39", "117.01", "39", "117.01", "39.01", "--json"))
    assert sum(along["legs_m"]) == pytest.approx(along["length_m"])
    assert along["length_m"] == pytest.approx(865.8 + 1110.2, rel=0.001)
    around = json.loads(out(capsys, "ground", "area", "117,39", "117.01,39", "117.01,39.01", "117,39.01", "--json"))
    assert around["area_m2"] == pytest.approx(865.8 * 1110.2, rel=0.001)
    out(capsys, "ground", "area", "117", "39", "118", "39", code=2)
    out(capsys, "ground", "distance", "117", "here", code=2)
    out(capsys, "ground", "distance", "117", code=2)
