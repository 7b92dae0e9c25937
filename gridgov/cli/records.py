"""Commands for single records: entered, changed, taken back, withdrawn, moved."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain.register import REGISTER_IDS
from gridgov.domain.ties import kinds
from gridgov.errors import WrongUse
from gridgov.messages import pick, say, tr
from gridgov.services import households, lists, record_entry, records, ties
from gridgov.services.cells import find_layer
from gridgov.services.desk import Desk

REGISTER = click.Choice(list(record_entry.REGISTERS))


@click.group()
def record() -> None:
    """One record at a time: enter, change, take back, withdraw."""


def _given(pairs: tuple[str, ...]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for pair in pairs:
        name, mark, text = pair.partition("=")
        if not mark:
            raise WrongUse("'{text}' is no field and value: write it like name=陈安然.", text=pair)
        found[name.strip()] = text
    return found


def _fid(desk: Desk, register: str, key: str) -> int:
    fid = records.find(desk, register, key)
    if fid is None:
        raise WrongUse("There is no record {key} in {register}.", key=key, register=register)
    return fid


def _told(entered: record_entry.Entered, as_json: bool) -> None:
    if as_json:
        print_json({"fid": entered.fid, "notes": [say(note) for note in entered.notes]})
        return
    click.echo(str(entered.fid))
    for note in entered.notes:
        click.echo(say(note), err=True)


@record.command()
@click.argument("register", type=REGISTER)
@click.argument("values", nargs=-1, metavar="FIELD=VALUE …")
@file_option()
@actor_option
@json_option
def add(register: str, values: tuple[str, ...], file: Path, user: str | None, as_json: bool) -> None:
    """Enter a record; x=… and y=… (degrees) place it."""
    with opened(file, user) as (desk, actor):
        entered = record_entry.enter(desk, actor, register, _given(values))
    _told(entered, as_json)


@record.command()
@click.argument("register", type=REGISTER)
@click.argument("key")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE …")
@file_option()
@actor_option
@json_option
def edit(register: str, key: str, values: tuple[str, ...], file: Path, user: str | None, as_json: bool) -> None:
    """Change a record found by its number or uid; an empty value takes one away."""
    with opened(file, user) as (desk, actor):
        entered = record_entry.change(desk, actor, register, _fid(desk, register, key), _given(values))
    _told(entered, as_json)


@record.command("edit-many")
@click.argument("register", type=REGISTER)
@click.argument("values", nargs=-1, metavar="FIELD=VALUE …")
@file_option()
@click.option("--where", help="Which records: field op value, joined by and, or, not and brackets.")
@click.option("--cell", help="Only what lies in this cell.")
@click.option("--dry-run", is_flag=True, help="Say how many it would be; change nothing.")
@actor_option
@json_option
def edit_many(
    register: str, values: tuple[str, ...], file: Path, where: str | None, cell: str | None, dry_run: bool,
    user: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Give all records that match the same values: all of them or none."""
    if not where and not cell:
        raise WrongUse("Say which records: give --where or --cell.")
    with opened(file, user) as (desk, actor):
        place = (find_layer(desk, actor, cell), cell) if cell else None
        ids = lists.ids(desk, actor, register, where=where, cell=place).tolist()
        if not dry_run and ids:
            record_entry.change_many(desk, actor, register, ids, _given(values))
    if as_json:
        print_json({"rows": len(ids), "changed": 0 if dry_run else len(ids)})
    else:
        click.echo(tr("{n} rows", n=len(ids)))


@record.command()
@click.argument("register", type=REGISTER)
@click.argument("key")
@file_option()
@actor_option
def undo(register: str, key: str, file: Path, user: str | None) -> None:
    """Take one's own last change of a record back; a second time brings it back again."""
    with opened(file, user) as (desk, actor):
        click.echo(record_entry.undo(desk, actor, register, _fid(desk, register, key)))


@record.command()
@click.argument("register", type=REGISTER)
@click.argument("key")
@file_option()
@actor_option
def withdraw(register: str, key: str, file: Path, user: str | None) -> None:
    """Withdraw a record: it leaves every list, count and export, and stays in history."""
    with opened(file, user) as (desk, actor):
        records.withdraw(desk, actor, register, [_fid(desk, register, key)])


@record.command()
@click.argument("person")
@click.argument("household", required=False)
@file_option()
@click.option("--relation", help="Relation to the head of the household (code or word).")
@click.option("--on", help="The day of the move (default: today).")
@actor_option
def move(
    person: str, household: str | None, file: Path, relation: str | None, on: str | None, user: str | None
) -> None:
    """Move PERSON into HOUSEHOLD (by number) from a day on, or out of theirs without one."""
    with opened(file, user) as (desk, actor):
        households.move(desk, actor, _fid(desk, "person", person), household, relation=relation, on=on)


@record.command()
@click.argument("household")
@file_option()
@click.option("--on", help="As of this day (default: today).")
@actor_option
@json_option
def members(household: str, file: Path, on: str | None, user: str | None, as_json: bool) -> None:
    """Who lives in HOUSEHOLD, or lived there on a day."""
    with opened(file, user) as (desk, actor):
        found = households.members(desk, actor, _fid(desk, "household", household), on=on)
    if as_json:
        print_json(found)
        return
    heads = [tr("Name"), tr("Relation"), tr("From"), tr("Until")]
    print_table(heads, [[m.title, m.relation, m.since, m.until] for m in found], tr("Nobody lives here."))


@record.command()
@click.argument("kind", type=click.Choice(list(kinds())))
@click.argument("start", metavar="REGISTER:KEY")
@click.argument("end", metavar="REGISTER:KEY")
@file_option()
@click.option("--since", help="From this day.")
@actor_option
def tie(kind: str, start: str, end: str, file: Path, since: str | None, user: str | None) -> None:
    """Tie two records: who owns, rents, works at, runs, looks after; its number."""
    with opened(file, user) as (desk, actor):
        click.echo(str(ties.add(desk, actor, kind, _end(desk, start), _end(desk, end), since=since)))


def _end(desk: Desk, text: str) -> tuple[str, int]:
    register, mark, key = text.partition(":")
    if not mark or register not in REGISTER_IDS:
        raise WrongUse("'{text}' is no record: write it like person:number.", text=text)
    return register, _fid(desk, register, key)


@record.command()
@click.argument("number", type=int)
@file_option()
@click.option("--on", help="The last day (default: today).")
@click.option("--mistake", is_flag=True, help="It never held: it is withdrawn.")
@actor_option
def untie(number: int, file: Path, on: str | None, mistake: bool, user: str | None) -> None:
    """End the tie NUMBER."""
    with opened(file, user) as (desk, actor):
        ties.end(desk, actor, number, on=on, mistake=mistake)


@record.command("ties")
@click.argument("end", metavar="REGISTER:KEY")
@file_option()
@actor_option
@json_option
def ties_(end: str, file: Path, user: str | None, as_json: bool) -> None:
    """The ties of a record."""
    with opened(file, user) as (desk, actor):
        found = ties.of(desk, actor, *_end(desk, end))
    if as_json:
        print_json(found)
        return
    rows = [[one.id, pick(one.zh, one.en), one.title, one.since or "", one.until or ""] for one in found]
    print_table(["", tr("Tie"), tr("Record"), tr("Since"), tr("Last day")], rows, tr("This record has no ties."))


COMMANDS: tuple[click.Command, ...] = (record,)
