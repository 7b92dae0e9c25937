"""Lists from other departments: found, compared, taken over by rule or row by row, taken back; sums that add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov.domain.ids import citizen_check
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import imports, lists, matching, record_entry
from tests.services.conftest import District
from tests.services.test_case_work import person
from tests.services.test_imports import write


def number(n: int) -> str:
    seventeen = f"9901011960010{n % 9 + 1}{n:03d}"[:17].ljust(17, "0")
    return seventeen + citizen_check(seventeen)


HEADS = ["姓名", "身份证号", "出生日期", "手机", "职业"]


@pytest.fixture
def known(district: District) -> District:
    for name, n, birth, phone in (
        ("陈安然", 1, "1960-01-02", "19900000001"),
        ("林小满", 0, "1961-02-03", "19900000002"),
        ("赵知秋", 0, "", "19900000003"),
        ("吴文博", 0, "1970-01-01", ""),
        ("吴文博", 0, "1970-01-01", "19900000009"),
    ):
        given = {"name": name, "birth_date": birth, "phone": phone}
        record_entry.enter(district.desk, district.actor, "person", given | ({"number": number(n)} if n else {}))
    return district


def sheet(path: Path) -> Path:
    return write(
        path, HEADS,
        [
            ("陈安然", number(1), "1960-01-02", "19900000001", ""),  # the same, by number
            ("林小满", "", "1961年2月3日", "19900007777", "木工"),  # differs, by name and birth date
            ("赵知秋", "", "", "19900000003", ""),  # the same, by name and phone
            ("吴文博", "", "1970-01-01", "", "电工"),  # two fit
            ("郑若溪", "", "1980-01-01", "19900000010", ""),  # new
            ("", "", "1980-01-01", "", ""),  # no name
        ],
    )  # fmt: skip


def test_a_list_is_compared_and_nothing_is_written(known: District, tmp_path: Path) -> None:
    desk, actor = known.desk, known.actor
    found = matching.compare(desk, actor, "person", sheet(tmp_path / "民政.csv"))
    assert found.counts == {"same": 2, "differs": 1, "new": 1, "several": 1, "rejected": 1}
    assert found.total == sum(found.counts.values()) == 6
    by = {row.row: row for row in found.rows}
    assert by[3].by == "name + birth_date"
    assert {one.name: (one.ours, one.theirs) for one in by[3].differing} == {
        "phone": ("199****0002", "199****7777"), "occupation": (None, "***"),
    }  # fmt: skip
    assert len(by[5].others) == 2
    assert by[7].reason
    assert len(lists.ids(desk, actor, "person")) == 5


def test_a_list_is_taken_over_by_rule_and_taken_back_whole(known: District, tmp_path: Path) -> None:
    desk, actor = known.desk, known.actor
    path = sheet(tmp_path / "民政.csv")
    before = lists.rows(desk, actor, "person", lists.ids(desk, actor, "person"), ["name", "phone", "occupation"])
    done = matching.apply(desk, actor, matching.compare(desk, actor, "person", path), rule="fill")
    assert (done.added, done.changed, done.same, done.skipped, done.rejected) == (1, 1, 2, 1, 1)
    (fid,) = lists.ids(desk, actor, "person", where="occupation = '木工'")
    assert lists.reveal(desk, actor, "person", int(fid), "phone", "t") == "19900000002", "only what was empty is filled"
    again = matching.compare(desk, actor, "person", path)
    assert again.counts["new"] == 0
    matching.apply(desk, actor, again, rule="take")
    assert lists.reveal(desk, actor, "person", int(fid), "phone", "t") == "19900007777"
    third = matching.compare(desk, actor, "person", path)
    assert (third.counts["same"], third.counts["differs"]) == (4, 0), "the same list changes nothing"
    for batch in [one.id for one in imports.batches(desk, actor)]:
        imports.undo(desk, actor, batch)
    after = lists.rows(desk, actor, "person", lists.ids(desk, actor, "person"), ["name", "phone", "occupation"])
    assert after == before


def test_rows_are_decided_one_by_one(known: District, tmp_path: Path) -> None:
    desk, actor = known.desk, known.actor
    found = matching.compare(desk, actor, "person", sheet(tmp_path / "民政.csv"))
    done = matching.apply(desk, actor, found, rule="skip", new=False, decided={5: "new", 3: "take"})
    assert (done.added, done.changed, done.same, done.skipped, done.rejected) == (1, 1, 2, 1, 1)


def test_who_has_gone_from_the_list_is_named(known: District, tmp_path: Path) -> None:
    desk, actor = known.desk, known.actor
    path = sheet(tmp_path / "民政.csv")
    first = matching.compare(desk, actor, "person", path)
    assert (first.gone, first.last_at) == ([], None)
    matching.apply(desk, actor, first)
    write(path, HEADS, [("陈安然", number(1), "1960-01-02", "19900000001", "")])
    second = matching.compare(desk, actor, "person", path)
    assert {title for _, title in second.gone} == {"林*", "赵*", "郑*"}
    assert second.last_at is not None


def test_what_cannot_be_compared_is_said(known: District, tmp_path: Path) -> None:
    desk, actor = known.desk, known.actor
    path = sheet(tmp_path / "民政.csv")
    with pytest.raises(WrongUse):
        matching.compare(desk, actor, "case", path)
    with pytest.raises(Refused):
        matching.compare(desk, person("department"), "person", path)
    found = matching.compare(desk, actor, "person", path)
    with pytest.raises(WrongUse):
        matching.apply(desk, actor, found, rule="guess")
    write(path, HEADS, [("陈安然", number(1), "", "", "")])
    with pytest.raises(BadInput):
        matching.apply(desk, actor, found)
    assert imports.batches(desk, actor) == [], "nothing half-done stays"


def test_a_row_is_decided_field_by_field_and_among_several(known: District, tmp_path: Path) -> None:
    desk, actor = known.desk, known.actor
    found = matching.compare(desk, actor, "person", sheet(tmp_path / "民政.csv"))
    by = {row.verdict: row for row in found.rows}
    two = by["several"].others
    title, differing = matching.beside(desk, actor, found, by["several"], two[1])
    assert title
    assert [one.name for one in differing] == ["occupation"]
    decided = {by["differs"].row: "take:occupation", by["several"].row: f"is:{two[1]}"}
    done = matching.apply(desk, actor, found, rule="take", new=False, decided=decided)
    assert (done.changed, done.same, done.skipped, done.rejected) == (2, 2, 1, 1)
    fid = by["differs"].fid
    assert fid is not None
    assert lists.reveal(desk, actor, "person", fid, "occupation", "t") == "木工"
    assert lists.reveal(desk, actor, "person", fid, "phone", "t") == "19900000002", "it was not ticked"
    assert lists.reveal(desk, actor, "person", two[1], "occupation", "t") == "电工"
    assert not lists.reveal(desk, actor, "person", two[0], "occupation", "t")
    for act in ("castle", "take:", "is:x", "is:"):
        with pytest.raises(WrongUse):
            matching.apply(desk, actor, found, decided={by["differs"].row: act})
