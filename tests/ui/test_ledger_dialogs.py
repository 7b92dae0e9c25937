"""Own fields, ties and services through the window."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gridgov.domain.access import Actor
from gridgov.services import lists, own_fields, record_entry, service_catalogue, ties
from gridgov.services.desk import Desk
from gridgov.ui import actions
from gridgov.ui.application import Application
from gridgov.ui.dialogs.apart_dialog import ApartDialog
from gridgov.ui.dialogs.entry_dialog import EntryDialog
from gridgov.ui.dialogs.fields_dialog import FieldsDialog
from gridgov.ui.dialogs.many_dialog import ManyDialog
from gridgov.ui.dialogs.opinions_dialog import OpinionsDialog
from gridgov.ui.dialogs.patrols_dialog import PatrolsDialog
from gridgov.ui.dialogs.record_dialog import RecordDialog
from gridgov.ui.dialogs.services_dialog import PersonServicesDialog, ServicesDialog
from gridgov.ui.dialogs.ties_dialog import TiesDialog
from tests.ui.test_entry import page_of
from tests.ui.test_window import settle


def at_work(application: Application) -> tuple[Desk, Actor]:
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    return desk, actor


def test_a_field_of_ones_own_appears_in_form_and_list(qtbot: QtBot, application: Application) -> None:
    desk, actor = at_work(application)
    page_of(qtbot, application, "component")
    dialog = actions.show_dialog(application.window, "fields")
    assert isinstance(dialog, FieldsDialog)
    settle(qtbot, application)
    assert "no field of your own" in dialog.said.text()
    dialog.register.setCurrentIndex(dialog.register.findData("component"))
    dialog.name.setText("name")
    dialog.add()
    settle(qtbot, application)
    assert "already" in dialog.said.text()
    assert dialog.name.text() == "name", "what was typed stays"
    dialog.name.setText("巡检结果")
    dialog.choices.setText("完好；待修")
    dialog.personal.setChecked(False)
    dialog.add()
    settle(qtbot, application)
    assert "was added" in dialog.said.text()
    assert dialog.table.rowCount() == 1
    dialog.reject()
    page = page_of(qtbot, application, "component")
    page.show_columns(["number", "巡检结果"])
    assert page.model.columns == ["number", "巡检结果"]
    form = EntryDialog(desk, actor, "component", None, page)
    qtbot.addWidget(form)
    box = form.form.fields["巡检结果"]
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["", "完好", "待修"]
    again = FieldsDialog(desk, actor, application.jobs, application.window)
    qtbot.addWidget(again)
    settle(qtbot, application)
    again.table.selectRow(0)
    again.remove()
    settle(qtbot, application)
    assert "out of use" in again.said.text()
    assert own_fields.of(desk, "component") == ()


def test_a_person_is_tied_and_given_services(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    desk, actor = at_work(application)
    fid = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "birth_date": "1940-01-01"}).fid
    other = record_entry.enter(desk, actor, "person", {"name": "欧阳知秋"}).fid
    page = RecordDialog(desk, actor, application.jobs, application.window, "person", fid)
    qtbot.addWidget(page)
    settle(qtbot, application)
    dialog = TiesDialog(desk, actor, application.jobs, page, "person", fid)
    qtbot.addWidget(dialog)
    settle(qtbot, application)
    dialog.add()
    assert "choose the record" in dialog.said.text()
    dialog.kind.setCurrentIndex(dialog.kind.findText("Looked after by"))
    offers = dialog._find("欧阳知秋")
    assert [target for _, target in offers] == [("person", other)]
    dialog.other.put(*offers[0])
    dialog.add()
    settle(qtbot, application)
    assert "was added" in dialog.said.text()
    (one,) = ties.of(desk, actor, "person", fid)
    assert (one.en, one.fid) == ("Looked after by", other)
    dialog.table.selectRow(0)
    dialog.take_back()
    settle(qtbot, application)
    assert "withdrawn" in dialog.said.text()
    mine = PersonServicesDialog(desk, actor, application.jobs, page, fid)
    qtbot.addWidget(mine)
    settle(qtbot, application)
    row = next(n for n, each in enumerate(mine.found) if each.service.code == "elder_allowance")
    mine.table.selectRow(row)
    mine.give()
    settle(qtbot, application)
    assert "noted" in mine.said.text()
    assert mine.found[0].how == "has"
    mine.table.selectRow(0)
    mine.end()
    settle(qtbot, application)
    mine.table.selectRow(0)
    mine.request()
    settle(qtbot, application)
    assert "was opened" in mine.said.text()
    mine.table.clearSelection()
    mine.table.setCurrentCell(-1, -1)
    mine.decline()
    assert "in the table first" in mine.said.text()


def test_what_a_cell_has_and_lacks_opens_its_people(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    desk, actor = at_work(application)
    fid = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "birth_date": "1940-01-01"}).fid
    service_catalogue.give(desk, actor, fid, "elder_meals")
    dialog = actions.show_dialog(application.window, "services")
    assert isinstance(dialog, ServicesDialog)
    settle(qtbot, application)
    codes = [one.service.code for one in dialog.found]
    dialog.table.setCurrentCell(codes.index("elder_meals"), 3)
    settle(qtbot, application)
    assert dialog.people.rowCount() == 1
    dialog.table.setCurrentCell(codes.index("elder_allowance"), 5)
    settle(qtbot, application)
    assert dialog.people.rowCount() == len(dialog.found[codes.index("elder_allowance")].lack) == 1
    asked: list[object] = []
    dialog.record_asked.connect(asked.append)
    dialog.people.selectRow(0)
    dialog._on_open()
    assert asked == [("person", fid)]
    dialog.cell.setText("nowhere")
    dialog.reload()
    settle(qtbot, application)
    assert dialog.said.text()
    source = tmp_path / "own.csv"
    source.write_text("code,zh,en\nbath,助浴,Help with bathing\n", encoding="utf-8")
    dialog.cell.setText("")
    dialog.load(source)
    settle(qtbot, application)
    assert "1 new" in dialog.said.text()
    assert [one.service.code for one in dialog.found] == ["bath"]
    assert len(lists.ids(desk, actor, "person")) > 0
    dialog.reject()


def test_a_list_is_grouped_edited_in_place_and_many_are_changed(qtbot: QtBot, application: Application) -> None:
    desk, actor = at_work(application)
    made = [
        record_entry.enter(
            desk, actor, "component", {"name": f"灯{n}", "class": "01037", "x": str(x), "y": "39.0005"}
        ).fid
        for n, x in enumerate((117.0005, 117.0005, 10.0))
    ]
    page = page_of(qtbot, application, "component")
    everything = len(page.model.ids)
    page.groups.group("unit_cell")
    settle(qtbot, application)
    assert sum(one.count for one in page.groups.groups) == everything
    row = next(n for n, one in enumerate(page.groups.groups) if one.where.endswith("is null")) + 1
    page.groups.table.setCurrentCell(row, 0)
    settle(qtbot, application)
    assert made[2] in page.model.ids
    assert len(page.model.ids) == page.groups.groups[row - 1].count < everything
    page.groups.close_groups()
    settle(qtbot, application)
    assert len(page.model.ids) == everything

    page.show_columns(["number", "name", "class", "state"])
    settle(qtbot, application)
    at = page.model.index(page.model.row_of(made[0]), 1)
    page.table.setCurrentIndex(at)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    (line,) = page.table.viewport().findChildren(QLineEdit)
    assert line.text() == "灯0"
    line.setText("路灯")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, application)
    assert lists.rows(desk, actor, "component", [made[0]], ["name"]) == [("路灯",)]
    assert page.model.row(page.model.row_of(made[0])) is not None
    page.undo()
    settle(qtbot, application)
    assert lists.rows(desk, actor, "component", [made[0]], ["name"]) == [("灯0",)]

    page._on_edited((made[0], "number", str(lists.rows(desk, actor, "component", [made[1]], ["number"])[0][0])))
    settle(qtbot, application)
    assert "in the ledger already" in page._count.text()
    assert page.editor.typed, "what was typed is there when the cell is opened again"

    for fid in made[:2]:
        row = page.model.row_of(fid)
        page.table.selectionModel().select(
            page.model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    assert set(page.table.selected_fids()) >= set(made[:2])
    page.table.copy_rows()
    settle(qtbot, application)
    assert "灯1" in QGuiApplication.clipboard().text()
    assert "mso-number-format" in QGuiApplication.clipboard().mimeData().html()
    dialog = page.change_selected()
    assert isinstance(dialog, ManyDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("state"))
    box = dialog.form.fields["state"] if dialog.form is not None else None
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(2)
    dialog.carry_out()
    settle(qtbot, application)
    states = {row[0] for row in lists.rows(desk, actor, "component", made[:2], ["state"])}
    assert len(states) == 1
    assert states != {None}
    page.undo()
    settle(qtbot, application)
    assert lists.rows(desk, actor, "component", made[:2], ["state"]) == [(None,), (None,)]


def test_a_round_for_fire_checks_and_who_is_registered_elsewhere(qtbot: QtBot, application: Application) -> None:
    desk, actor = at_work(application)
    for n, kind in enumerate(("eatery", "", "shop")):
        given = {"name": f"店{n}", "small_premises": kind, "x": "117.0005", "y": "39.0005"}
        record_entry.enter(desk, actor, "organization", given)
    dialog = actions.show_dialog(application.window, "patrols")
    assert isinstance(dialog, PatrolsDialog)
    settle(qtbot, application)
    dialog.name.setText("九小场所检查")
    dialog.add_from_records()
    settle(qtbot, application)
    assert "has 2 points" in dialog.said.text()
    dialog.where.setText("nonsense = 1")
    dialog.add_from_records()
    settle(qtbot, application)
    assert "nonsense" in dialog.said.text()
    dialog.reject()

    fid = record_entry.enter(desk, actor, "person", {"name": "林小满", "residence_kind": "人户分离"}).fid
    apart = actions.show_dialog(application.window, "apart")
    assert isinstance(apart, ApartDialog)
    settle(qtbot, application)
    assert "1 people" in apart.said.text()
    assert apart.table.item(0, 0).text() == "not known"
    asked: list[object] = []
    apart.record_asked.connect(asked.append)
    apart.sides[0].setCurrentCell(0, 0)
    apart.sides[0].setFocus()
    QTest.keyClick(apart.sides[0], Qt.Key.Key_Return)
    assert asked == [("person", fid)]
    apart.reject()


def test_rounds_and_tracks_in_the_window(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    dialog = actions.show_dialog(application.window, "patrols")
    assert isinstance(dialog, PatrolsDialog)
    settle(qtbot, application)
    assert "no round yet" in dialog.said.text()
    points, track = tmp_path / "points.csv", tmp_path / "track.csv"
    points.write_text("name,lon,lat\na,117.0005,39.0005\nb,117.5,39.5\n", encoding="utf-8")
    track.write_text("lon,lat\n117.0005,39.0005\n117.0015,39.0005\n", encoding="utf-8")
    dialog.name.setText("夜巡")
    dialog.add_route(track.with_name("none.csv"))
    settle(qtbot, application)
    assert "not there" in dialog.said.text()
    dialog.add_route(points)
    settle(qtbot, application)
    assert "has 2 points" in dialog.said.text()
    dialog.record(track)
    settle(qtbot, application)
    assert "1 points passed, 1 missed" in dialog.said.text()
    assert dialog.walked.item(0, 4).text() == "b"
    dialog.end_route()
    settle(qtbot, application)
    assert dialog.routes.rowCount() == 0
    dialog.reject()


def test_what_rises_leads_to_a_case(qtbot: QtBot, application: Application) -> None:
    desk, actor = at_work(application)
    for number in range(3):
        at = f"{date.fromisoformat(desk.today()) - timedelta(days=1)} 0{number}:00"
        given = {"topic": "noise", "text": "吵", "x": "117.0005", "y": "39.0005", "heard_at": at}
        record_entry.enter(desk, actor, "opinion", given)
    dialog = actions.show_dialog(application.window, "opinions")
    assert isinstance(dialog, OpinionsDialog)
    settle(qtbot, application)
    assert [(one.topic, one.now) for one in dialog.rising] == [("noise", 3)]
    assert dialog.sources.rowCount() == 3
    asked: list[object] = []
    dialog.record_asked.connect(asked.append)
    dialog.sources.selectRow(0)
    dialog._on_source()
    assert asked
    dialog.propose()
    settle(qtbot, application)
    assert "was opened from 3 opinions" in dialog.said.text()
    assert "No topic rises" in dialog.said.text()
    assert dialog.after.rowCount() == 1
    assert dialog.after.item(0, 4).text() == "not closed yet"
    assert [table.rowCount() for table in dialog.heard] == [3, 0]
    dialog._on_done(0, 0, 0, 0)
    settle(qtbot, application)
    dialog._open_heard(0, 0)
    assert asked[-1] == ("opinion", dialog.settled[0][2].before_fids[0])
    fid = dialog.settled[0][2].before_fids[0]
    settle(qtbot, application)
    dialog.reject()
    page = RecordDialog(desk, actor, application.jobs, application.window, "opinion", fid)
    qtbot.addWidget(page)
    settle(qtbot, application)
    heads = [label.text() for label in page.findChildren(QLabel) if label.objectName() == "heading"]
    before, after = (next(n for n, head in enumerate(heads) if word in head) for word in ("days before", "after it"))
    assert after == before + 1
    assert "The case is not closed yet." in [label.text() for label in page.findChildren(QLabel)]


def test_the_page_of_a_record_says_each_thing_once(qtbot: QtBot, application: Application) -> None:
    desk, actor = at_work(application)
    record_entry.enter(desk, actor, "household", {"number": "H77"})
    home = int(lists.ids(desk, actor, "household", where="number = 'H77'")[0])
    fid = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "household": "H77"}).fid
    page = RecordDialog(desk, actor, application.jobs, application.window, "household", home)
    qtbot.addWidget(page)
    settle(qtbot, application)
    asked: list[object] = []
    page.record_asked.connect(asked.append)
    links = [one for one in page.findChildren(QPushButton) if one.property("target") == ["person", fid]]
    assert len(links) == 1
    links[0].click()
    assert asked == [("person", fid)]
