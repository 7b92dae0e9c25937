"""The workflows of a district: those that come with the program, and those that an office loaded into its file."""

from __future__ import annotations

from pathlib import Path

import attrs
import cattrs
import orjson

from gridgov.domain import workflow, workflow_check
from gridgov.domain.access import Actor
from gridgov.domain.workflow import Workflow
from gridgov.errors import BadInput
from gridgov.services.desk import Change, Desk
from gridgov.store import kept
from gridgov.store.database import Connection

_converter = cattrs.Converter()


def available(desk: Desk, actor: Actor) -> list[Workflow]:
    """Every workflow in its newest version, those of the program first."""
    desk.look(actor, "record.read", "workflow.list")
    found = dict(workflow.workflows())
    with desk.reader() as conn:
        for identity, version, *_ in kept.workflows(conn):
            if identity not in found or version > found[identity].version:
                found[identity] = of(desk, conn, identity, version)
    return list(found.values())


def of(desk: Desk, conn: Connection, identity: str, version: int | None = None) -> Workflow:
    """A workflow in a version, or (None) the newest one; BadInput when the file and the program know none."""
    shipped = workflow.workflows().get(identity)
    if shipped is not None and version == shipped.version:
        return shipped
    key = ("workflow", identity, version)
    with desk.cache_lock:
        if key in desk.cache:
            found: Workflow = desk.cache[key]
            return found
    row = kept.workflow(conn, identity, version)
    if row is not None and (version is not None or shipped is None or row[1] > shipped.version):
        flow = read_kept(row[4])
        with desk.cache_lock:
            desk.cache[key] = flow
        return flow
    # A version that nobody kept is told by the one that is there: better than no word at all.
    return shipped if shipped is not None else workflow.load(identity)


def read_kept(body: str) -> Workflow:
    """The workflow of a kept body."""
    return _converter.structure(orjson.loads(body), Workflow)


def body_of(flow: Workflow) -> str:
    """A workflow as the file keeps it: whole, with the side steps that it took from elsewhere."""
    return orjson.dumps(_converter.unstructure(flow)).decode()


def keep(change: Change, flow: Workflow, name: str = "") -> None:
    """Keep the version that a case begins under, so that it can be told for as long as the file is there."""
    if kept.workflow(change.conn, flow.id, flow.version) is None:
        row = (flow.id, flow.version, flow.digest, name or flow.id, body_of(flow))
        kept.keep_workflow(change.conn, row, at=change.at, actor=change.actor.uid)


def add(desk: Desk, actor: Actor, source: Path) -> Workflow:
    """Load a workflow (TOML, or a CSV of allowed pairs) into the file; cases that begin from now on can follow it.

    One that is changed gets the next version; the same one again changes nothing. BadInput names the first fault.
    """
    flow = workflow.read(source)
    faults = workflow_check.problems(flow)
    if faults:
        raise BadInput(
            "{file} has {n} faults; the first: {reason} See gridgov workflow check.",
            file=source.name,
            n=len(faults),
            reason=faults[0],
        )
    with desk.change(actor, "file.write", "workflow.add", workflow=flow.id, file=source.name) as change:
        there = kept.workflow(change.conn, flow.id)
        shipped = workflow.workflows().get(flow.id)
        newest = max(there[1] if there else 0, shipped.version if shipped else 0)
        if there is not None and there[2] == flow.digest:
            return of(desk, change.conn, flow.id, there[1])
        flow = attrs.evolve(flow, version=max(flow.version, newest + 1))
        change.about["version"] = flow.version
        keep(change, flow, source.name)
    with desk.cache_lock:
        for key in [key for key in desk.cache if isinstance(key, tuple) and key[:2] == ("workflow", flow.id)]:
            del desk.cache[key]
    return flow
