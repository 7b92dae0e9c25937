"""A window with the demo district's map painted from a cold start, against an empty main window of PySide6."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CACHE = Path(__file__).parents[1] / ".bench"
PEER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1240, 740)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def once(command: list[str], env: dict[str, str]) -> float:
    """Seconds of one whole process."""
    began = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def demo(scale: str) -> Path:
    """The demo district, made once."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"demo-{scale}.gpkg"
    if not path.exists():
        subprocess.run([sys.executable, "-m", "gridgov", "demo", str(path), "--scale", scale], check=True)
    return path


def measures(quick: bool = False) -> Iterator[dict[str, Any]]:
    """Whole processes by turns; the median of nine."""
    path = demo("small" if quick else "district")
    home = CACHE / "home"
    home.mkdir(exist_ok=True)
    env = {**os.environ, "GRIDGOV_HOME": str(home), "GRIDGOV_STOP_AFTER_PAINT": "1"}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    # As on a desk: Python keeps what it compiled, ours as the peer's packages.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    ours_command, peer_command = [sys.executable, "-m", "gridgov", str(path)], [sys.executable, "-c", PEER]
    once(ours_command, env), once(peer_command, env)  # warm the disk's cache
    ours, peer = [], []
    for _ in range(3 if quick else 9):
        ours.append(once(ours_command, env))
        peer.append(once(peer_command, env))
    a, b = statistics.median(ours), statistics.median(peer)
    yield {
        "name": "cold start to the demo district's map painted",
        "ours": a,
        "unit": "s",
        "peer": "empty PySide6 main window",
        "peer_value": b,
        "ratio": a / b,
        "target": 4.0,
        "met": a / b <= 4.0,
    }
