"""Classes of components and matters, by scheme: a code means nothing without the scheme it comes from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache

import attrs

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


def find(kind: str, scheme: str, code: str) -> Class | None:
    """The class of a code in a scheme; None for what the scheme does not have."""
    return _table(kind).get((scheme, code))


def by_name(kind: str, name: str, scheme: str = CURRENT) -> Class | None:
    """The class of a Chinese or English name in a scheme; None when there is none or several."""
    wanted = name.strip().lower()
    found = [c for c in all_of(kind, scheme) if wanted in (c.zh.lower(), c.en.lower())]
    return found[0] if len(found) == 1 else None


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
                seen.add(key)
    return found
