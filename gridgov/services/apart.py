"""People whose registered home is not where they live (人户分离), by cell: who lives in it, who is registered in it."""

from __future__ import annotations

import attrs

from gridgov.domain.access import Actor
from gridgov.domain.address import parse
from gridgov.progress import Progress, silent
from gridgov.services import addressing, lists, shown
from gridgov.services.attach import cell_of_point
from gridgov.services.case_queue import own_cells
from gridgov.services.desk import Desk
from gridgov.store import layers
from gridgov.store import lists as places
from gridgov.store import records as store

LAYER = "unit_cell"
WHERE = "residence_kind = 'resident_elsewhere' or registered_address is not null"
STRETCH = 2_000


@attrs.frozen
class Apart:
    """Somebody who is registered elsewhere: title (masked), the cell lived in, the cell registered in.

    A cell is '' where the ledger does not know it; `sure` says how surely the registered address was found.
    """

    person: int
    title: str
    lives: str
    registered: str
    sure: str
    is_stated: bool
    """Whether the record says so itself; else the two cells differ."""


@attrs.frozen
class CellApart:
    """A cell ('' for unknown): who lives in it and is registered elsewhere, and the other way round."""

    cell: str
    live_here: tuple[Apart, ...]
    registered_here: tuple[Apart, ...]


def people(desk: Desk, actor: Actor, *, progress: Progress | None = None) -> list[Apart]:
    """Everybody whose registered home and actual home lie apart; a grid worker sees those of the own cells.

    Who is it: whoever the record says so of, and whoever has a registered address that the ledger knows in another
    cell than the home. Nobody is named whose two homes lie in one cell, whatever the record says.
    """
    progress = progress or silent()
    ids = lists.ids(desk, actor, "person", where=WHERE)
    progress.begin("Comparing the homes", len(ids))
    found: list[Apart] = []
    known: dict[str, tuple[str, str, str]] = {"": ("", "", "")}
    with desk.reader() as conn:
        own = own_cells(conn, actor)
        mine = next((row.id for row in layers.all_(conn) if own and row.number == own[0]), "")
        index = addressing.index_of(desk, conn)
        for start in range(0, len(ids), STRETCH):
            some = ids[start : start + STRETCH]
            lives = places.cell_codes(conn, "person", some, LAYER)
            within = places.cell_codes(conn, "person", some, mine) if mine else {}
            rows = store.read(conn, "person", some, ["residence_kind", "registered_address"])
            titles = shown.titles(conn, "person", some.tolist())
            for fid, (kind, address) in rows.items():
                text = (address or "").strip()
                if text not in known:
                    place = index.find(conn, parse(text))
                    known[text] = _known(desk, place, mine)
                cell, sure, inside = known[text]
                if mine and not {within.get(fid, ""), inside} & set(actor.cells):
                    continue
                here = lives.get(fid, "")
                is_stated = kind == "resident_elsewhere"
                if (cell and here and cell != here) or (is_stated and not (cell and cell == here)):
                    found.append(Apart(fid, titles.get(fid, ""), here, cell, sure, is_stated))
            progress.step(len(some))
    return found


def _known(desk: Desk, place: addressing.Found | None, mine: str) -> tuple[str, str, str]:
    """The unit cell of a place, how sure the place is, and its cell in the layer of the own cells."""
    if place is None:
        return "", "", ""
    own = cell_of_point(desk, mine, place.x, place.y) if mine else ""
    return cell_of_point(desk, LAYER, place.x, place.y), place.in_words, own


def by_cell(desk: Desk, actor: Actor, *, progress: Progress | None = None) -> list[CellApart]:
    """The same by cell, the cells with most of them first; what is in no known cell comes last."""
    lives: dict[str, list[Apart]] = {}
    registered: dict[str, list[Apart]] = {}
    for one in people(desk, actor, progress=progress):
        lives.setdefault(one.lives, []).append(one)
        registered.setdefault(one.registered, []).append(one)
    made = [
        CellApart(cell, tuple(lives.get(cell, ())), tuple(registered.get(cell, ()))) for cell in {*lives, *registered}
    ]
    return sorted(made, key=lambda one: (not one.cell, -len(one.live_here) - len(one.registered_here), one.cell))
