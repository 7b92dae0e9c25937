"""The panel of the selected cell: who and what is in it, which cases are open; every count opens its rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import cells
from gridgov.services.desk import Desk
from gridgov.ui.jobs import JobRunner, Outcome

CASES = (
    ("open", "Open", "state_type = 'open'"),
    ("overdue", "of the open, overdue", "overdue"),
    ("waiting", "Waiting", "state_type = 'waiting'"),
    ("done", "Done", "state_type = 'done'"),
    ("void", "Void", "state_type = 'void'"),
)


class CellPanel(QScrollArea):
    """Shows one cell.

    Signals
    -------
    list_asked : object
        (register, layer, code, where or None): the rows behind a number.
    print_asked : object
        (layer, code): the cell's sheet.
    report_asked : object
        (layer, code): a new case in this cell.
    """

    list_asked = Signal(object)
    print_asked = Signal(object)
    report_asked = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._jobs = desk, actor, jobs
        self._cell: tuple[str, str] | None = None
        self.numbers: dict[str, int] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(250)
        self.setAccessibleName(tr("Cell"))
        self.show_nothing()

    @property
    def cell(self) -> tuple[str, str] | None:
        """The layer and code that are shown."""
        return self._cell

    def show_nothing(self) -> None:
        """Say how to select a cell."""
        self._cell = None
        self._put(self._sentence(tr("Click a cell on the map, or search for one with Ctrl+K.")))

    def show_cell(self, layer: str, code: str) -> None:
        """Show a cell; its figures are fetched in a job."""
        self._cell = (layer, code)
        desk, actor = self._desk, self._actor

        def work(_progress: Progress) -> Any:
            panel = cells.panel(desk, actor, code, layer=layer)
            return panel, cells.layers(desk, actor), cells.names_of(desk, actor, panel["parents"])

        self._jobs.submit(work, self._arrived, owner=self)

    @Slot()
    def refresh(self) -> None:
        """Fetch the figures again."""
        if self._cell is not None:
            self.show_cell(*self._cell)

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            self._put(self._sentence(say(outcome.error) if known else tr("This cell could not be read.")))  # type: ignore[arg-type]
            return
        panel, layers, above = outcome.value
        if self._cell != (panel["layer"], panel["code"]):
            return
        self._put(self._filled(panel, {one.id: pick(one.zh, one.en) for one in layers}, above))

    def _put(self, widget: QWidget) -> None:
        self.setWidget(widget)
        # Wide enough for the longest code at any size of text: there is no bar to move it sideways.
        room = widget.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(max(room, 250), 480))

    def _sentence(self, text: str) -> QWidget:
        label = QLabel(text)
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMargin(16)
        return label

    def _filled(self, panel: dict[str, Any], names: dict[str, str], above: dict[str, str]) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(_label(panel["name"] or panel["code"], "title"))
        layout.addWidget(_label(f"{names.get(panel['layer'], panel['layer'])} {panel['code']}", "muted"))
        facts = QFormLayout()
        facts.setContentsMargins(0, 6, 0, 6)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        facts.addRow(_label(tr("Area"), "muted"), _label(tr("{area} m²", area=f"{panel['area_m2'] or 0:,.0f}")))
        facts.addRow(_label(tr("Grid staff"), "muted"), _label(tr(", ").join(panel["staff"]) or tr("nobody yet")))
        for layer, code in panel["parents"].items():
            facts.addRow(_label(names.get(layer, layer), "muted"), _label(above.get(layer) or code or "—"))
        facts.addRow(_label(tr("Valid from"), "muted"), _label(panel["valid_from"] or "—"))
        layout.addLayout(facts)
        layout.addWidget(self._counts(panel))
        layout.addWidget(self._cases(panel))
        sheet = QPushButton(tr("Print this cell …"))
        sheet.clicked.connect(self._on_print)
        layout.addWidget(sheet)
        report = QPushButton(tr("Report a case here …"))
        report.clicked.connect(self._on_report)
        layout.addWidget(report)
        layout.addStretch(1)
        return content

    def _counts(self, panel: dict[str, Any]) -> QWidget:
        card, grid = _card(tr("Registers"))
        self.numbers = dict(panel["counts"])
        for row, (register, n) in enumerate(panel["counts"].items(), start=1):
            kept = registers()[register]
            self._row(grid, row, pick(kept.zh, kept.en_plural), n, (register, None))
        return card

    def _cases(self, panel: dict[str, Any]) -> QWidget:
        card, grid = _card(tr("Cases"))
        for row, (key, name, where) in enumerate(CASES, start=1):
            n = panel["cases"][key]
            self.numbers[f"case_{key}"] = n
            self._row(grid, row, tr(name), n, ("case", where), warn=key == "overdue" and n > 0)
        return card

    def _row(
        self, grid: QGridLayout, row: int, name: str, n: int, target: tuple[str, str | None], *, warn: bool = False
    ) -> None:
        grid.addWidget(_label(name), row, 0)
        button = QPushButton(f"⚠ {n:,}" if warn else f"{n:,}")
        button.setObjectName("link")
        button.setAccessibleName(tr("{name}: {n}; open the list", name=name, n=n))
        button.setProperty("target", list(target))
        button.setEnabled(n > 0)
        button.clicked.connect(self._on_count)
        grid.addWidget(button, row, 1)

    @Slot()
    def _on_count(self) -> None:
        sender = self.sender()
        if self._cell is not None and sender is not None:
            register, where = sender.property("target")
            self.list_asked.emit((register, *self._cell, where))

    @Slot()
    def _on_report(self) -> None:
        if self._cell is not None:
            self.report_asked.emit(self._cell)

    @Slot()
    def _on_print(self) -> None:
        if self._cell is not None:
            self.print_asked.emit(self._cell)


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _card(title: str) -> tuple[QFrame, QGridLayout]:
    card = QFrame()
    card.setObjectName("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(10, 6, 6, 6)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(0, 1)
    grid.addWidget(_label(title, "heading"), 0, 0)
    return card, grid
