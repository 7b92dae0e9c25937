"""Commands for opinions: which topics rise, a case from one, what was heard before and after."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import case_view, opinions


@click.group()
def opinion() -> None:
    """Opinions: topics that rise, the case they lead to, what was heard before and after it."""


@opinion.command()
@file_option()
@click.option("--on", help="As of this moment (default: now).")
@actor_option
@json_option
def rising(file: Path, on: str | None, user: str | None, as_json: bool) -> None:
    """The topics that rise in a cell, the strongest first."""
    with opened(file, user) as (desk, actor):
        found = opinions.rising(desk, actor, on=on)
    if as_json:
        print_json(found)
        return
    rows = [[one.cell, one.topic_name, one.now, f"{one.before:.1f}"] for one in found]
    print_table([tr("Cell"), tr("Topic"), tr("Now"), tr("Before, on average")], rows, tr("No topic rises."))


@opinion.command()
@click.argument("cell")
@click.argument("topic")
@file_option()
@click.option("--on", help="As of this moment (default: now).")
@actor_option
@json_option
def propose(cell: str, topic: str, file: Path, on: str | None, user: str | None, as_json: bool) -> None:
    """Open a case from a TOPIC that rises in CELL; it names its sources."""
    with opened(file, user) as (desk, actor):
        found = next((o for o in opinions.rising(desk, actor, on=on) if (o.cell, o.topic) == (cell, topic)), None)
        if found is None:
            raise WrongUse("The topic {topic} does not rise in cell {cell}.", topic=topic, cell=cell)
        taken = opinions.propose(desk, actor, found)
    if as_json:
        print_json(taken)
    else:
        click.echo(taken.number)


@opinion.command()
@click.argument("number")
@file_option()
@actor_option
@json_option
def beside(number: str, file: Path, user: str | None, as_json: bool) -> None:
    """Opinions of the 30 days before case NUMBER was reported and after it closed."""
    with opened(file, user) as (desk, actor):
        found = opinions.beside(desk, actor, case_view.find(desk, number))
    if as_json:
        print_json(found)
    elif found is None:
        click.echo(tr("This case came from no opinion."))
    else:
        click.echo(tr("{topic}: {before} before, {after} after", topic=found.topic_name, before=len(found.before),
                      after=len(found.after)))  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (opinion,)
