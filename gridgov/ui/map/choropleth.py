"""The cells' colours: plain, or by classes of a value, with the legend that explains them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QBrush, QColor

from gridgov.messages import tr
from gridgov.spatial.classify import Classes, classify
from gridgov.spatial.pixels import faded
from gridgov.spatial.ramp import blended
from gridgov.ui.map.hatch import CLASS_PATTERNS, Hatching
from gridgov.ui.map.ink import hatch_brush
from gridgov.ui.map.legend import Entry
from gridgov.ui.map.looks import Looks, pixel
from gridgov.ui.map.render import Paint

NO_DATA, FEW = -1, -2
"""The classes of cells without a value, and of those whose value is hidden because it counts few people."""


def limits_of(text: str) -> list[float] | None:
    """Limits as a person types them, ascending: "5, 20；50"; None when something in it is no number."""
    parts = [part for part in re.split(r"[\s,;，；、]+", unicodedata.normalize("NFKC", text)) if part]
    try:
        found = sorted({float(part) for part in parts})
    except ValueError:
        return None
    return found if all(math.isfinite(one) for one in found) else None


class Choropleth:
    """How the cells of a layer are coloured.

    Without values every cell has the same quiet colour. Cells marked in `few` have a value that is not shown: their
    class is :data:`FEW`. With `hatch` each class has a pattern too.
    """

    def __init__(
        self,
        count: int,
        values: ArrayLike | None = None,
        title: str = "",
        classes: int | Sequence[float] = 5,
        method: str = "quantiles",
        *,
        few: ArrayLike | None = None,
        hatch: bool = False,
    ) -> None:
        self.count = count
        self.title = title
        self.hatch = hatch
        self.values: NDArray[np.float64] | None = None
        self.classes: Classes | None = None
        self.which = np.zeros(count, np.int16)
        if values is not None:
            given = np.asarray(values, np.float64).ravel()
            if len(given) != count:
                raise ValueError(f"{len(given)} values for {count} cells")
            if few is not None:
                hidden = np.asarray(few, np.bool_)
                given = np.where(hidden, np.nan, given)
            self.values = given
            self.classes = classify(given, classes, method)
            self.which = self.classes.of(given)
            if few is not None:
                self.which[hidden] = FEW

    def text(self, cell: int) -> str:
        """The value of a cell counted from 0 as text; empty for no data."""
        if self.values is None or self.classes is None:
            return ""
        return tr("few") if self.which[cell] == FEW else self.classes.text(float(self.values[cell]))

    def spoken(self, cell: int) -> str:
        """The value of a cell in words, also where there is none or it is hidden."""
        if self.which[cell] == FEW:
            return tr("few, not shown")
        return self.text(cell) or tr("no data")

    def colours(self, looks: Looks) -> list[str]:
        """The colour of each class, then of "few" and last of "no data"."""
        classes = [looks.cell] if self.classes is None else looks.classes(self.classes.count)
        return [*classes, looks.few, looks.no_data]

    def patterns(self) -> list[str]:
        """The pattern of each class, of "few" and of "no data"."""
        count = 1 if self.classes is None else self.classes.count
        return [
            *(CLASS_PATTERNS[n % len(CLASS_PATTERNS)] if self.hatch else "none" for n in range(count)),
            "few",
            "no data",
        ]

    def inks(self, looks: Looks) -> list[str]:
        """The colour of each pattern."""
        return [*(looks.ink(colour) for colour in self.colours(looks)[:-2]), looks.hatch, looks.hatch]

    def paint(self, looks: Looks) -> Paint:
        """The colour table for the picture of cell numbers."""
        table = np.array([pixel(c) for c in self.colours(looks)], np.uint32)
        colours = np.empty(self.count + 1, np.uint32)
        colours[0] = pixel(looks.ground)
        opacity = self._opacity(looks)
        colours[1:] = faded(table, opacity)[self.which]  # the classes below nought are counted from the end
        if looks.see_through:
            colours[0] = 0
        hatching = None
        if self.classes is not None and (self.hatch or bool((self.which < 0).any())):
            patterns = self.patterns()
            kind = np.zeros(self.count + 1, np.int8)
            kind[1:] = np.where(self.which < 0, self.which + len(patterns) + 1, self.which + 1)
            ink = np.array([0, *(pixel(c) for c in self.inks(looks))], np.uint32)
            hatching = Hatching(kind, ("none", *patterns), faded(ink, opacity))
        return Paint(colours, hatching, pixel(looks.fault), pixel(looks.outline))

    def brushes(self, looks: Looks, shift: tuple[int, int], step: int) -> list[QBrush]:
        """A brush for each class, for "few" and for "no data"."""
        colours = self.colours(looks)
        if self.classes is None:
            return [QBrush(self._clear(colour, looks)) for colour in colours]
        grounds, inks = (
            faded(np.array([pixel(c) for c in given], np.uint32), self._opacity(looks)).tolist()
            for given in (colours, self.inks(looks))
        )
        return [
            QBrush(self._clear(colour, looks)) if pattern == "none" else hatch_brush(ground, ink, pattern, shift, step)
            for colour, ground, ink, pattern in zip(colours, grounds, inks, self.patterns(), strict=True)
        ]

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
        """The legend's lines: each class with its range and its number of cells, then few and those without data."""
        if self.classes is None:
            return []
        counts = np.bincount(self.which + 2, minlength=self.classes.count + 2).tolist()
        few, no_data, *counted = counts
        texts = [*self.classes.labels(), tr("few, not shown"), tr("no data")]
        made = zip(
            (self._shown(colour, looks) for colour in self.colours(looks)), texts, [*counted, few, no_data],
            self.patterns(), (self._shown(colour, looks) for colour in self.inks(looks)), strict=True,
        )  # fmt: skip
        return [
            Entry("fill" if n < self.classes.count else "hatch", colour, text, count, pattern=pattern, ink=ink)
            for n, (colour, text, count, pattern, ink) in enumerate(made)
            if n < self.classes.count or count
        ]


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
