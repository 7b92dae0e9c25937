"""Sheets for paper: one cell on one page, with map, staff, counts per register and open cases with due dates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.exchange.whole_file import written_whole
from gridgov.messages import language, pick, tr
from gridgov.reports.cell_map import Area, draw
from gridgov.reports.figure import Figure
from gridgov.reports.sheet import compile_sheet
from gridgov.services import cells, lists
from gridgov.services.attach import cell_of_point
from gridgov.services.desk import Desk
from gridgov.spatial.rings import Rings

MOST_CASES = 24
"""Open cases listed on the page; the rest is counted in a line."""


@attrs.frozen
class SheetDocument:
    """What a sheet shows: its template's name, its texts and its figures."""

    template: str
    document: Mapping[str, Any]
    figures: Mapping[str, Figure]


def cell_sheet(
    desk: Desk, actor: Actor, code: str, *, layer: str | None = None, as_of: str | None = None
) -> SheetDocument:
    """The sheet of one cell, in the language in use; no personal value stands on it.

    Raises what :func:`gridgov.services.cells.panel` raises for a code that no layer or several layers have.
    """
    layer = cells.find_layer(desk, actor, code, layer)
    panel = cells.panel(desk, actor, code, layer=layer, as_of=as_of)
    named = {one.id: one for one in cells.layers(desk, actor)}
    cases, open_ids = _open_cases(desk, actor, layer, code)
    document = {
        "lang": "zh" if language().startswith("zh") else "en",
        "title": f"{pick(named[layer].zh, named[layer].en)} {code}",
        "subtitle": " · ".join(part for part in (panel["name"], tr("as of {when}", when=desk.local_now())) if part),
        "facts": _facts(panel, named, cells.names_of(desk, actor, panel["parents"])),
        "counts_title": tr("Records"),
        "counts": [[pick(registers()[key].zh, registers()[key].en), f"{n:,}"] for key, n in panel["counts"].items()],
        "cases_title": tr("Open cases"),
        "cases_line": tr(
            "{open} open ({overdue} overdue) · {waiting} waiting · {done} done · {void} void", **panel["cases"]
        ),
        "case_heads": ["", tr("Case number"), tr("Class"), tr("State"), tr("Due")],
        "cases": cases,
        "more": tr("{n} more are not shown.", n=len(open_ids) - len(cases)) if len(open_ids) > len(cases) else "",
        "footer": tr("gridgov · printed by {name} · {when}", name=actor.name, when=desk.local_now()),
    }
    return SheetDocument("cell", document, {"map": _map(desk, actor, layer, code, open_ids[:MOST_CASES])})


def _facts(panel: Mapping[str, Any], named: Mapping[str, Any], above: Mapping[str, str]) -> list[list[str]]:
    facts = [[tr("Area"), tr("{area} m²", area=f"{panel['area_m2']:,.0f}")]]
    facts.append([tr("Grid staff"), tr(", ").join(panel["staff"]) or tr("nobody yet")])
    for layer, code in panel["parents"].items():
        if layer in named:
            facts.append([pick(named[layer].zh, named[layer].en), above.get(layer) or code or "—"])
    facts.append([tr("Valid from"), panel["valid_from"] or "—"])
    return facts


def _open_cases(desk: Desk, actor: Actor, layer: str, code: str) -> tuple[list[list[str]], Any]:
    ids = lists.ids(desk, actor, "case", cell=(layer, code), where="state_type = 'open'", sort="due_at")
    rows = lists.rows(desk, actor, "case", ids[:MOST_CASES], ["number", "class", "state", "due_at"])
    return [[str(n), *("" if v is None else str(v) for v in row)] for n, row in enumerate(rows, start=1)], ids


def _map(desk: Desk, actor: Actor, layer: str, code: str, case_ids: Any) -> Figure:
    shapes = cells.shapes(desk, actor, layer)
    chosen = shapes.codes.index(code) if code in shapes.codes else -1
    near = _near(shapes.rings, chosen)
    areas = [Area(tuple(_rings_of(shapes.rings, cell)), shapes.codes[cell], chosen=cell == chosen) for cell in near]
    fids, x, y = cells.points(desk, actor, "case", shapes.frame)
    place = {int(fid): (float(px), float(py)) for fid, px, py in zip(fids, x, y, strict=True)}
    marks = [(*place[int(fid)], str(int(fid))) for fid in case_ids if int(fid) in place]
    return draw(areas, marks, width_mm=106, height_mm=84)


def map_of_case(desk: Desk, actor: Actor, case_id: int) -> dict[str, Figure]:
    """The unit cell around a case with the case in it, as ``map``; {} for one that lies in no unit cell."""
    found = lists.rows(desk, actor, "case", [case_id], ["cell"])
    code = str(found[0][0] or "") if found else ""
    return {"map": _map(desk, actor, "unit_cell", code, [case_id])} if code else {}


def little_map(desk: Desk, actor: Actor, lon: float, lat: float) -> Figure | None:
    """The unit cell around a place with the place in it, small enough for a page beside other things.

    None where no unit cell lies.
    """
    code = cell_of_point(desk, "unit_cell", lon, lat)
    if not code:
        return None
    shapes = cells.shapes(desk, actor, "unit_cell")
    chosen = shapes.codes.index(code) if code in shapes.codes else -1
    near = _near(shapes.rings, chosen)
    areas = [Area(tuple(_rings_of(shapes.rings, cell)), shapes.codes[cell], chosen=cell == chosen) for cell in near]
    x, y = shapes.frame.to_frame(np.array([lon]), np.array([lat]))
    return draw(areas, [(float(x[0]), float(y[0]), "")], width_mm=80, height_mm=44)


def _near(rings: Rings, chosen: int) -> list[int]:
    """The cells whose boxes meet the chosen cell's box with half its size around it; none when nothing is chosen."""
    if chosen < 0:
        return []
    starts = rings.ring_start[:-1]
    low = np.minimum.reduceat(rings.xy, starts, axis=0)
    high = np.maximum.reduceat(rings.xy, starts, axis=0)
    own = rings.ring_cell == chosen
    box_low, box_high = low[own].min(axis=0), high[own].max(axis=0)
    margin = (box_high - box_low).max() * 0.75
    meets = ((low <= box_high + margin) & (high >= box_low - margin)).all(axis=1)
    return sorted({int(cell) for cell in rings.ring_cell[meets]})


def _rings_of(rings: Rings, cell: int) -> list[Any]:
    found = np.flatnonzero(rings.ring_cell == cell)
    return [rings.xy[rings.ring_start[r] : rings.ring_start[r + 1]] for r in found]


def write_pdf(sheet: SheetDocument, path: Path) -> None:
    """Write a sheet as PDF: to a new name beside `path`, moved into place when whole."""
    (pdf,) = compile_sheet(sheet.template, sheet.document, sheet.figures)
    with written_whole(path) as fresh:
        fresh.write_bytes(pdf)


def preview_png(sheet: SheetDocument, dpi: int = 110) -> list[bytes]:
    """The pages of a sheet as PNG pictures at `dpi`."""
    return compile_sheet(sheet.template, sheet.document, sheet.figures, form="png", dpi=dpi)
