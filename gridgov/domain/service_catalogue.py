"""The catalogue of services: who provides each, who may have it, and the workflow that a request starts.

``data/limits/services.csv`` is an example of 14 common ones; an office loads its own. `who` is a condition on people
as in a list's filter; nothing in it means everybody. No service here rates anybody.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from gridgov import resources
from gridgov.domain import classes, expression
from gridgov.domain.workflow import workflows
from gridgov.errors import WrongUse

COLUMNS = ("code", "zh", "en", "kind", "provider", "who", "workflow", "class")
KINDS = {"government": ("政务服务", "Government"), "social": ("社会服务", "Social")}


@attrs.frozen
class Service:
    """One service of the catalogue."""

    code: str
    zh: str
    en: str
    kind: str
    provider: str
    who: str
    workflow: str
    class_code: str


def read(row: Mapping[str, str | None]) -> Service:
    """A line of a catalogue as a service; what is left out is empty."""
    text = {name: (row.get(name) or "").strip() for name in COLUMNS}
    return Service(
        text["code"], text["zh"], text["en"] or text["zh"], text["kind"] or "government", text["provider"],
        text["who"], text["workflow"] or "service_request", text["class"],
    )  # fmt: skip


def fault(one: Service) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a service, as a sentence and its values; None when it is sound (its fields are not asked)."""
    if not one.code or not one.zh:
        return "A service needs a code and a name.", {}
    if one.kind not in KINDS:
        return "There is no kind {kind}: use {known}.", {"kind": one.kind, "known": ", ".join(KINDS)}
    if one.workflow not in workflows():
        return "There is no workflow {name}. Known: {known}.", {"name": one.workflow, "known": ", ".join(workflows())}
    if one.class_code and classes.find("matter", classes.CURRENT, one.class_code) is None:
        return "There is no class {code} in {scheme}.", {"code": one.class_code, "scheme": classes.CURRENT}
    if one.who:
        try:
            expression.parse(one.who)
        except WrongUse as error:
            return error.sentence, error.params
    return None


@cache
def shipped() -> tuple[Service, ...]:
    """The example that comes with gridgov."""
    with resources.data("limits", "services.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(read, csv.DictReader(file)))


def problems(services: Iterable[Service] | None = None) -> list[str]:
    """Every fault of a catalogue, one sentence each; empty when it is sound."""
    found, seen = [], set()
    for one in shipped() if services is None else services:
        if told := fault(one):
            found.append(f"{one.code}: {told[0].format(**told[1])}")
        if one.code in seen:
            found.append(f"The service {one.code} is there twice.")
        seen.add(one.code)
    return found
