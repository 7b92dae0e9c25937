"""The class tables are sound, and a code means something only within its scheme."""

from __future__ import annotations

import pytest

from gridgov.domain import classes


def test_the_tables_have_no_fault() -> None:
    assert classes.problems() == []


@pytest.mark.parametrize("kind", classes.KINDS)
def test_every_class_is_found_by_its_code(kind: str) -> None:
    assert classes.schemes(kind)[0] == classes.CURRENT
    for scheme in classes.schemes(kind):
        there = list(classes.all_of(kind, scheme))
        assert there
        for one in there:
            assert classes.find(kind, scheme, one.code) is one
            assert one.code.startswith(one.big)
            assert one.zh
            assert one.en
            assert one.big_zh


def test_a_name_finds_its_class_and_an_unknown_one_none() -> None:
    one = classes.find("component", classes.CURRENT, "01003")
    assert one is not None
    assert classes.by_name("component", f" {one.zh} ") in (one, None)
    assert classes.find("component", "no such scheme", "01003") is None
    assert classes.by_name("component", "没有这一类") is None


def test_the_scheme_in_force_is_whole() -> None:
    assert len(list(classes.all_of("component"))) == 153
    assert len(list(classes.all_of("matter"))) == 250


def test_the_same_code_means_two_things() -> None:
    component, matter = (classes.find(kind, classes.CURRENT, "01003") for kind in classes.KINDS)
    assert component is not None
    assert matter is not None
    assert (component.zh, matter.zh) == ("雨水井盖", "雨水井盖异常")


def test_a_code_means_nothing_without_its_scheme() -> None:
    assert classes.find("matter", classes.CURRENT, "0102") is None
    old = classes.find("matter", "CJ/T 214-2007", "0102")
    assert old is not None
    assert old.zh == "暴露垃圾"
    assert classes.find("matter", "city-311", "S0000") is None


@pytest.mark.parametrize("name", ["gb/t47678.5-2026", "GB/T 47678.5-2026", "ＧＢ/T 47678.5-2026"])
def test_a_scheme_has_several_spellings(name: str) -> None:
    assert classes.scheme_named("component", name) == classes.CURRENT
    assert classes.find("component", name, "03005") is not None


def test_every_class_has_an_english_name() -> None:
    there = [one for kind in classes.KINDS for scheme in classes.schemes(kind) for one in classes.all_of(kind, scheme)]
    assert [one for one in there if not one.en.isascii() or not one.big_en.isascii()] == []
