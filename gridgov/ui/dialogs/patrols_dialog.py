"""Patrols: rounds and when they are due, tracks kept, points that were missed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import patrols
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table

TRACKS = "*.gpx *.csv *.tsv *.xlsx"


class PatrolsDialog(DeskDialog):
    """The rounds on one tab, what was walked on the other."""

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Patrols"), 900, 560)
        heads = [tr("Round"), tr("Points to pass"), tr("Every (days)"), tr("Last walked"), tr("Next patrol due")]
        self.routes = plain_table(heads, tr("Rounds"))
        heads = [tr("Day"), tr("Round"), "km", tr("Passed"), tr("Missed"), tr("Who"), tr("Note")]
        self.walked = plain_table(heads, tr("Patrols"))
        self.name, self.every, self.within = QLineEdit(), QSpinBox(), QDoubleSpinBox()
        self.every.setRange(1, 365)
        self.every.setValue(patrols.EVERY_DAYS)
        self.within.setRange(1, 500)
        self.within.setValue(patrols.WITHIN_M)
        self.within.setSuffix(" m")
        form = QFormLayout()
        form.addRow(tr("Name of a new round"), self.name)
        line = QHBoxLayout()
        line.addWidget(self.every)
        line.addWidget(self.within)
        line.addStretch(1)
        form.addRow(tr("Every (days), passed within"), line)
        self.register, self.where = QComboBox(), QLineEdit()
        for key in ("organization", "component", "place", "building"):
            self.register.addItem(pick(registers()[key].zh, registers()[key].en_plural), key)
        self.where.setText("small_premises is not null")
        self.where.setPlaceholderText(tr("All of them, or a condition"))
        line = QHBoxLayout()
        line.addWidget(self.register)
        line.addWidget(self.where, 1)
        form.addRow(tr("Points from these records"), line)
        first = QWidget()
        column = QVBoxLayout(first)
        column.addWidget(self.routes, 1)
        column.addLayout(form)
        tabs = QTabWidget()
        tabs.addTab(first, tr("Rounds"))
        tabs.addTab(self.walked, tr("What was walked"))
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(
            self.buttons(
                (tr("New round from records"), self.add_from_records),
                (tr("New round from points …"), self._on_points),
                (tr("Take out of use"), self.end_route),
                (tr("Keep a track …"), self._on_track),
            )
        )
        self.reload()

    def reload(self) -> None:
        """Read rounds and patrols again."""
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> tuple[list[patrols.Route], list[patrols.Patrol]]:
            return patrols.routes(desk, actor), patrols.patrols(desk, actor)

        self.run(work, self._arrived)

    def _arrived(self, found: tuple[list[patrols.Route], list[patrols.Patrol]]) -> None:
        routes, walked = found
        rows = [
            (one.name, str(len(one.points)), str(one.every_days), one.last_on or tr("never"), one.due_on)
            for one in routes
        ]
        fill(self.routes, rows, [one.id for one in routes])
        fill(
            self.walked,
            [
                (one.day, one.route, f"{one.length_m / 1000:.2f}", str(len(one.passed)), "、".join(one.missed),
                 one.actor, one.note)
                for one in walked
            ],
        )  # fmt: skip
        if routes:
            self.routes.selectRow(0)
        late = sum(one.days_late >= 0 for one in routes)
        empty = tr("There is no round yet. Its points come from a table (name, longitude, latitude) or a .gpx.")
        self.summary(tr("{n} rounds, {late} due", n=len(routes), late=late) if routes else empty)

    @Slot()
    def _on_points(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("New round from points …"), "", f"{tr('Points')} ({TRACKS})")
        if name:
            self.add_route(Path(name))

    def add_route(self, source: Path) -> None:
        """Add the round that is named on the first tab, with the points of a file."""
        desk, actor, name = self._desk, self._actor, self.name.text().strip() or source.stem
        every, within = self.every.value(), self.within.value()

        def act() -> str:
            points = patrols.points_from(source)
            patrols.add_route(desk, actor, name, points, every_days=every, within_m=within)
            return tr("The round {name} has {n} points.", name=name, n=len(points))

        self.run_and_reload(act)

    @Slot()
    def add_from_records(self) -> None:
        """Add a round with the places of records: small premises to be looked at for fire, hydrants, lifts."""
        desk, actor, register, where = self._desk, self._actor, str(self.register.currentData()), self.where.text()
        name = self.name.text().strip() or self.register.currentText()
        every, within = self.every.value(), self.within.value()

        def act() -> str:
            points = patrols.points_of(desk, actor, register, where.strip())
            patrols.add_route(desk, actor, name, points, every_days=every, within_m=within)
            return tr("The round {name} has {n} points.", name=name, n=len(points))

        self.run_and_reload(act)

    def _route(self) -> int | None:
        key = key_at(self.routes, self.routes.currentRow())
        return int(key) if key is not None else None

    @Slot()
    def end_route(self) -> None:
        """Take the round in front out of use."""
        number = self._route()
        if number is None:
            return
        desk, actor = self._desk, self._actor

        def act() -> str:
            patrols.end_route(desk, actor, number)
            return tr("The round is out of use; what was walked stays.")

        self.run_and_reload(act)

    @Slot()
    def _on_track(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Keep a track …"), "", f"{tr('Tracks')} ({TRACKS})")
        if name:
            self.record(Path(name))

    def record(self, source: Path) -> None:
        """Keep a track as a patrol of the round in front."""
        desk, actor, route = self._desk, self._actor, self._route()

        def act() -> str:
            done = patrols.record(desk, actor, source, route=route)
            km = f"{done.length_m / 1000:.2f}"
            sentence = "{day}: {km} km, {passed} points passed, {missed} missed."
            return tr(sentence, day=done.day, km=km, passed=len(done.passed), missed=len(done.missed))

        self.run_and_reload(act)
