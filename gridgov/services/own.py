"""What a person keeps in a district for themselves alone: phrases, saved views, the cases they watch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from gridgov.domain.access import Actor
from gridgov.errors import WrongUse
from gridgov.services.desk import Desk
from gridgov.store import near as store

PHRASES, VIEWS, WATCHED = "own.phrases", "own.views", "own.watched"
MOST = 200
"""More of one kind nobody finds again."""

USUAL = (
    ("现场情况见照片。", "See the photos."),
    ("已与当事人沟通，同意整改。", "Spoke with those concerned; they agree to put it right."),
    ("影响行人通行，请尽快处置。", "In the way of people on foot: please act soon."),
    ("多位居民反映同一问题。", "Several residents say the same."),
)
"""Phrases that everybody begins with."""


@attrs.frozen
class View:
    """A view of the work list that was kept: its name, the list, the filter."""

    name: str
    tab: str
    text: str


def _read(desk: Desk, actor: Actor, key: str) -> list[Any] | None:
    with desk.reader() as conn:
        found = store.draft(conn, actor.uid, key)
    return None if found is None else list(found.get("items", ()))


def _write(desk: Desk, actor: Actor, key: str, items: Sequence[Any]) -> None:
    if len(items) > MOST:
        raise WrongUse("{n} are too many to find one again: take some away first.", n=len(items))
    with desk.change(actor, "record.read", "own.keep", kind=key, items=len(items)) as change:
        store.keep_draft(change.conn, actor.uid, key, change.at, {"items": list(items)})


def phrases(desk: Desk, actor: Actor) -> list[str]:
    """The actor's phrases; the usual ones until the first is kept or taken away."""
    from gridgov.messages import pick

    found = _read(desk, actor, PHRASES)
    return [pick(zh, en) for zh, en in USUAL] if found is None else [str(one) for one in found]


def keep_phrase(desk: Desk, actor: Actor, text: str) -> None:
    """Keep a phrase; one that is there is not kept twice. ``WrongUse`` for an empty one."""
    text = text.strip()
    if not text:
        raise WrongUse("A phrase needs a text.")
    _write(desk, actor, PHRASES, [text, *(one for one in phrases(desk, actor) if one != text)])


def drop_phrase(desk: Desk, actor: Actor, text: str) -> None:
    """Take a phrase away."""
    _write(desk, actor, PHRASES, [one for one in phrases(desk, actor) if one != text])


def views(desk: Desk, actor: Actor) -> list[View]:
    """The actor's saved views, in the order of keeping."""
    return [View(*map(str, one)) for one in _read(desk, actor, VIEWS) or ()]


def keep_view(desk: Desk, actor: Actor, view: View) -> None:
    """Keep a view under its name, in the place of one of that name."""
    if not view.name.strip():
        raise WrongUse("A view needs a name.")
    kept = [one for one in views(desk, actor) if one.name != view.name]
    _write(desk, actor, VIEWS, [attrs.astuple(one) for one in (*kept, view)])


def drop_view(desk: Desk, actor: Actor, name: str) -> None:
    """Forget a view."""
    _write(desk, actor, VIEWS, [attrs.astuple(one) for one in views(desk, actor) if one.name != name])


def watched(desk: Desk, actor: Actor) -> list[int]:
    """The cases on the actor's shortlist."""
    return [int(one) for one in _read(desk, actor, WATCHED) or ()]


def watch(desk: Desk, actor: Actor, case_id: int, *, on: bool = True) -> None:
    """Put a case on the shortlist, or take it off."""
    rest = [one for one in watched(desk, actor) if one != case_id]
    _write(desk, actor, WATCHED, [case_id, *rest] if on else rest)
