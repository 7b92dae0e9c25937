"""How a file is to be read: its columns matched to fields, its reference system settled, or asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from gridgov.domain import workflow
from gridgov.domain.mapping import Mapping, Source, match_columns
from gridgov.domain.register import dropped_as, register
from gridgov.domain.value import parse_reals
from gridgov.errors import BadInput, GridgovError
from gridgov.exchange.record_source import RecordSource
from gridgov.exchange.tables import open_source
from gridgov.services.import_rows import Plan
from gridgov.spatial import crs as reference
from gridgov.spatial.crs_guess import guess
from gridgov.spatial.datum import offset_name

Bounds = tuple[float, float, float, float]
MOST_LIKELY = 6
"""Likely answers that a sentence names."""

DEFAULT_WORKFLOW = "city_management"
_DEGREES = frozenset({"lon", "lng", "long", "longitude", "经度", "lat", "latitude", "纬度"})


@attrs.frozen(eq=False)
class Opened:
    """A file ready to be read: the source, the plan, what was dropped, what was taken for granted."""

    source: RecordSource
    plan: Plan
    mapping: Mapping
    dropped: list[str]
    unmatched: list[str]
    notes: list[GridgovError]


def open_file(
    register_id: str,
    path: Path,
    mapping: Mapping | None,
    crs: str | None,
    zone: str,
    *,
    sheet: str | None = None,
    looking: bool = False,
) -> Opened:
    """Open a file for an import into a register.

    Without a mapping (or with one that maps nothing) columns are matched by name and other names, and what matches
    nothing is kept as extra fields; with one, only what it names comes in. Raises ``BadInput`` when a mapped column
    is not in the file, or when coordinates come without a reference system; `looking` lets a file pass of which
    no column is known, so that a person may match them.
    """
    if mapping is not None and mapping.register != register_id:
        raise BadInput(
            "The mapping is for {theirs}, not for {ours}: choose the right one.",
            theirs=mapping.register,
            ours=register_id,
        )
    chosen = mapping or Mapping(register=register_id, source=path.stem)

    def score(cells: Sequence[str]) -> int:
        return len(match_columns(register_id, cells).fields)

    source = open_source(
        path,
        sheet=sheet or chosen.sheet or None,
        header_row=chosen.header_row or None,
        encoding=chosen.encoding or None,
        score=score,
    )
    matched = match_columns(register_id, source.columns)
    extra = list(chosen.extra)
    if not chosen.fields:
        fields = {name: Source(column) for name, column in matched.fields.items()}
        chosen = attrs.evolve(chosen, fields=fields)
        extra = matched.unmatched
    missing = [s.column for s in chosen.fields.values() if s.column not in source.columns]
    if missing:
        raise BadInput(
            "{file} has no column {columns}: it has {there}.",
            file=path.name,
            columns=", ".join(missing),
            there=", ".join(source.columns),
        )
    if not looking and not chosen.fields and not source.has_shapes:
        raise BadInput(
            "No column of {file} is known in this register: give a mapping, or take the template.", file=path.name
        )
    dropped = [column for column in matched.dropped if column not in {s.column for s in chosen.fields.values()}]
    extra = [column for column in extra if column in source.columns and dropped_as(column) is None]
    notes: list[GridgovError] = [BadInput(note.text, **note.params) for note in source.notes]
    kept = register(register_id)
    flow = chosen.workflow or DEFAULT_WORKFLOW
    plan = Plan(
        register=kept,
        fields=chosen.fields,
        values=chosen.values,
        zone=chosen.local_time or zone,
        ignore_offset=chosen.ignore_offset,
        states=_states(flow) if register_id == "case" else {},
        workflow=flow,
        crs=_system(source, chosen, crs, path, notes) if getattr(kept, "has_place", False) else None,
        extra=extra,
        dates=chosen.dates,
    )
    return Opened(source, plan, chosen, dropped, matched.unmatched, notes)


def _states(flow: str) -> dict[str, str]:
    """Every word for a state of a workflow → its code."""
    found: dict[str, str] = {}
    for code, state in workflow.load(flow).states.items():
        for word in (code, state.zh, state.en, *state.aliases):
            found.setdefault(word.lower(), code)
    return found


def _system(
    source: RecordSource, mapping: Mapping, crs: str | None, path: Path, notes: list[GridgovError]
) -> str | None:
    """The system of the file's coordinates; None when it has none. Asked for, never guessed in silence."""
    given = crs or mapping.crs
    if given:
        return offset_name(given) or reference.name(reference.srs_id(given))
    if source.has_shapes:
        if source.crs:
            return _epsg(source.crs, path)
        raise _asked(path, _bounds_of_shapes(source))
    pair = [mapping.fields[name].column for name in ("x", "y") if name in mapping.fields]
    if len(pair) == 2 and all(column.strip().lower() in _DEGREES for column in pair):
        notes.append(
            BadInput("{x} and {y} were taken as degrees of WGS 84, because of their names.", x=pair[0], y=pair[1])
        )
        return reference.WGS84
    if len(pair) == 2 or "wkt" in mapping.fields:
        raise _asked(path, _bounds_of_columns(source, *pair) if len(pair) == 2 else None)
    return None


def _asked(path: Path, bounds: Bounds | None) -> BadInput:
    """The question for a reference system, with the likely answers by where the first rows fall."""
    likely = guess(bounds) if bounds is not None else []
    if not likely:
        return BadInput(
            "{file} does not say its reference system: give it with --crs, or as crs in the mapping.", file=path.name
        )
    return BadInput(
        "{file} does not say its reference system: give it with --crs, or as crs in the mapping. Likely: {likely}.",
        file=path.name,
        likely="; ".join(f"{one.option} ({one.reason})" for one in likely[:MOST_LIKELY]),
    )


def _bounds_of_shapes(source: RecordSource) -> Bounds | None:
    import shapely

    for chunk in source.chunks():
        shapes = shapely.from_wkb([one for one in chunk.shapes or () if one is not None])
        if len(shapes) and not shapely.is_empty(shapes).all():
            low_x, low_y, high_x, high_y = shapely.total_bounds(shapes).tolist()
            return low_x, low_y, high_x, high_y
    return None


def _bounds_of_columns(source: RecordSource, x: str, y: str) -> Bounds | None:
    for chunk in source.chunks():
        east, north = (
            np.array([v for v in parse_reals(chunk.columns[column]).values if v], dtype=np.float64) for column in (x, y)
        )
        if len(east) and len(north):
            return float(east.min()), float(north.min()), float(east.max()), float(north.max())
    return None


def _epsg(text: str, path: Path) -> str:
    """The EPSG name of a system as the file writes it; one that has none is asked about."""
    if text.upper().startswith("EPSG:"):
        return text.upper()
    import pyproj

    number: Any = pyproj.CRS.from_user_input(text).to_epsg()
    if not number:
        raise BadInput(
            "{file} has a reference system without an EPSG number: give it with --crs, or as crs in the mapping.",
            file=path.name,
        )
    return reference.name(int(number))
