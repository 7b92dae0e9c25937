"""Commands of the desk: a shift handed over, one's own phrases and shortlist, what a record went through."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import case_view, own, record_history, shifts
from gridgov.services.records import find


@click.group()
def shift() -> None:
    """The shift: handed over with what is open, and taken."""


@shift.command()
@click.argument("to")
@file_option()
@click.option("--note", default="", help="What the next one must know.")
@actor_option
@json_option
def give(to: str, file: Path, note: str, user: str | None, as_json: bool) -> None:
    """Hand the shift over to TO; what is open now is noted with it."""
    with opened(file, user) as (desk, actor):
        made = shifts.hand_over(desk, actor, to, note)
    if as_json:
        print_json(made)
    else:
        click.echo(f"{made.id}  {made.giver} → {made.taker}  " + "  ".join(f"{k} {n}" for k, n in made.counts.items()))


@shift.command(name="list")
@file_option()
@click.option("--mine", is_flag=True, help="Only those that wait for the one who asks.")
@actor_option
@json_option
def shift_list(file: Path, mine: bool, user: str | None, as_json: bool) -> None:
    """The hand-overs, the newest first."""
    with opened(file, user) as (desk, actor):
        found = shifts.list_(desk, actor, mine=mine)
    if as_json:
        print_json(found)
        return
    heads = ["", tr("When"), tr("From"), tr("To"), tr("A word"), tr("Taken")]
    rows = [[one.id, one.at, one.giver, one.taker, one.note, one.taken_at] for one in found]
    print_table(heads, rows, tr("No shift was handed over yet."))


@shift.command()
@click.argument("number", type=int)
@file_option()
@actor_option
def take(number: int, file: Path, user: str | None) -> None:
    """Take the shift of that NUMBER; the cases named with it go on the shortlist."""
    with opened(file, user) as (desk, actor):
        shifts.take(desk, actor, number)


@click.group(name="own")
def own_() -> None:
    """What one keeps for oneself: phrases and the shortlist."""


@own_.command()
@file_option()
@click.option("--keep", help="Keep this phrase.")
@click.option("--drop", help="Forget this phrase.")
@actor_option
@json_option
def phrases(file: Path, keep: str | None, drop: str | None, user: str | None, as_json: bool) -> None:
    """The phrases at hand."""
    with opened(file, user) as (desk, actor):
        if keep:
            own.keep_phrase(desk, actor, keep)
        if drop:
            own.drop_phrase(desk, actor, drop)
        found = own.phrases(desk, actor)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(found))


@own_.command()
@click.argument("number")
@file_option()
@click.option("--off", is_flag=True, help="Take it off again.")
@actor_option
def watch(number: str, file: Path, off: bool, user: str | None) -> None:
    """Put case NUMBER on the shortlist; `gridgov case list --tab watched` shows it."""
    with opened(file, user) as (desk, actor):
        own.watch(desk, actor, case_view.find(desk, number), on=not off)


@click.command()
@click.argument("register", type=click.Choice(list(registers())))
@click.argument("key")
@file_option()
@actor_option
@json_option
def history(register: str, key: str, file: Path, user: str | None, as_json: bool) -> None:
    """Every change of every field of a record, found by its number or uid; personal values stay masked."""
    with opened(file, user) as (desk, actor):
        fid = find(desk, register, key)
        if fid is None:
            raise WrongUse("There is no record {key} in {register}.", key=key, register=register)
        found = record_history.of(desk, actor, register, fid)
    if as_json:
        print_json(found)
        return
    heads = [tr("When"), tr("Who"), tr("What"), tr("Field"), tr("Before"), tr("After")]
    rows = [
        [entry.at, entry.actor, entry.act, pick(one.zh, one.en), one.before, one.after]
        for entry in found
        for one in entry.changes
    ]
    print_table(heads, rows, tr("Nothing is on record."))


COMMANDS: tuple[click.Command, ...] = (shift, own_, history)
