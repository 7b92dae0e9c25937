"""Cells come in from files of other systems: matched, given parents, judged, published, and brought in again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gridgov.domain.access import Actor
from gridgov.errors import BadInput, Cancelled, GridgovError, WrongUse
from gridgov.progress import Progress
from gridgov.services import cell_import, cells, staff
from gridgov.services.cell_import import CellImportResult
from gridgov.services.coordinates import How
from gridgov.services.desk import Desk

STEP = 0.001
WEST, SOUTH = 117.0, 39.8


def box(column: float, row: float, width: float = 1, height: float = 1) -> dict[str, Any]:
    x, y = WEST + column * STEP, SOUTH + row * STEP
    w, h = width * STEP, height * STEP
    return {"type": "Polygon", "coordinates": [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]}


def write(path: Path, *features: tuple[dict[str, Any], dict[str, Any] | None], **more: Any) -> Path:
    listed = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": listed}), encoding="utf-8")
    return path


class Office:
    """An empty district file and the one who works in it."""

    def __init__(self, path: Path) -> None:
        self.desk = Desk.create(path)
        self.actor: Actor = staff.sign_in(self.desk)

    def bring(self, source: Path, **options: Any) -> CellImportResult:
        return cell_import.import_cells(self.desk, self.actor, source, **options)

    def parents(self, layer: str) -> dict[str, str | None]:
        return {row[1]: row[4] for row in cells.cell_rows(self.desk, self.actor, layer)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office.gpkg")
    yield made
    made.desk.close()


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    return write(tmp_path / "grid.geojson", *[({"code": f"9901{n}", "name": f"第{n}格"}, box(n, 0)) for n in range(4)])


def counts(result: CellImportResult) -> tuple[int, int, int, int]:
    assert result.added + result.changed + result.same + len(result.rejected) == result.rows
    return result.added, result.changed, result.same, len(result.rejected)


def test_the_same_file_again_changes_nothing(office: Office, grid: Path) -> None:
    first = office.bring(grid)
    assert counts(first) == (4, 0, 0, 0)
    assert first.findings == []
    assert any("field code" in str(note) for note in first.notes)
    assert counts(office.bring(grid)) == (0, 0, 4, 0)
    (layer,) = cells.layers(office.desk, office.actor)
    assert (layer.id, layer.count, layer.crs, layer.zh) == ("unit_cell", 4, "EPSG:4326", "单元网格")


def test_a_new_version_changes_adds_and_keeps_what_is_missing(office: Office, grid: Path, tmp_path: Path) -> None:
    office.bring(grid, valid_from="2026-01-01")
    new = write(
        tmp_path / "new.geojson",
        ({"code": "99010", "name": "第0格"}, box(0, 0)),
        ({"code": "99011", "name": "第1格"}, box(1, 0, 1, 2)),
        ({"code": "99012", "name": "改名"}, box(2, 0)),
        ({"code": "99019", "name": "新格"}, box(9, 0)),
    )
    tried = office.bring(new, dry_run=True)
    assert counts(tried) == (1, 2, 1, 0)
    assert tried.missing == ["99013"]
    assert cells.layers(office.desk, office.actor)[0].count == 4, "a dry run writes nothing"
    done = office.bring(new, valid_from="2026-02-01")
    assert counts(done) == counts(tried)
    assert done.missing == tried.missing
    assert set(office.parents("unit_cell")) == {"99010", "99011", "99012", "99013", "99019"}
    panel = cells.panel(office.desk, office.actor, "99011", at="2026-01-15")
    assert panel["area_m2"] < cells.panel(office.desk, office.actor, "99011")["area_m2"]


@pytest.mark.parametrize("how", ["geometry", "prefix", "street", None])
def test_parents_by_shape_by_code_and_by_field(office: Office, tmp_path: Path, how: str | None) -> None:
    streets = write(tmp_path / "s.geojson", ({"code": "9901"}, box(0, 0, 2, 1)), ({"code": "9902"}, box(2, 0, 2, 1)))
    grid = write(
        tmp_path / "g.geojson",
        *[({"code": f"990{1 + n // 2}{n}", "street": f"990{1 + n // 2}"}, box(n, 0)) for n in range(4)],
    )
    office.bring(streets, layer="street")
    result = office.bring(grid, code="code", parent_layer="street", parent=how)
    assert result.findings == []
    assert office.parents("unit_cell") == {"99010": "9901", "99011": "9901", "99022": "9902", "99023": "9902"}


def test_a_parent_that_is_not_there_is_said_and_left_open(office: Office, tmp_path: Path) -> None:
    office.bring(write(tmp_path / "s.geojson", ({"code": "9901"}, box(0, 0, 2, 1))), layer="street")
    grid = write(
        tmp_path / "g.geojson", ({"code": "a", "up": "9901"}, box(0, 0)), ({"code": "b", "up": "77"}, box(1, 0))
    )
    result = office.bring(grid, code="code", parent_layer="street", parent="up")
    assert any("77" in str(note) for note in result.notes)
    assert office.parents("unit_cell") == {"a": "9901", "b": None}
    with pytest.raises(WrongUse, match="no field nowhere"):
        office.bring(grid, code="code", parent_layer="street", parent="nowhere")
    with pytest.raises(WrongUse, match="--parent-layer"):
        office.bring(grid, code="code", parent="up")


def test_a_cell_that_leaves_its_stated_parent_is_found(office: Office, tmp_path: Path) -> None:
    office.bring(write(tmp_path / "s.geojson", ({"code": "9901"}, box(0, 0, 1, 1))), layer="street")
    grid = write(tmp_path / "g.geojson", ({"code": "99011"}, box(0.5, 0)))
    result = office.bring(grid, parent_layer="street", parent="prefix")
    assert [f.kind for f in result.findings] == ["outside_parent"]


def test_an_unknown_system_is_asked_for_with_likely_answers(office: Office, tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[5e5, 4.4e6], [5.001e5, 4.4e6], [5.001e5, 4.4001e6], [5e5, 4.4e6]]]}
    path = write(tmp_path / "metres.geojson", ({"code": "1"}, shape))
    with pytest.raises(BadInput, match=r"--crs.*EPSG:"):
        office.bring(path)
    assert cells.layers(office.desk, office.actor) == []
    assert counts(office.bring(path, how=How(crs="EPSG:4548"))) == (1, 0, 0, 0)
    assert cells.layers(office.desk, office.actor)[0].crs == "EPSG:4548"


def test_an_old_crs_member_is_followed_and_said(office: Office, tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[5e5, 4.4e6], [5.001e5, 4.4e6], [5.001e5, 4.4001e6], [5e5, 4.4e6]]]}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4548"}}
    result = office.bring(write(tmp_path / "old.geojson", ({"code": "1"}, shape), crs=crs))
    assert any("EPSG:4548" in str(note) for note in result.notes)


def test_rows_that_cannot_be_cells_are_kept_aside_with_their_reason(office: Office, tmp_path: Path) -> None:
    path = write(
        tmp_path / "mixed.geojson",
        ({"code": "1"}, box(0, 0)),
        ({"code": "1"}, box(1, 0)),
        ({"code": ""}, box(2, 0)),
        ({"code": None}, box(3, 0)),
        ({"code": "5"}, None),
        ({"code": "6"}, {"type": "Point", "coordinates": [WEST, SOUTH]}),
        ({"code": 7}, box(4, 0)),
    )
    result = office.bring(path, code="code")
    assert counts(result) == (2, 0, 0, 5)
    said = {row: str(reason) for row, reason in result.rejected}
    assert sorted(said) == [2, 3, 4, 5, 6]
    assert "repeats" in said[2]
    assert "no code" in said[3]
    assert "no shape" in said[5]
    assert "polygon" in said[6]
    assert set(office.parents("unit_cell")) == {"1", "7"}


def test_what_must_be_asked_is_asked(office: Office, tmp_path: Path, grid: Path) -> None:
    path = write(tmp_path / "two.geojson", ({"a": "1", "b": "x"}, box(0, 0)), ({"a": "2", "b": "y"}, box(1, 0)))
    with pytest.raises(WrongUse, match="holds the code"):
        office.bring(path)
    with pytest.raises(WrongUse, match="no field nothing"):
        office.bring(grid, code="nothing")
    with pytest.raises(WrongUse, match="small letters"):
        office.bring(grid, layer="Unit Cell")
    with pytest.raises(WrongUse, match="encoding"):
        office.bring(grid, encoding="klingon")


def test_no_polygon_at_all(office: Office, tmp_path: Path) -> None:
    points = write(tmp_path / "p.geojson", ({"code": "1"}, {"type": "Point", "coordinates": [WEST, SOUTH]}))
    with pytest.raises(BadInput, match="no polygon"):
        office.bring(points)


def test_a_broken_document_is_named_with_its_place(office: Office, tmp_path: Path) -> None:
    (tmp_path / "broken.geojson").write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    with pytest.raises(GridgovError, match=r"broken\.geojson"):
        office.bring(tmp_path / "broken.geojson")
    with pytest.raises(GridgovError, match="not there"):
        office.bring(tmp_path / "absent.geojson")
    open_ring = {"type": "Polygon", "coordinates": [[[117, 39], [118, 39], [118, 40], [117, 40]]]}
    with pytest.raises(BadInput, match="features"):
        office.bring(write(tmp_path / "ring.geojson", ({"code": "1"}, open_ring)))


def test_a_cancel_leaves_nothing(office: Office, grid: Path) -> None:
    progress = Progress()
    progress._report = lambda done, total, note: progress.cancel() if note != "Reading the file" else None
    with pytest.raises(Cancelled):
        office.bring(grid, progress=progress)
    assert cells.layers(office.desk, office.actor) == []


def test_a_file_of_several_layers_asks_which(office: Office, testdata: Path) -> None:
    source = testdata / "momepy" / "bubenec.gpkg"
    names = {layer["name"]: layer["features"] for layer in cell_import.inspect(source).layers}
    assert names == {"tessellation": 144, "buildings": 144, "streets": 35, "plots": 407}
    with pytest.raises(WrongUse, match="tessellation"):
        office.bring(source)
    with pytest.raises(WrongUse, match="no layer cells"):
        office.bring(source, source_layer="cells")
    result = office.bring(source, source_layer="tessellation", code="uID")
    assert counts(result) == (144, 0, 0, 0)
    assert [f for f in result.findings if f.kind == "overlap" and f.area_m2 > 1] == []
    assert "1" in office.parents("unit_cell"), "a whole number is not written 1.0"
    with pytest.raises(BadInput, match="no polygon"):
        office.bring(source, source_layer="streets", code=None)


def test_chinese_names_come_through(office: Office, testdata: Path) -> None:
    result = office.bring(testdata / "transbigdata" / "sz.json", layer="district", code="qh", name="qh")
    assert counts(result) == (10, 0, 0, 0)
    assert {"罗湖", "福田"} <= set(office.parents("district"))


def test_other_peoples_geopackages(office: Office, testdata: Path) -> None:
    suite = testdata / "ets_gpkg12"
    assert counts(office.bring(suite / "features-0.gpkg", code="STATE_FIPS", name="STATE_NAME"))[0] == 51
    for bad in ("emp ty.gpkg", "empty.gpkg"):
        with pytest.raises(BadInput) as caught:
            cell_import.inspect(suite / bad)
        assert bad in str(caught.value)
    assert len(cell_import.inspect(suite / "simple_sewer_features.gpkg").layers) == 3
    odd = cell_import.inspect(suite / "gdal_sample_v1.2_spatial_index_extension.gpkg").layers
    assert {"polygon2d", "multipolygon3d"} <= {layer["name"] for layer in odd}, "one odd layer hides no other"


def test_a_space_in_the_name_of_a_file_is_nothing_special(office: Office, testdata: Path, tmp_path: Path) -> None:
    source = tmp_path / "网格 2026 (1).gpkg"
    source.write_bytes((testdata / "ets_gpkg12" / "features-0.gpkg").read_bytes())
    assert counts(office.bring(source, code="STATE_FIPS"))[0] == 51
