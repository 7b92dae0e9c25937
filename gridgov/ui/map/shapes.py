"""The shapes of one layer and what is made of them: by whichever thread needs it first, or ahead in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.coverage import Coverage
from gridgov.spatial.edges import Edges
from gridgov.spatial.labels import LabelPoints
from gridgov.spatial.levels import levels

if TYPE_CHECKING:
    from gridgov.spatial.rings import Rings

Box = tuple[float, float, float, float]

QUICK_FROM = 400_000
"""Vertices from which the first picture does not wait until shared edges are found (about a fifth of a second)."""

LEVELS_FROM = 100_000
"""Vertices from which coarser edges are worth their while."""

_SAMPLE = 5_000

NEAR_ENOUGH = 0.6
"""Device pixels by which the edges of a picture may lie beside the true ones."""


class PreparedShapes(Protocol):
    """What was made of the same shapes before (see :func:`gridgov.services.map_cache.prepared`)."""

    @property
    def levels(self) -> tuple[Edges, ...]:
        """The coarser edges, the finest first."""

    @property
    def shared(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Which edges are shared."""


class SketchLayer(Protocol):
    """The cells of a layer before its shapes are read (see :func:`gridgov.services.map_cache.sketch`)."""

    @property
    def count(self) -> int:
        """How many cells there are."""

    @property
    def bounds(self) -> Box:
        """The box of all."""

    @property
    def levels(self) -> tuple[Edges, ...]:
        """The coarser edges that are there."""


class Shapes:
    """The edges of a layer of cells at full detail and with less, and its label points."""

    def __init__(self, rings: Rings, prepared: PreparedShapes | None = None) -> None:
        self.rings = rings
        self.count = int(rings.count)
        self.prepared = prepared
        box = rings.bounds()
        self.bounds: Box | None = box if len(rings.xy) else None
        self._lock = threading.RLock()
        self._building = threading.Lock()
        self._coverage: Coverage | None = None
        self._levels: tuple[Edges, ...] | None = () if len(rings.xy) < LEVELS_FROM else None
        if prepared is not None:
            self._levels = prepared.levels
        self._label_points: LabelPoints | None = None
        self._sides: NDArray[np.float64] | None = None

    @property
    def big(self) -> bool:
        """Whether the quick kind of coverage is worth while."""
        return len(self.rings.xy) >= QUICK_FROM and self.prepared is None

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
                made = Coverage.of(self.rings, shared=self.prepared.shared if self.prepared else None)
                with self._lock:
                    self._coverage = made
            return self._coverage

    @property
    def levels(self) -> tuple[Edges, ...]:
        """The coarser edges there are now, the finest first."""
        return self._levels or ()

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

    def drawn(self) -> Edges:
        """What tells where cells lie: the coverage."""
        return self.coverage()

    def label_points(self) -> LabelPoints:
        """A point well inside each cell."""
        coverage = self.coverage()
        with self._lock:
            if self._label_points is None:
                self._label_points = LabelPoints.of(coverage)
            return self._label_points

    def across(self, box: Box) -> float:
        """About how many units a cell in `box` is across: the middle one of a sample of them; 0 for none."""
        coverage = self.drawn()
        with self._lock:
            if self._sides is None:
                wide = coverage.boxes[:, 2] - coverage.boxes[:, 0]
                high = coverage.boxes[:, 3] - coverage.boxes[:, 1]
                self._sides = np.sqrt(np.abs(wide * high))
        seen = np.flatnonzero(coverage.cells_in(box))
        # Sorted by hand: numpy.median would load masked arrays at every start.
        sides = np.sort(self._sides[seen[:: len(seen) // _SAMPLE + 1]])
        return float(sides[len(sides) // 2]) if len(sides) else 0.0


class SketchShapes(Shapes):
    """Shapes of which only coarse edges are known yet: enough for a picture, not for picking or labels."""

    def __init__(self, sketch: SketchLayer) -> None:
        from gridgov.spatial.rings import empty

        super().__init__(empty(sketch.count))
        self.bounds = sketch.bounds
        self._levels = sketch.levels

    @property
    def built(self) -> bool:
        """Nothing can be made ahead of what is not there."""
        return True

    def edges(self, scale: float) -> Edges:
        """The finest there are, enough or not."""
        for level in reversed(self.levels):
            if level.tolerance * scale <= NEAR_ENOUGH:
                return level
        return self.levels[0]

    def drawn(self) -> Edges:
        """The coarse edges."""
        return self.levels[-1]
