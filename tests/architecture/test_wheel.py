"""The built wheel carries the rules, codes and texts, and finds them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROGRAM = """
from gridgov import messages, resources
from gridgov.domain.register import registers
assert resources.data_folder().name == "_data", resources.data_folder()
print(len(registers()), bool(messages.table("zh_CN")), resources.data("fonts", "gridgov-paper.otf").exists())
"""


def test_the_wheel_is_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    # A copy, because building leaves folders behind.
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in listed:
        wanted = name.startswith(("gridgov/", "data/")) or name in {"setup.py", "pyproject.toml", "README.md"}
        if (wanted or name in {"LICENSE", "NOTICE", "THIRD_PARTY.md"}) and (ROOT / name).is_file():
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
    ]
    subprocess.run([*command, str(source)], capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "installed")
    assert "gridgov/_data/codes/registers.csv" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path / "installed",
        env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["9", "True", "True"], done.stderr
