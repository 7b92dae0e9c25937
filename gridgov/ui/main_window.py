"""The window: menus, toolbar, rail, pages, the cell's panel, status bar. It knows services alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDockWidget,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from gridgov import messages
from gridgov.domain.access import Actor
from gridgov.messages import tr
from gridgov.services import staff
from gridgov.services.desk import Changes, Desk
from gridgov.settings import Settings
from gridgov.ui import actions, outgoing, page_making, theme
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import JobRunner
from gridgov.ui.map_links import MapLinks
from gridgov.ui.pages.map_page import MapPage
from gridgov.ui.rail import DOORS, Rail
from gridgov.ui.ways import Ways
from gridgov.ui.widgets.cell_panel import CellPanel
from gridgov.ui.widgets.job_status import JobStatus
from gridgov.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from gridgov.ui.dialogs.import_wizard import ImportWizard
    from gridgov.ui.pages.list_page import ListPage
    from gridgov.ui.pages.registers_page import RegistersPage
    from gridgov.ui.pages.visits_page import VisitsPage
    from gridgov.ui.pages.work_page import WorkPage


class MainWindow(QMainWindow):
    """One window on one district file, or the welcome page.

    Signals
    -------
    open_asked : object
        A path to open, "new", or "demo".
    painted : object
        None: the map of the file, or the welcome page, was painted.
    settings_changed : object
        None: language, theme or text size changed; the application dresses itself anew.
    """

    open_asked = Signal(object)
    painted = Signal(object)
    settings_changed = Signal(object)
    _file_changed = Signal(object)

    def __init__(self, jobs: JobRunner, settings: Settings) -> None:
        super().__init__()
        self._jobs, self._settings = jobs, settings
        self._desk: Desk | None = None
        self._actor: Actor | None = None
        self._cell: tuple[str, str] | None = None
        self._was_open = self._lacks_font = False
        self._rail: dict[str, QToolButton] = {}
        self.map: MapPage | None = None
        self.registers: RegistersPage | None = None
        self.cases: ListPage | None = None
        self.today: WorkPage | None = None
        self.visits: VisitsPage | None = None
        self.panel: CellPanel | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(860, 540))
        self.resize(1240, 740)
        self.ways = Ways(self)
        self.links: MapLinks | None = None
        self._file_changed.connect(self._on_file_changed)
        self._stack = QStackedWidget()
        self._restore()

    # -- building ----------------------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk | None:
        """The open file."""
        return self._desk

    def use(self, desk: Desk | None, actor: Actor | None) -> None:
        """Show this file, or the welcome page with None."""
        if self._desk is not None and self._desk_told in self._desk.on_changed:
            self._desk.on_changed.remove(self._desk_told)
        self._desk, self._actor, self._cell = desk, actor, None
        if desk is not None:
            desk.on_changed.append(self._desk_told)
        self.build()

    def build(self) -> None:
        """Make everything in the window anew, in the language in use."""
        for bar in self.findChildren(QToolBar):
            self.removeToolBar(bar)
            bar.deleteLater()
        for dock in self.findChildren(QDockWidget):
            self.removeDockWidget(dock)
            dock.deleteLater()
        self.menuBar().clear()
        if self.map is not None:
            self.map.canvas.end()
        self.map = self.registers = self.cases = self.today = self.visits = self.panel = None
        self._rail = {}
        name = self._desk.path.name if self._desk else ""
        self.setWindowTitle(f"{name} — gridgov" if name else "gridgov")
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._build_toolbar()
        if self._desk is None or self._actor is None:
            from gridgov.ui.pages.welcome_page import WelcomePage

            welcome = WelcomePage(self._settings.recent)
            welcome.chosen.connect(self._on_welcome)
            self._stack.addWidget(welcome)
        else:
            self._build_pages(self._desk, self._actor)
        actions.fill_menus(self)
        self._build_status()
        for one in self.findChildren(QDialog, "help"):
            one.speak()  # type: ignore[attr-defined]

    def _build_toolbar(self) -> None:
        bar = QToolBar(tr("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        is_open = self._desk is not None
        for text, slot, needs_file in (
            (tr("New case"), self.on_report, True),
            (tr("Import …"), self.on_import, True),
            (tr("Export …"), self.on_export, True),
            (tr("Print …"), self.on_print, True),
            (tr("Refresh"), self.on_refresh, True),
        ):
            action = bar.addAction(text)
            action.triggered.connect(slot)
            action.setEnabled(is_open or not needs_file)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        self.search = SearchBox(self._jobs)
        self.search.use(self._desk, self._actor)
        self.search.commands = [(key, text) for key, text, _ in actions.commands(self)]
        self.search.found.connect(self.ways.hit)
        self.search.command_asked.connect(self._on_command)
        bar.addWidget(self.search)
        if self._lacks_font:
            self._add_banner()

    def _build_pages(self, desk: Desk, actor: Actor) -> None:
        rail = Rail(self.palette())
        rail.door_asked.connect(self.open_door)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, rail)
        self._rail = rail.buttons

        self.map = MapPage(desk, actor, self._jobs, self._settings)
        self.map.case_asked.connect(self._on_place_picked)
        self.map.cell_selected.connect(self._on_cell)
        self.links = MapLinks(self, self.map)
        self.map.unattached_asked.connect(self.ways.unattached)
        self.map.import_asked.connect(self.on_import)
        self.map.painted.connect(self.painted)
        self._stack.addWidget(self.map)
        dock = QDockWidget(tr("Cell"))
        dock.setObjectName("cell")
        self.panel = CellPanel(desk, actor, self._jobs)
        self.panel.list_asked.connect(self.ways.rows)
        self.panel.print_asked.connect(self._on_print_cell)
        self.panel.report_asked.connect(self.on_report)
        dock.setWidget(self.panel)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        QTimer.singleShot(400, self, self._look_for_changes)
        wanted = self._settings.last_page
        if not self._was_open and self._settings.start_page != "last":
            wanted = self._settings.start_page
        self._was_open = True
        self.open_door(wanted if wanted in dict(DOORS) else "map")
        self.map.load()

    @Slot()
    def _look_for_changes(self) -> None:
        if self._desk is not None and self._actor is not None and not self._desk.closed:
            from gridgov.ui.dialogs import layer_changes_dialog

            layer_changes_dialog.look(self._desk, self._actor, self._jobs, self)

    def lists(self) -> list[ListPage]:
        """The lists that were made so far."""
        below = self.map.rows if self.map is not None else None
        found = list(below.lists.values()) if below is not None else []
        found += self.registers.lists.values() if self.registers is not None else []
        return [*found, *([self.cases] if self.cases is not None else [])]

    def _build_status(self) -> None:
        status = self.statusBar()
        for widget in [*status.findChildren(JobStatus), *status.findChildren(QLabel)]:
            status.removeWidget(widget)
            widget.deleteLater()
        self._file_label = QLabel()
        status.addWidget(self._file_label, 1)
        status.addPermanentWidget(JobStatus(self._jobs))
        if self._desk is not None and self._actor is not None:
            self._file_label.setText(self._desk.path.name)
            self._file_label.setToolTip(str(self._desk.path))
            who = QLabel(tr("{name} · this file has no passwords yet", name=self._actor.name))
            status.addPermanentWidget(who)
        language = "中文" if messages.language() == "zh_CN" else "English"
        status.addPermanentWidget(QLabel(language))
        status.addPermanentWidget(QLabel(f"{self._settings.text_percent} %"))

    # -- layout ------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        if kept := self._settings.layout.get("geometry"):
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def keep_layout(self) -> None:
        """Remember size, place and last page for this person."""
        self._settings.layout["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode()
        if (page := self.current_door()) is not None:
            self._settings.last_page = page
        if self.today is not None:
            self._settings.layout |= self.today.layout_kept()
        for one in self.lists():
            self._settings.layout[f"columns.{one.register}"] = ",".join(one.model.columns)

    def reset_layout(self) -> None:
        """Put everything back where it was the first time."""
        self._settings.layout.clear()
        self._settings.text_percent = 100
        self.resize(1240, 740)
        self.settings_changed.emit(None)

    @property
    def front(self) -> QWidget | None:
        """The page in front."""
        return self._stack.currentWidget()

    def current_door(self) -> str | None:
        """The page in front; None on the welcome page."""
        front = self._stack.currentWidget()
        return next((key for key, page in self._pages().items() if page is front and page is not None), None)

    def _pages(self) -> dict[str, QWidget | None]:
        return {
            "today": self.today, "cases": self.cases, "registers": self.registers, "visits": self.visits,
            "map": self.map,
        }  # fmt: skip

    def open_door(self, key: str) -> None:
        """Bring a page to the front."""
        if key in dict(DOORS) and self._pages()[key] is None:
            page_making.make(self, key)
        page = self._pages().get(key)
        if page is None:
            return
        if (dock := self.findChild(QDockWidget, "cell")) is not None:
            dock.setVisible(key == "map")
        self._rail[key].defaultAction().setChecked(True)
        self._stack.setCurrentWidget(page)
        if page is not self.map:
            page.show_all()  # type: ignore[attr-defined]
        if page is not None:
            page.setFocus()

    # -- what the person does ----------------------------------------------------------------------------------

    @Slot(object)
    def _on_pick_place(self, _nothing: object) -> None:
        if self.map is not None:
            self.open_door("map")
            self.map.pick_place(self._on_place_picked)

    def _on_place_picked(self, place: tuple[float, float] | None) -> None:
        self.open_door("today")
        if self.today is not None:
            self.today.report()
            if place is not None:
                self.today.form.set_place(*place, text=f"{place[0]:.6f}, {place[1]:.6f}")

    @Slot()
    def on_go_to(self) -> None:
        """Ask for a place and show it on the map."""
        if self.map is not None:
            self.open_door("map")
            self.map.places.ask()

    @Slot(object)
    def _on_command(self, text: str) -> None:
        actions.carry_out(self, text)

    @Slot(object)
    def _on_welcome(self, target: str) -> None:
        if target == "open":
            self.on_open()
        elif target == "new":
            self.on_new()
        elif target == "demo":
            self.on_demo()
        else:
            self.open_asked.emit(Path(target))

    @Slot()
    def on_open(self) -> None:
        """Choose a district file and open it."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a file …"), "", f"{tr('District file')} (*.gpkg)")
        if name:
            self.open_asked.emit(Path(name))

    @Slot()
    def on_new(self) -> None:
        """Ask for a name and a place, and make an empty district."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("New district …"), "district.gpkg", f"{tr('District file')} (*.gpkg)"
        )
        if name:
            self.open_asked.emit(("new", Path(name)))

    @Slot()
    def on_demo(self) -> None:
        """Open the demo district, made first where it is not there."""
        self.open_asked.emit("demo")

    @Slot()
    def on_close_file(self) -> None:
        """Close the file and show the welcome page."""
        self.open_asked.emit(None)

    @Slot()
    def on_who(self) -> None:
        """Ask who is at work; there are no passwords in a file yet."""
        if self._desk is None or self._actor is None:
            return
        people = {actor.name: actor for actor in staff.at_work(self._desk)}
        names = sorted(people)
        now = names.index(self._actor.name) if self._actor.name in people else 0
        name, given = QInputDialog.getItem(self, tr("Who is at work?"), tr("Name"), names, now, editable=False)
        if given and name in people:
            self.keep_layout()
            self.use(self._desk, people[name])

    @Slot()
    def on_report(self, cell: Any = None) -> None:
        """Open the form for a new case, in a cell where one is given."""
        self.open_door("today")
        if self.today is not None:
            self.today.report(cell[1] if isinstance(cell, tuple) else "")

    @Slot()
    def on_import(self, _register: object = None) -> None:
        """Open the import window."""
        self.import_file(None)

    def import_file(self, source: Path | None) -> ImportWizard | None:
        """Open the import window, with a file chosen where there is one."""
        if self._desk is None or self._actor is None:
            self.tell(tr("Open or make a district file first; then drop the data on it."))
            return None
        # Dialogs and what they stand on are loaded when first asked for: the window must be up before.
        from gridgov.ui.dialogs.import_wizard import ImportWizard

        wizard = ImportWizard(self._desk, self._actor, self._jobs, self, source)
        show(wizard)
        return wizard

    @Slot()
    def on_export(self) -> None:
        """Open the export window, set to what is in front."""
        outgoing.export(self)

    @Slot()
    def on_print(self) -> None:
        """Preview the sheet of the selected cell."""
        if self._cell is None:
            self.tell(tr("Select a cell first: click it on the map or search for its code."))
        else:
            self._on_print_cell(self._cell)

    @Slot(object)
    def _on_print_cell(self, cell: tuple[str, str]) -> None:
        outgoing.print_cell(self, cell)

    @Slot()
    def on_refresh(self) -> None:
        """Read everything shown again."""
        self._on_file_changed(None)

    @Slot(object)
    def _on_cell(self, cell: tuple[str, str] | None) -> None:
        self._cell = cell
        if self.panel is None:
            return
        if cell is None:
            self.panel.show_nothing()
        else:
            self.panel.show_cell(*cell)

    @Slot()
    def on_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def change_text_size(self, step: int) -> None:
        """Make all text larger or smaller."""
        percent = self._settings.text_percent + step
        self._settings.text_percent = min(max(percent, theme.SMALLEST), theme.LARGEST)
        self.settings_changed.emit(None)

    def change_language(self, language: str) -> None:
        """Speak another language."""
        self._settings.language = language
        self.settings_changed.emit(None)

    def change_theme(self, name: str) -> None:
        """Wear other colours."""
        self._settings.theme = name
        self.settings_changed.emit(None)

    def next_pane(self, step: int) -> None:
        """Go round search box, page and panel."""
        page = self._stack.currentWidget()
        panes: list[QWidget] = [self.search, *([page] if page is not None else [])]
        if self.panel is not None:
            panes.append(self.panel)
        focus = self.focusWidget()
        now = next(
            (i for i, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))), 0
        )
        panes[(now + step) % len(panes)].setFocus()

    # -- telling -----------------------------------------------------------------------------------------------

    def tell(self, sentence: str) -> None:
        """Say one sentence in the status bar."""
        self.statusBar().showMessage(sentence, 8000)

    def say_no_font(self) -> None:
        """Say over the window that no font has Chinese characters, unless that was read and closed before."""
        if self._settings.layout.get("font_note") != "closed":
            self._lacks_font = True
            self._add_banner()

    def _add_banner(self) -> None:
        from gridgov.ui.widgets.font_banner import FontBanner

        banner = FontBanner()
        banner.closed.connect(self._on_banner_closed)
        self.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, banner)

    @Slot(object)
    def _on_banner_closed(self, _nothing: object) -> None:
        self._lacks_font = False
        self._settings.layout["font_note"] = "closed"

    def show_error(self, error: BaseException) -> None:
        """Say what happened and what to do; a fault of ours is said to be ours."""
        from gridgov.ui.dialogs import fault_dialog

        fault_dialog.show(self, error)

    def _desk_told(self, changes: Changes) -> None:
        # Called on whatever thread made the change; the signal brings it to the window's.
        self._file_changed.emit(changes)

    @Slot(object)
    def _on_file_changed(self, changes: Changes | None) -> None:
        if self.map is None or self.panel is None:
            return
        if changes is None or changes.layers or changes.registers:
            self.map.load()
            self.panel.refresh()
        if changes is None or changes.registers:
            for one in self.lists():
                if one.is_loaded:
                    one.reload()
            if self.today is not None and self.current_door() == "today":
                self.today.reload()

    # -- the window itself -------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A district file is opened, other data is brought in."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take(paths[0])
            event.acceptProposedAction()

    def take(self, path: Path) -> None:
        """Open a district file, or bring other data in."""
        if actions.is_district(path):
            self.open_asked.emit(path)
        else:
            self.import_file(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while something is under way; then cancel it, wait, and let go of the file."""
        if self._jobs.busy():
            question = tr(
                "{what} is still under way. Stop it and close? Nothing half-done stays.", what=self._jobs.busy()[0]
            )
            if QMessageBox.question(self, "gridgov", question) != QMessageBox.StandardButton.Yes:
                event.ignore()
                return
        self.keep_layout()
        self._jobs.shutdown()
        if self.map is not None:
            self.map.canvas.end()
        if self._desk is not None:
            self._desk.on_changed.clear()
            self._desk.close()
        super().closeEvent(event)
