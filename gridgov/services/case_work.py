"""Cases at work: beginning one, taking its next step, undoing the last act. Every act is one transaction.

An act asks for the right, holds the step against the workflow's rules, appends it, and brings the present state, the
deadline and history along; the audit trail gets its line with it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import orjson

from gridgov.domain import case_rules, case_story, classes, limits
from gridgov.domain.access import Actor
from gridgov.domain.case_story import UNDO, Happening, Standing, target_of, tell
from gridgov.domain.workflow import Step, Workflow
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.messages import pick
from gridgov.services import calendars, case_numbers, photos, records, sending, workflows
from gridgov.services.case_present import columns, ledger_of, now_of, standing_of
from gridgov.services.desk import Change, Desk
from gridgov.store import case_links, case_now, record_change
from gridgov.store import lists as places
from gridgov.store import records as store
from gridgov.store.database import Connection

PLAIN = (
    "helpers",
    "limit",
    "until",
    "satisfaction",
    "filing_condition",
    "level",
    "rule",
    "checklist",
    "kind",
    "answers",
)
"""What is given with a step and names no person: it stands in the step itself."""


@attrs.frozen
class Taken:
    """What a step did: the case, the number of the step, the state it led to, and when that is due (UTC)."""

    case_id: int
    number: str
    step: int
    state: str
    state_type: str
    due_at: str | None


class Overtaken(Refused):
    """Somebody else acted on the case since it was looked at; nothing was written, what was typed is kept."""


def begin(
    desk: Desk,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    workflow: str = "city_management",
    given: Mapping[str, Any] | None = None,
    reported_at: str | None = None,
) -> Taken:
    """Begin a case: a record of the register, its number, and the first step of its workflow.

    `values` are fields of the register ``case`` (storage columns) with ``x`` and ``y`` in degrees; ``description``
    is what was told and is needed. `given` is what the step needs besides, and ``answers`` to what the class asks.
    BadInput for a class that there is not, or that asks something which is not answered.
    """
    answers = (given or {}).get("answers") or {}
    missing = limits.unanswered(values.get("class_scheme"), values.get("class_code"), answers)
    if missing:
        raise BadInput("Answer what this class asks: {questions}.", questions=pick("；", "; ").join(missing))
    with desk.change(actor, "case.step", "case.begin") as change:
        return begin_in(desk, change, values, workflow=workflow, given=given, reported_at=reported_at)


def begin_in(
    desk: Desk,
    change: Change,
    values: Mapping[str, Any],
    *,
    workflow: str = "city_management",
    given: Mapping[str, Any] | None = None,
    reported_at: str | None = None,
) -> Taken:
    """The same inside a change that the caller opened."""
    conn = change.conn
    flow = workflows.of(desk, conn, workflow)
    step = flow.first
    standing = Standing(state="", type="open")
    told = dict(given or {})
    told.setdefault("text", values.get("description"))
    told.setdefault("place", values.get("x") is not None or values.get("address"))
    wanted = step.roles
    if not change.actor.roles.intersection({*wanted, case_rules.ADMINISTRATOR}):
        raise Refused("'{step}' is for: {roles}.", step=case_rules.step_name(step), roles=", ".join(wanted))
    case_rules.demand(step, told)
    row = {name: value for name, value in values.items() if value not in (None, "")}
    code = row.get("class_code")
    if code:
        scheme = row.setdefault("class_scheme", classes.CURRENT)
        found = classes.find("matter", scheme, str(code))
        if found is None:
            raise BadInput("There is no class {code} in {scheme}.", code=code, scheme=scheme)
        row["class_name"] = found.zh
    at = reported_at or change.at
    row |= {"workflow": flow.id, "reported_at": at, "state": flow.initial}
    if not row.get("number"):
        day = datetime.fromisoformat(at).astimezone(ZoneInfo(desk.zone)).date()
        (row["number"],) = case_numbers.numbers(change, [day], [code])
    elif store.find(conn, "case", "number", [row["number"]]):
        raise BadInput("The number {number} is taken by another case.", number=row["number"])
    fids, _ = records.add_in(desk, change, "case", {name: [value] for name, value in row.items()})
    workflows.keep(change, flow)
    case_id = int(fids[0])
    body = _body(change, told)
    _photos(desk, change, case_id, told, body)
    body["workflow"] = {"id": flow.id, "version": flow.version}
    _start(desk, change, flow, standing, step, flow.initial, row, body)
    one = Happening(0, change.at, change.actor.uid, step.id, None, flow.initial, body)
    taken = _write(desk, change, case_id, str(row["number"]), flow, [], one, None)
    change.about |= {"case": case_id, "workflow": flow.id}
    return taken


def take(
    desk: Desk,
    actor: Actor,
    case_id: int,
    step: str,
    given: Mapping[str, Any] | None = None,
    *,
    seen: int | None = None,
) -> Taken:
    """Take a step of a case.

    `given` is what the step needs, by the names of :data:`gridgov.domain.workflow.NEEDS`: ``text`` (also a reason),
    ``department`` (its name), ``helpers`` (names), ``limit`` {amount, unit}, ``photos`` and so on. `seen` is the last
    step that the actor has seen. ``Refused`` when the rules say no, ``BadInput`` when something is missing,
    ``Overtaken`` when somebody acted since.
    """
    with desk.change(actor, "case.step", "case.step") as change:
        return take_in(desk, change, case_id, step, given, seen=seen)


def take_in(
    desk: Desk,
    change: Change,
    case_id: int,
    step: str,
    given: Mapping[str, Any] | None = None,
    *,
    seen: int | None = None,
) -> Taken:
    """The same inside a change that the caller opened."""
    told = dict(given or {})
    row, steps, flow, standing = _stand(desk, change, case_id)
    _not_overtaken(steps, seen)
    kind = flow.step(step)
    if kind is None:
        known = ", ".join(one.id for one in flow.steps_from(standing.state))
        raise WrongUse("There is no step '{step}' here. There are: {known}.", step=step, known=known)
    if (refused := case_rules.refusal(flow, standing, kind, change.actor)) is not None:
        raise refused
    standing_before = standing.state
    if kind.grants and kind.grants in standing.requests:
        # Who grants may leave it at what was asked for.
        for name in ("limit", "until"):
            told.setdefault(name, standing.requests[kind.grants].body.get(name))
    case_rules.demand(kind, told)
    body = _body(change, told)
    _photos(desk, change, case_id, told, body)
    if kind.counts == "dispatched" and "department" in body:
        sent = sending.by_rule(desk, change.conn, case_id)
        # The case says which rule sent it, where it went where the rules would send it.
        if sent is not None and body["department"]["text"] == sent.unit:
            body["rule"] = sent.rule
    target = target_of(flow, standing, step)
    if wanted := body.get("filing_condition"):
        chosen = limits.condition(row["class_scheme"], row["class_code"], wanted)
        if chosen is not None:
            body["filing_condition"], body["filing_name"] = chosen.id, chosen.zh
    filing = body.get("filing_condition") or standing.filing_condition or row.get("filing_condition")
    _start(desk, change, flow, standing, kind, target, {**row, "filing_condition": filing}, body)
    one = Happening(0, change.at, change.actor.uid, step, standing.state, target, body)
    taken = _write(desk, change, case_id, str(row["number"]), flow, steps, one, told.get("text"), standing, row)
    if step == "merge" and (other := store.find(change.conn, "case", "number", [str(told["case"])])):
        case_links.add(
            change.conn, "duplicate", case_id, next(iter(other.values())), at=change.at, actor=change.actor.uid
        )
    elif standing_before == "merged" and taken.state != "merged":
        case_links.end(change.conn, "duplicate", case_id, change.at)
    change.about |= {"case": case_id, "step": step, "state": target}
    return taken


def undo(desk: Desk, actor: Actor, case_id: int, *, seen: int | None = None) -> Taken:
    """Take the last act back, if it is the actor's own and nobody has acted since; state and clock are as before."""
    with desk.change(actor, "case.step", "case.undo") as change:
        row, steps, flow, standing = _stand(desk, change, case_id)
        _not_overtaken(steps, seen)
        if (refused := case_rules.undo_refusal(standing, steps, actor)) is not None:
            raise refused
        live = [one for one in steps if one.step != UNDO and one.id not in standing.undone]
        body = {"undoes": live[-1].id}
        before = tell(flow, live[:-1])
        one = Happening(0, change.at, actor.uid, UNDO, standing.state, before.state, body)
        change.about |= {"case": case_id, "undone": live[-1].id}
        if live[-1].step == "merge":
            case_links.end(change.conn, "duplicate", case_id, change.at)
        return _write(desk, change, case_id, str(row["number"]), flow, steps, one, None)


