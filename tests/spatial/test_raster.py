"""The picture of cell numbers, held against exact point-in-polygon tests."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from benchmarks.tessellation import lattice
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.raster import borders, cell_picture, coloured
from gridgov.spatial.rings import Rings


def polygons(rings: Rings) -> np.ndarray:
    return shapely.polygons([rings.xy[a:b] for a, b in zip(rings.ring_start[:-1], rings.ring_start[1:], strict=True)])


def truth(shapes: np.ndarray, x: np.ndarray, y: np.ndarray) -> list[set[int]]:
    """For each point the cells (from 1) that hold it."""
    points, cells = shapely.STRtree(shapes).query(shapely.points(x, y), predicate="intersects")
    found: list[set[int]] = [set() for _ in x]
    for point, cell in zip(points.tolist(), cells.tolist(), strict=True):
        found[point].add(cell + 1)
    return found


@pytest.mark.parametrize(("zoom", "shift"), [(1, (0, 0)), (4, (300, 200)), (30, (1100, 650)), (0.2, (0, 0))])
@pytest.mark.parametrize("join", [True, False])
def test_ten_thousand_pixels_hold_the_cell_at_their_middle(zoom: float, shift: tuple[int, int], join: bool) -> None:
    rings = lattice(24, 18, parts=5, seed=3)
    shapes = polygons(rings)
    coverage = Coverage.of(rings, join=join)
    box = coverage.bounds()
    assert box is not None
    scale = 640 / (box[2] - box[0]) * zoom
    west, north = box[0] - 11.3 + shift[0], box[3] + 7.9 - shift[1]
    raster = cell_picture(coverage, west, north, scale, 640, 480)
    assert raster is not None
    assert raster.ids.shape == (480, 640)
    random = np.random.default_rng(5)
    column, row = random.integers(0, 640, 10_000), random.integers(0, 480, 10_000)
    x, y = west + (column + 0.5) / scale, north - (row + 0.5) / scale
    got = raster.ids[row, column]
    wrong = [
        n for n, (cells, cell) in enumerate(zip(truth(shapes, x, y), got.tolist(), strict=True))
        if (cell not in cells) and (cells or cell)
    ]  # fmt: skip
    assert wrong == []
    assert raster.overlap is None


def test_overlaps_are_marked_and_the_smallest_cell_is_on_top() -> None:
    square = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], float)
    xy = np.vstack([square + np.array([east, 0]) for east in (0, 5, 7, 40)])
    rings = Rings(xy, np.arange(5) * 4, np.arange(4, dtype=np.int32), 4)
    raster = cell_picture(Coverage.of(rings), 0, 10, 1, 60, 10)
    assert raster is not None
    assert raster.ids[4, :18].tolist() == [1] * 10 + [2] * 5 + [3] * 2 + [0]
    assert raster.overlap is not None
    assert np.flatnonzero(raster.overlap[4]).tolist() == [5, 6, 7, 8, 9, 10, 11, 12, 13, 14]


def test_overlapping_cells_hold_no_third_number() -> None:
    rings = lattice(20, 15, parts=4, seed=9)
    moved = rings.xy.copy()
    random = np.random.default_rng(1)
    for cell in random.choice(rings.count, 12, replace=False):
        moved[rings.ring_start[cell] : rings.ring_start[cell + 1]] += random.uniform(-40, 40, 2)
    rings = Rings(moved, rings.ring_start, rings.ring_cell, rings.count)
    shapes = polygons(rings)
    coverage = Coverage.of(rings)
    box = coverage.bounds()
    assert box is not None
    scale = 600 / (box[2] - box[0])
    raster = cell_picture(coverage, box[0], box[3], scale, 600, 450)
    assert raster is not None
    assert raster.overlap is not None
    row, column = (v.ravel() for v in np.mgrid[:450:3, :600:3])
    held = truth(shapes, box[0] + (column + 0.5) / scale, box[3] - (row + 0.5) / scale)
    for cells, got, several in zip(
        held, raster.ids[row, column].tolist(), raster.overlap[row, column].tolist(), strict=True
    ):
        assert got == min(cells, default=0)
        assert several == (len(cells) > 1)


def test_holes_show_what_lies_in_them() -> None:
    outer = np.array([[0, 0], [30, 0], [30, 30], [0, 30]], float)
    hole = np.array([[10, 10], [20, 10], [20, 20], [10, 20]], float)
    rings = Rings(np.vstack([outer, hole]), np.array([0, 4, 8]), np.array([0, 0], np.int32), 1)
    raster = cell_picture(Coverage.of(rings), 0, 30, 1, 30, 30)
    assert raster is not None
    assert raster.ids[15, 5] == 1
    assert raster.ids[15, 15] == 0


def test_nothing_in_view_and_nobody_waiting() -> None:
    coverage = Coverage.of(lattice(3, 3))
    away = cell_picture(coverage, 1e6, 1e6, 1, 20, 10)
    assert away is not None
    assert not away.ids.any()
    west, _, _, north = coverage.bounds() or (0, 0, 0, 0)
    assert cell_picture(coverage, west, north, 1, 200, 100, lambda: True) is None


def test_colours_and_borders() -> None:
    ids = np.array([[0, 1, 1], [2, 2, 1]], np.int32)
    colours = np.array([0xFF000000, 0xFF00FF00, 0xFF0000FF], np.uint32)
    assert coloured(ids, colours).tolist() == [[0xFF000000, 0xFF00FF00, 0xFF00FF00], [0xFF0000FF] * 2 + [0xFF00FF00]]
    assert borders(ids).tolist() == [[True, True, False], [False, True, False]]
