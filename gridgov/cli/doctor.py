"""The doctor's command: findings, mends that move no neighbour, what is left and remembered."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import (
    PATH,
    actor_option,
    findings_exit,
    json_option,
    opened,
    plain,
    print_json,
    print_table,
    watched,
)
from gridgov.errors import WrongUse
from gridgov.messages import tr
from gridgov.services import doctor, mend
from gridgov.services.cell_import import finding_json
from gridgov.services.mend import Diagnosis

MENDABLE = ("all", "self_crossing", "spike", "sliver")


@click.command(name="doctor")
@click.argument("source", type=PATH)
@click.option("--layer", help="A layer of a district file; left out for a file of another system.")
@click.option("--mend", "kind", type=click.Choice(MENDABLE), help="Mend what can be without moving a neighbour.")
@click.option("--dry-run", is_flag=True, help="With --mend: say what would happen; change nothing.")
@click.option("--undo", type=int, metavar="N", help="Take mend N back.")
@click.option("--mends", is_flag=True, help="List the mends so far.")
@click.option("--leave", metavar="KEY", help="Leave a finding and remember it (with --why).")
@click.option("--why", default="", help="Why a finding is left.")
@click.option("--again", metavar="KEY", help="Let a finding that was left be one again.")
@click.option("--left", "list_left", is_flag=True, help="List the findings that were left.")
@actor_option
@json_option
@findings_exit
def doctor_(
    source: Path,
    layer: str | None,
    kind: str | None,
    dry_run: bool,
    undo: int | None,
    mends: bool,
    leave: str | None,
    why: str,
    again: str | None,
    list_left: bool,
    user: str | None,
    as_json: bool,
) -> int:
    """Overlaps, gaps, invalid shapes and more in SOURCE, each with place and size; in a district they are mended."""
    asked = [kind, undo, leave, again]
    if not doctor.is_district(source):
        if any(one is not None for one in asked) or mends or list_left:
            raise WrongUse("{file} is no district file: bring it in first, then mend it there.", file=source.name)
        with watched() as progress:
            return _said_of_file(doctor.examine_file(source, layer=layer, progress=progress), as_json)
    if sum(one is not None for one in asked) + mends + list_left > 1:
        raise WrongUse("Ask for one thing at a time: --mend, --undo, --leave, --again, --mends or --left.")
    with opened(source, user) as (desk, actor), watched() as progress:
        if undo is not None:
            back = mend.take_back(desk, actor, undo, progress=progress)
            sentence = tr("Mend {n} was taken back: {codes}.", n=undo, codes=", ".join(back.codes))
            return _told(back, sentence, as_json)
        if again is not None:
            mend.look_again(desk, actor, again)
            return _told({"key": again}, tr("{key} is a finding again.", key=again), as_json)
        if mends:
            done = mend.history(desk, actor)
            rows = [[d.number, d.at, d.by, d.layer, ", ".join(d.codes[:5]), d.undone or ""] for d in done]
            heads = [tr("Number"), tr("At"), tr("By"), tr("Layer"), tr("Cells at fault"), tr("Taken back")]
            return _listed(done, heads, rows,
                           tr("Nothing was mended yet."), as_json)  # fmt: skip
        if list_left:
            kept = mend.left(desk, actor)
            rows = [[one.key, one.layer, one.at, one.by, one.why, one.sentence] for one in kept]
            return _listed(kept, [tr("Key"), tr("Layer"), tr("At"), tr("By"), tr("Why"), tr("Finding")], rows,
                           tr("No finding was left."), as_json)  # fmt: skip
        found = mend.diagnose(desk, actor, layer, progress=progress)
        if leave is not None:
            made = mend.leave(desk, actor, found, leave, why)
            return _told(made, tr("Left and remembered: {sentence}", sentence=made.sentence), as_json)
        if kind is not None:
            keys = [key for key, one in found.open if key in found.mends and kind in ("all", one.kind)]
            if not dry_run:
                made_now = mend.mend(desk, actor, found, keys, progress=progress)
                number = made_now.number if made_now else None
                return _mended(found, keys, number, as_json)
            return _mended(found, keys, None, as_json)
    return _said_of_layer(found, as_json)


def _said_of_file(report: doctor.Report, as_json: bool) -> int:
    if as_json:
        print_json(doctor.as_json(report))
    else:
        click.echo(tr("{n} features examined.", n=report.features))
        for sentence in doctor.sentences(report) or [tr("Nothing to report.")]:
            click.echo(sentence)
    return doctor.exit_code(report)


def _said_of_layer(found: Diagnosis, as_json: bool) -> int:
    if as_json:
        listed = [
            {"key": key, **finding_json(one), "fixable": key in found.mends, "left": key in found.left}
            for key, one in found.findings
        ]
        print_json({"features": len(found.codes), "findings": listed})
    else:
        click.echo(tr("{n} features examined.", n=len(found.codes)))
        for key, one in found.open:
            can = " " + tr("[can be mended]") if key in found.mends else ""
            click.echo(f"{key}  {tr(one.sentence, **one.params)}{can}")
        if not found.open:
            click.echo(tr("Nothing to report."))
        if len(found.findings) > len(found.open):
            click.echo(tr("{n} findings were left: see --left.", n=len(found.findings) - len(found.open)))
    return 1 if found.open else 0


def _mended(found: Diagnosis, keys: list[str], number: int | None, as_json: bool) -> int:
    rest = len(found.open) - len(keys)
    if as_json:
        print_json({"mend": number, "mended": keys, "cells": [found.codes[found.mends[k].cell] for k in keys],
                    "left_to_do": rest})  # fmt: skip
    else:
        for key in keys:
            one = found.mends[key]
            sentence = tr(one.finding.sentence, **one.finding.params)
            click.echo(tr("{key}  cell {code} is mended: {sentence}", key=key, code=found.codes[one.cell],
                          sentence=sentence))  # fmt: skip
        if number is not None:
            click.echo(tr("{n} cells were mended; --undo {number} takes it back.", n=len(keys), number=number))
        else:
            click.echo(tr("{n} cells can be mended; nothing was changed.", n=len(keys)))
        if rest:
            click.echo(tr("{n} findings need a person: their neighbours would have to move.", n=rest))
    return 1 if rest else 0


def _told(value: object, sentence: str, as_json: bool) -> int:
    if as_json:
        print_json(plain(value))
    else:
        click.echo(sentence)
    return 0


def _listed(value: object, heads: list[str], rows: list[list[object]], empty: str, as_json: bool) -> int:
    if as_json:
        print_json(plain(value))
    else:
        print_table(heads, rows, empty)
    return 0


COMMANDS: tuple[click.Command, ...] = (doctor_,)
