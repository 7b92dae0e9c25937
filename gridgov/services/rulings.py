"""No-man's-land: a supervisor rules once which cell has a place that lies in none or in several.

What lies there, now and later, follows the ruling and says so. A ruling can be withdrawn, and ends when the cells there
change their shapes.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, WrongUse
from gridgov.services.attach import attach_locations
from gridgov.services.desk import Change, Desk
from gridgov.services.lists import unattached
from gridgov.store import attachment, staff
from gridgov.store import layers as layer_store
from gridgov.store import rulings as store
from gridgov.store.clock import local

CORNERS = 24
METRES = 111_320.0


@attrs.frozen
class Ruled:
    """A ruling as it is shown: number, local time, who, layer and cell, the area, the reason, and how it ended."""

    id: int
    at: str
    actor: str
    layer: str
    code: str
    area: tuple[tuple[float, float], ...]
    reason: str
    ended_at: str | None
    ended_why: str | None


def waiting(desk: Desk, actor: Actor, layer: str | None = None) -> list[dict[str, object]]:
    """What lies in no cell or in several and waits: rows as :func:`gridgov.services.lists.unattached` has them."""
    return [row for row in unattached(desk, actor) if layer in (None, row["layer"])]


def circle(lon: float, lat: float, radius_m: float) -> list[tuple[float, float]]:
    """A circle around a place as corners in degrees."""
    turn = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    east = radius_m * np.cos(turn) / (METRES * np.cos(np.radians(lat)))
    return [(float(lon + dx), float(lat + dy)) for dx, dy in zip(east, radius_m * np.sin(turn) / METRES, strict=True)]


def rule(
    desk: Desk, actor: Actor, layer: str, code: str, area: Sequence[tuple[float, float]], reason: str
) -> tuple[int, int]:
    """Rule that what lies in an area (longitude, latitude corners) and in no one cell belongs to a cell.

    The number of the ruling, and how many places it gave a cell. ``BadInput`` for an area that is none, a cell that
    there is not, or a ruling without a reason.
    """
    if len(area) < 3:
        raise BadInput("The area needs at least three corners.")
    if not reason.strip():
        raise BadInput("A ruling needs a reason.")
    with desk.change(actor, "cell.rule", "ruling.make", layer=layer, code=code, reason=reason.strip()) as change:
        row = layer_store.get(change.conn, layer)
        if row is None or layer_store.current(change.conn, layer, code) is None:
            raise BadInput("The layer {layer} has no cell {code}.", layer=layer, code=code)
        number = store.add(
            change.conn, at=change.at, actor=actor.uid, layer=row.number, code=code,
            area=[(float(x), float(y)) for x, y in area], reason=reason.strip(),
        )  # fmt: skip
        before = set(store.open_locations(change.conn, row.number, -9))
        _again(desk, change, layer, row.number)
        settled = len(before - set(store.open_locations(change.conn, row.number, -9)))
        change.about |= {"ruling": number, "settled": settled}
    desk.refresh()
    return number, settled


def _again(desk: Desk, change: Change, layer: str, number: int) -> None:
    """Attach anew what is open in a layer or was ruled on."""
    ids = store.open_locations(change.conn, number, attachment.RULING)
    if ids:
        attach_locations(desk, change, layers=[layer], location_ids=ids)
    change.registers.update({"building", "place", "component", "organization", "opinion", "case", "person"})


def withdraw(desk: Desk, actor: Actor, number: int) -> None:
    """Withdraw a ruling: what followed it is open again. ``WrongUse`` for one that is not in force."""
    with desk.change(actor, "cell.rule", "ruling.withdraw", ruling=number) as change:
        found = next((one for one in store.all_(change.conn, active=True) if one.id == number), None)
        if found is None:
            raise WrongUse("There is no ruling {number} in force.", number=number)
        store.end(change.conn, number, change.at, "withdrawn")
        names = {row.number: row.id for row in layer_store.all_(change.conn)}
        _again(desk, change, names[found.layer], found.layer)
    desk.refresh()


def list_(desk: Desk, actor: Actor) -> list[Ruled]:
    """Every ruling, the newest first, also those that ended."""
    desk.look(actor, "cell.read", "ruling.list")
    with desk.reader() as conn:
        names = {member.uid: member.name for member in staff.members(conn)}
        known = {row.number: row.id for row in layer_store.all_(conn)}
        return [
            Ruled(
                one.id, local(one.at, desk.zone), names.get(one.actor, one.actor), known.get(one.layer, str(one.layer)),
                one.code, one.area, one.reason, local(one.ended_at, desk.zone) if one.ended_at else None, one.ended_why,
            )
            for one in store.all_(conn)
        ]  # fmt: skip
