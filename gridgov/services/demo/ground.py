"""The layers of the demo district: blocks grouped into grids, communities and streets, with codes and names."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.domain.access import Actor
from gridgov.progress import Progress
from gridgov.services import cells
from gridgov.services.demo.lattice import MEAN_M, Blocks, make_blocks
from gridgov.services.demo.regions import grow
from gridgov.services.demo.words import AREA, road_names, words
from gridgov.services.desk import Desk
from gridgov.spatial import blob
from gridgov.spatial.area import geodesic_area_m2

Floats = NDArray[np.float64]

CRS, SRS_ID = "EPSG:4548", 4548
PER_COMMUNITY, PER_GRID = 12.75, 3.96
"""How many blocks a community and a responsibility grid have on average."""

KINDS = ("housing", "mixed", "trade", "offices", "park", "water", "works", "school")
_SHARES = (0.5, 0.18, 0.09, 0.07, 0.05, 0.0, 0.06, 0.05)

LAYERS = (
    # id, Chinese, English, rank, parent
    ("district", "区", "District", 10, None),
    ("street", "街道", "Streets", 20, "district"),
    ("community", "社区", "Communities", 30, "street"),
    ("responsibility_grid", "责任网格", "Responsibility grids", 40, "community"),
    ("unit_cell", "单元网格", "Unit cells", 50, "community"),
)


@attrs.frozen(eq=False)
class Level:
    """The cells of one layer: code, name, outline blob and parent's code."""

    codes: list[str]
    names: list[str]
    blobs: list[bytes]
    parents: list[str | None]


@attrs.frozen(eq=False)
class Ground:
    """The invented ground.

    `cell_code`, `community_code`, `community_name`, `grid_code`, `kind` (one of `KINDS`) and the two road names go by
    block; `levels` holds the layers by id.
    """

    blocks: Blocks
    cell_code: list[str]
    community: NDArray[np.int64]
    community_code: list[str]
    community_name: list[str]
    grid_code: list[str]
    kind: NDArray[np.int64]
    road: list[str]
    side_road: list[str]
    levels: dict[str, Level]


def make_ground(cell_count: int, street_count: int, random: np.random.Generator, progress: Progress) -> Ground:
    """An invented city of as many unit cells and streets as asked for; the same for the same state of `random`."""
    progress.begin("Drawing blocks", 4)
    blocks = make_blocks(cell_count, random)
    progress.step()
    everything = list(range(len(blocks.rings)))
    street_of = _in_order(grow(everything, blocks.beside, blocks.centre, street_count, random), blocks.centre)
    names = words()
    community, grid = np.zeros(len(everything), np.int64), np.zeros(len(everything), np.int64)
    cell_code = [""] * len(everything)
    community_code, grid_code, community_name = list(cell_code), list(cell_code), list(cell_code)
    streets = Level([], [], [], [])
    communities, grids, units = Level([], [], [], []), Level([], [], [], []), Level([], [], [], [])
    free_names = _community_names(random)
    for street in range(street_count):
        mine = np.flatnonzero(street_of == street)
        code = f"{AREA}{street + 1:03d}"
        stem = names["streets"][street % len(names["streets"])]
        streets.codes.append(code)
        streets.names.append(f"{stem}{'' if street < len(names['streets']) else street + 1}街道")
        streets.parents.append(AREA)
        split = grow(mine.tolist(), blocks.beside, blocks.centre, round(len(mine) / PER_COMMUNITY), random)
        split = _in_order(split, blocks.centre[mine])
        for number in range(int(split.max()) + 1):
            those = mine[split == number]
            below = f"{code}{number + 1:03d}"
            name = free_names.pop() + "社区"
            community[those] = len(communities.codes)
            communities.codes.append(below)
            communities.names.append(name)
            communities.parents.append(code)
            _cells(those, below, name, blocks, (cell_code, grid_code, grid, grids, units), random)
            for block in those.tolist():
                community_code[block], community_name[block] = below, name
    progress.step()
    units.blobs.extend(blob.encode_polygons([[blocks.rings[i]] for i in _by_code(cell_code)], SRS_ID))
    shapes = _shapes(blocks.rings)
    for level, group in ((grids, grid), (communities, community), (streets, street_of)):
        level.blobs.extend(_outlines(shapes, group))
    whole = Level([AREA], [names["district"]], _outlines(shapes, np.zeros(len(everything), np.int64)), [None])
    progress.step()
    across = road_names(int(blocks.road[:, 0].max()) + 1, across=True)
    along = road_names(int(blocks.road[:, 1].max()) + 1, across=False)
    return Ground(
        blocks,
        cell_code,
        community,
        community_code,
        community_name,
        grid_code,
        _kinds(blocks, random),
        [across[row] for row in blocks.road[:, 0].tolist()],
        [along[column] for column in blocks.road[:, 1].tolist()],
        {"district": whole, "street": streets, "community": communities, "responsibility_grid": grids}
        | {"unit_cell": units},
    )


