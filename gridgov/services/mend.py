"""Mending a layer: what can be mended without moving a neighbour, done when asked, taken back, or left and remembered.

What is done is a publication like any other: former shapes go to the past, records are attached anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
import orjson
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, WrongUse
from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.services import cells, doctor
from gridgov.services.desk import Desk
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial import blob
from gridgov.spatial import crs as reference
from gridgov.spatial.area import geodesic_area_m2
from gridgov.spatial.mending import Mend, mends
from gridgov.spatial.polygons import to_shapely
from gridgov.spatial.topology import Finding
from gridgov.store import layers as store
from gridgov.store import setting

LEFT, DONE = "doctor_left", "doctor_mends"
KEPT = 200
"""Mends that can still be taken back by their number."""

Floats = NDArray[np.float64]


@attrs.frozen
class Left:
    """A finding that was looked at and left: who, when, why, and the sentence it had."""

    key: str
    layer: str
    at: str
    by: str
    why: str
    sentence: str


@attrs.frozen
class Done:
    """A mend that was done: its number, the codes and kinds, and when it was taken back ('' while it stands)."""

    number: int
    layer: str
    at: str
    by: str
    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    versions: tuple[int, ...]
    """The versions of the cells that it made."""
    undone: str = ""


@attrs.frozen(eq=False)
class Diagnosis:
    """The findings of a layer with their keys, what was left, and what can be mended.

    `mends` are by the finding's key. `rings`, `codes` and `crs` are the layer's, for drawing.
    """

    layer: str
    crs: str
    codes: list[str]
    shapes: Any
    findings: list[tuple[str, Finding]]
    left: dict[str, Left]
    mends: dict[str, Mend]

    def scale(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Metres a unit east and north at a place, and the place: what is drawn is drawn in metres around it."""
        if not reference.is_geographic(self.crs):
            return 1.0, 1.0, x, y
        return 111_320.0 * float(np.cos(np.radians(y))), 111_320.0, x, y

    @property
    def open(self) -> list[tuple[str, Finding]]:
        """The findings that nobody has left."""
        return [(key, one) for key, one in self.findings if key not in self.left]


def key_of(finding: Finding, geographic: bool) -> str:
    """A finding's short name: the same for the same kind at the same cells and, to about ten metres, place."""
    step = 1e-4 if geographic else 10.0
    place = "" if finding.codes else f"{finding.x / step:.0f} {finding.y / step:.0f}"
    text = "\n".join((finding.kind, *sorted(finding.codes), place))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def diagnose(desk: Desk, actor: Actor, layer: str | None = None, *, progress: Progress | None = None) -> Diagnosis:
    """Examine a layer, and find out what could be mended in it; nothing is written."""
    chosen = doctor.layer_of(desk, actor, layer)
    report = doctor.examine_layer(desk, actor, chosen, progress=progress)
    rings, codes, system = layer_rings(desk, actor, chosen)
    geographic = reference.is_geographic(system)
    shapes = to_shapely(rings)
    low, high = rings.bounds()[1], rings.bounds()[3]
    unit = 111_320.0 * float(np.sqrt(np.cos(np.radians((low + high) / 2)))) if geographic else 1.0
    findings = [(key_of(one, geographic), one) for one in report.findings]
    found = mends(shapes, rings, codes, report.findings, unit)
    by_finding = {id(one.finding): one for one in found}
    possible = {key: by_finding[id(one)] for key, one in findings if id(one) in by_finding}
    kept = {one.key: one for one in left(desk, actor) if one.layer == chosen}
    return Diagnosis(chosen, system, list(codes), shapes, findings, kept, possible)


def mend(
    desk: Desk, actor: Actor, found: Diagnosis, keys: Sequence[str], *, progress: Progress | None = None
) -> Done | None:
    """Publish the mended shapes of these findings; None when none of them can be mended.

    ``BadInput`` when a cell was changed since it was examined.
    """
    chosen = [found.mends[key] for key in keys if key in found.mends]
    if not chosen:
        return None
    codes = [found.codes[one.cell] for one in chosen]
    blobs = blob.from_wkb([_wkb(one.after) for one in chosen], reference.srs_id(found.crs))
    number = _publish(desk, actor, found.layer, codes, blobs, "doctor", progress, before=[one.before for one in chosen])
    versions = _versions(desk, actor, found.layer, codes)
    kinds = tuple(one.finding.kind for one in chosen)
    done = Done(number, found.layer, desk.local_now(), actor.name, tuple(codes), kinds, versions)
    with desk.change(actor, "cell.write", "cell.mend", layer=found.layer, cells=len(codes), mend=number) as change:
        kept = _done(setting.all_(change.conn).get(DONE))
        setting.put(change.conn, {DONE: _written([*kept, done][-KEPT:])})
    return done


