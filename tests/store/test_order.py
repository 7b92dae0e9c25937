"""Lists are sorted as people read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridgov.store import order


def test_names_come_by_pinyin_surnames_by_their_own_reading() -> None:
    names = ["张三", "单田芳", "安然", "李四", "Zoe", "曾明", "解放"]
    assert sorted(names, key=order.key) == ["安然", "李四", "单田芳", "解放", "曾明", "张三", "Zoe"]


def test_numbers_within_texts_come_by_value() -> None:
    rooms = ["3号楼10单元", "3号楼9单元", "12号楼1单元"]
    assert sorted(rooms, key=order.key) == ["3号楼9单元", "3号楼10单元", "12号楼1单元"]


@given(st.lists(st.text(max_size=6), max_size=8))
def test_any_text_can_be_sorted(texts: list[str]) -> None:
    keys = [order.key(text) for text in texts]
    assert all(isinstance(one, str) for one in keys)
    assert [order.key(text) for text in texts] == keys
    assert order.key(None) is None


@given(
    st.lists(st.one_of(st.none(), st.text("阿单仇曾李王a B10９", max_size=4)), max_size=40),
    st.booleans(),
)
def test_ids_stand_in_the_order_of_their_texts(texts: list[str | None], descending: bool) -> None:
    rows = [(3 * at + 1, text) for at, text in enumerate(texts)]
    found = order.sorted_ids(reversed(rows), descending=descending).tolist()
    known = sorted(((order.key(text), fid) for fid, text in rows if text is not None), reverse=descending)
    without = sorted((fid for fid, text in rows if text is None), reverse=descending)
    assert found == [fid for _, fid in known] + without
