"""Coordinates of a file brought into a system that is known: swapped, unshifted, turned by local parameters, compared.

Nothing is guessed in silence: what was done is a note, and what is likely is offered with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.register import alias_key
from gridgov.domain.value import parse_reals
from gridgov.errors import BadInput, GridgovError, WrongUse
from gridgov.exchange.tables import open_source
from gridgov.exchange.vector_in import Features
from gridgov.services import cells
from gridgov.services.desk import Desk
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial import blob, datum, fit
from gridgov.spatial import crs as reference
from gridgov.spatial.crs_guess import FEET as FEET
from gridgov.spatial.rings import Rings
from gridgov.spatial.track import plane

Floats = NDArray[np.float64]

NEAR_M, FAR_M = 20.0, 1_500.0
"""A layer whose cells all lie so far from where they were is likely on another datum, not redrawn."""

SAME_SHIFT = 0.35
"""How far single shifts may differ from their median, as a part of it, and still be one shift."""


@attrs.frozen
class How:
    """What a person says of a file's coordinates.

    `crs` is ``EPSG:n``, ``gcj02`` or ``bd09``; `swap` turns east and north round; `unit` is ``foot`` or ``us-foot``
    where the numbers are feet of a system in metres; `shift` are four or seven parameters and `control` a table of
    control points (name, x, y, X, Y), both into the system `to`.
    """

    crs: str | None = None
    swap: bool = False
    unit: str = ""
    shift: str = ""
    control: Path | None = None
    to: str | None = None


def settle(found: Features, how: How, layer_crs: str | None, notes: list[GridgovError]) -> Features:
    """The features in a system that the file can keep, with a note for everything that was done to them.

    `layer_crs` is the system of the layer that they go into, where there is one. ``BadInput`` when an old datum has no
    parameters, ``WrongUse`` for parameters without a system to go to.
    """
    given = how.crs or found.crs
    if how.swap:
        found = _moved(found, found.crs, lambda x, y: (y, x))
        notes.append(BadInput("East and north were swapped."))
    if how.unit:
        if how.unit not in FEET:
            raise WrongUse("There is no unit {unit}: use foot or us-foot.", unit=how.unit)
        metres = FEET[how.unit]
        found = _moved(found, found.crs, lambda x, y: (x * metres, y * metres))
        notes.append(BadInput("Feet were turned into metres ({n} m each).", n=f"{metres:.10g}"))
    if how.shift or how.control is not None:
        return _by_parameters(found, how, given, layer_crs, notes)
    if given is None:
        return found
    offset = datum.offset_name(given)
    if offset is not None:
        made = _moved(found, reference.WGS84, lambda x, y: datum.to_wgs84(x, y, offset))
        notes.append(BadInput("The coordinates were taken as {crs} and turned into WGS 84.", crs=offset.upper()))
        found, given = made, reference.WGS84
    given = reference.name(reference.srs_id(given))
    if old := reference.old_datum(given):
        raise BadInput(
            "{name} cannot be turned into another system without local parameters: the result would be wrong by "
            "tens of metres. Ask the sender for CGCS2000, or give parameters or control points.",
            name=old,
        )
    if layer_crs is not None and not reference.same_numbers(given, layer_crs):
        source = given
        made = _moved(found, layer_crs, lambda x, y: reference.transform(x, y, source, layer_crs))
        notes.append(BadInput("The coordinates were turned from {old} into {new}.", old=given, new=layer_crs))
        return made
    return attrs.evolve(found, crs=given)


def _by_parameters(
    found: Features, how: How, given: str | None, layer_crs: str | None, notes: list[GridgovError]
) -> Features:
    to = how.to or layer_crs
    if to is None:
        raise WrongUse("Parameters lead into a system: say which with --to EPSG:N.")
    to = reference.name(reference.srs_id(to))
    if how.control is not None:
        made = fit.fit(control_points(how.control))
        notes.append(_told(made))
        return _moved(found, to, made.four.apply)
    numbers = fit.parameters(how.shift)
    if isinstance(numbers, fit.Four):
        notes.append(BadInput("Four parameters were applied: {numbers}.", numbers=how.shift))
        return _moved(found, to, numbers.apply)
    if given is None:
        raise WrongUse("Seven parameters need the system of the file: say which with --crs EPSG:N.")
    source, target = reference.system(given), reference.system(to)
    notes.append(BadInput("Seven parameters were applied: {numbers}.", numbers=how.shift))
    return _moved(found, to, lambda x, y: fit.apply_seven(x, y, numbers, source, target))


def _told(made: fit.Fit) -> BadInput:
    worst = int(np.argmax(made.residuals_m))
    four = made.four
    return BadInput(
        "{n} control points gave dx {dx} m, dy {dy} m, rotation {rotation}″, scale {scale} ppm; residuals {rms} m on "
        "average, {worst} m at {name}.",
        n=len(made.names), dx=f"{four.dx:.3f}", dy=f"{four.dy:.3f}", rotation=f"{four.rotation_s:.3f}",
        scale=f"{four.scale_ppm:.3f}", rms=f"{made.rms_m:.3f}", worst=f"{made.residuals_m[worst]:.3f}",
        name=made.names[worst],
    )  # fmt: skip


def control_points(path: Path) -> list[tuple[str, float, float, float, float]]:
    """Control points from a table: name, x and y in the file's coordinates, X and Y in the target system."""
    wanted = {"x": ("x", "x1", "源x", "from_x"), "y": ("y", "y1", "源y", "from_y"),
              "X": ("x2", "to_x", "目标x", "新x"), "Y": ("y2", "to_y", "目标y", "新y")}  # fmt: skip

    def score(row: Sequence[str]) -> int:
        keys = {alias_key(str(cell)) for cell in row}
        return sum(bool(keys & set(names)) for names in wanted.values())

    source = open_source(path, score=score)
    known = {alias_key(column): column for column in source.columns}
    columns = {key: next((known[name] for name in names if name in known), None) for key, names in wanted.items()}
    if missing := [key for key, column in columns.items() if column is None]:
        raise BadInput(
            "{file} needs the columns name, x, y, x2, y2: {missing} is not there.",
            file=path.name, missing=", ".join(missing),
        )  # fmt: skip
    title = next((known[key] for key in ("name", "名称", "点名", "点号", "id") if key in known), None)
    found: list[tuple[str, float, float, float, float]] = []
    for chunk in source.chunks():
        values = [parse_reals(chunk.columns[str(columns[key])]) for key in wanted]
        for i, row in enumerate(chunk.rows):
            four = [one.values[i] for one in values]
            if any(value is None for value in four):
                raise BadInput("{file}, row {row}: a control point needs four numbers.", file=path.name, row=row)
            name = chunk.columns[title][i] if title else str(row)
            found.append((name, float(four[0]), float(four[1]), float(four[2]), float(four[3])))
    return found


