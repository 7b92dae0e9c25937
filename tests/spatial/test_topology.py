"""Faults of a layer are found, each with its place; a sound layer has none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from gridgov.spatial import blob, topology
from gridgov.spatial import rings as r

METRES = "EPSG:4548"


def square(x: float, y: float, size: float = 100.0) -> list[list[list[float]]]:
    return [[[x, y], [x + size, y], [x + size, y + size], [x, y + size]]]


def kinds(polygons: list[list[list[list[float]]]]) -> list[tuple[str, tuple[str, ...]]]:
    codes = [chr(ord("a") + i) for i in range(len(polygons))]
    return [(f.kind, f.codes) for f in topology.examine(r.from_lists(polygons), codes, METRES)]


def test_neighbours_that_share_their_edge_are_sound() -> None:
    assert kinds([square(0, 0), square(100, 0), square(0, 100)]) == []


def test_neighbours_drawn_in_opposite_directions_are_sound() -> None:
    turned = [square(100, 0)[0][::-1]]
    assert kinds([square(0, 0), turned]) == []


def test_an_overlap_has_its_size_and_a_place_inside_it() -> None:
    (finding,) = topology.examine(r.from_lists([square(0, 0), square(90, 0)]), ["a", "b"], METRES)
    assert (finding.kind, finding.codes) == ("overlap", ("a", "b"))
    assert finding.area_m2 == pytest.approx(1000.0)
    assert 90 < finding.x < 100
    assert 0 < finding.y < 100


def test_a_hole_between_cells_is_a_gap_and_a_narrow_one_a_sliver() -> None:
    around = [square(0, 0), square(100, 0), square(200, 0), square(0, 100), square(200, 100)]
    around += [square(0, 200), square(100, 200), square(200, 200)]
    assert kinds(around) == [("gap", ())]
    narrow = [[[0, 0], [100, 0], [100, 50], [50, 50.2], [0, 50]]]
    other = [[[0, 100], [100, 100], [100, 50], [50, 50.6], [0, 50]]]
    assert kinds([narrow, other]) == [("sliver", ())]


def test_differences_below_a_centimetre_are_the_same_boundary() -> None:
    assert kinds([square(0, 0), square(99.995, 0)]) == []


def test_crossings_duplicates_and_empty_cells_are_named() -> None:
    bow = [[[0, 300], [100, 400], [100, 300], [0, 400]]]
    assert kinds([bow]) == [("self_crossing", ("a",))]
    assert kinds([square(0, 0), square(0, 0)]) == [("duplicate", ("a", "b"))]
    assert kinds([square(0, 0), []]) == [("empty", ("b",))]
    twice = topology.examine(r.from_lists([square(0, 0), square(500, 0)]), ["a", "a"], METRES)
    assert [(f.kind, f.codes) for f in twice] == [("duplicate", ("a",))]


def test_a_cell_outside_its_parent_is_named_with_its_share() -> None:
    parents = (r.from_lists([square(0, 0), square(100, 0)]), ["P", "Q"], METRES)
    child = r.from_lists([square(50, 20, 60), square(110, 20, 50)])
    (finding,) = topology.examine(child, ["c", "d"], METRES, parents=parents)
    assert (finding.kind, finding.codes) == ("outside_parent", ("c", "P"))
    assert finding.params["percent"] == "83.3"
    (wrong,) = topology.examine(
        r.from_lists([square(110, 20, 50)]), ["d"], METRES, parents=parents, stated_parents=["P"]
    )
    assert wrong.codes == ("d", "P")


def test_no_cell_gives_no_finding() -> None:
    assert topology.examine(r.empty(), [], METRES) == []


def load(path: Path, field: str) -> tuple[r.Rings, list[str], str]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    wkbs = [shapely.to_wkb(shape(f["geometry"])) for f in features]
    return blob.decode_polygons(blob.from_wkb(wkbs, 4326)), [str(f["properties"][field]) for f in features], "EPSG:4326"


def test_a_real_district_is_sound_but_for_two_areas_across_a_border(testdata: Path) -> None:
    clean = testdata / "dc_clean"
    cells = load(clean / "smd_2013_cells.geojson", "SMD_ID")
    streets = load(clean / "anc_2013_streets.geojson", "ANC_ID")
    wards = load(clean / "ward_2012.geojson", "WARD")
    assert cells[0].count == 296
    assert topology.examine(*cells, parents=streets) == []
    across = topology.examine(*streets, parents=wards)
    assert [(f.kind, f.codes[0]) for f in across] == [("outside_parent", "3G"), ("outside_parent", "6D")]


def test_the_parent_by_geometry_holds_most_of_the_area() -> None:
    parents = r.from_lists([square(0, 0), square(100, 0)])
    best, share = topology.parents_by_geometry(
        r.from_lists([square(80, 10, 40), square(500, 0)]), METRES, parents, METRES
    )
    assert best.tolist() == [0, -1] or best.tolist() == [1, -1]
    np.testing.assert_allclose(share, [0.5, 0.0])
