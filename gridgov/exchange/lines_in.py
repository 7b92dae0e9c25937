"""Lines and areas of any map file, without what is written about them: for a quiet ground under the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.errors import BadInput, WrongUse
from gridgov.exchange import map_source, vector_in, wkt_in

Floats = NDArray[np.float64]
Index = NDArray[np.int64]

MOST_VERTICES = 6_000_000


@attrs.frozen(eq=False)
class Drawing:
    """Lines one after another.

    Attributes
    ----------
    xy : float64 (n, 2)
        Vertices in the file's system.
    start : int64 (lines + 1,)
        Where each line begins in `xy`.
    owner : int64 (lines,)
        Of which shape a line is a part: the rings of an area share one.
    closed : bool (lines,)
        Whether a line is the ring of an area.
    labels : list of str
        A text for each shape; empty ones without a label field.
    crs : str or None
        ``EPSG:n``, None when the file does not say.
    """

    xy: Floats
    start: Index
    owner: Index
    closed: NDArray[np.bool_]
    labels: list[str]
    crs: str | None


def fields(path: Path, layer: str | None = None) -> list[str]:
    """The fields of a file, to choose the one that labels are taken from."""
    found = vector_in.layers(path)
    chosen = [one for one in found if layer in (None, one.name)]
    return chosen[0].fields if chosen else []


def read(path: Path, layer: str | None = None, label: str = "") -> Drawing:
    """The lines and areas of one layer; points are left out.

    ``BadInput`` for what cannot be read or holds none, ``WrongUse`` for several layers and none chosen, or for a label
    field that is not there.
    """
    import shapely

    with map_source.opened(path) as source:
        if source.kind in vector_in.TABLES:
            table = wkt_in.read(source.gdal)
            wkb: Any = table.wkb
            columns: dict[str, Any] = dict(table.columns)
            crs = None
        else:
            wkb, columns, crs = _gdal(source, layer)
    if label and label not in columns:
        raise WrongUse("{file} has no field {field}: it has {there}.",
                       file=path.name, field=label, there=", ".join(columns) or "—")  # fmt: skip
    shapes = shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    texts = ["" if v is None else str(v) for v in columns[label]] if label else [""] * len(shapes)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    kinds = shapely.get_type_id(parts)
    # A collection in a collection: once more is enough for what programs write.
    if (kinds >= 4).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
        kinds = shapely.get_type_id(parts)
    areas, lines = kinds == 3, (kinds == 1) | (kinds == 2)
    rings, of = shapely.get_rings(parts[areas], return_index=True)
    drawn = np.concatenate([rings, parts[lines]])
    whose = np.concatenate([owner[areas][of], owner[lines]]).astype(np.int64)
    if len(drawn) == 0:
        raise BadInput("{file} holds no lines and no areas: a ground map is made of those.", file=path.name)
    counts = shapely.get_num_coordinates(drawn).astype(np.int64)
    if counts.sum() > MOST_VERTICES:
        raise BadInput(
            "{file} has {n} vertices, too many to draw: ask for a simplified copy, or for a picture of it (MBTiles).",
            file=path.name, n=f"{int(counts.sum()):,}",
        )  # fmt: skip
    closed = np.zeros(len(drawn), np.bool_)
    closed[: len(rings)] = True
    start = np.concatenate([[0], np.cumsum(counts)])
    return Drawing(shapely.get_coordinates(drawn), start, whose, closed, texts, crs)


def _gdal(source: map_source.MapSource, layer: str | None) -> tuple[Any, dict[str, Any], str | None]:
    import pyogrio

    with vector_in.gdal(source.path):
        names = [name for name, kind in map_source.layer_names(source.gdal) if kind]
        if not names:
            raise BadInput("{file} has no layer with shapes in it.", file=source.path.name)
        if layer is None and len(names) != 1:
            raise WrongUse("{file} has several layers: choose one with --source-layer ({names}).",
                           file=source.path.name, names=", ".join(names))  # fmt: skip
        chosen = layer or names[0]
        if chosen not in names:
            raise WrongUse("{file} has no layer {layer}: it has {names}.",
                           file=source.path.name, layer=chosen, names=", ".join(names))  # fmt: skip
        more = {"encoding": source.encoding} if source.encoding else {}
        meta, _, shapes, values = pyogrio.raw.read(source.gdal, layer=chosen, force_2d=True, **more)
    columns = {str(name): column for name, column in zip(meta["fields"], values, strict=True)}
    return shapes, columns, vector_in.epsg(meta["crs"])
