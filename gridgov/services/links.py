"""What belongs to a record: its home and family, what stands in a building, the component of a case."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gridgov.domain.register import register, registers
from gridgov.services import shown
from gridgov.store import lists, records
from gridgov.store.database import Connection
from gridgov.store.tables import shape

MOST = 50
"""Links of one kind that are listed."""


@attrs.frozen
class Link:
    """A record that belongs to another: what it is to it (in both languages), and its title, masked if personal."""

    zh: str
    en: str
    register: str
    fid: int
    title: str


_BACK = {
    "building": (("dwelling", "building"),),
    "dwelling": (("household", "dwelling"), ("organization", "dwelling")),
    "household": (("person", "household"),),
    "component": (("case", "component"),),
}
"""Which registers point at a register, and by which field; others point too, but a page is not the place for them."""


def of_record(conn: Connection, register_id: str, fid: int) -> list[Link]:
    """Everything that a record points at, then what points at it."""
    found: list[Link] = []
    kept = register(register_id)
    kind = shape(register_id)
    fields = [f for f in (*kept.fields, *kept.parts) if f.kind == "ref" and f"{f.name}_id" in kind.columns]
    values = records.read(conn, register_id, [fid], [f"{f.name}_id" for f in fields]).get(fid, ())
    for field, other in zip(fields, values, strict=False):
        if other is not None:
            found += _links(conn, field.zh, field.en, field.ref, [other])
    for source, name in _BACK.get(register_id, ()):
        there = lists.pointing_at(conn, source, f"{name}_id", fid, MOST)
        found += _links(conn, registers()[source].zh, registers()[source].en, source, there)
    return found


def _links(conn: Connection, zh: str, en: str, register_id: str, fids: Sequence[int]) -> list[Link]:
    titles = shown.titles(conn, register_id, fids)
    return [Link(zh, en, register_id, fid, titles[fid]) for fid in fids if fid in titles]
