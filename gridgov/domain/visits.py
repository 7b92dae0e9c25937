"""How often whom to visit: categories of care with their intervals, and the day that the next visit is due.

From ``data/limits/visits.csv``: the figures are examples that an office replaces by its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import attrs

from gridgov import resources
from gridgov.domain import codes

ANSWERS = {
    "there": ("在住", "Lives here"),
    "away": ("外出", "Away"),
    "moved": ("已搬走", "Moved out"),
    "not_met": ("未见到", "Not met"),
}
"""What can be said of a person on a visit; only who was met, or is known to be away or gone, counts as visited."""

MET = frozenset({"there", "away", "moved"})


@attrs.frozen
class Interval:
    """A category of care: how many days may pass between visits, and the age from which everybody belongs to it."""

    care: str
    every_days: int
    from_age: int | None


@cache
def intervals() -> dict[str, Interval]:
    """The categories that are visited, by code."""
    with resources.data("limits", "visits.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["care"]: Interval(
                row["care"], int(row["every_days"]), int(row["from_age"]) if row["from_age"] else None
            )
            for row in csv.DictReader(file)
        }


def problems() -> list[str]:
    """Every fault of the intervals, one sentence each; empty when they are sound."""
    known = codes.codes("care")
    found = [f"The category {name} is not in the list of care." for name in intervals() if name not in known]
    found += [f"The category {one.care} must be visited after a day at least." for one in intervals().values()
              if one.every_days < 1]  # fmt: skip
    found += [f"The age {one.from_age} of {one.care} is none." for one in intervals().values()
              if one.from_age is not None and not 0 < one.from_age < 130]  # fmt: skip
    return found


def youngest() -> int:
    """The lowest age that makes somebody belong to a category."""
    return min((one.from_age for one in intervals().values() if one.from_age is not None), default=200)


def years_before(day: date, years: int) -> date:
    """The day so many years before; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def categories(care: Iterable[str], born: date | None, day: date) -> list[str]:
    """The categories of a person on a day: those that were entered, and those that follow from the age."""
    found = [one for one in care if one in intervals()]
    for one in intervals().values():
        old_enough = one.from_age is not None and born is not None and born <= years_before(day, one.from_age)
        if old_enough and one.care not in found:
            found.append(one.care)
    return found


def due_on(kinds: Iterable[str], last: date | None, day: date) -> date | None:
    """When the next visit is due: the shortest interval counts; who was never visited is due today; None for nobody."""
    spans = [intervals()[one].every_days for one in kinds]
    if not spans:
        return None
    return day if last is None else last + timedelta(days=min(spans))
