"""Points and polygons exported to GeoJSON, against pyogrio reading and writing the same."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio

from benchmarks.layers import CACHE, polygons
from gridgov.services import cell_import, records, staff
from gridgov.services.desk import Desk

MEMORY = """
import sys
from pathlib import Path
from gridgov.services import export, staff
from gridgov.services.desk import Desk
def peak():
    # Not ru_maxrss: a child begins with what its parent had.
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
desk = Desk.open(sys.argv[1]); actor = staff.sign_in(desk)
before = peak()
export.export(desk, actor, "geojson", sys.argv[2], Path(sys.argv[3]))
print(peak() - before)
"""


def district(quick: bool, count: int) -> Path:
    """A district file with `count` components and the polygons, made once."""
    path = CACHE / f"export-{count}{'-quick' if quick else ''}.gpkg"
    if not path.exists():
        desk = Desk.create(path)
        actor = staff.sign_in(desk)
        rng = np.random.default_rng(3)
        number = [f"990101{i:011d}" for i in range(count)]
        columns = {
            "number": number,
            "name": [f"部件{i % 97}" for i in range(count)],
            "class_scheme": ["GB/T 47678.5-2026"] * count,
            "class_code": ["01037"] * count,
            "class_name": ["路灯"] * count,
            "x": rng.uniform(117, 117.3, count),
            "y": rng.uniform(39, 39.3, count),
        }
        records.add_many(desk, actor, "component", columns, source="benchmark", attach=False)
        cell_import.import_cells(desk, actor, polygons(quick)[0], code="code", name="name")
        desk.close()
    return path


def memory(path: Path, what: str) -> float:
    """Megabytes over an idle program while exporting, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", MEMORY, str(path), what, str(Path(folder) / "out.geojson")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def measures(quick: bool = False) -> Iterator[dict[str, Any]]:
    """Seconds by turns, then memory."""
    from gridgov.services import export

    count = 20_000 if quick else 1_000_000
    path = district(quick, count)
    for what, layer, target in (("component", "component", 6.0), ("cells", "unit_cell", 10.0)):
        a, b = [], []
        for _ in range(2):
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "out.geojson"
                desk = Desk.open(path)
                actor = staff.sign_in(desk)
                began = time.perf_counter()
                rows = export.export(desk, actor, "geojson", what, out).rows
                a.append(time.perf_counter() - began)
                desk.close()
                began = time.perf_counter()
                meta, _, shapes, values = pyogrio.raw.read(path, layer=layer)
                pyogrio.raw.write(
                    Path(folder) / "peer.geojson",
                    geometry=shapes,
                    field_data=values,
                    fields=meta["fields"],
                    geometry_type=meta["geometry_type"],
                    crs=meta["crs"],
                    driver="GeoJSON",
                    layer_options={"RFC7946": "YES"},
                )
                b.append(time.perf_counter() - began)
        ratio = min(b) / min(a)
        yield {
            "name": f"{rows:,} {'points' if what == 'component' else 'polygons'} to GeoJSON",
            "ours": min(a),
            "unit": "s",
            "peer": "pyogrio read + write",
            "peer_value": min(b),
            "ratio": ratio,
            "target": target,
            "met": ratio >= target,
        }
        used = memory(path, what)
        yield {
            "name": f"memory over an idle program, {rows:,} {what}",
            "ours": used,
            "unit": "MB",
            "peer": None,
            "peer_value": None,
            "ratio": None,
            "target": 100,
            "met": used < 100,
        }
