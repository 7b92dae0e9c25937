"""What people keep for themselves, the shift, what a class asks, whose calendar counts, what a record went through."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov import messages
from gridgov.domain import limits
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import (
    calendars,
    case_queue,
    case_view,
    case_work,
    own,
    record_history,
    records,
    report,
    shifts,
    staff,
)
from gridgov.services.desk import Desk
from tests.services.conftest import District
from tests.services.test_case_work import TO_HANDLING, UNIT, go, person
from tests.services.test_case_work import report as reported


def test_phrases_begin_with_the_usual_ones_and_are_kept_once_each_for_each_person(district: District) -> None:
    messages.use("zh_CN")
    desk, actor = district.desk, district.actor
    usual = own.phrases(desk, actor)
    assert usual[0].startswith("现场")
    own.keep_phrase(desk, actor, " 已通知物业。 ")
    own.keep_phrase(desk, actor, "已通知物业。")
    assert own.phrases(desk, actor) == ["已通知物业。", *usual]
    own.drop_phrase(desk, actor, usual[0])
    assert usual[0] not in own.phrases(desk, actor)
    assert own.phrases(desk, person("collector")) == usual, "another person's stay as they were"
    with pytest.raises(WrongUse):
        own.keep_phrase(desk, actor, "  ")


def test_a_view_is_kept_under_its_name_and_can_be_forgotten(district: District) -> None:
    desk, actor = district.desk, district.actor
    own.keep_view(desk, actor, own.View("清运", "overdue", "垃圾"))
    own.keep_view(desk, actor, own.View("清运", "mine", "垃圾"))
    assert own.views(desk, actor) == [own.View("清运", "mine", "垃圾")]
    own.drop_view(desk, actor, "清运")
    assert own.views(desk, actor) == []


def test_a_watched_case_has_a_list_of_its_own_until_it_is_closed(district: District) -> None:
    desk = district.desk
    who = person("acceptor")
    first, second = reported(desk).case_id, reported(desk).case_id
    own.watch(desk, who, second)
    assert [item.case_id for item in case_queue.items(desk, who, "watched")] == [second]
    assert case_view.page(desk, who, second).watched
    assert not case_view.page(desk, who, first).watched
    assert next(tab.count for tab in case_queue.tabs(desk, who) if tab.id == "watched") == 1
    go(desk, second, ("refuse", who))
    assert case_queue.items(desk, who, "watched") == []
    own.watch(desk, who, second, on=False)
    assert own.watched(desk, who) == []


def test_a_shift_goes_over_with_what_is_open_and_the_watched_cases(district: District) -> None:
    desk, admin = district.desk, district.actor
    for name in ("早班", "晚班"):
        staff.add(desk, admin, name=name, roles=["acceptor"])
    early, late = staff.sign_in(desk, "早班"), staff.sign_in(desk, "晚班")
    case_id = reported(desk).case_id
    own.watch(desk, early, case_id)
    made = shifts.hand_over(desk, early, "晚班", "注意路口积水")
    assert (made.giver, made.taker, made.counts["live"], made.taken_at) == ("早班", "晚班", 1, None)
    assert [one.id for one in shifts.list_(desk, late, mine=True)] == [made.id]
    with pytest.raises(WrongUse):
        shifts.take(desk, early, made.id)
    shifts.take(desk, late, made.id)
    assert own.watched(desk, late) == [case_id]
    assert shifts.list_(desk, late, mine=True) == []
    assert shifts.list_(desk, late)[0].taken_at is not None
    with pytest.raises(WrongUse):
        shifts.hand_over(desk, early, "早班")
    with pytest.raises(WrongUse):
        shifts.hand_over(desk, early, "没有这个人")
    with pytest.raises(Refused):
        shifts.hand_over(desk, person("auditor"), "晚班")


def test_a_class_asks_its_questions_and_the_page_says_what_was_answered(district: District) -> None:
    messages.use("en")
    desk = district.desk
    values = {"description": "噪声", "x": 116.0004, "y": 39.0006, "class_code": "06028"}
    with pytest.raises(BadInput, match="noise come from"):
        case_work.begin(desk, person("collector"), values)
    taken = case_work.begin(
        desk, person("collector"), values, given={"answers": {"origin": "施工", "night": "no", "unknown": "?"}}
    )
    facts = dict(case_view.page(desk, person("acceptor"), taken.case_id).facts)
    assert facts["Where does the noise come from?"] == "Building site"
    assert facts["Is it at night?"] == "No"
    assert limits.problems() == []
    assert limits.questions(None, "01050") == ()


def test_a_unit_may_go_by_a_calendar_of_its_own(district: District) -> None:
    desk, admin = district.desk, district.actor
    calendars.assign(desk, admin, "环卫队", "cn_nine_to_six")
    assert calendars.of_units(desk, admin) == {"环卫队": "cn_nine_to_six"}
    case_id = reported(desk).case_id
    go(desk, case_id, *TO_HANDLING)
    kept = case_view.accounts(desk, admin, case_id)
    counters = [getattr(one.ledger.pieces[-1].counter, "calendar", None) for one in kept]
    assert counters[-1] is not None
    assert counters[-1].id == "cn_nine_to_six"
    assert counters[0] is not None
    assert counters[0].id == "cn_public", "the other stages go by the district's"
    calendars.assign(desk, admin, "环卫队", None)
    assert calendars.of_units(desk, admin) == {}
    with pytest.raises(BadInput):
        calendars.assign(desk, admin, "环卫队", "nowhere")


def test_the_history_of_a_record_names_every_field_that_changed(district: District) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    many = records.add_many(
        desk, actor, "component", {"name": ["灯一", "灯二"], "x": [116.0001, 116.0002], "y": [39.0001] * 2}, source="t"
    )
    fid = int(many[1])
    records.edit(desk, actor, "component", fid, {"name": "路灯二", "note": "换过"})
    records.edit(desk, actor, "component", fid, {"x": 116.0015, "y": 39.0015})
    told = record_history.of(desk, actor, "component", fid)
    assert [entry.act for entry in told] == ["Entered", "Changed", "Changed"]
    assert {(c.name, c.before, c.after) for c in told[1].changes} == {
        ("name", "灯二", "路灯二"), ("note", None, "换过"),
    }  # fmt: skip
    assert told[2].changes[0].after == "116.001500, 39.001500"
    assert all(change.name != "name" for change in told[2].changes)
    first = record_history.of(desk, actor, "component", int(many[0]))
    assert len(first) == 1, "the other record of the same line has its own history"


def test_the_history_of_a_person_shows_no_personal_value_whole(district: District) -> None:
    desk, actor = district.desk, district.actor
    (fid,) = records.add_many(
        desk, actor, "person", {"name": ["陈安然"], "phone": ["19900001234"]}, source="t"
    ).tolist()
    records.edit(desk, actor, "person", fid, {"phone": "19900005678"})
    shown = [
        (c.name, c.before, c.after) for entry in record_history.of(desk, actor, "person", fid) for c in entry.changes
    ]
    assert ("phone", "199****1234", "199****5678") in shown
    assert all("安然" not in str(value) for change in shown for value in change)


def test_the_history_of_a_case_says_how_it_moved(district: District) -> None:
    messages.use("en")
    desk = district.desk
    case_id = reported(desk).case_id
    go(desk, case_id, *TO_HANDLING, ("receive", UNIT))
    told = record_history.of(desk, district.actor, "case", case_id)
    moves = [(c.before, c.after) for entry in told for c in entry.changes if c.name == "state"]
    assert len(moves) >= 4
    assert [after for _, after in moves[:-1]] == [before for before, _ in moves[1:]]


def test_the_little_map_shows_the_cell_and_the_place(district: District) -> None:
    drawn = report.little_map(district.desk, district.actor, 116.0004, 39.0006)
    assert drawn is not None
    assert any(getattr(mark, "key", "") == district.code(0, 0) for mark in drawn.marks)
    assert report.little_map(district.desk, district.actor, 10.0, 10.0) is None


def test_working_time_until_a_moment(district: District) -> None:
    messages.use("en")
    assert case_queue.hours_until(district.desk, "2001-01-01 09:00") is None
    assert case_queue.hours_until(district.desk, "no time") is None
    assert "left" in (case_queue.hours_until(district.desk, "2099-01-01 09:00") or "")


def test_a_file_keeps_all_this_when_it_is_opened_again(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    own.keep_phrase(desk, actor, "一句")
    path = desk.path
    desk.close()
    again = Desk.open(path)
    assert own.phrases(again, actor)[0] == "一句"
    again.close()
