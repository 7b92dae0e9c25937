"""Commands for base maps: what lies under the map of a file."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.messages import tr
from gridgov.services import base_maps


@click.group()
def basemap() -> None:
    """Base maps: pictures and lines under the map of a file, in this person's list on this machine."""


@basemap.command()
@click.argument("source")
@file_option()
@click.option("--crs", default="", help="The system of a file that does not say: EPSG:4548, gcj02, bd09.")
@click.option("--gcj02/--no-gcj02", default=None, help="The map is in GCJ-02 and is shifted to fit, or is not.")
@click.option("--opacity", type=click.FloatRange(0.1, 1.0), default=0.7, show_default=True)
@click.option("--name", default="", help="What it is called in the list (default: its own name).")
@click.option("--source-layer", "layer", default="", help="The layer of a file with several.")
@click.option("--label", default="", help="The field that the labels of lines and areas are taken from.")
@actor_option
def add(
    source: str,
    file: Path,
    crs: str,
    gcj02: bool | None,
    opacity: float,
    name: str,
    layer: str,
    label: str,
    user: str | None,
) -> None:
    """Put SOURCE on top of the list: MBTiles, GeoTIFF, PNG or JPEG with a world file, any map file, or an address.

    An address has {x}, {y} and {z} in it and is only asked when tile services are switched on.
    """
    with opened(file, user) as (desk, actor):
        made = base_maps.add(
            desk, actor, source, crs=crs, gcj02=gcj02, opacity=opacity, name=name, layer=layer, label=label
        )
    click.echo(tr("{name} is a base map now ({id}).", name=made.name, id=made.id), err=True)
    if made.kind == "service" and not base_maps.services_allowed():
        click.echo(tr("Tile services are switched off.") + " " + base_maps.warning(), err=True)


@basemap.command(name="list")
@file_option()
@actor_option
@json_option
def list_(file: Path, user: str | None, as_json: bool) -> None:
    """The base maps of a file, the lowest first; one that cannot be shown says why."""
    with opened(file, user) as (desk, actor):
        found = base_maps.states(desk, actor)
    if as_json:
        print_json({"maps": found, "tile_services": base_maps.services_allowed()})
        return
    rows = [
        (s.map.id, s.map.name, s.map.kind, s.map.shift or s.map.crs, f"{s.map.opacity:.0%}",
         tr("on") if s.map.visible else tr("off"), s.problem or s.map.path)
        for s in found
    ]  # fmt: skip
    heads = ["", tr("Name"), tr("Kind"), tr("System"), tr("Opacity"), "", tr("File")]
    print_table(heads, rows, tr("There is no base map under this file."))


@basemap.command()
@click.argument("which")
@file_option()
@actor_option
def remove(which: str, file: Path, user: str | None) -> None:
    """Take the base map WHICH (its id or name) off the list; its file is left alone."""
    with opened(file, user) as (desk, actor):
        gone = base_maps.remove(desk, actor, which)
    click.echo(tr("{name} is off the list.", name=gone.name), err=True)


@basemap.command(name="set")
@click.argument("which")
@file_option()
@click.option("--opacity", type=click.FloatRange(0.1, 1.0))
@click.option("--on/--off", "visible", default=None, help="Show it, or not.")
@click.option("--gcj02/--no-gcj02", default=None, help="Shift it from GCJ-02, or not.")
@click.option("--lift", type=int, default=0, help="So many places up (below nought: down).")
@actor_option
def set_(
    which: str,
    file: Path,
    opacity: float | None,
    visible: bool | None,
    gcj02: bool | None,
    lift: int,
    user: str | None,
) -> None:
    """Change how the base map WHICH is shown."""
    with opened(file, user) as (desk, actor):
        base_maps.adjust(desk, actor, which, opacity=opacity, visible=visible, gcj02=gcj02)
        if lift:
            base_maps.move(desk, actor, which, lift)


@basemap.command()
@click.argument("switch", type=click.Choice(["on", "off"]))
def services(switch: str) -> None:
    """Switch tile services from the network on or off, for this person on this machine. They are off at first."""
    base_maps.allow_services(switch == "on")
    click.echo(base_maps.warning() if switch == "on" else tr("Tile services are switched off."), err=True)


COMMANDS: tuple[click.Command, ...] = (basemap,)
