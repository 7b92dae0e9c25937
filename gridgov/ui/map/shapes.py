"""The shapes of one layer and what is made of them: by whichever thread needs it first, or ahead in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.edges import Edges
from gridgov.spatial.labels import LabelPoints
from gridgov.spatial.levels import levels

if TYPE_CHECKING:
    from gridgov.spatial.rings import Rings

QUICK_FROM = 400_000
"""Vertices from which the first picture does not wait until shared edges are found (about a fifth of a second)."""

LEVELS_FROM = 100_000
"""Vertices from which coarser edges are worth their while."""

NEAR_ENOUGH = 0.6
"""Device pixels by which the edges of a picture may lie beside the true ones."""


class Shapes:
    """The edges of a layer of cells at full detail and with less, and its label points."""

    def __init__(self, rings: Rings) -> None:
        self.rings = rings
        self.count = int(rings.count)
        xy = np.asarray(rings.xy)
        box = rings.bounds()
        self.bounds = box if len(xy) else None
        self._lock = threading.RLock()
        self._building = threading.Lock()
        self._coverage: Coverage | None = None
        self._levels: tuple[Edges, ...] | None = () if len(xy) < LEVELS_FROM else None
        self._label_points: LabelPoints | None = None
        self._sides: NDArray[np.float64] | None = None

    @property
    def big(self) -> bool:
        """Whether the quick kind of coverage is worth while."""
        return len(self.rings.xy) >= QUICK_FROM

    @property
    def ready(self) -> Coverage | None:
        """The coverage there is now, without waiting; None when there is none yet."""
        return self._coverage

    @property
    def built(self) -> bool:
        """Whether everything is there that can be made ahead."""
        return self._coverage is not None and self._coverage.joined and self._levels is not None

    def coverage(self, *, joined: bool = False) -> Coverage:
        """The coverage; with `joined` the one with neighbours and borders, which takes longer for a big layer."""
        if joined or not self.big:
            return self._joined()
        with self._lock:
            if self._coverage is None:
                self._coverage = Coverage.of(self.rings, join=False)
            return self._coverage

    def _joined(self) -> Coverage:
        with self._building:
            if self._coverage is None or not self._coverage.joined:
                made = Coverage.of(self.rings)
                with self._lock:
                    self._coverage = made
            return self._coverage

    def build(self, dropped: Callable[[], bool]) -> None:
        """Make what pictures want ahead: shared edges, and edges with less detail; until `dropped` says no."""
        coverage = self._joined()
        if self._levels is None and not dropped():
            self._levels = levels(coverage, dropped)

    def edges(self, scale: float) -> Edges:
        """The edges with the least detail that is enough for so many device pixels a unit; the true ones if need be."""
        for level in reversed(self._levels or ()):
            if level.tolerance * scale <= NEAR_ENOUGH:
                return level
        return self.coverage()

    def label_points(self) -> LabelPoints:
        """A point well inside each cell."""
        coverage = self.coverage()
        with self._lock:
            if self._label_points is None:
                self._label_points = LabelPoints.of(coverage)
            return self._label_points

    def across(self, box: tuple[float, float, float, float]) -> float:
        """About how many units a cell in `box` is across: the middle one of a sample of them; 0 for none."""
        coverage = self.coverage()
        with self._lock:
            if self._sides is None:
                wide = coverage.boxes[:, 2] - coverage.boxes[:, 0]
                high = coverage.boxes[:, 3] - coverage.boxes[:, 1]
                self._sides = np.sqrt(np.abs(wide * high))
        seen = np.flatnonzero(coverage.cells_in(box))
        # Sorted by hand: numpy.median would load masked arrays at every start.
        sides = np.sort(self._sides[seen[:: len(seen) // _SAMPLE + 1]])
        return float(sides[len(sides) // 2]) if len(sides) else 0.0


_SAMPLE = 5_000
