"""Menus and shortcuts of the window, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMenu, QScrollArea, QVBoxLayout

from gridgov import __version__, messages
from gridgov.messages import pick, tr
from gridgov.services import desk
from gridgov.ui import letters, outgoing
from gridgov.ui.dialogs import ask_for_help, give_help, show
from gridgov.ui.rail import DOORS

if TYPE_CHECKING:
    from gridgov.domain.workflow import Workflow
    from gridgov.ui.main_window import MainWindow

SHORTCUTS = (
    ("Ctrl+K", "Search"),
    ("Alt+1 … Alt+5", "Pages of the rail"),
    ("F6 / Shift+F6", "Next, previous pane"),
    ("F5", "Refresh"),
    ("Ctrl+O / Ctrl+N", "Open, new"),
    ("Ctrl+Shift+N", "New case"),
    ("T / Enter", "Today: take the next step"),
    ("Ctrl+1 … Ctrl+9", "Today: change the list"),
    ("S", "Today: on the shortlist or off it"),
    ("Ctrl+J", "New case: phrases"),
    ("Alt+M", "New case: choose the place on the map"),
    ("Ctrl+Enter", "New case: report, and keep class and street"),
    ("Ctrl+Z", "Case: undo your last act"),
    ("Ctrl+I / Ctrl+E", "Import, export"),
    ("Ctrl+Shift+F", "Fill a form"),
    ("Ctrl+P", "Print the cell sheet"),
    ("Ctrl+Shift+P", "Print or save the map"),
    ("Ctrl+= / Ctrl+-", "Larger, smaller text"),
    ("Ctrl+Shift+0", "Reset the layout"),
    ("Ctrl+,", "Settings"),
    ("F1", "Help on the page or dialog in front"),
    ("Ctrl+/ / ?", "All shortcuts"),
    ("Ctrl+Q", "Quit"),
    ("← ↑ → ↓", "Map: neighbouring cell, or move"),
    ("+ / - / Home / End", "Map: zoom, whole district, what is selected"),
    ("Shift+← ↑ → ↓", "Map: move"),
    ("Space / Ctrl+A", "Map: the cell to the selection or out of it, every cell"),
    ("R / L / C / V", "Map: select with rectangle, lasso, radius; pick"),
    ("D / A", "Map: measure a distance, an area"),
    ("Ctrl+Home / Ctrl+End", "Map: first, last cell"),
    ("Ctrl+G / B", "Map: go to a place, bookmarks"),
    ("Alt+← / Alt+→", "Map: the view before, the next"),
    ("Ctrl+C", "Map: copy the coordinate or what was measured"),
    ("T", "Map: the rows of what is selected, below it"),
    ("Menu", "Map: what can be done at a place"),
    ("Enter", "List: open the record"),
    ("M", "List: show on the map"),
    ("Ins / F2 / Del", "List: enter, change, withdraw a record"),
    ("1 … 4", "Visit: the answer for a person"),
    ("Ctrl+C", "List: copy rows"),
    ("Ctrl+F", "List: to the filter"),
    ("Alt+↑ / Alt+↓", "List: sort by the column in front, upward or downward"),
    ("Ctrl+Z / Ctrl+Y", "List: take a change back, make it again"),
    ("Esc", "Close a popup"),
)


def is_district(path: Path) -> bool:
    """Whether a dropped file is a district of ours."""
    return path.suffix.lower() == ".gpkg" and desk.is_district(path)


def commands(window: MainWindow) -> list[tuple[str, str, Callable[[], None]]]:
    """Key, text and act of what can be done from the search box."""
    found: list[tuple[str, str, Callable[[], None]]] = [
        ("open", tr("Open a file …"), window.on_open),
        ("new", tr("New district …"), window.on_new),
        ("demo", tr("Demo district"), window.on_demo),
    ]
    if window.desk is not None:
        found += [
            ("report", tr("New case"), window.on_report),
            ("import", tr("Import …"), window.on_import),
            ("export", tr("Export …"), window.on_export),
            ("print", tr("Print …"), window.on_print),
        ]
        found += [(f"door {key}", tr(text), partial(window.open_door, key)) for key, text in DOORS]
    known = {letters.plain(text) for _, text, _ in found}
    for menu in window.menuBar().actions():
        below = menu.menu()
        found += [one for one in _entries(below) if one[1] not in known] if isinstance(below, QMenu) else []
    return found


def _entries(menu: QMenu) -> list[tuple[str, str, Callable[[], None]]]:
    """The entries of a menu and of those below it that can be chosen now; files that were open are found elsewhere."""
    found: list[tuple[str, str, Callable[[], None]]] = []
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found += _entries(below) if below.property("is_recent") is None else []
        elif action.isEnabled() and not action.isSeparator():
            text = letters.plain(action.text())
            found.append((f"menu {text}", text, action.trigger))
    return found


def _fill_workflows(window: MainWindow, menu: QMenu) -> None:
    from gridgov.domain import workflow

    menu.clear()
    for flow in workflow.workflows().values():
        _add(menu, pick(flow.zh, flow.en), partial(show_workflow, window, flow))


def show_workflow(window: MainWindow, flow: Workflow) -> None:
    """Show the picture of a workflow."""
    from gridgov.ui.dialogs.workflow_dialog import WorkflowDialog

    dialog = WorkflowDialog(flow, window)
    show(dialog)


DIALOGS = {
    "calendar": ("calendar_dialog", "CalendarDialog"),
    "sending": ("sending_dialog", "SendingDialog"),
    "duties": ("duties_dialog", "DutiesDialog"),
    "form": ("form_dialog", "FormDialog"),
    "tidy": ("tidy_dialog", "TidyDialog"),
    "match": ("match_dialog", "MatchDialog"),
    "opinions": ("opinions_dialog", "OpinionsDialog"),
    "patrols": ("patrols_dialog", "PatrolsDialog"),
    "services": ("services_dialog", "ServicesDialog"),
    "apart": ("apart_dialog", "ApartDialog"),
    "doctor": ("doctor_dialog", "DoctorDialog"),
    "fields": ("fields_dialog", "FieldsDialog"),
    "rulings": ("rulings_dialog", "RulingsDialog"),
    "base_maps": ("base_map_dialog", "BaseMapDialog"),
}
"""Module and class of every dialog that needs the open file alone; loaded when it is first asked for."""


def show_dialog(window: MainWindow, name: str) -> QDialog | None:
    """Open a dialog of `DIALOGS` on the window's file; None where no file is open."""
    if window.desk is None or window._actor is None:
        return None
    module, kind = DIALOGS[name]
    made = getattr(import_module(f"gridgov.ui.dialogs.{module}"), kind)
    dialog: QDialog = made(window.desk, window._actor, window._jobs, window)
    if hasattr(dialog, "record_asked"):
        dialog.record_asked.connect(window.ways.record)
    if hasattr(dialog, "cell_asked"):
        dialog.cell_asked.connect(window.ways.cell)
    if hasattr(dialog, "area_asked"):
        dialog.area_asked.connect(window.ways.area)
    if hasattr(dialog, "ground_changed") and window.map is not None:
        dialog.ground_changed.connect(window.map.ground.on_changed)
    show(dialog)
    return dialog


