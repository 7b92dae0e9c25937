"""Ways from one thing to another in the window: to a record, to its place on the map, to the rows of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from gridgov.messages import tr
from gridgov.progress import Progress
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import Outcome
from gridgov.ui.pages.map_page import cells_unattached

if TYPE_CHECKING:
    from gridgov.ui.main_window import MainWindow
    from gridgov.ui.pages.list_page import ListPage


class Ways(QObject):
    """Follows what a person points at, to wherever the window shows it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @Slot(object)
    def rows(self, target: tuple[str, str, str, str | None]) -> None:
        """Show the rows behind a number: register, layer, code of the cell, and which of them."""
        register, layer, code, where = target
        page = self.list_page(register)
        if page is not None:
            page.show_cell(layer, code, where)

    def list_page(self, register: str) -> ListPage | None:
        """Open the list of a register; None where no file is open."""
        window = self._window
        if register == "case":
            window.open_door("cases")
            return window.cases
        window.open_door("registers")
        return window.registers.open(register) if window.registers is not None else None

    @Slot(object)
    def unattached(self, _nothing: object) -> None:
        """Show the records that lie in no cell or in several."""
        desk, actor = self._window._desk, self._window._actor
        if desk is None or actor is None:
            return

        def work(_progress: Progress) -> list[dict[str, object]]:
            return cells_unattached(desk, actor)

        self._window._jobs.submit(work, self._unattached_found, owner=self)

    def _unattached_found(self, outcome: Outcome) -> None:
        if outcome.error is None and outcome.value:
            page = self.list_page(str(outcome.value[0]["register"]))
            if page is not None:
                page.show_unattached()

    @Slot(object)
    def record(self, target: tuple[str, int]) -> None:
        """Open a record, by register and number of its row; a case opens on the page of today."""
        window = self._window
        if window._desk is None or window._actor is None:
            return
        if target[0] == "case":
            window.open_door("today")
            if window.today is not None:
                window.today.show_case(target[1])
            return
        from gridgov.ui.dialogs.record_dialog import RecordDialog

        dialog = RecordDialog(window._desk, window._actor, window._jobs, window, *target)
        dialog.record_asked.connect(self.record)
        dialog.map_asked.connect(self.place)
        show(dialog)

    @Slot(object)
    def place(self, target: tuple[str, int]) -> None:
        """Show the cell of a record on the map."""
        desk, actor, (register, fid) = self._window._desk, self._window._actor, target
        if desk is None or actor is None:
            return

        def work(_progress: Progress) -> Any:
            from gridgov.services import lists

            return lists.record(desk, actor, register, fid)

        self._window._jobs.submit(work, self._placed, owner=self)

    def _placed(self, outcome: Outcome) -> None:
        window = self._window
        if outcome.error is not None or window.map is None:
            return
        cells = {layer: code for layer, code in outcome.value.cells.items() if code}
        layer = "unit_cell" if "unit_cell" in cells else next(iter(cells), None)
        if layer is None:
            window.tell(tr("This record lies in no cell; see the list of records in no cell or in several."))
            return
        window.open_door("map")
        window.map.select(layer, cells[layer], zoom=True)

    @Slot(object)
    def cell(self, target: tuple[str, str]) -> None:
        """Show a cell on the map, by layer and code."""
        if self._window.map is not None:
            self._window.open_door("map")
            self._window.map.select(*target, zoom=True)

    @Slot(object)
    def hit(self, hit: Any) -> None:
        """Go to what the search box found."""
        window = self._window
        if hit.kind == "cell" and window.map is not None:
            window.open_door("map")
            window.map.select(str(hit.layer), str(hit.key), zoom=True)
        elif hit.kind != "cell":
            self.record((hit.kind, int(hit.key)))

    @Slot(object)
    def area(self, asked: tuple[Any, float, float]) -> None:
        """Let an area be drawn around a place on the map, and hand it to the dialog that asked for it."""
        from gridgov.ui.pages.area_drawing import AreaDrawing

        dialog, lon, lat = asked
        window = self._window
        if window.map is None:
            return
        before = window.current_door()
        window.open_door("map")
        drawing = AreaDrawing(window.map)
        drawing.drawn.connect(dialog.take_area)
        if before is not None:
            drawing.setProperty("door", before)
            drawing.drawn.connect(self._back)
        drawing.begin(lon, lat)

    @Slot(object)
    def _back(self, _corners: object) -> None:
        """Go back to the page from which something was to be drawn."""
        drawing = self.sender()
        if drawing is not None:
            self._window.open_door(str(drawing.property("door")))
            drawing.deleteLater()
