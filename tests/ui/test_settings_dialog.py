"""The settings in the window: every change at once, carried as a file, forgotten when asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gridgov import log, messages, settings
from gridgov.ui import actions, letters
from gridgov.ui.application import Application
from gridgov.ui.dialogs.settings_dialog import SettingsDialog
from tests.ui.test_window import settle


def opened(application: Application) -> SettingsDialog:
    dialog = actions.show_settings(application.window)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    box = dialog.choices[name]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_choice_takes_effect_at_once_and_is_kept(qtbot: QtBot, application: Application) -> None:
    dialog = opened(application)
    before = application._qt.font().pointSizeF()
    choose(dialog, "text_percent", 125)
    settle(qtbot, application)
    assert application._qt.font().pointSizeF() > before
    choose(dialog, "theme", "dark")
    settle(qtbot, application)
    assert application._qt.palette().window().color().lightness() < 100
    choose(dialog, "language", "zh_CN")
    settle(qtbot, application)
    assert (dialog.windowTitle(), letters.plain(application.window.menuBar().actions()[0].text())) == ("设置", "文件")
    kept = settings.load()
    assert (kept.text_percent, kept.theme, kept.language) == (125, "dark", "zh_CN")
    for name, value in (("text_percent", 100), ("theme", "light"), ("language", "en")):
        choose(dialog, name, value)
        settle(qtbot, application)
    assert messages.language() == "en"
    dialog.reject()


def test_old_logs_go_when_fewer_days_are_chosen(qtbot: QtBot, application: Application) -> None:
    log.folder().mkdir(parents=True, exist_ok=True)
    old = log.folder() / "gridgov-2020-01-01.log"
    old.write_text("x", encoding="utf-8")
    dialog = opened(application)
    choose(dialog, "log_days", 7)
    assert not old.exists()
    dialog.reject()


def test_settings_go_out_and_come_in(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    dialog = opened(application)
    path = tmp_path / "s.json"
    dialog.write(path)
    assert "holds the settings" in dialog.said.text()
    document = json.loads(path.read_text(encoding="utf-8"))
    document["settings"] |= {"theme": "pink"}
    path.write_text(json.dumps(document), encoding="utf-8")
    dialog.bring(path)
    assert "'pink' cannot be chosen" in dialog.said.text()
    document["settings"] |= {"theme": "contrast", "sound": "loud"}
    path.write_text(json.dumps(document), encoding="utf-8")
    dialog.bring(path)
    settle(qtbot, application)
    assert "'sound' is not known" in dialog.said.text()
    assert settings.load().theme == "contrast"
    choose(dialog, "theme", "light")
    settle(qtbot, application)
    dialog.bring(tmp_path / "gone.json")
    assert "cannot be read" in dialog.said.text()
    dialog.reject()


def test_recent_files_are_forgotten_and_folders_opened(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    dialog = opened(application)
    for button in dialog.findChildren(QPushButton):
        if button.text() == "Open the folder":
            button.click()
    actions.open_log_folder()
    assert len(asked) == 5
    texts = " ".join(label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel))
    assert "district.media" in texts
    dialog.on_forget()
    settle(qtbot, application)
    assert settings.load().recent == []
    dialog.reject()


def test_the_chosen_page_is_in_front_at_the_start(qtbot: QtBot, application: Application, district: Path) -> None:
    from gridgov.services import preferences

    preferences.put(application.settings, {"start_page": "cases"})
    application.window._was_open = False
    application.open(district)
    settle(qtbot, application)
    assert application.window.current_door() == "cases"
    application.window.open_door("map")
    application.window.change_text_size(0)
    settle(qtbot, application)
    assert application.window.current_door() == "map"


def test_diagnostics_are_copied_without_anybodys_data(qtbot: QtBot, application: Application) -> None:
    actions.copy_diagnostics(application.window)
    settle(qtbot, application)
    text = QGuiApplication.clipboard().text()
    assert "Font with Chinese characters" in text
    assert "platform offscreen" in text
    assert "Register person: under 100" in text
    for value in ("张三丰", "district", "Test", "管理员"):
        assert value not in text


def test_a_fault_of_ours_offers_what_to_send_along(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def pressed(box: QMessageBox) -> QPushButton:
        return next(one for one in box.buttons() if one.text() == "Copy diagnostics")  # type: ignore[return-value]

    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.text() + box.detailedText()))
    monkeypatch.setattr(QMessageBox, "clickedButton", pressed)
    try:
        raise ValueError("张三丰 19900001111")
    except ValueError as error:
        application.on_fault(type(error), error, error.__traceback__)
    settle(qtbot, application)
    text = QGuiApplication.clipboard().text()
    assert "a fault of gridgov" in shown[0]
    for one in (shown[0], text, "\n".join(log.last_lines())):
        assert "ValueError" in one
        assert "test_settings_dialog.py" in one
        assert "张三丰" not in one
        assert "19900001111" not in one


def test_a_question_mark_shows_the_keys_and_is_typed_into_a_field(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.open_door("cases")
    settle(qtbot, application)
    page = window.cases
    assert page is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    page.filter.setFocus()
    qtbot.keyClick(page.filter, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert page.filter.text() == "?"
    assert [one for one in window.findChildren(QDialog) if one.isVisible()] == []
    page.filter.clear()
    settle(qtbot, application)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Question)
    (sheet,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert sheet.windowTitle() == "All shortcuts"
    sheet.reject()
