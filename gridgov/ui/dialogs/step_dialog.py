"""Asks for what a step needs, and takes it; what the rules say no to is said, and what was typed stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridgov.domain import codes
from gridgov.domain.access import Actor
from gridgov.domain.case_rules import need_name, step_name
from gridgov.domain.limits import UNITS
from gridgov.domain.workflow import Step
from gridgov.errors import GridgovError
from gridgov.messages import pick, say, tr
from gridgov.services import case_intake, case_view, case_work, sending
from gridgov.services.desk import Desk

SHOWN_UNITS = ("work_hour", "work_day", "natural_day", "urgent_hour", "minute")
PICTURES = "*.jpg *.jpeg *.png *.webp *.bmp"


class StepDialog(QDialog):
    """The few fields of one step. `taken` is what the step did once it was taken."""

    def __init__(
        self, desk: Desk, actor: Actor, page: case_view.CasePage, step: Step, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._page, self._step = desk, actor, page, step
        self.taken: case_work.Taken | None = None
        self._photos: dict[str, list[Path]] = {}
        self.setWindowTitle(f"{step_name(step)} — {page.number}")
        self.setMinimumWidth(430)
        self.fields: dict[str, QWidget] = {}
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for need in step.needs:
            self._add(form, need)
        if not {"text", "reason"} & set(step.needs):
            self._add(form, "remark")
        self._error = QLabel()
        self._error.setObjectName("error")
        self._error.setWordWrap(True)
        self._error.setVisible(False)
        buttons = QDialogButtonBox()
        go = buttons.addButton(step_name(step), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setDefault(True)
        go.setShortcut("Ctrl+Return")
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        head = QLabel(f"{page.title}  ·  {page.state}")
        head.setObjectName("muted")
        head.setWordWrap(True)
        layout.addWidget(head)
        if step.counts in {"handled", "checked", "closed"} and (closing := case_view.closing_of(desk, page.case_id)):
            rule = QLabel(tr("May be closed when: {condition}", condition=closing))
            rule.setWordWrap(True)
            layout.addWidget(rule)
        layout.addLayout(form)
        layout.addWidget(self._error)
        layout.addWidget(buttons)

    def _add(self, form: QFormLayout, need: str) -> None:
        name = tr("Remark") if need == "remark" else need_name(need)
        widget = self._widget(need)
        widget.setAccessibleName(name)
        label = QLabel(name + ("" if need == "remark" else " *"))
        label.setBuddy(widget)
        form.addRow(label, widget)
        self.fields[need] = widget

    def _widget(self, need: str) -> QWidget:
        if need in {"text", "reason", "remark"}:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(76 if need != "remark" else 48)
            return text
        if need == "department":
            return self._departments()
        if need == "limit":
            return _Amount(self._page.standing.requests.get(self._step.grants))
        if need == "until":
            date = QDateEdit(QDate.currentDate().addDays(7))
            date.setCalendarPopup(True)
            date.setDisplayFormat("yyyy-MM-dd")
            return date
        if need == "filing_condition":
            return self._conditions()
        if need == "satisfaction":
            box = QComboBox()
            for code, (zh, en) in codes.codes("satisfaction").items():
                box.addItem(pick(zh, en), code)
            return box
        if need == "checklist":
            return _Checklist(case_view.checklist_of(self._desk, self._page.case_id))
        if need in {"photo", "before_photo", "after_photo"}:
            return self._photo_button(need)
        if need == "level":
            level = QSpinBox()
            level.setRange(1, 5)
            level.setValue(max(self._page.standing.level, 1) + (1 if self._step.id == "escalate" else 0))
            return level
        line = QLineEdit()
        if need == "helpers":
            line.setPlaceholderText(tr("Several are joined by commas"))
        elif need == "case":
            line.setPlaceholderText(tr("Number of the other case"))
        return line

    def _departments(self) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        suggested = sending.suggest(self._desk, self._page.case_id)
        names = sending.units(self._desk)
        if suggested is not None and suggested.unit in names:
            names.remove(suggested.unit)
        if suggested is not None:
            box.addItem(suggested.unit)
            box.setToolTip(tr("Suggested by the rule {rule}", rule=suggested.rule))
        box.addItems(names)
        if suggested is None:
            box.setCurrentIndex(-1)
        return box

    def _conditions(self) -> QComboBox:
        box = QComboBox()
        row = case_view.class_of(self._desk, self._page.case_id)
        for one in case_intake.conditions_of(row[1] or ""):
            box.addItem(pick(one.zh, one.en), one.id)
        if box.count() == 0:
            box.setEditable(True)
            box.setEditText(tr("as filed"))
        elif row[2] and (at := max(box.findData(row[2]), box.findText(row[2]))) >= 0:
            box.setCurrentIndex(at)
        return box

    def _photo_button(self, need: str) -> QPushButton:
        button = QPushButton(tr("Choose photos …"))
        button.setProperty("need", need)
        button.clicked.connect(self._on_photos)
        return button

    @Slot()
    def _on_photos(self) -> None:
        sender = self.sender()
        if sender is None:
            return
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose photos …"), "", f"{tr('Pictures')} ({PICTURES})")
        self.put_photos(str(sender.property("need")), [Path(name) for name in names])

    def put_photos(self, need: str, paths: list[Path]) -> None:
        """Let these pictures go with the step."""
        self._photos[need] = paths
        button = self.fields[need]
        if isinstance(button, QPushButton):
            button.setText(tr("{n} photos", n=len(paths)))

    def given(self) -> dict[str, Any]:
        """What was given, as the service wants it."""
        found: dict[str, Any] = {}
        for need, widget in self.fields.items():
            if isinstance(widget, QPlainTextEdit):
                found["text"] = widget.toPlainText().strip() or None
            elif isinstance(widget, _Amount | _Checklist):
                found[need] = widget.value()
            elif isinstance(widget, QDateEdit):
                found[need] = widget.date().toString("yyyy-MM-dd")
            elif isinstance(widget, QSpinBox):
                found[need] = widget.value()
            elif isinstance(widget, QComboBox):
                data = widget.currentData()
                found[need] = data if data is not None else widget.currentText().strip() or None
            elif isinstance(widget, QLineEdit):
                text = widget.text().strip()
                parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]
                found[need] = parts if need == "helpers" else text or None
            else:
                found[need] = self._photos.get(need) or None
        return found

    @Slot()
    def take(self) -> None:
        """Take the step; a sentence says why not."""
        try:
            self.taken = case_work.take(
                self._desk, self._actor, self._page.case_id, self._step.id, self.given(), seen=self._page.last_step
            )
        except case_work.Overtaken as error:
            self._show_meanwhile(error)
            return
        except GridgovError as error:
            self._error.setText(say(error))
            self._error.setVisible(True)
            return
        self.accept()

    def _show_meanwhile(self, error: GridgovError) -> None:
        """Both sides: what somebody else did since, and beside it what was typed here, which stays; then try again."""
        try:
            page = case_view.page(self._desk, self._actor, self._page.case_id)
        except GridgovError as fault:
            self._error.setText(say(fault))
            self._error.setVisible(True)
            return
        new = [line for line in page.lines if line.id > self._page.last_step]
        told = [" · ".join(filter(None, (line.at, line.actor, line.name, line.text, *line.details))) for line in new]
        still = next((c for c in page.choices if c.step.id == self._step.id and c.refusal is None), None)
        after = tr("Your step is still possible: take it again if it still fits.") if still else ""
        if still is None:
            refused = next((c.refusal for c in page.choices if c.step.id == self._step.id and c.refusal), None)
            after = say(refused) if refused else tr("Your step is not possible any more; copy what you typed.")
        self._error.setText("\n".join([say(error), *told, tr("Now: {state}", state=page.state), after]))
        self._error.setVisible(True)
        self._page = page


class _Amount(QWidget):
    """An amount of time and its unit."""

    def __init__(self, asked: Any) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self._number, self._unit = QSpinBox(), QComboBox()
        self._number.setRange(1, 9_999)
        self._number.setValue(1)
        for unit in SHOWN_UNITS:
            assert unit in UNITS
            self._unit.addItem(pick(*case_view.UNIT_NAMES[unit]), unit)
        if asked is not None and "limit" in asked.body:
            self._number.setValue(int(asked.body["limit"]["amount"]))
            self._unit.setCurrentIndex(max(self._unit.findData(asked.body["limit"]["unit"]), 0))
        line.addWidget(self._number)
        line.addWidget(self._unit, 1)
        self.setFocusProxy(self._number)

    def value(self) -> dict[str, Any]:
        """Amount and unit."""
        return {"amount": self._number.value(), "unit": str(self._unit.currentData())}


class _Checklist(QWidget):
    """What is to be seen on the spot, an item a line."""

    def __init__(self, items: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._boxes: list[tuple[str, QCheckBox]] = []
        for zh, en in items or (("现场已处置到位", "It is put right on the spot"),):
            box = QCheckBox(pick(zh, en))
            column.addWidget(box)
            self._boxes.append((zh, box))
        self.setFocusProxy(self._boxes[0][1])

    def value(self) -> dict[str, bool] | None:
        """The items that hold, once all of them do: one that does not is what a failed check is for."""
        return {name: True for name, _ in self._boxes} if all(box.isChecked() for _, box in self._boxes) else None

    def tick(self) -> None:
        """Tick every item."""
        for _, box in self._boxes:
            box.setChecked(True)
