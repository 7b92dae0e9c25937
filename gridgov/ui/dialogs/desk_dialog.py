"""What every dialog on an open file has: who is at work, a line that says what happened, and one way to run a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.progress import Progress
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome


class DeskDialog(QDialog):
    """A dialog on an open file; `said` is its line of words."""

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, title: str, width: int, height: int
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._word = ""
        self.setWindowTitle(title)
        self.resize(width, height)
        self.said = QLabel()
        self.said.setWordWrap(True)

    def run(self, work: Callable[[Progress], Any], then: Callable[[Any], None], title: str = "") -> None:
        """Do `work` as a job and hand what it gives to `then`; what went wrong is said in the dialog's line.

        A job with a `title` is shown as under way.
        """

        def done(outcome: Outcome) -> None:
            if outcome.error is None:
                then(outcome.value)
            else:
                self.fault(outcome.error)

        self._jobs.submit(work, done, owner=self, title=title)

    def run_and_reload(self, act: Callable[[], str]) -> None:
        """Do `act` as a job, read the content again, and say the sentence that `act` gave above it."""

        def then(sentence: str) -> None:
            self.say_after(sentence)
            self.reload()

        self.run(lambda _progress: act(), then)

    def reload(self) -> None:
        """Read the content again: a dialog says how."""

    def fault(self, error: BaseException) -> None:
        """Say what went wrong; a fault of ours is said to be ours."""
        self._word = ""
        known = isinstance(error, GridgovError)
        self.said.setText(say(error) if known else tr("This is a fault of gridgov. What you typed is still there."))  # type: ignore[arg-type]
        self.failed()

    def failed(self) -> None:
        """What is to be done after a job went wrong: nothing, unless a dialog says otherwise."""

    def say_after(self, sentence: str) -> None:
        """Keep this sentence for when the dialog has read its content again, so that it is seen."""
        self._word = sentence
        self.said.setText(sentence)

    def summary(self, sentence: str) -> None:
        """Say what the dialog shows now, after what was just done, if anything was."""
        self.said.setText("\n".join(filter(None, (self._word, sentence))))
        self._word = ""

    def buttons(self, *acts: tuple[str, Callable[[], object]]) -> QDialogButtonBox:
        """A row of these buttons and one that closes."""
        box = QDialogButtonBox()
        for text, slot in acts:
            box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(slot)
        box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self._on_close)
        return box

    @Slot()
    def _on_close(self) -> None:
        self.reject()
