"""The annual notice, pasted: what is read of it, and what is said when it does not fit."""

from __future__ import annotations

import pytest

from gridgov.domain import calendar, notice
from gridgov.errors import BadInput

TEXT = """关于2026年部分节假日安排的通知
各单位：
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_a_notice_is_read_as_the_year_was() -> None:
    found = notice.parse(TEXT)
    assert (found.year, found.faults) == (2026, [])
    empty = calendar.Holidays("", {}, frozenset(), frozenset())
    read = calendar.with_years(empty, found.as_years())
    kept = calendar.holidays("cn")
    assert set(read.off) == {day for day in kept.off if day.year == 2026}
    assert read.on == {day for day in kept.on if day.year == 2026}


def test_days_that_lie_in_two_years_and_single_days() -> None:
    found = notice.parse(
        "2019年放假安排\n一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。\n二、清明节：4月5日放假，共1天。"
    )
    first, second = found.readings
    assert [day.isoformat() for day in first.days] == ["2018-12-30", "2018-12-31", "2019-01-01"]
    assert len(second.days) == 1


def test_a_line_that_does_not_add_up_says_so() -> None:
    (fault,) = notice.parse("2027年\n一、元旦：1月1日至3日放假，共4天。").faults
    assert fault == "Line 2: it states 4 days, and 3 were read."


@pytest.mark.parametrize("text", ["", "一、元旦：1月1日放假", "2027年的通知"])
def test_what_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="was found in the notice"):
        notice.parse(text)
