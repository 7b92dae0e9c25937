"""Commands for addresses: taken apart, found in the ledger, used to place what lies nowhere."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json
from gridgov.messages import tr
from gridgov.services import addressing


@click.group()
def address() -> None:
    """Addresses: their parts, and where the ledger has them."""


@address.command()
@click.argument("text")
@file_option()
@actor_option
@json_option
def find(text: str, file: Path, user: str | None, as_json: bool) -> None:
    """Take the address TEXT apart and say where it lies, and how sure that is."""
    with opened(file, user) as (desk, actor):
        one, found = addressing.find(desk, actor, text)
    if as_json:
        print_json({"parts": one, "found": found})
        return
    click.echo("  ".join(f"{name}={value}" for name, value in attrs.asdict(one).items() if value))
    if found is None:
        click.echo(tr("The ledger does not know this address."))
    else:
        click.echo(f"{found.x:.7f}, {found.y:.7f}  {found.in_words}  ± {found.within_m:.0f} m")


@address.command()
@click.argument("register", type=click.Choice(list(addressing.REGISTERS)))
@file_option()
@actor_option
def place(register: str, file: Path, user: str | None) -> None:
    """Place the records of REGISTER that lie nowhere and have an address which the ledger knows."""
    with opened(file, user) as (desk, actor):
        placed, left = addressing.place_all(desk, actor, register)
    click.echo(tr("{n} records were placed by their address, {left} were not.", n=placed, left=left))


COMMANDS: tuple[click.Command, ...] = (address,)
