"""The blocks of an invented city: a bent lattice of roads, an avenue across it, a river, and a ragged outline."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EAST, NORTH = 480_000.0, 4_410_000.0
"""The middle of the city, in EPSG:4548."""

MEAN_M = 131.0
"""How far roads lie apart on average, in metres."""


@attrs.frozen(eq=False)
class Blocks:
    """Blocks bounded by roads, without gap or overlap.

    `rings` are open, counter-clockwise, in metres; neighbours have every point of their common edge in common.
    `beside` lists the neighbours of each block, `road` its lattice row and column, `river` marks the water.
    """

    rings: list[Floats]
    beside: list[list[int]]
    centre: Floats
    road: NDArray[np.int64]
    river: NDArray[np.bool_]
    merged: NDArray[np.bool_]


def make_blocks(count: int, random: np.random.Generator) -> Blocks:
    """As many blocks as asked for (from about 20); the same for the same state of `random`."""
    quads = round(count * 1.07)
    side = int(np.ceil(np.sqrt(quads * 1.45))) + 2
    xs, ys = _spacing(side, random), _spacing(side, random)
    river = side // 3
    ys[river + 1 :] -= ys[river + 1] - ys[river] - 62.0  # the river is narrower than a block
    xs, ys = xs - xs.mean(), ys - ys.mean()
    nodes = _nodes(xs, ys, random)
    chosen = _inside_outline(nodes, quads, random)
    faces, rows, wet = _faces(chosen, side, river)
    faces, rows, wet, merged = _merge(faces, rows, wet, len(faces) - count, random)
    rings = _rings(faces, nodes, random)
    return Blocks(
        rings,
        _neighbours(faces),
        np.array([ring.mean(axis=0) for ring in rings]),
        np.array(rows, dtype=np.int64),
        np.array(wet),
        np.array(merged),
    )


def _spacing(side: int, random: np.random.Generator) -> Floats:
    """Where the roads of one direction cross a straight line: now 75, now 200 m apart."""
    gaps = random.choice([78.0, 105.0, 132.0, 158.0, 196.0], size=side, p=[0.16, 0.2, 0.26, 0.24, 0.14])
    gaps *= random.uniform(0.93, 1.07, side) * MEAN_M / gaps.mean()
    return np.concatenate(([0.0], np.cumsum(gaps)))


def _nodes(xs: Floats, ys: Floats, random: np.random.Generator) -> Floats:
    """Crossings of roads, shape (rows, columns, 2), with jitter and a smooth bend."""
    x, y = np.meshgrid(xs, ys)
    x = x + random.uniform(-1, 1, x.shape) * 9.0
    y = y + random.uniform(-1, 1, y.shape) * 9.0
    reach = float(np.ptp(xs))
    bend_x, bend_y = np.zeros_like(x), np.zeros_like(y)
    for waves in (0.6, 1.3, 2.6):
        length, strength = reach / waves, 0.035 * reach / waves**1.2
        a, b, c, d = random.uniform(0, 2 * np.pi, 4)
        bend_x += strength * np.sin(2 * np.pi * y / length + a) * np.cos(np.pi * x / length + b)
        bend_y += strength * np.sin(2 * np.pi * x / length + c) * np.cos(np.pi * y / length + d)
    turn = random.uniform(-0.22, 0.22)
    x, y = x + bend_x, y + bend_y
    east, north = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    return np.stack((east + EAST, north + NORTH), axis=-1)


def _inside_outline(nodes: Floats, count: int, random: np.random.Generator) -> NDArray[np.bool_]:
    """The lattice cells within a wavy round outline, as many as asked for, all of one piece."""
    centre = (nodes[:-1, :-1] + nodes[1:, 1:]) / 2 - (EAST, NORTH)
    angle = np.arctan2(centre[..., 1], centre[..., 0])
    reach = np.hypot(centre[..., 0] / 1.12, centre[..., 1])
    outline = np.ones_like(angle)
    for waves, strength in ((2, 0.06), (3, 0.07), (5, 0.04)):
        outline += strength * np.sin(waves * angle + random.uniform(0, 2 * np.pi))
    order = np.argsort(reach / outline, axis=None, kind="stable")
    chosen = np.zeros(angle.shape, dtype=bool)
    chosen.flat[order[:count]] = True
    return _one_piece(chosen)


def _one_piece(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without cells that hold on by a corner alone, and without holes."""
    while True:
        framed = np.pad(chosen, 1)
        sides = framed[:-2, 1:-1].astype(int) + framed[2:, 1:-1].astype(int) + framed[1:-1, :-2] + framed[1:-1, 2:]
        better = (chosen & (sides > 1)) | (~chosen & (sides > 2))
        a, b, c, d = better[:-1, :-1], better[:-1, 1:], better[1:, :-1], better[1:, 1:]
        pinched = (a & d & ~b & ~c) | (b & c & ~a & ~d)
        better[:-1, :-1] |= pinched
        better[1:, 1:] |= pinched
        better[:-1, 1:] |= pinched
        better[1:, :-1] |= pinched
        if (better == chosen).all():
            return chosen
        chosen = better


