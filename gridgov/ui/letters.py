"""Letters to reach everything by Alt and a key: buttons, ticks, tabs and fields of a dialog, and the menus."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from operator import itemgetter

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

from gridgov import messages

INPUTS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, QToolButton)
MOST_ROWS = 12
"""Rows of a form up to which its fields have letters."""

ALL = "abcdefghijklmnopqrstuvwxyz"


@cache
def _english(language: str) -> dict[str, str]:
    """Words of a language → what they are in English, where a word that is read on a button has its letter from."""
    return {text: source for source, text in messages.table(language).items() if len(source) < 60}


def lettered(text: str, taken: set[str]) -> str:
    """A text with a letter that is not taken yet, which is taken then; as it was where none is left.

    English words have the letter underlined, Chinese ones have it behind them: ``Close`` → ``&Close``, 关闭 → 关闭(&C).
    """
    if "&" in text or not text.strip():
        return text
    words = _english(messages.language()).get(text, text)
    starts = [word[0].casefold() for word in words.split() if word[:1].isascii() and word[:1].isalpha()]
    letters = [c for c in dict.fromkeys([*starts, *(c for c in words.casefold() if c in ALL), *ALL]) if c not in taken]
    if not letters:
        return text
    letter = letters[0]
    at = text.casefold().find(letter)
    if messages.language() == "en" and at < 0:
        return text
    taken.add(letter)
    if messages.language() == "en":
        return f"{text[:at]}&{text[at:]}"
    tail = next((mark for mark in ("……", " …", "…") if text.endswith(mark)), "")
    return f"{text[: len(text) - len(tail)]}(&{letter.upper()}){tail}"


def plain(text: str) -> str:
    """A text as it was before it had a letter."""
    at = text.find("(&")
    if at >= 0 and text[at + 3 : at + 4] == ")":
        text = text[:at] + text[at + 4 :]
    return text.replace("&", "")


def give_menus(bar: QMenuBar) -> None:
    """Give every menu and its entries their letters."""
    taken: set[str] = {"m"}  # of the form for a new case
    for action in bar.actions():
        action.setText(lettered(action.text(), taken))
        menu = action.menu()
        if isinstance(menu, QMenu):
            _give_menu(menu)


def _give_menu(menu: QMenu) -> None:
    taken: set[str] = set()
    for action in menu.actions():
        if not action.isSeparator():
            action.setText(lettered(action.text(), taken))
        below = action.menu()
        if isinstance(below, QMenu):
            _give_menu(below)


def give(dialog: QWidget) -> None:
    """Give the buttons, tabs and fields of a dialog letters, and its fields the names that a screen reader speaks."""
    taken: set[str] = set()
    buttons = [one for one in dialog.findChildren(QAbstractButton) if _is_named(one)]
    # What closes and what carries out come first: they have the letters that one expects.
    for button in sorted(buttons, key=lambda one: not isinstance(one, QPushButton)):
        button.setText(lettered(button.text(), taken))
    for table in dialog.findChildren(QTableView):
        table.setTabKeyNavigation(False)  # Tab leaves it, for whoever has no mouse.
    for tabs in dialog.findChildren(QTabWidget):
        for n in range(tabs.count()):
            tabs.setTabText(n, lettered(tabs.tabText(n), taken))
    # By the places of widgets, never by the items of a layout: an item that was looked at here and goes with its widget
    # later leaves its wrapper behind, which the next thing at that address is taken for.
    within = dialog.findChildren(QWidget)
    for line in dialog.findChildren(QBoxLayout):
        for (first, label), (second, field) in pairwise(_placed(line, within)):
            if second == first + 1:
                _join(label, [field], taken)
    for form in dialog.findChildren(QFormLayout):
        # Enter goes through a long form; letters for thirty fields would say nothing.
        some = taken if form.rowCount() <= MOST_ROWS else None
        for _at, field in _placed(form, within):
            label = form.labelForField(field)
            if label is not None and label is not field:
                _join(label, [field], some)
        for line in dialog.findChildren(QBoxLayout):
            if (label := form.labelForField(line)) is not None:
                _join(label, [one for _at, one in _placed(line, within)], some)
    for edit in dialog.findChildren(QLineEdit):
        if not edit.accessibleName() and not edit.objectName().startswith("qt_"):
            edit.setAccessibleName(edit.placeholderText())


def _placed(layout: QLayout, widgets: list[QWidget]) -> list[tuple[int, QWidget]]:
    """Those of the widgets that stand in a layout, with their places, in their order."""
    found = [(at, one) for one in widgets if (at := layout.indexOf(one)) >= 0]
    return sorted(found, key=itemgetter(0))


def _is_named(button: QAbstractButton) -> bool:
    """Whether a button has a word of its own: not one of many alike, nor one that shows what was chosen."""
    if isinstance(button, QToolButton) or button.objectName() in {"link", "eye"} or "\n" in button.text():
        return False
    # A word that names its own key, such as 无误（R）, needs no second one.
    has_key = button.text().endswith((")", "）"))
    return button.property("target") is None and not button.text()[:1].isdigit() and not has_key


def _join(label: QWidget, fields: list[QWidget], taken: set[str] | None) -> None:
    """Let fields have the name of their label, and its letter (where there are any) lead to the only one."""
    if not isinstance(label, QLabel) or not label.text():
        return
    within = [
        one for field in fields for one in ([field] if isinstance(field, INPUTS) else field.findChildren(QWidget))
    ]
    inputs = [one for one in within if isinstance(one, INPUTS)]
    if not inputs:
        return
    name = plain(label.text())
    for one in inputs:
        if not one.accessibleName():
            one.setAccessibleName(name)
    if len(inputs) == 1 and label.objectName() != "muted" and "&" not in label.text() and taken is not None:
        label.setBuddy(inputs[0])
        label.setText(lettered(label.text(), taken))
