"""What one person prefers on one machine: language, recent files, last page, text size. A small JSON document.

What belongs to a district (its zone, its name, its calendar) lies in the district's file, not here.
"""

from __future__ import annotations

import copy
import json
import os
import sys
from pathlib import Path
from typing import Any

import attrs

from gridgov.errors import BadInput, WrongUse

VERSION = 1


@attrs.frozen
class Preference:
    """What may be chosen: one of `choices`, or where there are none a whole number from `least` to `most`."""

    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def allowed(self) -> str:
        """The values that may be chosen, to be read by a person."""
        return ", ".join(self.choices) if self.choices else f"{self.least} – {self.most}"


PREFERENCES = {
    "language": Preference(("zh_CN", "en")),
    "theme": Preference(("light", "dark", "contrast")),
    "text_percent": Preference(least=90, most=150),
    "start_file": Preference(("last", "welcome")),
    "start_page": Preference(("last", "today", "cases", "registers", "visits", "map")),
    "log_days": Preference(least=1, most=365),
    "log_megabytes": Preference(least=1, most=100),
}
"""What a person chooses, and what goes along in a file: no path, no name, nothing of a district."""


def state_folder() -> Path:
    """The folder of this person's preferences and log; ``GRIDGOV_HOME`` overrides it (tests do)."""
    if given := os.environ.get("GRIDGOV_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "gridgov"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "gridgov"


@attrs.define
class Settings:
    """The preferences; a field that cannot be read falls back to its default."""

    language: str = "zh_CN"
    theme: str = "light"
    text_percent: int = 100
    start_file: str = "last"
    """What opens at the start: the file opened ``last``, or the ``welcome`` page."""
    start_page: str = "last"
    """The page in front at the start: the ``last`` one, or a door of the rail."""
    log_days: int = 30
    log_megabytes: int = 5
    recent: list[str] = attrs.field(factory=list)
    last_page: str = "map"
    layout: dict[str, str] = attrs.field(factory=dict)
    """Saved window geometry, docks and columns, by name (base64 text)."""
    bookmarks: list[Any] = attrs.field(factory=list)
    """Views of maps that are kept under a name: the file, the name, the place, how wide, the layer."""
    loaded: dict[str, Any] = attrs.field(factory=dict, eq=False, repr=False)
    """The values as they were read: what was not changed since leaves a later change by somebody else alone."""

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent list (ten at most, each once)."""
        name = str(path)
        self.recent = [name, *[r for r in self.recent if r != name]][:10]


def checked(name: str, value: object) -> str | int:
    """A value for a preference, as it is kept; a number may come as text.

    ``WrongUse`` for a preference that nobody knows, ``BadInput`` for a value that cannot be chosen.
    """
    if name not in PREFERENCES:
        raise WrongUse("There is no setting '{name}': there are {known}.", name=name, known=", ".join(PREFERENCES))
    preference = PREFERENCES[name]
    if preference.choices:
        if isinstance(value, str) and value in preference.choices:
            return value
    else:
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and preference.least <= value <= preference.most:
            return value
    raise BadInput("{name}: '{value}' cannot be chosen: {allowed}.", name=name, value=value, allowed=preference.allowed)


def _document() -> dict[str, Any]:
    try:
        raw = json.loads((state_folder() / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(raw, dict):
        return {}
    layout = raw.get("layout")
    if isinstance(layout, dict) and isinstance(layout.get("theme"), str):
        # Where it lay before it was a preference of its own.
        raw.setdefault("theme", layout.pop("theme"))
    return raw


def load() -> Settings:
    """Read the preferences; a missing or broken document gives the defaults."""
    raw = _document()
    settings = Settings()
    for name in _NAMES:
        value: Any = raw.get(name)
        if isinstance(value, type(getattr(settings, name))) and _fits(name, value):
            setattr(settings, name, value)
    settings.loaded = _now(settings)
    return settings


def _fits(name: str, value: object) -> bool:
    if name not in PREFERENCES:
        return True
    try:
        checked(name, value)
    except BadInput:
        return False
    return True


def save(settings: Settings) -> None:
    """Write the preferences whole: to a new name, then moved into place.

    What was not changed since it was read stays as it is there now: another window or a command may have changed it.
    What a later version keeps there stays too.
    """
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    now = {"version": VERSION, **_document()}
    for name in _NAMES:
        value = getattr(settings, name)
        if name not in now or value != settings.loaded.get(name):
            now[name] = value
    fresh = folder / f"settings.json.{os.getpid()}"
    fresh.write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(folder / "settings.json")
    settings.loaded = _now(settings)


def _now(settings: Settings) -> dict[str, Any]:
    return copy.deepcopy({name: getattr(settings, name) for name in _NAMES})


_NAMES = [field.name for field in attrs.fields(Settings) if field.name != "loaded"]


def read_document(name: str) -> dict[str, Any]:
    """One more document of this person on this machine, ``NAME.json``; a missing or broken one is empty."""
    try:
        raw = json.loads((state_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def write_document(name: str, document: dict[str, Any]) -> None:
    """Write such a document whole: to a new name, then moved into place."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{name}.json.new"
    fresh.write_text(json.dumps({"version": VERSION, **document}, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(folder / f"{name}.json")
