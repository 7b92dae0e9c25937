from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from gridgov.services import audit, cases, lists


def test_the_state_of_a_case_is_that_of_its_last_step(town: Any) -> None:
    desk, actor, made = town.desk, town.actor, town.made["case"]
    with desk.change(actor, "record.write", "case.step") as change:
        added = cases.add_steps(
            desk,
            change,
            [made[0], made[0], made[1]],
            {
                "step": ["handle", "check", "handle"],
                "from_state": ["handling", "checking", "handling"],
                "to_state": ["checking", "closed", "checking"],
                "at": ["2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z", "2026-03-01T01:00:00Z"],
                "body": [None, {"result": "done"}, None],
            },
        )
    assert added == 3
    rows = lists.rows(desk, actor, "case", made[:2], ["state", "state_type"])
    assert rows == [("Closed", "done"), ("Awaiting check", "open")]
    steps = cases.steps(desk, actor, made[0])
    assert [(one.step, one.to_type, one.actor, one.body) for one in steps] == [
        ("handle", "open", "管理员", {}),
        ("check", "done", "管理员", {"result": "done"}),
    ]
    assert audit.check(desk, actor) == []
    assert town.panel(0, 0)["cases"]["done"] == 2


def test_a_step_is_never_altered(town: Any) -> None:
    with town.desk.change(town.actor, "record.write", "case.step") as change:
        cases.add_steps(town.desk, change, [1], {"step": ["x"], "to_state": ["closed"]})
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            change.conn.execute("DELETE FROM case_step")
