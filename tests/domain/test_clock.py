"""Working time: computed vectors, both meanings of a working day, and the account that adds up for anything."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.domain import calendar, clock, custody
from gridgov.domain.case_story import ClockEvent, Turn
from gridgov.domain.deadline_ledger import Ledger, ledger
from gridgov.errors import BadInput

ZONE = "Asia/Shanghai"
PUBLIC = calendar.calendars()["cn_public"]
WEEKEND = calendar.parse(
    """
id = "weekend"
zh = "周末"
en = "Weekends"
version = 1
windows = ["10:00-16:00"]
work_day_minutes = 360
rest_weekdays = [1, 2, 3, 4, 5]
days_off = [["2026-03-07", "tidying"]]
days_on = ["2026-03-09"]
"""
)
LATE = calendar.parse(
    """
id = "late"
zh = "夜班"
en = "Late"
version = 1
windows = ["00:00-02:00", "20:00-24:00"]
work_day_minutes = 300
holidays = "cn"
"""
)


def moment(text: str, zone: str = ZONE) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def local(value: int | None, zone: str = ZONE) -> str:
    assert value is not None
    return datetime.fromtimestamp(value, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def test_the_computed_vectors(testdata: Path) -> None:
    vectors = json.loads((testdata.parent / "domain" / "deadline_test_vectors.json").read_text("utf-8"))["vectors"]
    assert len(vectors) == 10
    for one in vectors:
        found = clock.due(moment(one["start"]), one["amount"], one["unit"], PUBLIC, ZONE)
        assert local(found) == one["deadline"], one
        told = account([ClockEvent("started", clock.text_of(moment(one["start"])), "", one["amount"], one["unit"])])
        assert told.due_at == found


def test_the_year_2026_is_as_announced(testdata: Path) -> None:
    told = json.loads((testdata.parent / "domain" / "holidays_2026.json").read_text("utf-8"))
    kept = calendar.holidays("cn")
    off: set[date] = set()
    for text in told["off"]:
        first, _, last = text.partition("..")
        start = date.fromisoformat(first)
        off.update(start.replace(day=day) for day in range(start.day, int(last or start.day) + 1))
    assert {day for day in kept.off if day.year == 2026} == off
    assert {day.isoformat() for day in kept.on if day.year == 2026} == set(told["workdays_on_weekend"])
    assert kept.years == frozenset(range(2004, 2027))


def test_a_working_day_means_either_of_two_things() -> None:
    start = moment("2026-11-20T15:00")  # a Friday
    hours = clock.due(start, 2, "work_day", PUBLIC, ZONE, days="hours")
    days = clock.due(start, 2, "work_day", PUBLIC, ZONE, days="days")
    assert local(hours) == "2026-11-24T15:00"
    assert local(days) == "2026-11-24T15:00"
    start = moment("2026-11-20T20:00")
    assert local(clock.due(start, 1, "work_day", PUBLIC, ZONE, days="hours")) == "2026-11-23T18:00"
    assert local(clock.due(start, 1, "work_day", PUBLIC, ZONE, days="days")) == "2026-11-23T20:00"


def test_a_weekend_only_calendar() -> None:
    assert calendar.problems(WEEKEND) == []
    start = moment("2026-03-06T09:00")  # Friday; Saturday the 7th is off, Monday the 9th is on
    assert local(clock.due(start, 7, "work_hour", WEEKEND, ZONE)) == "2026-03-09T11:00"


def test_a_natural_day_keeps_the_time_of_day_when_the_clocks_change() -> None:
    zone = "America/New_York"
    start = moment("2026-03-07T09:00", zone)
    assert local(clock.due(start, 2, "natural_day", PUBLIC, zone), zone) == "2026-03-09T09:00"


def test_a_year_that_is_not_announced_is_provisional() -> None:
    told = account([ClockEvent("started", "2026-12-28T01:00:00Z", "", 10, "work_day")])
    assert told.provisional_years == (2027,)
    assert any(span.detail == "New Year's Day" for span in told.spans()), "fixed holidays are off all the same"
    assert account([ClockEvent("started", "2026-12-28T01:00:00Z", "", 1, "work_day")]).provisional_years == ()
    assert account([ClockEvent("started", "2026-12-28T01:00:00Z", "", 90, "urgent_hour")]).provisional_years == ()


def account(events: list[ClockEvent], one: calendar.Calendar = PUBLIC, days: str = "hours") -> Ledger:
    return ledger(events, lambda _id, _version: one, ZONE, days=days)


def test_every_stretch_says_why() -> None:
    told = account([ClockEvent("started", clock.text_of(moment("2026-09-30T11:30")), "", 1, "work_day")])
    shown = [(local(s.start)[5:], local(s.end)[5:], s.why, s.detail) for s in told.spans()]
    assert shown == [
        ("09-30T11:30", "09-30T12:00", "counted", ""),
        ("09-30T12:00", "09-30T14:00", "lunch", ""),
        ("09-30T14:00", "09-30T18:00", "counted", ""),
        ("09-30T18:00", "10-01T00:00", "night", ""),
        ("10-01T00:00", "10-08T00:00", "holiday", "National Day"),
        ("10-08T00:00", "10-08T08:00", "night", ""),
        ("10-08T08:00", "10-08T11:30", "counted", ""),
    ]


def test_lights_turn_at_four_fifths_and_at_the_end() -> None:
    told = account([ClockEvent("started", clock.text_of(moment("2026-11-20T08:00")), "", 5, "work_hour")])
    yellow = told.yellow_at()
    assert local(yellow) == "2026-11-20T12:00"
    assert told.light(moment("2026-11-20T12:00")) == "green"
    assert told.light(moment("2026-11-20T14:01")) == "yellow"
    assert told.light(moment("2026-11-20T15:00")) == "yellow"
    assert told.light(moment("2026-11-20T15:01")) == "red"
    assert told.left(moment("2026-11-20T16:00")) == -3600
    assert told.left(moment("2026-11-20T14:30")) == 1800


def test_a_suspended_clock_stands_still_and_goes_on() -> None:
    begun = ClockEvent("started", clock.text_of(moment("2026-11-16T08:00")), "", 8, "work_hour")
    held = ClockEvent("suspended", clock.text_of(moment("2026-11-16T10:00")), "boss")
    told = account([begun, held])
    assert told.due_at is None
    assert told.left_when_paused == 6 * 3600
    resumed = ClockEvent("resumed", clock.text_of(moment("2026-11-18T08:00")), "boss")
    told = account([begun, held, resumed])
    assert local(told.due_at) == "2026-11-18T16:00"
    assert local(told.original_due_at) == "2026-11-16T18:00"
    assert [(s.why, s.detail) for s in told.spans() if s.why == "suspension"] == [("suspension", "1")]
    assert told.pauses[0].by == "boss"


def test_a_changed_class_is_counted_from_the_start() -> None:
    begun = ClockEvent("started", clock.text_of(moment("2026-11-16T08:00")), "", 8, "work_hour")
    changed = ClockEvent("changed", clock.text_of(moment("2026-11-16T10:00")), "boss", 4, "urgent_hour", why="class")
    told = account([begun, changed])
    assert local(told.due_at) == "2026-11-16T12:00"
    assert local(told.original_due_at) == "2026-11-16T18:00"


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["pause", "extend"]), st.integers(1, 400_000), st.integers(1, 300_000), st.integers(1, 30)
    ),
    max_size=5,
)


@settings(max_examples=120, deadline=None)
@given(
    start=st.integers(moment("2025-01-01T00:00"), moment("2026-06-30T00:00")),
    amount=st.integers(1, 60),
    unit=st.sampled_from(clock.UNITS),
    one=st.sampled_from([PUBLIC, WEEKEND, LATE]),
    days=st.sampled_from(["hours", "days"]),
    given_events=EVENTS,
)
def test_the_counted_stretches_add_up_to_the_allowance(
    start: int, amount: int, unit: str, one: calendar.Calendar, days: str, given_events: list[Any]
) -> None:
    events = [ClockEvent("started", clock.text_of(start), "", amount, unit)]
    at = start
    for kind, wait, length, more in given_events:
        at += wait
        if kind == "pause":
            events.append(ClockEvent("suspended", clock.text_of(at), "x"))
            at += length
            events.append(ClockEvent("resumed", clock.text_of(at), "x"))
        else:
            events.append(ClockEvent("extended", clock.text_of(at), "x", more, "work_hour"))
    told = account(events, one, days)
    spans = told.spans()
    assert sum(span.counted for span in spans) == told.allowance
    assert spans[0].start == start
    assert all(a.end == b.start for a, b in pairwise(spans)), "no gap and no overlap"
    assert spans[-1].end == told.due_at
    assert told.due_at is not None
    assert told.counted_until(told.due_at) == told.allowance
    assert told.left(told.due_at) == 0
    assert all(span.counted in (0, span.end - span.start) for span in spans)
    assert all(span.end > span.start for span in spans)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 200_000), st.sampled_from(["held", "waiting"])), min_size=1, max_size=12))
def test_every_second_is_charged_to_somebody(moves: list[tuple[int, str]]) -> None:
    at = moment("2026-03-02T09:00")
    first, turns = at, []
    for number, (wait, kind) in enumerate(moves):
        turns.append(Turn(clock.text_of(at), f"s{number}", "" if kind == "waiting" else f"r{number % 3}", "", kind))
        at += wait
    turns.append(Turn(clock.text_of(at), "closed", "", "", "ended"))
    found = custody.charges(turns, at + 999, clock.work_time(PUBLIC, ZONE))
    assert sum(one.seconds for one in found) == at - first
    assert sum(one.seconds for one in custody.shares(found)) == at - first
    assert sum(one.worked for one in custody.shares(found)) == clock.work_time(PUBLIC, ZONE).between(first, at)


def test_an_allowance_is_written_as_amount_and_unit() -> None:
    assert clock.parse_allowance("4 work_hour") == (4, "work_hour")
    assert clock.parse_allowance("3 natural_days") == (3, "natural_day")
    with pytest.raises(BadInput, match="is no allowance"):
        clock.parse_allowance("soon")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ('windows = ["12:00-08:00"]', "ends before it begins"),
        ('windows = ["08:00-12:00", "11:00-15:00"]', "begins before the one before it ends"),
        ("windows = []", "nobody ever works"),
        ("work_day_minutes = 2000", "is none"),
        ("work_day_minutes = 400", "but the windows only"),
        ("rest_weekdays = [1, 2, 3, 4, 5, 6, 7]\ndays_on = []", "every day is a day of rest"),
        ('days_off = ["2026-03-09"]\ndays_on = ["2026-03-09"]', "both a day off and a day on"),
    ],
)
def test_the_checker_of_calendars_names_each_fault(change: str, sentence: str) -> None:
    lines = {
        "id": 'id = "x"', "zh": 'zh = "x"', "en": 'en = "x"', "version": "version = 1",
        "windows": 'windows = ["10:00-16:00"]', "work_day_minutes": "work_day_minutes = 360",
    }  # fmt: skip
    for line in change.splitlines():
        lines[line.split(" ")[0]] = line
    faults = calendar.problems(calendar.parse("\n".join(lines.values())))
    assert any(sentence in fault for fault in faults), faults


def test_the_calendars_are_sound() -> None:
    assert [fault for one in calendar.calendars().values() for fault in calendar.problems(one)] == []
    with pytest.raises(BadInput, match="cannot be read as a calendar"):
        calendar.parse("id = 1", "x.toml")


def test_the_file_writes_moments_in_utc() -> None:
    assert clock.text_of(0) == "1970-01-01T00:00:00Z"
    assert clock.seconds_of("2026-01-01T00:00:00Z") == datetime(2026, 1, 1, tzinfo=UTC).timestamp()
