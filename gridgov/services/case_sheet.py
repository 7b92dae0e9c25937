"""One case on paper: where it stands, what happened, the account of its deadline, who had it; no personal value."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from gridgov.domain.access import Actor
from gridgov.messages import language, pick, tr
from gridgov.services import case_view
from gridgov.services.desk import Desk
from gridgov.services.report import SheetDocument, map_of_case

MOST_SPANS = 40


def case_sheet(desk: Desk, actor: Actor, number: str) -> SheetDocument:
    """The sheet of one case, in the language in use; what was told is left out, since it may name people."""
    page = case_view.page(desk, actor, number)
    zone = ZoneInfo(desk.zone)
    names = case_view.staff_names(desk)
    account = page.account
    spans = account.spans if account is not None else ()
    _, shares = case_view.custody_of(desk, actor, number)
    figures = map_of_case(desk, actor, page.case_id)
    facts = [[tr("State"), page.state], *(list(fact) for fact in page.facts)]
    if account is not None and page.standing.type == "open":
        facts.append([tr("Due"), account.due_at or tr("stands still")])
    document = {
        "lang": "zh" if language().startswith("zh") else "en",
        "title": f"{page.title}  {page.number}",
        "subtitle": f"{pick(page.workflow.zh, page.workflow.en)} · {tr('as of {when}', when=desk.local_now())}",
        "has_map": bool(figures),
        "facts": facts,
        "description_title": tr("Description"),
        "description": "",
        "steps_title": tr("What happened"),
        "step_heads": [tr("When"), tr("Step"), tr("Who"), ""],
        "steps": [[one.at, one.name, one.actor, " · ".join(one.details)] for one in page.lines],
        "spans_title": tr("Why then?"),
        "span_heads": [tr("From"), tr("To"), tr("Counted"), tr("Why")],
        "spans": [
            [
                case_view.shown_moment(span.start, zone),
                case_view.shown_moment(span.end, zone),
                case_view.hours(span.counted) if span.counted else "",
                case_view.reason_name(span, account.ledger, names),
            ]
            for span in spans[:MOST_SPANS]
            if account is not None
        ],
        "sum": tr(
            "Sum of what counted: {sum} of {allowed}",
            sum=case_view.hours(sum(span.counted for span in spans)),
            allowed=case_view.hours(account.ledger.allowance),
        )
        if account is not None
        else "",
        "custody_title": tr("Who had it when"),
        "custody_heads": [tr("With"), tr("Times"), tr("In all"), tr("Working time")],
        "custody": [
            [
                case_view.holder_name(o.role, o.unit, o.kind),
                str(o.times),
                case_view.hours(o.seconds),
                case_view.hours(o.worked),
            ]
            for o in shares
        ],
        "footer": tr("gridgov · printed by {name} · {when}", name=actor.name, when=desk.local_now()),
    }
    return SheetDocument("case", document, figures)
