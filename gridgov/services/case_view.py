"""A case whole: its strip of stages, its timeline, the account of its deadlines, who had it when, what may follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from gridgov.domain import case_rules, clock, custody, limits
from gridgov.domain.access import Actor, roles
from gridgov.domain.case_moments import Moments, moments
from gridgov.domain.case_rules import Choice
from gridgov.domain.case_story import UNDO, Happening, Standing
from gridgov.domain.deadline_ledger import Ledger, Span
from gridgov.domain.workflow import Workflow
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import calendars, own, photos, shown
from gridgov.services.case_present import ledger_of, standing_of
from gridgov.services.case_work import place_of
from gridgov.services.desk import Desk
from gridgov.store import case_links, case_now, duties, staff
from gridgov.store import records as store
from gridgov.store.clock import local
from gridgov.store.database import Connection

STEPS_OF_OURS = {
    "undo": ("撤销", "Undo"),
    "change_class": ("改变类别", "Change the class"),
    "import": ("导入", "Import"),
    "handle": ("处置", "Handle"),
}
"""Steps that no workflow has: what the program does besides, and what older data calls them."""


@attrs.frozen
class Mark:
    """One stage of the strip: its state, its name, whether the case passed it, is in it, or has it before it."""

    state: str
    name: str
    how: str
    """``passed``, ``here``, ``ahead``."""
    at: str | None


@attrs.frozen
class Line:
    """One line of the timeline: number, local time, who, which step, from and to, what was said, whether it counts."""

    id: int
    at: str
    actor: str
    step: str
    name: str
    from_state: str
    to_state: str
    text: str
    details: tuple[str, ...]
    undone: bool


@attrs.frozen
class Account:
    """A deadline and why it is then, for showing: local times, working hours, and the spans."""

    stage: str
    started_at: str
    original_due_at: str
    due_at: str | None
    provisional: bool
    light: str
    used_share: float
    left_seconds: int
    allowed: str
    spans: tuple[Span, ...]
    ledger: Ledger

    @property
    def runs_always(self) -> bool:
        """Whether the clock runs day and night."""
        return isinstance(self.ledger.pieces[-1].counter, clock.Always)


@attrs.frozen
class CasePage:
    """A case as one page shows it."""

    case_id: int
    uid: str
    number: str
    title: str
    workflow: Workflow
    standing: Standing
    state: str
    strip: tuple[Mark, ...]
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    can_undo: bool
    facts: tuple[tuple[str, str], ...]
    description: str
    account: Account | None
    asked: tuple[str, ...]
    last_step: int
    place: tuple[float, float] | None
    moments: Moments | None = None
    photos: tuple[photos.PhotoView, ...] = ()
    watched: bool = False
    links: tuple[tuple[str, bool, int, str], ...] = ()
    """Kind, whether it goes out from this case, and the other case with its number."""


def find(desk: Desk, key: str | int) -> int:
    """The case of a number, uid or fid; ``WrongUse`` when there is none."""
    with desk.reader() as conn:
        if isinstance(key, int):
            if store.read(conn, "case", [key], ["uid"]):
                return key
        else:
            for column in ("number", "uid", "external_number"):
                if found := store.find(conn, "case", column, [key]):
                    return next(iter(found.values()))
    raise WrongUse("There is no case {number}.", number=key)


FACTS = (
    "class", "filing_condition", "source", "address", "external_number", "department", "component",
    "reported_at", "filed_at", "dispatched_at", "due_at", "handled_at", "closed_at", "satisfaction",
)  # fmt: skip


def page(desk: Desk, actor: Actor, key: str | int) -> CasePage:
    """Everything about a case that its page shows; the look goes on record, since what was told may name people."""
    from gridgov.services import lists

    case_id = find(desk, key)
    desk.look(actor, "case.step" if _acts(actor) else "record.read", "case.open", case=case_id)
    with desk.reader() as conn:
        steps = case_now.happenings(conn, case_id)
        columns = ("uid", "number", "workflow", "state", "description", "class_scheme", "class_code", "department_text")
        uid, number, identity, state, description, scheme, code, unit = store.read(conn, "case", [case_id], columns)[
            case_id
        ]
        flow, standing = standing_of(desk, conn, steps, identity, unit)
        if not standing.state:
            standing.state, standing.type = state or flow.initial, "open"
        said = case_now.said(conn, case_id) if _acts(actor) else {}
        names = _names(conn)
        account = _account(desk, conn, flow, standing)
        undo = case_rules.undo_refusal(standing, steps, actor) is None if steps else False
        location = place_of(conn, case_id)
        others = case_links.of(conn, case_id)
        numbers = store.read(conn, "case", [other for _, other, _ in others], ["number"])
        linked = tuple((kind, out, o, str(numbers[o][0])) for kind, o, out in others if o in numbers)
    wanted = list(FACTS)
    shown_row = lists.rows(desk, actor, "case", [case_id], wanted)[0]
    heads = {column.name: pick(column.zh, column.en) for column in lists.columns("case")}
    facts = [
        (heads[name], str(value)) for name, value in zip(wanted, shown_row, strict=True) if value not in (None, "")
    ]
    filing = limits.condition(scheme, code, standing.filing_condition) if standing.filing_condition else None
    if filing is not None:
        head = heads["filing_condition"]
        facts = [(name, pick(filing.zh, filing.en) if name == head else value) for name, value in facts]
    facts += _answers(scheme, code, steps)
    facts += _origin(desk, case_id)
    title = next((str(v) for n, v in zip(wanted, shown_row, strict=True) if n == "class" and v), str(number))
    return CasePage(
        case_id=case_id,
        uid=str(uid),
        number=str(number),
        title=title,
        workflow=flow,
        standing=standing,
        state=shown.state_name(flow.id, standing.state),
        strip=strip(flow, standing, desk.zone),
        lines=tuple(_lines(desk, flow, standing, steps, said, names)),
        choices=tuple(case_rules.choices(flow, standing, actor)),
        can_undo=undo,
        facts=tuple(facts),
        description=str(description or "") if _acts(actor) else "***" if description else "",
        account=account,
        asked=tuple(sorted(standing.requests)),
        last_step=standing.last,
        place=location,
        moments=moments(flow, standing),
        photos=tuple(photos.of(desk, actor, case_id)),
        watched=case_id in own.watched(desk, actor),
        links=linked,
    )


def _origin(desk: Desk, case_id: int) -> list[tuple[str, str]]:
    """The matter of the catalogue, or the opinions, that a case came from."""
    with desk.reader() as conn:
        matters = [row.name for one in case_links.others_of(conn, case_id, "duty") if (row := duties.get(conn, one))]
        opinions = store.read(conn, "opinion", case_links.others_of(conn, case_id, "opinion"), ["number"])
    found = [(tr("From the catalogue"), name) for name in matters]
    if opinions:
        found.append((tr("From opinions"), pick("、", ", ").join(str(row[0]) for row in opinions.values())))
    return found


def _answers(scheme: str | None, code: str | None, steps: Sequence[Happening]) -> list[tuple[str, str]]:
    """What the class asked when the case was reported, and what was answered."""
    given: Mapping[str, Any] = steps[0].body.get("answers", {}) if steps else {}
    found = []
    for one in limits.questions(scheme, code):
        answer = given.get(one.id)
        if answer in (None, ""):
            continue
        if one.kind == "yes_no":
            text = pick("是", "Yes") if answer in (True, "yes") else pick("否", "No")
        else:
            text = next((pick(zh, en) for zh, en in one.choices if answer in (zh, en)), str(answer))
        found.append((pick(one.zh, one.en), text))
    return found


def _acts(actor: Actor) -> bool:
    """Whether somebody works on cases: then what was told is shown, and the look goes on record."""
    from gridgov.domain.access import may

    return may(actor, "case.step")


def _names(conn: Connection) -> dict[str, str]:
    return {member.uid: member.name for member in staff.members(conn)}


def strip(flow: Workflow, standing: Standing, zone: str) -> tuple[Mark, ...]:
    """The stages of the main way in order: those the case has been in, the present one, those that are ahead."""
    main = _main_way(flow)
    reached = {turn.state: turn.at for turn in standing.turns}
    order = [*main] if standing.state in main else [*[s for s in main if s in reached], standing.state]
    here = order.index(standing.state) if standing.state in order else len(order)
    marks = []
    for number, state in enumerate(order):
        if number > here and standing.type in {"done", "void"}:
            break
        if number < here and state not in reached:
            continue
        how = "here" if number == here else "passed" if number < here else "ahead"
        at = local(reached[state], zone) if state in reached and how != "ahead" else None
        found = flow.states.get(state)
        marks.append(Mark(state, pick(found.zh, found.en) if found else state, how, at))
    return tuple(marks)


def _main_way(flow: Workflow) -> list[str]:
    """The states from the first to the end by the fewest forward steps that are no side steps."""
    order = list(flow.states)
    way, state = [flow.initial], flow.initial
    while flow.states[state].type != "done":
        ahead = [
            step.target
            for step in flow.steps_from(state)
            if not step.side
            and step.target in flow.states
            and flow.states[step.target].type in {"open", "done"}
            and order.index(step.target) > order.index(state)
        ]
        if not ahead:
            break
        optional = {"verifying", "escalated", "joint", "accepting"} if len(set(ahead)) > 1 else set()
        state = next((one for one in ahead if one not in optional), ahead[0])
        way.append(state)
    return way


def step_name(flow: Workflow, step: str) -> str:
    """The name of a step in the language in use, also of one that no workflow has."""
    found = flow.step(step)
    if found is not None:
        return pick(found.zh, found.en)
    return pick(*STEPS_OF_OURS[step]) if step in STEPS_OF_OURS else step


def _lines(
    desk: Desk,
    flow: Workflow,
    standing: Standing,
    steps: Sequence[Happening],
    said: Mapping[int, str],
    names: Mapping[str, str],
) -> list[Line]:
    def state(name: str | None) -> str:
        return shown.state_name(flow.id, name) if name else ""

    return [
        Line(
            one.id,
            local(one.at, desk.zone),
            names.get(one.actor, one.actor),
            one.step,
            step_name(flow, one.step),
            state(one.from_state),
            state(one.to_state),
            said.get(one.id, ""),
            tuple(_details(one)),
            one.id in standing.undone,
        )
        for one in steps
    ]


def _details(one: Happening) -> list[str]:
    """What a step says beside its text, a short phrase each."""
    body, found = one.body, []
    if "department" in body:
        found.append(tr("To {unit}", unit=body["department"].get("text") or "—"))
    if "helpers" in body:
        found.append(tr("With the help of {units}", units=pick("、", ", ").join(body["helpers"])))
    if "limit" in body:
        found.append(amount_name(body["limit"]["amount"], body["limit"]["unit"]))
    if "clock" in body:
        allowed = amount_name(body["clock"]["amount"], body["clock"]["unit"])
        found.append(tr("Allowed: {amount}", amount=allowed))
    if "until" in body:
        found.append(tr("Until {date}", date=body["until"]))
    if "satisfaction" in body:
        found.append(shown.code_name("satisfaction", str(body["satisfaction"])))
    if "photos" in body:
        found.append(tr("{n} photos", n=len(body["photos"])))
    if "rule" in body:
        found.append(tr("By the rule {rule}", rule=body["rule"]))
    if "undoes" in body:
        found.append(tr("Takes step {n} back", n=body["undoes"]))
    return found


UNIT_NAMES = {
    "minute": ("分钟", "minutes"),
    "hour": ("小时", "hours"),
    "urgent_hour": ("紧急工作时", "hours day and night"),
    "work_hour": ("工作时", "working hours"),
    "work_day": ("工作日", "working days"),
    "natural_day": ("自然日", "days"),
}


def amount_name(amount: int, unit: str) -> str:
    """An allowance in words: 4 工作时, 4 working hours."""
    zh, en = UNIT_NAMES.get(unit, (unit, unit))
    if amount == 1:
        for many in ("minutes", "hours", "days"):
            en = en.replace(many, many[:-1])
    return f"{amount} {pick(zh, en)}"


REASONS = {
    "counted": ("计时", "Counted"),
    "night": ("非工作时段（夜间）", "Outside working hours"),
    "lunch": ("午休", "Lunch break"),
    "rest_day": ("休息日", "Day of rest"),
    "holiday": ("节假日", "Holiday"),
    "suspension": ("挂账第 {n} 次", "Suspension no. {n}"),
}


def reason_name(span: Span, ledger: Ledger, names: Mapping[str, str]) -> str:
    """Why a stretch counted or not, in words: the holiday by its name, a suspension by its number and by whom."""
    if span.why == "holiday":
        for piece in ledger.pieces:
            one = getattr(piece.counter, "calendar", None)
            if one is not None:
                return pick(one.name_of(span.detail), span.detail)
    text = pick(*REASONS[span.why]).format(n=span.detail)
    if span.why == "suspension":
        pause = ledger.pauses[int(span.detail) - 1]
        return (
            f"{text}（{names.get(pause.by, pause.by)}）"
            if pick("zh", "en") == "zh"
            else f"{text} ({names.get(pause.by, pause.by)})"
        )
    return text


def _account(desk: Desk, conn: Connection, flow: Workflow, standing: Standing, at: int = -1) -> Account | None:
    found = ledger_of(desk, conn, standing, at=at)
    if found is None:
        return None
    now = clock.seconds_of(desk.moment(None))
    stage = standing.stages[at]
    state = flow.states.get(stage.state)
    first = found.pieces[0]

    def shown_at(moment: int) -> str:
        return local(clock.text_of(moment), desk.zone)

    moment = found.stopped_at if found.stopped_at is not None else now
    return Account(
        stage=pick(state.zh, state.en) if state else stage.state,
        started_at=shown_at(found.started_at),
        original_due_at=shown_at(found.original_due_at),
        due_at=shown_at(found.due_at) if found.due_at is not None else None,
        provisional=bool(found.provisional_years),
        light=found.light(now),
        used_share=found.used_share(now),
        left_seconds=found.left_when_paused if found.due_at is None else found.left(moment),
        allowed=amount_name(first.amount, first.unit),
        spans=tuple(found.spans()),
        ledger=found,
    )


def accounts(desk: Desk, actor: Actor, key: str | int) -> list[Account]:
    """The account of every clock that the case has had, in order."""
    case_id = find(desk, key)
    desk.look(actor, "record.read", "case.ledger")
    with desk.reader() as conn:
        steps = case_now.happenings(conn, case_id)
        identity = store.read(conn, "case", [case_id], ["workflow"])[case_id][0]
        flow, standing = standing_of(desk, conn, steps, identity)
        found = [_account(desk, conn, flow, standing, at) for at in range(len(standing.stages))]
    return [one for one in found if one is not None]


def custody_of(desk: Desk, actor: Actor, key: str | int) -> tuple[list[custody.Charge], list[custody.Share]]:
    """Who had the case when, and the sum for each holder: they add up to the case's whole life."""
    case_id = find(desk, key)
    desk.look(actor, "record.read", "case.custody")
    with desk.reader() as conn:
        steps = case_now.happenings(conn, case_id)
        identity = store.read(conn, "case", [case_id], ["workflow"])[case_id][0]
        _, standing = standing_of(desk, conn, steps, identity)
        work = clock.work_time(calendars.of(desk, conn), desk.zone)
    found = custody.charges(standing.turns, clock.seconds_of(desk.moment(None)), work)
    return found, custody.shares(found)


