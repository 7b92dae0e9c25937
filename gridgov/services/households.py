"""Who lives with whom, dated: moving in and out, a household as it was on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, WrongUse
from gridgov.services import records, shown
from gridgov.services.desk import Change, Desk
from gridgov.store import memberships as kept
from gridgov.store import record_change
from gridgov.store import records as store
from gridgov.store.clock import as_date

HOME_COLUMNS = ("household_id", "household_text", "relation", "member_since")
"""What stands with a person of the present membership."""


@attrs.frozen
class Member:
    """One member of a household: the person, the title (masked), the relation, from when to when (both may be open)."""

    fid: int
    title: str
    relation: str
    since: str | None
    until: str | None


def move(
    desk: Desk, actor: Actor, person: int, household: str | None, *, relation: str | None = None, on: str | None = None
) -> None:
    """Move a person into another household (by its number), or out of theirs with None, from a day on (today)."""
    with desk.change(actor, "record.write", "person.move", person=person) as change:
        if not store.read(change.conn, "person", [person], ["uid"]):
            raise WrongUse("This record is not there any more: it was withdrawn, or the file is another one.")
        if household:
            move_in(desk, change, person, household, relation=relation, on=on)
        else:
            move_out(desk, change, person, on=on)


def move_in(
    desk: Desk, change: Change, person: int, household: str, *, relation: str | None = None, on: str | None = None
) -> None:
    """The same inside a change. A household that is not there yet is kept as written and linked when it comes."""
    day = as_date(on) if on else None
    fid = store.find(change.conn, "household", "number", [household]).get(household)
    now = store.read(change.conn, "person", [person], HOME_COLUMNS)[person]
    if now[0] == fid and now[1] == household:
        new = {"relation": relation or now[2], "member_since": day or now[3]}
        differing = {name: [value] for (name, value), old in zip(new.items(), now[2:], strict=True) if value != old}
        if differing:
            records.edit_in(desk, change, "person", [person], differing)
        return
    values = columns(desk, change, household, relation=relation, on=day)
    _end(change, person, now, str(values["member_since"][0]))
    begin(desk, change, person, values)
    records.edit_in(desk, change, "person", [person], values)


def columns(
    desk: Desk, change: Change, household: str, *, relation: str | None = None, on: str | None = None
) -> dict[str, list[Any]]:
    """What stands with a person who lives in a household (by its number) from a day on (today)."""
    fid = store.find(change.conn, "household", "number", [household]).get(household)
    return {
        "household_id": [fid],
        "household_text": [household],
        "relation": [relation],
        "member_since": [as_date(on) if on else desk.today()],
    }


def begin(desk: Desk, change: Change, person: int, values: Mapping[str, list[Any]]) -> None:
    """Write the membership down that begins with what :func:`columns` gave; nothing for a household to come."""
    if values["household_id"][0] is None:
        return
    row: dict[str, list[Any]] = {
        "person_id": [person],
        "household_id": values["household_id"],
        "household_text": values["household_text"],
        "relation": values["relation"],
        "from": values["member_since"],
    }
    records.add_in(desk, change, "membership", row, attach=False, index=False)


def take_back(change: Change, person: int, undone: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Let the memberships follow the undoing of a move: what it began is withdrawn, what it ended is open again."""
    started, ended = undone.get("household_id"), before.get("household_id")
    day = undone.get("member_since")
    if started is not None and started != ended:
        fids = kept.beginning(change.conn, person, started, day)
        if fids:
            record_change.withdraw(change.conn, "membership", fids, at=change.at, actor=change.actor.uid)
    if ended is not None and started != ended:
        fids = kept.latest(change.conn, person, ended)
        record_change.update(
            change.conn, "membership", fids, {"until": [None] * len(fids)}, at=change.at, actor=change.actor.uid
        )


def move_again(desk: Desk, change: Change, person: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Let the memberships follow a move that was undone and is made again."""
    if old.get("household_id") == new.get("household_id"):
        return
    day = new.get("member_since") or desk.today()
    _end(change, person, (old.get("household_id"), None, old.get("relation"), old.get("member_since")), day)
    begin(desk, change, person, {name: [new.get(name)] for name in HOME_COLUMNS})


def forget(change: Change, person: int) -> None:
    """Withdraw the memberships of somebody who was entered by mistake."""
    fids = kept.of_person(change.conn, person)
    if fids:
        record_change.withdraw(change.conn, "membership", fids, at=change.at, actor=change.actor.uid)


def move_out(desk: Desk, change: Change, person: int, *, on: str | None = None) -> None:
    """End a person's membership with a day (today), inside a change."""
    now = store.read(change.conn, "person", [person], HOME_COLUMNS)[person]
    if now[0] is None and now[1] is None:
        return
    _end(change, person, now, as_date(on) if on else desk.today())
    records.edit_in(desk, change, "person", [person], {name: [None] for name in HOME_COLUMNS})


def _end(change: Change, person: int, now: tuple[Any, ...], day: str) -> None:
    """End the membership that is open; one that only the person's own record told is written down as it ends."""
    household, _, relation, since = now
    if household is None:
        return
    if since and since > day:
        raise BadInput("The move of {day} lies before the one of {since}.", day=day, since=since)
    kept.end(change.conn, person, household, relation, since, day, at=change.at, actor=change.actor.uid)


def members(desk: Desk, actor: Actor, household: int, *, on: str | None = None) -> list[Member]:
    """The members of a household on a day (default: today), in the order of entry; empty when nobody lived there."""
    desk.look(actor, "person.read", "household.members", household=household)
    day = as_date(on) if on else desk.today()
    with desk.reader() as conn:
        rows = kept.members(conn, household, day)
        titles = shown.titles(conn, "person", [row.person for row in rows])
    return [
        Member(
            row.person,
            titles.get(row.person, ""),
            shown.code_name("relation", row.relation) if row.relation else "",
            row.since,
            row.until,
        )
        for row in rows
    ]


def past_of(desk: Desk, actor: Actor, person: int) -> list[tuple[int, str, str | None, str | None]]:
    """The households a person lived in, the newest first: fid, number, from, until."""
    desk.look(actor, "person.read", "person.homes", person=person)
    with desk.reader() as conn:
        return kept.homes(conn, person)
