"""Every file of the test data, good and bad, by command: an answer in a sentence or data, and the table of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import testdata_table
from docs.testdata_table import Said
from gridgov import messages
from gridgov.exchange import map_source
from gridgov.services import cells, records, staff
from gridgov.services.desk import Desk

FILES = testdata_table.files()
HAD: dict[Path, tuple[Said, Said | None]] = {}
"""What files answered in this run, so that the table asks none twice."""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    messages.use("en")
    path = tmp_path_factory.mktemp("walk") / "district.gpkg"
    desk = Desk.create(path)
    actor = staff.sign_in(desk)
    was = records.counts(desk, actor)
    desk.close()
    yield path
    desk = Desk.open(path)
    left = (cells.layers(desk, actor), records.counts(desk, actor))
    desk.close()
    assert left == ([], was), "trials leave nothing"


def name_of(path: Path) -> str:
    return path.relative_to(testdata_table.TESTDATA).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_has_an_answer_by_command(testdata: Path, district: Path, path: Path) -> None:
    HAD[path] = testdata_table.answers(path, district)
    for said in HAD[path]:
        if said is None:
            continue
        assert said.code in (0, 1, 2, 3), said.whole
        assert "Traceback" not in said.whole
        assert said.sentence.strip(), "something is said"
        assert not re.search(r"\{\w+\}|: $|\$:$|None", said.sentence), said.sentence
        if said.code in (2, 3):
            assert path.stem.split(".")[0] in said.sentence or path.name in said.sentence, "it says of which file"


def test_a_part_of_a_shapefile_stands_for_the_whole(testdata: Path, tmp_path: Path) -> None:
    for shp in testdata.rglob("*.shp"):
        for part in shp.parent.glob(f"{shp.stem}.*"):
            assert map_source.whole(part) == shp
    alone = tmp_path / "房屋.prj"
    alone.write_text("PROJCS[]")
    with pytest.raises(map_source.BadInput, match=r"part of a shapefile: ask the sender"):
        map_source.whole(alone)


def test_the_table_says_what_the_commands_answer(testdata: Path, district: Path) -> None:
    shown = [path for path in FILES if testdata_table.is_shown(path)]
    lines = [testdata_table.line(path, HAD.get(path) or testdata_table.answers(path, district)) for path in shown]
    kept = (testdata_table.ROOT / "docs" / "testdata.md").read_text(encoding="utf-8")
    assert kept == testdata_table.HEAD + "\n".join(lines) + "\n", "run docs/testdata_table.py"
