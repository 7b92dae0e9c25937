"""Fields of one's own: entered, listed, asked for, sorted, brought in and taken out; never a back door."""

from __future__ import annotations

import csv
from pathlib import Path

import orjson
import pytest

from gridgov import messages
from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import export, form_fill, imports, lists, own_fields, record_entry, record_history
from tests.services.conftest import District
from tests.services.test_case_work import person

HEAD = "身份证号,姓名,结对日期,备用栏\n"


@pytest.fixture
def owned(district: District) -> District:
    messages.use("en")
    desk, actor = district.desk, district.actor
    own_fields.add(desk, actor, "person", "志愿者编号")
    own_fields.add(desk, actor, "person", "结对日期", kind="date", personal=0)
    own_fields.add(desk, actor, "component", "巡检分", kind="int", personal=0)
    own_fields.add(desk, actor, "component", "巡检结果", personal=0, choices=("完好", "待修"))
    return district


def lamp(district: District, **more: str) -> int:
    x, y = district.inside(0, 0)
    given = {"name": "灯", "class": "01037", "x": str(x), "y": str(y), **more}
    return record_entry.enter(district.desk, district.actor, "component", given).fid


def test_what_is_typed_is_read_as_the_field_asks(owned: District) -> None:
    desk, actor = owned.desk, owned.actor
    fid = lamp(owned, 巡检分="９0", 巡检结果="完好")
    assert lists.rows(desk, actor, "component", [fid], ["巡检分", "巡检结果"]) == [(90, "完好")]
    for name, text in (("巡检分", "九十"), ("巡检结果", "不错")):
        assert record_entry.judge(desk, "component", name, text)
        with pytest.raises(BadInput):
            record_entry.change(desk, actor, "component", fid, {name: text})
    record_entry.change(desk, actor, "component", fid, {"巡检分": "70"})
    assert lists.rows(desk, actor, "component", [fid], ["巡检分", "巡检结果"]) == [(70, "完好")], "the other one stays"
    record_entry.undo(desk, actor, "component", fid)
    assert lists.rows(desk, actor, "component", [fid], ["巡检分"]) == [(90,)]
    record_entry.change(desk, actor, "component", fid, {"巡检分": ""})
    assert lists.rows(desk, actor, "component", [fid], ["巡检分"]) == [(None,)]
    shown = [change.name for entry in record_history.of(desk, actor, "component", fid) for change in entry.changes]
    assert "巡检分" in shown


def test_a_list_is_filtered_and_sorted_by_it(owned: District) -> None:
    desk, actor = owned.desk, owned.actor
    made = [lamp(owned, 巡检分=text) for text in ("90", "7", "100", "")]
    assert lists.ids(desk, actor, "component", where="巡检分 >= 10").tolist() == [made[0], made[2]]
    assert lists.ids(desk, actor, "component", where="巡检分 is null").tolist() == [made[3]]
    assert lists.ids(desk, actor, "component", sort="巡检分").tolist() == [made[1], made[0], made[2], made[3]]
    assert "巡检分" in [column.name for column in lists.columns("component", desk)]


def test_a_personal_one_is_masked_shown_on_record_and_kept_from_others(owned: District) -> None:
    desk, actor = owned.desk, owned.actor
    fid = record_entry.enter(desk, actor, "person", {"name": "陈安然", "志愿者编号": "ZY-0001-2233"}).fid
    ((masked,),) = lists.rows(desk, actor, "person", [fid], ["志愿者编号"])
    assert masked != "ZY-0001-2233"
    assert lists.reveal(desk, actor, "person", fid, "志愿者编号", "check") == "ZY-0001-2233"
    with pytest.raises(Refused):
        lists.ids(desk, person("department"), "person", where="志愿者编号 = 'x'")


def test_it_leaves_and_comes_back_as_it_was(owned: District, tmp_path: Path) -> None:
    desk, actor = owned.desk, owned.actor
    lamp(owned, 巡检分="90", 巡检结果="完好", number="L1")
    out = tmp_path / "out.geojson"
    export.export(desk, actor, "geojson", "component", out)
    (feature,) = orjson.loads(out.read_bytes())["features"]
    assert feature["properties"]["巡检分"] == 90
    assert feature["properties"]["巡检结果"] == "完好"
    table = tmp_path / "out.csv"
    export.export(desk, actor, "csv", "component", table, columns=["number", "巡检分"])
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row["巡检分"] for row in csv.DictReader(file)] == ["90"]
    with pytest.raises(Refused):
        export.export(desk, person("shift_leader"), "csv", "person", table, columns=["志愿者编号"])


