"""Random walks through every workflow: what the steps amount to, and who may take which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.domain import case_moments, case_rules, workflow
from gridgov.domain.access import Actor, roles
from gridgov.domain.case_story import Happening, Standing, target_of, tell
from gridgov.domain.workflow import Workflow

BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ROLES = sorted(set(roles()) - {"administrator", "auditor"})
PEOPLE = [Actor(f"{role}-{n}", f"{role} {n}", frozenset({role})) for role in ROLES for n in (1, 2)]


def moment(minutes: int) -> str:
    return (BEGAN + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def body_for(needs: tuple[str, ...]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for need in needs:
        if need == "department":
            given["department"] = {"id": None, "text": "环卫队"}
        elif need == "helpers":
            given["helpers"] = ["园林队"]
        elif need == "limit":
            given["limit"] = {"amount": 2, "unit": "work_hour"}
        elif need == "case":
            given["case"] = "another"
        elif need == "level":
            given["level"] = 2
    return given


def walk(flow: Workflow, choose: Any, length: int) -> list[Happening]:
    """A walk in which somebody who may takes one of the steps that may follow, each with a clock where one starts."""
    told: list[Happening] = []
    first = flow.first
    clock = {"amount": 2, "unit": "work_hour", "calendar": "", "version": 1}
    told.append(Happening(1, moment(0), "collector-1", first.id, None, flow.initial, {"clock": clock}))
    for number in range(2, length + 2):
        standing = tell(flow, told)
        open_ones = [
            (person, choice)
            for person in PEOPLE
            for choice in case_rules.choices(flow, standing, person)
            if choice.refusal is None
        ]
        if not open_ones:
            break
        person, choice = choose(open_ones)
        body = {**body_for(choice.step.needs), "unit": "园林队"}
        state = flow.states[choice.target]
        entering = choice.target != standing.state and choice.step.clock != "resume"
        if state.limit and (entering or choice.step.clock == "restart"):
            body["clock"] = clock
        told.append(
            Happening(number, moment(number * 7), person.uid, choice.step.id, standing.state, choice.target, body)
        )
    return told


def plain(standing: Standing) -> tuple[Any, ...]:
    return (
        standing.state, standing.type, standing.department, sorted(standing.requests), sorted(standing.debts),
        dict(standing.helpers), dict(standing.counts), [(s.state, tuple(s.events)) for s in standing.stages],
        tuple(standing.turns), standing.merged_into, standing.filing_condition,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(workflow.workflows()))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_walk_never_leaves_the_rules(name: str, data: st.DataObject) -> None:
    flow = workflow.load(name)
    told = walk(flow, lambda options: data.draw(st.sampled_from(options)), 25)
    seen: dict[str, set[str]] = {}
    for at, one in enumerate(told):
        step = flow.step(one.step)
        assert step is not None
        if at:
            before = tell(flow, told[:at])
            assert before.type not in {"done"}, "nothing follows on a closed case"
            assert one.to_state == target_of(flow, before, one.step)
        for other in step.not_by:
            assert one.actor not in seen.get(other, set()), "duties stay apart"
        seen.setdefault(one.step, set()).add(one.actor)
    standing = tell(flow, told)
    for stage in standing.stages:
        kinds = [event.kind for event in stage.events]
        assert kinds[0] == "started"
        assert kinds.count("stopped") <= 1
        assert kinds.count("suspended") - kinds.count("resumed") in (0, 1)
    assert sum(stage.events[-1].kind != "stopped" for stage in standing.stages) <= 1, "one clock counts at a time"
    if standing.type == "waiting":
        assert standing.stage is None or not standing.stage.running, "the clock stands still while waiting"


@pytest.mark.parametrize("name", sorted(workflow.workflows()))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_undo_restores_all_but_the_history(name: str, data: st.DataObject) -> None:
    flow = workflow.load(name)
    told = walk(flow, lambda options: data.draw(st.sampled_from(options)), 15)
    if len(told) < 2:
        return
    last = told[-1]
    before = plain(tell(flow, told[:-1]))
    undone = Happening(999, moment(9000), last.actor, "undo", last.to_state, told[-2].to_state, {"undoes": last.id})
    after = tell(flow, [*told, undone])
    assert plain(after) == before
    assert after.last == 999, "the history keeps both"
    other = Actor("somebody else", "x", frozenset({"administrator"}))
    own = next(person for person in PEOPLE if person.uid == last.actor)
    assert case_rules.undo_refusal(tell(flow, told), told, own) is None
    assert case_rules.undo_refusal(tell(flow, told), told, other) is not None


def city_at(*steps: tuple[str, str, dict[str, Any]]) -> tuple[Workflow, Standing]:
    flow = workflow.load("city_management")
    told = [Happening(1, moment(0), "collector-1", "report", None, "reported")]
    for number, (name, who, body) in enumerate(steps, 2):
        standing = tell(flow, told)
        told.append(Happening(number, moment(number), who, name, standing.state, target_of(flow, standing, name), body))
    return flow, tell(flow, told)


TO_HANDLING = (
    ("accept", "acceptor-1", {}),
    ("file", "shift_leader-1", {"filing_condition": "pile"}),
    ("dispatch", "dispatcher-1", {"department": {"id": None, "text": "环卫队"}}),
)


def person(role: str, unit: str = "", uid: str = "") -> Actor:
    return Actor(uid or f"{role}-1", role, frozenset({role}), unit=unit)


def why(flow: Workflow, standing: Standing, step: str, actor: Actor) -> str:
    found = flow.step(step)
    assert found is not None
    said = case_rules.refusal(flow, standing, found, actor)
    return str(said) if said else ""


def test_only_the_unit_that_has_the_case_handles_it() -> None:
    flow, standing = city_at(*TO_HANDLING)
    assert why(flow, standing, "feed_back", person("department", "环卫队")) == ""
    assert why(flow, standing, "feed_back", person("department", "园林队"))
    assert why(flow, standing, "feed_back", person("collector"))


def test_a_hand_over_can_be_refused_until_it_was_received() -> None:
    flow, standing = city_at(*TO_HANDLING)
    own = person("department", "环卫队")
    assert why(flow, standing, "refuse_hand_over", own) == ""
    flow, standing = city_at(*TO_HANDLING, ("receive", "department-1", {}))
    assert why(flow, standing, "refuse_hand_over", own)
    assert why(flow, standing, "send_back", own) == ""


def test_the_lead_waits_for_the_helpers() -> None:
    flow, standing = city_at(*TO_HANDLING, ("add_helpers", "dispatcher-1", {"helpers": ["园林队"]}))
    lead, helper = person("department", "环卫队"), person("department", "园林队")
    assert why(flow, standing, "feed_back", lead)
    assert why(flow, standing, "helper_reply", helper) == ""
    flow, standing = city_at(
        *TO_HANDLING,
        ("add_helpers", "dispatcher-1", {"helpers": ["园林队"]}),
        ("helper_reply", "department-2", {"unit": "园林队"}),
    )
    assert why(flow, standing, "feed_back", lead) == ""


def test_a_second_extension_is_for_somebody_higher() -> None:
    limit = {"limit": {"amount": 4, "unit": "work_hour"}}
    once = (("request_extension", "department-1", limit), ("grant_extension", "dispatcher-1", limit))
    flow, standing = city_at(*TO_HANDLING, *once, ("request_extension", "department-1", limit))
    assert why(flow, standing, "grant_extension", person("dispatcher"))
    assert why(flow, standing, "grant_extension", person("shift_leader")) == ""
    assert standing.counts["extended"] == 1


def test_who_handled_does_not_check_not_even_an_administrator() -> None:
    flow, standing = city_at(*TO_HANDLING, ("feed_back", "boss", {}))
    boss = Actor("boss", "boss", frozenset({"administrator"}))
    assert why(flow, standing, "check", boss)
    assert why(flow, standing, "check", Actor("other", "other", frozenset({"administrator"}))) == ""


def test_an_answer_to_a_supervisor_stays_owed_when_the_case_moves_on() -> None:
    flow, standing = city_at(*TO_HANDLING, ("supervise", "supervisor-1", {}), ("feed_back", "department-1", {}))
    assert set(standing.debts) == {"supervision"}
    assert why(flow, standing, "answer_supervision", person("department")) == ""
    flow, standing = city_at(
        *TO_HANDLING, ("supervise", "supervisor-1", {}), ("answer_supervision", "department-1", {})
    )
    assert not standing.debts or set(standing.debts) == {"receipt"}


def test_a_merge_can_be_taken_back_to_where_the_case_was() -> None:
    flow, standing = city_at(("accept", "acceptor-1", {}), ("merge", "acceptor-1", {"case": "other"}))
    assert (standing.state, standing.type, standing.merged_into) == ("merged", "void", "other")
    assert target_of(flow, standing, "unmerge") == "filing"
    flow, standing = city_at(
        ("accept", "acceptor-1", {}), ("merge", "acceptor-1", {"case": "other"}), ("unmerge", "acceptor-1", {})
    )
    assert (standing.state, standing.merged_into) == ("filing", "")


def test_the_four_moments_and_the_times_between_them() -> None:
    flow, standing = city_at(
        *TO_HANDLING, ("feed_back", "department-1", {}), ("check", "collector-2", {}), ("close", "shift_leader-1", {})
    )
    found = case_moments.moments(flow, standing)
    assert found == case_moments.Moments(moment(0), moment(4), moment(5), moment(7))
    assert found.between() == {"conveyed": 240, "answered": 60, "told_back": 120}
    flow, standing = city_at(("accept", "acceptor-1", {}))
    found = case_moments.moments(flow, standing)
    assert (found.conveyed, found.answered, found.told_back) == (None, None, None)
    assert found.between() == {"conveyed": None, "answered": None, "told_back": None}
