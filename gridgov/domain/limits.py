"""How long things may take: limits of stages, and what each class asks under each of its filing conditions.

From ``data/limits``: the figures are examples of real cities' practice, which an office replaces by its own. A limit
of a class and its filing condition (立案条件) comes before the limit of the stage.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

import attrs

from gridgov import resources
from gridgov.domain import calendar, classes
from gridgov.messages import pick

UNITS = ("minute", "hour", "urgent_hour", "work_hour", "work_day", "natural_day")
"""Units of a limit, as :mod:`gridgov.domain.clock` counts them."""


@attrs.frozen
class Limit:
    """An allowance: so many of a unit by a calendar ('' is the district's own)."""

    amount: int
    unit: str
    calendar: str = ""


@attrs.frozen
class StageLimit:
    """The limit of a stage that no class sets: its name in the data, its names for people, the allowance."""

    id: str
    zh: str
    en: str
    limit: Limit


@attrs.frozen
class FilingCondition:
    """One filing condition of a class: names, the limit that hangs on it, when it may be closed, what to check."""

    scheme: str
    class_code: str
    id: str
    zh: str
    en: str
    limit: Limit
    closing_zh: str
    closing_en: str
    checklist: tuple[tuple[str, str], ...]
    """What is checked on the spot, Chinese and English."""


@cache
def stages() -> dict[str, StageLimit]:
    """The limits of stages by name."""
    with resources.data("limits", "stages.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {
        name: StageLimit(name, row["zh"], row["en"], Limit(int(row["amount"]), row["unit"], row.get("calendar", "")))
        for name, row in raw.items()
        if isinstance(row, dict)
    }


def stage_names() -> frozenset[str]:
    """The names of stage limits whose calendar is known."""
    known = {"", *calendar.calendars()}
    return frozenset(name for name, one in stages().items() if one.limit.calendar in known)


@cache
def _conditions() -> dict[tuple[str, str], tuple[FilingCondition, ...]]:
    found: dict[tuple[str, str], list[FilingCondition]] = {}
    with resources.data("limits", "conditions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = zip(row["checklist_zh"].split(";"), row["checklist_en"].split(";"), strict=False)
            one = FilingCondition(
                row["scheme"], row["class"], row["condition"], row["zh"], row["en"],
                Limit(int(row["amount"]), row["unit"]), row["closing_zh"], row["closing_en"],
                tuple(pair for pair in pairs if pair[0]),
            )  # fmt: skip
            found.setdefault((one.scheme, one.class_code), []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def conditions(scheme: str | None, code: str | None) -> tuple[FilingCondition, ...]:
    """The filing conditions of a class, the usual one first; () for a class that has none of its own."""
    return _conditions().get((scheme or classes.CURRENT, code or ""), ())


def condition(scheme: str | None, code: str | None, identity: str | None) -> FilingCondition | None:
    """One filing condition of a class by its id or one of its names; None when there is none."""
    return next((one for one in conditions(scheme, code) if identity in (one.id, one.zh, one.en)), None)


ANSWERS = ("yes_no", "number", "choice")
"""Kinds of answers to a class's own questions: none of them can name a person."""


@attrs.frozen
class Question:
    """Something that a class asks when a case is reported; `choices` are Chinese and English, for a kind ``choice``."""

    scheme: str
    class_code: str
    id: str
    zh: str
    en: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()


@cache
def _questions() -> dict[tuple[str, str], tuple[Question, ...]]:
    found: dict[tuple[str, str], list[Question]] = {}
    with resources.data("limits", "questions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = zip(row["choices_zh"].split(";"), row["choices_en"].split(";"), strict=False)
            one = Question(
                row["scheme"], row["class"], row["question"], row["zh"], row["en"], row["kind"],
                row["required"] == "1", tuple(pair for pair in pairs if pair[0]),
            )  # fmt: skip
            found.setdefault((one.scheme, one.class_code), []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def questions(scheme: str | None, code: str | None) -> tuple[Question, ...]:
    """What a class asks besides, in order; () for a class that asks nothing."""
    return _questions().get((scheme or classes.CURRENT, code or ""), ())


def unanswered(scheme: str | None, code: str | None, answers: Mapping[str, object]) -> list[str]:
    """The names of the questions that must be answered and are not, in the language in use."""
    return [
        pick(one.zh, one.en) for one in questions(scheme, code) if one.required and answers.get(one.id) in (None, "")
    ]


def limit_of(stage: str, scheme: str | None = None, code: str | None = None, filing: str | None = None) -> Limit | None:
    """The limit of a stage: for ``handling`` that of the class and filing condition, else the stage's own.

    A class with conditions of which none is named has the limit of its first. None for a stage without a limit.
    """
    if stage == "handling":
        found = condition(scheme, code, filing)
        if found is None:
            found = next(iter(conditions(scheme, code)), None)
        if found is not None:
            return found.limit
    own = stages().get(stage)
    return own.limit if own else None


def problems() -> list[str]:
    """Every fault of the limits, one sentence each; empty when they are sound."""
    found = [f"The stage {name} has a fault: {text}" for name, one in stages().items() for text in _wrong(one.limit)]
    found += [
        f"The stage {name} needs a Chinese and an English name."
        for name, one in stages().items()
        if not (one.zh and one.en)
    ]
    found += [f"The calendar of the stage {name} is not known." for name in sorted(set(stages()) - stage_names())]
    for one in _all():
        where = f"Class {one.class_code}, condition {one.id}"
        if classes.find("matter", one.scheme, one.class_code) is None:
            found.append(f"{where}: {one.scheme} has no such class.")
        if not (one.zh and one.en and one.closing_zh and one.closing_en):
            found.append(f"{where}: a name or closing condition is missing in one of the languages.")
        found += [f"{where}: {text}" for text in _wrong(one.limit)]
        if any(not en for _, en in one.checklist):
            found.append(f"{where}: an item of the checklist has no English text.")
    for asked in _questions().values():
        found += _wrong_questions(asked)
    for ones in _conditions().values():
        ids = [one.id for one in ones]
        found += [
            f"Class {ones[0].class_code} has the condition {i} twice." for i in sorted(set(ids)) if ids.count(i) > 1
        ]
    return found


def _wrong_questions(asked: tuple[Question, ...]) -> Iterator[str]:
    for one in asked:
        where = f"Class {one.class_code}, question {one.id}"
        if classes.find("matter", one.scheme, one.class_code) is None:
            yield f"{where}: {one.scheme} has no such class."
        if not (one.zh and one.en):
            yield f"{where}: a name is missing in one of the languages."
        if one.kind not in ANSWERS:
            yield f"{where}: the kind '{one.kind}' is not known."
        if (one.kind == "choice") != bool(one.choices) or any(not en for _, en in one.choices):
            yield f"{where}: the choices do not fit its kind, or lack a language."
    ids = [one.id for one in asked]
    for identity in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"Class {asked[0].class_code} asks {identity} twice."


def _wrong(limit: Limit) -> Iterator[str]:
    if limit.amount <= 0:
        yield f"{limit.amount} is no time to do anything in."
    if limit.unit not in UNITS:
        yield f"the unit '{limit.unit}' is not known."


def _all() -> Iterator[FilingCondition]:
    for ones in _conditions().values():
        yield from ones
