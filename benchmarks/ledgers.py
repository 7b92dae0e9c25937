"""A million people in 300,000 homes: search of each kind, lists, one person's page, doubles, who is due."""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.people_import import MAPPING, district, people
from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.services import imports, lists, record_page, search, staff, tidy, visits
from gridgov.services import records as service
from gridgov.services.desk import Desk
from gridgov.store import records
from gridgov.ui.tables.record_model import PAGE_ROWS

COMPARE = """
import sys, time
from pathlib import Path
from gridgov.domain.mapping import Mapping
from gridgov.services import matching, staff
from gridgov.services.desk import Desk
def peak():
    # Not ru_maxrss: a child begins with what its parent had.
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
desk = Desk.open(sys.argv[1]); actor = staff.sign_in(desk)
before, began = peak(), time.perf_counter()
found = matching.compare(desk, actor, "person", Path(sys.argv[2]), mapping=Mapping.parse(sys.argv[3]))
print(found.counts["same"], time.perf_counter() - began, peak() - before)
"""


SOUNDS = dict(zip("安然小满知秋文博雨桐子涵若溪明嘉禾", "桉燃晓螨芝邱纹勃羽童梓含偌希鸣佳和", strict=True))
"""Characters that an input method offers for others of the same sound."""


def typed(kind: str, row: tuple[str, str, str]) -> str:
    """What somebody types who looks for a person in this way."""
    name, number, phone = row
    return {
        "whole name": name, "one character": name[0], "pinyin initials": "zar", "pinyin": "zhaoan",
        "id tail": number[-6:], "whole id": number, "phone tail": phone[-4:],
    }[kind]  # fmt: skip


KINDS = ("whole name", "one character", "pinyin initials", "pinyin", "id tail", "whole id", "phone tail")


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def line(
    name: str, ours: float, unit: str, target: float | None, peer: str | None = None, theirs: float | None = None
) -> dict[str, object]:
    """One measure; a target is met when ours is at most it."""
    return {
        "name": name, "ours": ours, "unit": unit, "peer": peer, "peer_value": theirs,
        "ratio": theirs / ours if theirs is not None and ours else None, "target": target,
        "met": None if target is None else ours <= target,
    }  # fmt: skip


def measures(quick: bool = False) -> Iterator[dict[str, object]]:
    """The file is made once; each search is asked forty times with other texts."""
    count, households = (20_000, 5_000) if quick else (1_000_000, 300_000)
    with tempfile.TemporaryDirectory() as folder:
        source, path = Path(folder) / "people.csv", Path(folder) / "ledgers.gpkg"
        people(source, count, households)
        desk, actor = district(path, households)
        imports.import_file(desk, actor, "person", source, mapping=Mapping.parse(MAPPING))
        began = time.perf_counter()
        search.rebuild(desk, actor)
        yield line(f"search index over {count:,} people and their homes", time.perf_counter() - began, "s", None)
        desk.close()
        desk = Desk.open(path)
        actor = staff.sign_in(desk)
        yield from _searches(desk, actor, path, count)
        yield from _lists(desk, actor, count)
        yield from _planted(desk, actor)
        desk.close()
        yield from _cold(path, count)
        yield from _compared(path, source, count)


def _cold(path: Path, count: int) -> Iterator[dict[str, object]]:
    """The first search of an open file of which the machine keeps nothing; names of cells are read with the cursor."""
    spent = []
    for row in _sample(path):
        desk = Desk.open(path)
        actor = staff.sign_in(desk)
        search.ready(desk, actor)
        forget(path)
        spent.append(timed(lambda d=desk, a=actor, t=row[0]: search.find(d, a, t, limit=8)))  # type: ignore[misc]
        desk.close()
    spent.sort()
    name = f"the first search by whole name among {count:,} people, from a cold file, 95 of 100"
    yield line(name, spent[max(int(len(spent) * 0.95) - 1, 0)], "ms", 10.0)


