"""Records that are likely one although nothing in them is quite the same: a slip in a number, another way to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from gridgov.domain.address import parse
from gridgov.domain.ids import GOOD, citizen_id_faults
from gridgov.store import tokens
from gridgov.store.database import Connection
from gridgov.store.statements import marks, slices

MOST_ALIKE = 40
"""People of one name whose numbers begin, or end, alike: more than these are a fault of the data, not doubles."""


def near(conn: Connection, register: str) -> Iterator[tuple[int, int, str]]:
    """Pairs of fids that may be one, the smaller first, and what they have nearly alike."""
    if register == "person":
        yield from _slips(conn)
        yield from _sounds(conn)
    elif register == "dwelling":
        yield from _addresses(conn)
    elif register == "organization":
        yield from _names(conn)


def sound_numbers(conn: Connection, people: Iterable[int]) -> dict[int, str]:
    """The citizen numbers of some people, where they are sound."""
    found: dict[int, str] = {}
    for some in slices(sorted(people)):
        kept = conn.execute(
            f"SELECT fid, number FROM person WHERE number IS NOT NULL AND fid IN ({marks(len(some))})", some
        ).fetchall()
        faults = citizen_id_faults([number for _, number in kept])
        found.update(row for row, fault in zip(kept, faults.tolist(), strict=True) if fault == GOOD)
    return found


def _slips(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """The same name, and numbers one slip of the keyboard apart, of which one at least is wrong.

    One half of such numbers is the same; two sound numbers never differ in one digit alone.
    """
    fids, halves = _halves(conn)
    seen: set[tuple[int, int]] = set()
    for keys in halves:
        _, first, counts = np.unique(keys, return_inverse=True, return_counts=True)
        chosen = fids[(counts[first] > 1) & (counts[first] <= MOST_ALIKE)]
        known: dict[int, str] = {}
        for some in slices(chosen):
            rows = conn.execute(f"SELECT fid, number FROM person WHERE fid IN ({marks(len(some))})", some)
            known.update(rows.fetchall())
        groups: dict[int, list[tuple[int, str]]] = {}
        for key, fid in zip(keys[np.isin(fids, chosen)].tolist(), chosen.tolist(), strict=True):
            groups.setdefault(key, []).append((fid, known[fid]))
        for people in groups.values():
            for at, (one, number) in enumerate(people):
                for other, beside in people[at + 1 :]:
                    if (one, other) not in seen and _is_slip(number, beside):
                        seen.add((one, other))
                        yield one, other, "name, number nearly"


def _halves(conn: Connection) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Everybody with a number, and a key each of the name with the first and with the second half of the number."""
    rows = conn.execute("SELECT fid, name, number FROM person WHERE number IS NOT NULL ORDER BY fid")
    parts: list[NDArray[np.int64]] = []
    while some := rows.fetchmany(50_000):
        keys = [(fid, hash((name, number[:9])), hash((name, number[9:]))) for fid, name, number in some]
        parts.append(np.array(keys, dtype=np.int64))
    found = np.concatenate(parts) if parts else np.empty((0, 3), dtype=np.int64)
    return found[:, 0], (found[:, 1], found[:, 2])


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ in one character or in two that were swapped, and one of them is wrong."""
    if len(one) != len(other) or one == other:
        return False
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(differ) == 2 and differ[1] == differ[0] + 1
    swapped = swapped and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]
    return (len(differ) == 1 or swapped) and bool((citizen_id_faults([one, other]) != GOOD).any())


def _sounds(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """The same phone and birth date, no other sex, and names that sound alike: another character of an input method."""
    rows = conn.execute(
        "SELECT p.fid, p.name, p.birth_date, p.phone, p.sex FROM person p JOIN ("
        "SELECT birth_date, phone FROM person WHERE birth_date IS NOT NULL AND phone IS NOT NULL "
        "GROUP BY birth_date, phone HAVING count(DISTINCT name) > 1) g "
        "ON p.phone = g.phone AND p.birth_date = g.birth_date ORDER BY p.fid"
    )
    groups: dict[tuple[str, str], list[tuple[int, str, str | None]]] = {}
    for fid, name, birth, phone, sex in rows:
        groups.setdefault((birth, phone), []).append((fid, name, sex))
    for people in groups.values():
        for at, (one, name, sex) in enumerate(people):
            for other, beside, another in people[at + 1 : at + 6]:
                if None in (name, beside) or name == beside or (sex and another and sex != another):
                    continue
                if tokens.sound(name) == tokens.sound(beside):
                    yield one, other, "birth_date, phone, sound"


def _addresses(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """Homes whose addresses say the same in other words."""
    homes: dict[tuple[str, ...], tuple[int, str]] = {}
    for fid, text in conn.execute("SELECT fid, address FROM dwelling WHERE address IS NOT NULL ORDER BY fid"):
        one = parse(text)
        if not one.room or not (one.road or one.estate):
            continue
        key = (*one.street, one.estate, one.building, one.unit, one.room)
        kept = homes.setdefault(key, (fid, text))
        if kept[0] != fid and kept[1] != text:
            yield kept[0], fid, "address in other words"


def _names(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """Organizations whose names are the same but for brackets, spaces and full-width letters."""
    names: dict[str, tuple[int, str]] = {}
    for fid, text in conn.execute("SELECT fid, name FROM organization WHERE name IS NOT NULL ORDER BY fid"):
        kept = names.setdefault(tokens.normal(text), (fid, text))
        if kept[0] != fid and kept[1] != text:
            yield kept[0], fid, "name in other words"
