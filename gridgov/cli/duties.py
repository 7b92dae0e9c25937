"""Commands for the catalogue of matters and for the rules by which cases are sent."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from gridgov.cli.output import PATH, actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.messages import tr
from gridgov.services import duties, sending


@click.group()
def duty() -> None:
    """The catalogue of matters: what is owed, by whom, how often, when it was last done."""


@duty.command(name="list")
@file_option()
@click.option("--only", type=click.Choice(["unowned", "never", "late"]), help="What nobody owns, never done, late.")
@actor_option
@json_option
def list_(file: Path, only: str | None, user: str | None, as_json: bool) -> None:
    """The matters in the order of the catalogue."""
    with opened(file, user) as (desk, actor):
        duties.settle(desk, actor)
        found = duties.list_(desk, actor, only=only or "")
    if as_json:
        print_json(found)
        return
    rows = [
        [one.id, " / ".join(one.levels), one.name, one.unit, one.every, one.next_on, one.last_done] for one in found
    ]
    heads = ["", tr("Level"), tr("Name"), tr("Unit"), tr("Every"), tr("Next on"), tr("Last done")]
    print_table(heads, rows, tr("The catalogue has no such matter."))


@duty.command()
@click.argument("source", type=PATH)
@file_option()
@actor_option
def load(source: Path, file: Path, user: str | None) -> None:
    """Load matters from a CSV (level_1, level_2, level_3, name, unit, rule, every, workflow, class, next_on)."""
    with opened(file, user) as (desk, actor):
        new = duties.load(desk, actor, source)
    click.echo(tr("{n} new matters.", n=new))


@duty.command(name="open")
@file_option()
@click.option("--day", help="As of this day (default: today).")
@actor_option
@json_option
def open_(file: Path, day: str | None, user: str | None, as_json: bool) -> None:
    """Open a case for every recurring matter whose day has come."""
    with opened(file, user) as (desk, actor):
        made = duties.open_due(desk, actor, day=day)
    if as_json:
        print_json(made)
    else:
        click.echo(tr("{n} cases were opened.", n=len(made)))


@duty.command()
@click.argument("number", type=int)
@file_option()
@actor_option
def done(number: int, file: Path, user: str | None) -> None:
    """Note that matter NUMBER was done."""
    with opened(file, user) as (desk, actor):
        duties.note_done(desk, actor, number)


@click.group(name="sending")
def sending_() -> None:
    """Rules that say which unit a case is sent to: the first that fits wins."""


def _read(source: Path) -> list[sending.Rule]:
    """Rules from a CSV: id, unit, classes, cells (beginnings, between semicolons), from, until (hours)."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        return [
            sending.Rule(
                (row.get("id") or "").strip(),
                (row.get("unit") or "").strip(),
                tuple(part.strip() for part in (row.get("classes") or "").split(";") if part.strip()),
                tuple(part.strip() for part in (row.get("cells") or "").split(";") if part.strip()),
                (int(row.get("from") or 0), int(row.get("until") or 24)),
            )
            for row in csv.DictReader(file)
        ]


@sending_.command(name="list")
@file_option()
@actor_option
@json_option
def rules(file: Path, user: str | None, as_json: bool) -> None:
    """The rules in order."""
    with opened(file, user) as (desk, _actor):
        found = sending.rules(desk)
    if as_json:
        print_json(found)
        return
    rows = [[r.id, r.unit, ";".join(r.classes), ";".join(r.cells), f"{r.hours[0]}–{r.hours[1]}"] for r in found]
    print_table([tr("Rule"), tr("Unit"), tr("Class"), tr("Cell"), tr("Hours")], rows, tr("There are no rules yet."))


@sending_.command(name="set")
@click.argument("source", type=PATH)
@file_option()
@actor_option
def set_(source: Path, file: Path, user: str | None) -> None:
    """Put the rules of a CSV (id, unit, classes, cells, from, until) in place of those that are there."""
    with opened(file, user) as (desk, actor):
        sending.set_rules(desk, actor, _read(source))


@sending_.command(name="try")
@click.argument("source", type=PATH)
@file_option()
@click.option("--from", "since", required=True, help="Cases reported from this day on.")
@click.option("--to", "until", required=True, help="… and before this day.")
@actor_option
@json_option
def try_(source: Path, file: Path, since: str, until: str, user: str | None, as_json: bool) -> None:
    """Hold the rules of a CSV against past cases: what would change, what never fires, what nobody owns."""
    given = _read(source)
    with opened(file, user) as (desk, actor):
        found = sending.dry_run(desk, actor, given, desk.moment(since), desk.moment(until))
    if as_json:
        print_json({"faults": sending.problems(given), "run": found})
        return
    for fault in sending.problems(given):
        click.echo(fault)
    print_table([tr("Rule"), tr("Cases")], [[name, n] for name, n in found.by_rule.items()], "")
    click.echo(tr("{n} cases would go to another unit; {m} have no owner.", n=found.changed, m=len(found.unowned)))
    if found.never:
        click.echo(tr("Never fired: {rules}.", rules=", ".join(found.never)))


COMMANDS: tuple[click.Command, ...] = (duty, sending_)
