"""Commands that bring files in, and take an import back."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from gridgov.cli.output import (
    PATH,
    actor_option,
    file_option,
    findings_exit,
    json_option,
    opened,
    plain,
    print_json,
    print_table,
    watched,
)
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import membership, registers
from gridgov.domain.value import DATE_ORDERS
from gridgov.messages import tr
from gridgov.services import cell_import, mapping_desk
from gridgov.services import imports as service
from gridgov.services.coordinates import FEET, How

VERDICTS = ("added", "changed", "same", "skipped", "rejected")


@click.group(name="import")
def import_() -> None:
    """Bring cells or records in; take a batch back."""


@import_.command(name="cells")
@click.argument("source", type=PATH)
@file_option("--into")
@click.option("--layer", default="unit_cell", show_default=True, help="The layer these cells are of.")
@click.option("--source-layer", help="Which layer of SOURCE, when it has several.")
@click.option("--code", help="The field that holds the code.")
@click.option("--name", help="The field that holds the name.")
@click.option("--parent-layer", help="The layer above.")
@click.option("--parent", help="How the parent is found: a field's name, 'prefix' or 'geometry'.")
@click.option("--crs", help="Reference system of SOURCE, when it does not say: EPSG:N, gcj02 or bd09.")
@click.option("--swap", is_flag=True, help="East and north are the wrong way round in SOURCE.")
@click.option("--unit", type=click.Choice(["", *FEET]), default="", help="The numbers are feet of a system in metres.")
@click.option("--shift", default="", help="Four or seven local parameters, joined by commas.")
@click.option("--control", type=PATH, help="Control points: a table with name, x, y, x2, y2.")
@click.option("--to", help="The system that parameters or control points lead into: EPSG:N.")
@click.option("--encoding", help="Text encoding of SOURCE, when it does not say.")
@click.option("--valid-from", help="First day of these shapes (default: today).")
@click.option(
    "--gone", type=click.Choice(cell_import.GONE), default="keep", help="What is done with cells that are gone."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@actor_option
@json_option
@findings_exit
def cells(
    source: Path,
    file: Path,
    layer: str,
    source_layer: str | None,
    code: str | None,
    name: str | None,
    parent_layer: str | None,
    parent: str | None,
    crs: str | None,
    swap: bool,
    unit: str,
    shift: str,
    control: Path | None,
    to: str | None,
    encoding: str | None,
    valid_from: str | None,
    gone: str,
    dry_run: bool,
    user: str | None,
    as_json: bool,
) -> int:
    """Bring the polygons of SOURCE in as cells of a layer."""
    with opened(file, user) as (desk, actor), watched() as progress:
        result = cell_import.import_cells(
            desk,
            actor,
            source,
            layer=layer,
            source_layer=source_layer,
            code=code,
            name=name,
            parent_layer=parent_layer,
            parent=parent,
            how=How(crs=crs, swap=swap, unit=unit, shift=shift, control=control, to=to),
            encoding=encoding,
            valid_from=valid_from,
            gone=gone,
            dry_run=dry_run,
            progress=progress,
        )
    document = cell_import.as_json(result)
    if as_json:
        print_json(document)
    else:
        click.echo(
            tr(
                "{rows} rows: {added} added, {changed} changed, {same} the same, {rejected} kept aside.",
                **{key: document[key] for key in ("rows", "added", "changed", "same", "rejected")},
            )
        )
        for sentence in cell_import.sentences(result):
            click.echo(sentence)
    return 1 if result.findings or result.missing or document["rejected"] else 0


@import_.command(name="records")
@click.argument("register", type=click.Choice([*registers(), membership().id]))
@click.argument("source", type=PATH)
@file_option("--into")
@click.option("--mapping", type=PATH, help="A mapping of columns (.toml).")
@click.option("--crs", help="Reference system of the coordinates, when SOURCE does not say: EPSG:N, gcj02 or bd09.")
@click.option("--sheet", default="", help="Which sheet or layer of SOURCE, when it has several.")
@click.option("--header-row", type=click.IntRange(min=1), help="Row of the column names (default: found out).")
@click.option("--encoding", default="", help="Text encoding of SOURCE, when it does not say.")
@click.option("--dates", type=click.Choice(["", *DATE_ORDERS]), default="", help="What comes first in 05/06/2026.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--receipt", type=PATH, help="Write a receipt with a line a row (.csv).")
@actor_option
@json_option
@findings_exit
def records(
    register: str,
    source: Path,
    file: Path,
    mapping: Path | None,
    crs: str | None,
    sheet: str,
    header_row: int | None,
    encoding: str,
    dates: str,
    dry_run: bool,
    receipt: Path | None,
    user: str | None,
    as_json: bool,
) -> int:
    """Bring the rows of SOURCE in as records of REGISTER."""
    chosen = Mapping.read(mapping) if mapping else None
    if sheet or header_row or encoding or dates:
        base = chosen or Mapping(register=register)
        chosen = attrs.evolve(
            base,
            sheet=sheet or base.sheet,
            header_row=header_row or base.header_row,
            encoding=encoding or base.encoding,
            dates=dates or base.dates,
        )
    with opened(file, user) as (desk, actor), watched() as progress:
        result = service.import_file(
            desk,
            actor,
            register,
            source,
            mapping=chosen,
            crs=crs,
            dry_run=dry_run,
            receipt=receipt,
            progress=progress,
        )
    if as_json:
        print_json(service.as_json(result))
    else:
        click.echo(
            tr(
                "{rows} rows: {added} added, {changed} changed, {same} the same, {skipped} skipped, "
                "{rejected} kept aside; {unattached} lie in no cell or in several.",
                **{key: plain(getattr(result, key)) for key in ("rows", *VERDICTS, "unattached")},
            )
        )
        for sentence in service.sentences(result):
            click.echo(sentence)
    return 1 if result.rejected or result.unattached else 0


@import_.command(name="send-back")
@click.argument("batch", type=int)
@click.argument("source", type=PATH)
@click.argument("out", type=PATH)
@file_option()
@actor_option
def send_back(batch: int, source: Path, out: Path, file: Path, user: str | None) -> None:
    """Write the rows of BATCH that were kept aside to OUT (.xlsx), the reason beside each; SOURCE is its file."""
    with opened(file, user) as (desk, actor):
        rows = mapping_desk.send_back(desk, actor, batch, source, out)
    click.echo(tr("{n} rows were written to {file}.", n=rows, file=out.name))


@import_.command(name="undo")
@click.argument("batch", type=int)
@file_option()
@actor_option
@json_option
def undo(batch: int, file: Path, user: str | None, as_json: bool) -> None:
    """Withdraw everything that a batch brought in."""
    with opened(file, user) as (desk, actor), watched() as progress:
        withdrawn = service.undo(desk, actor, batch, progress=progress)
    if as_json:
        print_json(withdrawn)
    else:
        click.echo(tr("Batch {batch} was taken back.", batch=batch))


@import_.command(name="list")
@file_option()
@actor_option
@json_option
def batches(file: Path, user: str | None, as_json: bool) -> None:
    """The batches brought in so far, newest first."""
    with opened(file, user) as (desk, actor):
        found = service.batches(desk, actor)
    if as_json:
        print_json(found)
        return
    rows = [plain(batch) for batch in found]
    keys = ["id", "at", "register", "source", "rows", *VERDICTS, "undone_at"]
    print_table(keys, [[row.get(key) for key in keys] for row in rows], tr("Nothing has been brought in yet."))


@import_.command(name="layers")
@click.argument("source", type=PATH)
@json_option
def source_layers(source: Path, as_json: bool) -> None:
    """What layers and fields SOURCE has, with counts and a sample."""
    found = cell_import.inspect(source)
    if as_json:
        print_json(found)
        return
    rows = plain(found)["layers"]
    keys = ["name", "features", "geometry", "crs"]
    print_table(keys, [[row[key] for key in keys] for row in rows], tr("There is no layer in {file}.", file=source))


COMMANDS: tuple[click.Command, ...] = (import_,)
