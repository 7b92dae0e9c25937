"""Why a deadline is when it is: every stretch that counted, every one that did not and why, and their sum.

The counted stretches add up to the allowance exactly, for any calendar, start, suspension and extension.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import attrs

from gridgov.domain.calendar import Calendar
from gridgov.domain.case_story import ClockEvent
from gridgov.domain.clock import Always, Counter, WorkTime, allowance, counter, due, seconds_of

GREEN_SHARE = 0.8
"""Up to this share of the allowance a light is green; up to the whole it is yellow, then red."""

FAR = 1 << 40


class Span(NamedTuple):
    """A stretch of time: from and to (seconds since 1970), seconds counted (0 when skipped), why, and a detail."""

    start: int
    end: int
    counted: int
    why: str
    """``counted``, ``night``, ``lunch``, ``rest_day``, ``holiday``, ``day_off``, ``suspension``."""
    detail: str = ""


@attrs.frozen
class Piece:
    """A part of the allowance: seconds by a counter, where it came from (``limit`` or ``extension``) and by whom."""

    seconds: int
    counter: Counter
    amount: int
    unit: str
    kind: str
    by: str = ""
    at: int = 0
    why: str = ""


@attrs.frozen
class Pause:
    """A suspension: its number, from, to (None while it lasts), by whom it was begun."""

    number: int
    start: int
    end: int | None
    by: str
    why: str = ""


@attrs.frozen
class Ledger:
    """The whole account of one clock."""

    started_at: int
    pieces: tuple[Piece, ...]
    pauses: tuple[Pause, ...]
    changes: tuple[ClockEvent, ...]
    stopped_at: int | None
    original_due_at: int
    due_at: int | None
    """None while the clock is suspended: it stands still, and when it will be due is not known."""
    left_when_paused: int
    provisional_years: tuple[int, ...]
    zone: str

    @property
    def allowance(self) -> int:
        """Seconds allowed in all."""
        return sum(piece.seconds for piece in self.pieces)

    def spans(self) -> list[Span]:
        """Every stretch from the start until it is due (or, while suspended, until it was suspended)."""
        return list(_spans(self))

    def counted_until(self, moment: int) -> int:
        """Seconds counted until a moment, at most the whole allowance and then on by the last counter."""
        return _counted(self, moment)

    def used_share(self, moment: int) -> float:
        """The share of the allowance that is used at a moment; more than 1 when it is overdue."""
        return self.counted_until(self.stopped_at if self.stopped_at is not None else moment) / max(self.allowance, 1)

    def left(self, moment: int) -> int:
        """Seconds left at a moment by the clock's own counting; negative when it is overdue."""
        return self.allowance - self.counted_until(moment)

    def light(self, moment: int) -> str:
        """``green``, ``yellow`` or ``red`` at a moment (at the stop, for a clock that has stopped)."""
        share = self.used_share(moment)
        return "green" if share <= GREEN_SHARE else "yellow" if share <= 1 else "red"

    def yellow_at(self) -> int | None:
        """The moment at which the light turns yellow; None while the clock is suspended before it does."""
        return _moment_of(self, int(self.allowance * GREEN_SHARE))


@attrs.define
class _Purse:
    """What is left of a piece of the allowance while time is walked through."""

    counter: Counter
    left: int


Resolver = Callable[[str, int], Calendar]
"""A calendar by id and version ('' and 0: the district's own)."""


def ledger(events: Sequence[ClockEvent], calendars: Resolver, zone: str, *, days: str = "hours") -> Ledger:
    """The account of a clock from its events, the first of which starts it.

    An extension is counted behind what was allowed before; a changed limit takes the place of the first one, from
    the start; a suspension does not count.
    """
    first = events[0]
    calendar = calendars(first.calendar, first.version)
    begun = seconds_of(first.at)

    def piece(event: ClockEvent, kind: str) -> Piece:
        by = calendars(event.calendar, event.version) if event.calendar else calendar
        seconds = allowance(event.amount, event.unit, by, days=days)
        if event.unit == "natural_day" and kind == "limit":
            seconds = due(begun, event.amount, event.unit, by, zone) - begun
        return Piece(
            seconds, counter(event.unit, by, zone, days=days),
            event.amount, event.unit, kind, event.by, seconds_of(event.at), event.why,
        )  # fmt: skip

    pieces, changes, stopped = [piece(first, "limit")], [], None
    pauses: list[Pause] = []
    open_pause: Pause | None = None
    for event in events[1:]:
        at = seconds_of(event.at)
        if event.kind == "suspended" and open_pause is None:
            open_pause = Pause(len(pauses) + 1, at, None, event.by, event.why)
        elif event.kind == "resumed" and open_pause is not None:
            pauses.append(attrs.evolve(open_pause, end=at))
            open_pause = None
        elif event.kind == "extended":
            pieces.append(piece(event, "extension"))
        elif event.kind == "changed":
            changes.append(event)
            pieces[0] = piece(event, "limit")
        elif event.kind == "stopped":
            stopped = at
    if open_pause is not None:
        pauses.append(open_pause if stopped is None else attrs.evolve(open_pause, end=stopped))
    original = piece(first, "limit")
    raw = Ledger(
        begun, tuple(pieces), tuple(pauses), tuple(changes), stopped, original.counter.after(begun, original.seconds),
        None, 0, (), zone,
    )  # fmt: skip
    due_at = _moment_of(raw, raw.allowance)
    left = 0
    if due_at is None:
        left = raw.allowance - _counted(raw, pauses[-1].start)
    until = due_at if due_at is not None else pauses[-1].start
    used = {p.counter.calendar for p in pieces if isinstance(p.counter, WorkTime)}
    years = range(pieces[0].counter.year(begun), pieces[0].counter.year(until) + 1)
    provisional = tuple(year for year in years if any(one.provisional(year) for one in used))
    return attrs.evolve(raw, due_at=due_at, left_when_paused=left, provisional_years=provisional)


