"""Lines and rings out of geometry blobs."""

from __future__ import annotations

import numpy as np
import shapely

from gridgov.spatial.blob import from_wkb
from gridgov.spatial.paths import decode_paths

WKT = (
    "LINESTRING (0 0, 1 1, 2 0)",
    "POINT (5 5)",
    "MULTILINESTRING ((0 0, 1 0), (3 3, 4 4, 5 3))",
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 3 2, 3 3, 2 2))",
    "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING Z (0 0 7, 2 2 7), MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0))))",
    "LINESTRING EMPTY",
)


def test_every_line_and_ring_is_found_and_whose_it_is() -> None:
    blobs = [None, *from_wkb([shapely.to_wkb(shapely.from_wkt(text)) for text in WKT], 4326)]
    found = decode_paths(blobs)
    assert found.owner.tolist() == [1, 3, 3, 4, 4, 5, 5]
    assert np.diff(found.start).tolist() == [3, 2, 3, 5, 4, 2, 4]
    assert found.xy[:3].tolist() == [[0, 0], [1, 1], [2, 0]]
    assert found.xy[-1].tolist() == [0, 0]


def test_either_order_of_bytes() -> None:
    line = shapely.from_wkt(WKT[0])
    for order in (0, 1):
        (blob,) = from_wkb([shapely.to_wkb(line, byte_order=order)], 4326)
        assert decode_paths([blob]).xy.tolist() == [[0, 0], [1, 1], [2, 0]]


def test_nothing_gives_nothing() -> None:
    found = decode_paths([])
    assert found.start.tolist() == [0]
    assert len(found.owner) == 0
