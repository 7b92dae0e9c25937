"""Shared edges of cells: found once, right on both sides, whatever the direction of the rings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.tessellation import lattice, parents
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.rings import Rings

SQUARE = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], float)


def moved(ring: np.ndarray, east: float) -> np.ndarray:
    return ring + np.array([east, 0.0])


def rings_of(*cells: list[np.ndarray]) -> Rings:
    rings = [ring for cell in cells for ring in cell]
    owner = [n for n, cell in enumerate(cells) for _ in cell]
    starts = np.cumsum([0, *(len(r) for r in rings)])
    xy = np.vstack(rings) if rings else np.empty((0, 2))
    return Rings(xy, starts.astype(np.int64), np.array(owner, np.int32), len(cells))


def test_two_squares_share_one_edge() -> None:
    coverage = Coverage.of(rings_of([SQUARE], [moved(SQUARE, 10)]))
    assert len(coverage.left) == 7
    shared = (coverage.left > 0) & (coverage.right > 0)
    assert shared.sum() == 1
    assert (coverage.left[shared][0], coverage.right[shared][0]) == (1, 2)
    assert (coverage.y0 <= coverage.y1).all()


@pytest.mark.parametrize("backwards", [False, True])
def test_direction_of_rings_does_not_matter(backwards: bool) -> None:
    a, b = SQUARE, moved(SQUARE, 10)
    coverage = Coverage.of(rings_of([a[::-1] if backwards else a], [b]))
    assert coverage.neighbours(0).tolist() == [1]
    assert coverage.neighbours(1).tolist() == [0]


def test_every_inner_edge_of_a_lattice_is_shared() -> None:
    rings = lattice(9, 7, parts=4)
    coverage = Coverage.of(rings)
    rim = (coverage.left == 0) | (coverage.right == 0)
    assert rim.sum() == 2 * (9 + 7) * 4
    assert len(coverage.left) == (len(rings.xy) + rim.sum()) // 2


def test_the_quick_kind_has_every_edge_of_every_ring() -> None:
    rings = lattice(5, 5, parts=3)
    coverage = Coverage.of(rings, join=False)
    assert not coverage.joined
    assert len(coverage.left) == len(rings.xy)


def test_neighbours_of_a_lattice_cell() -> None:
    coverage = Coverage.of(lattice(6, 5))
    assert coverage.neighbours(8).tolist() == [2, 7, 9, 14]
    assert coverage.neighbours(0).tolist() == [1, 6]


def test_borders_between_parents() -> None:
    parts = 3
    coverage = Coverage.of(lattice(4, 4, parts=parts))
    halves = np.array([n % 4 // 2 for n in range(16)], np.int32)
    inner = coverage.borders(halves)
    both = (coverage.left[inner] > 0) & (coverage.right[inner] > 0)
    assert both.sum() == 4 * parts
    assert len(coverage.borders(np.zeros(16, np.int32))) == 16 * parts
    assert len(coverage.borders()) == len(coverage.left)


def test_a_cell_at_a_point_with_holes_and_parts() -> None:
    hole = np.array([[3, 3], [7, 3], [7, 7], [3, 7]], float)
    island = moved(SQUARE, 30)
    coverage = Coverage.of(rings_of([SQUARE, hole, island], [hole[::-1]]))
    assert coverage.cell_at(1, 1) == 0
    assert coverage.cell_at(35, 5) == 0
    assert coverage.cell_at(5, 5) == 1
    assert coverage.cell_at(20, 5) == -1
    assert coverage.neighbours(0).tolist() == [1]


def test_where_cells_overlap_the_first_answers() -> None:
    coverage = Coverage.of(rings_of([SQUARE], [moved(SQUARE, 5)]))
    assert coverage.cell_at(7, 5) == 0
    assert coverage.cell_at(12, 5) == 1


def test_cells_without_rings_and_rings_out_of_order() -> None:
    xy = np.vstack([moved(SQUARE, 10), SQUARE])
    rings = Rings(xy, np.array([0, 4, 8]), np.array([2, 0], np.int32), 4)
    coverage = Coverage.of(rings)
    assert coverage.cell_at(5, 5) == 0
    assert coverage.cell_at(15, 5) == 2
    assert coverage.neighbours(0).tolist() == [2]
    assert not np.isfinite(coverage.boxes[1]).any()
    assert coverage.cells_in((-100, -100, 100, 100)).tolist() == [True, False, True, False]


def test_an_empty_layer() -> None:
    coverage = Coverage.of(Rings(np.empty((0, 2)), np.zeros(1, np.int64), np.empty(0, np.int32), 0))
    assert coverage.bounds() is None
    assert coverage.cell_at(0, 0) == -1


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 9), st.integers(2, 9), st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_a_box_never_misses_an_edge_of_a_cell_in_it(columns: int, rows: int, seed: int, random: object) -> None:
    rings = lattice(columns, rows, parts=40, seed=seed)
    coverage = Coverage.of(rings)
    low, high = rings.xy.min(axis=0), rings.xy.max(axis=0)
    a, b = np.sort([[random.uniform(p, q) for p, q in zip(low, high, strict=True)] for _ in range(2)], axis=0)  # type: ignore[attr-defined]
    box = (*a, *b)
    seen = np.flatnonzero(coverage.cells_in(box)) + 1
    near = coverage.edges_in(box)
    taken = np.zeros(len(coverage.left), bool)
    taken[near] = True
    needed = np.isin(coverage.left, seen) | np.isin(coverage.right, seen)
    assert taken[needed].all()


def test_parents_of_a_lattice_are_whole_numbers() -> None:
    assert parents(8, 6, 4, 3).min() == 0
