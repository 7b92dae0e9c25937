"""Coordinates that a file does not explain: asked with likely answers, unshifted, turned by parameters, compared."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gridgov import messages
from gridgov.errors import BadInput, WrongUse
from gridgov.messages import say
from gridgov.services import cell_import, cells, likely_crs, staff
from gridgov.services.coordinates import How
from gridgov.services.desk import Desk
from gridgov.services.layer_rings import layer_rings
from gridgov.spatial import crs as reference
from gridgov.spatial import datum, fit


@pytest.fixture
def office(tmp_path: Path) -> Any:
    messages.use("en")
    desk = Desk.create(tmp_path / "district.gpkg")
    yield desk, staff.sign_in(desk)
    desk.close()


def squares(lon: float = 116.4, lat: float = 39.9, count: int = 4) -> gpd.GeoDataFrame:
    shapes = [shapely.box(lon + n * 0.002, lat, lon + n * 0.002 + 0.001, lat + 0.001) for n in range(count)]
    return gpd.GeoDataFrame({"code": [f"C{n}" for n in range(count)]}, geometry=shapes, crs=4326)


def wkt(path: Path, frame: gpd.GeoDataFrame) -> Path:
    """A table of shapes, which says nothing of a reference system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "WKT"])
        writer.writerows(zip(frame["code"], frame.geometry.to_wkt(), strict=True))
    return path


def moved(frame: gpd.GeoDataFrame, move: Any) -> gpd.GeoDataFrame:
    shapes = shapely.transform(frame.geometry.values, lambda xy: np.column_stack(move(xy[:, 0], xy[:, 1])))
    return gpd.GeoDataFrame({"code": list(frame["code"])}, geometry=list(shapes))


def middles(desk: Desk, actor: Any) -> np.ndarray:
    rings, codes, system = layer_rings(desk, actor, "unit_cell")
    boxes = rings.cell_bounds()[np.argsort(codes)]
    return np.column_stack(reference.to_wgs84((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2, system))


EXPECTED = np.array([[116.4005 + n * 0.002, 39.9005] for n in range(4)])


@pytest.mark.parametrize("name", [datum.GCJ02, datum.BD09])
def test_public_maps_are_unshifted(office: Any, tmp_path: Path, name: str) -> None:
    desk, actor = office
    source = wkt(tmp_path / "a.csv", moved(squares(), lambda x, y: datum.from_wgs84(x, y, name)))
    done = cell_import.import_cells(desk, actor, source, how=How(crs=name))
    assert any("turned into WGS 84" in say(note) for note in done.notes)
    assert np.abs(middles(desk, actor) - EXPECTED).max() < 1e-6
    with desk.reader() as conn:
        about = conn.execute("SELECT about FROM audit WHERE act = 'cell.publish'").fetchone()[0]
    assert "turned into WGS 84" in about, "what was done to the coordinates is on record"


def test_swapped_columns_are_turned_round(office: Any, tmp_path: Path) -> None:
    desk, actor = office
    source = wkt(tmp_path / "a.csv", moved(squares().to_crs(4548), lambda x, y: (y, x)))
    with pytest.raises(BadInput) as asked:
        cell_import.import_cells(desk, actor, source)
    assert "swapped" in say(asked.value)
    cell_import.import_cells(desk, actor, source, how=How(crs="EPSG:4548", swap=True))
    assert np.abs(middles(desk, actor) - EXPECTED).max() < 1e-6


@pytest.mark.parametrize("crs", ["EPSG:4214", "EPSG:2436", "EPSG:4610", "EPSG:2384"])
def test_an_old_datum_is_refused_with_the_reason(office: Any, tmp_path: Path, crs: str) -> None:
    desk, actor = office
    source = wkt(tmp_path / "a.csv", squares())
    with pytest.raises(BadInput, match="local parameters"):
        cell_import.import_cells(desk, actor, source, how=How(crs=crs))
    assert cells.layers(desk, actor) == []


def test_four_parameters_and_control_points(office: Any, tmp_path: Path) -> None:
    desk, actor = office
    true = fit.Four(1234.5, -987.25, 42.0, 15.0)
    turn = np.exp(1j * true.rotation_s * np.pi / 180 / 3600) * (1 + true.scale_ppm * 1e-6)

    def back(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        local = (x + 1j * y - complex(true.dx, true.dy)) / turn
        return local.real, local.imag

    ground = squares().to_crs(4548)
    source = wkt(tmp_path / "local.csv", moved(ground, back))
    text = f"{true.dx},{true.dy},{true.rotation_s},{true.scale_ppm}"
    with pytest.raises(WrongUse, match="--to"):
        cell_import.import_cells(desk, actor, source, how=How(shift=text))
    cell_import.import_cells(desk, actor, source, how=How(shift=text, to="EPSG:4548"))
    assert np.abs(middles(desk, actor) - EXPECTED).max() < 1e-7

    points = tmp_path / "points.csv"
    xy = np.array([[440000.0, 4410000.0], [460000, 4410500], [450000, 4430000], [455000, 4420000]])
    x, y = back(xy[:, 0], xy[:, 1])
    noise = [0.0, 0.02, -0.01, 0.5]
    with points.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["点名", "x", "y", "x2", "y2"])
        for n in range(4):
            writer.writerow([f"K{n}", *map(float, (x[n], y[n], xy[n, 0] + noise[n], xy[n, 1]))])
    done = cell_import.import_cells(
        desk, actor, source, layer="again", how=How(control=points, to="EPSG:4548"), dry_run=True
    )
    (told,) = [say(note) for note in done.notes if "control points" in say(note)]
    assert "K3" in told, "the worst point is named"
    for bad in ("点名,x,y,x2,y2\nK,1,2,3,\n", "点名,x,y\nK,1,2\n", "点名,x,y,x2,y2\nK,1,2,3,4\n"):
        points.write_text(bad, encoding="utf-8")
        with pytest.raises(BadInput):
            cell_import.import_cells(desk, actor, source, layer="again", how=How(control=points, to="EPSG:4548"))
    for text in ("1,2,3", "a,b,c,d", ""):
        if text:
            with pytest.raises(WrongUse):
                fit.parameters(text)


def test_seven_parameters_lead_from_an_old_datum(office: Any, tmp_path: Path) -> None:
    desk, actor = office
    numbers = (15.8, -154.4, -82.3, 0.5, -0.3, 0.2, 1.1)
    line = pyproj.Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart +ellps=krass "
        "+step +proj=helmert +x=15.8 +y=-154.4 +z=-82.3 +rx=0.5 +ry=-0.3 +rz=0.2 +s=1.1 +convention=coordinate_frame "
        "+step +inv +proj=cart +ellps=GRS80 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    source = wkt(tmp_path / "old.csv", squares())
    how = How(crs="EPSG:4214", shift=",".join(map(str, numbers)), to="EPSG:4490")
    cell_import.import_cells(desk, actor, source, how=how)
    lon, lat = line.transform(EXPECTED[:, 0], EXPECTED[:, 1])
    assert np.abs(middles(desk, actor) - np.column_stack([lon, lat])).max() < 1e-8
    with pytest.raises(WrongUse, match="--crs"):
        cell_import.import_cells(desk, actor, source, layer="b", how=How(shift=how.shift, to="EPSG:4490"))


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-3600, 3600), st.floats(-200, 200))
def test_parameters_are_found_again_from_points(dx: float, dy: float, rotation: float, scale: float) -> None:
    four = fit.Four(dx, dy, rotation, scale)
    x, y = np.array([0.0, 20_000, 5_000]), np.array([0.0, 3_000, 18_000])
    u, v = four.apply(x, y)
    made = fit.fit([(str(n), x[n], y[n], u[n], v[n]) for n in range(3)])
    assert made.rms_m < 1e-4
    a, b = made.four.apply(x, y)
    assert np.hypot(a - u, b - v).max() < 1e-4
    with pytest.raises(BadInput):
        fit.fit([("a", 0, 0, 1, 1), ("b", 0, 0, 2, 2)])


