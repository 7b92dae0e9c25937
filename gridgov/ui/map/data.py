"""What the map holds of one layer and what it was asked to show: built step by step, read by the render thread."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.distinct import distinct
from gridgov.spatial.labels import LabelPoints

if TYPE_CHECKING:
    from gridgov.spatial.rings import Rings

QUICK_FROM = 400_000
"""Vertices from which the first picture does not wait until shared edges are found (about a fifth of a second)."""


class LayerShapes(Protocol):
    """The part of a map layer that the canvas uses (see :func:`gridgov.services.cells.shapes`)."""

    @property
    def codes(self) -> Sequence[str]:
        """A code for each cell."""

    @property
    def names(self) -> Sequence[str]:
        """A name for each cell, perhaps empty."""

    @property
    def rings(self) -> Rings:
        """The shapes, in metres, y up."""


class Shapes:
    """The edges and label points of a layer of cells, made when they are first needed, by whichever thread."""

    def __init__(self, rings: Rings) -> None:
        self.rings = rings
        self.count = int(rings.count)
        xy = np.asarray(rings.xy)
        self.bounds = (*xy.min(axis=0).tolist(), *xy.max(axis=0).tolist()) if len(xy) else None
        self._lock = threading.RLock()
        self._coverage: Coverage | None = None
        self._label_points: LabelPoints | None = None

    @property
    def big(self) -> bool:
        """Whether the quick kind of coverage is worth while."""
        return len(self.rings.xy) >= QUICK_FROM

    @property
    def ready(self) -> Coverage | None:
        """The coverage there is now, without waiting; None when there is none yet."""
        return self._coverage

    def coverage(self, *, joined: bool = False) -> Coverage:
        """The coverage; with `joined` the one with neighbours and borders, which takes longer for a big layer."""
        with self._lock:
            if self._coverage is None:
                self._coverage = Coverage.of(self.rings, join=joined or not self.big)
            if joined and not self._coverage.joined:
                self._coverage = Coverage.of(self.rings)
            return self._coverage

    def label_points(self) -> LabelPoints:
        """A point well inside each cell."""
        with self._lock:
            if self._label_points is None:
                self._label_points = LabelPoints.of(self.coverage())
            return self._label_points


class Outline:
    """Borders to draw over the cells: of parents that the cells name, or of shapes of their own.

    `texts` are the names of the parents by their numbers, shown while cells are too small for labels.
    """

    def __init__(
        self, name: str, of: object, width: float = 1.5, colour: str = "", texts: Sequence[str] | None = None
    ) -> None:
        self.name = name
        self.texts = texts
        self.width = width
        self.colour = colour
        self.parents = None if hasattr(of, "ring_start") else np.asarray(of, np.int32)
        self._shapes = Shapes(of) if hasattr(of, "ring_start") else None  # type: ignore[arg-type]
        self._edges: NDArray[np.int64] | None = None
        self._asked: Coverage | None = None

    def edges(self, cells: Coverage) -> tuple[Coverage, NDArray[np.int64]] | None:
        """The coverage to take the edges from, and their numbers; None while the cells' shared edges are not known."""
        if self._shapes is not None:
            own = self._shapes.coverage(joined=True)
            if self._edges is None:
                self._edges = own.borders()
            return own, self._edges
        if not cells.joined:
            return None
        if self._edges is None or self._asked is not cells:
            assert self.parents is not None
            if len(self.parents) != cells.count:
                return None
            self._edges, self._asked = cells.borders(self.parents), cells
        return cells, self._edges

    def parts(self) -> int:
        """How many areas there are."""
        if self._shapes is not None:
            return self._shapes.count
        assert self.parents is not None
        return len(distinct(self.parents[self.parents >= 0]))


@attrs.frozen(eq=False)
class Lettering:
    """The texts of the cells and how wide their letters are.

    Attributes
    ----------
    texts : sequence of str
        One a cell; an empty one is not shown.
    advances : float64 (256,)
        The width of each of the first 256 characters in logical pixels.
    wide : float
        The width of every other character (ideographs).
    height : float
        The height of a line.
    """

    texts: Sequence[str]
    advances: NDArray[np.float64]
    wide: float
    height: float

    def widths(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The width of each text in logical pixels."""
        if not texts:
            return np.empty(0)
        letters = np.array(list(texts), dtype=np.str_)
        codes = letters.view(np.uint32).reshape(len(texts), -1)
        table = np.append(self.advances, self.wide)
        table[0] = 0.0  # the padding behind shorter texts
        found: NDArray[np.float64] = table[np.minimum(codes, 256)].sum(axis=1)
        return found
