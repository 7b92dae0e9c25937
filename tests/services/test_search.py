from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridgov.services import audit, record_entry, records, search
from gridgov.store import tokens
from tests.services.conftest import District


def keys(town: Any, text: str, kind: str, **more: Any) -> list[Any]:
    groups = {group.kind: group for group in search.find(town.desk, more.pop("actor", town.actor), text, **more)}
    return [hit.key for hit in groups[kind].hits] if kind in groups else []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("单田芳", 0), ("单", 0), ("田芳", 0), ("芳", 0),
        ("shantian", 0), ("dantian", 0), ("stf", 0), ("shan", 0),
        ("990101199001010012", 0), ("0012", 0), ("1234", 0), ("800001234", 0), ("13800001234", 0),
        ("小明", 1), ("wxm", 1), ("05002x", 1), ("05002X", 1),
    ],
)  # fmt: skip
def test_people_are_found_by_name_sound_and_tail(town: Any, text: str, person: int) -> None:
    expected = [] if text == "800001234" else [town.made["person"][person]]
    assert keys(town, text, "person") == expected


@pytest.mark.parametrize(
    ("text", "kind", "index"),
    [
        ("幸福路12号", "dwelling", 0), ("幸福路", "dwelling", 0), ("12号3单元", "dwelling", 0), ("501", "dwelling", 0),
        ("幸福路 501室", "dwelling", 0), ("和平大街7号", "dwelling", 1), ("D2", "dwelling", 1),
        ("幸福楼", "building", 0), ("B2", "building", 1), ("C1", "case", 0), ("H2", "household", 1),
    ],
)  # fmt: skip
def test_places_are_found_by_address_and_number(town: Any, text: str, kind: str, index: int) -> None:
    assert keys(town, text, kind) == [town.made[kind][index]]


def test_the_closest_comes_first(town: Any) -> None:
    made = records.add_many(
        town.desk, town.actor, "person", {"name": ["小王", "王", "王大", "老王头"]}, source="t"
    ).tolist()
    found = keys(town, "王", "person")
    assert found[0] == made[1]
    assert set(found[1:4]) == {town.made["person"][1], town.made["person"][2], made[2]}
    assert set(found[4:]) == {made[0], made[3]}
    assert len(keys(town, "王", "person", limit=2)) == 2


def test_cells_are_found_by_code_and_name(town: Any) -> None:
    groups = search.find(town.desk, town.actor, town.code(0, 0))
    assert [(group.kind, group.hits[0].key, group.hits[0].layer) for group in groups] == [
        ("cell", town.code(0, 0), "unit_cell")
    ]
    assert search.find(town.desk, town.actor, "100%") == []


def test_the_index_follows_every_change(town: Any) -> None:
    fid = town.made["person"][0]
    records.edit(town.desk, town.actor, "person", fid, {"name": "赵云"})
    assert keys(town, "田芳", "person") == []
    assert keys(town, "zhaoyun", "person") == [fid]
    records.withdraw(town.desk, town.actor, "person", [fid])
    assert keys(town, "赵", "person") == []
    search.rebuild(town.desk, town.actor)
    assert keys(town, "赵", "person") == []
    assert keys(town, "小明", "person") == [town.made["person"][1]]


def test_a_paused_index_is_made_whole_again(town: Any) -> None:
    search.pause(town.desk, town.actor)
    records.add_many(town.desk, town.actor, "person", {"name": ["赵云"]}, source="t")
    records.edit(town.desk, town.actor, "person", town.made["person"][1], {"name": "张飞"})
    assert not search.is_current(town.desk)
    search.rebuild(town.desk, town.actor)
    assert search.is_current(town.desk)
    assert keys(town, "赵云", "person")
    assert keys(town, "小明", "person") == []
    assert keys(town, "张飞", "person") == [town.made["person"][1]]


def test_answers_are_masked_and_people_need_the_right(town: Any) -> None:
    (group,) = [g for g in search.find(town.desk, town.actor, "单田芳") if g.kind == "person"]
    assert group.hits[0].title == "单*"
    assert "13800001234" not in group.hits[0].subtitle
    assert keys(town, "单田芳", "person", actor=town.actor_with("department")) == []
    assert keys(town, "单田芳", "household", actor=town.actor_with("department")) == []
    assert keys(town, "幸福楼", "building", actor=town.actor_with("department"))
    about = [line.about for line in audit.show(town.desk, town.actor, limit=20) if line.act == "search"]
    assert about
    assert not any("单" in str(one) for one in about)


@given(st.text(max_size=30))
def test_any_text_can_be_asked(text: str) -> None:
    for question in tokens.questions(text):
        assert all(token.isalnum() for token in question)


@given(st.text(alphabet="王小明abc阿布都·12", min_size=1, max_size=9))
def test_every_piece_of_a_name_finds_it(name: str) -> None:
    held = tokens.name_tokens(name)
    plain = tokens.normal(name)
    for a in range(len(plain)):
        for b in range(a + 1, len(plain) + 1):
            assert any(set(question) <= held for question in tokens.questions(plain[a:b]))


def test_a_slip_is_forgiven_where_nothing_matches(district: District) -> None:
    desk, actor = district.desk, district.actor
    fid = record_entry.enter(
        desk, actor, "person", {"name": "单晓燕", "number": "99010119900101001X", "phone": "19900001234"}
    ).fid
    for typed in (
        "单小艳",
        "shanxioyan",
        "qshanxiaoyan",
        "99010119900101010X",
        "99010119900107001X",
        "00012345",
    ):
        groups = search.find(desk, actor, typed)
        hits = [hit.key for group in groups for hit in group.hits]
        if typed == "00012345":
            assert hits == [], "two slips are too many"
        else:
            assert fid in hits, typed
            assert all(group.is_alike for group in groups), typed
    exact = search.find(desk, actor, "单晓燕")
    assert not any(group.is_alike for group in exact)


def test_a_sign_in_front_narrows_to_people_or_cases(town: Any) -> None:
    assert {group.kind for group in search.find(town.desk, town.actor, "@1")} <= {"person", "household"}
    assert keys(town, "@芳", "person") == [town.made["person"][0]]
    assert [group.kind for group in search.find(town.desk, town.actor, "#C1")] == ["case"]
    assert search.find(town.desk, town.actor, "@") == []


def test_names_of_commands_are_found_by_word_and_sound() -> None:
    names = ["数据整理……", "导入……", "走访", "部门名单比对……"]
    assert search.among("整理", names) == [0]
    assert search.among("zoufang", names) == [2]
    assert search.among("zhengli", names) == [0]
    assert search.among("sjzl", names) == [0]
    assert search.among("名单", names) == [3]
    assert search.among("", names) == search.among("没有", names) == []
