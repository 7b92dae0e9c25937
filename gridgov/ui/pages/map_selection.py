"""What the map's page does with a selection: the bar, the rows behind it, records marked from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QToolTip

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import cells
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.map.canvas import MapCanvas
from gridgov.ui.map.selection import Chosen
from gridgov.ui.widgets.selection_bar import SelectionBar

TIP_COLUMNS = 4
"""Columns of its list that a symbol's tip tells."""


@attrs.frozen
class Picked:
    """Rows to be shown or exported: of a register, those in some cells of a layer, or these records alone."""

    register: str
    layer: str = ""
    codes: tuple[str, ...] = ()
    fids: tuple[int, ...] | None = None


def shown_name(register: str) -> str:
    """The name of a register's points on the map."""
    return pick(registers()[register].zh, registers()[register].en_plural)


class MapSelection(QObject):
    """Keeps the bar true to the selection and turns it into rows.

    Signals
    -------
    rows_asked : object
        A `Picked` whose rows are to be listed.
    export_asked : object
        A `Picked` to be exported.
    record_asked : object
        (register, fid) to be opened.
    changed : object
        (layer, codes of the selected cells, fids by register).
    """

    rows_asked = Signal(object)
    export_asked = Signal(object)
    record_asked = Signal(object)
    changed = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, canvas: MapCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._canvas = desk, actor, jobs, canvas
        self._drawn: Any = None
        self._named = {shown_name(register): register for register in registers()}
        self.bar = SelectionBar()
        self.bar.rows_asked.connect(self._on_rows)
        self.bar.export_asked.connect(self._on_export)
        self.bar.clear_asked.connect(self._on_clear)
        canvas.selection.changed.connect(self._on_changed)
        canvas.cell_picked.connect(self._on_changed)
        canvas.heap_picked.connect(self._on_heap)
        canvas.point_picked.connect(self._on_point)
        canvas.tip_asked.connect(self._on_tip)

    def use(self, drawn: Any) -> None:
        """The layer that is drawn now."""
        self._drawn = drawn
        self._on_changed(None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the selected cells."""
        if self._drawn is None:
            return ()
        return tuple(self._drawn.codes[n] for n in self._canvas.selection.cells.tolist())

    @property
    def meant(self) -> tuple[str, ...]:
        """The codes of the selected cells, or of the one that the keyboard stands on."""
        here = self._canvas.selected
        return self.codes or ((self._drawn.codes[here],) if self._drawn is not None and here is not None else ())

    @property
    def fids(self) -> dict[str, list[int]]:
        """The selected records by register."""
        records = self._canvas.selection.records
        return {self._named[name]: one.ids.tolist() for name, one in records.items() if name in self._named}

    def tell(self) -> None:
        """Tell what is selected now."""
        self._on_changed(None)

    def select(self, layer: str, codes: Sequence[str]) -> None:
        """Select cells of the layer that is drawn; of another layer nothing."""
        if self._drawn is None or self._drawn.layer != layer:
            return
        wanted = set(codes)
        found = [n for n, code in enumerate(self._drawn.codes) if code in wanted]
        self._canvas.selection.choose(np.array(found, np.int64), {}, "new")

    def mark(self, register: str, fids: Sequence[int]) -> None:
        """Mark records on the map, chosen in a list: their places are looked up where they are not drawn."""
        name = shown_name(register)
        if not len(fids) or self._drawn is None:
            self._canvas.selection.put_records(name, Chosen.of([], [], []))
            return
        desk, actor, frame, wanted = self._desk, self._actor, self._drawn.frame, [int(fid) for fid in fids]

        def work(_progress: Progress) -> Any:
            return name, Chosen.of(*cells.points(desk, actor, register, frame, wanted))

        self._jobs.submit(work, self._marked, owner=self)

    def _marked(self, outcome: Outcome) -> None:
        if outcome.error is None:
            self._canvas.selection.put_records(*outcome.value)

    def _picked(self, register: str, *, records: bool) -> Picked:
        if records:
            return Picked(register, fids=tuple(self.fids.get(register, ())))
        layer = self._drawn.layer if self._drawn is not None else ""
        return Picked(register, layer, self.codes)

    @Slot(object)
    def _on_changed(self, _nothing: object) -> None:
        fids = self.fids
        self.bar.show_selection(len(self._canvas.selection.cells), {key: len(ids) for key, ids in fids.items()})
        self.changed.emit((self._drawn.layer if self._drawn is not None else "", self.meant, fids))

    @Slot(object)
    def _on_rows(self, wanted: tuple[str, bool]) -> None:
        self.rows_asked.emit(self._picked(wanted[0], records=wanted[1]))

    @Slot(object)
    def _on_export(self, wanted: tuple[str, bool]) -> None:
        self.export_asked.emit(self._picked(wanted[0], records=wanted[1]))

    @Slot(object)
    def _on_clear(self, _nothing: object) -> None:
        self._canvas.selection.clear()
        self._canvas.setFocus()

    @Slot(object)
    def _on_heap(self, heap: dict[str, Chosen]) -> None:
        """A disc opens its rows: of the register that has most in it."""
        known = {self._named[name]: one.ids for name, one in heap.items() if name in self._named}
        self._canvas.selection.choose(np.empty(0, np.int64), heap, "new")
        if known:
            most = max(known, key=lambda register: len(known[register]))
            self.rows_asked.emit(Picked(most, fids=tuple(known[most].tolist())))

    @Slot(object)
    def _on_tip(self, asked: tuple[QPoint, dict[str, Chosen]]) -> None:
        """Say what a symbol stands for, in the first columns of its list, or how many records a disc holds."""
        at, records = asked
        total = sum(len(one.ids) for one in records.values())
        name, chosen = next(iter(records.items()))
        if total > 1 or name not in self._named:
            parts = ", ".join(f"{name} {len(one.ids):,}" for name, one in records.items())
            QToolTip.showText(at, tr("{parts}: a click lists them", parts=parts), self._canvas)
            return
        desk, actor, register, fid = self._desk, self._actor, self._named[name], int(chosen.ids[0])

        def work(_progress: Progress) -> Any:
            from gridgov.services import lists

            return at, name, lists.rows(desk, actor, register, [fid], lists.default_columns(register)[:TIP_COLUMNS])

        self._jobs.submit(work, self._tip_read, owner=self)

    def _tip_read(self, outcome: Outcome) -> None:
        if outcome.error is None:
            at, name, rows = outcome.value
            words = [name, *(str(value) for value in rows[0] if value is not None and value != "")]
            QToolTip.showText(at, "\n".join(words), self._canvas)

    @Slot(object)
    def _on_point(self, point: tuple[str, int]) -> None:
        if point[0] in self._named:
            self.record_asked.emit((self._named[point[0]], point[1]))
