"""Classes of components and matters, by scheme: a code means nothing without the scheme it comes from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

import attrs

from gridgov.domain.register import alias_key
from gridgov.resources import data

CURRENT = "GB/T 47678.5-2026"
"""The scheme in force since 2026-07-01; data is coded after it, which is not to say that it conforms to it."""

KINDS = ("component", "matter")


@attrs.frozen
class Class:
    """One small class; `code` is unique within scheme and kind, `big` names its big class."""

    kind: str
    scheme: str
    big: str
    code: str
    big_zh: str
    big_en: str
    zh: str
    en: str


@cache
def _table(kind: str) -> dict[tuple[str, str], Class]:
    with data("classes", f"{kind}.csv").open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source)
        found = {}
        for row in rows:
            zh = row["zh"]
            one = Class(
                kind,
                row["scheme"],
                row["big"],
                row["code"],
                row["big_zh"],
                row["big_en"] or row["big_zh"],
                zh,
                row["en"] or zh,
            )
            found[(one.scheme, one.code)] = one
        return found


def schemes(kind: str) -> list[str]:
    """The schemes there are for a kind, the one in force first."""
    found = {scheme for scheme, _ in _table(kind)}
    return sorted(found, key=lambda scheme: (scheme != CURRENT, scheme))


@cache
def scheme_named(kind: str, name: str) -> str:
    """The id of a scheme as it is stored, from the id or the number of its standard; `name` itself when unknown.

    ``gb/t47678.5-2026`` and ``CJ/T 214-2007`` are understood; case and white space do not count.
    """
    wanted = alias_key(name)
    for scheme in schemes(kind):
        if alias_key(scheme) == wanted or alias_key(_NUMBER.match(scheme)[0]) == wanted:  # type: ignore[index]
            return scheme
    return name


_NUMBER = re.compile(r"\S+ [\d.]+-\d{4}|.*")


def find(kind: str, scheme: str, code: str) -> Class | None:
    """The class of a code in a scheme; None for what the scheme does not have."""
    table = _table(kind)
    return table.get((scheme, code)) or table.get((scheme_named(kind, scheme), code))


def by_name(kind: str, name: str, scheme: str = CURRENT) -> Class | None:
    """The class of a Chinese or English name in a scheme; None when there is none or several."""
    found = _names(kind, scheme_named(kind, scheme)).get(alias_key(name), ())
    return found[0] if len(found) == 1 else None


@cache
def _names(kind: str, scheme: str) -> dict[str, tuple[Class, ...]]:
    found: dict[str, tuple[Class, ...]] = {}
    for one in all_of(kind, scheme):
        for word in {alias_key(one.zh), alias_key(one.en)}:
            found[word] = (*found.get(word, ()), one)
    return found


def all_of(kind: str, scheme: str = CURRENT) -> Iterator[Class]:
    """The classes of a scheme in their order."""
    return (one for (its, _), one in _table(kind).items() if its == scheme)


def problems() -> list[str]:
    """Every fault of the class tables, one sentence each; empty when they are sound."""
    found = []
    for kind in KINDS:
        seen: set[tuple[str, str]] = set()
        with data("classes", f"{kind}.csv").open(encoding="utf-8", newline="") as source:
            for number, row in enumerate(csv.DictReader(source), start=2):
                key = (row["scheme"], row["code"])
                if key in seen:
                    found.append(f"classes/{kind}.csv, row {number}: {row['code']} comes twice in {row['scheme']}.")
                if not row["zh"] or not row["code"].isdigit():
                    found.append(f"classes/{kind}.csv, row {number}: a class needs a name and a code of digits.")
                if not row["code"].startswith(row["big"]):
                    found.append(
                        f"classes/{kind}.csv, row {number}: {row['code']} is not of the big class {row['big']}."
                    )
                seen.add(key)
    return found
