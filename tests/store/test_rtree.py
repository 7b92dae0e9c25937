from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.store import rtree


def tree(ids: np.ndarray, boxes: np.ndarray) -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE rtree_t_geom USING rtree(id, minx, maxx, miny, maxy)")
    rtree.fill(conn, "t", ids, boxes)
    return conn


def hits(conn: sqlite3.Connection, window: np.ndarray) -> set[int]:
    rows = conn.execute(
        "SELECT id FROM rtree_t_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?", window.tolist()
    )
    return {row[0] for row in rows}


def brute(ids: np.ndarray, boxes: np.ndarray, window: np.ndarray) -> set[int]:
    hit = (
        (boxes[:, 1] >= window[0])
        & (boxes[:, 0] <= window[1])
        & (boxes[:, 3] >= window[2])
        & (boxes[:, 2] <= window[3])
    )
    return set(ids[hit].tolist())


@pytest.mark.parametrize("count", [0, 1, 51, 52, 53, 1_000, 2_347, 30_000])
def test_a_packed_tree_is_sound_and_finds_what_a_scan_finds(count: int) -> None:
    rng = np.random.default_rng(count)
    ids = rng.permutation(10 * count + 1)[:count].astype(np.int64) + 1
    low = rng.random((count, 2)) * [360, 180] - [180, 90]
    size = rng.random((count, 2)) * 0.01
    boxes = np.column_stack((low[:, 0], low[:, 0] + size[:, 0], low[:, 1], low[:, 1] + size[:, 1]))
    conn = tree(ids, boxes)
    assert conn.execute("SELECT rtreecheck('rtree_t_geom')").fetchone() == ("ok",)
    for _ in range(20):
        x, y = rng.random(2) * [360, 180] - [180, 90]
        window = np.array([x, x + 20, y, y + 10])
        # Boxes are rounded outwards: nothing may be missing, and what is too much lies within the rounding.
        wider = window + np.array([-1, 1, -1, 1]) * 1e-4
        assert brute(ids, boxes, window) <= hits(conn, window) <= brute(ids, boxes, wider)
    conn.close()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400), st.lists(st.tuples(st.booleans(), st.integers(1, 450)), max_size=60))
def test_a_packed_tree_stays_right_under_edits(count: int, edits: list[tuple[bool, int]]) -> None:
    ids = np.arange(1, count + 1, dtype=np.int64)
    boxes = np.column_stack((ids, ids + 1.0, -ids, -ids + 1.0)).astype(np.float64).reshape(-1, 4)
    conn = tree(ids, boxes)
    held = {int(i): b for i, b in zip(ids, boxes, strict=True)}
    for add, number in edits:
        if add:
            box = np.array([number / 3, number / 3 + 1, 5.0, 6.0])
            conn.execute("INSERT OR REPLACE INTO rtree_t_geom VALUES (?, ?, ?, ?, ?)", (number, *box))
            held[number] = box
        else:
            conn.execute("DELETE FROM rtree_t_geom WHERE id = ?", (number,))
            held.pop(number, None)
    assert conn.execute("SELECT rtreecheck('rtree_t_geom')").fetchone() == ("ok",)
    assert set(rtree.contents(conn, "t")[0].tolist()) == set(held)
    everything = np.array([-1e4, 1e4, -1e4, 1e4])
    assert hits(conn, everything) == set(held)
    conn.close()