def change_class(desk: Desk, actor: Actor, case_id: int, code: str, filing_condition: str = "") -> Taken:
    """Give a case another class, and its running clock the limit that hangs on it, counted from the stage's start."""
    with desk.change(actor, "case.step", "case.class") as change:
        row, steps, flow, standing = _stand(desk, change, case_id)
        if standing.type not in {"open", "waiting"}:
            raise Refused("This case is closed: its class stays as it is.")
        found = classes.find("matter", classes.CURRENT, code)
        if found is None:
            raise BadInput("There is no class {code} in {scheme}.", code=code, scheme=classes.CURRENT)
        new = {"class_scheme": [found.scheme], "class_code": [found.code], "class_name": [found.zh]}
        records.edit_in(desk, change, "case", [case_id], new)
        body: dict[str, Any] = {"class": {"from": row.get("class_code"), "to": code}}
        if filing_condition:
            body["filing_condition"] = filing_condition
        state = flow.states[standing.state]
        limit = limits.limit_of(state.limit, found.scheme, code, filing_condition) if state.limit else None
        if limit is not None and standing.stage is not None:
            body["clock"] = {**_clock(desk, change, limit, standing.department), "changed": True, "why": "class"}
        one = Happening(0, change.at, actor.uid, "change_class", standing.state, standing.state, body)
        change.about |= {"case": case_id, "class": code}
        return _write(desk, change, case_id, str(row["number"]), flow, steps, one, None)


