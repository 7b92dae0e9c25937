"""References that wait for what they name."""

from __future__ import annotations

from pathlib import Path

from gridgov.services import imports, lists
from tests.services.conftest import District


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_household_finds_its_dwelling_and_place_when_the_dwelling_arrives(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    first = _file(tmp_path, "h.csv", "number,dwelling\nH1,D1\nH2,D2\n")
    assert imports.import_file(desk, actor, "household", first).unlinked == 2
    second = _file(tmp_path, "d.csv", "number,room\nD1,101\n")
    result = imports.import_file(desk, actor, "dwelling", second)
    assert result.linked_late == 1
    (h1,) = lists.ids(desk, actor, "household", where="number = 'H1'").tolist()
    view = lists.record(desk, actor, "household", h1)
    assert any(link.register == "dwelling" for link in view.links)
    assert result.batch is not None
    imports.undo(desk, actor, result.batch)
    view = lists.record(desk, actor, "household", h1)
    assert not any(link.register == "dwelling" for link in view.links), "taking the batch back takes the link back"


def test_a_name_that_two_organizations_have_is_left_to_a_person(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    rows = "C1,06010,2026-03-01 10:00,城管队\nC2,06010,2026-03-01 10:00,环卫队\n"
    case = _file(tmp_path, "c.csv", f"number,class,reported_at,department\n{rows}")
    assert imports.import_file(desk, actor, "case", case).unlinked == 2
    rows = "91990000000000001A,城管队\n91990000000000002B,城管队\n91990000000000003C,环卫队\n"
    organizations = _file(tmp_path, "o.csv", f"number,name\n{rows}")
    assert imports.import_file(desk, actor, "organization", organizations).linked_late == 1
