"""Workflows as data: the states a case passes, the steps between them, and what each step asks of whom.

A workflow is a TOML file of ``data/workflows``. Side steps that most workflows share stand once, in
``data/workflows/side/steps.toml``; a workflow names those it has. Whether a workflow makes sense is asked of
:mod:`gridgov.domain.workflow_check`.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from gridgov import resources
from gridgov.errors import BadInput

STATE_TYPES = ("open", "waiting", "done", "void")
"""What a state means for counts: waiting is open work whose clock stands still."""

NEEDS = frozenset(
    {
        "text", "reason", "photo", "before_photo", "after_photo", "department", "helpers", "place", "limit", "until",
        "case", "satisfaction", "filing_condition", "checklist", "level", "rule",
    }
)  # fmt: skip
"""What a step may ask for before it can be taken."""

CLOCKS = frozenset({"", "pause", "resume", "extend", "restart"})
"""What a step may do to the clock of the stage; entering a state with a limit starts one, leaving it stops it."""

STAYS, BACK = "", "<"
"""Targets of a step: the state that the case is in, and the one that it was in before it came to this one."""


@attrs.frozen
class State:
    """One state: its names, its type, its place in the order, whose turn it is in it, and other systems' words."""

    id: str
    zh: str
    en: str
    type: str
    order: int
    aliases: tuple[str, ...] = ()
    holder: str = ""
    """The role whose turn it is; '' for a state in which nobody is to act."""
    work: bool = False
    """Whether a unit handles the case in this state: its clock is the one of the class."""
    limit: str = ""
    """The name of the limit of this stage (see :mod:`gridgov.domain.limits`); '' for a stage without a clock."""


@attrs.frozen
class Step:
    """One step: from which states (none for the first), to which, who takes it, what it needs and does."""

    id: str
    sources: tuple[str, ...]
    target: str
    zh: str
    en: str
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()
    clock: str = ""
    asks: str = ""
    """Opens a request of this name, which somebody else grants or denies."""
    grants: str = ""
    denies: str = ""
    owes: str = ""
    """Opens a debt of this name: whoever has the case owes an answer."""
    answers: str = ""
    later_roles: tuple[str, ...] = ()
    """Who takes the step from the second time on in the same stage; () for the same as the first time."""
    not_by: tuple[str, ...] = ()
    """Steps whose taker in this case may not take this one: who handles neither checks nor closes."""
    counts: str = ""
    """The name under which measures count the step; '' for none."""
    side: bool = False

    @property
    def stays(self) -> bool:
        """Whether the case stays in its state."""
        return self.target == STAYS


