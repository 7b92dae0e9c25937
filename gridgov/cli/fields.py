"""Commands for fields of one's own: what an office keeps beside the standard's."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain.register import OWN_KINDS, registers
from gridgov.messages import pick, tr
from gridgov.services import own_fields

REGISTER = click.Choice(list(registers()))


@click.group()
def field() -> None:
    """Fields of your own: in forms, lists, imports and exports like the standard's."""


@field.command("list")
@file_option()
@actor_option
@json_option
def list_(file: Path, user: str | None, as_json: bool) -> None:
    """The fields of your own, register by register."""
    with opened(file, user) as (desk, _actor):
        found = [one for key in registers() for one in own_fields.of(desk, key)]
    if as_json:
        print_json([own_fields.as_json(one) for one in found])
        return
    rows = [
        [pick(registers()[one.register].zh, registers()[one.register].en), one.name, one.kind,
         tr("yes") if one.personal else tr("no"), "、".join(one.choices)]
        for one in found
    ]  # fmt: skip
    heads = [tr("Register"), tr("Name"), tr("Kind"), tr("Personal"), tr("Choices")]
    print_table(heads, rows, tr("There is no field of your own yet."))


@field.command()
@click.argument("register", type=REGISTER)
@click.argument("name")
@file_option()
@click.option("--kind", type=click.Choice(list(OWN_KINDS)), default="text", show_default=True)
@click.option("--not-personal", is_flag=True, help="It tells nothing of a person: it is shown unmasked and exported.")
@click.option("--choice", "choices", multiple=True, help="What may be entered; again for each.")
@actor_option
def add(
    register: str, name: str, file: Path, kind: str, not_personal: bool, choices: tuple[str, ...], user: str | None
) -> None:
    """Add the field NAME to REGISTER, or change it."""
    with opened(file, user) as (desk, actor):
        own_fields.add(desk, actor, register, name, kind=kind, personal=0 if not_personal else 1, choices=choices)


@field.command()
@click.argument("register", type=REGISTER)
@click.argument("name")
@file_option()
@actor_option
def remove(register: str, name: str, file: Path, user: str | None) -> None:
    """Take the field NAME out of use; its values stay and come back with it."""
    with opened(file, user) as (desk, actor):
        own_fields.remove(desk, actor, register, name)


COMMANDS: tuple[click.Command, ...] = (field,)
