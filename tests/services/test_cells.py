from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import audit, cells, lists, records


def test_a_panel_has_exactly_its_keys(town: Any) -> None:
    found = town.panel(0, 0, as_of="2026-06-01T00:00")
    assert found == {
        "code": town.code(0, 0),
        "name": "cell 000",
        "layer": "unit_cell",
        "area_m2": 9600.0,
        "valid_from": "2026-01-01",
        "valid_to": None,
        "parents": {"community": "990000"},
        "staff": [],
        "counts": {
            "person": 1, "household": 1, "dwelling": 1, "building": 1, "place": 0, "component": 0,
            "organization": 0, "opinion": 0, "case": 3,
        },
        "cases": {"open": 2, "waiting": 0, "done": 1, "void": 0, "overdue": 1},
    }  # fmt: skip


def test_the_types_of_cases_add_up_and_overdue_depends_on_the_moment(town: Any) -> None:
    late, early = town.panel(0, 0, as_of="2100-01-01")["cases"], town.panel(0, 0, as_of="2026-01-01")["cases"]
    assert (late["overdue"], early["overdue"]) == (2, 0)
    for found in (late, early):
        assert sum(found[key] for key in ("open", "waiting", "done", "void")) == 3


def test_a_layer_sums_what_its_cells_hold(town: Any) -> None:
    whole = cells.panel(town.desk, town.actor, "990001", layer="community")
    assert whole["counts"]["person"] == 2
    assert whole["parents"] == {}


def test_which_layer_a_code_is_looked_up_in(town: Any) -> None:
    desk, actor = town.desk, town.actor
    assert cells.find_layer(desk, actor, town.code(0, 0)) == "unit_cell"
    assert cells.find_layer(desk, actor, "990000") == "community"
    other = cells.LayerSpec("street", "街道", "Street", 2, None, "EPSG:4326")
    cells.publish(desk, actor, other, town.new_cells(["990000"], [town.square(0, 0, 9, 9)], [None]))
    with pytest.raises(WrongUse, match="street, community"):
        cells.find_layer(desk, actor, "990000")
    with pytest.raises(WrongUse, match="has a cell 5"):
        cells.find_layer(desk, actor, "5")
    with pytest.raises(WrongUse, match="no layer nothing"):
        cells.find_layer(desk, actor, "990000", "nothing")


def test_publishing_again_tells_changed_from_same_and_missing(town: Any) -> None:
    desk, actor = town.desk, town.actor
    wiggle = [p + 3e-8 for p in town.square(0, 0)]  # three millimetres
    cut = town.square(0, 1, 0.5)
    fresh = town.square(9, 9)
    codes = [town.code(0, 0), town.code(0, 1), "990001999999"]
    again = cells.publish(
        desk,
        actor,
        town.unit,
        cells.NewCells(
            codes,
            ["cell 000", "cell 001", "new"],
            town.new_cells(codes, [wiggle, cut, fresh], ["990000"] * 3).blobs,
            np.full(3, 9_600.0),
            ["990000"] * 3,
        ),
        valid_from="2026-05-01",
    )
    assert (again.added, again.changed, again.same, len(again.missing)) == (1, 1, 1, 22)
    assert again.version == 2
    layer = next(one for one in cells.layers(desk, actor) if one.id == "unit_cell")
    assert (layer.count, layer.version) == (25, 2)


def test_a_former_shape_answers_for_its_days(town: Any) -> None:
    desk, actor = town.desk, town.actor
    codes = [town.code(0, 0)]
    small = town.new_cells(codes, [town.square(0, 0, 0.2, 0.2)], ["990000"])  # the building is outside now
    done = cells.publish(desk, actor, town.unit, small, valid_from="2026-05-01")
    assert (done.changed, done.moved) == (1, 4)  # the building and the three cases
    assert town.panel(0, 0)["counts"]["person"] == 0
    before = town.panel(0, 0, at="2026-03-15", as_of="2026-06-01")
    assert before["valid_to"] == "2026-05-01"
    assert before["counts"]["person"] == 1
    assert before["cases"]["overdue"] == 1
    with pytest.raises(WrongUse, match="was not there"):
        town.panel(0, 0, at="2025-01-01")
    lost = lists.unattached(desk, actor)
    assert {row["register"] for row in lost} == {"building", "case"}


