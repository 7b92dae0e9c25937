"""Ties between records: who owns, rents, works at, runs, looks after. The kinds are data, ``data/limits/ties.csv``."""

from __future__ import annotations

import csv
from functools import cache

import attrs

from gridgov import resources
from gridgov.domain.register import REGISTER_IDS


@attrs.frozen
class Kind:
    """A kind of tie: its names seen from either end, and the registers that may stand at each."""

    id: str
    zh: str
    en: str
    zh_back: str
    en_back: str
    from_registers: tuple[str, ...]
    to_registers: tuple[str, ...]


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by id, in the order of the table."""
    with resources.data("limits", "ties.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: Kind(
                row["id"], row["zh"], row["en"], row["zh_back"], row["en_back"],
                tuple(row["from"].split(";")), tuple(row["to"].split(";")),
            )
            for row in csv.DictReader(file)
        }  # fmt: skip


def problems() -> list[str]:
    """Every fault of the table, one sentence each; empty when it is sound."""
    found = []
    for one in kinds().values():
        if not all((one.zh, one.en, one.zh_back, one.en_back)):
            found.append(f"The tie {one.id} needs names in both languages, seen from both ends.")
        unknown = sorted({*one.from_registers, *one.to_registers} - set(REGISTER_IDS))
        found += [f"The tie {one.id} names the register {name}, which there is not." for name in unknown]
    return found
