"""Cases that belong together: duplicates judged side by side, follow-ups of closed ones, parts of a larger one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import attrs

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, Refused
from gridgov.services import case_view, case_work, shown
from gridgov.services.case_present import standing_of
from gridgov.services.desk import Change, Desk
from gridgov.store import case_links as store
from gridgov.store import case_now, media, near, records

NEAR_M, WITHIN_HOURS = 50.0, 72
COPIED = ("class_scheme", "class_code", "class_name", "address", "source", "component_id", "component_text",
          "filing_condition")  # fmt: skip


@attrs.frozen
class Linked:
    """A case that another one is linked to: how, and whether the link goes out from the case that was asked."""

    kind: str
    outgoing: bool
    case_id: int
    number: str
    state: str


def of(desk: Desk, actor: Actor, case_id: int) -> list[Linked]:
    """The live links of a case."""
    desk.look(actor, "record.read", "case.links")
    with desk.reader() as conn:
        found = store.of(conn, case_id)
        rows = records.read(conn, "case", [other for _, other, _ in found], ["number", "workflow", "state"])
    return [
        Linked(kind, out, other, str(rows[other][0]), shown.state_name(rows[other][1], str(rows[other][2])))
        for kind, other, out in found
        if other in rows
    ]


def follow_up(desk: Desk, actor: Actor, case_id: int, text: str, given: Mapping[str, Any] | None = None) -> Any:
    """Begin a new case that follows a closed one: linked, with its class, place and photos; it counts as a return.

    ``Refused`` when the case is not closed, or was closed longer ago than its workflow allows.
    """
    with desk.change(actor, "case.step", "case.follow_up") as change:
        steps = case_now.happenings(change.conn, case_id)
        columns = ("number", "workflow", *COPIED, "location_id")
        row = dict(zip(columns, records.read(change.conn, "case", [case_id], columns)[case_id], strict=True))
        flow, standing = standing_of(desk, change.conn, steps, row["workflow"])
        if standing.type != "done":
            raise Refused("Only a closed case is followed by a new one; this one is still under way.")
        ended = datetime.fromisoformat(standing.since)
        if datetime.fromisoformat(change.at) > ended + timedelta(days=flow.return_within_days):
            raise Refused(
                "This case was closed more than {days} days ago: report a new case instead.",
                days=flow.return_within_days,
            )
        values = {name: row[name] for name in COPIED} | {"description": text}
        if (place := case_work.place_of(change.conn, case_id)) is not None:
            values |= {"x": place[0], "y": place[1]}
        # What the first step asked for then holds for the one that follows: the same rule, the same place.
        same = {"rule": steps[0].body.get("rule"), "place": place is not None or bool(row["address"])}
        taken = case_work.begin_in(desk, change, values, workflow=flow.id, given={**same, **(given or {})})
        store.add(change.conn, "follow_up", taken.case_id, case_id, at=change.at, actor=actor.uid)
        media.copy(change.conn, case_id, taken.case_id, at=change.at, actor=actor.uid)
        change.about |= {"follows": case_id}
    return taken


def merge(desk: Desk, actor: Actor, case_id: int, master: str, *, seen: int | None = None) -> case_work.Taken:
    """Merge a duplicate into another case; it can be taken back at any time, to where it was."""
    with desk.change(actor, "case.step", "case.merge") as change:
        _other(change, case_id, master)
        return case_work.take_in(desk, change, case_id, "merge", {"case": master}, seen=seen)


def unmerge(desk: Desk, actor: Actor, case_id: int) -> case_work.Taken:
    """Take a merge back: the case is where it was, its clock goes on."""
    with desk.change(actor, "case.step", "case.unmerge") as change:
        return case_work.take_in(desk, change, case_id, "unmerge")


def not_duplicate(desk: Desk, actor: Actor, case_id: int, other: str) -> None:
    """Remember that two cases are not the same: they are never offered as such again."""
    with desk.change(actor, "case.step", "case.not_duplicate") as change:
        store.add(change.conn, "not_duplicate", case_id, _other(change, case_id, other), at=change.at, actor=actor.uid)
        change.about |= {"case": case_id}


def part_of(desk: Desk, actor: Actor, case_id: int, whole: str) -> None:
    """Note that a case is a part of a larger one."""
    with desk.change(actor, "case.step", "case.part_of") as change:
        store.add(change.conn, "part_of", case_id, _other(change, case_id, whole), at=change.at, actor=actor.uid)
        change.about |= {"case": case_id}


def _other(change: Change, case_id: int, number: str) -> int:
    found = records.find(change.conn, "case", "number", [number]).get(number)
    if found is None:
        raise BadInput("There is no case {number}.", number=number)
    if found == case_id:
        raise BadInput("A case cannot be linked to itself.")
    return int(found)


@attrs.frozen
class Pair:
    """Two cases that may be the same: the newer and the older one, how far and how many hours apart."""

    newer: int
    older: int
    newer_number: str
    older_number: str
    title: str
    metres: int
    hours: int


def candidates(desk: Desk, actor: Actor, *, limit: int = 200) -> list[Pair]:
    """Live cases that another one of the same class nearby may double, the nearest first; judged pairs are left out."""
    desk.look(actor, "record.read", "case.duplicates")
    found: list[Pair] = []
    with desk.reader() as conn:
        rows = [row for row in case_now.all_(conn) if row.state in {"reported", "accepting", "verifying", "filing"}]
        columns = ("number", "class_code", "reported_at", "class_scheme", "class_name")
        values = records.read(conn, "case", [row.case_id for row in rows], columns)
        for row in rows:
            number, code, at, _, title = values[row.case_id]
            place = case_work.place_of(conn, row.case_id)
            if place is None or not code or not at:
                continue
            since = (datetime.fromisoformat(at) - timedelta(hours=WITHIN_HOURS)).strftime("%Y-%m-%dT%H:%M:%SZ")
            for other, metres in near.cases(conn, *place, NEAR_M, since):
                theirs = records.read(conn, "case", [other], columns)[other]
                if other == row.case_id or theirs[1] != code or not theirs[2] or theirs[2] > at:
                    continue
                if theirs[2] == at and other > row.case_id:
                    continue
                if any(store.between(conn, row.case_id, other, kind) for kind in ("not_duplicate", "duplicate")):
                    continue
                hours = int((datetime.fromisoformat(at) - datetime.fromisoformat(theirs[2])).total_seconds() // 3600)
                found.append(Pair(row.case_id, other, str(number), str(theirs[0]), title or code, round(metres), hours))
    return sorted(found, key=lambda one: (one.metres, one.hours))[:limit]


def side_by_side(desk: Desk, actor: Actor, pair: Pair) -> tuple[case_view.CasePage, case_view.CasePage]:
    """Both cases of a pair, whole."""
    return case_view.page(desk, actor, pair.newer), case_view.page(desk, actor, pair.older)
