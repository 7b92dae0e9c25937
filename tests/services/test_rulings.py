"""No-man's-land: ruled once, followed by what comes later, open again when withdrawn, ended by other shapes."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov import messages
from gridgov.errors import BadInput, Refused, WrongUse
from gridgov.services import cells, lists, record_entry, record_page, rulings
from gridgov.spatial.blob import encode_polygons
from tests.services.conftest import UNIT, District, square
from tests.services.test_case_work import person

OUT = (115.9995, 39.0005)


def component(district: District, lon: float, lat: float) -> int:
    given = {"name": "路灯", "class": "01037", "x": repr(lon), "y": repr(lat)}
    return record_entry.enter(district.desk, district.actor, "component", given).fid


def count(district: District) -> int:
    counts = district.panel(0, 0)["counts"]
    assert isinstance(counts, dict)
    return int(counts["component"])


def test_a_ruling_is_followed_by_what_is_there_and_what_comes(district: District) -> None:
    messages.use("en")
    desk, actor, code = district.desk, district.actor, district.code(0, 0)
    first = component(district, *OUT)
    assert [row["fid"] for row in rulings.waiting(desk, actor, "unit_cell")] == [first]
    number, settled = rulings.rule(desk, actor, "unit_cell", code, rulings.circle(*OUT, 40), "路边绿带归此格")
    assert settled == 1
    assert count(district) == 1
    component(district, OUT[0] + 0.0001, OUT[1])
    far = component(district, OUT[0] - 0.01, OUT[1])
    assert count(district) == 2, "the next one there follows"
    assert [row["fid"] for row in rulings.waiting(desk, actor, "unit_cell")] == [far]
    told = {part.en: part.lines for part in record_page.sections(desk, actor, "component", first)}
    assert "路边绿带归此格" in told["Cell by ruling"][0][0]
    rulings.withdraw(desk, actor, number)
    assert count(district) == 0
    assert len(rulings.waiting(desk, actor, "unit_cell")) == 3
    assert rulings.list_(desk, actor)[0].ended_why == "withdrawn"
    with pytest.raises(WrongUse):
        rulings.withdraw(desk, actor, number)


def test_a_ruling_ends_when_the_cells_there_change_their_shape(district: District) -> None:
    desk, actor, code = district.desk, district.actor, district.code(0, 0)
    component(district, *OUT)
    rulings.rule(desk, actor, "unit_cell", code, rulings.circle(*OUT, 60), "绿带")
    grown = cells.NewCells([code], ["cell"], encode_polygons([square(-1, 0, 2, 1)], 4326), np.array([1.0]), ["990000"])
    cells.publish(desk, actor, UNIT, grown, valid_from="2026-02-01")
    assert rulings.list_(desk, actor)[0].ended_why == "shapes"
    assert count(district) == 1, "it lies in the new shape by itself"


def test_where_several_cells_have_a_place_a_ruling_decides(district: District) -> None:
    desk, actor = district.desk, district.actor
    over = cells.NewCells(
        ["990001900900"], ["over"], encode_polygons([square(0.2, 0.2, 0.5, 0.5)], 4326), np.array([1.0]), ["990000"]
    )
    cells.publish(desk, actor, UNIT, over, valid_from="2026-02-01")
    x, y = district.inside(0, 0)
    fid = component(district, x, y)
    (row,) = rulings.waiting(desk, actor, "unit_cell")
    assert row["how"] == "several"
    rulings.rule(desk, actor, "unit_cell", district.code(0, 0), rulings.circle(x, y, 5), "原格负责")
    assert rulings.waiting(desk, actor, "unit_cell") == []
    assert lists.record(desk, actor, "component", fid).cells["unit_cell"] == district.code(0, 0)


def test_who_may_not_and_what_is_missing_is_said(district: District) -> None:
    desk, actor, code = district.desk, district.actor, district.code(0, 0)
    area = rulings.circle(*OUT, 40)
    with pytest.raises(Refused):
        rulings.rule(desk, person("collector"), "unit_cell", code, area, "x")
    for wrong in (("unit_cell", "no cell", area, "x"), ("no layer", code, area, "x"), ("unit_cell", code, [], "x"),
                  ("unit_cell", code, area, " ")):  # fmt: skip
        with pytest.raises(BadInput):
            rulings.rule(desk, actor, *wrong)
