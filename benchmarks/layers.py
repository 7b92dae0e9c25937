"""Data for the benchmarks of files: made once in bulk, kept in ``.bench``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyogrio
import shapely

from benchmarks.tessellation import lattice
from gridgov.spatial.locate import to_shapely

CACHE = Path(__file__).parents[1] / ".bench"


def polygons(quick: bool) -> tuple[Path, Path]:
    """A GeoPackage and a GeoJSON of the same 101,000 polygons with 10.7 million vertices (1,000 when quick)."""
    CACHE.mkdir(exist_ok=True)
    side = 32 if quick else 318
    name = "quick" if quick else "full"
    paths = CACHE / f"polygons-{name}.gpkg", CACHE / f"polygons-{name}.geojson"
    if not all(path.exists() for path in paths):
        rings = lattice(side, side, parts=26, rough=0.003)
        # Into degrees: a city of some 40 km.
        low = rings.xy.min(axis=0)
        degrees = 117.0 + (rings.xy[:, 0] - low[0]) * 1e-5, 39.0 + (rings.xy[:, 1] - low[1]) * 1e-5
        rings = rings.with_xy(np.column_stack(degrees))
        wkb = np.array(shapely.to_wkb(to_shapely(rings)), dtype=object)
        codes = np.array([f"990101{i:09d}" for i in range(rings.count)], dtype=object)
        names = np.array([f"网格{i}" for i in range(rings.count)], dtype=object)
        for path in paths:
            path.unlink(missing_ok=True)
            pyogrio.raw.write(
                path,
                geometry=wkb,
                field_data=[codes, names],
                fields=["code", "name"],
                geometry_type="Polygon",
                crs="EPSG:4326",
                driver="GPKG" if path.suffix == ".gpkg" else "GeoJSON",
            )
    return paths
