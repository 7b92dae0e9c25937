"""A whole layer as it was on a day: the cells that were valid then, and what lies in their shapes of then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services.desk import Desk
from gridgov.services.map_layers import counted_by
from gridgov.spatial import crs as systems
from gridgov.spatial.blob import decode_polygons
from gridgov.spatial.locate import CellIndex
from gridgov.store import attachment, export_rows
from gridgov.store import layers as store
from gridgov.store.clock import as_date
from gridgov.store.database import Connection

_AT_ONCE = 2_000


@attrs.frozen(eq=False)
class FormerCells:
    """The cells of a layer that were valid on a day, by code; their fids are of today's cells and of former ones."""

    layer: str
    day: str
    fids: NDArray[np.int64]
    codes: list[str]

    def places(self, codes: Sequence[str]) -> NDArray[np.int64]:
        """Where cells of some codes stand, or all of them for none; ``WrongUse`` for one that was not there."""
        if not codes:
            return np.arange(len(self.codes))
        at = {code: place for place, code in enumerate(self.codes)}
        for code in codes:
            if code not in at:
                raise WrongUse("The cell {code} was not there on {day}.", code=code, day=self.day)
        return np.array(sorted({at[code] for code in codes}), dtype=np.int64)


def cells_on(desk: Desk, actor: Actor, layer: str, at: str) -> FormerCells:
    """The cells of a layer that were valid on the day `at`; ``WrongUse`` when there were none."""
    desk.look(actor, "cell.read", "cell.former")
    day = as_date(at)
    with desk.reader() as conn:
        fids, codes = export_rows.cells_on(conn, layer, day)
    if not codes:
        raise WrongUse("The layer {layer} had no cell on {day}: give a later day.", layer=layer, day=day)
    return FormerCells(layer, day, fids, codes)


def counts(
    desk: Desk, actor: Actor, former: FormerCells, what: Sequence[str], moment: str, progress: Progress
) -> tuple[list[NDArray[np.int64]], dict[str, int]]:
    """How many records lie in each of the cells, and how many of each register in no single one of them.

    `what` are registers, ``case_open`` or ``case_overdue``. A record is counted where its place lies in the shapes of
    then: on an edge in the cell with the smaller code, in several cells or without a place in none.
    """
    desk.look(actor, "cell.read", "cell.former")
    progress.begin("Finding the cell of each record", len(what))
    with desk.reader() as conn:
        ids, cell = _located(conn, former, progress)
        found: list[NDArray[np.int64]] = []
        elsewhere: dict[str, int] = {}
        for one in what:
            table, test, bound = counted_by(one, moment)
            locations, n = attachment.counts_per_location(conn, table, test, bound)
            inside = np.full(len(locations), -1, dtype=np.int64)
            if len(ids):
                place = np.minimum(np.searchsorted(ids, locations), len(ids) - 1)
                inside = np.where(ids[place] == locations, cell[place], -1)
            held = inside >= 0
            # Whole numbers below 2^53 are added as floats without loss.
            summed = np.bincount(inside[held], weights=n[held], minlength=len(former.codes)).astype(np.int64)
            found.append(summed)
            if one in registers():
                elsewhere[one] = int(n.sum() - summed.sum())
            progress.step()
    return found, elsewhere


def _located(conn: Connection, former: FormerCells, progress: Progress) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every location by id, and the place of the one cell it lies in; -1 for none or several."""
    row = store.get(conn, former.layer)
    assert row is not None
    blobs: list[bytes | None] = []
    for start in range(0, len(former.fids), _AT_ONCE):
        progress.step(0)
        part = former.fids[start : start + _AT_ONCE].tolist()
        blobs += [one[0] for one in export_rows.cells(conn, former.layer, part, former=True)]
    ids, lon, lat = attachment.locations(conn)
    located = CellIndex.build(decode_polygons(blobs)).locate(*systems.from_wgs84(lon, lat, f"EPSG:{row.srs_id}"))
    cell = located.cell.astype(np.int64)
    cell[located.several] = -1
    return ids, cell


def sentence(day: str, elsewhere: Mapping[str, int]) -> str:
    """What lies in no single cell of that day, for people to read; empty where that was not counted."""
    if not elsewhere:
        return ""
    kinds = registers()
    some = [f"{pick(kinds[key].zh, kinds[key].en)} {n:,}" for key, n in elsewhere.items() if n]
    if not some:
        return tr("Every record lies in one of the cells of {day}.", day=day)
    return tr(
        "In no single cell of {day} (outside, in several, or without a place): {counts}.",
        day=day,
        counts=pick("、", ", ").join(some),
    )
