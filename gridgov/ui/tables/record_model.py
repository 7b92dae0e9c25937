"""A list of any length: an array of row ids in order, and pages of rows fetched off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import case_queue, lists
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

PAGE_ROWS = 100
KEPT_PAGES = 64
Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """The records of one register, whatever their number; values come masked from the service."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, register: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self.register = desk, actor, jobs, register
        self._known = {column.name: column for column in lists.columns(register, desk)}
        self._columns: list[str] = [name for name in lists.default_columns(register) if name in self._known]
        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self.editable: frozenset[str] = frozenset()
        """Columns whose values may be edited in place."""

    # -- what is shown -----------------------------------------------------------------------------------------

    @property
    def ids(self) -> NDArray[np.int64]:
        """The row ids in the order shown."""
        return self._ids

    @property
    def columns(self) -> list[str]:
        """The names of the columns shown."""
        return list(self._columns)

    def known_columns(self) -> list[Any]:
        """Every column that there is."""
        return list(self._known.values())

    def know(self, columns: Sequence[lists.Column]) -> None:
        """There are these columns now: an office may have added one, or taken one out of use."""
        names = {column.name: column for column in columns}
        if names == self._known:
            return
        self.beginResetModel()
        self._known = names
        self._columns = [name for name in self._columns if name in names]
        self._forget()
        self.endResetModel()

    def show_ids(self, ids: NDArray[np.int64]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._ids = ids
        self._forget()
        self.endResetModel()

    def show_columns(self, names: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = [name for name in names if name in self._known] or self._columns
        self._forget()
        self.endResetModel()

    def _forget(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._asked.clear()

    def row_of(self, fid: int) -> int:
        """The row of a record; -1 when it is not in the list."""
        found = np.flatnonzero(self._ids == fid)
        return int(found[0]) if len(found) else -1

    # -- Qt's questions ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Rows; none below a row."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns; none below a row."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The column's name in the language in use; rows are numbered."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        column = self._known[self._columns[section]]
        return pick(column.zh, column.en)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A value may be chosen; one of an editable column may be edited."""
        known = index.isValid() and self._columns[index.column()] in self.editable
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if known else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | None:
        """The value as it is shown; an ellipsis while its page is on the way."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = self._known[self._columns[index.column()]].kind in {"int", "real"}
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        value = row[index.column()]
        text = "" if value is None else str(value)
        if role == Qt.ItemDataRole.ToolTipRole and text and self._known[self._columns[index.column()]].kind == "time":
            left = case_queue.hours_until(self._desk, text)
            return tr("{left} of working time until {due}", left=left, due=text) if left else text
        return text

    def row(self, number: int) -> tuple[Any, ...] | None:
        """The shown values of a row, None while its page is on the way (it is asked for)."""
        page = number // PAGE_ROWS
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            return None
        self._pages.move_to_end(page)
        return rows[number % PAGE_ROWS]

    def fetch(self, fids: Sequence[int], names: Sequence[str], then: Callable[[list[tuple[Any, ...]]], None]) -> None:
        """Read some rows, whether they are shown or not, and hand them to `then`."""
        desk, actor, register = self._desk, self._actor, self.register

        def work(progress: Progress) -> list[tuple[Any, ...]]:
            progress.begin("Reading rows", len(fids))
            found: list[tuple[Any, ...]] = []
            for start in range(0, len(fids), 2000):
                found += lists.rows(desk, actor, register, fids[start : start + 2000], names)
                progress.step(2000)
            return found

        def done(outcome: Outcome) -> None:
            if outcome.error is None:
                then(outcome.value)

        self._jobs.submit(work, done, owner=self, title=tr("Reading rows") if len(fids) > 2000 else "")

    def reread(self, fid: int) -> None:
        """Read the page of a record again, after it was changed."""
        row = self.row_of(fid)
        if row >= 0:
            self._pages.pop(row // PAGE_ROWS, None)
            self._ask(row // PAGE_ROWS)

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        ids = self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
        columns, generation = list(self._columns), self._generation
        desk, actor, register = self._desk, self._actor, self.register

        def work(_progress: Progress) -> tuple[int, int, list[tuple[Any, ...]]]:
            return generation, page, lists.rows(desk, actor, register, ids, columns)

        self._jobs.submit(work, self._arrived, owner=self)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            return
        generation, page, rows = outcome.value
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = page * PAGE_ROWS
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, max(len(self._columns) - 1, 0)))
