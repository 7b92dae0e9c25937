"""Which step may follow, by whom and with what: the one place that says yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gridgov.domain.access import Actor, roles
from gridgov.domain.case_story import Happening, Standing
from gridgov.domain.workflow import Step, Workflow
from gridgov.errors import BadInput, Refused
from gridgov.messages import pick

ADMINISTRATOR = "administrator"
"""Stands in for any role where an office has nobody else; duties stay apart for it as for everybody."""

OF_THE_UNIT = frozenset({"department"})
"""Roles that act for a unit: theirs is only what their unit was sent."""

_NAMES = {
    "text": ("文字说明", "a text"),
    "reason": ("理由", "a reason"),
    "photo": ("照片", "a photo"),
    "before_photo": ("处置前照片", "a photo of before"),
    "after_photo": ("处置后照片", "a photo of after"),
    "department": ("责任部门", "a department"),
    "helpers": ("协办单位", "helping units"),
    "place": ("位置", "a place"),
    "limit": ("时限", "a time limit"),
    "until": ("截止日期", "a date until when"),
    "case": ("另一案件", "another case"),
    "satisfaction": ("满意度", "how satisfied the resident is"),
    "filing_condition": ("立案条件", "a filing condition"),
    "checklist": ("核查清单", "the checklist"),
    "level": ("层级", "a level"),
    "rule": ("规则", "the rule"),
}


def need_name(need: str) -> str:
    """What a need is called in the language in use."""
    return pick(*_NAMES[need])


@attrs.frozen
class Choice:
    """A step that the workflow knows from here: whether this actor may take it, and if not, why."""

    step: Step
    target: str
    refusal: Refused | None = None


def step_name(step: Step) -> str:
    """The name of a step in the language in use."""
    return pick(step.zh, step.en)


def refusal(flow: Workflow, standing: Standing, step: Step, actor: Actor) -> Refused | None:
    """Why an actor may not take a step now; None when it may be taken."""
    name = step_name(step)
    if standing.state not in step.sources:
        state = flow.states.get(standing.state)
        shown = pick(state.zh, state.en) if state else standing.state
        return Refused("'{step}' cannot be done while the case is: {state}.", step=name, state=shown)
    if (found := _of_requests(standing, step, name)) is not None:
        return found
    wanted = step.later_roles if step.later_roles and standing.taken[step.id] else step.roles
    if not actor.roles.intersection(wanted) and ADMINISTRATOR not in actor.roles:
        known = roles()
        who = pick("、", ", ").join(pick(known[r].zh, known[r].en) for r in wanted if r in known)
        return Refused("'{step}' is for: {roles}.", step=name, roles=who)
    for other in step.not_by:
        if actor.uid in standing.takers.get(other, ()):
            done = flow.step(other)
            return Refused(
                "Who did '{other}' in this case may not do '{step}': somebody else has to.",
                other=step_name(done) if done else other,
                step=name,
            )
    return _of_units(flow, standing, step, actor, name)


def _of_requests(standing: Standing, step: Step, name: str) -> Refused | None:
    for asked in (step.grants, step.denies):
        if asked and asked not in standing.requests:
            return Refused("'{step}' answers a request, and nobody has asked.", step=name)
    if step.asks and step.asks in standing.requests:
        return Refused("This was asked for already, and waits for an answer.")
    if step.answers and step.answers not in standing.debts:
        return Refused("'{step}' answers something, and nothing is owed.", step=name)
    return None


def _of_units(flow: Workflow, standing: Standing, step: Step, actor: Actor, name: str) -> Refused | None:
    """A unit acts on what it was sent, helpers only as helpers, and the lead waits for their replies."""
    state = flow.states[standing.state]
    if step.id in {"helper_reply", "report_in"}:
        if not standing.helpers:
            return Refused("'{step}' is for helping units, and this case has none.", step=name)
        if actor.unit and actor.unit not in standing.helpers:
            return Refused("{unit} is not among the helping units of this case.", unit=actor.unit)
        return None
    acts_for_unit = not actor.roles.isdisjoint(OF_THE_UNIT) and actor.roles <= OF_THE_UNIT
    if state.work and acts_for_unit and actor.unit and standing.department and actor.unit != standing.department:
        return Refused("This case is with {unit}, not with {own}.", unit=standing.department, own=actor.unit)
    if state.work and step.counts == "handled" and standing.owes_replies:
        return Refused("Helping units still owe a reply: {units}.", units=pick("、", ", ").join(standing.owes_replies))
    return None


def choices(flow: Workflow, standing: Standing, actor: Actor) -> list[Choice]:
    """Every step that the workflow knows from the present state, allowed ones first, each group in the file's order."""
    from gridgov.domain.case_story import target_of

    found = [
        Choice(step, target_of(flow, standing, step.id), refusal(flow, standing, step, actor))
        for step in flow.steps_from(standing.state)
    ]
    return sorted(found, key=lambda choice: choice.refusal is not None)


def missing(step: Step, given: Mapping[str, Any]) -> list[str]:
    """What a step needs and was not given, in the order of the workflow."""
    found = []
    for need in step.needs:
        value = given.get("text") if need == "reason" else given.get(need)
        if value is None or value in ("", [], {}):
            found.append(need)
    return found


def demand(step: Step, given: Mapping[str, Any]) -> None:
    """Raise BadInput, one sentence, when something that the step needs was not given."""
    lacking = missing(step, given)
    if lacking:
        raise BadInput(
            "'{step}' needs {needs}.", step=step_name(step), needs=pick("、", ", ").join(map(need_name, lacking))
        )


def undo_refusal(standing: Standing, happenings: list[Happening], actor: Actor) -> Refused | None:
    """Why the last act cannot be undone by this actor: it is somebody else's, or it began the case; None if it can."""
    live = [one for one in happenings if one.step != "undo" and one.id not in standing.undone]
    if len(live) < 2:
        return Refused("There is nothing to undo: this case has only been reported.")
    if live[-1].actor != actor.uid:
        return Refused("The last act is somebody else's: only who did it can undo it.")
    return None