def test_a_file_brings_it_in_and_takes_nothing_away(owned: District, tmp_path: Path) -> None:
    desk, actor = owned.desk, owned.actor
    source = tmp_path / "志愿者.csv"
    source.write_text(
        "身份证号,姓名,结对日期,备用栏\n99010119900101001X,陈安然,2026年3月1日,甲\n,林若溪,三月一日,乙\n",
        encoding="utf-8",
    )
    result = imports.import_file(desk, actor, "person", source)
    assert (result.added, result.rejected) == (1, 1)
    assert result.rejects[0].column == "结对日期"
    assert result.new_fields == ["备用栏"]
    assert "备用栏" in " ".join(imports.sentences(result))
    (fid,) = lists.ids(desk, actor, "person").tolist()
    assert lists.rows(desk, actor, "person", [fid], ["结对日期"]) == [("2026-03-01",)]
    record_entry.change(desk, actor, "person", fid, {"志愿者编号": "Z9"})
    source.write_text("身份证号,姓名,备用栏\n99010119900101001X,陈安然,丙\n", encoding="utf-8")
    assert imports.import_file(desk, actor, "person", source).changed == 1
    assert lists.reveal(desk, actor, "person", fid, "志愿者编号", "t") == "Z9"
    assert lists.reveal(desk, actor, "person", fid, "备用栏", "t") == "丙"
    assert imports.import_file(desk, actor, "person", source).same == 1
    mapping = Mapping.parse('register = "person"\n[fields]\nnumber = "身份证号"\nname = "姓名"\n')
    assert imports.import_file(desk, actor, "person", source, mapping=mapping).same == 1
    assert lists.reveal(desk, actor, "person", fid, "备用栏", "t") == "丙"


def test_a_form_can_be_filled_from_it(owned: District) -> None:
    assert form_fill.fields("component", owned.desk)["巡检分"] == ("巡检分", "巡检分")


@pytest.mark.parametrize("name", ["宗教信仰", "姓名", "name", "unit_cell", "cell", "a b", "1号", "", "x" * 41, "age"])
def test_a_name_that_will_not_do_is_refused(district: District, name: str) -> None:
    with pytest.raises(WrongUse):
        own_fields.add(district.desk, district.actor, "person", name)
    assert own_fields.of(district.desk, "person") == ()


def test_one_that_was_taken_out_of_use_comes_back_with_its_values(owned: District) -> None:
    desk, actor = owned.desk, owned.actor
    fid = lamp(owned, 巡检分="90")
    own_fields.remove(desk, actor, "component", "巡检分")
    with pytest.raises(WrongUse):
        lists.rows(desk, actor, "component", [fid], ["巡检分"])
    with pytest.raises(WrongUse):
        own_fields.remove(desk, actor, "component", "巡检分")
    own_fields.add(desk, actor, "component", "巡检分", kind="int", personal=0)
    assert lists.rows(desk, actor, "component", [fid], ["巡检分"]) == [(90,)]
    with pytest.raises(WrongUse):
        own_fields.add(desk, actor, "component", "别样", kind="colour")
    with pytest.raises(Refused):
        own_fields.add(desk, Actor("x", "x", frozenset({"collector"}), None), "component", "再来")


def test_age_is_asked_of_the_birth_date(district: District) -> None:
    desk, actor = district.desk, district.actor
    made = {
        born: record_entry.enter(desk, actor, "person", {"name": "陈安然", "birth_date": born}).fid
        for born in ("1946-11-20", "1946-11-21", "1946-11-22", "2020-02-29")
    }
    nobody = record_entry.enter(desk, actor, "person", {"name": "陈安然"}).fid

    def found(where: str) -> set[int]:
        return set(lists.ids(desk, actor, "person", where=where, as_of="2026-11-21T12:00:00+08:00").tolist())

    a, b, c, d = made.values()
    assert found("age >= 80") == {a, b}
    assert found("age = 80") == {a, b}
    assert found("age > 79") == {a, b}
    assert found("age < 80") == {c, d}
    assert found("age <= 79") == {c, d}
    assert found("age = 6") == {d}
    assert nobody in found("not age >= 80"), "nothing is known of the age"
    with pytest.raises(WrongUse):
        found("age like '8'")
