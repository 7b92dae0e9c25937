"""Commands for lists from other departments: compared with the ledger, and taken over."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import PATH, actor_option, file_option, json_option, opened, print_json, print_table
from gridgov.domain.mapping import Mapping
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.services import matching


@click.group(name="match")
def match() -> None:
    """A list from another department: who is in the ledger, what differs, who is new, who has gone."""


def _mapping(path: Path | None) -> Mapping | None:
    return Mapping.parse(path.read_text(encoding="utf-8")) if path else None


@match.command()
@click.argument("register", type=click.Choice(matching.REGISTERS))
@click.argument("source", type=PATH)
@file_option()
@click.option("--map", "mapping", type=PATH, help="A mapping of columns (TOML).")
@click.option("--name", default="", help="What the list is called from month to month (default: the file's name).")
@actor_option
@json_option
def compare(
    register: str, source: Path, file: Path, mapping: Path | None, name: str, user: str | None, as_json: bool
) -> None:
    """Hold the list SOURCE against the ledger; nothing is written."""
    with opened(file, user) as (desk, actor):
        found = matching.compare(desk, actor, register, source, mapping=_mapping(mapping), source=name)
    if as_json:
        print_json(
            {"source": found.source, "total": found.total, "counts": found.counts, "rows": found.rows,
             "gone": [{"fid": fid, "title": title} for fid, title in found.gone], "last_at": found.last_at}
        )  # fmt: skip
        return
    click.echo("  ".join(f"{tr(VERDICTS[key])} {n}" for key, n in found.counts.items()))
    rows = [
        [one.row, tr(VERDICTS[one.verdict]), one.title,
         one.reason or "; ".join(f"{pick(d.zh, d.en)}: {d.ours or '—'} → {d.theirs}" for d in one.differing)]
        for one in found.rows[:100]
    ]  # fmt: skip
    print_table([tr("Row"), tr("Verdict"), tr("Record"), ""], rows, "")
    if found.gone:
        click.echo(tr("{n} of last time are not in the list any more:", n=len(found.gone)))
        click.echo(pick("、", ", ").join(title for _, title in found.gone[:50]))


VERDICTS = {"same": "Same", "differs": "Differs", "new": "New", "several": "Several fit", "rejected": "Kept aside"}


@match.command()
@click.argument("register", type=click.Choice(matching.REGISTERS))
@click.argument("source", type=PATH)
@file_option()
@click.option("--map", "mapping", type=PATH, help="A mapping of columns (TOML).")
@click.option("--name", default="", help="What the list is called from month to month (default: the file's name).")
@click.option("--rule", type=click.Choice(matching.RULES), default="fill", show_default=True)
@click.option("--no-new", is_flag=True, help="Do not enter who is not in the ledger.")
@click.option(
    "--row",
    "rows",
    multiple=True,
    metavar="ROW=DECISION",
    help="take, fill, skip, new, take:field,field or is:fid for one row.",
)
@actor_option
@json_option
def apply(
    register: str,
    source: Path,
    file: Path,
    mapping: Path | None,
    name: str,
    rule: str,
    no_new: bool,
    rows: tuple[str, ...],
    user: str | None,
    as_json: bool,
) -> None:
    """Take the list SOURCE over: one batch, which `gridgov import undo` takes back."""
    decided = {}
    for one in rows:
        row, mark, act = one.partition("=")
        if not mark or not row.isdigit():
            raise WrongUse("'{text}' is no row and decision: write it like 12=take.", text=one)
        decided[int(row)] = act
    with opened(file, user) as (desk, actor):
        found = matching.compare(desk, actor, register, source, mapping=_mapping(mapping), source=name)
        done = matching.apply(desk, actor, found, rule=rule, new=not no_new, decided=decided)
    if as_json:
        print_json(done)
        return
    click.echo(
        tr("{added} added, {changed} changed, {same} the same, {skipped} left, {rejected} kept aside.",
           added=done.added, changed=done.changed, same=done.same, skipped=done.skipped, rejected=done.rejected)
    )  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (match,)
