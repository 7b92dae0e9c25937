"""Preferences of a person: what may be chosen, kept whole, and not overwritten by another window."""

from __future__ import annotations

import json

import pytest

from gridgov import messages, settings
from gridgov.errors import BadInput, WrongUse
from gridgov.settings import PREFERENCES, Settings


def test_what_may_be_chosen_is_what_the_program_has() -> None:
    from gridgov.ui import theme
    from gridgov.ui.rail import DOORS

    assert PREFERENCES["language"].choices == messages.LANGUAGES
    assert set(PREFERENCES["theme"].choices) == set(theme.THEMES)
    assert (PREFERENCES["text_percent"].least, PREFERENCES["text_percent"].most) == (theme.SMALLEST, theme.LARGEST)
    doors = [key for key, _ in DOORS]
    said = "a door of the rail is missing from PREFERENCES['start_page'] in gridgov/settings.py: add its key there"
    assert set(PREFERENCES["start_page"].choices) == {"last", *doors}, said


@pytest.mark.parametrize(
    ("name", "value", "kept"), [("text_percent", "125", 125), ("log_days", 7, 7), ("theme", "dark", "dark")]
)
def test_a_good_value_is_taken(name: str, value: object, kept: object) -> None:
    assert settings.checked(name, value) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [("text_percent", 151), ("text_percent", "big"), ("log_days", True), ("theme", "pink"), ("language", 1)],
)
def test_a_bad_value_is_said(name: str, value: object) -> None:
    with pytest.raises(BadInput, match=name):
        settings.checked(name, value)


def test_a_setting_that_nobody_knows_is_said() -> None:
    with pytest.raises(WrongUse, match="password"):
        settings.checked("password", "x")


def test_a_broken_document_gives_the_defaults() -> None:
    folder = settings.state_folder()
    (folder / "settings.json").write_text("{", encoding="utf-8")
    assert settings.load() == Settings()
    (folder / "settings.json").write_text('{"text_percent": 1000, "theme": 3, "log_days": 9}', encoding="utf-8")
    assert settings.load() == Settings(log_days=9)


def test_what_another_window_changed_meanwhile_stays() -> None:
    one, other = settings.load(), settings.load()
    other.theme = "dark"
    settings.save(other)
    one.log_days = 3
    settings.save(one)
    assert (settings.load().theme, settings.load().log_days) == ("dark", 3)


def test_what_a_later_version_keeps_there_stays() -> None:
    path = settings.state_folder() / "settings.json"
    path.write_text('{"sound": "loud", "layout": {"theme": "dark", "geometry": "x"}}', encoding="utf-8")
    kept = settings.load()
    assert (kept.theme, kept.layout) == ("dark", {"geometry": "x"})
    settings.save(kept)
    assert json.loads(path.read_text(encoding="utf-8"))["sound"] == "loud"
