"""What leaves the window: exports, and sheets for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridgov.messages import tr
from gridgov.ui.dialogs import show

if TYPE_CHECKING:
    from gridgov.ui.main_window import MainWindow
    from gridgov.ui.pages.map_selection import Picked


def export(window: MainWindow, picked: Picked | None = None) -> None:
    """Open the export window, set to what is in front or to what was picked on the map."""
    if window._desk is None or window._actor is None:
        return
    from gridgov.ui.dialogs.export_dialog import ExportDialog

    door = window.current_door()
    what = "case" if door == "cases" else "cells"
    if door == "registers" and window.registers is not None:
        what = window.registers.current().register
    layer = window._cell[0] if window._cell else None
    if picked is not None:
        what, layer = picked.register, picked.layer or layer
    dialog = ExportDialog(window._desk, window._actor, window._jobs, window, what=what, layer=layer, picked=picked)
    show(dialog)


def print_map(window: MainWindow) -> None:
    """Preview the map as it is shown, for paper."""
    if window._desk is None or window._actor is None or window.map is None:
        return
    request = window.map.print_request()
    if request is None:
        window.tell(tr("There is no map yet: import cells first."))
        return
    from gridgov.ui.dialogs.map_print_dialog import MapPrintDialog

    cell = window._cell[1] if window._cell and window._cell[0] == request.layer else ""
    show(MapPrintDialog(window._desk, window._actor, window._jobs, window, request, cell))


def print_cell(window: MainWindow, cell: tuple[str, str]) -> None:
    """Preview the sheet of a cell."""
    if window._desk is None or window._actor is None:
        return
    from gridgov.ui.dialogs.print_preview import PrintPreview

    show(PrintPreview(window._desk, window._actor, window._jobs, window, *cell))
