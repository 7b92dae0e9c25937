"""Records that are likely one although nothing in them is quite the same: a slip in a number, another way to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    seen: set[tuple[int, int]] = set()
    for half in ("substr(number, 1, 9)", "substr(number, 10)"):
        groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
        # Only what is not alone in its group leaves SQLite: a million people give a few thousand rows.
        rows = conn.execute(
            f"SELECT p.name, {half.replace('number', 'p.number')}, p.fid, p.number FROM person p JOIN ("
            f"SELECT name AS n, {half} AS h FROM person WHERE number IS NOT NULL GROUP BY name, {half} "
            f"HAVING count(*) > 1 AND count(*) <= {MOST_ALIKE}) g "
            f"ON p.name = g.n AND {half.replace('number', 'p.number')} = g.h ORDER BY p.fid"
        )
        for name, part, fid, number in rows:
            groups.setdefault((name, part), []).append((fid, number))
        for people in groups.values():
            for at, (one, number) in enumerate(people):
                for other, beside in people[at + 1 :]:
                    if (one, other) not in seen and _is_slip(number, beside):
                        seen.add((one, other))
                        yield one, other, "name, number nearly"


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
