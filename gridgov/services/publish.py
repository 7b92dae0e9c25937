"""Publishing shapes: what is new, changed, the same or missing in a layer, and what moves with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.ids import uuid7_many
from gridgov.errors import BadInput, WrongUse
from gridgov.progress import Progress, silent
from gridgov.services.attach import Attached, attach_locations
from gridgov.services.desk import Change, Desk
from gridgov.spatial import blob as blobs_of
from gridgov.spatial import crs as systems
from gridgov.store import geopackage, rulings, setting
from gridgov.store import layers as store
from gridgov.store.layers import CellRow, LayerRow
from gridgov.store.statements import reserve

SAME_M = 0.01
"""Metres within which a shape is the same shape."""


@attrs.frozen
class LayerSpec:
    """A layer to publish into: id, names, rank (lower is coarser), the layer above, ``EPSG:n`` of its shapes."""

    id: str
    zh: str
    en: str
    rank: int
    parent: str | None
    srs: str


@attrs.frozen(eq=False)
class NewCells:
    """Cells to publish, column by column; blobs are GeoPackage blobs with an envelope in the layer's system."""

    codes: Sequence[str]
    names: Sequence[str | None]
    blobs: Sequence[bytes]
    area_m2: NDArray[np.float64]
    parents: Sequence[str | None]


@attrs.frozen
class Published:
    """What a publication did; `missing` lists the codes of the layer that were not in it and were kept.

    `moved` counts records that went to another cell of this layer, `unattached` locations in no cell or several.
    """

    layer: str
    added: int
    changed: int
    same: int
    missing: tuple[str, ...]
    moved: int
    unattached: int
    version: int


@attrs.frozen
class Difference:
    """What a publication would do: positions in the new cells by verdict, and codes that are missing."""

    added: list[int]
    changed: list[int]
    same: list[int]
    missing: tuple[str, ...]


def publish(
    desk: Desk,
    actor: Actor,
    spec: LayerSpec,
    cells: NewCells,
    *,
    valid_from: str | None = None,
    progress: Progress | None = None,
    source: str = "",
    last: Callable[[], object] | None = None,
    notes: Sequence[str] = (),
    gone: Mapping[str, Sequence[str]] | None = None,
) -> Published:
    """Publish cells into a layer, which is made when there is none of that id, and attach every record anew.

    A new code is added; a code with the same shape (within 1 cm) and the same name and parent stays; else the old
    version goes to the past with `valid_from` (default: today) as its end, and the new one follows it. A code that
    is missing is kept and listed. ``BadInput`` for a code that comes twice or a layer kept in another system.
    `notes` say what was done to the coordinates and texts and go on record. With `gone` (a code that is missing →
    the codes that follow it, maybe none) missing cells go to the past instead of being kept. `last` is called when
    all is written and before it counts: what it raises takes everything back.
    """
    progress = progress or silent()
    day = valid_from or desk.today()
    _check(cells)
    with desk.change(actor, "cell.write", "cell.publish", bulk=len(cells.codes) > store.BULK) as change:
        layer = _layer(desk, change, spec)
        progress.begin("Comparing with the cells that are there", len(cells.codes))
        difference = compare(change, layer, cells, progress)
        store.begin_ours(change.conn, layer.id)
        _end_rulings(change, layer, cells, difference)
        write_cells(change, layer, cells, difference, day)
        _retire(change, layer, difference, gone, day)
        fresh = [*difference.added, *difference.changed]
        change.layers.add(layer.id)
        attached = Attached()
        if not fresh and (gone is None or not difference.missing):
            store.end_ours(change.conn, layer.id)
        else:
            store.settle(change.conn, layer.id)
            change.tables |= {layer.id, f"{layer.id}_past"}
            attached = attach_locations(desk, change, layers=[layer.id], progress=progress)
        found = store.get(change.conn, layer.id)
        assert found is not None
        result = Published(
            layer.id,
            len(difference.added),
            len(difference.changed),
            len(difference.same),
            difference.missing,
            attached.moved,
            attached.unattached,
            found.version,
        )
        change.about |= {"source": source, "valid_from": day, **attrs.asdict(result), "missing": len(result.missing)}
        if notes:
            change.about["notes"] = list(notes)
        if last is not None:
            last()
    desk.refresh()
    return result


