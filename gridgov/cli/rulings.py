"""Commands for no-man's-land: what waits, a ruling, withdrawing it."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.messages import tr
from gridgov.services import rulings


@click.group()
def ruling() -> None:
    """No-man's-land: a supervisor rules once which cell has it."""


@ruling.command(name="list")
@file_option()
@actor_option
@json_option
def list_(file: Path, user: str | None, as_json: bool) -> None:
    """Every ruling, the newest first."""
    with opened(file, user) as (desk, actor):
        found = rulings.list_(desk, actor)
    if as_json:
        print_json(found)
        return
    heads = ["", tr("When"), tr("Who"), tr("Layer"), tr("Cell"), tr("Reason"), tr("Ended")]
    rows = [[o.id, o.at, o.actor, o.layer, o.code, o.reason, o.ended_at] for o in found]
    print_table(heads, rows, tr("There is no ruling yet."))


@ruling.command()
@click.argument("code")
@file_option()
@click.option("--layer", default="unit_cell", show_default=True)
@click.option("--around", nargs=3, type=float, metavar="LON LAT METRES", help="A circle around a place.")
@click.option(
    "--corner", "corners", nargs=2, type=float, multiple=True, metavar="LON LAT", help="A corner of the area."
)
@click.option("--reason", required=True, help="Why this cell has it.")
@actor_option
@json_option
def make(
    code: str,
    file: Path,
    layer: str,
    around: tuple[float, float, float] | None,
    corners: tuple[tuple[float, float], ...],
    reason: str,
    user: str | None,
    as_json: bool,
) -> None:
    """Rule that what lies in an area and in no one cell belongs to cell CODE."""
    area = rulings.circle(*around) if around else list(corners)
    with opened(file, user) as (desk, actor):
        number, settled = rulings.rule(desk, actor, layer, code, area, reason)
    if as_json:
        print_json({"ruling": number, "settled": settled})
    else:
        click.echo(tr("Ruling {n}: {settled} places have a cell now.", n=number, settled=settled))


@ruling.command()
@click.argument("number", type=int)
@file_option()
@actor_option
def withdraw(number: int, file: Path, user: str | None) -> None:
    """Withdraw ruling NUMBER: what followed it is open again."""
    with opened(file, user) as (desk, actor):
        rulings.withdraw(desk, actor, number)


COMMANDS: tuple[click.Command, ...] = (ruling,)
