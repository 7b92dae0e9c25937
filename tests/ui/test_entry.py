"""Records entered and changed through the real window: by keys, judged while typing, undone, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from gridgov.services import lists, record_entry
from gridgov.ui.application import Application
from gridgov.ui.dialogs.entry_dialog import EntryDialog
from gridgov.ui.dialogs.form_dialog import FormDialog
from gridgov.ui.dialogs.match_dialog import MatchDialog
from gridgov.ui.dialogs.match_row_dialog import MatchRowDialog
from gridgov.ui.dialogs.rulings_dialog import RulingsDialog
from gridgov.ui.dialogs.tidy_dialog import TidyDialog
from gridgov.ui.forms.record_form import ChoiceButton
from gridgov.ui.pages.list_page import ListPage
from tests.services.test_form_fill import form
from tests.ui.test_window import settle


def page_of(qtbot: QtBot, application: Application, register: str) -> ListPage:
    window = application.window
    window.open_door("registers")
    settle(qtbot, application)
    assert window.registers is not None
    page = window.registers.open(register)
    settle(qtbot, application)
    return page


def test_a_person_is_entered_by_keys_changed_and_taken_back(qtbot: QtBot, application: Application) -> None:
    page = page_of(qtbot, application, "person")
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    before = len(lists.ids(desk, actor, "person"))
    dialog = page.enter_new()
    assert isinstance(dialog, EntryDialog)
    form = dialog.form
    name, birth = form.fields["name"], form.fields["birth_date"]
    assert isinstance(name, QLineEdit)
    assert isinstance(birth, QLineEdit)
    birth.setText("1990-13-01")
    assert "date" in form.judge("birth_date")
    dialog.save()
    assert dialog.said.text()
    assert birth.text() == "1990-13-01", "what was typed stays"
    birth.setText("1990-12-01")
    assert form.judge("birth_date") == ""
    name.setText("欧阳小满")
    care = form.fields["care"]
    assert isinstance(care, ChoiceButton)
    care.put("living_alone")
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Return)
    order = list(form.fields.values())
    assert dialog.focusWidget() is order[order.index(name) + 1], "Enter goes on to the next field"
    dialog.save_and_next()
    settle(qtbot, application)
    assert len(lists.ids(desk, actor, "person")) == before + 1
    assert not dialog.form.is_changed, "an empty form for the next one"
    dialog.reject()
    fid = page._done[-1][0]
    change = page.change_record(fid)
    sex = change.form.fields["sex"]
    assert isinstance(sex, QComboBox)
    sex.setCurrentIndex(1)
    change.save()
    settle(qtbot, application)
    page.undo()
    settle(qtbot, application)
    shown = lists.rows(desk, actor, "person", [fid], ["sex", "birth_date"])[0]
    assert shown[0] is None
    page.undo()
    settle(qtbot, application)
    assert page._done == []


def test_a_masked_value_is_kept_when_it_is_left_alone(qtbot: QtBot, application: Application) -> None:
    page = page_of(qtbot, application, "person")
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    fid = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "phone": "19900001234"}).fid
    dialog = EntryDialog(desk, actor, "person", fid, page)
    qtbot.addWidget(dialog)
    phone = dialog.form.fields["phone"]
    assert isinstance(phone, QLineEdit)
    assert phone.text() == ""
    assert "199****1234" in phone.placeholderText()
    note = dialog.form.fields["workplace"]
    assert isinstance(note, QLineEdit)
    note.setText("云津小学")
    dialog.save()
    assert lists.reveal(desk, actor, "person", fid, "phone", "check") == "19900001234"
    assert lists.reveal(desk, actor, "person", fid, "name", "check") == "欧阳小满"


def test_a_place_is_typed_and_a_reference_found(qtbot: QtBot, application: Application) -> None:
    page = page_of(qtbot, application, "building")
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    dialog = page.enter_new()
    place, number = dialog.form.fields["place_xy"], dialog.form.fields["number"]
    place.setText("117.0005， 39.0005")
    number.setText("B-77")
    dialog.save()
    settle(qtbot, application)
    fid = page._done[-1][0]
    view = lists.record(desk, actor, "building", fid)
    assert view.place is not None
    assert view.cells.get("unit_cell")
    homes = page_of(qtbot, application, "dwelling")
    dialog = homes.enter_new()
    line = dialog.form.fields["building"]
    line.put("B-77", fid)
    dialog.form.fields["room"].setText("101")
    dialog.save()
    settle(qtbot, application)
    view = lists.record(desk, actor, "dwelling", homes._done[-1][0])
    assert any(link.register == "building" for link in view.links)


def test_a_visit_is_made_by_keys_and_kept_whole(qtbot: QtBot, application: Application) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    record_entry.enter(desk, actor, "building", {"number": "V1", "x": "117.0005", "y": "39.0005"})
    record_entry.enter(desk, actor, "dwelling", {"number": "VD", "building": "V1", "address": "清波路9号101"})
    record_entry.enter(desk, actor, "household", {"number": "VH", "dwelling": "VD"})
    first = record_entry.enter(
        desk, actor, "person", {"name": "欧阳小满", "household": "VH", "care": "living_alone"}
    ).fid
    record_entry.enter(desk, actor, "person", {"name": "欧阳知秋", "household": "VH"})
    window.open_door("visits")
    settle(qtbot, application)
    page = window.visits
    assert page is not None
    row = next(n for n, one in enumerate(page.found) if one.person == first)
    page.table.selectRow(row)
    settle(qtbot, application)
    form = page.form
    form.save()
    assert form.said.text(), "an empty visit is told so"
    form.begin()
    QTest.keyClick(form.rows[0], Qt.Key.Key_1)
    QTest.keyClick(form.rows[1], Qt.Key.Key_2)
    form.rows[0].phone.setText("19900007777")
    form.hazards.put("wiring")
    form.note.setPlainText("灯泡坏了")
    form.opinion.setText("楼上夜里吵")
    form.case.setText("楼道灯不亮")
    form.save()
    settle(qtbot, application)
    assert first not in {one.person for one in page.found}
    assert lists.reveal(desk, actor, "person", first, "phone", "check") == "19900007777"
    for number in range(page.which.count()):
        page.which.setCurrentIndex(number)
        settle(qtbot, application)
        assert page.table.rowCount() == len(page.found)


def test_a_form_is_mapped_and_filled_in_the_window(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "phone": "19900001234"})
    dialog = FormDialog(desk, actor, application.jobs, window)
    qtbot.addWidget(dialog)
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"no workbook")
    dialog.take(wrong)
    settle(qtbot, application)
    assert "no .xlsx" in dialog.said.text()
    assert not dialog.go.isEnabled()
    dialog.take(form(tmp_path / "form.xlsx"))
    settle(qtbot, application)
    assert dialog.table.rowCount() == 9
    box = dialog.table.cellWidget(2, 1)
    assert isinstance(box, QComboBox)
    assert box.currentData() == "number"
    box.setCurrentIndex(0)
    record_entry.enter(desk, actor, "person", {"name": "林小满"})
    dialog.fill(tmp_path / "filled.xlsx")
    settle(qtbot, application)
    assert "rows were written" in dialog.said.text()
    assert dialog.todo.rowCount() > 0, "what is missing is a list of things to do"
    asked: list[object] = []
    dialog.record_asked.connect(asked.append)
    dialog._on_todo(0, 0)
    assert len(asked) == 1
    assert asked[0][0] == "person"  # type: ignore[index]
    assert (tmp_path / "filled.xlsx").exists()
    dialog.read()
    settle(qtbot, application)
    assert "kept" in dialog.said.text(), "mapped once"


def test_tidying_in_the_window(qtbot: QtBot, application: Application) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    one = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "birth_date": "1990-01-02"}).fid
    record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "birth_date": "1990-01-02", "phone": "19900001111"})
    dialog = TidyDialog(desk, actor, application.jobs, window)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, application)
    names = [dialog.checks.item(n).data(Qt.ItemDataRole.UserRole).id for n in range(dialog.checks.count())]
    dialog.checks.setCurrentRow(names.index("person_no_home"))
    settle(qtbot, application)
    before = dialog.table.rowCount()
    assert before >= 2
    asked: list[object] = []
    dialog.record_asked.connect(asked.append)
    dialog.table.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_R)
    dialog.say_right()
    settle(qtbot, application)
    dialog._on_open()
    assert asked
    row = next(n for n, pair in enumerate(dialog.pairs) if pair.one == one)
    dialog.list.selectRow(row)
    assert dialog.beside.rowCount() >= 3
    dialog._on_keep_first()
    settle(qtbot, application)
    assert one not in {pair.one for pair in dialog.pairs}
    assert "one now" in dialog.said.text()
    dialog.unmerge()
    settle(qtbot, application)
    assert "two again" in dialog.said.text()
    dialog.unmerge()
    assert "Nothing was merged" in dialog.said.text()
    assert len(lists.ids(desk, actor, "person", where="birth_date = '1990-01-02'")) == 2
    dialog.reject()


def test_a_list_is_compared_decided_and_taken_back_in_the_window(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "birth_date": "1990-01-02", "phone": "19900001111"})
    path = tmp_path / "民政.csv"
    path.write_text(
        "姓名,出生日期,手机\n欧阳小满,1990-01-02,19900002222\n欧阳知秋,1991-01-02,\n,1992-01-01,\n", encoding="utf-8"
    )
    before = len(lists.ids(desk, actor, "person"))
    dialog = MatchDialog(desk, actor, application.jobs, window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.take(path)
    settle(qtbot, application)
    assert [row.verdict for row in dialog.shown] == ["differs", "new", "rejected"]
    dialog.table.selectRow(0)
    dialog.table.setFocus()
    dialog.decide("take")
    assert dialog.decided == {2: "take"}
    beside = dialog.open_row()
    assert isinstance(beside, MatchRowDialog)
    assert beside.ticked() == ["phone"]
    beside.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    beside.take()
    assert dialog.decided == {2: "skip"}
    beside = dialog.open_row()
    beside.take()
    assert dialog.decided == {2: "take:phone"}
    dialog.apply()
    settle(qtbot, application)
    assert "1 added, 1 changed" in dialog.said.text()
    assert len(lists.ids(desk, actor, "person")) == before + 1
    dialog.undo()
    settle(qtbot, application)
    assert "taken back" in dialog.said.text()
    assert len(lists.ids(desk, actor, "person")) == before
    dialog.verdict.setCurrentIndex(1)
    assert [row.verdict for row in dialog.shown] == ["differs"]
    dialog.take(tmp_path / "none.csv")
    settle(qtbot, application)
    assert "not there" in dialog.said.text()


def test_a_supervisor_rules_on_no_mans_land_in_the_window(qtbot: QtBot, application: Application) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    given = {"name": "灯", "class": "01037", "x": "116.5", "y": "39.0005"}
    record_entry.enter(desk, actor, "component", given)
    dialog = RulingsDialog(desk, actor, application.jobs, window)
    qtbot.addWidget(dialog)
    settle(qtbot, application)
    before = dialog.queue.rowCount()
    row = next(n for n, one in enumerate(dialog.waiting) if one["register"] == "component" and one["x"] == 116.5)
    dialog.queue.selectRow(row)
    dialog.rule()
    settle(qtbot, application)
    assert "no cell" in dialog.said.text() or "reason" in dialog.said.text()
    layer = str(dialog.waiting[row]["layer"])
    with desk.reader() as conn:
        code = conn.execute(f'SELECT code FROM "{layer}" LIMIT 1').fetchone()[0]
    dialog.code.setText(code)
    dialog.reason.setText("绿带")
    dialog.rule()
    settle(qtbot, application)
    assert "1 places have a cell now" in dialog.said.text()
    assert dialog.queue.rowCount() == before - 1
    dialog.past.selectRow(0)
    dialog.withdraw()
    settle(qtbot, application)
    assert dialog.queue.rowCount() == before


def test_a_masked_list_is_shown_before_it_is_changed(qtbot: QtBot, application: Application) -> None:
    page = page_of(qtbot, application, "person")
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    fid = record_entry.enter(desk, actor, "person", {"name": "欧阳小满", "care": "独居、残疾"}).fid
    dialog = EntryDialog(desk, actor, "person", fid, page)
    qtbot.addWidget(dialog)
    care = dialog.form.fields["care"]
    assert isinstance(care, ChoiceButton)
    assert not care.isEnabled(), "nothing is ticked over what nobody sees"
    assert "care" not in dialog.form.values()
    dialog.form.reveal("care", "check")
    assert care.isEnabled()
    assert set(care.text().split(",")) == {"living_alone", "disabled"}
    care.put(care.text() + ",frail")
    dialog.save()
    shown = lists.reveal(desk, actor, "person", fid, "care", "check")
    assert len(shown.replace("、", ", ").split(", ")) == 3