def preview(desk: Desk, actor: Actor, spec: LayerSpec, cells: NewCells, *, progress: Progress | None = None) -> Any:
    """What :func:`publish` would do, without doing it: added, changed, same and the missing codes."""
    desk.look(actor, "cell.read", "cell.preview")
    _check(cells)
    with desk.reader() as conn:
        layer = store.get(conn, spec.id)
        if layer is None:
            return Difference(list(range(len(cells.codes))), [], [], ())
        return _difference(store.cells(conn, layer.id), _shapes(conn, layer), layer, cells, progress or silent())


def _check(cells: NewCells) -> None:
    if not cells.codes:
        raise BadInput("There is no cell to publish.")
    if all(cells.codes) and len(set(cells.codes)) == len(cells.codes):
        return
    seen: set[str] = set()
    for code in cells.codes:
        if not code:
            raise BadInput("A cell has no code: every cell needs one.")
        if code in seen:
            raise BadInput("The code {code} comes twice: every cell needs a code of its own.", code=code)
        seen.add(code)


def _layer(desk: Desk, change: Change, spec: LayerSpec) -> LayerRow:
    number = systems.srs_id(spec.srs)
    if not geopackage.has_reference(change.conn, number):
        row = systems.definition(spec.srs)
        geopackage.add_reference(change.conn, row.srs_id, row.srs_name, row.definition)
    if not desk.crs:
        setting.put(change.conn, {"crs": f"EPSG:{number}"})
    found = store.get(change.conn, spec.id)
    if found is None:
        if not spec.id.replace("_", "").isalnum() or not spec.id.isascii() or spec.id.endswith("_past"):
            raise WrongUse("{layer} cannot name a layer: use small letters, digits and _.", layer=spec.id)
        return store.create(change.conn, spec.id, spec.zh, spec.en, spec.rank, spec.parent, number)
    if found.srs_id != number:
        raise BadInput(
            "The layer {layer} is kept in EPSG:{kept}, and these cells are in {given}: bring them to EPSG:{kept}.",
            layer=spec.id,
            kept=found.srs_id,
            given=spec.srs,
        )
    store.describe(change.conn, spec.id, spec.zh, spec.en, spec.rank, spec.parent)
    return found


def compare(change: Change, layer: LayerRow, cells: NewCells, progress: Progress) -> Difference:
    """Hold new cells against those of a layer, within a change."""
    if not store.count(change.conn, layer.id):
        return Difference(list(range(len(cells.codes))), [], [], ())
    return _difference(store.cells(change.conn, layer.id), _shapes(change.conn, layer), layer, cells, progress)


def _shapes(conn: Any, layer: LayerRow) -> dict[str, bytes | None]:
    _, codes, blobs = store.shapes(conn, layer.id)
    return dict(zip(codes, blobs, strict=True))


def _difference(
    there: list[CellRow], shapes: dict[str, bytes | None], layer: LayerRow, cells: NewCells, progress: Progress
) -> Difference:
    known = {cell.code: cell for cell in there}
    added: list[int] = []
    changed: list[int] = []
    same: list[int] = []
    doubtful: list[int] = []
    for position, code in enumerate(cells.codes):
        old = known.get(code)
        if old is None:
            added.append(position)
        elif (old.name or None, old.parent or None) != (cells.names[position] or None, cells.parents[position] or None):
            changed.append(position)
        elif bytes(cells.blobs[position]) == shapes[code]:
            same.append(position)
        else:
            doubtful.append(position)
    if doubtful:
        olds = [shapes[cells.codes[position]] for position in doubtful]
        news = [bytes(cells.blobs[position]) for position in doubtful]
        alike = _alike(olds, news, geographic=systems.is_geographic(f"EPSG:{layer.srs_id}"))
        for position, is_same in zip(doubtful, alike, strict=True):
            (same if is_same else changed).append(position)
        progress.step(len(doubtful))
    missing = tuple(sorted(set(known) - set(cells.codes)))
    return Difference(added, sorted(changed), sorted(same), missing)


