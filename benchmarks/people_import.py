"""1,000,000 rows of people through the mapping with checks, links and attachment, against plain executemany."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.layers import CACHE
from gridgov.domain.ids import citizen_check
from gridgov.services import imports, records, search, staff
from gridgov.services.desk import Desk

HEAD = ["姓名", "身份证号", "联系电话", "出生日期", "户号", "与户主关系"]


def people(count: int) -> Path:
    """A CSV of invented people, one in fifty with a wrong number."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"people-{count}.csv"
    if path.exists():
        return path
    rng = np.random.default_rng(5)
    days = rng.integers(0, 32_000, count)
    born = (np.datetime64("1935-01-01") + days).astype(str)
    relations = ["本人", "配偶", "子", "女"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for i in range(count):
            seventeen = f"9901{i // 1_000_000:02d}{born[i].replace('-', '')}{i % 1000:03d}"
            check = citizen_check(seventeen) if i % 50 else "0"
            name = f"王{chr(0x4E00 + i % 500)}{chr(0x5000 + i // 500 % 500)}"
            writer.writerow(
                [name, seventeen + check, f"1990{i % 10**7:07d}", born[i], f"H{i // 3:08d}", relations[i % 4]]
            )
    return path


def measures(quick: bool = False) -> Iterator[dict[str, Any]]:
    """Ours, then plain sqlite3 with the same rows already in memory."""
    count = 20_000 if quick else 1_000_000
    path = people(count)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.create(Path(folder) / "district.gpkg")
        actor = staff.sign_in(desk)
        homes = count // 3 + 1
        records.add_many(desk, actor, "household", {"number": [f"H{i:08d}" for i in range(homes)]}, source="benchmark")
        search.pause(desk, actor)
        began = time.perf_counter()
        imports.import_file(desk, actor, "person", path)
        ours = time.perf_counter() - began
        began = time.perf_counter()
        search.rebuild(desk, actor)
        indexed = time.perf_counter() - began
        desk.close()
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        plain = sqlite3.connect(Path(folder) / "plain.db")
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("CREATE TABLE person(name, number, phone, birth_date, household, relation)")
        began = time.perf_counter()
        with plain:
            plain.executemany("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?)", rows)
        peer = time.perf_counter() - began
        plain.close()
    yield {
        "name": f"{count:,} people imported with checks and links, search index off",
        "ours": ours,
        "unit": "s",
        "peer": "sqlite3 executemany",
        "peer_value": peer,
        "ratio": ours / peer,
        "target": 4.0,
        "met": ours / peer <= 4.0,
    }
    yield {
        "name": f"search index of {count:,} people",
        "ours": indexed,
        "unit": "s",
        "peer": None,
        "peer_value": None,
        "ratio": None,
        "target": None,
        "met": None,
    }
