"""Base maps: which ones a person has under the map of a file, in which order, and what they are.

The list is the person's, on this machine: its paths are of this machine, it needs no right to change the file, and a
copy of the file tells nobody where somebody keeps what (docs/decisions).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from gridgov import settings
from gridgov.domain.access import Actor
from gridgov.domain.base_map import BaseMap
from gridgov.errors import GridgovError, WrongUse
from gridgov.messages import say, tr
from gridgov.services.desk import Desk
from gridgov.services.map_layers import frame
from gridgov.spatial import crs as systems
from gridgov.spatial.datum import offset_name

if TYPE_CHECKING:
    from gridgov.services.ground import Ground

# What opens pictures and drawings is loaded when there is one: the first picture of the map need not wait for it.
DOCUMENT = "base_maps"
MOST = 12


@attrs.frozen
class State:
    """A base map and how it is: `problem` is a sentence when it cannot be shown."""

    map: BaseMap
    problem: str = ""
    attribution: str = ""


def listed(desk: Desk, actor: Actor) -> list[BaseMap]:
    """The base maps of this person under this file, the lowest first."""
    desk.look(actor, "cell.read", "basemap.list")
    rows = settings.read_document(DOCUMENT).get("files", {}).get(_key(desk), [])
    found = []
    for row in rows if isinstance(rows, list) else []:
        try:
            found.append(BaseMap(**row))
        except TypeError:
            continue  # written by a newer gridgov, or by hand
    return found


def states(desk: Desk, actor: Actor) -> list[State]:
    """The base maps with what is wrong with each: a file that has gone says so."""
    from gridgov.services.ground import opened

    found = []
    for one in listed(desk, actor):
        if one.kind == "service" and not services_allowed():
            found.append(State(one, tr("Tile services are switched off.")))
            continue
        try:
            made = opened(one)
        except GridgovError as error:
            found.append(State(one, say(error)))
            continue
        found.append(State(one, attribution=made.attribution))
        made.close()
    return found


def shift_guess(path: str) -> bool:
    """Whether a file or address sounds like a public map in GCJ-02, so that the person is to be asked."""
    from gridgov.exchange import ground_in
    from gridgov.services.ground import opened

    if "://" in path or ground_in.kind_of(path) != "mbtiles":
        return ground_in.looks_shifted(path if "://" in path else Path(path).name)
    try:
        made = opened(BaseMap("", "", "mbtiles", path))
    except GridgovError:
        return False
    made.close()
    return ground_in.looks_shifted(Path(path).name, made.name, made.attribution)


def add(
    desk: Desk,
    actor: Actor,
    path: str,
    *,
    crs: str = "",
    gcj02: bool | None = None,
    opacity: float = 0.7,
    label: str = "",
    layer: str = "",
    name: str = "",
) -> BaseMap:
    """Put a file or a tile service on top of the list; it is opened first, so that what is wrong is said now.

    `crs` (``EPSG:n``, or ``gcj02``, ``bd09`` for degrees so shifted) is for files that do not say. `gcj02` says that
    the map is shifted or not; left open, ``WrongUse`` asks where the map sounds like one of those that are.
    """
    from gridgov.exchange import ground_in, tile_service
    from gridgov.services.ground import opened

    desk.look(actor, "cell.read", "basemap.add")
    kind = ground_in.kind_of(path)
    path = tile_service.checked(path) if kind == "service" else str(Path(path).absolute())
    shift = offset_name(crs) or ""
    if shift:
        crs = systems.WGS84
    elif crs:
        crs = systems.name(systems.srs_id(crs))
    if gcj02 is None and not shift and shift_guess(path):
        raise WrongUse(
            "{file} sounds like a public map in GCJ-02, which lies some 500 m off: say --gcj02 if it is, --no-gcj02 if "
            "it was put right already.",
            file=tile_service.host(path) if kind == "service" else Path(path).name,
        )
    if gcj02:
        shift = "gcj02"
    known = listed(desk, actor)
    if len(known) >= MOST:
        raise WrongUse("There are {n} base maps already: take one off the list first.", n=len(known))
    fresh = BaseMap(secrets.token_hex(3), name, kind, path, crs, shift, _share(opacity), label=label, layer=layer)
    made = opened(fresh)
    fresh = attrs.evolve(fresh, name=name or made.name or _short(fresh))
    made.close()
    _keep(desk, [*known, fresh])
    return fresh


def change(desk: Desk, actor: Actor, changed: BaseMap) -> None:
    """Keep other values for the base map of that id; ``WrongUse`` when there is none."""
    known = listed(desk, actor)
    at = _find(known, changed.id)
    _keep(desk, [*known[:at], attrs.evolve(changed, opacity=_share(changed.opacity)), *known[at + 1 :]])


def adjust(
    desk: Desk,
    actor: Actor,
    which: str,
    *,
    opacity: float | None = None,
    visible: bool | None = None,
    gcj02: bool | None = None,
) -> None:
    """Change what is given of the base map with that id or name."""
    known = listed(desk, actor)
    one = known[_find(known, which)]
    if opacity is not None:
        one = attrs.evolve(one, opacity=opacity)
    if visible is not None:
        one = attrs.evolve(one, visible=visible)
    if gcj02 is not None:
        one = attrs.evolve(one, shift="gcj02" if gcj02 else "")
    change(desk, actor, one)


def move(desk: Desk, actor: Actor, which: str, places: int) -> None:
    """Lift a base map by so many places (below nought: lower it)."""
    known = listed(desk, actor)
    at = _find(known, which)
    one = known.pop(at)
    known.insert(min(max(at + places, 0), len(known)), one)
    _keep(desk, known)


def remove(desk: Desk, actor: Actor, which: str) -> BaseMap:
    """Take a base map off the list, by its id or its name; the file itself is left alone."""
    known = listed(desk, actor)
    gone = known.pop(_find(known, which))
    _keep(desk, known)
    return gone


def ground(desk: Desk, actor: Actor) -> Ground | None:
    """The pictures of all base maps that are switched on, for drawing; None when there is none."""
    wanted = [one for one in listed(desk, actor) if one.visible]
    if not wanted:
        return None
    from gridgov.services.ground import Ground

    return Ground(wanted, frame(desk), with_services=services_allowed())


def fields(path: str, layer: str = "") -> list[str]:
    """The fields of a map file, to choose its label field from."""
    from gridgov.exchange import lines_in

    return lines_in.fields(Path(path), layer or None)


def services_allowed() -> bool:
    """Whether this person has switched tile services on."""
    return settings.read_document(DOCUMENT).get("tile_services") is True


def warning() -> str:
    """What a person must know who switches tile services on."""
    return tr(
        "With tile services on, the address of every part of the map that you look at leaves this machine: whoever "
        "runs the service can see where you are looking."
    )


def allow_services(allowed: bool) -> None:
    """Switch tile services on or off for this person: on, the address of what is looked at leaves the machine."""
    document = settings.read_document(DOCUMENT)
    settings.write_document(DOCUMENT, {**document, "tile_services": bool(allowed)})


def _key(desk: Desk) -> str:
    return str(desk.path.absolute())


def _keep(desk: Desk, maps: list[BaseMap]) -> None:
    document = settings.read_document(DOCUMENT)
    files: Mapping[str, Any] = document.get("files") or {}
    rows = [attrs.asdict(one) for one in maps]
    kept = {**files, _key(desk): rows} if rows else {k: v for k, v in files.items() if k != _key(desk)}
    settings.write_document(DOCUMENT, {**document, "files": kept})


def _find(known: list[BaseMap], which: str) -> int:
    for at, one in enumerate(known):
        if which in (one.id, one.name):
            return at
    raise WrongUse(
        "There is no base map {which}: the list has {there}.",
        which=which, there=", ".join(f"{one.id} ({one.name})" for one in known) or "—",
    )  # fmt: skip


def _share(opacity: float) -> float:
    return min(max(float(opacity), 0.1), 1.0)


def _short(one: BaseMap) -> str:
    from gridgov.exchange import tile_service

    return tile_service.host(one.path) if one.kind == "service" else Path(one.path).stem
