"""Map files of every format read and checked, a layer brought in again, the doctor, the memory of a long list."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from benchmarks import people_import
from benchmarks.layers import CACHE
from benchmarks.tessellation import lattice
from gridgov.domain.mapping import Mapping
from gridgov.exchange import vector_in
from gridgov.services import cell_import, imports, staff
from gridgov.services.coordinates import How
from gridgov.services.desk import Desk
from gridgov.spatial import blob, topology
from gridgov.spatial.polygons import to_shapely

FORMATS = {
    "gpkg": "GPKG",
    "shp": "ESRI Shapefile",
    "geojson": "GeoJSON",
    "fgb": "FlatGeobuf",
    "gdb": "OpenFileGDB",
    "kml": "KML",
}
"""Ending → GDAL's name of the format."""

ROWS = (100_000, 1_000_000)
HOUSEHOLDS = 20_000


def cells_file(ending: str, side: int, *, changed: int = 0) -> Path:
    """A layer of side × side cells with 16 corners each as a file of this format; so many of them redrawn."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"cells_{side}_{changed}.{ending}"
    if path.exists():
        return path
    rings = lattice(side, side, parts=4)
    low = rings.xy.min(axis=0)
    rings = rings.with_xy(117.0 + (rings.xy - low) * 1e-5 - (0.0, 78.0))
    shapes = to_shapely(rings)
    codes = np.array([f"990101{i:09d}" for i in range(rings.count)], dtype=object)
    if changed:
        # One corner of every so many cells moved a few metres: those cells overlap or gape a little now.
        some = np.arange(0, rings.count, rings.count // changed)[:changed]
        for i in some:
            xy = shapely.get_coordinates(shapes[i])
            xy[2] += 4e-5
            shapes[i] = shapely.Polygon(xy)
    pyogrio.raw.write(
        path, geometry=np.array(shapely.to_wkb(shapes), dtype=object), field_data=[codes, codes],
        fields=["code", "name"], geometry_type="Polygon", crs="EPSG:4326", driver=FORMATS[ending],
    )  # fmt: skip
    return path


def best(act: Callable[[], Any], times: int = 2) -> float:
    """The best of a few runs, in seconds."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append(time.perf_counter() - began)
    return min(spent)


def read_and_checked(path: Path) -> None:
    """A file as the import reads it, every outline judged."""
    found = vector_in.read(path)
    rings = found.rings if found.rings is not None else blob.decode_polygons(found.blobs)
    names = found.columns.get("code") or found.columns.get("Name") or []
    topology.examine(rings, [str(name) for name in names], found.crs or "EPSG:4326", edges=False)


def measure(
    name: str, ours: float, peer: str, peer_value: float, target: float | None, unit: str = "s"
) -> dict[str, Any]:
    """A line of the table."""
    ratio = ours / peer_value
    met = ratio <= target if target is not None else None
    return {"name": name, "ours": ours, "unit": unit, "peer": peer, "peer_value": peer_value, "ratio": ratio,
            "target": target, "met": met}  # fmt: skip


def memory(rows: int) -> float:
    """Megabytes at most that an import of so many people needs, in a process of its own."""
    source = CACHE / f"people-{rows}.csv"
    if not source.exists():
        people_import.people(source, rows, HOUSEHOLDS)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.formats", str(source)], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[1], env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    return float(done.stdout.split()[-1])


def again(side: int, changed: int) -> tuple[float, float]:
    """Seconds of a first import, and of the next with some cells redrawn, its difference worked out."""
    first, second = cells_file("gpkg", side), cells_file("gpkg", side, changed=changed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.create(Path(folder) / "district.gpkg", alone=True)
        actor = staff.sign_in(desk)

        def bring(path: Path, *, dry_run: bool = False) -> cell_import.CellImportResult:
            return cell_import.import_cells(desk, actor, path, code="code", name="name", how=How(), dry_run=dry_run)

        one = best(lambda: bring(first), 1)
        two = best(
            lambda: len(bring(second, dry_run=True).differs) >= changed or sys.exit("a difference is missing"), 1
        )
        desk.close()
    return one, two


def measures(quick: bool = False) -> Iterator[dict[str, Any]]:
    """Every format, a layer again, the doctor, memory."""
    side = 50 if quick else 316
    for ending in FORMATS:
        try:
            path = cells_file(ending, side)
        except pyogrio.errors.DataSourceError:
            continue
        peer = best(lambda path=path: pyogrio.raw.read(path))
        yield measure(
            f"{side * side:,} polygons from {ending}: read and each outline checked",
            best(lambda path=path: read_and_checked(path)), "pyogrio reads alone", peer, None,
        )  # fmt: skip
    side, changed = (50, 25) if quick else (318, 500)
    first, second = again(side, changed)
    yield measure(f"{side * side:,} cells again, {changed} changed, the difference shown", second, "the first import",
                  first, 1.0)  # fmt: skip
    shapes = shapely.from_wkb(pyogrio.raw.read(cells_file("gpkg", side))[2])
    rings = blob.decode_polygons(blob.from_wkb(shapely.to_wkb(shapes), 4326))
    codes = [str(i) for i in range(rings.count)]
    yield measure(
        f"the doctor on {rings.count:,} polygons: outlines, overlaps, gaps, spikes, codes",
        best(lambda: topology.examine(rings, codes, "EPSG:4326")), "shapely.coverage_invalid_edges",
        best(lambda: shapely.coverage_invalid_edges(shapes)), 1.0,
    )  # fmt: skip
    few, many = (2_000, 20_000) if quick else ROWS
    yield measure(f"memory of an import of {many:,} people", memory(many), f"{few:,} people", memory(few),
                  None if quick else 1.1, "MB")  # fmt: skip


def peak() -> float:
    """The most memory of this process in MB; what its parent had before does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Import a file of people and print the most memory that was needed, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        desk, actor = people_import.district(Path(folder) / "district.gpkg", HOUSEHOLDS)
        mapping = Mapping.parse(people_import.MAPPING)
        imports.import_file(desk, actor, "person", Path(sys.argv[1]), mapping=mapping, crs="EPSG:4326")
        desk.close()
    print(peak())


if __name__ == "__main__":
    main()
