"""Workflows are data: what they hold, what a file of them may look like, and that the checker names every fault."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from gridgov.domain import limits, workflow, workflow_check
from gridgov.domain.workflow import Step, Workflow
from gridgov.errors import BadInput

PAIRS = """from,to,step,role
,new,register,collector
new,work,start,department
work,new,return,department
work,done,finish,shift_leader
"""


def check(flow: Workflow) -> list[str]:
    return workflow_check.problems(flow, limits=limits.stages())


def test_the_workflows_are_sound() -> None:
    assert workflow_check.problems() == []


def test_the_five_workflows() -> None:
    assert next(iter(workflow.workflows())) == "city_management"
    assert set(workflow.workflows()) == {"city_management", "social_governance", "service_request", "hotline", "alarm"}


def test_states_of_city_management() -> None:
    types = {state.id: state.type for state in workflow.load("city_management").states.values()}
    assert types == {
        **dict.fromkeys(
            ["reported", "verifying", "accepting", "filing", "dispatching", "handling", "checking", "closing"], "open"
        ),
        "closed": "done",
        "suspended": "waiting",
        "consulting": "waiting",
        "void": "void",
        "merged": "void",
    }
    assert workflow.state_type("city_management", "suspended") == "waiting"
    assert workflow.state_type("city_management", "nowhere") == ""


@pytest.mark.parametrize("name", ["city_management", "social_governance", "service_request", "hotline"])
def test_the_one_who_handles_does_not_check_or_close(name: str) -> None:
    flow = workflow.load(name)
    handled = {step.id for step in flow.steps if step.counts in {"handled", "denied", "handled_on_the_spot"}}
    assert handled
    for step in flow.steps:
        if step.target in flow.of_type("done") or step.id in {"check", "rework"}:
            assert "department" not in step.roles
            assert handled & set(step.not_by)


def test_every_line_of_the_transitions_has_a_step() -> None:
    city = {step.id for step in workflow.load("city_management").steps}
    assert city >= {
        "refuse", "decline", "handle_on_the_spot", "send_back", "refuse_hand_over", "request_extension",
        "grant_extension", "request_suspension", "suspend", "resume", "rework", "void", "urge", "supervise",
        "dispatch_jointly", "helper_reply", "consult", "decide", "whistle", "find_buck_passing", "merge", "unmerge",
        "call_back", "reassign",
    }  # fmt: skip
    assert {"escalate", "send_down"} <= {step.id for step in workflow.load("social_governance").steps}


def city(**changes: Step | None) -> Workflow:
    """City management with some steps changed, or left out (None)."""
    flow = workflow.load("city_management")
    steps = tuple(changes.get(step.id, step) for step in flow.steps)
    return attrs.evolve(flow, steps=tuple(step for step in steps if step is not None))


def step(name: str) -> Step:
    found = workflow.load("city_management").step(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("flow", "sentence"),
    [
        (city(close=None), "city_management: no case ever comes to closed."),
        (city(close=None), "city_management: from handling no case can be finished."),
        (
            city(check=attrs.evolve(step("check"), target="nowhere")),
            "the step check names 'nowhere', which is",
        ),
        (
            city(check=attrs.evolve(step("check"), roles=("nobody",))),
            "the step check is taken by 'nobody',",
        ),
        (city(check=attrs.evolve(step("check"), roles=())), "nobody may take the step check."),
        (
            city(check=attrs.evolve(step("check"), needs=("luck",))),
            "the step check needs 'luck', which",
        ),
        (city(suspend=attrs.evolve(step("suspend"), clock="rewind")), "does 'rewind' to the clock"),
        (city(suspend=None), "'suspension' can be asked for, and cannot be both granted and denied."),
        (city(answer_supervision=None), "an answer 'supervision' is owed, and no step gives it."),
        (city(resume=None), "no step leads out of suspended."),
        (city(report=None), "no step begins a case."),
        (city(check=attrs.evolve(step("check"), not_by=("dream",))), "bars those who took 'dream', which is no step."),
        (
            city(rework=attrs.evolve(step("rework"), sources=("checking", "closed"))),
            "a step leads out of closed, but a closed case is never reopened.",
        ),
    ],
)
def test_the_checker_names_each_fault(flow: Workflow, sentence: str) -> None:
    faults = check(flow)
    assert any(sentence in fault for fault in faults), faults


def test_a_limit_without_a_calendar_is_a_fault() -> None:
    flow = workflow.load("city_management")
    assert any("'handling'" in fault for fault in workflow_check.problems(flow, limits={"accepting"}))


def test_a_table_of_allowed_pairs_is_a_workflow(tmp_path: Path) -> None:
    path = tmp_path / "office.csv"
    path.write_text(PAIRS, encoding="utf-8")
    flow = workflow.read(path)
    assert check(flow) == []
    assert (flow.id, flow.initial, flow.of_type("done")) == ("office", "new", ("done",))
    assert [one.id for one in flow.steps_from("work")] == ["return", "finish"]


def test_a_table_with_a_hole_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "office.csv"
    path.write_text("from,to\na,b\nb,\n", encoding="utf-8")
    with pytest.raises(BadInput, match="row") as caught:
        workflow.read(path)
    assert caught.value.params["row"] == 3


def test_a_workflow_that_there_is_not() -> None:
    with pytest.raises(BadInput, match="no workflow"):
        workflow.load("x")


def test_a_file_that_is_no_workflow(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    path.write_text("id = 3", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read as a workflow"):
        workflow.read(path)


def test_the_limits_are_sound() -> None:
    assert limits.problems() == []


def test_the_limit_hangs_on_class_and_filing_condition() -> None:
    scheme = "GB/T 47678.5-2026"
    missing, broken = (limits.limit_of("handling", scheme, "01003", one) for one in ("missing", "broken"))
    assert (missing.amount, missing.unit) == (2, "urgent_hour")
    assert (broken.amount, broken.unit) == (1, "work_day")
    assert limits.limit_of("handling", scheme, "01003", None) == missing, "the usual condition comes first"
    assert limits.limit_of("handling", scheme, "99999", None) == limits.stages()["handling"].limit
    assert limits.limit_of("nowhere") is None
