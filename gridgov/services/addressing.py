"""Placing by address: a record without coordinates lies where the ledger has its address, and says how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np

from gridgov.domain.access import Actor
from gridgov.domain.address import Address, parse
from gridgov.errors import WrongUse
from gridgov.messages import pick
from gridgov.services.desk import Change, Desk
from gridgov.spatial.track import plane
from gridgov.store import addresses as store
from gridgov.store.database import Connection

REGISTERS = ("organization", "place", "case")
"""Registers whose records are placed by their address."""

SURE = {
    "room": ("门牌到户", "the home itself"),
    "building": ("到楼栋", "the building"),
    "number": ("到门牌号", "the number at the street"),
    "estate": ("到小区", "the middle of the estate"),
    "near": ("按相邻门牌号推算", "between the numbers beside it"),
}
"""How sure a place is, the surest first."""

SPREAD_M = 300.0
"""Buildings of one name that lie further apart than this are not one place."""

BESIDE, BESIDE_M = 10, 150.0
"""A number lies between two that are so near it in number, and so near each other in metres."""


@attrs.frozen
class Found:
    """A place: degrees, how sure it is, the record that it rests on, and how far off it may be in metres."""

    x: float
    y: float
    sure: str
    register: str
    fid: int
    within_m: float

    @property
    def in_words(self) -> str:
        """How sure it is, in the language in use."""
        return pick(*SURE[self.sure])


@attrs.define
class Index:
    """The addresses of the buildings, by what is written of them."""

    by_building: dict[tuple[Any, ...], list[store.BuildingRow]] = attrs.field(factory=dict)
    by_number: dict[tuple[str, str, str], list[store.BuildingRow]] = attrs.field(factory=dict)
    by_estate: dict[str, list[store.BuildingRow]] = attrs.field(factory=dict)
    roads: dict[tuple[str, str], dict[int, store.BuildingRow]] = attrs.field(factory=dict)

    @classmethod
    def build(cls, rows: Sequence[store.BuildingRow]) -> Index:
        """The index of some buildings; none gives one that finds nothing."""
        made = cls()
        for row in rows:
            written, named = parse(row.address), parse(row.name)
            building = named.building or written.building
            estate = (row.estate or "").strip() or named.estate or written.estate
            if estate:
                made.by_estate.setdefault(estate, []).append(row)
                if building:
                    made.by_building.setdefault((estate, building), []).append(row)
            if written.road and written.number:
                made.by_number.setdefault(written.street, []).append(row)
                if building:
                    made.by_building.setdefault((*written.street, building), []).append(row)
                digits = "".join(letter for letter in written.number.partition("-")[0] if letter.isdigit())
                if digits:
                    made.roads.setdefault((written.road, written.lane), {})[int(digits)] = row
        return made

    def find(self, conn: Connection, one: Address) -> Found | None:
        """Where an address lies; None where the ledger does not know it, or knows several."""
        for key in ((one.estate, one.building), (*one.street, one.building)):
            if key[0] and one.building and (rows := self.by_building.get(key)) and len(rows) == 1:
                return self._home(conn, rows[0], one)
        if one.road and one.number and (rows := self.by_number.get(one.street)):
            if len(rows) == 1:
                return self._home(conn, rows[0], one)
            if (found := _middle(rows, "number")) is not None:
                return found
        if one.estate and (rows := self.by_estate.get(one.estate)) and not one.number:
            return _middle(rows, "estate")
        return self._beside(one)

    @staticmethod
    def _home(conn: Connection, row: store.BuildingRow, one: Address) -> Found:
        fid = store.home(conn, row.fid, one.unit, one.room) if one.room else None
        if fid is not None:
            return Found(row.x, row.y, "room", "dwelling", fid, 15.0)
        return Found(row.x, row.y, "building" if one.building else "number", "building", row.fid, 30.0)

    def _beside(self, one: Address) -> Found | None:
        """Between the numbers below and above on the same side of the street, where both are there."""
        numbers = self.roads.get((one.road, one.lane), {})
        if not one.number.isdigit() or not numbers:
            return None
        wanted = int(one.number)
        same_side = sorted(n for n in numbers if n % 2 == wanted % 2 and abs(n - wanted) <= BESIDE)
        low, high = [n for n in same_side if n < wanted], [n for n in same_side if n > wanted]
        if not low or not high:
            return None
        a, b = numbers[low[-1]], numbers[high[0]]
        part = (wanted - low[-1]) / (high[0] - low[-1])
        x, y = a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part
        apart = _spread([a, b])
        return Found(x, y, "near", "building", a.fid, apart / 2) if apart <= BESIDE_M else None


def _spread(rows: Sequence[store.BuildingRow]) -> float:
    x, y = np.array([row.x for row in rows]), np.array([row.y for row in rows])
    east, north = plane(x, y, (float(x.mean()), float(y.mean())))
    return float(np.hypot(np.ptp(east), np.ptp(north)))


def _middle(rows: Sequence[store.BuildingRow], sure: str) -> Found | None:
    spread = _spread(rows)
    if spread > SPREAD_M:
        return None
    x, y = (float(np.mean([getattr(row, axis) for row in rows])) for axis in ("x", "y"))
    return Found(x, y, sure, "building", rows[0].fid, max(spread / 2, 30.0))


def index_of(desk: Desk, conn: Connection) -> Index:
    """The index of a file's buildings, kept in memory until a building changes."""
    version = store.version(conn)
    with desk.cache_lock:
        kept = desk.cache.get("addresses")
    if kept is not None and kept[0] == version:
        found: Index = kept[1]
        return found
    made = Index.build(store.buildings(conn))
    with desk.cache_lock:
        desk.cache["addresses"] = (version, made)
    return made