def show_settings(window: MainWindow) -> QDialog:
    """Open the person's settings."""
    from gridgov.ui.dialogs.settings_dialog import SettingsDialog

    dialog = SettingsDialog(window)
    show(dialog)
    return dialog


def copy_diagnostics(window: MainWindow) -> None:
    """Put on the clipboard what to send along when something goes wrong."""
    from gridgov.ui.dialogs import fault_dialog

    fault_dialog.copy(window)


def open_log_folder() -> None:
    """Show where the log lies."""
    from gridgov import log
    from gridgov.ui.dialogs.settings_dialog import open_folder

    open_folder(log.folder())


def carry_out(window: MainWindow, text: str) -> None:
    """Carry out the command of that key or text, if there is one."""
    for key, name, act in commands(window):
        if text in (key, name):
            act()
            return


def fill_menus(window: MainWindow) -> None:
    """Make the menus of a window in the language in use."""
    is_open = window.desk is not None
    file = window.menuBar().addMenu(tr("File"))
    _add(file, tr("New district …"), window.on_new, QKeySequence.StandardKey.New)
    _add(file, tr("Open a file …"), window.on_open, QKeySequence.StandardKey.Open)
    recent = file.addMenu(tr("Open recent"))
    recent.setProperty("is_recent", 1)
    for name in window._settings.recent:
        action = _add(recent, name, partial(window.open_asked.emit, Path(name)))
        action.setEnabled(True)
    recent.setEnabled(bool(window._settings.recent))
    _add(file, tr("Demo district"), window.on_demo)
    file.addSeparator()
    _add(file, tr("Import …"), window.on_import, "Ctrl+I").setEnabled(is_open)
    _add(file, tr("Export …"), window.on_export, "Ctrl+E").setEnabled(is_open)
    _add(file, tr("A list from another department") + " …", partial(show_dialog, window, "match")).setEnabled(is_open)
    _add(file, tr("Tidying") + " …", partial(show_dialog, window, "tidy")).setEnabled(is_open)
    _add(file, tr("Doctor") + " …", partial(show_dialog, window, "doctor")).setEnabled(is_open)
    _add(file, tr("Fill a form") + " …", partial(show_dialog, window, "form"), "Ctrl+Shift+F").setEnabled(is_open)
    _add(file, tr("Print …"), window.on_print, QKeySequence.StandardKey.Print).setEnabled(is_open)
    on_paper = partial(outgoing.print_map, window)
    _add(file, tr("Print or save the map") + " …", on_paper, "Ctrl+Shift+P").setEnabled(is_open)
    file.addSeparator()
    _add(file, tr("Who is at work?") + " …", window.on_who).setEnabled(is_open)
    _add(file, tr("Close the file"), window.on_close_file).setEnabled(is_open)
    _add(file, tr("Settings") + " …", partial(show_settings, window), "Ctrl+,")
    _add(file, tr("Quit"), window.close, "Ctrl+Q")

    rules = window.menuBar().addMenu(tr("Rules"))
    rules.setEnabled(is_open)
    flows = rules.addMenu(tr("Workflows"))
    # Read when the menu is opened: the map need not wait for them.
    flows.aboutToShow.connect(partial(_fill_workflows, window, flows))
    _add(rules, tr("Working calendar") + " …", partial(show_dialog, window, "calendar"))
    _add(rules, tr("Where cases are sent") + " …", partial(show_dialog, window, "sending"))
    _add(rules, tr("Matter catalogue") + " …", partial(show_dialog, window, "duties"))
    _add(rules, tr("Opinions that rise") + " …", partial(show_dialog, window, "opinions"))
    _add(rules, tr("Patrols") + " …", partial(show_dialog, window, "patrols"))
    _add(rules, tr("Services") + " …", partial(show_dialog, window, "services"))
    _add(rules, tr("Registered elsewhere") + " …", partial(show_dialog, window, "apart"))
    _add(rules, tr("Fields of your own") + " …", partial(show_dialog, window, "fields"))
    _add(rules, tr("In no cell or in several") + " …", partial(show_dialog, window, "rulings"))

    view = window.menuBar().addMenu(tr("View"))
    _add(view, tr("Search"), window.on_search, "Ctrl+K")
    _add(view, tr("Go to …"), window.on_go_to, "Ctrl+G").setEnabled(is_open)
    _add(view, tr("Refresh"), window.on_refresh, "F5").setEnabled(is_open)
    view.addSeparator()
    _add(view, tr("Base maps") + " …", partial(show_dialog, window, "base_maps")).setEnabled(is_open)
    view.addSeparator()
    _add(view, tr("Larger text"), partial(window.change_text_size, 10), "Ctrl+=")
    _add(view, tr("Smaller text"), partial(window.change_text_size, -10), "Ctrl+-")
    colours = view.addMenu(tr("Colours"))
    for key, name in (("light", tr("Light")), ("dark", tr("Dark")), ("contrast", tr("High contrast"))):
        _add(colours, name, partial(window.change_theme, key))
    languages = view.addMenu(tr("Language"))
    group = QActionGroup(languages)
    for key, name in (("zh_CN", "中文"), ("en", "English")):
        action = _add(languages, name, partial(window.change_language, key))
        action.setCheckable(True)
        action.setChecked(messages.language() == key)
        group.addAction(action)
    view.addSeparator()
    _add(view, tr("Next pane"), partial(window.next_pane, 1), "F6")
    _add(view, tr("Previous pane"), partial(window.next_pane, -1), "Shift+F6")
    _add(view, tr("Reset the layout"), window.reset_layout, "Ctrl+Shift+0")

    help_ = window.menuBar().addMenu(tr("Help"))
    _add(help_, tr("Help on this page"), partial(ask_for_help, window), "F1")
    # A question mark that is typed into a field stays there: a field takes what can be written before a shortcut does.
    sheet = _add(help_, tr("All shortcuts"), partial(show_shortcuts, window))
    sheet.setShortcuts([QKeySequence("Ctrl+/"), QKeySequence("?")])
    _add(help_, tr("Copy diagnostics"), partial(copy_diagnostics, window))
    _add(help_, tr("Open the folder of the log"), open_log_folder)
    help_.addSeparator()
    _add(help_, tr("About gridgov"), partial(show_about, window))
    letters.give_menus(window.menuBar())
    window.search.commands = [(key, text) for key, text, _ in commands(window)]


