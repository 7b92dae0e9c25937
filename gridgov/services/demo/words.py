"""The words from which the demo district is put together, from ``data/demo/words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import numpy as np

from gridgov.resources import data

AREA = "990101"
"""The area code of the demo district: 99 is given to no province."""


@cache
def words() -> dict[str, Any]:
    """All the word lists by name."""
    with data("demo", "words.toml").open("rb") as file:
        return tomllib.load(file)


def picked(name: str, count: int, random: np.random.Generator) -> list[str]:
    """That many words of a list, drawn at random and with return."""
    found = list(words()[name])
    return [found[i] for i in random.integers(len(found), size=count).tolist()]


def road_names(count: int, *, across: bool) -> list[str]:
    """Names of the roads of one direction, all different: streets (街) across, roads (路) along."""
    stems = list(words()["roads"])
    ends = ("街", "东街", "西街", "后街", "前街") if across else ("路", "南路", "北路", "中路", "支路")
    return [stems[i % len(stems)] + ends[i // len(stems) % len(ends)] for i in range(count)]
