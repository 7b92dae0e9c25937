"""Places on the map in the real window: coordinates, going to a place, the menu of a place, bookmarks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridgov import settings
from gridgov.services import places
from gridgov.ui.application import Application
from gridgov.ui.dialogs.here_dialog import HereDialog
from gridgov.ui.map.measuring import DistanceTool
from tests.ui.test_window import settle


def ground(application: Application, lon: float, lat: float) -> tuple[float, float]:
    ruler = application.window.map.canvas.rule  # type: ignore[union-attr]
    return ruler.plane(lon, lat)  # type: ignore[union-attr]


def test_the_coordinate_under_the_pointer(qtbot: QtBot, application: Application) -> None:
    page = application.window.map
    assert page is not None
    canvas, strip = page.canvas, page.places.strip
    at = canvas.view.to_screen(*ground(application, 117.0007, 39.0011))
    spot = QPoint(round(at[0]), round(at[1]))
    qtbot.mouseMove(canvas, spot)
    lon, lat = (float(part) for part in strip.said.text().split(","))
    assert (lon, lat) == pytest.approx((117.0007, 39.0011), abs=2e-5)
    action = next(one for one in strip.choice.menu().actions() if one.data() == "cgcs2000")
    action.trigger()
    assert "zone 39 E" in strip.said.text()
    assert application.settings.layout["map.coordinates"] == "cgcs2000"
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == strip.text
    assert strip.text[:30] == places.written(lon, lat, "cgcs2000")[:30]
    action = next(one for one in strip.choice.menu().actions() if one.data() == "gcj02")
    action.trigger()
    assert "shifted" in strip.choice.text()
    assert "shifted" in strip.text


def test_going_to_a_coordinate_marks_it(qtbot: QtBot, application: Application) -> None:
    window = application.window
    page = window.map
    assert page is not None
    window.open_door("cases")
    window.on_go_to()
    assert window.current_door() == "map"
    box = page.places.box
    assert not box.isHidden()
    box.box.setText("北纬39.0012 东经117.0013")
    box.box.textEdited.emit(box.box.text())
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    settle(qtbot, application)
    marker = page.canvas.marker
    assert marker is not None
    assert (marker.x, marker.y) == pytest.approx(ground(application, 117.0013, 39.0012), abs=0.05)
    assert "WGS 84" in marker.text
    assert box.answers.count() == 2
    at = page.canvas.view.to_screen(marker.x, marker.y)
    assert page.canvas.rect().contains(QPoint(round(at[0]), round(at[1])))
    page.canvas.grab()
    qtbot.keyClick(box.box, Qt.Key.Key_Down)
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert "GCJ-02" in page.canvas.marker.text
    qtbot.keyClick(box.box, Qt.Key.Key_Escape)
    assert box.isHidden()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert page.canvas.marker is None


def test_going_to_a_cell_selects_it_and_nothing_is_said_to_be_nothing(qtbot: QtBot, application: Application) -> None:
    page = application.window.map
    assert page is not None
    page.places.ask()
    page.places.box.box.setText("C")
    page.places.box._on_enter()
    settle(qtbot, application)
    assert page.canvas.selected == page._drawn.codes.index("C")
    page.places.box.box.setText("无此地")
    page.places.box.look()
    settle(qtbot, application)
    assert "Neither" in page.places.box.said.text()


def test_the_menu_of_a_place(qtbot: QtBot, application: Application) -> None:
    window = application.window
    page = window.map
    assert page is not None
    here = ground(application, 117.0005, 39.0005)
    page.places.act("copy", here)
    assert QGuiApplication.clipboard().text().endswith("117.000500, 39.000500")
    page.places.act("measure", here)
    assert isinstance(page.canvas.hand.tool, DistanceTool)
    assert page.canvas.hand.tool.places == [here]
    page.canvas.hand.take("")
    page.places.select_around(here, 62.0)
    assert page.selection.codes == ("A", "B", "C")
    page.places.act("here", here)
    settle(qtbot, application)
    dialog = page.findChild(HereDialog)
    assert dialog is not None
    texts = [dialog.records.item(n).text() for n in range(dialog.records.count())]
    assert any("一号楼" in text for text in texts)
    copies = [button for button in dialog.findChildren(QPushButton) if button.property("target")]
    copies[0].click()
    assert QGuiApplication.clipboard().text().startswith("WGS 84")
    dialog.reject()
    page.places.act("case", here)
    settle(qtbot, application)
    assert window.current_door() == "today"
    assert window.today is not None
    assert window.today.form._place == pytest.approx((117.0005, 39.0005), abs=1e-7)


def test_the_menu_is_asked_for_at_the_cell_by_key(qtbot: QtBot, application: Application, monkeypatch) -> None:
    from PySide6.QtGui import QContextMenuEvent

    page = application.window.map
    assert page is not None
    asked: list[tuple[object, tuple[float, float]]] = []
    page.canvas.menu_asked.disconnect(page.places._on_menu)
    page.canvas.menu_asked.connect(asked.append)
    page.select("unit_cell", "D")
    page.canvas.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    assert asked[0][1] == page.canvas.middle_of(page._drawn.codes.index("D"))


def test_bookmarks_are_kept_with_the_persons_settings(qtbot: QtBot, application: Application) -> None:
    page = application.window.map
    assert page is not None
    page.select("unit_cell", "D", zoom=True)
    settle(qtbot, application)
    view = page.canvas.view
    page.places.keep("北门")
    page.canvas.zoom_all()
    assert settings.load().bookmarks[0]["name"] == "北门"
    page.places.fill()
    menu = page.tools.places.menu()
    action = next(one for one in menu.actions() if one.text() == "北门")
    page.places._on_bookmark(action)
    shown = page.canvas.view
    assert (shown.x, shown.y, shown.scale) == pytest.approx((view.x, view.y, view.scale), rel=1e-3, abs=0.05)
    page.places.keep("北门")
    assert len(page.places.bookmarks()) == 1
    page.places.drop("北门")
    assert page.places.bookmarks() == []
    assert settings.load().bookmarks == []


def test_a_selection_and_a_theme_outlive_a_change_of_the_records(qtbot: QtBot, application: Application) -> None:
    page = application.window.map
    assert page is not None
    page.theme.setCurrentIndex(page.theme.findData("case_count"))
    page.selection.select("unit_cell", ["A", "B"])
    settle(qtbot, application)
    page.load()
    settle(qtbot, application)
    assert page.selection.codes == ("A", "B")
    assert page.canvas.legend.title == "Cases"


def test_tools_lead_back_and_forward(qtbot: QtBot, application: Application) -> None:
    page = application.window.map
    assert page is not None
    page.canvas.trail.keep()
    whole = page.canvas.view
    page.tools.moves["zoom-in"].trigger()
    page.canvas.trail.keep()
    assert page.tools.moves["back"].isEnabled()
    page.tools.moves["back"].trigger()
    assert page.canvas.view == whole
    page.tools.moves["forward"].trigger()
    assert page.canvas.view.scale > whole.scale
    page.tools.moves["whole"].trigger()
    page.tools.tools["lasso"].trigger()
    assert page.canvas.hand.tool is not None
    page.canvas.hand.take("")
    assert page.tools.tools[""].isChecked()