def _moved(found: Features, crs: str | None, move: Callable[[Floats, Floats], tuple[Floats, Floats]]) -> Features:
    """The features with every vertex moved, in another system."""
    import shapely

    there = [i for i, one in enumerate(found.blobs) if one is not None]
    if not there:
        return attrs.evolve(found, crs=crs)
    shapes = shapely.from_wkb([blob.to_wkb(found.blobs[i] or b"") for i in there])

    def turned(xy: Floats) -> Floats:
        x, y = move(xy[:, 0].copy(), xy[:, 1].copy())
        return np.column_stack([x, y])

    moved = shapely.transform(shapes, turned)
    made, rings = blob.with_rings([bytes(one) for one in shapely.to_wkb(moved)], reference.srs_id(crs) if crs else 0)
    blobs: list[bytes | None] = [None] * len(found.blobs)
    for i, one in zip(there, made, strict=True):
        blobs[i] = one
    whole = rings if len(there) == len(blobs) and not found.faults else None
    return attrs.evolve(found, blobs=blobs, crs=crs, rings=whole)


def guard(desk: Desk, actor: Actor, layer: str, codes: Sequence[str], rings: Rings, system: str) -> BadInput | None:
    """A note when all cells lie shifted against those of the same codes that are there: likely another datum.

    None where nothing can be compared, or the shifts are not one shift.
    """
    if layer not in {one.id for one in cells.layers(desk, actor)}:
        return None
    there, known, their_system = layer_rings(desk, actor, layer)
    at = {code: n for n, code in enumerate(known)}
    pairs = [(n, at[code]) for n, code in enumerate(codes) if code in at]
    if len(pairs) < 3:
        return None
    new = _middles(rings, [n for n, _ in pairs], system)
    old = _middles(there, [m for _, m in pairs], their_system)
    middle = (float(old[0].mean()), float(old[1].mean()))
    x1, y1 = plane(*new, middle)
    x0, y0 = plane(*old, middle)
    east, north = x1 - x0, y1 - y0
    dx, dy = float(np.median(east)), float(np.median(north))
    size = float(np.hypot(dx, dy))
    if not NEAR_M <= size <= FAR_M or float(np.median(np.hypot(east - dx, north - dy))) > SAME_SHIFT * size:
        return None
    for name in (datum.GCJ02, datum.BD09):
        x2, y2 = plane(*datum.to_wgs84(*new, name), middle)
        if float(np.median(np.hypot(x2 - x0, y2 - y0))) < max(15.0, size / 10):
            return BadInput(
                "The cells lie {n} m from those of the same codes, as {crs} does: if so, bring the file in again with "
                "--crs {crs}.",
                n=f"{size:.0f}", crs=name,
            )  # fmt: skip
    return BadInput(
        "The cells lie {n} m from those of the same codes, all in one direction: the file is likely on another datum. "
        "Ask the sender which one.",
        n=f"{size:.0f}",
    )


def _middles(rings: Rings, which: Sequence[int], system: str) -> tuple[Floats, Floats]:
    """The middles of the boxes of some cells, in degrees."""
    boxes = rings.cell_bounds()[list(which)]
    return reference.to_wgs84((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2, system)
