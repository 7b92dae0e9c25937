from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from gridgov.domain import workflow
from gridgov.errors import BadInput


def test_the_workflows_are_sound() -> None:
    assert workflow.problems() == []


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
        "void": "void",
    }
    assert workflow.state_type("city_management", "suspended") == "waiting"
    assert workflow.state_type("city_management", "nowhere") == ""


def test_the_one_who_handles_does_not_check_or_close() -> None:
    roles = {step.id: step.role for step in workflow.load("city_management").steps}
    assert roles["feed_back"] == "department"
    assert roles["check"] != "department"
    assert roles["close"] != "department"


def test_steps_from_a_state() -> None:
    steps = [step.id for step in workflow.load("city_management").steps_from("checking")]
    assert steps == ["check", "rework", "void"]


def test_faults_are_named() -> None:
    flow = workflow.load("city_management")
    step = attrs.evolve(flow.steps[0], target="nowhere", role="nobody")
    faults = workflow.problems(attrs.evolve(flow, steps=(step, *flow.steps[1:])))
    assert any("nowhere" in fault for fault in faults)
    assert any("nobody" in fault for fault in faults)
    without_close = attrs.evolve(flow, steps=tuple(step for step in flow.steps if step.id != "close"))
    assert "city_management: no case ever comes to closed." in workflow.problems(without_close)
    assert "city_management: from handling no case can be finished." in workflow.problems(without_close)


def test_a_workflow_that_there_is_not() -> None:
    with pytest.raises(BadInput, match="no workflow 'x'"):
        workflow.load("x")


def test_a_file_that_is_no_workflow(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    path.write_text("id = 3", encoding="utf-8")
    with pytest.raises(BadInput, match=r"w\.toml"):
        workflow.read(path)
