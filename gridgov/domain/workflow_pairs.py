"""A workflow as other offices write it: a table of allowed pairs, one step a row.

Columns ``from``, ``to`` and any of ``step``, ``zh``, ``en``, ``role``; an empty ``from`` begins a case. A state that
nothing leaves is done; every other one is open. Names that are not given are the ids.
"""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import PurePath

from gridgov.domain.workflow import State, Step, Workflow
from gridgov.errors import BadInput

ANYBODY = ("collector", "acceptor", "shift_leader", "dispatcher", "department")
"""Who may take a step when the table does not say."""


def parse(text: str, name: str) -> Workflow:
    """The workflow of a table of pairs; BadInput names the first row that cannot be one."""
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or not {"from", "to"} <= set(rows[0]):
        raise BadInput("{file} is no table of allowed pairs: it needs the columns 'from' and 'to'.", file=name)
    pairs: list[tuple[str, str, dict[str, str]]] = []
    for number, row in enumerate(rows, 2):
        source, target = (row["from"] or "").strip(), (row["to"] or "").strip()
        if not target:
            raise BadInput(
                "{file}, row {row}: 'to' is empty. Name the state that the step leads to.", file=name, row=number
            )
        pairs.append((source, target, row))
    ids = list(dict.fromkeys(state for source, target, _ in pairs for state in (source, target) if state))
    left = {source for source, _, _ in pairs}
    states = {
        state: State(state, state, state, "open" if state in left else "done", order) for order, state in enumerate(ids)
    }
    begins = [target for source, target, _ in pairs if not source]
    initial = begins[0] if begins else ids[0]
    steps = [] if begins else [Step("report", (), initial, "上报", "Report", ANYBODY)]
    seen: dict[str, int] = {}
    for source, target, row in pairs:
        identity = (row.get("step") or f"to_{target}").strip()
        seen[identity] = seen.get(identity, 0) + 1
        if seen[identity] > 1:
            identity = f"{identity}_{seen[identity]}"
        roles = tuple(part.strip() for part in (row.get("role") or "").split(";") if part.strip()) or ANYBODY
        zh, en = (row.get("zh") or identity).strip(), (row.get("en") or identity).strip()
        steps.append(Step(identity, (source,) if source else (), target, zh, en, roles))
    identity = PurePath(name).stem
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    return Workflow(identity, identity, identity, 1, initial, states, tuple(steps), digest=digest)
