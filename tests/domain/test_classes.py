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
