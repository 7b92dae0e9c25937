"""Commands for patrols: rounds, tracks, what was passed."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import PATH, actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import patrols


@click.group()
def patrol() -> None:
    """Patrols: rounds with points to pass, and the tracks that were walked."""


@patrol.command("route-add")
@click.argument("name")
@file_option()
@click.option("--points", type=PATH, help="Points: a table with name, longitude and latitude, or .gpx waypoints.")
@click.option("--register", type=click.Choice(list(registers())), help="Take the places of these records …")
@click.option("--where", default="", help="… that match: field op value, joined by and, or, not.")
@click.option("--every", type=int, default=patrols.EVERY_DAYS, show_default=True, help="Days between two patrols.")
@click.option("--within", type=float, default=patrols.WITHIN_M, show_default=True, help="Metres that count as passed.")
@actor_option
def route_add(
    name: str, file: Path, points: Path | None, register: str | None, where: str, every: int, within: float,
    user: str | None,
) -> None:  # fmt: skip
    """Add the round NAME; its number."""
    if (points is None) == (register is None):
        raise WrongUse("Give the points by --points or by --register.")
    with opened(file, user) as (desk, actor):
        found = (
            patrols.points_from(points) if points is not None
            else patrols.points_of(desk, actor, str(register), where)
        )  # fmt: skip
        number = patrols.add_route(desk, actor, name, found, every_days=every, within_m=within)
    click.echo(str(number))


@patrol.command("route-end")
@click.argument("number", type=int)
@file_option()
@actor_option
def route_end(number: int, file: Path, user: str | None) -> None:
    """Take the round NUMBER out of use."""
    with opened(file, user) as (desk, actor):
        patrols.end_route(desk, actor, number)


@patrol.command()
@file_option()
@actor_option
@json_option
def routes(file: Path, user: str | None, as_json: bool) -> None:
    """The rounds, those that wait the longest first."""
    with opened(file, user) as (desk, actor):
        found = patrols.routes(desk, actor)
    if as_json:
        print_json(found)
        return
    rows = [[one.id, one.name, len(one.points), one.every_days, one.last_on or "—", one.due_on] for one in found]
    heads = ["", tr("Name"), tr("Points to pass"), tr("Every (days)"), tr("Last walked"), tr("Next patrol due")]
    print_table(heads, rows, tr("There is no round yet."))


@patrol.command()
@click.argument("track", type=PATH)
@file_option()
@click.option("--route", type=int, help="The round that was walked.")
@click.option("--on", help="The day, where the track has no times.")
@click.option("--note", default="")
@actor_option
@json_option
def record(
    track: Path, file: Path, route: int | None, on: str | None, note: str, user: str | None, as_json: bool
) -> None:
    """Keep TRACK (.gpx, or a table with longitude, latitude, time) as a patrol."""
    with opened(file, user) as (desk, actor):
        done = patrols.record(desk, actor, track, route=route, note=note, on=on)
    if as_json:
        print_json(done)
        return
    click.echo(tr("{day}: {km} km, {passed} points passed, {missed} missed.", day=done.day,
                  km=f"{done.length_m / 1000:.2f}", passed=len(done.passed), missed=len(done.missed)))  # fmt: skip
    for name in done.missed:
        click.echo(f"  {name}")


@patrol.command("list")
@file_option()
@click.option("--route", type=int, help="Only of this round.")
@actor_option
@json_option
def list_(file: Path, route: int | None, user: str | None, as_json: bool) -> None:
    """The patrols, the newest first."""
    with opened(file, user) as (desk, actor):
        found = patrols.patrols(desk, actor, route=route)
    if as_json:
        print_json(found)
        return
    rows = [
        [one.id, one.route, one.day, f"{one.length_m / 1000:.2f}", len(one.passed), len(one.missed), one.actor]
        for one in found
    ]
    heads = ["", tr("Round"), tr("Day"), "km", tr("Passed"), tr("Missed"), tr("Who")]
    print_table(heads, rows, tr("There is no patrol yet."))


COMMANDS: tuple[click.Command, ...] = (patrol,)
