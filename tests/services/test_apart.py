"""人户分离: who lives in one cell and is registered in another, by cell, seen from both sides."""

from __future__ import annotations

from gridgov import messages
from gridgov.domain.access import Actor
from gridgov.services import apart, record_entry
from tests.services.conftest import District


def settled(district: District) -> dict[str, int]:
    """Two buildings in two cells, and people of every kind."""
    messages.use("en")
    desk, actor = district.desk, district.actor
    for n, (column, road) in enumerate(((0, "幸福路12号"), (1, "和平大街7号"))):
        x, y = district.inside(column, 0)
        record_entry.enter(desk, actor, "building", {"number": f"B{n}", "address": road, "x": str(x), "y": str(y)})
        record_entry.enter(desk, actor, "dwelling", {"number": f"D{n}", "building": f"B{n}", "address": road})
        record_entry.enter(desk, actor, "household", {"number": f"H{n}", "dwelling": f"D{n}"})
    rows = {
        "moved": {"household": "H0", "registered_address": "和平大街7号"},  # not stated, but the cells differ
        "stated": {"household": "H1", "residence_kind": "resident_elsewhere", "registered_address": "幸福路12号"},
        "unknown": {"household": "H0", "residence_kind": "resident_elsewhere", "registered_address": "外地某路1号"},
        "at home": {"household": "H0", "registered_address": "幸福路12号"},
        "mistaken": {"household": "H1", "residence_kind": "resident_elsewhere", "registered_address": "和平大街7号"},
        "plain": {"household": "H1"},
    }
    return {
        name: record_entry.enter(desk, actor, "person", {"name": name, **given}).fid for name, given in rows.items()
    }


def test_both_sides_of_every_cell_are_told(district: District) -> None:
    made = settled(district)
    found = {one.person: one for one in apart.people(district.desk, district.actor)}
    assert set(found) == {made["moved"], made["stated"], made["unknown"]}
    a, b = district.code(0, 0), district.code(1, 0)
    assert (found[made["moved"]].lives, found[made["moved"]].registered) == (a, b)
    assert not found[made["moved"]].is_stated
    assert (found[made["stated"]].lives, found[made["stated"]].registered) == (b, a)
    assert found[made["unknown"]].registered == ""
    assert found[made["moved"]].sure
    cells = {one.cell: one for one in apart.by_cell(district.desk, district.actor)}
    assert {one.person for one in cells[a].live_here} == {made["moved"], made["unknown"]}
    assert {one.person for one in cells[a].registered_here} == {made["stated"]}
    assert sum(len(one.live_here) for one in cells.values()) == len(found), "nobody is lost and nobody counted twice"
    assert sum(len(one.registered_here) for one in cells.values()) == len(found)


def test_a_grid_worker_sees_the_own_cells(district: District) -> None:
    made = settled(district)
    worker = Actor(district.actor.uid, "w", district.actor.roles, (district.code(0, 0),), "")
    assert {one.person for one in apart.people(district.desk, worker)} == {
        made["moved"], made["stated"], made["unknown"],
    }  # fmt: skip
    other = Actor(district.actor.uid, "w", district.actor.roles, (district.code(2, 2),), "")
    assert apart.people(district.desk, other) == []
