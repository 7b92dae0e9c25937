"""A record without coordinates is placed by its address from the ledger, says how sure that is, and never guesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov import messages
from gridgov.errors import WrongUse
from gridgov.services import addressing, case_intake, imports, lists, record_entry, record_page
from tests.services.conftest import District, code_of


@pytest.fixture
def street(district: District) -> District:
    """A street with the numbers 1, 3, 9 on one side, 2 on the other; an estate with two buildings behind it."""
    messages.use("en")
    for number, (column, name, estate) in {
        "1": (0, "", ""), "3": (0, "", ""), "9": (1, "", ""), "2": (3, "", ""),
        "20": (0, "西井苑花园1号楼", "西井苑花园"), "22": (0, "西井苑花园2号楼", "西井苑花园"),
    }.items():  # fmt: skip
        x, y = district.inside(column, 0)
        more = {"name": name, "estate": estate} if name else {}
        given = {"number": f"B{number}", "address": f"望湖街{number}号", "x": str(x + int(number) * 1e-5), "y": str(y)}
        record_entry.enter(district.desk, district.actor, "building", {**given, **more})
    record_entry.enter(
        district.desk, district.actor, "dwelling",
        {"number": "D1", "building": "B20", "unit": "2", "room": "301", "address": "望湖街20号2单元301"},
    )  # fmt: skip
    return district


@pytest.mark.parametrize(
    ("text", "sure", "at"),
    [
        ("西井苑花园一号楼二单元301室", "room", 20),
        ("西井苑花园1栋9单元901", "building", 20),
        ("示例市示例区望湖街２０号2单元301", "room", 20),
        ("望湖街3号", "number", 3),
        ("望湖街5号", "near", None),
        ("西井苑花园", "estate", None),
    ],
)
def test_how_sure_a_place_is(street: District, text: str, sure: str, at: int | None) -> None:
    _, found = addressing.find(street.desk, street.actor, text)
    assert found is not None
    assert found.sure == sure
    if at is not None:
        assert found.x == pytest.approx(street.inside(0, 0)[0] + at * 1e-5, abs=1e-7)
    assert found.within_m > 0
    assert found.in_words


@pytest.mark.parametrize("text", ["望湖街11号", "望湖街4号", "和平路1号", "附近", "", "西井苑花园9号楼101", "望湖街"])
def test_what_the_ledger_does_not_know_is_not_guessed(street: District, text: str) -> None:
    if "9号楼" in text:
        # The building is not known, but its estate is.
        assert addressing.find(street.desk, street.actor, text)[1].sure == "estate"  # type: ignore[union-attr]
    else:
        assert addressing.find(street.desk, street.actor, text)[1] is None


def test_what_is_entered_lies_where_its_address_is(street: District) -> None:
    desk, actor = street.desk, street.actor
    made = record_entry.enter(desk, actor, "organization", {"name": "清泉茶馆", "address": "望湖街3号"})
    assert "placed by its address" in str(made.notes[0])
    assert lists.rows(desk, actor, "organization", [made.fid], ["cell"]) == [(code_of(0, 0),)]
    (part,) = [one for one in record_page.sections(desk, actor, "organization", made.fid) if one.en.startswith("Where")]
    assert "the number at the street" in part.lines[0][0]
    x, y = street.inside(4, 2)
    record_entry.change(desk, actor, "organization", made.fid, {"x": str(x), "y": str(y)})
    assert not [
        one for one in record_page.sections(desk, actor, "organization", made.fid) if one.en.startswith("Where")
    ], "placed by hand, it rests on its address no longer"
    given = {"name": "别处", "address": "望湖街3号", "x": str(x), "y": str(y)}
    away = record_entry.enter(desk, actor, "organization", given)
    assert lists.rows(desk, actor, "organization", [away.fid], ["cell"]) == [(code_of(4, 2),)], "what is given counts"
    nowhere = record_entry.enter(desk, actor, "organization", {"name": "无处", "address": "不明路1号"})
    assert lists.record(desk, actor, "organization", nowhere.fid).place is None


def test_rows_of_a_file_are_placed_and_it_is_said(street: District, tmp_path: Path) -> None:
    desk, actor = street.desk, street.actor
    source = tmp_path / "店铺.csv"
    source.write_text("名称,经营地址\n甲,望湖街1号\n乙,望湖街9号\n丙,不明路1号\n丁,\n", encoding="utf-8")
    result = imports.import_file(desk, actor, "organization", source)
    assert (result.added, result.by_address) == (4, 2)
    assert any("by their address" in line for line in imports.sentences(result))
    cells = lists.rows(desk, actor, "organization", lists.ids(desk, actor, "organization"), ["cell"])
    assert [row[0] for row in cells] == [code_of(0, 0), code_of(1, 0), None, None]


def test_what_lies_nowhere_is_placed_once_its_building_is_known(street: District) -> None:
    desk, actor = street.desk, street.actor
    made = record_entry.enter(desk, actor, "organization", {"name": "清泉茶馆", "address": "新街8号"})
    assert addressing.place_all(desk, actor, "organization") == (0, 1)
    x, y = street.inside(2, 1)
    record_entry.enter(desk, actor, "building", {"number": "N8", "address": "新街8号", "x": str(x), "y": str(y)})
    assert addressing.place_all(desk, actor, "organization") == (1, 0)
    assert lists.rows(desk, actor, "organization", [made.fid], ["cell"]) == [(code_of(2, 1),)]
    with pytest.raises(WrongUse):
        addressing.place_all(desk, actor, "person")


def test_a_case_finds_its_place_by_an_address_as_it_is_spoken(street: District) -> None:
    hits = case_intake.places_like(street.desk, street.actor, "西井苑花园一号楼")
    assert hits[0].cell == code_of(0, 0)
    assert "By its address" in hits[0].subtitle
