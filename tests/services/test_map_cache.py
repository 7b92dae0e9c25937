"""What is kept beside the file for the map: there at once, never of another state of the layer."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import numpy as np
import pytest

from benchmarks.tessellation import lattice
from gridgov.services import cells, map_cache
from gridgov.services.desk import Desk
from gridgov.services.map_layers import MapLayer
from gridgov.spatial.blob import encode_polygons
from gridgov.spatial.coverage import Coverage
from gridgov.spatial.levels import levels
from gridgov.store import sidecar


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridgov.services.map_cache.LARGE", 10)


@pytest.fixture
def city(tmp_path: Path, district) -> Desk:
    """A file of its own with a layer of irregular cells in it."""
    desk = Desk.create(tmp_path / "city.gpkg", crs="EPSG:4547")
    publish(desk, district.actor, 1)
    yield desk
    desk.close()


def publish(desk: Desk, actor, seed: int) -> None:
    rings = lattice(12, 9, seed=seed)
    shapes = rings.xy.reshape(rings.count, -1, 2) + np.array([480_000.0, 4_320_000.0])
    given = cells.NewCells(
        [f"9902{n:05d}" for n in range(rings.count)],
        [f"秘密{n}" for n in range(rings.count)],
        encode_polygons([[one] for one in shapes], 4547),
        np.full(rings.count, 9_000.0),
        [None] * rings.count,
    )
    cells.publish(desk, actor, cells.LayerSpec("unit_cell", "单元网格", "Unit cells", 5, None, "EPSG:4547"), given)


def make(desk: Desk, actor) -> tuple[MapLayer, Coverage]:
    drawn = cells.shapes(desk, actor, "unit_cell")
    coverage = Coverage.of(drawn.rings)
    made = levels(coverage)
    assert made
    assert map_cache.keep(desk, actor, drawn, coverage, made)
    return drawn, coverage


def test_what_was_made_is_there_again(city: Desk, district) -> None:
    actor = district.actor
    assert map_cache.sketch(city, actor, "unit_cell") is None
    drawn, coverage = make(city, actor)
    sketch = map_cache.sketch(city, actor, "unit_cell")
    assert sketch is not None
    assert sketch.count == len(drawn.codes)
    assert sketch.bounds == drawn.rings.bounds()
    assert sketch.frame == drawn.frame
    ready = map_cache.made_ready(city, actor, drawn)
    assert ready.prepared is not None
    assert len(ready.prepared.levels) == 2
    again = Coverage.of(drawn.rings, shared=ready.prepared.shared)
    for name in ("x0", "y0", "x1", "y1", "left", "right", "block_boxes"):
        assert (getattr(again, name) == getattr(coverage, name)).all()
    assert again.joined


def test_nothing_of_a_name_or_code_is_in_it(city: Desk, district) -> None:
    make(city, district.actor)
    raw = sidecar.path_of(city.path, "unit_cell").read_bytes()
    assert "秘密".encode() not in raw
    assert b"990200001" not in raw


def test_a_new_version_has_nothing_until_it_is_made(city: Desk, district) -> None:
    make(city, district.actor)
    publish(city, district.actor, 2)
    assert map_cache.sketch(city, district.actor, "unit_cell") is None
    drawn = cells.shapes(city, district.actor, "unit_cell")
    assert map_cache.made_ready(city, district.actor, drawn).prepared is None
    make(city, district.actor)
    assert map_cache.sketch(city, district.actor, "unit_cell") is not None


def test_what_was_made_of_a_version_that_is_no_more_is_not_kept(city: Desk, district) -> None:
    drawn = cells.shapes(city, district.actor, "unit_cell")
    coverage = Coverage.of(drawn.rings)
    publish(city, district.actor, 2)
    assert not map_cache.keep(city, district.actor, drawn, coverage, levels(coverage) or ())


def test_another_file_put_in_its_place_is_not_mistaken_for_it(tmp_path: Path, city: Desk, district) -> None:
    make(city, district.actor)
    other = Desk.create(tmp_path / "other.gpkg", crs="EPSG:4547")
    publish(other, district.actor, 5)
    shutil.copytree(sidecar.folder(city.path), sidecar.folder(other.path))
    assert map_cache.sketch(other, district.actor, "unit_cell") is None
    other.close()


def test_shapes_that_are_not_those_are_noticed_even_when_all_else_is_the_same(city: Desk, district) -> None:
    drawn, _ = make(city, district.actor)
    moved = drawn.rings.xy.copy()
    moved[100] += 0.001
    other = attrs.evolve(drawn, rings=drawn.rings.with_xy(moved))
    assert map_cache.made_ready(city, district.actor, other).prepared is None


def test_a_damaged_or_missing_file_costs_only_time(city: Desk, district) -> None:
    drawn, _ = make(city, district.actor)
    path = sidecar.path_of(city.path, "unit_cell")
    raw = bytearray(path.read_bytes())
    raw[-2000] ^= 1
    path.write_bytes(raw)
    assert map_cache.made_ready(city, district.actor, drawn).prepared is None
    path.write_bytes(raw[:1000])
    assert map_cache.sketch(city, district.actor, "unit_cell") is None
    path.unlink()
    assert map_cache.sketch(city, district.actor, "unit_cell") is None