def test_a_shift_against_what_is_there_is_said(office: Any, tmp_path: Path) -> None:
    desk, actor = office
    cell_import.import_cells(desk, actor, wkt(tmp_path / "a.csv", squares()), how=How(crs="EPSG:4326"))

    def told(frame: gpd.GeoDataFrame) -> str:
        done = cell_import.import_cells(
            desk, actor, wkt(tmp_path / "b.csv", frame), how=How(crs="EPSG:4326"), dry_run=True
        )
        return " ".join(say(note) for note in done.notes if "lie" in say(note))

    assert told(squares()) == ""
    assert "--crs gcj02" in told(moved(squares(), lambda x, y: datum.from_wgs84(x, y, datum.GCJ02)))
    assert "--crs bd09" in told(moved(squares(), lambda x, y: datum.from_wgs84(x, y, datum.BD09)))
    assert "another datum" in told(moved(squares(), lambda x, y: (x + 0.001, y - 0.001)))
    assert told(moved(squares(), lambda x, y: (x + 0.00001, y))) == "", "a metre is a redrawing"
    here_and_there = moved(squares(), lambda x, y: (x, y + 0.004 * np.sin(3000 * np.floor((x - 116.4) / 0.002))))
    assert told(here_and_there) == "", "one shift, or none"


def test_a_layer_keeps_its_system(office: Any, tmp_path: Path) -> None:
    desk, actor = office
    cell_import.import_cells(desk, actor, wkt(tmp_path / "a.csv", squares().to_crs(4548)), how=How(crs="EPSG:4548"))
    done = cell_import.import_cells(desk, actor, wkt(tmp_path / "b.csv", squares()), how=How(crs="EPSG:4326"))
    assert (done.same, done.changed) == (4, 0), "the same shapes in other numbers"
    assert any("EPSG:4326 into EPSG:4548" in say(note) for note in done.notes)


def test_likely_systems_lie_where_the_district_is(office: Any, tmp_path: Path) -> None:
    desk, actor = office
    east = squares(120.2, 30.2)
    bounds = tuple(east.to_crs(4549).total_bounds)
    assert likely_crs.likely(desk, actor, bounds)[0].crs == "EPSG:4548", "nothing is known of the district yet"
    cell_import.import_cells(desk, actor, wkt(tmp_path / "a.csv", east), how=How(crs="EPSG:4326"))
    first = likely_crs.likely(desk, actor, bounds)[0]
    assert first.crs == "EPSG:4549"
    assert "where the district is" in first.reason


def test_the_vectors_of_public_maps(testdata: Path) -> None:
    with (testdata / "gcoord_vectors_dev.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = {name: [np.array([float(row[f"{axis}_{name}"]) for row in rows]) for axis in ("lon", "lat")]
             for name in ("wgs84", "gcj02", "bd09")}  # fmt: skip
    for name in (datum.GCJ02, datum.BD09):
        there = datum.from_wgs84(*pairs["wgs84"], name)
        assert max(np.abs(a - b).max() for a, b in zip(there, pairs[name], strict=True)) < 1e-6
        back = datum.to_wgs84(*there, name)
        assert max(np.abs(a - b).max() for a, b in zip(back, pairs["wgs84"], strict=True)) < 1e-9
