"""The `gridgov` command: its groups, its exit codes, and the one place where an error becomes a sentence.

Exit codes: 0 done, 1 done with findings, 2 wrong use, 3 bad input, 4 refused, 5 our fault.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from gridgov import __version__, log, messages, settings
from gridgov.cli import (
    address,
    base_maps,
    cases,
    desk_work,
    doctor,
    duties,
    exports,
    fields,
    files,
    forms,
    ground,
    imports,
    look,
    manual,
    matching,
    opinions,
    patrols,
    people,
    preferences,
    records,
    rules,
    rulings,
    services,
    tidy,
    visits,
)
from gridgov.errors import BugError, GridgovError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gridgov")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages and sheets (default: yours).")
def cli(lang: str | None) -> None:
    """Grid-based urban governance: one district, one file. Without a command, the window opens."""
    chosen = {"zh": "zh_CN", "en": "en"}.get(lang or "") or settings.load().language
    messages.use(chosen)


for module in (
    files,
    doctor,
    imports,
    look,
    cases,
    desk_work,
    duties,
    records,
    visits,
    tidy,
    matching,
    opinions,
    rules,
    rulings,
    patrols,
    services,
    fields,
    address,
    ground,
    forms,
    exports,
    base_maps,
    people,
    preferences,
    manual,
):
    for command in module.COMMANDS:
        cli.add_command(command)


def _command(arguments: Sequence[str]) -> str:
    """The command's own word: what follows may hold a name that was searched for."""
    return next((word for word in arguments if word in cli.commands), "")


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code; every error is said in one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A pipe on Windows would otherwise use a code page that lacks most Chinese characters.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=list(arguments), prog_name="gridgov", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(messages.tr("Cancelled. Nothing was changed."), err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BugError as error:
        log.start()
        log.logger.exception("a fault of ours in the command %s", _command(arguments))
        click.echo(messages.say(error), err=True)
        return error.exit_code
    except GridgovError as error:
        click.echo(messages.say(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except Exception:
        path = log.start()
        log.logger.exception("a fault of ours in the command %s", _command(arguments))
        click.echo(
            messages.tr("This is a fault of gridgov, not of your data; nothing was half-written. See {log}", log=path),
            err=True,
        )
        return 5
    return code if isinstance(code, int) else 0
