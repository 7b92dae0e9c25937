"""The work of a station: live cases by whose turn it is, by working time left, with what is asked, owed, urged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from gridgov.domain import clock, workflow
from gridgov.domain.access import Actor
from gridgov.domain.case_rules import ADMINISTRATOR
from gridgov.domain.register import register
from gridgov.errors import GridgovError
from gridgov.messages import pick
from gridgov.services import calendars, case_work, own, shown
from gridgov.services.case_present import renew
from gridgov.services.desk import Desk
from gridgov.store import case_now, layers, setting
from gridgov.store import lists as places
from gridgov.store import records as store
from gridgov.store.case_now import Now, Queue
from gridgov.store.clock import local
from gridgov.store.database import Connection

MOST = 2_000
"""Rows of a queue that are looked at: more than anybody works through, few enough to be there at once."""


@attrs.frozen
class Item:
    """One case of a queue, as it is shown."""

    case_id: int
    number: str
    title: str
    address: str
    state: str
    state_name: str
    unit: str
    role: str
    cell: str
    due_at: str | None
    left_seconds: int | None
    """Working seconds left until it is due; negative when it is overdue, None without a deadline."""
    light: str
    runs_always: bool
    """Whether its clock runs day and night: then a day has 24 hours, else the eight that are worked."""
    provisional: bool
    asked: tuple[str, ...]
    owed: tuple[str, ...]
    urged: int
    sent_back: int
    last_step: int
    due_at_local: str = ""


@attrs.frozen
class Tab:
    """A queue: its id, its names, how many cases are in it."""

    id: str
    zh: str
    en: str
    count: int


TABS = (
    ("mine", "我的待办", "My work"),
    ("decide", "待我审批", "To decide"),
    ("overdue", "已超期", "Overdue"),
    ("soon", "将超期", "Due soon"),
    ("back", "退回返工", "Came back"),
    ("owed", "督办待复", "Answers owed"),
    ("waiting", "挂账等待", "Waiting"),
    ("watched", "关注", "Watched"),
    ("all", "全部在办", "All live"),
)


def tabs(desk: Desk, actor: Actor) -> list[Tab]:
    """The queues of an actor with their counts."""
    desk.look(actor, "record.read", "queue.tabs")
    with desk.reader() as conn:
        watched = len(case_now.some(conn, own.watched(desk, actor)))
        return [
            Tab(name, zh, en, watched)
            if name == "watched"
            else Tab(name, zh, en, sum(case_now.count(conn, one) for one in _queues(desk, conn, actor, name)))
            for name, zh, en in TABS
        ]


def items(desk: Desk, actor: Actor, tab: str = "mine", *, limit: int = MOST) -> list[Item]:
    """The cases of a queue, those with the least working time left first, without a deadline last."""
    desk.look(actor, "record.read", "queue.items")
    with desk.reader() as conn:
        found: dict[int, Now] = {}
        if tab == "watched":
            found.update((row.case_id, row) for row in case_now.some(conn, own.watched(desk, actor)))
        for one in _queues(desk, conn, actor, tab):
            found.update((row.case_id, row) for row in case_now.queue(conn, one, limit))
        made = _items(desk, conn, list(found.values())[:limit])
    return sorted(made, key=lambda item: (item.left_seconds is None, item.left_seconds or 0, item.case_id))


def _queues(desk: Desk, conn: Connection, actor: Actor, tab: str) -> list[Queue]:
    """What a tab is, as questions to the store; several when one is not enough, none for nothing."""
    if tab == "watched":
        return []
    now = desk.moment(None)
    roles = tuple(sorted(actor.roles - {ADMINISTRATOR, "auditor"}))
    everything = ADMINISTRATOR in actor.roles or "supervisor" in actor.roles
    own = own_cells(conn, actor)
    unit = (actor.unit,) if actor.unit and "department" in actor.roles else ()
    mine = (
        Queue(state_types=("open",)) if everything else Queue(roles=roles or ("",), units=unit, state_types=("open",))
    )
    if own is not None and not everything and actor.roles & {"collector", "grid_leader"}:
        mine = attrs.evolve(mine, layer=own[0], cells=own[1])
    if tab == "mine":
        return [mine]
    if tab == "decide":
        return [Queue(asked=name) for name in sorted(_decides(actor))]
    if tab == "overdue":
        return [attrs.evolve(mine, due_before=now)]
    if tab == "soon":
        return [attrs.evolve(mine, yellow_before=now)]
    if tab == "back":
        return [attrs.evolve(mine, back=True)]
    if tab == "owed":
        return [attrs.evolve(mine, owed=True)]
    if tab == "waiting":
        return [Queue(state_types=("waiting",), units=unit)]
    return [Queue(units=unit)]


def _decides(actor: Actor) -> set[str]:
    """The names of the requests that the actor may grant in some workflow."""
    return {
        step.grants
        for flow in workflow.workflows().values()
        for step in flow.steps
        if step.grants and (ADMINISTRATOR in actor.roles or actor.roles.intersection((*step.roles, *step.later_roles)))
    }


def own_cells(conn: Connection, actor: Actor) -> tuple[int, tuple[int, ...]] | None:
    """The layer and the fids of the cells that an actor looks after; None when there are none."""
    if not actor.cells:
        return None
    for row in layers.all_(conn):
        found = [cell.fid for code in actor.cells if (cell := layers.current(conn, row.id, code)) is not None]
        if found:
            return row.number, tuple(found)
    return None


COLUMNS = ("number", "class_scheme", "class_code", "class_name", "address")


def _items(desk: Desk, conn: Connection, rows: Sequence[Now]) -> list[Item]:
    ids = [row.case_id for row in rows]
    values = store.read(conn, "case", ids, COLUMNS)
    cells = places.cell_codes(conn, "case", ids, "unit_cell") if layers.get(conn, "unit_cell") else {}
    now = clock.seconds_of(desk.moment(None))
    work = clock.work_time(calendars.of(desk, conn), desk.zone)
    field = register("case").field("class")
    assert field is not None
    found = []
    for row in rows:
        if row.case_id not in values:
            continue
        number, scheme, code, name, address = values[row.case_id]
        left, light = None, "none"
        if row.due_at is not None:
            due = clock.seconds_of(row.due_at)
            if row.runs_always:
                left = due - now
            else:
                left = work.between(now, due) if due >= now else -work.between(due, now) or -1
            yellow = clock.seconds_of(row.yellow_at) if row.yellow_at else due
            light = "red" if now > due else "yellow" if now > yellow else "green"
        found.append(
            Item(
                case_id=row.case_id,
                number=str(number),
                title=shown.class_name(field, scheme, code, name) or "",
                address=address or "",
                state=row.state,
                state_name=shown.state_name(row.workflow, row.state),
                unit=row.unit,
                role=row.role,
                cell=cells.get(row.case_id, ""),
                due_at=row.due_at,
                left_seconds=left,
                light=light,
                runs_always=bool(row.runs_always),
                provisional=bool(row.provisional),
                asked=tuple(filter(None, row.asked.split(","))),
                owed=tuple(filter(None, row.owed.split(","))),
                urged=row.urged,
                sent_back=row.sent_back,
                last_step=row.last_step,
                due_at_local=local(row.due_at, desk.zone) if row.due_at else "",
            )
        )
    return found


def left_text(seconds: int | None, *, always: bool = False) -> str:
    """Time left, in words: 剩 3.5 小时, 超期 26 小时, 剩 3.8 天.

    A day has eight working hours, or 24 for a clock that runs always.
    """
    if seconds is None:
        return pick("无时限", "no deadline")
    hours = abs(seconds) / 3600
    if hours < 1:
        amount = pick(f"{max(round(hours * 60), 1)} 分钟", f"{max(round(hours * 60), 1)} min")
    elif hours < (48 if always else 16):
        amount = pick(f"{hours:.1f} 小时", f"{hours:.1f} h")
    else:
        days = hours / (24 if always else 8)
        amount = pick(f"{days:.1f} 天", f"{days:.1f} days")
    return (
        pick("超期 {a}", "{a} overdue").format(a=amount) if seconds < 0 else pick("剩 {a}", "{a} left").format(a=amount)
    )


def hours_until(desk: Desk, moment: str) -> str | None:
    """Working time from now until a moment (UTC, or local as it is shown), in words; None for what is past or no time.

    By the district's own calendar.
    """
    try:
        at = clock.seconds_of(desk.moment(moment))
    except GridgovError:
        return None
    now = clock.seconds_of(desk.moment(None))
    if at <= now:
        return None
    with desk.reader() as conn:
        work = clock.work_time(calendars.of(desk, conn), desk.zone)
    return left_text(work.between(now, at))


@attrs.frozen
class Outcome:
    """What came of an act on one of many cases: done, or the sentence why not."""

    case_id: int
    taken: case_work.Taken | None
    fault: GridgovError | None


def act_on_many(
    desk: Desk, actor: Actor, case_ids: Sequence[int], step: str, given: Mapping[str, Any] | None = None
) -> list[Outcome]:
    """Take the same step of many cases, each on its own: what the rules refuse for one stops none of the others."""
    found = []
    for case_id in case_ids:
        try:
            found.append(Outcome(case_id, case_work.take(desk, actor, case_id, step, given), None))
        except GridgovError as fault:
            found.append(Outcome(case_id, None, fault))
    return found


@attrs.frozen
class Bell:
    """One thing that somebody should know of: the case, and why (``back``, ``yellow``, ``urged``, ``owed``)."""

    case_id: int
    number: str
    kind: str
    title: str


def bell(desk: Desk, actor: Actor) -> list[Bell]:
    """What came back, turned yellow, was urged or is owed among the actor's own work, the most pressing first."""
    found = []
    for item in items(desk, actor, "mine", limit=500):
        kinds = [
            ("urged", item.urged > 0),
            ("owed", bool(item.owed and set(item.owed) - {"receipt"})),
            ("back", item.sent_back > 0),
            ("yellow", item.light == "yellow"),
        ]
        found += [Bell(item.case_id, item.number, kind, item.title) for kind, holds in kinds if holds]
    return found


def recompute(desk: Desk, actor: Actor) -> int:
    """Derive the present of every live case anew (after a notice was entered, or to be sure); how many changed."""
    with desk.change(actor, "case.step", "case.recompute", bulk=True) as change:
        changed = renew(desk, change.conn, case_now.live_ids(change.conn))
        setting.put(change.conn, {READY: "1"})
        change.about["changed"] = changed
    return changed


READY = "case_now"
"""The setting that says that every live case has its row: a file of an older version gets them when first asked."""


def is_ready(desk: Desk) -> bool:
    """Whether every live case has its row."""
    with desk.reader() as conn:
        return setting.all_(conn).get(READY) == "1"