def holder_name(role: str, unit: str, kind: str) -> str:
    """Who had a case, in words."""
    if kind == "waiting":
        return tr("Waiting")
    known = roles().get(role)
    name = pick(known.zh, known.en) if known else role or "—"
    return pick("{name}（{unit}）", "{name} ({unit})").format(name=name, unit=unit) if unit else name


def shown_moment(moment: int, zone: ZoneInfo) -> str:
    """A moment (seconds since 1970) as the clock on the wall shows it, ``YYYY-MM-DD HH:MM``."""
    return local(clock.text_of(moment), zone.key)


def hours(seconds: int) -> str:
    """Seconds as hours and minutes, such as 4:30."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}"


def share_texts(share: custody.Share) -> tuple[str, str, str, str]:
    """What a holder was charged, as a row to show: who, how many times, how long in all, how long in working time."""
    who = holder_name(share.role, share.unit, share.kind)
    return who, str(share.times), hours(share.seconds), hours(share.worked)


def staff_names(desk: Desk) -> dict[str, str]:
    """The names of all staff by uid, for showing who did something."""
    with desk.reader() as conn:
        return _names(conn)


def account_json(account: Account, desk: Desk) -> dict[str, Any]:
    """A deadline's account as ``case ledger --json`` and ``deadline --json`` print it (local times)."""
    zone = ZoneInfo(desk.zone)
    return {"stage": account.stage, **ledger_json(account.ledger, zone), "light": account.light}


