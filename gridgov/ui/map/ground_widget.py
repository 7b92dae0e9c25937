"""A widget that shows a part of the ground: where it is, how it gets elsewhere, what on it is selected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridgov.ui.map.picking import cells_in, records_in
from gridgov.ui.map.selection import Selection
from gridgov.ui.map.stage import Stage
from gridgov.ui.map.trail import Trail
from gridgov.ui.map.view import Box, View


class GroundWidget(QWidget):
    """What :class:`gridgov.ui.map.canvas.MapCanvas` knows of moving about; it makes what is only named here.

    Signals
    -------
    view_changed()
        Another part of the ground, or another size, is shown.
    """

    view_changed = Signal()

    _stage: Stage
    _view: View | None
    _untouched: bool
    _selected: int | None
    _bring_in_view: bool
    selection: Selection
    trail: Trail

    @property
    def selected(self) -> int | None:
        """The selected cell."""
        return self._selected

    @property
    def view(self) -> View | None:
        """The ground on screen; None while there is nothing to show."""
        return self._view

    @property
    def stage(self) -> Stage:
        """What the map shows and the picture of it."""
        return self._stage

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a place in the widget."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        if coverage is None or self._view is None:
            return None
        found = coverage.cell_at(*self._view.to_ground(x, y))
        return found if found >= 0 else None

    def middle_of(self, cell: int) -> tuple[float, float] | None:
        """The middle of a cell's box on the ground; None for one without a shape."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        box = coverage.boxes[cell] if coverage is not None else np.full(4, np.inf)
        if not np.isfinite(box).all():
            return None
        return float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2

    def select_in(self, corners: NDArray[np.float64], how: str) -> None:
        """Select the cells and records in an area given by its corners on the ground, as `how` says."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        if coverage is not None and self._view is not None:
            cells = cells_in(coverage, self._view, corners, self._stage.shown)
            self.selection.choose(cells, records_in(self._stage.points, corners), how)

    def zoom_to_selection(self) -> None:
        """Show everything that is selected, or the cell that the keyboard stands on."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        if coverage is None:
            return
        box = self.selection.bounds(coverage.boxes)
        if box is not None:
            self.show_box(box)
        elif self._selected is not None:
            self.zoom_to_cell(self._selected)

    def show_box(self, box: Box) -> None:
        """Show a part of the ground with a rim around it; a single place with 150 m around."""
        grown = max(0.08 * max(box[2] - box[0], box[3] - box[1]), 150.0 if box[0] == box[2] else 20.0)
        around = (box[0] - grown, box[1] - grown, box[2] + grown, box[3] + grown)
        self.go(View.around(around, max(self.width(), 64), max(self.height(), 64)))

    def zoom_to_cell(self, index: int) -> None:
        """Show a cell in the middle with its surroundings."""
        if self._stage.shapes is None:
            return
        box = self._stage.shapes.coverage().boxes[index].tolist()
        if not np.isfinite(box).all():
            return
        wide, high = max(box[2] - box[0], 1.0), max(box[3] - box[1], 1.0)
        grown = (box[0] - wide, box[1] - high, box[2] + wide, box[3] + high)
        self.go(View.around(grown, self.width(), self.height(), margin=0.0))

    def zoom_all(self) -> None:
        """Show the whole layer."""
        shapes = self._stage.shapes
        if shapes is None or shapes.bounds is None:
            return
        self.go(View.around(shapes.bounds, max(self.width(), 64), max(self.height(), 64)))
        self._untouched = True

    def zoom_by(self, factor: float) -> None:
        """Show the ground `factor` times larger around the middle."""
        if self._view is not None:
            self.go(self._view.zoomed(factor))

    def go(self, view: View) -> None:
        """Show another view: the old picture moved at once, the exact one when it is made."""
        if view == self._view:
            return
        self._view = view
        self._untouched = False
        self._ask(moved=True)
        self.trail.moved(view)
        self.view_changed.emit()

    def step_view(self, by: int) -> None:
        """Go back (-1) or forward (1) through the views that were looked at."""
        view = self.trail.step(by)
        if view is not None:
            self.go(view.resized(max(self.width(), 64), max(self.height(), 64)))

    def _show_selected(self) -> None:
        """Move the map to the selected cell if that was wanted and its place is known."""
        coverage = self._stage.shapes.ready if self._stage.shapes else None
        if not self._bring_in_view or coverage is None or self._view is None or self._selected is None:
            return
        self._bring_in_view = False
        box, seen = coverage.boxes[self._selected].tolist(), self._view.box
        if not np.isfinite(box).all():
            return
        if box[0] >= seen[0] and box[1] >= seen[1] and box[2] <= seen[2] and box[3] <= seen[3]:
            return
        if box[2] - box[0] > seen[2] - seen[0] or box[3] - box[1] > seen[3] - seen[1]:
            self.zoom_to_cell(self._selected)
            return
        sx, sy = self._view.to_screen((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        self.go(self._view.panned(self.width() / 2 - sx, self.height() / 2 - sy))

    def _ask(self, *, moved: bool = False) -> None:
        """Have the picture of the view made."""
        raise NotImplementedError