def place_of(conn: Connection, case_id: int) -> tuple[float, float] | None:
    """Longitude and latitude of a case; None when it lies nowhere."""
    found = places.position(conn, "case_file", case_id)
    return (found[1], found[2]) if found else None


# -- inside a change ---------------------------------------------------------------------------------------------------

FIELDS = (
    "number", "workflow", "class_scheme", "class_code", "filing_condition", "due_at", "external_number",
    "department_text", "department_id", "state", "state_type", "filed_at", "dispatched_at", "handled_at", "closed_at",
    "satisfaction",
)  # fmt: skip


def _stand(desk: Desk, change: Change, case_id: int) -> tuple[dict[str, Any], list[Happening], Workflow, Standing]:
    found = store.read(change.conn, "case", [case_id], FIELDS).get(case_id)
    if found is None:
        raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
    row = dict(zip(FIELDS, found, strict=True))
    steps = case_now.happenings(change.conn, case_id)
    flow, standing = standing_of(desk, change.conn, steps, row["workflow"], row["department_text"])
    if not steps:
        standing.state = flow.initial
    return row, steps, flow, standing


def _not_overtaken(steps: Sequence[Happening], seen: int | None) -> None:
    if seen is None or not steps or steps[-1].id == seen:
        return
    raise Overtaken(
        "Somebody acted on this case since you looked at it ({step}). Look at it again; what you typed is kept.",
        step=steps[-1].step,
    )


