"""The keys that came before in a file, in a few bytes each: whether a key came, and the record it became or met."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FID_BITS = 40
_FID = np.uint64((1 << _FID_BITS) - 1)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_SMALLEST = 1 << 16
_ROOM = 1.5
"""Places for each key that is expected."""

Words = NDArray[np.uint64]


class Seen:
    """Keys and the fid of each, without the keys themselves.

    A place holds 24 bits of a key's hash and a fid; where it stands tells the rest of the hash. What looks alike is
    then asked of the records: `values_of` gives for some fids the values that a key of theirs may be. Without
    `values_of` the keys are kept as they are.
    """

    def __init__(self, expected: int, values_of: Callable[[list[int]], Mapping[int, Collection[Any]]] | None) -> None:
        self._values_of = values_of
        self._plain: dict[Any, int] = {}
        self._tables = [_table(expected)] if values_of else []
        self._free = int(len(self._tables[0]) / _ROOM) if values_of else 0

    def find(self, names: Collection[Any]) -> dict[Any, int]:
        """Those of some keys that came before, and their fids."""
        if self._values_of is None:
            return {name: self._plain[name] for name in names if name in self._plain}
        marks = _marks(names)
        alike = [pair for table in self._tables for pair in _alike(table, marks)]
        if not alike:
            return {}
        listed = list(names)
        values = self._values_of(sorted({fid for _, fid in alike}))
        return {listed[i]: fid for i, fid in alike if listed[i] in values.get(fid, ())}

    def add(self, found: Mapping[Any, int]) -> None:
        """Note keys that did not come before, and their fids."""
        if self._values_of is None:
            self._plain.update(found)
            return
        if len(found) > self._free:
            # More came than was said: another table as large as all so far; hashes in the old ones stay where they are.
            self._tables.append(_table(max(len(found), int(sum(map(len, self._tables)) / _ROOM))))
            self._free = int(len(self._tables[-1]) / _ROOM)
        self._free -= len(found)
        marks = _marks(found)
        fids = np.fromiter(found.values(), dtype=np.uint64, count=len(found))
        _enter(self._tables[-1], marks, marks << np.uint64(_FID_BITS) | fids)


def _table(keys: int) -> Words:
    return np.zeros(max(int(keys * _ROOM), _SMALLEST), dtype=np.uint64)


def _marks(names: Collection[Any]) -> Words:
    """A hash of each key whose bits are well mixed, those of whole numbers too."""
    found = np.fromiter(map(hash, names), dtype=np.int64, count=len(names)).view(np.uint64)
    return found * _SPREAD


def _places(table: Words, marks: Words) -> NDArray[np.int64]:
    return (((marks >> _HALF) * np.uint64(len(table))) >> _HALF).astype(np.int64)


def _next(table: Words, at: NDArray[np.int64]) -> NDArray[np.int64]:
    at = at + 1
    at[at == len(table)] = 0
    return at


def _alike(table: Words, marks: Words) -> list[tuple[int, int]]:
    """Position of each key and the fid of what may be the same, from its place on to the first empty one."""
    at, live = _places(table, marks), np.arange(len(marks))
    tags = marks << np.uint64(_FID_BITS)
    found: list[tuple[int, int]] = []
    while len(live):
        held = table[at]
        filled = held != 0
        at, live, held = at[filled], live[filled], held[filled]
        same = (held & ~_FID) == tags[live]
        if same.any():
            found += zip(live[same].tolist(), (held[same] & _FID).tolist(), strict=True)
        at = _next(table, at)
    return found


def _enter(table: Words, marks: Words, words: Words) -> None:
    """Put each word at its place or the next empty one."""
    at = _places(table, marks)
    while len(words):
        empty = table[at] == 0
        table[at[empty]] = words[empty]
        # Two that wanted the same place: one got it, the other goes on.
        left = table[at] != words
        at, words = _next(table, at[left]), words[left]
