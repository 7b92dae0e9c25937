"""What the map and the lists have to do with each other: rows behind a selection, and a selection behind rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gridgov.ui import outgoing
from gridgov.ui.pages.map_selection import Picked

if TYPE_CHECKING:
    from gridgov.ui.main_window import MainWindow
    from gridgov.ui.pages.list_page import ListPage
    from gridgov.ui.pages.map_page import MapPage

Selected = tuple[str, tuple[str, ...], dict[str, list[int]]]


class MapLinks(QObject):
    """Carries selections to and fro between the map of a window and its lists."""

    def __init__(self, window: MainWindow, page: MapPage) -> None:
        super().__init__(page)
        self._window, self._map = window, page
        self._now: Selected = ("", (), {})
        self._lists: list[ListPage] = []
        page.selection.rows_asked.connect(self._on_rows)
        page.selection.export_asked.connect(self._on_export)
        page.selection.record_asked.connect(window.ways.record)
        page.selection.changed.connect(self._on_changed)
        page.list_made.connect(self._on_made)

    def attach(self, page: ListPage) -> None:
        """Link a list that was made."""
        self._lists.append(page)
        page.marks.chosen.connect(self._on_chosen)
        page.follow_asked.connect(self._on_follow)
        layer, codes, fids = self._now
        page.follow(layer, codes)
        page.marks.mark(fids.get(page.register, ()))

    @Slot(object)
    def _on_made(self, page: ListPage) -> None:
        """Join a list below the map with the window and the map."""
        page.record_asked.connect(self._window.ways.record)
        page.map_asked.connect(self._window.ways.place)
        page.next_asked.connect(self._window.on_import)
        self.attach(page)

    @Slot(object)
    def _on_rows(self, picked: Picked) -> None:
        page = self._window.ways.list_page(picked.register)
        if page is not None:
            page.show_picked(picked)

    @Slot(object)
    def _on_export(self, picked: Picked) -> None:
        outgoing.export(self._window, picked)

    @Slot(object)
    def _on_changed(self, now: Selected) -> None:
        self._now = now
        layer, codes, fids = now
        for page in self._lists:
            page.follow(layer, codes)
            if not page.table.hasFocus():
                page.marks.mark(fids.get(page.register, ()))

    @Slot(object)
    def _on_follow(self, page: ListPage) -> None:
        page.follow(*self._now[:2])

    @Slot(object)
    def _on_chosen(self, fids: list[int]) -> None:
        for page in self._lists:
            if page.marks is self.sender():
                self._map.selection.mark(page.register, fids)
