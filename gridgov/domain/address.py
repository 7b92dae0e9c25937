"""Addresses as people write them: road, number, lane, estate, building, unit, floor and room taken out of one line.

Own grammar: what stands from the large to the small, in the words that are used for each. What no rule knows is kept
in `rest`, so that nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata

import attrs

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE = "零〇一二两三四五六七八九十百"

_AREA = re.compile(
    r"^(?:[^\d路街道巷弄号]{2,8}?(?:省|自治区))?(?:[^\d路街道巷弄号省]{2,8}?市)?"
    r"(?:[^\d路街巷弄号省市]{1,8}?(?:(?<![小社])区|县|旗))?(?:[^\d路街巷弄号省市区县]{1,10}?(?:街道|镇|乡))?"
    r"(?:[^\d路街巷弄号]{2,10}?(?:社区|居委会|村委会))?"
)
_ROAD = re.compile(
    r"^(?P<road>[^\d]{1,14}?(?:大道|大街|公路|路|街|道|胡同|巷))"
    r"(?P<branch>(?:[东西南北中一二三四五六七八九十\d]{0,2}段)|(?:[东西南北]?[一二三四五六七八九十\d]{1,3}(?:路|街|巷|里|条)))?"
    r"(?=\d|[甲乙丙丁新旧]|附|$|[^\d]{1,16}?(?:小区|花园|公寓|苑|家园|新村|大厦|广场|庭|府|城|园|里|大楼|宿舍|楼))"
)
_LANE = re.compile(r"^(?P<lane>\d+)(?:弄|巷|里弄)")
_NUMBER = re.compile(
    r"^(?P<number>(?:[甲乙丙丁新旧])?\d+(?:[-之]\d+)?(?:附\d+)?(?:[甲乙丙丁])?)号(?!楼|幢|栋|座|院?\d*楼)"
    r"(?:院|大院)?"
)
_ESTATE = re.compile(
    r"^(?P<estate>[^\d]{1,14}?(?:小区|花园|公寓|家园|新村|大厦|广场|宿舍|苑|庭|府|城|园|里)"
    r"(?:[东西南北]?(?:区|苑|院|期)|[一二三四五六七八九十\d]{1,2}(?:区|期))?)(?=[\dA-Z甲乙丙丁]|$)"
)
_BUILDING = re.compile(r"^(?P<building>\d+|[A-Z]\d{0,2}|[甲乙丙丁])(?:号楼|号幢|号栋|幢|栋|座|楼(?=\d+单元|[\d-]))")
_NUMBER_AS_BUILDING = re.compile(r"^(?P<building>\d+)号(?=\d+(?:单元|门)|\d{3,4}(?:室)?$)")
_UNIT = re.compile(r"^(?P<unit>\d+|[A-Z]|[甲乙丙丁])(?:单元|门|梯)")
_FLOOR = re.compile(r"^(?P<floor>-?\d{1,3})(?:层|楼|F)")
_ROOM = re.compile(r"^(?P<room>\d{1,5}[A-Z]?)(?:室|号房|房|户|号)?(?=\D|$)")
_DASHES = re.compile(r"^(?P<building>\d{1,3}|[A-Z])-(?:(?P<unit>\d{1,2})-)?(?P<room>\d{2,5}[A-Z]?)(?:室)?$")


@attrs.frozen
class Address:
    """The parts of an address; '' for what is not said. Numbers are in Arabic digits, letters are capitals."""

    area: str = ""
    road: str = ""
    lane: str = ""
    number: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    rest: str = ""

    @property
    def street(self) -> tuple[str, str, str]:
        """Road, lane and number: what stands at the door to the street."""
        return self.road, self.lane, self.number

    @property
    def in_words(self) -> str:
        """The address in the order and the words of the standard."""
        parts = (
            (self.area, ""), (self.road, ""), (self.lane, "弄"), (self.number, "号"), (self.estate, ""),
            (self.building, "号楼"), (self.unit, "单元"), ("" if self.room else self.floor, "层"), (self.room, "室"),
        )  # fmt: skip
        return "".join(text + word for text, word in parts if text) + self.rest


def number_of(text: str) -> int | None:
    """The number that Chinese digits below a thousand say (``二十三`` is 23, ``三〇一`` 301); None for none."""
    if not text or any(letter not in _CHINESE for letter in text):
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[letter]) for letter in text))
    total, digit = 0, 0
    for letter in text:
        if letter == "百":
            total, digit = total + max(digit, 1) * 100, 0
        elif letter == "十":
            total, digit = total + (digit or (0 if total % 100 else 1) or 1) * 10, 0
        else:
            digit = _DIGITS[letter]
    return total + digit


_COUNTED = re.compile(rf"[{_CHINESE}]{{1,5}}(?=号楼|幢|栋|座|单元|门|层|楼|室|号|弄)")


def plain(text: str) -> str:
    """An address without what differs for no reason: widths, spaces, marks, capitals, counted words as digits."""
    found = unicodedata.normalize("NFKC", text).upper()
    found = re.sub(r"[\s,，。.、;；:：()（）【】\[\]]+", "", found)
    found = re.sub(r"[—–―~～_/#]+", "-", found)
    return _COUNTED.sub(lambda one: str(number_of(one[0]) if number_of(one[0]) is not None else one[0]), found)


def parse(text: str | None) -> Address:
    """The parts of an address; an empty one for nothing."""
    left = plain(text or "")
    found: dict[str, str] = {}

    def take(rule: re.Pattern[str]) -> bool:
        nonlocal left
        one = rule.match(left)
        if one is None or not one[0]:
            return False
        parts = one.groupdict()
        branch = parts.pop("branch", None) or ""
        found.update({name: value for name, value in parts.items() if value})
        if branch:
            found["road"] += branch
        left = left[one.end() :].lstrip("-")
        return True

    if (area := _AREA.match(left)) and area[0]:
        found["area"], left = area[0], left[area.end() :]
    if take(_ROAD):
        take(_LANE)
        take(_NUMBER)
    elif _NUMBER.match(left) and not _ESTATE.match(left) and not _NUMBER_AS_BUILDING.match(left):
        take(_NUMBER)
    take(_ESTATE)
    if not take(_DASHES):
        if not take(_BUILDING):
            take(_NUMBER_AS_BUILDING)
        take(_UNIT)
        take(_FLOOR)
        if not take(_DASHES):
            take(_ROOM)
    if "room" in found and "floor" not in found and len(found["room"]) in (3, 4) and found["room"].isdigit():
        found["floor"] = str(int(found["room"][:-2]))
    for name in ("number", "building", "unit"):
        if name in found and found[name].isdigit():
            found[name] = str(int(found[name]))
    return Address(**found, rest=left)
