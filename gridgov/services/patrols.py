"""Patrols: rounds with points to pass, tracks that show which were passed, and which cells somebody walked through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import attrs
import numpy as np

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, WrongUse
from gridgov.exchange.track_in import Track, read_points, read_track
from gridgov.services import lists
from gridgov.services.attach import cells_along
from gridgov.services.desk import Desk
from gridgov.spatial import track as geometry
from gridgov.store import attachment, records, staff
from gridgov.store import layers as layer_store
from gridgov.store import patrols as store
from gridgov.store.clock import as_date, local

EVERY_DAYS, WITHIN_M = 7, 30.0
STEP_M = 10.0
"""A track is looked at every so many metres for the cells that it passes."""


@attrs.frozen
class Route:
    """A round: name, interval, points (name, lon, lat), when last walked whole, when due next, days past that day."""

    id: int
    name: str
    every_days: int
    within_m: float
    points: tuple[tuple[str, float, float], ...]
    last_on: str | None
    due_on: str
    days_late: int


@attrs.frozen
class Patrol:
    """A patrol: its round's name, day, local times, length, points passed (name, local time) and missed, who, note."""

    id: int
    route: str
    day: str
    begun: str
    ended: str
    length_m: float
    passed: tuple[tuple[str, str], ...]
    missed: tuple[str, ...]
    actor: str
    note: str


def points_from(path: Path) -> list[tuple[str, float, float]]:
    """Named points for a round from a table (name, longitude, latitude) or a ``.gpx``."""
    return read_points(path)


def points_of(desk: Desk, actor: Actor, register_id: str, where: str) -> list[tuple[str, float, float]]:
    """The places of records as points for a round: hydrants, lifts, small premises; those without a place are left."""
    fids = lists.ids(desk, actor, register_id, where=where)
    titles = [str(row[0] or row[1] or "") for row in lists.rows(desk, actor, register_id, fids, ["number", "name"])]
    with desk.reader() as conn:
        rows = records.read(conn, register_id, fids, ["location_id"])
        ids, x, y = attachment.locations(conn, [row[0] for row in rows.values() if row[0] is not None])
    places = dict(zip(ids.tolist(), zip(x.tolist(), y.tolist(), strict=True), strict=True))
    return [
        (title, *places[rows[fid][0]]) for fid, title in zip(fids.tolist(), titles, strict=True)
        if rows[fid][0] in places
    ]  # fmt: skip


def add_route(
    desk: Desk, actor: Actor, name: str, points: Sequence[tuple[str, float, float]], *,
    every_days: int = EVERY_DAYS, within_m: float = WITHIN_M,
) -> int:  # fmt: skip
    """Add a round with points to pass; its number. ``WrongUse`` without a name, a point, or with no sense in it."""
    if not name.strip() or not points:
        raise WrongUse("A round needs a name and a point at least.")
    if every_days < 1 or not 1 <= within_m <= 500:
        raise WrongUse("A round is walked after a day or more, and a point counts as passed within 1 to 500 m.")
    with desk.change(actor, "record.write", "patrol.route", points=len(points)) as change:
        return store.add_route(
            change.conn, name=name.strip(), every_days=every_days, within_m=within_m, points=points, at=change.at,
            actor=actor.uid,
        )  # fmt: skip


def end_route(desk: Desk, actor: Actor, number: int) -> None:
    """Take a round out of use; its patrols stay. ``WrongUse`` when there is none."""
    with desk.change(actor, "record.write", "patrol.route_end", route=number) as change:
        if not store.end_route(change.conn, number, change.at):
            raise WrongUse("There is no round {number}.", number=number)


def routes(desk: Desk, actor: Actor, *, on: str | None = None) -> list[Route]:
    """The rounds, those that wait the longest first; one that was never walked whole is due today."""
    desk.look(actor, "record.read", "patrol.routes")
    day = date.fromisoformat(as_date(on) if on else desk.today())
    found = []
    with desk.reader() as conn:
        for row in store.routes(conn):
            due = date.fromisoformat(row.last_on) + timedelta(days=row.every_days) if row.last_on else day
            found.append(
                Route(row.id, row.name, row.every_days, row.within_m, row.points, row.last_on, due.isoformat(),
                      (day - due).days)
            )  # fmt: skip
    return sorted(found, key=lambda one: (-one.days_late, one.id))


def record(
    desk: Desk, actor: Actor, source: Path, *, route: int | None = None, note: str = "", on: str | None = None
) -> Patrol:
    """Keep the track of a file as a patrol: which points of the round were passed, which cells were walked through.

    The day is that of the track's first time, or `on`, or today. The same track again is refused. Without a layer of
    unit cells no cell is noted.
    """
    track = read_track(source, desk.zone)
    begun, ended = _span(track)
    day = as_date(on) if on else local(begun, desk.zone)[:10] if begun else desk.today()
    with desk.change(actor, "record.write", "patrol.record", file=source.name, route=route) as change:
        if store.there(change.conn, day, begun, source.name):
            raise BadInput("The track {file} of {day} was kept before.", file=source.name, day=day)
        found = store.routes(change.conn, route) if route is not None else []
        if route is not None and not found:
            raise WrongUse("There is no round {number}.", number=route)
        passed = [_passed(track, point, found[0].within_m) for point in found[0].points] if found else []
        number = store.add(
            change.conn, route=route, day=day, begun_at=begun, ended_at=ended,
            length_m=geometry.length_m(track.lon, track.lat), passed=passed,
            track=[*zip(track.lon.round(7).tolist(), track.lat.round(7).tolist(), track.times, strict=True)],
            source=source.name, note=note.strip(), at=change.at, actor=actor.uid,
        )  # fmt: skip
        lon, lat = geometry.sampled(track.lon, track.lat, STEP_M)
        for layer in layer_store.all_(change.conn):
            crossed = np.unique(cells_along(desk, change.conn, layer, lon, lat)).tolist()
            store.add_cells(change.conn, number, layer.number, crossed)
        change.about["patrol"] = number
    return next(one for one in patrols(desk, actor) if one.id == number)


def _span(track: Track) -> tuple[str | None, str | None]:
    times = [one for one in track.times if one]
    return (min(times), max(times)) if times else (None, None)


def _passed(track: Track, point: tuple[str, float, float], within_m: float) -> str | None:
    away, at = geometry.nearest(track.lon, track.lat, point[1:])
    return track.times[at] if away <= within_m else None


def patrols(desk: Desk, actor: Actor, *, route: int | None = None) -> list[Patrol]:
    """The newest patrols, of one round or of all."""
    desk.look(actor, "record.read", "patrol.list")
    with desk.reader() as conn:
        names = {member.uid: member.name for member in staff.members(conn)}
        known = {row.id: row for row in store.routes(conn)}
        rows = store.newest(conn, route)
    found = []
    for row in rows:
        of = known.get(row.route_id or 0)
        points = [name for name, _, _ in of.points] if of is not None and len(of.points) == len(row.passed) else []
        pairs = list(zip(points, row.passed, strict=False))
        found.append(
            Patrol(
                row.id, of.name if of else "", row.day, local(row.begun_at, desk.zone) if row.begun_at else "",
                local(row.ended_at, desk.zone) if row.ended_at else "", row.length_m,
                tuple((name, local(at, desk.zone) if at else "") for name, at in pairs if at is not None),
                tuple(name for name, at in pairs if at is None), names.get(row.actor, row.actor), row.note,
            )
        )  # fmt: skip
    return found
