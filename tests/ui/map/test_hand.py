"""Moving the map by mouse, wheel, keys and touch pad at every scale of the screen: drawing never blocks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCALED = """
import numpy as np
from types import SimpleNamespace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from benchmarks.tessellation import lattice
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.points import PointSet
app = QApplication([])
rings = lattice({columns}, {columns}, seed=2, parts=4)
n = rings.count
canvas = MapCanvas()
canvas.resize(600, 500)
canvas.set_layer(SimpleNamespace(codes=[str(k) for k in range(n)], names=[""] * n, rings=rings))
canvas.show()
def settle():
    for _ in range(500):
        if canvas.is_exact():
            return
        QTest.qWait(20)
    raise AssertionError("never exact")
settle()
at = QPoint(410, 190)
def under():
    return canvas.view.to_ground(at.x(), at.y())
def near(a, b):
    assert abs(a[0] - b[0]) * canvas.view.scale < 0.01 and abs(a[1] - b[1]) * canvas.view.scale < 0.01, (a, b)
# The wheel and two fingers keep what is under the pointer where it is, and show the old picture moved at once.
before, scale = under(), canvas.view.scale
event = QWheelEvent(QPointF(at), canvas.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
QApplication.sendEvent(canvas, event)
near(under(), before)
assert canvas.view.scale > scale
scale = canvas.view.scale
pinch = QNativeGestureEvent(Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
                            QPointF(at), QPointF(at), canvas.mapToGlobal(QPointF(at)), 0.25, QPointF())
QApplication.sendEvent(canvas, pinch)
near(under(), before)
assert abs(canvas.view.scale / scale - 1.25) < 1e-6
settle()
# A drag moves the ground by exactly as many logical pixels.
QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
for step in (10, 40, 60):
    QTest.mouseMove(canvas, at + QPoint(step, step // 2))
QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 30))
near(canvas.view.to_ground(at.x() + 60, at.y() + 30), before)
x = canvas.view.x
QTest.keyClick(canvas, Qt.Key.Key_Right)
assert abs((canvas.view.x - x) * canvas.view.scale - 80) < 1e-6
QTest.keyClick(canvas, Qt.Key.Key_Home)
settle()
# A symbol is hit within eight logical pixels, whatever the scale of the screen.
middle = canvas.view.x, canvas.view.y
canvas.set_points([PointSet("p", np.array([middle[0]]), np.array([middle[1]]), np.array([5]))])
settle()
spot = QPointF(*canvas.view.to_screen(*middle))
assert canvas.hand.records_at(spot + QPointF(7.5, 0)) is not None
assert canvas.hand.records_at(spot + QPointF(8.5, 0)) is None
canvas.hand.take("rectangle")
QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
QTest.mouseMove(canvas, QPoint(300, 300))
QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
found = set(canvas.selection.cells.tolist())
random = np.random.default_rng(3)
for sx, sy in random.uniform(102, 298, (200, 2)):
    cell = canvas.cell_at(sx, sy)
    assert cell is None or cell in found
for sx, sy in random.uniform(20, 580, (200, 2)):
    cell = canvas.cell_at(sx, min(sy, 480))
    box = canvas.stage.shapes.ready.boxes[cell] if cell is not None else None
    if box is not None and canvas.view.to_screen(box[0], 0)[0] > 301:
        assert cell not in found
canvas.grab()
print(canvas.devicePixelRatioF())
canvas.close()
"""


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
@pytest.mark.parametrize("columns", [9, 38])
def test_every_screen_scale_moves_and_hits_alike(factor: str, columns: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCALED.format(columns=columns)],
        env={**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == float(factor)
