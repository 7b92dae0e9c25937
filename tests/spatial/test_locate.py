"""Points to cells: the same answer as GEOS for every point, also on edges and vertices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gridgov.spatial import rings as r
from gridgov.spatial.locate import CellIndex, to_shapely


def judged(shapes: NDArray[np.object_], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """The smallest cell that GEOS says each point touches, -1 for none."""
    which, found = shapely.STRtree(shapes).query(shapely.points(x, y), predicate="intersects")
    cell = np.full(len(x), len(shapes))
    np.minimum.at(cell, which, found)
    return np.where(cell == len(shapes), -1, cell)


def tessellation(n: int, jitter: float, seed: int = 0, scale: float = 100.0, shift: float = 0.0) -> r.Rings:
    """n × n four-sided cells that share their corners exactly."""
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(n + 1.0), np.arange(n + 1.0))
    corners = (np.stack([x, y], -1) + rng.uniform(-jitter, jitter, (n + 1, n + 1, 2))) * scale + shift
    return r.from_lists(
        [
            [[corners[j, i], corners[j, i + 1], corners[j + 1, i + 1], corners[j + 1, i]]]
            for j in range(n)
            for i in range(n)
        ]
    )


def lattice(
    columns: int, rows: int, size: tuple[float, float], corner: tuple[float, float], nudges: int, seed: int
) -> r.Rings:
    """A regular lattice whose corners are moved by `nudges` steps of a float at most."""
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(corner[0] + np.arange(columns + 1) * size[0], corner[1] + np.arange(rows + 1) * size[1])
    corners = np.stack([x, y], -1)
    for _ in range(nudges):
        corners = np.nextafter(corners, rng.choice([-np.inf, np.inf], corners.shape))
    return r.from_lists(
        [
            [[corners[j, i], corners[j, i + 1], corners[j + 1, i + 1], corners[j + 1, i]]]
            for j in range(rows)
            for i in range(columns)
        ]
    )


def points_along_edges(rings: r.Rings, count: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points on edges as far as floats allow, and at small distances from them."""
    rng = np.random.default_rng(seed)
    begin = rng.integers(0, len(rings.xy), count)
    end = r.following(rings)[begin]
    share = rng.uniform(0, 1, (count, 1))
    on = rings.xy[begin] * (1 - share) + rings.xy[end] * share
    reach = rings.bounds()[2] - rings.bounds()[0]
    beside = [on + rng.normal(0, step * reach, on.shape) for step in (1e-12, 1e-9, 1e-6, 1e-3)]
    parts = np.concatenate([on, np.nextafter(on, rng.choice([-np.inf, np.inf], on.shape)), *beside])
    return parts[:, 0].copy(), parts[:, 1].copy()


