"""Today: the work of a station by working time left, the case in front, and the form for a new one."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor, may
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import case_queue, duties, own, shifts
from gridgov.services.desk import Desk
from gridgov.ui.dialogs import show
from gridgov.ui.forms.case_form import CaseForm
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.pages.views_button import ViewsButton
from gridgov.ui.widgets.case_panel import LIGHTS, CasePanel, colour_of

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Time left", "Class", "State", "Address", "Unit", "Cell", "Case number")
BELL = {"urged": "Urged", "owed": "Answer owed", "back": "Came back", "yellow": "Due soon"}
TICK_MS = 60_000
"""How often what is left is counted again: a minute is what people see; a sleep or a changed clock shows at once."""


class QueueModel(QAbstractTableModel):
    """The cases of a queue as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[case_queue.Item] = []
        self.items: list[case_queue.Item] = []
        self._text = ""

    def put(self, items: list[case_queue.Item]) -> None:
        """Show these cases."""
        self.beginResetModel()
        self._all = items
        self.items = self._filtered()
        self.endResetModel()

    def narrow(self, text: str) -> None:
        """Show only the cases that hold a text."""
        self.beginResetModel()
        self._text = text.strip().casefold()
        self.items = self._filtered()
        self.endResetModel()

    def _filtered(self) -> list[case_queue.Item]:
        if not self._text:
            return list(self._all)
        return [
            item
            for item in self._all
            if self._text
            in " ".join((item.number, item.title, item.address, item.unit, item.state_name, item.cell)).casefold()
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many cases are shown."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell of the table shows."""
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(item, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return colour_of(item.light)
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and item.light == "red":
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(item)
        return None

    @staticmethod
    def _shown(item: case_queue.Item, column: int) -> str:
        if column == 0:
            mark = LIGHTS[item.light]
            urged = " ！" if item.urged else ""
            return f"{mark} {case_queue.left_text(item.left_seconds, always=item.runs_always)}{urged}"
        state = item.state_name
        if item.asked:
            state += tr(" · to decide")
        if item.sent_back:
            state += tr(" · came back")
        return (item.title, state, item.address, item.unit, item.cell, item.number)[column - 1]

    @staticmethod
    def _tip(item: case_queue.Item) -> str:
        notes = [item.number, item.title, item.address]
        if item.urged:
            notes.append(tr("Urged {n} times", n=item.urged))
        if item.due_at is not None and item.left_seconds is not None and item.left_seconds > 0:
            left = case_queue.left_text(item.left_seconds, always=item.runs_always)
            notes.append(tr("{left} of working time until {due}", left=left, due=item.due_at_local))
        if item.provisional:
            notes.append(tr("The deadline is provisional: next year's holidays are not announced."))
        return "\n".join(filter(None, notes))


class QueueTable(QTableView):
    """The queue; Enter and T take the next step, M finds the place, N reports a new case.

    Signals
    -------
    step_asked, map_asked, watch_asked : object
        None: of the current row.
    """

    step_asked = Signal(object)
    map_asked = Signal(object)
    watch_asked = Signal(object)

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + 8))
        head = self.horizontalHeader()
        head.setStretchLastSection(True)
        scale = max(self.fontMetrics().height() / 19, 1.0)
        for column, width in enumerate((150, 128, 112, 160, 96, 126, 150)):
            self.setColumnWidth(column, int(width * scale))
        head.setHighlightSections(False)
        self.setAccessibleName(tr("Work"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and T act, M shows on the map; everything else moves about."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_T) and not event.modifiers():
            self.step_asked.emit(None)
        elif event.key() == Qt.Key.Key_M and not event.modifiers():
            self.map_asked.emit(None)
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.watch_asked.emit(None)
        else:
            super().keyPressEvent(event)


class WorkPage(QWidget):
    """The work of who is at work.

    Signals
    -------
    map_asked : object
        ("case", fid)
    told : object
        A sentence for the status bar.
    """

    map_asked = Signal(object)
    told = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._tab = "mine"
        self._wanted: int | None = None
        self._day = ""
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for number, (key, zh, en) in enumerate(case_queue.TABS, 1):
            self.tabs.addTab(pick(zh, en))
            self.tabs.setTabData(number - 1, key)
            if number <= 9:
                self.tabs.setTabToolTip(number - 1, f"Ctrl+{number}")
        self.tabs.currentChanged.connect(self._on_tab)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(220)
        self.model = QueueModel(self)
        self.filter.textChanged.connect(self.model.narrow)
        self.table = QueueTable(self.model)
        self.table.step_asked.connect(self.next_step)
        self.table.map_asked.connect(self._on_map)
        self.table.watch_asked.connect(self._on_watch)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._empty = QLabel()
        self._empty.setObjectName("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty)
        self._many = QPushButton()
        self._many.setVisible(False)
        self._many.clicked.connect(self.act_on_selected)
        self.panel = CasePanel(desk, actor, jobs)
        self.panel.acted.connect(self._on_acted)
        self.panel.map_asked.connect(self.map_asked)
        self.panel.told.connect(self.told)
        self.form = CaseForm(desk, actor, jobs)
        self.form.begun.connect(self._on_begun)
        self.form.case_asked.connect(self.show_case)
        self.side = QStackedWidget()
        self.side.addWidget(self.panel)
        # With large text the form is taller than the window: it scrolls rather than being squeezed.
        self._form_room = QScrollArea()
        self._form_room.setWidgetResizable(True)
        self._form_room.setFrameShape(QFrame.Shape.NoFrame)
        self._form_room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._form_room.setMinimumWidth(self.form.minimumSizeHint().width() + 18)
        self._form_room.setWidget(self.form)
        self.side.addWidget(self._form_room)
        self.new = QPushButton(tr("New case"))
        self.new.setCheckable(True)
        self.new.setToolTip("Ctrl+Shift+N")
        self.new.setShortcut("Ctrl+Shift+N")
        self.new.clicked.connect(self.report)
        self.views = ViewsButton(desk, actor, self)
        self.views.chosen.connect(self._on_view)
        self.shift = QPushButton(tr("Shift"))
        self.shift.setToolTip(tr("Hand the shift over, or take one"))
        self.shift.clicked.connect(self.open_shift)
        self.twice = QPushButton(tr("Duplicates"))
        self.twice.clicked.connect(self._on_twice)
        self.bell = QPushButton()
        self.bell.setVisible(False)
        self._rings = QMenu(self.bell)
        self._rings.triggered.connect(self._on_ring)
        self.bell.setMenu(self._rings)
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.reload)
        self._clock.start()

    @property
    def tab(self) -> str:
        """The list in front, by its id."""
        return self._tab

    def layout_kept(self) -> dict[str, str]:
        """What is remembered of the page for this person: the list in front and its filter."""
        return {"today.tab": self._tab, "today.filter": self.filter.text()}

    def restore(self, layout: dict[str, str]) -> None:
        """Put the list and the filter back as they were remembered."""
        self.filter.setText(layout.get("today.filter", ""))
        self.open_tab(layout.get("today.tab", "mine"))

    def open_tab(self, key: str) -> None:
        """Bring a list to the front; one that there is not leaves things as they are."""
        for number in range(self.tabs.count()):
            if self.tabs.tabData(number) == key:
                self.tabs.setCurrentIndex(number)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 6, 4, 6)
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        column.addLayout(top)
        line = QHBoxLayout()
        line.addWidget(self.filter)
        line.addWidget(self.views)
        line.addWidget(self._many)
        line.addStretch(1)
        line.addWidget(self.bell)
        line.addWidget(self.shift)
        line.addWidget(self.twice)
        line.addWidget(self.new)
        column.addLayout(line)
        column.addWidget(self._body, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(left)
        self._split.addWidget(self.side)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([760, 430])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    # -- reading -----------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Read the queues, when the page is first shown and whenever it comes back."""
        self.reload()

    @Slot()
    def reload(self, _nothing: object = None) -> None:
        """Read counts and rows again; the case in front stays in front."""
        desk, actor, tab = self._desk, self._actor, self._tab
        new_day, self._day = self._day != desk.today(), desk.today()

        def work(_progress: Progress) -> Any:
            if not case_queue.is_ready(desk):
                case_queue.recompute(desk, actor)
            if new_day and may(actor, "case.step"):
                # What recurs opens its cases when the day begins: also after a sleep, and when the file is opened.
                # Who may not report such a case leaves it to whoever may: the list must come all the same.
                with suppress(GridgovError):
                    duties.open_due(desk, actor)
            waiting = len(shifts.list_(desk, actor, mine=True))
            tabs, items = case_queue.tabs(desk, actor), case_queue.items(desk, actor, tab)
            return tab, tabs, items, case_queue.bell(desk, actor), waiting

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            if isinstance(outcome.error, GridgovError):
                self.told.emit(say(outcome.error))
            return
        tab, counts, items, rings, waiting = outcome.value
        self.shift.setText(tr("Shift ({n})", n=waiting) if waiting else tr("Shift"))
        if tab != self._tab:
            return
        for number, one in enumerate(counts):
            self.tabs.setTabText(number, f"{pick(one.zh, one.en)} {one.count:,}" if one.count else pick(one.zh, one.en))
        self._ring(rings)
        current = self.current_id()
        self.model.put(items)
        self._body.setCurrentWidget(self.table if items else self._empty)
        self._empty.setText(
            tr("Nothing waits for you here. Report a case with Ctrl+Shift+N.")
            if tab == "mine"
            else tr("Nothing waits for you here.")
        )
        self.select(self._wanted if self._wanted is not None else current)
        self._wanted = None

    def _ring(self, rings: list[case_queue.Bell]) -> None:
        """The bell: what came back, was urged, is owed or turned yellow; it is not there when it has nothing to say."""
        self._rings.clear()
        for one in rings[:30]:
            action = self._rings.addAction(f"{tr(BELL[one.kind])}  {one.title}  {one.number}")
            action.setData(one.case_id)
        self.bell.setText(tr("Notices: {n}", n=len(rings)))
        self.bell.setAccessibleName(tr("{n} things to know of", n=len(rings)))
        self.bell.setVisible(bool(rings))

    @Slot(object)
    def _on_ring(self, action: Any) -> None:
        self.show_case(int(action.data()))

    @Slot(object)
    def _on_view(self, view: own.View) -> None:
        self.filter.setText(view.text)
        self.open_tab(view.tab)

    @Slot()
    def open_shift(self) -> Any:
        """Open the hand-over of the shift."""
        from gridgov.ui.dialogs.shift_dialog import ShiftDialog

        dialog = ShiftDialog(self._desk, self._actor, self)
        dialog.finished.connect(self.reload)
        show(dialog)
        return dialog

    @Slot()
    def _on_twice(self) -> None:
        from gridgov.ui.dialogs.duplicate_dialog import DuplicateDialog

        dialog = DuplicateDialog(self._desk, self._actor, self._jobs, self)
        dialog.judged.connect(self.reload)
        show(dialog)

    def select(self, case_id: int | None) -> None:
        """Bring a case of the list to the front; the first one when it is not there."""
        rows = [row for row, item in enumerate(self.model.items) if item.case_id == case_id]
        if self.model.items:
            self.table.selectRow(rows[0] if rows else 0)
        elif self.side.currentWidget() is self.panel and self.panel.page is None:
            self.panel.show_nothing()

    def current_id(self) -> int | None:
        """The case of the current row."""
        index = self.table.currentIndex()
        return (
            self.model.items[index.row()].case_id if index.isValid() and index.row() < len(self.model.items) else None
        )

    # -- what the person does ----------------------------------------------------------------------------------

    @Slot(int)
    def _on_tab(self, number: int) -> None:
        self._tab = str(self.tabs.tabData(number))
        self.reload()

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.selected_ids()
        step = self._common_step()
        self._many.setVisible(len(chosen) > 1 and step is not None)
        if step is not None:
            self._many.setText(tr("{n} selected: {step}", n=len(chosen), step=step[1]))
        case_id = self.current_id()
        if case_id is not None and not self.new.isChecked():
            self.panel.show_case(case_id)

    def selected_ids(self) -> list[int]:
        """The cases of the selected rows."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.items[row].case_id for row in rows if row < len(self.model.items)]

    def _common_step(self) -> tuple[str, str] | None:
        """The first step that the case in front allows and that needs nothing: what can be done to many at once."""
        from gridgov.domain.case_rules import step_name

        if self.panel.page is None:
            return None
        for choice in self.panel.page.choices:
            if choice.refusal is None and not choice.step.needs and not choice.step.side:
                return choice.step.id, step_name(choice.step)
        return None

    @Slot()
    def act_on_selected(self) -> None:
        """Take the same step of every selected case; each result is told, what failed stays selected."""
        step = self._common_step()
        if step is None:
            return
        outcomes = case_queue.act_on_many(self._desk, self._actor, self.selected_ids(), step[0])
        numbers = {item.case_id: item.number for item in self.model.items}
        faults = [f"{numbers.get(one.case_id, '')}: {say(one.fault)}" for one in outcomes if one.fault is not None]
        done = sum(one.fault is None for one in outcomes)
        self.told.emit(tr("{step}: {done} done, {failed} not.", step=step[1], done=done, failed=len(faults)))
        if faults:
            QMessageBox.information(self, step[1], "\n".join(faults[:20]))
        self.reload()

    @Slot(object)
    def next_step(self, _nothing: object = None) -> Any:
        """Take the first step that is allowed for the case in front."""
        step = self.panel.first_step()
        return self.panel.ask(step) if step is not None else None

    @Slot()
    def report(self, cell: object = "") -> None:
        """Show the form for a new case (with a place in a cell, where its code is given), or put it away."""
        if self.sender() is not self.new:
            self.new.setChecked(True)
        if isinstance(cell, str) and cell:
            self.form.place_in(cell)
        self.side.setCurrentWidget(self._form_room if self.new.isChecked() else self.panel)
        if self.new.isChecked():
            self.form.kind.setFocus()
        else:
            self._on_selection()
            self.table.setFocus()

    @Slot(object)
    def show_case(self, case_id: int) -> None:
        """Show a case beside the list, whether it is in it or not."""
        self.new.setChecked(False)
        self.side.setCurrentWidget(self.panel)
        self.panel.show_case(int(case_id))

    @Slot(object)
    def _on_begun(self, taken: Any) -> None:
        self.told.emit(tr("Case {number} was reported.", number=taken.number))
        self._wanted = taken.case_id
        self.reload()

    @Slot(object)
    def _on_acted(self, taken: Any) -> None:
        self.told.emit(tr("{number}: done.", number=taken.number))
        self.reload()

    @Slot(object)
    def _on_watch(self, _nothing: object) -> None:
        self.panel.watch()
        if self._tab == "watched":
            self.reload()

    @Slot(object)
    def _on_map(self, _nothing: object) -> None:
        case_id = self.current_id()
        if case_id is not None:
            self.map_asked.emit(("case", case_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+1 … Ctrl+9 change the list, Escape puts the form away."""
        number = event.key() - Qt.Key.Key_1
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and 0 <= number < self.tabs.count():
            self.tabs.setCurrentIndex(number)
        elif event.key() == Qt.Key.Key_Escape and self.new.isChecked():
            self.new.setChecked(False)
            self.side.setCurrentWidget(self.panel)
            self.table.setFocus()
        else:
            super().keyPressEvent(event)