def _faces(
    chosen: NDArray[np.bool_], side: int, river: int
) -> tuple[list[list[int]], list[tuple[int, int]], list[bool]]:
    """Node rings of the blocks; the cells on the avenue are cut in two along it."""
    faces, rows, wet = [], [], []
    width = side + 1
    for row, column in np.argwhere(chosen).tolist():
        a, b = row * width + column, row * width + column + 1
        c, d = b + width, a + width
        if row == column and row != river:
            faces += [[a, b, c], [a, c, d]]
            rows += [(row, column)] * 2
            wet += [False] * 2
        else:
            faces.append([a, b, c, d])
            rows.append((row, column))
            wet.append(row == river)
    return faces, rows, wet


def _merge(
    faces: list[list[int]], rows: list[tuple[int, int]], wet: list[bool], times: int, random: np.random.Generator
) -> tuple[list[list[int]], list[tuple[int, int]], list[bool], list[bool]]:
    """Make one of two neighbouring blocks, that many times; along the river first."""
    beside = _neighbours(faces)
    order = sorted(random.permutation(len(faces)).tolist(), key=lambda face: not wet[face])
    gone: set[int] = set()
    joined: dict[int, list[int]] = {}
    for face in order:
        if len(gone) >= times:
            break
        if face in gone or face in joined or len(faces[face]) != 4:
            continue
        others = [
            o for o in beside[face] if o not in gone and o not in joined and len(faces[o]) == 4 and wet[o] == wet[face]
        ]
        if others:
            other = others[int(random.integers(len(others)))]
            joined[face] = _joined(faces[face], faces[other])
            gone.add(other)
    kept = [face for face in range(len(faces)) if face not in gone]
    return (
        [joined.get(face, faces[face]) for face in kept],
        [rows[face] for face in kept],
        [wet[face] for face in kept],
        [face in joined for face in kept],
    )


def _joined(one: list[int], other: list[int]) -> list[int]:
    edges = {(other[i], other[(i + 1) % len(other)]) for i in range(len(other))}
    for at, node in enumerate(one):
        following = one[(at + 1) % len(one)]
        if (following, node) in edges:
            start = other.index(node)
            between = [other[(start + step) % len(other)] for step in range(1, len(other) - 1)]
            return one[: at + 1] + between + one[at + 1 :]
    return one


def _neighbours(faces: list[list[int]]) -> list[list[int]]:
    owner: dict[tuple[int, int], int] = {}
    for face, ring in enumerate(faces):
        for at, node in enumerate(ring):
            owner[node, ring[(at + 1) % len(ring)]] = face
    found: list[list[int]] = [[] for _ in faces]
    for (a, b), face in owner.items():
        other = owner.get((b, a))
        if other is not None and other not in found[face]:
            found[face].append(other)
    return found


def _rings(faces: list[list[int]], nodes: Floats, random: np.random.Generator) -> list[Floats]:
    """The rings with 3 to 6 points between crossings, worked out once for each edge."""
    flat = np.round(nodes.reshape(-1, 2), 3)
    edges: dict[tuple[int, int], Floats] = {}
    rings = []
    for ring in faces:
        parts = []
        for at, node in enumerate(ring):
            following = ring[(at + 1) % len(ring)]
            key = (min(node, following), max(node, following))
            if key not in edges:
                edges[key] = _between(flat[key[0]], flat[key[1]], random)
            inner = edges[key] if key[0] == node else edges[key][::-1]
            parts += [flat[node : node + 1], inner]
        rings.append(np.concatenate(parts))
    return rings


def _between(start: Floats, end: Floats, random: np.random.Generator) -> Floats:
    count = int(random.integers(3, 7))
    at = (np.arange(1, count + 1) / (count + 1))[:, None]
    line = end - start
    across = np.array([-line[1], line[0]])
    bow = random.uniform(-0.035, 0.035) * np.sin(np.pi * at) + random.uniform(-0.008, 0.008, (count, 1))
    found: Floats = np.round(start + at * line + bow * across, 3)
    return found
