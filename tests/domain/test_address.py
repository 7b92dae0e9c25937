"""Addresses in the ways people write them; and whatever is put together from parts comes apart into them again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.domain.address import Address, number_of, parse, plain

WRITTEN = {
    "望湖街1号": {"road": "望湖街", "number": "1"},
    "示例市示例区清和街道和平社区望湖街１２号": {
        "area": "示例市示例区清和街道和平社区", "road": "望湖街", "number": "12",
    },
    "望湖街1号2单元101": {"road": "望湖街", "number": "1", "unit": "2", "room": "101", "floor": "1"},
    "和平路3弄15号602室": {"road": "和平路", "lane": "3", "number": "15", "room": "602", "floor": "6"},
    "西井苑花园3号楼2单元1204室": {"estate": "西井苑花园", "building": "3", "unit": "2", "room": "1204", "floor": "12"},
    "西井苑花园 三号楼 二单元 十二层": {"estate": "西井苑花园", "building": "3", "unit": "2", "floor": "12"},
    "西井苑花园3-2-1204": {"estate": "西井苑花园", "building": "3", "unit": "2", "room": "1204"},
    "西井苑花园3栋1204": {"estate": "西井苑花园", "building": "3", "room": "1204"},
    "西井苑花园B座1204": {"estate": "西井苑花园", "building": "B", "room": "1204"},
    "和平路8号西井苑小区甲座3门502": {
        "road": "和平路", "number": "8", "estate": "西井苑小区", "building": "甲", "unit": "3", "room": "502",
    },
    "和平路甲8号": {"road": "和平路", "number": "甲8"},
    "和平路8-1号": {"road": "和平路", "number": "8-1"},
    "人民大道88号创业大厦5楼": {"road": "人民大道", "number": "88", "estate": "创业大厦", "floor": "5"},
    "中山东路二段20号": {"road": "中山东路二段", "number": "20"},
    "幸福小区5号楼": {"estate": "幸福小区", "building": "5"},
    "长安胡同15号": {"road": "长安胡同", "number": "15"},
    "望湖街锦屏路附近": {"rest": "附近"},
}  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_an_address_comes_apart(text: str) -> None:
    found = parse(text)
    for name, value in WRITTEN[text].items():
        if name != "rest":
            assert getattr(found, name) == value, (text, found)


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百", 100), ("一百零五", 105),
     ("三〇一", 301), ("", None), ("甲", None)],
)  # fmt: skip
def test_counted_words(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_nothing_gives_nothing() -> None:
    assert parse(None) == Address()
    assert parse("  ") == Address()
    assert plain("（Ａ座） １２０４ 室") == "A座1204室"


ROADS = st.sampled_from(["和平路", "望湖街", "人民大道", "长安胡同", "清泉巷"])
ESTATES = st.sampled_from(["西井苑花园", "幸福小区", "听雨公寓", "红枫家园"])
NUMBERS = st.integers(1, 999)


@given(ROADS, NUMBERS, ESTATES, st.integers(1, 60), st.integers(1, 9), st.integers(1, 33), st.integers(1, 12),
       st.sampled_from(["", "示例市示例区"]), st.sampled_from(["号楼", "幢", "栋", "座"]),
       st.sampled_from(["室", ""]))  # fmt: skip
def test_what_is_put_together_comes_apart(
    road: str, number: int, estate: str, building: int, unit: int, floor: int, door: int, area: str, word: str, end: str
) -> None:
    room = f"{floor}{door:02d}"
    text = f"{area}{road}{number}号{estate}{building}{word}{unit}单元{room}{end}"
    found = parse(text)
    assert (found.area, found.road, found.number) == (area, road, str(number))
    assert (found.estate, found.building, found.unit) == (estate, str(building), str(unit))
    assert (found.floor, found.room, found.rest) == (str(floor), room, "")
    assert parse(found.in_words) == found, "as the standard writes it, it comes apart the same"
    spaced = " ".join(text)
    assert parse(spaced) == found


@given(st.text(max_size=40))
def test_whatever_is_typed_nothing_breaks_and_nothing_is_lost(text: str) -> None:
    found = parse(text)
    letters = plain(text)
    for value in (found.area, found.road, found.estate, found.rest):
        assert all(letter in letters for letter in value)
