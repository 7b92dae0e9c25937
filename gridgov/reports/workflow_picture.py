"""A picture of a workflow: its states in order, the steps between them, and below what can be done without moving.

Marks in millimetres, for the screen and for paper alike; the key of a mark is the id of its state or step.
"""

from __future__ import annotations

from gridgov.domain.access import roles
from gridgov.domain.workflow import BACK, STAYS, Step, Workflow
from gridgov.messages import pick, tr
from gridgov.reports.figure import Figure, Ink, Mark, Path, Rectangle, Text
from gridgov.reports.svg import to_svg

BOX_W, BOX_H, GAP = 38.0, 11.5, 8.5
LEFT, TOP, LANE = 62.0, 16.0, 5.5
INK = {
    "open": Ink("#e8f0fa", "#2f5d9b", 0.35),
    "waiting": Ink("#fdf3dc", "#a8741a", 0.35),
    "done": Ink("#e3f3e6", "#2d7a45", 0.5),
    "void": Ink("#eeeeee", "#777777", 0.35),
}
LINE, SIDE = Ink(None, "#2f5d9b", 0.4), Ink(None, "#8a8f98", 0.3)


def svg(flow: Workflow) -> str:
    """The picture as SVG."""
    return to_svg(picture(flow))


def picture(flow: Workflow) -> Figure:
    """The picture of a workflow; its height follows from how many states and side steps there are."""
    main = [state.id for state in flow.states.values() if state.type in {"open", "done"}]
    beside = [state.id for state in flow.states.values() if state.id not in main]
    at = {state: (LEFT, TOP + number * (BOX_H + GAP)) for number, state in enumerate(main)}
    space = max((len(main) - 1) * (BOX_H + GAP) / max(len(beside), 1), BOX_H + 4)
    for number, state in enumerate(beside):
        at[state] = (LEFT + BOX_W + 62.0, TOP + (number + 0.4) * space)
    marks: list[Mark] = [Text(6, 9, f"{pick(flow.zh, flow.en)}  v{flow.version}", 13)]
    left = right = 0
    for (source, target), steps in _moves(flow).items():
        words = list(dict.fromkeys(pick(step.zh, step.en) for step in steps))
        names = pick("、", ", ").join(words)
        if target in beside or source in beside:
            continue
        forward = main.index(target) - main.index(source)
        if forward == 1:
            marks += _straight(at[source], at[target], names, steps[0].id)
        elif forward > 1:
            marks += _around(at[source], at[target], words, -1, left, steps[0].id)
            left += 1
        else:
            marks += _around(at[source], at[target], words, 1, right, steps[0].id)
            right += 1
    for state in beside:
        marks += _to_side(flow, state, at[state])
    for state_id, (x, y) in at.items():
        one = flow.states[state_id]
        marks.append(Rectangle(x, y, BOX_W, BOX_H, INK[one.type], one.id))
        holder = roles().get(one.holder)
        middle = y + BOX_H / 2 + (1.4 if holder is None else -0.6)
        marks.append(Text(x + BOX_W / 2, middle, pick(one.zh, one.en), 9, "middle", key=one.id))
        if holder is not None:
            marks.append(Text(x + BOX_W / 2, y + BOX_H - 1.8, pick(holder.zh, holder.en), 7, "middle", "#4a525c"))
    bottom = max(y for _, y in at.values()) + BOX_H + 9
    marks.append(Text(6, bottom, tr("Without moving the case:"), 9))
    width = 208.0
    for step in flow.steps:
        if step.target != STAYS:
            continue
        bottom += 5.2
        known = roles()
        who = pick("、", ", ").join(pick(known[r].zh, known[r].en) for r in step.roles if r in known)
        marks.append(Text(10, bottom, pick(step.zh, step.en), 8, key=step.id))
        marks.append(Text(62, bottom, who, 8, colour="#5b6470"))
    return Figure(width, bottom + 6, tuple(marks))


def _moves(flow: Workflow) -> dict[tuple[str, str], list[Step]]:
    found: dict[tuple[str, str], list[Step]] = {}
    for step in flow.steps:
        for source in step.sources:
            if step.target not in (STAYS, BACK) and step.target != source:
                found.setdefault((source, step.target), []).append(step)
    return found


def _straight(start: tuple[float, float], end: tuple[float, float], text: str, key: str) -> list[Mark]:
    x = start[0] + BOX_W / 2
    y0, y1 = start[1] + BOX_H, end[1]
    return [
        Path((((x, y0), (x, y1)),), LINE, closed=False, key=key),
        *_head(x, y1, 0, 1),
        Text(x + 1.5, (y0 + y1) / 2 + 1, text, 7.5, halo=True, key=key),
    ]


def _around(
    start: tuple[float, float], end: tuple[float, float], words: list[str], side: int, lane: int, key: str
) -> list[Mark]:
    """A step past other states, in a lane of its own on the left (forward) or the right (back)."""
    edge = start[0] if side < 0 else start[0] + BOX_W
    far = edge + side * (10 + lane * LANE)
    y0 = start[1] + BOX_H * (0.3 if side < 0 else 0.75)
    y1 = end[1] + BOX_H * (0.7 if side < 0 else 0.35)
    middle = (y0 + y1) / 2 + lane * 3.2 - 4
    return [
        Path((((edge, y0), (far, y0), (far, y1), (edge, y1)),), SIDE, closed=False, key=key),
        *_head(edge, y1, -side, 0),
        *(
            Text(
                far + side, middle + 3.2 * line, word, 7, "end" if side < 0 else "start", "#5b6470", halo=True, key=key
            )
            for line, word in enumerate(words)
        ),
    ]


def _to_side(flow: Workflow, state: str, place: tuple[float, float]) -> list[Mark]:
    """What leads to a state beside the main way, and how a case comes back from it, in words beside its box."""
    into = [step for step in flow.steps if step.target == state]
    out = [step for step in flow.steps if state in step.sources and step.target == BACK]
    x, y = place
    marks: list[Mark] = []
    names = pick("、", ", ").join(dict.fromkeys(pick(step.zh, step.en) for step in into))
    marks.append(Text(x, y - 1.5, f"→ {names}", 7, colour="#5b6470", key=state))
    if out:
        names = pick("、", ", ").join(pick(step.zh, step.en) for step in out)
        marks.append(Text(x, y + BOX_H + 3.4, f"← {names}", 7, colour="#5b6470", key=state))
    return marks


def _head(x: float, y: float, dx: int, dy: int) -> list[Mark]:
    """The head of an arrow that points along (dx, dy) and ends at (x, y)."""
    size = 1.4
    if dx:
        ring = ((x, y), (x - dx * size * 1.5, y - size), (x - dx * size * 1.5, y + size))
    else:
        ring = ((x, y), (x - size, y - dy * size * 1.5), (x + size, y - dy * size * 1.5))
    return [Path((ring,), Ink("#2f5d9b" if dy else "#8a8f98"))]
