"""Values of a file that stand for codes of ours: which there are, what each is taken for, what is not known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import attrs

from gridgov.domain import codes, workflow
from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.domain.value import is_empty
from gridgov.messages import pick
from gridgov.services import import_plan
from gridgov.services.desk import Desk

MOST = 300
"""Different values of a column that are offered: a column with more holds no codes."""


@attrs.frozen
class ValueField:
    """A mapped field of codes: its name and label, each value of theirs with its count and ours ('': unknown).

    `choices` are our codes with their names.
    """

    field: str
    label: str
    column: str
    rows: list[tuple[str, int, str]]
    choices: list[tuple[str, str]]

    @property
    def unknown(self) -> int:
        """Rows whose value nobody knows yet."""
        return sum(count for _, count, ours in self.rows if not ours)


def values(desk: Desk, actor: Actor, register: str, source: Path, mapping: Mapping) -> list[ValueField]:
    """The mapped fields of a file that hold codes, with their values; those with unknown ones come first."""
    desk.look(actor, "record.read", "import.preview", register=register)
    opened = import_plan.open_file(register, source, mapping, "EPSG:4326", desk.zone, looking=True)
    states = opened.plan.states
    wanted: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
    for name, kept in opened.plan.fields.items():
        field = opened.plan.kind_of(name)
        if field is None:
            continue
        label = pick(field.zh, field.en)
        if field.kind == "code" and field.codes:
            entries = codes.entries(field.codes).values()
            wanted[name] = (kept.column, label, [(one.code, pick(one.zh, one.en)) for one in entries])
        elif name == "state" and register == "case":
            flow = workflow.load(opened.plan.workflow)
            wanted[name] = (kept.column, label, [(one, pick(s.zh, s.en)) for one, s in flow.states.items()])
    seen: dict[str, Counter[str]] = {name: Counter() for name in wanted}
    for chunk in opened.source.chunks():
        for name, (column, _, _) in wanted.items():
            seen[name].update(text for text in chunk.columns.get(column, ()) if not is_empty(text))
    found = []
    for name, (column, label, choices) in wanted.items():
        if not seen[name] or len(seen[name]) > MOST:
            continue
        given = mapping.values.get(name, {})
        field = opened.plan.kind_of(name)
        rows = []
        for text, count in seen[name].most_common():
            if name == "state" and register == "case":
                ours = states.get(text.strip().lower(), "")
            else:
                ours = codes.parse(field.codes, text) or "" if field is not None else ""
            rows.append((text, count, given.get(text, ours)))
        found.append(ValueField(name, label, column, rows, choices))
    return sorted(found, key=lambda one: (one.unknown == 0, -one.unknown))
