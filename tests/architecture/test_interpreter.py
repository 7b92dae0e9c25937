"""The installed pair of Python and PySide6 keeps its references to None."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]

PROGRAM = """
import sys
from PySide6.QtGui import QImage, QPainter
image = QImage(8, 8, QImage.Format.Format_RGB32)
painter = QPainter(image)
before = sys.getrefcount(None)
for _ in range(20000):
    painter.drawLine(0, 0, 7, 7)
painter.end()
print(before - sys.getrefcount(None))
"""


def test_the_installed_pair_survives_20000_calls_that_return_none() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1000, "each call loses a reference to None; this pair aborts sooner or later"


def test_the_pair_that_aborts_cannot_be_chosen() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(text) for text in project["dependencies"] if text.startswith("PySide6")]
    for minor in (11, 12, 13):
        environment = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.1"}
        allowed = [r for r in wanted if r.marker is None or r.marker.evaluate(environment)]
        assert len(allowed) == 1
        assert allowed[0].specifier.contains("6.12.0") == (minor >= 12)
        assert allowed[0].specifier.contains("6.8.3")


def test_the_lock_file_pins_every_package_with_a_hash() -> None:
    for name in ("lock.txt", "validator.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        assert lines
        assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []
