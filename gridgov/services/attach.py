"""Attaching: which location lies in which cell of which layer, worked out anew for what a change touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.progress import Progress, silent
from gridgov.services.desk import Change, Desk
from gridgov.spatial import crs
from gridgov.spatial.blob import decode_polygons
from gridgov.spatial.distinct import distinct
from gridgov.spatial.locate import CellIndex
from gridgov.store import attachment, rulings
from gridgov.store import layers as store
from gridgov.store.database import Connection
from gridgov.store.layers import LayerRow

CHUNK = 100_000


@attrs.frozen
class Attached:
    """How many attachments were worked out, how many of them lie in no cell or several, and how many moved."""

    worked_out: int = 0
    unattached: int = 0
    moved: int = 0


@attrs.frozen(eq=False)
class _Cells:
    fids: NDArray[np.int64]
    index: CellIndex


def attach_locations(
    desk: Desk,
    change: Change,
    *,
    layers: Sequence[str] | None = None,
    location_ids: Sequence[int] | NDArray[np.int64] | None = None,
    progress: Progress | None = None,
) -> Attached:
    """Work out the cell of locations (None: all of them) in layers (None: all), and write what has changed.

    On an edge the cell with the smallest code has the point; inside two cells nobody has it, and both are listed.
    """
    progress = progress or silent()
    ids, lon, lat = attachment.locations(change.conn, location_ids)
    if not len(ids):
        return Attached()
    chosen = [row for row in store.all_(change.conn) if layers is None or row.id in layers]
    worked_out = unattached = moved = 0
    for layer in chosen:
        progress.begin("Finding the cell of each record", len(ids))
        cells = _cells(desk, change, layer)
        ruled = _rulings(change.conn, layer)
        for start in range(0, len(ids), CHUNK):
            stop = min(start + CHUNK, len(ids))
            x, y = crs.from_wgs84(lon[start:stop], lat[start:stop], f"EPSG:{layer.srs_id}")
            place = lon[start:stop], lat[start:stop]
            lost, went = _attach(change, layer, cells, ids[start:stop], x, y, ruled, place)
            worked_out, unattached, moved = worked_out + stop - start, unattached + lost, moved + went
            progress.step(stop - start)
    return Attached(worked_out, unattached, moved)


def _cells(desk: Desk, change: Change, layer: LayerRow) -> _Cells:
    """The index of a layer: kept in memory for a version, made for itself while the layer is being changed."""
    if layer.id in change.layers:
        return _built(change.conn, layer)
    return _kept(desk, change.conn, layer)


def _built(conn: Connection, layer: LayerRow) -> _Cells:
    fids, _, blobs = store.shapes(conn, layer.id)
    return _Cells(fids, CellIndex.build(decode_polygons(blobs)))


def _kept(desk: Desk, conn: Connection, layer: LayerRow) -> _Cells:
    key = ("cells", layer.id)
    with desk.cache_lock:
        kept = desk.cache.get(key)
    if kept is not None and kept[0] == layer.version:
        found: _Cells = kept[1]
        return found
    made = _built(conn, layer)
    with desk.cache_lock:
        desk.cache[key] = (layer.version, made)
    return made


def cell_of_point(desk: Desk, layer_id: str, lon: float, lat: float) -> str:
    """The code of the cell of a layer at a place (degrees); '' in none or several, or without the layer."""
    with desk.reader() as conn:
        layer = store.get(conn, layer_id)
        if layer is None:
            return ""
        cells = _kept(desk, conn, layer)
        x, y = crs.from_wgs84(np.array([lon]), np.array([lat]), f"EPSG:{layer.srs_id}")
        at = int(cells.index.locate(x, y).cell[0])
        return store.codes_of(conn, layer_id, [int(cells.fids[at])]).get(int(cells.fids[at]), "") if at >= 0 else ""


def cells_along(
    desk: Desk, conn: Connection, layer: LayerRow, lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The fids of the cells of a layer in which places (degrees) lie; a place in none or several gives nothing."""
    cells = _kept(desk, conn, layer)
    x, y = crs.from_wgs84(lon, lat, f"EPSG:{layer.srs_id}")
    at = cells.index.locate(x, y).cell
    return cells.fids[at[at >= 0]]


@attrs.frozen(eq=False)
class _Area:
    """The area of a ruling, in degrees."""

    shape: Any

    def contains(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which places lie in it, or on its edge."""
        import shapely

        return np.asarray(shapely.intersects_xy(self.shape, lon, lat), dtype=bool)


def _rulings(conn: Connection, layer: LayerRow) -> list[tuple[int, _Area]]:
    """The rulings in force on a layer, the newest first: the fid of their cell, and their area."""
    active = rulings.all_(conn, layer=layer.number, active=True)
    if not active:
        return []
    import shapely

    found = []
    for one in active:
        cell = store.current(conn, layer.id, one.code)
        if cell is not None:
            found.append((cell.fid, _Area(shapely.Polygon(one.area))))
    return found


def _attach(
    change: Change,
    layer: LayerRow,
    cells: _Cells,
    ids: NDArray[np.int64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    rulings: Sequence[tuple[int, Any]],
    place: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[int, int]:
    """Attach one stretch; how many lie in no cell or several, and how many went from one cell to another."""
    located = cells.index.locate(x, y)
    inside = located.cell >= 0
    cell = np.where(inside, cells.fids[np.maximum(located.cell, 0)] if len(cells.fids) else 0, 0)
    how = np.where(inside, attachment.GEOMETRY, attachment.NONE)
    several = np.asarray(located.several, dtype=np.int64)
    choices_of = dict(zip(several.tolist(), located.choices, strict=True))
    cell[several], how[several] = 0, attachment.SEVERAL
    for fid, area in rulings:
        open_ = np.flatnonzero(how <= attachment.NONE)
        mine = open_[area.contains(place[0][open_], place[1][open_])] if len(open_) else open_
        cell[mine], how[mine] = fid, attachment.RULING
    several = several[how[several] == attachment.SEVERAL]
    old_ids, old_cell, old_how = attachment.of_layer(change.conn, layer.number, int(ids[0]), int(ids[-1]))
    same, moved = np.zeros(len(ids), bool), 0
    if len(old_ids):
        at = np.searchsorted(old_ids, ids)
        at[at == len(old_ids)] = 0
        known = old_ids[at] == ids
        by_hand = known & (old_how[at] == attachment.HAND)
        same = by_hand | (known & (old_cell[at] == cell) & (old_how[at] == how) & (how != attachment.SEVERAL))
        moved = _moved(change, layer, old_cell[at][known & ~same], cell[known & ~same])
    write = np.flatnonzero(~same)
    rows = zip(ids[write].tolist(), (one or None for one in cell[write].tolist()), how[write].tolist(), strict=True)
    attachment.write(change.conn, layer.number, rows)
    attachment.forget_choices(change.conn, layer.number, ids[write][how[write] != attachment.SEVERAL])
    if len(several):
        choices = [[int(cells.fids[one]) for one in choices_of[at]] for at in several.tolist()]
        attachment.write_choices(change.conn, layer.number, ids[several].tolist(), choices)
    return int((cell == 0).sum()), moved


def _moved(change: Change, layer: LayerRow, old: NDArray[np.int64], new: NDArray[np.int64]) -> int:
    """How many went to another code: a new version of the same cell moves nobody."""
    codes = store.codes_of(change.conn, layer.id, [*distinct(old).tolist(), *distinct(new).tolist()])
    return sum(codes.get(a) != codes.get(b) for a, b in zip(old.tolist(), new.tolist(), strict=True))
