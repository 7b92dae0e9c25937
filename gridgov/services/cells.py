"""Cells: the layers there are, what is in a cell, and (from `publish` and `map_layers`) publishing and drawing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.services.desk import Desk
from gridgov.services.map_layers import (
    Frame,
    MapLayer,
    Measure,
    Theme,
    frame,
    measures,
    paths,
    points,
    shapes,
    themed,
    values,
)
from gridgov.services.publish import LayerSpec, NewCells, Published, preview, publish
from gridgov.spatial import crs as systems
from gridgov.spatial.blob import decode_polygons
from gridgov.spatial.locate import CellIndex
from gridgov.store import attachment, staff
from gridgov.store import layers as store
from gridgov.store.clock import as_date
from gridgov.store.layers import CellRow, LayerRow

__all__ = [
    "Frame",
    "Layer",
    "LayerSpec",
    "MapLayer",
    "Measure",
    "NewCells",
    "Published",
    "Theme",
    "cell_rows",
    "find_cells",
    "find_layer",
    "frame",
    "layers",
    "measures",
    "names_of",
    "panel",
    "paths",
    "points",
    "preview",
    "publish",
    "shapes",
    "themed",
    "values",
]

DEFAULT = "unit_cell"
"""The layer that is meant when none is named."""


@attrs.frozen
class Layer:
    """A layer of cells; a lower `rank` is coarser, `count` is of the cells valid today."""

    id: str
    number: int
    zh: str
    en: str
    rank: int
    parent: str | None
    crs: str
    count: int
    version: int


def layers(desk: Desk, actor: Actor) -> list[Layer]:
    """The layers of the file, the coarsest first; empty before the first import."""
    desk.look(actor, "cell.read", "layer.list")
    with desk.reader() as conn:
        return [
            Layer(r.id, r.number, r.zh, r.en, r.rank, r.parent, f"EPSG:{r.srs_id}", store.count(conn, r.id), r.version)
            for r in store.all_(conn)
        ]


def find_layer(desk: Desk, actor: Actor, code: str, layer: str | None = None) -> str:
    """The layer in which a code is to be looked up.

    The one that is named, else ``unit_cell`` when it has the code, else the only layer that has it. Raises
    ``WrongUse`` for a code or layer that is not there, or several layers to choose from.
    """
    desk.look(actor, "cell.read", "layer.find")
    with desk.reader() as conn:
        known = [row.id for row in store.all_(conn)]
        having = store.layers_with(conn, code)
    if layer is not None:
        if layer not in known:
            raise WrongUse("There is no layer {layer}. Layers: {layers}.", layer=layer, layers=", ".join(known))
        if layer not in having:
            raise WrongUse("The layer {layer} has no cell {code}.", layer=layer, code=code)
        return layer
    if DEFAULT in having:
        return DEFAULT
    if not having:
        raise WrongUse("No layer has a cell {code}.", code=code)
    if len(having) > 1:
        raise WrongUse("Several layers have a cell {code}: name one of {layers}.", code=code, layers=", ".join(having))
    return having[0]


def find_cells(
    desk: Desk, actor: Actor, codes: Sequence[str], layer: str | None = None
) -> tuple[str, Sequence[str]] | None:
    """The layer that has all of some codes, and the codes; None for no code. ``WrongUse`` as :func:`find_layer`."""
    if not codes:
        return None
    layer = find_layer(desk, actor, codes[0], layer)
    for code in codes[1:]:
        find_layer(desk, actor, code, layer)
    return layer, codes


def panel(
    desk: Desk,
    actor: Actor,
    code: str,
    *,
    layer: str | None = None,
    at: str | None = None,
    as_of: str | None = None,
) -> dict[str, Any]:
    """Who and what is in a cell: the object that ``gridgov cell --json`` prints.

    `at` (a date) takes the version of the cell that was valid then, with what lies in that version's shape; `as_of`
    (a moment, local without an offset; default now) is what overdue is judged by. Counts cover every register,
    people at the building they live in. Raises ``WrongUse`` as :func:`find_layer` does, or when the cell was not
    there on that day.
    """
    desk.look(actor, "cell.read", "cell.panel")
    layer = find_layer(desk, actor, code, layer)
    moment = desk.moment(as_of)
    day = as_date(at) if at else desk.today()
    with desk.reader() as conn:
        row = store.get(conn, layer)
        assert row is not None
        cell = store.current(conn, layer, code)
        blob = None
        if cell is None or (at and cell.valid_from > day):
            former = store.past(conn, layer, code, day)
            if former is None:
                raise WrongUse("The cell {code} was not there on {day}.", code=code, day=day)
            cell, blob = former
        if blob is None:
            counts = {
                key: attachment.count_in(conn, row.number, cell.fid, kept.table) for key, kept in registers().items()
            }
            cases = attachment.cases_in(conn, row.number, cell.fid, moment)
        else:
            inside = _inside(conn, row, blob)
            counts = {key: attachment.count_at(conn, kept.table, inside) for key, kept in registers().items()}
            cases = attachment.cases_at(conn, inside, moment)
        return {
            "code": cell.code,
            "name": cell.name,
            "layer": layer,
            "area_m2": cell.area_m2,
            "valid_from": cell.valid_from,
            "valid_to": cell.valid_to,
            "parents": _parents(conn, row, cell, day),
            "staff": staff.names_for(conn, layer, code, day),
            "counts": counts,
            "cases": cases,
        }


def _inside(conn: Any, row: LayerRow, blob: bytes) -> NDArray[np.int64]:
    """The locations inside a shape of former days."""
    ids, lon, lat = attachment.locations(conn)
    x, y = systems.from_wgs84(lon, lat, f"EPSG:{row.srs_id}")
    found: NDArray[np.int64] = ids[CellIndex.build(decode_polygons([blob])).locate(x, y).cell >= 0]
    return found


def _parents(conn: Any, row: LayerRow, cell: CellRow, day: str) -> dict[str, str]:
    """The codes of the cells above, by layer id, as far up as the layers name one another."""
    found: dict[str, str] = {}
    code = cell.parent
    while row.parent and code and row.parent not in found:
        above = store.get(conn, row.parent)
        if above is None:
            break
        found[above.id] = code
        parent = store.current(conn, above.id, code)
        if parent is None or parent.valid_from > day:
            former = store.past(conn, above.id, code, day)
            parent = former[0] if former else parent
        row, code = above, parent.parent if parent else None
    return found


def cell_rows(desk: Desk, actor: Actor, layer: str) -> list[tuple[int, str, str | None, float | None, str | None]]:
    """Fid, code, name, area in m² and parent's code of every cell of a layer, by code."""
    desk.look(actor, "cell.read", "cell.list")
    with desk.reader() as conn:
        if store.get(conn, layer) is None:
            known = ", ".join(row.id for row in store.all_(conn))
            raise WrongUse("There is no layer {layer}. Layers: {layers}.", layer=layer, layers=known)
        return store.columns(conn, layer)


def names_of(desk: Desk, actor: Actor, codes: Mapping[str, str | None]) -> dict[str, str]:
    """The names of cells given by layer, each with its code behind it; the code alone where there is no name."""
    desk.look(actor, "cell.read", "cell.names")
    found: dict[str, str] = {}
    with desk.reader() as conn:
        for layer, code in codes.items():
            cell = store.current(conn, layer, code) if code and store.get(conn, layer) else None
            if code:
                found[layer] = f"{cell.name} ({code})" if cell and cell.name and cell.name != code else code
    return found
