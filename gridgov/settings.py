"""What one person prefers on one machine: language, recent files, last page, text size. A small JSON document.

What belongs to a district (its zone, its name, its calendar) lies in the district's file, not here.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import attrs

VERSION = 1


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
    recent: list[str] = attrs.field(factory=list)
    last_page: str = "map"
    text_percent: int = 100
    layout: dict[str, str] = attrs.field(factory=dict)
    """Saved window geometry, docks and columns, by name (base64 text)."""

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent list (ten at most, each once)."""
        name = str(path)
        self.recent = [name, *[r for r in self.recent if r != name]][:10]


def load() -> Settings:
    """Read the preferences; a missing or broken document gives the defaults."""
    try:
        raw = json.loads((state_folder() / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    if isinstance(raw, dict):
        for field in attrs.fields(Settings):
            value: Any = raw.get(field.name)
            if isinstance(value, type(getattr(settings, field.name))):
                setattr(settings, field.name, value)
    return settings


def save(settings: Settings) -> None:
    """Write the preferences whole: to a new name, then moved into place."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "settings.json.new"
    document = {"version": VERSION, **attrs.asdict(settings)}
    fresh.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(folder / "settings.json")
