"""A mapping is a document: it can be kept, read again the same, and every fault in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain.mapping import REPEATS, Mapping, Source, match_columns
from gridgov.domain.register import dropped_as, register
from gridgov.errors import BadInput

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
COLUMNS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda column: dropped_as(column) is None
)
SOURCES = st.builds(Source, COLUMNS, WORDS, st.just("") | COLUMNS)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    names = [field.name for field in register("case").fields]
    fields = draw(st.dictionaries(st.sampled_from(names), SOURCES, max_size=5))
    tables = st.dictionaries(WORDS, WORDS, min_size=1, max_size=3)
    values = draw(st.dictionaries(st.sampled_from(sorted(fields)), tables, max_size=2)) if fields else {}
    return Mapping(
        register="case",
        source=draw(WORDS),
        workflow=draw(st.sampled_from(["", "city_management", "hotline"])),
        crs=draw(WORDS),
        local_time=draw(st.sampled_from(["", "Asia/Shanghai"])),
        ignore_offset=draw(st.booleans()),
        fields=fields,
        values=values,
        repeat_key=draw(st.sampled_from(["", *fields])),
        repeat_do=draw(st.sampled_from(REPEATS)),
        sheet=draw(WORDS),
        header_row=draw(st.integers(0, 9)),
        encoding=draw(WORDS),
        extra=tuple(draw(st.lists(COLUMNS, max_size=3))),
    )


@given(mappings())
def test_what_is_kept_is_read_again_the_same(mapping: Mapping) -> None:
    assert Mapping.parse(mapping.to_toml()) == mapping


def test_the_mappings_of_a_real_district(testdata: Path, tmp_path: Path) -> None:
    cases = Mapping.read(testdata / "dc_clean" / "requests.mapping.toml")
    assert (cases.register, cases.local_time, cases.ignore_offset) == ("case", "America/New_York", True)
    assert cases.fields["class"] == Source("SERVICECODE", "city-311", "SERVICECODEDESCRIPTION")
    assert (cases.repeat_key, cases.repeat_do) == ("number", "report")
    components = Mapping.read(testdata / "dc_clean" / "components.mapping.toml")
    assert components.values["class"]["bollards"] == "02021"
    for mapping in (cases, components):
        mapping.write(tmp_path / "m.toml")
        assert Mapping.read(tmp_path / "m.toml") == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("register = ", "no TOML"),
        ("", "register must be"),
        ('register = "tree"', "register must be"),
        ('register = "case"\n[fields]\ncolour = "c"', "no field colour"),
        ('register = "case"\n[fields]\nnumber = ""', "names no column"),
        ('register = "case"\n[values.state]\na = "b"', "no mapped field"),
        ('register = "case"\n[repeat]\ndo = "guess"', "repeat.do"),
        ('register = "case"\n[repeat]\nkey = "number"', "not mapped"),
        ('register = "case"\nfields = 3', "fields must be a table"),
        ('register = "case"\nheader_row = "1"', "header_row must be a whole number"),
        ('register = "case"\ncolour = "red"', "no setting colour"),
        ('register = "case"\n[fields]\nclass = { column = "X", skeem = "Y" }', "unknown part skeem"),
        ('register = "case"\n[fields]\nnumber = [1]', "must name a column"),
        ('register = "case"\nvalues = { state = 3 }', "values.state must be a table"),
        ('register = "case"\nworkflow = "none"', "no workflow none"),
        ('register = "case"\nlocal_time = "Mars/Crater"', "no time zone"),
        ('register = "person"\n[fields]\nnote = "宗教信仰"', "is not kept"),
    ],
)
def test_every_fault_is_named(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Mapping.parse(text, "m.toml")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        Mapping.read(tmp_path / "absent.toml")
    (tmp_path / "gbk.toml").write_bytes('register = "案"'.encode("gb18030"))
    with pytest.raises(BadInput, match="cannot be read"):
        Mapping.read(tmp_path / "gbk.toml")


def test_columns_are_matched_by_their_other_names() -> None:
    found = match_columns("person", ["姓名", "身份证号码", " 手机号 ", "名字", "宗教信仰", "爱好"])
    assert found.fields == {"name": "姓名", "number": "身份证号码", "phone": " 手机号 "}
    assert found.unmatched == ["名字", "爱好"]
    assert found.dropped == ["宗教信仰"]


def test_the_better_name_wins() -> None:
    found = match_columns("component", ["大类", "小类", "小类代码", "DeptName1", "DeptCode1", "lng", "lat"])
    assert found.fields == {"class": "小类代码", "authority": "DeptCode1", "x": "lng", "y": "lat"}
    assert found.unmatched == ["大类", "小类", "DeptName1"]
