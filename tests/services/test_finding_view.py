"""What is drawn of a finding lies around its place, in metres."""

from __future__ import annotations

from typing import Any

import numpy as np

from gridgov.services import cells, mend
from gridgov.services.finding_view import of_finding
from tests.services.conftest import new_cells


def test_two_cells_that_lie_over_each_other_are_drawn_around_the_place(district: Any) -> None:
    wide = np.array([[116.0, 39.0], [116.0013, 39.0], [116.0013, 39.001], [116.0, 39.001], [116.0, 39.0]])
    right = wide.copy()
    right[:, 0] += 0.001
    given = new_cells(["a", "b"], [[wide], [right]], [None, None])
    spec = cells.LayerSpec("unit_cell", "单元网格", "Unit cell", 5, None, "EPSG:4326")
    cells.publish(district.desk, district.actor, spec, given)
    found = mend.diagnose(district.desk, district.actor, "unit_cell")
    key = next(key for key, one in found.findings if one.kind == "overlap" and set(one.codes) == {"a", "b"})
    seen = of_finding(found, key)
    assert seen is not None
    assert seen.has_place
    assert len(seen.fault) == 2
    assert len(seen.near) >= 2
    for line in seen.fault:
        # 0.0013° × 0.001° at 39° north: some 112 m by 111 m.
        assert np.allclose(np.ptp(line, axis=0), (112.5, 111.3), rtol=0.01)
        assert (line.min(axis=0) < 1).all()
        assert (line.max(axis=0) > -1).all()
