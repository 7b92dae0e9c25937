"""What a case's steps amount to: its state, whose turn it is, what is asked, owed and counted, and its clocks.

Everything here is derived from the steps, which only grow; the stored present state is a copy of it, and a test
rebuilds the one from the other. A step that was undone stays among the steps and counts for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from gridgov.domain.workflow import BACK, Workflow

UNDO = "undo"
"""The step that takes the last act back; it is no step of any workflow."""

EMPTY: Mapping[str, Any] = {}


@attrs.frozen
class Happening:
    """One step as it was taken: number, moment (UTC), actor (uid), step, states before and after, what was given.

    `body` holds no personal value. Its words: ``department`` {id, text}, ``helpers`` [units], ``unit`` of the actor,
    ``filing_condition`` and its name ``filing_name``, ``limit`` {amount, unit}, ``until``, ``case`` (uid of another
    one), ``satisfaction``, ``level``, ``rule``, ``photos`` [numbers], ``checklist`` {item: done}, ``undoes`` (number of
    a step), ``clock`` {amount, unit, calendar, version} for the clock that starts, ``workflow`` {id, version} at the
    first step.
    """

    id: int
    at: str
    actor: str
    step: str
    from_state: str | None
    to_state: str
    body: Mapping[str, Any] = EMPTY


@attrs.frozen
class ClockEvent:
    """One event of a stage's clock: started, suspended, resumed, extended, changed or stopped, by whom."""

    kind: str
    at: str
    by: str = ""
    amount: int = 0
    unit: str = ""
    calendar: str = ""
    version: int = 0
    why: str = ""


@attrs.define
class Stage:
    """One stay in a state with a clock: the state, and the events of its clock in order."""

    state: str
    events: list[ClockEvent] = attrs.field(factory=list)

    @property
    def running(self) -> bool:
        """Whether the clock has neither stopped nor is suspended."""
        return bool(self.events) and self.events[-1].kind not in {"suspended", "stopped"}


@attrs.frozen
class Turn:
    """From a moment on the case is with somebody: a role and a unit, or it waits ('' role)."""

    at: str
    state: str
    role: str
    unit: str
    kind: str
    """``held``, ``waiting`` or ``ended``."""


@attrs.define
class Standing:
    """Where a case stands."""

    state: str = ""
    type: str = "open"
    since: str = ""
    came_from: str = ""
    begun_at: str = ""
    last: int = 0
    last_actor: str = ""
    last_at: str = ""
    department_id: int | None = None
    department: str = ""
    helpers: dict[str, bool] = attrs.field(factory=dict)
    """Helping units, and whether each has replied."""
    requests: dict[str, Happening] = attrs.field(factory=dict)
    debts: dict[str, Happening] = attrs.field(factory=dict)
    takers: dict[str, set[str]] = attrs.field(factory=dict)
    taken: Counter[str] = attrs.field(factory=Counter)
    counts: Counter[str] = attrs.field(factory=Counter)
    filing_condition: str = ""
    filing_name: str = ""
    satisfaction: str = ""
    merged_into: str = ""
    level: int = 0
    stages: list[Stage] = attrs.field(factory=list)
    turns: list[Turn] = attrs.field(factory=list)
    moments: dict[str, str] = attrs.field(factory=dict)
    """When each step was first (report, accept, file) or last taken, by its id."""
    undone: set[int] = attrs.field(factory=set)

    @property
    def stage(self) -> Stage | None:
        """The stage whose clock counts now; None when the present state has none."""
        if self.stages and (self.stages[-1].events or None) and self.stages[-1].events[-1].kind != "stopped":
            return self.stages[-1]
        return None

    @property
    def owes_replies(self) -> tuple[str, ...]:
        """The helping units that have not replied."""
        return tuple(unit for unit, replied in self.helpers.items() if not replied)


def tell(flow: Workflow, happenings: Iterable[Happening]) -> Standing:
    """Where a case stands after some steps, given in order; an empty list gives an empty standing.

    Steps that the workflow does not know (imported ones) move the case and do nothing else.
    """
    told = list(happenings)
    standing = Standing(undone={int(one.body["undoes"]) for one in told if one.step == UNDO and "undoes" in one.body})
    for one in told:
        if one.step != UNDO and one.id not in standing.undone:
            _take(flow, standing, one)
    if told:
        standing.last = told[-1].id
    return standing


def advance(flow: Workflow, standing: Standing, one: Happening) -> Standing:
    """The same standing (it is changed) after one more step that is no undo."""
    _take(flow, standing, one)
    standing.last = one.id
    return standing


