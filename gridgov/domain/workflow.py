"""Workflows as data: the states a case passes and the steps between them, from ``data/workflows/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from gridgov import resources
from gridgov.domain import access
from gridgov.errors import BadInput

STATE_TYPES = ("open", "waiting", "done", "void")
"""What a state means for counts: waiting is open work whose clock stands still."""


@attrs.frozen
class State:
    """One state: its names, its type, its place in the order, and the words other systems use for it."""

    id: str
    zh: str
    en: str
    type: str
    order: int
    aliases: tuple[str, ...] = ()


@attrs.frozen
class Step:
    """One step: from which states (none for the first), to which, who takes it."""

    id: str
    sources: tuple[str, ...]
    target: str
    zh: str
    en: str
    role: str


@attrs.frozen
class Workflow:
    """A workflow: its names, the state a case begins in, its states by id in order, its steps."""

    id: str
    zh: str
    en: str
    initial: str
    states: Mapping[str, State]
    steps: tuple[Step, ...]

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps that may be taken in `state`, in the order of the file."""
        return tuple(step for step in self.steps if state in step.sources)


def read(path: Path) -> Workflow:
    """The workflow of a file; BadInput when it cannot be read. Whether it makes sense is asked of `problems`."""
    try:
        with path.open("rb") as file:
            return _build(tomllib.load(file))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise BadInput(
            "{file} cannot be read as a workflow ({fault}). Put the file back or mend it.", file=path.name, fault=fault
        ) from fault


def _build(raw: dict[str, Any]) -> Workflow:
    states = [
        State(row["id"], row["zh"], row["en"], row["type"], order, tuple(row.get("aliases", ())))
        for order, row in enumerate(raw.get("state", ()))
    ]
    steps = tuple(
        Step(row["id"], tuple(row["from"]), row["to"], row["zh"], row["en"], row["role"]) for row in raw.get("step", ())
    )
    return Workflow(raw["id"], raw["zh"], raw["en"], raw["initial"], {state.id: state for state in states}, steps)


@cache
def workflows() -> dict[str, Workflow]:
    """Every workflow there is, by id; city management first."""
    found = [read(path) for path in sorted(resources.data("workflows").glob("*.toml"))]
    found.sort(key=lambda flow: (flow.id != "city_management", flow.id))
    return {flow.id: flow for flow in found}


def load(identity: str) -> Workflow:
    """The workflow of that id; BadInput when there is none."""
    if flow := workflows().get(identity):
        return flow
    raise BadInput(
        "There is no workflow '{name}'. There are: {known}.", name=identity, known=", ".join(sorted(workflows()))
    )


def state_type(workflow: str, state: str) -> str:
    """The type of a state; '' for a workflow or state that is not known."""
    flow = workflows().get(workflow)
    found = flow.states.get(state) if flow else None
    return found.type if found else ""


@cache
def all_states() -> dict[str, State]:
    """The states of all workflows by id, the first workflow's first; the same id means the same in all of them."""
    found: dict[str, State] = {}
    for flow in workflows().values():
        for state in flow.states.values():
            found.setdefault(state.id, state)
    return found


def problems(flow: Workflow | None = None) -> list[str]:
    """Every fault of one workflow, or of all, one sentence each; empty when they are sound."""
    if flow is not None:
        return _faults(flow)
    found = [fault for each in workflows().values() for fault in _faults(each)]
    shared = all_states()
    for each in workflows().values():
        for state in each.states.values():
            first = shared[state.id]
            if (state.zh, state.en, state.type) != (first.zh, first.en, first.type):
                found.append(f"The state {state.id} of {each.id} has another name or type than in other workflows.")
    return found


def _faults(flow: Workflow) -> list[str]:
    found = []
    for state in flow.states.values():
        if state.type not in STATE_TYPES:
            found.append(f"{flow.id}: the state {state.id} has the unknown type '{state.type}'.")
        if not state.zh or not state.en:
            found.append(f"{flow.id}: the state {state.id} needs a Chinese and an English name.")
    types = {state.type for state in flow.states.values()}
    found += [f"{flow.id}: no state is of type {kind}." for kind in ("open", "done") if kind not in types]
    if flow.initial not in flow.states:
        found.append(f"{flow.id}: it begins in '{flow.initial}', which is no state of it.")
    roles = access.roles()
    seen: set[str] = set()
    for step in flow.steps:
        if step.id in seen:
            found.append(f"{flow.id}: the step {step.id} stands there twice.")
        seen.add(step.id)
        found += [
            f"{flow.id}: the step {step.id} names '{state}', which is no state."
            for state in (*step.sources, step.target)
            if state not in flow.states
        ]
        if step.role not in roles:
            found.append(f"{flow.id}: the step {step.id} is taken by '{step.role}', which is no role.")
    if flow.steps and not found:
        found += _unreached(flow)
    return found


def _unreached(flow: Workflow) -> list[str]:
    reached = _closure(flow, {flow.initial}, backwards=False)
    ends = {state.id for state in flow.states.values() if state.type == "done"}
    ending = _closure(flow, ends, backwards=True)
    found = [f"{flow.id}: no case ever comes to {state}." for state in flow.states if state not in reached]
    found += [
        f"{flow.id}: from {state.id} no case can be finished."
        for state in flow.states.values()
        if state.type in {"open", "waiting"} and state.id not in ending
    ]
    return found


def _closure(flow: Workflow, start: set[str], *, backwards: bool) -> set[str]:
    reached, edge = set(start), set(start)
    while edge:
        following: set[str] = set()
        for step in flow.steps:
            if backwards and step.target in edge:
                following.update(step.sources)
            elif not backwards and edge.intersection(step.sources):
                following.add(step.target)
        edge = following - reached
        reached |= edge
    return reached
