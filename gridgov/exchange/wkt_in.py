"""Polygons as well-known text in a column of a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from gridgov.domain.register import alias_key
from gridgov.errors import BadInput
from gridgov.exchange.tables import open_source

NAMES = frozenset({"wkt", "geom", "geometry", "the_geom", "wkt_geom", "shape", "几何", "图形", "边界"})


@attrs.frozen(eq=False)
class Table:
    """A table with shapes: its other columns as texts, WKB a row (None: none), and rows whose text is no shape."""

    columns: dict[str, list[str]]
    wkb: list[bytes | None]
    faults: dict[int, BadInput]


def read(path: Path) -> Table:
    """Read a table with a column of well-known text; ``BadInput`` when it has none."""
    import shapely

    def score(cells: Sequence[str]) -> int:
        return sum(alias_key(str(cell)) in NAMES for cell in cells)

    source = open_source(path, score=score)
    name = next((column for column in source.columns if alias_key(column) in NAMES), None)
    if name is None:
        raise BadInput(
            "{file} has no column of shapes: name it WKT, with POLYGON ((…)) in it. It has: {there}.",
            file=path.name,
            there=", ".join(source.columns[:12]),
        )
    columns: dict[str, list[str]] = {column: [] for column in source.columns if column != name}
    wkb: list[bytes | None] = []
    faults: dict[int, BadInput] = {}
    for chunk in source.chunks():
        for column, values in columns.items():
            values += [text or "" for text in chunk.columns[column]]
        for number, text in zip(chunk.rows, chunk.columns[name], strict=True):
            plain = (text or "").strip()
            if plain.upper().startswith("SRID="):
                plain = plain.partition(";")[2]
            shape = shapely.from_wkt(plain, on_invalid="ignore") if plain else None
            if plain and shape is None:
                sentence = "Row {row}: the shape is no well-known text that can be read: mend it at its source."
                faults[len(wkb) + 1] = BadInput(sentence, row=number)
            wkb.append(None if shape is None else bytes(shapely.to_wkb(shapely.force_2d(shape))))
    return Table(columns, wkb, faults)
