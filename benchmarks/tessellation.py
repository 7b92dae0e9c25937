"""Tessellations of any size without a file: a jittered lattice whose neighbours share every vertex."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.rings import Rings


def lattice(
    columns: int, rows: int, *, parts: int = 9, size: float = 100.0, seed: int = 1, rough: float = 0.018
) -> Rings:
    """`columns` × `rows` cells of about `size` units, each side in `parts` pieces; neighbours share all vertices.

    `rough` is how far points stray from their side; many parts need a small one, or outlines cross themselves.

    Odd lines of corners are shifted by half a cell and everything is bent by slow waves, so that no two cells look
    alike and hardly a line is straight.
    """
    random = np.random.default_rng(seed)
    i, j = np.meshgrid(np.arange(columns + 1), np.arange(rows + 1))
    corner = np.stack([i + 0.25 * (j % 2), j], axis=-1).astype(float)
    corner += random.uniform(-0.2, 0.2, corner.shape)
    phase = random.uniform(0, 6.28, 4)
    corner[..., 0] += 1.6 * np.sin(j / 7 + phase[0]) + 0.8 * np.sin(i / 11 + phase[1])
    corner[..., 1] += 1.6 * np.sin(i / 8 + phase[2]) + 0.8 * np.sin(j / 5 + phase[3])
    level = _sides(corner[:, :-1], corner[:, 1:], parts, random, rough)
    upright = _sides(corner[:-1], corner[1:], parts, random, rough)
    # Each side is given without its end; backwards it therefore starts at its end.
    ends = corner[1:, 1:][..., None, :]
    top = np.concatenate([ends, level[1:, :, :0:-1]], axis=2)
    left = np.concatenate([corner[1:, :-1][..., None, :], upright[:, :-1, :0:-1]], axis=2)
    rings = np.concatenate([level[:-1], upright[:, 1:], top, left], axis=2)
    count = columns * rows
    xy = rings.reshape(-1, 2) * size
    return Rings(np.ascontiguousarray(xy), np.arange(count + 1) * (4 * parts), np.arange(count, dtype=np.int32), count)


def _sides(
    a: NDArray[np.float64], b: NDArray[np.float64], parts: int, random: np.random.Generator, rough: float
) -> NDArray[np.float64]:
    t = np.arange(parts) / parts
    way = b - a
    across = np.stack([-way[..., 1], way[..., 0]], axis=-1)
    bend = random.normal(0, rough, (*a.shape[:2], parts)) * (t > 0) + random.normal(0, 0.05, a.shape[:2])[..., None] * (
        t * (1 - t) * 4
    )
    return a[..., None, :] + way[..., None, :] * t[:, None] + across[..., None, :] * bend[..., None]


def parents(columns: int, rows: int, width: int, height: int) -> NDArray[np.int32]:
    """The parent of each cell when parents are blocks of `width` × `height` cells with ragged sides."""
    j, i = np.divmod(np.arange(columns * rows), columns)
    wide = -(-columns // width)
    return (
        np.minimum((i + np.rint(1.5 * np.sin(j / 3)).astype(int)).clip(0) // width, wide - 1)
        + wide * np.minimum((j + np.rint(1.5 * np.sin(i / 4)).astype(int)).clip(0) // height, rows // height)
    ).astype(np.int32)
