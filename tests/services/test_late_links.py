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


def _head(desk: object, number: str) -> str | None:
    with desk.reader() as conn:  # type: ignore[attr-defined]
        row = conn.execute(
            "SELECT p.number FROM household h LEFT JOIN person p ON p.fid = h.head_id WHERE h.number = ?", (number,)
        ).fetchone()
        found: str | None = row[0]
        return found


PEOPLE = "number,name,household\n990101199001010010,王伟,H1\n990101199001010037,王伟,H2\n990101199001010053,李娜,H2\n"
HOUSES = "number,head\nH1,王伟\nH2,王伟\nH3,990101199001010053\n"


def test_the_head_of_a_household_is_the_member_of_that_name_whichever_file_comes_first(
    district: District, tmp_path: Path
) -> None:
    desk, actor = district.desk, district.actor
    people, houses = _file(tmp_path, "p.csv", PEOPLE), _file(tmp_path, "h.csv", HOUSES)
    assert imports.import_file(desk, actor, "household", houses).unlinked == 3
    result = imports.import_file(desk, actor, "person", people)
    assert result.linked_late == 3
    heads = [_head(desk, number) for number in ("H1", "H2", "H3")]
    assert heads == ["990101199001010010", "990101199001010037", "990101199001010053"]
    assert result.batch is not None
    imports.undo(desk, actor, result.batch)
    assert [_head(desk, number) for number in ("H1", "H2", "H3")] == [None, None, None]


def test_the_people_may_come_first(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    people, houses = _file(tmp_path, "p.csv", PEOPLE), _file(tmp_path, "h.csv", HOUSES)
    imports.import_file(desk, actor, "person", people)
    result = imports.import_file(desk, actor, "household", houses)
    assert (result.unlinked, result.linked_late) == (0, 3), "the three people found their households"
    heads = [_head(desk, number) for number in ("H1", "H2", "H3")]
    assert heads == ["990101199001010010", "990101199001010037", "990101199001010053"]


def test_a_name_links_nobody_of_another_household(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    rows = "990101199001010010,周明,H1\n990101199001010037,吴刚,\n"
    imports.import_file(desk, actor, "person", _file(tmp_path, "p.csv", f"number,name,household\n{rows}"))
    houses = _file(tmp_path, "h.csv", "number,head\nH8,周明\nH9,吴刚\nH10,钱一\n")
    assert imports.import_file(desk, actor, "household", houses).unlinked == 2
    assert [_head(desk, number) for number in ("H8", "H9", "H10")] == [None, "990101199001010037", None]


def test_people_who_came_before_their_household_live_where_it_lies(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    x, y = district.inside(1, 1)
    imports.import_file(desk, actor, "person", _file(tmp_path, "p.csv", PEOPLE))
    imports.import_file(desk, actor, "household", _file(tmp_path, "h.csv", "number,dwelling\nH1,D1\nH2,D1\n"))
    imports.import_file(desk, actor, "dwelling", _file(tmp_path, "d.csv", "number,building\nD1,B1\n"))
    imports.import_file(desk, actor, "building", _file(tmp_path, "b.csv", f"number,x,y\nB1,{x},{y}\n"), crs="EPSG:4326")
    assert district.panel(1, 1)["counts"]["person"] == 3


def test_who_is_named_as_head_anew_takes_the_place_of_the_former_one(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    imports.import_file(desk, actor, "person", _file(tmp_path, "p.csv", PEOPLE))
    imports.import_file(desk, actor, "household", _file(tmp_path, "h.csv", "number,head\nH2,990101199001010053\n"))
    assert _head(desk, "H2") == "990101199001010053"
    again = imports.import_file(desk, actor, "household", _file(tmp_path, "h.csv", "number,head\nH2,王伟\n"))
    assert (again.changed, again.unlinked) == (1, 0)
    assert _head(desk, "H2") == "990101199001010037"
    lost = imports.import_file(desk, actor, "household", _file(tmp_path, "h.csv", "number,head\nH2,无名氏\n"))
    assert (lost.changed, lost.unlinked) == (1, 1)
    assert _head(desk, "H2") is None
    silent = imports.import_file(desk, actor, "household", _file(tmp_path, "h.csv", "number,head\nH2,\n"))
    assert silent.same == 1
