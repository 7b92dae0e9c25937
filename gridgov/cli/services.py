"""Commands for services: the catalogue, who has what, who may have what and does not, requests."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import (
    PATH,
    actor_option,
    file_option,
    json_option,
    opened,
    print_json,
    print_table,
)
from gridgov.domain.service_catalogue import KINDS
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import lists, records
from gridgov.services import service_catalogue as catalogue
from gridgov.services.cells import find_layer
from gridgov.services.desk import Desk


@click.group()
def service() -> None:
    """Services: what people have, and what they may have and do not."""


def _person(desk: Desk, key: str) -> int:
    fid = records.find(desk, "person", key)
    if fid is None:
        raise WrongUse("There is no record {key} in {register}.", key=key, register="person")
    return fid


@service.command("list")
@file_option()
@actor_option
@json_option
def list_(file: Path, user: str | None, as_json: bool) -> None:
    """The catalogue."""
    with opened(file, user) as (desk, _actor):
        found = catalogue.catalogue(desk)
    if as_json:
        print_json(found)
        return
    rows = [[one.code, pick(one.zh, one.en), pick(*KINDS[one.kind]), one.provider, one.who] for one in found]
    print_table([tr("Code"), tr("Name"), tr("Kind"), tr("Provided by"), tr("Who may have it")], rows, "")


@service.command()
@click.argument("source", type=PATH)
@file_option()
@actor_option
def load(source: Path, file: Path, user: str | None) -> None:
    """Load a catalogue (CSV: code, zh, en, kind, provider, who, workflow, class)."""
    with opened(file, user) as (desk, actor):
        new = catalogue.load(desk, actor, source)
    click.echo(tr("{n} new services.", n=new))


@service.command()
@click.argument("person")
@click.argument("code")
@file_option()
@click.option("--since", help="From this day (default: today).")
@click.option("--until", help="The last day.")
@click.option("--declined", is_flag=True, help="It was offered and is not wanted.")
@click.option("--note", default="")
@actor_option
def give(
    person: str, code: str, file: Path, since: str | None, until: str | None, declined: bool, note: str,
    user: str | None,
) -> None:  # fmt: skip
    """Note that PERSON (number or uid) has the service CODE."""
    with opened(file, user) as (desk, actor):
        number = catalogue.give(
            desk, actor, _person(desk, person), code, since=since, until=until, note=note, declined=declined
        )
    click.echo(str(number))


@service.command()
@click.argument("number", type=int)
@file_option()
@click.option("--on", help="The last day (default: today).")
@actor_option
def end(number: int, file: Path, on: str | None, user: str | None) -> None:
    """Somebody has a service no longer: NUMBER is what `give` said."""
    with opened(file, user) as (desk, actor):
        catalogue.end(desk, actor, number, on=on)


@service.command()
@click.argument("person")
@file_option()
@actor_option
@json_option
def person(person: str, file: Path, user: str | None, as_json: bool) -> None:
    """What PERSON has, may have, had and declined."""
    with opened(file, user) as (desk, actor):
        found = catalogue.of_person(desk, actor, _person(desk, person))
    if as_json:
        print_json(found)
        return
    words = {"has": tr("Has"), "may": tr("May have"), "declined": tr("Declined"), "had": tr("Had")}
    rows = [
        [str(one.number or ""), words[one.how], pick(one.service.zh, one.service.en), one.since or "", one.until or ""]
        for one in found
    ]
    print_table(["", "", tr("Service"), tr("Since"), tr("Last day")], rows, tr("There is no service for this person."))


@service.command()
@file_option()
@click.option("--cell", help="Only in this cell.")
@click.option("--lack", metavar="CODE", help="Name who may have this service and does not.")
@actor_option
@json_option
def cell(file: Path, cell: str | None, lack: str | None, user: str | None, as_json: bool) -> None:
    """How many have each service, declined it, and may have it and do not."""
    with opened(file, user) as (desk, actor):
        place = (find_layer(desk, actor, cell), cell) if cell else None
        found = catalogue.in_cell(desk, actor, place)
        if lack is not None:
            catalogue.find(desk, lack)
            ids = next(one.lack for one in found if one.service.code == lack)
            columns = ["name", "number", "household", "cell"]
            people = [list(row) for row in lists.rows(desk, actor, "person", ids, columns)]
    if lack is not None:
        if as_json:
            print_json([dict(zip(columns, row, strict=True)) for row in people])
        else:
            heads = [tr("Full name"), tr("Number"), tr("Household"), tr("Cell")]
            print_table(heads, people, tr("Everybody who may have it has it."))
        return
    if as_json:
        print_json([
            {"code": one.service.code, "have": len(one.have), "declined": len(one.declined), "lack": len(one.lack)}
            for one in found
        ])  # fmt: skip
        return
    rows = [
        [one.service.code, pick(one.service.zh, one.service.en), len(one.have), len(one.declined), len(one.lack)]
        for one in found
    ]
    print_table([tr("Code"), tr("Service"), tr("Has"), tr("Declined"), tr("May have and does not")], rows, "")


@service.command()
@click.argument("person")
@click.argument("code")
@file_option()
@click.option("--at", nargs=2, type=float, help="Longitude and latitude of where the request was taken.")
@click.option("--note", default="")
@actor_option
@json_option
def request(
    person: str, code: str, file: Path, at: tuple[float, float] | None, note: str, user: str | None, as_json: bool
) -> None:
    """Open the case that the service CODE starts for PERSON; it lies at their home."""
    with opened(file, user) as (desk, actor):
        taken = catalogue.request(desk, actor, _person(desk, person), code, at=at, note=note)
    if as_json:
        print_json(taken)
    else:
        click.echo(taken.number)


COMMANDS: tuple[click.Command, ...] = (service,)
