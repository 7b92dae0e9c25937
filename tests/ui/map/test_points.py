"""Points: none lost between buckets, exact close up, clusters whose counts add up far out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.ui.map.points import PointSet, SortedPoints, marks
from gridgov.ui.map.view import View


def points(n: int, seed: int = 1, name: str = "case") -> SortedPoints:
    random = np.random.default_rng(seed)
    return SortedPoints(PointSet(name, random.uniform(0, 900, n), random.uniform(0, 700, n), np.arange(n) + 10))


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 99), *[st.floats(-100, 1000)] * 4)
def test_a_box_gives_exactly_the_points_in_it(n: int, seed: int, a: float, b: float, c: float, d: float) -> None:
    box = (min(a, b), min(c, d), max(a, b), max(c, d))
    made = points(n, seed)
    inside = made.inside(box)
    x, y = made.x, made.y
    truth = np.flatnonzero((x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3]))
    assert sorted(inside.tolist()) == truth.tolist()


def test_ids_stay_with_their_points_and_unplaced_points_go() -> None:
    made = SortedPoints(PointSet("a", np.array([5, np.nan, 1.0]), np.array([5, 0, 1.0]), np.array([7, 8, 9])))
    near = made.inside((0, 0, 2, 2))
    assert made.ids[near].tolist() == [9]
    assert len(made.x) == 2
    assert (
        len(SortedPoints(PointSet("none", np.empty(0), np.empty(0), np.empty(0, np.int64))).inside((0, 0, 1, 1))) == 0
    )


def test_few_points_are_exact_many_gather() -> None:
    view = View.around((0, 0, 900, 700), 900, 700, margin=0)
    few = marks([points(50), points(20, name="component")], view)
    assert [len(e.x) for e in few.exact] == [50, 20]
    assert few.clusters is None
    many = marks([points(6_000), points(4_000, 2)], view)
    assert many.clusters is not None
    assert many.clusters.counts.sum() == 10_000
    assert (many.clusters.which == -1).any()
    assert marks([], view).clusters is None


def test_clusters_stay_while_the_map_is_dragged() -> None:
    view = View.around((0, 0, 900, 700), 900, 700, margin=0)
    made = [points(30_000)]
    before, after = marks(made, view).clusters, marks(made, view.panned(-200, 0)).clusters
    assert before is not None
    assert after is not None
    known = {(round(x, 6), round(y, 6)) for x, y in zip(before.x, before.y, strict=True)}
    again = sum((round(x, 6), round(y, 6)) in known for x, y in zip(after.x, after.y, strict=True))
    assert again >= 0.7 * len(after.x)