def test_an_unchanged_layer_gets_no_new_version(town: Any) -> None:
    desk, actor = town.desk, town.actor
    shapes = [town.square(c, r) for c in range(6) for r in range(4)]
    codes = [town.code(c, r) for c in range(6) for r in range(4)]
    parents = [f"9900{c * 2 // 6:02d}" for c in range(6) for r in range(4)]
    again = cells.publish(desk, actor, town.unit, town.new_cells(codes, shapes, parents))
    assert (again.same, again.version, again.moved) == (24, 1, 0)


def test_what_cannot_be_published_is_said(district: Any) -> None:
    desk, actor = district.desk, district.actor
    twice = district.new_cells(["1", "1"], [district.square(0, 0), district.square(1, 0)], [None, None])
    with pytest.raises(BadInput, match="comes twice"):
        cells.publish(desk, actor, district.unit, twice)
    one = district.new_cells(["1"], [district.square(0, 0)], [None])
    with pytest.raises(BadInput, match="EPSG:4326"):
        cells.publish(desk, actor, cells.LayerSpec("unit_cell", "", "", 5, None, "EPSG:4548"), one)
    with pytest.raises(WrongUse, match="cannot name a layer"):
        cells.publish(desk, actor, cells.LayerSpec("a b", "", "", 5, None, "EPSG:4326"), one)
    with pytest.raises(Refused):
        cells.publish(desk, district.actor_with("collector"), district.unit, one)
    assert cells.layers(desk, actor)[1].count == 24


def test_an_edge_belongs_to_the_smallest_code_and_an_overlap_to_nobody(district: Any) -> None:
    desk, actor = district.desk, district.actor
    overlap = district.new_cells(["99000100000A"], [district.square(3.2, 1, 0.5)], [None])
    cells.publish(desk, actor, district.unit, overlap)
    x, y = 116.001, 39.0005  # between (0, 0) and (1, 0)
    within = district.inside(3, 1)
    records.add_many(
        desk, actor, "component", {"number": ["edge", "twice"], "x": [x, within[0]], "y": [y, within[1]]}, source="t"
    )
    assert district.panel(0, 0)["counts"]["component"] == 1
    assert district.panel(1, 0)["counts"]["component"] == 0
    assert district.panel(3, 1)["counts"]["component"] == 0
    (lost,) = [row for row in lists.unattached(desk, actor) if row["layer"] == "unit_cell"]
    assert (lost["number"], lost["how"]) == ("twice", "several")
    assert lost["choices"] == ["990001003001", "99000100000A"] or lost["choices"] == ["99000100000A", "990001003001"]


def test_shapes_are_in_metres_and_know_their_parents(town: Any) -> None:
    drawn = cells.shapes(town.desk, town.actor, "unit_cell")
    assert drawn.codes == sorted(drawn.codes)
    assert drawn.rings.count == 24
    width, height = np.ptp(drawn.rings.xy, axis=0)
    assert width == pytest.approx(6 * 86.4, rel=0.01)
    assert height == pytest.approx(4 * 111.2, rel=0.01)
    above = cells.shapes(town.desk, town.actor, "community")
    assert list(drawn.parent_names["community"]) == above.names
    assert above.frame == drawn.frame
    assert [above.codes[at] for at in drawn.parents["community"][:2]] == ["990000", "990000"]
    lon, lat = drawn.frame.from_frame(*drawn.frame.to_frame(np.array([116.0]), np.array([39.0])))
    assert (lon[0], lat[0]) == (pytest.approx(116.0), pytest.approx(39.0))
    assert cells.shapes(town.desk, town.actor, "unit_cell") is drawn


def test_values_are_in_the_order_of_the_shapes(town: Any) -> None:
    desk, actor = town.desk, town.actor
    drawn = cells.shapes(desk, actor, "unit_cell")
    people = cells.values(desk, actor, "unit_cell", "person_count")
    assert people[drawn.codes.index(town.code(4, 2))] == 2
    assert people.sum() == 3
    assert cells.values(desk, actor, "unit_cell", "case_overdue_count", as_of="2026-06-01").sum() == 1
    rate = cells.values(desk, actor, "unit_cell", "case_per_1000_person")
    assert rate[drawn.codes.index(town.code(0, 0))] == 3000
    assert np.isnan(rate[drawn.codes.index(town.code(1, 1))])
    for measure in cells.measures():
        assert len(cells.values(desk, actor, "unit_cell", measure.id)) == 24
    with pytest.raises(WrongUse):
        cells.values(desk, actor, "unit_cell", "nonsense")