def _alike(olds: Sequence[bytes | None], news: Sequence[bytes], *, geographic: bool) -> list[bool]:
    """Whether each pair of shapes lies within :data:`SAME_M` of each other, by Hausdorff distance."""
    import shapely

    found = []
    for old, new in zip(olds, news, strict=True):
        if old is None or blobs_of.is_empty(old) or blobs_of.is_empty(new):
            found.append(old is not None and blobs_of.is_empty(old) == blobs_of.is_empty(new))
            continue
        a, b = shapely.from_wkb(blobs_of.to_wkb(old)), shapely.from_wkb(blobs_of.to_wkb(new))
        if geographic:
            north = float(shapely.get_y(shapely.centroid(a)))
            scale = np.array([111_320.0 * np.cos(np.radians(north)), 110_574.0])
            a, b = (shapely.transform(shape, lambda xy, s=scale: xy * s) for shape in (a, b))
        near = np.abs(np.array(a.bounds) - np.array(b.bounds)).max() <= SAME_M
        found.append(bool(near) and bool(shapely.hausdorff_distance(a, b) <= SAME_M))
    return found


def _end_rulings(change: Change, layer: LayerRow, cells: NewCells, difference: Difference) -> None:
    """End the rulings whose area meets a cell that is new or gets another shape: they were made for the old ones."""
    active = rulings.all_(change.conn, layer=layer.number, active=True)
    if not active:
        return
    former = _shapes(change.conn, layer)
    fresh = [
        cells.blobs[at]
        for at in (*difference.added, *difference.changed)
        if former.get(cells.codes[at]) != bytes(cells.blobs[at])
    ]
    boxes = store.boxes_of(fresh)
    for one in active:
        corners = np.array(one.area)
        x, y = systems.from_wgs84(corners[:, 0], corners[:, 1], f"EPSG:{layer.srs_id}")
        apart = (boxes[:, 0] > x.max()) | (boxes[:, 1] < x.min()) | (boxes[:, 2] > y.max()) | (boxes[:, 3] < y.min())
        if not apart.all():
            rulings.end(change.conn, one.id, change.at, "shapes")


def _retire(
    change: Change, layer: LayerRow, difference: Difference, gone: Mapping[str, Sequence[str]] | None, day: str
) -> None:
    """Send cells that are missing to the past, where that was asked for, with the uids of those that follow them."""
    if gone is None or not difference.missing:
        return
    there = {cell.code: cell for cell in store.cells(change.conn, layer.id)}
    follow = [" ".join(there[c].uid for c in gone.get(code, ()) if c in there) or None for code in difference.missing]
    store.retire(change.conn, layer.id, [there[code].fid for code in difference.missing], follow, day)


def write_cells(change: Change, layer: LayerRow, cells: NewCells, difference: Difference, day: str) -> None:
    """Write what a difference says, inside a change: former versions to the past, new ones into the layer."""
    fresh = [*difference.added, *difference.changed]
    if not fresh:
        return
    first = reserve(change.conn, "cell", len(fresh))
    uids = uuid7_many(len(fresh))
    if difference.changed:
        there = {cell.code: cell.fid for cell in store.cells(change.conn, layer.id)}
        store.retire(
            change.conn,
            layer.id,
            [there[cells.codes[position]] for position in difference.changed],
            uids[len(difference.added) :],
            day,
        )
    areas = np.asarray(cells.area_m2, dtype=np.float64)[fresh].tolist()
    columns = (
        range(first, first + len(fresh)),
        [cells.blobs[position] for position in fresh],
        uids,
        [cells.codes[position] for position in fresh],
        [cells.names[position] or None for position in fresh],
        repeat(layer.rank),
        [None if area != area else area for area in areas],
        [cells.parents[position] or None for position in fresh],
        repeat(day),
        repeat(None),
        repeat(None),
    )
    store.insert(change.conn, layer.id, list(zip(*columns, strict=False)))
