"""Two years of cases in the demo district, with every step; their shape is that of real case data.

Hours, weekdays, the time to resolve and the spread between cells follow published request data of real cities (shares
and quantiles only). Nothing here is a real case.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import orjson
from numpy.typing import NDArray

from gridgov.domain import calendar as calendars
from gridgov.domain import classes, clock, limits
from gridgov.domain.access import Actor
from gridgov.progress import Progress
from gridgov.services import case_numbers, cases, records
from gridgov.services.demo.ground import Ground
from gridgov.services.demo.homes import degrees, inside
from gridgov.services.demo.things import DEPARTMENTS
from gridgov.services.desk import Desk

Ints = NDArray[np.int64]

NOW = np.datetime64("2026-11-20T09:00:00")
"""The moment at which the demo stands still, in UTC; about the end of a working day in the district."""

HOURS = (2, 2, 2, 3, 10, 26, 70, 92, 96, 88, 62, 60, 76, 86, 80, 66, 48, 34, 26, 20, 14, 9, 6, 3)
WEEKDAYS = (17, 18, 17, 18, 18, 8, 4)
SENT = 0.08
"""The share of its way at which a case is dispatched."""
OUT = ("step", "from_state", "to_state", "at", "workflow", "actor", "body")
SOLVED_HOURS = (-1.0, 18.0, 50.0, 153.0, 260.0, 525.0)
SOLVED_SHARES = (0.0, 0.25, 0.5, 0.75, 0.9, 0.99)
MATTERS = {
    "06010": 16, "06012": 9, "06042": 7, "09009": 12, "09010": 9, "09011": 6, "09005": 7, "09006": 5, "07001": 6,
    "06013": 5, "06036": 6, "06017": 4, "01037": 4, "01003": 2, "01004": 2, "08004": 2, "08001": 3, "06028": 3,
    "09001": 4, "06034": 2, "06049": 1, "06051": 1, "01050": 1,
}  # fmt: skip

CLOSED = (
    # step, state before, state after, share of the way when it happens
    ("report", None, "reported", 0.0),
    ("register", "reported", "accepting", 0.01),
    ("accept", "accepting", "filing", 0.03),
    ("file", "filing", "dispatching", 0.05),
    ("dispatch", "dispatching", "handling", 0.08),
    ("feed_back", "handling", "checking", 0.85),
    ("check", "checking", "closing", 0.95),
    ("close", "closing", "closed", 1.0),
)
REWORKED = (
    *CLOSED[:6],
    ("rework", "checking", "dispatching", 0.88),
    ("dispatch", "dispatching", "handling", 0.89),
    ("feed_back", "handling", "checking", 0.95),
    ("check", "checking", "closing", 0.98),
    ("close", "closing", "closed", 1.0),
)
REFUSED = (*CLOSED[:2], ("refuse", "accepting", "void", 0.05))
SUSPENDED = (*CLOSED[:5], ("suspend", "handling", "suspended", 0.3))


def make_cases(
    desk: Desk,
    actor: Actor,
    ground: Ground,
    crew: dict[str, list[str]],
    count: int,
    random: np.random.Generator,
    progress: Progress,
) -> None:
    """Cases with their steps; about one in fifty is still under way on the demo's last day, some of them late."""
    weight = random.gamma(0.9, 1.0, len(ground.blocks.rings))
    block = random.choice(len(weight), count, p=weight / weight.sum())
    lon, lat = degrees(inside(ground, block, random, shrink=0.9))
    began = _moments(count, random)
    took = np.interp(random.random(count), [*SOLVED_SHARES, 1.0], [*SOLVED_HOURS, 900.0]).clip(0.5)
    ended = began + (took * 3600).astype("timedelta64[s]")
    path = random.choice(4, count, p=(0.94, 0.035, 0.02, 0.005))
    path[(path == 3) & (NOW - began > np.timedelta64(120, "D"))] = 0
    codes = list(MATTERS)
    shares = np.array(list(MATTERS.values()), dtype=np.float64)
    kind = random.choice(len(codes), count, p=shares / shares.sum())
    found = [classes.find("matter", classes.CURRENT, code) for code in codes]
    names = [one.zh if one else code for one, code in zip(found, codes, strict=True)]
    days = (began + np.timedelta64(8, "h")).astype("datetime64[D]").astype(object).tolist()
    filing = [
        _condition(codes[k], share) for k, share in zip(kind.tolist(), random.random(count).tolist(), strict=True)
    ]
    sent = began + ((ended - began) * SENT).astype("timedelta64[s]")
    limits_ = [limits.limit_of("handling", classes.CURRENT, one.class_code, one.id) for one in filing]
    due = _due(desk, sent, limits_)
    columns: dict[str, Any] = {
        "workflow": ["city_management"] * count,
        "class_scheme": [classes.CURRENT] * count,
        "class_code": [codes[k] for k in kind.tolist()],
        "class_name": [names[k] for k in kind.tolist()],
        "source": random.choice(["collector"] * 7 + ["hotline", "hotline", "public", "video"], count).tolist(),
        "address": [f"{ground.road[b]}{ground.side_road[b]}附近" for b in block.tolist()],
        "reported_at": _texts(began),
        "filing_condition": [one.zh for one in filing],
        "filed_at": [t if m <= NOW and p != 2 else None for t, m, p in zip(_texts(sent), sent, path, strict=True)],
        "dispatched_at": [t if m <= NOW and p != 2 else None for t, m, p in zip(_texts(sent), sent, path, strict=True)],
        "due_at": [t if m <= NOW and p != 2 else None for t, m, p in zip(due, sent, path, strict=True)],
        "closed_at": [text if ended[i] <= NOW and path[i] < 2 else None for i, text in enumerate(_texts(ended))],
        "department_text": [DEPARTMENTS[k % len(DEPARTMENTS)] for k in kind.tolist()],
        "x": lon,
        "y": lat,
    }
    with desk.change(actor, "record.write", "demo.cases", bulk=True) as change:
        columns["number"] = case_numbers.numbers(change, days, columns["class_code"])
        fids, _ = records.add_in(desk, change, "case", columns, progress=progress)
    told = Told([_clock(one) for one in limits_], [one.id for one in filing], (kind % len(DEPARTMENTS)).tolist(), crew)
    _steps(desk, actor, fids, began, ended, path, told, progress)


