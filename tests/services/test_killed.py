"""A program killed in the middle of an import: the file opens, and holds all of it or nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from gridgov.services import audit, imports, records
from gridgov.services.desk import Desk
from gridgov.services.staff import sign_in

ROWS = 25_000

SCRIPT = """
import sys
from pathlib import Path
from gridgov.services import imports
from gridgov.services.desk import Desk
from gridgov.services.staff import sign_in
desk = Desk.open(sys.argv[1], alone=sys.argv[3] == "alone")
imports.import_file(desk, sign_in(desk), "person", Path(sys.argv[2]))
desk.close()
"""


@pytest.mark.parametrize("how", ["alone", "shared"])
def test_a_killed_import_leaves_the_file_as_it_was(tmp_path: Path, how: str) -> None:
    path, source, few = tmp_path / "district.gpkg", tmp_path / "people.csv", tmp_path / "few.csv"
    few.write_text("number,name\nP0,张三\n", encoding="utf-8")
    rows = (f"Q{n:06d},人{n},示例路{n}号\n" for n in range(ROWS))
    source.write_text("number,name,present_address\n" + "".join(rows), encoding="utf-8")
    desk = Desk.create(path, name="示例")
    imports.import_file(desk, sign_in(desk), "person", few)
    desk.close()
    before = path.stat().st_size
    log = path.with_name(path.name + "-wal")
    running = subprocess.Popen([sys.executable, "-c", SCRIPT, str(path), str(source), how])
    try:
        # Killed when so much was written, be it into the file or into its log.
        while running.poll() is None:
            written = path.stat().st_size - before + (log.stat().st_size if log.exists() else 0)
            if written > 1 << 20:
                running.kill()
            time.sleep(0.002)
    finally:
        running.kill()
        running.wait()
    desk = Desk.open(path)
    actor = sign_in(desk)
    assert records.counts(desk, actor)["person"] in (1, ROWS + 1)
    assert audit.check(desk, actor) == []
    imports.import_file(desk, actor, "person", source)
    assert records.counts(desk, actor)["person"] == ROWS + 1
    desk.close()
