"""The arrow keys: every cell can be reached, gaps are crossed, and there is a way back."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.tessellation import lattice
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.rings import Rings
from gridgov.ui.map.travel import next_cell

WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def reached(coverage: Coverage, start: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        cell = waiting.pop()
        for way in WAYS:
            beside = next_cell(coverage, cell, *way)
            if beside >= 0 and beside not in found:
                found.add(beside)
                waiting.append(beside)
    return found


def squares(corners: list[tuple[float, float]], side: float = 10.0) -> Rings:
    xy = [(x + dx, y + dy) for x, y in corners for dx, dy in ((0, 0), (side, 0), (side, side), (0, side))]
    n = len(corners)
    return Rings(np.array(xy, np.float64), np.arange(0, 4 * n + 1, 4), np.arange(n, dtype=np.int32), n)


@pytest.mark.parametrize(("columns", "rows", "seed"), [(8, 6, 2), (12, 12, 5), (1, 9, 1), (9, 1, 1)])
@pytest.mark.parametrize("join", [True, False])
def test_every_cell_is_reached_from_every_corner(columns: int, rows: int, seed: int, join: bool) -> None:
    coverage = Coverage.of(lattice(columns, rows, seed=seed, parts=5), join=join)
    for start in (0, columns - 1, columns * rows - 1):
        assert reached(coverage, start) == set(range(columns * rows))


def test_gaps_and_islands_are_crossed() -> None:
    coverage = Coverage.of(squares([(0, 0), (10, 0), (300, 5), (295, 200), (20, 180)]))
    assert reached(coverage, 0) == set(range(5))
    assert next_cell(coverage, 1, 1, 0) == 2
    assert next_cell(coverage, 2, 0, 1) == 3


def test_no_cell_lies_beyond_the_rim_and_none_beside_a_cell_without_shape() -> None:
    coverage = Coverage.of(squares([(0, 0), (10, 0)]))
    assert next_cell(coverage, 1, 1, 0) == -1
    assert next_cell(coverage, 0, 0, 1) == -1
    rings = squares([(0, 0), (10, 0)])
    bare = Coverage.of(Rings(rings.xy, rings.ring_start, rings.ring_cell, 3))
    assert next_cell(bare, 2, 1, 0) == -1
    assert reached(bare, 0) == {0, 1}
