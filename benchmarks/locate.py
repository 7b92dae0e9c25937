"""1,000,000 points attached to 10,000 cells, against geopandas.sjoin and the smallest code, points on edges too."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.tessellation import lattice
from gridgov.spatial.locate import CellIndex, to_shapely
from gridgov.spatial.rings import Rings


def points(rings: Rings, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Points all over the layer and a little outside, 2 % of them on vertices or in the middle of edges."""
    rng = np.random.default_rng(7)
    low_x, low_y, high_x, high_y = rings.bounds()
    margin = (high_x - low_x) / 50
    x = rng.uniform(low_x - margin, high_x + margin, count)
    y = rng.uniform(low_y - margin, high_y + margin, count)
    on = rng.integers(0, len(rings.xy), count // 100)
    x[: len(on)], y[: len(on)] = rings.xy[on].T
    middle = (rings.xy[on] + rings.xy[np.minimum(on + 1, len(rings.xy) - 1)]) / 2
    x[len(on) : 2 * len(on)], y[len(on) : 2 * len(on)] = middle.T
    return x, y


def measures(quick: bool = False) -> Iterator[dict[str, Any]]:
    """Ours and the peer by turns, from coordinate arrays on both sides."""
    side = 32 if quick else 100
    rings = lattice(side, side, parts=25, rough=0.003)
    x, y = points(rings, 100_000 if quick else 1_000_000)
    cells = gpd.GeoDataFrame({"cell": np.arange(rings.count)}, geometry=to_shapely(rings), crs=4547)

    def peer() -> np.ndarray:
        frame = gpd.GeoDataFrame(geometry=shapely.points(x, y), crs=4547)
        joined = gpd.sjoin(frame, cells, predicate="intersects")
        found = np.full(len(x), rings.count)
        np.minimum.at(found, joined.index.to_numpy(), joined["cell"].to_numpy())
        return np.where(found == rings.count, -1, found)

    built, kept, theirs = [], [], []
    for _ in range(3):
        began = time.perf_counter()
        index = CellIndex.build(rings)
        ours = index.locate(x, y).cell
        built.append(time.perf_counter() - began)
        began = time.perf_counter()
        index.locate(x, y)
        kept.append(time.perf_counter() - began)
        cells = gpd.GeoDataFrame({"cell": np.arange(rings.count)}, geometry=to_shapely(rings), crs=4547)
        began = time.perf_counter()
        answer = peer()
        theirs.append(time.perf_counter() - began)
        if (answer != ours).any():
            raise AssertionError(f"{int((answer != ours).sum())} points differ from the peer")
    b = statistics.median(theirs)
    for name, times, target in (("with the index built", built, 8.0), ("with the index at hand", kept, 15.0)):
        a = statistics.median(times)
        yield {
            "name": f"{len(x):,} points to {rings.count:,} cells, {name} (identical answers)",
            "ours": a,
            "unit": "s",
            "peer": "geopandas.sjoin",
            "peer_value": b,
            "ratio": b / a,
            "target": target,
            "met": b / a >= target,
        }
