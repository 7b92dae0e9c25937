"""Patrols: what a track passed, cell and point, against hand-drawn tracks and a geodesic of another library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov import messages
from gridgov.errors import BadInput, Refused, Trouble, WrongUse
from gridgov.services import map_layers, patrols, record_entry, record_page
from gridgov.spatial import track as geometry
from tests.services.conftest import District
from tests.services.test_case_work import person

GPX = """<?xml version="1.0"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="t">
<wpt lon="116.0005" lat="39.0005"><name>消防栓 1</name></wpt>
<trk><trkseg>{points}</trkseg></trk></gpx>"""


def gpx(path: Path, places: list[tuple[float, float, str]]) -> Path:
    points = "".join(
        f'<trkpt lon="{x}" lat="{y}">' + (f"<time>{t}</time>" if t else "") + "</trkpt>" for x, y, t in places
    )
    path.write_text(GPX.format(points=points), encoding="utf-8")
    return path


@given(
    st.floats(-179, 179), st.floats(-80, 80),
    st.lists(st.tuples(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01)), min_size=2, max_size=20),
)  # fmt: skip
def test_length_is_the_geodesics(lon: float, lat: float, steps: list[tuple[float, float]]) -> None:
    x = np.array([lon + dx for dx, _ in steps])
    y = np.array([lat + dy for _, dy in steps])
    expected = pyproj.Geod(ellps="WGS84").line_length(x, y)
    assert geometry.length_m(x, y) == pytest.approx(expected, rel=2e-3, abs=0.01)


def test_the_nearest_place_is_on_the_line_between_two() -> None:
    lon, lat = np.array([116.0, 116.01, 116.02]), np.array([39.0, 39.0, 39.0])
    away, at = geometry.nearest(lon, lat, (116.008, 39.0001))
    assert away == pytest.approx(11.1, abs=0.05)
    assert at == 1
    assert geometry.nearest(lon[:0], lat[:0], (0, 0)) == (float("inf"), -1)
    assert geometry.nearest(lon[:1], lat[:1], (116.0, 39.0))[0] == pytest.approx(0)
    assert geometry.length_m(lon[:1], lat[:1]) == 0
    more, _ = geometry.sampled(lon, lat, 10)
    assert len(more) > 170
    assert more[0] == lon[0]
    assert more[-1] == lon[-1]


def test_a_patrol_passes_points_and_cells(district: District, tmp_path: Path) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    (x0, y0), (x1, y1) = district.inside(0, 0), district.inside(1, 0)
    points = [("东门", x0, y0), ("配电房", x1, y1 + 0.0001), ("北墙", x1, y1 + 0.0009)]
    number = patrols.add_route(desk, actor, "夜巡", points, every_days=3)
    (route,) = patrols.routes(desk, actor, on="2026-06-10")
    assert (route.due_on, route.days_late, route.last_on) == ("2026-06-10", 0, None)
    source = gpx(tmp_path / "a.gpx", [(x0, y0, "2026-06-10T01:00:00Z"), (x1, y1, "2026-06-10T01:20:00Z")])
    done = patrols.record(desk, actor, source, route=number, note="无异常")
    assert done.day == "2026-06-10"
    assert [name for name, _ in done.passed] == ["东门", "配电房"]
    assert done.passed[1][1].endswith("09:20"), "in local time"
    assert done.missed == ("北墙",)
    assert done.length_m == pytest.approx(pyproj.Geod(ellps="WGS84").line_length([x0, x1], [y0, y1]), rel=1e-3)
    assert patrols.routes(desk, actor)[0].last_on is None, "it was not walked whole"
    with pytest.raises(BadInput, match="before"):
        patrols.record(desk, actor, source, route=number)
    days = map_layers.values(desk, actor, "unit_cell", "last_visit_days", as_of="2026-06-12T12:00:00+08:00")
    codes = map_layers.shapes(desk, actor, "unit_cell").codes
    seen = {code: day for code, day in zip(codes, days.tolist(), strict=True) if day == day}
    assert len(seen) == 2
    assert set(seen.values()) == {2.0}
    table = tmp_path / "b.csv"
    table.write_text(
        f"时间,经度,纬度\n2026-06-11 09:00,{x0},{y0}\n"
        f"2026-06-11 09:30,{x1},{y1 + 0.0009}\n2026-06-11 09:31,{x1},{y1}\n",
        encoding="utf-8",
    )
    assert patrols.record(desk, actor, table, route=number).missed == ()
    (route,) = patrols.routes(desk, actor, on="2026-06-15")
    assert (route.last_on, route.due_on, route.days_late) == ("2026-06-11", "2026-06-14", 1)
    assert [one.day for one in patrols.patrols(desk, actor, route=number)] == ["2026-06-11", "2026-06-10"]
    patrols.end_route(desk, actor, number)
    assert patrols.routes(desk, actor) == []
    assert len(patrols.patrols(desk, actor)) == 2
    with pytest.raises(WrongUse):
        patrols.end_route(desk, actor, number)


def test_a_component_knows_when_it_was_inspected(district: District, tmp_path: Path) -> None:
    messages.use("en")
    desk, actor = district.desk, district.actor
    x, y = district.inside(0, 0)
    given = {"name": "消防栓", "number": "X1", "class": "01037", "x": str(x), "y": str(y)}
    fid = record_entry.enter(desk, actor, "component", given).fid
    number = patrols.add_route(desk, actor, "消防巡检", patrols.points_of(desk, actor, "component", "number = 'X1'"))
    near = gpx(tmp_path / "a.gpx", [(x, y, "2026-06-10T01:00:00Z"), (x + 0.001, y, "2026-06-10T01:20:00Z")])
    far = gpx(tmp_path / "b.gpx", [(x + 0.01, y, "2026-06-11T01:00:00Z"), (x + 0.011, y, "2026-06-11T01:20:00Z")])
    for source in (near, far):
        patrols.record(desk, actor, source, route=number)
    part = next(one for one in record_page.sections(desk, actor, "component", fid) if one.en == "Inspections")
    assert ["missed" in part.lines[0][0], "passed" in part.lines[1][0]] == [True, True]


def test_points_come_from_a_file_or_from_records(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    x, y = district.inside(0, 0)
    record_entry.enter(
        desk, actor, "component", {"name": "消防栓", "number": "X1", "class": "01037", "x": str(x), "y": str(y)}
    )
    assert patrols.points_of(desk, actor, "component", "name = '消防栓'") == [
        ("X1", pytest.approx(x), pytest.approx(y))
    ]
    assert patrols.points_from(gpx(tmp_path / "p.gpx", [])) == [("消防栓 1", 116.0005, 39.0005)]
    table = tmp_path / "p.csv"
    table.write_text("名称,lon,lat\n甲,116,39\n,117,40\n", encoding="utf-8")
    assert patrols.points_from(table) == [("甲", 116.0, 39.0), ("2", 117.0, 40.0)]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.gpx", "<gpx>", "no GPX"),
        ("a.gpx", "<!DOCTYPE x []><gpx/>", "no GPX"),
        ("a.gpx", "<gpx/>", "two places"),
        ("a.csv", "lon,lat\n116,39\n", "two places"),
        ("a.csv", "lon,name\n116,39\n", "longitude or latitude"),
        ("a.csv", "lon,lat\n116,39\n39,116\n", "place 2"),
        ("a.csv", "lon,lat\n116,39\nx,39\n", "place 2"),
    ],
)
def test_what_is_no_track_is_said(district: District, tmp_path: Path, name: str, text: str, sentence: str) -> None:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=sentence):
        patrols.record(district.desk, district.actor, source)
    assert patrols.patrols(district.desk, district.actor) == []


def test_wrong_uses(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    with pytest.raises(Trouble):
        patrols.record(desk, actor, tmp_path / "none.gpx")
    one = [("a", 1.0, 1.0)]
    for name, points, every, within in (
        ("", one, 1, 30.0),
        ("a", [], 1, 30.0),
        ("a", one, 0, 30.0),
        ("a", one, 1, 0.0),
    ):
        with pytest.raises(WrongUse):
            patrols.add_route(desk, actor, name, points, every_days=every, within_m=within)
    source = gpx(tmp_path / "a.gpx", [(116.0, 39.0, ""), (116.001, 39.0, "")])
    with pytest.raises(WrongUse):
        patrols.record(desk, actor, source, route=9)
    with pytest.raises(Refused):
        patrols.add_route(desk, person("auditor"), "a", [("a", 1.0, 1.0)])
    assert patrols.record(desk, actor, source, on="2026-01-02").day == "2026-01-02"