def find(desk: Desk, actor: Actor, text: str) -> tuple[Address, Found | None]:
    """The parts of an address, and where the ledger has it."""
    desk.look(actor, "record.read", "address.find")
    one = parse(text)
    with desk.reader() as conn:
        return one, index_of(desk, conn).find(conn, one)


def places(desk: Desk, conn: Connection, texts: Sequence[str | None]) -> list[Found | None]:
    """Where each of some addresses lies, within a connection; None where the ledger does not know."""
    index = index_of(desk, conn)
    if not index.by_number and not index.by_estate:
        return [None] * len(texts)
    known: dict[str, Found | None] = {}
    for text in texts:
        if text and text not in known:
            known[text] = index.find(conn, parse(text))
    return [known.get(text) if text else None for text in texts]


def place_all(desk: Desk, actor: Actor, register_id: str) -> tuple[int, int]:
    """Place the records of a register that lie nowhere and have an address; how many were, and how many not."""
    from gridgov.domain.register import register
    from gridgov.services import records

    if register_id not in REGISTERS:
        raise WrongUse("Records of {register} are not placed by their address.", register=register_id)
    with desk.change(actor, "record.write", "address.place", register=register_id) as change:
        rows = store.nowhere(change.conn, register(register_id).table)
        found = places(desk, change.conn, [text for _, text in rows])
        placed = [(fid, one) for (fid, _), one in zip(rows, found, strict=True) if one is not None]
        if placed:
            columns = {"x": [one.x for _, one in placed], "y": [one.y for _, one in placed]}
            records.edit_in(desk, change, register_id, [fid for fid, _ in placed], columns)
            note(change, register_id, placed)
        change.about |= {"placed": len(placed), "left": len(rows) - len(placed)}
    return len(placed), len(rows) - len(placed)


def note(change: Change, register_id: str, placed: Sequence[tuple[int, Found]]) -> None:
    """Note on what the places of some records rest, and how sure they are."""
    for fid, one in placed:
        store.note(change.conn, register_id, fid, one.sure, (one.register, one.fid), change.at)
