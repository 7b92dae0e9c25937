"""Commands for cases at work: a new one, its page, its next step, its deadline's account, who had it, the queues."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain import calendar as calendars
from gridgov.domain import case_rules, clock
from gridgov.domain.case_story import ClockEvent
from gridgov.domain.deadline_ledger import ledger
from gridgov.errors import WrongUse
from gridgov.messages import say, tr
from gridgov.services import calendars as calendar_service
from gridgov.services import case_links, case_numbers, case_queue, case_view, case_work
from gridgov.services.desk import Desk

ZONE = "Asia/Shanghai"


@click.group()
def case() -> None:
    """Cases at work: report, take steps, see why it is due when, and who had it."""


@case.command(name="new")
@file_option()
@click.option("--workflow", default="city_management", show_default=True, help="The workflow the case follows.")
@click.option("--text", required=True, help="What was told.")
@click.option("--class", "code", help="Code of the class.")
@click.option("--at", "place", nargs=2, type=float, metavar="LON LAT", help="Where: longitude and latitude (WGS 84).")
@click.option("--address", help="Where, in words.")
@click.option("--source", default="collector", show_default=True, help="Where it comes from.")
@click.option("--external-number", help="Its number in another system.")
@click.option("--rule", help="The rule that raised it (alarms).")
@click.option("--answer", "answers", multiple=True, metavar="QUESTION=ANSWER", help="What the class asks besides.")
@click.option("--reported-at", help="When it was reported (default: now).")
@actor_option
@json_option
def new(
    file: Path,
    workflow: str,
    text: str,
    code: str | None,
    place: tuple[float, float] | None,
    address: str | None,
    source: str,
    external_number: str | None,
    rule: str | None,
    answers: tuple[str, ...],
    reported_at: str | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Report a case; its number is printed."""
    values: dict[str, Any] = {
        "description": text,
        "class_code": code,
        "address": address,
        "source": source,
        "external_number": external_number,
    }
    if place:
        values |= {"x": place[0], "y": place[1]}
    with opened(file, user) as (desk, actor):
        at = desk.moment(reported_at) if reported_at else None
        given = {"rule": rule, "answers": dict(one.partition("=")[::2] for one in answers)}
        taken = case_work.begin(desk, actor, values, workflow=workflow, given=given, reported_at=at)
    _told(taken, as_json)


def _told(taken: case_work.Taken, as_json: bool) -> None:
    if as_json:
        print_json(taken)
    else:
        click.echo(f"{taken.number}  {taken.state}")


@case.command()
@click.argument("number")
@file_option()
@actor_option
@json_option
def show(number: str, file: Path, user: str | None, as_json: bool) -> None:
    """A case whole: where it stands, its steps, what may follow."""
    with opened(file, user) as (desk, actor):
        page = case_view.page(desk, actor, number)
    if as_json:
        print_json(_page_json(page))
        return
    click.echo(f"{page.number}  {page.title}  {page.state}")
    for head, value in page.facts:
        click.echo(f"  {head}: {value}")
    if page.account is not None:
        left = case_queue.left_text(page.account.left_seconds, always=page.account.runs_always)
        click.echo(f"  {tr('Due')}: {page.account.due_at or '—'}  {left}")
    heads = [tr("When"), tr("Who"), tr("Step"), tr("What was said")]
    rows = [
        [one.at, one.actor, one.name, "; ".join([*one.details, *([one.text] if one.text else [])])]
        for one in page.lines
    ]
    print_table(heads, rows, "")
    open_ones = [choice for choice in page.choices if choice.refusal is None]
    if open_ones:
        click.echo(tr("May follow:"))
    for choice in open_ones:
        needs = ", ".join(map(case_rules.need_name, choice.step.needs))
        click.echo(f"  {choice.step.id}  {case_rules.step_name(choice.step)}" + (f"  ({needs})" if needs else ""))


