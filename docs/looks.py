"""Draws the map at four zooms and three scales on three districts, and writes the pictures that docs/looks.md names.

The demo district, a grid of 9,005 real cells (from the test data, where it is there), and a made-up city of 100,000
cells. `python docs/looks.py [NAME …]` draws those named, or all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "looks"
KEPT = ROOT / ".bench"
SCALES = ("1", "1.5", "2")
ZOOMS = {
    "demo": (1.0, 3.5, 12.0, 45.0),
    "grid": (1.0, 4.0, 12.0, 40.0),
    "city": (1.0, 6.0, 25.0, 110.0),
}
WIDTH, HEIGHT = 960, 600
COLOURS = 160

sys.path[:0] = [str(ROOT), str(ROOT / "docs")]


def city(path: Path) -> None:
    """A city of 100,000 cells in 700 streets, with 200,000 components; nothing in it is of any place."""
    import numpy as np
    import shapely

    from benchmarks.tessellation import lattice, parents
    from gridgov.services import cells, records, staff
    from gridgov.services.desk import Desk
    from gridgov.spatial.blob import from_wkb
    from gridgov.spatial.locate import to_shapely

    columns, rows = 330, 305
    rings, above = lattice(columns, rows, rough=0.006), parents(columns, rows, 12, 10)
    low = rings.xy.min(axis=0)
    rings = rings.with_xy(rings.xy - low + np.array([400_000.0, 4_400_000.0]))
    shapes = np.asarray(to_shapely(rings))
    desk = Desk.create(path, name="十万格城", alone=True)
    actor = staff.sign_in(desk)
    numbers = np.unique(above)
    streets = [shapely.union_all(shapely.make_valid(shapes[above == n])) for n in numbers]
    upper = cells.NewCells(
        [f"99010{n:04d}" for n in numbers.tolist()],
        [f"街道{n}" for n in numbers.tolist()],
        from_wkb(shapely.to_wkb(streets), 4547),
        shapely.area(np.array(streets)),
        [None] * len(numbers),
    )
    cells.publish(desk, actor, cells.LayerSpec("street", "街道", "Streets", 2, None, "EPSG:4547"), upper)
    lower = cells.NewCells(
        [f"9901{i:011d}" for i in range(rings.count)],
        [f"网格{i}" for i in range(rings.count)],
        from_wkb(shapely.to_wkb(shapes), 4547),
        shapely.area(shapes),
        [f"99010{n:04d}" for n in above.tolist()],
    )
    spec = cells.LayerSpec("unit_cell", "单元网格", "Unit cells", 5, "street", "EPSG:4547")
    cells.publish(desk, actor, spec, lower)
    random = np.random.default_rng(11)
    middle = shapely.get_coordinates(shapely.centroid(shapes))
    weight = np.exp(-(((middle - middle.mean(axis=0)) / 9_000) ** 2).sum(axis=1))
    chosen = middle[random.choice(len(middle), 200_000, p=weight / weight.sum())] + random.normal(0, 60, (200_000, 2))
    frame = cells.frame(desk)
    lon, lat = frame.from_frame(chosen[:, 0] - frame.x, chosen[:, 1] - frame.y)
    records.add_many(
        desk,
        actor,
        "component",
        {"number": [f"C{i}" for i in range(len(lon))], "x": lon.tolist(), "y": lat.tolist()},
        source="made up",
    )
    desk.close()


def grid(path: Path) -> bool:
    """The 9,005 cells of the test data; False where they are not."""
    import geopandas

    from gridgov.services import cell_import, staff
    from gridgov.services.desk import Desk

    folder = Path(os.environ.get("GRIDGOV_TESTDATA", ROOT.parent / "shared" / "testdata"))
    source = folder / "pygeo_tutorial" / "shapefile" / "grid" / "grid.shp"
    if not source.exists():
        return False
    # The file names no system, and its cells have a column and a row rather than a code.
    frame = geopandas.read_file(source).set_crs("EPSG:4326")
    frame["code"] = [f"{x:03d}{y:03d}" for x, y in zip(frame["LONCOL"], frame["LATCOL"], strict=True)]
    desk = Desk.create(path, name="9,005", alone=True)
    with tempfile.TemporaryDirectory() as made:
        coded = Path(made) / "grid.gpkg"
        frame.to_file(coded)
        cell_import.import_cells(desk, staff.sign_in(desk), coded, layer="unit_cell", code="code")
    desk.close()
    return True


def demo(path: Path) -> None:
    """The demo district."""
    from gridgov.services import demo as made

    made.make(path, scale="district")


def district(name: str) -> Path | None:
    """The file of that name, made once; None where its source is missing."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"looks-{name}.gpkg"
    if not path.exists():
        fresh = path.with_name(f"looks-{name}-new.gpkg")
        for left in KEPT.glob(f"{fresh.name}*"):
            left.unlink()
        if globals()[name](fresh) is False:
            return None
        fresh.replace(path)
    return path


def draw(name: str, path: Path, scale: str) -> None:
    """The pictures of one district at one scale: the page of the map in the real window."""
    from PIL import Image
    from PySide6.QtWidgets import QApplication
    from shots import settle

    from gridgov import settings
    from gridgov.ui.application import Application

    kept = settings.load()
    kept.language, kept.last_page, kept.layout = "zh_CN", "map", {}
    settings.save(kept)
    qt = QApplication(sys.argv[:1])
    application = Application(qt)
    application.window.resize(WIDTH + 400, HEIGHT + 110)
    application.start(path)
    settle(application)
    page = application.window.map
    assert page is not None
    themes = {"demo": "case_per_km2", "grid": "", "city": "component_count"}
    if themes[name]:
        page.theme.setCurrentIndex(page.theme.findData(themes[name]))
    settle(application)
    page.setFixedSize(WIDTH, HEIGHT)
    settle(application)
    page.canvas.zoom_all()
    before = 1.0
    for number, zoom in enumerate(ZOOMS[name], 1):
        page.canvas.zoom_by(zoom / before)
        before = zoom
        if number == len(ZOOMS[name]) and name != "grid":
            for action in page._points.menu().actions():
                action.setChecked(action.data() == "component")
        settle(application)
        target = PICTURES / f"{name}-{number}-{scale.replace('.', '')}.png"
        page.grab().save(str(target))
        # A palette keeps them small; nothing that is looked at needs more colours.
        Image.open(target).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        print(target.relative_to(ROOT))
    application.window.close()


def main(names: list[str]) -> int:
    """Make the districts, then draw each at each scale in a process of its own."""
    PICTURES.mkdir(exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if len(names) == 2 and names[1] in SCALES:
        path = district(names[0])
        assert path is not None
        draw(names[0], path, names[1])
        return 0
    for name in names or list(ZOOMS):
        if district(name) is None:
            print(f"{name}: its test data is not there, so its pictures stay as they are", file=sys.stderr)
            continue
        for scale in SCALES:
            env = {**os.environ, "QT_SCALE_FACTOR": scale}
            with tempfile.TemporaryDirectory(prefix="gridgov-looks-") as home:
                env["GRIDGOV_HOME"] = home
                subprocess.run([sys.executable, __file__, name, scale], env=env, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
