"""The map and the lists in the real window: a selection here is a selection there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gridgov.services import staff
from gridgov.ui.application import Application
from gridgov.ui.dialogs.export_dialog import ExportDialog
from gridgov.ui.map.selection import Chosen
from gridgov.ui.pages.map_selection import Picked, shown_name
from tests.ui.test_window import settle


def test_rows_of_the_selected_cells(qtbot: QtBot, application: Application) -> None:
    window = application.window
    page = window.map
    assert page is not None
    page.selection.select("unit_cell", ["A", "D"])
    assert not page.selection.bar.isHidden()
    assert page.selection.bar.said.text() == "2 cells selected"
    menu = page.selection.bar.rows.menu()
    case = next(one for one in menu.actions() if one.data() == ("case", False))
    case.trigger()
    settle(qtbot, application)
    assert window.current_door() == "cases"
    assert window.cases is not None
    assert window.cases.model.rowCount() == 3
    page.selection.select("unit_cell", ["D"])
    settle(qtbot, application)
    assert window.cases.model.rowCount() == 3, "a list that does not follow stays as it is"
    window.cases.following.click()
    settle(qtbot, application)
    assert window.cases.model.rowCount() == 1
    page.selection.select("unit_cell", ["A"])
    settle(qtbot, application)
    assert window.cases.model.rowCount() == 2
    page.canvas.selection.clear()
    settle(qtbot, application)
    assert window.cases.model.rowCount() == 3
    assert page.selection.bar.isHidden()


def test_rows_selected_in_a_list_are_marked_on_the_map_and_back(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.open_door("cases")
    settle(qtbot, application)
    page, cases = window.map, window.cases
    assert page is not None
    assert cases is not None
    cases.table.setFocus()
    cases.table.selectRow(1)
    fid = int(cases.model.ids[1])
    qtbot.waitUntil(lambda: page.selection.fids == {"case": [fid]})
    chosen = page.canvas.selection.records[shown_name("case")]
    assert page.canvas.rule is not None
    lon, lat = page.canvas.rule.degrees(chosen.x, chosen.y)  # type: ignore[attr-defined]
    assert (lon[0], lat[0]) == pytest.approx((117.0007, 39.0007), abs=1e-6)
    window.open_door("map")
    other = int(cases.model.ids[2])
    page.canvas.selection.choose(
        np.empty(0, np.int64), {shown_name("case"): Chosen.of([other], chosen.x, chosen.y)}, "new"
    )
    assert cases.table.selected_fids() == [other]
    cases.reload()
    settle(qtbot, application)
    assert cases.table.selected_fids() == [other]


def test_a_symbol_opens_its_record_and_a_disc_its_rows(qtbot: QtBot, application: Application) -> None:
    window = application.window
    page = window.map
    assert page is not None
    action = next(one for one in page._points.menu().actions() if one.data() == "case")
    action.setChecked(True)
    settle(qtbot, application)
    view = page.canvas.view
    points = page.canvas.stage.points[0]
    at = view.to_screen(float(points.x[0]), float(points.y[0]))
    with qtbot.waitSignal(page.selection.record_asked) as asked:
        qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(at[0]), round(at[1])))
    assert asked.args == [("case", int(points.ids[0]))]
    page.canvas.heap_picked.emit({shown_name("case"): Chosen.of(points.ids, points.x, points.y)})
    settle(qtbot, application)
    assert window.current_door() == "cases"
    assert window.cases is not None
    assert window.cases.model.rowCount() == 3
    assert "3 chosen records" in window.cases._chip.text()


def test_a_symbol_tells_what_it_is_and_a_disc_how_many(qtbot: QtBot, application: Application, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: said.append(text))
    page = application.window.map
    assert page is not None
    next(one for one in page._points.menu().actions() if one.data() == "case").setChecked(True)
    settle(qtbot, application)
    points = page.canvas.stage.points[0]
    at = QPoint(*(round(v) for v in page.canvas.view.to_screen(float(points.x[0]), float(points.y[0]))))
    QApplication.sendEvent(page.canvas, QHelpEvent(QEvent.Type.ToolTip, at, page.canvas.mapToGlobal(at)))
    settle(qtbot, application)
    assert said[-1].splitlines()[:2] == [shown_name("case"), "C1"]
    page.canvas.tip_asked.emit((at, {shown_name("case"): Chosen.of(points.ids, points.x, points.y)}))
    assert said[-1] == "Cases 3: a click lists them"


def test_rows_below_the_map_follow_it(qtbot: QtBot, application: Application) -> None:
    page = application.window.map
    assert page is not None
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, "T")
    settle(qtbot, application)
    assert page.rows is not None
    assert not page.rows.isHidden()
    listed = page.rows.current()
    assert listed is not None
    assert listed.model.rowCount() == 3
    page.select("unit_cell", "D")
    settle(qtbot, application)
    assert listed.model.rowCount() == 1, "the cell that the keyboard stands on"
    page.selection.select("unit_cell", ["A", "D"])
    settle(qtbot, application)
    assert listed.model.rowCount() == 3
    listed.table.setFocus()
    listed.table.selectRow(0)
    fid = int(listed.model.ids[0])
    qtbot.waitUntil(lambda: page.selection.fids == {"case": [fid]})
    assert page.selection.codes == ("A", "D"), "marking a row leaves the cells selected"
    page.rows.register.setCurrentIndex(page.rows.register.findData("person"))
    settle(qtbot, application)
    people = page.rows.current()
    assert people is not None
    assert people.model.rowCount() == 2
    page.rows.closed.emit(None)
    assert page.rows.isHidden()
    assert not page.tools.rows.isChecked()


def test_what_is_selected_is_exported(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    window = application.window
    assert window.desk is not None
    actor = staff.sign_in(window.desk)
    for picked, rows in (
        (Picked("cells", "unit_cell", ("A", "C")), 2),
        (Picked("case", "unit_cell", ("A",)), 2),
        (Picked("case", fids=(1,)), 1),
    ):
        dialog = ExportDialog(
            window.desk, actor, application.jobs, window, what=picked.register, layer="unit_cell", picked=picked
        )
        qtbot.addWidget(dialog)
        out = tmp_path / f"{picked.register}{rows}.geojson"
        dialog.start(out)
        settle(qtbot, application)
        assert f"{rows} rows written" in dialog._note.text()
        assert out.exists()


def test_summaries_are_for_todays_cells_or_for_those_of_a_day(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    window = application.window
    assert window.desk is not None
    actor = staff.sign_in(window.desk)
    dialog = ExportDialog(window.desk, actor, application.jobs, window, what="case", layer="unit_cell")
    qtbot.addWidget(dialog)
    assert not dialog._which.isEnabled()
    dialog._what.setCurrentIndex(dialog._what.findData("summaries"))
    assert dialog._which.isEnabled()
    assert not dialog._day.isEnabled(), "today's cells have no day to choose"
    dialog.start(tmp_path / "today.geojson")
    settle(qtbot, application)
    assert "In no single cell" not in dialog._note.text()
    dialog._which.setCurrentIndex(1)
    assert dialog._day.isEnabled()
    settle(qtbot, application)
    assert "had 4 cells" in dialog._note.text()
    dialog.start(tmp_path / "then.geojson")
    settle(qtbot, application)
    today, then = dialog._day.date().toString("yyyy-MM-dd"), dialog._note.text().splitlines()
    assert "4 rows written" in then[0]
    assert f"of {today}" in then[1]
    dialog._day.setDate(QDate(1999, 1, 1))
    settle(qtbot, application)
    assert "had no cell on 1999-01-01" in dialog._note.text(), "said before anything is written"
    dialog.start(tmp_path / "before.geojson")
    settle(qtbot, application)
    assert "had no cell on 1999-01-01" in dialog._note.text()
    assert not (tmp_path / "before.geojson").exists()


def test_a_selection_survives_theme_and_zoom_and_ends_with_another_layer(
    qtbot: QtBot, application: Application
) -> None:
    page = application.window.map
    assert page is not None
    page.selection.select("unit_cell", ["A", "B"])
    page.theme.setCurrentIndex(page.theme.findData("person_count"))
    settle(qtbot, application)
    page.canvas.zoom_by(2)
    settle(qtbot, application)
    assert page.selection.codes == ("A", "B")
    page.layer.setCurrentIndex(page.layer.findData("street"))
    settle(qtbot, application)
    assert page.selection.codes == ()