def publish(desk: Desk, actor: Actor, ground: Ground, progress: Progress) -> None:
    """Publish the layers, the coarsest first."""
    for identity, zh, en, rank, parent in LAYERS:
        level = ground.levels[identity]
        area = geodesic_area_m2(blob.decode_polygons(level.blobs), CRS)
        new = cells.NewCells(level.codes, level.names, level.blobs, area, level.parents)
        spec = cells.LayerSpec(identity, zh, en, rank, parent, CRS)
        cells.publish(desk, actor, spec, new, valid_from="2024-11-01", progress=progress, source="demo")


def _in_order(group: NDArray[np.int64], centre: Floats) -> NDArray[np.int64]:
    """Groups numbered anew from north to south and, within a band, from west to east."""
    count = int(group.max()) + 1
    middle = np.array([centre[group == number].mean(axis=0) for number in range(count)])
    bands = max(1, round(np.sqrt(count)))
    height = float(np.ptp(middle[:, 1])) / bands + 1.0
    band = ((middle[:, 1].max() - middle[:, 1]) // height).astype(np.int64)
    rank = np.empty(count, np.int64)
    rank[np.lexsort((middle[:, 0], band))] = np.arange(count)
    found: NDArray[np.int64] = rank[group]
    return found


def _cells(
    those: NDArray[np.int64],
    below: str,
    name: str,
    blocks: Blocks,
    into: tuple[list[str], list[str], NDArray[np.int64], Level, Level],
    random: np.random.Generator,
) -> None:
    """Codes and names of the blocks and grids of one community."""
    cell_code, grid_code, grid, grids, units = into
    centre = blocks.centre[those]
    band = ((centre[:, 1].max() - centre[:, 1]) // (MEAN_M * 1.2)).astype(np.int64)
    for number, place in enumerate(np.lexsort((centre[:, 0], band)).tolist(), start=1):
        code = f"{below}{number:03d}"
        cell_code[int(those[place])] = code
        units.codes.append(code)
        units.names.append(f"{name}{number:02d}单元")
        units.parents.append(below)
    split = _in_order(grow(those.tolist(), blocks.beside, blocks.centre, round(len(those) / PER_GRID), random), centre)
    for number in range(int(split.max()) + 1):
        mine = those[split == number]
        grid[mine] = len(grids.codes)
        code = f"{below}9{number + 1:02d}"
        grids.codes.append(code)
        grids.names.append(f"{name}第{number + 1}网格")
        grids.parents.append(below)
        for block in mine.tolist():
            grid_code[block] = code


def _community_names(random: np.random.Generator) -> list[str]:
    stems, tails = words()["communities"], words()["community_tails"]
    found = [stem + tail for stem in stems for tail in tails]
    drawn = [found[i] for i in random.permutation(len(found)).tolist()]
    # A large city has more communities than the words give names for.
    return [f"{name}第{turn}" for turn in ("八", "七", "六", "五", "四", "三", "二") for name in drawn] + drawn


def _by_code(codes: Sequence[str]) -> list[int]:
    return sorted(range(len(codes)), key=codes.__getitem__)


def _shapes(rings: Sequence[Floats]) -> NDArray[np.object_]:
    import shapely

    return np.array([shapely.Polygon(ring) for ring in rings], dtype=object)


def _outlines(shapes: NDArray[np.object_], group: NDArray[np.int64]) -> list[bytes]:
    """The outline of each group; edges are the same to the last digit, so that this is exact."""
    import shapely

    order = np.argsort(group, kind="stable")
    parts = np.split(shapes[order], np.flatnonzero(np.diff(group[order])) + 1)
    whole = [shapely.orient_polygons(shapely.coverage_union_all(part)) for part in parts]
    return blob.from_wkb([shapely.to_wkb(one) for one in whole], SRS_ID)


def _kinds(blocks: Blocks, random: np.random.Generator) -> NDArray[np.int64]:
    """What each block is used for: offices and trade towards the middle, works towards the edge."""
    count = len(blocks.rings)
    middle = blocks.centre.mean(axis=0)
    far = np.hypot(*(blocks.centre - middle).T)
    far /= far.max()
    weight = np.tile(np.array(_SHARES), (count, 1))
    weight[:, 2:4] *= np.clip(2.2 - 2.4 * far, 0.3, None)[:, None]
    weight[:, 6] *= 0.2 + 1.8 * far**2
    weight[blocks.merged, 4] *= 4
    weight /= weight.sum(axis=1, keepdims=True)
    kind: NDArray[np.int64] = (random.random(count)[:, None] > weight.cumsum(axis=1)).sum(axis=1)
    kind = np.minimum(kind, len(KINDS) - 1)
    kind[blocks.river] = KINDS.index("water")
    return kind
