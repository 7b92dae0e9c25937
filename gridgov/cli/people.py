"""Commands on who is at work and what is on record."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import (
    actor_option,
    file_option,
    findings_exit,
    json_option,
    opened,
    plain,
    print_json,
    print_table,
)
from gridgov.messages import tr
from gridgov.services import apart as apart_service
from gridgov.services import audit as audit_service
from gridgov.services import staff as service


@click.group()
def staff() -> None:
    """Who is at work in a district."""


@staff.command(name="list")
@file_option()
@actor_option
@json_option
def staff_list(file: Path, user: str | None, as_json: bool) -> None:
    """Everybody, with roles and cells."""
    with opened(file, user) as (desk, actor):
        found = [plain(member) for member in service.list_(desk, actor)]
    if as_json:
        print_json(found)
        return
    print_table(
        [tr("Name"), tr("Unit"), tr("Roles"), tr("Cells"), tr("From"), tr("Until")],
        [
            [
                m["name"],
                m.get("unit"),
                " ".join(m["roles"]),
                " ".join(m["cells"]),
                m.get("valid_from"),
                m.get("valid_to"),
            ]
            for m in found
        ],
        tr("Nobody is listed."),
    )


@staff.command(name="add")
@click.argument("name")
@file_option()
@click.option("--unit", default="", help="Office or department.")
@click.option("--role", "roles", multiple=True, required=True, help="A role; may be repeated.")
@click.option("--cell", "cells", multiple=True, help="A cell this person answers for, as LAYER:CODE; may be repeated.")
@actor_option
def staff_add(
    name: str, file: Path, unit: str, roles: tuple[str, ...], cells: tuple[str, ...], user: str | None
) -> None:
    """Add a person at work."""
    with opened(file, user) as (desk, actor):
        service.add(desk, actor, name=name, unit=unit, roles=list(roles), cells=list(cells))
    click.echo(tr("{name} is on the list.", name=name), err=True)


@staff.command(name="away")
@click.argument("name")
@file_option()
@click.option("--stand-in", required=True, help="Who stands in.")
@click.option("--from", "since", required=True, help="The first day (YYYY-MM-DD).")
@click.option("--until", required=True, help="The last day.")
@actor_option
def staff_away(name: str, file: Path, stand_in: str, since: str, until: str, user: str | None) -> None:
    """Enter somebody's absence and who stands in: the work shows up in their queues meanwhile."""
    with opened(file, user) as (desk, actor):
        service.set_away(desk, actor, name, stand_in, since=since, until=until)


@staff.command(name="end")
@click.argument("name")
@file_option()
@click.option("--on", "day", help="Last day (default: today).")
@actor_option
def staff_end(name: str, file: Path, day: str | None, user: str | None) -> None:
    """End a person's time at work; what they did stays on record."""
    with opened(file, user) as (desk, actor):
        service.end(desk, actor, name, on=day)
    click.echo(tr("{name} is no longer at work.", name=name), err=True)


@click.group()
def audit() -> None:
    """What was looked at and changed, by whom."""


@audit.command(name="show")
@file_option()
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@actor_option
@json_option
def audit_show(file: Path, limit: int, user: str | None, as_json: bool) -> None:
    """The newest lines of the audit trail."""
    with opened(file, user) as (desk, actor):
        lines = [plain(line) for line in audit_service.show(desk, actor, limit=limit)]
    if as_json:
        print_json(lines)
        return
    print_table(
        [tr("Time"), tr("Who"), tr("Act"), tr("About")],
        [[line["at"], line["actor"], line["act"], line["about"]] for line in lines],
        tr("The audit trail is empty."),
    )


@audit.command(name="verify")
@file_option()
@actor_option
@findings_exit
def audit_verify(file: Path, user: str | None) -> int:
    """Check that no line of the audit trail was changed or taken out."""
    with opened(file, user) as (desk, actor):
        faults = audit_service.verify(desk, actor)
    for sentence in faults or [tr("The audit trail is whole.")]:
        click.echo(sentence)
    return 1 if faults else 0


@click.command()
@file_option()
@actor_option
@json_option
def apart(file: Path, user: str | None, as_json: bool) -> None:
    """People registered elsewhere than they live, by cell: who lives in it, and who is registered in it."""
    with opened(file, user) as (desk, actor):
        found = apart_service.by_cell(desk, actor)
    if as_json:
        print_json(found)
        return
    heads = [tr("Cell"), tr("Live here, registered elsewhere"), tr("Registered here, live elsewhere")]
    rows = [[one.cell or tr("not known"), len(one.live_here), len(one.registered_here)] for one in found]
    print_table(heads, rows, tr("Everybody is registered where they live."))


COMMANDS: tuple[click.Command, ...] = (staff, audit, apart)
