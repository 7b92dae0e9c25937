"""Opinions that rise: the topic, its sources, a case from it; and what was heard before and after such a case."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import lists, opinions
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table

Found = tuple[list[opinions.Rise], list[tuple[int, str, opinions.Beside]]]


class OpinionsDialog(DeskDialog):
    """What rises on one tab, what came of it on the other.

    Signals
    -------
    record_asked : object
        (register, fid)
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Opinions that rise"), 860, 560)
        self.rising: list[opinions.Rise] = []
        self.settled: list[tuple[int, str, opinions.Beside]] = []
        heads = [tr("Topic"), tr("Cell"), tr("Now"), tr("Before, on average")]
        self.table = plain_table(heads, tr("Opinions that rise"))
        self.table.currentCellChanged.connect(self._on_rise)
        heads = [tr("Number"), tr("Heard at"), tr("Topic"), tr("Source"), tr("Tone")]
        self.sources = plain_table(heads, tr("Its sources"))
        self.sources.cellDoubleClicked.connect(self._on_source)
        first = QWidget()
        column = QVBoxLayout(first)
        column.addWidget(self.table, 1)
        column.addWidget(self.sources, 1)
        days = opinions.BESIDE_DAYS
        heads = [tr("Case"), tr("Topic"), tr("Closed at"), tr("{days} days before", days=days),
                 tr("{days} days after", days=days)]  # fmt: skip
        self.after = plain_table(heads, tr("Before and after"))
        self.after.cellDoubleClicked.connect(self._on_case)
        self.after.currentCellChanged.connect(self._on_done)
        heads = [tr("Number"), tr("Heard at"), tr("Source"), tr("Tone")]
        self.heard = (
            plain_table(heads, tr("{days} days before", days=days)),
            plain_table(heads, tr("{days} days after", days=days)),
        )
        second = QWidget()
        column = QVBoxLayout(second)
        column.addWidget(self.after, 1)
        beside = QHBoxLayout()
        for one, slot in zip(self.heard, (self._on_before, self._on_after), strict=True):
            box = QVBoxLayout()
            box.addWidget(QLabel(one.accessibleName()))
            box.addWidget(one)
            one.cellDoubleClicked.connect(slot)
            beside.addLayout(box)
        column.addLayout(beside, 1)
        tabs = QTabWidget()
        tabs.addTab(first, tr("What rises"))
        tabs.addTab(second, tr("Before and after"))
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons((tr("Open a case from it"), self.propose)))
        self.reload()

    def reload(self) -> None:
        """Read what rises, and what came of it."""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Found:
            return opinions.rising(desk, actor), opinions.compared(desk, actor)

        self.run(work, self._arrived)

    def _arrived(self, found: Found) -> None:
        self.rising, done = found
        fill(self.table, [(one.topic_name, one.cell, str(one.now), f"{one.before:.1f}") for one in self.rising])
        rows = []
        for _, number, one in done:
            before, after = len(one.before), len(one.after)
            told = str(after) if one.closed_at else tr("not closed yet")
            rows.append((number, one.topic_name, (one.closed_at or "")[:10], str(before), told))
        self.settled = done
        fill(self.after, rows, [fid for fid, _, _ in done])
        if done:
            self.after.selectRow(0)
        if self.rising:
            self.table.selectRow(0)
        else:
            fill(self.sources, [])
        rule = tr(
            "A topic rises when {days} days bring {least} opinions or more, and {times} times as many as before.",
            days=opinions.DAYS, least=opinions.LEAST, times=f"{opinions.TIMES:g}",
        )  # fmt: skip
        self.summary(rule if self.rising else tr("No topic rises.") + pick("", " ") + rule)

    @Slot(int, int, int, int)
    def _on_rise(self, row: int, _column: int, _old: int, _old_column: int) -> None:
        if not 0 <= row < len(self.rising):
            return
        desk, actor, ids = self._desk, self._actor, self.rising[row].opinions

        def work(_progress: Progress) -> list[tuple[str, ...]]:
            names = ["number", "heard_at", "topic", "source", "tone"]
            return [tuple(str(v or "") for v in one) for one in lists.rows(desk, actor, "opinion", ids, names)]

        self.run(work, lambda rows: fill(self.sources, rows, list(ids)))

    @Slot(int, int, int, int)
    def _on_done(self, row: int, _column: int, _old: int, _old_column: int) -> None:
        """Show what was heard before a case beside what was heard after it."""
        if not 0 <= row < len(self.settled):
            return
        desk, actor, one = self._desk, self._actor, self.settled[row][2]
        sides = (one.before_fids, one.after_fids)

        def work(_progress: Progress) -> list[list[tuple[str, ...]]]:
            names = ["number", "heard_at", "source", "tone"]
            found = [lists.rows(desk, actor, "opinion", fids, names) for fids in sides]
            return [[tuple(str(v or "") for v in row) for row in rows] for rows in found]

        def show(found: list[list[tuple[str, ...]]]) -> None:
            for table, rows, fids in zip(self.heard, found, sides, strict=True):
                fill(table, rows, list(fids))

        self.run(work, show)

    @Slot(int, int)
    def _on_before(self, row: int, _column: int) -> None:
        self._open_heard(0, row)

    @Slot(int, int)
    def _on_after(self, row: int, _column: int) -> None:
        self._open_heard(1, row)

    def _open_heard(self, side: int, row: int) -> None:
        fid = key_at(self.heard[side], row)
        if fid is not None:
            self.record_asked.emit(("opinion", int(fid)))

    @Slot()
    def propose(self) -> None:
        """Open a case from the topic in front; it names its sources."""
        row = self.table.currentRow()
        if not 0 <= row < len(self.rising):
            return
        desk, actor, rise = self._desk, self._actor, self.rising[row]

        def act() -> str:
            taken = opinions.propose(desk, actor, rise)
            return tr("Case {number} was opened from {n} opinions.", number=taken.number, n=rise.now)

        self.run_and_reload(act)

    @Slot()
    def _on_source(self) -> None:
        fid = key_at(self.sources, self.sources.currentRow())
        if fid is not None:
            self.record_asked.emit(("opinion", int(fid)))

    @Slot()
    def _on_case(self) -> None:
        fid = key_at(self.after, self.after.currentRow())
        if fid is not None:
            self.record_asked.emit(("case", int(fid)))
