"""Counts of people that are too small to be shown by cell, from ``data/codes/few.toml``."""

from __future__ import annotations

import tomllib
from functools import cache

import attrs

from gridgov import resources


@attrs.frozen
class Few:
    """Fewer than `under` records of one of these `registers`, but at least one, are too few to be shown."""

    under: int
    registers: frozenset[str]


@cache
def few() -> Few:
    """What the office holds for too few."""
    with resources.data("codes", "few.toml").open("rb") as file:
        raw = tomllib.load(file)
    return Few(int(raw["under"]), frozenset(raw["registers"]))