def _stretches(one: Ledger) -> Iterator[tuple[int, int, Pause | None]]:
    """Time from the start on, cut at the suspensions; the last stretch goes on for ever unless one is open."""
    at = one.started_at
    for pause in one.pauses:
        if pause.start > at:
            yield at, pause.start, None
        end = FAR if pause.end is None else pause.end
        yield max(at, pause.start), end, pause
        at = max(at, end)
        if pause.end is None:
            return
    yield at, FAR, None


def _moment_of(one: Ledger, seconds: int) -> int | None:
    """When so many seconds of the allowance are used; None when that lies behind an open suspension."""
    left = seconds
    pieces = [_Purse(piece.counter, piece.seconds) for piece in one.pieces]
    moment = one.started_at
    for start, end, pause in _stretches(one):
        if pause is not None:
            continue
        moment = start
        while pieces:
            by, here = pieces[0].counter, pieces[0].left
            want = min(left, here)
            reached = by.after(moment, want)
            if reached <= end:
                left -= want
                if left == 0:
                    return reached
                moment = reached
                pieces.pop(0)
                continue
            done = by.between(moment, end)
            left -= done
            pieces[0].left = here - done
            break
        if left == 0:
            return moment
    return None


def _counted(one: Ledger, moment: int) -> int:
    total = 0
    pieces = [_Purse(piece.counter, piece.seconds) for piece in one.pieces]
    for start, end, pause in _stretches(one):
        if start >= moment:
            break
        if pause is not None:
            continue
        at, stop = start, min(end, moment)
        while at < stop:
            by, here = pieces[0].counter, pieces[0].left
            done = by.between(at, stop)
            if len(pieces) == 1 or done < here:
                total += done
                pieces[0].left = here - done
                break
            total += here
            at = by.after(at, here)
            pieces.pop(0)
    return total


def _spans(one: Ledger) -> Iterator[Span]:
    pieces = [_Purse(piece.counter, piece.seconds) for piece in one.pieces]
    for start, end, pause in _stretches(one):
        if pause is not None:
            if pause.end is not None:
                yield Span(start, end, 0, "suspension", str(pause.number))
            continue
        at = start
        while pieces and at < end:
            by, here = pieces[0].counter, pieces[0].left
            stop = min(by.after(at, here), end)
            done = by.between(at, stop)
            yield from _inside(by, at, stop)
            at = stop
            pieces[0].left = here - done
            if pieces[0].left > 0:
                break
            pieces.pop(0)
        if not pieces:
            return


def _inside(by: Counter, start: int, end: int) -> Iterator[Span]:
    """What counts and what does not between two moments."""
    if isinstance(by, Always):
        if end > start:
            yield Span(start, end, end - start, "counted")
        return
    by.cover(by.year(start), by.year(end))
    starts, ends = by.starts, by.ends
    index = max(bisect_right(starts, start) - 1, 0)
    at = start
    while at < end:
        while index < len(ends) and ends[index] <= at:
            index += 1
        begin = starts[index] if index < len(starts) else end
        if begin > at:
            stop = min(begin, end)
            whole = by.gaps.get((at, stop))
            if whole is None:
                # The same night lies in thousands of accounts: it is told once.
                whole = by.gaps[at, stop] = tuple(_gap(by, at, stop))
            yield from whole
            at = stop
            continue
        stop = min(ends[index], end)
        yield Span(at, stop, stop - at, "counted")
        at = stop


def _gap(by: WorkTime, start: int, end: int) -> Iterator[Span]:
    """A stretch in which nobody works: lunch or a night within working days, whole days of rest named by why."""
    zone = by.zone
    first = datetime.fromtimestamp(start, zone)
    day, last = first.date(), datetime.fromtimestamp(end, zone)
    if last.date() == day and by.calendar.off(day) is None:
        yield Span(start, end, 0, "lunch" if _worked_before(by, start, day) else "night")
        return
    at, begun, run, step = start, start, "", timedelta(days=1)
    while at < end:
        why = by.calendar.off(day)
        stop = min(by.at(day + step, 0), end)
        name = "night" if why is None else why
        if name != run and run:
            yield _named(run, begun, at)
        if name != run:
            begun, run = at, name
        at = stop
        day += step
    if run:
        yield _named(run, begun, at)


def _worked_before(by: WorkTime, moment: int, day: object) -> bool:
    """Whether somebody worked earlier on the same local day."""
    at = bisect_right(by.ends, moment) - 1
    return at >= 0 and datetime.fromtimestamp(by.ends[at] - 1, by.zone).date() == day


def _named(why: str, start: int, end: int) -> Span:
    if why in {"night", "rest_day"}:
        return Span(start, end, 0, why)
    return Span(start, end, 0, "holiday", why)
