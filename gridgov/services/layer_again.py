"""A layer brought in again: what is new, gone, redrawn and by how much, renamed, given another code, split, merged.

Splits and merges are found by area: most of what a cell covered is covered by others now.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.services.desk import Desk
from gridgov.services.publish import SAME_M, Difference, LayerSpec, NewCells
from gridgov.spatial import blob as blobs_of
from gridgov.spatial import crs as reference
from gridgov.spatial.track import plane
from gridgov.store import layers as store

MOST = 0.9
"""So much of a cell must be covered by others for it to be one of them, or made of them."""

Floats = NDArray[np.float64]


@attrs.frozen
class Differs:
    """One difference: ``new``, ``gone``, ``shape``, ``name``, ``parent``, ``code``, ``split`` or ``merged``.

    The codes before and after, and how much ground is concerned: the area that changed hands, or the cell's own.
    """

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    area_m2: float
    detail: str = ""

    @property
    def in_words(self) -> str:
        """The difference as one sentence."""
        area, old, new = f"{self.area_m2:,.0f}", pick("、", ", ").join(self.before), pick("、", ", ").join(self.after)
        if self.kind == "new":
            return tr("Cell {new} is new ({area} m²).", new=new, area=area)
        if self.kind == "gone":
            return tr("Cell {old} is not in the file any more ({area} m²).", old=old, area=area)
        if self.kind == "shape":
            return tr("Cell {new} has another shape: {area} m² changed.", new=new, area=area)
        if self.kind == "split":
            return tr("Cell {old} was split into {new} ({area} m²).", old=old, new=new, area=area)
        if self.kind == "merged":
            return tr("Cells {old} were merged into {new} ({area} m²).", old=old, new=new, area=area)
        if self.kind == "code":
            return tr("Cell {old} has the code {new} now.", old=old, new=new)
        if self.kind == "parent":
            return tr("Cell {new} belongs to another cell above: {detail}.", new=new, detail=self.detail)
        return tr("Cell {new} has another name: {detail}.", new=new, detail=self.detail)


def differences(desk: Desk, actor: Actor, spec: LayerSpec, made: NewCells, found: Difference) -> list[Differs]:
    """What a file would change in a layer, cell by cell; nothing for a layer that is not there yet."""
    desk.look(actor, "cell.read", "cell.again", layer=spec.id)
    with desk.reader() as conn:
        layer = store.get(conn, spec.id)
        if layer is None:
            return []
        there = {cell.code: cell for cell in store.cells(conn, layer.id)}
        _, codes, blobs = store.shapes(conn, layer.id)
    system = f"EPSG:{layer.srs_id}"
    old = dict(zip(codes, blobs, strict=True))
    shapes = _Ground(system, [b for b in (*old.values(), *made.blobs) if b])
    told: list[Differs] = []
    for at in found.changed:
        code, cell = made.codes[at], there[made.codes[at]]
        before, after = shapes.of(old[code]), shapes.of(made.blobs[at])
        if not _alike(before, after):
            moved = float(before.symmetric_difference(after).area)
            told.append(Differs("shape", (code,), (code,), moved))
        if (cell.name or "") != (made.names[at] or ""):
            told.append(Differs("name", (code,), (code,), 0.0, f"{cell.name or '—'} → {made.names[at] or '—'}"))
        if (cell.parent or "") != (made.parents[at] or ""):
            told.append(Differs("parent", (code,), (code,), 0.0, f"{cell.parent or '—'} → {made.parents[at] or '—'}"))
    fresh = {made.codes[at]: shapes.of(made.blobs[at]) for at in found.added}
    lost = {code: shapes.of(old[code]) for code in found.missing}
    redrawn_before = {made.codes[at]: shapes.of(old[made.codes[at]]) for at in found.changed}
    redrawn_after = {made.codes[at]: shapes.of(made.blobs[at]) for at in found.changed}
    if lost:
        # What is gone may have been followed before: cells that stay as they are can be its parts.
        redrawn_after |= {made.codes[at]: shapes.of(made.blobs[at]) for at in found.same}
    told += _moved(lost, fresh, redrawn_before, redrawn_after)
    return told


def _alike(before: Any, after: Any) -> bool:
    """Whether two shapes in metres are the same within a centimetre."""
    if before.is_empty or after.is_empty:
        return bool(before.is_empty == after.is_empty)
    near = np.abs(np.array(before.bounds) - np.array(after.bounds)).max() <= SAME_M
    return bool(near) and bool(before.hausdorff_distance(after) <= SAME_M)


class _Ground:
    """Shapes in metres around the middle of a layer."""

    def __init__(self, system: str, blobs: Sequence[bytes]) -> None:
        self._system = system
        rings = blobs_of.decode_polygons(blobs[:1])
        low_x, low_y, high_x, high_y = rings.bounds()
        lon, lat = reference.to_wgs84(np.array([(low_x + high_x) / 2]), np.array([(low_y + high_y) / 2]), system)
        self._middle = (float(lon[0]), float(lat[0]))

    def of(self, blob: bytes | None) -> Any:
        """One shape; an empty one for none. A crossing outline is mended for the measuring."""
        import shapely

        if blob is None or blobs_of.is_empty(blob):
            return shapely.Polygon()
        shape = shapely.from_wkb(blobs_of.to_wkb(blob))
        if reference.is_geographic(self._system):
            shape = shapely.transform(shape, lambda xy: np.column_stack(plane(xy[:, 0], xy[:, 1], self._middle)))
        return shape if shape.is_valid else shapely.make_valid(shape)


def _moved(lost: dict[str, Any], fresh: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> list[Differs]:
    """What became of cells that are gone, and where new ones came from."""
    told: list[Differs] = []
    explained_old: set[str] = set()
    explained_new: set[str] = set()
    then, now = {**lost, **before}, {**fresh, **after}
    inside_old, inside_new, shared = _pairs(then, now) if lost or fresh else ({}, {}, {})
    for code, parts in inside_old.items():
        covered = sum(shared[code, other] for other in parts) >= MOST * then[code].area
        if len(parts) > 1 and covered and (code in lost or set(parts) & set(fresh)):
            told.append(Differs("split", (code,), tuple(sorted(parts)), float(then[code].area)))
        elif len(parts) == 1 and covered and code in lost and parts[0] in fresh:
            told.append(Differs("code", (code,), (parts[0],), float(then[code].area)))
        else:
            continue
        explained_old.add(code)
        explained_new |= set(parts)
    for code, parts in inside_new.items():
        covered = sum(shared[other, code] for other in parts) >= MOST * now[code].area
        if len(parts) > 1 and covered and set(parts) & set(lost):
            told.append(Differs("merged", tuple(sorted(parts)), (code,), float(now[code].area)))
            explained_old |= set(parts)
            explained_new.add(code)
    told += [Differs("new", (), (c,), float(s.area)) for c, s in fresh.items() if c not in explained_new]
    told += [Differs("gone", (c,), (), float(s.area)) for c, s in lost.items() if c not in explained_old]
    return told


def _pairs(
    then: dict[str, Any], now: dict[str, Any]
) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[tuple[str, str], float]]:
    """Which new cells lie mostly in each old one, which old in each new one, and the ground each pair shares."""
    import shapely

    old_codes, new_codes = list(then), list(now)
    old, new = np.array(list(then.values()), dtype=object), np.array(list(now.values()), dtype=object)
    at_old, at_new = shapely.STRtree(new).query(old, predicate="intersects")
    common = shapely.area(shapely.intersection(old[at_old], new[at_new]))
    in_old = common >= MOST * np.maximum(shapely.area(new)[at_new], 1e-9)
    in_new = common >= MOST * np.maximum(shapely.area(old)[at_old], 1e-9)
    inside_old: dict[str, list[str]] = {}
    inside_new: dict[str, list[str]] = {}
    shared: dict[tuple[str, str], float] = {}
    for a, b, ground, first, second in zip(at_old, at_new, common, in_old, in_new, strict=True):
        pair = old_codes[a], new_codes[b]
        shared[pair] = float(ground)
        if first:
            inside_old.setdefault(pair[0], []).append(pair[1])
        if second:
            inside_new.setdefault(pair[1], []).append(pair[0])
    return inside_old, inside_new, shared


def successors(told: Sequence[Differs]) -> dict[str, tuple[str, ...]]:
    """The codes that follow a cell which is gone."""
    return {code: one.after for one in told if one.kind in {"split", "merged", "code"} for code in one.before}
