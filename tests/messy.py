"""Lists as bad as real ones: what offices send each other, from people that are known, and the verdict of each row.

Titles in merged cells, headings with spaces and remarks, names spread with spaces, full-width digits, ids that a
spreadsheet rounded or that carry an apostrophe, dates written in six ways, people named twice, empty rows, a row of
totals and the names of who filled it in.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import attrs
import xlsxwriter

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@attrs.frozen
class Known:
    """Somebody who is in the ledger: name, citizen number, date of birth, phone."""

    name: str
    number: str
    birth: str
    phone: str


@attrs.frozen
class Messy:
    """What was written: how many rows stand below the headings, and the verdict that each must get, by its row."""

    rows: int
    verdicts: dict[int, str]


def dates(day: str, way: int) -> str | float:
    """A day in the way of that number: with hyphens, slashes, dots, Chinese, as digits alone, as a serial number."""
    year, month, date = day.split("-")
    plain = (int(year), int(month), int(date))
    patterns = ("{}/{}/{}", "{}.{}.{}", "{}年{}月{}日")
    texts = (day, *(pattern.format(*plain) for pattern in patterns), f"{year}{month}{date}")
    if way < len(texts):
        return texts[way]
    return float((dt.date(*plain) - dt.date(1899, 12, 30)).days)


def write(path: Path, people: list[Known], new: list[Known], seed: int = 1) -> Messy:
    """Write a list of everybody in `people` and `new`, badly, and some rows that are nobody."""
    chance = random.Random(seed)
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("填表说明").write(0, 0, "请各社区于每月 25 日前报送。")
    page = book.add_worksheet("花名册")
    title = book.add_format({"bold": True, "align": "center"})
    page.merge_range(0, 0, 0, 5, "××街道 60 周岁以上人员花名册", title)
    page.merge_range(1, 0, 1, 5, "填报单位（盖章）：              填报日期：2026年11月", title)
    for column, head in enumerate(("序号", "姓  名*", "身份证号码\n（必填）", "出生年月日", "联系电话", "备  注")):
        page.write(2, column, head)
    verdicts: dict[int, str] = {}
    at = 3
    for n, (one, kind) in enumerate([*((one, "same") for one in people), *((one, "new") for one in new)]):
        if n and n % 7 == 0:
            at += chance.choice((1, 2))  # empty rows, as between two buildings
        how = n % 8
        page.write_number(at, 0, n + 1)
        name = one.name if how % 2 else "　".join(one.name) if len(one.name) == 2 else f" {one.name} "
        page.write_string(at, 1, name)
        verdict = kind
        if how == 3:
            page.write_number(at, 2, float(one.number[:17] + "0"))  # typed as a number: its last digits are gone
            verdict = "rejected"
        elif how == 5:
            page.write_string(at, 2, one.number.translate(FULL_WIDTH))
        elif how == 6:
            page.write_string(at, 2, f"'{one.number[:6]} {one.number[6:14]} {one.number[14:].lower()}")
        elif how == 7 and kind == "same":
            page.write_string(at, 2, "")  # found by name and date of birth
        else:
            page.write_string(at, 2, one.number)
        day = dates(one.birth, n % 6)
        if isinstance(day, float):
            page.write_number(at, 3, day)
        else:
            page.write_string(at, 3, day)
        phone = one.phone if how % 3 else f" {one.phone[:3]}-{one.phone[3:7]}-{one.phone[7:]}"
        page.write_string(at, 4, phone.translate(FULL_WIDTH) if how == 2 else phone)
        verdicts[at + 1] = verdict
        at += 1
    twice = people[0]
    page.write_row(at, 0, [len(verdicts) + 1, twice.name, twice.number, "", "", ""])
    verdicts[at + 1] = "same"
    page.write_row(at + 2, 0, ["", "合　计", "", "", "", f"共 {len(verdicts)} 人"])
    verdicts[at + 3] = "rejected"
    page.write_row(at + 4, 0, ["填表人：某某", "", "审核人：某某", "", "", ""])
    verdicts[at + 5] = "rejected"
    book.close()
    return Messy(len(verdicts), verdicts)