def difficult_points(rings: r.Rings, count: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points all over, on vertices, one step of a float beside them, and in the middle of edges."""
    rng = np.random.default_rng(seed)
    low_x, low_y, high_x, high_y = rings.bounds()
    margin = (high_x - low_x) / 5
    x = rng.uniform(low_x - margin, high_x + margin, count)
    y = rng.uniform(low_y - margin, high_y + margin, count)
    vertex = rings.xy[rng.integers(0, len(rings.xy), count // 4)]
    beside = np.nextafter(vertex, rng.choice([-np.inf, np.inf], vertex.shape))
    following = rings.xy[(rng.integers(0, len(rings.xy) - 1, count // 4) + 1)]
    middle = (vertex + following[: len(vertex)]) / 2
    parts = np.concatenate((np.column_stack((x, y)), vertex, beside, middle))
    return parts[:, 0].copy(), parts[:, 1].copy()


@pytest.mark.parametrize(
    ("n", "jitter", "scale", "shift"),
    [
        (20, 0.3, 100.0, 0.0),
        (10, 0.0, 1.0, 0.0),
        (16, 0.0, 0.001, 117.0),
        (7, 0.2, 100.0, 4_420_000.0),
        (1, 0.1, 5.0, 0),
    ],
)
def test_every_point_has_the_cell_that_geos_says(n: int, jitter: float, scale: float, shift: float) -> None:
    rings = tessellation(n, jitter, scale=scale, shift=shift)
    x, y = difficult_points(rings, 8_000, seed=n)
    located = CellIndex.build(rings).locate(x, y)
    np.testing.assert_array_equal(located.cell, judged(to_shapely(rings), x, y))
    assert len(located.several) == 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("columns", "rows", "size", "corner", "nudges"),
    [
        (8, 8, (1.0, 1.0), (0.1, 0.3), 1),  # outlines that nearly follow the lines of pixel centres
        (1, 30, (1000.0, 1.0), (500_000.0, 4_400_000.0), 1),  # long edges all but level
        (30, 1, (1.0, 3333.0), (39_450_000.0, 4_420_000.0), 2),
        (5, 9, (0.001, 0.0013), (116.3, 39.9), 2),
        (1, 1, (1.0, 0.001), (-0.7, 0.2), 0),
    ],
)
def test_edges_all_but_on_pixel_centres_are_not_decided_by_rounding(
    columns: int, rows: int, size: tuple[float, float], corner: tuple[float, float], nudges: int, seed: int
) -> None:
    rings = lattice(columns, rows, size, corner, nudges, seed)
    shapes, index = to_shapely(rings), CellIndex.build(rings)
    for x, y in (difficult_points(rings, 1_500, seed), points_along_edges(rings, 700, seed)):
        np.testing.assert_array_equal(index.locate(x, y).cell, judged(shapes, x, y))


@pytest.mark.parametrize("seed", range(6))
def test_overlapping_stars_and_outlines_that_cross_themselves_are_answered_as_geos_does(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stars = []
    for middle in rng.uniform(0, 100, (25, 2)):
        angle = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 30)))[:: rng.choice([1, -1])]
        reach = rng.uniform(1, 30, len(angle))
        stars.append([np.column_stack((np.cos(angle), np.sin(angle))) * reach[:, None] + middle])
    tangles = [[rng.uniform(0, 100, (rng.integers(4, 8), 2))] for _ in range(8)]
    for rings in (r.from_lists(stars), r.from_lists(tangles)):
        shapes, index = to_shapely(rings), CellIndex.build(rings)
        for x, y in (difficult_points(rings, 1_500, seed), points_along_edges(rings, 700, seed)):
            np.testing.assert_array_equal(index.locate(x, y).cell, judged(shapes, x, y))


def test_a_stray_vertex_far_away_changes_no_answer() -> None:
    rings = tessellation(20, 0.3)
    stray = r.concat([rings, r.from_lists([[[[1e9, 1e9], [1e9 + 1, 1e9], [1e9, 1e9 + 1]]]])])
    x, y = difficult_points(rings, 2_000, seed=2)
    np.testing.assert_array_equal(CellIndex.build(stray).locate(x, y).cell, judged(to_shapely(stray), x, y))


def test_a_ring_of_two_vertices_encloses_nothing() -> None:
    rings = r.from_lists([[[[0, 0], [10, 0], [10, 10], [0, 10]]], [[[2, 2], [8, 8]]], [[[5, 5]]]])
    assert CellIndex.build(rings).locate(np.array([5.0, 2.0]), np.array([5.0, 2.0])).cell.tolist() == [0, 0]
    assert [shape.is_empty for shape in to_shapely(rings)] == [False, True, True]


def test_holes_and_parts_are_respected_in_any_direction() -> None:
    outer = [[0, 0], [10, 0], [10, 10], [0, 10]]
    hole = [[2, 2], [5, 2], [5, 5], [2, 5]]
    island = [[3, 3], [4, 3], [4, 4], [3, 4]]
    far = [[20, 0], [20, 5], [25, 5]]
    for turn in (1, -1):
        rings = r.from_lists([[outer, hole[::turn], far], [island]])
        x, y = difficult_points(rings, 4_000, seed=3)
        located = CellIndex.build(rings).locate(x, y)
        np.testing.assert_array_equal(located.cell, judged(to_shapely(rings), x, y))


def test_a_point_inside_two_cells_is_several_with_its_choices() -> None:
    rings = r.from_lists([[[[0, 0], [10, 0], [10, 10], [0, 10]]], [[[5, 5], [15, 5], [15, 15], [5, 15]]]])
    located = CellIndex.build(rings).locate(np.array([7.0, 1.0, 12.0, 5.0]), np.array([7.0, 1.0, 12.0, 7.0]))
    assert located.cell.tolist() == [0, 0, 1, 0]
    assert located.several.tolist() == [0]
    assert located.choices == [[0, 1]]


def test_the_smallest_code_has_a_shared_edge() -> None:
    rings = r.from_lists([[[[0, 0], [1, 0], [1, 1], [0, 1]]], [[[1, 0], [2, 0], [2, 1], [1, 1]]]])
    x, y = np.array([1.0, 1.0]), np.array([0.5, 0.0])
    assert CellIndex.build(rings, np.array([0, 1])).locate(x, y).cell.tolist() == [0, 0]
    assert CellIndex.build(rings, np.array([1, 0])).locate(x, y).cell.tolist() == [1, 1]


def test_empty_layers_missing_and_far_points_lie_nowhere() -> None:
    nothing = CellIndex.build(r.empty(3)).locate(np.array([1.0]), np.array([1.0]))
    assert nothing.cell.tolist() == [-1]
    index = CellIndex.build(tessellation(3, 0.1))
    far = index.locate(np.array([np.nan, 1e12, -np.inf]), np.array([1.0, 1e12, 5.0]))
    assert far.cell.tolist() == [-1, -1, -1]
    assert len(index.locate(np.empty(0), np.empty(0)).cell) == 0


def test_a_kept_index_answers_the_same(tmp_path: Path) -> None:
    rings = tessellation(6, 0.3)
    index = CellIndex.build(rings)
    index.save(tmp_path / "index.npz")
    x, y = difficult_points(rings, 500, seed=1)
    again = CellIndex.load(tmp_path / "index.npz").locate(x, y)
    np.testing.assert_array_equal(again.cell, index.locate(x, y).cell)


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(1, 6),
    jitter=st.floats(0, 0.4),
    seed=st.integers(0, 1000),
    exponent=st.integers(-4, 4),
    shift=st.sampled_from([0.0, 1.0, 117.5, 500_000.0]),
)
def test_any_tessellation_answers_as_geos_does(n: int, jitter: float, seed: int, exponent: int, shift: float) -> None:
    rings = tessellation(n, jitter, seed, 10.0**exponent, shift)
    shapes = to_shapely(rings)
    if not shapely.is_valid(shapes).all():
        return
    x, y = difficult_points(rings, 400, seed)
    located = CellIndex.build(rings).locate(x, y)
    np.testing.assert_array_equal(located.cell, judged(shapes, x, y))
