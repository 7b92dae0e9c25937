"""Who lives where in the demo district: buildings, dwellings, households, people. Everybody is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.domain.ids import citizen_check
from gridgov.progress import Progress
from gridgov.services import records
from gridgov.services.demo.ground import CRS, KINDS, Ground
from gridgov.services.demo.words import words
from gridgov.services.desk import Desk
from gridgov.spatial import blob
from gridgov.spatial import crs as reference

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SOURCE = "demo"
TODAY = dt.date(2026, 11, 20)
DENSITY = {"housing": 5.0, "mixed": 4.0, "trade": 2.0, "offices": 2.0, "works": 1.5, "school": 1.5, "park": 0.2}
"""How many buildings a block of each kind has, as shares of one another."""


@attrs.frozen(eq=False)
class Homes:
    """What later parts of the demo need: buildings and dwellings by fid, with block and address."""

    building: Ints
    block: Ints
    address: list[str]
    dwelling: Ints
    dwelling_building: Ints


def degrees(xy: Floats) -> tuple[Floats, Floats]:
    """Metres of the ground to longitude and latitude."""
    return reference.to_wgs84(xy[:, 0], xy[:, 1], CRS)


def inside(ground: Ground, block: Ints, random: np.random.Generator, *, shrink: float = 0.72) -> Floats:
    """A point in each block: towards its middle from a point of its edge, so never outside a star-shaped block."""
    rings = ground.blocks.rings
    corner = np.array([rings[b][int(u * len(rings[b]))] for b, u in zip(block, random.random(len(block)), strict=True)])
    share = np.sqrt(random.random(len(block)))[:, None] * shrink
    centre = ground.blocks.centre[block]
    return np.asarray(centre + (corner - centre) * share)


def make_homes(
    desk: Desk, actor: Actor, ground: Ground, counts: dict[str, int], random: np.random.Generator, progress: Progress
) -> Homes:
    """Buildings with their outlines, their dwellings, the households in them and the people of each."""
    building, block, address, storeys, units = _buildings(desk, actor, ground, counts["building"], random, progress)
    lived_in = np.sort(random.permutation(counts["dwelling"])[: counts["household"]])
    dwelling, owner = _dwellings(
        desk, actor, building, address, storeys, units, counts["dwelling"], lived_in, random, progress
    )
    household = _households(desk, actor, dwelling, lived_in, random, progress)
    _people(desk, actor, household, address, counts["person"], random, progress)
    return Homes(building, block, address, dwelling, owner)


def _buildings(
    desk: Desk, actor: Actor, ground: Ground, count: int, random: np.random.Generator, progress: Progress
) -> tuple[Ints, Ints, list[str], Ints, Ints]:
    weight = np.array([DENSITY.get(KINDS[k], 0.0) for k in ground.kind]) * random.gamma(4, 0.25, len(ground.kind))
    block = np.sort(random.choice(len(weight), count, p=weight / weight.sum()))
    middle = inside(ground, block, random, shrink=0.6)
    turn = random.uniform(-0.25, 0.25, count)
    half = np.column_stack((random.uniform(7, 16, count), random.uniform(4, 7, count)))
    axis = np.column_stack((np.cos(turn), np.sin(turn)))
    across = np.column_stack((-axis[:, 1], axis[:, 0]))
    corners = [
        middle + a * half[:, :1] * axis + b * half[:, 1:] * across for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    flat = np.concatenate(corners)
    lon, lat = degrees(flat)
    rings = np.stack((lon, lat), axis=-1).reshape(4, count, 2).transpose(1, 0, 2)
    kind = np.array(KINDS)[ground.kind[block]]
    lived = np.isin(kind, ("housing", "mixed"))
    storeys = np.where(lived, random.choice([3, 5, 6, 6, 6, 11, 18], count), random.integers(1, 8, count))
    units = np.where(lived, random.integers(1, 5, count), 1)
    number = np.arange(count) % 97 + 1
    address = [f"{ground.road[b]}{n}号" for b, n in zip(block.tolist(), number.tolist(), strict=True)]
    ends = words()["estates"]
    estate = [f"{ground.community_name[b].removesuffix('社区')}{ends[b % len(ends)]}" for b in block.tolist()]
    uses = {"housing": "01", "mixed": "09", "trade": "02", "offices": "03", "works": "04", "school": "06"}
    columns: dict[str, Any] = {
        "number": [f"B{i + 1:06d}" for i in range(count)],
        "name": [f"{e}{n}号楼" for e, n in zip(estate, number.tolist(), strict=True)],
        "address": address,
        "estate": estate,
        "floors": storeys,
        "units": units,
        "built_year": random.integers(1978, 2024, count),
        "lifts": np.where(storeys > 6, units, 0),
        "use": [uses.get(k, "99") for k in kind.tolist()],
        "geom": blob.encode_polygons([[ring] for ring in rings], 4326),
    }
    fids = records.add_many(desk, actor, "building", columns, source=SOURCE, progress=progress)
    return fids, block, address, storeys, units


def _dwellings(
    desk: Desk,
    actor: Actor,
    building: Ints,
    address: list[str],
    storeys: Ints,
    units: Ints,
    count: int,
    lived_in: Ints,
    random: np.random.Generator,
    progress: Progress,
) -> tuple[Ints, Ints]:
    """So many dwellings; those at the positions `lived_in` are rented or their owners', the others empty."""
    room = storeys * units * 2
    each = np.maximum(np.floor(room * count / room.sum()).astype(np.int64), 1)
    while each.sum() != count:
        step = 1 if each.sum() < count else -1
        some = random.choice(len(each), min(abs(int(count - each.sum())), len(each)), replace=False)
        each[some] = np.maximum(each[some] + step, 1)
    at = np.repeat(np.arange(len(building)), each)
    place = np.arange(count) - np.repeat(np.cumsum(each) - each, each)
    unit = place % units[at] + 1
    turn = place // units[at]
    floor = turn // 2 + 1
    door = turn % 2 + 1
    rooms = [f"{f}{d:02d}" for f, d in zip(floor.tolist(), door.tolist(), strict=True)]
    occupancy = np.full(count, "empty")
    occupancy[lived_in] = random.choice(["owner", "owner", "owner", "rented"], len(lived_in))
    columns: dict[str, Any] = {
        "number": [f"D{i + 1:07d}" for i in range(count)],
        "building_id": building[at],
        "building_text": [f"B{i + 1:06d}" for i in at.tolist()],
        "unit": unit.astype(str).tolist(),
        "floor": floor,
        "room": rooms,
        "address": [f"{address[a]}{u}单元{r}" for a, u, r in zip(at.tolist(), unit.tolist(), rooms, strict=True)],
        "use": ["01"] * count,
        "occupancy": occupancy.tolist(),
        "area_m2": np.round(random.gamma(9, 9.5, count) + 25, 1),
    }
    return records.add_many(desk, actor, "dwelling", columns, source=SOURCE, progress=progress), building[at]