def take_back(desk: Desk, actor: Actor, number: int, *, progress: Progress | None = None) -> Done:
    """Give the cells of a mend the shapes that they had before; ``WrongUse`` for no such mend or one taken back."""
    one = next((d for d in history(desk, actor) if d.number == number), None)
    if one is None:
        raise WrongUse("There is no mend {number}: see gridgov doctor FILE --mends.", number=number)
    if one.undone:
        raise WrongUse("Mend {number} was taken back before.", number=number)
    if _versions(desk, actor, one.layer, list(one.codes)) != one.versions:
        raise BadInput("Cells of mend {number} were changed since: it cannot be taken back as a whole.", number=number)
    with desk.reader() as conn:
        found = [store.latest_past(conn, one.layer, code) for code in one.codes]
    if any(shape is None for shape in found):
        raise BadInput("The former shapes of mend {number} are not in the file any more.", number=number)
    blobs = [bytes(shape) for shape in found if shape is not None]
    _publish(desk, actor, one.layer, list(one.codes), blobs, "doctor", progress)
    back = attrs.evolve(one, undone=desk.local_now())
    with desk.change(actor, "cell.write", "cell.unmend", layer=one.layer, mend=number) as change:
        kept = _done(setting.all_(change.conn).get(DONE))
        setting.put(change.conn, {DONE: _written([back if d.number == number else d for d in kept])})
    return back


def history(desk: Desk, actor: Actor) -> list[Done]:
    """The mends so far, the newest first."""
    desk.look(actor, "cell.read", "cell.mends")
    with desk.reader() as conn:
        return _done(setting.all_(conn).get(DONE))[::-1]


def left(desk: Desk, actor: Actor) -> list[Left]:
    """The findings that were left, in the order in which they were."""
    desk.look(actor, "cell.read", "cell.left")
    with desk.reader() as conn:
        text = setting.all_(conn).get(LEFT)
    return [Left(**one) for one in orjson.loads(text)] if text else []


def leave(desk: Desk, actor: Actor, found: Diagnosis, key: str, why: str) -> Left:
    """Leave a finding and remember why; it is listed as left from now on, until it is looked at again."""
    one = next((finding for known, finding in found.findings if known == key), None)
    if one is None:
        raise WrongUse("There is no finding {key}: see gridgov doctor FILE.", key=key)
    if not why.strip():
        raise BadInput("Say why it is left: whoever looks next wants to know.")
    made = Left(key, found.layer, desk.local_now(), actor.name, why.strip(), tr(one.sentence, **one.params))
    with desk.change(actor, "cell.write", "cell.leave", layer=found.layer, key=key, why=made.why) as change:
        _keep(change.conn, [*(o for o in _left(change.conn) if o.key != key), made])
    return made


def look_again(desk: Desk, actor: Actor, key: str) -> None:
    """Let a finding that was left be a finding again."""
    with desk.change(actor, "cell.write", "cell.look_again", key=key) as change:
        kept = _left(change.conn)
        if key not in {one.key for one in kept}:
            raise WrongUse("No finding {key} was left.", key=key)
        _keep(change.conn, [one for one in kept if one.key != key])


def _left(conn: Any) -> list[Left]:
    text = setting.all_(conn).get(LEFT)
    return [Left(**one) for one in orjson.loads(text)] if text else []


def _keep(conn: Any, kept: Sequence[Left]) -> None:
    setting.put(conn, {LEFT: orjson.dumps([attrs.asdict(one) for one in kept]).decode()})


def _done(text: str | None) -> list[Done]:
    found: list[dict[str, Any]] = orjson.loads(text) if text else []
    return [_as_done(one) for one in found]


def _as_done(one: dict[str, Any]) -> Done:
    lists = {key: tuple(one[key]) for key in ("codes", "kinds", "versions")}
    return Done(**{**one, **lists})


def _versions(desk: Desk, actor: Actor, layer: str, codes: Sequence[str]) -> tuple[int, ...]:
    fids = {row[1]: row[0] for row in cells.cell_rows(desk, actor, layer)}
    return tuple(fids.get(code, 0) for code in codes)


def _written(done: Sequence[Done]) -> str:
    return orjson.dumps([attrs.asdict(one) for one in done]).decode()


def _wkb(shape: Any) -> bytes:
    import shapely

    return bytes(shapely.to_wkb(shape))


def _publish(
    desk: Desk, actor: Actor, layer: str, codes: list[str], blobs: list[bytes], source: str,
    progress: Progress | None, before: Sequence[Any] | None = None,
) -> int:  # fmt: skip
    """Publish new shapes of some cells, all else of them as it is; the number of this mend."""
    import shapely

    rows = {row[1]: row for row in cells.cell_rows(desk, actor, layer)}
    if missing := [code for code in codes if code not in rows]:
        raise BadInput("The cell {code} is not in the layer any more: examine it again.", code=missing[0])
    if before is not None:
        rings, there, _ = layer_rings(desk, actor, layer)
        at = {code: i for i, code in enumerate(there)}
        now = to_shapely(rings.take(np.array([at[code] for code in codes], dtype=np.int64)))
        for code, one, shape in zip(codes, now, before, strict=True):
            if not shapely.equals_exact(one, shape):
                raise BadInput("The cell {code} was changed meanwhile: examine the layer again.", code=code)
    chosen = next(one for one in cells.layers(desk, actor) if one.id == layer)
    spec = cells.LayerSpec(layer, chosen.zh, chosen.en, chosen.rank, chosen.parent, chosen.crs)
    areas = geodesic_area_m2(blob.decode_polygons(blobs), chosen.crs)
    new = cells.NewCells(codes, [rows[c][2] for c in codes], blobs, areas, [rows[c][4] for c in codes])
    cells.publish(desk, actor, spec, new, progress=progress, source=source)
    with desk.reader() as conn:
        return max((one.number for one in _done(setting.all_(conn).get(DONE))), default=0) + 1
