"""The checker of workflows: every fault, one sentence each."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gridgov.domain import access
from gridgov.domain.workflow import BACK, CLOCKS, NEEDS, STATE_TYPES, STAYS, Step, Workflow, all_states, workflows


def problems(flow: Workflow | None = None, *, limits: Collection[str] | None = None) -> list[str]:
    """Every fault of one workflow, or of all that come with the program; empty when they are sound.

    `limits` are the names of stage limits that have a calendar; left out, those of the data.
    """
    if limits is None:
        from gridgov.domain import limits as data

        limits = data.stage_names()
    if flow is not None:
        return _faults(flow, limits)
    found = [fault for each in workflows().values() for fault in _faults(each, limits)]
    shared = all_states()
    for each in workflows().values():
        for state in each.states.values():
            first = shared[state.id]
            if (state.zh, state.en, state.type) != (first.zh, first.en, first.type):
                found.append(f"The state {state.id} of {each.id} has another name or type than in other workflows.")
    return found


def _faults(flow: Workflow, limits: Collection[str]) -> list[str]:
    found = []
    for state in flow.states.values():
        if state.type not in STATE_TYPES:
            found.append(f"{flow.id}: the state {state.id} has the unknown type '{state.type}'.")
        if not state.zh or not state.en:
            found.append(f"{flow.id}: the state {state.id} needs a Chinese and an English name.")
        if state.limit and state.limit not in limits:
            found.append(
                f"{flow.id}: the limit '{state.limit}' of {state.id} has no calendar, or there is no such limit."
            )
        if state.holder and state.holder not in access.roles():
            found.append(f"{flow.id}: in {state.id} it is the turn of '{state.holder}', which is no role.")
    types = {state.type for state in flow.states.values()}
    found += [f"{flow.id}: no state is of type {kind}." for kind in ("open", "done") if kind not in types]
    if flow.initial not in flow.states:
        found.append(f"{flow.id}: it begins in '{flow.initial}', which is no state of it.")
    begins = [step for step in flow.steps if not step.sources]
    if not begins:
        found.append(f"{flow.id}: no step begins a case.")
    found += [
        f"{flow.id}: the step {step.id} begins a case in '{step.target}' and not in '{flow.initial}'."
        for step in begins
        if step.target != flow.initial
    ]
    found += _step_faults(flow)
    return found + _unreached(flow) if flow.steps and not found else found


def _step_faults(flow: Workflow) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for step in flow.steps:
        if step.id in seen:
            found.append(f"{flow.id}: the step {step.id} stands there twice.")
        seen.add(step.id)
        targets = () if step.target in (STAYS, BACK) else (step.target,)
        found += [
            f"{flow.id}: the step {step.id} names '{state}', which is no state."
            for state in (*step.sources, *targets)
            if state not in flow.states
        ]
        if not step.zh or not step.en:
            found.append(f"{flow.id}: the step {step.id} needs a Chinese and an English name.")
        if not step.roles:
            found.append(f"{flow.id}: nobody may take the step {step.id}.")
        found += [
            f"{flow.id}: the step {step.id} is taken by '{role}', which is no role."
            for role in (*step.roles, *step.later_roles)
            if role not in access.roles()
        ]
        found += [
            f"{flow.id}: the step {step.id} needs '{n}', which nobody can give." for n in step.needs if n not in NEEDS
        ]
        if step.clock not in CLOCKS:
            found.append(f"{flow.id}: the step {step.id} does '{step.clock}' to the clock, which means nothing.")
    found += _pairs(flow)
    return found


def _pairs(flow: Workflow) -> list[str]:
    """Requests that nobody can answer, answers to what nobody asked, and rules about steps that there are not."""
    found = []
    given = {step.grants for step in flow.steps} & {step.denies for step in flow.steps}
    asked = {step.asks for step in flow.steps if step.asks}
    owed = {step.owes for step in flow.steps if step.owes}
    answered = {step.answers for step in flow.steps if step.answers}
    found += [
        f"{flow.id}: '{name}' can be asked for, and cannot be both granted and denied."
        for name in sorted(asked - given)
    ]
    found += [
        f"{flow.id}: '{name}' can be granted or denied, and nobody can ask for it."
        for name in sorted(({s.grants for s in flow.steps} | {s.denies for s in flow.steps}) - asked - {""})
    ]
    found += [f"{flow.id}: an answer '{name}' is owed, and no step gives it." for name in sorted(owed - answered)]
    found += [f"{flow.id}: '{name}' is answered, and nothing asks for it." for name in sorted(answered - owed)]
    ids = {step.id for step in flow.steps}
    found += [
        f"{flow.id}: the step {step.id} bars those who took '{other}', which is no step."
        for step in flow.steps
        for other in step.not_by
        if other not in ids
    ]
    return found


def edges(flow: Workflow) -> Mapping[str, set[str]]:
    """Which states can follow which, at once; a step back leads to every state that it can have come from."""
    found: dict[str, set[str]] = {state: set() for state in flow.states}
    for step in flow.steps:
        for source in step.sources:
            if step.target not in (STAYS, BACK):
                found[source].add(step.target)
    for step in flow.steps:
        if step.target == BACK:
            for source in step.sources:
                found[source] |= {state for state, follows in found.items() if source in follows and state != source}
    return found


def _unreached(flow: Workflow) -> list[str]:
    follows = edges(flow)
    reached = _closure(follows, {flow.initial})
    back: dict[str, set[str]] = {state: set() for state in flow.states}
    for source, targets in follows.items():
        for target in targets:
            back[target].add(source)
    ending = _closure(back, set(flow.of_type("done")))
    found = [f"{flow.id}: no case ever comes to {state}." for state in flow.states if state not in reached]
    found += [
        f"{flow.id}: no step leads into {state}."
        for state in flow.states
        if state != flow.initial and not back[state] and state in reached
    ]
    for state in flow.states.values():
        live = state.type in {"open", "waiting"}
        if live and not follows[state.id]:
            found.append(f"{flow.id}: no step leads out of {state.id}.")
        elif live and state.id not in ending:
            found.append(f"{flow.id}: from {state.id} no case can be finished.")
        elif state.type == "done" and follows[state.id]:
            found.append(f"{flow.id}: a step leads out of {state.id}, but a closed case is never reopened.")
        if live and not any(_moves(step) for step in flow.steps_from(state.id)):
            found.append(f"{flow.id}: in {state.id} nobody may take a step that moves the case.")
    return list(dict.fromkeys(found))


def _moves(step: Step) -> bool:
    return not step.stays and bool(step.roles)


def _closure(follows: Mapping[str, set[str]], start: set[str]) -> set[str]:
    reached, edge = set(start), set(start)
    while edge:
        edge = {target for state in edge for target in follows[state]} - reached
        reached |= edge
    return reached
