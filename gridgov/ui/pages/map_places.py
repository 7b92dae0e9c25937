"""Places on the map's page: the coordinate under the pointer, going to a place, the menu of a place, bookmarks."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from gridgov import settings as preferences
from gridgov.domain.access import Actor
from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.services import measuring, places
from gridgov.services.desk import Desk
from gridgov.settings import Settings
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.marker import Marker
from gridgov.ui.map.measuring import MeasureTool
from gridgov.ui.map.picking import circle
from gridgov.ui.map.toolbar import MapTools
from gridgov.ui.map.view import View
from gridgov.ui.widgets.coordinate_strip import CoordinateStrip
from gridgov.ui.widgets.go_to_box import GoToBox

SYSTEM = "map.coordinates"
"""Where the choice of the system is kept among a person's preferences."""

LEAST_PIN, MOST_ZOOM = 150.0, 0.6
"""A place is shown with so many metres around it, never closer than so many metres a pixel."""

Ground = tuple[float, float]


class MapPlaces(QObject):
    """Everything about places that the page of the map does.

    Signals
    -------
    cell_asked : object
        (layer, code) of a cell to be shown.
    case_asked : object
        (longitude, latitude): a new case there.
    record_asked : object
        (register, fid) to be opened.
    """

    cell_asked = Signal(object)
    case_asked = Signal(object)
    record_asked = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, canvas: MapCanvas, tools: MapTools, settings: Settings,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._canvas, self._settings = desk, actor, jobs, canvas, settings
        self._page = parent
        self._tools = tools
        self._ruler: measuring.Ruler | None = None
        self._layers: dict[str, str] = {}
        self._layer = ""
        self._pointer: Ground | None = None
        self.strip = CoordinateStrip(settings.layout.get(SYSTEM, ""))
        self.strip.system_chosen.connect(self._on_system)
        self.box = GoToBox(desk, actor, jobs)
        self.box.chosen.connect(self.go)
        self.box.closed.connect(self._on_closed)
        canvas.pointer_moved.connect(self._on_pointer)
        canvas.cell_picked.connect(self._on_cell)
        canvas.measured.connect(self.strip.show_measured)
        canvas.tool_changed.connect(self._on_tool)
        canvas.menu_asked.connect(self._on_menu)
        canvas.copy_asked.connect(self.copy)
        canvas.bookmarks_asked.connect(tools.places.showMenu)
        tools.go_to_asked.connect(self.ask)
        menu = tools.places.menu()
        menu.aboutToShow.connect(self.fill)
        menu.triggered.connect(self._on_bookmark)

    def use(self, layer: str, ruler: measuring.Ruler | None, layers: dict[str, str]) -> None:
        """The layer that is drawn, what measures in its plane, and the names of all layers."""
        self._layer, self._ruler, self._layers = layer, ruler, layers

    # -- coordinates -------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_pointer(self, ground: Ground | None) -> None:
        self._pointer = ground
        if ground is not None:
            self._tell(ground)

    @Slot(object)
    def _on_cell(self, cell: int | None) -> None:
        if cell is not None and self._pointer is None and (middle := self._canvas.middle_of(cell)) is not None:
            self._tell(middle)

    def _tell(self, ground: Ground) -> None:
        if self._ruler is not None:
            self.strip.show_place(*self.degrees(ground))

    def degrees(self, ground: Ground) -> tuple[float, float]:
        """A place of the plane in degrees."""
        assert self._ruler is not None
        lon, lat = self._ruler.degrees(np.array([ground[0]]), np.array([ground[1]]))
        return float(lon[0]), float(lat[0])

    @Slot(object)
    def _on_system(self, system: str) -> None:
        self._settings.layout[SYSTEM] = system

    def _place(self) -> Ground | None:
        """The place that is meant: under the pointer, else the cell that the keyboard stands on, else the middle."""
        if self._pointer is not None:
            return self._pointer
        if self._canvas.selected is not None and (middle := self._canvas.middle_of(self._canvas.selected)) is not None:
            return middle
        return (self._canvas.view.x, self._canvas.view.y) if self._canvas.view is not None else None

    @Slot()
    def copy(self, ground: Ground | None = None) -> None:
        """Put the coordinate of a place on the clipboard, in the system that is told."""
        place = ground or self._place()
        if place is not None and self._ruler is not None:
            self._tell(place)
            QGuiApplication.clipboard().setText(self.strip.text)

    # -- going to a place --------------------------------------------------------------------------------------

    @Slot(object)
    def ask(self, _nothing: object = None) -> None:
        """Open the box for a place."""
        self.box.ask()

    @Slot(object)
    def _on_closed(self, _nothing: object) -> None:
        self._canvas.setFocus()

    @Slot(object)
    def go(self, spot: places.Spot) -> None:
        """Show a place and mark it; a cell is selected as well."""
        if self._ruler is None:
            return
        self._canvas.trail.keep()
        x, y = self._ruler.plane(spot.lon, spot.lat)
        if spot.kind == "cell":
            self._canvas.show_marker(None)
            self.cell_asked.emit((spot.layer, spot.code))
            return
        around = max(2 * spot.within_m, LEAST_PIN)
        self._canvas.show_box((x - around, y - around, x + around, y + around))
        self._canvas.show_marker(Marker(x, y, f"{spot.title}\n{spot.sure}", spot.within_m))

    # -- the menu of a place -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_menu(self, asked: tuple[QPoint, Ground]) -> None:
        at, ground = asked
        menu = QMenu(self._page)
        for key, text in (
            ("copy", tr("Copy the coordinate") + "\tCtrl+C"),
            ("here", tr("What is here") + " …"),
            ("case", tr("New case here") + " …"),
            ("measure", tr("Measure from here")),
            ("around", tr("Select within a radius") + " …"),
        ):
            menu.addAction(text).setData(key)
        if self._canvas.marker is not None:
            menu.addAction(tr("Take the mark away")).setData("unmark")
        chosen = menu.exec(at)
        if chosen is not None:
            self.act(str(chosen.data()), ground)

    def act(self, what: str, ground: Ground) -> None:
        """Do what was chosen in the menu of a place."""
        if self._ruler is None:
            return
        if what == "copy":
            self.copy(ground)
        elif what == "here":
            self.look(ground)
        elif what == "case":
            self.case_asked.emit(self.degrees(ground))
        elif what == "unmark":
            self._canvas.show_marker(None)
        elif what == "measure":
            self._canvas.hand.take("distance")
            if isinstance(self._canvas.hand.tool, MeasureTool):
                self._canvas.hand.tool.begin(ground)
        elif what == "around":
            metres, given = QInputDialog.getDouble(
                self._page, tr("Select within a radius"), tr("Radius in metres"), 200.0, 1.0, 100_000.0, 0
            )
            if given:
                self.select_around(ground, metres)

    def select_around(self, ground: Ground, metres: float) -> None:
        """Select the cells and records within a radius of a place."""
        x, y = ground
        view = self._canvas.view
        if view is None:
            return
        box = (x - metres, y - metres, x + metres, y + metres)
        seen = view.box
        if box[0] < seen[0] or box[1] < seen[1] or box[2] > seen[2] or box[3] > seen[3]:
            self._canvas.show_box(box)
        self._canvas.select_in(circle(x, y, metres), "new")

    def look(self, ground: Ground) -> None:
        """Look up what is at a place and show it."""
        desk, actor, (lon, lat) = self._desk, self._actor, self.degrees(ground)

        def work(_progress: Progress) -> Any:
            return places.here(desk, actor, lon, lat)

        self._jobs.submit(work, self._looked, owner=self)

    def _looked(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            return
        from gridgov.ui.dialogs.here_dialog import HereDialog

        dialog = HereDialog(outcome.value, self._layers, self._page)
        dialog.record_asked.connect(self.record_asked)
        show(dialog)

    @Slot(object)
    def _on_tool(self, name: str) -> None:
        self.strip.show_measured("")
        if name in {"distance", "area"}:

            def work(_progress: Progress) -> None:
                measuring.warm()

            self._jobs.submit(work, self._warmed, owner=self)

    def _warmed(self, _outcome: Outcome) -> None:
        """Nothing to do: what measuring stands on is loaded."""

    # -- bookmarks ---------------------------------------------------------------------------------------------

    def bookmarks(self) -> list[dict[str, Any]]:
        """The bookmarks of this file, in the order of their making."""
        here = str(self._desk.path.absolute())
        return [one for one in self._settings.bookmarks if isinstance(one, dict) and one.get("file") == here]

    def keep(self, name: str) -> None:
        """Keep the view of now under a name; one of that name is replaced."""
        view = self._canvas.view
        if view is None or self._ruler is None:
            return
        self.drop(name)
        lon, lat = self.degrees((view.x, view.y))
        here = str(self._desk.path.absolute())
        wide = view.width / view.scale
        kept = {"file": here, "name": name, "lon": lon, "lat": lat, "metres": wide, "layer": self._layer}
        self._settings.bookmarks = [*self._settings.bookmarks, kept]
        preferences.save(self._settings)

    def drop(self, name: str) -> None:
        """Forget a bookmark of this file."""
        gone = [one for one in self.bookmarks() if one.get("name") == name]
        if gone:
            self._settings.bookmarks = [one for one in self._settings.bookmarks if one not in gone]
            preferences.save(self._settings)

    def visit(self, bookmark: dict[str, Any]) -> None:
        """Show the view of a bookmark."""
        canvas = self._canvas
        if self._ruler is None or canvas.view is None:
            return
        canvas.trail.keep()
        x, y = self._ruler.plane(float(bookmark["lon"]), float(bookmark["lat"]))
        scale = canvas.width() / max(float(bookmark["metres"]), 1.0)
        canvas.go(View(x, y, scale, canvas.width(), canvas.height()))

    @Slot()
    def fill(self) -> None:
        """Fill the menu of bookmarks anew."""
        menu = self._tools.places.menu()
        menu.clear()
        known = self.bookmarks()
        for one in known:
            menu.addAction(str(one["name"])).setData(("visit", one))
        if not known:
            menu.addAction(tr("No bookmark was kept yet.")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("Keep this view …")).setData(("keep", None))
        forget = menu.addMenu(tr("Forget a bookmark"))
        for one in known:
            forget.addAction(str(one["name"])).setData(("drop", one))
        forget.setEnabled(bool(known))

    @Slot(QAction)
    def _on_bookmark(self, action: QAction) -> None:
        what, one = action.data() or ("", None)
        if what == "visit" and one is not None:
            self.visit(one)
        elif what == "drop" and one is not None:
            self.drop(str(one["name"]))
        elif what == "keep":
            name, given = QInputDialog.getText(self._page, tr("Keep this view …"), tr("Name"))
            if given and name.strip():
                self.keep(name.strip())
        self._canvas.setFocus()
