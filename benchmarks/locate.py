"""Points to cells, against geopandas.sjoin: with the layer's index built in the run, and with the index at hand.

Both start from arrays of coordinates, take turns in one process, and must give the same cell for every point; where a
point touches several cells, the peer keeps the first by code, as we do.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator

import geopandas
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from benchmarks.tessellation import lattice
from gridgov.spatial.locate import CellIndex, Located
from gridgov.spatial.rings import Rings

Floats = NDArray[np.float64]

_IN_THE_RUN = 8.0
_AT_HAND = 15.0


def points(rings: Rings, count: int, seed: int = 7) -> tuple[Floats, Floats]:
    """`count` points: nearly all over the layer, 3 % of them outside, 1 % on vertices, 0.5 % on or beside edges."""
    random = np.random.default_rng(seed)
    low_x, low_y, high_x, high_y = rings.bounds()
    margin = 0.015 * (high_x - low_x)
    x = random.uniform(low_x - margin, high_x + margin, count)
    y = random.uniform(low_y - margin, high_y + margin, count)
    on_vertex = random.choice(count, count // 100, replace=False)
    x[on_vertex], y[on_vertex] = rings.xy[random.integers(0, len(rings.xy), len(on_vertex))].T
    on_edge = random.choice(count, count // 200, replace=False)
    begin = random.integers(0, len(rings.xy) - 1, len(on_edge))
    share = random.uniform(0, 1, (len(on_edge), 1))
    x[on_edge], y[on_edge] = (rings.xy[begin] * (1 - share) + rings.xy[begin + 1] * share).T
    return x, y


def _ours(rings: Rings, x: Floats, y: Floats) -> Located:
    return CellIndex.build(rings).locate(x, y)


def _cells(rings: Rings) -> geopandas.GeoDataFrame:
    owner = np.repeat(np.arange(rings.ring_count), np.diff(rings.ring_start))
    shapes = shapely.polygons(shapely.linearrings(rings.xy, indices=owner))
    return geopandas.GeoDataFrame({"number": np.arange(rings.count)}, geometry=shapes)


def _first(pairs: pd.DataFrame, count: int) -> NDArray[np.int64]:
    """The smallest cell of each point, -1 for none."""
    cell = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(cell, pairs.index.to_numpy(), pairs["number"].to_numpy())
    cell[cell == np.iinfo(np.int64).max] = -1
    return cell


def _peer(cells: geopandas.GeoDataFrame, x: Floats, y: Floats) -> NDArray[np.int64]:
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y))
    return _first(geopandas.sjoin(frame, cells, predicate="intersects"), len(x))


def _peer_swapped(cells: geopandas.GeoDataFrame, x: Floats, y: Floats) -> NDArray[np.int64]:
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y))
    pairs = geopandas.sjoin(cells, frame, predicate="intersects")
    return _first(pd.DataFrame({"number": pairs.index.to_numpy()}, index=pairs["index_right"]), len(x))


def _turns(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """The median seconds of each act, one after the other, round by round."""
    spent: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, found in zip(acts, spent, strict=True):
            gc.collect()
            begun = time.perf_counter()
            act()
            found.append(time.perf_counter() - begun)
    return [statistics.median(found) for found in spent]


def _line(name: str, ours: float, unit: str, peer: str, theirs: float, target: float | None) -> dict[str, object]:
    ratio = theirs / ours
    return {
        "name": name,
        "ours": ours,
        "unit": unit,
        "peer": peer,
        "peer_value": theirs,
        "ratio": ratio,
        "target": target,
        "met": None if target is None else ratio >= target,
    }


def measures(quick: bool = False) -> Iterator[dict[str, object]]:
    """Ratio: how many times faster than the peer."""
    side, count, rounds = (30, 50_000, 1) if quick else (100, 1_000_000, 3)
    rings = lattice(side, side, parts=25, rough=0.003)
    x, y = points(rings, count)
    index, cells = CellIndex.build(rings), _cells(rings)
    assert cells.sindex is not None
    # First a round that is not counted: it makes the lazy parts of both and compares every answer.
    answer = index.locate(x, y)
    np.testing.assert_array_equal(answer.cell, _peer(cells, x, y))
    np.testing.assert_array_equal(answer.cell, _peer_swapped(cells, x, y))

    ours, kept, theirs, theirs_kept, swapped = _turns(
        rounds,
        lambda: _ours(rings, x, y),
        lambda: index.locate(x, y),
        lambda: _peer(_cells(rings), x, y),
        lambda: _peer(cells, x, y),
        lambda: _peer_swapped(_cells(rings), x, y),
    )
    what = f"{count:,} points to {rings.count:,} cells"
    yield _line(f"{what}, index built in the run", ours, "s", "geopandas.sjoin", theirs, None if quick else _IN_THE_RUN)
    yield _line(f"{what}, index at hand", kept, "s", "geopandas.sjoin", theirs_kept, None if quick else _AT_HAND)
    yield _line(f"{what}, index built in the run", ours, "s", "geopandas.sjoin, sides swapped", swapped, None)

    some_x, some_y = x[:1000].copy(), y[:1000].copy()
    more, theirs_more = _turns(9, lambda: index.locate(some_x, some_y), lambda: _peer(cells, some_x, some_y))
    yield _line("1,000 more points", 1000 * more, "ms", "geopandas.sjoin", 1000 * theirs_more, None)
