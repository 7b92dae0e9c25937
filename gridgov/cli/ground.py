"""Commands for places: one coordinate in another system, where a text lies, distances and areas on the ground."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json
from gridgov.domain.coordinate_text import parse
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import measuring, places

# A coordinate west or south begins with a minus, which would be taken for an option.
NUMBERS = {"ignore_unknown_options": True}


@click.command(context_settings=NUMBERS)
@click.argument("x", type=float)
@click.argument("y", type=float)
@click.option("--from", "source", required=True, help="wgs84, cgcs2000, gcj02, bd09 or EPSG:N.")
@click.option("--to", "target", required=True, help="The same, or zone: the 3° zone of CGCS2000 where the place lies.")
@json_option
def convert(x: float, y: float, source: str, target: str, as_json: bool) -> None:
    """The coordinate X Y (longitude or easting first) in another system."""
    east, north, crs = places.convert(x, y, source, target)
    if as_json:
        print_json({"x": east, "y": north, "crs": crs})
        return
    digits = 4 if abs(east) > 400 else 8
    click.echo(f"{east:.{digits}f} {north:.{digits}f}  {crs}")


@click.command(context_settings=NUMBERS)
@click.argument("text", nargs=-1, required=True)
@file_option()
@actor_option
@json_option
def where(text: tuple[str, ...], file: Path, user: str | None, as_json: bool) -> None:
    """Where TEXT lies, and how sure that is: a coordinate in any spelling, a cell, an address."""
    with opened(file, user) as (desk, actor):
        found = places.find(desk, actor, " ".join(text))
        cells = [places.here(desk, actor, spot.lon, spot.lat, within_m=0).cells for spot in found]
    if as_json:
        print_json(
            [
                {**attrs.asdict(spot), "cells": {layer: code for layer, (code, _) in held.items()}}
                for spot, held in zip(found, cells, strict=True)
            ]
        )
        return
    if not found:
        click.echo(tr("Neither a coordinate nor a cell nor an address of the ledger."))
    for spot, held in zip(found, cells, strict=True):
        within = f" ± {spot.within_m:.0f} m" if spot.within_m else ""
        click.echo(f"{spot.title}  {spot.lon:.7f}, {spot.lat:.7f}{within}  {spot.sure}")
        for layer, (code, name) in held.items():
            click.echo(f"  {layer} {code} {name}".rstrip())


@click.group()
def ground() -> None:
    """Measure on the ground: geodesic distances and areas between places."""


@ground.command(context_settings=NUMBERS)
@click.argument("numbers", nargs=-1, required=True, metavar="LON LAT …")
@json_option
def distance(numbers: tuple[str, ...], as_json: bool) -> None:
    """The distance along places given as LON LAT, in degrees; several make a line."""
    found = measuring.measure(*_pairs(numbers, 2))
    if as_json:
        print_json({"length_m": found.length_m, "legs_m": found.legs_m})
    else:
        click.echo(f"{found.length_m:.3f} m")


@ground.command(context_settings=NUMBERS)
@click.argument("numbers", nargs=-1, required=True, metavar="LON LAT …")
@json_option
def area(numbers: tuple[str, ...], as_json: bool) -> None:
    """The area between places given as LON LAT, in degrees, and the way round it."""
    found = measuring.measure(*_pairs(numbers, 3))
    if as_json:
        print_json({"area_m2": found.area_m2, "perimeter_m": found.perimeter_m})
    else:
        click.echo(f"{found.area_m2:.3f} m²  {found.perimeter_m:.3f} m")


def _pairs(numbers: tuple[str, ...], least: int) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes of places given one after another, each as two numbers or as one text."""
    lon: list[float] = []
    lat: list[float] = []
    waiting = ""
    for word in numbers:
        one = parse(f"{waiting} {word}" if waiting else word)
        if one is None:
            if waiting:
                raise WrongUse("'{text}' is no place: give longitude and latitude.", text=f"{waiting} {word}")
            waiting = word
            continue
        waiting = ""
        lon.append(one.x)
        lat.append(one.y)
    if waiting or len(lon) < least:
        raise WrongUse("Give at least {n} places, each as longitude and latitude.", n=least)
    return lon, lat


COMMANDS: tuple[click.Command, ...] = (convert, where, ground)
"""What the command line adds."""
