"""What the map makes of a large layer's shapes, kept beside the file, so that it is there at once the next time.

Only numbers of edges and cells, and where they lie: no code, no name, nothing of a record. What is kept belongs to one
state of the layer (its version, its newest cell, the frame) and is shown before the shapes themselves are read; once
they are, it must also belong to exactly these shapes, or it is made again.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.services import map_layers
from gridgov.services.desk import Desk
from gridgov.services.map_layers import Frame, MapLayer
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.edges import Edges
from gridgov.spatial.rings import Rings
from gridgov.store import layers as store
from gridgov.store import sidecar
from gridgov.store.database import Connection
from gridgov.store.sidecar import Kept

LARGE = 400_000
"""Vertices from which it is worth while."""

_PARTS = ("x0", "y0", "x1", "y1", "left", "right", "block_boxes")


@attrs.frozen(eq=False)
class Sketch:
    """The cells of a layer with little detail, as they were when the file was last open: enough for a picture.

    `levels` are the coarser edges, the finest first; `boxes` the box of each cell; `bounds` the box of all.
    """

    layer: str
    frame: Frame
    count: int
    bounds: tuple[float, float, float, float]
    boxes: NDArray[np.float64]
    levels: tuple[Edges, ...]


@attrs.frozen(eq=False)
class Prepared:
    """What was made of exactly these shapes before: levels of detail, and which edges are shared."""

    levels: tuple[Edges, ...]
    shared: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


def sketch(desk: Desk, actor: Actor, layer: str) -> Sketch | None:
    """The layer with as little detail as a first picture needs; None when nothing is kept of its present state."""
    desk.look(actor, "cell.read", "layer.sketch")
    with desk.reader() as conn:
        plane = map_layers.frame(desk)
        key = _key(conn, layer, plane)
    kept = sidecar.read(desk.path, layer, key) if key else None
    if kept is None:
        return None
    boxes = kept.array("boxes")
    coarsest = _level(kept, int(kept.about["levels"]) - 1, boxes)
    if boxes is None or coarsest is None:
        return None
    west, south, east, north = (float(v) for v in kept.about["bounds"])
    return Sketch(layer, plane, len(boxes), (west, south, east, north), boxes, (coarsest,))


def made_ready(desk: Desk, actor: Actor, drawn: MapLayer) -> MapLayer:
    """The layer with what is kept of exactly these shapes, if there is anything."""
    desk.look(actor, "cell.read", "layer.sketch")
    if len(drawn.rings.xy) < LARGE:
        return drawn
    with desk.reader() as conn:
        key = _key(conn, drawn.layer, drawn.frame)
    kept = sidecar.read(desk.path, drawn.layer, key) if key else None
    if kept is None or kept.about["shapes"] != _fingerprint(drawn.rings):
        return drawn
    boxes = kept.array("boxes")
    levels = tuple(_level(kept, n, boxes) for n in range(int(kept.about["levels"])))
    which, left, right = (kept.array(name) for name in ("shared", "shared_left", "shared_right"))
    if None in levels or which is None or left is None or right is None:
        return drawn
    return attrs.evolve(drawn, prepared=Prepared(tuple(one for one in levels if one), (which, left, right)))


def keep(desk: Desk, actor: Actor, drawn: MapLayer, cells: Coverage, levels: Sequence[Edges]) -> bool:
    """Keep what was made of a layer's shapes; false when they are few, or the folder is not to be written."""
    desk.look(actor, "cell.read", "layer.sketch")
    if len(drawn.rings.xy) < LARGE or not levels or cells.source is None:
        return False
    with desk.reader() as conn:
        row = store.get(conn, drawn.layer)
        # Published anew meanwhile: what was made is of shapes that are no more.
        key = _key(conn, drawn.layer, drawn.frame) if row is not None and row.version == drawn.version else None
    if key is None:
        return False
    about = {
        "levels": len(levels),
        "bounds": drawn.rings.bounds(),
        "shapes": _fingerprint(drawn.rings),
        "tolerances": [level.tolerance for level in levels],
        "corners": [level.corner for level in levels],
    }
    arrays: dict[str, NDArray[Any]] = {"boxes": cells.boxes}
    for n, level in enumerate(levels):
        arrays |= {f"{part}{n}": getattr(level, part) for part in _PARTS}
    arrays |= {"shared": cells.source, "shared_left": cells.left, "shared_right": cells.right}
    return sidecar.write(desk.path, drawn.layer, key, about, arrays)


def _key(conn: Connection, layer: str, plane: Frame) -> dict[str, Any] | None:
    """What tells one state of a layer in this frame from every other."""
    row = store.get(conn, layer)
    if row is None:
        return None
    return {
        "layer": layer,
        "version": row.version,
        "seen": row.seen,
        "cells": store.ends(conn, layer),
        "frame": list(attrs.astuple(plane)),
    }


def _fingerprint(rings: Rings) -> list[int]:
    """A sum over every coordinate and the order of the rings."""
    return [
        len(rings.xy),
        zlib.crc32(np.ascontiguousarray(rings.xy).data),
        zlib.crc32(np.ascontiguousarray(rings.ring_start, np.int64).data),
        zlib.crc32(np.ascontiguousarray(rings.ring_cell).data),
    ]


def _level(kept: Kept, number: int, boxes: NDArray[np.float64] | None) -> Edges | None:
    found = {part: values for part in _PARTS if (values := kept.array(f"{part}{number}")) is not None}
    if boxes is None or len(found) < len(_PARTS):
        return None
    left, right = found["left"], found["right"]
    count = len(boxes)
    if len(left) and not (0 <= left.min() <= left.max() <= count and 0 <= right.min() <= right.max() <= count):
        return None
    east, north = kept.about["corners"][number]
    x0, y0, x1, y1, around = (found[part] for part in ("x0", "y0", "x1", "y1", "block_boxes"))
    return Edges(
        count, x0, y0, x1, y1, left, right, np.asfortranarray(boxes), around,
        corner=(float(east), float(north)), tolerance=float(kept.about["tolerances"][number]),
    )  # fmt: skip
