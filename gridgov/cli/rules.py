"""Commands for rules that are data: workflows and calendars."""

from __future__ import annotations

from pathlib import Path

import click

from gridgov.cli.output import PATH, actor_option, exit_with, file_option, json_option, opened, print_json, print_table
from gridgov.domain import calendar as calendars
from gridgov.domain import workflow as flows
from gridgov.domain import workflow_check
from gridgov.domain.workflow import Workflow
from gridgov.messages import pick, tr
from gridgov.reports import workflow_picture
from gridgov.services import calendars as calendar_service
from gridgov.services import case_queue, workflows


@click.group()
def workflow() -> None:
    """Workflows: which there are, whether they are sound, what they look like."""


def _of(name: str) -> Workflow:
    """A workflow of the program by its id, or of a file."""
    return flows.read(Path(name)) if Path(name).is_file() else flows.load(name)


@workflow.command(name="list")
@click.option("--in", "file", type=PATH, help="A district file, for those that were loaded into it.")
@actor_option
@json_option
def list_(file: Path | None, user: str | None, as_json: bool) -> None:
    """The workflows by id."""
    if file is None:
        found = list(flows.workflows().values())
    else:
        with opened(file, user) as (desk, actor):
            found = workflows.available(desk, actor)
    if as_json:
        print_json(
            [
                {
                    "id": f.id,
                    "zh": f.zh,
                    "en": f.en,
                    "version": f.version,
                    "states": len(f.states),
                    "steps": len(f.steps),
                }
                for f in found
            ]
        )
        return
    rows = [[f.id, pick(f.zh, f.en), f.version, len(f.states), len(f.steps)] for f in found]
    print_table([tr("Id"), tr("Name"), tr("Version"), tr("States"), tr("Steps")], rows, "")


@workflow.command()
@click.argument("name", required=False)
@json_option
def check(name: str | None, as_json: bool) -> None:
    """Every fault of a workflow (an id or a file; all without one), a sentence each; exit 1 when there are any."""
    faults = workflow_check.problems(_of(name)) if name else workflow_check.problems()
    if as_json:
        print_json({"faults": faults})
    else:
        for fault in faults:
            click.echo(fault)
        if not faults:
            click.echo(tr("No fault was found."))
    exit_with(1 if faults else 0)


@workflow.command()
@click.argument("name")
@click.option("--out", type=PATH, help="Write the picture there (.svg).")
@json_option
def show(name: str, out: Path | None, as_json: bool) -> None:
    """A workflow's states and steps, or its picture."""
    flow = _of(name)
    if out is not None:
        out.write_text(workflow_picture.svg(flow), encoding="utf-8")
        return
    if as_json:
        print_json(flow)
        return
    click.echo(f"{flow.id}  {pick(flow.zh, flow.en)}  v{flow.version}")
    for state in flow.states.values():
        click.echo(f"{state.id}  {pick(state.zh, state.en)}  [{state.type}]")
        for step in flow.steps_from(state.id):
            target = step.target or "="
            click.echo(f"    {step.id} → {target}  {pick(step.zh, step.en)}  ({', '.join(step.roles)})")


@workflow.command()
@click.argument("source", type=PATH)
@file_option()
@actor_option
def add(source: Path, file: Path, user: str | None) -> None:
    """Load a workflow (.toml, or a .csv of allowed pairs) into a district file."""
    with opened(file, user) as (desk, actor):
        flow = workflows.add(desk, actor, source)
    click.echo(f"{flow.id}  v{flow.version}")


@click.group()
def calendar() -> None:
    """Working calendars: which there are, a year's notice, local days off and on."""


@calendar.command(name="list")
@click.option("--in", "file", type=PATH, help="A district file.")
@actor_option
@json_option
def calendars_(file: Path | None, user: str | None, as_json: bool) -> None:
    """The calendars by id, with the years that are announced."""
    if file is None:
        found = list(calendars.calendars().values())
    else:
        with opened(file, user) as (desk, actor):
            found = calendar_service.available(desk, actor)
    rows = []
    for one in found:
        years = sorted(one.holidays.years) if one.holidays else []
        rows.append([one.id, pick(one.zh, one.en), one.version, f"{years[0]}–{years[-1]}" if years else ""])
    if as_json:
        print_json([dict(zip(("id", "name", "version", "years"), row, strict=True)) for row in rows])
        return
    print_table([tr("Id"), tr("Name"), tr("Version"), tr("Years")], rows, "")


@calendar.command()
@click.argument("text", type=PATH)
@file_option()
@click.option("--calendar", "identity", default="", help="The calendar (default: the district's own).")
@click.option("--yes", is_flag=True, help="Enter it; without this, only how it is read is shown.")
@actor_option
@json_option
def notice(text: Path, file: Path, identity: str, yes: bool, user: str | None, as_json: bool) -> None:
    """Read the annual notice of holidays from a text file; --yes enters it and computes provisional deadlines anew."""
    read = calendar_service.read_notice(text.read_text(encoding="utf-8-sig"))
    if as_json:
        print_json({"year": read.year, "faults": read.faults, **read.as_years()[str(read.year)]})
    else:
        for one in read.readings:
            days = f"{one.days[0]}–{one.days[-1]}" if one.days else "—"
            work = " ".join(day.isoformat() for day in one.workdays)
            click.echo(f"{one.name}  {days}  {tr('Worked instead: {days}', days=work) if work else ''}".rstrip())
        for fault in read.faults:
            click.echo(fault)
    if yes:
        with opened(file, user) as (desk, actor):
            made = calendar_service.enter_notice(desk, actor, read, calendar=identity)
            changed = case_queue.recompute(desk, actor)
        click.echo(
            tr("Entered as version {version}; {n} deadlines changed.", version=made.version, n=changed), err=True
        )
    exit_with(1 if read.faults else 0)


@calendar.command()
@file_option()
@click.option("--calendar", "identity", help="Go by this calendar from now on.")
@click.option("--work-day", type=click.Choice(["hours", "days"]), help="What a working day means.")
@click.option("--off", nargs=2, multiple=True, metavar="DATE WHY", help="A local day off.")
@click.option("--on", multiple=True, metavar="DATE", help="A local working day.")
@actor_option
def change(
    file: Path,
    identity: str | None,
    work_day: str | None,
    off: tuple[tuple[str, str], ...],
    on: tuple[str, ...],
    user: str | None,
) -> None:
    """Choose the district's calendar, what a working day means, and local days off and on."""
    with opened(file, user) as (desk, actor):
        if identity or work_day:
            calendar_service.choose(desk, actor, calendar=identity, work_day=work_day)
        if off or on:
            calendar_service.set_days(desk, actor, off=dict(off), on=on)


@calendar.command()
@click.argument("unit", required=False)
@click.argument("identity", required=False)
@file_option()
@click.option("--off", is_flag=True, help="The unit goes by the district's calendar again.")
@actor_option
@json_option
def assign(unit: str | None, identity: str | None, file: Path, off: bool, user: str | None, as_json: bool) -> None:
    """Let the clocks of UNIT go by the calendar IDENTITY; without either, the units that have one of their own."""
    with opened(file, user) as (desk, actor):
        if unit and (identity or off):
            calendar_service.assign(desk, actor, unit, None if off else identity)
        found = calendar_service.of_units(desk, actor)
    if as_json:
        print_json(found)
        return
    heads = [tr("Unit"), tr("Working calendar")]
    print_table(heads, [list(one) for one in found.items()], tr("Every unit goes by the district's calendar."))


COMMANDS: tuple[click.Command, ...] = (workflow, calendar)
