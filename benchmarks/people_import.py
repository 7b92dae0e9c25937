"""People from CSV through mapping, checks, links and attachment, against plain executemany of the same rows."""

from __future__ import annotations

import csv
import gc
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.tessellation import lattice
from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.services import cells, imports, records, search, staff
from gridgov.services.desk import Desk
from gridgov.spatial.blob import encode_polygons

TARGET = 4.0
HEADER = ["身份证号", "姓名", "手机", "出生日期", "现住地址", "户号"]
MAPPING = """
register = "person"
source = "bench"
[fields]
number = "身份证号"
name = "姓名"
phone = "手机"
birth_date = "出生日期"
present_address = "现住地址"
household = "户号"
[repeat]
key = "number"
do = "report"
"""
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "安然小满知秋文博雨桐子涵若溪明远嘉禾"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def people(path: Path, count: int, households: int) -> None:
    """A file of invented people: area code 99, about 2 % with a wrong check character."""
    random = np.random.default_rng(7)
    days = np.datetime64("1930-01-01") + random.integers(0, 33_000, count)
    homes = random.integers(0, households, count).tolist()
    names = random.integers(0, (16, 18, 18), (count, 3)).tolist()
    wrong = random.random(count) < 0.019
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for i, day in enumerate(days.astype(str).tolist()):
            # Serial and area together are unique, so that nobody comes twice.
            first = f"99{i // 999 % 10_000:04d}{day.replace('-', '')}{i % 999 + 1:03d}"
            check = "10X98765432"[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]
            if wrong[i]:
                check = "5" if check != "5" else "6"
            a, b, c = names[i]
            name = FAMILY[a] + GIVEN[b] + GIVEN[c]
            address = f"示例区清和路{homes[i] % 300 + 1}号{homes[i] % 20 + 1}单元"
            writer.writerow((first + check, name, f"1990{i % 10_000_000:07d}", day, address, f"H{homes[i]:06d}"))


