"""The cells' colours: plain, or by classes of a value, with the legend that explains them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QBrush, QColor

from gridgov.messages import tr
from gridgov.spatial.classify import Classes, classify
from gridgov.spatial.pixels import faded
from gridgov.spatial.ramp import blended
from gridgov.ui.map.ink import hatch_brush
from gridgov.ui.map.legend import Entry
from gridgov.ui.map.looks import Looks, pixel
from gridgov.ui.map.render import Paint


class Choropleth:
    """How the cells of a layer are coloured.

    Without values every cell has the same quiet colour.
    """

    def __init__(
        self,
        count: int,
        values: ArrayLike | None = None,
        title: str = "",
        classes: int | Sequence[float] = 5,
        method: str = "quantiles",
    ) -> None:
        self.count = count
        self.title = title
        self.values: NDArray[np.float64] | None = None
        self.classes: Classes | None = None
        self.which = np.zeros(count, np.int16)
        if values is not None:
            given = np.asarray(values, np.float64).ravel()
            if len(given) != count:
                raise ValueError(f"{len(given)} values for {count} cells")
            self.values = given
            self.classes = classify(given, classes, method)
            self.which = self.classes.of(given)

    def text(self, cell: int) -> str:
        """The value of a cell counted from 0 as text; empty for no data."""
        if self.values is None or self.classes is None:
            return ""
        return self.classes.text(float(self.values[cell]))

    def colours(self, looks: Looks) -> list[str]:
        """The colour of each class, and of "no data" last."""
        if self.classes is None:
            return [looks.cell, looks.no_data]
        return [*looks.classes(self.classes.count), looks.no_data]

    def paint(self, looks: Looks) -> Paint:
        """The colour table for the picture of cell numbers."""
        table = np.array([pixel(c) for c in self.colours(looks)], np.uint32)
        colours = np.empty(self.count + 1, np.uint32)
        colours[0] = pixel(looks.ground)
        colours[1:] = faded(table, self._opacity(looks))[self.which]  # class -1 takes the last one
        if looks.see_through:
            colours[0] = 0
        hatched = None
        if self.classes is not None:
            hatched = np.concatenate([[False], self.which < 0])
        return Paint(colours, hatched, pixel(looks.hatch), pixel(looks.fault), pixel(looks.outline))

    def brushes(self, looks: Looks, shift: tuple[int, int]) -> list[QBrush]:
        """A brush for each class; the last, for class -1, is hatched where values are shown."""
        *classes, no_data = (self._clear(c, looks) for c in self.colours(looks))
        return [*(QBrush(c) for c in classes), hatch_brush(no_data, looks.hatch, shift)]

    def _opacity(self, looks: Looks) -> float:
        return looks.opacity(themed=self.classes is not None)

    def _shown(self, colour: str, looks: Looks) -> str:
        """The colour as it looks on the map: over a base map about as over the legend's own ground."""
        part = self._opacity(looks)
        return colour if part == 1.0 else blended(looks.panel, colour, part)

    def _clear(self, colour: str, looks: Looks) -> QColor:
        made = QColor(colour)
        made.setAlphaF(self._opacity(looks))
        return made

    def entries(self, looks: Looks) -> list[Entry]:
        """The legend's lines: each class with its range and its number of cells, then those without data."""
        if self.classes is None:
            return []
        counts = np.bincount(self.which + 1, minlength=self.classes.count + 1).tolist()
        colours = [self._shown(colour, looks) for colour in self.colours(looks)]
        found = [
            Entry("fill", colour, text, count)
            for colour, text, count in zip(colours[:-1], self.classes.labels(), counts[1:], strict=True)
        ]
        if counts[0]:
            found.append(Entry("hatch", colours[-1], tr("no data"), counts[0]))
        return found


class ValueTexts(Sequence[str]):
    """The values as texts, each written only when it is looked at: of many cells few have room for theirs."""

    def __init__(self, shown: Choropleth) -> None:
        self._shown = shown

    def __len__(self) -> int:
        return self._shown.count

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._shown.text(n) for n in range(*index.indices(len(self)))]
        return self._shown.text(index)
