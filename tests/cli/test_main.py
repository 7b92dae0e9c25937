"""The command line: exit codes, machine output, help for every command, a sentence for every failure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from gridgov.cli.main import cli, run
from gridgov.services.demo import make
from gridgov.services.desk import Desk

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


def every(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    """The words of every command there is."""
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from every(command, *path, name)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented district, made once."""
    path = tmp_path_factory.mktemp("cli") / "demo.gpkg"
    make(path, scale="small")
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.gpkg"
    assert run(["new", str(path), "--name", "空"]) == 0
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out = capsys.readouterr()
    return out.out + out.err


@pytest.mark.parametrize("words", [(), *every(cli)], ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Usage: gridgov" in text
    assert "--help" in text


@pytest.mark.parametrize(
    "words",
    [
        ["info"],
        ["check"],
        ["doctor"],
        ["import", "list", "--in"],
        ["search", "路", "--in"],
        ["unattached", "--in"],
        ["staff", "list", "--in"],
        ["audit", "show", "--in"],
    ],
    ids=" ".join,
)
def test_machine_output_is_json_and_nothing_else(
    demo: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run([*words, str(demo), "--json"]) in (0, 1)
    json.loads(capsys.readouterr().out)
    assert run([*words, str(demo)]) in (0, 1), "and without --json there is text"


def test_a_list_as_a_table_as_csv_and_as_json(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["list", "person", "--in", str(demo), "--format", "json"]) == 0
    people = json.loads(capsys.readouterr().out)
    assert people
    assert run(["list", "person", "--in", str(demo), "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(people) + 1


def test_a_list_of_several_cells(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rows(*options: str) -> list[str]:
        capsys.readouterr()
        assert (
            run(["list", "building", "--in", str(demo), "--columns", "number,cell", "--format", "json", *options]) == 0
        )
        return [one["number"] for one in json.loads(capsys.readouterr().out)]

    run(["list", "building", "--in", str(demo), "--columns", "cell", "--format", "json"])
    codes = sorted({one["cell"] for one in json.loads(capsys.readouterr().out) if one["cell"]})[:2]
    together = rows("--cell", codes[0], "--cell", codes[1])
    assert sorted(together) == sorted(rows("--cell", codes[0]) + rows("--cell", codes[1]))
    assert run(["list", "building", "--in", str(demo), "--cell", codes[0], "--cell", "nothing"]) == 2


def test_a_cell_as_json(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["info", str(demo), "--json"])
    info = json.loads(capsys.readouterr().out)
    assert info["registers"]["person"] > 0
    run(["export", "geojson", "cells", "--in", str(demo), "--out", str(demo.with_suffix(".geojson")), "--json"])
    receipt = json.loads(capsys.readouterr().out)
    first = json.loads(demo.with_suffix(".geojson").read_text(encoding="utf-8"))["features"][0]["properties"]
    assert receipt["rows"] == next(one["count"] for one in info["layers"] if one["id"] == "unit_cell")
    assert run(["cell", first["code"], "--in", str(demo), "--json"]) == 0
    panel = json.loads(capsys.readouterr().out)
    assert panel["code"] == first["code"]
    assert set(panel["counts"]) == set(info["registers"])


def test_a_layer_as_it_was(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = ["--into", str(empty), "--layer", "unit_cell"]
    assert run(["import", "cells", str(SAMPLES / "cells.geojson"), *into, "--valid-from", "2026-01-01"]) == 0
    assert run(["import", "records", "building", str(SAMPLES / "building.csv"), "--into", str(empty)]) == 0
    out = tmp_path / "then.csv"
    words = ["export", "csv", "summaries", "--in", str(empty), "--out", str(out), "--at"]
    capsys.readouterr()
    assert run(["--lang", "en", *words, "2026-02-01"]) == 0
    assert "of 2026-02-01" in said(capsys)
    assert run([*words, "2026-02-01", "--json"]) == 0
    receipt = json.loads(capsys.readouterr().out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        held = sum(int(row["building_count"]) for row in csv.DictReader(file))
    run(["info", str(empty), "--json"])
    info = json.loads(capsys.readouterr().out)
    assert held + receipt["elsewhere"]["building"] == info["registers"]["building"] > 0
    assert run(["--lang", "en", *words, "2025-12-31"]) == 2
    assert "had no cell on 2025-12-31" in said(capsys)


def test_0_done_and_1_findings(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = ["--into", str(empty)]
    assert run(["import", "cells", str(SAMPLES / "cells.geojson"), *into, "--layer", "unit_cell"]) == 0
    assert run(["import", "records", "building", str(SAMPLES / "building.csv"), *into]) == 0
    bad = tmp_path / "people.csv"
    bad.write_text("姓名,出生日期\n陈安然,昨天\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["import", "records", "person", str(bad), *into, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows"], answer["rejected"]) == (1, 1)
    assert "昨天" in answer["rejects"][0]["reason"]
    back = tmp_path / "back.xlsx"
    assert run(["import", "send-back", str(answer["batch"]), str(bad), str(back), "--in", str(empty)]) == 0
    assert "1" in said(capsys)
    assert back.stat().st_size > 0
    assert run(["import", "send-back", "99", str(bad), str(back), "--in", str(empty)]) == 2


def test_2_wrong_use(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["no-such-command"]) == 2
    assert run(["info"]) == 2
    assert run(["import", "records", "tree", "x.csv", "--into", str(demo)]) == 2
    assert run(["cell", "000", "--in", str(demo)]) == 2
    assert run(["list", "case", "--in", str(demo), "--where", "state ="]) == 2
    assert run(["import", "undo", "999", "--in", str(demo)]) == 2
    assert run(["info", str(demo), "--as", "nobody at all"]) == 2
    assert "Traceback" not in said(capsys)


def test_3_bad_input(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["info", str(tmp_path / "absent.gpkg")]) == 3
    (tmp_path / "text.gpkg").write_text("no database", encoding="utf-8")
    assert run(["info", str(tmp_path / "text.gpkg")]) == 3
    (tmp_path / "broken.geojson").write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    capsys.readouterr()
    assert run(["--lang", "en", "import", "cells", str(tmp_path / "broken.geojson"), "--into", str(empty)]) == 3
    assert "line 1" in said(capsys)
    assert run(["doctor", str(tmp_path / "broken.geojson"), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["findings"][0]["place"] == "$"
    (tmp_path / "nothing.csv").write_bytes(b"")
    assert run(["import", "records", "case", str(tmp_path / "nothing.csv"), "--into", str(empty)]) == 3
    assert run(["new", str(empty)]) == 3, "a file that is there is not written over"


def test_4_refused(empty: Path, tmp_path: Path) -> None:
    assert run(["staff", "add", "审计员", "--role", "auditor", "--in", str(empty)]) == 0
    assert run(["info", str(empty), "--as", "审计员"]) == 0
    template = ["import", "records", "building", str(SAMPLES / "building.csv"), "--into", str(empty)]
    assert run([*template, "--as", "审计员"]) == 4
    out = tmp_path / "people.csv"
    words = ["export", "csv", "person", "--in", str(empty), "--out", str(out), "--columns", "name"]
    assert run([*words, "--as", "审计员"]) == 4
    assert not out.exists()


def test_messages_come_in_the_language_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    absent = str(tmp_path / "absent.gpkg")
    run(["--lang", "en", "info", absent])
    english = said(capsys)
    run(["--lang", "zh", "info", absent])
    chinese = said(capsys)
    assert english.isascii()
    assert not chinese.isascii()


def test_an_audit_that_was_tampered_with_is_found(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "verify", "--in", str(empty)]) == 0
    Desk.open(empty).close()
    assert run(["check", str(empty), "--json"]) == 0
    assert "findings" in said(capsys)
