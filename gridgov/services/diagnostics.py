"""What to send along when something goes wrong: versions, system, sizes; nobody's data, no name, no path."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gridgov import __version__, log, settings
from gridgov.domain.access import Actor
from gridgov.progress import Progress
from gridgov.services import cells, records
from gridgov.services import settings as district
from gridgov.services.desk import Desk
from gridgov.store import database

PACKAGES = ("PySide6-Essentials", "numpy", "shapely", "pyproj", "pyogrio", "geopandas", "typst", "orjson")
ASKED = ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "XDG_SESSION_TYPE", "QT_IM_MODULE", "XMODIFIERS", "LANG")
"""Variables of the environment that decide how a window looks and how one types; their values are short words."""
Lines = list[tuple[str, str]]


def collect(
    kept: settings.Settings,
    desk: Desk | None = None,
    actor: Actor | None = None,
    *,
    window: Iterable[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> Lines:
    """Pairs of a heading and what was found, in English, in the order in which they are read.

    `window` is what only a window knows (platform, fonts, screens). Of the file its format, size and counts are told,
    rounded to two figures; not its name, not its place. A part that fails says so and the rest is told.
    """
    lines: Lines = [("gridgov", __version__), ("Python", platform.python_version()), ("SQLite", database.engine())]
    lines += [(name, _version_of(name)) for name in PACKAGES]
    lines += [
        ("System", _system()),
        ("Encoding", f"{locale.getpreferredencoding(False)}, {sys.getfilesystemencoding()}"),
    ]
    lines += [(name, log.scrub(value)[:60]) for name in ASKED if (value := os.environ.get(name))]
    lines += window
    lines.append(("Free on the disk of the settings", _free(settings.state_folder())))
    if desk is not None and actor is not None:
        lines += _of_file(desk, actor, progress or Progress())
    values = {name: getattr(kept, name) for name in settings.PREFERENCES}
    lines.append(("Settings", ", ".join(f"{name}={value}" for name, value in values.items())))
    lines.append(("Recent files", str(len(kept.recent))))
    lines.append(("Log", f"{len(log.files())} files"))
    return lines + [("", line) for line in log.last_lines()]


def text(lines: Lines) -> str:
    """The pairs as lines of text, to be sent along."""
    return "\n".join(f"{head}: {found}" if head else f"  {found}" for head, found in lines)


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _system() -> str:
    found = f"{platform.system()} {platform.release()} {platform.machine()}"
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            found += f" ({platform.freedesktop_os_release().get('PRETTY_NAME', '')})"
    return found


def _free(folder: Path) -> str:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return f"{shutil.disk_usage(folder).free / 1e9:.0f} GB"
    except OSError:
        return "cannot be asked"


def rounded(number: int) -> str:
    """A count as it may be told: two figures, the rest noughts."""
    if number < 100:
        return "under 100" if number else "0"
    noughts = len(str(number)) - 2
    return f"about {round(number, -noughts):,}"


def _of_file(desk: Desk, actor: Actor, progress: Progress) -> Lines:
    lines: Lines = [("Free on the disk of the file", _free(desk.path.parent))]
    try:
        about = district.describe(desk, actor)
        lines.append(("File", f"format {about['schema_version']}, {about['crs']}, {about['bytes'] / 1e6:.0f} MB"))
        lines += [("Layer", f"{one.rank}: {rounded(one.count)} cells") for one in cells.layers(desk, actor)]
        progress.step(0)
        lines += [(f"Register {key}", rounded(count)) for key, count in records.counts(desk, actor).items()]
    except Exception as error:
        # Whatever is wrong with the file may be why this is asked for: the rest is still told.
        lines.append(("The rest of the file cannot be told", log.facts(error)))
    return lines


def fonts_with_chinese() -> str:
    """Whether the system has a font with Chinese characters, asked without a window."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        return "yes" if any((folder / name).exists() for name in ("msyh.ttc", "simsun.ttc", "simhei.ttf")) else "no"
    asker = shutil.which("fc-list")
    if asker is None:
        return "cannot be asked"
    done = subprocess.run([asker, ":lang=zh", "family"], capture_output=True, check=False)  # noqa: S603
    return "yes" if done.stdout.strip() else "no"
