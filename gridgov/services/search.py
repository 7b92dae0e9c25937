"""One box that finds everything: cells by code and name, records by name, pinyin, number, tail and address."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gridgov.domain.access import Actor, may
from gridgov.domain.register import REGISTER_IDS, registers
from gridgov.progress import Progress
from gridgov.services import lists, shown
from gridgov.services.desk import Desk
from gridgov.store import layers, tokens
from gridgov.store import search as store
from gridgov.store.database import Connection

PERSONAL = frozenset({"person", "household"})


@attrs.frozen
class Hit:
    """One answer: `kind` is ``cell`` or a register, `key` the cell's code or the record's fid, `layer` a cell's layer.

    Title and subtitle are as a person may read them: personal values masked.
    """

    kind: str
    key: str | int
    title: str
    subtitle: str
    layer: str | None = None


@attrs.frozen
class Group:
    """The answers of one kind, the closest first."""

    kind: str
    zh: str
    en: str
    hits: list[Hit]
    is_alike: bool = False
    """Whether nothing was found for the text itself, and these are what it may have meant."""


_SUBTITLE = {
    "person": ("number", "phone", "cell"),
    "household": ("head_name", "cell"),
    "dwelling": ("number", "cell"),
    "building": ("address", "cell"),
    "place": ("address", "cell"),
    "component": ("number", "class", "cell"),
    "organization": ("number", "address", "cell"),
    "opinion": ("topic", "heard_at", "cell"),
    "case": ("class", "state", "address", "cell"),
}


SIGNS = {"@": ("person", "household"), "#": ("case",)}
"""A sign in front of a text narrows the search to these registers."""


def find(desk: Desk, actor: Actor, text: str, *, limit: int = 50) -> list[Group]:
    """Cells and records that a text of one character or more finds, at most `limit` of a kind.

    Kinds without a hit are left out. A text that begins with a sign of `SIGNS` is looked for among those alone.

    People are looked for only with the right ``person.read``, and that search goes on record (without its text).
    """
    people = may(actor, "person.read")
    desk.look(actor, "person.read" if people else "record.read", "search")
    if not text.strip():
        return []
    groups = []
    only = SIGNS.get(text.lstrip()[0])
    text = text.lstrip()[1:] if only else text
    with desk.reader() as conn:
        for row in layers.all_(conn) if not only else ():
            cells = store.find_cells(cell_names(desk, conn, row), text, limit)
            if cells:
                hits = [Hit("cell", code, code, name or "", row.id) for _, code, name in cells]
                groups.append(Group("cell", row.zh, row.en, hits))
        asked = [register for register in REGISTER_IDS if people or register not in PERSONAL]
        asked = [register for register in asked if not only or register in only]
        found = store.find_in(conn, asked, text, limit)
        alike = not groups and not any(found.values())
        if alike:
            found = {register: store.find_alike(conn, register, text, min(limit, 8)) for register in asked}
    for register, fids in found.items():
        if hits := _hits(desk, actor, register, fids):
            kept = registers()[register]
            groups.append(Group(register, kept.zh, kept.en_plural, hits, alike))
    return groups


def ready(desk: Desk, actor: Actor) -> None:
    """Read what every search needs, the names of the cells, before the first text is typed."""
    desk.look(actor, "record.read", "search.ready")
    with desk.reader() as conn:
        for row in layers.all_(conn):
            cell_names(desk, conn, row)


def cell_names(desk: Desk, conn: Connection, layer: layers.LayerRow) -> store.CellNames:
    """The codes and names of a layer's cells, kept until its shapes change."""
    key = ("cell names", layer.id)
    with desk.cache_lock:
        kept = desk.cache.get(key)
        if kept is None or kept[0] != layer.version:
            kept = desk.cache[key] = (layer.version, store.cell_names(conn, layer.id))
    found: store.CellNames = kept[1]
    return found


def among(text: str, names: Sequence[str]) -> list[int]:
    """Which of some names a text finds, by the rules for names of records (pinyin too); the closest first."""
    asked = tokens.questions(text)
    known = [_anywhere(name, spelled=text.isascii()) for name in names] if asked else []
    found: dict[int, None] = {}
    for wanted in asked:
        found.update((at, None) for at, has in enumerate(known) if has.issuperset(wanted))
    return list(found)


def _anywhere(name: str, *, spelled: bool) -> set[str]:
    """The tokens of a name, as if it began at any of its Chinese characters too."""
    found = tokens.name_tokens(name, spelled=spelled)
    for at in range(1, len(name)) if spelled else ():
        found |= tokens.name_tokens(name[at:]) if not name[at].isascii() else set()
    return found


def _hits(desk: Desk, actor: Actor, register: str, fids: list[int]) -> list[Hit]:
    if not fids:
        return []
    with desk.reader() as conn:
        titles = shown.titles(conn, register, fids)
    rows = lists.rows(desk, actor, register, fids, _SUBTITLE[register])
    return [
        Hit(register, fid, titles[fid], " · ".join(str(part) for part in row if part))
        for fid, row in zip(fids, rows, strict=True)
        if fid in titles
    ]


def pause(desk: Desk, actor: Actor) -> None:
    """Leave the index alone during a bulk import; :func:`rebuild` makes it anew afterwards."""
    with desk.change(actor, "record.write", "search.pause") as change:
        store.pause(change.conn)


def rebuild(desk: Desk, actor: Actor, *, progress: Progress | None = None) -> int:
    """Make the search index anew from the records; how many there are."""
    with desk.change(actor, "record.write", "search.rebuild", bulk=True) as change:
        return store.rebuild(change.conn, progress)


def is_current(desk: Desk) -> bool:
    """Whether the index is whole; when not, :func:`rebuild` is due."""
    with desk.reader() as conn:
        return store.is_current(conn)
