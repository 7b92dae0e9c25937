"""Cases through the real window: entered and moved by keys alone, nothing typed is lost, two languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from gridgov.domain import workflow
from gridgov.domain.access import Actor
from gridgov.services import case_intake, case_queue, case_view, case_work, duties, layer_changes, sending, staff
from gridgov.services.desk import Desk
from gridgov.spatial import blob
from gridgov.ui.application import Application
from gridgov.ui.dialogs import fault_dialog
from gridgov.ui.dialogs.calendar_dialog import CalendarDialog
from gridgov.ui.dialogs.duplicate_dialog import DuplicateDialog
from gridgov.ui.dialogs.duties_dialog import DutiesDialog
from gridgov.ui.dialogs.history_dialog import HistoryDialog
from gridgov.ui.dialogs.layer_changes_dialog import LayerChangesDialog
from gridgov.ui.dialogs.ledger_dialog import CustodyDialog, LedgerDialog
from gridgov.ui.dialogs.sending_dialog import SendingDialog
from gridgov.ui.dialogs.step_dialog import StepDialog, _Checklist
from gridgov.ui.dialogs.workflow_dialog import WorkflowDialog
from gridgov.ui.pages.work_page import WorkPage
from gridgov.ui.tables.record_model import RecordModel
from tests.services.test_layer_changes import elsewhere
from tests.ui.test_window import make, settle

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "map.png"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    path = make(tmp_path / "district.gpkg")
    desk = Desk.open(path)
    admin = staff.sign_in(desk)
    for role in sorted({role for flow in workflow.workflows().values() for s in flow.steps for role in s.roles}):
        unit = "环卫队" if role == "department" else ""
        staff.add(desk, admin, name=role, roles=[role], unit=unit)
    desk.close()
    return path


def today(qtbot: QtBot, application: Application) -> WorkPage:
    window = application.window
    window.open_door("today")
    settle(qtbot, application)
    assert window.today is not None
    return window.today


class Keys:
    """Presses keys and counts them; free text is typed without counting."""

    def __init__(self, qtbot: QtBot, application: Application) -> None:
        self.count, self._qtbot, self._application = 0, qtbot, application

    def _at(self) -> QWidget:
        found = QApplication.focusWidget() or self._application.window.focusWidget()
        assert found is not None
        return found

    def press(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    QTest.keyClick(self._at(), letter)
                    self.count += 1
            else:
                QTest.keyClick(self._at(), key)
                self.count += 1
            self._qtbot.wait(120)
        settle(self._qtbot, self._application)

    def free(self, text: str) -> None:
        widget = self._at()
        assert isinstance(widget, QPlainTextEdit)
        widget.insertPlainText(text)


def test_a_case_takes_at_most_25_keys_besides_free_text(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    application.window.activateWindow()
    page.report()
    keys = Keys(qtbot, application)
    page.form.kind.setFocus()
    keys.press("bllj", Qt.Key.Key_Return)
    assert page.form.kind.taken == "06010"
    assert "if handled from now" in page.form.due.text()
    keys.press(Qt.Key.Key_Return)  # the usual filing condition
    keys.press("yhl", Qt.Key.Key_Return)
    assert page.form._place is not None
    assert "Cell A" in page.form.cell.text()
    keys.free("路边一堆垃圾，气味很大")
    keys.press(Qt.Key.Key_Return)
    settle(qtbot, application)
    assert keys.count <= 25
    assert [item.title for item in page.model.items if item.title.startswith("Exposed")]
    assert page.form.text.toPlainText() == ""


def test_enter_that_ends_a_composition_stays_in_the_field(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    page.report()
    line = page.form.kind
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("bao lu", []))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.taken is None
    assert not page.form.condition.hasFocus()
    text = page.form.text
    QApplication.sendEvent(text, QInputMethodEvent("la ji", []))
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert not page.model.items or page.form.error.isHidden()


def test_a_draft_survives_a_crash(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    page.report()
    page.form.text.setPlainText("写了一半")
    page.form.set_place(117.0005, 39.0005)
    qtbot.wait(600)
    settle(qtbot, application)
    again = WorkPage(application.window.desk, application.window._actor, application.jobs)  # type: ignore[arg-type]
    qtbot.addWidget(again)
    assert again.form.text.toPlainText() == "写了一半"
    assert again.form._place == (117.0005, 39.0005)
    page.form.clear()
    assert case_intake.draft(application.window.desk, application.window._actor) is None  # type: ignore[arg-type]


def test_what_is_missing_is_said_and_nothing_is_lost(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    page.report()
    page.form.kind.setText("nonsense")
    page.form.text.setPlainText("something")
    page.form.submit()
    settle(qtbot, application)
    assert "none" in page.form.error.text()
    page.form.kind.clear()
    page.form.submit()
    settle(qtbot, application)
    assert not page.form.error.isHidden(), "the place is missing"
    assert page.form.text.toPlainText() == "something"


def fill(dialog: StepDialog, other: str) -> None:
    """Give a step what it needs, as a person would."""
    for need, widget in dialog.fields.items():
        if isinstance(widget, QPlainTextEdit):
            widget.setPlainText("办好了")
        elif isinstance(widget, _Checklist):
            widget.tick()
        elif isinstance(widget, QComboBox):
            if widget.isEditable():
                widget.setEditText("环卫队")
            elif widget.currentIndex() < 0:
                widget.setCurrentIndex(0)
        elif isinstance(widget, QLineEdit):
            widget.setText({"case": other, "helpers": "园林队"}.get(need, "x"))
        elif isinstance(widget, QPushButton):
            dialog.put_photos(need, [PICTURE])
        elif isinstance(widget, QSpinBox):
            widget.setValue(2)


WAYS = {
    "city_management": ["accept", "file", "dispatch", "receive", "feed_back", "check", "close"],
    "social_governance": ["escalate", "send_down", "assign", "feed_back", "close"],
    "service_request": ["take_in", "accept", "grant", "close"],
    "hotline": ["accept", "dispatch", "contact_resident", "feed_back", "accept_answer", "close"],
    "alarm": ["go", "helped"],
}


@pytest.mark.parametrize("name", list(WAYS))
def test_one_case_of_each_workflow_through_the_window(qtbot: QtBot, application: Application, name: str) -> None:
    window = application.window
    assert window.desk is not None
    desk, flow = window.desk, workflow.load(name)
    people = {actor.name: actor for actor in staff.at_work(desk)}
    page = today(qtbot, application)
    page.report()
    form = page.form
    form.workflow.setCurrentIndex(form.workflow.findData(name))
    form.text.setPlainText("一件事")
    form.address.put("meter-7", None)
    form.set_place(117.0005, 39.0005)
    form.submit()
    settle(qtbot, application)
    assert form.error.isHidden(), form.error.text()
    number = next(item.number for item in page.model.items if item.state == flow.initial)
    for name_of_step in WAYS[name]:
        step = flow.step(name_of_step)
        assert step is not None
        actor = next(person for role, person in people.items() if role in step.roles)
        take_through_the_window(qtbot, application, desk, actor, number, name_of_step)
    found = case_view.page(desk, people["supervisor"], number)
    assert found.standing.type == "done"
    assert [line.step for line in found.lines] == [flow.first.id, *WAYS[name]]


def take_through_the_window(
    qtbot: QtBot, application: Application, desk: Desk, actor: Actor, number: str, step: str
) -> None:
    """Sign in as somebody, open the case, take a step in its dialog."""
    window = application.window
    window.use(desk, actor)
    page = today(qtbot, application)
    page.show_case(case_view.find(desk, number))
    settle(qtbot, application)
    assert page.panel.page is not None
    dialog = page.panel.ask(step)
    fill(dialog, number)
    dialog.take()
    assert dialog.taken is not None, dialog._error.text()
    settle(qtbot, application)


def test_the_account_and_the_picture_of_a_case_open(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.desk is not None
    assert window._actor is not None
    begun = case_work.begin(
        window.desk, window._actor, {"description": "x", "x": 117.0005, "y": 39.0005, "class_code": "06010"}
    )
    ledger = LedgerDialog(window.desk, window._actor, begun.number)
    qtbot.addWidget(ledger)
    assert ledger.table.rowCount() > 0
    assert "of" in ledger.sum.text()
    custody = CustodyDialog(window.desk, window._actor, begun.number)
    qtbot.addWidget(custody)
    assert custody.shares.rowCount() == 1
    for flow in workflow.workflows().values():
        picture = WorkflowDialog(flow)
        qtbot.addWidget(picture)
        assert picture.grab().width() > 100


def test_the_administrator_undoes_by_key(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.desk is not None
    assert window._actor is not None
    begun = case_work.begin(
        window.desk, window._actor, {"description": "x", "x": 117.0005, "y": 39.0005, "class_code": "06010"}
    )
    case_work.take(window.desk, window._actor, begun.case_id, "accept")
    page = today(qtbot, application)
    page.show_case(begun.case_id)
    settle(qtbot, application)
    assert page.panel.page is not None
    assert page.panel.page.can_undo
    page.panel.undo()
    settle(qtbot, application)
    assert page.panel.page.standing.state == "reported"


def test_nothing_to_do_says_so(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.desk is not None
    people = {actor.name: actor for actor in staff.at_work(window.desk)}
    window.use(window.desk, people["window"])
    page = today(qtbot, application)
    assert "Nothing waits" in page._empty.text()
    assert not page._empty.isHidden()


def test_a_layer_that_another_program_changed_is_shown_and_accepted(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    window = application.window
    assert window.desk is not None
    path = window.desk.path
    moved = blob.encode_polygons([[np.array([[117, 39], [117.0005, 39], [117.0005, 39.001], [117, 39.001]])]], 4326)[0]
    application._on_open(None)
    elsewhere(path, ("UPDATE unit_cell SET geom = ? WHERE code = 'A'", (bytes(moved),)))
    application.open(path)
    settle(qtbot, application)
    found: list[LayerChangesDialog] = []
    qtbot.waitUntil(lambda: bool(found.extend(window.findChildren(LayerChangesDialog)) or found), timeout=5000)
    assert found[0].table.rowCount() == 1
    with qtbot.waitSignal(found[0].settled, timeout=10_000):
        found[0].accept_button.click()
    settle(qtbot, application)
    assert window.desk is not None
    assert layer_changes.altered_layers(window.desk) == []


def test_a_fault_of_ours_tells_where_and_nobodys_data() -> None:
    try:
        int("张三的身份证")
    except ValueError as error:
        text = fault_dialog.diagnostics(error)
    assert "ValueError" in text
    assert "test_work.py" in text
    assert "张三" not in text


def test_the_annual_notice_is_pasted_seen_and_entered(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.desk is not None
    assert window._actor is not None
    dialog = CalendarDialog(window.desk, window._actor, application.jobs, window)
    qtbot.addWidget(dialog)
    dialog.text.setPlainText("关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共4天。")
    assert "it states 4 days" in dialog.said.text()
    assert not dialog.enter.isEnabled()
    dialog.text.setPlainText("关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。")
    assert dialog.table.rowCount() == 1
    dialog.enter.click()
    settle(qtbot, application)
    assert "entered" in dialog.said.text()
    assert "2027" in dialog._years.text()


def test_duplicates_are_judged_side_by_side(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.desk is not None
    assert window._actor is not None
    values = {"description": "x", "x": 117.0005, "y": 39.0005, "class_code": "06010"}
    for _ in range(3):
        case_work.begin(window.desk, window._actor, values)
    dialog = DuplicateDialog(window.desk, window._actor, application.jobs)
    qtbot.addWidget(dialog)
    settle(qtbot, application)
    assert len(dialog.pairs) == 3
    dialog.apart.click()
    settle(qtbot, application)
    dialog.merge.click()
    settle(qtbot, application)
    assert len(dialog.pairs) < 2
    assert "merged" in dialog._said.text()


def test_a_closed_case_is_followed_from_its_page(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert window.desk is not None
    people = {actor.name: actor for actor in staff.at_work(window.desk)}
    begun = case_work.begin(
        window.desk, people["collector"], {"description": "x"}, workflow="alarm", given={"rule": "m"}
    )
    case_work.take(window.desk, people["collector"], begun.case_id, "go")
    case_work.take(window.desk, people["collector"], begun.case_id, "helped", {"text": "ok"})
    window.use(window.desk, people["collector"])
    page = today(qtbot, application)
    page.show_case(begun.case_id)
    settle(qtbot, application)
    page.panel.follow("again")
    settle(qtbot, application)
    assert page.panel.page is not None
    assert page.panel.page.links[0][0] == "follow_up"


def test_a_case_is_reported_from_a_cell_and_a_picture_is_pasted(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.on_report(("unit_cell", "A"))
    settle(qtbot, application)
    assert window.today is not None
    form = window.today.form
    assert "Cell A" in form.cell.text()
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(1)
    QGuiApplication.clipboard().setImage(image)
    assert form.paste()
    assert len(form._photos) == 1
    kept = form._photos[0]
    form.clear()
    assert not kept.exists()
    QGuiApplication.clipboard().clear()


def test_what_a_class_asks_comes_with_it_and_goes_with_the_case(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    page.report()
    form = page.form
    form.kind.put("06028", "06028")
    form._on_class("06028")
    assert form.questions.isVisibleTo(form)
    form.text.setPlainText("夜里施工")
    form.set_place(117.0005, 39.0005)
    form.submit()
    settle(qtbot, application)
    assert "noise" in form.error.text()
    assert form.text.toPlainText() == "夜里施工"
    form.questions.put({"origin": "施工", "night": "yes"})
    form.submit()
    settle(qtbot, application)
    (item,) = (item for item in page.model.items if "oise" in item.title)
    page.show_case(item.case_id)
    settle(qtbot, application)
    assert page.panel.page is not None
    assert ("Is it at night?", "Yes") in page.panel.page.facts


def test_the_place_is_chosen_by_a_click_on_the_map(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    page.report()
    page.form.place_asked.emit(None)
    settle(qtbot, application)
    window = application.window
    assert window.current_door() == "map"
    assert window.map is not None
    canvas = window.map.canvas
    middle = canvas.rect().center()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle)
    settle(qtbot, application)
    assert window.current_door() == "today"
    place = page.form._place
    assert place is not None
    assert abs(place[0] - 117.0) < 0.1
    assert page.form.isVisible()
    page.form.place_asked.emit(None)
    settle(qtbot, application)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    settle(qtbot, application)
    assert window.current_door() == "today"
    assert page.form._place == place, "left without a choice: the place stays"


def test_phrases_views_and_the_shortlist(qtbot: QtBot, application: Application) -> None:
    page = today(qtbot, application)
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    page.report()
    page.form.text.setPlainText("")
    page.form.phrases.fill()
    page.form.phrases.put("现场情况见照片。")
    assert page.form.text.toPlainText() == "现场情况见照片。"
    page.filter.setText("垃圾")
    page.views.keep("我的垃圾")
    page.filter.clear()
    page.views.fill()
    chosen = page.views.menu().actions()[0]
    page.views._on_chosen(chosen)
    assert page.filter.text() == "垃圾"
    page.filter.clear()
    taken = case_work.begin(desk, actor, {"description": "一件", "x": 116.0004, "y": 39.0006})
    page.show_case(taken.case_id)
    settle(qtbot, application)
    page.panel.watch()
    settle(qtbot, application)
    page.open_tab("watched")
    settle(qtbot, application)
    assert [item.case_id for item in page.model.items] == [taken.case_id]
    dialog = page.open_shift()
    dialog.note.setPlainText("路口积水")
    dialog.hand_over()
    settle(qtbot, application)


def test_the_second_of_two_sees_what_the_first_did_and_keeps_what_was_typed(
    qtbot: QtBot, application: Application
) -> None:
    page = today(qtbot, application)
    desk, actor = application.window.desk, application.window._actor
    assert desk is not None
    assert actor is not None
    taken = case_work.begin(desk, actor, {"description": "一件", "x": 116.0004, "y": 39.0006})
    page.show_case(taken.case_id)
    settle(qtbot, application)
    dialog = page.panel.ask("accept")
    dialog.fields["remark"].setPlainText("我写的")
    other = staff.sign_in(desk, "shift_leader")
    case_work.take(desk, other, taken.case_id, "urge", {"text": "请快一点"})
    settle(qtbot, application)
    dialog.take()
    assert dialog.taken is None
    assert "请快一点" in dialog._error.text()
    assert dialog.fields["remark"].toPlainText() == "我写的"
    dialog.take()
    assert dialog.taken is not None, "seen, and taken again"
    settle(qtbot, application)


def test_rules_and_catalogue_have_windows_of_their_own(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    rules = SendingDialog(desk, actor, application.jobs, window)
    qtbot.addWidget(rules)
    rules.add(sending.Rule("清运", "环卫队", ("06",)))
    rules._judge()
    assert "last resort" in rules.said.text()
    rules.add(sending.Rule("其余", "街道办"))
    rules._judge()
    assert rules.save_button.isEnabled()
    rules.try_out()
    settle(qtbot, application)
    assert "cases of the last" in rules.said.text()
    rules.table.setCurrentCell(1, 0)
    rules._on_up()
    assert not rules.save_button.isEnabled(), "behind the rule that takes all, nothing fires"
    rules._on_down()
    rules.save()
    assert [rule.id for rule in sending.rules(desk)] == ["清运", "其余"]
    source = tmp_path / "matters.csv"
    source.write_text(
        "level_1,name,unit,every,next_on\n市容,巡查河道,水务所,1 natural_day,2026-01-01\n市容,无主事项,,,\n",
        encoding="utf-8",
    )
    matters = DutiesDialog(desk, actor, application.jobs, window)
    qtbot.addWidget(matters)
    settle(qtbot, application)
    matters.load(source)
    settle(qtbot, application)
    assert matters.table.rowCount() == 2
    matters.which.setCurrentIndex(1)
    settle(qtbot, application)
    assert matters.table.rowCount() == 1
    matters.which.setCurrentIndex(0)
    settle(qtbot, application)
    matters.open_due()
    settle(qtbot, application)
    assert "1 cases were opened" in matters.said.text()
    assert "2 matters" in matters.said.text()
    assert any(item.address == "巡查河道" for item in case_queue.items(desk, actor, "all"))


def test_every_change_of_a_case_is_shown(qtbot: QtBot, application: Application) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    taken = case_work.begin(desk, actor, {"description": "一件", "x": 116.0004, "y": 39.0006})
    dialog = HistoryDialog(desk, actor, application.jobs, window, "case", taken.case_id, taken.number)
    qtbot.addWidget(dialog)
    settle(qtbot, application)
    assert dialog.table.rowCount() > 3


def test_the_pointer_on_a_future_time_says_the_working_time_left(qtbot: QtBot, application: Application) -> None:
    window = application.window
    desk, actor = window.desk, window._actor
    assert desk is not None
    assert actor is not None
    model = RecordModel(desk, actor, application.jobs, "case")
    taken = case_work.begin(desk, actor, {"description": "一件", "due_at": "2099-01-05T09:00:00Z", "address": "路口"})
    model.show_columns(["number", "due_at", "reported_at"])
    model.show_ids(np.array([taken.case_id]))
    assert model.data(model.index(0, 1)) == "…"
    settle(qtbot, application)
    tip = model.data(model.index(0, 1), Qt.ItemDataRole.ToolTipRole)
    assert "of working time until 2099" in str(tip)
    past = model.data(model.index(0, 2), Qt.ItemDataRole.ToolTipRole)
    assert "working time" not in str(past)


def test_a_matter_that_one_may_not_open_does_not_keep_the_list_away(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    window = application.window
    desk, admin = window.desk, window._actor
    assert desk is not None
    assert admin is not None
    source = tmp_path / "matters.csv"
    source.write_text(
        "level_1,name,unit,every,workflow,next_on\n市容,巡查河道,水务所,7 natural_day,hotline,2026-01-01\n",
        encoding="utf-8",
    )
    duties.load(desk, admin, source)
    taken = case_work.begin(desk, admin, {"description": "一件", "address": "路口"})
    window.use(desk, staff.sign_in(desk, "acceptor"))
    page = today(qtbot, application)
    assert taken.case_id in {item.case_id for item in page.model.items}
