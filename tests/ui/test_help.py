"""The help is whole: every action, key, page and dialog has its words in both languages, and none is made up."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

import gridgov.ui
from gridgov import messages
from gridgov.resources import data
from gridgov.services import handbook
from gridgov.ui import actions, letters
from gridgov.ui.application import Application
from gridgov.ui.dialogs.help_dialog import HelpDialog, show_help
from gridgov.ui.map import hand
from tests.ui.test_window import settle

ROOT = Path(__file__).parents[2]
LANGUAGES = {"zh": "zh_CN", "en": "en"}
BY_PERSON = {"Open recent", "Workflows"}
"""Menus whose entries are files and data: the menu itself is named in the help."""
KEY = re.compile(
    r"(?:(?:Ctrl|Alt|Shift|Meta)\+)*(?:F\d{1,2}|[A-Z0-9]|[←↑→↓+\-=,/.?]|Enter|Esc|Ins|Del|Home|End|Space|Tab|PgUp|PgDown)"
)
NAMES = {
    "Return": "Enter", "Escape": "Esc", "Insert": "Ins", "Delete": "Del", "Left": "←", "Right": "→", "Up": "↑",
    "Down": "↓", "Plus": "+", "Minus": "-", "PageUp": "PgUp", "PageDown": "PgDown",
}  # fmt: skip


def keyed(text: str) -> str:
    """A key as the help writes it: Ctrl+Return is Ctrl+Enter."""
    *modifiers, last = text.split("+") if not text.endswith("+") else [*text[:-1].split("+")[:-1], "+"]
    return "+".join([*modifiers, NAMES.get(last, last)])


def listed_keys() -> set[str]:
    """Every key on the sheet of shortcuts; of "Shift+← ↑" both are with Shift."""
    found = set()
    for keys, _text in actions.SHORTCUTS:
        for part in re.split(r" / | … ", keys):
            first, *others = part.split()
            ahead = first[: first.rfind("+") + 1] if len(first) > 1 else ""
            found |= {keyed(first), *(keyed(ahead + one) for one in others)}
    return found


def shortcuts(window: QWidget) -> dict[str, str]:
    """Every key of an action of the window, and what it does."""
    found = {}
    for action in window.findChildren(QAction):
        for key in action.shortcuts():
            found[keyed(key.toString(QKeySequence.SequenceFormat.PortableText))] = letters.plain(action.text())
    return found


def keys_in_source() -> set[str]:
    """Every key that the window's modules speak of."""
    found = set(hand.KEYS)
    standard = {"Copy": "Ctrl+C", "Paste": "Ctrl+V", "Undo": "Ctrl+Z", "Redo": "Ctrl+Y", "Find": "Ctrl+F"}  # fmt: skip
    for path in sorted((ROOT / "gridgov" / "ui").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"Key_(\w+)", text):
            found.add(keyed(name))
            found |= (
                {f"Ctrl+{keyed(name)}", f"Alt+{keyed(name)}", f"Shift+{keyed(name)}"} if "Modifier" in text else set()
            )
        found |= {keyed(key) for key in re.findall(r"(?:QKeySequence|setShortcut)\(\"([^\"]+)\"\)", text)}
        found |= {standard[name] for name in re.findall(r"StandardKey\.(\w+)", text) if name in standard}
    # Modifiers alone, and the digits of the doors and lists.
    return found | {"Alt", "Ctrl", "Shift"} | {f"Ctrl+{n}" for n in range(1, 10)}


