"""Likely systems: ranked by where the numbers fall, by where they would lie, by the corners that they meet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest

from gridgov.domain.mapping import Mapping, Source
from gridgov.errors import BadInput
from gridgov.services import cell_import, likely_crs
from gridgov.services.coordinates import How
from gridgov.services.likely_crs import Guess
from gridgov.spatial import datum
from gridgov.spatial.crs_guess import guess
from tests.services.test_coordinates import EXPECTED, middles, moved, office, squares, wkt  # noqa: F401

FOOT = 0.3048
HERE = squares()
IN_ZONE = HERE.to_crs(4548)

CASES: dict[str, tuple[gpd.GeoDataFrame, Guess]] = {
    "degrees": (HERE, Guess("EPSG:4326", "")),
    "degrees turned round": (moved(HERE, lambda x, y: (y, x)), Guess("EPSG:4326", "", swap=True)),
    "central meridian": (IN_ZONE, Guess("EPSG:4548", "")),
    "zone with its number": (HERE.to_crs(4527), Guess("EPSG:4527", "")),
    "zone with its number, turned round": (
        moved(HERE.to_crs(4527), lambda x, y: (y, x)), Guess("EPSG:4527", "", swap=True)),
    "six degrees with its number": (HERE.to_crs(4498), Guess("EPSG:4498", "")),
    "feet": (moved(IN_ZONE, lambda x, y: (x / FOOT, y / FOOT)), Guess("EPSG:4548", "", unit="foot")),
    "GCJ-02": (moved(HERE, lambda x, y: datum.from_wgs84(x, y, "gcj02")), Guess("gcj02", "")),
    "BD-09": (moved(HERE, lambda x, y: datum.from_wgs84(x, y, "bd09")), Guess("bd09", "")),
    "a web map": (HERE.to_crs(3857), Guess("EPSG:3857", "")),
    "a system of elsewhere that is used here": (HERE.to_crs(32650), Guess("EPSG:32650", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_right_answer_stands_first_where_the_district_is_known(
    office: Any, tmp_path: Path, name: str  # noqa: F811
) -> None:  # fmt: skip
    desk, actor = office
    cell_import.import_cells(desk, actor, wkt(tmp_path / "there.csv", HERE), how=How(crs="EPSG:4326"))
    frame, wanted = CASES[name]
    source = wkt(tmp_path / "new.csv", frame)
    look = likely_crs.look_at_cells(desk, actor, source)
    first = look.guesses[0]
    assert (first.crs, first.swap, first.unit) == (wanted.crs, wanted.swap, wanted.unit)
    lines, away = look.placed(first)
    assert len(lines) == len(HERE)
    assert away is not None
    assert away < 150, "drawn where the district is"
    with pytest.raises(BadInput, match=r"Likely: .*" + first.option.split()[0]):
        cell_import.import_cells(desk, actor, source, layer="again")
    done = cell_import.import_cells(
        desk, actor, source, layer="again", how=How(crs=first.crs, swap=first.swap, unit=first.unit)
    )
    assert done.added == len(HERE)
    rings, codes, system = likely_crs.layer_rings(desk, actor, "again")
    boxes = rings.cell_bounds()[np.argsort(codes)]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    found = np.column_stack(likely_crs.to_degrees(Guess(system, ""), x, y))
    assert np.abs(found - EXPECTED).max() < 2e-6


def test_without_a_district_all_that_fits_is_offered() -> None:
    offered = [one.crs for one in guess((450_000.0, 4_420_000.0, 451_000.0, 4_421_000.0))]
    assert offered[0] == "EPSG:4548"
    assert {"EPSG:4534", "EPSG:4554", "EPSG:4509"} <= set(offered), "every meridian, 3 and 6 degrees"
    degrees = [one.crs for one in guess((116.0, 39.0, 116.1, 39.1))]
    assert degrees == ["EPSG:4326", "EPSG:4490", "gcj02", "bd09"]
    assert guess((1e9, 1e9, 2e9, 2e9)) == []


def test_records_are_looked_at_by_their_points(office: Any, tmp_path: Path) -> None:  # noqa: F811
    desk, actor = office
    cell_import.import_cells(desk, actor, wkt(tmp_path / "there.csv", HERE), how=How(crs="EPSG:4326"))
    source = tmp_path / "部件.csv"
    middle = IN_ZONE.geometry.centroid
    rows = "".join(f"L{n},{p.x},{p.y}\n" for n, p in enumerate(middle))
    source.write_text("编号,东,北\n" + rows, encoding="utf-8")
    mapping = Mapping("component", fields={"number": Source("编号"), "x": Source("东"), "y": Source("北")})
    look = likely_crs.look_at_records(desk, actor, source, mapping)
    assert look is not None
    assert look.guesses[0].crs == "EPSG:4548"
    assert len(look.placed(look.guesses[0])[0]) == 4
    assert likely_crs.look_at_records(desk, actor, source, Mapping("component", fields={})) is None
