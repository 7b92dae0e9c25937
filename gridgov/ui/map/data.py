"""What the map was asked to show of one layer: read by the render thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from gridgov.spatial.distinct import distinct
from gridgov.spatial.edges import Edges
from gridgov.ui.map.shapes import Shapes

if TYPE_CHECKING:
    from gridgov.spatial.rings import Rings


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
        self._edges: dict[Edges, NDArray[np.int64]] = {}

    def edges(self, shapes: Shapes, scale: float) -> tuple[Edges, NDArray[np.int64]] | None:
        """The edges to draw at so many device pixels a unit, and which of them; None while shared ones are not known.

        `shapes` are those of the cells.
        """
        if self._shapes is not None:
            cells: Edges = self._shapes.coverage(joined=True)
        else:
            assert self.parents is not None
            ready = shapes.ready
            if ready is None or not ready.joined or len(self.parents) != shapes.count:
                return None
            cells = shapes.edges(scale)
        found = self._edges.get(cells)
        if found is None:
            # A level of detail more or less: the numbers of its edges are kept for the next picture.
            found = self._edges[cells] = cells.borders(self.parents)
        return cells, found

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
