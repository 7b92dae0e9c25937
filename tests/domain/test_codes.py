from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain import codes


def test_the_lists_are_sound() -> None:
    assert codes.problems() == []


@pytest.mark.parametrize(
    ("list_id", "text", "code"),
    [
        ("sex", "男", "1"),
        ("sex", "男性", "1"),
        ("sex", "female", "2"),
        ("sex", " Ｆ ", "2"),
        ("marital", "10 未婚", "10"),
        ("marital", "20-已婚", "20"),
        ("use", "1", "01"),
        ("component_state", "完好", "intact"),
        ("case_state", "处置", "handling"),
        ("case_state", "已结案", "closed"),
        ("workflow", "城市管理", "city_management"),
        ("country", "USA", "USA"),
        ("country", "156", "CHN"),
        ("relation", "儿子", "2"),
    ],
)
def test_a_code_is_found_by_code_name_and_other_words(list_id: str, text: str, code: str) -> None:
    assert codes.parse(list_id, text) == code


@pytest.mark.parametrize("text", ["", "  ", "不存在", "10 已婚"])
def test_what_the_list_does_not_have(text: str) -> None:
    assert codes.parse("marital", text) is None


def test_a_list_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        codes.parse("no_such_list", "1")


@given(st.sampled_from([(name, code) for name in codes.lists() for code in codes.codes(name)]))
def test_both_names_of_every_code_mean_that_code(case: tuple[str, str]) -> None:
    list_id, code = case
    zh, en = codes.names(list_id, code)
    assert codes.parse(list_id, zh) == codes.parse(list_id, en) == codes.parse(list_id, code) == code


def test_several_codes_in_one_text() -> None:
    assert codes.parse_list("care", "独居老人、残疾人；不认识") == (["living_alone", "disabled"], ["不认识"])
    assert codes.parse_list("care", '["veteran","veteran"]') == (["veteran"], [])


def test_a_column() -> None:
    assert codes.parse_many("sex", ["男", None, "2", "x"]) == ["1", None, "2", None]


def test_no_list_is_about_what_nobody_should_keep() -> None:
    text = "".join(zh for name in codes.lists() for zh, _ in codes.codes(name).values())
    for word in ("党员", "宗教", "汉族", "吸毒", "矫正", "精神障碍", "艾滋"):
        assert word not in text
