"""One record whole: its fields with personal ones masked, its cells, and what belongs to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor, may
from gridgov.domain.register import registers
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.progress import Progress
from gridgov.services import cells, lists, record_entry, record_page
from gridgov.services.desk import Desk
from gridgov.ui.dialogs import show
from gridgov.ui.jobs import JobRunner, Outcome
from gridgov.ui.widgets.building_chart import BuildingChart


class RecordDialog(QDialog):
    """Shows a record; an eye beside a masked value shows it after a reason is given, and that look is on record.

    Signals
    -------
    record_asked, map_asked : object
        (register, fid)
    """

    record_asked = Signal(object)
    map_asked = Signal(object)

    def __init__(
        self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None, register: str, fid: int
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._register, self._fid = desk, actor, register, fid
        kept = registers()[register]
        self.setWindowTitle(pick(kept.zh, kept.en))
        wide = self.fontMetrics().horizontalAdvance("0") * 120
        self.resize(min(wide, 1160), 660)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(QLabel(tr("Reading …")))
        buttons = QDialogButtonBox()
        if register in record_entry.REGISTERS and may(actor, "record.write"):
            change = buttons.addButton(tr("Change …"), QDialogButtonBox.ButtonRole.ActionRole)
            change.setShortcut("F2")
            change.clicked.connect(self._on_change)
        if may(actor, "record.write"):
            for text, slot in ((tr("Ties …"), self._on_ties), (tr("Services …"), self._on_services)):
                if slot == self._on_ties or (register == "person" and may(actor, "person.read")):
                    buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(slot)
        past = buttons.addButton(tr("Every change"), QDialogButtonBox.ButtonRole.ActionRole)
        past.clicked.connect(self._on_history)
        self._map = buttons.addButton(tr("Show on the map"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._map.setEnabled(False)
        self._map.clicked.connect(self._on_map)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(buttons)
        self.values: dict[str, QLabel] = {}

        self._jobs = jobs
        self.reload()

    @Slot()
    def reload(self, _target: object = None) -> None:
        """Read the record again."""
        desk, actor, register, fid = self._desk, self._actor, self._register, self._fid

        def work(_progress: Progress) -> Any:
            view = lists.record(desk, actor, register, fid)
            parts = record_page.sections(desk, actor, register, fid)
            chart = record_page.chart(desk, actor, fid) if register == "building" else None
            return view, cells.layers(desk, actor), cells.names_of(desk, actor, view.cells), parts, chart

        self._jobs.submit(work, self._arrived, owner=self)

    @Slot()
    def _on_change(self) -> None:
        from gridgov.ui.dialogs.entry_dialog import EntryDialog

        try:
            dialog = EntryDialog(self._desk, self._actor, self._register, self._fid, self)
        except GridgovError as error:
            QMessageBox.warning(self, self.windowTitle(), say(error))
            return
        dialog.entered.connect(self.reload)
        show(dialog)

    @Slot()
    def _on_ties(self) -> None:
        from gridgov.ui.dialogs.ties_dialog import TiesDialog

        dialog = TiesDialog(self._desk, self._actor, self._jobs, self, self._register, self._fid)
        dialog.finished.connect(self.reload)
        show(dialog)

    @Slot()
    def _on_services(self) -> None:
        from gridgov.ui.dialogs.services_dialog import PersonServicesDialog

        dialog = PersonServicesDialog(self._desk, self._actor, self._jobs, self, self._fid)
        dialog.finished.connect(self.reload)
        show(dialog)

    @Slot()
    def _on_history(self) -> None:
        from gridgov.ui.dialogs.history_dialog import HistoryDialog

        title = self.windowTitle()
        show(HistoryDialog(self._desk, self._actor, self._jobs, self, self._register, self._fid, title))

    def _arrived(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            known = isinstance(outcome.error, GridgovError)
            label = QLabel(say(outcome.error) if known else tr("This record could not be read."))  # type: ignore[arg-type]
            label.setWordWrap(True)
            self._scroll.setWidget(label)
            return
        view, layers, named, parts, chart = outcome.value
        content = QWidget()
        column = QVBoxLayout(content)
        title = QLabel(view.title)
        title.setObjectName("title")
        title.setWordWrap(True)
        column.addWidget(title)
        if chart is not None and chart.total:
            drawn = BuildingChart(chart)
            drawn.room_asked.connect(self._on_room)
            column.addWidget(drawn)
        # Facts on the left and what belongs to them on the right: a record is seen whole, on one screen.
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(self._facts(view), 1)
        names = {one.id: pick(one.zh, one.en) for one in layers}
        cells = [
            (f"{names.get(layer, layer)}  {named.get(layer) or code or tr('in no cell')}", None)
            for layer, code in view.cells.items()
        ]
        shown = {target for part in parts for _, target in part.lines}
        links = [
            (f"{pick(link.zh, link.en)}  {link.title}", (link.register, link.fid))
            for link in view.links
            if (link.register, link.fid) not in shown and not (chart is not None and link.register == "dwelling")
        ]
        belongs = record_page.Section("所属与相关", "Belongs to", tuple(links))
        lies = record_page.Section("所在网格", "Cells", tuple(reversed(cells)))
        beside.addLayout(self._parts([one for one in (belongs, *parts, lies) if one.lines]), 1)
        column.addLayout(beside)
        column.addStretch(1)
        self._scroll.setWidget(content)
        self._map.setEnabled(view.place is not None)

    def _facts(self, view: Any) -> QFormLayout:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setVerticalSpacing(4)
        for field, value in view.fields:
            if value not in (None, ""):
                form.addRow(_muted(pick(field.zh, field.en)), self._value(field, value))
        return form

    def _parts(self, parts: list[record_page.Section]) -> QVBoxLayout:
        """The parts one below the other; one that belongs beside the one before it stands there."""
        column = QVBoxLayout()
        column.setSpacing(3)
        row = QHBoxLayout()
        for part in parts:
            if not part.is_beside:
                row = QHBoxLayout()
                column.addLayout(row)
            box = QVBoxLayout()
            box.setSpacing(1)
            head = QLabel(pick(part.zh, part.en))
            head.setObjectName("heading")
            box.addWidget(head)
            for text, target in part.lines:
                box.addWidget(self._line(text, target))
            box.addStretch(1)
            row.addLayout(box, 1)
        column.addStretch(1)
        return column

    def _line(self, text: str, target: tuple[str, int] | None) -> QWidget:
        if target is None:
            label = QLabel(text)
            label.setWordWrap(True)
            return label
        button = QPushButton(text)
        button.setObjectName("link")
        button.setProperty("side", "left")
        button.setProperty("target", list(target))
        button.clicked.connect(self._on_link)
        return button

    @Slot(object)
    def _on_room(self, fid: int) -> None:
        self.record_asked.emit(("dwelling", fid))

    def _value(self, column: Any, value: Any) -> QWidget:
        label = QLabel(str(value))
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.values[column.name] = label
        if not column.personal:
            return label
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label, 1)
        eye = QPushButton(tr("Show"))
        eye.setObjectName("link")
        eye.setProperty("target", column.name)
        eye.setAccessibleName(tr("Show {field}", field=pick(column.zh, column.en)))
        permitted = may(self._actor, "person.reveal")
        eye.setEnabled(permitted)
        eye.setToolTip(
            tr("You are asked for a reason; the look is on record.") if permitted else tr("Your role may not see this.")
        )
        eye.clicked.connect(self._on_reveal)
        line.addWidget(eye)
        return row

    @Slot()
    def _on_reveal(self) -> None:
        sender = self.sender()
        if sender is None:
            return
        field = str(sender.property("target"))
        reason, given = QInputDialog.getText(self, tr("Show"), tr("Why do you need to see this?"))
        if given and reason.strip():
            self.reveal(field, reason.strip())

    def reveal(self, field: str, reason: str) -> None:
        """Show a masked value for this reason."""
        try:
            text = lists.reveal(self._desk, self._actor, self._register, self._fid, field, reason)
        except GridgovError as error:
            QMessageBox.warning(self, self.windowTitle(), say(error))
            return
        self.values[field].setText(text)

    @Slot()
    def _on_link(self) -> None:
        sender = self.sender()
        if sender is not None:
            register, fid = sender.property("target")
            self.record_asked.emit((register, fid))

    @Slot()
    def _on_map(self) -> None:
        self.map_asked.emit((self._register, self._fid))
        self.accept()


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    return label
