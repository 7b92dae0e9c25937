"""Rings as shapely polygons, part by part and hole by hole, with the very coordinates of the source."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings, hole_mask, ring_around


def to_shapely(rings: Rings) -> NDArray[np.object_]:
    """A polygon or multipolygon a cell, shape (count,); an empty polygon for a cell without a ring.

    Which rings are holes is decided by where they lie (see :func:`~gridgov.spatial.rings.ring_around`). Nothing is
    mended: what crosses itself stays so, and shapely's ``is_valid`` says it. Rings of fewer than three vertices
    enclose nothing and are left out.
    """
    import shapely

    made = np.empty(rings.count, dtype=object)
    made[:] = shapely.Polygon()
    lengths = np.diff(rings.ring_start)
    sound = np.flatnonzero(lengths >= 3)
    if len(sound) == 0:
        return made
    linear = np.empty(rings.ring_count, dtype=object)
    keep = np.repeat(lengths >= 3, lengths)
    linear[sound] = shapely.linearrings(rings.xy[keep], indices=np.repeat(np.arange(len(sound)), lengths[sound]))
    per_cell = np.bincount(rings.ring_cell[sound], minlength=rings.count)
    alone = sound[per_cell[rings.ring_cell[sound]] == 1]
    made[rings.ring_cell[alone]] = shapely.polygons(linear[alone])
    crowded = sound[per_cell[rings.ring_cell[sound]] > 1]
    if len(crowded) == 0:
        return made
    around, holes = ring_around(rings), hole_mask(rings)
    own: dict[int, list[Any]] = {}
    for ring in crowded[holes[crowded]].tolist():
        own.setdefault(int(around[ring]), []).append(linear[ring])
    parts: dict[int, list[Any]] = {}
    for ring in crowded[~holes[crowded]].tolist():
        polygon = shapely.Polygon(linear[ring], own.get(ring))
        parts.setdefault(int(rings.ring_cell[ring]), []).append(polygon)
    for cell, polygons in parts.items():
        made[cell] = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return made
