"""What time it is, as the file writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from gridgov.errors import WrongUse


def now() -> str:
    """The present second in UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_utc(text: str, zone: str) -> str:
    """A moment as the file writes it; without an offset it is one of the district's `zone`, a date alone its start."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise WrongUse("{text} is no moment: write it like 2026-09-30T16:30.", text=text) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(text: str, zone: str) -> str:
    """A moment of the file as clocks in `zone` show it, ``YYYY-MM-DD HH:MM``; what is no moment comes back as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        return text
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def today(zone: str) -> str:
    """The date in `zone`."""
    return datetime.now(ZoneInfo(zone)).date().isoformat()


def as_date(text: str) -> str:
    """A date as the file writes it; ``WrongUse`` for what is none."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise WrongUse("{text} is no date: write it like 2026-09-30.", text=text) from error