def walk(menu: QMenu, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every entry below a menu, as the words that lead to it."""
    found = []
    for action in menu.actions():
        if action.isSeparator():
            continue
        here = (*path, letters.plain(action.text()).rstrip(" …"))
        below = action.menu()
        found.append(here)
        if isinstance(below, QMenu) and here[-1] not in {messages.tr(name) for name in BY_PERSON}:
            found += walk(below, here)
    return found


def every_action(window: QWidget) -> list[tuple[str, ...]]:
    """The table of actions: every entry of every menu, in the language in use."""
    found = []
    for action in window.menuBar().actions():  # type: ignore[attr-defined]
        menu = action.menu()
        assert isinstance(menu, QMenu)
        found += walk(menu, (letters.plain(action.text()),))
    return found


def written(language: str) -> str:
    # A line may end between the words of a menu.
    return "\n".join(re.sub(r"\n *(?![-#\n0-9])", " ", one.text) for one in handbook.topics(language).values())


@pytest.mark.parametrize("folder", LANGUAGES)
def test_every_action_and_key_is_in_the_help(qtbot: QtBot, application: Application, folder: str) -> None:
    language = LANGUAGES[folder]
    window = application.window
    if language != messages.language():
        window.change_language(language)
        settle(qtbot, application)
    text = written(language)
    menus = {tuple(part.strip() for part in path.split("▸")) for path in re.findall(r"\*\*([^*]*▸[^*]*)\*\*", text)}
    keys = set(re.findall(r"`([^`\n]+)`", text))
    table = every_action(window)
    missing = [
        f"{' ▸ '.join(path)}: write **{' ▸ '.join(path)}** into the topic that it belongs to in data/help/{folder}"
        for path in table
        if path not in menus and path[:-1] not in menus
    ]
    missing += [
        f"{key} ({name}): write `{key}` into the topic that it belongs to in data/help/{folder}"
        for key, name in (
            shortcuts(window)
            | dict.fromkeys(listed_keys(), "on the sheet of shortcuts")
            | dict.fromkeys(hand.KEYS, "a tool of the map")
        ).items()
        if key not in keys
    ]
    assert missing == [], "no help page names these"
    known = {path[:length] for path in table for length in range(2, 4)}
    invented = [f"**{' ▸ '.join(path)}** in data/help/{folder} is no menu" for path in sorted(menus - known)]
    real = keys_in_source() | listed_keys() | set(shortcuts(window))
    invented += [
        f"`{key}` in data/help/{folder} is no key" for key in sorted(keys) if KEY.fullmatch(key) and key not in real
    ]
    window.change_language("en")
    settle(qtbot, application)
    assert invented == [], "the help names what does not exist"


def test_every_key_of_a_menu_is_on_the_sheet_of_shortcuts(application: Application) -> None:
    missing = {
        f"{key}: {name}" for key, name in shortcuts(application.window).items()
        if key not in listed_keys() and not re.fullmatch(r"(Alt|Ctrl)\+\d", key)
    }  # fmt: skip
    assert missing == set(), "add a row to SHORTCUTS in gridgov/ui/actions.py"


def classes() -> list[str]:
    """Every page and dialog that there is."""
    found = set()
    for module in pkgutil.walk_packages(gridgov.ui.__path__, "gridgov.ui."):
        loaded = importlib.import_module(module.name)
        for name, kind in vars(loaded).items():
            if not isinstance(kind, type) or kind.__module__ != module.name:
                continue
            is_page = issubclass(kind, QWidget) and name.endswith("Page") and ".pages." in module.name
            if is_page or issubclass(kind, QDialog):
                found.add(name)
    return sorted(found - {"DeskDialog"})


def test_every_page_and_dialog_has_a_topic() -> None:
    named = {name for one in handbook.topics("en").values() for name in one.classes}
    missing = [
        f"{name}: add it to the classes of a topic in data/help/topics.toml, or a topic with zh/NAME.md and en/NAME.md"
        for name in classes()
        if name not in named
    ]
    assert missing == []
    every = [name for one in handbook.topics("en").values() for name in one.classes]
    assert sorted({name for name in every if every.count(name) > 1}) == [], "a class has one topic in topics.toml"
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "gridgov" / "ui").rglob("*.py"))
    there = set(re.findall(r"^class (\w+)", source, flags=re.MULTILINE))
    assert sorted(named - there) == [], "data/help/topics.toml names classes that do not exist"


@pytest.mark.parametrize("folder", LANGUAGES)
def test_topics_are_whole_and_links_lead_somewhere(folder: str) -> None:
    topics = handbook.topics(LANGUAGES[folder])
    assert {path.stem for path in data("help", folder).glob("*.md")} == set(topics)
    titles = [one.title for one in topics.values()]
    assert len(set(titles)) == len(titles)
    for one in topics.values():
        assert one.text.startswith("# "), one.id
        assert 60 < len(one.text) < 4000, one.id
        for link in re.findall(r"\]\(([^)]+)\)", one.text):
            assert link.removesuffix(".md") in topics, f"{folder}/{one.id}.md leads to {link}, which is not there"


def test_words_are_found_in_both_languages() -> None:
    messages.use("en")
    assert handbook.find("overlaps gaps")[0].topic.id == "import"
    assert "calendar" in [hit.topic.id for hit in handbook.find("节假日 通知")[:2]]
    assert handbook.find("SETTINGS")[0].topic.title == "Settings"
    assert handbook.find("nothing of the kind") == []
    assert len(handbook.find("")) == len(handbook.topics())
    messages.use("zh_CN")
    assert handbook.find("ｃｔｒｌ＋ｚ 撤销")[0].topic.id in {"lists", "today"}
    messages.use("en")


def test_the_innermost_class_decides() -> None:
    assert handbook.topic_of(["CaseForm", "WorkPage"]) == "report"
    assert handbook.topic_of(["Nothing", "WorkPage"]) == "today"
    assert handbook.topic_of([]) == "start"


def test_f1_opens_the_help_on_what_is_in_front(qtbot: QtBot, application: Application) -> None:
    window = application.window
    for door, topic in (("map", "map"), ("cases", "lists"), ("visits", "visits"), ("today", "today")):
        window.open_door(door)
        settle(qtbot, application)
        dialog = show_help(window)
        assert dialog.topic == topic
    assert len([one for one in window.findChildren(HelpDialog) if one.isVisible()]) == 1
    dialog.close()
    settle(qtbot, application)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)
    assert [one.topic for one in window.findChildren(HelpDialog) if one.isVisible()] == ["today"]
    for one in window.findChildren(HelpDialog):
        one.close()
    settings = actions.show_settings(window)
    shown = show_help(settings)
    assert (shown.topic, shown.parent()) == ("settings", settings)
    shown.close()
    settings.reject()


def test_the_help_speaks_another_language_with_the_window(qtbot: QtBot, application: Application) -> None:
    dialog = show_help(application.window, "export")
    application.window.change_language("zh_CN")
    settle(qtbot, application)
    assert "导出" in dialog.text.toPlainText()
    application.window.change_language("en")
    settle(qtbot, application)
    assert "Export" in dialog.text.toPlainText()
    dialog.close()


def test_search_links_and_the_way_back(qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    dialog = HelpDialog(parent, "map")
    dialog.search.setText("holidays")
    assert 0 < dialog.contents.count() < len(handbook.topics())
    dialog._on_return()
    assert dialog.topic in {"calendar", "deadlines"}
    dialog._on_link(QUrl("export.md"))
    assert dialog.topic == "export"
    dialog.on_back()
    dialog.on_back()
    assert dialog.topic == "map"
    dialog.search.setText("nothing of the kind")
    assert dialog.contents.item(0).text() == "No help has all of these words."
    dialog._on_return()
    assert dialog.topic == "map"
    dialog.on_search()
    dialog.close()
