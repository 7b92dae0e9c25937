"""What another program did to a layer of the file: shown as a difference, then accepted as a version or put back."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, WrongUse
from gridgov.progress import Progress, silent
from gridgov.services.attach import attach_locations
from gridgov.services.desk import Change, Desk
from gridgov.services.publish import NewCells, compare, write_cells
from gridgov.spatial import blob as blobs_of
from gridgov.spatial.area import geodesic_area_m2
from gridgov.store import layers as store
from gridgov.store.database import Connection
from gridgov.store.layers import LayerRow


@attrs.frozen
class Altered:
    """What differs in a cell: its code, ``new``, ``gone``, ``shape``, ``name``, ``code`` or ``parent``, its areas."""

    code: str
    what: tuple[str, ...]
    area_before_m2: float | None
    area_after_m2: float | None


def altered_layers(desk: Desk) -> list[str]:
    """The layers that another program changed and nobody has looked through yet."""
    with desk.reader() as conn:
        return store.altered_elsewhere(conn)


def difference(desk: Desk, actor: Actor, layer: str) -> list[Altered]:
    """What another program did to a layer, cell by cell; [] when nothing differs."""
    desk.look(actor, "cell.read", "cell.altered", layer=layer)
    with desk.reader() as conn:
        row = _layer(conn, layer)
        before = store.noticed(conn, layer).before
        cells = {cell.fid: cell for cell in store.cells(conn, layer)}
        found = []
        for fid, old in before.items():
            new, shape = cells.get(fid), store.shape(conn, layer, fid)
            area = _areas(row, [shape])[0] if shape is not None else None
            if old is None:
                if new is not None:
                    found.append(Altered(new.code or "", ("new",), None, area))
                continue
            _, geom, uid, code, name, _, area_before, parent, *_ = old
            if new is not None and new.uid != uid:
                # The number of a row that was deleted was given to a new one.
                found.append(Altered(new.code or "", ("new",), None, area))
                new = None
            if new is None:
                found.append(Altered(code, ("gone",), area_before, None))
                continue
            what = [
                word
                for word, differs in (
                    ("shape", shape is None or bytes(shape) != bytes(geom)),
                    ("code", new.code != code),
                    ("name", (new.name or None) != (name or None)),
                    ("parent", (new.parent or None) != (parent or None)),
                )
                if differs
            ]
            if what:
                found.append(Altered(new.code or "", tuple(what), area_before, area))
    return found


def accept(desk: Desk, actor: Actor, layer: str, *, progress: Progress | None = None) -> int:
    """Make what another program did a new version: former shapes to the past, records attached anew. How many cells.

    BadInput when a cell has no code, or two have the same one: that is mended in the program that drew them.
    """
    with desk.change(actor, "cell.write", "cell.accept", bulk=True, layer=layer) as change:
        row = _layer(change.conn, layer)
        cells = store.cells(change.conn, layer)
        _, _, shapes = store.shapes(change.conn, layer)
        codes = [cell.code for cell in cells]
        if not all(codes):
            raise BadInput("Cells of {layer} have no code: give them one in the program that drew them.", layer=layer)
        if len(set(codes)) != len(codes):
            twice = next(code for code in codes if codes.count(code) > 1)
            raise BadInput("The code {code} comes twice: every cell needs a code of its own.", code=twice)
        blobs = [bytes(shape or b"") for shape in shapes]
        new = NewCells(codes, [c.name or "" for c in cells], blobs, _areas(row, shapes), [c.parent for c in cells])
        store.begin_ours(change.conn, layer)
        store.put_back(change.conn, layer)
        found = compare(change, row, new, progress or silent())
        day = desk.today()
        write_cells(change, row, new, found, day)
        gone = {cell.code: cell.fid for cell in store.cells(change.conn, layer) if cell.code in set(found.missing)}
        store.retire(change.conn, layer, list(gone.values()), [None] * len(gone), day)
        _done(desk, change, layer, progress)
        count = len(found.added) + len(found.changed) + len(gone)
        change.about |= {"added": len(found.added), "changed": len(found.changed), "gone": len(gone)}
    desk.refresh()
    return count


def put_back(desk: Desk, actor: Actor, layer: str, *, progress: Progress | None = None) -> None:
    """Let a layer be as it was before another program changed it."""
    with desk.change(actor, "cell.write", "cell.put_back", bulk=True, layer=layer) as change:
        _layer(change.conn, layer)
        store.begin_ours(change.conn, layer)
        store.put_back(change.conn, layer)
        _done(desk, change, layer, progress)
    desk.refresh()


def _done(desk: Desk, change: Change, layer: str, progress: Progress | None) -> None:
    store.settle(change.conn, layer)
    change.layers.add(layer)
    change.tables |= {layer, f"{layer}_past"}
    attach_locations(desk, change, layers=[layer], progress=progress)


def _layer(conn: Connection, layer: str) -> LayerRow:
    row = store.get(conn, layer)
    if row is None:
        known = ", ".join(one.id for one in store.all_(conn))
        raise WrongUse("There is no layer {layer}. Layers: {layers}.", layer=layer, layers=known)
    return row


def _areas(row: LayerRow, shapes: list[bytes | None]) -> NDArray[np.float64]:
    rings = blobs_of.decode_polygons([bytes(shape) if shape is not None else None for shape in shapes])
    return geodesic_area_m2(rings, f"EPSG:{row.srs_id}")