def test_points_fall_into_their_cells(town: Any) -> None:
    drawn = cells.shapes(town.desk, town.actor, "unit_cell")
    fids, x, y = cells.points(town.desk, town.actor, "building", drawn.frame)
    assert fids.tolist() == town.made["building"]
    box = drawn.rings.cell_bounds()[drawn.codes.index(town.code(0, 0))]
    assert box[0] < x[0] < box[2]
    assert box[1] < y[0] < box[3]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_counts_stay_those_of_geometry_under_random_edits(make_district: Any, seed: int) -> None:
    """R-tree, attachments and panel against brute force after publishing, adding, moving and withdrawing at random."""
    rng = np.random.default_rng(seed)
    town = make_district(f"random{seed}-{rng.integers(1 << 30)}")
    desk, actor = town.desk, town.actor
    x, y = 116 + rng.random(40) * 0.007, 39 + rng.random(40) * 0.005
    number = [f"N{i}" for i in range(40)]
    fids = records.add_many(desk, actor, "component", {"number": number, "x": x, "y": y}, source="t")
    place = {int(f): (a, b) for f, a, b in zip(fids, x, y, strict=True)}
    for _ in range(12):
        act, fid = rng.integers(3), int(rng.choice(list(place)))
        if act == 0:
            place[fid] = (116 + rng.random() * 0.007, 39 + rng.random() * 0.005)
            records.edit(desk, actor, "component", fid, {"x": place[fid][0], "y": place[fid][1]})
        elif act == 1:
            records.withdraw(desk, actor, "component", [fid])
            del place[fid]
        else:
            column, row = int(rng.integers(6)), int(rng.integers(4))
            shape = town.square(column, row, 0.5 + rng.random() / 2)
            cells.publish(desk, actor, town.unit, town.new_cells([town.code(column, row)], [shape], [None]))
    assert audit.check(desk, actor) == []
    drawn = cells.shapes(desk, actor, "unit_cell")
    boxes = drawn.rings.cell_bounds()
    held = cells.values(desk, actor, "unit_cell", "component_count")
    px, py = drawn.frame.to_frame(np.array([p[0] for p in place.values()]), np.array([p[1] for p in place.values()]))
    for box, n in zip(boxes, held, strict=True):
        assert n == ((px > box[0]) & (px < box[2]) & (py > box[1]) & (py < box[3])).sum()


def test_a_theme_hides_what_counts_one_or_two_people(district) -> None:
    desk, actor = district.desk, district.actor
    district.people()
    people = cells.values(desk, actor, "unit_cell", "person_count")
    assert sorted(people[people > 0].tolist()) == [1, 2]
    shown = cells.themed(desk, actor, "unit_cell", "person_count")
    assert (shown.few == (people > 0)).all()
    assert np.isnan(shown.values[shown.few]).all()
    assert (shown.values[~shown.few] == 0).all()
    # A rate by people is hidden with the people that it divides by; cases themselves are nobody.
    rate = cells.themed(desk, actor, "unit_cell", "case_per_1000_person")
    assert (rate.few == shown.few).all()
    assert cells.themed(desk, actor, "unit_cell", "household_count").few.any()
    cases = cells.themed(desk, actor, "unit_cell", "case_count")
    assert not cases.few.any()
    assert cases.values.sum() == cells.values(desk, actor, "unit_cell", "case_count").sum()


def test_lines_and_outlines_of_records_lie_in_the_frame(district) -> None:
    import shapely

    from gridgov.services import records
    from gridgov.spatial.blob import from_wkb

    desk, actor = district.desk, district.actor
    x, y = district.inside(1, 1)
    line = shapely.LineString([(x, y), (x + 0.0005, y)])
    area = shapely.box(x, y, x + 0.001, y + 0.001)
    blobs = from_wkb([shapely.to_wkb(line), shapely.to_wkb(shapely.Point(x, y)), shapely.to_wkb(area)], 4326)
    fids = records.add_many(
        desk, actor, "place", {"number": ["P1", "P2", "P3"], "name": ["一", "二", "三"], "geom": blobs}, source="test"
    ).tolist()
    frame = cells.frame(desk)
    found = cells.paths(desk, actor, "place", frame)
    assert found.fids.tolist() == [fids[0], fids[2]]
    assert np.diff(found.start).tolist() == [2, 5]
    east, north = frame.to_frame(np.array([x, x + 0.0005]), np.array([y, y]))
    assert found.x[:2] == pytest.approx(east)
    assert found.y[:2] == pytest.approx(north)
    assert len(cells.paths(desk, actor, "person", frame).fids) == 0
