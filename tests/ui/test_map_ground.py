"""Base maps and the map on paper, as a person meets them in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridgov.services import base_maps
from gridgov.ui import actions, outgoing
from gridgov.ui.application import Application
from gridgov.ui.dialogs.base_map_dialog import BaseMapDialog
from gridgov.ui.dialogs.map_print_dialog import MapPrintDialog
from gridgov.ui.dialogs.settings_dialog import SettingsDialog
from gridgov.ui.widgets.tile_switch import TileSwitch
from tests import ground_files as made
from tests.ui.test_window import settle

BOX = (115.98, 38.98, 116.03, 39.03)


@pytest.fixture
def dialog(qtbot: QtBot, application: Application) -> BaseMapDialog:
    found = actions.show_dialog(application.window, "base_maps")
    assert isinstance(found, BaseMapDialog)
    settle(qtbot, application)
    return found


def names(dialog: BaseMapDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_file_is_added_shown_faded_switched_off_and_removed(
    qtbot: QtBot, application: Application, dialog: BaseMapDialog, tmp_path: Path
) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert "no base map" in dialog.said.text()
    dialog.add([str(made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 14)))])
    settle(qtbot, application)
    assert names(dialog) == ["Invented ground  ·  Tiles in a file (MBTiles)"]
    assert window.map.canvas.backdrop.notes == ["© Invented Survey"]
    dialog.opacity.setValue(40)
    settle(qtbot, application)
    assert base_maps.listed(desk, actor)[0].opacity == 0.4
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    settle(qtbot, application)
    assert window.map.canvas.backdrop.ground is None
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.shift.setChecked(True)
    settle(qtbot, application)
    assert window.map.canvas.backdrop.notes[-1] == "Base map shifted from GCJ-02"
    dialog._gone.click()
    settle(qtbot, application)
    assert base_maps.listed(desk, actor) == []
    assert window.map.canvas.backdrop.ground is None
    dialog.close()


def test_what_sounds_like_gcj02_is_asked_about_and_the_next_file_waits(
    qtbot: QtBot, application: Application, dialog: BaseMapDialog, tmp_path: Path
) -> None:
    first = made.mbtiles(tmp_path / "高德.mbtiles", BOX, range(12, 13))
    second = made.streets(tmp_path / "streets.geojson", BOX)
    dialog.add([str(first), str(second)])
    settle(qtbot, application)
    assert dialog.question.isVisible()
    assert names(dialog) == []
    dialog._on_yes()
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    maps = base_maps.listed(application.window.desk, application.window._actor)
    assert [(m.kind, m.shift) for m in maps] == [("mbtiles", "gcj02"), ("lines", "")]
    assert names(dialog)[0].startswith("streets")
    assert not dialog.question.isVisible()
    dialog.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: dialog.label.count() > 1)
    dialog.label.setCurrentIndex(1)
    dialog.label.activated.emit(1)
    settle(qtbot, application)
    assert base_maps.listed(application.window.desk, application.window._actor)[1].label == "name"
    assert "中心公园" in application.window.map.canvas.backdrop._made.labels[0].texts
    dialog._down.click()
    settle(qtbot, application)
    assert names(dialog)[1].startswith("streets")
    dialog.close()


def test_a_file_that_does_not_say_its_system_waits_for_it(
    qtbot: QtBot, application: Application, dialog: BaseMapDialog, tmp_path: Path
) -> None:
    png = made.world_png(tmp_path / "scan.png", Image.new("RGB", (50, 50), (9, 9, 9)), (448_000, 4_320_000), 20.0)
    dialog.add([str(png)])
    settle(qtbot, application)
    assert "reference system" in dialog.said.text()
    assert dialog.crs.text() == "EPSG:4548"
    qtbot.keyClick(dialog.crs, Qt.Key.Key_Return)
    settle(qtbot, application)
    assert base_maps.listed(application.window.desk, application.window._actor)[0].crs == "EPSG:4548"
    dialog.add([str(tmp_path / "nothing.mbtiles")])
    settle(qtbot, application)
    assert "not there any more" in dialog.said.text()
    dialog.close()


def test_a_base_map_that_has_gone_says_so_on_the_map(
    qtbot: QtBot, application: Application, dialog: BaseMapDialog, tmp_path: Path
) -> None:
    path = made.mbtiles(tmp_path / "a.mbtiles", BOX, range(12, 13))
    dialog.add([str(path)])
    settle(qtbot, application)
    dialog.close()
    path.unlink()
    application.window.map.ground.load()
    settle(qtbot, application)
    assert application.window.map._ground_note.isVisible()
    assert "not there any more" in application.window.map._ground_note.text()


def test_tile_services_are_switched_on_in_the_settings_alone(qtbot: QtBot, application: Application) -> None:
    settings = SettingsDialog(application.window)
    qtbot.addWidget(settings)
    (switch,) = settings.findChildren(TileSwitch)
    assert not switch.tick.isChecked()
    assert not base_maps.services_allowed()
    switch.tick.setChecked(True)
    settle(qtbot, application)
    assert base_maps.services_allowed()
    switch.tick.setChecked(False)
    assert not base_maps.services_allowed()
    settle(qtbot, application)


def test_the_map_is_looked_at_and_saved_as_it_is_shown(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    window = application.window
    window.map.theme.setCurrentIndex(window.map.theme.findData("person_count"))
    settle(qtbot, application)
    outgoing.print_map(window)
    dialog = next(one for one in window.findChildren(MapPrintDialog))
    settle(qtbot, application)
    assert not dialog.page.pixmap().isNull()
    assert "1:" in dialog.about.text()
    assert dialog.request().theme == "person_count"
    assert dialog.request().box == window.map.canvas.view.box
    dialog.ground.setCurrentIndex(dialog.ground.findData("all"))
    dialog.title.setText("Invented title")
    dialog.paper.setCurrentIndex(1)
    assert not dialog.request().personal
    row = next(n for n in range(dialog.points.count()) if "personal" in dialog.points.item(n).text())
    dialog.points.item(row).setCheckState(Qt.CheckState.Checked)
    assert dialog.request().personal
    dialog.points.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.save(tmp_path / "map.svg")
    settle(qtbot, application)
    assert "Invented title" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "map.svg" in dialog.said.text()
    dialog.close()