def _take(flow: Workflow, standing: Standing, one: Happening) -> None:
    step = flow.step(one.step)
    body = one.body
    moved = one.to_state != standing.state
    if not standing.begun_at:
        standing.begun_at = one.at
    _give(standing, body)
    if step is not None:
        for name in (step.grants, step.denies):
            standing.requests.pop(name, None)
        standing.debts.pop(step.answers, None)
        if one.step == "helper_reply" and body.get("unit") in standing.helpers:
            standing.helpers[str(body["unit"])] = True
        if step.counts:
            standing.counts[step.counts] += 1
    clock = step.clock if step is not None else ""
    if moved:
        _move(flow, standing, one, clock)
    _tick(standing, one, clock, moved=moved)
    if step is not None:
        if step.asks:
            standing.requests[step.asks] = one
        if step.owes:
            standing.debts[step.owes] = one
    standing.takers.setdefault(one.step, set()).add(one.actor)
    standing.taken[one.step] += 1
    if moved or one.step not in standing.moments:
        standing.moments[one.step] = one.at
    standing.last_actor, standing.last_at = one.actor, one.at
    _turn(flow, standing, one)


def _give(standing: Standing, body: Mapping[str, Any]) -> None:
    if "department" in body:
        standing.department = str(body["department"].get("text") or "")
        standing.department_id = body["department"].get("id")
        standing.helpers = {}
    for unit in body.get("helpers", ()):
        standing.helpers.setdefault(str(unit), False)
    standing.filing_condition = str(body.get("filing_condition", standing.filing_condition) or "")
    standing.filing_name = str(body.get("filing_name", standing.filing_name) or "")
    standing.satisfaction = str(body.get("satisfaction", standing.satisfaction) or "")
    if "level" in body:
        standing.level = int(body["level"])


def _move(flow: Workflow, standing: Standing, one: Happening, clock: str) -> None:
    standing.came_from, standing.state, standing.since = standing.state, one.to_state, one.at
    state = flow.states.get(one.to_state)
    standing.type = state.type if state else str(one.body.get("type", "open"))
    standing.requests.clear()
    # What the state asked of its holder goes with it; an answer that a supervisor is owed stays owed.
    for name, debt in list(standing.debts.items()):
        if debt.from_state != debt.to_state:
            del standing.debts[name]
    standing.merged_into = str(one.body.get("case", "")) if one.to_state == "merged" else ""
    if clock not in {"pause", "resume"} and standing.stage is not None:
        standing.stage.events.append(ClockEvent("stopped", one.at, one.actor))


def _tick(standing: Standing, one: Happening, clock: str, *, moved: bool) -> None:
    stage = standing.stage
    if clock == "pause" and stage is not None and stage.running:
        stage.events.append(ClockEvent("suspended", one.at, one.actor, why=one.step))
    elif clock == "resume" and stage is not None and not stage.running:
        stage.events.append(ClockEvent("resumed", one.at, one.actor))
    elif clock == "extend" and stage is not None and "limit" in one.body:
        limit = one.body["limit"]
        stage.events.append(ClockEvent("extended", one.at, one.actor, int(limit["amount"]), str(limit["unit"])))
    started = one.body.get("clock")
    if started is None:
        return
    if not moved and stage is not None:
        if started.get("changed"):
            kind = "changed"
        else:
            stage.events.append(ClockEvent("stopped", one.at, one.actor))
            stage, kind = None, "started"
    else:
        kind = "started"
    event = ClockEvent(
        kind, one.at, one.actor, int(started["amount"]), str(started["unit"]), str(started.get("calendar", "")),
        int(started.get("version", 0)), str(started.get("why", "")),
    )  # fmt: skip
    if kind == "changed" and stage is not None:
        stage.events.append(event)
    else:
        standing.stages.append(Stage(standing.state, [event]))


def _turn(flow: Workflow, standing: Standing, one: Happening) -> None:
    state = flow.states.get(standing.state)
    if standing.type in {"done", "void"}:
        turn = Turn(one.at, standing.state, "", "", "ended")
    elif standing.type == "waiting":
        turn = Turn(one.at, standing.state, "", "", "waiting")
    else:
        unit = standing.department if state is not None and state.work else ""
        turn = Turn(one.at, standing.state, state.holder if state else "", unit, "held")
    last = standing.turns[-1] if standing.turns else None
    if last is None or (last.state, last.role, last.unit, last.kind) != (turn.state, turn.role, turn.unit, turn.kind):
        standing.turns.append(turn)


def target_of(flow: Workflow, standing: Standing, step_id: str) -> str:
    """The state that a step would lead to: its own target, the present one, or the one that the case came from."""
    step = flow.step(step_id)
    assert step is not None
    if step.stays:
        return standing.state
    if step.target == BACK:
        return standing.came_from or flow.initial
    return step.target
