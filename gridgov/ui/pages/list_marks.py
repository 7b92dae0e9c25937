"""Rows of a list that are marked on the map, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QTimer, Signal, Slot

from gridgov.ui.tables.record_table import RecordTable

MOST = 5_000
"""Rows that are marked at once; more would be slow to select, and nobody looks at them one by one."""

_LATER = 200


class RowMarks(QObject):
    """Tells which records somebody selected in a table, and selects those that were selected elsewhere.

    Signals
    -------
    chosen : object
        The fids that the person selected.
    """

    chosen = Signal(object)

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self._fids: NDArray[np.int64] = np.empty(0, np.int64)
        self._marking = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._tell)
        table.selectionModel().selectionChanged.connect(self._on_changed)

    def mark(self, fids: Iterable[int]) -> None:
        """Select the rows of these records, now and when the list shows other rows."""
        self._fids = np.fromiter(fids, np.int64)
        self.apply()

    def apply(self) -> None:
        """Select the rows of the marked records among others; without any the selection stays as it is."""
        rows = np.flatnonzero(np.isin(self._table.model().ids, self._fids))[:MOST]  # type: ignore[attr-defined]
        # Where the list shows nothing else there is nothing to tell apart, and a key would act on all of them.
        if not len(rows) or len(rows) == self._table.model().rowCount() > 1:
            return
        model = self._table.model()
        selection = QItemSelection()
        ends = np.flatnonzero(np.diff(rows) > 1)
        for first, last in zip(rows[np.append(0, ends + 1)].tolist(), rows[np.append(ends, -1)].tolist(), strict=True):
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        self._marking = True
        self._table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._marking = False
        self._table.scrollTo(model.index(int(rows[0]), 0))

    @Slot()
    def _on_changed(self) -> None:
        # Only what a person does in the table counts, not what came from the map.
        if not self._marking and self._table.hasFocus():
            self._later.start()

    @Slot()
    def _tell(self) -> None:
        self._fids = np.array(self._table.selected_fids()[:MOST], np.int64)
        self.chosen.emit(self._fids.tolist())
