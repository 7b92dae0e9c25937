"""No-man's-land: the short queue of what lies in no cell or in several, and the rulings that settled it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import rulings
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, plain_table

MOST = 2_000
ENDS = {"withdrawn": "withdrawn", "shapes": "the cells changed"}


class RulingsDialog(DeskDialog):
    """What waits, and what was ruled.

    Signals
    -------
    area_asked : object
        (this dialog, longitude, latitude): an area is to be drawn on the map and handed to `take_area`.
    """

    area_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("In no cell or in several"), 860, 560)
        self.waiting: list[dict[str, Any]] = []
        self.ruled: list[rulings.Ruled] = []
        self.queue = plain_table([tr("Register"), tr("Number"), tr("Layer"), tr("How"), tr("Cells")], tr("What waits"))
        self.queue.itemSelectionChanged.connect(self._on_open)
        self.code, self.reason, self.metres = QLineEdit(), QLineEdit(), QSpinBox()
        self.metres.setRange(1, 2_000)
        self.metres.setValue(30)
        self.metres.setSuffix(" m")
        self.area: list[tuple[float, float]] | None = None
        self.draw = QPushButton(tr("Draw the area on the map …"))
        self.draw.clicked.connect(self.ask_area)
        within = QWidget()
        line = QHBoxLayout(within)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.metres, 1)
        line.addWidget(self.draw)
        self.reason.setPlaceholderText(tr("Why this cell has it"))
        form = QFormLayout()
        form.addRow(tr("Belongs to cell"), self.code)
        form.addRow(tr("And what lies within"), within)
        form.addRow(tr("Reason"), self.reason)
        go = QPushButton(tr("Make the ruling"))
        go.clicked.connect(self.rule)
        first = QWidget()
        column = QVBoxLayout(first)
        column.addWidget(self.queue, 1)
        column.addLayout(form)
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        self.past = plain_table(["", tr("When"), tr("Who"), tr("Cell"), tr("Reason"), tr("Ended")], tr("Rulings"))
        back = QPushButton(tr("Withdraw"))
        back.clicked.connect(self.withdraw)
        second = QWidget()
        column = QVBoxLayout(second)
        column.addWidget(self.past, 1)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignRight)
        tabs = QTabWidget()
        tabs.addTab(first, tr("What waits"))
        tabs.addTab(second, tr("Rulings"))
        self.said.setText(tr("Reading …"))
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons())
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the queue and the rulings again."""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            return rulings.waiting(desk, actor), rulings.list_(desk, actor)

        self.run(work, self._arrived)

    def _arrived(self, found: tuple[list[dict[str, Any]], list[rulings.Ruled]]) -> None:
        self.waiting, self.ruled = found[0][:MOST], found[1]
        how = {"none": tr("in no cell"), "several": tr("in several cells")}
        rows = []
        for one in self.waiting:
            kept = registers()[one["register"]]
            register = pick(kept.zh, kept.en)
            choices = " ".join(one["choices"])
            rows.append((register, str(one["number"] or ""), str(one["layer"]), how[one["how"]], choices))
        fill(self.queue, rows)
        past = []
        for ruled in self.ruled:
            ended = f"{ruled.ended_at} {tr(ENDS[ruled.ended_why])}" if ruled.ended_at and ruled.ended_why else ""
            past.append((str(ruled.id), ruled.at, ruled.actor, ruled.code, ruled.reason, ended))
        fill(self.past, past)
        waits = tr("{n} wait for a ruling.", n=len(self.waiting))
        settled = tr("Every record with a place lies in exactly one cell of every layer.")
        self.summary(waits if self.waiting else settled)

    def current(self) -> dict[str, Any] | None:
        """The row in front of what waits."""
        row = self.queue.currentRow()
        return self.waiting[row] if 0 <= row < len(self.waiting) else None

    @Slot()
    def _on_open(self) -> None:
        one = self.current()
        if one is not None and one["choices"]:
            self.code.setText(one["choices"][0])

    @Slot()
    def rule(self) -> None:
        """Rule on the place in front and what lies around it."""
        one = self.current()
        if one is None:
            return
        desk, actor = self._desk, self._actor
        area = self.area or rulings.circle(float(one["x"]), float(one["y"]), self.metres.value())
        layer, code, reason = str(one["layer"]), self.code.text().strip(), self.reason.text()

        def ruled(done: tuple[int, int]) -> None:
            self._use(None)
            self.say_after(tr("Ruling {n}: {settled} places have a cell now.", n=done[0], settled=done[1]))
            self.reload()

        self.run(lambda _progress: rulings.rule(desk, actor, layer, code, area, reason), ruled)

    @Slot()
    def ask_area(self) -> None:
        """Let the area be drawn on the map; what was typed stays meanwhile."""
        one = self.current()
        if one is None:
            self.said.setText(tr("Choose first what is to be ruled on."))
            return
        self.hide()
        self.area_asked.emit((self, float(one["x"]), float(one["y"])))

    @Slot(object)
    def take_area(self, corners: list[tuple[float, float]] | None) -> None:
        """Go on with the area that was drawn, or as before when none was."""
        if corners is not None:
            self._use(corners)
        self.open()
        self.reason.setFocus()

    def _use(self, corners: list[tuple[float, float]] | None) -> None:
        self.area = corners
        self.metres.setEnabled(corners is None)
        self.said.setText(tr("An area of {n} corners was drawn.", n=len(corners)) if corners else self.said.text())

    @Slot()
    def withdraw(self) -> None:
        """Withdraw the ruling in front."""
        row = self.past.currentRow()
        if not 0 <= row < len(self.ruled):
            return
        desk, actor, number = self._desk, self._actor, self.ruled[row].id

        def act() -> str:
            rulings.withdraw(desk, actor, number)
            return tr("Ruling {n} was withdrawn.", n=number)

        self.run_and_reload(act)