def _page_json(page: case_view.CasePage) -> dict[str, Any]:
    return {
        "number": page.number,
        "uid": page.uid,
        "workflow": page.workflow.id,
        "version": page.workflow.version,
        "state": page.standing.state,
        "state_type": page.standing.type,
        "department": page.standing.department or None,
        "due": page.account.due_at if page.account else None,
        "original_due": page.account.original_due_at if page.account else None,
        "light": page.account.light if page.account else None,
        "asked": list(page.asked),
        "moments": page.moments,
        "seconds_between": page.moments.between() if page.moments else None,
        "last_step": page.last_step,
        "steps": [
            {
                "id": one.id, "at": one.at, "actor": one.actor, "step": one.step, "from": one.from_state,
                "to": one.to_state, "text": one.text, "undone": one.undone,
            }
            for one in page.lines
        ],
        "may": [
            {"step": one.step.id, "to": one.target, "needs": list(one.step.needs)}
            for one in page.choices
            if one.refusal is None
        ],
        "may_not": [
            {"step": one.step.id, "reason": say(one.refusal)} for one in page.choices if one.refusal is not None
        ],
        "can_undo": page.can_undo,
    }  # fmt: skip


@case.command()
@click.argument("number")
@click.argument("step")
@file_option()
@click.option("--text", help="What is said, or the reason.")
@click.option("--department", help="The unit that is to handle it.")
@click.option("--helper", "helpers", multiple=True, help="A helping unit (may be given several times).")
@click.option("--limit", help="A time, such as '4 work_hour'.")
@click.option("--until", help="A date (YYYY-MM-DD).")
@click.option("--condition", "filing_condition", help="The filing condition.")
@click.option("--satisfaction", help="How satisfied the resident is.")
@click.option("--level", type=int, help="The level it is passed to.")
@click.option("--case", "other", help="The other case (a duplicate, a follow-up).")
@click.option("--checked", multiple=True, help="An item of the checklist that holds (may be given several times).")
@click.option("--photo", "photos", multiple=True, type=click.Path(path_type=Path), help="A photo of it as it is now.")
@click.option("--before-photo", type=click.Path(path_type=Path), multiple=True, help="A photo of before.")
@click.option("--seen", type=int, help="The last step you have seen; refused when somebody acted since.")
@actor_option
@json_option
def act(
    number: str,
    step: str,
    file: Path,
    text: str | None,
    department: str | None,
    helpers: tuple[str, ...],
    limit: str | None,
    until: str | None,
    filing_condition: str | None,
    satisfaction: str | None,
    level: int | None,
    other: str | None,
    checked: tuple[str, ...],
    photos: tuple[Path, ...],
    before_photo: tuple[Path, ...],
    seen: int | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Take STEP of the case NUMBER: what it needs is said when it is missing."""
    given: dict[str, Any] = {
        "text": text, "department": department, "helpers": list(helpers), "until": until, "case": other,
        "filing_condition": filing_condition, "satisfaction": satisfaction, "level": level,
        "checklist": dict.fromkeys(checked, True),
        "before_photo": list(before_photo), "after_photo": list(photos),
    }  # fmt: skip
    if limit:
        amount, unit = clock.parse_allowance(limit)
        given["limit"] = {"amount": amount, "unit": unit}
    with opened(file, user) as (desk, actor):
        taken = case_work.take(desk, actor, case_view.find(desk, number), step, given, seen=seen)
    _told(taken, as_json)


@case.command()
@click.argument("number")
@file_option()
@actor_option
@json_option
def undo(number: str, file: Path, user: str | None, as_json: bool) -> None:
    """Take your last act on a case back, while nobody has acted since."""
    with opened(file, user) as (desk, actor):
        taken = case_work.undo(desk, actor, case_view.find(desk, number))
    _told(taken, as_json)


@case.command()
@click.argument("number")
@file_option()
@click.option("--text", required=True, help="What was told.")
@actor_option
@json_option
def follow(number: str, file: Path, text: str, user: str | None, as_json: bool) -> None:
    """Report a new case that follows a closed one; it counts as a return."""
    with opened(file, user) as (desk, actor):
        taken = case_links.follow_up(desk, actor, case_view.find(desk, number), text)
    _told(taken, as_json)


@case.command()
@click.argument("number")
@click.argument("other")
@file_option()
@click.option(
    "--as-kind",
    "kind",
    type=click.Choice(["duplicate", "not-duplicate", "part-of"]),
    default="duplicate",
    show_default=True,
)
@actor_option
def link(number: str, other: str, file: Path, kind: str, user: str | None) -> None:
    """Link case NUMBER to case OTHER: a duplicate of it, not a duplicate (remembered), or a part of it."""
    with opened(file, user) as (desk, actor):
        case_id = case_view.find(desk, number)
        if kind == "duplicate":
            case_links.merge(desk, actor, case_id, other)
        elif kind == "part-of":
            case_links.part_of(desk, actor, case_id, other)
        else:
            case_links.not_duplicate(desk, actor, case_id, other)


@case.command()
@click.argument("number")
@file_option()
@actor_option
def unlink(number: str, file: Path, user: str | None) -> None:
    """Take the merge of a duplicate back: it is where it was."""
    with opened(file, user) as (desk, actor):
        case_links.unmerge(desk, actor, case_view.find(desk, number))


@case.command()
@file_option()
@actor_option
@json_option
def duplicates(file: Path, user: str | None, as_json: bool) -> None:
    """Cases that may have been reported twice, the nearest first."""
    with opened(file, user) as (desk, actor):
        found = case_links.candidates(desk, actor)
    if as_json:
        print_json(found)
        return
    rows = [[p.newer_number, p.older_number, p.title, p.metres, p.hours] for p in found]
    heads = [tr("Case"), tr("Perhaps the same as"), tr("Class"), "m", "h"]
    print_table(heads, rows, tr("No case seems to have been reported twice."))


@case.command(name="ledger")
@click.argument("number")
@file_option()
@actor_option
@json_option
def ledger_(number: str, file: Path, user: str | None, as_json: bool) -> None:
    """Why it is due when: every stretch that counted, every one that did not, and their sum."""
    with opened(file, user) as (desk, actor):
        found = case_view.accounts(desk, actor, number)
        names = case_view.staff_names(desk)
        documents = [case_view.account_json(one, desk) for one in found]
        zone = ZoneInfo(desk.zone)
    if as_json:
        print_json(documents)
        return
    for one in found:
        click.echo(f"{one.stage}: {one.allowed}  {tr('Due')}: {one.due_at or '—'}")
        _print_spans(one.ledger, zone, names)


def _print_spans(found: Any, zone: ZoneInfo, names: dict[str, str]) -> None:
    rows = [
        [
            case_view.shown_moment(span.start, zone),
            case_view.shown_moment(span.end, zone),
            case_view.hours(span.counted) if span.counted else "",
            case_view.reason_name(span, found, names),
        ]
        for span in found.spans()
    ]
    print_table([tr("From"), tr("To"), tr("Counted"), tr("Why")], rows, "")
    click.echo(tr("Sum: {amount}", amount=case_view.hours(sum(span.counted for span in found.spans()))))


@case.command()
@click.argument("number")
@file_option()
@actor_option
@json_option
def custody(number: str, file: Path, user: str | None, as_json: bool) -> None:
    """Who had a case when: every minute is charged to a holder or to waiting, and the sum is the whole."""
    with opened(file, user) as (desk, actor):
        charges, shares = case_view.custody_of(desk, actor, number)
        zone = ZoneInfo(desk.zone)
    if as_json:
        print_json(
            {
                "total_seconds": sum(one.seconds for one in charges),
                "charges": [
                    {
                        "holder": case_view.holder_name(one.role, one.unit, one.kind), "role": one.role,
                        "unit": one.unit, "kind": one.kind, "state": one.state,
                        "from": case_view.shown_moment(one.start, zone).replace(" ", "T"),
                        "to": case_view.shown_moment(one.end, zone).replace(" ", "T"),
                        "seconds": one.seconds, "worked_seconds": one.worked,
                    }
                    for one in charges
                ],
            }
        )  # fmt: skip
        return
    rows = [
        [
            case_view.holder_name(one.role, one.unit, one.kind),
            one.times,
            case_view.hours(one.seconds),
            case_view.hours(one.worked),
        ]
        for one in shares
    ]
    print_table([tr("With"), tr("Times"), tr("In all"), tr("Working time")], rows, tr("Nothing was done yet."))


@case.command()
@file_option()
@click.option("--template", help="Such as {kind}{class}{date}{seq:4}.")
@click.option("--office", help="What tells this desk from others that do not share its file.")
@actor_option
def numbering(file: Path, template: str | None, office: str | None, user: str | None) -> None:
    """Set the template of case numbers, and what tells this desk from others."""
    with opened(file, user) as (desk, actor):
        case_numbers.set_template(desk, actor, template=template, office=office)


@case.command(name="list")
@file_option()
@click.option("--tab", type=click.Choice([name for name, _, _ in case_queue.TABS]), default="mine", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True)
@actor_option
@json_option
def list_(file: Path, tab: str, limit: int, user: str | None, as_json: bool) -> None:
    """The work of a station, what is most pressing first."""
    with opened(file, user) as (desk, actor):
        found = case_queue.items(desk, actor, tab)[:limit]
    if as_json:
        print_json(found)
        return
    rows = [
        [i.number, i.title, i.state_name, i.unit, case_queue.left_text(i.left_seconds, always=i.runs_always)]
        for i in found
    ]
    heads = [tr("Number"), tr("Class"), tr("State"), tr("Unit"), tr("Time left")]
    print_table(heads, rows, tr("Nothing waits for you here."))


@click.command()
@click.option("--start", required=True, help="When it begins (local, YYYY-MM-DDTHH:MM).")
@click.option("--allow", required=True, help="How long, such as '4 work_hour'.")
@click.option("--calendar", "identity", default=calendars.DEFAULT, show_default=True, help="The calendar.")
@click.option("--pause", nargs=2, multiple=True, metavar="FROM TO", help="A suspension (may be given several times).")
@click.option("--work-day", type=click.Choice(["hours", "days"]), default="hours", show_default=True)
@click.option("--zone", default=ZONE, show_default=True)
@click.option("--in", "file", type=click.Path(path_type=Path), help="A district file whose calendars are to be used.")
@json_option
def deadline(
    start: str,
    allow: str,
    identity: str,
    pause: tuple[tuple[str, str], ...],
    work_day: str,
    zone: str,
    file: Path | None,
    as_json: bool,
) -> None:
    """When an allowance is used up, and why then."""
    if file is not None:
        desk = Desk.open(file)
        try:
            zone = desk.zone
            with desk.reader() as conn:
                chosen = calendar_service.of(desk, conn, identity)
        finally:
            desk.close()
    elif identity in calendars.calendars():
        chosen = calendars.calendars()[identity]
    elif Path(identity).is_file():
        chosen = calendars.read(Path(identity))
    else:
        known = ", ".join(calendars.calendars())
        raise WrongUse("There is no calendar '{name}'. There are: {known}.", name=identity, known=known)
    amount, unit = clock.parse_allowance(allow)
    events = [ClockEvent("started", clock.text_of(clock.local_seconds(start, zone)), "", amount, unit)]
    for first, last in sorted(pause):
        events.append(ClockEvent("suspended", clock.text_of(clock.local_seconds(first, zone))))
        events.append(ClockEvent("resumed", clock.text_of(clock.local_seconds(last, zone))))
    found = ledger(events, lambda _id, _version: chosen, zone, days=work_day)
    where = ZoneInfo(zone)
    if as_json:
        print_json(case_view.ledger_json(found, where))
        return
    assert found.due_at is not None
    provisional = tr(" (provisional: {years})", years=", ".join(map(str, found.provisional_years)))
    click.echo(
        tr("Due")
        + ": "
        + case_view.shown_moment(found.due_at, where)
        + (provisional if found.provisional_years else "")
    )
    _print_spans(found, where, {})


COMMANDS: tuple[click.Command, ...] = (case, deadline)