@attrs.frozen
class Workflow:
    """A workflow: its names and version, the state a case begins in, states by id in order, steps by their order."""

    id: str
    zh: str
    en: str
    version: int
    initial: str
    states: Mapping[str, State]
    steps: tuple[Step, ...]
    return_within_days: int = 30
    """Within so many days of its closing a case may be followed by a new one that counts as a return."""
    digest: str = ""
    """A hash of what the workflow was read from, which tells two of the same version apart."""

    def step(self, identity: str) -> Step | None:
        """The step of that id; None when there is none."""
        return next((step for step in self.steps if step.id == identity), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps that the workflow knows from `state`, in the order of the file."""
        return tuple(step for step in self.steps if state in step.sources)

    @property
    def first(self) -> Step:
        """The step that a case begins with; BadInput when there is none."""
        for step in self.steps:
            if not step.sources:
                return step
        raise BadInput("The workflow {name} has no step that begins a case.", name=self.id)

    def of_type(self, *types: str) -> tuple[str, ...]:
        """The ids of the states of these types, in order."""
        return tuple(state.id for state in self.states.values() if state.type in types)


def read(path: Path) -> Workflow:
    """The workflow of a TOML file, or of a CSV table of allowed pairs; BadInput when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(
            "{file} cannot be read as a workflow ({fault}). Put the file back or mend it.", file=path.name, fault=fault
        ) from fault
    return parse(text, path.name)


def parse(text: str, name: str = "") -> Workflow:
    """The workflow of a text, TOML or a table of allowed pairs; `name` is what a fault calls it."""
    if name.lower().endswith(".csv"):
        from gridgov.domain import workflow_pairs

        return workflow_pairs.parse(text, name)
    try:
        return build(tomllib.loads(text), hashlib.blake2b(text.encode(), digest_size=8).hexdigest())
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as fault:
        raise BadInput(
            "{file} cannot be read as a workflow ({fault}). Put the file back or mend it.", file=name, fault=fault
        ) from fault


def build(raw: dict[str, Any], digest: str = "") -> Workflow:
    """The workflow of parsed TOML; KeyError, TypeError and the like for what it lacks."""
    states = {
        row["id"]: State(
            row["id"], row["zh"], row["en"], row["type"], order, tuple(row.get("aliases", ())),
            row.get("holder", ""), bool(row.get("work", False)), row.get("limit", ""),
        )
        for order, row in enumerate(raw.get("state", ()))
    }  # fmt: skip
    parts = {key: _texts(value) for key, value in raw.get("parts", {}).items()}
    steps = [_step(row, states, parts) for row in raw.get("step", ())]
    own = {step.id for step in steps}
    known = side_steps()
    for name in raw.get("side", ()):
        if name not in known:
            raise KeyError(f"side step {name}")
        if name not in own:
            steps.append(_step(known[name], states, parts, side=True))
    return Workflow(
        raw["id"], raw["zh"], raw["en"], int(raw.get("version", 1)), raw["initial"], states, tuple(steps),
        int(raw.get("return_within_days", 30)), digest,
    )  # fmt: skip


def _step(
    row: Mapping[str, Any], states: Mapping[str, State], parts: Mapping[str, tuple[str, ...]], *, side: bool = False
) -> Step:
    """One step; ``@open``, ``@live`` and ``@work`` stand for states, ``@name`` for a part that the workflow fills."""

    def filled(values: object) -> tuple[str, ...]:
        found: list[str] = []
        for value in _texts(values):
            found += parts[value[1:]] if value.startswith("@") else (value,)
        return tuple(dict.fromkeys(found))

    target = row["to"]
    if target.startswith("@"):
        kind = target[1:]
        if kind in STATE_TYPES:
            target = next(state.id for state in states.values() if state.type == kind)
        else:
            (target,) = parts[kind]
    return Step(
        id=row["id"],
        sources=_sources(row["from"], states, parts),
        target=target,
        zh=row["zh"],
        en=row["en"],
        roles=filled(row["role"]),
        needs=tuple(row.get("needs", ())),
        clock=row.get("clock", ""),
        asks=row.get("asks", ""),
        grants=row.get("grants", ""),
        denies=row.get("denies", ""),
        owes=row.get("owes", ""),
        answers=row.get("answers", ""),
        later_roles=filled(row.get("later_role", ())),
        not_by=tuple(row.get("not_by", ())),
        counts=row.get("counts", ""),
        side=side or bool(row.get("side", False)),
    )


def _sources(
    given: Sequence[str], states: Mapping[str, State], parts: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found: list[str] = []
    for name in given:
        if name == "@open":
            found += [s.id for s in states.values() if s.type == "open"]
        elif name == "@live":
            found += [s.id for s in states.values() if s.type in {"open", "waiting"}]
        elif name == "@work":
            found += [s.id for s in states.values() if s.work]
        elif name.startswith("@"):
            found += parts[name[1:]]
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


@cache
def side_steps() -> dict[str, dict[str, Any]]:
    """The side steps that workflows share, by id, as they stand in the data."""
    with resources.data("workflows", "side", "steps.toml").open("rb") as file:
        return {row["id"]: row for row in tomllib.load(file)["step"]}


@cache
def workflows() -> dict[str, Workflow]:
    """Every workflow that comes with the program, by id; city management first."""
    found = [read(path) for path in sorted(resources.data("workflows").glob("*.toml"))]
    found.sort(key=lambda flow: (flow.id != "city_management", flow.id))
    return {flow.id: flow for flow in found}


def load(identity: str) -> Workflow:
    """The workflow of that id; BadInput when there is none."""
    if flow := workflows().get(identity):
        return flow
    raise BadInput(
        "There is no workflow '{name}'. There are: {known}.", name=identity, known=", ".join(sorted(workflows()))
    )


def state_type(workflow: str, state: str) -> str:
    """The type of a state; '' for a workflow or state that is not known."""
    flow = workflows().get(workflow)
    found = flow.states.get(state) if flow else None
    return found.type if found else ""


@cache
def all_states() -> dict[str, State]:
    """The states of all workflows by id, the first workflow's first; the same id means the same in all of them."""
    found: dict[str, State] = {}
    for flow in workflows().values():
        for state in flow.states.values():
            found.setdefault(state.id, state)
    return found
