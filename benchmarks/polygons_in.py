"""101,000 polygons read, checked one by one, measured and stored with their index, against geopandas read + write."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd

from benchmarks.layers import polygons
from gridgov.exchange import vector_in
from gridgov.services import cell_import, staff
from gridgov.services.desk import Desk
from gridgov.spatial import blob, topology


def ours(path: Path, folder: Path) -> float:
    """Seconds of one whole import of cells."""
    desk = Desk.create(folder / "district.gpkg", alone=True)
    actor = staff.sign_in(desk)
    began = time.perf_counter()
    cell_import.import_cells(desk, actor, path, layer="unit_cell", code="code", name="name", edges=False)
    spent = time.perf_counter() - began
    desk.close()
    return spent


def peer(path: Path, folder: Path) -> float:
    """Seconds of reading and writing the same."""
    began = time.perf_counter()
    gpd.read_file(path).to_file(folder / f"out{path.suffix}", driver="GPKG" if path.suffix == ".gpkg" else "GeoJSON")
    return time.perf_counter() - began


def edge_check(path: Path) -> float:
    """Seconds of holding every edge against its neighbours'."""
    features = vector_in.read(path)
    rings = blob.decode_polygons(features.blobs)
    codes = [str(code) for code in features.columns["code"]]
    began = time.perf_counter()
    topology.examine(rings, codes, "EPSG:4326")
    return time.perf_counter() - began


def measures(quick: bool = False) -> Iterator[dict[str, Any]]:
    """Both formats; each takes its turn twice and the better counts."""
    for path, target in zip(polygons(quick), (2.0, 1.5), strict=True):
        a, b = [], []
        for _ in range(2):
            with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
                a.append(ours(path, Path(one)))
                b.append(peer(path, Path(two)))
        ratio = min(a) / min(b)
        yield {
            "name": f"polygons in from {path.suffix[1:]}: read, checked one by one, measured, stored, indexed",
            "ours": min(a),
            "unit": "s",
            "peer": "geopandas.read_file + to_file",
            "peer_value": min(b),
            "ratio": ratio,
            "target": target,
            "met": ratio <= target,
        }
    yield {
        "name": "edge check of the same polygons (validity, overlaps, gaps)",
        "ours": edge_check(polygons(quick)[0]),
        "unit": "s",
        "peer": None,
        "peer_value": None,
        "ratio": None,
        "target": None,
        "met": None,
    }
