"""Cases at work: every act by the rules, the present derived from the steps, undo, two people on one case."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridgov.domain import case_rules, workflow
from gridgov.domain.access import Actor, roles
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import calendars, case_queue, case_view, case_work, records, staff, workflows
from gridgov.services.case_present import columns, ledger_of, now_of, standing_of
from gridgov.services.desk import Desk
from gridgov.store import case_now, rebuild, schema
from gridgov.store import records as store
from tests.services.conftest import District

PHOTO = Path(__file__).parents[2] / "docs" / "pictures" / "map.png"
ACTING = sorted(set(roles()) - {"administrator", "auditor"})


def person(role: str, unit: str = "", number: int = 1) -> Actor:
    return Actor(f"{role}-{number}", f"{role} {number}", frozenset({role}), unit=unit)


def report(desk: Desk, **more: Any) -> case_work.Taken:
    values = {"description": "路边有垃圾", "x": 116.0004, "y": 39.0006, "class_code": "06010", **more}
    return case_work.begin(desk, person("collector"), values)


def give(needs: tuple[str, ...], other: str = "") -> dict[str, Any]:
    """Something for each need."""
    made: dict[str, Any] = {
        "text": "说明", "reason": "理由", "department": "环卫队", "helpers": ["园林队"], "until": "2026-12-31",
        "limit": {"amount": 4, "unit": "work_hour"}, "satisfaction": "1", "filing_condition": "pile", "level": 2,
        "checklist": {"现场已清净": True}, "case": other, "rule": "meter", "photo": [PHOTO], "before_photo": [PHOTO],
        "after_photo": [PHOTO], "place": True,
    }  # fmt: skip
    found = {need: made[need] for need in needs if need in made}
    if "reason" in needs:
        found["text"] = "理由"
    return found


def go(desk: Desk, case_id: int, *steps: tuple[str, Actor]) -> case_work.Taken:
    taken = None
    for name, who in steps:
        step = workflow.load("city_management").step(name)
        assert step is not None
        taken = case_work.take(desk, who, case_id, name, give(step.needs))
    assert taken is not None
    return taken


TO_HANDLING = (
    ("accept", person("acceptor")), ("file", person("shift_leader")), ("dispatch", person("dispatcher")),
)  # fmt: skip
UNIT = person("department", "环卫队")
TO_THE_END = (
    *TO_HANDLING, ("receive", UNIT), ("feed_back", UNIT), ("check", person("collector")),
    ("close", person("shift_leader")),
)  # fmt: skip


def row(desk: Desk, case_id: int, *names: str) -> tuple[Any, ...]:
    with desk.reader() as conn:
        return store.read(conn, "case", [case_id], names)[case_id]


def test_a_case_goes_from_report_to_close(district: District) -> None:
    desk = district.desk
    begun = report(desk)
    assert begun.state == "reported"
    taken = go(desk, begun.case_id, *TO_THE_END)
    assert (taken.state, taken.state_type, taken.due_at) == ("closed", "done", None)
    names = ("state", "state_type", "department_text", "filing_condition", "filed_at", "dispatched_at", "handled_at")
    found = dict(zip((*names, "closed_at"), row(desk, begun.case_id, *names, "closed_at"), strict=True))
    assert (found["state"], found["state_type"], found["department_text"]) == ("closed", "done", "环卫队")
    assert all(found[name] for name in ("filed_at", "dispatched_at", "handled_at", "closed_at"))
    page = case_view.page(desk, district.actor, begun.number)
    assert [line.step for line in page.lines] == ["report", *[name for name, _ in TO_THE_END]]
    assert page.description == "路边有垃圾"
    assert [mark.state for mark in page.strip] == [
        "reported", "filing", "dispatching", "handling", "checking", "closing", "closed",
    ]  # fmt: skip
    assert [mark.how for mark in page.strip][-1] == "here"
    assert all(choice.refusal is not None or choice.step.id == "unmerge" for choice in page.choices)
    panel = district.panel(0, 0)
    assert panel["cases"] == {"open": 0, "waiting": 0, "done": 1, "void": 0, "overdue": 0}


def test_numbers_count_up_and_never_come_again(district: District) -> None:
    first, second = report(district.desk), report(district.desk)
    assert first.number != second.number
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1
    records.withdraw(district.desk, district.actor, "case", [second.case_id])
    assert report(district.desk).number not in {first.number, second.number}
    with pytest.raises(BadInput, match="is taken"):
        report(district.desk, number=first.number)


def test_what_is_missing_is_named_and_nothing_is_written(district: District) -> None:
    desk = district.desk
    begun = report(desk)
    with pytest.raises(BadInput, match="needs") as caught:
        case_work.take(desk, person("acceptor"), begun.case_id, "refuse", {})
    assert caught.value.params["needs"]
    with pytest.raises(Refused):
        case_work.take(desk, person("department"), begun.case_id, "accept", {})
    with pytest.raises(WrongUse, match="no step"):
        case_work.take(desk, person("acceptor"), begun.case_id, "fly", {})
    with pytest.raises(BadInput, match="needs"):
        case_work.begin(desk, person("collector"), {"class_code": "06010", "x": 116.0, "y": 39.0})
    with pytest.raises(BadInput, match="no class"):
        report(desk, class_code="99999")
    with desk.reader() as conn:
        assert len(case_now.happenings(conn, begun.case_id)) == 1
        assert len(case_now.all_(conn)) == 1


def test_undo_puts_state_department_and_clock_back(district: District) -> None:
    desk = district.desk
    begun = report(desk)
    go(desk, begun.case_id, *TO_HANDLING[:2])
    with desk.reader() as conn:
        before = case_now.get(conn, begun.case_id)
    names = ("state", "state_type", "department_text", "dispatched_at", "due_at", "filed_at")
    kept = row(desk, begun.case_id, *names)
    dispatcher = person("dispatcher")
    go(desk, begun.case_id, ("dispatch", dispatcher))
    with pytest.raises(Refused, match="somebody else"):
        case_work.undo(desk, person("shift_leader"), begun.case_id)
    case_work.undo(desk, dispatcher, begun.case_id)
    with desk.reader() as conn:
        after = case_now.get(conn, begun.case_id)
        steps = case_now.happenings(conn, begun.case_id)
    assert before is not None
    assert after is not None
    assert attrs.evolve(after, last_step=0) == attrs.evolve(before, last_step=0)
    assert row(desk, begun.case_id, *names)[:4] == kept[:4]
    assert [one.step for one in steps] == ["report", "accept", "file", "dispatch", "undo"], "the history keeps both"


def test_the_second_of_two_is_told_and_loses_nothing(district: District) -> None:
    desk = district.desk
    begun = report(desk)
    seen = case_view.page(desk, person("acceptor"), begun.number).last_step
    case_work.take(desk, person("acceptor"), begun.case_id, "accept", {}, seen=seen)
    with pytest.raises(case_work.Overtaken, match="Somebody acted"):
        case_work.take(desk, person("acceptor", number=2), begun.case_id, "refuse", {"text": "no"}, seen=seen)


def test_a_clock_is_frozen_when_its_stage_begins(district: District) -> None:
    desk, actor = district.desk, district.actor
    begun = report(desk)
    due = go(desk, begun.case_id, *TO_HANDLING).due_at
    calendars.set_days(desk, actor, off=dict.fromkeys((f"2026-11-{n:02d}" for n in range(20, 31)), "snow"))
    assert case_queue.recompute(desk, actor) == 0, "what began under a version goes on under it"
    other = report(desk)
    assert go(desk, other.case_id, *TO_HANDLING).due_at != due or due is None


def test_an_extension_moves_the_deadline_and_keeps_the_first_one(district: District) -> None:
    desk = district.desk
    begun = report(desk)
    first = go(desk, begun.case_id, *TO_HANDLING).due_at
    limit = {"amount": 8, "unit": "work_hour"}
    case_work.take(desk, UNIT, begun.case_id, "request_extension", {"text": "等材料", "limit": limit})
    asked = case_queue.items(desk, person("dispatcher"), "decide")
    assert [item.case_id for item in asked] == [begun.case_id]
    taken = case_work.take(desk, person("dispatcher"), begun.case_id, "grant_extension", {})
    assert taken.due_at is not None
    assert first is not None
    assert taken.due_at > first
    (account,) = [a for a in case_view.accounts(desk, district.actor, begun.number) if a.ledger.stopped_at is None]
    assert account.original_due_at != account.due_at
    assert sum(span.counted for span in account.spans) == account.ledger.allowance == (4 + 8) * 3600


def test_a_change_of_class_changes_the_limit_from_the_start(district: District) -> None:
    desk = district.desk
    begun = report(desk)
    go(desk, begun.case_id, *TO_HANDLING)
    case_work.change_class(desk, person("acceptor"), begun.case_id, "01003", "missing")
    assert row(desk, begun.case_id, "class_code") == ("01003",)
    account = case_view.page(desk, district.actor, begun.number).account
    assert account is not None
    assert account.ledger.allowance == 2 * 3600
    assert account.original_due_at is not None


def test_a_workflow_of_another_office_is_loaded_and_cases_keep_theirs(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    source = tmp_path / "office.csv"
    source.write_text("from,to,step,role\n,new,open,collector\nnew,done,finish,collector\n", encoding="utf-8")
    first = workflows.add(desk, actor, source)
    begun = case_work.begin(desk, person("collector"), {"description": "x"}, workflow="office")
    source.write_text(
        "from,to,step,role\n,new,open,collector\nnew,looked,look,collector\nlooked,done,finish,collector\n", "utf-8"
    )
    second = workflows.add(desk, actor, source)
    assert (first.version, second.version) == (1, 2)
    assert workflows.add(desk, actor, source).version == 2, "the same file again changes nothing"
    assert case_work.take(desk, person("collector"), begun.case_id, "finish").state == "done"
    other = case_work.begin(desk, person("collector"), {"description": "x"}, workflow="office")
    with pytest.raises(Refused):
        case_work.take(desk, person("collector"), other.case_id, "finish")
    source.write_text("from,to\na,b\nb,a\n", encoding="utf-8")
    with pytest.raises(BadInput, match="faults"):
        workflows.add(desk, actor, source)


def test_queues_hold_what_is_ones_turn(district: District) -> None:
    desk = district.desk
    one, two = report(desk), report(desk)
    go(desk, two.case_id, *TO_HANDLING)
    assert [item.case_id for item in case_queue.items(desk, person("acceptor"))] == [one.case_id]
    assert [item.case_id for item in case_queue.items(desk, UNIT)] == [two.case_id]
    assert case_queue.items(desk, person("department", "园林队")) == []
    counts = {tab.id: tab.count for tab in case_queue.tabs(desk, district.actor)}
    assert (counts["mine"], counts["all"], counts["decide"]) == (2, 2, 0)
    told = case_queue.act_on_many(desk, person("acceptor"), [one.case_id, two.case_id], "accept")
    assert [outcome.fault is None for outcome in told] == [True, False]


@pytest.mark.parametrize("name", sorted(workflow.workflows()))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_stored_is_what_the_steps_amount_to(name: str, data: st.DataObject, tmp_path_factory: Any) -> None:
    desk = Desk.create(tmp_path_factory.mktemp("walk") / "a.gpkg")
    flow = workflow.load(name)
    people = [person(role, "环卫队" if role == "department" else "") for role in ACTING]
    people.append(person("department", "园林队", 2))
    starter = next(p for p in people if p.roles & set(flow.first.roles))
    values = {"description": "事", "x": 116.0, "y": 39.0, "class_code": "06010"}
    first = case_work.begin(desk, starter, values, workflow=name, given=give(flow.first.needs))
    other = case_work.begin(desk, starter, values, workflow=name, given=give(flow.first.needs))
    for _ in range(data.draw(st.integers(1, 14))):
        open_ones = [
            (who, choice.step)
            for who in people
            for choice in case_view.page(desk, who, first.case_id).choices
            if choice.refusal is None
        ]
        if not open_ones:
            break
        who, step = data.draw(st.sampled_from(open_ones))
        if data.draw(st.integers(0, 9)) == 0 and case_view.page(desk, who, first.case_id).can_undo:
            case_work.undo(desk, who, first.case_id)
        else:
            case_work.take(desk, who, first.case_id, step.id, give(step.needs, other.number))
    with desk.reader() as conn:
        steps = case_now.happenings(conn, first.case_id)
        found, standing = standing_of(desk, conn, steps, name)
        account = ledger_of(desk, conn, standing)
        derived = columns(found, standing, account)
        assert store.read(conn, "case", [first.case_id], list(derived))[first.case_id] == tuple(derived.values())
        now = case_now.get(conn, first.case_id)
        live = standing.type in {"open", "waiting"}
        assert (now == now_of(first.case_id, found, standing, account)) if live else now is None
        target = sqlite3.connect(":memory:")
        target.executescript("\n".join(line for line in _tables(conn)))
        rebuild.rebuild(conn, target)
        again = target.execute("SELECT state, state_type, department_text FROM case_file ORDER BY fid").fetchall()
        target.close()
        there = conn.execute("SELECT state, state_type, department_text FROM case_file ORDER BY fid").fetchall()
        assert again == there
    charges, shares = case_view.custody_of(desk, starter, first.case_id)
    assert sum(one.seconds for one in charges) == sum(one.seconds for one in shares)
    for one in case_view.accounts(desk, starter, first.case_id):
        if one.ledger.due_at is not None:
            assert sum(span.counted for span in one.spans) == one.ledger.allowance
    desk.close()


def _tables(conn: Any) -> list[str]:
    """The plain tables of the registers, without triggers and trees."""
    rows = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    return [f"{sql};" for name, sql in rows if not name.startswith(("sqlite_", "rtree_", "search"))]


def test_staff_act_for_their_unit(district: District) -> None:
    staff.add(district.desk, district.actor, name="环卫一", roles=["department"], unit="环卫队")
    assert staff.sign_in(district.desk, "环卫一").unit == "环卫队"
    assert schema.VERSION >= 2
    assert case_rules.need_name("photo")
