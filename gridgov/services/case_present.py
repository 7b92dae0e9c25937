"""From the steps of a case to what stands in its tables: the one derivation, for acts, undo and rebuilding alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gridgov.domain.case_story import Happening, Standing, tell
from gridgov.domain.clock import Always, text_of
from gridgov.domain.deadline_ledger import Ledger, ledger
from gridgov.domain.workflow import Workflow
from gridgov.services import calendars, workflows
from gridgov.services.desk import Desk
from gridgov.store import case_now
from gridgov.store import records as store
from gridgov.store.case_now import Now
from gridgov.store.database import Connection

COUNTED = {"filed": "filed_at", "dispatched": "dispatched_at", "handled": "handled_at"}
"""Steps, by what they count as, and the column that says when."""


def flow_of(desk: Desk, conn: Connection, steps: Sequence[Happening], identity: str | None) -> Workflow:
    """The workflow that a case goes by, in the version it began under; an imported case goes by the newest one."""
    began = steps[0].body.get("workflow") if steps else None
    if isinstance(began, dict):
        return workflows.of(desk, conn, str(began["id"]), int(began["version"]))
    return workflows.of(desk, conn, identity or "city_management")


def standing_of(
    desk: Desk, conn: Connection, steps: Sequence[Happening], identity: str | None, stated_unit: str | None = None
) -> tuple[Workflow, Standing]:
    """The workflow of a case and where it stands; `stated_unit` is who has it where no step says so (imported ones)."""
    flow = flow_of(desk, conn, steps, identity)
    standing = tell(flow, steps)
    if not standing.department and stated_unit:
        standing.department = stated_unit
    return flow, standing


def ledger_of(desk: Desk, conn: Connection, standing: Standing, *, at: int = -1) -> Ledger | None:
    """The account of one of a case's clocks (by default the last one that was started); None when there is none."""
    if not standing.stages:
        return None
    events = standing.stages[at].events
    return ledger(
        events,
        lambda identity, version: calendars.of(desk, conn, identity, version),
        desk.zone,
        days=desk.work_day,
    )


def columns(flow: Workflow, standing: Standing, account: Ledger | None) -> dict[str, Any]:
    """The columns of the case's row that follow from its steps."""
    found: dict[str, Any] = {"state": standing.state, "state_type": standing.type}
    for step in flow.steps:
        name = COUNTED.get(step.counts)
        if name and (at := standing.moments.get(step.id)):
            found[name] = max(found.get(name, ""), at)
    if standing.type == "done":
        found["closed_at"] = standing.since
    if standing.department:
        found["department_text"], found["department_id"] = standing.department, standing.department_id
    if standing.filing_condition:
        found["filing_condition"] = standing.filing_name or standing.filing_condition
    if standing.satisfaction:
        found["satisfaction"] = standing.satisfaction
    state = flow.states.get(standing.state)
    if state is not None and state.work and account is not None and account.due_at is not None:
        found["due_at"] = text_of(account.due_at)
    return found


def now_of(
    case_id: int, flow: Workflow, standing: Standing, account: Ledger | None, stated_due: str | None = None
) -> Now:
    """The row of `case_now` that follows from the steps; `stated_due` counts where no clock of ours ever ran."""
    state = flow.states.get(standing.state)
    running = account if standing.stage is not None else None
    yellow = running.yellow_at() if running is not None else None
    due = running.due_at if running is not None else None
    return Now(
        case_id=case_id,
        workflow=flow.id,
        version=flow.version,
        state=standing.state,
        state_type=standing.type,
        since=standing.since,
        role=state.holder if state else "",
        unit=standing.department if state is not None and (state.work or standing.type == "waiting") else "",
        started_at=text_of(running.started_at) if running is not None else None,
        yellow_at=text_of(yellow) if yellow is not None else None,
        due_at=text_of(due) if due is not None else None if standing.stages else stated_due,
        original_due_at=text_of(running.original_due_at) if running is not None else None,
        runs_always=int(running is not None and isinstance(running.pieces[-1].counter, Always)),
        provisional=int(bool(running and running.provisional_years)),
        asked=",".join(sorted(standing.requests)),
        owed=",".join(sorted(set(standing.debts) - {"receipt"})),
        urged=standing.counts["urged"],
        sent_back=standing.counts["sent_back"] + standing.counts["reworked"],
        last_step=standing.last,
    )


STATED = ("workflow", "department_text", "due_at")
"""Columns of a case's row that say where it stands when its steps do not: it came from another system."""


def renew(desk: Desk, conn: Connection, case_ids: Sequence[int]) -> int:
    """Derive the present of some cases anew; how many of their rows in `case_now` changed."""
    changed = 0
    for start in range(0, len(case_ids), 2_000):
        some = list(case_ids[start : start + 2_000])
        rows = store.read(conn, "case", some, STATED)
        steps = case_now.happenings_of(conn, some)
        new = []
        for case_id, (identity, unit, due) in rows.items():
            told = steps.get(case_id, [])
            if not told:
                continue
            flow, standing = standing_of(desk, conn, told, identity, unit)
            found = now_of(case_id, flow, standing, ledger_of(desk, conn, standing), due)
            if found != case_now.get(conn, case_id):
                new.append(found)
        case_now.put(conn, new)
        changed += len(new)
    return changed
