"""Commands for other people's forms: what a form asks, and the form filled."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from gridgov.cli.output import PATH, actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import form_fill


@click.group()
def form() -> None:
    """Anybody's form: mapped once, filled from the ledgers every month, its look and formulas kept."""


@form.command()
@click.argument("source", type=PATH)
@file_option()
@click.option("--register", type=click.Choice(list(registers())), default="person", show_default=True)
@click.option("--sheet", default="", help="The sheet (default: the first).")
@actor_option
@json_option
def look(source: Path, file: Path, register: str, sheet: str, user: str | None, as_json: bool) -> None:
    """The headings of a form, and the field each would be filled from."""
    with opened(file, user) as (desk, actor):
        found = form_fill.look(desk, actor, source, register_id=register, sheet=sheet)
        names = form_fill.fields(found.register, desk)
    if as_json:
        print_json(found)
        return
    rows = [
        [number, heading, found.fields.get(number) or "—", pick(*names.get(found.fields.get(number, ""), ("", "")))]
        for number, heading in found.form.headings.items()
    ]
    print_table([tr("Column"), tr("Heading"), tr("Field"), ""], rows, "")


@form.command()
@click.argument("source", type=PATH)
@click.argument("out", type=PATH)
@file_option()
@click.option("--register", type=click.Choice(list(registers())), default="person", show_default=True)
@click.option("--sheet", default="", help="The sheet (default: the first).")
@click.option("--column", "given", multiple=True, metavar="HEADING=FIELD", help="Fill a column from a field.")
@click.option("--where", help="Only records that match: field op value, joined by and, or, not.")
@click.option("--cell", help="Only what lies in this cell.")
@click.option("--since", type=PATH, help="The same form as filled before: what changed is marked.")
@actor_option
@json_option
def fill(
    source: Path,
    out: Path,
    file: Path,
    register: str,
    sheet: str,
    given: tuple[str, ...],
    where: str | None,
    cell: str | None,
    since: Path | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Fill the form SOURCE into the new file OUT."""
    with opened(file, user) as (desk, actor):
        looked = form_fill.look(desk, actor, source, register_id=register, sheet=sheet)
        names = form_fill.fields(looked.register, desk)
        chosen = dict(looked.fields)
        for pair in given:
            heading, _, name = pair.partition("=")
            columns = [number for number, text in looked.form.headings.items() if text == "".join(heading.split())]
            if not columns:
                known = ", ".join(looked.form.headings.values())
                raise WrongUse("The form has no heading {heading}: it has {known}.", heading=heading, known=known)
            chosen[columns[0]] = name.strip()
        done = form_fill.fill(
            desk, actor, source, out, attrs.evolve(looked, fields=chosen), where=where, cell=cell, since=since
        )
    if as_json:
        print_json(done)
        return
    click.echo(tr("{n} rows were written to {file}.", n=done.rows, file=done.path.name))
    if since is not None:
        click.echo(tr("{n} values changed, {new} new, {gone} gone.", n=done.changed, new=len(done.new),
                      gone=len(done.gone)))  # fmt: skip
    if done.missing:
        click.echo(tr("{n} values are missing:", n=len(done.missing)))
    for _, title, name in done.missing[:50]:
        click.echo(f"  {title}  {pick(*names[name])}")


COMMANDS: tuple[click.Command, ...] = (form,)
