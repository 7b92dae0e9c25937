"""The runner of jobs: what belongs to a thread stays with it, errors come back, shutting down waits."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from gridgov.progress import Progress
from gridgov.services.desk import Desk
from gridgov.ui.jobs import MOST_THREADS, JobRunner, Outcome


def run(qtbot: QtBot, runner: JobRunner, work: Any, times: int = 1) -> list[Outcome]:
    found: list[Outcome] = []
    for _ in range(times):
        runner.submit(work, found.append)
        qtbot.waitUntil(lambda: runner.idle)
    return found


def test_what_belongs_to_a_thread_stays_with_it_from_job_to_job(qtbot: QtBot) -> None:
    runner, own = JobRunner(), threading.local()

    def work(_progress: Progress) -> int:
        own.count = getattr(own, "count", 0) + 1
        return int(own.count)

    counted = [outcome.value for outcome in run(qtbot, runner, work, 12)]
    assert max(counted) >= 12 / MOST_THREADS
    assert runner.shutdown()


def test_a_thousand_jobs_open_no_more_connections_than_there_are_threads(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "d.gpkg")
    runner = JobRunner()

    def work(_progress: Progress) -> int:
        with desk.reader() as conn:
            return int(conn.execute("SELECT count(*) FROM layer").fetchone()[0])

    for outcome in run(qtbot, runner, work, 200):
        assert outcome.error is None
    opened = desk._database._readers
    assert len(opened) <= MOST_THREADS
    assert runner.shutdown()
    desk.close()


def test_an_error_comes_back_and_shutting_down_cancels_what_runs(qtbot: QtBot) -> None:
    runner = JobRunner()

    def wrong(_progress: Progress) -> None:
        raise ValueError("no")

    (outcome,) = run(qtbot, runner, wrong)
    assert isinstance(outcome.error, ValueError)

    def long(progress: Progress) -> None:
        while True:
            progress.step()
            time.sleep(0.005)

    runner.submit(long, lambda _outcome: None, title="long")
    assert runner.busy() == ["long"]
    began = time.monotonic()
    assert runner.shutdown()
    assert time.monotonic() - began < 5
