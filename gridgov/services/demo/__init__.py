"""The demo district: an invented city with everybody and everything in it, made from a seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gridgov import resources
from gridgov.errors import Trouble, WrongUse
from gridgov.progress import Progress, silent
from gridgov.services import duties, search, sending, staff
from gridgov.services.demo.affairs import make_cases
from gridgov.services.demo.ground import CRS, Ground, make_ground, publish
from gridgov.services.demo.homes import make_homes
from gridgov.services.demo.things import (
    DEPARTMENTS,
    make_components,
    make_departments,
    make_opinions,
    make_organizations,
    make_places,
)
from gridgov.services.demo.words import words
from gridgov.services.desk import Desk

SCALES = {
    # cells, streets, and how many of each register; the district is a third of a real one's people
    "small": {"cells": 60, "streets": 1, "building": 200, "dwelling": 700, "household": 650, "person": 1_800,
              "component": 1_500, "organization": 80, "opinion": 60, "place": 12, "case": 600},
    "district": {"cells": 2_300, "streets": 17, "building": 8_000, "dwelling": 75_000, "household": 74_000,
                 "person": 200_000, "component": 160_000, "organization": 9_000, "opinion": 5_000, "place": 600,
                 "case": 72_000},
    "city": {"cells": 40_000, "streets": 120, "building": 120_000, "dwelling": 1_100_000, "household": 1_080_000,
             "person": 3_000_000, "component": 2_400_000, "organization": 130_000, "opinion": 70_000, "place": 9_000,
             "case": 1_000_000},
}  # fmt: skip


RULES = (
    sending.Rule("供排水", "供排水公司", ("01001", "01002", "01003", "01004")),
    sending.Rule("照明", "供电所", ("01037", "01038")),
    sending.Rule("环卫", "环卫服务中心", ("06010", "06012", "06042", "06036")),
    sending.Rule("绿化", "园林绿化队", ("03", "06017")),
    sending.Rule("执法", "城市管理执法队", ("07", "08", "09")),
    sending.Rule("兜底", "市政管理所"),
)
"""Where the demo district sends its cases; the last rule owns the rest."""


def make(path: Path, *, scale: str = "district", seed: int = 1, progress: Progress | None = None) -> None:
    """Make the demo district in a new file, the same for a seed.

    It is built under a temporary name beside `path` and moved when whole; cancelled or failed, nothing of it stays.
    A file that is there is refused.
    """
    progress = progress or silent()
    if scale not in SCALES:
        raise WrongUse("There is no scale {scale}: use one of {scales}.", scale=scale, scales=", ".join(SCALES))
    if path.exists():
        raise WrongUse("{file} is there already: choose another name, or delete it first.", file=path)
    if not path.parent.is_dir():
        raise Trouble("The folder {folder} is not there: make it first.", folder=path.parent)
    fresh = path.with_name(f".{path.stem}.making.gpkg")
    _remove(fresh)
    try:
        _fill(fresh, SCALES[scale], np.random.default_rng(seed), progress)
        fresh.replace(path)
    finally:
        _remove(fresh)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _fill(path: Path, counts: dict[str, int], random: np.random.Generator, progress: Progress) -> None:
    ground = make_ground(counts["cells"], counts["streets"], random, progress)
    desk = Desk.create(path, name=words()["district"], crs=CRS, alone=True)
    try:
        actor = staff.sign_in(desk)
        search.pause(desk, actor)
        publish(desk, actor, ground, progress)
        progress.begin("Entering homes and people")
        homes = make_homes(desk, actor, ground, counts, random, progress)
        progress.begin("Entering components, organizations and opinions")
        make_departments(desk, actor, ground)
        make_organizations(desk, actor, ground, homes, counts["organization"], random, progress)
        make_components(desk, actor, ground, counts["component"], random, progress)
        make_places(desk, actor, ground, counts["place"], random)
        make_opinions(desk, actor, ground, homes, counts["opinion"], random, progress)
        progress.begin("Entering cases")
        crew = _staff(desk, ground, random)
        make_cases(desk, actor, ground, crew, counts["case"], random, progress)
        sending.set_rules(desk, actor, RULES)
        duties.load(desk, actor, resources.data("demo", "matters.csv"))
        search.rebuild(desk, actor, progress=progress)
    finally:
        desk.close()


def _staff(desk: Desk, ground: Ground, random: np.random.Generator) -> dict[str, list[str]]:
    """One collector a community for its grids, the desks of the centre, one for each department; uids by role."""
    actor = staff.sign_in(desk)
    crew: dict[str, list[str]] = {}
    surnames, letters = words()["surnames"], words()["given_female"] + words()["given_male"]
    grids = ground.levels["responsibility_grid"]
    below: dict[str, list[str]] = {}
    for code, parent in zip(grids.codes, grids.parents, strict=True):
        below.setdefault(str(parent), []).append(f"responsibility_grid:{code}")
    units: dict[str, list[str]] = {}
    for code, community in zip(ground.cell_code, ground.community_code, strict=True):
        units.setdefault(community, []).append(code)
    for number, (community, cells) in enumerate(sorted(below.items()), start=1):
        name = surnames[number * 7 % 60] + letters[int(random.integers(len(letters)))]
        own = [*cells, f"community:{community}", *(f"unit_cell:{code}" for code in units[community])]
        added = staff.add(desk, actor, name=f"{name}（网格员{number:03d}）", unit="", roles=["collector"], cells=own)
        crew.setdefault("collector", []).append(added.uid)
    for role, title in (
        ("acceptor", "受理员"),
        ("shift_leader", "值班长"),
        ("dispatcher", "派遣员"),
        ("supervisor", "主管"),
        ("leader", "分管领导"),
        ("seat", "话务员"),
        ("window", "窗口人员"),
        ("grid_leader", "网格长"),
    ):
        added = staff.add(desk, actor, name=f"{title}一号", unit="区网格化中心", roles=[role])
        crew[role] = [added.uid]
    for unit in DEPARTMENTS:
        added = staff.add(desk, actor, name=f"{unit}值班", unit=unit, roles=["department"])
        crew.setdefault("department", []).append(added.uid)
    return crew
