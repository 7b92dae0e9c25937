"""Sensed, conveyed, answered, told back (全响应): the four moments of a case, and the times between them."""

from __future__ import annotations

from itertools import pairwise

import attrs

from gridgov.domain.case_story import Standing
from gridgov.domain.clock import Counter, seconds_of
from gridgov.domain.workflow import Workflow

ANSWERS = frozenset({"handled", "handled_on_the_spot", "denied", "false_alarm", "referred"})
"""What a step counts as when it answers the matter."""

TOLD = frozenset({"called_back", "closed"})


@attrs.frozen
class Moments:
    """When a case was sensed, conveyed to who can act, answered, and told back (UTC; None: not yet)."""

    sensed: str | None
    conveyed: str | None
    answered: str | None
    told_back: str | None

    def between(self, work: Counter | None = None) -> dict[str, int | None]:
        """Seconds from each moment to the next, by a counter of working time or (None) day and night."""
        names = ("conveyed", "answered", "told_back")
        found: dict[str, int | None] = {}
        stops = (self.sensed, self.conveyed, self.answered, self.told_back)
        for (before, after), name in zip(pairwise(stops), names, strict=True):
            if before is None or after is None:
                found[name] = None
                continue
            start, end = seconds_of(before), seconds_of(after)
            found[name] = work.between(start, end) if work is not None else max(end - start, 0)
        return found


def moments(flow: Workflow, standing: Standing) -> Moments:
    """The four moments of a case from its steps; a case settled on the spot was conveyed when it was reported."""

    def last(names: frozenset[str]) -> str | None:
        found = [standing.moments[s.id] for s in flow.steps if s.counts in names and s.id in standing.moments]
        return max(found, default=None)

    sensed = standing.begun_at or None
    answered = last(ANSWERS) or last(frozenset({"closed"}))
    conveyed = next((turn.at for turn in standing.turns if _works(flow, turn.state)), None)
    if conveyed is None and answered is not None:
        conveyed = sensed
    told = last(TOLD) if standing.type == "done" else None
    return Moments(sensed, conveyed, answered, told or (standing.since if standing.type == "done" else None))


def _works(flow: Workflow, state: str) -> bool:
    found = flow.states.get(state)
    return found is not None and found.work
