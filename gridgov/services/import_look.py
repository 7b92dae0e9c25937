"""A first look into a file that somebody brings: its layers or sheets, fields, a sample, and what it is likely of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import attrs

from gridgov.domain.access import Actor
from gridgov.domain.mapping import match_columns
from gridgov.domain.register import alias_key, registers
from gridgov.exchange import map_source, vector_in, wkt_in
from gridgov.exchange.tables import ENDINGS, open_source
from gridgov.exchange.text_table import TextTable
from gridgov.services.desk import Desk

NAMES = 5
"""Names that are shown, by which a person sees whether the texts were read right."""


@attrs.frozen
class Part:
    """One layer or sheet: what it is called, how many rows (None: not known yet), its shapes, fields, first rows."""

    name: str
    rows: int | None
    geometry: str
    crs: str | None
    fields: list[str]
    sample: list[list[str]]

    @property
    def has_polygons(self) -> bool:
        """Whether it can hold cells."""
        return "polygon" in self.geometry.lower() or "unknown" in self.geometry.lower()


@attrs.frozen
class FileLook:
    """What a file holds, as far as a look tells; `encoding` is '' where there is nothing to choose.

    `encoding_from` is ``given``, ``cpg``, ``header``, ``tried`` or ``assumed``; `words` are the first names in it.
    """

    path: Path
    parts: list[Part]
    register: str | None
    encoding: str
    encoding_from: str
    words: list[str]

    @property
    def has_polygons(self) -> bool:
        """Whether any part can hold cells."""
        return any(part.has_polygons for part in self.parts)


def look(desk: Desk, actor: Actor, source: Path, *, encoding: str = "") -> FileLook:
    """Look into a file; ``BadInput`` when nothing can be read of it, with what to ask the sender for."""
    desk.look(actor, "record.read", "import.preview")
    path = map_source.whole(source)
    if path.suffix.lower() in vector_in.TABLES and path.suffix.lower() in ENDINGS:
        return _table(path, encoding)
    with map_source.opened(path, encoding or None) as opened:
        found, how = opened.encoding or "", opened.encoding_from
    parts = [_part(one) for one in vector_in.layers(path, encoding or None)]
    fields = [field for part in parts for field in part.fields]
    return FileLook(path, parts, _register(fields), found, how, _words(parts))


def _part(info: vector_in.LayerInfo) -> Part:
    sample = [[_text(row.get(field)) for field in info.fields] for row in info.sample]
    return Part(info.name, info.features, info.geometry, info.crs, list(info.fields), sample)


def _table(path: Path, encoding: str) -> FileLook:
    def known(cells: Sequence[str]) -> int:
        return max(len(match_columns(one, cells).fields) for one in registers())

    opened = open_source(path, encoding=encoding or None, score=known)
    parts = []
    for sheet in opened.sheets or [""]:
        if sheet and sheet != opened.sheet:
            parts.append(Part(sheet, None, "", None, [], []))
            continue
        first = next(iter(opened.chunks(NAMES)), None)
        columns = list(opened.columns)
        rows = [list(row) for row in zip(*(first.columns[c] for c in columns), strict=True)] if first else []
        has_wkt = any(alias_key(column) in wkt_in.NAMES for column in columns)
        shaped = has_wkt and any("POLYGON" in cell[:40].upper() for row in rows for cell in row)
        kind = "Polygon" if shaped else ""
        parts.insert(0, Part(sheet or path.stem, opened.total or opened.estimate or None, kind, None, columns, rows))
    text = isinstance(opened, TextTable)
    found = opened.encoding.removesuffix("-sig") if isinstance(opened, TextTable) else ""
    how = "given" if encoding else "tried"
    return FileLook(path, parts, _register(parts[0].fields), found, how if text else "", _words(parts))


def _register(fields: Sequence[str]) -> str | None:
    scored = {one: len(match_columns(one, fields).fields) for one in registers()}
    best = max(scored, key=lambda one: scored[one])
    return best if scored[best] else None


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _words(parts: Sequence[Part]) -> list[str]:
    """The first texts that are not plain ASCII: only these show whether the encoding is right."""
    seen: dict[str, None] = {}
    for part in parts:
        for row in [part.fields, *part.sample]:
            seen.update((cell.strip(), None) for cell in row if cell.strip() and not cell.isascii())
    return list(islice(seen, NAMES))
