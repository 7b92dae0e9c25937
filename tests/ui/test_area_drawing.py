"""No-man's-land is ruled on with an area that is drawn on the map."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridgov.services import record_entry, rulings
from gridgov.ui import actions
from gridgov.ui.application import Application
from gridgov.ui.dialogs.rulings_dialog import RulingsDialog
from tests.ui.test_ledger_dialogs import at_work
from tests.ui.test_window import settle


def asked(qtbot: QtBot, application: Application) -> RulingsDialog:
    desk, actor = at_work(application)
    given = {"name": "灯", "class": "01037", "x": "116.9", "y": "39.0005"}
    record_entry.enter(desk, actor, "component", given)
    application.window.open_door("registers")
    dialog = actions.show_dialog(application.window, "rulings")
    assert isinstance(dialog, RulingsDialog)
    settle(qtbot, application)
    dialog.ask_area()
    assert dialog.isVisible()
    row = next(n for n, one in enumerate(dialog.waiting) if one["x"] == 116.9 and one["layer"] == "unit_cell")
    dialog.queue.selectRow(row)
    dialog.code.setText("A")
    dialog.ask_area()
    settle(qtbot, application)
    return dialog


def test_an_area_is_drawn_around_the_place_and_ruled_on(qtbot: QtBot, application: Application) -> None:
    window = application.window
    dialog = asked(qtbot, application)
    assert not dialog.isVisible()
    assert window.current_door() == "map"
    assert window.map is not None
    canvas = window.map.canvas
    middle = canvas.rect().center()
    for dx, dy in ((-60, -60), (70, -50), (60, 60), (-50, 70)):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(dx, dy))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    settle(qtbot, application)
    assert dialog.isVisible()
    assert window.current_door() == "registers", "one is back where one was"
    assert dialog.area is not None
    assert len(dialog.area) == 4
    assert all(abs(lon - 116.9) < 0.01 and abs(lat - 39.0005) < 0.01 for lon, lat in dialog.area)
    dialog.rule()
    settle(qtbot, application)
    assert "reason" in dialog.said.text()
    assert dialog.area is not None, "what was drawn is not lost"
    dialog.reason.setText("绿带")
    dialog.rule()
    settle(qtbot, application)
    assert "1 places have a cell now" in dialog.said.text()
    desk, actor = at_work(application)
    assert len(rulings.list_(desk, actor)[0].area) == 4
    dialog.reject()


def test_a_drawing_that_is_left_changes_nothing(qtbot: QtBot, application: Application) -> None:
    dialog = asked(qtbot, application)
    assert application.window.map is not None
    canvas = application.window.map.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    settle(qtbot, application)
    assert dialog.isVisible()
    assert dialog.area is None
    dialog.reject()
