"""A person's preferences: shown, changed, carried to another machine as a file. No district file is needed."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import attrs

from gridgov import __version__, log, messages, settings
from gridgov.errors import BadInput, GridgovError, Trouble, WrongUse
from gridgov.exchange.whole_file import written_whole
from gridgov.messages import tr
from gridgov.settings import PREFERENCES, Settings

KIND = "gridgov settings"
MOST_BYTES = 100_000


@attrs.frozen
class Brought:
    """What a file of settings holds: the values that may be taken, its faults as sentences, the names nobody knows."""

    values: dict[str, str | int]
    faults: list[str]
    unknown: list[str]


def shown(kept: Settings) -> dict[str, Any]:
    """Every preference by its name, and what else lies on this machine for the person."""
    return {
        **portable(kept),
        "recent_files": len(kept.recent),
        "folder": str(settings.state_folder()),
        "log_folder": str(log.folder()),
    }


def portable(kept: Settings) -> dict[str, Any]:
    """What goes along in a file: the preferences alone, no path and no name."""
    return {name: getattr(kept, name) for name in PREFERENCES}


def put(kept: Settings, values: dict[str, Any]) -> None:
    """Change preferences, all or none, and keep them; files of the log that are too old by now go at once.

    ``WrongUse`` for a preference that nobody knows, ``BadInput`` for a value that cannot be chosen.
    """
    good = {_known(name): settings.checked(_known(name), value) for name, value in values.items()}
    for name, value in good.items():
        setattr(kept, name, value)
    keep(kept)
    if {"log_days", "log_megabytes"} & set(good):
        log.tidy(kept)
    messages.use(kept.language)


def _known(name: str) -> str:
    # A file or a keyboard may write it with a hyphen.
    return name.replace("-", "_")


def forget_recent(kept: Settings) -> None:
    """Forget which files were open."""
    kept.recent.clear()
    keep(kept)


def reset_layout(kept: Settings) -> None:
    """Put windows, docks and columns back to where they were the first time, and the text to its usual size."""
    kept.layout.clear()
    kept.text_percent = 100
    keep(kept)


def keep(kept: Settings) -> None:
    """Write the preferences; ``Trouble`` when the disk will not."""
    try:
        settings.save(kept)
    except OSError as error:
        raise Trouble("The settings cannot be kept in {folder}.", folder=settings.state_folder()) from error


def write(kept: Settings, path: Path) -> None:
    """Write the preferences to a file for another machine; ``Trouble`` when the disk will not."""
    document = {"kind": KIND, "version": settings.VERSION, "gridgov": __version__, "settings": portable(kept)}
    with written_whole(path) as fresh:
        fresh.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Brought:
    """What a file of settings holds, nothing taken yet. ``BadInput`` for a file that is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput("{file} is no file of gridgov's settings.", file=path)
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput("{file} cannot be read.", file=path) from error
    except (ValueError, RecursionError) as error:
        raise BadInput("{file} is no file of gridgov's settings.", file=path) from error
    if not isinstance(document, dict) or document.get("kind") != KIND or not isinstance(document.get("settings"), dict):
        raise BadInput("{file} is no file of gridgov's settings.", file=path)
    version = document.get("version")
    if not isinstance(version, int) or version > settings.VERSION:
        raise BadInput("{file} was written by a later version of gridgov.", file=path)
    values: dict[str, str | int] = {}
    faults, unknown = [], []
    for name, value in document["settings"].items():
        if name not in PREFERENCES:
            unknown.append(_unknown(name))
            continue
        try:
            values[name] = settings.checked(name, value)
        except GridgovError as error:
            faults.append(messages.say(error))
    return Brought(values, faults, unknown)


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, list(PREFERENCES), n=1)
    short = name if len(name) <= 40 else f"{name[:40]}…"
    if near:
        return tr("'{name}' is not known and was left out; did you mean {near}?", name=short, near=near[0])
    return tr("'{name}' is not known and was left out.", name=short)


def bring(kept: Settings, path: Path) -> Brought:
    """Take the preferences of a file over and keep them: all of them, or none where one cannot be chosen.

    The names that nobody knows are told and left out. ``BadInput`` for a file that is none.
    """
    found = read(path)
    if not found.values and not found.faults:
        raise WrongUse("{file} holds no setting that is known here.", file=path)
    if not found.faults:
        put(kept, dict(found.values))
    return found
