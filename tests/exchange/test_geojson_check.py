"""Good documents have no fault, bad ones are named with the place, and nothing that is written breaks the judge."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.errors import BadInput
from gridgov.exchange import geojson_advice, geojson_check

FATAL = {
    # a bad file of the suite: where its first fault is
    "bad-featurelist": "$.coordinates[0]",
    "bad-object-type": "type",
    "bad-properties-as-array": "$.properties",
    "badcoord": "$.coordinates",
    "badcoordtype": "features[0].geometry.coordinates[0][0][0]",
    "badfeature": "features[0]",
    "badfeatureid": "features[0].id",
    "bbox-4or6elements": "$.bbox",
    "bbox-contains-string": "$.bbox",
    "different-first-last": "$.coordinates[0]",
    "featurecollection": "features",
    "featurecollection-type-case": "type",
    "multipoint-nondimension": "$.coordinates[0]",
    "notype": "type",
    "point": "$",
    "point-labeled-as-a-multipolygon": "$.geometry.coordinates[0]",
    "point-toofew": "$.coordinates",
    "rootstring": "$",
    "short-line": "$.coordinates",
    "short-linearring": "$.coordinates[0]",
    "stringcoord": "features[0].geometry.coordinates",
    "unknowntype": "type",
}


def judged(path: Path) -> list[geojson_check.Fault]:
    return list(geojson_check.faults(geojson_check.parse(path)))


def test_good_documents_of_two_suites_have_no_fault(testdata: Path) -> None:
    good = sorted((testdata / "geojsonhint" / "test" / "data" / "good").glob("*.geojson"))
    good += sorted((testdata / "geojson_validator_chrieke" / "tests" / "data" / "valid").glob("*.geojson"))
    assert len(good) > 30
    assert {path.name: judged(path) for path in good if judged(path)} == {}


@pytest.mark.parametrize(("name", "place"), FATAL.items())
def test_bad_documents_are_named_with_the_place(testdata: Path, name: str, place: str) -> None:
    found = judged(testdata / "geojsonhint" / "test" / "data" / "bad" / f"{name}.geojson")
    assert found[0].place == place
    assert found[0].is_fatal
    assert found[0].sentence.format(**found[0].params)


def test_broken_json_has_its_line_and_column(testdata: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 3, column 5"):
        geojson_check.parse(testdata / "geojsonhint" / "test" / "data" / "bad" / "bad-json.geojson")
    (tmp_path / "a.json").write_bytes(b" \n")
    with pytest.raises(BadInput, match="empty"):
        geojson_check.parse(tmp_path / "a.json")
    with pytest.raises(BadInput, match="cannot be read"):
        geojson_check.parse(tmp_path)


def test_a_crs_member_is_a_fault_but_no_fatal_one() -> None:
    document = {"type": "FeatureCollection", "features": [], "crs": {"type": "name"}}
    (fault,) = geojson_check.faults(document)
    assert (fault.kind, fault.is_fatal) == ("crs", False)


def test_features_a_line_each_are_one_collection(tmp_path: Path) -> None:
    one = {"type": "Feature", "properties": None, "geometry": None}
    path = tmp_path / "a.geojsonl"
    path.write_text("\ufeff" + json.dumps(one) + "\n\n\x1e" + json.dumps(one) + "\n", encoding="utf-8")
    assert len(geojson_check.parse(path)["features"]) == 2
    assert judged(path) == []


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
words = st.sampled_from(
    ["type", "features", "geometry", "geometries", "coordinates", "properties", "bbox", "id", "crs", "x"]
)
kinds = st.sampled_from(["Feature", "FeatureCollection", "Polygon", "Point", "GeometryCollection", "MultiLineString"])
documents = st.recursive(
    scalars | kinds,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner | kinds, max_size=5),
    max_leaves=20,
)


@given(documents)
def test_whatever_is_written_is_judged(document: Any) -> None:
    for fault in geojson_check.faults(document):
        assert fault.sentence.format(**fault.params)
        assert fault.place


def test_the_table_in_the_docs_says_what_the_doctor_answers(testdata: Path) -> None:
    docs = Path(__file__).parents[2] / "docs"
    spec = importlib.util.spec_from_file_location("geojson_table", docs / "geojson_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.table(testdata)
    assert (docs / "geojson.md").read_text(encoding="utf-8") == made
    rows = [line.split(" | ") for line in made.splitlines() if line.startswith("| geojson")]
    for name, code, kinds, _ in rows:
        if "/good/" in name or "/valid/" in name:
            assert code == "0", name
        if "/problematic_" in name:
            assert code in {"0", "1"}, name
        assert (code == "3") == ("structure" in kinds), name
    assert len(rows) > 110


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("ring_order", {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}),
        ("nearly_closed", {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1e-7]]]}),
        ("members", {"type": "Feature", "geometry": None, "properties": {}, "coordinates": []}),
        ("collection", {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]}),
        ("single", {"type": "MultiPoint", "coordinates": [[1, 2]]}),
        ("digits", {"type": "Point", "coordinates": [1.12345678901234, 2]}),
        ("dimension", {"type": "Point", "coordinates": [1, 2, 3, 4]}),
        ("bounds", {"type": "Point", "coordinates": [181, 2]}),
        ("duplicate", {"type": "LineString", "coordinates": [[0, 0], [0, 0], [1, 1]]}),
        ("antimeridian", {"type": "LineString", "coordinates": [[179, 0], [-179, 0]]}),
        ("bbox", {"type": "Point", "coordinates": [1, 2], "bbox": [0, 5, 1, 4]}),
        ("no_length", {"type": "LineString", "coordinates": [[0, 0], [0, 0]]}),
    ],
)
def test_what_is_discouraged_is_said_and_read(kind: str, document: dict[str, Any]) -> None:
    assert [fault for fault in geojson_check.faults(document) if fault.is_fatal] == []
    found = list(geojson_advice.advice(document))
    assert [fault.kind for fault in found] == [kind]
    assert found[0].is_remark
    assert found[0].sentence.format(**found[0].params)
