"""The catalogue of matters and the rules of sending."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridgov.errors import BadInput
from gridgov.services import duties, sending
from gridgov.services.sending import Rule
from tests.services.conftest import District
from tests.services.test_case_work import TO_HANDLING, TO_THE_END, go, report

CATALOGUE = """level_1,level_2,level_3,name,unit,rule,every,workflow,class,next_on
城市管理,环卫,,公厕巡查,环卫队,环卫条例,7 natural_day,city_management,06010,2026-11-02
城市管理,绿化,,行道树检查,,,,,,
"""


def catalogue(folder: Path, text: str = CATALOGUE) -> Path:
    path = folder / "duties.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_recurring_matter_opens_its_case_and_shows_when_it_was_last_done(district: District, tmp_path: Path) -> None:
    desk, actor = district.desk, district.actor
    assert duties.load(desk, actor, catalogue(tmp_path)) == 2
    assert [one.name for one in duties.list_(desk, actor, only="unowned")] == ["行道树检查"]
    assert len(duties.list_(desk, actor, only="never")) == 2
    (taken,) = duties.open_due(desk, actor, day="2026-11-03")
    assert duties.open_due(desk, actor, day="2026-11-03") == [], "once a period"
    assert next(one.next_on for one in duties.list_(desk, actor) if one.unit) == "2026-11-09"
    go(desk, taken.case_id, *TO_THE_END)
    assert duties.settle(desk, actor) == 1
    assert [one.name for one in duties.list_(desk, actor, only="never")] == ["行道树检查"]
    assert duties.load(desk, actor, catalogue(tmp_path)) == 0, "the same again keeps what was done"
    assert [one.name for one in duties.list_(desk, actor, only="never")] == ["行道树检查"]


def test_a_catalogue_with_a_hole_names_its_row(district: District, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="row") as caught:
        duties.load(district.desk, district.actor, catalogue(tmp_path, "level_1,name\nx,\n"))
    assert caught.value.params["row"] == 2
    assert duties.list_(district.desk, district.actor) == []


RULES = [
    Rule("nights", "值守队", ("06",), (), (18, 8)),
    Rule("rubbish", "环卫队", ("06010",)),
    Rule("rest", "街道办"),
]


def test_the_first_rule_that_fits_sends_the_case(district: District) -> None:
    desk, actor = district.desk, district.actor
    sending.set_rules(desk, actor, RULES)
    day, night = report(desk), report(desk, class_code="07001")
    sent = sending.suggest(desk, day.case_id)
    assert sent is not None
    assert sent.rule in {"rubbish", "nights"}
    assert sending.first_fit(RULES, "06010", "", 23) == sending.Sent("值守队", "nights")
    assert sending.first_fit(RULES, "06010", "", 9) == sending.Sent("环卫队", "rubbish")
    found = sending.suggest(desk, night.case_id)
    assert found == sending.Sent("街道办", "rest")
    assert "环卫队" in sending.units(desk)


def test_a_dry_run_says_what_would_change_and_what_never_fires(district: District) -> None:
    desk, actor = district.desk, district.actor
    go(desk, report(desk).case_id, *TO_HANDLING)
    report(desk, class_code="07001")
    rules = [Rule("trees", "园林队", ("0617",)), Rule("rubbish", "保洁公司", ("06010",))]
    found = sending.dry_run(desk, actor, rules, "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z")
    assert (found.cases, found.by_rule, found.never) == (2, {"trees": 0, "rubbish": 1}, ("trees",))
    assert found.changed == 1
    assert len(found.unowned) == 1


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ([Rule("a", "x"), Rule("b", "y", ("06",))], "takes every case"),
        ([Rule("a", "x", ("06",)), Rule("b", "y", ("0601",)), Rule("z", "z")], "can never fire"),
        ([Rule("a", "x", ("06",))], "No rule of last resort"),
        ([Rule("a", ""), Rule("a", "y")], "needs a name and a unit"),
    ],
)
def test_faults_of_rules_are_named(district: District, rules: list[Rule], sentence: str) -> None:
    assert any(sentence in fault for fault in sending.problems(rules))
    with pytest.raises(BadInput, match="have a fault"):
        sending.set_rules(district.desk, district.actor, rules)
