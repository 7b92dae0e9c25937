"""Opinions that rise: a topic heard more often in a cell proposes a case; before and after it, compared."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs
import numpy as np

from gridgov.domain.access import Actor
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import case_work, shown
from gridgov.services.desk import Desk
from gridgov.store import attachment, case_links
from gridgov.store import layers as layer_store
from gridgov.store import opinions as kept
from gridgov.store import records as store

LAYER = "unit_cell"
DAYS, BEFORE, LEAST, TIMES = 14, 6, 3, 2.0
"""A topic rises when so many days brought so many opinions at least, and so many times the mean of the time before."""

BESIDE_DAYS = 30


@attrs.frozen
class Rise:
    """A topic that rises in a cell: names, how many now, the mean before, and the opinions it rests on."""

    cell: str
    topic: str
    topic_name: str
    now: int
    before: float
    opinions: tuple[int, ...]


@attrs.frozen
class Beside:
    """Opinions on the topic of a case, in its cell: so many in the days before it was reported and after it closed."""

    topic_name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    closed_at: str | None
    before_fids: tuple[int, ...] = ()
    after_fids: tuple[int, ...] = ()


def compared(desk: Desk, actor: Actor, *, limit: int = 100) -> list[tuple[int, str, Beside]]:
    """The newest cases that came from opinions: fid, number, and the opinions before and after each."""
    with desk.reader() as conn:
        ids = case_links.cases_by(conn, "opinion", limit)
        numbers = store.read(conn, "case", ids, ["number"])
    found = []
    for fid in ids:
        one = beside(desk, actor, fid) if fid in numbers else None
        if one is not None:
            found.append((fid, str(numbers[fid][0]), one))
    return found


def _moment(desk: Desk, on: str | None) -> datetime:
    return datetime.fromisoformat(desk.moment(on).replace("Z", "+00:00"))


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def rising(desk: Desk, actor: Actor, *, on: str | None = None) -> list[Rise]:
    """The topics that rise, the strongest first; opinions that led to a case already are left out."""
    desk.look(actor, "record.read", "opinion.rising")
    now = _moment(desk, on)
    first, start = now - timedelta(days=DAYS * (BEFORE + 1)), _text(now - timedelta(days=DAYS))
    with desk.reader() as conn:
        layer = layer_store.get(conn, LAYER)
        if layer is None:
            return []
        rows = [row for row in kept.since(conn, layer.number, _text(first)) if row[3] < _text(now)]
        used = kept.with_case(conn, [row[0] for row in rows]) if rows else set()
        groups: dict[tuple[int, str], list[tuple[int, str]]] = {}
        for fid, cell, topic, at in rows:
            if fid not in used:
                groups.setdefault((cell, topic), []).append((fid, at))
        codes = layer_store.codes_of(conn, LAYER, {cell for cell, _ in groups})
    found = []
    for (cell, topic), heard in groups.items():
        fresh = [fid for fid, at in heard if at >= start]
        before = (len(heard) - len(fresh)) / BEFORE
        if len(fresh) >= LEAST and len(fresh) >= TIMES * before:
            name = shown.code_name("topic", topic)
            found.append(Rise(codes.get(cell, ""), topic, name, len(fresh), before, tuple(fresh)))
    return sorted(found, key=lambda one: (-one.now, one.before, one.cell, one.topic))


def propose(desk: Desk, actor: Actor, rise: Rise, *, workflow: str = "social_governance") -> case_work.Taken:
    """Open a case from a topic that rises: it names its sources, lies in their midst, and is linked to each of them."""
    with desk.change(actor, "case.step", "opinion.case", cell=rise.cell, topic=rise.topic) as change:
        rows = store.read(change.conn, "opinion", list(rise.opinions), ["number", "location_id"])
        if len(rows) < len(rise.opinions):
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        numbers = pick("、", ", ").join(str(row[0]) for row in rows.values())
        _, x, y = attachment.locations(change.conn, [row[1] for row in rows.values() if row[1] is not None])
        text = tr("{n} opinions on {topic} in {days} days: {numbers}", n=rise.now, topic=rise.topic_name, days=DAYS,
                  numbers=numbers)  # fmt: skip
        values: dict[str, object] = {"description": text, "source": "meeting", "address": rise.cell}
        if len(x):
            values |= {"x": float(np.mean(x)), "y": float(np.mean(y))}
        taken = case_work.begin_in(desk, change, values, workflow=workflow, given={"place": True, "rule": rise.topic})
        for fid in rise.opinions:
            case_links.add(change.conn, "opinion", taken.case_id, fid, at=change.at, actor=actor.uid)
    return taken


def beside(desk: Desk, actor: Actor, case_id: int) -> Beside | None:
    """Opinions of the 30 days before a case was reported and after it closed, in its cell and on its topic.

    The topic is that of the opinions it came from; None for a case that came from none.
    """
    desk.look(actor, "record.read", "opinion.beside", case=case_id)
    with desk.reader() as conn:
        sources = case_links.others_of(conn, case_id, "opinion")
        layer = layer_store.get(conn, LAYER)
        if not sources or layer is None:
            return None
        topic, location = store.read(conn, "opinion", sources[:1], ["topic", "location_id"])[sources[0]]
        cell = attachment.cells_of(conn, location).get(layer.number) if location is not None else None
        reported, closed = store.read(conn, "case", [case_id], ["reported_at", "closed_at"])[case_id]
        if cell is None or not reported:
            return None
        start = datetime.fromisoformat(reported.replace("Z", "+00:00"))
        before = kept.between(conn, layer.number, cell, topic, _text(start - timedelta(days=BESIDE_DAYS)), _text(start))
        after: list[int] = []
        if closed:
            end = datetime.fromisoformat(closed.replace("Z", "+00:00"))
            after = kept.between(conn, layer.number, cell, topic, closed, _text(end + timedelta(days=BESIDE_DAYS)))
        numbers = store.read(conn, "opinion", [*before, *after], ["number"])
    return Beside(
        shown.code_name("topic", topic), tuple(str(numbers[fid][0]) for fid in before),
        tuple(str(numbers[fid][0]) for fid in after), closed, tuple(before), tuple(after),
    )  # fmt: skip
