"""QGIS beside us: found where the system has it, started with a clean environment, asked and answered in lines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("map_qgis.py")


def environment() -> dict[str, str]:
    """Nothing of ours: with our own Python on the path QGIS waits for an answer to a box nobody sees."""
    return {
        "HOME": os.environ.get("HOME", "/"),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@cache
def python() -> tuple[str, str] | None:
    """The system's Python that has QGIS, and QGIS's version; None when there is none."""
    for name in ("/usr/bin/python3", shutil.which("python3", path="/usr/local/bin:/usr/bin") or ""):
        if not name or not Path(name).exists():
            continue
        command = [name, "-c", "from qgis.core import Qgis; print(Qgis.QGIS_VERSION.split('-')[0])"]
        try:
            done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and done.stdout.strip():
            return name, done.stdout.strip()
    return None


class Peer:
    """A running QGIS engine."""

    def __init__(self) -> None:
        found = python()
        assert found is not None
        self.name = f"QGIS {found[1]}"
        self._running = subprocess.Popen(
            [found[0], str(SCRIPT)],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, **asked: Any) -> dict[str, Any]:
        """Have one thing done."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(json.dumps(asked) + "\n")
        self._running.stdin.flush()
        line = self._running.stdout.readline()
        found: dict[str, Any] = json.loads(line) if line else {"error": "QGIS ended"}
        if "error" in found:
            raise RuntimeError(found["error"])
        return found

    def close(self) -> None:
        """End it."""
        assert self._running.stdin is not None
        self._running.stdin.close()
        try:
            self._running.wait(20)
        except subprocess.TimeoutExpired:
            self._running.kill()


def whole_process(steps: list[dict[str, Any]]) -> list[str]:
    """The command that starts QGIS, does these steps and ends."""
    found = python()
    assert found is not None
    return [found[0], str(SCRIPT), json.dumps(steps)]
