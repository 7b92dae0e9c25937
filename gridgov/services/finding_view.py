"""What there is to see of a finding: the cells around its place and those at fault, as lines in metres around it."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import shapely
from numpy.typing import NDArray

from gridgov.services.mend import Diagnosis

Line = NDArray[np.float64]

_LEAST_REACH_M = 25.0


@attrs.frozen(eq=False)
class FindingView:
    """Lines (n, 2) in metres, east and north of the place.

    `near` are the outlines of the cells around, `fault` those of the cells at fault. Of what can be mended `before`
    and `after` are the outline as it is and as it would be, with the `changed_m2` between them and the `code` of the
    cell. `has_place` is false for a finding that lies nowhere. `reach_m` is how far to look in each direction.
    """

    near: list[Line]
    fault: list[Line]
    before: list[Line]
    after: list[Line]
    changed_m2: float
    code: str
    has_place: bool
    reach_m: float


def of_finding(found: Diagnosis, key: str) -> FindingView | None:
    """What to draw of the finding with that key; None for one that has neither a place nor a cell with a shape."""
    one = next(finding for known, finding in found.findings if known == key)
    at = [i for i, code in enumerate(found.codes) if code in one.codes]
    done = found.mends.get(key)
    if done is not None and done.cell not in at:
        at.append(done.cell)
    has_place = bool(np.isfinite([one.x, one.y]).all())
    if has_place:
        x, y = one.x, one.y
    else:
        middle = shapely.box(*shapely.total_bounds(found.shapes[at])).centroid if at else shapely.Point()
        if middle.is_empty:
            return None
        x, y = middle.x, middle.y
    per_x, per_y, x0, y0 = found.scale(x, y)
    reach = max(3 * float(np.sqrt(max(one.area_m2, 1.0))), 2 * one.length_m, _LEAST_REACH_M)
    seen = shapely.box(x0 - reach / per_x, y0 - reach / per_y, x0 + reach / per_x, y0 + reach / per_y)

    def lines(shape: Any) -> list[Line]:
        return [(shapely.get_coordinates(ring) - (x0, y0)) * (per_x, per_y) for ring in shapely.get_rings(shape)]

    return FindingView(
        [line for i in shapely.STRtree(found.shapes).query(seen) for line in lines(found.shapes[i])],
        [line for i in at for line in lines(found.shapes[i])],
        lines(done.before) if done is not None else [],
        lines(done.after) if done is not None else [],
        abs(float(done.after.area - done.before.area)) * per_x * per_y if done is not None else 0.0,
        found.codes[done.cell] if done is not None else "",
        has_place,
        reach,
    )
