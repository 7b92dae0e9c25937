"""Cells as polygons, made when they are asked for."""

from __future__ import annotations

import numpy as np
import shapely

from gridgov.spatial import rings as r
from gridgov.spatial.sound import SoundCells


def test_cells_are_as_drawn_or_as_mended() -> None:
    square = [[0, 0], [4, 0], [4, 4], [0, 4]]
    bow = [[0, 0], [4, 4], [4, 0], [0, 4]]
    mended = shapely.box(9, 9, 10, 10)
    cells = SoundCells(r.from_lists([[square], [bow], []]), {1: mended})
    first = cells.at(np.array([2, 0, 0]))
    assert first[0].is_empty
    assert first[1].equals(shapely.Polygon(square))
    assert first[1] is first[2]
    assert cells.all_()[1] is mended


def test_what_meets_a_shape_is_found_by_shape_and_not_by_box() -> None:
    triangle = [[0, 0], [4, 0], [0, 4]]
    cells = SoundCells(r.from_lists([[triangle], [[[10, 10], [11, 10], [11, 11]]], []]))
    shapes = np.array([shapely.Point(3, 3), shapely.Point(2, 2), shapely.box(3, -1, 12, 12)])
    shape, cell = cells.meeting(shapes)
    assert sorted(zip(shape.tolist(), cell.tolist(), strict=True)) == [(1, 0), (2, 0), (2, 1)]
