"""Commands for visits: who is due, the day's route, the sheet of a home, a visit kept."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain import visits as rules
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import records
from gridgov.services import visits as service
from gridgov.services.desk import Desk


@click.group()
def visit() -> None:
    """Visits that keep the ledgers true: due lists, a route, one sheet a home."""


@visit.command()
@file_option()
@click.option("--list", "which", type=click.Choice(service.LISTS), default="due", show_default=True)
@click.option("--on", help="As of this day (default: today).")
@click.option("--route", "as_route", is_flag=True, help="In the order of a day's walk, at most 30.")
@actor_option
@json_option
def due(file: Path, which: str, on: str | None, as_route: bool, user: str | None, as_json: bool) -> None:
    """Whom to visit, those who wait the longest first."""
    with opened(file, user) as (desk, actor):
        found = service.route(desk, actor, on=on) if as_route else service.due(desk, actor, which, on=on)
    if as_json:
        print_json(found)
        return
    heads = [tr("Name"), tr("Care"), tr("Address"), tr("Last visited"), tr("Due on"), tr("Days late")]
    rows = [[o.title, ", ".join(o.care), o.address, o.last_on, o.due_on, o.days_late] for o in found]
    print_table(heads, rows, tr("Nobody is to be visited."))


def _home(desk: Desk, key: str) -> int:
    fid = records.find(desk, "dwelling", key)
    if fid is None:
        raise WrongUse("There is no record {key} in {register}.", key=key, register="dwelling")
    return fid


@visit.command()
@click.argument("dwelling")
@file_option()
@actor_option
@json_option
def sheet(dwelling: str, file: Path, user: str | None, as_json: bool) -> None:
    """The sheet of the home with number DWELLING."""
    with opened(file, user) as (desk, actor):
        found = service.sheet(desk, actor, _home(desk, dwelling))
    if as_json:
        print_json(found)
        return
    click.echo(found.address)
    heads = ["", tr("Name"), tr("Relation"), tr("Phone"), tr("Care"), tr("Due on")]
    rows = [[o.person, o.title, o.relation, o.phone, ", ".join(o.care), o.due_on] for o in found.residents]
    print_table(heads, rows, tr("Nobody lives here."))


def _pairs(given: tuple[str, ...]) -> dict[int, str]:
    found = {}
    for one in given:
        person, mark, value = one.partition("=")
        if not mark or not person.strip().isdigit():
            raise WrongUse("'{text}' is no person and value: write it like 12=there.", text=one)
        found[int(person)] = value
    return found


@visit.command()
@click.argument("dwelling")
@file_option()
@click.option("--person", "answers", multiple=True, metavar="FID=ANSWER", help=f"One of {', '.join(rules.ANSWERS)}.")
@click.option("--phone", "phones", multiple=True, metavar="FID=PHONE", help="A phone that was put right.")
@click.option("--away-until", "away", multiple=True, metavar="FID=DATE", help="Until when somebody is away.")
@click.option("--hazard", "hazards", multiple=True, help="Code of a hazard that was seen; several are allowed.")
@click.option("--no-hazard", is_flag=True, help="There is no hazard (any more).")
@click.option("--note", default="", help="What else was seen or said.")
@click.option("--opinion", nargs=2, metavar="TOPIC TEXT", help="An opinion that was heard.")
@click.option("--case", "told", help="What is to be done: a case is opened for it.")
@click.option("--on", help="The day of the visit (default: today).")
@actor_option
@json_option
def save(
    dwelling: str,
    file: Path,
    answers: tuple[str, ...],
    phones: tuple[str, ...],
    away: tuple[str, ...],
    hazards: tuple[str, ...],
    no_hazard: bool,
    note: str,
    opinion: tuple[str, str] | None,
    told: str | None,
    on: str | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Keep a visit of the home with number DWELLING: all of it or nothing."""
    with opened(file, user) as (desk, actor):
        number = service.save(
            desk,
            actor,
            _home(desk, dwelling),
            _pairs(answers),
            phones=_pairs(phones),
            away_until=_pairs(away),
            hazards=list(hazards) if hazards or no_hazard else None,
            note=note,
            opinion={"topic": opinion[0], "text": opinion[1]} if opinion else None,
            case={"text": told} if told else None,
            on=on,
        )
    if as_json:
        print_json({"visit": number})
    else:
        click.echo(str(number))


COMMANDS: tuple[click.Command, ...] = (visit,)