@attrs.frozen
class Told:
    """What the steps of the cases say: the clock of each, its filing condition, its unit; and who is at work."""

    clocks: list[dict[str, Any]]
    filing: list[str]
    unit: list[int]
    crew: dict[str, list[str]]

    def actor(self, role: str, case: int) -> str:
        """Who takes a step of a case: the unit's own person, or one of the role."""
        there = self.crew[role]
        return there[self.unit[case] if role == "department" else case % len(there)]

    def body(self, step: str, case: int) -> str | None:
        """What a step says beside its name."""
        if step == "file":
            return orjson.dumps({"filing_condition": self.filing[case]}).decode()
        if step == "dispatch":
            unit = {"id": None, "text": DEPARTMENTS[self.unit[case]]}
            return orjson.dumps({"department": unit, "clock": self.clocks[case]}).decode()
        return None


ROLES = {
    "report": "collector", "register": "acceptor", "accept": "acceptor", "refuse": "acceptor", "file": "shift_leader",
    "dispatch": "dispatcher", "feed_back": "department", "check": "collector", "close": "shift_leader",
    "rework": "shift_leader", "suspend": "dispatcher",
}  # fmt: skip


def _condition(code: str, share: float) -> limits.FilingCondition:
    """The filing condition of a case: the usual one for two in three."""
    there = limits.conditions(classes.CURRENT, code)
    return there[0] if share < 0.66 or len(there) == 1 else there[1 + int((share - 0.66) / 0.34 * (len(there) - 1))]


def _clock(limit: limits.Limit | None) -> dict[str, Any]:
    assert limit is not None
    one = calendars.calendars()[calendars.DEFAULT]
    return {"amount": limit.amount, "unit": limit.unit, "calendar": one.id, "version": one.version}


def _due(desk: Desk, sent: NDArray[np.datetime64], limits_: list[limits.Limit | None]) -> list[str]:
    one = calendars.calendars()[calendars.DEFAULT]
    starts = sent.astype("datetime64[s]").astype(np.int64).tolist()
    return [
        clock.text_of(clock.due(start, limit.amount, limit.unit, one, desk.zone)) if limit else ""
        for start, limit in zip(starts, limits_, strict=True)
    ]


def _moments(count: int, random: np.random.Generator) -> NDArray[np.datetime64]:
    """Moments of the last two years, by the district's weekdays and hours, given in UTC."""
    days = np.arange(np.datetime64("2024-11-21"), np.datetime64("2026-11-21"))
    weekday = (days.astype(np.int64) + 3) % 7
    weight = np.array(WEEKDAYS, dtype=np.float64)[weekday]
    day = random.choice(len(days), count, p=weight / weight.sum())
    hours = np.array(HOURS, dtype=np.float64)
    hour = random.choice(24, count, p=hours / hours.sum())
    local = days[day].astype("datetime64[s]") + (hour * 3600 + random.integers(0, 3600, count)).astype("timedelta64[s]")
    moments = local - np.timedelta64(8, "h")
    found: NDArray[np.datetime64] = np.where(moments > NOW, moments - np.timedelta64(7, "D"), moments)
    return found


def _texts(moments: NDArray[np.datetime64]) -> list[str]:
    return [f"{text}Z" for text in moments.astype("datetime64[s]").astype(str).tolist()]


def _steps(
    desk: Desk,
    actor: Actor,
    fids: Ints,
    began: NDArray[np.datetime64],
    ended: NDArray[np.datetime64],
    path: Ints,
    told: Told,
    progress: Progress,
) -> None:
    """Every step that had happened by the demo's last moment, written a stretch at a time."""
    ways = (CLOSED, REWORKED, REFUSED, SUSPENDED)
    progress.begin("Writing the steps of the cases", len(fids))
    with desk.change(actor, "record.write", "demo.steps", bulk=True) as change:
        for start in range(0, len(fids), 5_000):
            owners: list[int] = []
            out: dict[str, list[Any]] = {name: [] for name in OUT}
            for number, way in enumerate(ways):
                mine = np.flatnonzero(path[start : start + 5_000] == number) + start
                for step, before, after, share in way:
                    moment = began[mine] + ((ended[mine] - began[mine]) * share).astype("timedelta64[s]")
                    done = moment <= NOW
                    owners += fids[mine[done]].tolist()
                    there = mine[done].tolist()
                    out["actor"] += [told.actor(ROLES[step], case) for case in there]
                    out["body"] += [told.body(step, case) for case in there]
                    size = int(done.sum())
                    out["step"] += [step] * size
                    out["from_state"] += [before] * size
                    out["to_state"] += [after] * size
                    out["at"] += _texts(moment[done])
                    out["workflow"] += ["city_management"] * size
            # By case and in the order of its way: a case takes the state of the last step that is written.
            order = np.argsort(np.array(owners), kind="stable").tolist()
            sorted_out = {name: [values[i] for i in order] for name, values in out.items()}
            cases.add_steps(desk, change, [owners[i] for i in order], sorted_out)
            progress.step(min(5_000, len(fids) - start))