def forget(path: Path) -> None:
    """Let the machine forget what it keeps of a file; where it cannot be told to, the figure is a warm one."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _compared(path: Path, source: Path, count: int) -> Iterator[dict[str, object]]:
    """A tenth of the list, then all of it, held against the ledger that it came from; each in a process of its own."""
    tenth = source.with_name("tenth.csv")
    with source.open(encoding="utf-8") as file, tenth.open("w", encoding="utf-8") as part:
        part.writelines(islice(file, count // 10 + 1))
    for rows, of in ((count // 10, tenth), (count, source)):
        command = [sys.executable, "-c", COMPARE, str(path), str(of), MAPPING]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        same, spent, more = done.stdout.split()
        assert int(same) == rows, done.stdout
        yield line(f"a list of {rows:,} people compared with the ledger", float(spent), "s", None)
        # SQLite's cache of pages, which fills up to 64 MB and no further, is part of it.
        yield line(f"memory of comparing {rows:,} people over an idle program", int(more) / 1024, "MB", 100.0)


PLANTED = 250
"""People of each kind who are entered a second time."""


def _planted(desk: Desk, actor: Actor) -> Iterator[dict[str, object]]:
    """Enter people a second time, in four ways in which it happens, and see who of them is found, and who else is."""
    ids = lists.ids(desk, actor, "person")
    chosen = np.random.default_rng(3).choice(ids, 4 * PLANTED, replace=False).tolist()
    columns: dict[str, list[object]] = {"name": [], "number": [], "birth_date": [], "phone": []}
    with desk.reader() as conn:
        known = records.read(conn, "person", chosen, list(columns))
    for n, fid in enumerate(chosen):
        name, number, birth, phone = known[fid]
        slip = number[:10] + str((int(number[10]) + 1) % 10) + number[11:]
        alike = name[:1] + "".join(SOUNDS.get(letter, letter) for letter in name[1:])
        row = (
            (name, None, birth, None),
            (name, slip, None, None),
            (name, None, None, phone),
            (alike, None, birth, phone),
        )
        for column, value in zip(columns, row[n % 4], strict=True):
            columns[column].append(value)
    made = service.add_many(desk, actor, "person", columns, source="bench").tolist()
    planted = {tuple(sorted(pair)) for pair in zip(chosen, made, strict=True)}
    began = time.perf_counter()
    pairs = {(one.one, one.other) for one in tidy.doubles(desk, actor, limit=1_000_000)}
    spent = time.perf_counter() - began
    yield line(f"doubles among {len(ids) + len(made):,} people, {len(planted):,} planted", spent, "s", None)
    missed = len(planted - pairs)
    yield line("of the planted doubles not found", missed / len(planted) * 100, "%", 5.0)
    yield line("pairs that were not planted", float(len(pairs - planted)), "pairs", None)


def _sample(path: Path) -> list[tuple[str, str, str]]:
    conn = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    rows = conn.execute("SELECT name, number, phone FROM person WHERE fid % 24989 = 7 LIMIT 40").fetchall()
    rows = rows or conn.execute("SELECT name, number, phone FROM person LIMIT 40").fetchall()
    conn.close()
    return rows


def _searches(desk: Desk, actor: object, path: Path, count: int) -> Iterator[dict[str, object]]:
    sample = _sample(path)
    plain = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    for kind in KINDS:
        texts = [typed(kind, row) for row in sample]
        search.find(desk, actor, texts[0], limit=8)  # type: ignore[arg-type]
        spent = sorted(timed(lambda t=text: search.find(desk, actor, t, limit=8)) for text in texts)  # type: ignore[misc]
        theirs = timed(
            lambda t=texts[0]: plain.execute(  # type: ignore[misc]
                "SELECT fid FROM person WHERE name LIKE ?1 OR number LIKE ?1 OR phone LIKE ?1 LIMIT 8", (f"%{t}%",)
            ).fetchall()
        )
        yield line(
            f"search by {kind} among {count:,} people, 95 of 100", spent[int(len(spent) * 0.95) - 1], "ms", 3.0,
            "LIKE over the same table", theirs,
        )  # fmt: skip
    plain.close()


def _lists(desk: Desk, actor: object, count: int) -> Iterator[dict[str, object]]:
    columns = lists.default_columns("person")
    ids = lists.ids(desk, actor, "person")  # type: ignore[arg-type]
    yield line(
        f"the order of {count:,} people",
        timed(lambda: lists.ids(desk, actor, "person")),
        "ms",
        None,  # type: ignore[arg-type]
    )
    for name, part in (("first", ids[:PAGE_ROWS]), ("last", ids[-PAGE_ROWS:])):
        spent = [timed(lambda p=part: lists.rows(desk, actor, "person", p, columns)) for _ in range(5)]  # type: ignore[misc, arg-type]
        yield line(f"the {name} page of a list of {count:,} people", statistics.median(spent), "ms", 100.0)
    for name, more in (
        ("sorted by name", {"sort": "name"}),
        ("born before 1950, sorted by phone", {"where": "birth_date < '1950-01-01'", "sort": "phone"}),
    ):
        began = time.perf_counter()
        other = lists.ids(desk, actor, "person", **more)  # type: ignore[arg-type]
        yield line(f"the order of a list {name}", (time.perf_counter() - began) * 1000, "ms", None)
        for which, part in (("first", other[:PAGE_ROWS]), ("last", other[-PAGE_ROWS:])):
            spent = [timed(lambda p=part: lists.rows(desk, actor, "person", p, columns)) for _ in range(5)]  # type: ignore[misc, arg-type]
            yield line(f"the {which} page of that list", statistics.median(spent), "ms", 100.0)
    some = np.random.default_rng(1).choice(ids, 20).tolist()

    def page(fid: int) -> None:
        lists.record(desk, actor, "person", fid)  # type: ignore[arg-type]
        record_page.sections(desk, actor, "person", fid)  # type: ignore[arg-type]

    spent = sorted(timed(lambda f=fid: page(f)) for fid in some)  # type: ignore[misc]
    yield line("a person's page, 95 of 100", spent[int(len(spent) * 0.95) - 1], "ms", 50.0)
    yield line(f"doubles among {count:,} people", timed(lambda: tidy.doubles(desk, actor)) / 1000, "s", None)  # type: ignore[arg-type]
    yield line("every check of the ledgers", timed(lambda: tidy.checks(desk, actor)) / 1000, "s", None)  # type: ignore[arg-type]
    yield line("who is due for a visit", timed(lambda: visits.due(desk, actor)), "ms", None)  # type: ignore[arg-type]