def _body(change: Change, told: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the step itself: nothing that names a person."""
    body: dict[str, Any] = {name: told[name] for name in PLAIN if told.get(name) not in (None, "", [], {})}
    if change.actor.unit:
        body["unit"] = change.actor.unit
    if "level" in body:
        body["level"] = int(body["level"])
    if department := told.get("department"):
        fid = store.find(change.conn, "organization", "name", [str(department)]).get(str(department))
        body["department"] = {"id": fid, "text": str(department)}
    if other := told.get("case"):
        found = store.find(change.conn, "case", "number", [str(other)])
        if not found:
            raise BadInput("There is no case {number}.", number=other)
        (other_id,) = found.values()
        body["case"] = store.read(change.conn, "case", [other_id], ["uid"])[other_id][0]
    return body


def _photos(desk: Desk, change: Change, case_id: int, told: Mapping[str, Any], body: dict[str, Any]) -> None:
    """Keep the photos that come with a step: their numbers stand in it."""
    numbers = [
        number
        for kind in ("before_photo", "after_photo", "photo")
        for number in photos.keep(desk, change, case_id, told.get(kind) or (), kind)
    ]
    if numbers:
        body["photos"] = numbers


def _start(
    desk: Desk,
    change: Change,
    flow: Workflow,
    standing: Standing,
    step: Step,
    target: str,
    row: Mapping[str, Any],
    body: dict[str, Any],
) -> None:
    """The clock of the stage that begins: its limit and the calendar's version are frozen into the step."""
    entering = target != standing.state and step.clock not in {"pause", "resume"}
    state = flow.states.get(target)
    if state is None or not state.limit or not (entering or step.clock == "restart"):
        return
    limit = limits.limit_of(state.limit, row.get("class_scheme"), row.get("class_code"), row.get("filing_condition"))
    if limit is not None:
        unit = body.get("department", {}).get("text") or standing.department
        body["clock"] = _clock(desk, change, limit, unit if state.work else "")


def _clock(desk: Desk, change: Change, limit: limits.Limit, unit: str) -> dict[str, Any]:
    one = calendars.of(desk, change.conn, limit.calendar, unit=unit)
    return {"amount": limit.amount, "unit": limit.unit, "calendar": one.id, "version": one.version}


def _write(
    desk: Desk,
    change: Change,
    case_id: int,
    number: str,
    flow: Workflow,
    steps: Sequence[Happening],
    one: Happening,
    text: str | None,
    before: Standing | None = None,
    row: Mapping[str, Any] | None = None,
) -> Taken:
    """Append the step, derive the present from all of them, and write what differs."""
    conn = change.conn
    state = flow.states.get(one.to_state)
    said = orjson.dumps({"text": text}) if text else None
    step_id = case_now.add_step(
        conn, case_id, one, state.type if state else "open", said=said, salt=os.urandom(16) if said else b""
    )
    done = attrs.evolve(one, id=step_id)
    if before is None or one.step == UNDO:
        before = tell(flow, [*steps, done])
    else:
        case_story.advance(flow, before, done)
    standing = before
    account = ledger_of(desk, conn, standing)
    now = now_of(case_id, flow, standing, account)
    case_now.put(conn, [now])
    new = columns(flow, standing, account)
    if one.step == UNDO:
        # What only the undone act had set goes with it.
        for name in ("filed_at", "dispatched_at", "handled_at", "closed_at", "department_text", "department_id"):
            new.setdefault(name, None)
        if not any(flow.states[s.state].work for s in standing.stages if s.state in flow.states):
            new.setdefault("due_at", None)
    if row is None:
        row = dict(zip(new, store.read(conn, "case", [case_id], list(new))[case_id], strict=True))
    differing = {name: [value] for name, value in new.items() if value != row[name]}
    if differing:
        record_change.update(conn, "case", [case_id], differing, at=change.at, actor=change.actor.uid, act="step")
    # Not touched as a layer: where cases lie, and so the layer's extent, is as it was.
    change.registers.add("case")
    change.about.setdefault("steps", []).append(step_id)
    return Taken(case_id, number, step_id, standing.state, standing.type, now.due_at)
