"""Class limits: every value in exactly one class, and ranges a person can read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.spatial.classify import METHODS, classify

NUMBERS = st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")) | st.integers(0, 9).map(float), max_size=80)


@given(NUMBERS, st.integers(1, 9), st.sampled_from(METHODS[:3]))
def test_every_value_has_one_class_within_its_limits(values: list[float], classes: int, method: str) -> None:
    found = classify(values, classes, method)
    which = found.of(values)
    given_values = np.array(values, float)
    assert ((which == -1) == ~np.isfinite(given_values)).all()
    assert found.count <= classes
    assert len(found.labels()) == found.count
    assert (np.diff(found.limits) >= 0).all()
    for value, k in zip(given_values, which, strict=True):
        if k >= 0:
            assert found.limits[k] <= value <= found.limits[k + 1]
            assert k == 0 or value > found.limits[k]


def test_quantiles_hold_as_many_each() -> None:
    which = classify(np.arange(1000), 4).of(np.arange(1000))
    assert np.bincount(which).tolist() == [250] * 4


def test_equal_intervals() -> None:
    assert classify(np.arange(101), 4, "equal").limits.tolist() == [0, 25, 50, 75, 100]


def test_natural_breaks_fall_into_the_gaps() -> None:
    values = np.concatenate([np.linspace(0, 5, 60), np.linspace(40, 44, 30), np.linspace(100, 101, 10)])
    assert np.bincount(classify(values, 3, "natural").of(values)).tolist() == [60, 30, 10]


def test_natural_breaks_are_the_best_there_are() -> None:
    values = np.sort(np.random.default_rng(2).gamma(1.5, 10, 25))

    def spread(cuts: tuple[int, ...]) -> float:
        parts = np.split(values, cuts)
        return sum(float(((p - p.mean()) ** 2).sum()) for p in parts)

    best = min(spread((i, j)) for i in range(1, 24) for j in range(i + 1, 25))
    which = classify(values, 3, "natural").of(values)
    got = spread(tuple(np.flatnonzero(np.diff(which)) + 1))
    assert got == pytest.approx(best)


def test_natural_breaks_of_many_values() -> None:
    random = np.random.default_rng(4)
    values = np.concatenate([random.normal(m, 1, 30_000) for m in (0, 50, 200)])
    assert np.bincount(classify(values, 3, "natural").of(values)).tolist() == pytest.approx([30_000] * 3, rel=0.005)


def test_own_limits() -> None:
    found = classify([0, 5, 10, 50, 400], [5, 100], "own")
    assert found.labels() == ["0 – 5", "6 – 100", "101 – 400"]
    assert found.of([5, 6, 101]).tolist() == [0, 1, 2]


def test_all_equal_few_and_none() -> None:
    assert classify([7, 7, 7]).labels() == ["7"]
    assert classify([1, 2, 2, np.nan], 5).labels() == ["1", "2"]
    nothing = classify([np.nan, np.inf])
    assert nothing.count == 0
    assert nothing.labels() == []
    assert nothing.of([1.0, np.nan]).tolist() == [-1, -1]
    assert classify([]).count == 0


def test_ranges_have_decimals_enough_to_differ() -> None:
    texts = classify([0.01, 0.02, 0.03, 0.04, 0.05, 0.06], 3, "equal").labels()
    assert len(set(texts)) == 3
    assert classify([1.5, 250.5, 999.5, 1200.25], 2, "equal").labels() == ["2 – 601", "601 – 1,200"]


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="guess"):
        classify([1, 2], 2, "guess")
