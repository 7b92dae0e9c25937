"""The example row of each template: one invented district, area code 99, people and numbers that belong to nobody."""

from __future__ import annotations

from gridgov.domain import classes, codes
from gridgov.domain.register import Field

_DATE = "2026-03-01"
_TIME = "2026-03-01 08:30"

_ANY = {
    "x": "116.4021",
    "y": "39.9102",
    "phone": "19900000001",
    "contact_phone": "19900000002",
    "owner_phone": "19900000003",
    "reporter_phone": "19900000004",
    "contact_name": "林小满",
    "reporter": "周知秋",
    "legal_representative": "林小满",
}

_EXAMPLES: dict[str, dict[str, str]] = {
    "person": {
        "number": "990101198001010014",
        "name": "陈安然",
        "sex": "男",
        "birth_date": "1980-01-01",
        "workplace": "示例街道文化站",
        "occupation": "教师",
        "present_address": "示例区清和路12号院3号楼2单元501室",
        "registered_address": "示例区清和路12号院3号楼2单元501室",
        "registered_area": "990101",
        "confirmed_on": _DATE,
        "household": "H0001",
        "dwelling": "F0001",
        "relation": "户主",
        "member_since": "2015-06-01",
    },
    "household": {
        "number": "H0001",
        "head": "990101198001010014",
        "head_name": "陈安然",
        "dwelling": "F0001",
        "size": "3",
        "since": "2015-06-01",
    },
    "dwelling": {
        "number": "F0001",
        "building": "L0001",
        "unit": "2单元",
        "floor": "5",
        "room": "501",
        "address": "示例区清和路12号院3号楼2单元501室",
        "area_m2": "86.5",
        "owner_name": "陈安然",
        "confirmed_on": _DATE,
    },
    "building": {
        "number": "L0001",
        "name": "3号楼",
        "address": "示例区清和路12号院",
        "estate": "清和家园",
        "floors": "6",
        "floors_below": "1",
        "units": "4",
        "built_year": "1998",
        "lifts": "0",
    },
    "place": {"number": "P0001", "name": "清和路口袋公园", "address": "示例区清和路20号", "capacity": "120"},
    "component": {
        "number": "99010101003000001",
        "name": "雨水井盖",
        "authority": "示例区市政管理处",
        "installed_on": "2018-05-01",
    },
    "organization": {
        "number": "92990101MA00000159",
        "name": "清和路便民超市",
        "address": "示例区清和路8号",
        "dwelling": "F0002",
        "staff_count": "4",
        "opening_hours": "08:00-21:00",
        "opened_on": "2019-09-01",
    },
    "opinion": {"number": "Y20260301-001", "text": "希望口袋公园增加两张长椅。", "heard_at": _TIME},
    "case": {
        "number": "A20260301-0001",
        "description": "井盖松动，车辆经过有响声。",
        "address": "示例区清和路与和风街路口",
        "reported_at": _TIME,
        "filed_at": "2026-03-01 09:05",
        "dispatched_at": "2026-03-01 09:20",
        "due_at": "2026-03-01 17:20",
        "department": "示例区市政管理处",
    },
}

_CODES: dict[str, dict[str, str]] = {
    "case": {"workflow": "city_management", "state": "handling"},
    "component": {"class": "01003"},
}
"""Codes chosen on purpose; every other required code list shows its first code."""

_SHOWN = {"residence_kind", "occupancy", "household.kind", "source", "topic", "opinion.kind", "place.kind", "use"}


def example(register: str, field: Field) -> str:
    """The example value of one column of a template; '' where the example leaves it empty."""
    own = _EXAMPLES[register]
    if field.name in own:
        return own[field.name]
    chosen = _CODES.get(register, {}).get(field.name)
    if field.kind == "class":
        known = list(classes.all_of(field.codes))
        return next((c.code for c in known if c.code == chosen), known[0].code)
    if field.kind == "code":
        names = codes.codes(field.codes)
        if chosen in names:
            return names[chosen][0]
        wanted = field.required or field.name in _SHOWN or f"{register}.{field.name}" in _SHOWN
        return next(iter(names.values()))[0] if wanted and names else ""
    if field.kind == "text" or field.name in {"x", "y"}:
        return _ANY.get(field.name, "")
    return ""
