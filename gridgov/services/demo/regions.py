"""Connected groups of blocks, about equally large: streets, communities, responsibility grids."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def grow(
    members: Sequence[int], beside: Sequence[Sequence[int]], centre: Floats, count: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """The group (0 to count - 1) of each member; every group hangs together if the members do.

    Seeds are spread evenly, then the smallest group takes the nearest free block beside it, until none is left.
    """
    inside = {block: place for place, block in enumerate(members)}
    xy = centre[list(members)]
    count = max(1, min(count, len(members)))
    seeds = _seeds(xy, count, random)
    group = np.full(len(members), -1, dtype=np.int64)
    size = [1] * count
    fringe: list[list[tuple[float, int]]] = [[] for _ in range(count)]

    def reach(number: int, place: int) -> None:
        for other in beside[members[place]]:
            at = inside.get(other)
            if at is not None and group[at] < 0:
                heapq.heappush(fringe[number], (float(np.hypot(*(xy[at] - xy[seeds[number]]))), at))

    for number, place in enumerate(seeds):
        group[place] = number
    for number, place in enumerate(seeds):
        reach(number, place)
    queue = [(1, number) for number in range(count)]
    heapq.heapify(queue)
    while queue:
        _, number = heapq.heappop(queue)
        while fringe[number]:
            _, place = heapq.heappop(fringe[number])
            if group[place] < 0:
                group[place] = number
                size[number] += 1
                reach(number, place)
                heapq.heappush(queue, (size[number], number))
                break
    group[group < 0] = 0
    return group


def _seeds(xy: Floats, count: int, random: np.random.Generator) -> list[int]:
    """Places far from one another, moved to the middle of what is nearest to them a few times over."""
    seeds = xy[random.choice(len(xy), size=count, replace=False)]
    for _ in range(12):
        nearest = ((xy[:, None, :] - seeds[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        for number in range(count):
            if (mine := nearest == number).any():
                seeds[number] = xy[mine].mean(axis=0)
    found: list[int] = []
    for seed in seeds:
        order = ((xy - seed) ** 2).sum(axis=1).argsort(kind="stable")
        found.append(next(place for place in order.tolist() if place not in found))
    return found
