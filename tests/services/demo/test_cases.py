"""The demo's cases: by the rules, and rebuilt from history alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from gridgov.services import case_queue, case_view, demo, staff
from gridgov.services.case_present import columns, ledger_of, standing_of
from gridgov.services.desk import Desk
from gridgov.store import case_now, rebuild
from gridgov.store import records as store


def test_every_case_of_the_demo_is_what_its_steps_amount_to_and_is_rebuilt(tmp_path: Path) -> None:
    path = tmp_path / "demo.gpkg"
    demo.make(path, scale="small", seed=3)
    desk = Desk.open(path)
    actor = staff.sign_in(desk)
    with desk.reader() as conn:
        fids = store.all_fids(conn, "case").tolist()
        steps = case_now.happenings_of(conn, fids)
        assert set(steps) == set(fids)
        for fid in fids:
            flow, standing = standing_of(desk, conn, steps[fid], "city_management")
            derived = columns(flow, standing, ledger_of(desk, conn, standing))
            names = ("state", "state_type")
            assert store.read(conn, "case", [fid], names)[fid] == tuple(derived[name] for name in names)
        live = conn.execute("SELECT count(*) FROM case_file WHERE state_type IN ('open', 'waiting')").fetchone()[0]
        assert live == len(case_now.all_(conn))
        target = sqlite3.connect(":memory:")
        tables = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        for name, sql in tables.fetchall():
            if not name.startswith(("sqlite_", "rtree_", "search")):
                target.execute(sql)
        rebuild.rebuild(conn, target)
        names = "fid, number, state, state_type, department_text, filing_condition, due_at"
        kept = f"SELECT {names} FROM case_file ORDER BY fid"
        assert target.execute(kept).fetchall() == conn.execute(kept).fetchall()
        target.close()
    people = {person.name: person for person in staff.at_work(desk)}
    assert case_queue.items(desk, people["主管一号"], "all")
    number = case_queue.items(desk, actor)[0].number
    assert case_view.page(desk, actor, number).lines
    desk.close()
