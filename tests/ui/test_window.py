"""The real window on a small district: a click shows the cell, a number opens its rows, languages, keys, bad files."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from gridgov import messages, settings
from gridgov.services import cells, records, staff
from gridgov.services.desk import Desk
from gridgov.services.publish import LayerSpec, NewCells
from gridgov.spatial import blob
from gridgov.ui.application import Application


def make(path: Path) -> Path:
    """Two streets with two cells each, buildings, people, cases."""
    desk = Desk.create(path, name="Test")
    actor = staff.sign_in(desk)
    corners = [(117.0, 39.0), (117.001, 39.0), (117.0, 39.001), (117.001, 39.001)]
    squares = [[np.array([[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001]])] for x, y in corners]
    whole = [np.array([[117.0, 39.0], [117.002, 39.0], [117.002, 39.002], [117.0, 39.002]])]
    top = NewCells(["S"], ["街道"], blob.encode_polygons([whole], 4326), np.array([4e4]), [None])
    cells.publish(desk, actor, LayerSpec("street", "街道", "Street", 2, None, "EPSG:4326"), top)
    codes = ["A", "B", "C", "D"]
    low = NewCells(codes, codes, blob.encode_polygons(squares, 4326), np.full(4, 1e4), ["S"] * 4)
    cells.publish(desk, actor, LayerSpec("unit_cell", "单元网格", "Unit cell", 5, "street", "EPSG:4326"), low)
    building = records.add_many(
        desk, actor, "building", {"number": ["B1"], "name": ["一号楼"], "x": [117.0005], "y": [39.0005]}, source="t"
    )
    home = records.add_many(desk, actor, "dwelling", {"number": ["D1"], "building_id": building.tolist()}, source="t")
    house = records.add_many(desk, actor, "household", {"number": ["H1"], "dwelling_id": home.tolist()}, source="t")
    people = {
        "name": ["张三丰", "李四光"],
        "phone": ["19900001111", "19900002222"],
        "household_id": [int(house[0])] * 2,
    }
    records.add_many(desk, actor, "person", people, source="t")
    spots = {"x": [117.0002, 117.0007, 117.0015], "y": [39.0002, 39.0007, 39.0015]}
    case = {
        "number": ["C1", "C2", "C3"],
        "workflow": ["city_management"] * 3,
        "state": ["handling", "closed", "handling"],
    }
    times = {"reported_at": ["2026-01-01T00:00:00Z"] * 3, "due_at": ["2026-01-02T00:00:00Z"] * 3}
    records.add_many(desk, actor, "case", {**case, **times, **spots}, source="t")
    desk.close()
    return path


def settle(qtbot: QtBot, application: Application) -> None:
    """Wait until nothing is under way and the map is drawn."""

    def done() -> bool:
        page = application.window.map
        return application.jobs.idle and (page is None or page._drawn is None or page.canvas.is_exact())

    qtbot.wait(60)
    qtbot.waitUntil(done, timeout=10_000)
    qtbot.wait(30)


def test_a_selected_cell_shows_the_figures_of_the_service(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.map is not None
    assert window.panel is not None
    assert window.desk is not None
    window.map.select("unit_cell", "A")
    settle(qtbot, application)
    panel = cells.panel(window.desk, staff.sign_in(window.desk), "A", layer="unit_cell")
    shown = window.panel.numbers
    assert {key: shown[key] for key in panel["counts"]} == panel["counts"]
    assert (shown["person"], shown["case"], shown["case_open"], shown["case_overdue"]) == (2, 2, 1, 1)


def test_a_click_on_the_map_selects_the_cell_under_it(qtbot: QtBot, application: Application) -> None:
    canvas = application.window.map.canvas  # type: ignore[union-attr]
    middle = canvas.rect().center()
    with qtbot.waitSignal(canvas.cell_picked):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle)
    settle(qtbot, application)
    assert application.window.panel is not None
    assert application.window.panel.cell is not None


def test_names_of_cells_are_read_when_the_cursor_comes_into_the_search_box(
    qtbot: QtBot, application: Application
) -> None:
    window = application.window
    assert window.desk is not None
    key = ("cell names", "unit_cell")
    assert key not in window.desk.cache
    window.on_search()
    qtbot.waitUntil(lambda: key in window.desk.cache)  # type: ignore[union-attr]
    settle(qtbot, application)


def test_a_number_opens_its_rows(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.panel.list_asked.emit(("case", "unit_cell", "A", "overdue"))  # type: ignore[union-attr]
    settle(qtbot, application)
    assert window.current_door() == "cases"
    assert window.cases is not None
    assert window.cases.model.rowCount() == 1
    window.panel.list_asked.emit(("person", "unit_cell", "A", None))  # type: ignore[union-attr]
    settle(qtbot, application)
    people = window.registers.lists["person"]  # type: ignore[union-attr]
    assert people.model.rowCount() == 2
    people.model.row(0)
    settle(qtbot, application)
    row = people.model.row(0)
    assert row is not None
    assert "张三丰" not in row
    assert any(str(value).startswith("张*") for value in row)


def test_a_list_says_when_nothing_matches_and_how_to_go_on(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.open_door("cases")
    settle(qtbot, application)
    page = window.cases
    assert page is not None
    assert page.model.rowCount() == 3
    page.filter.setText("number = 'nothing'")
    page.reload()
    settle(qtbot, application)
    assert page._next.text() == "Clear the filter"
    page.filter.setText("number ==")
    page.reload()
    settle(qtbot, application)
    assert "position" in page._message.text()
    page.clear_filter()
    settle(qtbot, application)
    assert page.model.rowCount() == 3


def test_a_list_is_a_sound_model_and_sorts_by_its_heads(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.open_door("cases")
    settle(qtbot, application)
    page = window.cases
    assert page is not None
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = page.model.ids.tolist()
    number = page.model.columns.index("number")
    for _ in range(2):
        page.table.horizontalHeader().sectionClicked.emit(number)
        settle(qtbot, application)
    assert page.model.ids.tolist() == first[::-1]


def test_search_finds_a_cell_and_a_person(qtbot: QtBot, application: Application) -> None:
    box = application.window.search
    box.setText("张")
    box._search()
    settle(qtbot, application)
    texts = [box.results.item(i).text() for i in range(box.results.count())]
    assert any("张*" in text for text in texts)
    box.results.hide()
    box.setText("B")
    box._search()
    settle(qtbot, application)
    box._on_return()
    settle(qtbot, application)
    assert application.window.map.canvas.selected is not None  # type: ignore[union-attr]


def visible_texts(application: Application) -> list[str]:
    window = application.window
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [button.text() for button in window.findChildren(QPushButton)]
    texts += [box.itemText(i) for box in window.findChildren(QComboBox) for i in range(box.count())]
    texts += [tabs.tabText(i) for tabs in window.findChildren(QTabWidget) for i in range(tabs.count())]
    for menu in window.menuBar().actions():
        texts += [menu.text(), *(action.text() for action in menu.menu().actions())]
    return [text for text in texts if text.strip()]


def test_each_language_is_complete(qtbot: QtBot, application: Application) -> None:
    chinese = messages.table("zh_CN")
    window = application.window
    window.change_language("zh_CN")
    settle(qtbot, application)
    window.map.select("unit_cell", "A")  # type: ignore[union-attr]
    settle(qtbot, application)
    same = {en for en, zh in chinese.items() if en == zh}
    left = [text for text in visible_texts(application) if text in chinese and text not in same]
    assert left == [], "English left in the Chinese window"
    window.change_language("en")
    settle(qtbot, application)
    words = {zh for en, zh in chinese.items() if en != zh}
    assert [text for text in visible_texts(application) if text in words] == [], "Chinese left in the English window"


def test_a_file_that_has_gone_is_said_and_things_stay(
    qtbot: QtBot, application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: said.append(args[2]))
    before = application.window.desk
    application.open(tmp_path / "gone.gpkg")
    assert application.window.desk is before
    assert "no longer there" in said[0]
    (tmp_path / "wrong.gpkg").write_bytes(b"nothing of the kind")
    application.open(tmp_path / "wrong.gpkg")
    assert application.window.desk is before
    assert len(said) == 2
    settle(qtbot, application)


def test_closing_the_file_shows_the_ways_in(qtbot: QtBot, application: Application) -> None:
    application.window.on_close_file()
    settle(qtbot, application)
    texts = [button.text() for button in application.window.findChildren(QPushButton)]
    assert {"Open a file …", "New district …", "Demo district"} <= set(texts)


def test_no_thread_of_the_map_outlives_its_page(qtbot: QtBot, application: Application) -> None:
    def others() -> list[threading.Thread]:
        # The job runner's threads are the window's own and stay as many as they are.
        return [one for one in threading.enumerate() if not one.name.startswith("job-")]

    application.window.build()
    settle(qtbot, application)
    before = len(others())
    for theme in ("dark", "light", "dark", "light"):
        application.window.change_theme(theme)
        settle(qtbot, application)
    # Far sooner than threads that merely have nothing to do would end.
    qtbot.waitUntil(lambda: len(others()) <= before, timeout=1_500)
    application.window.on_close_file()
    settle(qtbot, application)
    qtbot.waitUntil(lambda: not [one for one in others() if one.name.startswith("map-")], timeout=1_500)


def test_text_size_theme_and_last_page_are_remembered(qtbot: QtBot, application: Application) -> None:
    application.window.change_text_size(10)
    settle(qtbot, application)
    application.window.open_door("cases")
    application.window.change_theme("dark")
    settle(qtbot, application)
    kept = settings.load()
    assert (kept.text_percent, kept.last_page, kept.theme) == (110, "cases", "dark")
    application.window.change_theme("light")
    settle(qtbot, application)


def test_a_dropped_file_goes_through_the_import_window(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    path = tmp_path / "人员.csv"
    path.write_text("姓名,户号,联系电话\n王小明,H1,19900003333\n,H1,19900004444\n", encoding="utf-8")
    wizard = application.window.import_file(path)
    assert wizard is not None
    settle(qtbot, application)
    assert wizard.file.register() == "person"
    for _ in range(3):
        wizard._on_next()
        settle(qtbot, application)
    result = wizard.result_of_import
    assert (result.rows, result.added, result.rejected) == (2, 1, 1)
    window = application.window
    window.map.select("unit_cell", "A")  # type: ignore[union-attr]
    settle(qtbot, application)
    assert window.panel.numbers["person"] == 3  # type: ignore[union-attr]
    assert wizard.done_page._mend.isVisible()
    wizard._on_mend()
    settle(qtbot, application)
    table = wizard.mending.table
    assert (table.rowCount(), table.item(0, 0).text(), wizard.mending.columns) == (  # type: ignore[union-attr]
        1, "3", ["姓名", "户号", "联系电话"]
    )  # fmt: skip
    wizard.mending.bring()
    assert "No row was changed" in wizard.mending.said.text()
    table.item(0, 2).setText("李小红")  # type: ignore[union-attr]
    wizard.mending.bring()
    settle(qtbot, application)
    assert wizard.mending.said.text().startswith("1 added")
    wizard.mending.reject()
    wizard.reject()


PROGRAM = """
import sys
from pathlib import Path
from gridgov.app import start
code = start([sys.argv[1]])
heavy = ("pandas", "geopandas", "sqlite_utils", "pyogrio", "pyproj", "shapely")
print(code, [name for name in heavy if name in sys.modules])
"""


def test_the_window_is_up_before_heavy_parts_load(tmp_path: Path) -> None:
    import os

    path = make(tmp_path / "district.gpkg")
    env = {**os.environ, "GRIDGOV_STOP_AFTER_PAINT": "1", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "0 []", done.stderr
