"""The doctor's window: what is wrong with a layer, where and how large; mended, before and after; left."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import cells, mend
from gridgov.services.desk import Desk
from gridgov.services.finding_view import of_finding
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.dialogs.import_pages import KINDS
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table, selected
from gridgov.ui.widgets.ground_view import GroundView, Lines

MOST = 2_000
"""Findings that are listed; the rest waits until these are done."""


class DoctorDialog(DeskDialog):
    """Findings on the left, the chosen one on the map on the right, with what would happen to it.

    Signals
    -------
    cell_asked : object
        (layer, code): a finding's cell is to be shown on the large map.
    """

    cell_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Doctor"), 1080, 620)
        self.found: mend.Diagnosis | None = None
        self._edges: Any = None
        self.layer = QComboBox()
        self.layer.setAccessibleName(tr("Layer"))
        for one in reversed(cells.layers(desk, actor)):
            self.layer.addItem(pick(one.zh, one.en), one.id)
        self.layer.currentIndexChanged.connect(self.reload)
        self.shows_left = QCheckBox(tr("Show what was left too"))
        self.shows_left.toggled.connect(self._show)
        top = QHBoxLayout()
        top.addWidget(QLabel(tr("Layer")))
        top.addWidget(self.layer)
        top.addWidget(self.shows_left)
        top.addStretch(1)

        heads = [tr("What"), tr("Cells at fault"), tr("Size"), tr("In words"), tr("Can be mended")]
        self.table = plain_table(heads, tr("Findings of the layer"))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.cellDoubleClicked.connect(self._on_map)
        self.view = GroundView(tr("Where the finding lies"))
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(5 * self.told.fontMetrics().lineSpacing())
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.view, 1)
        side.addWidget(self.told)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([640, 420])

        self.one = QPushButton(tr("Mend the chosen"))
        self.all = QPushButton(tr("Mend all that can be"))
        self.back = QPushButton(tr("Take the last mend back"))
        self.leave = QPushButton(tr("Leave it and remember …"))
        self.again = QPushButton(tr("Look at it again"))
        self.map = QPushButton(tr("Show on the map"))
        acts_of = (
            (self.one, self.mend_chosen),
            (self.all, self.mend_all),
            (self.back, self.take_back),
            (self.leave, self._on_leave),
            (self.again, self.look_again),
            (self.map, self._on_map),
        )
        for button, slot in acts_of:
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        acts = QHBoxLayout()
        for button in (self.one, self.all, self.back, self.leave, self.again, self.map):
            acts.addWidget(button)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(self.said)
        layout.addLayout(acts)
        layout.addWidget(self.buttons())
        self._enable()
        if self.layer.count():
            self.reload()
        else:
            self.said.setText(tr("There is no layer of cells yet: bring one in first."))

    # -- what is shown -----------------------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Examine the layer, as a job."""
        desk, actor, layer = self._desk, self._actor, str(self.layer.currentData())

        def work(progress: Progress) -> tuple[mend.Diagnosis, list[mend.Done]]:
            return mend.diagnose(desk, actor, layer, progress=progress), mend.history(desk, actor)

        self.found = None
        self._enable()
        self.run(work, self._arrived, tr("Examining the layer"))

    def _arrived(self, found: tuple[mend.Diagnosis, list[mend.Done]]) -> None:
        self.found, done = found
        self._last = next((one for one in done if not one.undone and one.layer == self.found.layer), None)
        self._show()
        count, kept = len(self.found.open), len(self.found.findings) - len(self.found.open)
        can = sum(key in self.found.mends for key, _ in self.found.open)
        words = tr("{n} findings; {can} can be mended without moving a neighbour; {kept} were left.", n=count, can=can,
                   kept=kept)  # fmt: skip
        self.summary(words if self.found.findings else tr("Nothing to report."))

    @Slot()
    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        shown = found.findings if self.shows_left.isChecked() else found.open
        rows = []
        for key, one in shown[:MOST]:
            size = (
                f"{one.area_m2:,.1f} m²" if one.area_m2 >= 0.05 else f"{one.length_m:,.1f} m" if one.length_m else "—"
            )
            can = tr("left") if key in found.left else tr("yes") if key in found.mends else tr("no")
            said = tr(one.sentence, **one.params)
            if key in found.left:
                said += " " + tr("Left by {by}: {why}", by=found.left[key].by, why=found.left[key].why)
            rows.append((tr(KINDS[one.kind]), pick("、", ", ").join(one.codes) or "—", size, said, can))
        fill(self.table, rows, [key for key, _ in shown[:MOST]])
        if rows:
            self.table.selectRow(0)
        self._on_selected()

    def chosen(self) -> list[str]:
        """The keys of the selected findings."""
        return [key_at(self.table, row) for row in selected(self.table)]

    @Slot()
    def _on_selected(self) -> None:
        self._enable()
        keys = self.chosen()
        found = self.found
        if found is None or not keys:
            self.view.draw([])
            self.told.clear()
            return
        self._draw(found, keys[0])

    def _draw(self, found: mend.Diagnosis, key: str) -> None:
        """The cells around the place in grey, those at fault in blue, the place in red; a mended outline filled."""
        one = next(finding for known, finding in found.findings if known == key)
        seen = of_finding(found, key)
        if seen is None:
            self.view.draw([])
            return
        drawn = [Lines(seen.near, "there")]
        if seen.after:
            drawn += [Lines(seen.after, "comes", fill=True), Lines(seen.before, "wrong")]
        else:
            drawn.append(Lines(seen.fault, "comes"))
        if seen.has_place:
            drawn.append(Lines([np.zeros((1, 2))], "wrong"))
        reach = seen.reach_m
        self.view.draw(drawn, (-reach, -reach, reach, reach))
        if seen.after:
            said = (
                tr("Red: cell {code} as it is. Blue: as it would be, {area} m² different. Its neighbours stay.",
                   code=seen.code, area=f"{seen.changed_m2:,.2f}")
            )  # fmt: skip
        else:
            said = tr("Red: the place. To mend it a neighbour would have to move: that is for a person.")
        self.told.setText(tr(one.sentence, **one.params) + "\n" + said)

    def _enable(self) -> None:
        found, keys = self.found, self.chosen() if self.found is not None else []
        mends = found.mends if found is not None else {}
        kept = found.left if found is not None else {}
        self.one.setEnabled(any(key in mends for key in keys))
        self.all.setEnabled(found is not None and any(key in mends for key, _ in found.open))
        self.back.setEnabled(found is not None and self._last is not None)
        self.leave.setEnabled(len(keys) == 1 and keys[0] not in kept)
        self.again.setEnabled(any(key in kept for key in keys))
        self.map.setEnabled(bool(keys))

    _last: mend.Done | None = None

    # -- what the person does ----------------------------------------------------------------------------------

    @Slot()
    def mend_chosen(self) -> None:
        """Mend the selected findings."""
        self._mend(self.chosen())

    @Slot()
    def mend_all(self) -> None:
        """Mend every finding that can be and was not left."""
        if self.found is not None:
            self._mend([key for key, _ in self.found.open])

    def _mend(self, keys: list[str]) -> None:
        desk, actor, found = self._desk, self._actor, self.found
        if found is None:
            return

        def act() -> str:
            done = mend.mend(desk, actor, found, keys)
            if done is None:
                return tr("None of these can be mended without moving a neighbour.")
            return tr("{n} cells were mended.", n=len(done.codes))

        self.run_and_reload(act)

    @Slot()
    def take_back(self) -> None:
        """Give the cells of the last mend their former shapes."""
        desk, actor, last = self._desk, self._actor, self._last
        if last is None:
            return

        def act() -> str:
            back = mend.take_back(desk, actor, last.number)
            return tr("Mend {n} was taken back: {codes}.", n=back.number, codes=pick("、", ", ").join(back.codes[:8]))

        self.run_and_reload(act)

    @Slot()
    def _on_leave(self) -> None:
        why, sure = QInputDialog.getText(self, self.windowTitle(), tr("Why is it left?"))
        if sure:
            self.leave_it(why)

    def leave_it(self, why: str) -> None:
        """Leave the selected finding and remember why."""
        desk, actor, found, keys = self._desk, self._actor, self.found, self.chosen()
        if found is None or not keys:
            return

        def act() -> str:
            kept = mend.leave(desk, actor, found, keys[0], why)
            return tr("Left and remembered: {sentence}", sentence=kept.sentence)

        self.run_and_reload(act)

    @Slot()
    def look_again(self) -> None:
        """Let the selected findings be findings again."""
        desk, actor, found = self._desk, self._actor, self.found
        keys = [key for key in self.chosen() if found is not None and key in found.left]

        def act() -> str:
            for key in keys:
                mend.look_again(desk, actor, key)
            return tr("{n} findings are looked at again.", n=len(keys))

        self.run_and_reload(act)

    @Slot()
    def _on_map(self) -> None:
        found, keys = self.found, self.chosen()
        if found is None or not keys:
            return
        one = next(finding for known, finding in found.findings if known == keys[0])
        done = found.mends.get(keys[0])
        code = one.codes[0] if one.codes else found.codes[done.cell] if done is not None else None
        if code in found.codes:
            self.cell_asked.emit((found.layer, code))
            self.reject()
