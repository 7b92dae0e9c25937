from __future__ import annotations

from typing import Any

import pytest

from gridgov.errors import WrongUse
from gridgov.services import settings, staff
from gridgov.services.desk import Desk
from gridgov.store import schema


def test_a_new_file_has_its_administrator(district: Any) -> None:
    (member,) = staff.list_(district.desk, district.actor)
    assert (member.name, member.roles) == ("管理员", ("administrator",))
    assert staff.sign_in(district.desk) == staff.sign_in(district.desk, "管理员")


def test_staff_come_and_go(district: Any) -> None:
    desk, actor = district.desk, district.actor
    added = staff.add(
        desk, actor, name="李四", unit="一街道", roles=["collector"], cells=[f"unit_cell:{district.code(0, 0)}"]
    )
    assert district.panel(0, 0)["staff"] == ["李四"]
    signed = staff.sign_in(desk, "李四")
    assert (signed.uid, signed.roles, signed.cells) == (added.uid, frozenset({"collector"}), (district.code(0, 0),))
    with pytest.raises(WrongUse, match="at work already"):
        staff.add(desk, actor, name="李四", roles=["collector"])
    staff.end(desk, actor, "李四", on="2020-01-01")
    with pytest.raises(WrongUse, match="At work: 管理员"):
        staff.sign_in(desk, "李四")
    assert district.panel(0, 0)["staff"] == []
    assert [m.valid_to for m in staff.list_(desk, actor)] == [None, "2020-01-01"]


def test_what_cannot_be_is_said(district: Any) -> None:
    desk, actor = district.desk, district.actor
    for wrong in (
        {"name": "x", "roles": ["king"]},
        {"name": " ", "roles": ["collector"]},
        {"name": "x", "roles": ["collector"], "cells": ["990"]},
    ):
        with pytest.raises(WrongUse):
            staff.add(desk, actor, **wrong)
    with pytest.raises(WrongUse, match="only administrator"):
        staff.end(desk, actor, "管理员")
    with pytest.raises(WrongUse):
        staff.end(desk, actor, "nobody")


def test_settings_are_kept(district: Any) -> None:
    desk, actor = district.desk, district.actor
    settings.change(desk, actor, name=" 新城 ", zone="Asia/Urumqi", crs="epsg:4548")
    found = settings.describe(desk, actor)
    assert (found["name"], found["zone"], found["crs"], found["schema_version"]) == (
        "新城",
        "Asia/Urumqi",
        "EPSG:4548",
        schema.VERSION,
    )
    desk.close()
    district.desk = Desk.open(district.path)
    assert (district.desk.name, district.desk.zone, district.desk.crs) == ("新城", "Asia/Urumqi", "EPSG:4548")
    with pytest.raises(WrongUse, match="no time zone"):
        settings.change(district.desk, actor, zone="Mars/Olympus")


def test_who_stands_in_sees_the_work_and_duties_stay_apart(district: Any) -> None:
    desk, admin = district.desk, district.actor
    staff.add(desk, admin, name="甲", roles=["acceptor"])
    staff.add(desk, admin, name="乙", roles=["collector"], cells=["unit_cell:X"])
    today = desk.today()
    staff.set_away(desk, admin, "甲", "乙", since=today, until=today)
    found = staff.sign_in(desk, "乙")
    assert found.roles == {"acceptor", "collector"}
    assert found.uid == next(one.uid for one in staff.list_(desk, admin) if one.name == "乙")
    assert staff.sign_in(desk, "甲").roles == {"acceptor"}
    staff.set_away(desk, admin, "管理员", "乙", since=today, until=today)
    assert "administrator" not in staff.sign_in(desk, "乙").roles
    with pytest.raises(WrongUse, match="before it begins"):
        staff.set_away(desk, admin, "甲", "乙", since="2026-02-02", until="2026-02-01")
    with pytest.raises(WrongUse, match="themselves"):
        staff.set_away(desk, admin, "甲", "甲", since=today, until=today)
