"""Keys that came before in a file are known again, whatever their hashes."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from gridgov.services.import_seen import Seen


class Same(str):
    """A key whose hash is that of every other one of its kind."""

    def __hash__(self) -> int:
        return 7

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)  # type: ignore[arg-type]


def kept(records: Mapping[int, str]) -> Seen:
    """Keys seen before, whose records can be asked."""
    return Seen(0, lambda fids: {fid: (records[fid],) for fid in fids})


@given(st.lists(st.lists(st.text(max_size=2), unique=True, max_size=20), max_size=10), st.booleans())
def test_it_answers_as_a_dictionary_does(stretches: list[list[str]], asked: bool) -> None:
    records: dict[int, str] = {}
    seen = kept(records) if asked else Seen(0, None)
    known: dict[str, int] = {}
    for names in stretches:
        assert seen.find(names) == {name: known[name] for name in names if name in known}
        fresh = {name: len(records) + n + 1 for n, name in enumerate(n for n in names if n not in known)}
        records.update({fid: name for name, fid in fresh.items()})
        seen.add(fresh)
        known |= fresh
    assert seen.find(list(known)) == known


def test_keys_of_one_hash_are_told_apart_by_their_records() -> None:
    records: dict[int, str] = {fid: Same(f"k{fid}") for fid in range(1, 50)}
    seen = kept(records)
    seen.add({name: fid for fid, name in records.items()})
    assert seen.find([Same("k7"), Same("k49")]) == {Same("k7"): 7, Same("k49"): 49}
    assert seen.find([Same("other")]) == {}


def test_more_keys_than_were_expected_find_room() -> None:
    records = {fid: f"number {fid}" for fid in range(1, 200_001)}
    seen = kept(records)
    for start in range(1, 200_001, 5_000):
        seen.add({records[fid]: fid for fid in range(start, start + 5_000)})
    wanted = {records[fid]: fid for fid in (1, 65_000, 131_000, 200_000)}
    assert seen.find([*wanted, "nobody", "number 0"]) == wanted
