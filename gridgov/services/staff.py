"""Who is at work in a district: signing in, the list of staff, adding and ending."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gridgov.domain.access import Actor
from gridgov.domain.access import roles as known_roles
from gridgov.errors import WrongUse
from gridgov.services.desk import Desk
from gridgov.store import staff as store
from gridgov.store.clock import as_date
from gridgov.store.staff import Member


def sign_in(desk: Desk, name: str | None = None) -> Actor:
    """Who acts from now on: the member of staff of that name (or uid), or the first one at work when None.

    Raises ``WrongUse`` when nobody at work has the name.
    """
    with desk.reader() as conn:
        members = [m for m in store.members(conn) if _at_work(m, desk.today())]
    if not members:
        raise WrongUse("Nobody is at work in this file.")
    if name is None:
        return _with_absent(desk, members[0])
    found = next((m for m in members if name in {m.name, m.uid}), None)
    if found is None:
        raise WrongUse(
            "{name} is not at work in this file. At work: {names}.",
            name=name,
            names=", ".join(m.name for m in members),
        )
    return _with_absent(desk, found)


def _with_absent(desk: Desk, member: Member) -> Actor:
    """Somebody with the roles and cells of those whom they stand in for today; who did what stays theirs alone."""
    own = _actor(member)
    with desk.reader() as conn:
        absent = store.stood_in_for(conn, member.uid, desk.today())
        others = [_actor(one) for one in store.members(conn) if one.uid in absent] if absent else []
    if not others:
        return own
    roles = own.roles.union(*(other.roles for other in others)) - {"administrator"} | (own.roles & {"administrator"})
    cells = tuple(dict.fromkeys((*own.cells, *(cell for other in others for cell in other.cells))))
    unit = own.unit or next((other.unit for other in others if other.unit), "")
    return attrs.evolve(own, roles=roles, cells=cells, unit=unit)


def set_away(desk: Desk, actor: Actor, name: str, stand_in: str, *, since: str, until: str) -> None:
    """Enter somebody's absence (both days included) and who stands in: the work shows up in their queues meanwhile.

    ``WrongUse`` for people who are not at work here, or dates the wrong way round. An administrator's rights do not
    pass to a stand-in.
    """
    first, last = as_date(since), as_date(until)
    if last < first:
        raise WrongUse("The absence ends before it begins: {since} – {until}.", since=first, until=last)
    members = [m for m in list_(desk, actor) if _at_work(m, desk.today())]
    found = {key: next((m for m in members if key in {m.name, m.uid}), None) for key in (name, stand_in)}
    for key, member in found.items():
        if member is None:
            raise WrongUse(
                "{name} is not at work in this file. At work: {names}.",
                name=key,
                names=", ".join(m.name for m in members),
            )
    who, other = found[name], found[stand_in]
    assert who is not None
    assert other is not None
    if who.uid == other.uid:
        raise WrongUse("{name} cannot stand in for themselves.", name=name)
    with desk.change(actor, "staff.write", "staff.away", staff=who.uid, stand_in=other.uid) as change:
        store.away(change.conn, who.uid, other.uid, first, last)
        change.about |= {"from": first, "until": last}


def at_work(desk: Desk) -> list[Actor]:
    """Everybody who may sign in today, for the question who is at work."""
    with desk.reader() as conn:
        members = [m for m in store.members(conn) if _at_work(m, desk.today())]
    return [_with_absent(desk, m) for m in members]


def _at_work(member: Member, day: str) -> bool:
    return member.valid_from <= day and (member.valid_to is None or member.valid_to >= day)


def _actor(member: Member) -> Actor:
    codes = tuple(cell.split(":", 1)[1] for cell in member.cells)
    return Actor(member.uid, member.name, frozenset(member.roles), codes, member.unit)


def list_(desk: Desk, actor: Actor) -> list[Member]:
    """Everybody, also those who have left, in the order of entry."""
    desk.look(actor, "record.read", "staff.list")
    with desk.reader() as conn:
        return store.members(conn)


def add(
    desk: Desk, actor: Actor, *, name: str, unit: str = "", roles: Sequence[str], cells: Sequence[str] = ()
) -> Member:
    """Enter somebody who is at work from today; `cells` are written ``layer:code``.

    Raises ``WrongUse`` for an unknown role, a cell written otherwise, or a name that is at work already.
    """
    name = name.strip()
    if not name:
        raise WrongUse("A member of staff needs a name.")
    for role in roles:
        if role not in known_roles():
            raise WrongUse("{role} is no role. Roles: {roles}.", role=role, roles=", ".join(known_roles()))
    for cell in cells:
        if not all(cell.partition(":")):
            raise WrongUse("{cell} is no cell: write it like unit_cell:CODE.", cell=cell)
    if any(m.name == name and _at_work(m, desk.today()) for m in list_(desk, actor)):
        raise WrongUse("{name} is at work already. Add something that tells the two apart.", name=name)
    with desk.change(actor, "staff.write", "staff.add", roles=list(roles), cells=list(cells)) as change:
        uid = store.add(change.conn, name=name, unit=unit, roles=roles, cells=cells, since=desk.today())
        change.about["staff"] = uid
    return next(m for m in list_(desk, actor) if m.uid == uid)


def end(desk: Desk, actor: Actor, name: str, *, on: str | None = None) -> None:
    """End the time at work of the person of that name with the day `on` (default today); what was done stays."""
    day = as_date(on) if on else desk.today()
    members = [m for m in list_(desk, actor) if m.valid_to is None or m.valid_to > day]
    found = next((m for m in members if name in {m.name, m.uid}), None)
    if found is None:
        raise WrongUse(
            "{name} is not at work in this file. At work: {names}.",
            name=name,
            names=", ".join(m.name for m in members),
        )
    others = [m for m in members if m.uid != found.uid and "administrator" in m.roles]
    if "administrator" in found.roles and not others:
        raise WrongUse("{name} is the only administrator. Add another one first.", name=name)
    with desk.change(actor, "staff.write", "staff.end", staff=found.uid, on=day) as change:
        store.end(change.conn, found.uid, day)
