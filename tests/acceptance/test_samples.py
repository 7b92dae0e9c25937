"""The samples a newcomer starts with: the README's own commands, every row kept, everything in a cell."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from gridgov.cli.main import run
from gridgov.domain import ids

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


def commands() -> list[list[str]]:
    """The commands of the README, word by word, without the program's name."""
    (block,) = re.findall(r"```\n(.*?)```", (SAMPLES / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line)[1:] for line in block.splitlines()]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[list[str], int, Any]]]:
    """The district file, and for each command its words, exit code and answer."""
    import contextlib
    import io

    file = tmp_path_factory.mktemp("samples") / "qinghe.gpkg"
    told = []
    for words in commands():
        real = [str(file) if w.endswith(".gpkg") else str(SAMPLES / w) if (SAMPLES / w).is_file() else w for w in words]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = run(real if words[0] == "new" else [*real, "--json"])
        told.append((words, code, json.loads(out.getvalue()) if words[0] != "new" else None))
    return file, told


def test_every_command_of_the_readme_ends_well(followed: tuple[Path, list[tuple[list[str], int, Any]]]) -> None:
    for words, code, _ in followed[1]:
        assert code == 0, words


def test_every_row_is_kept_and_nothing_lies_outside(followed: tuple[Path, list[tuple[list[str], int, Any]]]) -> None:
    seen = set()
    for words, _, said in followed[1]:
        if words[0] != "import":
            continue
        name = words[2] if words[1] == "records" else "cells"
        assert said["rows"] > 0
        assert (said["rejected"], said["skipped"], said["unattached"]) == (0, 0, 0), words
        assert said["rejects"] == []
        assert said["added"] == said["rows"]
        if name == "person":
            assert said["linked_late"] == 8, "the heads that the households named before the people were there"
        if name not in ("cells", "household"):
            assert said["unlinked"] == said["unclassified"] == said["marked"] == 0, words
            assert said["dropped_columns"] == []
        seen.add(name)
    assert len(seen) == 10, "cells and the nine registers"


def test_the_cells_are_sound_and_full(followed: tuple[Path, list[tuple[list[str], int, Any]]]) -> None:
    info, cell = (said for words, _, said in followed[1] if words[0] in ("info", "cell"))
    assert [layer["count"] for layer in info["layers"]] == [12]
    assert all(info["registers"].values())
    assert cell["counts"]["person"] > 0
    assert cell["counts"]["household"] > 0


def test_the_doctor_and_the_check_find_nothing(followed: tuple[Path, list[tuple[list[str], int, Any]]]) -> None:
    assert run(["doctor", str(SAMPLES / "cells.geojson")]) == 0
    assert run(["check", str(followed[0])]) == 0


def test_numbers_are_sound_and_belong_to_nobody() -> None:
    with (SAMPLES / "person.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    for person in people:
        number = person["公民身份号码"]
        assert ids.citizen_id_fault(number) is None
        assert number.startswith("99")
        assert re.fullmatch(r"199000\d{5}", person["联系方式"])
