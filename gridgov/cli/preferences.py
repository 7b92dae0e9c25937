"""Commands on a person's own preferences and on what to send along when something goes wrong."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov import log, settings
from gridgov.cli.output import PATH, actor_option, findings_exit, json_option, opened, print_json, print_table, watched
from gridgov.messages import tr
from gridgov.services import diagnostics, preferences
from gridgov.settings import PREFERENCES


@click.group("settings")
def settings_() -> None:
    """Your own settings on this machine: shown, changed, carried to another one as a file."""


@settings_.command()
@json_option
def show(as_json: bool) -> None:
    """Every setting, what may be chosen, and where settings and logs lie."""
    found = preferences.shown(settings.load())
    if as_json:
        print_json(found)
        return
    rows = [[name, value, PREFERENCES[name].allowed if name in PREFERENCES else ""] for name, value in found.items()]
    print_table([tr("Setting"), tr("Value"), tr("May be chosen")], rows, "")


@settings_.command("set")
@click.argument("name")
@click.argument("value")
def set_(name: str, value: str) -> None:
    """Set NAME to VALUE."""
    preferences.put(settings.load(), {name: value})


@settings_.command()
@click.argument("file", type=PATH)
def export(file: Path) -> None:
    """Write your settings to FILE, for another machine: no path, no name, no password is in it."""
    preferences.write(settings.load(), file)
    click.echo(tr("{file} holds the settings.", file=file), err=True)


@settings_.command("import")
@click.argument("file", type=PATH)
@json_option
@findings_exit
def import_(file: Path, as_json: bool) -> int:
    """Take the settings of FILE over: all of them, or none where one cannot be chosen (exit 3).

    Names that nobody knows are told and left out (exit 1).
    """
    found = preferences.bring(settings.load(), file)
    if as_json:
        taken = {} if found.faults else found.values
        print_json({"taken": taken, "faults": found.faults, "unknown": found.unknown})
    else:
        for sentence in (*found.faults, *found.unknown):
            click.echo(sentence, err=True)
        if found.faults:
            click.echo(tr("Nothing was taken over: mend the file and try again."), err=True)
        else:
            click.echo(tr("{n} settings were taken over.", n=len(found.values)), err=True)
    return 3 if found.faults else 1 if found.unknown else 0


@settings_.command()
@click.option("--recent", is_flag=True, help="Which files were open.")
@click.option("--layout", is_flag=True, help="Places of windows, docks and columns.")
@click.option("--logs", is_flag=True, help="All files of the log.")
def forget(recent: bool, layout: bool, logs: bool) -> None:
    """Forget recent files, layout or logs of this machine."""
    kept = settings.load()
    if recent:
        preferences.forget_recent(kept)
    if layout:
        preferences.reset_layout(kept)
    if logs:
        log.forget()


@click.command("diagnostics")
@click.argument("file", type=PATH, required=False)
@actor_option
@json_option
def diagnostics_(file: Path | None, user: str | None, as_json: bool) -> None:
    """What to send along when something goes wrong: versions, system, sizes of FILE; nobody's data, no path."""
    kept = settings.load()
    window = [("Font with Chinese characters", diagnostics.fonts_with_chinese())]
    if file is None:
        lines = diagnostics.collect(kept, window=window)
    else:
        with watched() as progress, opened(file, user) as (desk, actor):
            lines = diagnostics.collect(kept, desk, actor, window=window, progress=progress)
    if as_json:
        print_json([{"what": head, "found": found} for head, found in lines])
    else:
        click.echo(diagnostics.text(lines))


COMMANDS: tuple[click.Command, ...] = (settings_, diagnostics_)
