"""Where the cells of a layer lie over one another, and the ground between them that none covers."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.progress import Progress
from gridgov.spatial.sound import SoundCells

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]

_BLOCK = 1_000
_POLYGON = 3
_MANY_EDGES = 1_000_000


@attrs.frozen(eq=False)
class Overlap:
    """What two cells share: polygons, and nothing narrower than asked for."""

    a: int
    b: int
    parts: Shapes


def overlaps(cells: SoundCells, suspects: NDArray[np.int32], narrowest: float, progress: Progress) -> list[Overlap]:
    """Every pair of cells that share ground at least `narrowest` wide (in the layer's units, on average).

    `suspects` are those with an edge that no neighbour has. They are held against the cells around them; then, where
    any is found, so are those that they lie over, and so on: ground that is covered twice is bounded by such edges, so
    nothing stays unseen.
    """
    asked = np.zeros(cells.rings.count, dtype=bool)
    todo: Ints = np.unique(suspects).astype(np.int64)
    found: list[Overlap] = []
    while len(todo):
        again: list[int] = []
        for start in range(0, len(todo), _BLOCK):
            progress.step(0)
            block = todo[start : start + _BLOCK]
            a, b = cells.meeting(cells.at(block))
            a = block[a]
            # A pair is looked at once: when the first of the two is asked about.
            asked[block] = True
            new = np.where(np.isin(b, block), a < b, ~asked[b])
            for one in _shared(cells, np.minimum(a, b)[new], np.maximum(a, b)[new], narrowest):
                found.append(one)
                again += [one.a, one.b]
        todo = np.unique(np.array(again, dtype=np.int64))
        todo = todo[~asked[todo]]
    return found


def _shared(cells: SoundCells, a: Ints, b: Ints, narrowest: float) -> list[Overlap]:
    """The pairs among a, b that truly share ground."""
    import shapely

    # Neighbours share lines and points; that insides meet is much quicker told than where.
    meet = shapely.relate_pattern(cells.at(a), cells.at(b), "T********")
    a, b = a[meet], b[meet]
    parts, pair = shapely.get_parts(shapely.intersection(cells.at(a), cells.at(b)), return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # polygons inside a mixed collection
    pair = pair[inner]
    wide = (shapely.get_type_id(parts) == _POLYGON) & (width(parts) >= narrowest)
    parts, pair = parts[wide], pair[wide]
    return [Overlap(int(a[p]), int(b[p]), parts[pair == p]) for p in np.unique(pair)]


def gaps(cells: SoundCells, edges: Floats, narrowest: float) -> Shapes:
    """Ground wholly surrounded by cells that none covers, as polygons at least `narrowest` wide on average.

    `edges` are those that no neighbour has (k, 4). How many cells cover a face between them is the same all over it,
    so one point of each face tells. Where nearly no edge is shared (neighbours with different vertices) the cells are
    united instead, which needs less memory then.
    """
    import shapely

    if len(edges) > _MANY_EDGES:
        whole = shapely.get_parts(shapely.union_all(cells.all_()))
        faces = shapely.polygonize([shapely.union_all(shapely.boundary(whole))])
    else:
        faces = shapely.polygonize([shapely.union_all(shapely.linestrings(edges.reshape(-1, 2, 2)))])
    faces = shapely.get_parts(faces)
    faces = faces[width(faces) >= narrowest]
    if len(faces) == 0:
        return np.empty(0, dtype=object)
    covered = np.zeros(len(faces), dtype=bool)
    covered[cells.meeting(shapely.point_on_surface(faces))[0]] = True
    bare = []
    for face in faces[~covered]:
        # The point may lie in a hairline between two cells: what counts is what they leave of the face.
        around = shapely.union_all(cells.at(cells.meeting(np.array([face]))[1]))
        left = shapely.get_parts(shapely.difference(face, around))
        bare += left[(shapely.get_type_id(left) == _POLYGON) & (width(left) >= narrowest)].tolist()
    found: Shapes = np.array(bare, dtype=object)
    return found


def width(shapes: Shapes) -> Floats:
    """How wide polygons are on average: twice the area by the boundary; 0 for what has none."""
    import shapely

    boundary = shapely.length(shapes)
    return np.asarray(2 * shapely.area(shapes) / np.where(boundary > 0, boundary, 1.0))
