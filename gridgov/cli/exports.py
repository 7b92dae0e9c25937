"""Commands that hand data on: exports and sheets."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import PATH, actor_option, file_option, json_option, opened, print_json, watched
from gridgov.domain.register import registers
from gridgov.messages import tr
from gridgov.services import case_sheet
from gridgov.services import export as service
from gridgov.services import report as report_service

FORMATS = ("geojson", "geojsonseq", "gpkg", "csv")


@click.command()
@click.argument("form", type=click.Choice(FORMATS))
@click.argument("what", type=click.Choice(["cells", "summaries", *registers()]))
@file_option()
@click.option("--out", type=PATH, required=True, help="The file to write.")
@click.option("--layer", help="Layer of cells and summaries (default: unit_cell, or the only one).")
@click.option("--cell", "codes", multiple=True, help="Only what lies in this cell; may be given several times.")
@click.option("--where", help="field op value, joined by and, or, not and brackets.")
@click.option("--columns", help="Fields to write, separated by commas; a personal one must be named and permitted.")
@click.option("--as-of", help="The moment that 'overdue' is judged by (default: now).")
@actor_option
@json_option
def export(
    form: str,
    what: str,
    file: Path,
    out: Path,
    layer: str | None,
    codes: tuple[str, ...],
    where: str | None,
    columns: str | None,
    as_of: str | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Write cells, summaries or a register to a file for another system; what left is recorded."""
    with opened(file, user) as (desk, actor), watched() as progress:
        receipt = service.export(
            desk,
            actor,
            form,
            what,
            out,
            layer=layer,
            cell=codes,
            where=where,
            columns=columns.split(",") if columns else None,
            as_of=as_of,
            progress=progress,
        )
    if as_json:
        print_json(receipt)
    else:
        click.echo(tr("{rows} rows written to {file}.", rows=receipt.rows, file=out), err=True)


@click.group()
def report() -> None:
    """Sheets for paper."""


@report.command(name="cell")
@click.argument("code")
@file_option()
@click.option("--layer", help="The layer; left out: unit_cell, or the only layer that has the code.")
@click.option("--out", type=PATH, required=True, help="The PDF to write.")
@actor_option
def report_cell(code: str, file: Path, layer: str | None, out: Path, user: str | None) -> None:
    """One cell on one page: map, staff, counts, open cases with due dates."""
    with opened(file, user) as (desk, actor):
        sheet = report_service.cell_sheet(desk, actor, code, layer=layer)
        report_service.write_pdf(sheet, out)
    click.echo(tr("{file} is written.", file=out), err=True)


@report.command(name="case")
@click.argument("number")
@file_option()
@click.option("--out", type=PATH, required=True, help="The PDF to write.")
@actor_option
def case_(number: str, file: Path, out: Path, user: str | None) -> None:
    """One case on paper: its steps, the account of its deadline, who had it when."""
    with opened(file, user) as (desk, actor):
        report_service.write_pdf(case_sheet.case_sheet(desk, actor, number), out)


COMMANDS: tuple[click.Command, ...] = (export, report)
