"""What leaves the desk: documents other programs accept, every value as it was, nothing personal unasked."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest

from gridgov.errors import Cancelled, Refused, WrongUse
from gridgov.progress import Progress
from gridgov.services import audit, cells, export, records
from gridgov.spatial import blob
from tests.services import rfc7946


def leave(town: Any, form: str, what: str, out: Path, **options: Any) -> export.ExportReceipt:
    return export.export(town.desk, options.pop("actor", town.actor), form, what, out, **options)


def collection(town: Any, what: str, out: Path, **options: Any) -> dict[str, Any]:
    receipt = leave(town, "geojson", what, out, **options)
    document: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    assert rfc7946.faults(document) == []
    assert len(document["features"]) == receipt.rows
    return document


def add(town: Any, register: str, **columns: list[Any]) -> list[int]:
    found: list[int] = records.add_many(town.desk, town.actor, register, columns, source="test").tolist()
    return found


def shapes_of(town: Any) -> list[bytes]:
    """A clockwise polygon with a hole turned the wrong way, a line, a point and two areas in one."""
    import shapely

    x, y = town.inside(2, 2)
    d = 0.0003
    outer = [(x, y), (x, y + d), (x + d, y + d), (x + d, y)]
    hole = [(x + d / 3, y + d / 3), (x + d / 2, y + d / 3), (x + d / 2, y + d / 2)]
    one = shapely.Polygon(outer, [hole])
    two = shapely.MultiPolygon([one, shapely.box(x + 2 * d, y, x + 3 * d, y + d)])
    made = [one, shapely.LineString(outer), shapely.Point(x, y), two]
    return list(blob.from_wkb([shapely.to_wkb(shape) for shape in made], 4326))


def test_the_checker_itself_finds_faults() -> None:
    ring = [[0, 0], [0, 1], [1, 1], [0, 0]]
    one = {"type": "Feature", "id": 1, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    assert "right-hand" in rfc7946.faults({"type": "FeatureCollection", "features": [one]})[0]
    good = {**one, "geometry": {"type": "Polygon", "coordinates": [ring[::-1]]}}
    assert rfc7946.faults({"type": "FeatureCollection", "features": [good], "bbox": [0, 0, 1, 1]}) == []
    assert rfc7946.faults({"type": "FeatureCollection", "features": [good, good], "crs": {}, "bbox": [0, 0, 1, 2]})


def test_cells_are_a_sound_document(town: Any, tmp_path: Path) -> None:
    document = collection(town, "cells", tmp_path / "cells.geojson", layer="unit_cell")
    assert len(document["features"]) == 24
    first = document["features"][0]["properties"]
    assert first["code"] == "990001000000"
    assert first["community"] == "990000"
    assert first["area_m2"] == 9600.0
    assert document["features"][0]["id"] == "unit_cell:990001000000"


def test_summaries_have_the_counts_of_the_panel(town: Any, tmp_path: Path) -> None:
    document = collection(town, "summaries", tmp_path / "s.geojson", layer="unit_cell")
    for feature in document["features"]:
        said = feature["properties"]
        column, row = int(said["code"][6:9]), int(said["code"][9:])
        counts = town.panel(column, row)["counts"]
        assert {key: said[f"{key}_count"] for key in counts} == counts
    assert sum(f["properties"]["person_count"] for f in document["features"]) == 3
    assert sum(f["properties"]["case_open_count"] for f in document["features"]) == 2


def test_some_cells_alone_keep_their_own_figures(town: Any, tmp_path: Path) -> None:
    codes = [town.code(4, 2), town.code(0, 0)]
    document = collection(town, "summaries", tmp_path / "s.geojson", cell=codes)
    assert {f["properties"]["code"]: f["properties"]["person_count"] for f in document["features"]} == {
        codes[0]: 2,
        codes[1]: 1,
    }
    with pytest.raises(WrongUse, match="nothing"):
        leave(town, "csv", "cells", tmp_path / "c.csv", cell=[codes[0], "nothing"])


def test_a_register_with_points_and_its_filters(town: Any, tmp_path: Path) -> None:
    document = collection(town, "case", tmp_path / "a.geojson")
    assert [f["properties"]["number"] for f in document["features"]] == ["C1", "C2", "C3", "C4"]
    assert document["features"][0]["geometry"]["type"] == "Point"
    assert document["features"][0]["geometry"]["coordinates"] == pytest.approx(town.inside(0, 0), abs=1e-7)
    assert "description" not in document["features"][0]["properties"], "what people said is personal"
    in_cell = collection(town, "case", tmp_path / "b.geojson", cell=town.code(4, 2))
    assert [f["properties"]["number"] for f in in_cell["features"]] == ["C4"]
    in_both = collection(town, "case", tmp_path / "e.geojson", cell=[town.code(4, 2), town.code(0, 0)])
    assert len(in_both["features"]) == 4
    chosen = collection(town, "case", tmp_path / "f.geojson", among=town.made["case"][1:3])
    assert [f["properties"]["number"] for f in chosen["features"]] == ["C2", "C3"]
    some = collection(town, "case", tmp_path / "c.geojson", where="state = 'handling' and number != 'C1'")
    assert [f["properties"]["number"] for f in some["features"]] == ["C2"]
    none = collection(town, "case", tmp_path / "d.geojson", where="number = 'nothing'")
    assert none["features"] == []


def test_polygons_and_lines_run_as_the_standard_asks(town: Any, tmp_path: Path) -> None:
    add(
        town,
        "component",
        number=["K1", "K2", "K3", "K4"],
        class_scheme=["own"] * 4,
        class_code=["1"] * 4,
        class_name=["路灯"] * 4,
        geom=shapes_of(town),
    )
    document = collection(town, "component", tmp_path / "k.geojson")
    kinds = [feature["geometry"]["type"] for feature in document["features"]]
    assert kinds == ["Polygon", "LineString", "Point", "MultiPolygon"]
    assert [len(part) for part in document["features"][0]["geometry"]["coordinates"]] == [5, 4]


def test_people_have_no_place_of_their_own(town: Any, tmp_path: Path) -> None:
    document = collection(town, "person", tmp_path / "p.geojson")
    assert [feature["geometry"] for feature in document["features"]] == [None] * 3
    text = (tmp_path / "p.geojson").read_text(encoding="utf-8")
    assert "单田芳" not in text
    assert "990101199001010012" not in text


def test_lines_are_a_document_each(town: Any, tmp_path: Path) -> None:
    receipt = leave(town, "geojsonseq", "cells", tmp_path / "c.geojsonl", layer="unit_cell")
    lines = (tmp_path / "c.geojsonl").read_text(encoding="utf-8").splitlines()
    features = [json.loads(line.lstrip("\x1e")) for line in lines]
    assert len(features) == receipt.rows == 24
    assert [said for feature in features for said in rfc7946.feature(feature)] == []


def test_a_table_keeps_long_numbers_whole(town: Any, tmp_path: Path) -> None:
    out = tmp_path / "p.csv"
    receipt = leave(town, "csv", "person", out, columns=["number", "name", "phone"])
    assert receipt.personal_columns == ("number", "name", "phone")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf"), "a spreadsheet tells UTF-8 by this"
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["number"], row["name"], row["phone"]) for row in rows] == [
        ("990101199001010012", "单田芳", "13800001234"),
        ("99010119850505002X", "王小明", "13900005678"),
        ("990101201002020034", "王五", ""),
    ]
    assert len({row["id"] for row in rows}) == 3


def test_a_personal_column_needs_its_name_and_the_right_and_is_on_record(town: Any, tmp_path: Path) -> None:
    out = tmp_path / "p.csv"
    collector = town.actor_with("collector")
    with pytest.raises(Refused):
        leave(town, "csv", "person", out, columns=["name"], actor=collector)
    assert not out.exists()
    leave(town, "csv", "person", out, columns=["name", "sex"])
    line = next(line for line in audit.show(town.desk, town.actor) if line.act == "export")
    assert line.about["personal"] == ["name", "sex"]
    assert line.about["rows"] == 3
    assert line.about["file"] == "p.csv"
    assert "王五" not in json.dumps(line.about, ensure_ascii=False)


def test_a_geopackage_opens_elsewhere(town: Any, tmp_path: Path) -> None:
    leave(town, "gpkg", "summaries", tmp_path / "s.gpkg", layer="unit_cell")
    ((name, geometry),) = pyogrio.list_layers(tmp_path / "s.gpkg").tolist()
    assert (name, geometry) == ("unit_cell", "MultiPolygon") or geometry in ("Polygon", "Unknown")
    info = pyogrio.read_info(tmp_path / "s.gpkg")
    assert (info["features"], info["crs"]) == (24, "EPSG:4326")
    leave(town, "gpkg", "case", tmp_path / "c.gpkg")
    _, _, shapes, columns = pyogrio.raw.read(tmp_path / "c.gpkg")
    assert len(shapes) == 4
    leave(town, "gpkg", "person", tmp_path / "p.gpkg", columns=["number"])
    _, _, _, columns = pyogrio.raw.read(tmp_path / "p.gpkg")
    assert any("99010119850505002X" in column.tolist() for column in columns)
    leave(town, "gpkg", "opinion", tmp_path / "none.gpkg")
    assert pyogrio.read_info(tmp_path / "none.gpkg")["features"] == 0


def test_every_number_reads_back_the_same(town: Any, tmp_path: Path) -> None:
    areas = [0.1 + 0.2, 1e-9, 123456.789012345678, 1 / 3, 98.0]
    add(town, "dwelling", number=[f"N{i}" for i in range(5)], area_m2=areas, floor=[1, -2, 0, 2**31, 33])
    document = collection(town, "dwelling", tmp_path / "d.geojson", where="number like 'N%'")
    found = [f["properties"] for f in document["features"]]
    assert [one["area_m2"] for one in found] == areas
    assert [one["floor"] for one in found] == [1, -2, 0, 2**31, 33]
    leave(town, "csv", "dwelling", tmp_path / "d.csv", where="number like 'N%'")
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [float(row["area_m2"]) for row in csv.DictReader(file)] == areas
    rng = np.random.default_rng(3)
    x, y = 116 + rng.random(50) / 100, 39 + rng.random(50) / 100
    add(town, "place", number=[f"Q{i}" for i in range(50)], name=["a"] * 50, kind=["park"] * 50, x=x, y=y)
    places = collection(town, "place", tmp_path / "q.geojson")
    said = np.array([f["geometry"]["coordinates"] for f in places["features"]])
    assert np.abs(said - np.column_stack([x, y])).max() <= 5.001e-8, "seven places: a centimetre"


def test_a_cancelled_export_leaves_no_file(town: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for form in export.FORMATS:
        progress = Progress()
        progress._report = lambda done, total, note, p=progress: p.cancel()
        with pytest.raises(Cancelled):
            leave(town, form, "cells", out / f"a.{form}", layer="unit_cell", progress=progress)
    assert list(out.iterdir()) == []
    assert [line.act for line in audit.show(town.desk, town.actor) if line.act == "export"] == []


def test_a_former_file_stays_when_the_new_one_fails(town: Any, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("former", encoding="utf-8")
    with pytest.raises(Refused):
        leave(town, "csv", "case", out, actor=town.actor_with("collector"), columns=["description"])
    assert out.read_text(encoding="utf-8") == "former"
    assert leave(town, "csv", "case", out).rows == 4
    assert out.read_text(encoding="utf-8-sig").count("\n") >= 5


def test_what_is_not_there_is_said(town: Any, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no format"):
        leave(town, "shp", "cells", tmp_path / "a")
    with pytest.raises(WrongUse, match="to export"):
        leave(town, "csv", "trees", tmp_path / "a")
    with pytest.raises(WrongUse, match="no layer"):
        leave(town, "csv", "cells", tmp_path / "a", layer="nowhere")
    with pytest.raises(WrongUse, match="no field"):
        leave(town, "csv", "case", tmp_path / "a", columns=["colour"])
    assert list(tmp_path.glob("a*")) == []


HALVES = ("990001000000A", "990001000000B")


def split(town: Any, day: str) -> None:
    """The cell (0, 0) becomes two halves on `day`; the other cells stay."""
    codes = [town.code(c, r) for c in range(6) for r in range(4) if (c, r) != (0, 0)]
    squares = [town.square(c, r) for c in range(6) for r in range(4) if (c, r) != (0, 0)]
    parents = [f"9900{c * 2 // 6:02d}" for c in range(6) for r in range(4) if (c, r) != (0, 0)]
    halves = [town.square(0, 0, 0.5, 1), town.square(0.5, 0, 0.5, 1)]
    new = town.new_cells([*codes, *HALVES], [*squares, *halves], [*parents, "990000", "990000"])
    done = cells.publish(town.desk, town.actor, town.unit, new, valid_from=day, gone={town.code(0, 0): HALVES})
    assert done.added == 2


def figures(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f["properties"]["code"]: f["properties"] for f in document["features"]}


def test_a_layer_as_it_was_has_its_cells_and_figures_of_then(town: Any, tmp_path: Path) -> None:
    before = figures(collection(town, "summaries", tmp_path / "a.geojson", layer="unit_cell"))
    split(town, "2026-05-01")
    then = collection(town, "summaries", tmp_path / "b.geojson", layer="unit_cell", at="2026-04-30")
    counted = {code: {k: v for k, v in one.items() if k != "valid_to"} for code, one in figures(then).items()}
    assert counted == {code: {k: v for k, v in one.items() if k != "valid_to"} for code, one in before.items()}
    assert figures(then)[town.code(0, 0)]["valid_to"] == "2026-05-01"
    shape = next(f for f in then["features"] if f["properties"]["code"] == town.code(0, 0))["geometry"]
    east = max(x for x, _ in shape["coordinates"][0])
    assert east == pytest.approx(116.001), "the shape of then, not a half"
    today = figures(collection(town, "summaries", tmp_path / "c.geojson", layer="unit_cell"))
    assert set(today) - set(before) == set(HALVES)
    assert town.code(0, 0) not in today
    assert figures(collection(town, "summaries", tmp_path / "d.geojson", layer="unit_cell", at="2026-05-01")) == today
    for key in ("person_count", "building_count", "case_count", "case_open_count", "case_overdue_count"):
        assert sum(today[code][key] for code in HALVES) == before[town.code(0, 0)][key]
    bare = collection(town, "cells", tmp_path / "e.geojson", layer="unit_cell", at="2026-01-01")
    assert set(figures(bare)) == set(before)
    assert figures(bare)[town.code(0, 0)]["community"] == "990000"


def test_the_parts_of_a_former_day_add_up_to_the_register(town: Any, tmp_path: Path) -> None:
    x, y = town.inside(2, 2)
    add(town, "place", number=["Q1", "Q2", "Q3"], name=["a"] * 3, kind=["park"] * 3, x=[x, 100.0, None], y=[y, 1, None])
    codes = [town.code(0, 0), town.code(1, 1)]
    over = town.new_cells(codes, [town.square(0, 0, 0.8, 0.8), town.square(0, 0, 2, 2)], ["990000"] * 2)
    cells.publish(town.desk, town.actor, town.unit, over, valid_from="2026-05-01")
    split(town, "2026-06-01")
    for day, homeless in (("2026-04-30", 0), ("2026-05-20", 1), ("2026-06-01", 0)):
        receipt = leave(town, "csv", "summaries", tmp_path / "a.csv", layer="unit_cell", at=day)
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert receipt.at == day
        assert receipt.elsewhere["place"] == 2, "one far away, one without a place"
        assert receipt.elsewhere["person"] == homeless, "in May two cells lay one over the other"
        for register in ("person", "building", "case", "place", "household", "dwelling"):
            held = sum(int(row[f"{register}_count"]) for row in rows)
            total = leave(town, "csv", register, tmp_path / "r.csv", columns=[]).rows
            assert held + receipt.elsewhere[register] == total, (day, register)


def test_some_cells_of_a_former_day(town: Any, tmp_path: Path) -> None:
    split(town, "2026-05-01")
    codes = [town.code(4, 2), town.code(0, 0)]
    document = collection(town, "summaries", tmp_path / "s.geojson", cell=codes, at="2026-03-15")
    assert {code: one["person_count"] for code, one in figures(document).items()} == {codes[0]: 2, codes[1]: 1}
    for form in ("gpkg", "csv", "geojsonseq"):
        assert leave(town, form, "summaries", tmp_path / f"s.{form}", cell=codes, at="2026-03-15").rows == 2
    line = next(line for line in audit.show(town.desk, town.actor) if line.act == "export")
    assert line.about["at"] == "2026-03-15"
    with pytest.raises(WrongUse, match="was not there on 2026-05-01"):
        leave(town, "csv", "cells", tmp_path / "x.csv", cell=codes, at="2026-05-01")
    with pytest.raises(WrongUse, match="had no cell on 2025-12-31"):
        leave(town, "csv", "cells", tmp_path / "x.csv", layer="unit_cell", at="2025-12-31")
    with pytest.raises(WrongUse, match="no date"):
        leave(town, "csv", "cells", tmp_path / "x.csv", layer="unit_cell", at="last year")
    with pytest.raises(WrongUse, match="leave it out for case"):
        leave(town, "csv", "case", tmp_path / "x.csv", at="2026-03-15")
    assert not (tmp_path / "x.csv").exists()


def test_versions_whose_days_overlap_give_the_one_that_the_panel_gives(town: Any, tmp_path: Path) -> None:
    code = town.code(0, 0)
    for width, day in ((0.9, "2026-03-01"), (0.7, "2026-02-01"), (0.5, "2026-04-01")):
        new = town.new_cells([code], [town.square(0, 0, width, width)], ["990000"])
        new.area_m2[:] = width * 100
        cells.publish(town.desk, town.actor, town.unit, new, valid_from=day)
    for day in ("2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"):
        panel = town.panel(0, 0, at=day)
        said = figures(collection(town, "summaries", tmp_path / "s.geojson", layer="unit_cell", at=day))
        assert len(said) == 24, "each code once"
        for key in ("area_m2", "valid_from", "valid_to"):
            assert said[code][key] == panel[key], day
        assert {key: said[code][f"{key}_count"] for key in panel["counts"]} == panel["counts"]
