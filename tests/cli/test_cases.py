"""Cases, deadlines, workflows and calendars by command: the words that other programs rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gridgov import messages
from gridgov.cli.main import run

ROLES = {"c": "collector", "a": "acceptor", "s": "shift_leader", "d": "dispatcher", "k": "collector"}


@pytest.fixture
def file(tmp_path: Path) -> str:
    messages.use("en")
    path = str(tmp_path / "d.gpkg")
    assert run(["new", path]) == 0
    for name, role in ROLES.items():
        assert run(["staff", "add", name, "--in", path, "--role", role]) == 0
    assert run(["staff", "add", "u", "--in", path, "--role", "department", "--unit", "环卫队"]) == 0
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_case_by_command_from_report_to_close(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    picture = str(Path(__file__).parents[2] / "docs" / "pictures" / "map.png")
    made = told(
        capsys, "case", "new", "--in", file, "--text", "垃圾", "--class", "06010", "--at", "116", "39", "--as", "c"
    )
    number = made["number"]
    assert [one["number"] for one in told(capsys, "case", "list", "--in", file, "--as", "a")] == [number]
    for who, step, *more in (
        ("a", "accept"),
        ("s", "file", "--condition", "pile"),
        ("d", "dispatch", "--department", "环卫队"),
        ("u", "feed_back", "--text", "清了", "--photo", picture),
        ("k", "check", "--checked", "现场已清净"),
        ("s", "close"),
    ):
        made = told(capsys, "case", "act", number, step, "--in", file, "--as", who, *more)
    assert (made["state"], made["state_type"]) == ("closed", "done")
    page = told(capsys, "case", "show", number, "--in", file)
    assert [one["step"] for one in page["steps"]] == [
        "report", "accept", "file", "dispatch", "feed_back", "check", "close",
    ]  # fmt: skip
    assert page["may"] == []
    accounts = told(capsys, "case", "ledger", number, "--in", file)
    assert [one["counted_minutes"] for one in accounts] == [60, 60, 60, 240, 240, 240]
    custody = told(capsys, "case", "custody", number, "--in", file)
    assert sum(one["seconds"] for one in custody["charges"]) == custody["total_seconds"]
    out = tmp_path / "case.pdf"
    assert run(["report", "case", number, "--in", file, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    follow = told(capsys, "case", "follow", number, "--in", file, "--text", "又有", "--as", "c")
    assert follow["number"] != number
    assert told(capsys, "check", file) == {"findings": []}


def test_what_the_rules_refuse_has_exit_code_4_and_what_is_missing_3(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = told(capsys, "case", "new", "--in", file, "--text", "x", "--address", "某处", "--as", "c")["number"]
    assert run(["case", "act", number, "accept", "--in", file, "--as", "u"]) == 4
    assert run(["case", "act", number, "refuse", "--in", file, "--as", "a"]) == 3
    assert run(["case", "act", number, "fly", "--in", file, "--as", "a"]) == 2
    assert run(["case", "act", "nothing", "accept", "--in", file, "--as", "a"]) == 2
    assert run(["case", "act", number, "accept", "--in", file, "--as", "a", "--seen", "999"]) == 4
    assert run(["case", "act", number, "accept", "--in", file, "--as", "a"]) == 0
    assert run(["case", "undo", number, "--in", file, "--as", "s"]) == 4
    assert run(["case", "undo", number, "--in", file, "--as", "a"]) == 0


def test_a_deadline_with_its_account(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "deadline", "--start", "2026-09-30T16:30", "--allow", "4 work_hour")
    assert (found["due"], found["provisional"], found["counted_minutes"]) == ("2026-10-08T10:30", False, 240)
    assert sum(span["counted"] for span in found["spans"]) == 240
    paused = told(
        capsys, "deadline", "--start", "2026-09-30T16:30", "--allow", "4 work_hour", "--pause", "2026-09-30T17:00",
        "2026-10-08T09:00",
    )  # fmt: skip
    assert paused["due"] == "2026-10-08T14:30"
    far = told(capsys, "deadline", "--start", "2026-12-30T16:30", "--allow", "5 work_day")
    assert far["provisional"]
    assert run(["deadline", "--start", "2026-09-30T16:30", "--allow", "soon"]) == 3
    assert run(["deadline", "--start", "x", "--allow", "1 hour"]) == 3
    assert run(["deadline", "--start", "2026-09-30T16:30", "--allow", "1 hour", "--calendar", "moon"]) == 2


def test_workflows_are_listed_checked_and_drawn(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert told(capsys, "workflow", "list")[0]["id"] == "city_management"
    assert told(capsys, "workflow", "check") == {"faults": []}
    broken = tmp_path / "broken.csv"
    broken.write_text("from,to\na,b\nb,a\n", encoding="utf-8")
    assert told(capsys, "workflow", "check", str(broken), code=1)["faults"]
    picture = tmp_path / "w.svg"
    assert run(["workflow", "show", "hotline", "--out", str(picture)]) == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    good = tmp_path / "good.csv"
    good.write_text("from,to,step,role\n,a,open,collector\na,b,end,collector\n", encoding="utf-8")
    assert run(["workflow", "add", str(good), "--in", file]) == 0
    assert "good" in [one["id"] for one in told(capsys, "workflow", "list", "--in", file)]


def test_a_notice_is_shown_before_it_is_entered(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = tmp_path / "notice.txt"
    text.write_text("2027年部分节假日安排\n一、元旦：1月1日至3日放假，共3天。1月9日上班。\n", encoding="utf-8")
    assert told(capsys, "calendar", "notice", str(text), "--in", file)["workdays"] == ["2027-01-09"]
    assert told(capsys, "calendar", "list", "--in", file)[0]["years"] == "2004–2026"
    assert told(capsys, "calendar", "notice", str(text), "--in", file, "--yes")["year"] == 2027
    assert told(capsys, "calendar", "list", "--in", file)[0]["years"] == "2004–2027"
    found = told(capsys, "deadline", "--start", "2026-12-31T17:00", "--allow", "2 work_hour", "--in", file)
    assert (found["due"], found["provisional"]) == ("2027-01-04T09:00", False)
    assert run(["calendar", "change", "--in", file, "--work-day", "days", "--off", "2027-02-01", "snow"]) == 0


def test_hotline_orders_come_once(file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "工单编号,诉求内容,来电时间,类别代码,处理时限\nH1,井盖响,2026-11-02 09:00,01003,2026-11-09 09:00\n"
        "H2,路灯不亮,2026-11-02 10:00,01037,2026-11-09 10:00\n",
        encoding="utf-8",
    )
    mapping = tmp_path / "orders.toml"
    mapping.write_text(
        'register = "case"\nworkflow = "hotline"\nsource = "12345"\n[fields]\nexternal_number = "工单编号"\n'
        'description = "诉求内容"\nreported_at = "来电时间"\nclass = "类别代码"\ndue_at = "处理时限"\n'
        '[repeat]\nkey = "external_number"\ndo = "report"\n',
        encoding="utf-8",
    )
    words = ("import", "records", "case", str(orders), "--into", file, "--mapping", str(mapping))
    assert told(capsys, *words)["added"] == 2
    again = told(capsys, *words)
    assert (again["added"], again["same"]) == (0, 2)
    live = told(capsys, "case", "list", "--in", file, "--tab", "all")
    assert len(live) == 2
    assert all(one["due_at"] for one in live), "the outside deadline counts until ours begins"
    page = told(capsys, "case", "show", "H1", "--in", file)
    assert page["workflow"] == "hotline"
    assert [one["step"] for one in page["may"]][:1] == ["accept"]


def test_numbers_tell_desks_apart_also_for_imported_cases(
    file: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["case", "numbering", "--in", file, "--template", "{office}-{year}{seq:5}", "--office", "E"]) == 0
    assert run(["case", "numbering", "--in", file, "--template", "{year}"]) == 3
    made = told(capsys, "case", "new", "--in", file, "--text", "x", "--address", "某处", "--as", "c")
    year = made["number"][2:6]
    assert made["number"] == f"E-{year}00001"
    source = tmp_path / "cases.csv"
    source.write_text(f"class,reported_at\n06010,{year}-01-02 09:00\n06010,{year}-01-03 09:00\n", encoding="utf-8")
    assert told(capsys, "import", "records", "case", str(source), "--into", file)["added"] == 2
    found = {one["number"] for one in told(capsys, "case", "list", "--in", file, "--tab", "all")}
    assert found == {f"E-{year}0000{n}" for n in (1, 2, 3)}


def test_the_desk_by_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--in", file, "--as", "a")
    capsys.readouterr()
    assert run(["case", "new", "--in", file, "--text", "吵", "--class", "06028", "--at", "116", "39", "--as", "c"]) == 3
    made = told(
        capsys, "case", "new", "--in", file, "--text", "吵", "--class", "06028", "--at", "116", "39", "--as", "c",
        "--answer", "origin=施工",
    )  # fmt: skip
    number = made["number"]
    assert run(["own", "watch", number, *words]) == 0
    assert [one["number"] for one in told(capsys, "case", "list", "--tab", "watched", *words)] == [number]
    assert "一句" in told(capsys, "own", "phrases", "--keep", "一句", *words)
    given = told(capsys, "shift", "give", "s", "--note", "留意", *words)
    assert given["counts"]["live"] == 1
    assert run(["shift", "take", str(given["id"]), "--in", file, "--as", "s"]) == 0
    assert told(capsys, "shift", "list", *words)[0]["taken_at"]
    assert told(capsys, "calendar", "assign", "环卫队", "cn_nine_to_six", "--in", file) == {"环卫队": "cn_nine_to_six"}
    assert told(capsys, "calendar", "assign", "环卫队", "--off", "--in", file) == {}
    entries = told(capsys, "history", "case", number, "--in", file)
    assert entries[0]["changes"]
    assert run(["history", "case", "no such", "--in", file]) == 2
