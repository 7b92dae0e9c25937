"""What can be checked of the bundle, and of running on Windows, without a network and without Windows."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gridgov.cli.main import run
from gridgov.errors import Trouble
from gridgov.services import export, record_entry, staff
from gridgov.services.desk import Desk

ROOT = Path(__file__).parents[2]
POSIX_ONLY = {"fcntl", "pwd", "grp", "resource", "termios", "pty", "syslog"}
POSIX_CALLS = {"fork", "geteuid", "getuid", "chown", "mkfifo", "uname", "getpgid", "killpg", "setsid"}


def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("platform", "version"), [("linux", "3.11"), ("linux", "3.13"), ("win32", "3.12")])
def test_the_bundle_holds_what_is_needed_and_no_tools(platform: str, version: str) -> None:
    lock = ROOT / "requirements" / "lock.txt"
    words = [sys.executable, "-c", dev().NEEDED, str(lock), platform, version]
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    names = {line.partition("==")[0].lower() for line in text.splitlines() if "==" in line}
    assert {"pyside6-essentials", "shapely", "pyogrio", "numpy", "python-docx", "lxml"} <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis"}
    assert "tzdata" in names or platform == "linux", "Windows has no time zones of its own"
    assert ";" not in text, "a marker would be judged by the machine that makes the bundle"
    pinned = [line for line in text.splitlines() if "==" in line]
    assert len(pinned) == len({line.partition("==")[0] for line in pinned}), "one version of each"
    assert text.count("--hash=sha256:") >= len(pinned)


def test_the_start_scripts_are_plain() -> None:
    scripts = {path.name: path.read_bytes() for path in (ROOT / "requirements" / "bundle").iterdir()}
    assert set(scripts) == {"start.bat", "start.sh"}
    for text in scripts.values():
        text.decode("ascii")
        assert b"--no-index" in text, "nothing is asked of a network"
    assert subprocess.run(["sh", "-n", ROOT / "requirements" / "bundle" / "start.sh"], check=False).returncode == 0


def test_nothing_is_called_that_windows_does_not_have() -> None:
    found = []
    for path in (ROOT / "gridgov").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: set[str] = set()
            if isinstance(node, ast.Import):
                names = {alias.name.partition(".")[0] for alias in node.names} & POSIX_ONLY
            elif isinstance(node, ast.ImportFrom):
                names = {(node.module or "").partition(".")[0]} & POSIX_ONLY
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
                names = {node.attr} & POSIX_CALLS
            found += [f"{path.relative_to(ROOT)}: {name}" for name in names]
    assert found == []


def test_a_long_chinese_path_and_a_file_that_a_spreadsheet_holds_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path
    for n in range(6):
        folder /= f"第{n}级文件夹 名称很长很长很长很长很长很长很长"
    folder.mkdir(parents=True)
    path = folder / "示范区（２０２６年）.gpkg"
    assert len(str(path).encode()) > 400
    desk = Desk.create(path)
    actor = staff.sign_in(desk)
    record_entry.enter(desk, actor, "building", {"number": "B1", "x": "116.4", "y": "39.9"})
    out = folder / "台账.csv"
    export.export(desk, actor, "csv", "building", out)
    before = out.read_bytes()

    def held(self: Path, _target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Trouble, match="could not be written"):
        export.export(desk, actor, "csv", "building", out)
    monkeypatch.undo()
    assert out.read_bytes() == before
    assert sorted(one.name for one in folder.iterdir() if one.suffix == ".part") == []
    desk.close()


def test_a_console_of_code_page_936_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "d.gpkg"
    assert run(["new", str(path), "--name", "䶮𠮷区"]) == 0
    done = subprocess.run(
        [sys.executable, "-m", "gridgov", "--lang", "zh", "info", str(path)],
        capture_output=True, check=False, env={"PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0", "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout
