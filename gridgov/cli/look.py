"""Commands that look: a cell, a list, a search, what lies in no cell."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import click
import orjson

from gridgov.cli.output import actor_option, file_option, json_option, opened, plain, print_json, print_table
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.services import cells, list_groups, lists
from gridgov.services import search as search_service

CASE_TYPES = {"open": "Open", "waiting": "Waiting", "done": "Done", "void": "Void", "overdue": "of the open, overdue"}


@click.command()
@click.argument("code")
@file_option()
@click.option("--layer", help="The layer; left out: unit_cell, or the only layer that has the code.")
@click.option("--at", help="The cell as it was on this day (YYYY-MM-DD).")
@click.option("--as-of", help="The moment that 'overdue' is judged by (default: now).")
@actor_option
@json_option
def cell(
    code: str, file: Path, layer: str | None, at: str | None, as_of: str | None, user: str | None, as_json: bool
) -> None:
    """Who and what is in a cell, and which cases are open there."""
    with opened(file, user) as (desk, actor):
        panel = cells.panel(desk, actor, code, layer=layer, at=at, as_of=as_of)
    if as_json:
        print_json(panel)
        return
    click.echo(f"{panel['code']}  {panel['name'] or ''}".rstrip())
    click.echo(tr("Area: {area} m²", area=f"{panel['area_m2']:,.0f}"))
    click.echo(tr("Staff: {names}", names=", ".join(panel["staff"]) or "—"))
    print_table(
        [tr("Register"), tr("Records")],
        [[pick(registers()[key].zh, registers()[key].en), n] for key, n in panel["counts"].items()],
        "",
    )
    print_table([tr("Cases"), ""], [[tr(CASE_TYPES[key]), n] for key, n in panel["cases"].items()], "")


@click.command(name="list")
@click.argument("register", type=click.Choice(list(registers())))
@file_option()
@click.option("--cell", "cell_codes", multiple=True, help="Only what lies in this cell; may be given several times.")
@click.option("--layer", help="The layer of --cell.")
@click.option("--where", help="field op value, joined by and, or, not and brackets.")
@click.option("--sort", help="Field to sort by; a minus in front turns it round.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many rows (default 50 for a table, else all).")
@click.option("--columns", help="Fields to show, separated by commas.")
@click.option("--group-by", help="Count the rows by a field or layer instead of listing them.")
@click.option("--as-of", help="The moment that 'overdue' is judged by (default: now).")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@actor_option
def list_(
    register: str,
    file: Path,
    cell_codes: tuple[str, ...],
    layer: str | None,
    where: str | None,
    sort: str | None,
    limit: int | None,
    columns: str | None,
    group_by: str | None,
    as_of: str | None,
    form: str,
    user: str | None,
) -> None:
    """The records of REGISTER, personal values masked."""
    with opened(file, user) as (desk, actor):
        place = cells.find_cells(desk, actor, cell_codes, layer)
        if group_by is not None:
            found = list_groups.groups(desk, actor, register, group_by, where=where, cell=place)
            if form == "json":
                print_json(found)
            else:
                print_table([tr("Group"), tr("Rows")], [[one.label, one.count] for one in found], "")
            return
        ids = lists.ids(
            desk,
            actor,
            register,
            where=where,
            cell=place,
            sort=sort.lstrip("-") if sort else None,
            descending=bool(sort and sort.startswith("-")),
            as_of=as_of,
        )
        total = len(ids)
        if limit or form == "table":
            ids = ids[: limit or 50]
        named = {column.name: column for column in lists.columns(register, desk)}
        chosen = columns.split(",") if columns else lists.default_columns(register)
        unknown = [name for name in chosen if name not in named]
        if unknown:
            raise click.BadParameter(f"{', '.join(unknown)}; {', '.join(named)}", param_hint="--columns")
        rows: list[Any] = []
        for start in range(0, len(ids), 2000):
            rows.extend(lists.rows(desk, actor, register, ids[start : start + 2000], chosen))
    if form == "json":
        documents = [dict(zip(chosen, row, strict=True)) for row in rows]
        click.echo(orjson.dumps(documents, option=orjson.OPT_SERIALIZE_NUMPY).decode())
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(chosen)
        writer.writerows(rows)
    else:
        heads = [pick(named[name].zh, named[name].en) for name in chosen]
        print_table(heads, rows, tr("No record matches."))
        if total > len(rows):
            click.echo(tr("{shown} of {total} rows shown.", shown=len(rows), total=total), err=True)


@click.command()
@click.argument("text")
@file_option()
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@actor_option
@json_option
def search(text: str, file: Path, limit: int, user: str | None, as_json: bool) -> None:
    """Find cells and records by name, number, address or pinyin."""
    with opened(file, user) as (desk, actor):
        groups = search_service.find(desk, actor, text, limit=limit)
    if as_json:
        print_json(groups)
        return
    if not any(group.hits for group in groups):
        click.echo(tr("Nothing was found for this."))
    for group in groups:
        click.echo(pick(group.zh, group.en))
        for hit in group.hits:
            click.echo(f"  {hit.title}  {hit.subtitle}".rstrip())


@click.command()
@file_option()
@actor_option
@json_option
def unattached(file: Path, user: str | None, as_json: bool) -> None:
    """Records that lie in no cell or in several, layer by layer."""
    with opened(file, user) as (desk, actor):
        found = lists.unattached(desk, actor)
    if as_json:
        print_json(found)
        return
    how = {"none": tr("in no cell"), "several": tr("in several cells")}
    print_table(
        [tr("Register"), tr("Number"), tr("Layer"), tr("How"), tr("Cells")],
        [[r["register"], r["number"], r["layer"], how[str(r["how"])], " ".join(plain(r["choices"]))] for r in found],
        tr("Every record with a place lies in exactly one cell of every layer."),
    )


COMMANDS: tuple[click.Command, ...] = (cell, list_, search, unattached)
