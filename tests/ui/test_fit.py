"""At the largest text every page and dialog fits a screen of 1366 by 768, and says when there is no Chinese font."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from gridgov import messages
from gridgov.ui import actions, theme
from gridgov.ui.application import Application
from gridgov.ui.dialogs.help_dialog import show_help
from gridgov.ui.widgets.font_banner import FontBanner
from tests.ui.test_window import settle

ROOM = QSize(1366, 768) - QSize(0, 40)
"""Without the frame of the window and its title."""


def too_large(widget: object) -> str:
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize())  # type: ignore[attr-defined]
    fits = least.width() <= ROOM.width() and least.height() <= ROOM.height()
    return "" if fits else f"{type(widget).__name__} needs {least.width()} x {least.height()}"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_everything_fits_at_the_largest_text(qtbot: QtBot, application: Application, language: str) -> None:
    window = application.window
    application.settings.text_percent = theme.LARGEST
    window.change_language(language)
    settle(qtbot, application)
    found = []
    for door in ("today", "cases", "registers", "visits", "map"):
        window.open_door(door)
        settle(qtbot, application)
        found.append(too_large(window))
    for name in actions.DIALOGS:
        dialog = actions.show_dialog(window, name)
        assert dialog is not None
        settle(qtbot, application)
        found.append(too_large(dialog))
        dialog.reject()
    for made in (actions.show_settings(window), window.import_file(None), show_help(window)):
        assert made is not None
        settle(qtbot, application)
        found.append(too_large(made))
        made.close()
    actions.show_shortcuts(window)
    sheet = [one for one in window.findChildren(QDialog) if one.isVisible()][-1]
    assert sheet.height() <= window.screen().availableSize().height()
    found.append(too_large(sheet))
    sheet.reject()
    assert [one for one in found if one] == []
    application.settings.text_percent = 100
    window.change_language("en")
    settle(qtbot, application)


def test_without_a_chinese_font_a_line_says_what_to_do_until_it_is_closed(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "has_chinese_font", lambda: False)
    window = application.window
    application._first = None
    application._open_first()
    settle(qtbot, application)
    (banner,) = window.findChildren(FontBanner)
    words = " ".join(label.text() for label in banner.findChildren(QLabel))
    assert "fonts-noto-cjk" in words
    assert "没有" in words
    window.change_text_size(0)
    settle(qtbot, application)
    (again,) = [one for one in window.findChildren(FontBanner) if one.isVisible()]
    (button,) = [one for one in again.findChildren(QToolButton) if one.text() == "Close"]
    button.click()
    assert not again.isVisible()
    application._open_first()
    settle(qtbot, application)
    assert [one for one in window.findChildren(FontBanner) if one.isVisible()] == []
    assert application.settings.layout["font_note"] == "closed"