def district(path: Path, households: int) -> tuple[Desk, Actor]:
    """A file with 2,500 cells and the buildings, dwellings and households that the people live in; search paused."""
    desk = Desk.create(path, name="bench")
    actor = staff.sign_in(desk)
    rings = lattice(50, 50, parts=3, size=0.001)
    edges = rings.ring_start.tolist()
    closed = ([*range(a, b), a] for a, b in pairwise(edges))
    shapes = [[rings.xy[ring] + np.array([116.0, 39.0])] for ring in closed]
    count = len(shapes)
    spec = cells.LayerSpec("unit_cell", "单元网格", "Unit cell", 5, None, "EPSG:4326")
    new = cells.NewCells(
        [f"99{i:013d}" for i in range(count)],
        [f"{i}" for i in range(count)],
        encode_polygons(shapes, 4326),
        np.full(count, 10_000.0),
        [None] * count,
    )
    cells.publish(desk, actor, spec, new, valid_from="2026-01-01")
    search.pause(desk, actor)
    random = np.random.default_rng(3)
    buildings = max(households // 40, 1)
    made = records.add_many(
        desk,
        actor,
        "building",
        {
            "number": [f"B{i}" for i in range(buildings)],
            "x": 116.0 + random.uniform(0.002, 0.048, buildings),
            "y": 39.0 + random.uniform(0.002, 0.048, buildings),
        },
        source="bench",
    )
    homes = records.add_many(
        desk,
        actor,
        "dwelling",
        {
            "number": [f"D{i}" for i in range(households)],
            "building_id": made[np.arange(households) % buildings].tolist(),
        },
        source="bench",
    )
    records.add_many(
        desk,
        actor,
        "household",
        {"number": [f"H{i:06d}" for i in range(households)], "dwelling_id": homes.tolist()},
        source="bench",
    )
    return desk, actor


def plain(source: Path, target: Path, *, keyed: bool = False) -> float:
    """Seconds that plain sqlite3 takes for the same rows, which are read and at hand before the clock starts.

    Bare: the six columns of the file and no index, which is what the target is held against. `keyed`: with a unique
    index on the citizen number, without which nobody could find a person again or tell one who comes twice.
    """
    with source.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        rows = list(reader)
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    gc.collect()
    begun = time.perf_counter()
    connection.execute("CREATE TABLE person (fid INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT)")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO person (a, b, c, d, e, f) VALUES (?, ?, ?, ?, ?, ?)", rows)
    if keyed:
        connection.execute("CREATE UNIQUE INDEX person_number ON person (a)")
    connection.execute("COMMIT")
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def stored(source: Path, target: Path) -> float:
    """Seconds that plain sqlite3 takes for everything the import left behind: all columns, indexes, the history.

    The rows are at hand before the clock starts, nothing is read, checked or looked up: what remains of an import
    when only SQLite is asked to work.
    """
    tables = ("person", "history", "erasable")
    with closing(sqlite3.connect(source)) as old:
        made, rows, indexes = [], {}, []
        for table in tables:
            known = old.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql NOTNULL", (table,))
            for kind, sql in known.fetchall():
                (indexes if kind == "index" else made).append(sql)
            names = [row[1] for row in old.execute(f"PRAGMA table_info({table})")]
            used = [n for n in names if old.execute(f'SELECT 1 FROM {table} WHERE "{n}" NOTNULL LIMIT 1').fetchone()]
            listed = ", ".join(f'"{n}"' for n in used)
            blanks = ", ".join("?" * len(used))
            rows[f"INSERT INTO {table}({listed}) VALUES ({blanks})"] = old.execute(
                f"SELECT {listed} FROM {table}"
            ).fetchall()
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA cache_size = -65536")
    gc.collect()
    begun = time.perf_counter()
    for sql in made:
        connection.execute(sql)
    connection.execute("BEGIN IMMEDIATE")
    for sql, several in rows.items():
        connection.executemany(sql, several)
    for sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def measures(quick: bool = False) -> Iterator[dict[str, object]]:
    """Ours and the peer by turns: seconds, and what the import needs of memory."""
    count, households, rounds = (20_000, 5_000, 1) if quick else (1_000_000, 300_000, 2)
    mapping = Mapping.parse(MAPPING)
    with tempfile.TemporaryDirectory() as folder:
        source, base = Path(folder) / "people.csv", Path(folder) / "base.gpkg"
        people(source, count, households)
        desk, actor = district(base, households)
        desk.close()
        ours, theirs, keyed = [], [], []
        last = Path(folder) / "turn.gpkg"
        for _ in range(rounds):
            theirs.append(plain(source, Path(folder) / "plain.db"))
            keyed.append(plain(source, Path(folder) / "plain.db", keyed=True))
            last.write_bytes(base.read_bytes())
            desk = Desk.open(last, alone=True)
            actor = staff.sign_in(desk)
            gc.collect()
            begun = time.perf_counter()
            result = imports.import_file(desk, actor, "person", source, mapping=mapping)
            ours.append(time.perf_counter() - begun)
            assert (result.rows, result.added, result.rejected, result.unlinked) == (count, count, 0, 0), result
            assert result.marked > 0
            desk.close()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        bare, number, whole = min(theirs), min(keyed), stored(last, Path(folder) / "plain.db")
        ratio = min(ours) / bare
        yield {
            "name": f"{count:,} people imported with checks, links and attachment, search index off",
            "ours": min(ours),
            "unit": "s",
            "peer": "sqlite3 executemany of the same rows, read beforehand",
            "peer_value": bare,
            "ratio": ratio,
            "target": TARGET,
            "met": None if quick else ratio <= TARGET,
        }
        for peer, value in (
            ("the same with a unique index on the citizen number", number),
            ("sqlite3 alone, for all that the import stores: columns, indexes, history", whole),
        ):
            yield {
                "name": f"{count:,} people imported with checks, links and attachment, search index off",
                "ours": min(ours),
                "unit": "s",
                "peer": peer,
                "peer_value": value,
                "ratio": min(ours) / value,
                "target": None,
                "met": None,
            }
        yield {
            "name": "memory at its highest, the file of people and the peer's rows included",
            "ours": memory,
            "unit": "MB",
            "peer": None,
            "peer_value": None,
            "ratio": None,
            "target": None,
            "met": None,
        }