def ledger_json(ledger: Ledger, zone: ZoneInfo) -> dict[str, Any]:
    """A ledger as JSON: ``{due, original_due, provisional, counted_minutes, spans: [{from, to, counted, why}]}``."""

    def at(moment: int) -> str:
        return shown_moment(moment, zone).replace(" ", "T")

    spans = ledger.spans()
    return {
        "due": at(ledger.due_at) if ledger.due_at is not None else None,
        "original_due": at(ledger.original_due_at),
        "provisional": bool(ledger.provisional_years),
        "provisional_years": list(ledger.provisional_years),
        "counted_minutes": sum(span.counted for span in spans) // 60,
        "spans": [
            {
                "from": at(span.start),
                "to": at(span.end),
                "counted": span.counted // 60,
                "why": span.detail if span.why == "holiday" else span.why,
            }
            for span in spans
        ],
    }


def class_of(desk: Desk, case_id: int) -> tuple[str | None, str | None, str | None]:
    """Scheme, class and filing condition of a case."""
    with desk.reader() as conn:
        row = store.read(conn, "case", [case_id], ["class_scheme", "class_code", "filing_condition"]).get(case_id)
    return (row[0], row[1], row[2]) if row else (None, None, None)


def closing_of(desk: Desk, case_id: int) -> str:
    """When a case of its class and filing condition may be closed, in the language in use; '' for no rule."""
    row = class_of(desk, case_id)
    found = limits.condition(*row) or next(iter(limits.conditions(row[0], row[1])), None)
    return pick(found.closing_zh, found.closing_en) if found else ""


def checklist_of(desk: Desk, case_id: int) -> tuple[tuple[str, str], ...]:
    """What is to be checked on the spot for the class and filing condition of a case, in both languages."""
    row = class_of(desk, case_id)
    found = limits.condition(*row) or next(iter(limits.conditions(row[0], row[1])), None)
    return found.checklist if found else ()


__all__ = ["UNDO", "Account", "CasePage", "Line", "Mark", "accounts", "custody_of", "find", "page"]
