"""The list of one register: filter, cell, columns, sort; a row opens the record or finds its place on the map."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor, may
from gridgov.domain.register import Field, registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import lists, record_entry, records
from gridgov.services.desk import Desk
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.pages.list_marks import RowMarks
from gridgov.ui.pages.map_selection import Picked
from gridgov.ui.pages.narrowing import Narrowing
from gridgov.ui.tables.cell_editor import KINDS, CellEditor
from gridgov.ui.tables.record_model import RecordModel
from gridgov.ui.tables.record_table import RecordTable
from gridgov.ui.widgets.group_panel import GroupPanel

LETTERS = {"time": 16, "date": 11, "int": 8, "real": 10, "code": 13, "class": 22, "ref": 16, "text": 16}
"""Room for a value of each kind, in widths of a digit."""
WIDE = frozenset({"number", "address", "description", "name", "text"})


class ListPage(QWidget):
    """One register as a list.

    Signals
    -------
    record_asked, map_asked : object
        (register, fid)
    follow_asked : object
        The page itself: its rows are to be those of the cells selected on the map.
    next_asked : object
        What to do on an empty register: the register's id, to import into.
    """

    record_asked = Signal(object)
    map_asked = Signal(object)
    next_asked = Signal(object)
    follow_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, register: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self.register = desk, actor, jobs, register
        self._narrowing = Narrowing()
        self._sort: str | None = None
        self._descending = False
        self._generation = 0
        self._loaded = False
        self._widened: list[str] = []
        self._wanted_row: int | None = None
        self._done: list[list[int]] = []
        self._undone: list[list[int]] = []
        self._group: str | None = None

        self.model = RecordModel(desk, actor, jobs, register, self)
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(pick(registers()[register].zh, registers()[register].en_plural))
        self.setFocusProxy(self.table)
        self.table.record_asked.connect(self._on_record)
        self.table.map_asked.connect(self._on_map)
        self.table.act_asked.connect(self._on_act)
        self.table.sort_asked.connect(self._on_sort)
        self.table.copied.connect(self._on_copied)
        self.marks = RowMarks(self.table)
        self.editor = CellEditor(self._editable(), self.model, self.table)
        self.editor.edited.connect(self._on_edited)
        self.table.setItemDelegate(self.editor)
        self.groups = GroupPanel(desk, actor, jobs, register)
        self.groups.chosen.connect(self._on_group)
        head = self.table.horizontalHeader()
        head.sectionClicked.connect(self._on_head)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)

        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter: text, or a condition such as  number = '…'"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(tr("Filter"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self.reload)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self.reload)
        self._chip = QPushButton()
        self._chip.setVisible(False)
        self._chip.clicked.connect(self.clear_filter)
        self.new = QPushButton(tr("New"))
        self.new.setToolTip("Ins")
        self.new.clicked.connect(self.enter_new)
        self.new.setVisible(register in record_entry.REGISTERS and may(actor, "record.write"))
        self._columns = QPushButton(tr("Columns"))
        self._columns.clicked.connect(self._on_columns)
        self._by = QPushButton(tr("Group"))
        self._by.clicked.connect(self._on_by)
        self._count = QLabel()
        self._count.setObjectName("muted")

        bar = QHBoxLayout()
        bar.addWidget(self.filter, 1)
        bar.addWidget(self._chip)
        self.following = QPushButton(tr("As on the map"))
        self.following.setCheckable(True)
        self.following.setToolTip(tr("Only what lies in the cells that are selected on the map"))
        self.following.clicked.connect(self._on_following)
        bar.addWidget(self.new)
        bar.addWidget(self.following)
        bar.addWidget(self._by)
        bar.addWidget(self._columns)
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMinimumHeight(90)
        self._next = QPushButton()
        self._next.clicked.connect(self._on_next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 4)
        layout.addLayout(bar)
        layout.addWidget(self._message)
        layout.addWidget(self._next, 0, Qt.AlignmentFlag.AlignHCenter)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.groups)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout.addWidget(split, 1)
        layout.addWidget(self._count)
        self._say("")

    def _editable(self) -> dict[str, Field]:
        """The fields that may be edited in place, for who may."""
        if self.register not in record_entry.REGISTERS or not may(self._actor, "record.write"):
            return {}
        found = {f.name: f for f in record_entry.fields(self.register, self._desk) if f.kind in KINDS}
        self.model.editable = frozenset(found)
        return found

    # -- what is listed ----------------------------------------------------------------------------------------

    @property
    def is_loaded(self) -> bool:
        """Whether the list was read since it was made."""
        return self._loaded

    def show_all(self) -> None:
        """Load the list when it is first looked at."""
        if not self._loaded:
            self.reload()

    def show_cell(self, layer: str, code: str, where: str | None) -> None:
        """Only what lies in a cell, narrowed by a condition (``overdue`` stands for open and past due)."""
        self._narrow(Narrowing((layer, code), where=where), tr("Cell {code}", code=code))

    def show_unattached(self) -> None:
        """Only what lies in no cell or in several."""
        self._narrow(Narrowing(unattached=True), tr("In no cell or in several"))

    def show_picked(self, picked: Picked) -> None:
        """Only what was picked on the map: what lies in some cells, or these records."""
        if picked.fids is None:
            text = tr("{n} cells", n=f"{len(picked.codes):,}")
            self._narrow(Narrowing((picked.layer, picked.codes)), text)
        else:
            self._narrow(Narrowing(among=picked.fids), tr("{n} chosen records", n=f"{len(picked.fids):,}"))

    def follow(self, layer: str, codes: tuple[str, ...]) -> None:
        """The cells that are selected on the map now: while the list follows it, it shows what lies in them."""
        if not self.following.isChecked():
            return
        cells = Narrowing((layer, codes)) if codes else Narrowing()
        self._narrow(cells, tr("{n} cells", n=f"{len(codes):,}") if codes else "")

    @Slot()
    def _on_following(self) -> None:
        if self.following.isChecked():
            self.follow_asked.emit(self)
        else:
            self.clear_filter()

    def show_record(self, fid: int) -> None:
        """Bring a record into view."""
        self._wanted_row = fid
        if self._loaded and self.model.row_of(fid) >= 0:
            self._go_to_wanted()
        else:
            self.clear_filter()

    def _narrow(self, narrowing: Narrowing, text: str) -> None:
        """Narrow the list anew; the text says by what, "" hides the chip."""
        self._narrowing, self._group = narrowing, None
        self._chip.setText(f"{text}  ✕")
        self._chip.setAccessibleName(tr("Clear: {what}", what=text))
        self._chip.setVisible(bool(text))
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.reload()

    @Slot()
    def clear_filter(self) -> None:
        """List everything again."""
        self.following.setChecked(False)
        self._narrow(Narrowing(), "")

    @Slot()
    def reload(self) -> None:
        """Ask for the rows that match now."""
        self._loaded = True
        self._later.stop()
        self._generation += 1
        generation = self._generation
        narrowed = self._narrowing.options(self.filter.text().strip(), self._desk.moment(None))
        where = narrowed["where"]
        if self._group is None:
            self.groups.count(narrowed)
        else:
            where = f"({where}) and {self._group}" if where else self._group
        desk, actor, register = self._desk, self._actor, self.register
        options: dict[str, Any] = {**narrowed, "where": where, "sort": self._sort, "descending": self._descending}

        def work(_progress: Progress) -> Any:
            return generation, lists.ids(desk, actor, register, **options), lists.columns(register, desk)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._say(say(outcome.error) if known else tr("The list could not be read."))  # type: ignore[arg-type]
            return
        generation, ids, columns = outcome.value
        if generation != self._generation:
            return
        self.model.know(columns)
        self.editor.know(self._editable())
        front, column = self.table.current_fid(), max(self.table.currentIndex().column(), 0)
        self.model.show_ids(ids)
        self._widen()
        narrowed = self._chip.isVisible() or bool(self.filter.text().strip())
        kept = registers()[self.register]
        name = pick(kept.zh, kept.en_plural)
        self._count.setText(tr("{n} rows", n=f"{len(ids):,}"))
        if len(ids):
            self._say("")
            if self._wanted_row is None:
                self._wanted_row = front  # What was in front stays in front, in the column it was in.
            self._go_to_wanted(column)
            self.marks.apply()
        elif narrowed:
            self._say(tr("Nothing matches the filter."), tr("Clear the filter"))
        else:
            self._say(tr("{name}: there is no record yet.", name=name), tr("Import a file …"))

    def _widen(self) -> None:
        """Give each column the width that its kind of value needs, the first time rows are shown."""
        if self._widened == self.model.columns:
            return
        self._widened = self.model.columns
        kinds = {column.name: column.kind for column in self.model.known_columns()}
        letter = self.table.fontMetrics().horizontalAdvance("0")
        for at, name in enumerate(self.model.columns):
            wanted = 20 if name in WIDE else LETTERS.get(kinds[name], 14)
            self.table.setColumnWidth(at, max(letter * wanted, self._head_width(at)) + 16)

    def _head_width(self, column: int) -> int:
        head = str(self.model.headerData(column, Qt.Orientation.Horizontal))
        return self.table.horizontalHeader().fontMetrics().horizontalAdvance(head)

    def _go_to_wanted(self, column: int = 0) -> None:
        if self._wanted_row is None:
            return
        row = self.model.row_of(self._wanted_row)
        self._wanted_row = None
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, min(column, self.model.columnCount() - 1)))
            self.table.scrollTo(self.table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _say(self, sentence: str, action: str = "") -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._next.setText(action)
        self._next.setVisible(bool(action))
        self.table.setVisible(not sentence)
        self._count.setVisible(not sentence)

    # -- what the person does ----------------------------------------------------------------------------------

    @Slot()
    def _on_filter(self) -> None:
        self._later.start()

    @Slot()
    def _on_next(self) -> None:
        if self._chip.isVisible() or self.filter.text():
            self.clear_filter()
        else:
            self.next_asked.emit(self.register)

    @Slot(int)
    def _on_head(self, section: int) -> None:
        name = self.model.columns[section]
        self.sort_by(section, descending=name == self._sort and not self._descending)

    @Slot(object)
    def _on_sort(self, wanted: tuple[int, bool]) -> None:
        self.sort_by(wanted[0], descending=wanted[1])

    def sort_by(self, section: int, *, descending: bool = False) -> None:
        """List by a column."""
        self._sort, self._descending = self.model.columns[section], descending
        head = self.table.horizontalHeader()
        head.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(section, order)
        self.reload()

    @Slot(object)
    def _on_record(self, fid: int) -> None:
        self.record_asked.emit((self.register, fid))

    @Slot(object)
    def _on_map(self, fid: int) -> None:
        self.map_asked.emit((self.register, fid))

    # -- entering and changing ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_act(self, what: str) -> None:
        if what == "filter":
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()
        if self.register not in record_entry.REGISTERS:
            return
        fid = self.table.current_fid()
        if what == "new":
            self.enter_new()
        elif what in {"undo", "redo"}:
            self.undo(again=what == "redo")
        elif fid is not None and what == "change":
            self.change_record(fid)
        elif fid is not None and what == "withdraw":
            self.withdraw_selected()

    @Slot()
    def enter_new(self) -> Any:
        """Open an empty form."""
        return self._open_form(None)

    def change_record(self, fid: int) -> Any:
        """Open the form of a record."""
        return self._open_form(fid)

    def _open_form(self, fid: int | None) -> Any:
        from gridgov.ui.dialogs.entry_dialog import EntryDialog

        try:
            dialog = EntryDialog(self._desk, self._actor, self.register, fid, self)
        except GridgovError as error:
            QMessageBox.warning(self, self.windowTitle(), say(error))
            return None
        dialog.entered.connect(self._on_entered)
        show(dialog)
        return dialog

    # -- groups, editing in place, many at once ----------------------------------------------------------------

    @Slot()
    def _on_by(self) -> None:
        self.groups.ask(self._by.mapToGlobal(QPoint(0, self._by.height())))

    @Slot(object)
    def _on_group(self, group: tuple[str, str] | None) -> None:
        self._group = group[0] if group is not None else None
        self.reload()

    @Slot(object)
    def _on_copied(self, rows: int) -> None:
        self._count.setText(tr("{n} rows are on the clipboard.", n=f"{rows:,}"))

    @Slot(object)
    def _on_edited(self, edited: tuple[int, str, str]) -> None:
        fid, name, text = edited
        desk, actor, register = self._desk, self._actor, self.register

        def work(_progress: Progress) -> Any:
            return record_entry.change(desk, actor, register, fid, {name: text})

        def done(outcome: Outcome) -> None:
            if outcome.error is None:
                self._keep([fid])
                self.model.reread(fid)
                notes = outcome.value.notes
                self._count.setText(say(notes[0]) if notes else tr("Changed. Ctrl+Z takes it back."))
                return
            known = isinstance(outcome.error, GridgovError)
            fault = tr("This is a fault of gridgov. What you typed is still there.")
            self._count.setText(say(outcome.error) if known else fault)  # type: ignore[arg-type]
            # What was typed is not lost: the cell is opened again with it.
            self.editor.typed[(fid, name)] = text
            row = self.model.row_of(fid)
            if row >= 0 and name in self.model.columns:
                self.table.edit(self.model.index(row, self.model.columns.index(name)))

        self._jobs.submit(work, done, owner=self)

    def change_selected(self) -> Any:
        """Ask for a field that all selected rows are to have alike."""
        from gridgov.ui.dialogs.many_dialog import ManyDialog

        fids = self.table.selected_fids()
        dialog = ManyDialog(self._desk, self._actor, self._jobs, self, self.register, fids)
        dialog.changed.connect(self._on_many)
        show(dialog)
        return dialog

    @Slot(object)
    def _on_many(self, fids: list[int]) -> None:
        self._keep(fids)
        self.reload()

    def confirm_selected(self) -> None:
        """Note that the selected records were looked at today and hold."""
        fids = self.table.selected_fids()
        desk, actor, register, today = self._desk, self._actor, self.register, self._desk.today()

        def work(progress: Progress) -> Any:
            return record_entry.change_many(desk, actor, register, fids, {"confirmed_on": today}, progress=progress)

        def done(outcome: Outcome) -> None:
            if outcome.error is None:
                self._on_many(fids)

        self._jobs.submit(work, done, owner=self, title=tr("Changing records"))

    @Slot(object)
    def _on_entered(self, target: tuple[str, int]) -> None:
        self._keep([target[1]])
        self._wanted_row = target[1]
        self.reload()

    def _keep(self, fids: list[int]) -> None:
        """Remember what was changed here, so that it can be taken back."""
        self._done.append(fids)
        self._undone.clear()

    @Slot()
    def undo(self, *, again: bool = False) -> None:
        """Take the last change made here back, of however many records it was; `again` makes it again."""
        taken, kept = (self._undone, self._done) if again else (self._done, self._undone)
        if not taken:
            return
        fids = taken.pop()
        desk, actor, register = self._desk, self._actor, self.register

        def work(_progress: Progress) -> Any:
            return record_entry.undo_many(desk, actor, register, fids)

        def done(outcome: Outcome) -> None:
            if isinstance(outcome.error, GridgovError):
                QMessageBox.information(self, tr("Undo"), say(outcome.error))
            elif outcome.value != ["add"]:  # What was entered is withdrawn: there is no way back from that here.
                kept.append(fids)
            self._wanted_row = fids[0]
            self.reload()

        self._jobs.submit(work, done, owner=self)

    @Slot()
    def withdraw_selected(self) -> None:
        """Withdraw the selected records, after a question; history keeps them."""
        fids = self.table.selected_fids()
        question = tr("Withdraw {n} records? They leave every list and count; history keeps them.", n=len(fids))
        if fids and QMessageBox.question(self, tr("Withdraw"), question) == QMessageBox.StandardButton.Yes:
            try:
                records.withdraw(self._desk, self._actor, self.register, fids)
            except GridgovError as error:
                QMessageBox.warning(self, tr("Withdraw"), say(error))
            self.reload()

    @Slot()
    def show_history(self) -> None:
        """Show every change of the record in front."""
        from gridgov.ui.dialogs.history_dialog import HistoryDialog

        fid = self.table.current_fid()
        if fid is not None:
            name = pick(registers()[self.register].zh, registers()[self.register].en)
            show(HistoryDialog(self._desk, self._actor, self._jobs, self, self.register, fid, name))

    def _has(self, name: str) -> bool:
        return any(column.name == name for column in self.model.known_columns())

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        fid = self.table.current_fid()
        if fid is None:
            return
        menu = QMenu(self)
        open_ = menu.addAction(tr("Open the record"))
        on_map = menu.addAction(tr("Show on the map") + "\tM")
        copy = menu.addAction(tr("Copy rows") + "\tCtrl+C")
        history = menu.addAction(tr("Every change"))
        writes = self.register in record_entry.REGISTERS and may(self._actor, "record.write")
        several = writes and len(self.table.selected_fids()) > 1
        many = menu.addAction(tr("Change a field of all of them …")) if several else None
        seen = menu.addAction(tr("Seen today")) if several and self._has("confirmed_on") else None
        edit = menu.addAction(tr("Change …") + "\tShift+F2") if writes else None
        gone = menu.addAction(tr("Withdraw …") + "\tDel") if writes else None
        chosen = menu.exec(self.table.viewport().mapToGlobal(place))
        if chosen is open_:
            self._on_record(fid)
        elif chosen is on_map:
            self._on_map(fid)
        elif chosen is copy:
            self.table.copy_rows()
        elif chosen is history:
            self.show_history()
        elif chosen is not None and chosen is many:
            self.change_selected()
        elif chosen is not None and chosen is seen:
            self.confirm_selected()
        elif chosen is not None and chosen is edit:
            self.change_record(fid)
        elif chosen is not None and chosen is gone:
            self.withdraw_selected()

    @Slot()
    def _on_columns(self) -> None:
        menu = QMenu(self)
        shown = self.model.columns
        for column in self.model.known_columns():
            action = QAction(pick(column.zh, column.en), menu)
            action.setCheckable(True)
            action.setChecked(column.name in shown)
            action.setData(column.name)
            menu.addAction(action)
        menu.triggered.connect(self._on_column)
        menu.exec(self._columns.mapToGlobal(QPoint(0, self._columns.height())))

    @Slot(QAction)
    def _on_column(self, action: QAction) -> None:
        shown = self.model.columns
        name = str(action.data())
        names = [c.name for c in self.model.known_columns() if (c.name in shown) != (c.name == name)]
        self.show_columns(names)

    def show_columns(self, names: list[str]) -> None:
        """Show these columns, in the dictionary's order."""
        self.model.show_columns(names)
