"""A city of 100,000 cells as a district file, and a million points: made once, kept in ``.bench``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.tessellation import lattice
from gridgov.spatial.rings import Rings

CACHE = Path(__file__).parents[1] / ".bench"
CRS = "EPSG:4547"
EAST, NORTH = 480_000.0, 4_320_000.0

Floats = NDArray[np.float64]


def size(quick: bool) -> tuple[int, int]:
    """Columns and rows."""
    return (54, 43) if quick else (330, 305)


def rings(quick: bool) -> Rings:
    """The cells, 36 vertices each, neighbours with the same ones; coordinates of the plane."""
    found = lattice(*size(quick))
    low = found.xy.min(axis=0)
    return found.with_xy(np.round(found.xy - low, 3) + np.array([EAST, NORTH]))


def city(quick: bool) -> Path:
    """The district file; QGIS reads the same one."""
    from gridgov.domain.access import Actor
    from gridgov.services import cells
    from gridgov.services.desk import Desk
    from gridgov.spatial.blob import encode_polygons

    CACHE.mkdir(exist_ok=True)
    shapes = rings(quick)
    path = CACHE / f"map-{shapes.count}.gpkg"
    if path.exists():
        return path
    half = CACHE / f"map-{shapes.count}-half.gpkg"
    for old in (half, half.with_name(half.name + "-wal"), half.with_name(half.name + "-shm")):
        old.unlink(missing_ok=True)
    x, y = shapes.xy[:, 0] - EAST, shapes.xy[:, 1] - NORTH
    corners = int(len(x) / shapes.count)
    x, y = x.reshape(-1, corners), y.reshape(-1, corners)
    area = np.abs((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1) / 2)
    blobs = encode_polygons([[ring] for ring in shapes.xy.reshape(-1, corners, 2)], int(CRS.removeprefix("EPSG:")))
    desk = Desk.create(half, name="City", crs=CRS, alone=True)
    count = shapes.count
    given = cells.NewCells(
        [f"990101{n:08d}" for n in range(count)], [f"网格{n}" for n in range(count)], blobs, area, [None] * count
    )
    actor = Actor("benchmark", "benchmark", frozenset({"administrator"}))
    cells.publish(desk, actor, cells.LayerSpec("unit_cell", "单元网格", "Unit cells", 5, None, CRS), given)
    desk.close()
    half.replace(path)
    return path


def points(quick: bool) -> tuple[Path, Floats, Floats]:
    """Points over the city, denser in its heart, as a file for QGIS and as arrays."""
    import pyogrio
    import shapely

    count = 20_000 if quick else 1_000_000
    columns, rows = size(quick)
    random = np.random.default_rng(11)
    heart = random.random(count) < 0.4
    xy = np.where(
        heart[:, None],
        random.normal((columns * 50, rows * 50), (columns * 12, rows * 12), (count, 2)),
        random.uniform((0, 0), (columns * 100, rows * 100), (count, 2)),
    ) + np.array([EAST, NORTH])
    path = CACHE / f"map-points-{count}.gpkg"
    if not path.exists():
        half = path.with_suffix(".half.gpkg")
        half.unlink(missing_ok=True)
        pyogrio.raw.write(
            half,
            geometry=np.array(shapely.to_wkb(shapely.points(xy)), dtype=object),
            field_data=[np.arange(count)],
            fields=["number"],
            geometry_type="Point",
            crs=CRS,
            driver="GPKG",
            layer="points",
        )
        half.replace(path)
    return path, xy[:, 0], xy[:, 1]
