"""A disk that is full: one sentence, nothing half written, the file as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gridgov.services import imports
from gridgov.services.desk import Desk
from gridgov.services.staff import sign_in

ROWS = 20_000


def _inside_a_small_disk(folder: Path, megabytes: int, *commands: str) -> subprocess.CompletedProcess[str]:
    """Run commands where `folder`/disk is a disk of its own size; skips where no such disk can be made."""
    unshare = shutil.which("unshare")
    disk = folder / "disk"
    mount = f"mount -t tmpfs -o size={megabytes}m tmpfs '{disk}'"
    if (
        unshare is None
        or subprocess.run([unshare, "-rm", "sh", "-c", mount], check=False, capture_output=True).returncode
    ):
        pytest.skip("No disk of its own can be made here.")
    script = "\n".join(["set -e", mount, f"cp '{folder}'/*.gpkg '{disk}'", "set +e", *commands])
    return subprocess.run(
        [unshare, "-rm", "sh", "-c", script], check=False, capture_output=True, text=True, timeout=300
    )


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    rows = (f"P{n:06d},人{n},示例路{n}号,{'备注' * 40}\n" for n in range(ROWS))
    path.write_text("number,name,present_address,note\n" + "".join(rows), encoding="utf-8")
    return path


def test_an_import_that_finds_no_room_says_so_and_leaves_the_file_as_it_was(tmp_path: Path, people: Path) -> None:
    desk = Desk.create(tmp_path / "district.gpkg", name="示例")
    few = tmp_path / "few.csv"
    few.write_text("number,name\nP1,张三\n", encoding="utf-8")
    imports.import_file(desk, sign_in(desk), "person", few)
    desk.close()
    (tmp_path / "disk").mkdir()
    file = tmp_path / "disk" / "district.gpkg"
    gridgov = f"'{sys.executable}' -m gridgov --lang en"
    done = _inside_a_small_disk(
        tmp_path,
        6,
        f"{gridgov} import records person '{people}' --into '{file}' >'{tmp_path}/out' 2>'{tmp_path}/err'",
        f"echo $? >'{tmp_path}/rc'",
        f"{gridgov} info '{file}' --json >'{tmp_path}/info'",
        f"{gridgov} check '{file}' --json >'{tmp_path}/check'; echo $? >'{tmp_path}/checked'",
        f"ls '{tmp_path}/disk' >'{tmp_path}/left'",
    )
    assert done.returncode == 0, done.stderr
    said = (tmp_path / "err").read_text(encoding="utf-8").strip().splitlines()
    assert "disk is full" in said[-1], said
    assert "Traceback" not in "\n".join(said)
    assert (tmp_path / "rc").read_text().strip() == "3"
    counts = json.loads((tmp_path / "info").read_text(encoding="utf-8"))["registers"]
    assert counts["person"] == 1
    assert (tmp_path / "checked").read_text().strip() == "0"
    assert (tmp_path / "left").read_text().split() == ["district.gpkg"]
