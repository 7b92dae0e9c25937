"""An area drawn on the map for somebody who asked for one, by mouse or keys, with the tool that measures areas."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from gridgov.messages import tr
from gridgov.ui.map.measuring import SurfaceTool
from gridgov.ui.map.view import View
from gridgov.ui.pages.map_page import MapPage

AROUND = 150.0
"""Metres of ground that are shown on every side of the place in question."""


class AreaDrawing(QObject):
    """Waits until an area is closed or left.

    Signals
    -------
    drawn : object
        The corners as (longitude, latitude) pairs, or None when it was left.
    """

    drawn = Signal(object)

    def __init__(self, page: MapPage) -> None:
        super().__init__(page)
        self._page = page
        self._waits = False
        page.canvas.measured.connect(self._on_measured)
        page.canvas.tool_changed.connect(self._on_tool)

    def begin(self, lon: float, lat: float) -> None:
        """Show the place and wait for the area around it."""
        page, canvas = self._page, self._page.canvas
        if page._drawn is None:
            self.drawn.emit(None)
            return
        x, y = page._drawn.frame.to_frame(np.array([lon]), np.array([lat]))
        box = (float(x[0]) - AROUND, float(y[0]) - AROUND, float(x[0]) + AROUND, float(y[0]) + AROUND)
        canvas.go(View.around(box, max(canvas.width(), 64), max(canvas.height(), 64)))
        canvas.hand.take("area")
        self._waits = True
        page._note.setText(
            tr("Click the corners of the area (Space: the middle); Enter or a double click closes it, Esc leaves it.")
        )
        page._note.setVisible(True)
        canvas.setFocus()

    @Slot(object)
    def _on_measured(self, _text: str) -> None:
        tool = self._page.canvas.hand.tool
        if not self._waits or not isinstance(tool, SurfaceTool) or not tool.ended:
            return
        corners = np.array(tool.places, dtype=np.float64)
        lon, lat = self._page._drawn.frame.from_frame(corners[:, 0], corners[:, 1])
        self._end([(round(float(a), 7), round(float(b), 7)) for a, b in zip(lon, lat, strict=True)])

    @Slot(object)
    def _on_tool(self, name: str) -> None:
        if self._waits and name != "area":
            self._end(None)

    def _end(self, corners: list[tuple[float, float]] | None) -> None:
        self._waits = False
        self._page._note.setVisible(False)
        self._page.canvas.hand.take("")
        self.drawn.emit(corners)
