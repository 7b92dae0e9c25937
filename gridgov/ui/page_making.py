"""Makes the pages of the window, each when its door is first opened: the map need not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gridgov.ui.main_window import MainWindow
    from gridgov.ui.pages.list_page import ListPage
    from gridgov.ui.pages.registers_page import RegistersPage


def make(window: MainWindow, key: str) -> None:
    """Make the page behind a door of the rail, join it to the window, and put it on the stack."""
    desk, actor, jobs = window._desk, window._actor, window._jobs
    if desk is None or actor is None:
        return
    if key == "today":
        from gridgov.ui.pages.work_page import WorkPage

        window.today = WorkPage(desk, actor, jobs)
        window.today.map_asked.connect(window.ways.place)
        window.today.told.connect(window.tell)
        window.today.form.place_asked.connect(window._on_pick_place)
        window.today.restore(window._settings.layout)
        window._stack.addWidget(window.today)
        return
    if key == "visits":
        from gridgov.ui.pages.visits_page import VisitsPage

        window.visits = VisitsPage(desk, actor, jobs)
        window.visits.map_asked.connect(window.ways.place)
        window.visits.told.connect(window.tell)
        window._stack.addWidget(window.visits)
        return
    from gridgov.ui.pages.list_page import ListPage
    from gridgov.ui.pages.registers_page import RegistersPage

    page: RegistersPage | ListPage
    if key == "registers":
        page = window.registers = RegistersPage(desk, actor, jobs)
    else:
        page = window.cases = ListPage(desk, actor, jobs, "case")
    page.record_asked.connect(window.ways.record)
    page.map_asked.connect(window.ways.place)
    page.next_asked.connect(window.on_import)
    for one in page.lists.values() if isinstance(page, RegistersPage) else [page]:
        if window.links is not None:
            window.links.attach(one)
        kept = window._settings.layout.get(f"columns.{one.register}")
        if kept and one.model.rowCount() == 0:
            one.show_columns(kept.split(","))
    window._stack.addWidget(page)
