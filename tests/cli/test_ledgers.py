"""Ledgers by command: records entered and changed, homes visited, forms filled."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from gridgov import messages
from gridgov.cli.main import run
from tests.cli.test_cases import told
from tests.services.test_form_fill import form


@pytest.fixture
def file(tmp_path: Path) -> str:
    messages.use("en")
    path = str(tmp_path / "d.gpkg")
    assert run(["new", path]) == 0
    for words in (
        ("building", "number=B1", "x=116.5", "y=39.5"),
        ("dwelling", "number=D1", "building=B1", "address=和平路1号101"),
        ("household", "number=H1", "dwelling=D1"),
    ):
        assert run(["record", "add", words[0], *words[1:], "--in", path]) == 0
    return path


def test_a_record_by_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    made = told(
        capsys, "record", "add", "person", "name=陈安然", "number=99010119900101001X", "household=H1", "--in", file
    )
    assert made["fid"] == 1
    number = "99010119900101001X"
    assert told(capsys, "record", "edit", "person", number, "phone=１９９00001234", "--in", file)["fid"] == 1
    assert [m["fid"] for m in told(capsys, "record", "members", "H1", "--in", file)] == [1]
    assert run(["record", "move", number, "--in", file]) == 0
    assert told(capsys, "record", "members", "H1", "--in", file) == []
    assert run(["record", "undo", "person", number, "--in", file]) == 0
    assert run(["record", "withdraw", "person", number, "--in", file]) == 0
    assert run(["record", "edit", "person", number, "phone=1", "--in", file]) == 2
    assert run(["record", "add", "person", "phone=1", "--in", file]) == 3
    assert run(["record", "add", "person", "nonsense", "--in", file]) == 2


def test_a_visit_by_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", "add", "person", "name=陈安然", "household=H1", "care=独居", "--in", file]) == 0
    (one,) = told(capsys, "visit", "due", "--in", file)
    assert one["due_on"]
    assert [o["person"] for o in told(capsys, "visit", "due", "--route", "--in", file)] == [1]
    assert told(capsys, "visit", "sheet", "D1", "--in", file)["residents"][0]["person"] == 1
    words = ("visit", "save", "D1", "--person", "1=there", "--hazard", "wiring", "--case", "楼道灯不亮", "--in", file)
    assert told(capsys, *words)["visit"] == 1
    assert told(capsys, "visit", "due", "--in", file) == []
    assert run(["visit", "save", "D1", "--person", "x=there", "--in", file]) == 2
    assert run(["visit", "save", "D1", "--person", "1=dead", "--in", file]) == 3


def test_a_form_by_command(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["record", "add", "person", "name=陈安然", "household=H1", "--in", file]) == 0
    source, out = str(form(tmp_path / "f.xlsx")), str(tmp_path / "out.xlsx")
    assert told(capsys, "form", "look", source, "--in", file)["fields"]
    done = told(capsys, "form", "fill", source, out, "--in", file, "--column", "补贴标准=note")
    assert done["rows"] == 1
    assert any(name == "number" for _, _, name in done["missing"])
    assert run(["form", "fill", source, out, "--in", file, "--column", "无此栏=name"]) == 2
    assert run(["form", "fill", source, out, "--in", file, "--since", out]) == 0


def test_tidying_by_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run(["record", "add", "person", "name=陈安然", "birth_date=1990-01-02", "--in", file]) == 0
    found = {one["id"]: one["count"] for one in told(capsys, "tidy", "check", "--in", file)}
    assert found["person_no_home"] == 2
    assert run(["tidy", "right", "person_no_home", "1", "--in", file]) == 0
    assert [one["fid"] for one in told(capsys, "tidy", "check", "person_no_home", "--in", file)] == [2]
    (pair,) = told(capsys, "tidy", "doubles", "person", "--in", file)
    merged = told(capsys, "tidy", "merge", "person", str(pair["one"]), str(pair["other"]), "--in", file)["merge"]
    assert told(capsys, "tidy", "doubles", "person", "--in", file) == []
    assert told(capsys, "tidy", "unmerge", str(merged), "--in", file)["fid"] > 2
    assert run(["tidy", "unmerge", str(merged), "--in", file]) == 2
    assert run(["tidy", "check", "no check", "--in", file]) == 2


def test_a_list_by_command(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["record", "add", "person", "name=陈安然", "birth_date=1990-01-02", "--in", file]) == 0
    path = tmp_path / "a.csv"
    path.write_text("姓名,出生日期,手机\n陈安然,1990-01-02,19900002222\n林小满,1991-01-02,\n", encoding="utf-8")
    found = told(capsys, "match", "compare", "person", str(path), "--in", file)
    assert found["counts"] == {"same": 0, "differs": 1, "new": 1, "several": 0, "rejected": 0}
    done = told(capsys, "match", "apply", "person", str(path), "--row", "3=skip", "--in", file)
    assert (done["added"], done["changed"], done["skipped"]) == (0, 1, 1)
    assert run(["import", "undo", str(done["batch"]), "--in", file]) == 0
    assert run(["match", "apply", "person", str(path), "--row", "x", "--in", file]) == 2


def test_a_ruling_by_command(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cells = tmp_path / "cells.geojson"
    ring = "[[116,39],[116.001,39],[116.001,39.001],[116,39.001],[116,39]]"
    cells.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"990001000001"},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
        encoding="utf-8",
    )
    assert run(["import", "cells", str(cells), "--into", file, "--code", "code"]) == 0
    words = ("ruling", "make", "990001000001", "--around", "116.5", "39.5", "50", "--in", file)
    made = told(capsys, *words, "--reason", "绿带")
    assert made["settled"] == 1
    assert told(capsys, "ruling", "list", "--in", file)[0]["reason"] == "绿带"
    assert run(["ruling", "withdraw", str(made["ruling"]), "--in", file]) == 0
    assert run(["ruling", "withdraw", str(made["ruling"]), "--in", file]) == 2
    assert run(["ruling", "make", "nothing", "--around", "116", "39", "5", "--reason", "x", "--in", file]) == 3


def test_fields_ties_and_services_by_command(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["field", "add", "person", "志愿者编号", "--in", file]) == 0
    assert run(["field", "add", "person", "宗教", "--in", file]) == 2
    assert [one["name"] for one in told(capsys, "field", "list", "--in", file)] == ["志愿者编号"]
    words = ("record", "add", "person", "name=陈安然", "number=99010119400101001X", "birth_date=1940-01-01")
    assert run([*words, "household=H1", "志愿者编号=Z1", "--in", file]) == 0
    assert run(["field", "list", "--in", file]) == 0
    assert run(["field", "remove", "person", "志愿者编号", "--in", file]) == 0
    key = "99010119400101001X"
    assert run(["record", "tie", "owns", f"person:{key}", "dwelling:D1", "--in", file]) == 0
    (one,) = told(capsys, "record", "ties", f"person:{key}", "--in", file)
    assert one["register"] == "dwelling"
    assert run(["record", "ties", "dwelling:D1", "--in", file]) == 0
    assert run(["record", "untie", str(one["id"]), "--in", file]) == 0
    assert run(["record", "tie", "owns", "nothing", "dwelling:D1", "--in", file]) == 2
    assert run(["service", "list", "--in", file]) == 0
    assert run(["service", "give", key, "elder_allowance", "--in", file]) == 0
    found = {one["service"]["code"]: one["how"] for one in told(capsys, "service", "person", key, "--in", file)}
    assert found["elder_allowance"] == "has"
    assert found["elder_meals"] == "may"
    assert run(["service", "person", key, "--in", file]) == 0
    assert run(["service", "end", "1", "--in", file]) == 0
    counts = {one["code"]: one for one in told(capsys, "service", "cell", "--in", file)}
    assert counts["elder_meals"]["lack"] == 1
    assert [one["number"] for one in told(capsys, "service", "cell", "--lack", "elder_meals", "--in", file)]
    assert run(["service", "cell", "--in", file]) == 0
    assert run(["service", "cell", "--lack", "castle", "--in", file]) == 2
    assert told(capsys, "service", "request", key, "elder_meals", "--in", file)["number"]
    source = tmp_path / "s.csv"
    source.write_text("code,zh\nbath,助浴\n", encoding="utf-8")
    assert run(["service", "load", str(source), "--in", file]) == 0


def test_groups_and_many_by_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, sex in (("陈安然", "2"), ("林若溪", "2"), ("周博雨", "1")):
        assert run(["record", "add", "person", f"name={name}", f"sex={sex}", "--in", file]) == 0
    capsys.readouterr()
    assert run(["list", "person", "--group-by", "sex", "--format", "json", "--in", file]) == 0
    found = orjson.loads(capsys.readouterr().out)
    assert [(one["label"], one["count"]) for one in found] == [("女", 2), ("男", 1)]
    assert run(["list", "person", "--group-by", "sex", "--in", file]) == 0
    words = ("record", "edit-many", "person", "note=回访", "--in", file)
    assert run(list(words)) == 2, "not everything by an oversight"
    assert told(capsys, *words, "--where", "sex = '2'", "--dry-run") == {"rows": 2, "changed": 0}
    assert told(capsys, *words, "--where", "sex = '2'") == {"rows": 2, "changed": 2}
    assert told(capsys, *words, "--where", "note = '回访'", "--dry-run")["rows"] == 2


def test_patrols_by_command(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    points, track = tmp_path / "points.csv", tmp_path / "track.csv"
    points.write_text("名称,经度,纬度\n东门,116.5,39.5\n西门,116.6,39.5\n", encoding="utf-8")
    track.write_text("时间,经度,纬度\n2026-06-01 08:00,116.5,39.5\n2026-06-01 08:10,116.501,39.5\n", encoding="utf-8")
    assert run(["patrol", "route-add", "夜巡", "--points", str(points), "--in", file]) == 0
    assert run(["patrol", "route-add", "楼", "--register", "building", "--in", file]) == 0
    assert run(["patrol", "route-add", "无", "--in", file]) == 2
    done = told(capsys, "patrol", "record", str(track), "--route", "1", "--in", file)
    assert done["missed"] == ["西门"]
    assert [one["day"] for one in told(capsys, "patrol", "list", "--route", "1", "--in", file)] == ["2026-06-01"]
    assert [one["id"] for one in told(capsys, "patrol", "routes", "--in", file)] == [1, 2]
    for words in (["patrol", "list"], ["patrol", "routes"], ["patrol", "route-end", "1"]):
        assert run([*words, "--in", file]) == 0
    assert run(["patrol", "record", str(track), "--route", "2", "--in", file]) == 3, "the same track again"


def test_addresses_by_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", "add", "building", "number=B2", "address=和平路2号", "x=116.6", "y=39.5", "--in", file]) == 0
    found = told(capsys, "address", "find", "和平路二号", "--in", file)
    assert found["found"]["sure"] == "number"
    assert found["parts"]["road"] == "和平路"
    assert run(["address", "find", "不明路9号", "--in", file]) == 0
    assert run(["address", "find", "和平路2号", "--in", file]) == 0
    assert run(["address", "place", "organization", "--in", file]) == 0
