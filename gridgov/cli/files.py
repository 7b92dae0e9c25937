"""Commands on a district file as a whole: demo, new, info, check, doctor, template."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov import messages
from gridgov.cli.output import PATH, actor_option, findings_exit, json_option, opened, print_json, print_table, watched
from gridgov.domain.register import registers
from gridgov.messages import tr
from gridgov.services import audit, cells, imports, records, settings
from gridgov.services.desk import Desk


@click.command()
@click.argument("file", type=PATH)
@click.option("--scale", type=click.Choice(["small", "district", "city"]), default="district", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def demo(file: Path, scale: str, seed: int) -> None:
    """Make an invented district in FILE, always the same for a seed."""
    from gridgov.services import demo as district  # a large part that no other command needs

    with watched() as progress:
        district.make(file, scale=scale, seed=seed, progress=progress)
    click.echo(tr("The demo district is in {file}.", file=file), err=True)


@click.command()
@click.argument("file", type=PATH)
@click.option("--name", default="", help="The district's name.")
@click.option("--crs", help="Reference system for measuring and drawing, e.g. EPSG:4548 (default: the first layer's).")
def new(file: Path, name: str, crs: str | None) -> None:
    """Make an empty district file."""
    Desk.create(file, name=name, crs=crs).close()
    click.echo(
        tr("{file} is ready. Next: gridgov import cells SOURCE --into {file} --layer unit_cell", file=file), err=True
    )


@click.command()
@click.argument("file", type=PATH)
@actor_option
@json_option
def info(file: Path, user: str | None, as_json: bool) -> None:
    """Layers, counts per register and versions of FILE."""
    with opened(file, user) as (desk, actor):
        found = settings.describe(desk, actor)
        layers = cells.layers(desk, actor)
        counts = records.counts(desk, actor)
    if as_json:
        print_json(
            {
                **found,
                "layers": [
                    {
                        "id": v.id,
                        "zh": v.zh,
                        "en": v.en,
                        "count": v.count,
                        "crs": v.crs,
                        "version": v.version,
                        "parent": v.parent,
                    }
                    for v in layers
                ],
                "registers": counts,
            }
        )
        return
    click.echo(tr("District: {name}", name=found.get("name") or tr("(no name)")))
    click.echo(tr("Made by version {version} of the file format", version=found["schema_version"]))
    print_table(
        [tr("Layer"), tr("Name"), tr("Cells"), tr("Reference system")],
        [[v.id, messages.pick(v.zh, v.en), v.count, v.crs] for v in layers],
        tr("No layer of cells yet: gridgov import cells SOURCE --into {file} --layer unit_cell", file=file),
    )
    click.echo()
    print_table(
        [tr("Register"), tr("Name"), tr("Records")],
        [[key, messages.pick(registers()[key].zh, registers()[key].en), n] for key, n in counts.items()],
        "",
    )


@click.command()
@click.argument("file", type=PATH)
@actor_option
@json_option
@findings_exit
def check(file: Path, user: str | None, as_json: bool) -> int:
    """Integrity findings of FILE, one sentence each; exit 1 when there are any."""
    with opened(file, user) as (desk, actor):
        sentences = audit.check(desk, actor)
    if as_json:
        print_json({"findings": sentences})
    else:
        for sentence in sentences or [tr("Nothing to report: the file is whole.")]:
            click.echo(sentence)
    return 1 if sentences else 0


@click.command()
@click.argument("register", type=click.Choice(list(registers())))
@click.argument("file", type=PATH)
def template(register: str, file: Path) -> None:
    """Write an empty .xlsx for REGISTER to fill in, with an example row and the codes explained."""
    imports.write_template(register, file)
    click.echo(tr("{file} is ready to fill in.", file=file), err=True)


COMMANDS: tuple[click.Command, ...] = (demo, new, info, check, template)
