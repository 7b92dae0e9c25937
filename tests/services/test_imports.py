"""Records come in from files: every row gets a verdict, the verdicts add up, and a batch can be taken back."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridgov.domain import ids
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import REGISTER_IDS
from gridgov.errors import BadInput, Cancelled, Refused, WrongUse
from gridgov.progress import Progress
from gridgov.services import cases, cells, imports, lists, records
from gridgov.services.imports import ImportResult

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
ORDER = ("organization", "building", "dwelling", "household", "person", "place", "component", "opinion", "case")


def write(path: Path, head: list[str], rows: list[tuple[object, ...]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def verdicts(result: ImportResult) -> tuple[int, int, int, int, int]:
    assert result.added + result.changed + result.same + result.skipped + result.rejected == result.rows
    return result.added, result.changed, result.same, result.skipped, result.rejected


def citizen(serial: int, day: str = "19900101") -> str:
    first = f"990101{day}{serial:03d}"
    return first + ids.citizen_check(first)


def bring(district: Any, register: str, path: Path, **options: Any) -> ImportResult:
    return imports.import_file(district.desk, district.actor, register, path, **options)


def shown(district: Any, register: str, *columns: str) -> list[tuple[Any, ...]]:
    found = lists.ids(district.desk, district.actor, register, sort="number" if register != "person" else None)
    return lists.rows(district.desk, district.actor, register, found, list(columns))


def test_people_come_in_by_the_names_of_their_columns(town: Any, tmp_path: Path) -> None:
    path = write(
        tmp_path / "people.csv",
        ["姓名", "身份证号", "手机", "户号", "与户主关系", "宗教信仰", "爱好"],
        [
            ("陈安然", citizen(11), " 199 0000 0001", "H1", "配偶", "x", "钓鱼"),
            ("林小满", citizen(12), "", "", "", "y", ""),
        ],
        "gb18030",
    )
    result = bring(town, "person", path)
    assert verdicts(result) == (2, 0, 0, 0, 0)
    assert result.dropped_columns == ["宗教信仰"]
    assert result.unlinked == 0
    assert result.unattached == 0
    assert any("GB18030" in str(note) for note in result.notes)
    # The household gives the place: its cell has one person more.
    assert town.panel(0, 0)["counts"]["person"] == 2
    assert verdicts(bring(town, "person", path)) == (0, 0, 2, 0, 0)


def test_a_wrong_citizen_number_is_kept_and_marked(district: Any, tmp_path: Path) -> None:
    good = citizen(7)
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    path = write(tmp_path / "a.csv", ["姓名", "身份证号"], [("陈安然", wrong), ("林小满", citizen(8))])
    result = bring(district, "person", path, receipt=tmp_path / "r.csv")
    assert verdicts(result) == (2, 0, 0, 0, 0)
    assert result.marked == 1
    text = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert "kept and marked" in text
    assert wrong not in text, "a receipt shows no whole citizen number"


def test_a_required_field_that_is_empty_keeps_its_row_aside(district: Any, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", ["姓名", "身份证号", "出生日期"], [("", citizen(1), ""), ("林小满", citizen(2), "昨天")]
    )
    result = bring(district, "person", path)
    assert verdicts(result) == (0, 0, 0, 0, 2)
    assert [(r.row, r.column) for r in result.rejects] == [(2, "姓名"), (3, "出生日期")]
    assert all(str(r.reason) for r in result.rejects)


def test_what_is_not_found_is_kept_as_text_and_never_rejects(district: Any, tmp_path: Path) -> None:
    result = bring(
        district, "dwelling", write(tmp_path / "a.csv", ["房屋编号", "所属建筑"], [("F1", "L9"), ("F2", "")])
    )
    assert verdicts(result) == (2, 0, 0, 0, 0)
    assert result.unlinked == 1


def test_a_key_that_comes_again_is_the_same_or_skipped(district: Any, tmp_path: Path) -> None:
    rows = [("F1", "1"), ("F2", "2"), ("F1", "1"), ("F1", "5")]
    path = write(tmp_path / "a.csv", ["房屋编号", "楼层"], rows)
    assert verdicts(bring(district, "dwelling", path)) == (2, 0, 1, 1, 0)
    assert shown(district, "dwelling", "number", "floor") == [("F1", 1), ("F2", 2)]


REPEAT = """
register = "dwelling"
[fields]
number = "房屋编号"
floor = "楼层"
[repeat]
key = "number"
do = "{do}"
"""


@pytest.mark.parametrize(
    ("do", "expected", "floor"),
    [("report", (1, 0, 1, 1, 0), 1), ("update", (1, 1, 1, 0, 0), 5), ("reject", (1, 0, 0, 0, 2), 1)],
)
def test_a_mapping_says_what_is_done_with_a_repeat(
    district: Any, tmp_path: Path, do: str, expected: tuple[int, ...], floor: int
) -> None:
    path = write(tmp_path / "a.csv", ["房屋编号", "楼层"], [("F1", "1"), ("F1", "1"), ("F1", "5")])
    result = bring(district, "dwelling", path, mapping=Mapping.parse(REPEAT.format(do=do)))
    assert verdicts(result) == expected
    assert shown(district, "dwelling", "floor") == [(floor,)]
    assert [r.row for r in result.rejects] == ([3, 4] if do == "reject" else [])


def test_an_empty_file_and_one_with_a_head_only(district: Any, tmp_path: Path) -> None:
    (tmp_path / "nothing.csv").write_bytes(b"")
    with pytest.raises(BadInput):
        bring(district, "dwelling", tmp_path / "nothing.csv")
    head = write(tmp_path / "head.csv", ["房屋编号"], [])
    assert verdicts(bring(district, "dwelling", head)) == (0, 0, 0, 0, 0)


def test_numbers_that_a_workbook_holds_as_text_come_through_whole(district: Any, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for at, row in enumerate([["房屋编号", "楼层"], ["000123456789012345678", "3"], ["12", "4"]]):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    book.close()
    assert verdicts(bring(district, "dwelling", tmp_path / "a.xlsx")) == (2, 0, 0, 0, 0)
    assert shown(district, "dwelling", "number", "floor") == [("000123456789012345678", 3), ("12", 4)]


def test_undo_withdraws_what_a_batch_added(district: Any, tmp_path: Path) -> None:
    x, y = district.inside(1, 1)
    path = write(tmp_path / "a.csv", ["编号", "名称", "类别", "经度", "纬度"], [("P1", "A", "公园", x, y)])
    result = bring(district, "place", path)
    assert district.panel(1, 1)["counts"]["place"] == 1
    imports.undo(district.desk, district.actor, result.batch)
    assert district.panel(1, 1)["counts"]["place"] == 0
    assert records.counts(district.desk, district.actor)["place"] == 0
    with pytest.raises(WrongUse, match="no batch"):
        imports.undo(district.desk, district.actor, 999)


def test_a_changed_row_changes_its_record_and_undo_brings_the_former_values_back(district: Any, tmp_path: Path) -> None:
    head = ["房屋编号", "楼层", "地址"]
    bring(district, "dwelling", write(tmp_path / "a.csv", head, [("F1", "1", "清和路1号"), ("F2", "2", "清和路2号")]))
    second = write(tmp_path / "b.csv", head, [("F1", "3", ""), ("F2", "2", "清和路2号"), ("F3", "4", "清和路3号")])
    result = bring(district, "dwelling", second)
    assert verdicts(result) == (1, 1, 1, 0, 0)
    assert shown(district, "dwelling", "number", "floor", "address")[0] == ("F1", 3, "清和路1号")
    imports.undo(district.desk, district.actor, result.batch)
    assert shown(district, "dwelling", "number", "floor") == [("F1", 1), ("F2", 2)]
    with pytest.raises(WrongUse, match="before"):
        imports.undo(district.desk, district.actor, result.batch)
    assert imports.batches(district.desk, district.actor)[0].undone_at


def test_a_dry_run_has_the_same_verdicts_and_writes_nothing(district: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["房屋编号", "楼层"], [("F1", "1"), ("F1", "1"), ("F2", "x"), ("", "3")])
    tried = bring(district, "dwelling", path, dry_run=True)
    assert tried.batch is None
    assert records.counts(district.desk, district.actor)["dwelling"] == 0
    assert imports.batches(district.desk, district.actor) == []
    assert verdicts(bring(district, "dwelling", path)) == verdicts(tried)


def test_rows_without_a_number_get_ours_and_are_known_again(district: Any, tmp_path: Path) -> None:
    x, y = district.inside(1, 1)
    path = write(tmp_path / "a.csv", ["名称", "类别", "经度", "纬度"], [("A", "公园", x, y), ("A", "公园", x, y)])
    result = bring(district, "place", path)
    assert verdicts(result) == (2, 0, 0, 0, 0)
    numbers = {row[0] for row in shown(district, "place", "number")}
    assert len(numbers) == 2
    assert None not in numbers
    assert verdicts(bring(district, "place", path)) == (0, 0, 2, 0, 0)


def test_places_need_a_reference_system_unless_the_columns_say_degrees(district: Any, tmp_path: Path) -> None:
    x, y = district.inside(2, 1)
    named = write(tmp_path / "a.csv", ["name", "kind", "lon", "lat"], [("A", "park", x, y)])
    assert any("WGS 84" in str(note) for note in bring(district, "place", named).notes)
    plain = write(tmp_path / "b.csv", ["name", "kind", "x", "y"], [("B", "park", x, y)])
    with pytest.raises(BadInput, match="reference system"):
        bring(district, "place", plain)
    assert bring(district, "place", plain, crs="EPSG:4326").unattached == 0
    assert district.panel(2, 1)["counts"]["place"] == 2


def test_shapes_of_a_vector_file_are_kept_and_what_lies_outside_is_counted(district: Any, tmp_path: Path) -> None:
    x, y = district.inside(1, 1)
    line = {"type": "LineString", "coordinates": [[x, y], [x + 0.0001, y]]}
    features = [
        {"type": "Feature", "properties": {"number": "C1", "class": "01003"}, "geometry": line},
        {
            "type": "Feature",
            "properties": {"number": "C2", "class": "x-9"},
            "geometry": {"type": "Point", "coordinates": [0, 0]},
        },
        {"type": "Feature", "properties": {"number": "C3", "class": "01003"}, "geometry": None},
    ]
    (tmp_path / "a.geojson").write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features}))
    result = bring(district, "component", tmp_path / "a.geojson")
    assert verdicts(result) == (2, 0, 0, 0, 1)
    assert (result.unattached, result.unclassified) == (1, 1)
    assert district.panel(1, 1)["counts"]["component"] == 1


CASES = """
register = "case"
local_time = "America/New_York"
ignore_offset = true
[fields]
number = "id"
class = { column = "code", scheme = "other", name = "title" }
reported_at = "opened"
closed_at = "done"
state = "status"
[values.state]
"OPEN" = "handling"
"CLOSED" = "closed"
"""


def test_a_case_takes_its_state_from_its_steps(district: Any, tmp_path: Path) -> None:
    rows = [
        ("A1", "S1", "Light", "2016-08-03T21:26:03Z", "", "OPEN"),
        ("A2", "S1", "Light", "2016-08-03T21:26:03Z", "2016-08-04T10:00:00Z", "CLOSED"),
        ("A3", "S1", "Light", "2016-08-03T21:26:03Z", "", "LOST"),
        ("", "", "", "2018-08-01T00:00:00Z", "", ""),
    ]
    path = write(tmp_path / "a.csv", ["id", "code", "title", "opened", "done", "status"], rows)
    result = bring(district, "case", path, mapping=Mapping.parse(CASES))
    assert verdicts(result) == (2, 0, 0, 0, 2)
    assert [r.row for r in result.rejects] == [4, 5]
    first, second = lists.ids(district.desk, district.actor, "case", sort="number").tolist()
    assert [s.to_state for s in cases.steps(district.desk, district.actor, first)] == ["reported", "handling"]
    steps = cases.steps(district.desk, district.actor, second)
    assert [s.to_state for s in steps] == ["reported", "closed"]
    assert steps[0].at == "2016-08-04T01:26:03Z", "a Z that is wrong is not believed"


def test_an_id_that_a_spreadsheet_ruined_is_never_taken_for_one(district: Any, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "身份证号"])
    sheet.write_row(1, 0, ["陈安然", citizen(5)])
    sheet.write_string(2, 0, "林小满")
    sheet.write_number(2, 1, 990101199001010012)
    book.close()
    result = bring(district, "person", tmp_path / "a.xlsx")
    assert verdicts(result) == (1, 0, 0, 0, 1)
    assert "spreadsheet" in str(result.rejects[0].reason)


def test_a_mapping_names_a_column_that_is_not_there(district: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["id", "code"], [("1x", "2")])
    with pytest.raises(BadInput, match="has no column"):
        bring(district, "case", path, mapping=Mapping.parse(CASES))
    with pytest.raises(BadInput, match="No column"):
        bring(district, "dwelling", write(tmp_path / "b.csv", ["foo", "bar"], [("x", "y")]))
    with pytest.raises(BadInput, match="not for"):
        bring(district, "person", path, mapping=Mapping.parse(CASES))


def test_a_cancel_half_way_leaves_nothing(district: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["房屋编号", "楼层"], [(f"F{i}", i % 30) for i in range(5000)])
    progress = Progress()
    progress._report = lambda done, total, note: progress.cancel() if done >= 2000 else None
    with pytest.raises(Cancelled):
        bring(district, "dwelling", path, progress=progress)
    assert records.counts(district.desk, district.actor)["dwelling"] == 0
    assert imports.batches(district.desk, district.actor) == []
    assert verdicts(bring(district, "dwelling", path)) == (5000, 0, 0, 0, 0)


def test_who_may_not_write_brings_nothing_in(district: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["房屋编号"], [("F1",)])
    with pytest.raises(Refused):
        imports.import_file(district.desk, district.actor_with(), "dwelling", path)


def test_the_receipt_has_a_line_a_row_and_the_cell(district: Any, tmp_path: Path) -> None:
    x, y = district.inside(3, 2)
    rows = [("P1", "A", "公园", x, y), ("P1", "A", "公园", x, y), ("P2", "", "公园", x, y)]
    path = write(tmp_path / "a.csv", ["编号", "名称", "类别", "经度", "纬度"], rows)
    bring(district, "place", path, receipt=tmp_path / "receipt.csv")
    with (tmp_path / "receipt.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["row"], line["key"], line["verdict"]) for line in lines] == [
        ("2", "P1", "added"),
        ("3", "P1", "same"),
        ("4", "P2", "rejected"),
    ]
    assert lines[0]["cell"]
    assert lines[2]["reason"]


def test_a_preview_tells_what_matches_and_changes_nothing(district: Any) -> None:
    seen = imports.preview(district.desk, district.actor, "person", SAMPLES / "person.csv", rows=3)
    assert seen.matched["number"] == "公民身份号码"
    assert len(seen.sample) == 3
    assert records.counts(district.desk, district.actor)["person"] == 0


def test_every_sample_comes_in_whole_and_a_second_time_changes_nothing(make_district: Callable[..., Any]) -> None:
    district = make_district("samples")
    for register in ORDER:
        path = SAMPLES / f"{register}.csv"
        result = bring(district, register, path)
        assert verdicts(result)[1:] == (0, 0, 0, 0), (register, result.rejects)
        again = bring(district, register, path)
        assert verdicts(again) == (0, 0, result.rows, 0, 0), register


@pytest.mark.parametrize("register", REGISTER_IDS)
def test_a_template_comes_back_with_its_example(district: Any, tmp_path: Path, register: str) -> None:
    imports.write_template(register, tmp_path / "t.xlsx")
    result = bring(district, register, tmp_path / "t.xlsx")
    assert verdicts(result) == (1, 0, 0, 0, 0), result.rejects
    assert verdicts(bring(district, register, tmp_path / "t.xlsx")) == (0, 0, 1, 0, 0)


def test_the_cases_of_a_real_city_lie_where_two_other_methods_put_them(
    make_district: Callable[..., Any], testdata: Path
) -> None:
    from gridgov.services import cell_import

    clean = testdata / "dc_clean"
    district = make_district("dc")
    desk, actor = district.desk, district.actor
    cell_import.import_cells(desk, actor, clean / "smd_2013_cells.geojson", layer="smd", code="SMD_ID")
    mapping = Mapping.read(clean / "requests.mapping.toml")
    result = bring(district, "case", clean / "requests_even_ids.csv", mapping=mapping)
    assert result.rows == 11441
    assert result.added == 11255
    assert result.same + result.skipped == 185
    assert [r.row for r in result.rejects] == [10539]
    expected = orjson.loads((clean / "expected_even_ids.json").read_bytes())["count_by_smd"]
    found = {code: cells.panel(desk, actor, code, layer="smd")["counts"]["case"] for code in list(expected)[:25]}
    assert found == {code: expected[code] for code in found}
    again = bring(district, "case", clean / "requests_even_ids.csv", mapping=mapping)
    assert (again.added, again.changed) == (0, 0)


row = st.tuples(
    st.sampled_from(["", "F1", "F2", "F3", "f 4", "无"]),
    st.sampled_from(["", "1", "2", "x", "3.0"]),
    st.sampled_from(["", "住宅", "nonsense"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(row, min_size=1, max_size=12))
def test_verdicts_add_up_and_twice_is_the_same(
    make_district: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("p")
    district = make_district(folder.name)
    path = write(folder / "a.csv", ["房屋编号", "楼层", "用途"], rows)  # type: ignore[arg-type]
    first = bring(district, "dwelling", path, receipt=folder / "r.csv")
    verdicts(first)
    assert first.rows == sum(1 for r in rows if any(r))
    with (folder / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        told = Counter(line["verdict"] for line in csv.DictReader(file))
    assert told == Counter(
        {name: n for name in ("added", "same", "skipped", "rejected") if (n := getattr(first, name))}
    )
    second = bring(district, "dwelling", path)
    assert (second.added, second.changed, second.rejected) == (0, 0, first.rejected)
    assert records.counts(district.desk, district.actor)["dwelling"] == first.added


def test_headings_may_say_what_must_be_filled_in_and_a_wrong_credit_code_is_marked(
    district: Any, tmp_path: Path
) -> None:
    path = tmp_path / "o.csv"
    path.write_text("*统一社会信用代码,名称（必填）,地 址\n91990000000000001A,甲店,清和路1号\n", encoding="utf-8")
    result = imports.import_file(district.desk, district.actor, "organization", path)
    assert (result.added, result.marked) == (1, 1)
    (fid,) = lists.ids(district.desk, district.actor, "organization").tolist()
    assert lists.rows(district.desk, district.actor, "organization", [fid], ["name", "address"]) == [
        ("甲店", "清和路1号")
    ]


def test_a_text_longer_than_the_standard_is_kept_whole_and_marked(district: Any, tmp_path: Path) -> None:
    name = "长" * 80
    path = write(tmp_path / "long.csv", ["姓名", "职业"], [(name, "木工"), ("短名", "很" * 300), ("平常", "电工")])
    result = bring(district, "person", path, receipt=tmp_path / "r.csv")
    assert verdicts(result) == (3, 0, 0, 0, 0)
    assert result.marked == 2
    assert "longer than 50" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    with district.desk.reader() as conn:
        assert conn.execute("SELECT count(*) FROM person WHERE name = ?", (name,)).fetchone()[0] == 1
