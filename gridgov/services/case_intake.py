"""What makes reporting a case quick: classes by a few letters, places by address, cell or pasted coordinates.

Beside them the deadline that follows, duplicates nearby, and a draft that survives a crash.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import attrs

from gridgov.domain import classes, clock, limits
from gridgov.domain.access import Actor
from gridgov.domain.coordinate_text import parse
from gridgov.domain.limits import FilingCondition
from gridgov.domain.register import register
from gridgov.messages import pick
from gridgov.services import addressing, calendars, search, shown
from gridgov.services.case_queue import left_text
from gridgov.services.case_view import amount_name
from gridgov.services.desk import Desk
from gridgov.services.places import spots
from gridgov.store import attachment, records, tokens
from gridgov.store import layers as layer_store
from gridgov.store import lists as places
from gridgov.store import near as store
from gridgov.store.clock import local

NEAR_M, NEAR_HOURS = 50.0, 24 * 7
DRAFT = "case"


@attrs.frozen
class ClassHit:
    """A class that some letters find: its code, its name, its big class."""

    code: str
    name: str
    group: str


@cache
def _spelled(language: str) -> tuple[tuple[str, str, str, str, str], ...]:
    """Code, name, group, and the letters that a class is found by."""
    found = []
    for one in classes.all_of("matter"):
        initials = " ".join(sorted(part[1:] for part in tokens.name_tokens(one.zh) if part[0] in "iy"))
        name = one.zh if language == "zh" else one.en
        found.append((one.code, name, one.big_zh if language == "zh" else one.big_en, f"{one.zh} {one.en}", initials))
    return tuple(found)


def classes_like(text: str, *, limit: int = 12) -> list[ClassHit]:
    """The classes that a text finds: by the beginning of the code, by the name, by pinyin or its initials."""
    wanted = text.strip().casefold()
    rows = _spelled(pick("zh", "en"))
    if not wanted:
        return [ClassHit(code, name, group) for code, name, group, *_ in rows[:limit]]
    ranked = []
    for code, name, group, names, letters in rows:
        parts = letters.split()
        if code.startswith(wanted):
            rank = 0
        elif name.casefold().startswith(wanted):
            rank = 1
        elif wanted in parts:
            rank = 2
        elif wanted in names.casefold():
            rank = 3
        elif any(part.startswith(wanted) for part in parts):
            rank = 4
        else:
            continue
        ranked.append((rank, code, ClassHit(code, name, group)))
    return [hit for _, _, hit in sorted(ranked, key=lambda one: one[:2])[:limit]]


def conditions_of(code: str) -> tuple[FilingCondition, ...]:
    """The filing conditions of a class of the scheme in force, the usual one first."""
    return limits.conditions(None, code)


@attrs.frozen
class PlaceHit:
    """A place that a text finds: what to show, and where it is (degrees); the cell where it is known."""

    title: str
    subtitle: str
    lon: float
    lat: float
    cell: str


def places_like(desk: Desk, actor: Actor, text: str, *, limit: int = 10) -> list[PlaceHit]:
    """Places by address, by the code of a cell, or by pasted coordinates in any spelling and system."""
    if (pasted := parse(text)) is not None:
        return [
            PlaceHit(
                f"{spot.lon:.6f}, {spot.lat:.6f}", spot.sure, spot.lon, spot.lat, cell_at(desk, spot.lon, spot.lat)
            )
            for spot in spots(desk, pasted)
        ]
    found: list[PlaceHit] = []
    one, placed = addressing.find(desk, actor, text)
    if placed is not None:
        sure = pick(f"按地址：{placed.in_words}", f"By its address: {placed.in_words}")
        found.append(PlaceHit(one.in_words, sure, placed.x, placed.y, cell_at(desk, placed.x, placed.y)))
    for group in search.find(desk, actor, text, limit=limit):
        if group.kind not in {"building", "dwelling", "place", "cell"} or group.kind == "person":
            continue
        for hit in group.hits:
            at = _where(desk, group.kind, hit.key, hit.layer)
            if at is not None:
                found.append(PlaceHit(hit.title, hit.subtitle, *at))
    return found[:limit]


def _where(desk: Desk, kind: str, key: str | int, layer: str | None) -> tuple[float, float, str] | None:
    with desk.reader() as conn:
        if kind == "cell":
            cell = layer_store.current(conn, str(layer), str(key))
            shape = layer_store.shape(conn, str(layer), cell.fid) if cell else None
            row = layer_store.get(conn, str(layer))
            if shape is None or row is None:
                return None
            from gridgov.spatial import blob, crs

            x, y = blob.representative_points([shape])
            lon, lat = crs.to_wgs84(x, y, f"EPSG:{row.srs_id}")
            return float(lon[0]), float(lat[0]), str(key) if layer == "unit_cell" else ""
        location = records.read(conn, kind, [int(key)], ["location_id"]).get(int(key))
        if not location or location[0] is None:
            return None
        _, x, y = attachment.locations(conn, [int(location[0])])
        codes = places.cell_codes(conn, kind, [int(key)], "unit_cell") if layer_store.get(conn, "unit_cell") else {}
    return (float(x[0]), float(y[0]), codes.get(int(key), "")) if len(x) else None


def cell_at(desk: Desk, lon: float, lat: float) -> str:
    """The code of the unit cell at a place; '' when there is none."""
    from gridgov.services.attach import cell_of_point

    return cell_of_point(desk, "unit_cell", lon, lat)


@attrs.frozen
class DuePreview:
    """What a class and filing condition would allow if handling began now."""

    allowed: str
    due_at: str
    left: str
    provisional: bool


def due_preview(desk: Desk, code: str, condition: str = "") -> DuePreview | None:
    """When a case of a class would be due if it were dispatched now; None for a class without a limit."""
    limit = limits.limit_of("handling", None, code, condition or None)
    if limit is None:
        return None
    with desk.reader() as conn:
        calendar = calendars.of(desk, conn, limit.calendar)
    now = clock.seconds_of(desk.moment(None))
    due = clock.due(now, limit.amount, limit.unit, calendar, desk.zone, days=desk.work_day)
    work = clock.work_time(calendar, desk.zone)
    return DuePreview(
        amount_name(limit.amount, limit.unit),
        local(clock.text_of(due), desk.zone),
        left_text(work.between(now, due)),
        calendar.provisional(work.year(due)),
    )


@attrs.frozen
class Similar:
    """A case near a place: number, class, state, how far, how long ago (hours), whether the class is the same."""

    case_id: int
    number: str
    title: str
    state: str
    metres: int
    hours: int
    same_class: bool


def similar(desk: Desk, actor: Actor, lon: float, lat: float, code: str = "") -> list[Similar]:
    """Cases of the last week within 50 m, the same class first: perhaps this one was reported already."""
    desk.look(actor, "record.read", "case.similar")
    now = datetime.now(UTC)
    since = (now - timedelta(hours=NEAR_HOURS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    field = register("case").field("class")
    assert field is not None
    found = []
    with desk.reader() as conn:
        near = store.cases(conn, lon, lat, NEAR_M, since)
        columns = ("number", "class_scheme", "class_code", "class_name", "workflow", "state", "reported_at")
        rows = records.read(conn, "case", [fid for fid, _ in near], columns)
    for fid, metres in near:
        number, scheme, kind, name, flow, state, at = rows[fid]
        hours = int((now - datetime.fromisoformat(at)).total_seconds() // 3600) if at else 0
        title = shown.class_name(field, scheme, kind, name) or ""
        same = bool(code) and kind == code
        found.append(Similar(fid, str(number), title, shown.state_name(flow, str(state)), round(metres), hours, same))
    return sorted(found, key=lambda one: (not one.same_class, one.metres))


def draft(desk: Desk, actor: Actor) -> dict[str, Any] | None:
    """What the actor was typing when the program last stopped; None when there is nothing."""
    with desk.reader() as conn:
        return store.draft(conn, actor.uid, DRAFT)


def keep_draft(desk: Desk, actor: Actor, values: Mapping[str, Any] | None) -> None:
    """Keep what the actor is typing, in the file, so that a crash takes nothing; None forgets it."""
    with desk.change(actor, "case.step", "draft.keep" if values else "draft.drop") as change:
        store.keep_draft(change.conn, actor.uid, DRAFT, change.at, dict(values) if values else None)
