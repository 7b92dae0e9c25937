"""A list from another department beside the ledger: what differs side by side, decided by rule or row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain.access import Actor
from gridgov.domain.mapping import Mapping
from gridgov.domain.register import registers
from gridgov.messages import pick, tr
from gridgov.progress import Progress
from gridgov.services import imports, matching
from gridgov.services.desk import Desk
from gridgov.ui.dialogs import show
from gridgov.ui.dialogs.desk_dialog import DeskDialog
from gridgov.ui.dialogs.match_row_dialog import MatchRowDialog
from gridgov.ui.jobs import JobRunner
from gridgov.ui.tables.plain_table import fill, plain_table, selected

VERDICTS = {"same": "Same", "differs": "Differs", "new": "New", "several": "Several fit", "rejected": "Kept aside"}
DECISIONS = {"": "by rule", "take": "take the list's", "fill": "only fill gaps", "skip": "leave", "new": "enter as new"}
KEYS = {Qt.Key.Key_T: "take", Qt.Key.Key_F: "fill", Qt.Key.Key_S: "skip", Qt.Key.Key_N: "new"}
RULES = (("fill", "Only fill what is empty"), ("take", "The list is right"), ("skip", "Leave what differs"))
SHOWN = 5_000


class MatchDialog(DeskDialog):
    """Compare a list, decide, take it over; the batch can be taken back.

    Signals
    -------
    applied : object
        The register that changed.
    """

    applied = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(desk, actor, jobs, parent, tr("A list from another department"), 980, 600)
        self._source: Path | None = None
        self._mapping: Mapping | None = None
        self._batch: int | None = None
        self.found: matching.Comparison | None = None
        self.shown: list[matching.Row] = []
        self.decided: dict[int, str] = {}
        self.register, self.verdict, self.rule = QComboBox(), QComboBox(), QComboBox()
        for key in matching.REGISTERS:
            self.register.addItem(pick(registers()[key].zh, registers()[key].en_plural), key)
        for key, name in (("", "All that are not the same"), *VERDICTS.items()):
            if key != "same":
                self.verdict.addItem(tr(name), key)
        for key, name in RULES:
            self.rule.addItem(tr(name), key)
        self.register.setAccessibleName(tr("Register"))
        self.verdict.setAccessibleName(tr("Verdict"))
        self.verdict.currentIndexChanged.connect(self._show)
        self.register.currentIndexChanged.connect(self.compare)
        self.enters = QCheckBox(tr("Enter who is new"))
        self.enters.setChecked(True)
        choose = QPushButton(tr("Choose the list …"))
        choose.clicked.connect(self._on_choose)
        self.said.setText(tr("Choose the list; nothing is written until you take it over."))
        top = QHBoxLayout()
        for widget in (choose, self.register, self.verdict):
            top.addWidget(widget)
        top.addStretch(1)
        heads = [tr("Row"), tr("Verdict"), tr("Record"), tr("What differs: ours → theirs"), tr("Decision")]
        self.table = plain_table(heads, tr("A list from another department"))
        self.table.cellDoubleClicked.connect(self.open_row)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 60), (1, 90), (2, 110), (4, 120)):
            self.table.setColumnWidth(column, width)
        keys = QLabel(
            tr("Keys for the selected rows: T take, F fill, S leave, N enter as new; Enter shows one field by field.")
        )
        keys.setObjectName("muted")
        buttons = QDialogButtonBox()
        self.go = QPushButton(tr("Take the list over"))
        self.go.setEnabled(False)
        self.go.clicked.connect(self.apply)
        self.back = QPushButton(tr("Take it back"))
        self.back.setEnabled(False)
        self.back.clicked.connect(self.undo)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ApplyRole)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        rules = QHBoxLayout()
        rules.addWidget(QLabel(tr("Where the two differ")))
        rules.addWidget(self.rule)
        rules.addWidget(self.enters)
        rules.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addWidget(keys)
        layout.addLayout(rules)
        layout.addWidget(buttons)

    @Slot()
    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Choose the list …"), "", f"{tr('Tables')} (*.xlsx *.xls *.csv *.tsv)"
        )
        if name:
            self.take(Path(name))

    def take(self, source: Path, register: str | None = None, mapping: Mapping | None = None) -> None:
        """Compare this list with a register (the chosen one), its columns matched by name or by a mapping."""
        self._source, self._mapping = source, mapping
        if register is not None:
            self.register.blockSignals(True)
            self.register.setCurrentIndex(max(self.register.findData(register), 0))
            self.register.blockSignals(False)
        self.compare()

    @Slot()
    def compare(self) -> None:
        """Hold the list against the ledger, as a job."""
        if self._source is None:
            return
        desk, actor, source, register = self._desk, self._actor, self._source, str(self.register.currentData())
        mapping = self._mapping if self._mapping is not None and self._mapping.register == register else None

        def work(progress: Progress) -> Any:
            return matching.compare(desk, actor, register, source, mapping=mapping, progress=progress)

        self.go.setEnabled(False)
        self.run(work, self._compared, tr("Comparing the list"))

    def _compared(self, found: matching.Comparison) -> None:
        self.found = found
        self.decided = {}
        self.go.setEnabled(self.found.total > 0)
        self._say()
        self._show()

    def _say(self) -> None:
        found = self.found
        assert found is not None
        parts = [f"{tr(VERDICTS[key])} {n:,}" for key, n in found.counts.items()]
        text = tr("{n} rows: {parts}", n=f"{found.total:,}", parts=pick("，", ", ").join(parts))
        if found.gone:
            names = pick("、", ", ").join(title for _, title in found.gone[:12])
            text += "\n" + tr("{n} of last time are not in the list any more:", n=len(found.gone)) + " " + names
        self.summary(text)

    @Slot()
    def _show(self) -> None:
        if self.found is None:
            return
        wanted = str(self.verdict.currentData())
        self.shown = [row for row in self.found.rows if not wanted or row.verdict == wanted][:SHOWN]
        rows = []
        for row in self.shown:
            differs = "；".join(f"{pick(d.zh, d.en)}: {d.ours or '—'} → {d.theirs}" for d in row.differing)
            told = row.reason or differs
            if row.verdict == "several":
                told = tr("{n} records fit", n=len(row.others))
            rows.append((str(row.row), tr(VERDICTS[row.verdict]), row.title, told, self._decision(row)))
        fill(self.table, rows)

    def _decision(self, row: matching.Row) -> str:
        if row.verdict == "rejected":
            return ""
        act, _, of = self.decided.get(row.row, "").partition(":")
        if act == "is":
            return tr("one of those that fit")
        return tr("{n} fields of the list", n=of.count(",") + 1) if of else tr(DECISIONS[act])

    @Slot()
    def open_row(self) -> Any:
        """Show the row in front beside the ledger's record, field by field."""
        at = self.table.currentRow()
        if self.found is None or not 0 <= at < len(self.shown) or self.shown[at].verdict not in {"differs", "several"}:
            return None
        dialog = MatchRowDialog(self._desk, self._actor, self._jobs, self, self.found, self.shown[at])
        dialog.decided.connect(self._on_decided)
        show(dialog)
        return dialog

    @Slot(object)
    def _on_decided(self, told: tuple[int, str]) -> None:
        self.decided[told[0]] = told[1]
        for at, row in enumerate(self.shown):
            item = self.table.item(at, 4)
            if row.row == told[0] and item is not None:
                item.setText(self._decision(row))

    def decide(self, act: str) -> None:
        """Decide for the selected rows."""
        for number in selected(self.table):
            row = self.shown[number]
            if row.verdict == "rejected" or (row.verdict != "differs" and act in {"take", "fill"}):
                continue
            self.decided[row.row] = act
            item = self.table.item(number, 4)
            if item is not None:
                item.setText(self._decision(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T, F, S and N decide for the selected rows."""
        if self.table.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_row()
            return
        act = KEYS.get(Qt.Key(event.key()))
        if act is not None and self.table.hasFocus() and not event.modifiers():
            self.decide(act)
        else:
            super().keyPressEvent(event)

    @Slot()
    def apply(self) -> None:
        """Take the list over, as a job and one batch."""
        if self.found is None:
            return
        desk, actor, found, decided = self._desk, self._actor, self.found, dict(self.decided)
        rule, new = str(self.rule.currentData()), self.enters.isChecked()

        def work(progress: Progress) -> Any:
            return matching.apply(desk, actor, found, rule=rule, new=new, decided=decided, progress=progress)

        self.go.setEnabled(False)
        self.run(work, self._applied, tr("Taking the list over"))

    def _applied(self, done: matching.Applied) -> None:
        self._batch = done.batch
        self.back.setEnabled(True)
        self.table.setRowCount(0)
        sentence = "{added} added, {changed} changed, {same} the same, {skipped} left, {rejected} kept aside."
        self.said.setText(
            tr(
                sentence, added=done.added, changed=done.changed, same=done.same, skipped=done.skipped,
                rejected=done.rejected,
            )
        )  # fmt: skip
        self.applied.emit(str(self.register.currentData()))

    @Slot()
    def undo(self) -> None:
        """Take the batch back."""
        if self._batch is None:
            return
        desk, actor, batch = self._desk, self._actor, self._batch
        self.back.setEnabled(False)
        self.run(lambda _progress: imports.undo(desk, actor, batch), self._undone, tr("Taking it back"))

    def _undone(self, _done: object) -> None:
        self._batch = None
        self.say_after(tr("The list was taken back; everything is as it was."))
        self.applied.emit(str(self.register.currentData()))
        self.compare()

    def failed(self) -> None:
        """What could not be carried out can be tried again."""
        self.back.setEnabled(self._batch is not None)
        self.go.setEnabled(self.found is not None and self.found.total > 0 and self._batch is None)
