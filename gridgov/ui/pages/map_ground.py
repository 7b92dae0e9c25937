"""The base maps of the map page: read in a job, shown under the cells, missing tiles fetched in a job."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLabel

from gridgov.domain.access import Actor
from gridgov.progress import Progress
from gridgov.services import base_maps
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.map.canvas import MapCanvas


class MapGround(QObject):
    """Keeps the canvas's base maps; what cannot be shown is said in `note`."""

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, canvas: MapCanvas, note: QLabel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs, self._canvas, self._note = desk, actor, jobs, canvas, note
        self._fetching = False
        self._number = 0
        canvas.backdrop.incomplete.connect(self._on_incomplete)
        canvas.backdrop.problems_changed.connect(self._on_problems)

    def load(self) -> None:
        """Read the list of base maps and show those that are switched on."""
        self._number += 1
        desk, actor, number = self._desk, self._actor, self._number

        def work(_progress: Progress) -> Any:
            return number, base_maps.ground(desk, actor)

        self._jobs.submit(work, self._loaded, owner=self)

    @Slot(object)
    def on_changed(self, _nothing: object) -> None:
        """The list, or how it is shown, is another one."""
        self.load()

    def _loaded(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            return
        number, ground = outcome.value
        # Two changes in quick succession may be read in either order: the latest counts.
        if number == self._number and (ground is not None or self._canvas.backdrop.ground is not None):
            self._canvas.set_ground(ground)

    @Slot()
    def _on_incomplete(self) -> None:
        ground: Any = self._canvas.backdrop.ground
        if ground is None or self._fetching:
            return
        self._fetching = True

        def work(progress: Progress) -> int:
            found: int = ground.fetch(progress)
            return found

        self._jobs.submit(work, self._fetched, owner=self)

    def _fetched(self, outcome: Outcome) -> None:
        self._fetching = False
        if outcome.error is None:
            self._canvas.backdrop.again()

    @Slot(object)
    def _on_problems(self, problems: list[str]) -> None:
        self._note.setText("\n".join(problems))
        self._note.setVisible(bool(problems))
