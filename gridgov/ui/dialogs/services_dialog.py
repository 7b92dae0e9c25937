"""Services: how many have each and how many might, in a cell or the district; and what one person has and may have."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridgov.domain.access import Actor
from gridgov.domain.service_catalogue import KINDS
from gridgov.errors import WrongUse
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import lists
from gridgov.services import service_catalogue as catalogue
from gridgov.services.cells import find_layer
from gridgov.services.desk import Desk
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, key_at, plain_table

MOST = 2_000


class ServicesDialog(DeskDialog):
    """The catalogue with its figures; each figure opens its people.

    Signals
    -------
    record_asked : object
        ("person", fid)
    """

    record_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Services"), 940, 600)
        self.found: list[catalogue.Tally] = []
        self.cell = QLineEdit()
        self.cell.setPlaceholderText(tr("The whole district, or the code of a cell"))
        self.cell.returnPressed.connect(self.reload)
        top = QHBoxLayout()
        top.addWidget(self.cell, 1)
        look = QPushButton(tr("Show"))
        look.clicked.connect(self.reload)
        top.addWidget(look)
        heads = [tr("Service"), tr("Kind"), tr("Provided by"), tr("Has"), tr("Declined"), tr("May have and does not")]
        self.table = plain_table(heads, tr("Services"), by_content=True)
        self.table.currentCellChanged.connect(self._on_figure)
        self.people = plain_table([tr("Full name"), tr("Number"), tr("Household"), tr("Cell")], tr("People"))
        self.people.cellDoubleClicked.connect(self._on_open)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.said)
        layout.addWidget(self.people, 2)
        layout.addWidget(
            self.buttons((tr("Load a catalogue …"), self._on_load), (tr("Open the record"), self._on_open))
        )
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Count again, in the cell that is written above."""
        desk, actor, code = self._desk, self._actor, self.cell.text().strip()

        def work(_progress: Progress) -> list[catalogue.Tally]:
            return catalogue.in_cell(desk, actor, (find_layer(desk, actor, code), code) if code else None)

        self.said.setText(tr("Reading …"))
        self.run(work, self._arrived, tr("Counting services"))

    def _arrived(self, found: list[catalogue.Tally]) -> None:
        self.found = found
        fill(
            self.table,
            [
                (
                    pick(one.service.zh, one.service.en), pick(*KINDS[one.service.kind]), one.service.provider,
                    f"{len(one.have):,}", f"{len(one.declined):,}", f"{len(one.lack):,}",
                )
                for one in found
            ],
        )  # fmt: skip
        fill(self.people, [])
        self.summary(tr("Choose a figure: the people it counts are listed below."))

    @Slot(int, int, int, int)
    def _on_figure(self, row: int, column: int, _old_row: int, _old_column: int) -> None:
        if 0 <= row < len(self.found):
            self.show_people(row, {3: "have", 4: "declined"}.get(column, "lack"))

    def show_people(self, row: int, which: str) -> None:
        """List the people whom a figure counts: ``have``, ``declined`` or ``lack``."""
        desk, actor, ids = self._desk, self._actor, getattr(self.found[row], which)[:MOST]

        def work(_progress: Progress) -> list[tuple[str, ...]]:
            columns = ["name", "number", "household", "cell"]
            return [tuple(str(v or "") for v in r) for r in lists.rows(desk, actor, "person", ids, columns)]

        words = {"have": tr("Has"), "declined": tr("Declined"), "lack": tr("May have and does not")}
        title = f"{pick(self.found[row].service.zh, self.found[row].service.en)} · {words[which]}"

        def then(rows: list[tuple[str, ...]]) -> None:
            fill(self.people, rows, ids.tolist())
            self.said.setText(f"{title}: {len(getattr(self.found[row], which)):,}")

        self.run(work, then)

    @Slot()
    def _on_open(self) -> None:
        fid = key_at(self.people, self.people.currentRow())
        if fid is not None:
            self.record_asked.emit(("person", int(fid)))

    @Slot()
    def _on_load(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Load a catalogue …"), "", "CSV (*.csv)")
        if name:
            self.load(Path(name))

    def load(self, source: Path) -> None:
        """Load a catalogue of one's own."""
        desk, actor = self._desk, self._actor
        self.run_and_reload(lambda: tr("{n} new services.", n=catalogue.load(desk, actor, source)))


class PersonServicesDialog(DeskDialog):
    """What one person has, may have, had and declined; with what can be done about it.

    Signals
    -------
    changed : object
        None: something was noted.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, person: int) -> None:
        super().__init__(desk, actor, jobs, parent, tr("Services"), 640, 420)
        self._person = person
        self.found: list[catalogue.Mine] = []
        heads = ["", tr("Service"), tr("Provided by"), tr("Since"), tr("Last day")]
        self.table = plain_table(heads, tr("Services"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addWidget(
            self.buttons(
                (tr("Has it"), self.give),
                (tr("Does not want it"), self.decline),
                (tr("Has it no longer"), self.end),
                (tr("Ask for it: open a case"), self.request),
            )
        )
        self.reload()

    def reload(self) -> None:
        """Read again."""
        desk, actor, person = self._desk, self._actor, self._person
        self.run(lambda _progress: catalogue.of_person(desk, actor, person), self._arrived)

    def _arrived(self, found: list[catalogue.Mine]) -> None:
        self.found = found
        words = {"has": tr("Has"), "may": tr("May have"), "declined": tr("Declined"), "had": tr("Had")}
        fill(
            self.table,
            [
                (words[one.how], pick(one.service.zh, one.service.en), one.service.provider, one.since or "",
                 one.until or "")
                for one in found
            ],
        )  # fmt: skip
        if found:
            self.table.selectRow(0)
        self.summary("" if found else tr("There is no service for this person."))

    def _chosen(self) -> catalogue.Mine:
        row = self.table.currentRow()
        if not 0 <= row < len(self.found):
            raise WrongUse("Choose a service in the table first.")
        return self.found[row]

    def _act(self, what: str) -> None:
        desk, actor, person = self._desk, self._actor, self._person
        try:
            mine = self._chosen()
        except WrongUse as error:
            self.fault(error)
            return
        name, code = pick(mine.service.zh, mine.service.en), mine.service.code

        def act() -> str:
            if what == "end":
                if mine.number is None:
                    raise WrongUse("This person does not have it.")
                catalogue.end(desk, actor, mine.number)
                return tr("{service}: ended today.", service=name)
            if what == "request":
                taken = catalogue.request(desk, actor, person, code)
                return tr("{service}: case {number} was opened.", service=name, number=taken.number)
            catalogue.give(desk, actor, person, code, declined=what == "decline")
            return tr("{service}: noted.", service=name)

        self.run_and_reload(act)
        self.changed.emit(None)

    @Slot()
    def give(self) -> None:
        """The person has the service in front from today."""
        self._act("give")

    @Slot()
    def decline(self) -> None:
        """The person was offered the service in front and does not want it."""
        self._act("decline")

    @Slot()
    def end(self) -> None:
        """The person has the service in front no longer."""
        self._act("end")

    @Slot()
    def request(self) -> None:
        """Open the case that the service in front starts."""
        self._act("request")
