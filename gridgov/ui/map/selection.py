"""What is selected on the map: cells, and records that lie on it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QObject, Qt, Signal

from gridgov.spatial.distinct import with_first
from gridgov.ui.map.view import Box

NEW, ADD, TAKE = "new", "add", "take"
"""How a further choice joins what is selected: in its place, added to it, taken from it."""


def way(modifiers: Qt.KeyboardModifier) -> str:
    """How a choice joins: Shift adds, Ctrl takes away."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return ADD
    return TAKE if modifiers & Qt.KeyboardModifier.ControlModifier else NEW


@attrs.frozen(eq=False)
class Chosen:
    """Some records of one kind: their ids, ascending, and where they lie in the layer's frame."""

    ids: NDArray[np.int64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]

    @classmethod
    def of(cls, ids: ArrayLike, x: ArrayLike, y: ArrayLike) -> Chosen:
        """Records in any order, each once."""
        kept, first = with_first(np.asarray(ids, np.int64))
        xs, ys = np.asarray(x, np.float64), np.asarray(y, np.float64)
        return cls(kept, xs[first], ys[first])

    def joined(self, other: Chosen, how: str) -> Chosen:
        """These and the others, or these without the others."""
        if how == TAKE:
            kept = ~np.isin(self.ids, other.ids)
            return Chosen(self.ids[kept], self.x[kept], self.y[kept])
        if how == NEW:
            return other
        return Chosen.of(
            np.concatenate([self.ids, other.ids]),
            np.concatenate([self.x, other.x]),
            np.concatenate([self.y, other.y]),
        )


NOBODY = Chosen(np.empty(0, np.int64), np.empty(0), np.empty(0))


class Selection(QObject):
    """The selected cells (by their index in the layer) and records (by the name of their set and id).

    The cell that the keyboard stands on is not part of it: see `MapCanvas.selected`.

    Signals
    -------
    changed(object)
        None: something else is selected.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mask = np.zeros(0, np.bool_)
        self._records: dict[str, Chosen] = {}
        self.version = 0

    @property
    def mask(self) -> NDArray[np.bool_]:
        """For each cell of the layer whether it is selected."""
        return self._mask

    @property
    def cells(self) -> NDArray[np.int64]:
        """The selected cells, ascending."""
        return np.flatnonzero(self._mask)

    @property
    def records(self) -> Mapping[str, Chosen]:
        """The selected records by the name of their set; no set without any."""
        return self._records

    @property
    def is_empty(self) -> bool:
        """Whether neither a cell nor a record is selected."""
        return not self._records and not self._mask.any()

    def begin(self, count: int) -> None:
        """Another layer of `count` cells: none of them is selected; records stay."""
        had = bool(self._mask.any())
        self._mask = np.zeros(count, np.bool_)
        if had:
            self._tell()

    def choose(self, cells: NDArray[np.int64], records: Mapping[str, Chosen], how: str) -> None:
        """Join cells and records with what is selected."""
        mask = np.zeros_like(self._mask) if how == NEW else self._mask.copy()
        mask[cells] = how != TAKE
        found: dict[str, Chosen] = {}
        for name in {*self._records, *records}:
            old, new = self._records.get(name, NOBODY), records.get(name, NOBODY)
            joined = old.joined(new, how)
            if len(joined.ids):
                found[name] = joined
        self._mask, self._records = mask, found
        self._tell()

    def toggle(self, cell: int) -> bool:
        """Add a cell, or take it away where it is selected; whether it is selected now."""
        self._mask = self._mask.copy()
        self._mask[cell] = not self._mask[cell]
        self._tell()
        return bool(self._mask[cell])

    def put_records(self, name: str, chosen: Chosen) -> None:
        """Let exactly these records of a set be selected; those of other sets and the cells stay."""
        before = self._records.get(name, NOBODY)
        if np.array_equal(before.ids, chosen.ids):
            return
        self._records = {key: value for key, value in self._records.items() if key != name}
        if len(chosen.ids):
            self._records[name] = chosen
        self._tell()

    def clear(self) -> None:
        """Select nothing."""
        if not self.is_empty:
            self._mask, self._records = np.zeros_like(self._mask), {}
            self._tell()

    def bounds(self, boxes: NDArray[np.float64]) -> Box | None:
        """The box around everything selected (`boxes` are those of the cells); None when nothing has a place."""
        found = boxes[self._mask[: len(boxes)]] if len(boxes) == len(self._mask) else boxes[:0]
        low = [found[:, :2], *(np.column_stack((c.x, c.y)) for c in self._records.values())]
        high = [found[:, 2:], *low[1:]]
        least, most = np.concatenate(low), np.concatenate(high)
        known = np.isfinite(least).all(axis=1) & np.isfinite(most).all(axis=1)
        if not known.any():
            return None
        return (*least[known].min(axis=0).tolist(), *most[known].max(axis=0).tolist())

    def _tell(self) -> None:
        self.version += 1
        self.changed.emit(None)