def _households(
    desk: Desk, actor: Actor, dwelling: Ints, at: Ints, random: np.random.Generator, progress: Progress
) -> Ints:
    """A household in each dwelling at the positions `at`."""
    count = len(at)
    since = np.datetime64("2005-01-01") + random.integers(0, 7800, count)
    columns: dict[str, Any] = {
        "number": [f"H{i + 1:07d}" for i in range(count)],
        "dwelling_id": dwelling[at],
        "dwelling_text": [f"D{i + 1:07d}" for i in at.tolist()],
        "kind": random.choice(["family"] * 19 + ["collective"], count).tolist(),
        "since": since.astype(str).tolist(),
    }
    return records.add_many(desk, actor, "household", columns, source=SOURCE, progress=progress)


def _people(
    desk: Desk, actor: Actor, household: Ints, address: list[str], count: int, random: np.random.Generator,
    progress: Progress,
) -> None:  # fmt: skip
    homes = len(household)
    size = np.ones(homes, np.int64)
    extra = random.choice(homes, count - homes, p=None)
    np.add.at(size, extra, 1)
    at = np.repeat(np.arange(homes), size)
    place = np.arange(count) - np.repeat(np.cumsum(size) - size, size)
    alone = size[at] == 1
    head_age = np.clip(random.normal(48, 15, homes), 20, 95)
    lonely = np.flatnonzero(size == 1)
    usual = random.choice([30.0, 72.0], len(lonely)) + random.normal(0, 9, len(lonely))
    head_age[lonely] = np.clip(usual, 20, 97)
    age = head_age[at].copy()
    age[place == 1] += random.normal(-1, 3, int((place == 1).sum()))
    child = (place >= 2) & (place <= 3)
    age[child] -= random.normal(28, 3, int(child.sum()))
    elder = place >= 4
    age[elder] += random.normal(26, 4, int(elder.sum()))
    age = np.clip(age, 0.1, 102)
    born = np.datetime64(TODAY) - np.round(age * 365.25).astype(np.int64)
    sex = random.integers(1, 3, count)
    second = place == 1
    sex[second] = 3 - sex[np.flatnonzero(second) - 1]
    relation = np.select([place == 0, place == 1, child & (sex == 1), child, elder], ["0", "1", "2", "3", "5"], "8")
    days = born.astype(str)
    given = {1: words()["given_male"], 2: words()["given_female"]}
    surname = [words()["surnames"][int(u * u * len(words()["surnames"]))] for u in random.random(homes).tolist()]
    own = random.random(count) < 0.5
    pick = random.random((count, 2))
    names, numbers, care = [], [], []
    order = random.integers(0, 500, count) * 2
    for i in range(count):
        s = int(sex[i])
        letters = given[s]
        family = surname[at[i]] if place[i] != 1 else words()["surnames"][int(pick[i, 0] * 40)]
        first = letters[int(pick[i, 0] * len(letters))]
        names.append(family + first + (letters[int(pick[i, 1] * len(letters))] if own[i] else ""))
        seventeen = f"99010{i % 9 + 1}{days[i].replace('-', '')}{(int(order[i]) + (s == 1)) % 1000:03d}"
        numbers.append(seventeen + citizen_check(seventeen))
        owed = []
        if age[i] >= 80:
            owed.append("over_80")
        if alone[i] and age[i] >= 60:
            owed.append("living_alone")
        if pick[i, 1] < 0.012:
            owed.append("low_income")
        if pick[i, 0] < 0.01:
            owed.append("disabled")
        care.append(owed or None)
    grown = age >= 12
    residence = random.choice(["registered"] * 6 + ["migrant"] * 3 + ["resident_elsewhere"], count).tolist()
    columns: dict[str, Any] = {
        "name": names,
        "number": numbers,
        "sex": sex.astype(str).tolist(),
        "birth_date": days.tolist(),
        "phone": [f"1990{i % 10_000_000:07d}" if g else None for i, g in enumerate(grown.tolist())],
        "household_id": household[at],
        "household_text": [f"H{i + 1:07d}" for i in at.tolist()],
        "relation": relation.tolist(),
        "residence_kind": residence,
        "registered_address": [
            address[i * 37 % len(address)] if kind == "resident_elsewhere" else None for i, kind in enumerate(residence)
        ],
        "care": care,
        "confirmed_on": _confirmed(care),
    }
    records.add_many(desk, actor, "person", columns, source=SOURCE, progress=progress)


def _confirmed(care: list[list[str] | None]) -> list[str | None]:
    """When those to whom care is owed were last seen: most within their interval, some too long ago, a few never."""
    own = np.random.default_rng(len(care))
    days = np.minimum(own.exponential(14, len(care)), 150).astype(np.int64)
    never = own.random(len(care)) < 0.04
    seen = (np.datetime64(TODAY) - days).astype(str).tolist()
    return [day if owed and not gone else None for day, owed, gone in zip(seen, care, never, strict=True)]
