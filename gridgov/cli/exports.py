"""Commands that hand data on: exports and sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gridgov.cli.output import PATH, actor_option, file_option, json_option, opened, print_json, watched
from gridgov.domain.register import registers
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import case_sheet, former_cells, map_print
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
@click.option("--at", help="Cells and summaries: the cells as they were on this day (YYYY-MM-DD).")
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
    at: str | None,
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
            at=at,
            progress=progress,
        )
    if as_json:
        print_json(receipt)
    else:
        click.echo(tr("{rows} rows written to {file}.", rows=receipt.rows, file=out), err=True)
        if receipt.elsewhere:
            click.echo(former_cells.sentence(receipt.at or "", receipt.elsewhere), err=True)


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


@report.command(name="map")
@file_option()
@click.option("--layer", help="The layer (default: unit_cell, or the only one).")
@click.option("--theme", default="", help="The figure that cells are coloured by, such as person_count.")
@click.option("--method", type=click.Choice(["quantiles", "equal", "natural"]), default="quantiles", show_default=True)
@click.option("--classes", type=click.IntRange(2, 9), default=5, show_default=True)
@click.option("--limits", default="", help="Limits of your own between classes, separated by commas.")
@click.option("--labels", type=click.Choice(map_print.LABELS), default="name", show_default=True)
@click.option("--points", multiple=True, help="A register whose places are shown as dots; may be repeated.")
@click.option("--personal", is_flag=True, help="Points that show where people live are wanted; needs the right.")
@click.option("--title", default="", help="The title (default: theme and layer).")
@click.option("--source", default="", help="The line that says where the data is from.")
@click.option("--around", default="", help="The ground around the cell with this code.")
@click.option("--extent", default="", help="The ground: west,south,east,north in degrees.")
@click.option("--paper", type=click.Choice(["A4", "A3"]), default="A4", show_default=True)
@click.option("--landscape", is_flag=True, help="The broad side of the paper lies below.")
@click.option("--dpi", type=int, default=map_print.PAGE_DPI, show_default=True, help="The fineness of a PNG.")
@click.option("--no-base-maps", is_flag=True, help="Leave the base maps out.")
@click.option("--as-of", help="The moment of the figures (default: now).")
@click.option("--out", type=PATH, required=True, help="The file to write: .pdf, .svg or .png.")
@actor_option
@json_option
def map_(file: Path, layer: str | None, out: Path, dpi: int, user: str | None, as_json: bool, **given: Any) -> None:
    """The map on paper: title, legend, scale, north, date and source; what left is recorded."""
    extent, limits = _numbers(given.pop("extent")), _numbers(given.pop("limits"))
    if extent and len(extent) != 4:
        raise WrongUse("An extent is west, south, east, north in degrees, such as 116.40,39.90,116.44,39.93.")
    base_maps = not given.pop("no_base_maps")
    points = tuple(given.pop("points"))
    with opened(file, user) as (desk, actor), watched() as progress:
        request = map_print.MapRequest(
            service.layer_or_default(desk, actor, layer),
            points=points, limits=limits, base_maps=base_maps,
            extent=(extent[0], extent[1], extent[2], extent[3]) if extent else None, **given,
        )  # fmt: skip
        receipt = map_print.write(desk, actor, request, out, dpi=dpi, progress=progress)
    for sentence in receipt.notes:
        click.echo(sentence, err=True)
    if as_json:
        print_json(receipt)
    else:
        click.echo(tr("{file} is written.", file=out), err=True)


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(",")) if text else ()
    except ValueError as error:
        raise WrongUse("{text} is no list of numbers separated by commas.", text=text) from error


COMMANDS: tuple[click.Command, ...] = (export, report)
