"""Everything is reached by Alt and a letter, in both languages, and fields have names that can be spoken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from gridgov import messages
from gridgov.services import lists, record_entry
from gridgov.ui import actions, letters
from gridgov.ui.application import Application
from tests.ui.test_entry import page_of
from tests.ui.test_ledger_dialogs import at_work
from tests.ui.test_window import settle


@pytest.fixture
def chinese() -> Iterator[None]:
    before = messages.language()
    messages.use("zh_CN")
    yield
    messages.use(before)


def test_an_english_word_has_its_letter_within() -> None:
    messages.use("en")
    taken: set[str] = set()
    found = [letters.lettered(word, taken) for word in ("Close", "Cancel", "Columns", "C")]
    assert found[:2] == ["&Close", "C&ancel"]
    assert found[3] == "C", "one whose letters are all taken stays as it is"
    assert taken == {"c", "a", "o"}
    assert [letters.plain(word) for word in found] == ["Close", "Cancel", "Columns", "C"]
    assert letters.lettered("", taken) == ""


def test_a_chinese_word_has_the_letter_of_the_english_one_behind_it(chinese: None) -> None:
    taken: set[str] = set()
    assert letters.lettered("关闭", taken) == "关闭(&C)"
    assert letters.lettered("导入……", taken) == "导入(&I)……"
    assert letters.plain("导入(&I)……") == "导入……"


def test_nothing_is_given_when_every_letter_is_taken() -> None:
    assert letters.lettered("Close", set(letters.ALL)) == "Close"


def test_every_menu_and_dialog_has_letters_and_named_fields(qtbot: QtBot, application: Application) -> None:
    window = application.window
    menus = [action.text() for action in window.menuBar().actions()]
    assert all("&" in text for text in menus)
    assert len({text[text.index("&") + 1].casefold() for text in menus}) == len(menus)
    assert all(isinstance(action.menu(), QMenu) for action in window.menuBar().actions())
    for name in actions.DIALOGS:
        dialog = actions.show_dialog(window, name)
        assert dialog is not None
        settle(qtbot, application)
        seen = [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible() and letters._is_named(b)]
        without = [text for text in seen if text and "&" not in text]
        assert not without, (name, without)
        given = [text[text.index("&") + 1].casefold() for text in seen if text]
        assert len(given) == len(set(given)), (name, seen)
        fields = [one for kind in (QLineEdit, QComboBox) for one in dialog.findChildren(kind) if one.isVisible()]
        inner = [one for one in fields if not one.objectName().startswith("qt_") and one.focusPolicy()]

        assert [one for one in inner if not one.accessibleName()] == [], name
        assert not any(table.tabKeyNavigation() for table in dialog.findChildren(QTableView)), name
        dialog.reject()
        settle(qtbot, application)


def test_a_command_is_found_by_a_word_and_carried_out(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.search.setFocus()
    window.search.setText("tidying")
    window.search._search()
    settle(qtbot, application)
    texts = [window.search.results.item(i).text().strip() for i in range(window.search.results.count())]
    assert "Commands" in texts
    assert "Tidying …" in texts
    window.search.setText(">registers")
    window.search._search()
    settle(qtbot, application)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    settle(qtbot, application)
    assert window.current_door() == "registers"


def test_a_list_is_sorted_and_a_change_made_again_by_keys(qtbot: QtBot, application: Application) -> None:
    desk, actor = at_work(application)
    first, second = (record_entry.enter(desk, actor, "person", {"name": name}).fid for name in ("张三", "阿四"))
    page = page_of(qtbot, application, "person")
    page.show_columns(["number", "name"])
    settle(qtbot, application)
    page.table.setCurrentIndex(page.model.index(0, 1))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, application)
    assert page.model.row_of(second) < page.model.row_of(first)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, application)
    assert page.model.row_of(second) > page.model.row_of(first)
    page._on_edited((first, "name", "李三"))
    settle(qtbot, application)
    for key, name in ((Qt.Key.Key_Z, "张三"), (Qt.Key.Key_Y, "李三"), (Qt.Key.Key_Z, "张三")):
        QTest.keyClick(page.table, key, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, application)
        assert lists.reveal(desk, actor, "person", first, "name", "test") == name
    QTest.keyClick(page.table, Qt.Key.Key_Q)
    assert page.filter.text() == ""
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus() or application.window.focusWidget() is page.filter
