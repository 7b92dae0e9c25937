"""Commands for tidying: what looks wrong, likely doubles, merging and taking that back."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.messages import pick, tr
from gridgov.services import tidy as service

REGISTER = click.Choice(service.REGISTERS)


@click.group()
def tidy() -> None:
    """Tidying: checks, doubles, merges."""


@tidy.command()
@click.argument("check", required=False)
@file_option()
@actor_option
@json_option
def check(check: str | None, file: Path, user: str | None, as_json: bool) -> None:
    """The checks with how much each finds; with the name of a CHECK, what it finds."""
    with opened(file, user) as (desk, actor):
        found = service.findings(desk, actor, check) if check else service.checks(desk, actor)
    if as_json:
        print_json(found)
        return
    rows = [
        [one.fid, one.title, one.value]
        if isinstance(one, service.Finding)
        else [one.id, pick(one.zh, one.en), one.count]
        for one in found
    ]
    print_table(["", "", ""], rows, tr("Nothing looks wrong."))


@tidy.command()
@click.argument("check")
@click.argument("fid", type=int)
@file_option()
@click.option("--off", is_flag=True, help="Ask again.")
@actor_option
def right(check: str, fid: int, file: Path, off: bool, user: str | None) -> None:
    """Say that what CHECK found of record FID is right as it is."""
    with opened(file, user) as (desk, actor):
        service.say_right(desk, actor, check, fid, right=not off)


@tidy.command()
@click.argument("register", type=REGISTER)
@file_option()
@actor_option
@json_option
def doubles(register: str, file: Path, user: str | None, as_json: bool) -> None:
    """Pairs of records that may be one."""
    with opened(file, user) as (desk, actor):
        found = service.doubles(desk, actor, register)
    if as_json:
        print_json(found)
    else:
        rows = [[one.one, one.titles[0], one.other, one.titles[1], one.why] for one in found]
        print_table(["", "", "", "", tr("Why")], rows, tr("No doubles were found."))


@tidy.command()
@click.argument("register", type=REGISTER)
@click.argument("keep", type=int)
@click.argument("drop", type=int)
@file_option()
@click.option("--take", multiple=True, help="Take this column from the one that goes, even if the other has a value.")
@click.option("--two", is_flag=True, help="They are not the same: do not ask again.")
@actor_option
@json_option
def merge(
    register: str, keep: int, drop: int, file: Path, take: tuple[str, ...], two: bool, user: str | None, as_json: bool
) -> None:
    """Make one record of KEEP and DROP; the number of the merge is printed."""
    with opened(file, user) as (desk, actor):
        if two:
            service.two(desk, actor, register, keep, drop)
            return
        number = service.merge(desk, actor, register, keep, drop, take=take)
    if as_json:
        print_json({"merge": number})
    else:
        click.echo(str(number))


@tidy.command()
@click.argument("number", type=int)
@file_option()
@actor_option
@json_option
def unmerge(number: int, file: Path, user: str | None, as_json: bool) -> None:
    """Take merge NUMBER back."""
    with opened(file, user) as (desk, actor):
        fid = service.unmerge(desk, actor, number)
    if as_json:
        print_json({"fid": fid})
    else:
        click.echo(str(fid))


COMMANDS: tuple[click.Command, ...] = (tidy,)
