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


def blocks(
    columns: int, rows: int, *, x: float = 0.0, y: float = 0.0, jitter: float = 0.0
) -> list[list[list[list[float]]]]:
    """Squares of 100 m side by side, each drawn with differences of its own."""
    rng = np.random.default_rng(0)
    cells = [square(x + 100 * i, y + 100 * j) for j in range(rows) for i in range(columns)]
    return [(np.array(cell) + rng.uniform(-jitter, jitter, (1, 4, 2))).tolist() for cell in cells]


def test_a_layer_drawn_with_millimetres_of_difference_is_sound_and_its_gap_is_found() -> None:
    cells = blocks(9, 9, jitter=0.001)
    assert topology.examine(r.from_lists(cells), [str(i) for i in range(81)], METRES) == []
    del cells[40]
    (gap,) = topology.examine(r.from_lists(cells), [str(i) for i in range(80)], METRES)
    assert gap.kind == "gap"
    assert gap.area_m2 == pytest.approx(10_000, abs=5)
    assert 400 < gap.x < 500
    assert 400 < gap.y < 500


def test_every_pair_of_two_sheets_is_found_also_where_all_edges_are_shared() -> None:
    below, above = blocks(9, 9), blocks(5, 5, x=230, y=230)
    codes = [f"{i:02}" for i in range(81)] + [f"x{i:02}" for i in range(25)]
    found = topology.examine(r.from_lists(below + above), codes, METRES)
    shapes = [shapely.Polygon(cell[0]) for cell in below + above]
    expected = {
        (codes[i], codes[j]) for i in range(81) for j in range(81, 106) if shapes[i].intersection(shapes[j]).area
    }
    assert {f.codes for f in found} == expected
    assert {f.kind for f in found} == {"overlap"}


def test_a_long_common_line_does_not_hide_a_small_overlap() -> None:
    left = [[[0, 0], [100, 0], [100, 1000], [0, 1000]]]
    right = [[[100, 0], [200, 0], [200, 1000], [100, 1000], [100, 501], [99, 500.5], [100, 500]]]
    (finding,) = topology.examine(r.from_lists([left, right]), ["a", "b"], METRES)
    assert finding.area_m2 == pytest.approx(0.5)
    assert 99 < finding.x < 100


def test_a_gap_whose_neighbours_meet_in_points_only_is_found() -> None:
    around = [square(100, 0), square(0, 100), square(200, 100), square(100, 200)]
    assert kinds(around) == [("gap", ())]


def test_without_edges_parents_are_still_looked_at() -> None:
    parents = (r.from_lists([square(0, 0)]), ["P"], METRES)
    twice = r.from_lists([square(10, 10, 50), square(20, 20, 50), square(80, 80)])
    found = topology.examine(twice, ["a", "b", "c"], METRES, parents=parents, edges=False)
    assert [(f.kind, f.codes) for f in found] == [("outside_parent", ("c", "P"))]


def test_degrees_are_measured_in_metres() -> None:
    side = 0.001
    cells = [[[[x, 40], [x + side, 40], [x + side, 40 + side], [x, 40 + side]]] for x in (116.0, 116.0 + 0.9 * side)]
    (finding,) = topology.examine(r.from_lists(cells), ["a", "b"], "EPSG:4490")
    assert finding.area_m2 == pytest.approx(111 * 8.54, rel=0.01)


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