def _add(
    menu: QMenu, text: str, slot: Callable[..., object], key: str | QKeySequence.StandardKey | None = None
) -> QAction:
    action = QAction(text, menu)
    if key is not None:
        action.setShortcut(QKeySequence(key))
    # The menu is made anew with the window's language; its actions and what they hold go with it.
    action.triggered.connect(partial(_call, slot))
    menu.addAction(action)
    return action


def _call(slot: Callable[..., object], _checked: bool = False) -> None:
    slot()


def _sheet(window: MainWindow, title: str, text: str) -> None:
    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    label = QLabel(text)
    label.setMargin(12)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    area = QScrollArea()
    area.setWidget(label)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    buttons = QDialogButtonBox()
    close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    close.clicked.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(area)
    layout.addWidget(buttons)
    wanted = label.sizeHint() + QSize(60, 80)
    dialog.resize(wanted.boundedTo(window.screen().availableSize() - QSize(40, 60)))
    dialog.finished.connect(dialog.deleteLater)
    give_help(dialog)
    dialog.open()


def show_shortcuts(window: MainWindow) -> None:
    """Every shortcut on one sheet."""
    rows = "".join(f"<tr><td><b>{keys}</b>&nbsp;&nbsp;</td><td>{tr(text)}</td></tr>" for keys, text in SHORTCUTS)
    _sheet(window, tr("All shortcuts"), f"<table cellspacing=4>{rows}</table>")


def show_about(window: MainWindow) -> None:
    """Name, version and licence."""
    words = tr("Grid-based urban governance: one district, one file. Apache License 2.0.")
    _sheet(window, tr("About gridgov"), f"<b>gridgov {__version__}</b><br>{words}")
