"""Likely reference systems for numbers, by the ranges that they fall into (domain digest, section 7)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from gridgov.messages import pick, tr
from gridgov.spatial.crs import CGCS2000, WGS84, name
from gridgov.spatial.datum import BD09, GCJ02

Bounds = tuple[float, float, float, float]
"""Min x, min y, max x, max y."""

USUAL = (117, 120, 114, 111, 108, 105, 123, 126)
"""Central meridians of most of the people, the likeliest first; the others follow from west to east."""

FEET = {"foot": 0.3048, "us-foot": 1200 / 3937}
"""Units of length other than the metre, in metres."""


@attrs.frozen
class Guess:
    """A likely reference system and the reason in plain words.

    `swap`: the columns for east and north must change places first; `unit`: the numbers are feet of this kind.
    """

    crs: str
    reason: str
    swap: bool = False
    unit: str = ""

    @property
    def option(self) -> str:
        """How it is asked for on the command line, behind ``--crs``."""
        return " ".join((self.crs, *(["--swap"] if self.swap else []), *([f"--unit {self.unit}"] if self.unit else [])))


def guess(bounds: Bounds) -> list[Guess]:
    """Likely systems for numbers that fall into `bounds`, the likeliest first.

    Nothing likely gives an empty list; the choice stays the person's.
    """
    found = list(_straight(bounds))
    turned = (bounds[1], bounds[0], bounds[3], bounds[2])
    both = pick("；", "; ")
    swapped = tr("the columns for east and north look swapped")
    if not found or (_in_degrees(turned) and not _inside_china(bounds) and _inside_china(turned)):
        others = list(_straight(turned))
        if _inside_china(turned) or not _in_degrees(turned):
            found = [attrs.evolve(one, swap=True, reason=both.join((swapped, one.reason))) for one in others] + found
    if not found:
        feet = (bounds[0] * 0.3048, bounds[1] * 0.3048, bounds[2] * 0.3048, bounds[3] * 0.3048)
        in_feet = tr("as feet the numbers fall into a zone")
        found = [attrs.evolve(one, unit="foot", reason=both.join((in_feet, one.reason))) for one in _straight(feet)]
    return found


def _in_degrees(bounds: Bounds) -> bool:
    return bounds[0] >= -180 and bounds[2] <= 180 and bounds[1] >= -90 and bounds[3] <= 90


def _inside_china(bounds: Bounds) -> bool:
    return bounds[0] >= 73 and bounds[2] <= 136 and bounds[1] >= 3 and bounds[3] <= 54


def _straight(bounds: Bounds) -> Iterator[Guess]:
    """What the numbers may be as they stand, in metres or degrees."""
    low_x, low_y, high_x, high_y = bounds
    if _in_degrees(bounds):
        yield Guess(WGS84, tr("the numbers are degrees"))
        if _inside_china(bounds):
            yield Guess(CGCS2000, tr("degrees inside China"))
            yield Guess(GCJ02, tr("degrees of a public Chinese map, shifted by 300–700 m"))
            yield Guess(BD09, tr("degrees of Baidu's map, shifted by about 1 km"))
        return
    if low_y > 2_000_000 and high_y < 6_000_000:
        if low_x > 24_000_000 and high_x < 46_000_000:
            zone = int(low_x // 1_000_000)
            yield Guess(name(4488 + zone), tr("eight digits east: 3° zone {zone} with its number", zone=zone))
        elif low_x > 13_000_000 and high_x < 24_000_000:
            zone = int(low_x // 1_000_000)
            yield Guess(name(4478 + zone), tr("eight digits east: 6° zone {zone} with its number", zone=zone))
        elif low_x > 150_000 and high_x < 850_000:
            yield from _meridians()
    if low_x > 8_000_000 and high_x < 15_100_000 and low_y > 2_000_000 and high_y < 7_100_000:
        yield Guess("EPSG:3857", tr("the numbers of a web map inside China"))


def _meridians() -> Iterator[Guess]:
    """Zones without a number: the numbers are the same in each, only the place tells them apart."""
    for meridian in (*USUAL, *(m for m in range(75, 136, 3) if m not in USUAL)):
        reason = tr("six digits east: 3° zone, central meridian {meridian}° E", meridian=meridian)
        yield Guess(name(4534 + (meridian - 75) // 3), reason)
    for meridian in sorted(range(75, 136, 6), key=lambda m: abs(m - 114)):
        reason = tr("six digits east: 6° zone, central meridian {meridian}° E", meridian=meridian)
        yield Guess(name(4502 + (meridian - 75) // 6), reason)
