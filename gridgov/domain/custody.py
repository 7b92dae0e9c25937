"""Who had a case when: each second between its beginning and its end is charged to a holder, or to waiting."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gridgov.domain.case_story import Turn
from gridgov.domain.clock import Counter, seconds_of


@attrs.frozen
class Charge:
    """A stretch of a case's life: with whom (role and unit; '' while it waits), in which state, from, to, seconds."""

    state: str
    role: str
    unit: str
    kind: str
    start: int
    end: int
    worked: int
    """Seconds of it inside working time, by the calendar that was given."""

    @property
    def seconds(self) -> int:
        """How long it was, day and night."""
        return self.end - self.start


def charges(turns: Sequence[Turn], until: int, work: Counter) -> list[Charge]:
    """Every stretch of a case up to its end, or up to `until` while it lives; [] for a case without a turn.

    The stretches follow on one another without a gap, so that their seconds add up to the whole.
    """
    found = []
    for at, turn in enumerate(turns):
        if turn.kind == "ended" and at == len(turns) - 1:
            break
        start = seconds_of(turn.at)
        end = seconds_of(turns[at + 1].at) if at + 1 < len(turns) else max(until, start)
        found.append(Charge(turn.state, turn.role, turn.unit, turn.kind, start, end, work.between(start, end)))
    return found


@attrs.frozen
class Share:
    """What a holder was charged in all: seconds day and night, seconds of working time, how many times."""

    role: str
    unit: str
    kind: str
    seconds: int
    worked: int
    times: int


def shares(found: Sequence[Charge]) -> list[Share]:
    """The charges of each holder together, the greatest first; their seconds add up to those of the charges."""
    together: dict[tuple[str, str, str], list[Charge]] = {}
    for one in found:
        together.setdefault((one.role, one.unit, one.kind), []).append(one)
    totals = [
        Share(*key, sum(c.seconds for c in ones), sum(c.worked for c in ones), len(ones))
        for key, ones in together.items()
    ]
    return sorted(totals, key=lambda one: (-one.seconds, one.role, one.unit))
